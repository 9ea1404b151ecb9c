//! Stands between the program and Postgres: counts round trips, and plays a database that is gone or does not answer.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream, UnixStream};
use tokio::sync::watch;

/// How the database behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// As it should.
    Well,
    /// Connections break off, new ones too.
    Gone,
    /// Connections stay open and nothing comes back.
    Silent,
}

/// The proxy.
#[derive(Debug)]
pub struct Proxy {
    round_trips: Arc<AtomicUsize>,
    mood: watch::Sender<Mood>,
    port: u16,
}

impl Proxy {
    /// Listens in front of the socket in `directory`.
    pub async fn start(directory: &str) -> Self {
        let socket = PathBuf::from(directory).join(".s.PGSQL.5432");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("it has an address").port();
        let round_trips = Arc::new(AtomicUsize::new(0));
        let (mood, seen) = watch::channel(Mood::Well);
        let counter = Arc::clone(&round_trips);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *seen.borrow() == Mood::Gone {
                    continue;
                }
                if let Ok(server) = UnixStream::connect(&socket).await {
                    tokio::spawn(carry(client, server, Arc::clone(&counter), seen.clone()));
                }
            }
        });
        Self { round_trips, mood, port }
    }

    /// In front of the database at a URL of the embedded server; gives the URL to use instead.
    pub async fn in_front_of(url: &str) -> (Self, String) {
        let (rest, directory) = url.split_once("?host=").expect("an address of the embedded server");
        let database = rest.rsplit('/').next().expect("it names a database");
        let proxy = Self::start(&directory.replace("%2F", "/")).await;
        let url = format!("postgres://postgres@127.0.0.1:{}/{database}?sslmode=disable", proxy.port);
        (proxy, url)
    }

    /// How many times the program has waited for an answer so far.
    pub fn round_trips(&self) -> usize {
        self.round_trips.load(Ordering::SeqCst)
    }

    /// Changes how the database behaves, from now on.
    pub fn becomes(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }
}

async fn carry(
    client: TcpStream,
    server: UnixStream,
    counter: Arc<AtomicUsize>,
    mut mood: watch::Receiver<Mood>,
) {
    let (mut from_client, mut to_client) = client.into_split();
    let (mut from_server, mut to_server) = server.into_split();
    let mut messages = Messages::default();
    let (mut question, mut answer) = (vec![0; 16 * 1024], vec![0; 64 * 1024]);
    loop {
        let now = *mood.borrow_and_update();
        match now {
            Mood::Gone => return,
            Mood::Silent => {
                if mood.changed().await.is_err() {
                    return;
                }
                continue;
            }
            Mood::Well => {}
        }
        tokio::select! {
            biased;
            changed = mood.changed() => if changed.is_err() { return },
            read = from_client.read(&mut question) => match read {
                Ok(length) if length > 0 => {
                    counter.fetch_add(messages.round_trips(&question[..length]), Ordering::SeqCst);
                    if to_server.write_all(&question[..length]).await.is_err() { return }
                }
                _ => return,
            },
            read = from_server.read(&mut answer) => match read {
                Ok(length) if length > 0 => if to_client.write_all(&answer[..length]).await.is_err() { return },
                _ => return,
            },
        }
    }
}

/// Reads the frontend's messages: the first has no type, the others a letter and a length.
#[derive(Default)]
struct Messages {
    pending: Vec<u8>,
    started: bool,
}

impl Messages {
    /// How many of the new messages make the frontend wait for an answer: Sync, and the simple Query.
    fn round_trips(&mut self, bytes: &[u8]) -> usize {
        self.pending.extend_from_slice(bytes);
        let mut found = 0;
        loop {
            let head = usize::from(self.started);
            let Some(length) = self.pending.get(head..head + 4) else { return found };
            let length = usize::try_from(u32::from_be_bytes([length[0], length[1], length[2], length[3]]))
                .unwrap_or(0);
            if self.pending.len() < head + length {
                return found;
            }
            found += usize::from(self.started && matches!(self.pending[0], b'S' | b'Q'));
            self.pending.drain(..head + length);
            self.started = true;
        }
    }
}
