//! The end of the dialog: what the register holds, what that means, and the ways on.

use bekreft::i18n::{Locale, Tr};
use bekreft_domain::oslo;
use time::Duration;
use world::{Citizen, Options, Person, World};

const RECEIPT: &str = "/bekreft/kvittering";

/// Logged in, in a language of her own choice.
async fn citizen_in(world: &World, person: &Person, locale: Locale) -> Citizen {
    let citizen = world.browser_of(person);
    citizen.opens(&format!("/?lang={}", locale.tag())).await;
    citizen.logs_in().await;
    citizen
}

fn day(tr: Tr, at: time::OffsetDateTime) -> String {
    tr.date_long(oslo::to_local(at).date())
}

#[tokio::test]
async fn after_a_confirm_it_says_thanks_and_that_the_person_can_be_notified() {
    let world = World::start().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let person = world.person().registered().await;
        let citizen = citizen_in(&world, &person, locale).await;
        citizen.confirms(&[]).await;
        let page = citizen.opens(RECEIPT).await;
        let confirmed = world.time_of(&person, "mobile_confirmed_at").await.expect("confirmed");
        assert_eq!(page.heading(), tr.receipt_title());
        assert!(page.shows(&tr.receipt_can_be_notified(day(tr, confirmed))));
        assert!(page.shows(&tr.receipt_next(day(tr, confirmed + Duration::days(90)))));
    }
}

#[tokio::test]
async fn looked_at_without_a_confirm_it_thanks_for_nothing() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let page = world.citizen(&person).await.opens(RECEIPT).await;
    assert_eq!(page.heading(), Tr::new(Locale::Nb).receipt_title_standing());
}

#[tokio::test]
async fn information_older_than_eighteen_months_is_said_to_be_of_no_use() {
    let world = World::start().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let person = world.person().confirmed_days_ago(600).registered().await;
        let page = citizen_in(&world, &person, locale).await.opens(RECEIPT).await;
        let confirmed = world.time_of(&person, "mobile_confirmed_at").await.expect("confirmed");
        assert!(page.shows(&tr.receipt_expired(day(tr, confirmed))));
    }
}

#[tokio::test]
async fn a_reserved_person_is_told_so_in_every_language() {
    let world = World::start().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let person = world.person().confirmed_days_ago(5).reserved().registered().await;
        let page = citizen_in(&world, &person, locale).await.opens(RECEIPT).await;
        let confirmed = world.time_of(&person, "mobile_confirmed_at").await.expect("confirmed");
        assert!(page.shows(&tr.receipt_reserved(day(tr, confirmed))));
    }
}

#[tokio::test]
async fn a_person_with_nothing_in_the_register_reads_what_that_means() {
    let world = World::start().await;
    let gone = world.person().deleted().registered().await;
    let unknown = world.person().unregistered();
    for person in [gone, unknown] {
        for locale in Locale::ALL {
            let tr = Tr::new(locale);
            let page = citizen_in(&world, &person, locale).await.opens(RECEIPT).await;
            assert_eq!(page.heading(), tr.receipt_title_nothing());
            assert!(page.shows(tr.receipt_nothing()));
            assert_eq!(page.texts("dd"), [tr.receipt_not_registered(), tr.receipt_not_registered()]);
        }
    }
}

#[tokio::test]
async fn the_next_question_follows_the_channel_that_was_confirmed_first() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(10).registered().await;
    let earlier = world.now() - Duration::days(40);
    sqlx::query("update person set email_confirmed_at = $1, email_updated_at = $1")
        .bind(earlier)
        .execute(&world.pool)
        .await
        .expect("an older confirmation");
    let tr = Tr::new(Locale::Nb);
    let page = world.citizen(&person).await.opens(RECEIPT).await;
    assert!(page.shows(&tr.receipt_next(day(tr, earlier + Duration::days(90)))));
}

#[tokio::test]
async fn a_foreign_number_is_shown_with_its_country_code() {
    let world = World::start().await;
    let person = world.person().mobile("+46701740605").registered().await;
    let page = world.citizen(&person).await.opens(RECEIPT).await;
    assert!(page.texts("dd")[0].starts_with("+46 "), "{:?}", page.texts("dd"));
}

#[tokio::test]
async fn it_leads_on_to_the_service_to_the_dialog_and_out() {
    let services = "Lånekassen=https://lanekassen.no/min-side".to_owned();
    let world = World::with(Options { return_urls: services, ..Options::default() }).await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/bekreft?gotoUrl=https://lanekassen.no/min-side/lan").await;
    let page = citizen.opens(RECEIPT).await;
    let on = page.attribute("main a[href^='https:']", "href");
    assert_eq!(on.as_deref(), Some("https://lanekassen.no/min-side/lan"));
    assert!(page.shows("Gå videre til Lånekassen"));
    assert_eq!(page.attribute("main a[href='/bekreft/endre']", "href").as_deref(), Some("/bekreft/endre"));
    let answer = citizen.sends(&page.form("main form[action='/loggut']")).await;
    assert_eq!(answer.location.as_deref(), Some("/utlogget"));
}

#[tokio::test]
async fn it_says_that_something_is_not_verified_and_how_to_do_it() {
    let world = World::start().await;
    for (person, says) in [
        (world.person().registered().await, true),
        (world.person().validated().registered().await, false),
        (world.person().without_mobile().without_email().registered().await, false),
    ] {
        let page = world.citizen(&person).await.opens(RECEIPT).await;
        assert_eq!(page.shows("for ikke alt er verifisert. Velg «Endre opplysningene»"), says);
    }
}

#[tokio::test]
async fn without_a_service_it_ends_here() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let page = world.citizen(&person).await.opens(RECEIPT).await;
    assert_eq!(page.attribute("main a[href^='http']", "href"), None);
}
