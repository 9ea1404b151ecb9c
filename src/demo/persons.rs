//! The demo persons: one or two for each situation a citizen can be in. Their numbers are synthetic and made here; their
//! times follow the calendar, until somebody changes them.

use std::sync::LazyLock;

use bekreft_domain::{IdentifierKind, PersonIdentifier};
use time::{Date, Duration, OffsetDateTime};

use crate::i18n::Tr;
use crate::store::demo::DemoRow;
use crate::store::{self, Db};

/// What a demo person shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Situation {
    Due,
    NotDue,
    MobileOnly,
    EmailOnly,
    Unverified,
    DuplicateMobile,
    DuplicateEmail,
    DuplicateBoth,
    Nothing,
    SeventeenMonths,
    NineteenMonths,
    Reserved,
    ReservedEmpty,
    Deleted,
    Digipost,
    EBoks,
    DigipostReserved,
    ForeignNumber,
    Bokmal,
    Nynorsk,
    English,
    Sami,
    DNumber,
}

impl Situation {
    /// The situation in words.
    pub fn words(self, tr: Tr) -> &'static str {
        match self {
            Self::Due => tr.testid_due(),
            Self::NotDue => tr.testid_not_due(),
            Self::MobileOnly => tr.testid_mobile_only(),
            Self::EmailOnly => tr.testid_email_only(),
            Self::Unverified => tr.testid_unverified(),
            Self::DuplicateMobile => tr.testid_duplicate_mobile(),
            Self::DuplicateEmail => tr.testid_duplicate_email(),
            Self::DuplicateBoth => tr.testid_duplicate_both(),
            Self::Nothing => tr.testid_nothing(),
            Self::SeventeenMonths => tr.testid_seventeen_months(),
            Self::NineteenMonths => tr.testid_nineteen_months(),
            Self::Reserved => tr.testid_reserved(),
            Self::ReservedEmpty => tr.testid_reserved_empty(),
            Self::Deleted => tr.testid_deleted(),
            Self::Digipost => tr.testid_digipost(),
            Self::EBoks => tr.testid_eboks(),
            Self::DigipostReserved => tr.testid_digipost_reserved(),
            Self::ForeignNumber => tr.testid_foreign_number(),
            Self::Bokmal => tr.testid_nb(),
            Self::Nynorsk => tr.testid_nn(),
            Self::English => tr.testid_en(),
            Self::Sami => tr.testid_se(),
            Self::DNumber => tr.testid_d_number(),
        }
    }
}

/// A person of the demo.
#[derive(Clone, Debug)]
pub struct DemoPerson {
    /// Her number.
    pub identifier: PersonIdentifier,
    /// What she shows.
    pub situation: Situation,
    born: Date,
}

impl DemoPerson {
    /// Her situation in words.
    pub fn words(&self, tr: &Tr) -> &'static str {
        self.situation.words(*tr)
    }

    /// The year she was born, to tell the persons of the list apart.
    pub fn birth_year(&self) -> i32 {
        self.born.year()
    }
}

/// The persons of the list, in its order.
pub fn all() -> &'static [DemoPerson] {
    static ALL: LazyLock<Vec<DemoPerson>> =
        LazyLock::new(|| CATALOGUE.iter().copied().filter_map(person).collect());
    &ALL
}

/// The person that shows a situation.
pub fn showing(situation: Situation) -> Option<&'static DemoPerson> {
    all().iter().find(|person| person.situation == situation)
}

/// Situation, birth year, month and day. A date gives the same number for ever.
const CATALOGUE: &[(Situation, i32, u8, u8)] = &[
    (Situation::DuplicateBoth, 1978, 4, 3),
    (Situation::DuplicateMobile, 1985, 11, 23),
    (Situation::DuplicateEmail, 1991, 6, 9),
    (Situation::Due, 1952, 2, 17),
    (Situation::NotDue, 1969, 8, 30),
    (Situation::Nothing, 2004, 1, 12),
    (Situation::Unverified, 1997, 12, 5),
    (Situation::SeventeenMonths, 1944, 5, 8),
    (Situation::NineteenMonths, 1938, 10, 21),
    (Situation::MobileOnly, 1973, 3, 26),
    (Situation::EmailOnly, 1966, 7, 14),
    (Situation::ForeignNumber, 1988, 9, 1),
    (Situation::DNumber, 1990, 2, 28),
    (Situation::Bokmal, 1981, 1, 19),
    (Situation::Nynorsk, 1959, 11, 11),
    (Situation::English, 1994, 4, 22),
    (Situation::Sami, 1963, 2, 6),
    (Situation::Reserved, 1949, 12, 30),
    (Situation::ReservedEmpty, 1935, 6, 2),
    (Situation::Deleted, 1976, 8, 18),
    (Situation::Digipost, 1983, 10, 10),
    (Situation::EBoks, 1971, 5, 25),
    (Situation::DigipostReserved, 1956, 3, 15),
];

fn person((situation, year, month, day): (Situation, i32, u8, u8)) -> Option<DemoPerson> {
    let born = Date::from_calendar_date(year, month.try_into().ok()?, day).ok()?;
    let kind = match situation {
        Situation::DNumber => IdentifierKind::DNumber,
        _ => IdentifierKind::NationalIdentityNumber,
    };
    let identifier = first_number(born, kind)?;
    Some(DemoPerson { identifier, situation, born })
}

