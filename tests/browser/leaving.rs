//! A citizen leaves the register, thinks better of it, leaves all the same, and comes back.

use bekreft::actions::delete::delete_due;
use bekreft::clock::Chance;
use bekreft::demo::persons::Situation;
use thirtyfour::Key;
use time::Duration;

use crate::chromium::{Bench, CONFIRM, DESKTOP, PHONE};

async fn the_whole_way_out_and_back(bench: &Bench) {
    bench.logs_in(Situation::NotDue).await;
    bench.opens("/profil").await;
    bench.presses("main a[href='/profil/slett']").await;
    assert_eq!(bench.heading().await, "Slett alt om deg");
    bench.presses("#choice button").await;
    assert_eq!(bench.focus().await, "ds-error-summary");
    bench.stays_and_presses(".ds-error-summary a").await;
    assert_eq!(bench.focus().await, "choice-yes");
    bench.element("#choice-yes").await.click().await.expect("a tick");
    bench.presses("#choice button").await;
    assert_eq!(bench.heading().await, "Du har bedt om å bli slettet");
    assert!(bench.focus().await.contains("ds-alert"), "a screen reader hears when it is");

    bench.opens("/profil").await;
    bench.presses(".ds-alert a").await;
    bench.presses("#choice button").await;
    assert_eq!(bench.heading().await, "Slett alt om deg");
    assert!(bench.text().await.contains("Du blir ikke slettet"));

    bench.element("#choice-yes").await.click().await.expect("a tick");
    bench.presses("#choice button").await;
    bench.world.advance(Duration::hours(25));
    assert_eq!(delete_due(&bench.world.db, Chance, bench.world.now()).await.expect("the worker works"), 1);
    bench.logs_in(Situation::NotDue).await;
    assert_eq!(bench.path().await, "/bekreft", "she is asked as a newcomer is");
    bench.opens("/profil").await;
    assert!(bench.text().await.contains("Du ble slettet fra registeret"));
    bench.opens("/profil/slett").await;
    bench.presses("main a.ds-button").await;
    assert_eq!((bench.value("#mobile").await, bench.value("#email").await), (String::new(), String::new()));
    bench.types("#email", "tilbake@example.no").await;
    bench.presses(CONFIRM).await;
    assert_eq!(bench.path().await, "/bekreft/kvittering");
    assert!(bench.text().await.contains("tilbake@example.no"));
}

#[tokio::test(flavor = "multi_thread")]
async fn out_and_back_on_a_phone_without_script() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.without_script().await;
    the_whole_way_out_and_back(&bench).await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn out_and_back_on_a_desktop_with_script() {
    let bench = Bench::start().await;
    bench.window(DESKTOP).await;
    the_whole_way_out_and_back(&bench).await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_can_be_asked_for_with_the_keyboard_alone() {
    let bench = Bench::start().await;
    bench.logs_in(Situation::NotDue).await;
    bench.opens("/profil/slett").await;
    for _ in 0..20 {
        bench.keys(Key::Tab).await;
        if bench.focus().await == "choice-yes" {
            break;
        }
    }
    assert_eq!(bench.focus().await, "choice-yes");
    bench.keys(" ").await;
    bench.keys(Key::Tab).await;
    bench.keys(Key::Enter).await;
    bench.waits_for("input[name=choice][value=no]").await;
    assert_eq!(bench.heading().await, "Du har bedt om å bli slettet");
    bench.ends().await;
}
