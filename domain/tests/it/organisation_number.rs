//! Organisation numbers, by Enhetsregisteret's rule.

use bekreft_domain::{OrganisationNumber, OrganisationNumberError};
use proptest::prelude::*;

#[test]
fn numbers_that_were_given_out_are_read() {
    for number in ["313409953", "313700526", "984661185", "922020175", "996460320", "991825827"] {
        let read = OrganisationNumber::parse(number).expect(number);
        assert_eq!((read.as_str(), read.to_string().as_str()), (number, number));
    }
}

#[test]
fn anything_but_nine_digits_is_refused() {
    for text in
        ["", "98466118", "9846611850", "984 661 185", " 984661185", "98466118x", "٩٨٤٦٦١١٨٥", "-84661185"]
    {
        assert_eq!(OrganisationNumber::parse(text), Err(OrganisationNumberError::NotNineDigits), "{text}");
    }
}

#[test]
fn tokens_name_them_with_the_prefix_of_enhetsregisteret_and_no_other() {
    let digipost = OrganisationNumber::parse("984661185").expect("a number");
    assert_eq!(digipost.to_iso6523(), "0192:984661185");
    assert_eq!(OrganisationNumber::from_iso6523("0192:984661185"), Some(digipost));
    for text in
        ["984661185", "9908:984661185", "0192:984661186", "0192:", "0192: 984661185", "0192:0192:984661185"]
    {
        assert_eq!(OrganisationNumber::from_iso6523(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn one_wrong_digit_is_always_found(place in 0usize..9, other in 0u8..10) {
        let mut digits = b"991825827".to_vec();
        let was = digits[place];
        digits[place] = b'0' + other;
        let text = String::from_utf8(digits).expect("digits");
        prop_assert_eq!(OrganisationNumber::parse(&text).is_ok(), was == b'0' + other);
    }

    #[test]
    fn at_most_one_control_digit_fits(first_eight in 0u32..100_000_000) {
        let fitting = (0..10).filter(|last| OrganisationNumber::parse(&format!("{first_eight:08}{last}")).is_ok());
        prop_assert!(fitting.count() <= 1);
    }
}
