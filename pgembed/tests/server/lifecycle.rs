//! Starting, using, stopping, starting again.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::thread;
use std::time::Duration;

use pgembed::{Error, Server};

use crate::bench::{Home, ends_within, is_running, query};

#[test]
fn a_new_home_gets_a_server_that_answers() {
    let home = Home::new();
    let server = Server::start(&home.options()).unwrap();
    assert!(server.owned());
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
    assert_eq!(server.log_path(), home.path().join("postgres.log"));
    let url = format!("postgres://postgres@localhost/register?host={}/sock", home.path().display());
    assert_eq!(server.url("register"), url);
}

#[test]
fn it_listens_on_a_private_socket_only() {
    let home = Home::new();
    let server = Server::start(&home.options()).unwrap();
    assert_eq!(query(&server, "show listen_addresses").unwrap(), [""]);
    let mode = fs::metadata(server.socket_dir()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
}

#[test]
fn it_never_runs_as_root() {
    let home = Home::new();
    let server = Server::start(&home.options()).unwrap();
    let status = fs::read_to_string(format!("/proc/{}/status", server.postmaster())).unwrap();
    let users = status.lines().find(|line| line.starts_with("Uid:")).unwrap();
    assert!(users.split_whitespace().skip(1).all(|user| user != "0"), "{users}");
    assert!(status.contains("NoNewPrivs:\t1"));
}

#[test]
fn data_survive_a_restart() {
    let home = Home::new();
    let server = Server::start(&home.options()).unwrap();
    query(&server, "create table kept as select 42 as answer").unwrap();
    let first = server.postmaster();
    server.stop();
    assert!(!is_running(first));

    let server = Server::start(&home.options()).unwrap();
    assert_ne!(server.postmaster(), first);
    assert_eq!(query(&server, "select answer from kept").unwrap(), ["42"]);
}

#[test]
fn dropping_stops_the_server() {
    let home = Home::new();
    let postmaster = Server::start(&home.options()).unwrap().postmaster();
    assert!(!is_running(postmaster));
}

#[test]
fn it_outlives_the_thread_that_started_it() {
    let home = Home::new();
    let options = home.options();
    let server = thread::spawn(move || Server::start(&options)).join().unwrap().unwrap();
    assert!(!ends_within(server.postmaster(), Duration::from_millis(300)));
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
}

#[test]
fn a_second_start_attaches_to_the_first() {
    let home = Home::new();
    let first = Server::start(&home.options()).unwrap();
    let second = Server::start(&home.options()).unwrap();
    assert!(first.owned());
    assert!(!second.owned());
    assert_eq!(second.postmaster(), first.postmaster());
    assert_eq!(second.url("postgres"), first.url("postgres"));
    second.stop();
    assert_eq!(query(&first, "select 1").unwrap(), ["1"]);
}

#[test]
fn settings_of_the_caller_win() {
    let home = Home::new();
    let mut options = home.options();
    options.fsync = false;
    options.settings.push(("max_connections".to_owned(), "33".to_owned()));
    let server = Server::start(&options).unwrap();
    assert_eq!(query(&server, "show max_connections").unwrap(), ["33"]);
    assert_eq!(query(&server, "show fsync").unwrap(), ["off"]);
}

#[test]
fn a_refused_setting_is_told_with_the_end_of_the_log() {
    let home = Home::new();
    let mut options = home.options();
    options.settings.push(("no_such_setting".to_owned(), "1".to_owned()));
    let Err(Error::Died { log_tail }) = Server::start(&options) else {
        panic!("it should have died");
    };
    assert!(log_tail.contains("no_such_setting"), "{log_tail}");
}

#[test]
fn a_home_too_long_for_a_socket_works_through_a_short_path() {
    let home = Home::named(&format!("-{}", "long".repeat(30)));
    let server = Server::start(&home.options()).unwrap();
    assert!(server.socket_dir().starts_with("/tmp"));
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
    let socket_dir = server.socket_dir().to_owned();
    server.stop();
    fs::remove_dir_all(socket_dir).unwrap();
}

#[test]
fn a_home_with_spaces_and_letters_works() {
    let home = Home::named(" på sørlandet");
    let server = Server::start(&home.options()).unwrap();
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
    assert!(server.url("postgres").ends_with("%20p%C3%A5%20s%C3%B8rlandet/sock"));
}

#[test]
fn run_as_root_below_a_closed_directory_it_moves() {
    let closed = Home::new();
    fs::set_permissions(closed.path(), fs::Permissions::from_mode(0o700)).unwrap();
    let mut options = closed.options();
    options.home = closed.path().join("inside");
    let server = Server::start(&options).unwrap();
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
    let home = server.home().to_owned();
    server.stop();
    if fs::metadata("/proc/self").is_ok_and(|us| std::os::unix::fs::MetadataExt::uid(&us) == 0) {
        assert!(home.starts_with("/var/lib"));
        fs::remove_dir_all(home).unwrap();
    } else {
        assert_eq!(home, options.home);
    }
}
