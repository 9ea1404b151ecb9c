//! Turns `locales/{nb,nn,en}/*.ftl` into one typed method per message (see `build/texts/mod.rs`).

#[path = "build/texts/mod.rs"]
mod texts;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=locales");
    match write_messages() {
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
