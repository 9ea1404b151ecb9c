//! Starts a server in the directory given, tells its process number, and holds it until killed.

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::thread;

use pgembed::{Options, Server};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let home = arguments.next().ok_or("usage: hold DIRECTORY [DIRECTORY OF POSTGRES PROGRAMS]...")?;
    let mut options = Options::new(home);
    options.extra_bin_dirs = arguments.map(PathBuf::from).collect();
    let server = Server::start(&options)?;
    let how = if server.owned() { "owned" } else { "attached" };
    writeln!(io::stdout(), "{} {how}", server.postmaster())?;
    loop {
        thread::park();
    }
}
