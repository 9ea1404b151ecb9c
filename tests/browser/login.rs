//! Login with a real provider in a real browser: out, back, up, on, and out again; and the end of a session.

use std::time::{Duration, Instant};

use bekreft::demo::persons::{self, Situation};
use world::oidc::Provider;
use world::{Options, World};

use crate::chromium::{Bench, CONFIRM, DESKTOP, PHONE};

/// A world with the provider, and a service to go on to: a page of another world.
async fn bench(provider: &Provider, service: &World) -> Bench {
    let return_urls = format!("Eksempeltjenesten={}/hjelp/duplikat", service.url());
    let world = World::with_provider_and(provider, Options { return_urls, ..Options::default() }).await;
    Bench::in_world(world).await
}

fn number_of(situation: Situation) -> &'static str {
    persons::showing(situation).expect("somebody shows it").identifier.expose()
}

impl Bench {
    async fn goes(&self, url: &str) {
        self.driver.goto(url).await.expect("the page opens");
    }

    /// Fills in the provider's page.
    async fn types_at_provider(&self, number: &str) {
        self.waits_for("#pid").await;
        self.types("#pid", number).await;
        self.stays_and_presses("#login").await;
    }

    /// Logs in with the provider and comes to the dialog.
    pub async fn logs_in_at_provider(&self, situation: Situation) {
        self.opens("/bekreft").await;
        self.types_at_provider(number_of(situation)).await;
        self.waits_for("form#confirm").await;
    }

