//! Two persons on a shared computer, in both engines: what the first leaves behind is not seen by the second, and cannot
//! change anything for either.

use std::time::Duration;

use bekreft::demo::persons::{self, Situation};
use serde::Deserialize;
use serde_json::Value;
use world::World;

use crate::chromium::{Bench, CONFIRM};
use crate::firefox::Firefox;

const FIRST: Situation = Situation::Due;
const SECOND: Situation = Situation::Bokmal;
const TYPED: &str = "hemmelig@example.org";
const TYPED_NUMBER: &str = "41 41 41 40";
const LOG_OUT: &str = ".site-header form button";
const READ_MORE: &str = "main a[href='/hjelp/kontaktregisteret']";
const DIALOG: &str = "Er kontaktopplysningene dine korrekte?";
const OTHER_LOGIN: &str = "Skjemaet hører til en annen innlogging";

/// A page as whoever sits there has it: its source, what can be read, and what stands in its fields.
#[derive(Debug, Deserialize, PartialEq)]
struct Look {
    path: String,
    heading: String,
    all: String,
    /// When it began, which tells a page from the one before at the same address.
    began: String,
    /// To its last line; a browser's own pages never say more than that.
    there: bool,
}

const LOOK: &str = r#"
    const fields = [...document.querySelectorAll("input, select, textarea")].map((field) => field.value);
    return {
        path: location.pathname,
        heading: document.querySelector("h1")?.innerText.replaceAll("\u00ad", "") ?? "",
        all: [document.title, document.documentElement.outerHTML, document.body?.innerText, ...fields].join("\n"),
        began: String(performance.timeOrigin),
        there: document.readyState !== "loading",
    };"#;

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

impl Look {
    /// Numbers are written with spaces here and there.
    fn shows(&self, text: &str) -> bool {
        without_spaces(&self.all).contains(&without_spaces(text))
    }
}

/// Through the history.
#[derive(Clone, Copy)]
enum Way {
    Back,
    Forward,
}

/// The shared computer.
enum Desk {
    Chromium(Bench),
    Firefox(Firefox),
}

impl Desk {
    async fn with_chromium() -> Self {
        Self::Chromium(Bench::start().await)
    }

    async fn with_firefox() -> Self {
        Self::Firefox(Firefox::start().await)
    }

    async fn ends(self) {
        match self {
            Self::Chromium(bench) => bench.ends().await,
            Self::Firefox(firefox) => firefox.ends().await,
        }
    }

    fn world(&self) -> &World {
        match self {
            Self::Chromium(bench) => &bench.world,
            Self::Firefox(firefox) => &firefox.world,
        }
    }

    async fn opens(&self, path: &str) {
        match self {
            Self::Chromium(bench) => bench.opens(path).await,
            Self::Firefox(firefox) => firefox.opens(path),
        }
    }

    async fn presses(&self, css: &str) {
        match self {
            Self::Chromium(bench) => bench.presses(css).await,
            Self::Firefox(firefox) => firefox.presses(css),
        }
    }

    async fn types(&self, css: &str, text: &str) {
        match self {
            Self::Chromium(bench) => bench.types(css, text).await,
            Self::Firefox(firefox) => firefox.types(css, text),
        }
    }

    /// Goes back in the history, or forward, and waits for that page to come to rest.
    async fn goes(&self, way: Way, secrets: &[String]) -> Look {
        let before = self.looks().await.expect("a page").began;
        match (self, way) {
            (Self::Chromium(bench), Way::Back) => bench.driver.back().await.expect("the browser goes back"),
            (Self::Chromium(bench), Way::Forward) => {
                bench.driver.forward().await.expect("the browser goes forward");
            }
            (Self::Firefox(firefox), Way::Back) => firefox.goes(-1),
            (Self::Firefox(firefox), Way::Forward) => firefox.goes(1),
        }
        self.rests_on_another_page(&before, secrets).await
    }

    async fn reloads(&self) {
        match self {
            Self::Chromium(bench) => bench.driver.refresh().await.expect("the browser loads the page again"),
            Self::Firefox(firefox) => firefox.reloads(),
        }
    }

    /// Turns to another tab, a new one if there are not that many.
    async fn turns_to_tab(&self, number: usize) {
        match self {
            Self::Chromium(bench) => bench.turns_to_tab(number).await,
            Self::Firefox(firefox) => firefox.turns_to_tab(number),
        }
    }

    async fn asks(&self, script: &str) -> Option<Value> {
        match self {
            Self::Chromium(bench) => {
                Some(bench.driver.execute(script, Vec::new()).await.ok()?.json().clone())
            }
            Self::Firefox(firefox) => firefox.asks(script),
        }
    }

    async fn looks(&self) -> Option<Look> {
        serde_json::from_value(self.asks(LOOK).await?).ok()
    }

