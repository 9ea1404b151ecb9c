//! Several processes and one home.

use std::fs::File;
use std::thread;
use std::time::Duration;

use pgembed::{Error, Server};

use crate::bench::{Holder, Home, ends_within, query};

#[test]
fn a_second_process_attaches() {
    let home = Home::new();
    let server = Server::start(&home.options()).unwrap();
    let other = Holder::start(home.path());
    assert!(!other.owned);
    assert_eq!(other.postmaster, server.postmaster());
    other.kill();
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
}

#[test]
fn the_server_ends_with_a_killed_parent() {
    let home = Home::new();
    let parent = Holder::start(home.path());
    assert!(parent.owned);
    let postmaster = parent.postmaster;
    parent.kill();
    assert!(ends_within(postmaster, Duration::from_secs(5)));
}

#[test]
fn the_next_start_after_a_killed_parent_need_not_wait_for_anyone() {
    let home = Home::new();
    let parent = Holder::start(home.path());
    let attached = Server::start(&home.options()).unwrap();
    assert!(!attached.owned());
    query(&attached, "create table kept as select 42 as answer").unwrap();
    parent.kill();

    let server = Server::start(&home.options()).unwrap();
    assert!(server.owned());
    assert_eq!(query(&server, "select answer from kept").unwrap(), ["42"]);
}

#[test]
fn who_waits_takes_over_when_the_owner_ends_before_its_server_is_ready() {
    let home = Home::new();
    let lock = File::create(home.path().join("lock")).unwrap();
    lock.lock().unwrap();
    let options = home.options();
    let waiting = thread::spawn(move || Server::start(&options));
    thread::sleep(Duration::from_millis(300));
    assert!(!waiting.is_finished());
    drop(lock);
    let server = waiting.join().unwrap().unwrap();
    assert!(server.owned());
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
}

#[test]
fn who_waits_in_vain_is_told() {
    let home = Home::new();
    let lock = File::create(home.path().join("lock")).unwrap();
    lock.lock().unwrap();
    let mut options = home.options();
    options.start_timeout = Duration::from_millis(100);
    assert!(matches!(Server::start(&options), Err(Error::Timeout { .. })));
}
