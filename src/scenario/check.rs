//! What makes a scenario one that can be carried out.

use super::model::{Action, Contact, Person, Press, Scenario, Seen, Step, Words};
use super::names::{Field, LetterLanguage, MailboxChoice};
use super::{pages, values};
use crate::i18n::keys;

/// What is wrong with a step.
pub fn step(step: &Step) -> Vec<String> {
    let mut problems = vec![];
    let mut page = |path: &str| {
        if !pages::is_known(path) {
            problems.push(format!("no page has the address {path}"));
        }
    };
    match &step.action {
        Action::LogIn { page: path, .. } | Action::Open(path) => page(path),
        Action::Press(Press { fill, .. }) | Action::Language { fill, .. } => {
            problems.extend(fill.iter().filter_map(|(field, value)| wrong_fill(*field, value)));
        }
        Action::AnotherTakes(value) => problems.extend(contact_value(value)),
        Action::Wait(span) if span.amount == 0 => problems.push("no time is no wait".to_owned()),
        _ => {}
    }
    if matches!(step.action, Action::Language { language: LetterLanguage::Se, .. }) {
        problems.push("the pages speak nb, nn and en".to_owned());
    }
    problems.extend(seen(&step.seen));
    problems
}

fn wrong_fill(field: Field, value: &str) -> Option<String> {
    let known: &[&str] = match field {
        Field::Mailbox => &["no", "yes", "digipost", "eboks"],
        Field::MobilePurpose | Field::EmailPurpose => &["no", "child", "spouse", "ward", "d_number", "other"],
        Field::Country | Field::Mobile | Field::Email => return values::unknown(value),
    };
    let name = field.as_str();
    (!known.contains(&value)).then(|| format!("{name} = {value:?}: one of {}", known.join(", ")))
}

fn contact_value(value: &str) -> Option<String> {
    let fits = value.starts_with('+') || value.contains('@');
    let why = || format!("{value:?} is neither a number (+47…) nor an address");
    values::unknown(value).or_else(|| (!fits).then(why))
}

fn seen(seen: &Seen) -> Vec<String> {
    let mut problems = vec![];
    if let Some(page) = seen.page.as_ref().filter(|page| !pages::is_known(page)) {
        problems.push(format!("no page has the address {page}"));
    }
    if let Some(status) = seen.status.filter(|status| !(200..600).contains(status)) {
        problems.push(format!("{status} is no status of a page"));
    }
    for key in seen.shows.iter().chain(&seen.hides) {
        if keys::pattern(key, crate::i18n::Locale::Nb).is_none() {
            problems.push(format!("there is no message {key}"));
        } else if !keys::can_be_found(key) {
            problems.push(format!("{key} has too few words of its own to be looked for"));
        }
    }
    if let Some(key) = seen.shows.iter().find(|key| seen.hides.contains(key)) {
        problems.push(format!("{key} cannot both be there and not"));
    }
    problems
}

/// What is wrong with the whole of it.
pub fn whole(scenario: &Scenario) -> Vec<String> {
    let mut problems = vec![];
    for (what, words) in [("title", &scenario.title), ("description", &scenario.description)] {
        problems.extend(words_missing(what, words));
    }
    problems.extend(person(&scenario.person));
    if scenario.session.language == Some(LetterLanguage::Se) {
        problems.push("session: the pages speak nb, nn and en".to_owned());
    }
    let starts = matches!(
        scenario.steps.first().map(|step| &step.action),
        Some(Action::LogIn { .. } | Action::Open(_))
    );
    if !starts {
        problems.push("the first step is log-in or open".to_owned());
    }
    if scenario.steps.iter().all(|step| step.seen.is_empty()) {
        problems.push("nothing is looked at in any step".to_owned());
    }
    problems
}

fn words_missing(what: &str, words: &Words) -> Option<String> {
    let languages = [("nb", &words.nb), ("nn", &words.nn), ("en", &words.en)];
    let missing = languages.iter().find(|(_, text)| text.trim().is_empty());
    missing.map(|(language, _)| format!("{what}: {language} is empty"))
}

fn person(person: &Person) -> Vec<String> {
    let mut problems = vec![];
    let holds_something = person.mobile.is_some()
        || person.email.is_some()
        || person.language.is_some()
        || person.reserved.is_some()
        || person.mailbox.is_some();
    if holds_something && (!person.known || person.deleted.is_some()) {
        problems.push("person: who is unknown or deleted has nothing in the register".to_owned());
    }
    if !(1900..=2020).contains(&person.born) {
        problems.push(format!("person: born in {}", person.born));
    }
    if person.mobile.as_ref().is_some_and(|mobile| !mobile.value.starts_with('+')) {
        problems.push("person: a number begins with + and the code of its country".to_owned());
    }
    if person.email.as_ref().is_some_and(|email| !email.value.contains('@')) {
        problems.push("person: an address has an @".to_owned());
    }
    let contacts = [&person.mobile, &person.email].into_iter().flatten();
    problems.extend(contacts.filter_map(|Contact { value, .. }| values::unknown(value)));
    if let Some(draft) = &person.draft {
        problems.extend([&draft.mobile, &draft.email].into_iter().filter_map(|value| values::unknown(value)));
    }
    if person.mailbox.as_ref().is_some_and(|mailbox| mailbox.provider == MailboxChoice::None) {
        problems.push("person: a mailbox is somebody's".to_owned());
    }
    problems
}
