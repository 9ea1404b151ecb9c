//! What the code page shows, decided before the template writes it down.

use askama::Template;
use bekreft_domain::{Channel, Held, Limit, oslo};
use time::OffsetDateTime;

use crate::actions::send_code::Destination;
use crate::clients::Failure;
use crate::i18n::Tr;
use crate::store::codes::{Recent, State};
use crate::store::message::Trouble;
use crate::web::page::Page;
use crate::web::paths;

/// Why the page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    /// To enter a code.
    Open,
    /// The field was empty.
    Missing,
    /// What was entered is no code.
    NotSixDigits,
    /// The code was wrong.
    Wrong { tries_left: u32 },
    /// The code was wrong once too often.
    UsedUp,
    /// The code is too old.
    Expired,
    /// No code has been sent to the value in the dialog.
    NothingSent,
    /// A limit.
    Held(Held),
}

/// How far the message has come.
struct Line {
    /// `info`, `success` or `warning`.
    tone: &'static str,
    text: String,
    /// It may change, so the page offers to look again.
    may_change: bool,
}

/// The page.
#[derive(Template)]
#[template(path = "code.html")]
pub struct CodePage {
    page: Page,
    title: &'static str,
    /// The number or the address, as it is shown to its owner.
    value: String,
    label: &'static str,
    /// Where the code goes.
    place: &'static str,
    /// Where a wish for another goes.
    send: &'static str,
    back: &'static str,
    line: Option<Line>,
    /// Until when the code works; there is a field for it while it does.
    hint: Option<String>,
    error: Option<String>,
    held: Option<String>,
    /// The button for another code, when it may be pressed.
    again: Option<&'static str>,
    /// From when it may be.
    again_from: Option<String>,
}

fn clock(tr: Tr, at: OffsetDateTime) -> String {
    tr.clock(oslo::to_local(at))
}

/// A time of day that is safe to promise: when there are seconds over, the next minute.
fn from_clock(tr: Tr, at: OffsetDateTime) -> String {
    let started = at.second() > 0 || at.nanosecond() > 0;
    clock(tr, if started { at + time::Duration::seconds(60 - i64::from(at.second())) } else { at })
}

impl CodePage {
    /// Puts the page together.
    pub fn new(
        page: Page,
        (destination, back): (&Destination, &'static str),
        recent: &[Recent],
        (situation, exhausted): (Situation, Option<OffsetDateTime>),
        now: OffsetDateTime,
    ) -> Self {
        let tr = page.tr;
        let channel = destination.channel();
        let value = destination.value();
        let latest = recent.iter().find(|recent| recent.value == value);
        let max_tries = page.state.rules.tries;
        let alive = latest.filter(|it| it.proven_at.is_none() && it.tries < max_tries && now < it.expires_at);
        let held = match (situation, exhausted) {
            (Situation::Held(held), _) => Some(held),
            (_, Some(until)) => Some(Held { by: Limit::WrongCodes, until }),
            _ => None,
        };
        let next = latest.and_then(|latest| page.state.rules.next_send(&latest.sent_at));
        let waits_until = next.filter(|at| *at > now);
        let is_open = exhausted.is_none() && alive.is_some();
        Self {
            title: title(tr, channel),
            value: shown(destination),
            label: match channel {
                Channel::Mobile => tr.code_label_mobile(),
                Channel::Email => tr.code_label_email(),
            },
            place: place(channel).0,
            send: place(channel).1,
            back,
            line: Some(line(tr, channel, latest, alive.is_some(), now)),
            hint: alive.filter(|_| is_open).map(|code| tr.code_hint(clock(tr, code.expires_at))),
            error: error(tr, channel, situation),
            held: held.map(|held| held_words(tr, channel, held, now)),
            again: (held.is_none() && waits_until.is_none()).then(|| again(tr, channel, latest, alive)),
            again_from: waits_until.filter(|_| held.is_none()).map(|at| {
                let from = from_clock(tr, at);
                if alive.is_some() { tr.code_resend_from(from) } else { tr.code_new_from(from) }
            }),
            page,
        }
    }

    /// What stands in the title of the window.
    fn window_title(&self) -> String {
        match &self.error {
            Some(_) => self.page.tr.code_title_error(self.title),
            None => self.title.to_owned(),
        }
    }
}

fn title(tr: Tr, channel: Channel) -> &'static str {
    match channel {
        Channel::Mobile => tr.code_title_mobile(),
        Channel::Email => tr.code_title_email(),
    }
}

fn place(channel: Channel) -> (&'static str, &'static str) {
    match channel {
        Channel::Mobile => (paths::CODE_SMS, paths::CODE_SMS_SEND),
        Channel::Email => (paths::CODE_EMAIL, paths::CODE_EMAIL_SEND),
    }
}

