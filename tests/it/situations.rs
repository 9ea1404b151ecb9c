//! What each demo person shows is true in the register, row by row, on any day.

use bekreft::demo::persons::{self, Situation};
use bekreft_domain::{IdentifierKind, PersonIdentifier, freshness};
use time::OffsetDateTime;
use world::World;

/// A demo person as she stands in the register.
#[expect(clippy::struct_excessive_bools, reason = "each is a column of its own")]
#[derive(Debug, sqlx::FromRow)]
struct Row {
    status: String,
    mobile: Option<String>,
    email: Option<String>,
    confirmed_at: Option<OffsetDateTime>,
    validated: bool,
    language: Option<String>,
    reserved: bool,
    mailbox_provider: Option<String>,
    mobile_shared: bool,
    email_shared: bool,
}

async fn row_of(world: &World, situation: Situation) -> Option<Row> {
    let person = persons::showing(situation).expect("somebody shows it");
    sqlx::query_as(
        "select p.status, p.mobile, p.email, coalesce(p.mobile_confirmed_at, p.email_confirmed_at) as confirmed_at,
                (p.mobile is null or p.mobile_validated_at is not null)
                    and (p.email is null or p.email_validated_at is not null) as validated,
                p.language, p.reserved_at is not null as reserved, p.mailbox_provider,
                exists (select from person o where o.id <> p.id and o.mobile = p.mobile) as mobile_shared,
                exists (select from person o where o.id <> p.id and o.email_canonical = p.email_canonical)
                    as email_shared
         from person p where p.person_identifier = $1",
    )
    .bind(person.identifier.expose())
    .fetch_optional(&world.pool)
    .await
    .expect("the register reads")
}

impl Row {
    fn days_old(&self, now: OffsetDateTime) -> i64 {
        (now - self.confirmed_at.expect("confirmed")).whole_days()
    }

    fn is_fresh(&self, now: OffsetDateTime) -> bool {
        freshness::is_fresh(self.confirmed_at.expect("confirmed"), now)
    }

    /// Both channels, verified, on nobody else, nothing special.
    fn is_usual(&self) -> bool {
        self.mobile.is_some()
            && self.email.is_some()
            && self.validated
            && !self.mobile_shared
            && !self.email_shared
    }

    /// Whether the row is what the list of test persons says.
    #[expect(clippy::match_same_arms, reason = "a line for each situation")]
    fn shows(&self, situation: Situation, now: OffsetDateTime) -> bool {
        let due = || self.days_old(now) == 91;
        match situation {
            Situation::Due => self.is_usual() && due(),
            Situation::NotDue => self.is_usual() && self.days_old(now) == 10,
            Situation::MobileOnly => self.mobile.is_some() && self.email.is_none() && due(),
            Situation::EmailOnly => self.mobile.is_none() && self.email.is_some() && due(),
            Situation::Unverified => {
                self.mobile.is_some() && self.email.is_some() && !self.validated && due()
            }
            Situation::DuplicateMobile => self.mobile_shared && !self.email_shared && due(),
            Situation::DuplicateEmail => !self.mobile_shared && self.email_shared && due(),
            Situation::DuplicateBoth => self.mobile_shared && self.email_shared && due(),
            Situation::Nothing => false,
            Situation::SeventeenMonths => {
                self.is_fresh(now) && freshness::needs_reminder(self.confirmed_at(), now)
            }
            Situation::NineteenMonths => !self.is_fresh(now) && self.is_usual(),
            Situation::Reserved => self.reserved && self.is_usual(),
            Situation::ReservedEmpty => self.reserved && self.mobile.is_none() && self.email.is_none(),
            Situation::Deleted => self.status == "deleted" && self.mobile.is_none() && self.email.is_none(),
            Situation::Digipost => self.mailbox_provider.as_deref() == Some("digipost") && !self.reserved,
            Situation::EBoks => self.mailbox_provider.as_deref() == Some("eboks") && !self.reserved,
            Situation::DigipostReserved => {
                self.mailbox_provider.as_deref() == Some("digipost") && self.reserved && self.mobile.is_none()
            }
            Situation::ForeignNumber => {
                self.mobile.as_deref().is_some_and(|number| number.starts_with("+46"))
            }
            Situation::Bokmal => self.language.as_deref() == Some("nb"),
            Situation::Nynorsk => self.language.as_deref() == Some("nn"),
            Situation::English => self.language.as_deref() == Some("en"),
            Situation::Sami => self.language.as_deref() == Some("se"),
            Situation::DNumber => self.is_usual() && due(),
        }
    }

    fn confirmed_at(&self) -> OffsetDateTime {
        self.confirmed_at.expect("confirmed")
    }
}

#[tokio::test]
async fn each_row_is_what_the_list_says_on_the_first_day_and_long_after() {
    let world = World::start().await;
    for days in [0, 40, 400] {
        world.advance_days(days);
        persons::refresh(&world.db, world.now()).await.expect("the demo persons come in");
        for person in persons::all() {
            let row = row_of(&world, person.situation).await;
            let as_said = match &row {
                Some(row) => row.shows(person.situation, world.now()),
                None => person.situation == Situation::Nothing,
            };
            assert!(as_said, "{:?} after {days} more days: {row:?}", person.situation);
        }
    }
}

#[test]
fn the_one_with_a_d_number_has_one() {
    let kind = |situation| persons::showing(situation).map(|person| person.identifier.kind());
    assert_eq!(kind(Situation::DNumber), Some(IdentifierKind::DNumber));
    assert_eq!(kind(Situation::Due), Some(IdentifierKind::NationalIdentityNumber));
}

#[test]
fn the_numbers_are_the_same_in_every_start() {
    for person in persons::all() {
        let number = PersonIdentifier::parse(person.identifier.expose()).expect("a number");
        let born = number.birth_date().expect("it tells the day");
        assert_eq!(born.year(), person.birth_year(), "{:?}", person.situation);
    }
}

#[tokio::test]
async fn a_refresh_makes_nobody_twice_and_touches_nobody_else() {
    let world = World::start().await;
    let own = world.person().registered().await;
    persons::refresh(&world.db, world.now()).await.expect("the demo persons come in");
    let count = world.count("select count(*) from person").await;
    persons::refresh(&world.db, world.now()).await.expect("a second start");
    persons::reset(&world.db, world.now()).await.expect("a reset");
    assert_eq!(world.count("select count(*) from person").await, count);
    assert_eq!(world.text_of(&own, "mobile").await, Some(own.mobile.clone()));
}

#[tokio::test]
async fn the_list_shows_every_situation_in_words_of_its_own() {
    let world = World::start().await;
    let names = world.stranger().opens("/testid").await.texts("button.hit .hit-name");
    let different: std::collections::BTreeSet<&String> = names.iter().collect();
    assert_eq!((names.len(), different.len()), (persons::all().len(), persons::all().len()));
}
