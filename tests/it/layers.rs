//! The house keeps its own rules.

use std::fs;
use std::path::{Path, PathBuf};

fn rust_files(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    collect(&world::root().join(folder), &mut found);
    assert!(!found.is_empty(), "{folder} has files");
    let root = world::root();
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("inside").display().to_string();
            (name, fs::read_to_string(&path).expect("a readable file"))
        })
        .collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

fn only_in(word: &str, rooms: &[&str]) {
    for (name, text) in rust_files("src") {
        if text.contains(word) {
            assert!(rooms.iter().any(|room| name.starts_with(room)), "{name} names {word}");
        }
    }
}

#[test]
fn sql_is_written_in_the_store_only() {
    only_in("sqlx::", &["src/store"]);
}

#[test]
fn the_network_is_answered_by_web_support_api_and_demo_only() {
    only_in("actix_web::", &["src/web", "src/support", "src/api", "src/demo", "src/app.rs", "src/cli.rs"]);
}

#[test]
fn lower_rooms_do_not_know_the_higher_ones() {
    for (folder, forbidden) in [
        ("src/store", ["crate::actions", "crate::web", "crate::demo"]),
        ("src/clients", ["crate::store", "crate::actions", "crate::web"]),
        ("src/actions", ["crate::web", "crate::demo", "crate::worker"]),
        ("src/web", ["crate::demo", "crate::worker", "crate::support::"]),
        ("src/support", ["crate::demo", "crate::worker", "crate::cli::"]),
        ("src/scenario", ["crate::store", "crate::demo", "crate::app"]),
        ("src/api", ["crate::demo", "crate::worker", "crate::support::"]),
    ] {
        for (name, text) in rust_files(folder) {
            for room in forbidden {
                assert!(!text.contains(room), "{name} knows {room}");
            }
        }
    }
}

/// What the console reads, it reads as a role that can do nothing else; what it writes, it writes by its own few use cases. Its
/// login is the one that begins a session.
#[test]
fn the_console_has_no_way_to_the_database_but_its_own() {
    for (name, text) in rust_files("src/support").into_iter().filter(|(name, _)| !name.ends_with("/login.rs"))
    {
        for forbidden in ["state.db", "read_db", "begin(", "store::Db", "Db}", "Tx", "{self, Db"] {
            assert!(!text.contains(forbidden), "{name} names {forbidden}");
        }
    }
    for (name, text) in
        rust_files("src/store").into_iter().filter(|(name, _)| name.ends_with("support_db.rs"))
    {
        assert!(!text.contains("pub async fn begin") && !text.contains("-> Result<Tx>"), "{name}");
    }
}

#[test]
fn the_domain_does_no_input_or_output() {
    let manifest = fs::read_to_string(world::root().join("domain/Cargo.toml")).expect("its manifest");
    for dependency in ["sqlx", "actix", "tokio", "reqwest", "serde_json"] {
        assert!(!manifest.contains(dependency), "{dependency}");
    }
    for (name, text) in rust_files("domain/src") {
        assert!(!text.contains("now_utc") && !text.contains("SystemTime"), "{name} reads the clock");
    }
}

#[test]
fn no_file_is_longer_than_four_hundred_lines() {
    for folder in ["src", "domain", "pgembed", "build", "tests"] {
        for (name, text) in rust_files(folder) {
            assert!(text.lines().count() <= 400, "{name}");
        }
    }
}

#[test]
fn every_dependency_has_a_licence_that_can_be_taken() {
    let output = std::process::Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--offline",
            "--locked",
            "--filter-platform",
            "x86_64-unknown-linux-gnu",
        ])
        .current_dir(world::root())
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("metadata");
    let packages = metadata["packages"].as_array().expect("packages");
    assert!(packages.len() > 200);
    let fine = [
        "MIT",
        "Apache-2.0",
        "BSD",
        "ISC",
        "Zlib",
        "Unicode-3.0",
        "0BSD",
        "CDLA-Permissive-2.0",
        "MPL-2.0",
        "Unlicense",
        "CC0-1.0",
        "BSL-1.0",
    ];
    for package in packages {
        let licence = package["license"].as_str().unwrap_or("none");
        assert!(fine.iter().any(|fine| licence.contains(fine)), "{}: {licence}", package["name"]);
    }
}
