//! The demo as a newcomer starts it: the program itself, with a database of its own.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The program, with nothing set but where the demo's data lies.
pub(crate) fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bekreft"));
    command.env_clear().env("BEKREFT_DATA_DIR", data);
    for name in ["PATH", "PG_BIN"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
}

/// A demo that runs.
pub(crate) struct RealDemo {
    child: Child,
    pub(crate) url: String,
    pub(crate) data: PathBuf,
}

impl RealDemo {
    pub(crate) fn start(data: PathBuf) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        drop(listener);
        let url = format!("http://localhost:{port}");
        let mut child = program(&data)
            .arg("demo")
            .env("BEKREFT_BIND", format!("127.0.0.1:{port}"))
            .env("BEKREFT_PUBLIC_URL", &url)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("the demo starts");
        let said = BufReader::new(child.stdout.take().expect("its words"));
        assert!(said.lines().map_while(Result::ok).any(|line| line.starts_with("ready ")), "it is ready");
        Self { child, url, data }
    }

    pub(crate) fn stop(self) {
        drop(self);
    }
}

impl Drop for RealDemo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
