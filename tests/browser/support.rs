//! The support desk, as those who work there use it.

use bekreft::demo::persons::{Situation, showing};

use crate::chromium::Bench;

impl Bench {
    /// Logs in at the support desk.
    pub async fn is_support(&self, who: &str) {
        self.opens("/testid/stotte").await;
        self.stays_and_presses(&format!("label[for=who-{who}]")).await;
        self.presses("main form button").await;
    }

    /// Looks somebody up and comes to her page.
    async fn looks_up(&self, value: &str) {
        self.opens("/stotte/oppslag").await;
        self.types("#look-value", value).await;
        self.presses("#look button").await;
    }
}

/// From the look-up to the citizen who gets codes again.
#[tokio::test(flavor = "multi_thread")]
async fn a_locked_out_citizen_is_helped_by_two_of_support() {
    let bench = Bench::start().await;
    let person = showing(Situation::Unverified).expect("a person of the demo");
    sqlx::query(
        "insert into wrong_try (person_identifier, channel, tried_at)
         select $1, 'mobile', $2::timestamptz - interval '1 minute' from generate_series(1, 15)",
    )
    .bind(person.identifier.expose())
    .bind(bench.world.now())
    .execute(&bench.world.pool)
    .await
    .expect("wrong tries");
    bench.logs_in(Situation::Unverified).await;
    bench.opens("/bekreft/endre").await;
    bench.presses("button[value=send-sms]").await;
    assert!(bench.text().await.contains("Det er skrevet inn feil kode mange ganger"));

    bench.is_support("asks").await;
    bench.looks_up(person.identifier.expose()).await;
    let text = bench.text().await;
    assert!(text.contains("Det er skrevet inn feil kode mange ganger") && text.contains("*****"));
    assert!(!text.contains(person.identifier.expose()));
    bench.stays_and_presses("#limits summary").await;
    bench.presses("#limits form button").await;
    assert!(bench.text().await.contains("Du har bedt om dette selv"));

    bench.is_support("decides").await;
    bench.opens("/stotte/saker").await;
    bench.presses("#open button[value=approve]").await;
    assert!(bench.text().await.contains("Grensen er fjernet."));

    bench.logs_in(Situation::Unverified).await;
    bench.opens("/profil").await;
    bench
        .driver
        .execute("document.querySelectorAll('details').forEach(row => { row.open = true })", Vec::new())
        .await
        .expect("open");
    let text = bench.text().await;
    assert!(text.contains("En grense for koder på SMS ble fjernet, så du kan prøve igjen"));
    assert!(text.contains("slo deg opp (prøving med syntetiske data)"));
    bench.opens("/bekreft/endre").await;
    bench.presses("button[value=send-sms]").await;
    assert!(bench.text().await.contains("Kode fra SMS"));
    bench.ends().await;
}
