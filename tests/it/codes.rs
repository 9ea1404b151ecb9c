//! Codes: from «Send kode» to «Verifisert».

use time::Duration;
use world::{Options, World};

const SMS: &str = "/bekreft/kode/sms";
const EMAIL: &str = "/bekreft/kode/epost";

#[tokio::test]
async fn a_number_is_verified_by_the_code_sent_to_it_and_nothing_else_changes() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let confirmed = world.time_of(&person, "mobile_confirmed_at").await;
    let citizen = world.citizen(&person).await;
    let asked = citizen.asks_for_code("send-sms", &[]).await;
    assert_eq!((asked.status, asked.location.as_deref()), (303, Some(SMS)));
    let page = citizen.opens(SMS).await;
    assert!(page.shows(&format!("+47 {}", person.national_mobile())));
    assert!(page.shows("Vi sender den nå."), "nobody has sent it yet");
    let code = world.code("sms").await;
    assert!(citizen.opens(SMS).await.shows("SMS-en ble sendt kl."));
    world.advance(Duration::seconds(2));
    world.works().await;
    assert!(citizen.opens(SMS).await.shows("SMS-en kom fram til telefonen kl."));
    let done = citizen.enters(SMS, &code).await;
    assert_eq!((done.status, done.location.as_deref()), (303, Some("/bekreft")));
    assert!(citizen.opens("/bekreft").await.shows("Verifisert"));
    assert!(world.time_of(&person, "mobile_validated_at").await.is_some());
    assert_eq!(world.time_of(&person, "mobile_confirmed_at").await, confirmed, "a code confirms nothing");
    assert_eq!(world.time_of(&person, "email_validated_at").await, None);
    assert_eq!(world.changes(&person).await, ["mobile_validated"]);
    let action: String =
        sqlx::query_scalar("select action from audit_event").fetch_one(&world.pool).await.expect("one row");
    assert_eq!(action, "verify_code");
}

#[tokio::test]
async fn an_address_is_verified_by_the_code_sent_to_it() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    assert_eq!(citizen.asks_for_code("send-email", &[]).await.location.as_deref(), Some(EMAIL));
    let code = world.code("email").await;
    assert!(citizen.opens(EMAIL).await.shows("Se også i søppelposten."));
    assert_eq!(citizen.enters(EMAIL, &code).await.location.as_deref(), Some("/bekreft"));
    assert!(world.time_of(&person, "email_validated_at").await.is_some());
    assert_eq!(world.changes(&person).await, ["email_validated"]);
}

#[tokio::test]
async fn a_number_that_is_typed_and_not_confirmed_is_verified_and_stays_so_when_it_is() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[("mobile", "47 11 22 33"), ("email", "ikke ferdig@")]).await;
    let code = world.code("sms").await;
    assert_eq!(world.inbox().await.first().map(|it| it.to.clone()).as_deref(), Some("+4747112233"));
    citizen.enters(SMS, &code).await;
    assert!(world.changes(&person).await.is_empty(), "nothing is in the register before it is confirmed");
    let page = citizen.opens("/bekreft/endre").await;
    assert_eq!(
        (page.value("mobile").as_str(), page.value("email").as_str()),
        ("47 11 22 33", "ikke ferdig@")
    );
    assert!(page.shows("Verifisert. Lagres når du bekrefter nedenfor."));
    citizen.confirms_on(&page, &[("email", &person.email)]).await;
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+4747112233"));
    assert!(world.time_of(&person, "mobile_validated_at").await.is_some());
    assert_eq!(world.changes(&person).await, ["mobile_updated", "email_confirmed", "mobile_validated"]);
}

