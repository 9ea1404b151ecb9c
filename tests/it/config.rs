//! Settings: where they come from, and what is wrong with them.

use std::process::Command;

use bekreft::config::{Config, Mode, Origin, Settings};
use bekreft::return_urls::ReturnUrls;

const KEY: &str = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

fn names(settings: &Settings, mode: Mode) -> Vec<&'static str> {
    match Config::check(settings, mode) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.into_iter().map(|problem| problem.setting).collect(),
    }
}

#[test]
fn the_demo_needs_no_settings() {
    assert!(names(&Settings::default(), Mode::Demo).is_empty());
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let settings = Settings::of([
        ("BEKREFT_BIND", "here"),
        ("BEKREFT_PUBLIC_URL", "not an address"),
        ("BEKREFT_COOKIE_KEY", "short"),
        ("BEKREFT_RETURN_URLS", "nowhere"),
    ]);
    let wrong = names(&settings, Mode::Test);
    for name in
        ["BEKREFT_BIND", "BEKREFT_PUBLIC_URL", "BEKREFT_COOKIE_KEY", "BEKREFT_RETURN_URLS", "DATABASE_URL"]
    {
        assert!(wrong.contains(&name), "{name}");
    }
}

#[test]
fn production_refuses_plain_http_a_missing_key_and_test_login() {
    let settings =
        Settings::of([("DATABASE_URL", "postgres://x/y"), ("BEKREFT_PUBLIC_URL", "http://bekreft.example")]);
    let wrong = names(&settings, Mode::Production);
    assert_eq!(
        wrong,
        [
            "BEKREFT_PUBLIC_URL",
            "SMS_PROVIDER",
            "BEKREFT_CODE_KEYS",
            "SMTP_URL",
            "BEKREFT_COOKIE_KEY",
            "BEKREFT_MODE"
        ]
    );
}

#[test]
fn plain_http_services_are_for_trying_out_only() {
    assert!(ReturnUrls::parse("Her=http://localhost:9000/", true).is_ok());
    let settings = Settings::of([
        ("BEKREFT_RETURN_URLS", "Her=http://localhost:9000/"),
        ("DATABASE_URL", "postgres://x/y"),
    ]);
    assert!(names(&settings, Mode::Production).contains(&"BEKREFT_RETURN_URLS"));
}

#[test]
fn an_installation_says_what_it_is() {
    assert!(Mode::of_installation(&Settings::default()).is_err());
    assert!(Mode::of_installation(&Settings::of([("BEKREFT_MODE", "prod")])).is_err());
    assert_eq!(Mode::of_installation(&Settings::of([("BEKREFT_MODE", "test")])).ok(), Some(Mode::Test));
}

#[test]
fn an_empty_setting_is_not_set() {
    assert_eq!(Settings::of([("DATABASE_URL", "")]).find("DATABASE_URL"), (Origin::NotSet, None));
}

#[test]
fn secrets_are_masked_in_the_table() {
    let table = Settings::of([("BEKREFT_COOKIE_KEY", KEY), ("DATABASE_URL", "postgres://u:pw@h/d")]).table();
    assert!(!table.contains(KEY) && !table.contains("pw@h"));
    assert!(table.contains("********"));
}

fn check_config(environment: &[(&str, &str)]) -> std::process::Output {
    Command::new(env!("CARGO_BIN_EXE_bekreft"))
        .arg("check-config")
        .env_clear()
        .envs(environment.iter().copied())
        .output()
        .expect("the program runs")
}

#[test]
fn check_config_fails_when_serve_would_and_says_why() {
    let output = check_config(&[]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("BEKREFT_MODE"));
}

#[test]
fn check_config_reads_a_file_and_the_environment_wins_over_it() {
    let file = std::env::temp_dir().join(format!("bekreft-settings-{}", std::process::id()));
    std::fs::write(&file, format!("BEKREFT_MODE=test\nDATABASE_URL=postgres://u:geheim@h/d\nBEKREFT_COOKIE_KEY={KEY}\nBEKREFT_BIND=127.0.0.1:1\n"))
        .expect("a file");
    let output = check_config(&[
        ("BEKREFT_ENV_FILE", file.to_str().expect("a path")),
        ("BEKREFT_BIND", "127.0.0.1:2"),
    ]);
    let table = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(table.contains("127.0.0.1:2") && !table.contains("127.0.0.1:1 ") && !table.contains("geheim"));
    std::fs::remove_file(file).expect("the file goes");
}
