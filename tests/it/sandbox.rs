//! The sandbox: a scenario is opened in somebody's own browser, as the citizen.

use bekreft::config::Mode;
use bekreft::i18n::{Locale, Tr, keys};
use bekreft::scenario;
use bekreft::web::visible_text;
use bekreft::worker::{self, Worker};
use world::{Citizen, Fetched, Options, World};

fn starts_worker(world: &World) -> Worker {
    worker::start(&world.db, &world.clock, &world.dispatch)
}

/// Opens a scenario up to a step, with some of the form filled in otherwise; gives the answer.
async fn opens(browser: &Citizen, name: &str, stop: &str, fields: &[(&str, &str)]) -> Fetched {
    let page = browser.opens(&format!("/testid/scenario?fil={name}")).await;
    let mut form = page.form("form#play").with("stop", stop).with("action", "open");
    for (field, value) in fields {
        form = form.with(field, value);
    }
    browser.sends(&form).await
}

fn shows(page: &Fetched, key: &str, locale: Locale) -> bool {
    keys::is_shown(key, &visible_text(&page.body), locale).expect("a message that can be found")
}

#[tokio::test]
async fn a_scenario_is_opened_where_the_citizen_then_is() {
    let world = World::start().await;
    let worker = starts_worker(&world);
    let browser = world.stranger();
    browser.opens("/?lang=nn").await;
    let answer = opens(&browser, "feil-kode-fem-ganger", "6", &[]).await;
    assert_eq!(
        (answer.status, answer.location.as_deref()),
        (303, Some("/bekreft/kode/sms")),
        "{}",
        answer.body
    );
    let page = browser.opens("/bekreft/kode/sms").await;
    assert_eq!(page.language(), "nn");
    assert!(shows(&page, "code-hint", Locale::Nn), "four wrong codes leave one try");
    let wrong = browser.enters("/bekreft/kode/sms", "000000").await;
    assert!(shows(&wrong, "code-used-up", Locale::Nn), "the fifth is the last");
    let strip = wrong.links(".demo a");
    assert!(strip.contains(&"/testid/scenario".to_owned()), "{strip:?}");
    assert!(!world.stranger().opens("/").await.links(".demo a").contains(&"/testid/scenario".to_owned()));
    worker.stop().await;
}

#[tokio::test]
async fn every_step_can_be_stopped_at() {
    let world = World::start().await;
    let worker = starts_worker(&world);
    for (stop, place) in [
        ("0", "/testid/scenario"),
        ("1", "/bekreft"),
        ("2", "/bekreft/kode/sms"),
        ("3", "/bekreft"),
        ("4", "/bekreft/kvittering"),
    ] {
        let browser = world.stranger();
        let answer = opens(&browser, "rett-kode-fra-sms", stop, &[]).await;
        assert_eq!(answer.location.as_deref(), Some(place), "{stop}: {}", answer.text("main"));
        assert_eq!(browser.opens(place).await.status, 200, "{stop}");
    }
    worker.stop().await;
}

#[tokio::test]
async fn time_passes_and_providers_change_for_her_alone() {
    let world = World::start().await;
    let worker = starts_worker(&world);
    let (browser, other) = (world.stranger(), world.stranger());
    opens(&browser, "rett-kode-fra-sms", "1", &[]).await;
    opens(&other, "rett-kode-fra-sms", "1", &[]).await;
    let sandbox = browser.opens("/testid/scenario").await;
    let form = sandbox.form("form[action='/testid/scenario/leverandorer']").with("sms", "refused");
    assert_eq!(browser.sends(&form).await.location.as_deref(), Some("/testid/scenario?oppforsel"));
    for (citizen, key) in [(&browser, "code-refused-mobile"), (&other, "code-hint")] {
        citizen.asks_for_code("send-sms", &[]).await;
        let mut page = citizen.opens("/bekreft/kode/sms").await;
        for _ in 0..200 {
            if shows(&page, key, Locale::Nb) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            page = citizen.opens("/bekreft/kode/sms").await;
        }
        assert!(shows(&page, key, Locale::Nb), "{key}: {}", page.text("main"));
    }
    let form = browser.opens("/testid/scenario").await.form("form[action='/testid/scenario/tid']");
    let jumped = browser.sends(&form.clone().with("span", "18mo")).await;
    assert_eq!(jumped.location.as_deref(), Some("/testid/scenario?tid=18mo"));
    assert!(
        browser.opens("/testid/scenario?tid=18mo").await.shows("Det er gått 18 måneder for denne personen.")
    );
    let profile = browser.opens("/profil").await;
    assert_eq!(profile.status, 200, "she is still logged in");
    assert!(shows(&profile, "profile-cannot-be-notified", Locale::Nb));
    assert!(shows(&other.opens("/profil").await, "profile-can-be-notified", Locale::Nb));
    assert_eq!(browser.sends(&form.with("span", "99d")).await.status, 400, "only what is offered");
    worker.stop().await;
}