#[tokio::test]
async fn a_proof_is_used_once_so_a_number_given_up_and_taken_back_must_be_proven_anew() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    let code = world.code("sms").await;
    citizen.enters(SMS, &code).await;
    citizen.edits(&[("mobile", "47 11 22 33")]).await;
    assert_eq!(world.time_of(&person, "mobile_validated_at").await, None);
    citizen.edits(&[("mobile", &person.national_mobile())]).await;
    assert_eq!(world.text_of(&person, "mobile").await, Some(person.mobile.clone()));
    assert_eq!(world.time_of(&person, "mobile_validated_at").await, None);
}

#[tokio::test]
async fn a_proof_that_is_never_confirmed_is_worth_nothing_after_a_day() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[("mobile", "47 11 22 33")]).await;
    let code = world.code("sms").await;
    citizen.enters(SMS, &code).await;
    world.advance(Duration::hours(25));
    world.citizen(&person).await.edits(&[("mobile", "47 11 22 33")]).await;
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+4747112233"));
    assert_eq!(world.time_of(&person, "mobile_validated_at").await, None);
}

#[tokio::test]
async fn a_code_sent_before_the_session_ended_works_after_the_next_login() {
    let world =
        World::with(Options { settings: vec![("CODE_SMS_MINUTES", "60".to_owned())], ..Options::default() })
            .await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[("mobile", "47 11 22 33"), ("email", "ny@example.org")]).await;
    let code = world.code("sms").await;
    let page = citizen.opens(SMS).await;
    world.advance(Duration::minutes(31));
    let late = citizen.sends(&page.form("form#verify").with("code", &code)).await;
    assert_eq!(late.status, 401);
    let again = world.citizen(&person).await;
    assert_eq!(again.opens("/bekreft").await.value("email"), "ny@example.org", "what was typed is kept");
    assert_eq!(again.enters(SMS, &code).await.status, 303);
    assert!(again.opens("/bekreft").await.shows("Verifisert. Lagres når du bekrefter"));
}

#[tokio::test]
async fn a_code_survives_a_switch_of_language_and_speaks_the_language_it_was_asked_in() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/?lang=nn").await;
    citizen.asks_for_code("send-sms", &[]).await;
    let code = world.code("sms").await;
    assert!(world.inbox().await[0].text.contains("Ikkje del han med andre."));
    let page = citizen.opens(&format!("{SMS}?lang=en")).await;
    assert_eq!(page.heading(), "Verify your mobile phone number");
    assert_eq!(citizen.sends(&page.form("form#verify").with("code", &code)).await.status, 303);
}

#[tokio::test]
async fn a_code_may_be_typed_with_spaces() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    let code = world.code("sms").await;
    let spaced = format!(" {}-{} ", &code[..3], &code[3..]);
    assert_eq!(citizen.enters(SMS, &spaced).await.status, 303);
}

#[tokio::test]
async fn asked_again_within_five_minutes_the_same_code_is_sent_and_the_late_first_one_works() {
    let world = World::start().await;
    let person = world.person().mobile("+4740000002").registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    world.works().await;
    assert!(world.inbox().await[0].text.is_empty(), "the first is late");
    world.advance(Duration::seconds(31));
    assert_eq!(citizen.asks_again(SMS).await.location.as_deref(), Some(SMS));
    let code = world.code("sms").await;
    world.advance(Duration::seconds(60));
    let inbox = world.inbox().await;
    assert_eq!(inbox.len(), 2);
    assert!(inbox.iter().all(|message| message.code.as_deref() == Some(code.as_str())), "one code");
    assert_eq!(citizen.enters(SMS, &code).await.status, 303);
}

