//! Numbers of other countries, by libphonenumber's metadata.

use bekreft_domain::{Country, MobileNumber, MobileNumberError};
use phonenumber::metadata::DATABASE;
use proptest::prelude::*;

use crate::given::country;

fn e164(typed: &str, selected: &str) -> Result<String, MobileNumberError> {
    MobileNumber::parse(typed, country(selected)).map(|number| number.expose().to_owned())
}

fn country_of(e164: &str) -> &'static str {
    MobileNumber::parse(e164, Country::NORWAY).expect("the test gives a mobile number").country().alpha2()
}

/// The metadata's example of a mobile number of each country, without calling code.
fn examples() -> Vec<(Country, String)> {
    let example = |country: &Country| {
        let example = DATABASE.by_id(country.alpha2())?.descriptors().mobile()?.example()?;
        Some((*country, example.to_owned()))
    };
    Country::all().iter().filter_map(example).collect()
}

#[test]
fn norway_is_among_the_countries_with_its_code() {
    assert_eq!(Country::from_alpha2("NO"), Some(Country::NORWAY));
    assert!(Country::all().contains(&Country::NORWAY));
    assert_eq!((Country::NORWAY.alpha2(), Country::NORWAY.calling_code()), ("NO", 47));
}

#[test]
fn every_country_is_found_by_its_code_in_either_case() {
    assert!(Country::all().len() > 240);
    for known in Country::all() {
        assert_eq!(Country::from_alpha2(known.alpha2()), Some(*known));
        assert_eq!(Country::from_alpha2(&known.alpha2().to_lowercase()), Some(*known));
    }
}

#[test]
fn what_is_not_a_country_code_finds_no_country() {
    for code in ["", "N", "NOR", "XX", "001", "47", "ÅØ", "no "] {
        assert_eq!(Country::from_alpha2(code), None, "{code:?}");
    }
}

#[test]
fn every_country_but_one_without_mobile_telephones_has_an_example_that_is_accepted() {
    let examples = examples();
    assert!(examples.len() + 1 >= Country::all().len());
    for (country, national) in examples {
        let expected = format!("+{}{national}", country.calling_code());
        assert_eq!(e164(&expected, "NO").as_ref(), Ok(&expected), "{country:?}");
        assert_eq!(e164(&national, country.alpha2()).as_ref(), Ok(&expected), "{country:?}");
    }
}

#[test]
fn every_country_shows_its_example_in_a_way_that_reads_back() {
    for (country, national) in examples() {
        let number = MobileNumber::parse(&national, country).unwrap();
        let shown = number.national();
        assert_eq!(
            MobileNumber::parse(&shown, number.country()).as_ref(),
            Ok(&number),
            "{country:?} {shown}"
        );
        assert!(!shown.starts_with('+'), "{country:?} {shown}");
        let shown = number.international();
        assert!(shown.starts_with(&format!("+{} ", country.calling_code())), "{country:?} {shown}");
        assert_eq!(MobileNumber::parse(&shown, Country::NORWAY).as_ref(), Ok(&number), "{country:?} {shown}");
    }
}

#[test]
fn numbers_are_shown_as_their_country_writes_them() {
    let shown = |e164: &str| {
        let number = MobileNumber::from_stored(e164).unwrap();
        (number.national(), number.international())
    };
    let pair = |national: &str, international: &str| (national.to_owned(), international.to_owned());
    assert_eq!(shown("+46701234567"), pair("070-123 45 67", "+46 70 123 45 67"));
    assert_eq!(shown("+447400123456"), pair("07400 123456", "+44 7400 123456"));
    assert_eq!(shown("+12015550123"), pair("(201) 555-0123", "+1 201-555-0123"));
    assert_eq!(shown("+5491123456789"), pair("011 15-2345-6789", "+54 9 11 2345-6789"));
}

#[test]
fn the_trunk_prefix_is_dropped() {
    assert_eq!(e164("07400 123456", "GB").as_deref(), Ok("+447400123456"));
    assert_eq!(e164("070-123 45 67", "SE").as_deref(), Ok("+46701234567"));
    assert_eq!(e164("0151 23456789", "DE").as_deref(), Ok("+4915123456789"));
    assert_eq!(e164("+44 (0)7400 123456", "NO").as_deref(), Ok("+447400123456"));
    assert_eq!(e164("+46 (0)70 123 45 67", "NO").as_deref(), Ok("+46701234567"));
}

#[test]
fn zeros_that_belong_to_the_number_are_kept() {
    assert_eq!(e164("07 07 12 34 56", "CI").as_deref(), Ok("+2250707123456"));
    assert_eq!(e164("+225 07 07 12 34 56", "NO").as_deref(), Ok("+2250707123456"));
}

#[test]
fn the_selected_countrys_own_code_without_a_plus_is_dropped() {
    assert_eq!(e164("46701234567", "SE").as_deref(), Ok("+46701234567"));
    assert_eq!(e164("447400123456", "GB").as_deref(), Ok("+447400123456"));
    assert_eq!(e164("4534412345", "DK").as_deref(), Ok("+4534412345"));
}

#[test]
fn every_countrys_own_code_without_a_plus_is_dropped() {
    for (country, national) in examples() {
        let typed = format!("{}{national}", country.calling_code());
        assert_eq!(e164(&typed, country.alpha2()), Ok(format!("+{typed}")), "{country:?}");
    }
}

