//! What a citizen does in a step, with the page that is open.

use std::collections::BTreeMap;

use bekreft_domain::{Channel, Code as CodeValue};
use time::Duration;

use super::browser::Answer;
use super::form::{self, Form};
use super::player;
use super::run::{Run, let_pass};
use crate::actions::deliver;
use crate::messages::Content;
use crate::scenario::{Action, Button, Code, Field, Level, MailboxChoice, Press, Span};
use crate::store::sandbox::{self, Jump};
use crate::store::{self, demo};
use crate::web::paths;

/// A little longer than a session lives without a request.
const AWAY: Duration = Duration::minutes(31);

impl Run<'_> {
    /// Does what a step says. An error says why it could not be done.
    pub(super) async fn act(&mut self, action: &Action) -> Result<(), String> {
        match action {
            Action::LogIn { page, level } => {
                let level = level.unwrap_or(self.scenario.session.level);
                self.log_in(page, level).await
            }
            Action::OtherLogsIn => {
                self.earlier.clone_from(&self.browser.page);
                self.goes_to(paths::TEST_ID).await?;
                let number = self.player.other.expose().to_owned();
                self.choose_person(&number, Level::Substantial).await
            }
            Action::Open(page) => self.goes_to(page).await,
            Action::Press(press) => self.press(press).await,
            Action::Language { language, fill } => self.switch_language(language.as_str(), fill).await,
            Action::Enter(code) => self.enter(*code).await,
            Action::Wait(span) => self.wait(*span).await,
            Action::AnotherTakes(value) => told(self.another_takes(value).await),
            Action::Change(providers) => {
                self.player.habits = player::changed(&self.player.habits, *providers);
                told(self.behave().await)
            }
            Action::Reserve(answer) => {
                self.choose(paths::RESERVATION, Some(if *answer { "yes" } else { "no" })).await
            }
            Action::Mailbox(MailboxChoice::None) => self.choose(paths::MAILBOX, Some("none")).await,
            Action::Mailbox(choice) => self.choose(paths::MAILBOX, Some(choice.as_str())).await,
            Action::LetterLanguage(language) => {
                self.choose(paths::LETTER_LANGUAGE, Some(language.as_str())).await
            }
            Action::Delete(wish) => self.choose(paths::DELETE, wish.then_some("yes")).await,
            Action::SessionExpires => told(self.be_away().await),
        }
    }

    async fn goes_to(&mut self, address: &str) -> Result<(), String> {
        let answer = self.browser.get(address).await?;
        self.browser.follow(answer).await
    }

    /// Sends a form, lets the worker do what follows from it, and looks at the page that comes.
    async fn sends(&mut self, form: &Form, twice: bool) -> Result<(), String> {
        let answer: Answer =
            if twice { self.browser.post_twice(form).await? } else { self.browser.post(form).await? };
        self.settle().await?;
        self.browser.follow(answer).await
    }

    async fn log_in(&mut self, page: &str, level: Level) -> Result<(), String> {
        let is_open = self.browser.page.as_ref().is_some_and(|open| open.path == paths::TEST_ID);
        if !is_open {
            self.earlier.clone_from(&self.browser.page);
            let to_service = self.state.test_service.as_ref().filter(|_| self.scenario.session.to_service);
            let address = to_service.filter(|_| page == paths::CONFIRM).map_or(page, String::as_str);
            self.goes_to(address).await?;
        }
        let is_new = self.browser.open()?.path == paths::TEST_ID;
        if !is_new {
            self.goes_to(paths::TEST_ID).await?;
        }
        let number = self.player.identifier.expose().to_owned();
        self.choose_person(&number, level).await?;
        if is_new { Ok(()) } else { self.goes_to(page).await }
    }

    async fn choose_person(&mut self, number: &str, level: Level) -> Result<(), String> {
        let page = &self.browser.open()?.body;
        let form = form::pressed(page, "form:has(#pid) button[type=submit]");
        let mut form = form.ok_or("TestID does not let anybody in")?;
        form.fill("pid", number)?;
        form.fill("level", level.as_str())?;
        self.sends(&form, false).await
    }

    async fn press(&mut self, press: &Press) -> Result<(), String> {
        let page = if press.earlier { self.earlier.clone() } else { self.browser.page.clone() };
        let page = page.ok_or("no page is open")?;
        if press.button == Button::LookAgain {
            return self.goes_to(&page.path).await;
        }
        let form = selectors(press).iter().find_map(|css| form::pressed(&page.body, css));
        let missing = || format!("there is no button {} on {}", press.button.as_str(), page.path);
        let mut form = form.ok_or_else(missing)?;
        for (field, value) in &press.fill {
            self.fill(&mut form, (press.button, *field), value)?;
        }
        self.sends(&form, press.twice).await
    }

    fn fill(&self, form: &mut Form, (button, field): (Button, Field), value: &str) -> Result<(), String> {
        let value = self.player.values.fill(value);
        match field {
            Field::Country | Field::Mobile | Field::Email => form.fill(field.as_str(), &value),
            Field::MobilePurpose | Field::EmailPurpose if button == Button::SaveSharing => {
                form.fill("shared_reason", &value)
            }
            Field::MobilePurpose => form.fill("shared_reason_mobile", &value),
            Field::EmailPurpose => form.fill("shared_reason_email", &value),
            Field::Mailbox if matches!(value.as_str(), "yes" | "no") => form.fill("mailbox", &value),
            Field::Mailbox => {
                form.fill("mailbox", "yes")?;
                form.fill("provider", &value)
            }
        }
    }

    async fn switch_language(&mut self, tag: &str, fill: &BTreeMap<Field, String>) -> Result<(), String> {
        let page = self.browser.open()?.clone();
        if let Some(mut form) = form::pressed(&page.body, &format!("nav.lang button[value={tag}]")) {
            for (field, value) in fill {
                self.fill(&mut form, (Button::Confirm, *field), value)?;
            }
            return self.sends(&form, false).await;
        }
        let link = form::link(&page.body, &format!("nav.lang a[lang={tag}]"));
        let link = link.ok_or_else(|| format!("{} does not offer the language {tag}", page.path))?;
        self.goes_to(&format!("{}{link}", page.path)).await
    }

    async fn enter(&mut self, code: Code) -> Result<(), String> {
        let page = self.browser.open()?.clone();
        let form = form::pressed(&page.body, "form#verify button[type=submit]");
        let mut form = form.ok_or_else(|| format!("there is no field for a code on {}", page.path))?;
        let channel = if form.action == paths::CODE_EMAIL { Channel::Email } else { Channel::Mobile };
        let arrived = self.arrived(channel).await.map_err(|error| format!("the database: {error}"))?;
        let newest = arrived.first().ok_or("no code has arrived");
        let typed = match code {
            Code::Empty => String::new(),
            Code::Right => newest?.clone(),
            Code::Short => "123".to_owned(),
            Code::Wrong => {
                let candidates =
                    (0..1_000_000_u32).map(|number| format!("{:06}", (number + 123_456) % 1_000_000));
                candidates.into_iter().find(|it| !arrived.contains(it)).unwrap_or_default()
            }
            Code::Old => arrived
                .iter()
                .find(|it| Some(*it) != newest.as_ref().ok().copied())
                .cloned()
                .ok_or("only one code has arrived")?,
        };
        form.fill("code", &typed)?;
        self.sends(&form, false).await
    }

    /// The codes that have arrived on a channel, the newest first.
    async fn arrived(&self, channel: Channel) -> store::Result<Vec<String>> {
        let (state, now) = (self.state, self.state.clock.now());
        let rows = demo::inbox(&state.db, Some(&self.player.identifier)).await?;
        let arrived = rows
            .iter()
            .filter(|row| row.message.channel == channel && row.arrives_at.is_some_and(|at| at <= now));
        let codes = arrived.filter_map(|row| match deliver::content(&state.code_keys, &row.message)? {
            Content::Code(code, _) => Some(CodeValue::expose(&code).to_owned()),
            _ => None,
        });
        Ok(codes.collect())
    }

    /// Chooses on a page of the profile, and saves.
    async fn choose(&mut self, page: &str, choice: Option<&str>) -> Result<(), String> {
        if self.browser.open().is_ok_and(|open| open.path != page) {
            self.goes_to(page).await?;
        }
        let form = form::pressed(&self.browser.open()?.body, "form#choice button[type=submit]");
        let mut form = form.ok_or_else(|| format!("there is nothing to choose on {page}"))?;
        if let Some(choice) = choice {
            form.fill("choice", choice)?;
        }
        self.sends(&form, false).await
    }

    async fn wait(&mut self, span: Span) -> Result<(), String> {
        self.settle().await?;
        let now = self.state.clock.now();
        let jump = Jump { by: now - span.before(now), sessions: true };
        told(let_pass(self.state, &self.player.identifier, jump).await)
    }

    async fn be_away(&self) -> store::Result<()> {
        let mut tx = self.state.db.begin().await?;
        sandbox::let_sessions_rest(&mut tx, &self.player.identifier, AWAY).await?;
        tx.commit().await
    }

    async fn behave(&self) -> store::Result<()> {
        let mut tx = self.state.db.begin().await?;
        sandbox::behave(&mut tx, &self.player.identifier, &self.player.habits).await?;
        tx.commit().await
    }

    async fn another_takes(&self, value: &str) -> store::Result<()> {
        let mut tx = self.state.db.begin().await?;
        let number = u64::try_from(sandbox::next_number(&mut tx).await?).unwrap_or_default();
        let value = self.player.values.fill(value);
        player::another_has(&mut tx, &value, number, self.state.clock.now()).await?;
        tx.commit().await
    }
}

fn told<T>(result: store::Result<T>) -> Result<T, String> {
    result.map_err(|error| format!("the database: {error}"))
}

/// Where a button can stand.
fn selectors(press: &Press) -> &'static [&'static str] {
    match press.button {
        // The first of the form is the one that Enter presses.
        Button::Confirm => {
            &["form#confirm button[name=action][value=confirm]", "button[name=action][value=confirm]"]
        }
        Button::SendSms => &["button[name=action][value=send-sms]"],
        Button::SendEmail => &["button[name=action][value=send-email]"],
        Button::UseSuggestion => &["button[name=action][value=use-suggestion]"],
        Button::SendAgain => &["form#send button"],
        Button::LookAgain => &[],
        Button::StepUp => {
            &["button[name=action][value=step-up]", "form[action='/profil/postkasse']:not(#choice) button"]
        }
        Button::Extend => &["button[data-extend]"],
        Button::SaveSharing if press.fill.contains_key(&Field::EmailPurpose) => {
            &["form[action='/profil/deling']:has(input[name=channel][value=email]) button"]
        }
        Button::SaveSharing => {
            &["form[action='/profil/deling']:has(input[name=channel][value=mobile]) button"]
        }
        Button::LogOut => &["form[action='/loggut'] button"],
    }
}
