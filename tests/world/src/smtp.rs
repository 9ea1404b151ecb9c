//! A real mail server, with TLS and login, that checks DKIM signatures.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde::Deserialize;

use crate::root;

/// A mail that has arrived.
#[derive(Debug, Deserialize)]
pub struct Arrived {
    /// Whether the connection was encrypted.
    pub secure: bool,
    /// Who logged in.
    pub user: Option<String>,
    /// Envelope.
    pub to: Vec<String>,
    /// As it came.
    pub raw: String,
    /// Verdicts on its signatures.
    pub dkim: Vec<String>,
    /// Verdicts when six digits of its body are changed.
    #[serde(rename = "dkimTampered")]
    pub dkim_tampered: Vec<String>,
    /// Connections so far.
    pub connections: u32,
}

#[derive(Debug, Deserialize)]
struct Ready {
    starttls: u16,
    smtps: u16,
    plain: u16,
    key: String,
}

/// The server; it ends with the test.
#[derive(Debug)]
pub struct MailServer {
    process: Child,
    ready: Ready,
    arrived: Mutex<Receiver<String>>,
    folder: PathBuf,
}

impl MailServer {
    /// Starts it, with a certificate of its own.
    pub fn start() -> Self {
        let folder = crate::temporary_folder("smtp");
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).expect("a certificate");
        let (cert, key) = (folder.join("cert.pem"), folder.join("key.pem"));
        std::fs::write(&cert, made.cert.pem()).expect("it is written");
        std::fs::write(&key, made.signing_key.serialize_pem()).expect("it is written");
        let mut process = Command::new("node")
            .arg(root().join("tests/tools/smtp-server.mjs"))
            .args([&cert, &key])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node is there");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let first = lines.next().expect("a first line").expect("a line");
        let ready = serde_json::from_str(&first).expect("its ports");
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        Self { process, ready, arrived: Mutex::new(receiver), folder }
    }

    /// Encrypted after a while, as it should be.
    pub fn starttls_url(&self) -> String {
        format!("smtp://bruker:p%40ss%2Ford@localhost:{}?tls=required", self.ready.starttls)
    }

    /// Encrypted from the start.
    pub fn smtps_url(&self) -> String {
        format!("smtps://bruker:p%40ss%2Ford@localhost:{}", self.ready.smtps)
    }

    /// Cannot encrypt.
    pub fn plain_port(&self) -> u16 {
        self.ready.plain
    }

    /// File with the certificate to trust.
    pub fn ca(&self) -> PathBuf {
        self.folder.join("cert.pem")
    }

    /// The key whose signatures it takes for good.
    pub fn dkim_key(&self) -> &str {
        &self.ready.key
    }

    /// File with that key.
    pub fn dkim_key_file(&self) -> PathBuf {
        let path = self.folder.join("dkim.pem");
        std::fs::write(&path, self.dkim_key()).expect("it is written");
        path
    }

    /// The next mail.
    pub fn next_mail(&self) -> Arrived {
        let arrived = self.arrived.lock().expect("one reader");
        let line = arrived.recv_timeout(Duration::from_secs(10)).expect("a mail arrives");
        serde_json::from_str(&line).expect("a mail")
    }

    /// Whether nothing has arrived.
    pub fn is_empty(&self) -> bool {
        self.arrived.lock().expect("one reader").try_recv().is_err()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
