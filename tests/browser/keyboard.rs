//! Without a mouse.

use bekreft::demo::persons::Situation;
use thirtyfour::Key;

use crate::chromium::{Bench, CONFIRM};

/// The first submit button a form owns is the one Enter presses, wherever it stands on the page.
async fn enter_confirms_in(field: &str) {
    let bench = Bench::start().await;
    bench.without_script().await;
    bench.logs_in(Situation::Unverified).await;
    bench.types("#email", "person@gmial.com").await;
    bench.presses(CONFIRM).await;
    assert!(bench.has("button[value=use-suggestion]").await, "there is another button to press");
    bench.enters(field).await;
    assert_eq!(bench.path().await, "/bekreft/kvittering");
    assert!(
        bench.text().await.contains("person@gmial.com"),
        "neither another language nor the suggestion was chosen"
    );
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_in_the_number_field_confirms_and_presses_no_other_button() {
    enter_confirms_in("#mobile").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn enter_in_the_address_field_confirms_and_presses_no_other_button() {
    enter_confirms_in("#email").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tab_goes_through_the_dialog_in_reading_order_and_the_focus_is_always_seen() {
    let bench = Bench::start().await;
    bench.logs_in(Situation::DuplicateBoth).await;
    let mut stops = Vec::new();
    for _ in 0..20 {
        bench.keys(Key::Tab).await;
        let stop = bench
            .asks(
                "const e = document.activeElement, s = getComputedStyle(e), r = e.getBoundingClientRect();
                 return [e.name || e.className || e.tagName, e.value || e.getAttribute('href') || '',
                         s.outlineStyle !== 'none' || s.boxShadow !== 'none', r.width > 0 && r.top >= 0 && r.bottom <= innerHeight]",
            )
            .await;
        let name = stop[0].as_str().unwrap_or_default().to_owned();
        if name == "BODY" || name.is_empty() {
            break;
        }
        assert_eq!((stop[2].as_bool(), stop[3].as_bool()), (Some(true), Some(true)), "{stop}");
        stops.push(format!("{name} {}", stop[1].as_str().unwrap_or_default()));
        if stops.last().is_some_and(|stop| stop == "action confirm") {
            break;
        }
    }
    let wanted = [
        "ds-skip-link #content",
        "A /innboks",
        "brand /",
        "lang nb",
        "lang nn",
        "lang en",
        "ds-button ",
        "ds-link /hjelp/kontaktregisteret",
        "country NO",
        "mobile 99 99 99 99",
        "ds-link /hjelp/duplikat",
        "shared_reason_mobile no",
        "email familien@example.com",
        "ds-link /hjelp/duplikat",
        "shared_reason_email no",
        "ds-link /hjelp/postkasse",
        "action step-up",
        "action confirm",
    ];
    assert_eq!(stops, wanted);
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_skip_link_leads_to_the_contents() {
    let bench = Bench::start().await;
    bench.opens("/").await;
    bench.keys(Key::Tab).await;
    bench.keys(Key::Enter).await;
    assert_eq!(bench.focus().await, "content");
    bench.ends().await;
}
