//! A scenario in words.

use std::collections::BTreeMap;

use super::model::{Action, Contact, Press, Providers, Scenario, Seen, Used};
use super::names::{
    Behaviour, Button, Code, Field, Group, Habit, Kind, LetterLanguage, Level, MailboxChoice,
};
use super::pages::title_of;
use super::span::{Span, Unit};
use super::values;
use crate::i18n::{Tr, keys};

/// Where it stands in the catalogue.
pub fn group_words(group: Group, tr: Tr) -> &'static str {
    match group {
        Group::Dialog => tr.scenario_group_dialog(),
        Group::Codes => tr.scenario_group_codes(),
        Group::Mailbox => tr.scenario_group_mailbox(),
        Group::Profile => tr.scenario_group_profile(),
        Group::Failures => tr.scenario_group_failures(),
    }
}

/// What is done in a step, as an instruction.
pub fn step_words(action: &Action, scenario: &Scenario, tr: Tr) -> String {
    match action {
        Action::LogIn { page, level } => {
            let level = level_words(level.unwrap_or(scenario.session.level), tr);
            if scenario.session.to_service {
                tr.scenario_do_log_in_to_service(level)
            } else {
                tr.scenario_do_log_in(level, title_of(page, tr))
            }
        }
        Action::OtherLogsIn => tr.scenario_do_other_logs_in().to_owned(),
        Action::Open(page) => tr.scenario_do_open(title_of(page, tr)),
        Action::Press(press) => press_words(press, tr),
        Action::Language { language, fill } => {
            let words = tr.scenario_do_language(language_words(*language, tr));
            if fill.is_empty() { words } else { tr.scenario_do_fill_and(words, fill_words(fill, tr)) }
        }
        Action::Enter(code) => code_words(*code, tr).to_owned(),
        Action::Wait(span) => tr.scenario_do_wait(span_words(*span, tr)),
        Action::AnotherTakes(value) if value.starts_with('+') => {
            tr.scenario_do_another_takes_mobile(values::shown(value))
        }
        Action::AnotherTakes(value) => tr.scenario_do_another_takes_email(values::shown(value)),
        Action::Change(providers) => tr.scenario_do_change(provider_lines(*providers, tr).join(", ")),
        Action::Reserve(true) => tr.scenario_do_reserve().to_owned(),
        Action::Reserve(false) => tr.scenario_do_unreserve().to_owned(),
        Action::Mailbox(MailboxChoice::None) => tr.scenario_do_mailbox_none().to_owned(),
        Action::Mailbox(choice) => tr.scenario_do_mailbox(provider_name(*choice)),
        Action::LetterLanguage(language) => tr.scenario_do_letter_language(language_words(*language, tr)),
        Action::Delete(true) => tr.scenario_do_delete().to_owned(),
        Action::Delete(false) => tr.scenario_do_undo_delete().to_owned(),
        Action::SessionExpires => tr.scenario_do_session_expires().to_owned(),
    }
}

fn press_words(press: &Press, tr: Tr) -> String {
    let button = button_words(press.button, tr);
    if press.earlier {
        return tr.scenario_do_press_earlier(button);
    }
    if press.fill.is_empty() {
        return if press.twice { tr.scenario_do_press_twice(button) } else { tr.scenario_do_press(button) };
    }
    tr.scenario_do_fill(button, fill_words(&press.fill, tr))
}

fn fill_words(fill: &BTreeMap<Field, String>, tr: Tr) -> String {
    let what = fill.iter().map(|(field, value)| {
        let field = field_words(*field, tr);
        if value.is_empty() {
            tr.scenario_do_fill_nothing(field)
        } else {
            tr.scenario_do_fill_one(field, values::shown(value))
        }
    });
    what.collect::<Vec<_>>().join(", ")
}

fn button_words(button: Button, tr: Tr) -> String {
    match button {
        Button::Confirm => tr.confirm_button().to_owned(),
        Button::SendSms => tr.confirm_send_sms().to_owned(),
        Button::SendEmail => tr.confirm_send_email().to_owned(),
        Button::UseSuggestion => tr.confirm_email_use("…"),
        Button::SendAgain => tr.code_new().to_owned(),
        Button::LookAgain => tr.code_check_again().to_owned(),
        Button::StepUp => tr.mailbox_step_up_button().to_owned(),
        Button::Extend => tr.session_extend().to_owned(),
        Button::SaveSharing => tr.sharing_save().to_owned(),
        Button::LogOut => tr.log_out().to_owned(),
    }
}