#[test]
fn a_number_of_another_country_that_shares_the_code_is_accepted() {
    assert_eq!(country_of("+447797712345"), "JE");
    assert_eq!(e164("07797 712345", "GB").as_deref(), Ok("+447797712345"));
    assert_eq!(e164("(506) 234-5678", "US").as_deref(), Ok("+15062345678"));
}

#[test]
fn countries_that_share_a_code_are_told_apart_where_the_metadata_can() {
    assert_eq!(country_of("+447400123456"), "GB");
    assert_eq!(country_of("+12015550123"), "US");
    assert_eq!(country_of("+15062345678"), "CA");
    assert_eq!(country_of("+79123456789"), "RU");
    assert_eq!(country_of("+77710009998"), "KZ");
    assert_eq!(country_of("+358412345678"), "FI");
}

#[test]
fn a_stored_number_that_no_country_claims_belongs_to_the_main_one_of_its_code() {
    for (stored, main) in [("+440000000000", "GB"), ("+10000000000", "US"), ("+70000000000", "RU")] {
        assert_eq!(MobileNumber::from_stored(stored).unwrap().country().alpha2(), main, "{stored}");
    }
}

#[test]
fn fixed_lines_abroad_are_refused() {
    for typed in ["+46812345678", "+442079460123", "+4930123456", "+4532123456a"] {
        assert!(e164(typed, "NO").is_err(), "{typed}");
    }
    assert_eq!(e164("+442079460123", "NO"), Err(MobileNumberError::NotMobile));
}

#[test]
fn satellite_and_other_numbers_without_a_country_are_refused() {
    let refused = [
        "+870773123456",
        "+881612345678",
        "+88213300655",
        "+883510012345",
        "+80012345678",
        "+80812345678",
        "+87812345678901",
        "+979123456789",
        "00881612345678",
    ];
    for typed in refused {
        assert_eq!(e164(typed, "NO"), Err(MobileNumberError::NotMobile), "{typed}");
    }
}

#[test]
fn premium_personal_and_pager_numbers_are_refused() {
    for typed in ["+449012345678", "+447012345678", "+447640123456", "+19002345678", "+46900123456"] {
        assert_eq!(e164(typed, "NO"), Err(MobileNumberError::NotMobile), "{typed}");
    }
}

#[test]
fn a_code_that_no_country_has_is_refused() {
    for typed in ["+999123456", "+2101234567", "+0123456789", "000123456789", "+000000"] {
        assert_eq!(e164(typed, "NO"), Err(MobileNumberError::UnknownCountryCode), "{typed}");
    }
}

#[test]
fn a_number_of_another_length_than_the_countrys_is_too_short_or_too_long() {
    assert_eq!(e164("+4670123", "NO"), Err(MobileNumberError::TooShort));
    assert_eq!(e164("+467012345678901", "NO"), Err(MobileNumberError::TooLong));
    assert_eq!(e164("070123", "SE"), Err(MobileNumberError::TooShort));
    assert_eq!(e164("0701234567890", "SE"), Err(MobileNumberError::TooLong));
    assert_eq!(e164("+46", "NO"), Err(MobileNumberError::TooShort));
}

#[test]
fn one_digit_more_than_a_valid_number_is_not_valid() {
    // A pattern that is matched from the beginning only would accept these.
    for typed in ["+4474001234567", "+120155501234", "+3361234567899"] {
        assert_eq!(e164(typed, "NO"), Err(MobileNumberError::TooLong), "{typed}");
    }
}

proptest! {
    #[test]
    fn no_stored_number_makes_showing_it_panic(stored in "\\+[1-9][0-9]{4,14}") {
        if let Ok(number) = MobileNumber::from_stored(&stored) {
            prop_assert_eq!(number.expose(), &stored);
            let code = number.country().calling_code().to_string();
            prop_assert!(stored[1..].starts_with(&code));
            let digits = number.international().chars().filter(char::is_ascii_digit).collect::<String>();
            prop_assert_eq!(format!("+{digits}"), stored);
            let _ = number.national();
        }
    }

    #[test]
    fn every_accepted_number_reads_back_in_all_its_forms(place in 0..Country::all().len(), digits in "[0-9]{5,12}") {
        let selected = Country::all()[place];
        if let Ok(number) = MobileNumber::parse(&digits, selected) {
            prop_assert!(number.expose().len() <= 16);
            prop_assert_eq!(MobileNumber::from_stored(number.expose()), Ok(number.clone()));
            prop_assert_eq!(MobileNumber::parse(number.expose(), Country::NORWAY), Ok(number.clone()));
            prop_assert_eq!(MobileNumber::parse(&number.international(), Country::NORWAY), Ok(number.clone()));
            prop_assert_eq!(MobileNumber::parse(&number.national(), number.country()), Ok(number.clone()));
        }
    }

    #[test]
    fn a_neighbour_of_a_real_number_reads_back_in_all_its_forms(place in 0_usize..240, tail in "[0-9]{4}") {
        // Valid numbers are rare among random digits; the last four of an example can be nearly anything.
        let (country, example) = examples().swap_remove(place);
        let typed = format!("{}{tail}", &example[..example.len() - 4]);
        if let Ok(number) = MobileNumber::parse(&typed, country) {
            prop_assert_eq!(MobileNumber::parse(&number.international(), Country::NORWAY), Ok(number.clone()));
            prop_assert_eq!(MobileNumber::parse(&number.national(), number.country()), Ok(number.clone()));
        }
    }
}
