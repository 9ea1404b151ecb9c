//! `bekreft customer`, as an operator uses it.

use std::process::{Command, Output};

use world::World;

use crate::real_demo::{RealDemo, program};

const KEY: &str = "YSBrZXkgZm9yIHRlc3RzLCBsb25nIGVub3VnaCB0byBiZSBvbmU=";

fn customer(world: &World, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bekreft"))
        .arg("customer")
        .args(arguments)
        .env_clear()
        .env("BEKREFT_MODE", "test")
        .env("DATABASE_URL", world.database_url())
        .env("BEKREFT_COOKIE_KEY", KEY)
        .env("BEKREFT_CODE_KEYS", format!("1:{KEY}"))
        .env("USER", "kari")
        .output()
        .expect("the program runs")
}

fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn refused(output: &Output) -> String {
    assert!(!output.status.success());
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const ADD: [&str; 6] = ["add", "991825827", "--name", "Digdir", "--sector", "state"];

#[tokio::test]
async fn a_customer_is_added_changed_and_shown() {
    let world = World::start().await;
    done(&customer(&world, &ADD));
    let list = done(&customer(&world, &["list"]));
    assert!(list.contains("991825827  state      no terms"), "{list}");
    done(&customer(&world, &["terms", "991825827", "--accepted", "2026-01-31", "--by", "Ola Nordmann"]));
    done(&customer(&world, &["limit", "991825827", "--persons-per-minute", "5000"]));
    done(&customer(&world, &["rename", "991825827", "--name", "Digitaliseringsdirektoratet"]));
    done(&customer(&world, &["switch-off", "991825827"]));
    let shown = done(&customer(&world, &["show", "991825827"]));
    for line in [
        "name            Digitaliseringsdirektoratet",
        "terms accepted  2026-01-31",
        "may call        off ",
        "persons/min     5000",
        "calls/s         20",
        "kari              added, without terms",
        "Ola Nordmann      terms 2026-01-31",
        "kari              limit 5000 persons a minute, 20 calls a second",
        "kari              renamed from Digdir",
        "kari              switched off",
    ] {
        assert!(shown.contains(line), "{line}: {shown}");
    }
    done(&customer(&world, &["switch-on", "991825827"]));
    assert!(done(&customer(&world, &["list"])).contains("991825827  state      yes"));
}

#[tokio::test]
async fn what_is_wrong_is_said_and_nothing_is_done() {
    let world = World::start().await;
    let wrong: [(&[&str], &str); 9] = [
        (&["add", "991825828", "--name", "Digdir", "--sector", "state"], "control digit"),
        (&["add", "99182582", "--name", "Digdir", "--sector", "state"], "nine digits"),
        (&["add", "991825827", "--name", " ", "--sector", "state"], "1 to 200 characters"),
        (
            &["add", "991825827", "--name", "Digdir", "--sector", "statlig"],
            "municipal, county, state, private",
        ),
        (&[&ADD[..], &["--terms-accepted", "31.01.2026"]].concat(), "2026-01-31"),
        (&[&ADD[..], &["--terms-accepted", "2999-01-01"]].concat(), "has not come yet"),
        (&[&ADD[..], &["--persons-per-minute", "999"]].concat(), "1000"),
        (&["switch-off", "991825827"], "991825827 is not a customer"),
        (&["show", "991825827"], "991825827 is not a customer"),
    ];
    for (arguments, why) in wrong {
        let said = refused(&customer(&world, arguments));
        assert!(said.contains(why), "{arguments:?}: {said}");
    }
    assert_eq!(world.count("select count(*) from customer").await, 0);
    done(&customer(&world, &ADD));
    assert!(refused(&customer(&world, &ADD)).contains("is a customer already"));
    assert!(refused(&customer(&world, &["limit", "991825827"])).contains("--persons-per-minute"));
    assert_eq!(world.count("select count(*) from customer_event").await, 1);
}

#[test]
fn beside_the_demo_it_is_about_the_customers_of_the_demo() {
    let data = world::temporary_folder("customers");
    let run = |arguments: &[&str]| {
        program(&data).arg("customer").args(arguments).output().expect("the program runs")
    };
    assert!(refused(&run(&["list"])).contains("BEKREFT_MODE"), "there is no demo");
    let demo = RealDemo::start(data.clone());
    done(&run(&["limit", "991825827", "--calls-per-second", "77"]));
    assert!(done(&run(&["list"])).contains("     77  Digitaliseringsdirektoratet"));
    demo.stop();
    assert!(done(&run(&["list"])).contains("     77  Digitaliseringsdirektoratet"), "also without it");
    std::fs::remove_dir_all(data).expect("it is removed");
}
