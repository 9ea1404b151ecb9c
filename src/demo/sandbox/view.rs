//! What the page of the sandbox shows, decided before the template writes it down.

use askama::Template;

use crate::i18n::Tr;
use crate::scenario::{
    Behaviour, Group, Habit, Scenario, Span, Unit, all, behaviour_words, group_words, habit_words,
    person_lines, span_words, step_words,
};
use crate::store::sandbox::{Habits, Sandbox};
use crate::web::Page;

/// The jumps in time that are offered.
pub const JUMPS: [Span; 4] = [
    Span::new(61, Unit::Second),
    Span::new(11, Unit::Minute),
    Span::new(91, Unit::Day),
    Span::new(18, Unit::Month),
];

/// Something to choose: value, words, and whether it is chosen.
pub type Choice = (String, String, bool);

/// A list to choose from.
pub struct List {
    /// Its name in the form.
    pub name: &'static str,
    /// What it is about.
    pub label: String,
    /// What there is.
    pub choices: Vec<Choice>,
}

/// How providers can behave: as they do now, or as the scenario says when nothing is chosen.
pub fn providers(tr: Tr, now: Option<&Habits>) -> Vec<List> {
    let written = || (String::new(), tr.sandbox_as_written().to_owned(), true);
    let list = |name, label, all: Vec<(&str, String)>, now: Option<&str>| {
        let first = if now.is_none() { vec![written()] } else { vec![] };
        let choices =
            all.into_iter().map(|(value, words)| (value.to_owned(), capital(&words), now == Some(value)));
        List { name, label, choices: first.into_iter().chain(choices).collect() }
    };
    let habits = || Habit::ALL.iter().map(|it| (it.as_str(), habit_words(*it, tr).to_owned())).collect();
    let behaviours = || Behaviour::ALL.iter().map(|it| (it.as_str(), behaviour_words(*it, tr))).collect();
    vec![
        list("sms", tr.inbox_sms().to_owned(), habits(), now.map(|it| it.sms.as_str())),
        list("email", tr.inbox_email().to_owned(), habits(), now.map(|it| it.email.as_str())),
        list("digipost", "Digipost".to_owned(), behaviours(), now.map(|it| it.digipost.as_str())),
        list("eboks", "e-Boks".to_owned(), behaviours(), now.map(|it| it.eboks.as_str())),
    ]
}

/// The words at the beginning of a line.
fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The sandbox that is open in this browser.
pub struct Here {
    /// Title of the scenario.
    pub title: String,
    /// Her number: synthetic, and shown so that somebody can log in with it.
    pub number: String,
    /// How providers behave.
    pub lists: Vec<List>,
    /// Jumps in time: value and words.
    pub jumps: Vec<(String, String)>,
    /// What has just been done, in words.
    pub done: Option<String>,
}

impl Here {
    /// Of a sandbox.
    pub fn new(tr: Tr, sandbox: &Sandbox, done: Option<String>) -> Self {
        let scenario = crate::scenario::parse(&sandbox.name, &sandbox.scenario).ok();
        let title = scenario.map_or_else(|| sandbox.name.clone(), |it| it.title.of(tr.locale).to_owned());
        let jumps =
            JUMPS.iter().map(|span| (span.to_string(), tr.sandbox_jump_button(span_words(*span, tr))));
        Self {
            title,
            number: sandbox.identifier.expose().to_owned(),
            lists: providers(tr, Some(&sandbox.habits)),
            jumps: jumps.collect(),
            done,
        }
    }
}

/// A scenario to be played.
pub struct Chosen {
    /// Its name.
    pub name: String,
    /// Its text, when it is not one of the catalogue.
    pub text: Option<String>,
    /// Its title.
    pub title: String,
    /// Its description.
    pub description: String,
    /// Who she is.
    pub person: Vec<String>,
    /// Where to stop: value, words, and whether it is chosen.
    pub stops: Vec<Choice>,
    /// How long to wait then.
    pub jump: List,
    /// How providers behave.
    pub lists: Vec<List>,
}

impl Chosen {
    /// Of a scenario, and its text when it is not one of the catalogue.
    pub fn new(tr: Tr, scenario: &Scenario, text: Option<String>, stop: Option<usize>) -> Self {
        let last = stop.unwrap_or(scenario.steps.len());
        let stops = scenario.steps.iter().enumerate().map(|(index, step)| {
            let words = step_words(&step.action, scenario, tr);
            let number = index + 1;
            (number.to_string(), tr.sandbox_stop_after(number, words), number == last)
        });
        let before = ("0".to_owned(), tr.sandbox_stop_before().to_owned(), false);
        let none = (String::new(), tr.sandbox_jump_none().to_owned(), true);
        let jumps = JUMPS.iter().map(|span| (span.to_string(), span_words(*span, tr), false));
        let choices = [none].into_iter().chain(jumps).collect();
        Self {
            name: scenario.name.clone(),
            text,
            title: scenario.title.of(tr.locale).to_owned(),
            description: scenario.description.of(tr.locale).to_owned(),
            person: person_lines(scenario, tr),
            stops: [before].into_iter().chain(stops).collect(),
            jump: List { name: "jump", label: tr.sandbox_jump().to_owned(), choices },
            lists: providers(tr, None),
        }
    }
}

/// The page.
#[derive(Template)]
#[template(path = "sandbox.html")]
pub struct SandboxPage {
    /// Its frame.
    pub page: Page,
    /// For its forms.
    pub csrf: String,
    /// The sandbox that is open.
    pub here: Option<Here>,
    /// The scenario that is chosen.
    pub chosen: Option<Chosen>,
    /// What was pasted and is not one, or nothing.
    pub typed: String,
    /// What is wrong: a heading and lines.
    pub problem: Option<(&'static str, Vec<String>)>,
}

impl SandboxPage {
    /// The catalogue by groups: name and title of each.
    fn groups(&self) -> Vec<(&'static str, Vec<(&'static str, &'static str)>)> {
        let tr = self.page.tr;
        let of = |group: Group| {
            let scenarios = all().iter().filter(|scenario| scenario.group == group);
            scenarios.map(|it| (it.name.as_str(), it.title.of(tr.locale))).collect()
        };
        Group::ALL.iter().map(|group| (group_words(*group, tr), of(*group))).collect()
    }

    /// What the language links keep: which scenario it is.
    fn query(&self) -> String {
        let chosen = self.chosen.as_ref().filter(|chosen| chosen.text.is_none());
        chosen.map(|chosen| format!("fil={}&", chosen.name)).unwrap_or_default()
    }
}
