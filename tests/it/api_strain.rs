//! Clients that send far too much, or read far too slowly, cost little and hinder nobody.

use std::net::{SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use bekreft::demo::tokens;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpSocket, TcpStream};
use world::World;
use world::customers::CUSTOMER;
use world::maskinporten::Maskinporten;

use crate::lookup::{CONTACT, MAIL, V1};

const KEY: &str = "YSBrZXkgZm9yIHRlc3RzLCBsb25nIGVub3VnaCB0byBiZSBvbmU=";
const A_HUNDRED_MEGABYTES: usize = 100_000_000;
const AT_ONCE: usize = 6;

/// The real program, in a process of its own whose memory can be looked at.
struct Program {
    child: Child,
    address: SocketAddr,
    data: std::path::PathBuf,
    token: String,
}

impl Program {
    async fn start(world: &World) -> Self {
        let data = world::temporary_folder("strain");
        tokens::prepare(&data).expect("a key");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let program = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bekreft"));
            command
                .env("BEKREFT_MODE", "test")
                .env("DATABASE_URL", world.database_url())
                .env("BEKREFT_COOKIE_KEY", KEY)
                .env("BEKREFT_DATA_DIR", &data)
                .env("BEKREFT_BIND", address.to_string())
                .env("BEKREFT_PUBLIC_URL", format!("http://{address}"))
                .env("RUST_LOG", "warn");
            command
        };
        let made =
            program().args(["token", "--scope", CONTACT, "--consumer", CUSTOMER]).output().expect("it runs");
        let token = String::from_utf8_lossy(&made.stdout).trim().to_owned();
        let child = program().arg("serve").stdin(Stdio::null()).spawn().expect("the program starts");
        let started = Self { child, address, data, token };
        let answers = async {
            while TcpStream::connect(address).await.is_err() {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), answers).await.expect("the program answers");
        started
    }

    /// The most memory it has ever had, in kilobytes.
    fn most_memory(&self) -> usize {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).expect("it runs");
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line about memory");
        line.trim().trim_end_matches(" kB").parse().expect("a number")
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.data);
    }
}

fn head(token: &str, how_long: &str) -> String {
    format!(
        "POST {V1} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n{how_long}\r\n\r\n"
    )
}

