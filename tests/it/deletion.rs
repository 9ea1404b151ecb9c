//! «Slett alt om deg»: the wish, the day that it waits, and what the citizen sees.

use bekreft::i18n::{Locale, Tr};
use serde_json::Value;
use time::Duration;
use world::{Citizen, Fetched, Person, World};

const PAGE: &str = "/profil/slett";

async fn asks_for_it(citizen: &Citizen) -> Fetched {
    citizen.sends(&citizen.opens(PAGE).await.form("form#choice").with("choice", "yes")).await
}

async fn withdraws(citizen: &Citizen) -> Fetched {
    citizen.sends(&citizen.opens(PAGE).await.form("form#choice")).await
}

async fn waiting(world: &World) -> i64 {
    world.count("select count(*) from deletion_wish").await
}

#[tokio::test]
async fn the_page_says_what_follows_before_she_asks_in_each_language() {
    let world = World::start().await;
    let citizen = world.citizen(&world.person().registered().await).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = citizen.opens(&format!("{PAGE}?lang={}", locale.tag())).await;
        assert_eq!(page.heading(), tr.delete_title());
        for words in [
            tr.delete_contact(),
            tr.delete_paper(),
            tr.delete_minid(),
            tr.delete_choices(),
            tr.delete_wait(),
            tr.delete_history(),
            tr.delete_back(),
            tr.delete_not_reservation(),
        ] {
            assert!(page.shows(words), "{words}");
        }
        assert!(page.links("main a").contains(&"/profil/reservasjon".to_owned()));
        assert_eq!(page.attribute("#choice-yes", "checked"), None, "nothing is chosen for her");
    }
    assert_eq!(citizen.opens("/profil").await.links("main p > a").last().map(String::as_str), Some(PAGE));
}

#[tokio::test]
async fn without_the_tick_nothing_happens_and_the_page_says_what_is_missing() {
    let world = World::start().await;
    let citizen = world.citizen(&world.person().registered().await).await;
    let form = citizen.opens(PAGE).await.form("form#choice");
    let page = citizen.sends(&form.clone().without("choice")).await;
    assert_eq!(
        (page.status, page.text(".ds-error-summary a").as_str()),
        (422, "Kryss av hvis du vil slette alt om deg.")
    );
    assert_eq!(page.attribute("#choice-yes", "aria-describedby").as_deref(), Some("choice-error"));
    assert_eq!(citizen.sends(&form.with("choice", "kanskje")).await.status, 400);
    assert_eq!(waiting(&world).await, 0);
}

#[tokio::test]
async fn the_receipt_says_when_and_the_register_is_as_before_until_then() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let answer = asks_for_it(&citizen).await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/profil/slett?lagret=yes")));
    let receipt = citizen.opens("/profil/slett?lagret=yes").await;
    assert_eq!(receipt.heading(), "Du har bedt om å bli slettet");
    let due = world.count("select extract(epoch from due_at)::bigint from deletion_wish").await;
    let due = time::OffsetDateTime::from_unix_timestamp(due).expect("a time");
    assert!(due >= world.now() + Duration::hours(24) - Duration::minutes(1) && due.second() == 0);
    let clock =
        Tr::new(Locale::Nb).date_and_clock(bekreft_domain::oslo::to_local(due)).replace('\u{a0}', " ");
    assert_eq!(receipt.text(".ds-alert h2"), format!("Du blir slettet {clock}"));
    assert!(receipt.body.contains("autofocus"), "a screen reader hears it");
    let profile = citizen.opens("/profil").await;
    assert!(profile.shows(&clock) && profile.links(".ds-alert a").contains(&PAGE.to_owned()));
    assert!(profile.shows("Det offentlige kan varsle deg digitalt") && profile.shows(&person.email));
    assert!(profile.text(".history > li").contains("Du ba om å bli slettet fra registeret"));
    assert!(world.changes(&person).await.is_empty(), "the feed has nothing to tell yet");
    let file: Value = serde_json::from_str(&citizen.opens("/profil/data.json").await.body).expect("JSON");
    assert_eq!(file["status"], "AKTIV");
    assert!(file["sletting"]["bestilt"].is_string() && file["sletting"]["gjennomfoeres"].is_string());
}

#[tokio::test]
async fn she_can_think_better_of_it_and_ask_again() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    asks_for_it(&citizen).await;
    assert_eq!(withdraws(&citizen).await.location.as_deref(), Some("/profil/slett?lagret=no"));
    let page = citizen.opens("/profil/slett?lagret=no").await;
    assert_eq!(
        (page.heading().as_str(), page.text(".ds-alert h2").as_str()),
        ("Slett alt om deg", "Du blir ikke slettet")
    );
    assert_eq!(waiting(&world).await, 0);
    let profile = citizen.opens("/profil").await;
    assert!(!profile.shows("Du har bedt om å bli slettet"));
    assert!(profile.text(".history > li").contains("Ønsket om å bli slettet ble trukket tilbake"));
    asks_for_it(&citizen).await;
    assert_eq!(waiting(&world).await, 1);
}

