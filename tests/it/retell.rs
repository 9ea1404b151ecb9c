//! «Make it happen again»: what a citizen met becomes a scenario, and the scenario is a test of it from then on.

use bekreft::demo::sandbox::{Options as Play, Report, play};
use bekreft::i18n::{Locale, Tr};
use bekreft::scenario::{self, Scenario};
use bekreft::worker;
use time::Duration;
use world::{Citizen, Fetched, Options, Person, World};

async fn carried_out(world: &World, scenario: &Scenario) -> Report {
    let worker = worker::start(&world.db, &world.clock, &world.dispatch);
    let report = play(&world.state, scenario, Play::default()).await;
    worker.stop().await;
    report
}

async fn support(world: &World) -> Citizen {
    let support = world.stranger();
    support.logs_in_as_support().await;
    support
}

/// The scenario as support downloads it.
async fn downloaded(world: &World, page: &Fetched) -> Scenario {
    let path = format!("/stotte/flyt/{}/scenario.toml", page.support_code());
    let answer = support(world).await.asks("GET", &path, &[]).await;
    assert_eq!(answer.status().as_u16(), 200, "{path}");
    let text = answer.text().await.expect("a file");
    scenario::parse("fra-kode", &text).expect("it can be carried out")
}

/// In nynorsk, on the way from the dialog to a code that cannot be used any more.
async fn is_locked_out(world: &World, person: &Person) -> Fetched {
    let citizen = world.citizen(person).await;
    citizen.opens("/?lang=nn").await;
    let page = citizen.confirms(&[("email", "kari(at)example.no")]).await;
    let form = page.form("form#confirm").with("email", &person.email).with("action", "send-sms");
    citizen.sends(&form).await;
    world.works().await;
    world.advance(Duration::seconds(20));
    let form = citizen.opens("/bekreft/kode/sms").await.form("form#verify");
    let mut last = citizen.sends(&form.clone().with("code", "12")).await;
    for _ in 0..5 {
        last = citizen.sends(&form.clone().with("code", "000000")).await;
    }
    last
}

#[tokio::test]
async fn a_lock_out_on_a_phone_in_nynorsk_happens_again_and_holds_until_the_program_breaks_it() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let last = is_locked_out(&world, &person).await;
    assert!(last.shows(Tr::new(Locale::Nn).code_used_up()));
    let scenario = downloaded(&world, &last).await;
    let text = scenario.to_toml().expect("a file");
    assert!(!text.contains(&person.email) && !text.contains(&person.mobile[3..]), "{text}");
    assert!(text.contains("code-used-up") && text.contains("language = \"nn\""), "{text}");
    let report = carried_out(&world, &scenario).await;
    assert!(report.is_fine(), "{}\n{text}", report.text());
    // Broken on purpose: six tries where there are to be five.
    let broken =
        World::with(Options { settings: vec![("CODE_TRIES", "6".to_owned())], ..Options::default() }).await;
    let report = carried_out(&broken, &scenario).await;
    assert!(!report.is_fine() && report.text().contains("code-used-up"), "{}", report.text());
}

#[tokio::test]
async fn support_is_two_clicks_away_from_being_the_citizen() {
    let world = World::start().await;
    let worker = worker::start(&world.db, &world.clock, &world.dispatch);
    let person = world.person().registered().await;
    let last = is_locked_out(&world, &person).await;
    let support = support(&world).await;
    let film = support.opens(&format!("/stotte/flyt/{}", last.support_code())).await;
    let step = support.opens(film.links(".film h3 a").last().expect("the last step")).await;
    let again = step.links("main a[href^='/testid/scenario']").pop().expect("the first click");
    let page = support.opens(&again).await;
    assert_eq!(page.status, 200, "{}", page.text("main"));
    let opened = support.sends(&page.form("form#play").with("action", "open")).await;
    assert_eq!(opened.location.as_deref(), Some("/bekreft/kode/sms"), "{}", opened.text("main"));
    let there = support.opens("/bekreft/kode/sms").await;
    assert_eq!(there.language(), "nn");
    assert!(there.shows(Tr::new(Locale::Nn).code_over()), "{}", there.text("main"));
    worker.stop().await;
}

#[tokio::test]
async fn what_was_confirmed_chosen_and_asked_for_is_told_again() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let asked =
        citizen.confirms(&[("mobile", &other.national_mobile()), ("email", "kanari.x@gmial.com")]).await;
    assert_eq!(asked.location.as_deref(), Some("/bekreft"));
    citizen.confirms(&[("mobile", &person.national_mobile()), ("email", "kanari.x@gmail.com")]).await;
    let page = citizen.opens("/profil/reservasjon").await;
    citizen.sends(&page.form("form#choice").with("choice", "yes")).await;
    citizen.opens("/profil/reservasjon?lagret=yes").await;
    let page = citizen.opens("/profil/sprak").await;
    citizen.sends(&page.form("form#choice").with("choice", "nn")).await;
    let page = citizen.opens("/profil/sprak?lagret=nn").await;
    let scenario = downloaded(&world, &page).await;
    let text = scenario.to_toml().expect("a file");
    for step in ["press = \"confirm\"", "reserve = true", "letter-language = \"nn\"", "@gmial.com"] {
        assert!(text.contains(step), "{step}: {text}");
    }
    let report = carried_out(&world, &scenario).await;
    assert!(report.is_fine(), "{}\n{text}", report.text());
}
