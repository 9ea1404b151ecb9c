//! A Firefox for a test, driven through `tests/tools/firefox.mjs`: the other engine, where the two may differ.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::SemaphorePermit;
use tokio::task::block_in_place;
use world::World;

use crate::chromium;

/// How long the browser may take to start, to do something, and to end.
const PATIENCE: Duration = Duration::from_secs(30);

/// The browser; it ends with the test.
pub struct Firefox {
    pub world: World,
    process: Child,
    input: Option<ChildStdin>,
    answers: Receiver<String>,
    _seat: SemaphorePermit<'static>,
}

impl Firefox {
    /// A world with the demo persons, and a browser.
    pub async fn start() -> Self {
        Self::with(&[]).await
    }

    /// The same, in which no page can run script.
    pub async fn without_script() -> Self {
        Self::with(&["--without-script"]).await
    }

    async fn with(arguments: &[&str]) -> Self {
        let world = World::start().await;
        let seat = chromium::seat(&world).await;
        let mut process = Command::new("node")
            .arg(world::root().join("tests/tools/firefox.mjs"))
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node is there");
        let lines = BufReader::new(process.stdout.take().expect("its output")).lines();
        let (sender, answers) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(line);
            }
        });
        let input = process.stdin.take();
        let firefox = Self { world, process, input, answers, _seat: seat };
        firefox.answer().unwrap_or_else(|error| unreachable!("Firefox starts: {error}"));
        firefox
    }

    /// Lets go of the browser.
    #[expect(clippy::unused_async, reason = "the same words as for Chromium")]
    pub async fn ends(self) {
        drop(self);
    }

    fn answer(&self) -> Result<Value, String> {
        let line = block_in_place(|| self.answers.recv_timeout(PATIENCE))
            .expect("Firefox answers; `scripts/setup.sh test` installs it");
        let mut answer: Value = serde_json::from_str(&line).expect("a line of JSON");
        match answer["error"].take() {
            Value::Null => Ok(answer["ok"].take()),
            error => Err(error.to_string()),
        }
    }

    fn tries(&self, command: &Value) -> Result<Value, String> {
        let mut input = self.input.as_ref().expect("it is open until the end");
        writeln!(input, "{command}").expect("Firefox listens");
        self.answer()
    }

    fn does(&self, command: &Value) -> Value {
        self.tries(command).unwrap_or_else(|error| unreachable!("{command}: {error}"))
    }

    /// Opens an address of ours.
    pub fn opens(&self, path: &str) {
        self.does(&json!({"do": "open", "url": format!("{}{path}", self.world.url())}));
    }

    /// Presses a button or link that leads to another page, and waits for that page.
    pub fn presses(&self, css: &str) {
        self.does(&json!({"do": "press", "css": css}));
    }

    /// Types into a field in place of what stands there.
    pub fn types(&self, css: &str, text: &str) {
        self.does(&json!({"do": "type", "css": css, "text": text}));
    }

    /// Goes back in the history, or forward.
    pub fn goes(&self, by: i32) {
        self.does(&json!({"do": "go", "by": by}));
    }

    /// Loads the page again.
    pub fn reloads(&self) {
        self.does(&json!({"do": "reload"}));
    }

    /// Turns to another tab, a new one if there are not that many.
    pub fn turns_to_tab(&self, number: usize) {
        self.does(&json!({"do": "tab", "number": number}));
    }

    /// Something a script finds out; nothing while one page gives way to the next.
    pub fn asks(&self, script: &str) -> Option<Value> {
        self.tries(&json!({"do": "ask", "script": script})).ok()
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        drop(self.input.take());
        let mut has_ended = || matches!(self.process.try_wait(), Ok(Some(_)));
        let ended = (0..400).any(|_| {
            has_ended()
                || block_in_place(|| {
                    std::thread::sleep(PATIENCE / 400);
                    false
                })
        });
        if !ended {
            let _ = self.process.kill();
            let _ = self.process.wait();
        }
    }
}
