//! Stands between the program and Postgres: counts round trips, and plays a database that is gone or does not answer.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    heard: Arc<Mutex<Heard>>,
    mood: watch::Sender<Mood>,
    port: u16,
}

/// What went through.
#[derive(Debug, Default)]
struct Heard {
    round_trips: usize,
    /// New connections, and statements prepared on one.
    preparations: usize,
    /// The text of simple queries: `BEGIN`, `COMMIT`, `ROLLBACK`.
    queries: Vec<String>,
    /// The connection breaks off right after this query has reached Postgres, once.
    cut_after: Option<&'static str>,
}

fn open(heard: &Mutex<Heard>) -> MutexGuard<'_, Heard> {
    heard.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Proxy {
    /// Listens in front of the socket in `directory`.
    pub async fn start(directory: &str) -> Self {
        let socket = PathBuf::from(directory).join(".s.PGSQL.5432");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("it has an address").port();
        let heard = Arc::new(Mutex::new(Heard::default()));
        let (mood, seen) = watch::channel(Mood::Well);
        let notes = Arc::clone(&heard);
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                if *seen.borrow() == Mood::Gone {
                    continue;
                }
                if let Ok(server) = UnixStream::connect(&socket).await {
                    tokio::spawn(carry(client, server, Arc::clone(&notes), seen.clone()));
                }
            }
        });
        Self { heard, mood, port }
    }

    /// In front of the database at a URL of the embedded server; gives the URL to use instead.
    pub async fn in_front_of(url: &str) -> (Self, String) {
        let (rest, directory) = url.split_once("?host=").expect("an address of the embedded server");
        let database = rest.rsplit('/').next().expect("it names a database");
        let proxy = Self::start(&directory.replace("%2F", "/")).await;
        let url = format!("postgres://postgres@127.0.0.1:{}/{database}?sslmode=disable", proxy.port);
        (proxy, url)
    }

    /// How many times the program has asked something and waited for the answer so far. An empty Sync does not count: with
    /// it the pool looks whether a connection still lives, when the answer has long been given.
    pub fn round_trips(&self) -> usize {
        open(&self.heard).round_trips
    }

    /// How many connections have been opened and statements prepared so far. What is counted while this stays the same is
    /// what a request costs by itself.
    pub fn preparations(&self) -> usize {
        open(&self.heard).preparations
    }

    /// The simple queries so far: how transactions begin and end.
    pub fn queries(&self) -> Vec<String> {
        open(&self.heard).queries.clone()
    }

    /// Breaks the connection off as soon as this query has reached Postgres: it is carried out, and nobody is told.
    pub fn cuts_after(&self, query: &'static str) {
        open(&self.heard).cut_after = Some(query);
    }

    /// Changes how the database behaves, from now on.
    pub fn becomes(&self, mood: Mood) {
        self.mood.send_replace(mood);
    }
}

async fn carry(
    client: TcpStream,
    server: UnixStream,
    heard: Arc<Mutex<Heard>>,
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
                    let cut = messages.note(&question[..length], &heard);
                    if to_server.write_all(&question[..length]).await.is_err() || cut { return }
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
    /// Something has been asked since the last Sync.
    asked: bool,
}

impl Messages {
    /// Notes the messages that make the frontend wait for an answer: the simple Query, and Sync after something was asked.
    /// Says whether the connection is to break off now.
    fn note(&mut self, bytes: &[u8], heard: &Mutex<Heard>) -> bool {
        self.pending.extend_from_slice(bytes);
        let mut cut = false;
        open(heard).preparations += usize::from(!self.started);
        while let Some((kind, body)) = self.next() {
            let mut heard = open(heard);
            match kind {
                b'Q' => {
                    let query = String::from_utf8_lossy(&body).trim_end_matches('\0').to_owned();
                    cut |= heard.cut_after.take_if(|awaited| query.starts_with(*awaited)).is_some();
                    heard.queries.push(query);
                    heard.round_trips += 1;
                }
                b'S' => heard.round_trips += usize::from(std::mem::take(&mut self.asked)),
                kind => {
                    heard.preparations += usize::from(kind == b'P');
                    self.asked = true;
                }
            }
        }
        cut
    }

    /// The next whole message: its letter and what follows the length.
    fn next(&mut self) -> Option<(u8, Vec<u8>)> {
        loop {
            let head = usize::from(self.started);
            let length = self.pending.get(head..head + 4)?.try_into().map(u32::from_be_bytes).ok()?;
            let end = head + usize::try_from(length).ok()?;
            if self.pending.len() < end {
                return None;
            }
            let message: Vec<u8> = self.pending.drain(..end).collect();
            if std::mem::replace(&mut self.started, true) {
                return Some((message[0], message[5..].to_vec()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(kind: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
        [&[kind][..], &length, body].concat()
    }

    fn noted(pieces: &[Vec<u8>]) -> Heard {
        let heard = Mutex::new(Heard::default());
        let mut messages = Messages::default();
        messages.note(&[0, 0, 0, 8, 0, 3, 0, 0], &heard);
        for piece in pieces {
            messages.note(piece, &heard);
        }
        heard.into_inner().unwrap()
    }

    #[test]
    fn questions_that_are_waited_for_count_once_each() {
        let bound = [message(b'B', b"..."), message(b'E', b"..."), message(b'S', b"")].concat();
        assert_eq!(noted(&[message(b'Q', b"BEGIN\0"), bound]).round_trips, 2);
    }

    #[test]
    fn a_message_may_come_in_pieces() {
        let whole = message(b'Q', b"COMMIT\0");
        let heard = noted(&[whole[..3].to_vec(), whole[3..].to_vec()]);
        assert_eq!((heard.round_trips, heard.queries), (1, vec!["COMMIT".to_owned()]));
    }

    #[test]
    fn connections_and_prepared_statements_are_told_apart_from_the_rest() {
        let prepared = [message(b'P', b"..."), message(b'D', b"..."), message(b'S', b"")].concat();
        assert_eq!(noted(&[prepared, message(b'Q', b"BEGIN\0")]).preparations, 2);
    }

    #[test]
    fn a_lone_sync_is_not_a_question() {
        assert_eq!(noted(&[message(b'S', b"")]).round_trips, 0);
    }
}
