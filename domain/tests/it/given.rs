//! What the tests start from: short ways to make values, all synthetic.

use bekreft_domain::{
    Contact, Country, EmailAddress, MobileNumber, Person, PersonIdentifier, PersonSnapshot, Reservation,
    Status,
};
use proptest::prelude::*;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

/// An instant, such as `2026-03-29T02:30:00+01:00`.
pub(crate) fn at(rfc3339: &str) -> OffsetDateTime {
    OffsetDateTime::parse(rfc3339, &Rfc3339).expect("the test writes an RFC 3339 instant")
}

/// An ordinary day, for tests where only the distance counts.
pub(crate) fn now() -> OffsetDateTime {
    at("2026-06-15T12:00:00+02:00")
}

pub(crate) fn days_ago(days: i64) -> OffsetDateTime {
    now() - Duration::days(days)
}

pub(crate) fn country(alpha2: &str) -> Country {
    Country::from_alpha2(alpha2).expect("the test names a country")
}

pub(crate) fn mobile(e164: &str) -> MobileNumber {
    MobileNumber::parse(e164, Country::NORWAY).expect("the test gives a mobile number")
}

pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("the test gives an e-mail address")
}

/// Born on 17 May 1990; computed by hand.
pub(crate) fn identifier() -> PersonIdentifier {
    PersonIdentifier::parse("17859012310").expect("the worked example is valid")
}

/// An active person who is not reserved, with these channels assured at these instants.
pub(crate) fn active(mobile_at: Option<OffsetDateTime>, email_at: Option<OffsetDateTime>) -> PersonSnapshot {
    PersonSnapshot {
        identifier: identifier(),
        status: Some(Status::Active),
        reservation: Reservation::NotReserved,
        language: None,
        mobile: mobile_at.map(|at| Contact::registered(mobile("+4798765432"), at)),
        mailbox: None,
        email: email_at.map(|at| Contact::registered(email("kari@example.com"), at)),
    }
}

pub(crate) fn active_person(mobile_at: Option<OffsetDateTime>, email_at: Option<OffsetDateTime>) -> Person {
    Person::restored(active(mobile_at, email_at))
}

/// Any instant with a whole second, two years or more into the time the Norwegian clock rule is promised for.
pub(crate) fn any_instant() -> impl Strategy<Value = OffsetDateTime> {
    let first = at("1998-01-01T00:00:00Z").unix_timestamp();
    let last = at("2100-12-31T23:59:59Z").unix_timestamp();
    (first..=last)
        .prop_map(|second| OffsetDateTime::from_unix_timestamp(second).expect("within the years of `time`"))
}

/// Eight digits that begin with 4 or 9, as all Norwegian mobile numbers do.
pub(crate) fn any_norwegian_mobile() -> impl Strategy<Value = String> {
    "[49][0-9]{7}"
}
