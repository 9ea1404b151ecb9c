//! T12 and the texts: what is sent is what was written, in the language of the page, and nothing else.

use bekreft::clients::sms::gsm7;
use bekreft::i18n::Locale;
use bekreft::messages::{Content, write};
use bekreft::store::deletion::News;
use bekreft_domain::{Channel, Code};
use time::macros::datetime;
use world::{Options, World};

const SMS: &str = "/bekreft/kode/sms";

#[test]
fn an_sms_is_one_sms_in_every_language_and_its_last_line_is_bound_to_the_site() {
    let content = Content::Code(Code::from_bits(7), datetime!(2026-11-24 12:41 UTC));
    for locale in Locale::ALL {
        let text = write(Channel::Mobile, content, locale, "kontaktregisteret.example.no").plain;
        let septets = gsm7::septets(&text).expect("the GSM alphabet");
        assert!(septets <= 160, "{locale:?}: {septets}");
        assert!(text.ends_with("\n\n@kontaktregisteret.example.no #000007"), "{text}");
        assert!(!text.contains("http"));
        let notice = write(Channel::Mobile, Content::ChangeNotice, locale, "example.no").plain;
        assert!(gsm7::septets(&notice).is_some_and(|septets| septets <= 160), "{notice}");
        let reminder = write(Channel::Mobile, Content::Reminder, locale, "example.no").plain;
        assert!(gsm7::septets(&reminder).is_some_and(|septets| septets <= 160), "{reminder}");
        let mail = write(Channel::Email, Content::Reminder, locale, "example.no");
        let moved = write(Channel::Email, Content::NumberMoved, locale, "example.no");
        let asked = News::Requested(datetime!(2026-09-30 12:41 UTC));
        let told = [asked, News::Done].map(Content::Deletion).map(|content| {
            let sms = write(Channel::Mobile, content, locale, "example.no").plain;
            assert!(gsm7::septets(&sms).is_some_and(|septets| septets <= 160), "{sms}");
            let mail = write(Channel::Email, content, locale, "example.no");
            [sms, mail.plain, mail.html]
        });
        for text in
            told.as_flattened().iter().chain([&reminder, &mail.plain, &mail.html, &moved.plain, &moved.html])
        {
            let linkless = ["http", "www", "<a ", ".no", "example"].iter().all(|link| !text.contains(link));
            assert!(linkless, "{text}");
        }
    }
    let long = "et.ganske.langt.navn.paa.en.tjener.hos.kontaktregisteret.example.no";
    let text = write(Channel::Mobile, content, Locale::Nb, long).plain;
    assert!(gsm7::septets(&text).is_some_and(|septets| septets <= 160) && !text.contains(long));
}

#[test]
fn the_texts_say_the_code_and_the_norwegian_clock() {
    let content = Content::Code(Code::from_bits(123_456), datetime!(2026-11-24 12:41 UTC));
    let sms = |locale| write(Channel::Mobile, content, locale, "example.no").plain;
    assert_eq!(
        sms(Locale::Nb),
        "123456 er koden for å verifisere mobilnummeret i Kontaktregisteret. Gyldig til kl. 13.41. Ikke del den med andre.\n\n@example.no #123456"
    );
    assert!(sms(Locale::Nn).contains("Gyldig til kl. 13.41. Ikkje del han med andre."));
    assert!(sms(Locale::En).starts_with("123456 is your code") && sms(Locale::En).contains("until 13:41"));
    let mail = write(Channel::Email, content, Locale::Nn, "example.no");
    assert_eq!(mail.subject, "Kode for å verifisere e-postadressa");
    assert!(mail.plain.contains("\n\n123456\n\n") && mail.html.contains(">123456</p>"));
    assert!(mail.html.contains("<html lang=\"nn\">") && !mail.html.contains("<a "));
}

#[tokio::test]
async fn nothing_a_browser_sends_gets_into_a_message() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft/endre").await;
    let form = page.form("form#confirm").with("action", "send-sms").with("lang", "");
    let form = form.with("email", "\u{202e}no.example@\r\nBcc: alle@example.no");
    let hostile = [
        ("host", "ond.example"),
        ("x-forwarded-host", "ond.example"),
        ("forwarded", "host=ond.example"),
        ("accept-language", "nn\u{9};q=1, ../../etc"),
        ("referer", "https://ond.example/\u{e6}"),
    ];
    citizen.sends_with(&form, &hostile).await;
    let code = world.code("sms").await;
    let text = world.inbox().await[0].text.clone();
    let clock = text.split("kl. ").nth(1).and_then(|rest| rest.get(..5)).unwrap_or_default().to_owned();
    let expected = format!(
        "{code} er koden for å verifisere mobilnummeret i Kontaktregisteret. Gyldig til kl. {clock}. Ikke del den med andre.\n\n@localhost #{code}"
    );
    assert_eq!(text, expected);
}

