//! Bekreft: the contact and reservation register and the dialog in which citizens keep it right.

pub mod actions;
pub mod api;
pub mod app;
pub mod cli;
pub mod clients;
pub mod clock;
pub mod config;
pub mod demo;
pub mod i18n;
pub mod messages;
pub mod return_urls;
pub mod scenario;
pub mod secrets;
pub mod signing;
pub mod store;
pub mod support;
pub mod telemetry;
pub mod web;
pub mod worker;
