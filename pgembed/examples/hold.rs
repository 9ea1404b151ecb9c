//! Starts a server in the directory given, tells its process number, and holds it until killed.

use std::io::{self, Write as _};
use std::thread;

use pgembed::{Options, Server};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let home = std::env::args_os().nth(1).ok_or("usage: hold DIRECTORY")?;
    let server = Server::start(&Options::new(home))?;
    let how = if server.owned() { "owned" } else { "attached" };
    writeln!(io::stdout(), "{} {how}", server.postmaster())?;
    loop {
        thread::park();
    }
}
