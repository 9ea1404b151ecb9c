//! Every page state, in every language, on a phone and a desktop, light and dark: looked at by axe, and fitting its window.

use std::fs;

use bekreft::demo::persons::{Situation, showing};
use bekreft::i18n::Locale;
use world::customers::{CUSTOMER, OTHER_CUSTOMER};
use world::oidc::Provider;
use world::{Options, World};

use crate::chromium::{Bench, CONFIRM, Window};

const LOOK: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, {resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
       .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.map(n => n.html).join(' | '))), e => done([String(e)]))";

/// How to come to a page state.
#[derive(Clone, Copy, Debug)]
enum Way {
    Public(&'static str),
    LoggedIn(Situation, &'static str),
    /// Searches the help pages for this.
    Searches(&'static str),
    Confirms(Situation, &'static str, &'static str),
    /// Presses a button of the dialog with this number in it, and enters this code when there is one.
    Asks(Situation, &'static str, &'static str, Option<&'static str>),
    Inbox,
    /// Logged in at the high level.
    High(Situation, &'static str),
    /// Says yes to a mailbox in the dialog, and names this provider if there is one, which is down.
    WantsMailbox(Situation, Option<&'static str>),
    /// The notice that the session is about to end, on this page.
    Notice(&'static str),
    /// Logged out here and not at the provider.
    LoggedOutHere,
    /// A page of the console.
    Console(&'static str),
    /// Has been looked up, with a customer of a long name among those who did it; all rows of the profile are open.
    LookedUp(Situation, &'static str),
    /// Asks to be deleted, with or without the tick.
    Leaves(Situation, bool),
}

const STATES: &[Way] = &[
    Way::Public("/"),
    Way::Public("/testid"),
    Way::Public("/testid?nullstilt"),
    Way::Public("/testid/tjeneste"),
    Way::Public("/hjelp/duplikat"),
    Way::Public("/hjelp/kontaktregisteret"),
    Way::Public("/hjelp"),
    Way::Searches("epost"),
    Way::Searches("xyzzy"),
    Way::Public("/hjelp/verifikasjon"),
    Way::Public("/hjelp/reservasjon"),
    Way::Public("/hjelp/personvern"),
    Way::Public("/hjelp/postkasse"),
    Way::Public("/hjelp/tilgjengelighet"),
    Way::Public("/api-docs"),
    Way::Public("/utlogget"),
    Way::Public("/finnes-ikke"),
    Way::Public("/logginn/hindring?grunn=cancelled"),
    Way::Public("/logginn/hindring?grunn=no_person_identifier"),
    Way::Public("/stotte/utlogget"),
    Way::Notice("/bekreft"),
    Way::Notice("/bekreft/kvittering"),
    Way::LoggedOutHere,
    Way::Console("/stotte"),
    Way::Console("/stotte/scenarier"),
    Way::Console("/stotte/scenarier/feil-kode-fem-ganger"),
    Way::Public("/testid/scenario"),
    Way::Public("/testid/scenario?fil=rett-kode-fra-sms"),
    Way::LoggedIn(Situation::Due, "/profil"),
    Way::LoggedIn(Situation::Digipost, "/profil"),
    Way::LookedUp(Situation::NotDue, "/profil"),
    Way::LookedUp(Situation::NotDue, "/profil/utskrift"),
    Way::LoggedIn(Situation::Digipost, "/profil/utskrift"),
    Way::LoggedIn(Situation::DuplicateBoth, "/profil"),
    Way::LoggedIn(Situation::Reserved, "/profil/reservasjon"),
    Way::LoggedIn(Situation::Nothing, "/profil/reservasjon?lagret=no"),
    Way::LoggedIn(Situation::Nynorsk, "/profil/sprak"),
    Way::LoggedIn(Situation::Digipost, "/profil/postkasse"),
    Way::High(Situation::Digipost, "/profil/postkasse?lagret=digipost"),
    Way::High(Situation::MobileOnly, "/profil/postkasse?lagret=none"),
    Way::High(Situation::DigipostReserved, "/profil/postkasse"),
    Way::High(Situation::Nothing, "/profil/postkasse"),
    Way::High(Situation::Due, "/bekreft"),
    Way::High(Situation::EBoks, "/bekreft/endre"),
    Way::High(Situation::Reserved, "/bekreft/endre"),
    Way::WantsMailbox(Situation::EmailOnly, None),
    Way::WantsMailbox(Situation::Unverified, Some("digipost")),
    Way::LoggedIn(Situation::Sami, "/profil/slett"),
    Way::LoggedIn(Situation::Deleted, "/profil/slett"),
    Way::LoggedIn(Situation::Deleted, "/profil"),
    // The wish stays from here on.
    Way::Leaves(Situation::English, false),
    Way::Leaves(Situation::English, true),
    Way::LoggedIn(Situation::English, "/profil"),
    Way::LoggedIn(Situation::English, "/bekreft/endre"),
    Way::LoggedIn(Situation::Due, "/bekreft"),
    Way::LoggedIn(Situation::DuplicateBoth, "/bekreft"),
    Way::LoggedIn(Situation::Unverified, "/bekreft"),
    Way::LoggedIn(Situation::NineteenMonths, "/bekreft"),
    Way::LoggedIn(Situation::ForeignNumber, "/bekreft"),
    Way::LoggedIn(Situation::Nothing, "/bekreft"),
    Way::LoggedIn(Situation::NotDue, "/bekreft/kvittering"),
    Way::LoggedIn(Situation::ReservedEmpty, "/bekreft/kvittering"),
    Way::Confirms(Situation::MobileOnly, "12", "feil"),
    Way::Confirms(Situation::Digipost, "99 99 99 99", "kari@gmial.com"),
    Way::Confirms(Situation::EBoks, "", "familien@example.com"),
    Way::Asks(Situation::Unverified, "send-sms", "90 01 00 43", None),
    Way::Asks(Situation::Unverified, "send-sms", "90 01 00 44", Some("000000")),
    Way::Asks(Situation::Unverified, "send-email", "90 01 00 44", Some("feil")),
    // The third new number of the day, and the fourth.
    Way::Asks(Situation::Unverified, "send-sms", "40 00 00 07", None),
    Way::Asks(Situation::Unverified, "send-sms", "90 01 00 45", None),
    Way::Inbox,
];

impl Bench {
    async fn comes_to(&self, way: Way, locale: Locale) {
        let lang = locale.tag();
        match way {
            Way::Public(path) => {
                let sign = if path.contains('?') { '&' } else { '?' };
                self.opens(&format!("{path}{sign}lang={lang}")).await;
            }
            Way::Searches(words) => {
                self.opens(&format!("/hjelp?lang={lang}")).await;
                self.types("#q", words).await;
                self.presses("#search button").await;
            }
            Way::Inbox => self.opens(&format!("/innboks?lang={lang}")).await,
            Way::Notice(path) => {
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in(Situation::Due).await;
                self.opens(path).await;
                self.lies_open_until_the_notice().await;
            }
            Way::LoggedOutHere => {
                self.driver.delete_all_cookies().await.expect("a new visitor");
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in_at_provider(Situation::Due).await;
                self.without_script().await;
                self.presses(".site-header form button").await;
                self.with_script().await;
            }
            Way::Console(path) => {
                self.opens(&format!("/testid/stotte?lang={lang}")).await;
                self.presses("main form button").await;
                self.opens(path).await;
            }
            Way::Leaves(situation, is_sure) => {
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in(situation).await;
                self.opens("/profil/slett").await;
                if is_sure {
                    self.element("#choice-yes").await.click().await.expect("a tick");
                }
                self.presses("#choice button").await;
            }
            Way::Asks(situation, action, mobile, code) => {
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in(situation).await;
                self.opens("/bekreft/endre").await;
                self.types("#mobile", mobile).await;
                self.presses(&format!("button[value={action}]")).await;
                self.world.works().await;
                if let Some(code) = code {
                    self.types("#code", code).await;
                    self.presses("#verify button").await;
                }
            }
            Way::LoggedIn(situation, path) => {
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in(situation).await;
                self.opens(path).await;
            }
            Way::LookedUp(situation, path) => {
                self.is_looked_up(situation).await;
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in(situation).await;
                self.opens(path).await;
                // They unfold slowly; what is looked at is how they lie then.
                let open = "const still = new CSSStyleSheet();
                    still.replaceSync('*, *::details-content { transition: none !important }');
                    document.adoptedStyleSheets = [still];
                    document.querySelectorAll('details').forEach(row => { row.open = true })";
                self.driver.execute(open, Vec::new()).await.expect("the rows open");
            }
            Way::High(situation, path) => {
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in_at_high_level(situation).await;
                self.opens(path).await;
            }
            Way::WantsMailbox(situation, provider) => {
                self.world.provider_behaves("digipost", "down").await;
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in_at_high_level(situation).await;
                self.opens("/bekreft/endre").await;
                self.stays_and_presses("label[for=mailbox-yes]").await;
                if let Some(provider) = provider {
                    self.stays_and_presses(&format!("label[for=provider-{provider}]")).await;
                }
                self.presses(CONFIRM).await;
            }
            Way::Confirms(situation, mobile, email) => {
                self.opens(&format!("/?lang={lang}")).await;
                self.logs_in(situation).await;
                self.types("#mobile", mobile).await;
                self.types("#email", email).await;
                self.presses(CONFIRM).await;
            }
        }
    }

    async fn is_looked_up(&self, situation: Situation) {
        let person = showing(situation).expect("a person of the demo");
        let long = "Nasjonalt kompetansesenter for innbyggerinvolvering, brukermedvirkning og digitaliseringsberedskap";
        self.world.customer(CUSTOMER, "Digitaliseringsdirektoratet").await;
        self.world.customer(OTHER_CUSTOMER, long).await;
        for (customer, purpose) in
            [(CUSTOMER, "contact"), (OTHER_CUSTOMER, "contact_and_mailbox"), ("313409953", "mailbox")]
        {
            for day in ["2026-03-17", "2026-03-18"] {
                sqlx::query(
                    "insert into access_log (person_id, day, consumer, purpose, times, first_at, last_at)
                     select id, $2::date, $3, $4, 1234, now(), now() from person where person_identifier = $1
                     on conflict do nothing",
                )
                .bind(person.identifier.expose())
                .bind(day)
                .bind(customer)
                .bind(purpose)
                .execute(&self.world.pool)
                .await
                .expect("a line");
            }
        }
    }

    async fn is_accessible(&self, where_: &str) {
        let violations = self.driver.execute_async(LOOK, Vec::new()).await.expect("axe runs").json().clone();
        assert_eq!(violations, serde_json::json!([]), "{where_}");
    }

    async fn fits_the_window(&self, where_: &str) {
        let overflow = self.asks("return document.documentElement.scrollWidth - innerWidth").await;
        assert!(
            overflow.as_i64().is_some_and(|pixels| pixels <= 0),
            "{where_} scrolls sideways by {overflow}"
        );
    }
}

async fn every_state_is_accessible(locale: Locale) {
    let axe = world::root().join("tests/tools/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(axe).expect("axe-core is there; `scripts/setup.sh test` fetches it");
    let provider = Provider::start();
    let settings = world::login::citizens_at(provider.issuer());
    let world = World::with(Options { settings, ..Options::default() }).await;
    world.is_known_to(&provider).await;
    let bench = Bench::in_world(world).await;
    for way in STATES {
        bench.comes_to(*way, locale).await;
        assert_eq!(
            bench.element("html").await.attr("lang").await.expect("attributes").as_deref(),
            Some(locale.tag())
        );
        bench.driver.execute(axe.as_str(), Vec::new()).await.expect("axe is there");
        for width in [375, 1280] {
            for dark in [false, true] {
                bench.window(Window { width, dark }).await;
                let where_ = format!("{way:?} in {} at {width}, dark: {dark}", locale.tag());
                bench.is_accessible(&where_).await;
                bench.fits_the_window(&where_).await;
            }
        }
        // 1280 px at 400 %, and half the width of a small phone.
        for width in [320, 256] {
            bench.window(Window { width, dark: false }).await;
            bench.fits_the_window(&format!("{way:?} in {} at {width}", locale.tag())).await;
        }
    }
    bench.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_is_accessible_in_bokmal() {
    every_state_is_accessible(Locale::Nb).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_is_accessible_in_nynorsk() {
    every_state_is_accessible(Locale::Nn).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_state_is_accessible_in_english() {
    every_state_is_accessible(Locale::En).await;
}
