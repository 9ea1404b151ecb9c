//! The pages of the console, and how to come to them.

use bekreft::actions::index_persons::index_some;
use bekreft::demo::persons::Situation;

use crate::chromium::{Bench, CONFIRM};

/// A state of a page of the console.
#[derive(Clone, Copy, Debug)]
pub enum Console {
    /// As somebody who may look.
    Page(&'static str),
    /// What a citizen saw: all of it, or the last step alone.
    Film(Situation, bool),
    /// The search, with this query, everything unfolded, and one search kept.
    Search(&'static str),
    /// A page of the support desk, as an approver; somebody is locked out.
    Desk(&'static str),
    /// Somebody looks for this at the support desk.
    LooksUp(&'static str),
}

pub const CONSOLE: &[Console] = &[
    Console::Page("/stotte"),
    Console::Page("/stotte?kode=7K3M"),
    Console::Page("/stotte/flyt/0000-0000"),
    Console::Page("/stotte/skjermbilder?gruppe=feil"),
    Console::Page("/stotte/skjermbilder?q=ikkje+brukast"),
    Console::Page("/stotte/skjermbilder/kode-sms-brukt-opp?sprak=nn&bredde=bred"),
    Console::Page("/stotte/scenarier"),
    Console::Page("/stotte/scenarier/feil-kode-fem-ganger"),
    Console::Film(Situation::Unverified, false),
    Console::Film(Situation::Unverified, true),
    Console::Search(""),
    Console::Search("status=aktiv&mobil=ja&duplikat=nei&alder=45-66&melding=lagret"),
    Console::Search("varsling=kan&reservasjon=ja"),
    Console::Desk("/stotte/oppslag"),
    Console::Desk("/stotte/saker"),
    Console::Desk("/stotte/saker?utfall=egen"),
    Console::Desk("/stotte/person/1"),
    Console::Desk("/stotte/person/1?mangler=grunn"),
    Console::Desk("/stotte/person/1?visning=relasjoner"),
    Console::Desk("/stotte/person/1?visning=kilde"),
    Console::Desk("/stotte/person/999999"),
    Console::LooksUp("99 99 99 99"),
    Console::LooksUp("nei"),
    Console::LooksUp("40 00 00 99"),
];

impl Bench {
    pub async fn comes_to_console(&self, state: Console, lang: &str) {
        if let Console::Film(situation, is_last) = state {
            return self.comes_to_film(situation, is_last, lang).await;
        }
        if matches!(state, Console::Desk(_)) {
            self.locks_somebody_out().await;
        }
        self.opens(&format!("/?lang={lang}")).await;
        let who = if matches!(state, Console::Desk(_)) { "asks" } else { "viewer" };
        self.is_support(who).await;
        match state {
            Console::Page(path) => self.opens(path).await,
            Console::Desk(path) => {
                self.opens(path).await;
                self.unfolds_everything().await;
            }
            Console::Search(query) => self.searches(query).await,
            Console::LooksUp(value) => {
                self.opens("/stotte/oppslag").await;
                self.types("#look-value", value).await;
                self.presses("#look button").await;
            }
            Console::Film(..) => {}
        }
    }

    async fn comes_to_film(&self, situation: Situation, is_last: bool, lang: &str) {
        self.opens(&format!("/?lang={lang}")).await;
        self.logs_in(situation).await;
        self.opens("/bekreft/endre").await;
        self.types("#mobile", "22 22 55 55").await;
        self.presses(CONFIRM).await;
        let code = self.element("footer p").await.text().await.expect("the code");
        let code = code.rsplit(' ').next().expect("a code").to_owned();
        self.is_support("viewer").await;
        self.opens(&format!("/stotte/flyt/{code}")).await;
        if is_last {
            self.presses(".film li:last-child h3 a").await;
        }
    }

    async fn searches(&self, query: &str) {
        while index_some(&self.world.db, self.world.now()).await.expect("the search is up to date").more_waits
        {
        }
        let name = "Eldre uten varsling, med kommunikasjonspreferansevalgmuligheter og uten e-post";
        self.opens("/stotte/sok?epost=nei").await;
        self.types("#name", &name[..60]).await;
        self.presses("#save button").await;
        self.opens(&format!("/stotte/sok?{query}")).await;
        self.unfolds_everything().await;
    }

    /// What is folded unfolds slowly; what is looked at is how it lies then.
    pub async fn unfolds_everything(&self) {
        let open = "const still = new CSSStyleSheet();
            still.replaceSync('*, *::details-content { transition: none !important }');
            document.adoptedStyleSheets = [still];
            document.querySelectorAll('details').forEach(row => { row.open = true })";
        self.driver.execute(open, Vec::new()).await.expect("everything unfolds");
    }

    async fn locks_somebody_out(&self) {
        sqlx::query(
            "insert into wrong_try (person_identifier, channel, tried_at)
             select person_identifier, 'mobile', $1 from person, generate_series(1, 15) where id = 1",
        )
        .bind(self.world.now())
        .execute(&self.world.pool)
        .await
        .expect("wrong tries");
    }
}