#[tokio::test]
async fn no_receipt_is_shown_for_what_has_not_been_asked() {
    let world = World::start().await;
    let citizen = world.citizen(&world.person().registered().await).await;
    assert_eq!(citizen.opens("/profil/slett?lagret=yes").await.text(".ds-alert"), "");
    asks_for_it(&citizen).await;
    let page = citizen.opens("/profil/slett?lagret=no").await;
    assert!(!page.body.contains("autofocus"), "the wish waits, whatever the address says");
}

#[tokio::test]
async fn the_same_form_eight_times_at_once_is_one_wish_and_an_old_one_does_not_revive_it() {
    let world = World::start().await;
    let citizen = world.citizen(&world.person().registered().await).await;
    let form = citizen.opens(PAGE).await.form("form#choice").with("choice", "yes");
    let answers = futures_util::future::join_all((0..8).map(|_| citizen.sends(&form))).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(world.count("select count(*) from audit_event").await, 1);
    assert_eq!(world.count("select count(*) from message").await, 2, "number and address, once");
    let due = "select extract(epoch from due_at)::bigint from deletion_wish";
    let before = world.count(due).await;
    world.advance(Duration::minutes(5));
    citizen.sends(&form.clone().with("token", "of another tab")).await;
    assert_eq!(world.count(due).await, before, "asked again, it keeps its time");
    assert_eq!(world.count("select count(*) from message").await, 2);
    withdraws(&citizen).await;
    citizen.sends(&form).await;
    assert_eq!(waiting(&world).await, 0);
}

#[tokio::test]
async fn number_and_address_are_told_at_once_of_the_time_and_without_links() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    asks_for_it(&citizen).await;
    world.works().await;
    world.advance(Duration::minutes(1));
    let inbox = world.inbox().await;
    assert_eq!(inbox.len(), 2);
    let due = world.count("select extract(epoch from due_at)::bigint from deletion_wish").await;
    let due = bekreft_domain::oslo::to_local(time::OffsetDateTime::from_unix_timestamp(due).expect("a time"));
    let clock = Tr::new(Locale::Nb).date_and_clock(due).replace('\u{a0}', " ");
    for (channel, to) in [("sms", &person.mobile), ("email", &person.email)] {
        let message = inbox.iter().find(|message| message.channel == channel).expect(channel);
        assert_eq!(&message.to, to);
        assert!(
            message.text.contains(&format!("Du blir slettet fra Kontaktregisteret {clock}.")),
            "{}",
            message.text
        );
        assert!(message.text.contains("Var det ikke du som ba om det") && message.code.is_none());
        assert!(!message.text.contains("http") && !message.text.contains(&person.identifier));
    }
}

#[tokio::test]
async fn who_has_nothing_to_be_told_by_can_be_deleted_all_the_same() {
    let world = World::start().await;
    let person = world.person().without_mobile().without_email().reserved().registered().await;
    let citizen = world.citizen(&person).await;
    asks_for_it(&citizen).await;
    assert_eq!((waiting(&world).await, world.count("select count(*) from message").await), (1, 0));
    assert!(!citizen.opens(PAGE).await.shows("Vi sier fra"), "nobody is told, and the page does not say so");
}

#[tokio::test]
async fn a_wish_of_which_nobody_could_be_told_any_more_is_not_taken() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for _ in 0..3 {
        asks_for_it(&citizen).await;
        withdraws(&citizen).await;
    }
    let page = asks_for_it(&citizen).await;
    assert_eq!(
        (page.status, page.text(".ds-alert h2").as_str()),
        (422, "Du kan ikke be om å bli slettet nå")
    );
    assert_eq!(waiting(&world).await, 0);
    assert_eq!(world.count("select count(*) from message").await, 6, "each of the others was told of");
    world.advance(Duration::hours(25));
    citizen.logs_in().await;
    assert_eq!(asks_for_it(&citizen).await.status, 303, "tomorrow");
}

#[tokio::test]
async fn twenty_persons_with_one_number_cannot_pester_it() {
    let world = World::start().await;
    let owner = world.person().registered().await;
    for _ in 0..12 {
        let other = world.person().mobile(&owner.mobile).without_email().registered().await;
        asks_for_it(&world.citizen(&other).await).await;
    }
    assert_eq!(world.count("select count(*) from message").await, 10);
    assert_eq!(waiting(&world).await, 10, "a wish that nobody is told of is not taken");
}

