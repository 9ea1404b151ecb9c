//! The words themselves.

use std::path::Path;

#[test]
fn the_texts_have_no_known_faults() {
    let problems = world::texts::problems(&world::root());
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn no_exception_outlives_its_reason() {
    let needless = world::texts::needless_exceptions(&world::root());
    assert!(needless.is_empty(), "{needless:?}");
}

#[test]
fn every_text_is_used() {
    let unused = world::texts::unused_keys(&world::root());
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn the_project_speaks_of_itself_alone() {
    let root = world::root();
    let output =
        std::process::Command::new("git").args(["ls-files"]).current_dir(&root).output().expect("git runs");
    let files = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(files.contains("README.md"));
    for name in files.lines().filter(|name| Path::new(name).extension() != Some("png".as_ref())) {
        let text = std::fs::read(root.join(name)).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        for path in [concat!("/ro", "ot/"), concat!("/ho", "me/"), concat!("/wo", "rk/")] {
            assert!(
                !text.as_deref().is_ok_and(|text| text.contains(path)),
                "{name} names a place on some machine"
            );
        }
    }
}
