//! What a file may say, and what is said about one that is wrong.

use std::collections::BTreeSet;

use super::catalogue::files;
use super::{
    Action, Ago, Group, Scenario, Span, Unit, Values, all, parse, person_lines, seen_lines, step_words,
};
use crate::i18n::{Locale, Tr};

const FINE: &str = r#"group = "dialog"

[title]
nb = "Tittel"
nn = "Tittel"
en = "Title"

[description]
nb = "Beskrivelse."
nn = "Omtale."
en = "Description."

[person.mobile]
value = "+47{number}"
confirmed = "-91d"

[[step]]
log-in = "/bekreft"
seen.page = "/bekreft"
seen.shows = ["confirm-heading"]
"#;

/// What is said about the file when something in it is written otherwise.
fn problem(from: &str, to: &str) -> String {
    let text = FINE.replace(from, to);
    assert_ne!(text, FINE, "{from} stands there");
    let problems = parse("prove", &text).expect_err("it is refused");
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_file_of_the_catalogue_is_one() {
    for (name, text) in files() {
        let read = parse(name, text);
        assert!(
            read.is_ok(),
            "{}",
            read.unwrap_err().iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
        );
    }
    assert!(all().len() >= 40 && all().len() == files().len());
    for group in Group::ALL {
        assert!(all().iter().any(|scenario| scenario.group == *group), "{group:?}");
    }
}

#[test]
fn what_is_written_reads_as_the_same_scenario() {
    for scenario in all() {
        let text = scenario.to_toml().expect("it can be written");
        assert_eq!(parse(&scenario.name, &text).as_ref(), Ok(scenario), "{text}");
        assert_eq!(scenario.to_toml().as_ref(), Ok(&text), "in the same order");
    }
}

#[test]
fn every_scenario_is_told_in_three_languages() {
    for scenario in all() {
        for words in [&scenario.title, &scenario.description] {
            let told: BTreeSet<&str> = Locale::ALL.into_iter().map(|locale| words.of(locale)).collect();
            // Bokmål and nynorsk may happen to say the same in a few words; English never does.
            assert!(told.len() >= 2 && words.en != words.nb && words.en != words.nn, "{}", scenario.name);
            assert!(words.nb.len() < 40 || words.nb != words.nn, "{}: {}", scenario.name, words.nb);
        }
        let told = |locale: Locale| {
            let tr = Tr::new(locale);
            let steps = scenario.steps.iter().map(|step| step_words(&step.action, scenario, tr));
            let seen = scenario.steps.iter().flat_map(|step| seen_lines(&step.seen, tr));
            steps.chain(seen).chain(person_lines(scenario, tr)).collect::<Vec<_>>()
        };
        let [nb, nn, en] = Locale::ALL.map(told);
        assert!(nb != nn && nn != en && nb.len() == en.len(), "{}", scenario.name);
        for line in nb.iter().chain(&nn).chain(&en) {
            assert!(!line.is_empty() && !line.contains(['{', '}', '<', '>']), "{}: {line}", scenario.name);
        }
    }
}

#[test]
fn what_is_wrong_is_said_with_file_and_line() {
    assert_eq!(
        problem("confirm-heading", "confirm-hading"),
        "prove.toml:17: step 1: there is no message confirm-hading"
    );
    assert_eq!(
        problem("seen.page = \"/bekreft\"", "seen.page = \"/bekrfet\""),
        "prove.toml:17: step 1: no page has the address /bekrfet"
    );
    let unknown = problem("log-in = \"/bekreft\"", "logg-inn = \"/bekreft\"");
    assert!(unknown.starts_with("prove.toml:18: ") && unknown.contains("logg-inn"), "{unknown}");
    let unit = problem("-91d", "-91x");
    assert!(unit.starts_with("prove.toml:15: ") && unit.contains("91x"), "{unit}");
    assert!(problem("\"-91d\"", "\"91d\"").contains("a time before now begins with -"));
    assert!(problem("en = \"Title\"", "").starts_with("prove.toml:3: missing field `en`"));
    assert!(problem("en = \"Title\"", "en = \" \"").contains("title: en is empty"));
    assert!(problem("group = \"dialog\"", "group = \"other\"").starts_with("prove.toml:1: "));
    assert!(problem("{number}", "{nummer}").contains("only {number}, {swedish} and {name} are filled in"));
    assert!(
        problem("seen.page", "open = \"/profil\"\nseen.page").contains("one thing is done in a step, not 2")
    );
    assert!(problem("seen.page", "twice = true\nseen.page").contains("twice and earlier belong to press"));
    assert!(problem("confirm-heading", "mailbox-yes").contains("too few words of its own"));
    assert!(problem("log-in = \"/bekreft\"", "wait = \"61s\"").contains("the first step is log-in or open"));
    assert!(
        problem("[person.mobile]", "[person]\nknown = false\n[person.mobile]")
            .contains("has nothing in the register")
    );
    let button = problem("log-in = \"/bekreft\"", "press = \"bekreft\"");
    assert!(button.starts_with("prove.toml:18: ") && button.contains("confirm"), "{button}");
}

#[test]
fn a_scenario_made_in_the_program_is_written_in_a_fixed_order() {
    let mut scenario: Scenario = parse("prove", FINE).expect("it is fine");
    scenario
        .steps
        .push(super::Step { action: Action::Wait(Span::new(18, Unit::Month)), seen: super::Seen::default() });
    scenario.person.reserved = Some(Ago::new(2, Unit::Hour));
    let text = scenario.to_toml().expect("it can be written");
    let places: Vec<_> = [
        "group",
        "[title]",
        "[description]",
        "[person]",
        "reserved = \"-2h\"",
        "[session]",
        "[[step]]",
        "wait = \"18mo\"",
    ]
    .iter()
    .map(|part| text.find(part).unwrap_or_else(|| panic!("{part} in {text}")))
    .collect();
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn values_are_nobody_elses() {
    let mut seen = BTreeSet::new();
    for seed in 0..20_000 {
        for which in ["{number}", "{number-2}", "{number-9}"] {
            let number = Values::new(seed).fill(which);
            assert!(number.len() == 8 && number.starts_with('9'), "{number}");
            assert!(seen.insert(number));
        }
    }
    let values = Values::new(7);
    assert_eq!(
        values.fill("+47{number}, {name}@example.no"),
        format!("+47{}, innbygger7@example.no", values.fill("{number}"))
    );
    assert_ne!(values.fill("{name}"), values.fill("{name-2}"));
    assert_eq!(super::values::shown("+47{number-2}"), "+47 9XX XX XX2");
    assert_eq!(super::values::shown("{name}@example.no"), "innbygger@example.no");
}
