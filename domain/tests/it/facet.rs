use bekreft_domain::freshness::{is_fresh, next_look};
use bekreft_domain::{
    AgeBand, Contact, Criterion, Dimension, Facets, Filter, IdentifierKind, Mailbox, MailboxAddress,
    MailboxProvider, NotificationStatus, Person, PersonIdentifier, PersonSnapshot, RegisterLanguage,
    Reservation, Status, Verified,
};
use proptest::prelude::*;
use time::{Date, Duration, OffsetDateTime};

use crate::given::{any_instant, at, email, identifier, mobile, now};

/// Somebody of any kind: born on any day, with or without anything.
fn any_person() -> impl Strategy<Value = PersonSnapshot> {
    let channel = || proptest::option::of((0_i64..700, any::<bool>()));
    let language = proptest::option::of(proptest::sample::select(RegisterLanguage::ALL));
    let provider = proptest::option::of(proptest::sample::select(MailboxProvider::ALL));
    (channel(), channel(), language, provider, any::<bool>(), any::<bool>(), 0_i64..40_000).prop_map(
        |(mobile_at, email_at, language, provider, is_active, is_reserved, day)| {
            let contact = |(days, is_validated): (i64, bool)| {
                let at = now() - Duration::days(days);
                (at, is_validated.then_some(at))
            };
            PersonSnapshot {
                identifier: born(Date::MIN.replace_year(1905).expect("a year") + Duration::days(day)),
                status: Some(if is_active { Status::Active } else { Status::Deleted }),
                reservation: if is_reserved {
                    Reservation::Reserved { since: now() - Duration::days(3) }
                } else {
                    Reservation::NotReserved
                },
                language: language.map(|language| (language, now())),
                mobile: mobile_at
                    .map(contact)
                    .map(|(at, validated)| Contact::restored(mobile("+4798765432"), at, Some(at), validated)),
                email: email_at.map(contact).map(|(at, validated)| {
                    Contact::restored(email("kari@example.com"), at, Some(at), validated)
                }),
                mailbox: provider.map(|provider| Mailbox {
                    provider,
                    address: MailboxAddress::parse("kari.nordmann#9ydt").expect("an address"),
                    updated_at: now(),
                }),
            }
        },
    )
}

fn born(day: Date) -> PersonIdentifier {
    let number = |individual| PersonIdentifier::synthetic(day, individual, IdentifierKind::DNumber);
    (0..1000).find_map(number).unwrap_or_else(identifier)
}

fn facets(snapshot: PersonSnapshot, is_shared: bool) -> Facets {
    Facets::of(&Person::restored(snapshot), is_shared, now()).expect("in the register")
}

proptest! {
    #[test]
    fn the_facts_are_those_of_the_person(snapshot in any_person(), is_shared: bool) {
        let person = Person::restored(snapshot);
        let facets = Facets::of(&person, is_shared, now()).expect("in the register");
        prop_assert_eq!(Some(facets.status), person.status());
        prop_assert_eq!(facets.notification, person.notification_status(now()));
        prop_assert_eq!(facets.is_reserved, person.reservation().is_reserved());
        prop_assert_eq!(facets.has_mobile, person.mobile().is_some());
        prop_assert_eq!(facets.has_email, person.email().is_some());
        prop_assert_eq!(facets.language, person.language().map(|(language, _)| language));
        prop_assert_eq!(facets.mailbox, person.mailbox().map(|mailbox| mailbox.provider));
        let unproven = person.mobile().is_some_and(|it| !it.is_validated())
            || person.email().is_some_and(|it| !it.is_validated());
        prop_assert_eq!(facets.verified == Verified::NotAll, unproven);
    }

    #[test]
    fn a_code_stands_for_the_facts_it_was_made_of(snapshot in any_person(), is_shared: bool) {
        let facets = facets(snapshot, is_shared);
        prop_assert_eq!(Facets::from_code(facets.code()), Some(facets));
    }

    #[test]
    fn a_code_that_is_read_is_the_code_again(code in 0_i32..0x1_0000) {
        if let Some(facets) = Facets::from_code(code) {
            prop_assert_eq!(facets.code(), code);
        }
    }

    #[test]
    fn a_filter_finds_the_same_by_facts_and_by_code(
        snapshot in any_person(),
        is_shared: bool,
        wanted in proptest::sample::subsequence(Criterion::all(), 0..6),
    ) {
        let facets = facets(snapshot, is_shared);
        let filter = wanted.into_iter().fold(Filter::default(), Filter::with);
        prop_assert_eq!(filter.matches(&facets), filter.pattern().fits(facets.code()));
    }

    #[test]
    fn each_is_found_by_exactly_one_criterion_about_what_everybody_has(snapshot in any_person(), is_shared: bool) {
        let facets = facets(snapshot, is_shared);
        for dimension in Dimension::ALL {
            let found = Criterion::all().into_iter().filter(|one| one.dimension() == *dimension && one.holds(&facets));
            let expected = match dimension {
                Dimension::Mailbox if facets.mailbox.is_some() => 2,
                Dimension::Verified if facets.verified == Verified::NothingThere => 0,
                _ => 1,
            };
            prop_assert_eq!(found.count(), expected, "{:?}", dimension);
        }
    }

    #[test]
    fn nothing_becomes_otherwise_before_it_is_looked_at_again(
        snapshot in any_person(), is_shared: bool, part in 0.0_f64..1.0,
    ) {
        let person = Person::restored(snapshot);
        let look = Facets::next_look(&person, now());
        let end = look.unwrap_or(now() + Duration::days(50_000));
        let between = now() + (end - now()) * part;
        prop_assert_eq!(Facets::of(&person, is_shared, between.min(end)), Facets::of(&person, is_shared, now()));
    }

    #[test]
    fn freshness_stays_as_it_is_until_it_is_looked_at_again(
        assured in any_instant(), days in 530_i64..560, seconds in 0_i64..86_400, part in 0.0_f64..1.0,
    ) {
        let now = assured + Duration::days(days) + Duration::seconds(seconds);
        let end = next_look(assured, now).unwrap_or(now + Duration::days(1000));
        let between = now + (end - now) * part;
        if between < end {
            prop_assert_eq!(is_fresh(assured, between), is_fresh(assured, now), "{} at {}", assured, between);
        }
    }

    #[test]
    fn looking_again_and_again_comes_to_an_end_at_which_it_has_expired(assured in any_instant()) {
        let mut now = assured;
        let mut looks = 0;
        while let Some(look) = next_look(assured, now) {
            now = look + Duration::SECOND;
            looks += 1;
            prop_assert!(looks < 40);
        }
        prop_assert!(!is_fresh(assured, now));
    }
}

