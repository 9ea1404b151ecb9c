//! Verifying a number and an address, as citizens do it.

use bekreft::demo::persons::Situation;
use bekreft::i18n::{Locale, Tr};
use time::Duration;

use crate::chromium::{Bench, CONFIRM, DESKTOP, PHONE};

const SEND_SMS: &str = "button[value=send-sms]";
const SEND_EMAIL: &str = "button[value=send-email]";
const VERIFY: &str = "#verify button";

/// A number and an address, end to end: the code read from the inbox, one wrong try on the way.
async fn both_are_verified(bench: &Bench, locale: Locale) {
    let tr = Tr::new(locale);
    bench.opens(&format!("/?lang={}", locale.tag())).await;
    bench.logs_in(Situation::Unverified).await;
    bench.opens("/bekreft").await;
    for (send, channel, title) in
        [(SEND_SMS, "sms", tr.code_title_mobile()), (SEND_EMAIL, "email", tr.code_title_email())]
    {
        bench.presses(send).await;
        assert_eq!(bench.heading().await, title);
        let wrong = bench.world.wrong_code(channel).await;
        bench.types("#code", &wrong).await;
        bench.presses(VERIFY).await;
        assert!(bench.text().await.contains(&tr.code_wrong(4)));
        assert_eq!(bench.focus().await, "ds-error-summary");
        let code = bench.world.code(channel).await;
        bench.types("#code", &format!("{} {}", &code[..3], &code[3..])).await;
        bench.enters("#code").await;
        assert_eq!(bench.path().await, "/bekreft");
    }
    assert!(!bench.has(SEND_SMS).await && !bench.has(SEND_EMAIL).await);
    bench.presses(CONFIRM).await;
    assert_eq!(bench.path().await, "/bekreft/kvittering");
}

#[tokio::test(flavor = "multi_thread")]
async fn number_and_address_are_verified_in_bokmal_on_a_phone_without_script() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.without_script().await;
    both_are_verified(&bench, Locale::Nb).await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn number_and_address_are_verified_in_nynorsk_on_a_phone() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    both_are_verified(&bench, Locale::Nn).await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn number_and_address_are_verified_in_english_on_a_desktop() {
    let bench = Bench::start().await;
    bench.window(DESKTOP).await;
    both_are_verified(&bench, Locale::En).await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn five_wrong_codes_leave_a_way_on_and_a_new_code_works() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.logs_in(Situation::Unverified).await;
    bench.opens("/bekreft").await;
    bench.types("#email", "halvferdig@").await;
    bench.presses(SEND_SMS).await;
    let wrong = bench.world.wrong_code("sms").await;
    for _ in 0..5 {
        bench.types("#code", &wrong).await;
        bench.presses(VERIFY).await;
    }
    assert!(bench.text().await.contains("Koden er feil, og den kan ikke brukes mer."));
    assert!(!bench.has("#code").await);
    bench.world.advance(Duration::seconds(31));
    bench.opens("/bekreft/kode/sms").await;
    bench.presses("#send button").await;
    let code = bench.world.code("sms").await;
    bench.types("#code", &code).await;
    bench.presses(VERIFY).await;
    assert_eq!(bench.path().await, "/bekreft");
    assert_eq!(bench.value("#email").await, "halvferdig@", "what was typed is kept");
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_provider_down_the_citizen_reads_why_and_goes_on() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.logs_in(Situation::Unverified).await;
    bench.opens("/bekreft").await;
    bench.types("#mobile", "40 00 00 04").await;
    bench.presses(SEND_SMS).await;
    bench.world.works().await;
    bench.presses(".note a").await;
    assert!(bench.text().await.contains("Vi får den ikke av gårde akkurat nå"));
    bench.presses("main a[href='/bekreft']").await;
    assert_eq!(bench.value("#mobile").await, "40 00 00 04");
    bench.presses(CONFIRM).await;
    assert_eq!(bench.path().await, "/bekreft/kvittering");
    bench.ends().await;
}