    async fn value(&self, css: &str) -> String {
        let value = self.asks(&format!("return document.querySelector('{css}').value")).await;
        value.as_ref().and_then(Value::as_str).expect("the field is there").to_owned()
    }

    async fn logs_in(&self, situation: Situation) {
        self.opens("/testid").await;
        let number = persons::showing(situation).expect("somebody shows it").identifier.expose();
        self.presses(&format!("button.hit[value='{number}']")).await;
    }

    /// The first person logs in and types over what stands there. Gives back what nobody else may see from here on.
    async fn the_first_logs_in_and_types(&self) -> Vec<String> {
        self.logs_in(FIRST).await;
        let mut secrets = vec![self.value("#mobile").await, self.value("#email").await];
        assert!(secrets.iter().all(|secret| !secret.is_empty()), "{secrets:?}");
        self.types("#mobile", TYPED_NUMBER).await;
        self.types("#email", TYPED).await;
        secrets.extend([TYPED_NUMBER.to_owned(), TYPED.to_owned()]);
        secrets
    }

    /// The page when it has come to rest; what is secret has not been there for a moment on the way.
    async fn rests_without(&self, secrets: &[String]) -> Look {
        self.rests_on_another_page("", secrets).await
    }

    async fn rests_on_another_page(&self, before: &str, secrets: &[String]) -> Look {
        let (mut last, mut calm) = (None, 0);
        for _ in 0..400 {
            tokio::time::sleep(Duration::from_millis(25)).await;
            let look = self.looks().await.filter(|look| look.began != before);
            if let Some(look) = &look {
                let shown = secrets.iter().find(|secret| look.shows(secret));
                assert_eq!(shown, None, "on {}, «{}»", look.path, look.heading);
            }
            calm = if look.is_some() && look == last { calm + 1 } else { 0 };
            match look {
                Some(look) if calm >= 12 && look.there => return look,
                look => last = look,
            }
        }
        unreachable!("a page comes to rest")
    }

    /// The second person's own dialog, with her values and nothing of the first.
    async fn rests_on_the_dialog_of_the_second(&self, secrets: &[String]) {
        let look = self.rests_without(secrets).await;
        assert_eq!((look.path.as_str(), look.heading.as_str()), ("/bekreft", DIALOG));
        assert_eq!(self.value("#email").await, self.stored("email", SECOND).await);
        assert!(self.stored("mobile", SECOND).await.ends_with(&without_spaces(&self.value("#mobile").await)));
    }

    async fn stored(&self, column: &str, situation: Situation) -> String {
        let number = persons::showing(situation).expect("somebody shows it").identifier.expose();
        let query = format!("select {column} from person where person_identifier = $1");
        sqlx::query_scalar(sqlx::AssertSqlSafe(query))
            .bind(number)
            .fetch_one(&self.world().pool)
            .await
            .expect("she is in the register")
    }

    /// Everything the database has about persons, to be compared.
    async fn register(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select person::text from person union all select audit_event::text from audit_event
             union all select change_log::text from change_log union all select draft::text from draft
             union all select sent_form::text from sent_form union all select message::text from message
             order by 1",
        )
        .fetch_all(&self.world().pool)
        .await
        .expect("the register reads")
    }
}

/// More than once: whether a browser keeps a page that was left can be a matter of milliseconds.
async fn back_after_logging_out_shows_nothing_personal(desk: Desk) {
    let mut secrets = Vec::new();
    for _ in 0..4 {
        secrets = desk.the_first_logs_in_and_types().await;
        desk.presses(LOG_OUT).await;
        assert_eq!(desk.rests_without(&secrets).await.heading, "Du er logget ut");
        assert_eq!(desk.goes(Way::Back, &secrets).await.path, "/testid", "login comes first");
    }
    for way in [Way::Back, Way::Back, Way::Forward, Way::Forward, Way::Forward] {
        desk.goes(way, &secrets).await;
    }
    desk.opens("/bekreft").await;
    assert_eq!(desk.rests_without(&secrets).await.path, "/testid");
    desk.ends().await;
}

/// Two tabs are left open: one with a form filled in, one with the button that logs out.
async fn old_forms_change_nothing_after_another_login_and_say_so(desk: Desk) {
    desk.logs_in(FIRST).await;
    desk.turns_to_tab(1).await;
    let secrets = desk.the_first_logs_in_and_types().await;
    desk.turns_to_tab(0).await;
    desk.opens("/bekreft").await;
    desk.turns_to_tab(2).await;
    desk.logs_in(SECOND).await;
    desk.rests_on_the_dialog_of_the_second(&secrets).await;
    let before = desk.register().await;
    for (tab, button) in [(1, CONFIRM), (0, LOG_OUT)] {
        desk.turns_to_tab(tab).await;
        desk.presses(button).await;
        assert_eq!(desk.rests_without(&secrets).await.heading, OTHER_LOGIN);
        assert_eq!(desk.register().await, before, "nothing has changed for either");
    }
    desk.presses("main a[href='/bekreft']").await;
    desk.rests_on_the_dialog_of_the_second(&secrets).await;
    desk.ends().await;
}

