//! What a person can be found by in the console's search: facts about her that name nobody, and criteria over them.
//!
//! All facts of a person are packed into one number, her code. There are some thousand different ones, whatever the number of
//! persons, so that what fits any set of criteria is found by looking through the codes and not through the persons.

mod criterion;

use time::{Date, OffsetDateTime};

use crate::{
    Contact, MailboxProvider, NotificationStatus, Person, RegisterLanguage, Status, UnknownName, freshness,
    mailbox, oslo,
};
pub use criterion::{Criterion, Dimension, Filter};

named! {
    /// How old somebody is, in the bands that the search tells apart. They follow what ages mean: of age, 67 a pensioner.
    pub enum AgeBand {
        /// Not of age.
        Under18 = "under_18",
        /// 18 to 29.
        From18 = "from_18",
        /// 30 to 44.
        From30 = "from_30",
        /// 45 to 66.
        From45 = "from_45",
        /// 67 to 79.
        From67 = "from_67",
        /// 80 and older.
        From80 = "from_80",
    }
}

impl AgeBand {
    /// The age at which it begins.
    pub const fn begins_at(self) -> u8 {
        match self {
            Self::Under18 => 0,
            Self::From18 => 18,
            Self::From30 => 30,
            Self::From45 => 45,
            Self::From67 => 67,
            Self::From80 => 80,
        }
    }

    /// The band of somebody born on this day, on the Norwegian calendar.
    pub fn of(birth: Date, now: OffsetDateTime) -> Self {
        let reached = |band: &&Self| !mailbox::is_younger(Some(birth), band.begins_at(), now);
        Self::ALL.iter().rev().find(reached).copied().unwrap_or(Self::Under18)
    }

    /// When somebody born on this day comes into the next band: at midnight in Norway. Who is born on 29 February has her
    /// birthday on 1 March in other years, as in [`mailbox::is_younger`].
    fn next_begins(birth: Date, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let next = Self::ALL.iter().find(|band| mailbox::is_younger(Some(birth), band.begins_at(), now))?;
        let year = birth.year() + i32::from(next.begins_at());
        let birthday = birth.replace_year(year).or_else(|_| Date::from_ordinal_date(year, 60)).ok()?;
        Some(oslo::start_of_day(birthday))
    }
}

/// Whether what is registered of a person has been proven by codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verified {
    /// There is nothing to prove.
    NothingThere,
    /// Every channel.
    All,
    /// Some channel is not.
    NotAll,
}

/// What the search knows of one person at an instant.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Facets {
    /// In the register, or deleted from it.
    pub status: Status,
    /// Whether she may be notified.
    pub notification: NotificationStatus,
    /// Whether she is reserved.
    pub is_reserved: bool,
    /// Whether she has a number.
    pub has_mobile: bool,
    /// Whether she has an address.
    pub has_email: bool,
    /// Whose digital mailbox she has.
    pub mailbox: Option<MailboxProvider>,
    /// Whether her number or address is on others too.
    pub is_shared: bool,
    /// Whether her number and address have been proven.
    pub verified: Verified,
    /// The language of letters to her.
    pub language: Option<RegisterLanguage>,
    /// How old she is; her number may not tell.
    pub age: Option<AgeBand>,
}

impl Facets {
    /// The facts of a person; none of somebody who was never in the register.
    pub fn of(person: &Person, is_shared: bool, now: OffsetDateTime) -> Option<Self> {
        let mobile = person.mobile().map(Contact::is_validated);
        let email = person.email().map(Contact::is_validated);
        let verified = match (mobile, email) {
            (None, None) => Verified::NothingThere,
            (None | Some(true), None | Some(true)) => Verified::All,
            _ => Verified::NotAll,
        };
        Some(Self {
            status: person.status()?,
            notification: person.notification_status(now),
            is_reserved: person.reservation().is_reserved(),
            has_mobile: mobile.is_some(),
            has_email: email.is_some(),
            mailbox: person.mailbox().map(|mailbox| mailbox.provider),
            is_shared,
            verified,
            language: person.language().map(|(language, _)| language),
            age: person.identifier().birth_date().map(|birth| AgeBand::of(birth, now)),
        })
    }

    /// When the facts may become others although nothing happens to her: contact information expires, and people grow older.
    /// Until then they stay as they are now.
    pub fn next_look(person: &Person, now: OffsetDateTime) -> Option<OffsetDateTime> {
        let mobile = person.mobile().map(Contact::last_assured_at);
        let email = person.email().map(Contact::last_assured_at);
        let assured = [mobile, email].into_iter().flatten();
        let expiry = assured.filter_map(|at| freshness::next_look(at, now));
        let birth = person.identifier().birth_date();
        expiry.chain(birth.and_then(|birth| AgeBand::next_begins(birth, now))).min()
    }

