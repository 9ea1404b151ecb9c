//! Starts a server in the directory given, prints the URL of its database `postgres`, and serves until standard
//! input closes.

use std::io::{self, Write as _};
use std::path::PathBuf;

use pgembed::{Options, Server};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let home = arguments.next().ok_or("usage: serve DIRECTORY [DIRECTORY OF POSTGRES PROGRAMS]...")?;
    let mut options = Options::new(home);
    options.extra_bin_dirs = arguments.map(PathBuf::from).collect();
    let server = Server::start(&options)?;
    writeln!(io::stdout(), "{}", server.url("postgres"))?;
    io::copy(&mut io::stdin(), &mut io::sink())?;
    server.stop();
    Ok(())
}
