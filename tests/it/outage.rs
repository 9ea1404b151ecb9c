//! Writes and the database: cut off, hanging, on several instances. Nothing acknowledged is lost, nothing is done twice.

use std::net::TcpListener;
use std::time::Duration;

use bekreft::app;
use bekreft::i18n::{Locale, Tr};
use tokio::task::JoinSet;
use world::proxy::Mood;
use world::{Options, World};

/// Far longer than any citizen waits, for machines that are busy with other things.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_confirm_that_was_carried_out_before_the_connection_broke_is_not_done_again() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    proxy.cuts_after("COMMIT");
    let page = citizen.confirms_on(&page, &[("mobile", "41 41 00 51")]).await;
    assert_eq!(page.status, 503, "nobody can know whether it was saved");
    let answer = citizen.sends(&page.form("main form")).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.text_of(&person, "mobile").await.as_deref(), Some("+4741410051"));
    assert_eq!(world.changes(&person).await, ["mobile_updated", "email_confirmed"]);
    assert_eq!(world.count("select count(*) from audit_event").await, 1);
}

#[tokio::test]
async fn a_connection_that_turns_out_to_be_dead_at_the_start_is_not_noticed() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    proxy.cuts_after("BEGIN");
    let answer = citizen.confirms_on(&page, &[("mobile", "41 41 00 52")]).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.changes(&person).await, ["mobile_updated", "email_confirmed"]);
}

#[tokio::test]
async fn a_form_sent_into_the_silence_lies_ready_and_is_carried_out_once() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    proxy.becomes(Mood::Silent);
    let fields = [("mobile", "41 41 00 53"), ("email", "stille@example.org")];
    let page = tokio::time::timeout(PATIENCE, citizen.confirms_on(&page, &fields)).await.expect("an answer");
    assert_eq!(page.status, 503);
    let again = page.form("main form");
    for (name, value) in fields {
        assert!(again.fields.contains(&(name.to_owned(), value.to_owned())), "{name}");
    }
    proxy.becomes(Mood::Well);
    assert_eq!(citizen.sends(&again).await.location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(world.changes(&person).await, ["mobile_updated", "email_updated"]);
    assert_eq!(world.count("select count(*) from audit_event").await, 1);
}

#[tokio::test]
async fn the_page_that_offers_the_form_again_speaks_every_language() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        citizen.opens(&format!("/?lang={}", locale.tag())).await;
        let page = citizen.opens("/bekreft").await;
        proxy.becomes(Mood::Gone);
        let page = citizen.confirms_on(&page, &[("mobile", "41 41 00 54")]).await;
        proxy.becomes(Mood::Well);
        assert_eq!((page.status, page.heading().as_str()), (503, tr.error_unavailable_title()));
        assert!(page.shows(tr.error_unavailable_kept()));
        assert_eq!(page.texts("main form button"), [tr.error_try_again()]);
    }
}

#[tokio::test]
async fn a_switch_of_language_in_the_outage_is_made_up_for() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form =
        citizen.opens("/bekreft").await.form("form#confirm").with("mobile", "41 41").with("lang", "nn");
    proxy.becomes(Mood::Gone);
    let page = citizen.sends(&form).await;
    assert_eq!(page.status, 503);
    proxy.becomes(Mood::Well);
    let wanted =
        page.attribute("main form button[name=lang]", "value").expect("the language that was asked for");
    let again = page.form("main form").with("lang", &wanted);
    assert_eq!(citizen.sends(&again).await.location.as_deref(), Some("/bekreft"));
    let page = citizen.opens("/bekreft").await;
    assert_eq!((page.language().as_str(), page.value("mobile").as_str()), ("nn", "41 41"));
}

#[tokio::test]
async fn a_logout_in_the_outage_is_made_up_for() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form[action='/loggut']");
    proxy.becomes(Mood::Gone);
    let page = citizen.sends(&form).await;
    assert_eq!(page.status, 503, "saying that it was done would be a lie");
    proxy.becomes(Mood::Well);
    assert_eq!(citizen.sends(&page.form("main form")).await.location.as_deref(), Some("/utlogget"));
    assert_eq!(world.count("select count(*) from session").await, 0);
}

#[tokio::test]
async fn a_login_in_the_outage_can_be_tried_again() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let browser = world.browser_of(&person);
    let form = browser.opens("/testid").await.form("form:has(#pid)").with("pid", &person.identifier);
    proxy.becomes(Mood::Gone);
    assert_eq!(browser.sends(&form).await.status, 503);
    assert_eq!(browser.opens("/testid").await.status, 503);
    proxy.becomes(Mood::Well);
    assert_eq!(browser.sends(&form).await.location.as_deref(), Some("/bekreft"));
}

#[tokio::test]
async fn operators_see_an_outage_at_once_and_that_the_program_lives_on() {
    let (world, proxy) = World::with_proxy().await;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(app::serve_health(world.state.clone(), listener).expect("it starts"));
    let stranger = world.stranger();
    let ask = async |path: &str| {
        let answer = stranger.asks("GET", &format!("http://{address}{path}"), &[]).await;
        (answer.status().as_u16(), answer.text().await.expect("text"))
    };
    proxy.becomes(Mood::Gone);
    assert_eq!(ask("/helse/klar").await, (503, "the database does not answer\n".to_owned()));
    assert_eq!(ask("/helse/live").await, (200, "live\n".to_owned()));
    proxy.becomes(Mood::Well);
    assert_eq!(ask("/helse/klar").await.0, 200);
}

async fn two_instances() -> (World, World) {
    let direct = world::fresh_database().await;
    let options = Options { database_url: Some(direct), ..Options::default() };
    (World::with(options.clone()).await, World::with(options).await)
}

#[tokio::test]
async fn a_session_holds_on_every_instance_and_ends_on_all_of_them() {
    let (here, there) = two_instances().await;
    let person = here.person().registered().await;
    let citizen = here.citizen(&person).await;
    let elsewhere = format!("{}/bekreft", there.url());
    let page = citizen.opens(&elsewhere).await;
    assert_eq!(page.status, 200);
    assert_eq!(page.support_code(), citizen.opens("/bekreft").await.support_code());
    let mut log_out = page.form("form[action='/loggut']");
    log_out.action = format!("{}/loggut", there.url());
    citizen.sends(&log_out).await;
    assert_eq!(citizen.opens("/bekreft").await.location.as_deref(), Some("/testid"));
}

#[tokio::test]
async fn the_same_form_on_two_instances_at_once_is_carried_out_once() {
    let (here, there) = two_instances().await;
    let person = here.person().registered().await;
    let citizen = here.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("action", "confirm");
    let form = form.with("mobile", "41 41 00 55");
    let mut sends = JoinSet::new();
    for number in 0..8 {
        let (citizen, mut form) = (citizen.clone(), form.clone());
        if number % 2 == 0 {
            form.action = format!("{}/bekreft", there.url());
        }
        sends.spawn(async move { citizen.sends(&form).await.location });
    }
    for location in sends.join_all().await {
        assert_eq!(location.as_deref(), Some("/bekreft/kvittering"));
    }
    assert_eq!(here.changes(&person).await, ["mobile_updated", "email_confirmed"]);
    assert_eq!(here.count("select count(*) from audit_event").await, 1);
}