/// Sends a body of a hundred megabytes, all of it that is taken. Says how much had been sent when the answer came, and what it was.
async fn sends_too_much(address: SocketAddr, token: String, how_long: &str) -> (usize, String) {
    let stream = TcpStream::connect(address).await.expect("the server listens");
    let (mut from, mut to) = stream.into_split();
    to.write_all(head(&token, how_long).as_bytes()).await.expect("it is sent");
    let sent = Arc::new(AtomicUsize::new(0));
    let (counter, is_chunked) = (sent.clone(), how_long.contains("chunked"));
    let sending = tokio::spawn(async move {
        let spaces = " ".repeat(0x4000);
        let piece = if is_chunked { format!("4000\r\n{spaces}\r\n") } else { spaces };
        while counter.load(Ordering::SeqCst) < A_HUNDRED_MEGABYTES {
            if to.write_all(piece.as_bytes()).await.is_err() {
                return;
            }
            counter.fetch_add(0x4000, Ordering::SeqCst);
        }
    });
    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
    let mut sent_then = None;
    while !answer.ends_with(b"}") {
        let read = from.read(&mut buffer).await.expect("an answer");
        assert!(read > 0, "{}", String::from_utf8_lossy(&answer));
        sent_then.get_or_insert_with(|| sent.load(Ordering::SeqCst));
        answer.extend_from_slice(&buffer[..read]);
    }
    sending.await.expect("it is done");
    (sent_then.unwrap_or_default(), String::from_utf8_lossy(&answer).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_of_a_hundred_megabytes_is_refused_at_once_and_never_kept() {
    let world = World::start().await;
    let program = Program::start(&world).await;
    for (token, how_long, status, error) in [
        (program.token.as_str(), "Content-Length: 100000000", 413, "request_too_large"),
        (program.token.as_str(), "Transfer-Encoding: chunked", 413, "request_too_large"),
        ("nonsense", "Content-Length: 100000000", 401, "invalid_token"),
        ("nonsense", "Transfer-Encoding: chunked", 401, "invalid_token"),
    ] {
        let before = program.most_memory();
        let clients: Vec<_> = (0..AT_ONCE)
            .map(|_| tokio::spawn(sends_too_much(program.address, token.to_owned(), how_long)))
            .collect();
        for client in clients {
            let (sent, answer) = client.await.expect("a client");
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{how_long}: {answer}");
            assert!(answer.contains(&format!(r#"{{"error":"{error}","error_description":""#)), "{answer}");
            assert!(sent < A_HUNDRED_MEGABYTES / 4, "{how_long}: the answer came after {sent} bytes");
        }
        let more = program.most_memory() - before;
        // All of them together leave less behind than one body is long.
        assert!(more < 40_000, "{how_long} of {token}: {more} kB more");
    }
}

/// Reads a thousand persons' answer a few bytes at a time, from a socket that holds next to nothing, and counts them.
async fn reads_slowly(address: SocketAddr, request: Arc<String>, read: Arc<AtomicUsize>) -> TcpStream {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(4096).expect("a small one");
    let mut stream = socket.connect(address).await.expect("the server listens");
    stream.write_all(request.as_bytes()).await.expect("it is sent");
    let mut few = [0; 7];
    for _ in 0..100 {
        let got = stream.read(&mut few).await.expect("an answer");
        read.fetch_add(got, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    stream
}

#[tokio::test(flavor = "multi_thread")]
async fn forty_who_read_slowly_hold_no_connection_to_the_database_and_hinder_nobody() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().mailbox("digipost", "kari.test#9YDT").registered().await;
    let body = json!({ "personidentifikatorer": vec![&person.identifier; 1000] });
    let token = maskinporten.reader(&world, &format!("{CONTACT} {MAIL}"));
    let whole = world.posts(V1, &token, &body).await.body.to_string().len();
    let text = body.to_string();
    let request = Arc::new(format!("{}{text}", head(&token, &format!("Content-Length: {}", text.len()))));
    let address = world.url().trim_start_matches("http://").replace("localhost", "127.0.0.1");
    let address: SocketAddr = address.parse().expect("an address");
    let read: Vec<_> = (0..40).map(|_| Arc::new(AtomicUsize::new(0))).collect();
    let slow: Vec<_> =
        read.iter().map(|read| tokio::spawn(reads_slowly(address, request.clone(), read.clone()))).collect();
    while read.iter().any(|read| read.load(Ordering::SeqCst) == 0) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // All forty are being answered. The sixteen connections are all there for others, at the same time.
    let mut all = Vec::new();
    for _ in 0..16 {
        all.push(world.db.begin().await.expect("a free connection"));
    }
    drop(all);
    for _ in 0..20 {
        let started = Instant::now();
        assert_eq!(world.posts(V1, &token, &body).await.status, 200);
        assert!(started.elapsed() < Duration::from_secs(3), "{:?}", started.elapsed());
    }
    assert!(read.iter().all(|read| read.load(Ordering::SeqCst) < whole / 2), "they are slow");
    let mut last = slow.into_iter().last().expect("a reader").await.expect("it reads");
    let mut rest = Vec::new();
    while !rest.ends_with(b"]}") {
        let mut buffer = [0; 16 * 1024];
        let got = last.read(&mut buffer).await.expect("the rest");
        assert!(got > 0, "the answer ends too early");
        rest.extend_from_slice(&buffer[..got]);
    }
    assert!(read[39].load(Ordering::SeqCst) + rest.len() > whole, "she has all of it in the end");
}