    /// The number that stands for these facts. Codes sort by what is looked at first: status, notification, reservation.
    pub fn code(&self) -> i32 {
        let bits = [
            STATUS.put(self.status == Status::Deleted),
            NOTIFICATION.put(self.notification == NotificationStatus::CannotBeNotified),
            RESERVED.put(self.is_reserved),
            MOBILE.put(self.has_mobile),
            EMAIL.put(self.has_email),
            MAILBOX.put_one(mailbox_number(self.mailbox)),
            SHARED.put(self.is_shared),
            VERIFIED.put_one(verified_number(self.verified)),
            LANGUAGE.put_one(place(RegisterLanguage::ALL, self.language)),
            AGE.put_one(place(AgeBand::ALL, self.age)),
        ];
        bits.iter().sum()
    }

    /// The facts that a number stands for.
    pub fn from_code(code: i32) -> Option<Self> {
        let facets = Self {
            status: if STATUS.is_set(code) { Status::Deleted } else { Status::Active },
            notification: if NOTIFICATION.is_set(code) {
                NotificationStatus::CannotBeNotified
            } else {
                NotificationStatus::CanBeNotified
            },
            is_reserved: RESERVED.is_set(code),
            has_mobile: MOBILE.is_set(code),
            has_email: EMAIL.is_set(code),
            mailbox: match MAILBOX.get(code) {
                0 => None,
                number => Some(MAILBOXES.iter().find(|(_, known)| *known == number)?.0),
            },
            is_shared: SHARED.is_set(code),
            verified: match VERIFIED.get(code) {
                0 => Verified::NothingThere,
                1 => Verified::All,
                2 => Verified::NotAll,
                _ => return None,
            },
            language: at_place(RegisterLanguage::ALL, LANGUAGE.get(code)).ok()?,
            age: at_place(AgeBand::ALL, AGE.get(code)).ok()?,
        };
        (facets.code() == code).then_some(facets)
    }
}

/// Some bits of a code.
#[derive(Clone, Copy)]
struct Bits {
    shift: u32,
    width: u32,
}

const STATUS: Bits = Bits { shift: 15, width: 1 };
const NOTIFICATION: Bits = Bits { shift: 14, width: 1 };
const RESERVED: Bits = Bits { shift: 13, width: 1 };
const MOBILE: Bits = Bits { shift: 12, width: 1 };
const EMAIL: Bits = Bits { shift: 11, width: 1 };
const MAILBOX: Bits = Bits { shift: 9, width: 2 };
const SHARED: Bits = Bits { shift: 8, width: 1 };
const VERIFIED: Bits = Bits { shift: 6, width: 2 };
const LANGUAGE: Bits = Bits { shift: 3, width: 3 };
const AGE: Bits = Bits { shift: 0, width: 3 };

/// One bit says that there is a mailbox, so that "any" is a question about bits too.
const HAS_MAILBOX: i32 = 2;
const MAILBOXES: [(MailboxProvider, i32); 2] =
    [(MailboxProvider::Digipost, HAS_MAILBOX), (MailboxProvider::EBoks, HAS_MAILBOX + 1)];

impl Bits {
    fn put_one(self, number: i32) -> i32 {
        number << self.shift
    }

    fn put(self, is_set: bool) -> i32 {
        self.put_one(i32::from(is_set))
    }

    fn mask(self) -> i32 {
        self.put_one((1 << self.width) - 1)
    }

    fn get(self, code: i32) -> i32 {
        (code & self.mask()) >> self.shift
    }

    fn is_set(self, code: i32) -> bool {
        self.get(code) != 0
    }

    fn are(self, number: i32) -> Pattern {
        Pattern { mask: self.mask(), value: self.put_one(number) }
    }
}

fn mailbox_number(provider: Option<MailboxProvider>) -> i32 {
    let found = MAILBOXES.iter().find(|(known, _)| Some(*known) == provider);
    found.map_or(0, |(_, number)| *number)
}

const fn verified_number(verified: Verified) -> i32 {
    match verified {
        Verified::NothingThere => 0,
        Verified::All => 1,
        Verified::NotAll => 2,
    }
}

/// Where a value stands in the list of all, from 1; 0 is none.
fn place<T: PartialEq + Copy>(all: &[T], value: Option<T>) -> i32 {
    let found = all.iter().position(|known| Some(*known) == value);
    found.map_or(0, |index| i32::try_from(index + 1).unwrap_or(0))
}

fn at_place<T: Copy>(all: &[T], place: i32) -> Result<Option<T>, UnknownName> {
    match usize::try_from(place) {
        Ok(0) => Ok(None),
        Ok(number) => all.get(number - 1).copied().map(Some).ok_or(UnknownName),
        Err(_) => Err(UnknownName),
    }
}

/// What a code must have in it: where the bits of `mask` are as in `value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pattern {
    /// The bits that count.
    pub mask: i32,
    /// How they are.
    pub value: i32,
}

impl Pattern {
    /// Whether a code fits.
    pub const fn fits(self, code: i32) -> bool {
        code & self.mask == self.value
    }

    /// Both at once. They must be about different bits.
    const fn and(self, other: Self) -> Self {
        Self { mask: self.mask | other.mask, value: self.value | other.value }
    }
}
