//! Carries a scenario out, step by step, and says what was seen.

use std::fmt::Write as _;
use std::time::Duration as Wait;

use bekreft_domain::PersonIdentifier;

use super::browser::Browser;
use super::player::{self, Player};
use crate::actions::{delete, deliver, expire};
use crate::app::State;
use crate::i18n::{Locale, Tr, keys};
use crate::scenario::{Action, Providers, Scenario, Seen, Step, step_words};
use crate::store;
use crate::store::sandbox::{self, Jump};
use crate::web::{language, visible_text};

/// How far, and with what otherwise.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The language of the pages when she comes, if she has chosen one before.
    pub locale: Option<Locale>,
    /// Stop after so many steps; after all of them when not given.
    pub steps: Option<usize>,
    /// What providers do otherwise.
    pub providers: Providers,
    /// How long the worker is waited for at the most.
    pub patience: Wait,
}

impl Default for Options {
    fn default() -> Self {
        Self { locale: None, steps: None, providers: Providers::default(), patience: Wait::from_secs(30) }
    }
}

/// What came of a step.
#[derive(Clone, Debug)]
pub struct StepReport {
    /// Its number, from 1.
    pub number: usize,
    /// What was done.
    pub words: String,
    /// What was expected and not so; nothing when all is well.
    pub wrong: Vec<String>,
}

/// What came of a scenario.
#[derive(Clone, Debug)]
pub struct Report {
    /// Its name.
    pub name: String,
    /// The language it was carried out in.
    pub locale: Locale,
    /// Its steps, as far as it came.
    pub steps: Vec<StepReport>,
}

impl Report {
    /// Whether everything was as expected.
    pub fn is_fine(&self) -> bool {
        self.steps.iter().all(|step| step.wrong.is_empty())
    }

    /// In words, for a screen: the steps of one that failed, a line for one that did not.
    pub fn text(&self) -> String {
        let tag = self.locale.tag();
        if self.is_fine() {
            return format!("ok    {} [{tag}], {} steps\n", self.name, self.steps.len());
        }
        let mut text = format!("FAIL  {} [{tag}]\n", self.name);
        for step in &self.steps {
            let mark = if step.wrong.is_empty() { "ok" } else { "FAIL" };
            let _ = writeln!(text, "  {mark:>4}  step {}: {}", step.number, step.words);
            for wrong in &step.wrong {
                let _ = writeln!(text, "          {wrong}");
            }
        }
        text
    }
}

/// A scenario under way.
pub(super) struct Run<'a> {
    pub(super) state: &'a State,
    pub(super) scenario: &'a Scenario,
    pub(super) player: Player,
    pub(super) browser: Browser,
    /// The page she had open before she logged in the last time.
    pub(super) earlier: Option<super::browser::Open>,
    patience: Wait,
}

/// How often it is looked whether the worker is done.
const LOOK_EVERY: Wait = Wait::from_millis(15);

impl<'a> Run<'a> {
    /// Makes the person, with a browser that has nothing open.
    pub(super) async fn begin(
        state: &'a State,
        scenario: &'a Scenario,
        options: Options,
    ) -> Result<Self, String> {
        let made = player::make(state, scenario, options.providers).await;
        let player = made.map_err(|error| format!("the person cannot be made: {error}"))?;
        let mut browser = Browser::new(&state.public_url)?;
        let chosen = scenario.session.language.and_then(|language| Locale::from_tag(language.as_str()));
        if let Some(locale) = options.locale.or(chosen) {
            browser.remember(&language::chosen_cookie(locale, state.https));
        }
        Ok(Self { state, scenario, player, browser, earlier: None, patience: options.patience })
    }

    /// Carries out steps until one goes wrong.
    pub(super) async fn go(&mut self, steps: usize, locale: Locale) -> Vec<StepReport> {
        let mut reports = vec![];
        for (index, step) in self.scenario.steps.iter().take(steps).enumerate() {
            let wrong = self.step(step).await;
            let words = step_words(&step.action, self.scenario, Tr::new(locale));
            let is_wrong = !wrong.is_empty();
            reports.push(StepReport { number: index + 1, words, wrong });
            if is_wrong {
                break;
            }
        }
        reports
    }

