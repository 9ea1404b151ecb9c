//! Choosing a digital mailbox, as citizens do it.

use bekreft::demo::persons::{self, Situation};
use bekreft::i18n::{Locale, Tr};
use thirtyfour::Key;
use time::Duration;

use crate::chromium::{Bench, CONFIRM, DESKTOP, PHONE};

async fn stored_provider(bench: &Bench, situation: Situation) -> Option<String> {
    let number = persons::showing(situation).expect("somebody shows it").identifier.expose();
    sqlx::query_scalar("select mailbox_provider from person where person_identifier = $1")
        .bind(number)
        .fetch_one(&bench.world.pool)
        .await
        .expect("she is in the register")
}

/// No is chosen already, yes shows the providers, and none of them is favoured; then the choice is changed and given up on
/// the profile.
async fn the_whole_journey(bench: &Bench, locale: Locale) {
    let tr = Tr::new(locale);
    bench.opens(&format!("/?lang={}", locale.tag())).await;
    bench.logs_in_at_high_level(Situation::Due).await;
    assert!(!bench.shows("#provider-digipost").await, "hidden as long as the answer is no");
    bench.stays_and_presses("label[for=mailbox-yes]").await;
    assert!(bench.shows("#provider-digipost").await && bench.shows("#provider-eboks").await);
    bench.presses(CONFIRM).await;
    assert_eq!(bench.focus().await, "ds-error-summary");
    bench.stays_and_presses(".ds-error-summary a[href='#provider-digipost']").await;
    assert_eq!(bench.focus().await, "provider-digipost");
    bench.stays_and_presses("label[for=provider-digipost]").await;
    bench.presses(CONFIRM).await;
    assert_eq!(bench.path().await, "/bekreft/kvittering");
    assert!(bench.text().await.contains("Digipost"));
    assert_eq!(stored_provider(bench, Situation::Due).await.as_deref(), Some("digipost"));

    bench.opens("/profil/postkasse").await;
    bench.stays_and_presses("label[for=choice-eboks]").await;
    bench.presses("#choice button.ds-button").await;
    assert!(bench.text().await.contains(&tr.mailbox_done("e-Boks")));
    assert_eq!(stored_provider(bench, Situation::Due).await.as_deref(), Some("eboks"));
    bench.stays_and_presses("label[for=choice-none]").await;
    bench.presses("#choice button.ds-button").await;
    assert!(bench.text().await.contains(tr.mailbox_done_none()));
    assert_eq!(stored_provider(bench, Situation::Due).await, None);

    bench.opens("/profil").await;
    bench.element("details:has(.history) summary").await.click().await.expect("it opens");
    let text = bench.text().await;
    for words in [
        tr.profile_change_mailbox_chosen(),
        tr.profile_change_mailbox_changed(),
        tr.profile_change_mailbox_removed(),
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_is_chosen_changed_and_given_up_on_a_phone_without_script_in_each_language() {
    for locale in Locale::ALL {
        let bench = Bench::start().await;
        bench.window(PHONE).await;
        bench.without_script().await;
        the_whole_journey(&bench, locale).await;
        bench.ends().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_is_chosen_changed_and_given_up_on_a_desktop_with_script() {
    let bench = Bench::start().await;
    bench.window(DESKTOP).await;
    the_whole_journey(&bench, Locale::Nb).await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_login_at_the_high_level_comes_back_to_the_dialog_with_everything_typed() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.without_script().await;
    bench.logs_in(Situation::MobileOnly).await;
    bench.types("#email", "ny@example.no").await;
    bench.presses("button[value=step-up]").await;
    assert_eq!(bench.path().await, "/testid");
    let number = persons::showing(Situation::MobileOnly).expect("she is there").identifier.expose();
    bench.presses(&format!("button.hit[value='{number}']")).await;
    assert_eq!(bench.value("#email").await, "ny@example.no");
    assert!(bench.has("#mailbox-yes").await);
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_provider_is_down_in_the_middle_and_the_choice_comes_true_afterwards() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.without_script().await;
    bench.logs_in_at_high_level(Situation::EmailOnly).await;
    bench.stays_and_presses("label[for=mailbox-yes]").await;
    bench.stays_and_presses("label[for=provider-eboks]").await;
    bench.world.provider_behaves("eboks", "down").await;
    bench.presses(CONFIRM).await;
    assert!(bench.text().await.contains("vi venter på svar fra leverandøren"));
    bench.world.provider_behaves("eboks", "works").await;
    bench.world.advance(Duration::minutes(1));
    bench.world.runs_errands().await;
    bench.world.works().await;
    bench.opens("/bekreft/kvittering").await;
    let text = bench.text().await;
    assert!(!text.contains("vi venter på svar") && text.contains("e-Boks"));
    bench.world.advance(Duration::minutes(1));
    bench.opens("/innboks").await;
    assert!(bench.text().await.contains("Du har valgt e-Boks som digital postkasse"));
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn arrow_keys_answer_and_enter_confirms() {
    let bench = Bench::start().await;
    bench.logs_in_at_high_level(Situation::Due).await;
    bench.stays_and_presses("label[for=mailbox-no]").await;
    bench.keys(Key::Up).await;
    assert_eq!(bench.focus().await, "mailbox-yes");
    bench.keys(Key::Tab).await;
    assert!(bench.focus().await.starts_with("provider-"));
    bench.keys(Key::Down).await;
    bench.keys(Key::Enter).await;
    bench.waits_for("h1").await;
    for _ in 0..100 {
        if bench.path().await == "/bekreft/kvittering" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(bench.path().await, "/bekreft/kvittering");
    assert!(stored_provider(&bench, Situation::Due).await.is_some());
    bench.ends().await;
}