fn first_number(born: Date, kind: IdentifierKind) -> Option<PersonIdentifier> {
    (0..1000).find_map(|individual| PersonIdentifier::synthetic(born, individual, kind))
}

/// The two others who share what the duplicates have; not on the list.
fn relatives() -> impl Iterator<Item = PersonIdentifier> {
    [(2010, 5, 17), (2012, 9, 4)].into_iter().filter_map(|(year, month, day)| {
        let month = u8::try_from(month).ok()?.try_into().ok()?;
        first_number(Date::from_calendar_date(year, month, day).ok()?, IdentifierKind::NationalIdentityNumber)
    })
}

const FAMILY_MOBILE: &str = "+4799999999";
const FAMILY_EMAIL: &str = "familien@example.com";

/// Whether the register holds somebody whose number is not synthetic.
pub async fn are_not_alone(db: &Db) -> store::Result<bool> {
    let mut tx = db.begin().await?;
    store::demo::holds_real_persons(&mut tx).await
}

/// Brings in the demo persons, and lets the times of those nobody has touched follow the calendar.
pub async fn refresh(db: &Db, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    let untouched = store::demo::untouched(&mut tx).await?;
    let known = store::demo::known(&mut tx).await?;
    for row in rows(now) {
        let number = row.identifier.expose();
        if !known.iter().any(|known| known == number) || untouched.iter().any(|untouched| untouched == number)
        {
            store::demo::put(&mut tx, &row, now).await?;
        }
    }
    tx.commit().await
}

/// Puts all demo persons back as they were.
pub async fn reset(db: &Db, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    for row in rows(now) {
        store::demo::put(&mut tx, &row, now).await?;
    }
    tx.commit().await
}

fn rows(now: OffsetDateTime) -> Vec<DemoRow> {
    let mut rows: Vec<DemoRow> =
        all().iter().enumerate().map(|(index, person)| row(person, index, now)).collect();
    rows.extend(relatives().map(|identifier| {
        let mut relative = usual(identifier, 0, now - Duration::days(40));
        relative.mobile = Some(FAMILY_MOBILE.to_owned());
        relative.email = Some(FAMILY_EMAIL.to_owned());
        relative
    }));
    rows
}

/// A person with both channels, verified, last confirmed at `confirmed`.
fn usual(identifier: PersonIdentifier, index: usize, confirmed: OffsetDateTime) -> DemoRow {
    let registered = confirmed - Duration::days(400);
    DemoRow {
        identifier,
        is_deleted: false,
        language: None,
        reserved_at: None,
        mailbox: None,
        mobile: Some(format!("+47900{:05}", 10_000 + index * 7)),
        email: Some(format!("person{}@example.com", index + 1)),
        registered_at: registered,
        confirmed_at: confirmed,
        validated_at: Some(registered + Duration::minutes(3)),
    }
}

fn row(person: &DemoPerson, index: usize, now: OffsetDateTime) -> DemoRow {
    let mut row = usual(person.identifier.clone(), index, now - Duration::days(91));
    let registered = row.registered_at;
    match person.situation {
        Situation::Due | Situation::DNumber => {}
        Situation::NotDue => row.confirmed_at = now - Duration::days(10),
        Situation::MobileOnly => row.email = None,
        Situation::EmailOnly => row.mobile = None,
        Situation::Unverified => row.validated_at = None,
        Situation::DuplicateMobile => row.mobile = Some(FAMILY_MOBILE.to_owned()),
        Situation::DuplicateEmail => row.email = Some(FAMILY_EMAIL.to_owned()),
        Situation::DuplicateBoth => {
            row.mobile = Some(FAMILY_MOBILE.to_owned());
            row.email = Some(FAMILY_EMAIL.to_owned());
        }
        Situation::Nothing => row = DemoRow { mobile: None, email: None, ..row },
        Situation::SeventeenMonths => old(&mut row, bekreft_domain::oslo::minus_months(now, 17)),
        Situation::NineteenMonths => old(&mut row, bekreft_domain::oslo::minus_months(now, 19)),
        Situation::Reserved => row.reserved_at = Some(registered),
        Situation::ReservedEmpty => {
            row = DemoRow { mobile: None, email: None, reserved_at: Some(registered), ..row }
        }
        Situation::Deleted => row = DemoRow { is_deleted: true, mobile: None, email: None, ..row },
        Situation::Digipost => row.mailbox = Some(("digipost", "kari.nordmann#9ydt")),
        Situation::EBoks => row.mailbox = Some(("eboks", "0000485887")),
        Situation::DigipostReserved => {
            row.mobile = None;
            row.mailbox = Some(("digipost", "ola.nordmann#4xkb"));
            row.reserved_at = Some(registered);
        }
        Situation::ForeignNumber => row.mobile = Some("+46701740605".to_owned()),
        Situation::Bokmal => row.language = Some("nb"),
        Situation::Nynorsk => row.language = Some("nn"),
        Situation::English => row.language = Some("en"),
        Situation::Sami => row.language = Some("se"),
    }
    row
}

fn old(row: &mut DemoRow, confirmed: OffsetDateTime) {
    row.confirmed_at = confirmed;
    row.registered_at = confirmed - Duration::days(400);
    row.validated_at = Some(row.registered_at + Duration::minutes(3));
}
