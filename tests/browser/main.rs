//! Journeys in a real browser: without script first, then with; every page state looked at by axe.

mod access;
mod chromium;
mod codes;
mod firefox;
mod journeys;
mod keyboard;
mod leaving;
mod login;
mod mailbox;
mod shared_computer;
mod support;
mod weight;
