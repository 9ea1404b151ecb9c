//! Synthetic identifiers that we make ourselves.

use std::collections::HashSet;

use bekreft_domain::{IdentifierKind, PersonIdentifier};
use proptest::prelude::*;
use time::macros::date;
use time::{Date, Duration};

fn made(birth: Date, individual: u16) -> Option<PersonIdentifier> {
    PersonIdentifier::synthetic(birth, individual, IdentifierKind::NationalIdentityNumber)
}

fn text(identifier: Option<PersonIdentifier>) -> Option<String> {
    identifier.map(|identifier| identifier.expose().to_owned())
}

#[test]
fn the_worked_examples_come_out() {
    assert_eq!(text(made(date!(1990 - 05 - 17), 123)).as_deref(), Some("17859012310"));
    assert_eq!(text(made(date!(2008 - 02 - 29), 901)).as_deref(), Some("29820890122"));
    let d_number = PersonIdentifier::synthetic(date!(1985 - 01 - 01), 246, IdentifierKind::DNumber);
    assert_eq!(text(d_number).as_deref(), Some("41818524631"));
}

#[test]
fn there_is_none_where_a_control_digit_would_be_ten() {
    assert_eq!(made(date!(1990 - 05 - 17), 124), None);
}

#[test]
fn a_day_in_1990_has_414_of_its_500_numbers() {
    let usable = (0..500).filter(|individual| made(date!(1990 - 05 - 17), *individual).is_some()).count();
    assert_eq!(usable, 414);
}

#[test]
fn an_individual_number_of_another_century_makes_none() {
    let usable = |birth: Date, range: std::ops::Range<u16>| {
        range.filter(|number| made(birth, *number).is_some()).count()
    };
    assert_eq!(usable(date!(1990 - 05 - 17), 500..900), 0);
    assert!(usable(date!(1990 - 05 - 17), 900..1000) > 0);
    assert_eq!(usable(date!(1930 - 05 - 17), 500..1000), 0);
    assert_eq!(usable(date!(2010 - 05 - 17), 0..500), 0);
    assert!(usable(date!(2010 - 05 - 17), 500..1000) > 0);
    assert!(usable(date!(1860 - 05 - 17), 500..750) > 0);
    assert_eq!(usable(date!(1850 - 05 - 17), 0..1000), 0);
    assert_eq!(usable(date!(2040 - 05 - 17), 0..1000), 0);
}

#[test]
fn an_individual_number_of_four_digits_makes_none() {
    for individual in [1000, 1234, u16::MAX] {
        assert_eq!(made(date!(1990 - 05 - 17), individual), None);
    }
}

#[test]
fn one_day_has_no_number_twice() {
    let numbers: Vec<String> =
        (0..1000).filter_map(|individual| text(made(date!(2003 - 01 - 31), individual))).collect();
    let distinct: HashSet<&String> = numbers.iter().collect();
    assert_eq!(distinct.len(), numbers.len());
}

fn any_birth() -> impl Strategy<Value = Date> {
    (0..31_000_i64).prop_map(|days| date!(1955 - 01 - 01) + Duration::days(days))
}

fn any_kind() -> impl Strategy<Value = IdentifierKind> {
    prop::sample::select(IdentifierKind::ALL)
}

fn any_made() -> impl Strategy<Value = (PersonIdentifier, Date, IdentifierKind)> {
    (any_birth(), 0_u16..1000, any_kind()).prop_filter_map(
        "there is such a number",
        |(birth, individual, kind)| {
            PersonIdentifier::synthetic(birth, individual, kind).map(|identifier| (identifier, birth, kind))
        },
    )
}

/// How many valid identifiers differ from this one in the digit at this place alone, and still tell a day of birth.
fn valid_neighbours(digits: &str, place: usize) -> Vec<PersonIdentifier> {
    ('0'..='9')
        .filter(|digit| digits.chars().nth(place) != Some(*digit))
        .map(|digit| {
            digits
                .chars()
                .enumerate()
                .map(|(at, old)| if at == place { digit } else { old })
                .collect::<String>()
        })
        .filter_map(|wrong| PersonIdentifier::parse(&wrong).ok())
        .collect()
}

proptest! {
    #[test]
    fn a_made_identifier_is_valid_and_tells_what_it_was_made_from((identifier, birth, kind) in any_made()) {
        let read = PersonIdentifier::parse(identifier.expose()).unwrap();
        prop_assert_eq!(&read, &identifier);
        prop_assert_eq!(read.birth_date(), Some(birth));
        prop_assert_eq!(read.kind(), kind);
        prop_assert!(read.is_synthetic());
    }

    #[test]
    fn one_wrong_digit_anywhere_is_refused((identifier, ..) in any_made(), place in 0_usize..11) {
        // All weights of the second control digit are units modulo 11, so one wrong digit always shows.
        prop_assert_eq!(valid_neighbours(identifier.expose(), place), []);
    }

    #[test]
    fn two_digits_that_changed_places_are_refused((identifier, ..) in any_made(), place in 0_usize..10) {
        let mut digits: Vec<char> = identifier.expose().chars().collect();
        let are_equal = digits[place] == digits[place + 1];
        digits.swap(place, place + 1);
        let swapped: String = digits.into_iter().collect();
        prop_assert_eq!(PersonIdentifier::parse(&swapped).is_ok(), are_equal, "{}", swapped);
    }
}