fn shown(destination: &Destination) -> String {
    match destination {
        Destination::Mobile(number) => number.international(),
        Destination::Email(address) => address.expose().to_owned(),
    }
}

fn again(tr: Tr, channel: Channel, latest: Option<&Recent>, alive: Option<&Recent>) -> &'static str {
    match (alive, latest, channel) {
        (Some(_), _, _) => tr.code_resend(),
        (None, Some(_), _) => tr.code_new(),
        (None, None, Channel::Mobile) => tr.confirm_send_sms(),
        (None, None, Channel::Email) => tr.confirm_send_email(),
    }
}

/// The truth about the message, as far as it is known.
fn line(tr: Tr, channel: Channel, latest: Option<&Recent>, is_alive: bool, now: OffsetDateTime) -> Line {
    let sms = channel == Channel::Mobile;
    let Some(latest) = latest else {
        let text = if sms { tr.code_none_mobile() } else { tr.code_none_email() };
        return Line { tone: "info", text: text.to_owned(), may_change: false };
    };
    let pick = |mobile: &str, email: &str| if sms { mobile.to_owned() } else { email.to_owned() };
    let failed = || Line {
        tone: "warning",
        text: pick(tr.code_failed_mobile(), tr.code_failed_email()),
        may_change: false,
    };
    match latest.state {
        State::Waiting(_) if now > latest.not_after => failed(),
        State::Waiting(trouble) => waiting(tr, latest, trouble),
        State::Failed(Trouble::Provider(Failure::BadAddress)) => Line {
            tone: "warning",
            text: pick(tr.code_refused_mobile(), tr.code_refused_email()),
            may_change: false,
        },
        State::Failed(_) => failed(),
        State::Undelivered(_) => Line {
            tone: "warning",
            text: pick(tr.code_undelivered_mobile(), tr.code_undelivered_email()),
            may_change: false,
        },
        State::Accepted(_) | State::Delivered(_) if !is_alive => {
            Line { tone: "info", text: tr.code_over().to_owned(), may_change: false }
        }
        State::Accepted(at) => {
            let at = clock(tr, at);
            let text = if sms { tr.code_accepted_mobile(at) } else { tr.code_accepted_email(at) };
            Line { tone: "info", text, may_change: true }
        }
        State::Delivered(at) => {
            let at = clock(tr, at);
            let text = if sms { tr.code_delivered_mobile(at) } else { tr.code_delivered_email(at) };
            Line { tone: "success", text, may_change: false }
        }
    }
}

fn waiting(tr: Tr, latest: &Recent, trouble: Option<Trouble>) -> Line {
    let asked = latest.sent_at.first().map(|at| clock(tr, *at)).unwrap_or_default();
    if trouble.is_none() {
        return Line { tone: "info", text: tr.code_waiting(asked), may_change: true };
    }
    let text = tr.code_waiting_trouble(asked, clock(tr, latest.not_after));
    Line { tone: "warning", text, may_change: true }
}

fn error(tr: Tr, channel: Channel, situation: Situation) -> Option<String> {
    let sms = channel == Channel::Mobile;
    match situation {
        Situation::Open | Situation::Held(_) => None,
        Situation::Missing => {
            Some(if sms { tr.code_missing_mobile() } else { tr.code_missing_email() }.to_owned())
        }
        Situation::NotSixDigits => Some(tr.code_not_six().to_owned()),
        Situation::Wrong { tries_left } => Some(tr.code_wrong(tries_left)),
        Situation::UsedUp => Some(tr.code_used_up().to_owned()),
        Situation::Expired => Some(tr.code_expired().to_owned()),
        Situation::NothingSent => Some(tr.code_nothing_sent().to_owned()),
    }
}

/// What holds a code back, and until when. The day is told when it is not today.
pub fn held_words(tr: Tr, channel: Channel, held: Held, now: OffsetDateTime) -> String {
    let until = oslo::to_local(held.until);
    let when = if until.date() == oslo::to_local(now).date() {
        tr.code_at_clock(from_clock(tr, held.until))
    } else {
        tr.date_and_clock(until)
    };
    match (held.by, channel) {
        (Limit::CoolDown, _) => tr.code_held_cool_down(when),
        (Limit::Person, _) => tr.code_held_person(when),
        (Limit::NewNumbers, _) => tr.code_held_new_numbers(when),
        (Limit::Destination, Channel::Mobile) => tr.code_held_destination_mobile(when),
        (Limit::Destination, Channel::Email) => tr.code_held_destination_email(when),
        (Limit::Abroad, _) => tr.code_held_abroad(when),
        (Limit::Prefix, _) => tr.code_held_prefix(when),
        (Limit::WrongCodes, _) => tr.code_held_wrong_codes(when),
    }
}
