//! What killed runs leave behind must not stop the next one.

use std::fs;
use std::time::Duration;

use pgembed::{Error, Server};

use crate::bench::{Home, ends_within, kill_hard, query};

#[test]
fn rows_are_there_after_the_postmaster_was_killed() {
    let home = Home::new();
    let server = Server::start(&home.options()).unwrap();
    query(&server, "create table kept as select 42 as answer").unwrap();
    kill_hard(server.postmaster());
    assert!(ends_within(server.postmaster(), Duration::from_secs(5)));
    drop(server);
    assert!(home.data().join("postmaster.pid").exists());

    let server = Server::start(&home.options()).unwrap();
    assert_eq!(query(&server, "select answer from kept").unwrap(), ["42"]);
}

#[test]
fn a_stale_pid_file_with_the_number_of_another_program_is_removed() {
    let home = Home::new();
    Server::start(&home.options()).unwrap().stop();
    let pid_file =
        format!("{}\n{}\n0\n5432\n\n\n  1 1\nready   \n", std::process::id(), home.data().display());
    fs::write(home.data().join("postmaster.pid"), pid_file).unwrap();
    fs::write(home.path().join("sock/.s.PGSQL.5432.lock"), format!("{}\n", std::process::id())).unwrap();
    fs::write(home.path().join("lock"), format!("{}\n", std::process::id())).unwrap();

    let server = Server::start(&home.options()).unwrap();
    assert!(server.owned());
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
}

#[test]
fn a_half_made_cluster_is_made_anew() {
    let home = Home::new();
    let unfinished = home.data().with_extension("new");
    fs::create_dir_all(unfinished.join("base")).unwrap();
    fs::write(unfinished.join("PG_VERSION"), "15\n").unwrap();

    let server = Server::start(&home.options()).unwrap();
    assert_eq!(query(&server, "select 1").unwrap(), ["1"]);
    assert!(!unfinished.exists());
}

#[test]
fn a_cluster_of_another_version_is_refused_in_words() {
    let home = Home::new();
    fs::create_dir_all(home.data()).unwrap();
    fs::write(home.data().join("PG_VERSION"), "13\n").unwrap();
    let error = Server::start(&home.options()).unwrap_err();
    assert!(matches!(error, Error::Version { .. }));
    let start = format!("{} was made by PostgreSQL 13, the programs found are ", home.data().display());
    assert!(error.to_string().starts_with(&start), "{error}");
}

#[test]
fn a_socket_directory_that_is_a_link_is_refused() {
    let home = Home::new();
    let elsewhere = Home::new();
    std::os::unix::fs::symlink(elsewhere.path(), home.path().join("sock")).unwrap();
    assert!(matches!(Server::start(&home.options()), Err(Error::NotOurs { .. })));
}
