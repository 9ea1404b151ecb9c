use bekreft_domain::{Country, MobileNumber, MobileNumberError};
use proptest::prelude::*;

use crate::given::{any_norwegian_mobile, country, mobile};

fn parse(typed: &str) -> Result<MobileNumber, MobileNumberError> {
    MobileNumber::parse(typed, Country::NORWAY)
}

fn e164(typed: &str, selected: Country) -> Result<String, MobileNumberError> {
    MobileNumber::parse(typed, selected).map(|number| number.expose().to_owned())
}

#[test]
fn eight_digits_with_norway_selected_are_a_norwegian_number() {
    assert_eq!(e164("98765432", Country::NORWAY).as_deref(), Ok("+4798765432"));
    assert_eq!(e164("41514965", Country::NORWAY).as_deref(), Ok("+4741514965"));
}

#[test]
fn the_ways_people_write_a_norwegian_number_all_mean_the_same() {
    let ways = [
        "98765432",
        " 98765432 ",
        "98 76 54 32",
        "987 65 432",
        "987-65-432",
        "98.76.54.32",
        "9876_5432",
        "98\u{A0}76\u{A0}54\u{A0}32",
        "98\u{202F}76\u{2009}54\u{2009}32",
        "98\t76 54 32\r\n",
        "98\u{2011}76\u{2013}54\u{2212}32",
        "+4798765432",
        "+47 98 76 54 32",
        "(+47) 98 76 54 32",
        "+ 47 98765432",
        "+47-98765432",
        "004798765432",
        "00 47 98 76 54 32",
        "4798765432",
        "47 98 76 54 32",
    ];
    for typed in ways {
        assert_eq!(e164(typed, Country::NORWAY).as_deref(), Ok("+4798765432"), "{typed:?}");
    }
}

#[test]
fn invisible_marks_from_contact_lists_are_ignored() {
    for typed in
        ["\u{202A}+47 98 76 54 32\u{202C}", "\u{200E}98765432", "\u{FEFF}98765432", "9876\u{AD}5432\u{200B}"]
    {
        assert_eq!(e164(typed, Country::NORWAY).as_deref(), Ok("+4798765432"), "{typed:?}");
    }
}

#[test]
fn digits_of_other_scripts_mean_what_they_say() {
    for typed in ["＋４７９８７６５４３２", "９８７６５４３２", "٩٨٧٦٥٤٣٢", "۹۸۷۶۵۴۳۲"]
    {
        assert_eq!(e164(typed, Country::NORWAY).as_deref(), Ok("+4798765432"), "{typed:?}");
    }
}

#[test]
fn a_number_with_country_code_wins_over_the_selected_country() {
    for typed in ["+4798765432", "004798765432", "(+47) 98765432"] {
        for selected in ["SE", "GB", "US", "FI", "AU", "RU"] {
            assert_eq!(e164(typed, country(selected)).as_deref(), Ok("+4798765432"), "{typed} {selected}");
        }
    }
    assert_eq!(e164("+46701234567", Country::NORWAY).as_deref(), Ok("+46701234567"));
    assert_eq!(e164("0046701234567", Country::NORWAY).as_deref(), Ok("+46701234567"));
}

#[test]
fn eight_digits_that_begin_with_47_are_a_whole_number() {
    assert_eq!(e164("47123456", Country::NORWAY).as_deref(), Ok("+4747123456"));
    assert_eq!(e164("4747123456", Country::NORWAY).as_deref(), Ok("+4747123456"));
}

#[test]
fn ten_digits_that_begin_with_47_and_hide_no_mobile_number_are_too_many() {
    assert_eq!(parse("4722222222"), Err(MobileNumberError::TooLong));
}

#[test]
fn svalbard_selected_is_as_norway_selected() {
    assert_eq!(e164("98765432", country("SJ")).as_deref(), Ok("+4798765432"));
    assert_eq!(parse("79021234"), Err(MobileNumberError::NorwegianNotMobile));
    assert_eq!(mobile("+4741234567").country(), Country::NORWAY);
}

#[test]
fn norwegian_numbers_that_do_not_begin_with_4_or_9_are_not_mobile() {
    for first in ['0', '1', '2', '3', '5', '6', '7', '8'] {
        let typed = format!("{first}1234567");
        assert_eq!(parse(&typed), Err(MobileNumberError::NorwegianNotMobile), "{typed}");
        assert_eq!(parse(&format!("+47{typed}")), Err(MobileNumberError::NorwegianNotMobile), "+47{typed}");
    }
}

#[test]
fn a_number_of_zeros_is_refused() {
    assert_eq!(parse("+4700000000"), Err(MobileNumberError::NorwegianNotMobile));
}

#[test]
fn numbers_of_machines_are_refused_as_such() {
    for typed in
        ["+47580012345678", "+47 59 00 12 34 56 78", "580012345678", "590012345678", "47580012345678"]
    {
        assert_eq!(parse(typed), Err(MobileNumberError::NorwegianMachine), "{typed}");
    }
    assert_eq!(parse("+47570012345678"), Err(MobileNumberError::TooLong));
}

#[test]
fn short_norwegian_numbers_are_too_short() {
    for typed in ["9", "829", "+47829", "02800", "+4702800", "9876543", "+47", "0047", "+479876543"] {
        assert_eq!(parse(typed), Err(MobileNumberError::TooShort), "{typed}");
    }
}