    async fn step(&mut self, step: &Step) -> Vec<String> {
        if let Err(why) = self.act(&step.action).await {
            return vec![why];
        }
        if let Err(error) = self.settle().await {
            return vec![error];
        }
        let mut wrong = self.look(&step.seen);
        if let Action::Language { language: chosen, .. } = &step.action
            && self.locale().map(Locale::tag) != Ok(chosen.as_str())
        {
            wrong.push(format!("the page is not in {}", chosen.as_str()));
        }
        wrong
    }

    /// The language of the page that is open.
    fn locale(&self) -> Result<Locale, String> {
        let language = super::form::language(&self.browser.open()?.body);
        let locale = language.as_deref().and_then(Locale::from_tag);
        locale.ok_or_else(|| "the page has no language".to_owned())
    }

    /// What is not as expected.
    fn look(&self, seen: &Seen) -> Vec<String> {
        if seen.is_empty() {
            return vec![];
        }
        let (page, locale) = match (self.browser.open(), self.locale()) {
            (Ok(page), Ok(locale)) => (page, locale),
            (Err(why), _) | (_, Err(why)) => return vec![why],
        };
        let mut wrong = vec![];
        if let Some(path) = seen.page.as_ref().filter(|path| **path != page.path) {
            wrong.push(format!("expected the page {path}, but it is {}", page.path));
        }
        if let Some(status) = seen.status.filter(|status| *status != page.status) {
            wrong.push(format!("expected the status {status}, but it is {}", page.status));
        }
        let text = visible_text(&page.body);
        let words = |key: &str| keys::pattern(key, locale).unwrap_or_default();
        for key in seen.shows.iter().filter(|key| keys::is_shown(key, &text, locale) != Some(true)) {
            wrong.push(format!("expected {key} on {}: «{}»", page.path, words(key)));
        }
        for key in seen.hides.iter().filter(|key| keys::is_shown(key, &text, locale) != Some(false)) {
            wrong.push(format!("{key} should not be on {}: «{}»", page.path, words(key)));
        }
        if !wrong.is_empty() {
            let found = keys::found_in(&text, locale);
            wrong.push(format!("seen on {} ({}): {}", page.path, page.status, found.join(" ")));
        }
        wrong
    }

    /// Waits until the worker has done what there is to do for her by now.
    pub(super) async fn settle(&self) -> Result<(), String> {
        let mut waited = Wait::ZERO;
        while waited < self.patience {
            if self.is_settled().await.map_err(|error| format!("the database: {error}"))? {
                return Ok(());
            }
            tokio::time::sleep(LOOK_EVERY).await;
            waited += LOOK_EVERY;
        }
        Err("the worker does not do its work; does it run?".to_owned())
    }

    async fn is_settled(&self) -> store::Result<bool> {
        let (state, now) = (self.state, self.state.clock.now());
        deliver::enter_demo_reports(&state.db, now).await?;
        Ok(!sandbox::has_work(&state.db, &self.player.identifier, now).await?)
    }
}

/// Lets time pass for one person, and does at once what the worker would only do after a while.
pub(super) async fn let_pass(state: &State, who: &PersonIdentifier, jump: Jump) -> store::Result<()> {
    let mut tx = state.db.begin().await?;
    sandbox::make_older(&mut tx, who, jump).await?;
    tx.commit().await?;
    let now = state.clock.now();
    delete::delete_due(&state.db, state.chance, now).await?;
    expire::note_some_expired(&state.db, now).await?;
    deliver::enter_demo_reports(&state.db, now).await
}

/// Carries a scenario out on the program that runs, its worker with it.
pub async fn play(state: &State, scenario: &Scenario, options: Options) -> Report {
    let locale = options.locale.unwrap_or(Locale::Nb);
    let name = scenario.name.clone();
    let steps = match Run::begin(state, scenario, options).await {
        Ok(mut run) => Box::pin(run.go(options.steps.unwrap_or(usize::MAX), locale)).await,
        Err(why) => vec![StepReport { number: 0, words: "make the person".to_owned(), wrong: vec![why] }],
    };
    Report { name, locale, steps }
}