#[test]
fn at_the_end_of_a_month_every_moment_at_which_freshness_changes_is_looked_at() {
    // Fresh until 06:00 on the 28th, and again from midnight to 06:00 on each of three more days.
    let assured = at("2025-02-28T06:00:00+01:00");
    let mut now = at("2026-08-27T12:00:00+02:00");
    let mut changes = 0;
    let mut was = is_fresh(assured, now);
    while let Some(look) = next_look(assured, now) {
        now = look + Duration::MICROSECOND;
        changes += u32::from(is_fresh(assured, now) != was);
        was = is_fresh(assured, now);
    }
    assert_eq!((changes, was), (7, false));
}

#[test]
fn ages_follow_the_calendar_of_norway() {
    let day = |text: &str| at(text).date();
    let band = |birth: &str, now: &str| AgeBand::of(day(birth), at(now));
    let birth = "2008-06-15T00:00:00Z";
    // 22:00 UTC is midnight in Norway in summer.
    assert_eq!(band(birth, "2026-06-14T21:59:59Z"), AgeBand::Under18);
    assert_eq!(band(birth, "2026-06-14T22:00:00Z"), AgeBand::From18);
    for (years, expected) in [
        (0, AgeBand::Under18),
        (29, AgeBand::From18),
        (30, AgeBand::From30),
        (44, AgeBand::From30),
        (45, AgeBand::From45),
        (66, AgeBand::From45),
        (67, AgeBand::From67),
        (79, AgeBand::From67),
        (80, AgeBand::From80),
        (110, AgeBand::From80),
    ] {
        let now = at(&format!("{}-06-15T12:00:00Z", 1900 + years));
        assert_eq!(AgeBand::of(day("1900-06-15T00:00:00Z"), now), expected, "{years}");
    }
}

#[test]
fn who_is_born_on_a_leap_day_grows_older_on_the_first_of_march() {
    let person = Person::restored(PersonSnapshot {
        identifier: born(at("2008-02-29T00:00:00Z").date()),
        ..crate::given::active(None, None)
    });
    let before = at("2026-02-27T12:00:00+01:00");
    let look = Facets::next_look(&person, before).expect("a birthday");
    assert_eq!(look, at("2026-03-01T00:00:00+01:00"));
    let age = |now: OffsetDateTime| Facets::of(&person, false, now).expect("in the register").age;
    assert_eq!((age(look - Duration::SECOND), age(look)), (Some(AgeBand::Under18), Some(AgeBand::From18)));
}

#[test]
fn of_somebody_who_never_was_in_the_register_there_is_nothing_to_find() {
    assert_eq!(Facets::of(&Person::unregistered(identifier()), false, now()), None);
}

#[test]
fn one_criterion_of_a_kind_is_used_at_a_time_and_they_keep_their_order() {
    let filter = Filter::default()
        .with(Criterion::Age(None))
        .with(Criterion::Mobile(true))
        .with(Criterion::Status(Status::Active))
        .with(Criterion::Mobile(false));
    let expected = [Criterion::Status(Status::Active), Criterion::Mobile(false), Criterion::Age(None)];
    assert_eq!(filter.criteria(), expected);
    assert!(filter.has(Criterion::Mobile(false)) && !filter.has(Criterion::Mobile(true)));
    assert_eq!(filter.without(Dimension::Age).criteria(), &expected[..2]);
    let nobody = Filter::default()
        .with(Criterion::Notification(NotificationStatus::CanBeNotified))
        .with(Criterion::Reserved(true));
    assert_eq!(nobody.criteria().len(), 2);
}

#[test]
fn there_are_few_codes_whatever_the_number_of_persons() {
    assert!((0..0x1_0000).filter_map(Facets::from_code).count() < 0x1_0000);
    assert!((0..0x1_0000).all(|code| Facets::from_code(code).is_none_or(|facets| facets.code() == code)));
    assert_eq!(Facets::from_code(-1), None);
    assert_eq!(Facets::from_code(0x1_0000), None);
}
