//! A real server in a temporary directory for each test.

mod bench;
mod leftovers;
mod lifecycle;
mod other_processes;
mod privacy;