fn field_words(field: Field, tr: Tr) -> &'static str {
    match field {
        Field::Country => tr.scenario_field_country(),
        Field::Mobile => tr.scenario_field_mobile(),
        Field::Email => tr.scenario_field_email(),
        Field::Mailbox => tr.scenario_field_mailbox(),
        Field::MobilePurpose => tr.scenario_field_mobile_purpose(),
        Field::EmailPurpose => tr.scenario_field_email_purpose(),
    }
}

fn code_words(code: Code, tr: Tr) -> &'static str {
    match code {
        Code::Right => tr.scenario_do_enter_right(),
        Code::Wrong => tr.scenario_do_enter_wrong(),
        Code::Old => tr.scenario_do_enter_old(),
        Code::Short => tr.scenario_do_enter_short(),
        Code::Empty => tr.scenario_do_enter_empty(),
    }
}

fn level_words(level: Level, tr: Tr) -> &'static str {
    match level {
        Level::Substantial => tr.scenario_level_substantial(),
        Level::High => tr.scenario_level_high(),
    }
}

fn language_words(language: LetterLanguage, tr: Tr) -> String {
    let words = match language {
        LetterLanguage::Nb => tr.profile_language_nb(),
        LetterLanguage::Nn => tr.profile_language_nn(),
        LetterLanguage::Se => tr.profile_language_se(),
        LetterLanguage::En => tr.profile_language_en(),
    };
    // Languages have a small letter within a sentence in Norwegian.
    if tr.lang() == "en" { words.to_owned() } else { words.to_lowercase() }
}

const fn provider_name(choice: MailboxChoice) -> &'static str {
    match choice {
        MailboxChoice::Digipost => "Digipost",
        MailboxChoice::EBoks => "e-Boks",
        MailboxChoice::None => "",
    }
}

/// A length of time.
pub fn span_words(span: Span, tr: Tr) -> String {
    match span.unit {
        Unit::Second => tr.scenario_seconds(span.amount),
        Unit::Minute => tr.scenario_minutes(span.amount),
        Unit::Hour => tr.scenario_hours(span.amount),
        Unit::Day => tr.scenario_days(span.amount),
        Unit::Month => tr.scenario_months(span.amount),
    }
}

/// What becomes of messages.
pub fn habit_words(habit: Habit, tr: Tr) -> &'static str {
    match habit {
        Habit::Prompt => tr.scenario_habit_prompt(),
        Habit::Late => tr.scenario_habit_late(),
        Habit::OutOfOrder => tr.scenario_habit_out_of_order(),
        Habit::Lost => tr.scenario_habit_lost(),
        Habit::Broken => tr.scenario_habit_broken(),
        Habit::Silent => tr.scenario_habit_silent(),
        Habit::Recovering => tr.scenario_habit_recovering(),
        Habit::Refused => tr.scenario_habit_refused(),
    }
}

/// How a mailbox provider behaves.
pub fn behaviour_words(behaviour: Behaviour, tr: Tr) -> String {
    match behaviour {
        Behaviour::Works => tr.testid_mailbox_works().to_owned(),
        Behaviour::Slow => tr.scenario_habit_slow().to_owned(),
        Behaviour::Down => tr.testid_mailbox_down().to_owned(),
        Behaviour::Reserved => tr.testid_mailbox_refuses("RESERVERT"),
        Behaviour::AlreadyActive => tr.testid_mailbox_refuses("ALLEREDE_AKTIV"),
        Behaviour::PersonUnknown => tr.testid_mailbox_refuses("BRUKER_IKKE_FUNNET"),
        Behaviour::BadEmail => tr.testid_mailbox_refuses("UGYLDIG_EPOSTADRESSE"),
        Behaviour::BadCertificate => tr.testid_mailbox_refuses("UGYLDIG_SERTIFIKAT"),
    }
}

