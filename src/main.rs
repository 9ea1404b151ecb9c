//! The program: reads the command line and does what it says.

use std::process::ExitCode;

fn main() -> ExitCode {
    match bekreft::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // In words for the operator; a stack trace would only hide them.
            eprintln!("bekreft: {error:#}");
            ExitCode::FAILURE
        }
    }
}
