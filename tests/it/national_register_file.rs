//! A file of life-cycle events.

use std::io::Cursor;
use std::process::{Command, Output};

use bekreft::actions::national_register::{ImportError, Summary, import};
use bekreft::clients::national_register::line::{self, Line};
use bekreft::clock::Chance;
use serde_json::json;
use world::World;

use crate::life_events::{died, imports, replaced};

#[tokio::test]
async fn a_file_may_be_read_twice_without_harm() {
    let world = World::start().await;
    let (old, dead) = (world.person().with_d_number().registered().await, world.person().registered().await);
    let (new, nobody) = (world.person().unregistered(), world.person().unregistered());
    let moved = json!({ "sequence": 4, "kind": "moved_house", "person": dead.identifier }).to_string();
    let lines = [replaced(1, &old, &new), String::new(), died(2, &dead), died(3, &nobody), moved];
    let first = Summary { applied: 2, unknown_persons: 1, other_kinds: 1, ..Summary::default() };
    assert_eq!(imports(&world, &lines).await, first);
    let changes = world.count("select count(*) from change_log").await;
    let second = Summary { already_applied: 3, other_kinds: 1, ..Summary::default() };
    assert_eq!(imports(&world, &lines).await, second);
    assert_eq!(world.count("select count(*) from change_log").await, changes);
    assert_eq!(world.count("select count(*) from message").await, 1);
}

#[tokio::test]
async fn what_cannot_be_understood_is_kept_and_the_rest_goes_on() {
    let world = World::start().await;
    let dead = world.person().registered().await;
    let bad = [
        json!({ "sequence": 1, "kind": "died" }),
        json!({ "sequence": 2, "kind": "died", "person": "12345678901" }),
        json!({ "sequence": 3, "kind": "number_replaced", "old": dead.identifier, "new": dead.identifier }),
        json!({ "sequence": 4, "kind": "ceased", "person": 7 }),
        json!({ "sequence": 5, "kind": "died", "person": dead.identifier, "at": "i går" }),
        json!({ "kind": "died", "person": dead.identifier }),
        json!({ "sequence": -1, "kind": "died", "person": dead.identifier }),
        json!("hei"),
    ];
    let mut lines = bad.iter().map(ToString::to_string).collect::<Vec<_>>();
    lines.push("{\"sequence\": 6, \"kind\":".to_owned());
    lines.push(died(9, &dead));
    let summary = imports(&world, &lines).await;
    assert_eq!((summary.applied, summary.failed), (1, (1..=9).collect::<Vec<_>>()));
    let kept =
        "select count(*) from national_register_event where outcome = 'failed' and payload is not null";
    assert_eq!(world.count(kept).await, 5, "those that have a number");
    assert_eq!(
        world.count("select count(*) from national_register_event where payload is not null").await,
        5,
        "and of the others no person is kept"
    );
    let right = json!({ "sequence": 2, "kind": "died", "person": world.person().unregistered().identifier });
    assert_eq!(imports(&world, &[right.to_string()]).await.unknown_persons, 1);
    assert_eq!(world.count(kept).await, 4, "one has been put right");
}

#[tokio::test]
async fn a_file_that_is_out_of_order_is_refused_before_anything_is_done() {
    let world = World::start().await;
    let old = world.person().with_d_number().registered().await;
    let new = world.person().unregistered();
    let file = Cursor::new([died(2, &new), replaced(1, &old, &new)].join("\n"));
    let refused = import(&world.db, file, Chance, world.now()).await;
    assert!(matches!(refused, Err(ImportError::OutOfOrder(2))));
    assert_eq!(world.count("select count(*) from national_register_event").await, 0);
    assert_eq!(world.text_of(&old, "status").await.as_deref(), Some("active"));
}

#[tokio::test]
async fn the_same_file_read_by_several_at_once_is_applied_once() {
    let world = World::start().await;
    let mut lines = Vec::new();
    for sequence in 1..=6 {
        let old = world.person().with_d_number().registered().await;
        lines.push(replaced(sequence, &old, &world.person().unregistered()));
    }
    let all = futures_util::future::join_all((0..3).map(|_| imports(&world, &lines))).await;
    assert_eq!(all.iter().map(|summary| summary.applied).sum::<usize>(), 6);
    assert_eq!(all.iter().map(|summary| summary.already_applied).sum::<usize>(), 12);
    assert_eq!(world.count("select count(*) from change_log").await, 12);
}

fn program(world: &World, arguments: &[&str]) -> (Output, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bekreft"))
        .args(arguments)
        .env_clear()
        .envs([
            ("BEKREFT_MODE", "test"),
            ("DATABASE_URL", world.database_url()),
            ("BEKREFT_COOKIE_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
        ])
        .output()
        .expect("the program runs");
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    (output, said)
}

#[tokio::test]
async fn the_command_says_what_came_of_the_file_and_fails_when_a_line_has() {
    let world = World::start().await;
    let (dead, other) = (world.person().registered().await, world.person().registered().await);
    let folder = world::temporary_folder("life-events");
    let file = folder.join("hendelser.ndjson");
    let name = file.to_str().expect("a path");
    std::fs::write(&file, format!("{}\n", died(1, &dead))).expect("a file");
    let (output, said) = program(&world, &["national-register", "import", name]);
    assert!(output.status.success(), "{said}");
    assert!(said.contains("applied          1\n") && said.contains("failed           0"), "{said}");
    let broken = json!({ "sequence": 2, "kind": "died", "person": format!("{}0", other.identifier) });
    std::fs::write(&file, format!("{}\n{broken}\n", died(1, &dead))).expect("a file");
    let (output, said) = program(&world, &["national-register", "import", name]);
    assert!(!output.status.success(), "{said}");
    assert!(said.contains("already applied  1\n") && said.contains("failed           1\n  line 2"), "{said}");
    for person in [&dead, &other] {
        assert!(!said.contains(&person.identifier), "no number is said: {said}");
    }
    std::fs::remove_dir_all(folder).expect("it is removed");
    let (output, said) = program(&world, &["national-register", "import", name]);
    assert!(!output.status.success() && said.contains("cannot be opened"), "{said}");
}

#[tokio::test]
async fn the_feed_can_be_told_where_to_begin_and_never_goes_back() {
    let world = World::start().await;
    for (asked, stands) in [("12", 12), ("40", 40), ("3", 40)] {
        let (output, said) = program(&world, &["national-register", "start-after", asked]);
        assert!(output.status.success(), "{said}");
        assert_eq!(world.count("select sequence from national_register_cursor").await, stands);
    }
}

#[test]
fn the_lines_in_the_documentation_are_events() {
    let text = std::fs::read_to_string(world::root().join("docs/integration/national-register.md"));
    let text = text.expect("the documentation");
    let (_, rest) = text.split_once("```json\n").expect("an example");
    let (example, _) = rest.split_once("```").expect("its end");
    let kinds = example.lines().map(|line| match line::read(line) {
        Line::Event(told) if told.events.is_ok() => told.kind,
        other => panic!("{other:?}"),
    });
    assert_eq!(kinds.collect::<Vec<_>>(), ["number_replaced", "died", "ceased"]);
}
