//! Mail domains against a real name server.

use std::time::{Duration, Instant};

use bekreft::clients::mx::{MailDomain, MailDomains};
use world::{Options, World};

#[tokio::test]
async fn each_answer_of_a_name_server_is_told_apart() {
    let domains = MailDomains::at(world::dns::start().await);
    for (domain, expected) in [
        ("mail.example", MailDomain::Receives),
        ("blåbær.example", MailDomain::Receives),
        ("null.example", MailDomain::RefusesMail),
        ("address.example", MailDomain::Receives),
        ("empty.example", MailDomain::NoSuchDomain),
        ("nowhere.example", MailDomain::NoSuchDomain),
        ("broken.example", MailDomain::Unknown),
    ] {
        assert_eq!(domains.look_up(domain).await, expected, "{domain}");
    }
}

#[tokio::test]
async fn a_silent_name_server_is_waited_for_two_seconds() {
    let domains = MailDomains::at(world::dns::start().await);
    let started = Instant::now();
    assert_eq!(domains.look_up("silent.example").await, MailDomain::Unknown);
    assert!(started.elapsed() < Duration::from_secs(4));
}

async fn world_with_name_server() -> World {
    let server = world::dns::start().await.to_string();
    let settings = vec![("BEKREFT_MX_CHECK", "on".to_owned()), ("BEKREFT_NAME_SERVER", server)];
    World::with(Options { settings, ..Options::default() }).await
}

#[tokio::test]
async fn a_domain_that_takes_no_mail_is_asked_about_once_and_then_taken() {
    let world = world_with_name_server().await;
    for (domain, words) in [
        ("null.example", "null.example tar ikke imot e-post."),
        ("nowhere.example", "Vi finner ikke nowhere.example"),
    ] {
        let person = world.person().registered().await;
        let citizen = world.citizen(&person).await;
        let typed = format!("{}@{domain}", person.mobile.trim_start_matches('+'));
        let asked = citizen.confirms(&[("email", &typed)]).await;
        assert_eq!(asked.location.as_deref(), Some("/bekreft"), "{domain}");
        let page = citizen.opens("/bekreft").await;
        assert!(page.shows(words) && page.value("email") == typed);
        assert!(page.shows("Stemmer opplysningene?"));
        let done = citizen.confirms_on(&page, &[]).await;
        assert_eq!(done.location.as_deref(), Some("/bekreft/kvittering"), "it never blocks");
        assert_eq!(world.text_of(&person, "email").await, Some(typed));
    }
}

#[tokio::test]
async fn a_good_domain_a_silent_server_and_the_own_old_address_are_not_asked_about() {
    let world = world_with_name_server().await;
    for domain in ["mail.example", "silent.example", "broken.example"] {
        let person = world.person().registered().await;
        let typed = format!("{}@{domain}", person.mobile.trim_start_matches('+'));
        let done = world.citizen(&person).await.confirms(&[("email", &typed)]).await;
        assert_eq!(done.location.as_deref(), Some("/bekreft/kvittering"), "{domain}");
    }
    let person = world.person().email("gammel@null.example").registered().await;
    assert_eq!(
        world.citizen(&person).await.confirms(&[]).await.location.as_deref(),
        Some("/bekreft/kvittering")
    );
}