#[tokio::test]
async fn she_can_be_opened_with_time_and_providers_otherwise() {
    let world = World::start().await;
    let worker = starts_worker(&world);
    let browser = world.stranger();
    let answer = opens(&browser, "rett-kode-fra-sms", "2", &[("sms", "lost"), ("jump", "11min")]).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft/kode/sms"));
    assert!(shows(&browser.opens("/bekreft/kode/sms").await, "code-undelivered-mobile", Locale::Nb));
    worker.stop().await;
}

#[tokio::test]
async fn a_step_that_fails_is_named_and_she_is_there_all_the_same() {
    let world = World::start().await;
    let worker = starts_worker(&world);
    let browser = world.stranger();
    let page = opens(&browser, "rett-kode-fra-sms", "4", &[("sms", "lost")]).await;
    assert_eq!(page.status, 422);
    assert!(page.shows("Steg 3 gikk ikke som det skulle: no code has arrived"), "{}", page.text("main"));
    assert_eq!(browser.opens("/bekreft/kode/sms").await.status, 200);
    worker.stop().await;
}

#[tokio::test]
async fn a_file_can_be_pasted_and_what_is_wrong_with_it_is_said() {
    let world = World::start().await;
    let worker = starts_worker(&world);
    let browser = world.stranger();
    let text = scenario::source("ikke-spurt-enna").expect("it is there");
    for locale in Locale::ALL {
        let page = browser.opens(&format!("/testid/scenario?lang={}", locale.tag())).await;
        let form = page.form("form#file").with("action", "read");
        let wrong =
            browser.sends(&form.clone().with("text", &text.replace("/testid/tjeneste", "/nei"))).await;
        assert_eq!((wrong.status, wrong.heading().as_str()), (422, Tr::new(locale).sandbox_title()));
        assert!(wrong.shows("step 1: no page has the address /nei"), "{}", wrong.text("main"));
        assert!(wrong.text("textarea").contains("/nei"), "what was pasted stays");
        let read = browser.sends(&form.with("text", &text.replace('\n', "\r\n"))).await;
        let title = scenario::find("ikke-spurt-enna").expect("it is there").title.of(locale);
        assert!(read.status == 200 && read.shows(title), "{}", read.text("main"));
        let opened = browser.sends(&read.form("form#play").with("stop", "1").with("action", "open")).await;
        assert_eq!(opened.location.as_deref(), Some("/testid/tjeneste"), "{}", opened.text("main"));
    }
    worker.stop().await;
}

#[tokio::test]
async fn a_support_code_without_steps_opens_nothing() {
    let world = World::start().await;
    let code = world.stranger().opens("/").await.support_code();
    for path in [format!("/testid/scenario?kode={code}"), format!("/testid/scenario?kode=x{code}")] {
        let page = world.stranger().opens(&path).await;
        assert_eq!(page.status, 422, "{path}");
        assert!(page.shows(Tr::new(Locale::Nb).sandbox_no_code()));
    }
    assert_eq!(world.stranger().opens("/testid/scenario?fil=finnes-ikke").await.status, 404);
}

#[tokio::test]
async fn nobody_is_played_where_idporten_proves_who_citizens_are_or_messages_leave_the_house() {
    let world = World::with(Options { mode: Some(Mode::Test), ..Options::default() }).await;
    assert_eq!(world.stranger().opens("/testid/scenario").await.status, 200, "in test mode");
    let mail = [
        ("SMTP_URL", "smtp://localhost:1".to_owned()),
        ("SMTP_FROM", "Kontaktregisteret <ikke-svar@example.no>".to_owned()),
    ];
    let options = Options { mode: Some(Mode::Test), settings: mail.to_vec(), ..Options::default() };
    assert_eq!(World::with(options).await.stranger().opens("/testid/scenario").await.status, 404);
    let provider = world::oidc::Provider::start();
    let world = World::with_provider(&provider).await;
    assert_eq!(world.stranger().opens("/testid/scenario").await.status, 404);
}
