//! The real server, the real database, one world a test.

mod config;
mod confirm;
mod database_down;
mod demo;
mod errors;
mod headers;
mod language;
mod layers;
mod return_url;
mod round_trips;
mod routes;
mod session;
mod sharing;
mod static_files;
mod testid;
mod texts;
mod worker;
