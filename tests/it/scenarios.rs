//! Every scenario of the catalogue is carried out, in every language, and one that is broken on purpose is found out.

use bekreft::demo::sandbox::{Options as Play, Report, play};
use bekreft::i18n::Locale;
use bekreft::scenario::{self, Scenario};
use bekreft::worker;
use futures_util::StreamExt as _;
use world::World;

/// How many citizens are at work at the same time.
const AT_ONCE: usize = 8;

async fn plays(world: &World, scenarios: &[Scenario], locale: Option<Locale>) -> Vec<Report> {
    let worker = worker::start(&world.db, &world.clock, &world.dispatch);
    let all =
        scenarios.iter().map(|scenario| play(&world.state, scenario, Play { locale, ..Play::default() }));
    let reports = futures_util::stream::iter(all).buffer_unordered(AT_ONCE).collect().await;
    worker.stop().await;
    reports
}

async fn holds_in(locale: Option<Locale>) {
    let world = World::start().await;
    let reports = plays(&world, scenario::all(), locale).await;
    let failed: String = reports.iter().filter(|report| !report.is_fine()).map(Report::text).collect();
    assert!(failed.is_empty(), "\n{failed}");
    assert!(reports.len() >= 40 && reports.iter().all(|report| !report.steps.is_empty()));
}

#[tokio::test]
async fn the_catalogue_holds_in_bokmal() {
    holds_in(None).await;
}

#[tokio::test]
async fn the_catalogue_holds_in_nynorsk() {
    holds_in(Some(Locale::Nn)).await;
}

#[tokio::test]
async fn the_catalogue_holds_in_english() {
    holds_in(Some(Locale::En)).await;
}

/// The scenario with something in its file written otherwise.
fn otherwise(name: &str, from: &str, to: &str) -> Scenario {
    let text = scenario::source(name).expect("it is in the catalogue");
    assert!(text.contains(from), "{name} says {from}");
    scenario::parse(name, &text.replacen(from, to, 1)).expect("it can be carried out")
}

#[tokio::test]
async fn an_expectation_that_does_not_hold_fails_with_file_and_step() {
    let world = World::start().await;
    let broken = [
        otherwise("delt-mobilnummer", "others = 2", "others = 0"),
        otherwise("feil-kode-fem-ganger", "\"code-used-up\"", "\"code-wrong\""),
        otherwise("ikke-spurt-enna", "\"-10d\"", "\"-91d\""),
        otherwise("trykker-to-ganger", "\"/bekreft/kvittering\"", "\"/profil\""),
        otherwise("sletting-blir-gjennomfort", "\"25h\"", "\"23h\""),
        otherwise("for-lavt-niva", "\"step-up\"", "\"log-out\""),
        otherwise("rett-kode-fra-sms", "status = 200", "status = 404"),
    ];
    for report in plays(&world, &broken, None).await {
        let text = report.text();
        assert!(!report.is_fine(), "{text}");
        assert!(text.starts_with(&format!("FAIL  {} [nb]", report.name)), "{text}");
        let last = report.steps.last().expect("a step");
        assert!(!last.wrong.is_empty() && text.contains(&format!("FAIL  step {}: ", last.number)), "{text}");
    }
}

#[tokio::test]
async fn what_cannot_be_done_on_the_page_is_said() {
    let world = World::start().await;
    let broken = [
        otherwise("bare-epost", "press = \"confirm\"", "press = \"save-sharing\""),
        otherwise("rett-kode-fra-sms", "press = \"send-sms\"", "press = \"send-email\""),
    ];
    let texts: String = plays(&world, &broken, None).await.iter().map(Report::text).collect();
    assert!(texts.contains("there is no button save-sharing on /bekreft"), "{texts}");
    assert!(texts.contains("there is no button send-email on /bekreft"), "{texts}");
}

#[tokio::test]
async fn without_a_worker_a_scenario_does_not_pretend() {
    let world = World::start().await;
    let all = [scenario::find("rett-kode-fra-sms").expect("it is there").clone()];
    let patience = std::time::Duration::from_millis(300);
    let report = play(&world.state, &all[0], Play { patience, ..Play::default() }).await;
    assert!(report.text().contains("the worker does not do its work"), "{}", report.text());
}
