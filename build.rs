//! Turns `locales/{nb,nn,en}/*.ftl` into one typed method per message (see `build/texts/mod.rs`), and builds the files of
//! `scenarios/` into the program.

#[path = "build/texts/mod.rs"]
mod texts;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=scenarios");
    match write_messages().and_then(|()| write_scenarios()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problems) => {
            for problem in problems {
                println!("cargo::error={problem}");
            }
            ExitCode::FAILURE
        }
    }
}

fn write_messages() -> Result<(), Vec<String>> {
    let sources = texts::load(Path::new("locales")).map_err(|error| vec![error.to_string()])?;
    let code = texts::generate(&sources)?;
    let out = env::var("OUT_DIR").map_err(|error| vec![format!("OUT_DIR: {error}")])?;
    let file = PathBuf::from(out).join("messages.rs");
    fs::write(&file, code).map_err(|error| vec![format!("{}: {error}", file.display())])
}

/// The files by name: the program carries its catalogue with it.
fn write_scenarios() -> Result<(), Vec<String>> {
    let failed = |error: std::io::Error| vec![format!("scenarios: {error}")];
    let folder = fs::canonicalize("scenarios").map_err(failed)?;
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.push((name, path.display().to_string()));
        }
    }
    names.sort();
    let files = names.iter().map(|(name, path)| format!("    ({name:?}, include_str!({path:?})),\n"));
    let code = format!("static FILES: &[(&str, &str)] = &[\n{}];\n", files.collect::<String>());
    let out = env::var("OUT_DIR").map_err(|error| vec![format!("OUT_DIR: {error}")])?;
    fs::write(PathBuf::from(out).join("scenarios.rs"), code).map_err(failed)
}
