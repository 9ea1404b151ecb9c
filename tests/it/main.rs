//! The real server, the real database, one world a test.

mod config;
mod confirm;
mod cookies;
mod csrf;
mod database_down;
mod demo;
mod errors;
mod flips;
mod headers;
mod language;
mod layers;
mod outage;
mod questions;
mod receipt;
mod return_url;
mod round_trips;
mod routes;
mod session;
mod sharing;
mod static_files;
mod templates;
mod testid;
mod texts;
mod unexpected;
mod worker;