#[tokio::test]
async fn an_address_with_line_breaks_or_directions_in_it_is_refused_before_anything_is_sent() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for typed in [
        "a@example.no, b@example.no",
        "\u{202e}a@example.no\u{202e}x",
        "a b@example.no",
        "a@exa\u{200b}mple.no",
    ] {
        let page = citizen.asks_for_code("send-email", &[("email", typed)]).await;
        assert_eq!(page.status, 422, "{typed:?}");
    }
    assert_eq!(world.count("select count(*) from message").await, 0);
}

#[tokio::test]
async fn the_old_number_and_address_are_told_of_a_change_once_a_day_and_without_links() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.edits(&[("mobile", "47 55 57 01"), ("email", "ny1@example.org")]).await;
    world.works().await;
    let inbox = world.inbox().await;
    let told = inbox.iter().map(|message| message.to.as_str()).collect::<Vec<_>>();
    assert_eq!(told, [person.email.as_str(), person.mobile.as_str()]);
    assert!(inbox[1].text.starts_with("Dette mobilnummeret er ikke lenger registrert på deg"));
    assert_eq!(inbox[0].subject, "Kontaktopplysningene er endret");
    assert!(inbox.iter().all(|message| !message.text.contains("http") && message.code.is_none()));
    assert!(!inbox.iter().any(|message| message.text.contains("47 55 57 01")));

    citizen.edits(&[("mobile", &person.national_mobile())]).await;
    citizen.edits(&[("mobile", "47 55 57 02")]).await;
    world.works().await;
    let again = world.inbox().await.iter().filter(|message| message.to == person.mobile).count();
    assert_eq!(again, 1, "once in 24 hours");
    world.advance(time::Duration::hours(25));
    let citizen = world.citizen(&person).await;
    citizen.edits(&[("mobile", &person.national_mobile())]).await;
    citizen.edits(&[("mobile", "47 55 57 03")]).await;
    world.works().await;
    assert_eq!(world.inbox().await.iter().filter(|message| message.to == person.mobile).count(), 2);
}

#[tokio::test]
async fn a_clean_confirm_and_the_same_form_eight_times_tell_nobody_more_than_once() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[]).await;
    assert_eq!(world.count("select count(*) from message").await, 0);
    let page = citizen.opens("/bekreft/endre").await;
    let form = page.form("form#confirm").with("action", "confirm").with("mobile", "41 22 33 45");
    let mut sends = tokio::task::JoinSet::new();
    for _ in 0..8 {
        let (citizen, form) = (citizen.clone(), form.clone());
        sends.spawn(async move { citizen.sends(&form).await.status });
    }
    assert!(sends.join_all().await.iter().all(|status| *status == 303));
    assert_eq!(world.count("select count(*) from message").await, 1, "one notice");
    assert_eq!(world.count("select count(*) from audit_event").await, 2, "one row for each of the two");
}

#[tokio::test]
async fn a_number_whose_key_is_gone_is_not_sent_anything_and_says_so() {
    let old = "1:YSBrZXkgZm9yIHRlc3RzLCBsb25nIGVub3VnaCB0byBiZSBvbmU=".to_owned();
    let new = "2:YW5vdGhlciBrZXkgZm9yIHRlc3RzLCBsb25nIGVub3VnaCB0b28=".to_owned();
    let world =
        World::with(Options { settings: vec![("BEKREFT_CODE_KEYS", old.clone())], ..Options::default() })
            .await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.asks_for_code("send-sms", &[]).await;
    let code = world.code("sms").await;
    let both = world.instance_with(vec![("BEKREFT_CODE_KEYS", format!("{new},{old}"))]).await;
    let only_new = world.instance_with(vec![("BEKREFT_CODE_KEYS", new)]).await;
    assert_eq!(citizen.at(&only_new).enters(SMS, &code).await.status, 422, "its key is gone");
    assert_eq!(citizen.at(&both).enters(SMS, &code).await.status, 303, "an older key still checks");
    let other = world.person().registered().await;
    world.citizen(&other).await.asks_for_code("send-sms", &[]).await;
    only_new.works().await;
    assert_eq!(world.count("select count(*) from message where failure = 'no_key'").await, 1);
}