async fn what_was_typed_when_the_session_ended_waits_for_the_first_and_not_the_second(desk: Desk) {
    let secrets = desk.the_first_logs_in_and_types().await;
    desk.world().advance(time::Duration::minutes(31));
    desk.presses(CONFIRM).await;
    let look = desk.rests_without(&secrets).await;
    assert_eq!(look.heading, "Økten er utløpt");
    assert!(look.all.contains("vi har tatt vare på det"));

    desk.turns_to_tab(1).await;
    desk.logs_in(SECOND).await;
    desk.rests_on_the_dialog_of_the_second(&secrets).await;
    let before = desk.register().await;
    desk.turns_to_tab(0).await;
    desk.reloads().await;
    assert_eq!(desk.rests_without(&secrets).await.heading, OTHER_LOGIN, "the form was sent again");
    desk.goes(Way::Back, &secrets).await;
    desk.rests_on_the_dialog_of_the_second(&secrets).await;
    desk.goes(Way::Forward, &secrets).await;
    assert_eq!(desk.register().await, before, "nothing has changed for either");

    desk.turns_to_tab(1).await;
    desk.presses(LOG_OUT).await;
    desk.logs_in(FIRST).await;
    assert_eq!(desk.value("#mobile").await, TYPED_NUMBER);
    assert_eq!(desk.value("#email").await, TYPED);
    desk.ends().await;
}

/// Three tabs of the first: in one the dialog is left open, in one she has gone on from it, in one she logs out.
async fn reload_and_history_show_the_second_nothing_of_the_first(desk: Desk) {
    desk.the_first_logs_in_and_types().await;
    desk.turns_to_tab(1).await;
    desk.the_first_logs_in_and_types().await;
    desk.presses(READ_MORE).await;
    desk.turns_to_tab(2).await;
    let secrets = desk.the_first_logs_in_and_types().await;
    desk.presses(READ_MORE).await;
    assert_eq!(desk.goes(Way::Back, &[]).await.heading, DIALOG);
    desk.types("#email", TYPED).await;
    desk.presses(LOG_OUT).await;
    desk.logs_in(SECOND).await;
    desk.rests_on_the_dialog_of_the_second(&secrets).await;
    for way in [Way::Back, Way::Forward] {
        for _ in 0..4 {
            desk.goes(way, &secrets).await;
        }
    }
    desk.rests_on_the_dialog_of_the_second(&secrets).await;
    desk.turns_to_tab(0).await;
    desk.reloads().await;
    desk.rests_on_the_dialog_of_the_second(&secrets).await;
    desk.turns_to_tab(1).await;
    desk.goes(Way::Back, &secrets).await;
    desk.rests_on_the_dialog_of_the_second(&secrets).await;
    desk.ends().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_after_logging_out_shows_nothing_personal_in_chromium() {
    back_after_logging_out_shows_nothing_personal(Desk::with_chromium().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_after_logging_out_shows_nothing_personal_in_firefox() {
    back_after_logging_out_shows_nothing_personal(Desk::with_firefox().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_after_logging_out_shows_nothing_personal_in_chromium_without_script() {
    let bench = Bench::start().await;
    bench.without_script().await;
    back_after_logging_out_shows_nothing_personal(Desk::Chromium(bench)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn back_after_logging_out_shows_nothing_personal_in_firefox_without_script() {
    let firefox = Firefox::without_script().await;
    back_after_logging_out_shows_nothing_personal(Desk::Firefox(firefox)).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_forms_change_nothing_after_another_login_and_say_so_in_chromium() {
    old_forms_change_nothing_after_another_login_and_say_so(Desk::with_chromium().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn old_forms_change_nothing_after_another_login_and_say_so_in_firefox() {
    old_forms_change_nothing_after_another_login_and_say_so(Desk::with_firefox().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_when_the_session_ended_waits_for_the_first_in_chromium() {
    what_was_typed_when_the_session_ended_waits_for_the_first_and_not_the_second(Desk::with_chromium().await)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_when_the_session_ended_waits_for_the_first_in_firefox() {
    what_was_typed_when_the_session_ended_waits_for_the_first_and_not_the_second(Desk::with_firefox().await)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reload_and_history_show_the_second_nothing_of_the_first_in_chromium() {
    reload_and_history_show_the_second_nothing_of_the_first(Desk::with_chromium().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn reload_and_history_show_the_second_nothing_of_the_first_in_firefox() {
    reload_and_history_show_the_second_nothing_of_the_first(Desk::with_firefox().await).await;
}
