//! A scenario: a citizen, what she does, and what she sees. Written in TOML, told in three languages, and carried out by
//! `demo::sandbox`. Nothing here talks to a database or a server.

mod catalogue;
mod check;
mod file;
mod model;
mod names;
mod pages;
mod span;
#[cfg(test)]
mod tests;
mod values;
mod words;

pub use catalogue::{all, find, source};
pub use file::{Problem, parse};
pub use model::{
    Action, Contact, Draft, Mailbox, Person, Press, Providers, Scenario, Seen, Session, Step, Used, Words,
};
pub use names::{
    Behaviour, Button, Code, Field, Group, Habit, Kind, LetterLanguage, Level, MailboxChoice, Purpose,
};
pub use pages::{is_known, title_of};
pub use span::{Ago, Span, Unit};
pub use values::Values;
pub use words::{
    behaviour_words, group_words, habit_words, person_lines, seen_lines, span_words, step_words,
};
