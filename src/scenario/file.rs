//! A scenario as TOML.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::check;
use super::model::{Action, Person, Press, Providers, Scenario, Seen, Session, Step, Used, Words};
use super::names::{Button, Code, Field, Group, LetterLanguage, Level, MailboxChoice};
use super::span::Span;

/// What is wrong with a file, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the scenario.
    pub name: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub text: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.toml:{}: {}", self.name, self.line, self.text)
    }
}

impl std::error::Error for Problem {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    group: Group,
    title: Words,
    description: Words,
    #[serde(default)]
    person: Person,
    #[serde(default)]
    session: Session,
    #[serde(default)]
    providers: Providers,
    #[serde(default)]
    used: Used,
    step: Vec<Spanned<StepTable>>,
}

#[derive(Serialize)]
struct Written<'a> {
    group: Group,
    title: &'a Words,
    description: &'a Words,
    person: &'a Person,
    session: &'a Session,
    #[serde(skip_serializing_if = "Option::is_none")]
    providers: Option<Providers>,
    #[serde(skip_serializing_if = "Option::is_none")]
    used: Option<Used>,
    step: Vec<StepTable>,
}

/// A step as it is written: one key for what is done, others for how.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct StepTable {
    #[serde(skip_serializing_if = "Option::is_none")]
    log_in: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other_logs_in: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    press: Option<Button>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<LetterLanguage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    enter: Option<Code>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wait: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    another_takes: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reserve: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mailbox: Option<MailboxChoice>,
    #[serde(skip_serializing_if = "Option::is_none")]
    letter_language: Option<LetterLanguage>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delete: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_expires: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    level: Option<Level>,
    #[serde(skip_serializing_if = "Option::is_none")]
    twice: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<bool>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fill: BTreeMap<Field, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    change: Option<Providers>,
    #[serde(skip_serializing_if = "Seen::is_empty")]
    seen: Seen,
}

/// Reads a file.
///
/// # Errors
/// Everything that is wrong with it, with lines.
pub fn parse(name: &str, text: &str) -> Result<Scenario, Vec<Problem>> {
    let line_of = |at: usize| 1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count();
    let problem = |at: usize, why: String| Problem { name: name.to_owned(), line: line_of(at), text: why };
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        vec![problem(at, error.message().to_owned())]
    })?;
    let mut problems = vec![];
    let mut steps = vec![];
    for (number, table) in file.step.into_iter().enumerate() {
        let at = table.span().start;
        let said = |why: String| problem(at, format!("step {}: {why}", number + 1));
        match step(table.into_inner()) {
            Ok(step) => {
                problems.extend(check::step(&step).into_iter().map(said));
                steps.push(step);
            }
            Err(why) => problems.push(said(why)),
        }
    }
    let scenario = Scenario {
        name: name.to_owned(),
        group: file.group,
        title: file.title,
        description: file.description,
        person: file.person,
        session: file.session,
        providers: file.providers,
        used: file.used,
        steps,
    };
    problems.extend(check::whole(&scenario).into_iter().map(|why| problem(0, why)));
    if problems.is_empty() { Ok(scenario) } else { Err(problems) }
}

impl Scenario {
    /// As a file that [`parse`] reads as the same scenario.
    ///
    /// # Errors
    /// Never for one that [`parse`] has read.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(&Written {
            group: self.group,
            title: &self.title,
            description: &self.description,
            person: &self.person,
            session: &self.session,
            providers: Some(self.providers).filter(|it| *it != Providers::default()),
            used: Some(self.used).filter(|it| *it != Used::default()),
            step: self.steps.iter().map(table).collect(),
        })
    }
}

/// What a step says to do. Exactly one thing, and nothing about another.
fn step(table: StepTable) -> Result<Step, String> {
    let (level, twice, earlier) = (table.level, table.twice, table.earlier);
    let (has_level, has_fill) = (level.is_some(), !table.fill.is_empty());
    let has_press = twice.is_some() || earlier.is_some();
    let is_true = |name: &str, value: bool| {
        if value { Ok(()) } else { Err(format!("{name} = false says nothing; leave it out")) }
    };
    let mut found = vec![];
    let fill = table.fill;
    if let Some(language) = table.language {
        found.push(Action::Language { language, fill: fill.clone() });
    }
    if let Some(page) = table.log_in {
        found.push(Action::LogIn { page, level });
    }
    if let Some(value) = table.other_logs_in {
        is_true("other-logs-in", value)?;
        found.push(Action::OtherLogsIn);
    }
    if let Some(button) = table.press {
        let (twice, earlier) = (twice.unwrap_or(false), earlier.unwrap_or(false));
        found.push(Action::Press(Press { button, fill, twice, earlier }));
    }
    if let Some(value) = table.session_expires {
        is_true("session-expires", value)?;
        found.push(Action::SessionExpires);
    }
    found.extend(table.open.map(Action::Open));
    found.extend(table.enter.map(Action::Enter));
    found.extend(table.wait.map(Action::Wait));
    found.extend(table.another_takes.map(Action::AnotherTakes));
    found.extend(table.change.map(Action::Change));
    found.extend(table.reserve.map(Action::Reserve));
    found.extend(table.mailbox.map(Action::Mailbox));
    found.extend(table.letter_language.map(Action::LetterLanguage));
    found.extend(table.delete.map(Action::Delete));
    let count = found.len();
    let Some(action) = found.pop().filter(|_| count == 1) else {
        return Err(format!("one thing is done in a step, not {count}: log-in, open, press, enter, wait …"));
    };
    if has_level && !matches!(action, Action::LogIn { .. }) {
        return Err("level belongs to log-in".to_owned());
    }
    if has_press && !matches!(action, Action::Press(_)) {
        return Err("twice and earlier belong to press".to_owned());
    }
    if has_fill && !matches!(action, Action::Press(_) | Action::Language { .. }) {
        return Err("fill belongs to press or language".to_owned());
    }
    Ok(Step { action, seen: table.seen })
}

fn table(step: &Step) -> StepTable {
    let mut table = StepTable { seen: step.seen.clone(), ..StepTable::default() };
    match step.action.clone() {
        Action::LogIn { page, level } => (table.log_in, table.level) = (Some(page), level),
        Action::OtherLogsIn => table.other_logs_in = Some(true),
        Action::Open(page) => table.open = Some(page),
        Action::Press(press) => {
            table.press = Some(press.button);
            table.fill = press.fill;
            table.twice = press.twice.then_some(true);
            table.earlier = press.earlier.then_some(true);
        }
        Action::Language { language, fill } => (table.language, table.fill) = (Some(language), fill),
        Action::Enter(code) => table.enter = Some(code),
        Action::Wait(span) => table.wait = Some(span),
        Action::AnotherTakes(value) => table.another_takes = Some(value),
        Action::Change(providers) => table.change = Some(providers),
        Action::Reserve(answer) => table.reserve = Some(answer),
        Action::Mailbox(choice) => table.mailbox = Some(choice),
        Action::LetterLanguage(language) => table.letter_language = Some(language),
        Action::Delete(wish) => table.delete = Some(wish),
        Action::SessionExpires => table.session_expires = Some(true),
    }
    table
}
