//! Logs: one line an event on standard error, JSON outside a terminal.

use std::io::IsTerminal as _;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// What is logged when `RUST_LOG` says nothing. Queries are never logged: their errors may quote values.
const DEFAULT: &str = "info,sqlx=off,actix_server=warn";

/// Not logged whatever `RUST_LOG` says: queries, raw requests and the names that are looked up carry personal data.
const NEVER: [&str; 7] = [
    "sqlx=off",
    "actix_http=warn",
    "h2=off",
    "lettre=off",
    "hickory_resolver=off",
    "hickory_net=off",
    "hickory_proto=off",
];

/// Starts logging. Called once, by the program; tests listen in their own way.
pub fn start() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(DEFAULT));
    let filter = NEVER.iter().filter_map(|part| part.parse().ok()).fold(filter, EnvFilter::add_directive);
    let registry = tracing_subscriber::registry().with(filter);
    if std::io::stderr().is_terminal() {
        registry.with(tracing_subscriber::fmt::layer().compact().with_writer(std::io::stderr)).init();
    } else {
        registry.with(tracing_subscriber::fmt::layer().json().with_writer(std::io::stderr)).init();
    }
}

/// A panic is told by its place only: what it says may quote a value.
pub fn mask_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
}
