//! Temporary homes, a client of a few lines, and other processes.

use std::fs;
use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use pgembed::{Options, Programs, Server};

static NEXT: AtomicU32 = AtomicU32::new(0);

/// Where `scripts/setup.sh` puts the programs on a machine that has none.
fn fetched_programs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/programs/postgres/bin")
}

/// A directory that is removed at the end of the test.
pub(crate) struct Home {
    path: PathBuf,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self::named("")
    }

    pub(crate) fn named(suffix: &str) -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("pgembed-test-{}-{number}{suffix}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).expect("a temporary directory");
        Self { path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A cluster that survives being killed.
    pub(crate) fn options(&self) -> Options {
        let mut options = Options::new(&self.path);
        options.start_timeout = Duration::from_secs(30);
        options.extra_bin_dirs.push(fetched_programs());
        options
    }

    pub(crate) fn data(&self) -> PathBuf {
        let programs = Programs::find(&[fetched_programs()]).expect("PostgreSQL programs");
        self.path.join(format!("data{}", programs.major))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// One statement over a new connection: the first column of each row, or the server's complaint.
pub(crate) fn query(server: &Server, sql: &str) -> Result<Vec<String>, String> {
    let socket = server.socket_dir().join(".s.PGSQL.5432");
    let mut stream = UnixStream::connect(socket).map_err(|error| error.to_string())?;
    let mut startup = 196_608_u32.to_be_bytes().to_vec();
    startup.extend(b"user\0postgres\0database\0postgres\0\0");
    send(&mut stream, &[], &startup).map_err(|error| error.to_string())?;
    answer(&mut stream)?;
    let mut statement = sql.as_bytes().to_vec();
    statement.push(0);
    send(&mut stream, b"Q", &statement).map_err(|error| error.to_string())?;
    answer(&mut stream)
}

fn send(stream: &mut UnixStream, tag: &[u8], body: &[u8]) -> io::Result<()> {
    let length = u32::try_from(body.len() + 4).expect("a short message");
    stream.write_all(tag)?;
    stream.write_all(&length.to_be_bytes())?;
    stream.write_all(body)
}

/// Reads until "ready for query" (`Z`), keeping rows (`D`) and an error (`E`).
fn answer(stream: &mut UnixStream) -> Result<Vec<String>, String> {
    let mut rows = Vec::new();
    let mut complaint = None;
    loop {
        let (tag, body) = receive(stream).map_err(|error| error.to_string())?;
        match tag {
            b'Z' => return complaint.map_or(Ok(rows), Err),
            b'E' => complaint = Some(String::from_utf8_lossy(&body).into_owned()),
            // Two bytes of column count, four of length, then the first column.
            b'D' => rows.push(String::from_utf8_lossy(body.get(6..).unwrap_or_default()).into_owned()),
            _ => {}
        }
    }
}

fn receive(stream: &mut UnixStream) -> io::Result<(u8, Vec<u8>)> {
    let mut head = [0; 5];
    stream.read_exact(&mut head)?;
    let [tag, length @ ..] = head;
    let mut body = vec![0; u32::from_be_bytes(length) as usize - 4];
    stream.read_exact(&mut body)?;
    Ok((tag, body))
}

/// The example `hold` in a process of its own.
pub(crate) struct Holder {
    process: Child,
    pub(crate) postmaster: u32,
    pub(crate) owned: bool,
}

impl Holder {
    pub(crate) fn start(home: &Path) -> Self {
        let mut process = Command::new(example("hold"))
            .arg(home)
            .arg(fetched_programs())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the example `hold`, built by `cargo test -p pgembed`");
        let mut line = String::new();
        let stdout = process.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let (postmaster, how) = line.trim().split_once(' ').expect("number and word");
        let postmaster = postmaster.parse().expect("a process number");
        Self { process, postmaster, owned: how == "owned" }
    }

    pub(crate) fn kill(mut self) {
        self.process.kill().expect("a process to kill");
        self.process.wait().expect("its end");
    }
}

/// Examples lie beside the directory of the test programs.
fn example(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("the path of this test");
    test.ancestors().nth(2).expect("target directory").join("examples").join(name)
}

/// A zombie has no program file, so it counts as ended.
pub(crate) fn is_running(process: u32) -> bool {
    fs::read_link(format!("/proc/{process}/exe")).is_ok()
}

pub(crate) fn ends_within(process: u32, patience: Duration) -> bool {
    let deadline = Instant::now() + patience;
    while Instant::now() < deadline {
        if !is_running(process) {
            return true;
        }
        thread::sleep(Duration::from_millis(10));
    }
    false
}

pub(crate) fn kill_hard(process: u32) {
    let status = Command::new("sh").args(["-c", &format!("kill -9 {process}")]).status();
    assert!(status.expect("a shell").success());
}
