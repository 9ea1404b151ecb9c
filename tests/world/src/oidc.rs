//! A real provider of logins (`oidc-provider`), set up like ID-porten.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::root;

#[derive(Debug, Deserialize)]
struct Ready {
    issuer: String,
}

/// The provider; it ends with the test.
#[derive(Debug)]
pub struct Provider {
    process: Child,
    ready: Ready,
    http: reqwest::Client,
}

impl Provider {
    /// Starts it. It knows no client yet.
    pub fn start() -> Self {
        let mut process = Command::new("node")
            .arg(root().join("tests/tools/oidc-provider.mjs"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node is there");
        let mut lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let first = lines.next().expect("a first line").expect("a line");
        let ready = serde_json::from_str(&first).expect("its issuer");
        Self { process, ready, http: reqwest::Client::new() }
    }

    /// Its issuer, which is also where it answers.
    pub fn issuer(&self) -> &str {
        &self.ready.issuer
    }

    /// The whole address of what it leads to.
    pub fn address_of(&self, location: &str) -> String {
        if location.starts_with("http") {
            location.to_owned()
        } else {
            format!("{}{location}", self.issuer())
        }
    }

    /// Takes in a client, in place of one with the same `client_id`.
    pub async fn register(&self, client: &Value) {
        self.tell("clients", client).await;
    }

    /// Signs with a new key from now on, and the old one is gone.
    pub async fn rotates(&self) {
        self.tell("rotate", &json!({})).await;
    }

    /// Changes how it behaves: `acr`, `ahead`, `authorization_details`, `backchannel`, `frontchannel`, `slash`.
    pub async fn settings(&self, changes: &Value) {
        self.tell("settings", changes).await;
    }

    /// Ends all sessions, as when people log out elsewhere, and tells the clients so through the back channel.
    pub async fn ends_all_sessions(&self) {
        self.tell("logout", &json!({})).await;
    }

    /// The authorization requests that were pushed so far, oldest first.
    pub async fn requests(&self) -> Vec<Value> {
        let answer = self.http.get(self.address("requests")).send().await.expect("an answer");
        answer.json().await.expect("a list")
    }

    fn address(&self, name: &str) -> String {
        format!("{}/test/{name}", self.issuer())
    }

    async fn tell(&self, name: &str, body: &Value) {
        let answer = self.http.post(self.address(name)).json(body).send().await.expect("an answer");
        let status = answer.status().as_u16();
        let reason = answer.text().await.expect("text");
        assert_eq!(status, 204, "{name}: {reason}");
    }
}

impl Drop for Provider {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