fn provider_lines(providers: Providers, tr: Tr) -> Vec<String> {
    let mut lines = vec![];
    lines.extend(providers.sms.map(|habit| tr.scenario_provider_sms(habit_words(habit, tr))));
    lines.extend(providers.email.map(|habit| tr.scenario_provider_email(habit_words(habit, tr))));
    for (name, behaviour) in [("Digipost", providers.digipost), ("e-Boks", providers.eboks)] {
        lines.extend(behaviour.map(|it| tr.scenario_provider_mailbox(behaviour_words(it, tr), name)));
    }
    lines
}

/// What is seen, a line each.
pub fn seen_lines(seen: &Seen, tr: Tr) -> Vec<String> {
    let mut lines = vec![];
    lines.extend(seen.page.as_ref().map(|path| tr.scenario_seen_page(title_of(path, tr), path)));
    lines.extend(seen.status.map(|status| tr.scenario_seen_status(status.to_string())));
    let text = |key: &String| keys::example(key, tr.locale).unwrap_or_else(|| key.clone());
    lines.extend(seen.shows.iter().map(|key| tr.scenario_seen_shows(text(key))));
    lines.extend(seen.hides.iter().map(|key| tr.scenario_seen_hides(text(key))));
    lines
}

/// Who she is, how she comes and what meets her, a line each.
pub fn person_lines(scenario: &Scenario, tr: Tr) -> Vec<String> {
    let person = &scenario.person;
    let year = person.born.to_string();
    let mut lines = vec![match person.kind {
        Kind::National => tr.scenario_person_national(year),
        Kind::DNumber => tr.scenario_person_d_number(year),
    }];
    if !person.known {
        lines.push(tr.scenario_person_unknown().to_owned());
    }
    let ago = |span: Span| span_words(span, tr);
    lines.extend(person.deleted.map(|at| tr.scenario_person_deleted(ago(at.0))));
    lines.extend(person.reserved.map(|at| tr.scenario_person_reserved(ago(at.0))));
    let mobile = |it: &Contact| tr.scenario_person_mobile(ago(it.confirmed.0), values::shown(&it.value));
    let email = |it: &Contact| tr.scenario_person_email(ago(it.confirmed.0), values::shown(&it.value));
    lines.extend(person.mobile.as_ref().map(|it| with_more(mobile(it), it, tr)));
    lines.extend(person.email.as_ref().map(|it| with_more(email(it), it, tr)));
    lines.extend(person.language.map(|it| tr.scenario_person_language(language_words(it, tr))));
    let mailbox = person.mailbox.as_ref().map(|it| provider_name(it.provider));
    lines.extend(mailbox.map(|provider| tr.scenario_person_mailbox(provider)));
    if person.draft.is_some() {
        lines.push(tr.scenario_person_draft().to_owned());
    }
    lines.push(tr.scenario_person_level(level_words(scenario.session.level, tr)));
    if scenario.session.to_service {
        lines.push(tr.scenario_person_to_service().to_owned());
    }
    let used = used_words(scenario.used, tr);
    if !used.is_empty() {
        lines.push(tr.scenario_person_used(used.join(", ")));
    }
    lines.extend(provider_lines(scenario.providers, tr));
    lines
}

fn with_more(line: String, contact: &Contact, tr: Tr) -> String {
    let is_verified = contact.verified.is_some();
    let verified =
        if is_verified { tr.scenario_person_verified() } else { tr.scenario_person_not_verified() };
    let mut parts = vec![line, verified.to_owned()];
    if contact.others > 0 {
        parts.push(tr.scenario_person_others(contact.others));
    }
    if contact.on_purpose.is_some() {
        parts.push(tr.scenario_person_on_purpose().to_owned());
    }
    parts.join(", ")
}

fn used_words(used: Used, tr: Tr) -> Vec<String> {
    let all = [
        (used.wrong_sms, tr.scenario_used_wrong_sms(used.wrong_sms)),
        (used.wrong_email, tr.scenario_used_wrong_email(used.wrong_email)),
        (used.sms, tr.scenario_used_sms(used.sms)),
        (used.email, tr.scenario_used_email(used.email)),
        (used.new_mobiles, tr.scenario_used_new_mobiles(used.new_mobiles)),
        (used.new_emails, tr.scenario_used_new_emails(used.new_emails)),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect()
}
