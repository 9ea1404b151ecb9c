use bekreft_domain::{IdentifierKind, PersonIdentifier, PersonIdentifierError};
use proptest::prelude::*;
use time::macros::date;

use crate::given::identifier;

fn parse(typed: &str) -> Result<PersonIdentifier, PersonIdentifierError> {
    PersonIdentifier::parse(typed)
}

/// The synthetic persons Digdir has published for testing.
const PUBLISHED: [&str; 19] = [
    "11887197158",
    "30850649509",
    "17894199350",
    "31855699330",
    "04846697271",
    "29890749036",
    "11822648950",
    "06828498159",
    "23837998492",
    "25887098029",
    "12869699835",
    "18868299939",
    "22859197810",
    "26826499361",
    "26866595592",
    "18886799280",
    "16867096934",
    "01814797763",
    "24907999374",
];

/// The synthetic persons on Digdir's slides about the register (autumn 2024).
const SLIDES: [&str; 11] = [
    "09911049276",
    "06881599269",
    "31819198252",
    "46825700617",
    "21880648249",
    "30912447762",
    "10846896444",
    "04855998918",
    "06925098068",
    "66829700914",
    "17912099997",
];

#[test]
fn a_worked_example_of_a_man_born_in_1990_is_valid() {
    let identifier = parse("17859012310").unwrap();
    assert_eq!(identifier.expose(), "17859012310");
    assert_eq!(identifier.birth_date(), Some(date!(1990 - 05 - 17)));
    assert_eq!(identifier.kind(), IdentifierKind::NationalIdentityNumber);
    assert!(identifier.is_synthetic());
}

#[test]
fn a_worked_example_of_someone_born_on_a_leap_day_is_valid() {
    let identifier = parse("29820890122").unwrap();
    assert_eq!(identifier.birth_date(), Some(date!(2008 - 02 - 29)));
    assert_eq!(identifier.kind(), IdentifierKind::NationalIdentityNumber);
}

#[test]
fn a_worked_example_of_a_d_number_is_valid() {
    let identifier = parse("41818524631").unwrap();
    assert_eq!(identifier.birth_date(), Some(date!(1985 - 01 - 01)));
    assert_eq!(identifier.kind(), IdentifierKind::DNumber);
    assert!(identifier.is_synthetic());
}

#[test]
fn control_digits_of_the_2032_rule_are_accepted_without_a_day_of_birth() {
    for digits in ["17859012329", "17859012337", "17859012345"] {
        let identifier = parse(digits).unwrap();
        assert_eq!(identifier.birth_date(), None, "{digits}");
        assert!(identifier.is_synthetic(), "{digits}");
    }
}

#[test]
fn a_first_control_digit_that_leaves_more_than_three_is_refused() {
    // With the second control digit right, so that only the first can be the reason.
    let refused: Vec<String> = (0..=9)
        .flat_map(|first| (0..=9).map(move |second| format!("178590123{first}{second}")))
        .filter(|digits| parse(digits).is_ok())
        .collect();
    assert_eq!(refused, ["17859012310", "17859012329", "17859012337", "17859012345"]);
}

#[test]
fn nine_digits_whose_control_digit_would_be_ten_have_only_numbers_of_the_2032_rule() {
    let valid: Vec<PersonIdentifier> =
        (0..100).filter_map(|control| parse(&format!("178590124{control:02}")).ok()).collect();
    assert!(!valid.is_empty());
    assert!(valid.iter().all(|identifier| identifier.birth_date().is_none()));
}

#[test]
fn every_published_synthetic_person_has_a_valid_identifier() {
    for digits in PUBLISHED {
        let identifier = parse(digits).unwrap_or_else(|error| panic!("{digits}: {error}"));
        assert!(identifier.is_synthetic(), "{digits}");
        assert!(identifier.birth_date().is_some(), "{digits}");
    }
}

#[test]
fn every_person_on_the_slides_has_a_valid_identifier() {
    for digits in SLIDES {
        let identifier = parse(digits).unwrap_or_else(|error| panic!("{digits}: {error}"));
        assert!(identifier.is_synthetic(), "{digits}");
    }
}

