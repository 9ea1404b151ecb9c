//! What holds a person back at this moment, by the same counting and the same rules as on her own pages.

use bekreft_domain::{
    CaseState, Channel, ClearableLimit, Contact, EmailAddress, Held, Limit, MobileNumber, Person, Sent,
};
use time::{Duration, OffsetDateTime};

use crate::app::State;
use crate::i18n::Tr;
use crate::store::desk::{self, Record};
use crate::store::support_case::{self, Case};
use crate::store::verification::Subject;
use crate::store::{self, limits, verification};
use crate::support::{SupportViewer, words};
use crate::web::code::held_words;

/// A limit that holds her back.
pub struct LimitLine {
    /// Which channel.
    pub channel: &'static str,
    /// What she reads.
    pub words: String,
    /// By what names it can be cleared, if it can.
    pub clear: Option<(&'static str, &'static str)>,
    /// It has been asked for, and nobody has decided.
    pub is_asked: bool,
}

impl LimitLine {
    /// What its form is called on the page.
    pub fn name(&self) -> String {
        self.clear.map_or_else(String::new, |(channel, what)| format!("{channel}-{what}"))
    }
}

/// Limits and what they are counted by.
pub struct InForce {
    pub lines: Vec<LimitLine>,
    pub counts: Vec<(&'static str, String)>,
}

const DAY: Duration = Duration::hours(24);
/// All cases of one person that may be open, and more.
const CASES: i64 = 100;

/// What holds her back.
pub async fn in_force(
    state: &State,
    viewer: &SupportViewer,
    tr: Tr,
    record: &Record,
) -> store::Result<InForce> {
    let now = state.clock.now();
    let who = (&viewer.session().identifier, Some(record.id));
    let cases = support_case::list(&state.support_db, who, CASES, now).await?;
    let mut found = InForce { lines: Vec::new(), counts: Vec::new() };
    for channel in Channel::ALL {
        let counted = Counted::read(state, record.person(), *channel, now).await?;
        found.counts.extend(counted.counts(state, tr, now));
        for held in counted.holds(state, now) {
            found.lines.push(line(tr, *channel, held, &cases, now));
        }
    }
    Ok(found)
}

fn line(tr: Tr, channel: Channel, held: Held, cases: &[Case], now: OffsetDateTime) -> LimitLine {
    let what = ClearableLimit::behind(held.by);
    let is_asked = cases.iter().any(|case| {
        case.state == CaseState::Open && case.subject.channel == channel && Some(case.subject.what) == what
    });
    LimitLine {
        channel: words::channel(tr, channel),
        words: held_words(tr, channel, held, now),
        clear: what.map(|what| (channel.as_str(), what.as_str())),
        is_asked,
    }
}

/// What is counted on a channel.
struct Counted {
    channel: Channel,
    number: Option<MobileNumber>,
    wrong: Vec<OffsetDateTime>,
    sent: Sent,
}

impl Counted {
    /// For the value that she last had a code sent to, or else the one in the register: what her next code would go to.
    async fn read(
        state: &State,
        person: &Person,
        channel: Channel,
        now: OffsetDateTime,
    ) -> store::Result<Self> {
        let db = &state.support_db;
        let stored = stored_value(person, channel);
        let tried = desk::value_tried(db, person, channel, now - DAY).await?;
        let value = tried.or_else(|| stored.clone()).unwrap_or_default();
        let number = match channel {
            Channel::Mobile => MobileNumber::from_stored(&value).ok(),
            Channel::Email => None,
        };
        let identifier = person.identifier();
        let subject = Subject { identifier, channel, value: &value };
        let sent = limits::sent_for_support(db, subject, (number.as_ref(), stored.as_deref()), now).await?;
        let wrong = verification::wrong_tries_for_support(db, identifier, channel, now).await?;
        // Whatever she tries next, it counts as new unless she has tried it already: nothing is tried yet that has no value.
        let next = Subject { value: "", ..subject };
        let new = limits::sent_for_support(db, next, (None, stored.as_deref()), now).await?;
        let sent = Sent { is_new_number: true, other_new_numbers: new.other_new_numbers, ..sent };
        Ok(Self { channel, number, wrong, sent })
    }

    fn holds(&self, state: &State, now: OffsetDateTime) -> Vec<Held> {
        let wrong = state.rules.exhausted(&self.wrong, now);
        let wrong = wrong.map(|until| Held { by: Limit::WrongCodes, until });
        let country = self.number.as_ref().map(MobileNumber::country);
        let mut held = state.limits.holds(&state.rules, self.channel, country, &self.sent, now);
        // One limit may hold for two reasons; the longer one counts.
        held.sort_by_key(|held| std::cmp::Reverse(held.until));
        let mut seen = Vec::new();
        held.retain(|held| {
            let is_new = !seen.contains(&held.by);
            seen.push(held.by);
            is_new
        });
        wrong.into_iter().chain(held).collect()
    }

    fn counts(&self, state: &State, tr: Tr, now: OffsetDateTime) -> Vec<(&'static str, String)> {
        let within = |times: &[OffsetDateTime]| times.iter().filter(|at| **at > now - DAY).count();
        let (wrong_name, sends_name, most) = match self.channel {
            Channel::Mobile => (tr.desk_count_wrong_sms(), tr.desk_count_sms(), state.limits.sms_per_person),
            Channel::Email => {
                (tr.desk_count_wrong_email(), tr.desk_count_email(), state.limits.email_per_person)
            }
        };
        vec![
            (wrong_name, tr.desk_count(state.rules.tries_per_day, within(&self.wrong))),
            (sends_name, tr.desk_count(most, within(&self.sent.by_person))),
        ]
    }
}

fn stored_value(person: &Person, channel: Channel) -> Option<String> {
    match channel {
        Channel::Mobile => person.mobile().map(Contact::value).map(|number| number.expose().to_owned()),
        Channel::Email => {
            person.email().map(Contact::value).map(EmailAddress::canonical).map(|it| it.expose().to_owned())
        }
    }
}
