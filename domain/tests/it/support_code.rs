use bekreft_domain::{SupportCode, SupportCodeError};
use proptest::prelude::*;

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

#[test]
fn the_code_of_zero_is_all_zeros() {
    assert_eq!(SupportCode::from_bits(0).to_string(), "0000-0000");
}

#[test]
fn the_code_is_fixed_for_all_time() {
    // Computed by hand from the definition: the sum of value times x^(8 - place) in GF(32) with x^5 + x^2 + 1.
    assert_eq!(SupportCode::from_bits(1).to_string(), "0000-0012");
    assert_eq!(SupportCode::from_bits(16).to_string(), "0000-00G5");
    assert_eq!(SupportCode::from_bits(1 << 5).to_string(), "0000-0104");
}

#[test]
fn only_the_low_35_bits_count() {
    assert_eq!(SupportCode::from_bits(u64::MAX), SupportCode::from_bits((1 << 35) - 1));
    assert_eq!(SupportCode::from_bits(1 << 35), SupportCode::from_bits(0));
    assert_ne!(SupportCode::from_bits(1 << 34), SupportCode::from_bits(0));
}

#[test]
fn a_code_is_read_the_way_people_type_it() {
    let code = SupportCode::from_bits(0x1_2345_6789);
    let shown = code.to_string();
    let ways = [
        shown.clone(),
        shown.to_lowercase(),
        shown.replace('-', ""),
        shown.replace('-', " "),
        shown.replace('-', "\u{2013}"),
        format!("  {shown}\n"),
        shown.chars().flat_map(|c| [c, ' ']).collect(),
    ];
    for typed in ways {
        assert_eq!(SupportCode::parse(&typed), Ok(code), "{typed:?}");
        assert_eq!(typed.parse(), Ok(code), "{typed:?}");
    }
}

#[test]
fn letters_that_look_like_digits_are_read_as_digits() {
    let code = SupportCode::from_bits(1);
    for typed in ["OOOO-OOI2", "oooo-ool2", "0000-00L2", "0000-00i2"] {
        assert_eq!(SupportCode::parse(typed), Ok(code), "{typed}");
    }
}

#[test]
fn what_is_not_eight_characters_is_refused_as_such() {
    for typed in ["", "-", "0000-000", "0000-00000", "0", "0000-0000-0000"] {
        assert_eq!(SupportCode::parse(typed), Err(SupportCodeError::Length), "{typed:?}");
    }
}

#[test]
fn what_is_not_in_the_alphabet_is_refused_as_such() {
    for typed in ["0000-000U", "U000-0000", "0000-000Å", "0000.0000", "000?-0000", "０000-0000"] {
        assert_eq!(SupportCode::parse(typed), Err(SupportCodeError::Character), "{typed:?}");
    }
}

#[test]
fn a_wrong_check_character_is_refused_as_such() {
    let right: Vec<char> =
        ALPHABET.chars().filter(|c| SupportCode::parse(&format!("7K3M9QX{c}")).is_ok()).collect();
    assert_eq!(right.len(), 1);
    let wrong = ALPHABET.chars().find(|c| *c != right[0]).unwrap();
    assert_eq!(SupportCode::parse(&format!("7K3M-9QX{wrong}")), Err(SupportCodeError::Check));
}

fn any_code() -> impl Strategy<Value = SupportCode> {
    any::<u64>().prop_map(SupportCode::from_bits)
}

fn characters(code: SupportCode) -> Vec<char> {
    code.to_string().chars().filter(|c| *c != '-').collect()
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(typed in any::<String>()) {
        let _ = SupportCode::parse(&typed);
    }

    #[test]
    fn what_is_shown_reads_back(bits in any::<u64>()) {
        let code = SupportCode::from_bits(bits);
        prop_assert_eq!(SupportCode::parse(&code.to_string()), Ok(code));
        prop_assert_eq!(SupportCode::from_bits(code.to_bits()), code);
        prop_assert_eq!(code.to_bits(), bits & ((1 << 35) - 1));
    }

    #[test]
    fn a_code_is_four_characters_a_hyphen_and_four_characters(code in any_code()) {
        let shown = code.to_string();
        prop_assert_eq!(shown.len(), 9);
        prop_assert_eq!(shown.find('-'), Some(4));
        prop_assert!(characters(code).iter().all(|c| ALPHABET.contains(*c)));
    }

    #[test]
    fn one_wrong_character_is_always_noticed(code in any_code(), place in 0_usize..8) {
        let mut typed = characters(code);
        let right = typed[place];
        for wrong in ALPHABET.chars().filter(|c| *c != right) {
            typed[place] = wrong;
            let typed: String = typed.iter().collect();
            prop_assert_eq!(SupportCode::parse(&typed), Err(SupportCodeError::Check));
        }
    }

    #[test]
    fn two_characters_that_changed_places_are_always_noticed(code in any_code(), one in 0_usize..8, other in 0_usize..8) {
        let mut typed = characters(code);
        let expected = if typed[one] == typed[other] { Ok(code) } else { Err(SupportCodeError::Check) };
        typed.swap(one, other);
        let typed: String = typed.into_iter().collect();
        prop_assert_eq!(SupportCode::parse(&typed), expected);
    }
}
