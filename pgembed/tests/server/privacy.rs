//! Values of citizens must not reach the server's log.

use std::fs;

use pgembed::Server;

use crate::bench::{Home, query};

#[test]
fn neither_statements_nor_values_reach_the_log() {
    let home = Home::new();
    let server = Server::start(&home.options()).unwrap();
    query(&server, "create table person (id text primary key, born date)").unwrap();
    query(&server, "insert into person values ('secret-1', '2001-01-01')").unwrap();
    let twice = query(&server, "insert into person values ('secret-1', '2001-01-01')").unwrap_err();
    assert!(twice.contains("secret-1"), "the client is told: {twice}");
    query(&server, "select 'secret-2'::date").unwrap_err();
    query(&server, "select 'secret-3' from nowhere").unwrap_err();
    query(&server, "do $$ begin raise warning 'secret-4'; end $$").unwrap();
    query(&server, "select pg_sleep(0.6), 'secret-5'").unwrap();
    let log = server.log_path().to_owned();
    server.stop();

    let log = fs::read_to_string(log).unwrap();
    assert!(log.contains("database system is ready to accept connections"), "{log}");
    assert!(!log.contains("secret"), "{log}");
    assert!(!log.contains("person"), "{log}");
}
