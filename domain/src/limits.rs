//! How many messages may be sent: to protect those who pay for them and those who get them unasked.

use time::{Duration, OffsetDateTime};

use crate::verification::{Rules, full_until};
use crate::{Channel, Country};

const DAY: Duration = Duration::hours(24);
/// The short window of [`Limits::sms_per_number_soon`].
pub const SOON: Duration = Duration::minutes(5);

/// The figures. [`Limits::default`] is the policy; an installation may set others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// SMS codes a person may ask for in 24 hours.
    pub sms_per_person: u32,
    /// E-mail codes a person may ask for in 24 hours.
    pub email_per_person: u32,
    /// New numbers a person may have codes sent to in 24 hours.
    pub new_numbers_per_person: u32,
    /// SMS codes to one number in 24 hours, over all persons.
    pub sms_per_number: u32,
    /// SMS codes to one number in five minutes, over all persons.
    pub sms_per_number_soon: u32,
    /// E-mail codes to one address in 24 hours, over all persons.
    pub email_per_address: u32,
    /// SMS in 24 hours to each foreign country of the EEA.
    pub per_eea_country: u32,
    /// SMS in 24 hours to each other country.
    pub per_other_country: u32,
    /// SMS in 24 hours to all countries outside the EEA together.
    pub other_countries_together: u32,
    /// SMS per minute to one prefix that are never too many.
    pub breaker_floor: u32,
    /// More than this many times the usual per minute is too many.
    pub breaker_factor: u32,
    /// Of the codes to one prefix that have ended, at least this share of a hundred must have been entered.
    pub breaker_proven_percent: u32,
    /// How many ended codes that is judged by.
    pub breaker_sample: u32,
    /// How long a prefix rests.
    pub breaker_pause: Duration,
    /// Sends per ten minutes from one network address that are worth a line in the log; never a reason to refuse.
    pub sends_per_network: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            sms_per_person: 5,
            email_per_person: 8,
            new_numbers_per_person: 3,
            sms_per_number: 10,
            sms_per_number_soon: 3,
            email_per_address: 10,
            per_eea_country: 200,
            per_other_country: 50,
            other_countries_together: 300,
            breaker_floor: 60,
            breaker_factor: 3,
            breaker_proven_percent: 40,
            breaker_sample: 50,
            breaker_pause: Duration::minutes(30),
            sends_per_network: 60,
        }
    }
}

/// Earlier messages with codes, each list newest first. Lists may be cut off where the limit is surely reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// By this person to this value, within the life of a code and the cool-down.
    pub to_value: Vec<OffsetDateTime>,
    /// By this person on this channel.
    pub by_person: Vec<OffsetDateTime>,
    /// When this person first sent to each other number that is not the one in the register.
    pub other_new_numbers: Vec<OffsetDateTime>,
    /// Whether the value is a number that is new for this person.
    pub is_new_number: bool,
    /// By anybody to this value.
    pub to_destination: Vec<OffsetDateTime>,
    /// SMS to the same country, when it is not Norway.
    pub to_country: Vec<OffsetDateTime>,
    /// SMS to all countries outside the EEA, when the country is one of them.
    pub to_others: Vec<OffsetDateTime>,
    /// Until when messages to the number's prefix rest, if they do.
    pub paused_until: Option<OffsetDateTime>,
}

/// What holds a message back, and when that ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    /// Why.
    pub by: Limit,
    /// From when the citizen may ask again.
    pub until: OffsetDateTime,
}

/// Which limit it is. The citizen is told, because it is her own doing or hits her without her doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// A message to the same value is on its way.
    CoolDown,
    /// The person has asked for many codes.
    Person,
    /// The person has tried many new numbers.
    NewNumbers,
    /// The number or address has been sent many codes, by whomever.
    Destination,
    /// Many messages have gone to the country, or to this kind of number.
    Abroad,
    /// Many messages went to such numbers and few codes came back.
    Prefix,
    /// The person has entered many wrong codes, so a new one could not be used.
    WrongCodes,
}

impl Limits {
    /// What holds a message with a code back; of several reasons, the one that lasts longest.
    pub fn hold(
        &self,
        rules: &Rules,
        channel: Channel,
        country: Option<Country>,
        sent: &Sent,
        now: OffsetDateTime,
    ) -> Option<Held> {
        self.holds(rules, channel, country, sent, now).into_iter().max_by_key(|held| held.until)
    }

    /// All that holds a message with a code back.
    pub fn holds(
        &self,
        rules: &Rules,
        channel: Channel,
        country: Option<Country>,
        sent: &Sent,
        now: OffsetDateTime,
    ) -> Vec<Held> {
        let (per_person, per_destination) = match channel {
            Channel::Mobile => (self.sms_per_person, self.sms_per_number),
            Channel::Email => (self.email_per_person, self.email_per_address),
        };
        let mut found = vec![
            (Limit::CoolDown, rules.next_send(&sent.to_value).filter(|until| *until > now)),
            (Limit::Person, full_until(&sent.by_person, per_person, DAY, now)),
            (Limit::Destination, full_until(&sent.to_destination, per_destination, DAY, now)),
        ];
        if channel == Channel::Mobile {
            let soon = full_until(&sent.to_destination, self.sms_per_number_soon, SOON, now);
            found.push((Limit::Destination, soon));
            found.push((Limit::Prefix, sent.paused_until.filter(|until| *until > now)));
            if sent.is_new_number {
                let new = full_until(&sent.other_new_numbers, self.new_numbers_per_person, DAY, now);
                found.push((Limit::NewNumbers, new));
            }
            found.push((Limit::Abroad, country.and_then(|country| self.abroad(country, sent, now))));
        }
        found.into_iter().filter_map(|(by, until)| Some(Held { by, until: until? })).collect()
    }

    fn abroad(&self, country: Country, sent: &Sent, now: OffsetDateTime) -> Option<OffsetDateTime> {
        if country == Country::NORWAY {
            return None;
        }
        if country.is_in_eea() {
            return full_until(&sent.to_country, self.per_eea_country, DAY, now);
        }
        let one = full_until(&sent.to_country, self.per_other_country, DAY, now);
        one.max(full_until(&sent.to_others, self.other_countries_together, DAY, now))
    }

    /// More messages to a prefix in a minute than this are too many, given how many are usual in a minute.
    pub fn per_minute(&self, usual: u32) -> u32 {
        self.breaker_floor.max(usual.saturating_mul(self.breaker_factor))
    }

    /// Whether too few of the codes that have ended came back; never judged by fewer than the sample.
    pub fn too_few_proven(&self, ended: u32, proven: u32) -> bool {
        ended >= self.breaker_sample
            && u64::from(proven) * 100 < u64::from(ended) * u64::from(self.breaker_proven_percent)
    }
}