#[tokio::test]
async fn the_dialog_says_that_confirming_stops_it_and_so_it_does() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    asks_for_it(&citizen).await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows(
        "Registrerer eller bekrefter du et mobilnummer eller en e-postadresse nå, blir du ikke slettet."
    ));
    citizen.confirms_on(&page, &[]).await;
    assert_eq!(waiting(&world).await, 0);
    let entries = citizen.opens("/profil").await.texts(".history > li");
    assert!(
        entries.iter().any(|entry| entry.contains("Ønsket om å bli slettet ble trukket tilbake")),
        "{entries:?}"
    );
    assert_eq!(
        world.changes(&person).await,
        ["mobile_confirmed", "email_confirmed"],
        "of no interest to the feed"
    );
}

#[tokio::test]
async fn a_question_of_the_dialog_is_no_answer_and_emptied_fields_are_no_wish_to_stay() {
    let world = World::start().await;
    let citizen = world.citizen(&world.person().registered().await).await;
    asks_for_it(&citizen).await;
    citizen.confirms(&[("mobile", ""), ("email", "")]).await;
    assert_eq!(waiting(&world).await, 1, "only asked so far");
    citizen.confirms(&[]).await;
    assert_eq!(waiting(&world).await, 1, "she has taken everything away");
}

#[tokio::test]
async fn who_is_not_in_the_register_is_told_so() {
    let world = World::start().await;
    let nobody = world.person().unregistered();
    let citizen = world.citizen(&nobody).await;
    let page = citizen.opens(PAGE).await;
    assert!(page.heading() == "Du står ikke i registeret" && !page.body.contains("id=\"choice\""));
    assert!(!citizen.opens("/profil").await.links("main a").contains(&PAGE.to_owned()));
    let gone = world.person().deleted().registered().await;
    let page = world.citizen(&gone).await.opens(PAGE).await;
    assert_eq!(page.heading(), "Du er slettet fra registeret");
    assert!(page.links("main a").contains(&"/bekreft/endre".to_owned()));
}

#[tokio::test]
async fn a_page_from_before_she_was_deleted_deletes_nobody() {
    let world = World::start().await;
    let person: Person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens(PAGE).await.form("form#choice").with("choice", "yes");
    sqlx::query(
        "update person set status = 'deleted', deleted_at = now(), mobile = null, mobile_updated_at = null,
             mobile_confirmed_at = null, email = null, email_canonical = null, email_updated_at = null,
             email_confirmed_at = null where person_identifier = $1",
    )
    .bind(&person.identifier)
    .execute(&world.pool)
    .await
    .expect("deleted by somebody else");
    let answer = citizen.sends(&form).await;
    assert_eq!(
        citizen.opens(answer.location.as_deref().expect("a page")).await.heading(),
        "Du er slettet fra registeret"
    );
    assert_eq!(waiting(&world).await, 0);
}

#[tokio::test]
async fn a_wish_is_one_transaction() {
    let (world, proxy) = World::with_proxy().await;
    let citizen = world.citizen(&world.person().registered().await).await;
    let form = citizen.opens(PAGE).await.form("form#choice").with("choice", "yes");
    let before = proxy.queries().len();
    citizen.sends(&form).await;
    assert_eq!(proxy.queries()[before..], ["BEGIN", "COMMIT"]);
}

#[tokio::test]
async fn a_wish_sent_while_somebody_else_works_on_her_lies_ready() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens(PAGE).await.form("form#choice").with("choice", "yes");
    let mut other = world.pool.begin().await.expect("a transaction");
    sqlx::query("select pg_advisory_xact_lock(hashtextextended($1, 1))")
        .bind(&person.identifier)
        .execute(&mut *other)
        .await
        .expect("the lock");
    let page = citizen.sends(&form).await;
    assert_eq!(page.status, 503);
    other.rollback().await.expect("the lock is free");
    let answer = citizen.sends(&page.form("main form")).await;
    assert_eq!(answer.location.as_deref(), Some("/profil/slett?lagret=yes"));
    assert_eq!(waiting(&world).await, 1);
}

#[tokio::test]
async fn a_wish_sent_after_the_session_has_ended_is_not_said_to_be_kept() {
    let world = World::start().await;
    let citizen = world.citizen(&world.person().registered().await).await;
    let form = citizen.opens(PAGE).await.form("form#choice").with("choice", "yes");
    world.advance(Duration::minutes(31));
    let answer = citizen.sends(&form).await;
    assert!(!answer.shows("vi har tatt vare på det") && answer.links("main a").contains(&PAGE.to_owned()));
    assert_eq!(waiting(&world).await, 0);
}
