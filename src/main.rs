//! The program: reads the command line and does what it says.

fn main() -> anyhow::Result<()> {
    bekreft::cli::run()
}
