//! From first page to saved row, as citizens do it.

use bekreft::demo::persons::{self, Situation};
use world::World;

use crate::chromium::{Bench, CONFIRM, DESKTOP, PHONE};

async fn stored_mobile(world: &World, situation: Situation) -> Option<String> {
    let number = persons::showing(situation).expect("somebody shows it").identifier.expose();
    sqlx::query_scalar("select mobile from person where person_identifier = $1")
        .bind(number)
        .fetch_one(&world.pool)
        .await
        .expect("she is in the register")
}

/// Both warnings in bokmål, nynorsk and English with typed values kept, the number mended, the receipt, no dialog again.
async fn the_whole_journey_of_the_duplicate(bench: &Bench) {
    bench.logs_in(Situation::DuplicateBoth).await;
    assert_eq!(bench.heading().await, "Er kontaktopplysningene dine korrekte?");
    let text = bench.text().await;
    assert!(text.contains("Dette mobilnummeret er registrert på andre personer."));
    assert!(text.contains("Denne e-postadressen er registrert på andre personer."));

    bench.types("#mobile", "400 12 3").await;
    bench.presses("nav.lang button[value=nn]").await;
    assert_eq!(bench.heading().await, "Er kontaktopplysningane dine rette?");
    assert_eq!(bench.value("#mobile").await, "400 12 3");
    assert!(bench.text().await.contains("Denne e-postadressa er registrert på andre personar."));
    bench.presses("nav.lang button[value=en]").await;
    assert_eq!(bench.heading().await, "Maintain your contact information here");
    assert_eq!(bench.value("#mobile").await, "400 12 3");

    bench.presses(CONFIRM).await;
    assert!(bench.title().await.starts_with("Error: "));
    assert_eq!(bench.focus().await, "ds-error-summary");
    bench.stays_and_presses(".ds-error-summary a[href='#mobile']").await;
    assert_eq!(bench.focus().await, "mobile");
    bench.types("#mobile", "400 12 345").await;
    bench.presses(CONFIRM).await;
    assert_eq!(bench.path().await, "/bekreft/kvittering");
    assert_eq!(bench.heading().await, "Thank you, your information is confirmed");
    assert_eq!(stored_mobile(&bench.world, Situation::DuplicateBoth).await.as_deref(), Some("+4740012345"));

    bench.presses("main form button").await;
    assert_eq!(bench.heading().await, "You have logged out");
    bench.logs_in(Situation::DuplicateBoth).await;
    assert_eq!(bench.path().await, "/bekreft/kvittering", "no dialog for 90 days");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_duplicate_person_goes_all_the_way_on_a_phone_without_script() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.without_script().await;
    the_whole_journey_of_the_duplicate(&bench).await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_duplicate_person_goes_all_the_way_on_a_desktop_with_script() {
    let bench = Bench::start().await;
    bench.window(DESKTOP).await;
    the_whole_journey_of_the_duplicate(&bench).await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_registers_with_a_mistyped_address_and_one_press_mends_it() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.without_script().await;
    bench.logs_in(Situation::Nothing).await;
    bench.types("#mobile", "+47 400 54 321").await;
    bench.types("#email", "ny@hotmial.com").await;
    bench.presses(CONFIRM).await;
    assert!(bench.text().await.contains("Mente du ny@hotmail.com?"));
    assert!(bench.focus().await.contains("ds-alert"), "the reader hears why the page came back");
    bench.presses("button[value=use-suggestion]").await;
    assert_eq!(bench.value("#email").await, "ny@hotmail.com");
    bench.presses(CONFIRM).await;
    assert!(bench.text().await.contains("+47 40 05 43 21"));
    assert_eq!(stored_mobile(&bench.world, Situation::Nothing).await.as_deref(), Some("+4740054321"));
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_foreign_country_is_chosen_in_the_list() {
    let bench = Bench::start().await;
    bench.logs_in(Situation::MobileOnly).await;
    bench.element("#country").await.send_keys("Sver").await.expect("typing chooses");
    assert_eq!(bench.value("#country").await, "SE");
    bench.types("#mobile", "070-174 06 10").await;
    bench.presses(CONFIRM).await;
    assert_eq!(stored_mobile(&bench.world, Situation::MobileOnly).await.as_deref(), Some("+46701740610"));
    bench.ends().await;
}

/// Browsers hold a POST that leads elsewhere against the page's `form-action`: only a real one shows that it gets through.
#[tokio::test(flavor = "multi_thread")]
async fn the_citizen_arrives_at_the_service_she_came_from() {
    let bench = Bench::start().await;
    bench.without_script().await;
    bench.opens("/").await;
    bench.presses("a[href*=gotoUrl]").await;
    assert_eq!(bench.path().await, "/testid");
    let number = persons::showing(Situation::Due).expect("she is there").identifier.expose();
    bench.presses(&format!("button.hit[value='{number}']")).await;
    assert!(bench.text().await.contains("Du er på vei til Eksempeletaten"));
    bench.presses(CONFIRM).await;
    assert_eq!(bench.heading().await, "Du er framme hos Eksempeletaten");
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_on_another_origin_is_reached_too() {
    let elsewhere = World::start().await;
    let options = world::Options {
        return_urls: format!("Nabotjenesten={}/", elsewhere.url()),
        ..world::Options::default()
    };
    let bench = Bench::start().await;
    let here = World::with(options).await;
    persons::refresh(&here.db, here.now()).await.expect("the demo persons come in");
    let enter = format!("{}/bekreft?gotoUrl={}/hjelp/duplikat", here.url(), elsewhere.url());
    bench.driver.goto(enter).await.expect("the page opens");
    let number = persons::showing(Situation::Due).expect("she is there").identifier.expose();
    bench.presses(&format!("button.hit[value='{number}']")).await;
    bench.presses(CONFIRM).await;
    let url = bench.driver.current_url().await.expect("an address");
    assert_eq!(url.as_str(), format!("{}/hjelp/duplikat", elsewhere.url()));

    // Somebody who is not due is sent there by the login itself.
    bench.driver.delete_all_cookies().await.expect("a new visitor");
    bench
        .driver
        .goto(format!("{}/bekreft?gotoUrl={}/utlogget", here.url(), elsewhere.url()))
        .await
        .expect("the page");
    let number = persons::showing(Situation::NotDue).expect("she is there").identifier.expose();
    bench.presses(&format!("button.hit[value='{number}']")).await;
    let url = bench.driver.current_url().await.expect("an address");
    assert_eq!(url.as_str(), format!("{}/utlogget", elsewhere.url()));
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_after_logging_out_shows_nothing_personal() {
    let bench = Bench::start().await;
    bench.logs_in(Situation::Due).await;
    let address = bench.value("#email").await;
    bench.presses(".site-header form button").await;
    assert_eq!(bench.heading().await, "Du er logget ut");
    bench.driver.back().await.expect("the browser goes back");
    let mut shown = true;
    for _ in 0..40 {
        shown = bench.driver.source().await.is_ok_and(|page| page.contains(&address));
        if !shown && bench.path().await == "/testid" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert!(!shown, "the page before is not shown again");
    assert_eq!(bench.path().await, "/testid", "login comes first");
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_double_press_confirms_once_and_arrives() {
    let bench = Bench::start().await;
    bench.logs_in(Situation::Due).await;
    bench
        .asks("const b = document.querySelector('form#confirm > button'); b.click(); b.click(); return 1")
        .await;
    for _ in 0..100 {
        if bench.path().await == "/bekreft/kvittering" {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    assert_eq!(bench.path().await, "/bekreft/kvittering");
    assert_eq!(bench.world.count("select count(*) from audit_event").await, 1);
    bench.ends().await;
}
