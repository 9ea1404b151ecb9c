//! What a scenario is made of. Whoever makes one in the program fills these in; `file` reads and writes them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::names::{
    Behaviour, Button, Code, Field, Group, Habit, Kind, LetterLanguage, Level, MailboxChoice, Purpose,
};
use super::span::{Ago, Span};
use crate::i18n::Locale;

/// A citizen, what she does, and what she sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Name of its file, without the ending: small letters, digits and hyphens.
    pub name: String,
    /// Where it stands in the catalogue.
    pub group: Group,
    /// What happens, in a line.
    pub title: Words,
    /// The same in a few sentences.
    pub description: Words,
    /// Who.
    pub person: Person,
    /// How she comes.
    pub session: Session,
    /// Who carries her messages and makes her mailbox, and how they behave.
    pub providers: Providers,
    /// What she has used up of her limits.
    pub used: Used,
    /// What she does.
    pub steps: Vec<Step>,
}

/// The same in every language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Bokmål.
    pub nb: String,
    /// Nynorsk.
    pub nn: String,
    /// English.
    pub en: String,
}

impl Words {
    /// In this language.
    pub fn of(&self, locale: Locale) -> &str {
        match locale {
            Locale::Nb => &self.nb,
            Locale::Nn => &self.nn,
            Locale::En => &self.en,
        }
    }
}

fn born() -> i32 {
    1980
}

fn yes() -> bool {
    true
}

fn national() -> Kind {
    Kind::National
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_true(is: &bool) -> bool {
    *is
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_false(is: &bool) -> bool {
    !*is
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_zero(count: &u8) -> bool {
    *count == 0
}

/// Who she is to the register. Her number is drawn when it is carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Person {
    /// Of what kind her number is.
    #[serde(default = "national")]
    pub kind: Kind,
    /// The year she was born.
    #[serde(default = "born")]
    pub born: i32,
    /// The register has heard of her.
    #[serde(default = "yes", skip_serializing_if = "is_true")]
    pub known: bool,
    /// The language she has chosen for letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LetterLanguage>,
    /// Since when she has reserved herself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved: Option<Ago>,
    /// When she was deleted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Ago>,
    /// Her number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mobile: Option<Contact>,
    /// Her address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Contact>,
    /// Her mailbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mailbox: Option<Mailbox>,
    /// What she has typed before, and not confirmed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Draft>,
}

impl Default for Person {
    fn default() -> Self {
        Self {
            kind: Kind::National,
            born: born(),
            known: true,
            language: None,
            reserved: None,
            deleted: None,
            mobile: None,
            email: None,
            mailbox: None,
            draft: None,
        }
    }
}

/// A number (E.164) or an address in the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Contact {
    /// May hold `{number}`, `{swedish}`, `{name}`.
    pub value: String,
    /// When it was last confirmed.
    pub confirmed: Ago,
    /// When it was registered; 400 days before it was confirmed when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub registered: Option<Ago>,
    /// When it was proven by a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified: Option<Ago>,
    /// How many others have it too.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub others: u8,
    /// She has said that it is shared on purpose, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_purpose: Option<Purpose>,
}

/// A mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mailbox {
    /// Whose; `none` is nobody's and refused.
    pub provider: MailboxChoice,
    /// Its address.
    pub address: String,
    /// Since when.
    pub since: Ago,
}

/// What lies in the dialog as typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Country of the number, two letters.
    pub country: String,
    /// May hold `{number}`.
    pub mobile: String,
    /// May hold `{name}`.
    pub email: String,
    /// When it was typed.
    pub saved: Ago,
}

fn substantial() -> Level {
    Level::Substantial
}

/// How she comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Session {
    /// How well she proves who she is.
    #[serde(default = "substantial")]
    pub level: Level,
    /// The language of the pages when she comes: `nb`, `nn` or `en`; bokmål when not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<LetterLanguage>,
    /// She is on the way to a service.
    #[serde(default, skip_serializing_if = "is_false")]
    pub to_service: bool,
}

impl Default for Session {
    fn default() -> Self {
        Self { level: Level::Substantial, language: None, to_service: false }
    }
}

/// Who carries messages and makes mailboxes, and how they behave; as they should where nothing is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Providers {
    /// Who carries SMS.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sms: Option<Habit>,
    /// Who carries e-mail.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<Habit>,
    /// Digipost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digipost: Option<Behaviour>,
    /// e-Boks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eboks: Option<Behaviour>,
}

/// What she has used up in the last hour of what is limited by the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Used {
    /// Wrong codes from SMS.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub wrong_sms: u8,
    /// Wrong codes from e-mail.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub wrong_email: u8,
    /// Codes by SMS to the number in the register.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub sms: u8,
    /// Codes by e-mail to the address in the register.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub email: u8,
    /// Other numbers that were compared with those of others.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub new_mobiles: u8,
    /// Other addresses that were.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub new_emails: u8,
}

/// Something she does, or that happens, and what is seen after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What.
    pub action: Action,
    /// What is seen.
    pub seen: Seen,
}

/// Something she does, or that happens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// She wants to see a page and logs in for it; a level when it is not that of her session.
    LogIn { page: String, level: Option<Level> },
    /// Somebody else logs in in the same browser.
    OtherLogsIn,
    /// She opens a page.
    Open(String),
    /// She fills in the form and presses a button.
    Press(Press),
    /// She chooses the language of the pages, at the top, with something typed that is to be kept.
    Language { language: LetterLanguage, fill: BTreeMap<Field, String> },
    /// She enters a code and presses «Verifiser».
    Enter(Code),
    /// Time passes.
    Wait(Span),
    /// Somebody else registers this number or address.
    AnotherTakes(String),
    /// A provider behaves otherwise from now on.
    Change(Providers),
    /// She answers the question about reservation and saves.
    Reserve(bool),
    /// She chooses a mailbox on its page and saves.
    Mailbox(MailboxChoice),
    /// She chooses the language of letters and saves.
    LetterLanguage(LetterLanguage),
    /// She asks to be deleted (true) or takes the wish back.
    Delete(bool),
    /// She is away until her session has ended.
    SessionExpires,
}

/// A button, and what is filled in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    /// Which.
    pub button: Button,
    /// What is typed or chosen, by field.
    pub fill: BTreeMap<Field, String>,
    /// Pressed twice, before the answer to the first.
    pub twice: bool,
    /// In the page that she had open before she logged in the last time.
    pub earlier: bool,
}

impl Press {
    /// The button, with nothing filled in.
    pub const fn just(button: Button) -> Self {
        Self { button, fill: BTreeMap::new(), twice: false, earlier: false }
    }
}

/// What is seen after a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// The page's address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// Its HTTP status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// Keys of messages that stand there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<String>,
    /// Keys of messages that do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hides: Vec<String>,
}

impl Seen {
    /// Nothing is looked at.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
