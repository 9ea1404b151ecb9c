//! The real program is stopped and killed in the middle of lookups: what is then known of them.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use bekreft::demo::tokens;
use serde_json::json;
use world::customers::CUSTOMER;
use world::{Person, World};

const KEY: &str = "YSBrZXkgZm9yIHRlc3RzLCBsb25nIGVub3VnaCB0byBiZSBvbmU=";
const PERSONS: &str = "select coalesce(sum(persons), 0)::bigint from lookup_count";
const TIMES: &str = "select coalesce(sum(times), 0)::bigint from access_log";

struct Program {
    child: Child,
    url: String,
    token: String,
}

impl Program {
    /// Starts it, with a customer of the demo who asks.
    async fn start(world: &World, data: &Path) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("an address").to_string();
        drop(listener);
        tokens::prepare(data).expect("a key");
        let program = || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_bekreft"));
            command
                .env("BEKREFT_MODE", "test")
                .env("DATABASE_URL", world.database_url())
                .env("BEKREFT_COOKIE_KEY", KEY)
                .env("BEKREFT_DATA_DIR", data)
                .env("BEKREFT_BIND", &address)
                .env("BEKREFT_PUBLIC_URL", format!("http://{address}"))
                .env("RUST_LOG", "warn");
            command
        };
        let child = program().arg("serve").stdin(Stdio::null()).spawn().expect("the program starts");
        let scope = "krr:global/kontaktinformasjon.read";
        let made =
            program().args(["token", "--scope", scope, "--consumer", CUSTOMER]).output().expect("it runs");
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let token = String::from_utf8_lossy(&made.stdout).trim().to_owned();
        let program = Self { child, url: format!("http://{address}"), token };
        let answers = async {
            while reqwest::get(&program.url).await.is_err() {
                tokio::time::sleep(Duration::from_millis(25)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(30), answers).await.expect("the program answers");
        program
    }

    /// Looks a person up over and over until it is told to stop, or the program is gone; counts the answers.
    fn is_asked(&self, person: &Person) -> (Arc<AtomicI64>, Arc<AtomicBool>, tokio::task::JoinHandle<()>) {
        let (answers, enough) = (Arc::new(AtomicI64::new(0)), Arc::new(AtomicBool::new(false)));
        let (counted, stop) = (answers.clone(), enough.clone());
        let (url, token) = (format!("{}/rest/v2/personer", self.url), self.token.clone());
        let body = json!({ "personidentifikatorer": [person.identifier] });
        let asking = tokio::spawn(async move {
            let client = reqwest::Client::new();
            while !stop.load(Ordering::SeqCst) {
                let request = client.post(&url).bearer_auth(&token).json(&body);
                match request.send().await {
                    Ok(answer) if answer.status() == 200 => {
                        if answer.bytes().await.is_ok() {
                            counted.fetch_add(1, Ordering::SeqCst);
                        }
                    }
                    // Twenty calls a second.
                    Ok(answer) => assert_eq!(answer.status(), 429),
                    Err(_) => return,
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        });
        (answers, enough, asking)
    }

    fn terminate(&mut self) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().expect("kill runs").success());
        assert!(self.child.wait().expect("it ends").success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn until(count: &AtomicI64, least: i64) {
    let enough = async {
        while count.load(Ordering::SeqCst) < least {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_mins(1), enough).await.expect("it is answered");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_clean_stop_loses_no_lookup() {
    let world = World::start().await;
    let data = world::temporary_folder("stopped");
    let person = world.person().registered().await;
    let mut all = 0;
    for round in 1..=3 {
        let mut program = Program::start(&world, &data).await;
        let (answers, enough, asking) = program.is_asked(&person);
        until(&answers, round * 7).await;
        // The last of them has been noted a moment ago, and not been written.
        enough.store(true, Ordering::SeqCst);
        asking.await.expect("it has stopped");
        program.terminate();
        all += answers.load(Ordering::SeqCst);
        assert_eq!((world.count(PERSONS).await, world.count(TIMES).await), (all, all), "round {round}");
    }
    std::fs::remove_dir_all(data).expect("it is removed");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn kill_9_loses_the_last_second_at_most_and_never_counts_too_much() {
    let world = World::start().await;
    let data = world::temporary_folder("killed");
    let person = world.person().registered().await;
    let (mut answered, mut older) = (0, 0);
    for round in 0..3_u64 {
        let mut program = Program::start(&world, &data).await;
        let (answers, _, asking) = program.is_asked(&person);
        until(&answers, 20).await;
        tokio::time::sleep(Duration::from_millis(600 + round * 130)).await;
        let a_second_ago = answers.load(Ordering::SeqCst);
        tokio::time::sleep(Duration::from_secs(1)).await;
        program.child.kill().expect("kill -9");
        program.child.wait().expect("it is gone");
        asking.await.expect("it has stopped");
        answered += answers.load(Ordering::SeqCst);
        older += a_second_ago;
        let written = world.count(PERSONS).await;
        // One may have been noted and written whose answer did not arrive any more, each time.
        let most = answered + i64::try_from(round).expect("a small number") + 1;
        assert!((older..=most).contains(&written), "round {round}: {older} <= {written} <= {most}");
        assert_eq!(world.count(TIMES).await, written);
    }
    std::fs::remove_dir_all(data).expect("it is removed");
}
