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
            "IDPORTEN_ISSUER",
            "MASKINPORTEN_ISSUER",
            "BEKREFT_COOKIE_KEY"
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

fn problem(settings: &[(&str, &str)], mode: Mode, name: &str) -> String {
    let all = [
        ("DATABASE_URL", "postgres://x/y"),
        ("BEKREFT_COOKIE_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
    ];
    let settings = Settings::of(all.iter().chain(settings).copied());
    let problems = Config::check(&settings, mode).err().unwrap_or_default();
    problems.into_iter().find(|problem| problem.setting == name).map(|it| it.problem).unwrap_or_default()
}

#[test]
fn a_login_provider_is_whole_or_not_there() {
    let issuer = ("IDPORTEN_ISSUER", "https://idporten.no");
    let jwk = ("IDPORTEN_CLIENT_JWK", world::login::client_key().0.as_str());
    for (settings, name) in [
        (vec![issuer], "IDPORTEN_CLIENT_ID"),
        (vec![issuer], "IDPORTEN_CLIENT_JWK"),
        (vec![jwk], "IDPORTEN_ISSUER"),
        (vec![("IDPORTEN_CLIENT_ID", "x")], "IDPORTEN_ISSUER"),
        (vec![("ANSATTPORTEN_ISSUER", "https://ansattporten.no")], "ANSATTPORTEN_ORGANISATION"),
        (vec![("ANSATTPORTEN_ISSUER", "https://ansattporten.no")], "ANSATTPORTEN_RESOURCE"),
    ] {
        assert!(problem(&settings, Mode::Test, name).starts_with("must be set when "), "{name}");
    }
    for wrong in ["{}", "[]", "/finnes/ikke.json", "{\"kty\":\"RSA\"}", "hemmelighet"] {
        let settings = [issuer, ("IDPORTEN_CLIENT_ID", "x"), ("IDPORTEN_CLIENT_JWK", wrong)];
        let said = problem(&settings, Mode::Test, "IDPORTEN_CLIENT_JWK");
        assert!(!said.is_empty() && !said.contains("hemmelighet"), "{wrong}: {said}");
    }
    let settings = [issuer, ("IDPORTEN_CLIENT_ID", "x"), jwk];
    assert_eq!(problem(&settings, Mode::Test, "IDPORTEN_CLIENT_JWK"), "");
}

#[test]
fn a_key_is_read_from_a_file_too_and_must_be_one_that_can_sign() {
    let (private, _) = world::login::client_key();
    let folder = world::temporary_folder("key");
    let file = folder.join("key.json");
    std::fs::write(&file, private).expect("it is written");
    let of = |jwk: &str| {
        let client = [("IDPORTEN_ISSUER", "https://idporten.no"), ("IDPORTEN_CLIENT_ID", "x")];
        problem(&[client[0], client[1], ("IDPORTEN_CLIENT_JWK", jwk)], Mode::Test, "IDPORTEN_CLIENT_JWK")
    };
    assert_eq!(of(file.to_str().expect("a path")), "");
    let same_name = format!("{{\"keys\":[{private},{private}]}}");
    assert!(of(&same_name).contains("different kid"));
    assert!(of("{\"keys\":[]}").contains("one key or two"));
    let damaged = private.replacen("\"d\":\"", "\"d\":\"BBBB", 1);
    assert!(of(&damaged).contains("cannot sign"), "{}", of(&damaged));
    let nameless = private.replacen("bekreft-1", "", 1);
    assert!(of(&nameless).contains("cannot sign"));
    std::fs::remove_dir_all(folder).expect("it is removed");
}

#[test]
fn production_takes_no_login_in_which_anybody_can_be_anybody() {
    for issuer in ["https://test.idporten.no", "https://idporten.test", "https://login.test.idporten.no"] {
        let said = problem(&[("IDPORTEN_ISSUER", issuer)], Mode::Production, "IDPORTEN_ISSUER");
        assert!(said.contains("anybody can log in as anybody"), "{issuer}: {said}");
        let said = problem(&[("ANSATTPORTEN_ISSUER", issuer)], Mode::Production, "ANSATTPORTEN_ISSUER");
        assert!(said.contains("anybody can log in as anybody"), "{issuer}: {said}");
    }
    assert!(
        problem(&[("IDPORTEN_ISSUER", "http://idporten.no")], Mode::Production, "IDPORTEN_ISSUER")
            .contains("https")
    );
    assert_eq!(
        problem(&[("IDPORTEN_ISSUER", "https://idporten.no")], Mode::Production, "IDPORTEN_ISSUER"),
        ""
    );
    assert!(problem(&[], Mode::Production, "IDPORTEN_ISSUER").contains("TestID is for demo and test"));
}

#[test]
fn production_takes_no_tokens_that_anybody_can_get() {
    let of = |settings: &[(&str, &str)], mode, name| problem(settings, mode, name);
    let issuer = "MASKINPORTEN_ISSUER";
    assert_eq!(of(&[(issuer, "https://maskinporten.no/")], Mode::Production, issuer), "");
    assert!(of(&[], Mode::Production, issuer).contains("bekreft token is for demo and test"));
    assert!(of(&[(issuer, "http://maskinporten.no/")], Mode::Production, issuer).contains("https"));
    assert!(
        of(&[(issuer, "https://test.maskinporten.no/")], Mode::Production, issuer)
            .contains("test environment")
    );
    for wrong in ["maskinporten", "ftp://maskinporten.no/", "https://"] {
        assert_ne!(of(&[(issuer, wrong)], Mode::Test, issuer), "", "{wrong}");
    }
    assert_eq!(of(&[(issuer, "http://localhost:1/")], Mode::Test, issuer), "");
    assert_eq!(of(&[], Mode::Demo, issuer), "");
    let audience = "MASKINPORTEN_AUDIENCE";
    let two = "https://kontaktregisteret.no https://api.kontaktregisteret.no/";
    assert_eq!(of(&[(audience, two)], Mode::Production, audience), "");
    assert!(of(&[(audience, "https://x.no http://y.no")], Mode::Production, audience).contains("https"));
}

#[test]
fn the_national_register_is_off_when_it_is_not_set_and_whole_or_refused_when_it_is() {
    let read = |settings: &[(&str, &str)], mode| names(&Settings::of(settings.iter().copied()), mode);
    let config = Config::check(&Settings::default(), Mode::Demo).expect("good settings");
    assert!(config.national_register.is_none());
    let url = ("NATIONAL_REGISTER_URL", "http://folkeregisteret.example/api");
    assert_eq!(read(&[url], Mode::Demo), ["NATIONAL_REGISTER_SCOPE", "MASKINPORTEN_ISSUER"]);
    assert_eq!(read(&[("NATIONAL_REGISTER_SCOPE", "s")], Mode::Demo), ["NATIONAL_REGISTER_URL"]);
    assert!(read(&[("NATIONAL_REGISTER_URL", "ftp://her")], Mode::Demo).contains(&"NATIONAL_REGISTER_URL"));
    let key = &world::login::client_key().0;
    let whole = [
        url,
        ("NATIONAL_REGISTER_SCOPE", "folkeregister:deling/offentligmedhjemmel"),
        ("MASKINPORTEN_ISSUER", "http://maskinporten.example/"),
        ("MASKINPORTEN_CLIENT_ID", "c"),
        ("MASKINPORTEN_CLIENT_JWK", key),
    ];
    assert!(read(&whole, Mode::Demo).is_empty());
    let wrong = read(&whole, Mode::Production);
    for name in ["NATIONAL_REGISTER_URL", "MASKINPORTEN_ISSUER"] {
        assert!(wrong.contains(&name), "plain http in production: {name}");
    }
    let mut broken = whole;
    broken[4].1 = "{\"kty\":\"RSA\"}";
    assert_eq!(read(&broken, Mode::Demo), ["MASKINPORTEN_CLIENT_JWK"]);
    let table = Settings::of(whole).table();
    assert!(table.contains("MASKINPORTEN_CLIENT_JWK") && !table.contains(key.as_str()));
}
