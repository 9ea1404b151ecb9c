//! `bekreft scenario`, as a developer or somebody of support calls it.

use std::process::{Command, Output};

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bekreft"))
        .arg("scenario")
        .args(arguments)
        .current_dir(world::root())
        .envs(environment.iter().copied())
        .output()
        .expect("the program runs");
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output, said)
}

#[test]
fn the_catalogue_is_listed() {
    let (output, said) = run(&["list"], &[]);
    assert!(output.status.success());
    assert_eq!(said.lines().count(), bekreft::scenario::all().len());
    assert!(said.contains("d-nummer") && said.contains("Has a D number"), "{said}");
}

#[test]
fn in_production_nothing_is_carried_out() {
    let (output, said) = run(&["run"], &[("BEKREFT_MODE", "production")]);
    assert!(!output.status.success() && said.contains("in production no scenario is carried out"), "{said}");
}

#[test]
fn a_file_that_is_wrong_is_refused_with_its_line() {
    let folder = world::temporary_folder("scenario");
    let file = folder.join("gal.toml");
    let text = bekreft::scenario::source("d-nummer").expect("it is there").replace("log-in", "logg-inn");
    std::fs::write(&file, &text).expect("a file");
    let (output, said) = run(&["run", file.to_str().expect("a path")], &[]);
    let line = 1 + text.lines().position(|line| line.contains("logg-inn")).expect("it stands there");
    assert!(!output.status.success() && said.contains(&format!("gal.toml:{line}: ")), "{said}");
    assert!(said.contains("logg-inn"), "{said}");
    std::fs::remove_dir_all(folder).expect("it goes away");
}

#[test]
fn files_are_carried_out_on_a_program_of_their_own_and_one_that_fails_is_told() {
    let folder = world::temporary_folder("scenario");
    let file = folder.join("brutt.toml");
    let written = bekreft::scenario::source("delt-mobilnummer").expect("it is there");
    std::fs::write(&file, written.replace("others = 2", "others = 0")).expect("a file");
    let broken = file.to_str().expect("a path");
    // What is set for an installation is none of its business: nothing is sent there.
    let settings =
        [("DATABASE_URL", "postgres://u:p@127.0.0.1:1/d"), ("IDPORTEN_ISSUER", "https://idporten.no")];
    let (output, said) = run(&["run", "scenarios/delt-mobilnummer.toml", broken, "--lang", "nn"], &settings);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("ok    delt-mobilnummer [nn], 2 steps"), "{said}");
    assert!(said.contains("FAIL  brutt [nn]") && said.contains("FAIL  step 1: Logg inn"), "{said}");
    assert!(said.contains("expected confirm-mobile-shared on /bekreft"), "{said}");
    assert!(said.contains("1 of 2 failed"), "{said}");
    std::fs::remove_dir_all(folder).expect("it goes away");
}