#[tokio::test]
async fn near_its_end_a_new_code_is_sent_and_the_old_one_works_until_its_own_end() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    let first = world.code("sms").await;
    world.advance(Duration::minutes(6));
    citizen.asks_again(SMS).await;
    let second = world.code("sms").await;
    assert_ne!(first, second);
    assert_eq!(world.count("select count(*) from verification").await, 1, "they share their tries");
    assert_eq!(citizen.enters(SMS, &first).await.status, 303);
    let other = world.person().registered().await;
    let citizen = world.citizen(&other).await;
    citizen.asks_for_code("send-sms", &[]).await;
    let first = world.code("sms").await;
    world.advance(Duration::minutes(6));
    citizen.asks_again(SMS).await;
    let second = world.code("sms").await;
    world.advance(Duration::minutes(5));
    assert_eq!(citizen.enters(SMS, &first).await.status, 422, "its ten minutes are over");
    assert_eq!(citizen.enters(SMS, &second).await.status, 303);
}

#[tokio::test]
async fn a_code_that_is_over_says_so_and_a_new_one_can_be_had() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    let code = world.code("sms").await;
    let page = citizen.opens(SMS).await;
    world.advance(Duration::minutes(11));
    let late = citizen.sends(&page.form("form#verify").with("code", &code)).await;
    assert_eq!(late.status, 422);
    assert!(late.shows("Koden er ikke gyldig lenger. Be om en ny kode."));
    assert_eq!(late.text("form#send button"), "Send ny kode");
    citizen.sends(&late.form("form#send")).await;
    let code = world.code("sms").await;
    assert_eq!(citizen.enters(SMS, &code).await.status, 303);
}

#[tokio::test]
async fn what_is_no_code_costs_no_try() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    for (typed, says) in [
        ("", "Skriv inn koden du har fått på SMS."),
        ("12345", "Koden skal ha 6 sifre."),
        ("1234567", "Koden skal ha 6 sifre."),
        ("abcdef", "Koden skal ha 6 sifre."),
    ] {
        let page = citizen.enters(SMS, typed).await;
        assert_eq!(page.status, 422);
        assert!(page.shows(says), "{typed}");
        assert!(page.title().starts_with("Feil: "));
    }
    assert_eq!(world.count("select tries::bigint from verification").await, 0);
}

#[tokio::test]
async fn a_verified_number_is_not_sent_another_code() {
    let world = World::start().await;
    let person = world.person().validated().registered().await;
    let citizen = world.citizen(&person).await;
    assert!(!citizen.opens("/bekreft").await.shows("Send kode på SMS"));
    assert_eq!(citizen.asks_for_code("send-sms", &[]).await.location.as_deref(), Some("/bekreft"));
    assert_eq!(world.count("select count(*) from message").await, 0);
}

#[tokio::test]
async fn a_wrong_number_gets_its_error_and_no_message() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.asks_for_code("send-sms", &[("mobile", "22 33 44 55"), ("email", "a@b")]).await;
    assert_eq!(page.status, 422);
    assert!(page.shows("Norske mobilnumre har 8 sifre og begynner på 4 eller 9."));
    assert_eq!((page.value("mobile").as_str(), page.value("email").as_str()), ("22 33 44 55", "a@b"));
    assert_eq!(world.count("select count(*) from message").await, 0);
}

#[tokio::test]
async fn a_person_who_has_registered_nothing_can_verify_before_she_confirms() {
    let world = World::start().await;
    let person = world.person().unregistered();
    let citizen = world.citizen(&person).await;
    assert!(citizen.opens("/bekreft").await.shows("Send kode på SMS"));
    citizen.asks_for_code("send-sms", &[("mobile", &person.national_mobile())]).await;
    let code = world.code("sms").await;
    citizen.enters(SMS, &code).await;
    citizen.confirms(&[]).await;
    assert_eq!(world.changes(&person).await, ["person_registered", "mobile_registered", "mobile_validated"]);
}

#[tokio::test]
async fn the_code_page_leads_back_and_never_holds_anybody() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    let page = citizen.opens(SMS).await;
    assert!(page.shows("Du trenger ikke å verifisere for å gå videre."));
    assert!(page.attribute("main a[href='/bekreft']", "href").is_some());
    assert_eq!(citizen.confirms(&[]).await.location.as_deref(), Some("/bekreft/kvittering"));
}