    /// The page as if it had lain open for 25 minutes: style and script count from its attributes.
    pub async fn lies_open_until_the_notice(&self) {
        let script =
            "Object.assign(document.querySelector('#session').dataset, { minutes: 0, seconds: 0 }); return 1";
        self.asks(script).await;
        for _ in 0..100 {
            if self.shows("#session button").await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        unreachable!("the notice comes");
    }

    async fn sessions(&self) -> i64 {
        self.world.count("select count(*) from session where person_identifier is not null").await
    }

    async fn level(&self) -> String {
        sqlx::query_scalar("select level from session where person_identifier is not null")
            .fetch_one(&self.world.pool)
            .await
            .expect("a session")
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn login_step_up_dialog_service_and_logout() {
    let provider = Provider::start();
    let service = World::start().await;
    let bench = bench(&provider, &service).await;
    bench.window(DESKTOP).await;
    let target = format!("{}/hjelp/duplikat", service.url());
    bench.opens(&format!("/bekreft?gotoUrl={target}")).await;
    bench.types_at_provider(number_of(Situation::Unverified)).await;
    bench.waits_for("form#confirm").await;
    assert!(bench.text().await.contains("Du er på vei til Eksempeltjenesten"));
    assert_eq!(bench.level().await, "substantial");

    // What needs a higher level asks for it with a button of the form.
    bench.types("#email", "ny@example.org").await;
    bench
        .asks(
            "const b = document.createElement('button'); b.name = 'action'; b.value = 'step-up';
             b.setAttribute('form', 'confirm'); document.body.append(b); b.click(); return 1",
        )
        .await;
    bench.waits_for("#pid").await;
    assert_eq!(bench.value("#level").await, "high", "that is what was asked for");
    bench.types_at_provider(number_of(Situation::Unverified)).await;
    bench.waits_for("form#confirm").await;
    assert_eq!(bench.level().await, "high");
    assert_eq!(bench.value("#email").await, "ny@example.org", "everything kept");

    bench.stays_and_presses(CONFIRM).await;
    bench.waits_for("h1").await;
    for _ in 0..200 {
        if bench.driver.current_url().await.expect("an address").as_str() == target {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(bench.driver.current_url().await.expect("an address").as_str(), target);

    // The service sends her here again: she is not due, and is back there at once.
    bench.goes(&format!("{}/bekreft?gotoUrl={target}", bench.world.url())).await;
    assert_eq!(bench.driver.current_url().await.expect("an address").as_str(), target);

    // Logging out here logs out there, by itself.
    bench.opens("/bekreft/kvittering").await;
    bench.presses(".site-header form button").await;
    for _ in 0..400 {
        if bench.path().await == "/utlogget" {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert_eq!(
        (bench.path().await.as_str(), bench.heading().await.as_str()),
        ("/utlogget", "Du er logget ut")
    );
    assert_eq!(bench.sessions().await, 0);
    bench.opens("/bekreft").await;
    bench.waits_for("#pid").await;
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_on_a_phone_without_script_in_nynorsk() {
    let provider = Provider::start();
    let service = World::start().await;
    let bench = bench(&provider, &service).await;
    bench.window(PHONE).await;
    bench.without_script().await;
    let target = format!("{}/hjelp/duplikat", service.url());
    bench.opens("/?lang=nn").await;
    bench.opens(&format!("/bekreft?gotoUrl={target}")).await;
    bench.waits_for("#pid").await;
    assert_eq!(bench.element("html").await.attr("lang").await.expect("it has one").as_deref(), Some("nn"));
    bench.types_at_provider(number_of(Situation::Due)).await;
    bench.waits_for("form#confirm").await;
    assert_eq!(bench.heading().await, "Er kontaktopplysningane dine rette?");
    bench.presses(CONFIRM).await;
    assert_eq!(bench.driver.current_url().await.expect("an address").as_str(), target);
    bench.opens("/bekreft/kvittering").await;
    bench.presses(".site-header form button").await;
    assert_eq!(bench.heading().await, "Du er logga ut her");
    assert_eq!(bench.sessions().await, 0, "over here already, whatever she presses");
    bench.stays_and_presses("form[data-send] button").await;
    bench.waits_for("#logout, form.logoutForm button").await;
    bench.stays_and_presses("#logout").await;
    bench.waits_for("footer.site-footer").await;
    assert_eq!(
        (bench.path().await.as_str(), bench.heading().await.as_str()),
        ("/utlogget", "Du er logga ut")
    );
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_logout_at_the_provider_ends_our_session_within_a_second_through_a_frame_without_our_cookie() {
    let provider = Provider::start();
    // The provider says nothing directly, so the frame must do it.
    provider.settings(&serde_json::json!({ "backchannel": false, "slash": true })).await;
    let service = World::start().await;
    let bench = bench(&provider, &service).await;
    bench.opens("/bekreft").await;
    bench.types_at_provider(number_of(Situation::Due)).await;
    bench.waits_for("form#confirm").await;
    assert_eq!(bench.sessions().await, 1);
    let started = Instant::now();
    bench.goes(&format!("{}/logout", provider.issuer())).await;
    while bench.sessions().await > 0 && started.elapsed() < Duration::from_secs(10) {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(bench.sessions().await, 0);
    let notes: Vec<String> = sqlx::query_scalar("select action from login_event order by id")
        .fetch_all(&bench.world.pool)
        .await
        .expect("notes");
    assert_eq!(notes, ["login", "front_channel_logout"]);
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn giving_up_at_the_provider_leads_to_a_page_with_a_way_on() {
    let provider = Provider::start();
    let service = World::start().await;
    let bench = bench(&provider, &service).await;
    bench.window(PHONE).await;
    let target = format!("{}/hjelp/duplikat", service.url());
    bench.opens(&format!("/bekreft?gotoUrl={target}")).await;
    bench.waits_for("#cancel").await;
    bench.stays_and_presses("#cancel").await;
    bench.waits_for("footer.site-footer").await;
    assert_eq!(bench.heading().await, "Innloggingen ble avbrutt");
    bench.presses("nav.lang a[lang=en]").await;
    assert_eq!(bench.heading().await, "The login was cancelled");
    bench.presses("main p a.ds-link").await;
    assert_eq!(bench.driver.current_url().await.expect("an address").as_str(), target);
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_of_a_session_is_shown_without_script_and_staying_keeps_what_is_typed() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.logs_in(Situation::Due).await;
    assert!(!bench.shows("#session").await, "not yet");
    assert!(!bench.shows("#session button").await, "not to be reached by Tab either");
    // Two hours are over in four minutes: said as the page comes, by its style alone.
    sqlx::query("update session set expires_at = $1")
        .bind(bench.world.now() + time::Duration::minutes(4))
        .execute(&bench.world.pool)
        .await
        .expect("near its last end");
    bench.without_script().await;
    bench.opens("/bekreft").await;
    bench.waits_for("#session").await;
    assert!(bench.shows(".session-first").await && bench.shows("#session button").await);
    assert!(!bench.shows(".session-last").await && !bench.shows(".session-over").await);
    bench.types("#email", "ny@example.org").await;
    bench.presses("#session button").await;
    assert_eq!(bench.path().await, "/testid", "a new login");
    bench.presses(&format!("button.hit[value='{}']", number_of(Situation::Due))).await;
    assert_eq!(bench.value("#email").await, "ny@example.org");
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn with_script_the_end_is_read_aloud_and_staying_leaves_the_page_as_it_is() {
    let bench = Bench::start().await;
    bench.logs_in(Situation::Due).await;
    bench.types("#email", "ny@example.org").await;
    bench.lies_open_until_the_notice().await;
    assert!(bench.shows(".session-first").await);
    let before = bench.element("html").await;
    bench.stays_and_presses("#session button").await;
    for _ in 0..100 {
        if !bench.shows("#session button").await {
            break;
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    assert!(!bench.shows("#session button").await, "put off for half an hour");
    assert!(before.tag_name().await.is_ok(), "the same page");
    assert_eq!(bench.value("#email").await, "ny@example.org");
    let said = bench.asks("return document.querySelector('#session-status').textContent").await;
    assert!(said.as_str().is_some_and(|said| said.starts_with("Du er innlogget til klokken ")), "{said}");
    assert_eq!(bench.focus().await, "email", "where she was");
    bench.ends().await;
}