#[test]
fn the_days_of_birth_on_the_slides_are_read() {
    assert_eq!(parse("24907999374").unwrap().birth_date(), Some(date!(1979 - 10 - 24)));
    assert_eq!(parse("17912099997").unwrap().birth_date(), Some(date!(2020 - 11 - 17)));
    assert_eq!(parse("06881599269").unwrap().birth_date().map(time::Date::year), Some(2015));
}

#[test]
fn the_d_numbers_on_the_slides_are_told_from_the_others() {
    let d_numbers: Vec<&str> = SLIDES
        .into_iter()
        .filter(|digits| parse(digits).unwrap().kind() == IdentifierKind::DNumber)
        .collect();
    assert_eq!(d_numbers, ["46825700617", "66829700914"]);
}

#[test]
fn spaces_anywhere_are_ignored() {
    for typed in [" 17859012310 ", "178590 12310", "17 85 90 123 10", "178590\u{A0}12310", "17859012310\r\n"]
    {
        assert_eq!(parse(typed).as_ref(), Ok(&identifier()), "{typed:?}");
    }
}

#[test]
fn anything_but_eleven_digits_is_refused_as_such() {
    for typed in
        ["", " ", "1785901231", "178590123100", "178590-12310", "1785901231O", "１７８５９０１２３１０", "x"]
    {
        assert_eq!(parse(typed), Err(PersonIdentifierError::NotElevenDigits), "{typed:?}");
    }
}

#[test]
fn a_day_that_does_not_exist_is_refused() {
    for typed in ["00859012310", "32859012310", "31840012310", "30820012310", "72859012310", "40859012310"] {
        assert_eq!(parse(typed), Err(PersonIdentifierError::NoSuchDate), "{typed}");
    }
}

#[test]
fn a_month_that_does_not_exist_is_refused() {
    for typed in ["17009012310", "17139012310", "17809012310", "17939012310", "17999012310"] {
        assert_eq!(parse(typed), Err(PersonIdentifierError::NoSuchDate), "{typed}");
    }
}

#[test]
fn test_numbers_with_forty_or_sixty_five_on_the_month_are_refused() {
    for month in (41..=52).chain(66..=77) {
        for control in 0..100 {
            let typed = format!("17{month}90123{control:02}");
            assert_eq!(parse(&typed), Err(PersonIdentifierError::NoSuchDate), "{typed}");
        }
    }
}

#[test]
fn a_leap_day_exists_only_in_leap_years() {
    let exists = |year: u8| {
        (0..100).any(|control| {
            parse(&format!("2982{year:02}901{control:02}")) != Err(PersonIdentifierError::NoSuchDate)
        })
    };
    let leap_years: Vec<u8> = (0..100).filter(|year| exists(*year)).collect();
    assert_eq!(leap_years, (0..100).step_by(4).collect::<Vec<u8>>());
}

#[test]
fn an_individual_number_that_was_never_given_out_for_its_year_tells_no_day_of_birth() {
    // 1960 with an individual number from 750 to 899 belongs to no century.
    let mut found = 0;
    for individual in 750..900 {
        for control in 0..100 {
            if let Ok(identifier) = parse(&format!("178560{individual}{control:02}")) {
                assert_eq!(identifier.birth_date(), None, "{}", identifier.expose());
                found += 1;
            }
        }
    }
    assert!(found > 100, "{found}");
}

#[test]
fn nothing_of_the_digits_shows_in_debug_or_in_errors() {
    assert_eq!(format!("{:?}", identifier()), "PersonIdentifier(***********)");
    for typed in ["178590", "99999999999", "17859012311"] {
        let error = parse(typed).unwrap_err();
        assert!(!format!("{error} {error:?}").contains(|c: char| c.is_ascii_digit()), "{error}");
    }
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(typed in any::<String>()) {
        let _ = parse(&typed);
    }

    #[test]
    fn no_eleven_digits_make_it_panic(digits in "[0-9]{11}") {
        if let Ok(identifier) = parse(&digits) {
            prop_assert_eq!(identifier.expose(), &digits);
            let _ = (identifier.birth_date(), identifier.kind(), identifier.is_synthetic());
        }
    }

    #[test]
    fn what_is_exposed_reads_back_as_the_same(place in 0..PUBLISHED.len()) {
        let identifier = parse(PUBLISHED[place]).unwrap();
        prop_assert_eq!(parse(identifier.expose()), Ok(identifier));
    }
}