#[test]
fn long_norwegian_numbers_are_too_long() {
    for typed in
        ["987654321", "+47987654321", "+474798765432", "00474798765432", "98765432 98765432", "098765432"]
    {
        assert_eq!(parse(typed), Err(MobileNumberError::TooLong), "{typed}");
    }
}

#[test]
fn what_has_no_digits_is_not_a_number() {
    for typed in ["", " ", "+", "-", "()", "ingen", "+\u{A0}", "\u{200B}"] {
        assert_eq!(parse(typed), Err(MobileNumberError::NotANumber), "{typed:?}");
    }
}

#[test]
fn what_has_letters_or_other_signs_is_not_a_number() {
    let refused = [
        "98765432 ext 5",
        "tel:+4798765432",
        "98765432x5",
        "Kari 98765432",
        "98765432,",
        "987/65432",
        "98765432#",
        "*98765432",
        "9876543O",
        "kari@example.com",
        "98765432;ext=5",
        "📞98765432",
        "九八七六五四三二",
    ];
    for typed in refused {
        assert_eq!(parse(typed), Err(MobileNumberError::NotANumber), "{typed:?}");
    }
}

#[test]
fn a_plus_counts_only_once_and_only_in_front() {
    for typed in ["++4798765432", "98765432+", "47+98765432", "+47+98765432", "00+4798765432"] {
        assert_eq!(parse(typed), Err(MobileNumberError::NotANumber), "{typed}");
    }
}

#[test]
fn no_more_than_forty_characters_are_looked_at() {
    let spaced = format!("98765432{}", " ".repeat(32));
    assert!(parse(&spaced).is_ok());
    assert_eq!(parse(&format!("{spaced} ")), Err(MobileNumberError::TooLong));
    assert_eq!(parse(&"9".repeat(1_000_000)), Err(MobileNumberError::TooLong));
}

#[test]
fn a_norwegian_number_is_shown_in_pairs() {
    let number = mobile("+4798765432");
    assert_eq!(number.national(), "98 76 54 32");
    assert_eq!(number.international(), "+47 98 76 54 32");
}

#[test]
fn a_stored_number_must_be_e164() {
    assert!(MobileNumber::from_stored("+4798765432").is_ok());
    let refused = [
        ("", MobileNumberError::NotANumber),
        ("+", MobileNumberError::NotANumber),
        ("98765432", MobileNumberError::NotANumber),
        ("4798765432", MobileNumberError::NotANumber),
        ("+47 98765432", MobileNumberError::NotANumber),
        ("+4798765432 ", MobileNumberError::NotANumber),
        ("+47９８７６５４３２", MobileNumberError::NotANumber),
        ("+479876543", MobileNumberError::TooShort),
        ("+47987654321", MobileNumberError::TooLong),
        ("+46123", MobileNumberError::TooShort),
        ("+4612345678901234", MobileNumberError::TooLong),
        ("+999123456789", MobileNumberError::UnknownCountryCode),
        ("+0047123456", MobileNumberError::UnknownCountryCode),
        ("+881612345678", MobileNumberError::NotMobile),
    ];
    for (stored, error) in refused {
        assert_eq!(MobileNumber::from_stored(stored), Err(error), "{stored:?}");
    }
}

#[test]
fn a_stored_number_stays_readable_when_it_is_not_mobile_any_more() {
    // Reading what was stored must not depend on this year's numbering plan.
    let number = MobileNumber::from_stored("+4722222222").unwrap();
    assert_eq!(number.expose(), "+4722222222");
    assert_eq!(number.international(), "+47 22 22 22 22");
}

#[test]
fn nothing_of_the_number_shows_in_debug() {
    assert_eq!(format!("{:?}", mobile("+4798765432")), "MobileNumber(***)");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(typed in any::<String>()) {
        let _ = parse(&typed);
        let _ = MobileNumber::from_stored(&typed);
    }

    #[test]
    fn no_mixture_of_digits_and_signs_makes_it_panic(typed in "[0-9+() .x０-９-]{0,24}", place in 0..Country::all().len()) {
        let _ = MobileNumber::parse(&typed, Country::all()[place]);
    }

    #[test]
    fn every_norwegian_mobile_number_reads_back_as_shown(digits in any_norwegian_mobile()) {
        let number = parse(&digits).unwrap();
        prop_assert_eq!(number.expose(), format!("+47{digits}"));
        prop_assert_eq!(parse(&number.national()), Ok(number.clone()));
        prop_assert_eq!(parse(&number.international()), Ok(number.clone()));
        prop_assert_eq!(MobileNumber::parse(&number.international(), country("US")), Ok(number.clone()));
        prop_assert_eq!(MobileNumber::from_stored(number.expose()), Ok(number.clone()));
    }

    #[test]
    fn what_is_between_the_digits_changes_nothing(
        digits in any_norwegian_mobile(),
        between in prop::collection::vec("[ \u{A0}_.()-]{0,2}", 9),
    ) {
        let typed: String = digits.chars().zip(&between).flat_map(|(digit, gap)| gap.chars().chain([digit])).collect();
        prop_assert_eq!(parse(&typed), parse(&digits));
    }

    #[test]
    fn no_norwegian_number_of_another_length_is_accepted(digits in "[49][0-9]{0,6}|[49][0-9]{8,12}") {
        let typed = format!("+47{digits}");
        prop_assert!(parse(&typed).is_err());
    }
}
