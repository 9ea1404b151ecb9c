//! The program itself, as it is installed: its own process, in test mode.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::database::HOME;

/// The running program.
pub struct Program {
    process: Child,
    /// Where it answers.
    pub url: String,
    settings: Vec<(&'static str, String)>,
}

const PROGRAM: &str = "target/release/bekreft";

impl Program {
    /// Starts it and waits until it answers.
    pub async fn start(database: &str) -> anyhow::Result<Self> {
        let port = std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
        let url = format!("http://127.0.0.1:{port}");
        let settings = vec![
            ("BEKREFT_MODE", "test".to_owned()),
            ("BEKREFT_BIND", format!("127.0.0.1:{port}")),
            ("BEKREFT_PUBLIC_URL", url.clone()),
            ("DATABASE_URL", database.to_owned()),
            ("BEKREFT_DATA_DIR", HOME.to_owned()),
            ("BEKREFT_COOKIE_KEY", "YSBrZXkgZm9yIGJlbmNobWFya3MsIGxvbmcgZW5vdWdoIHRvIGJlIG9uZQ==".to_owned()),
            ("RUST_LOG", "warn".to_owned()),
        ];
        let process = Command::new(PROGRAM)
            .arg("serve")
            .envs(settings.iter().map(|(name, value)| (*name, value)))
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("{PROGRAM} does not start"))?;
        let program = Self { process, url, settings };
        let started = Instant::now();
        while reqwest::get(format!("{}/robots.txt", program.url)).await.is_err() {
            if started.elapsed() > Duration::from_secs(20) {
                bail!("the program does not answer");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Ok(program)
    }

    /// An access token that it takes.
    pub fn token(&self, scope: &str) -> anyhow::Result<String> {
        let made = Command::new(PROGRAM)
            .args(["token", "--consumer", "991825827", "--scope", scope])
            .envs(self.settings.iter().map(|(name, value)| (*name, value)))
            .output()?;
        if !made.status.success() {
            bail!("no token: {}", String::from_utf8_lossy(&made.stderr));
        }
        Ok(String::from_utf8(made.stdout)?.trim().to_owned())
    }

    /// Its most memory so far, in kB.
    pub fn peak_memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }

    /// Ends it.
    pub fn stop(mut self) -> anyhow::Result<()> {
        self.process.kill()?;
        self.process.wait()?;
        Ok(())
    }
}
