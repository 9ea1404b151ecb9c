//! Six digits.

use bekreft_domain::Code;
use proptest::prelude::*;

#[test]
fn leading_zeros_count() {
    assert_eq!(Code::from_bits(42).expose(), "000042");
    assert_eq!(Code::from_bits(1_000_000).expose(), "000000");
    assert_eq!(Code::from_bits(999_999).expose(), "999999");
}

#[test]
fn a_code_may_be_typed_or_pasted_with_spaces_hyphens_and_dots() {
    for typed in ["123456", " 123 456 ", "123-456", "123\u{a0}456", "12 34 56", "123.456", "123\u{2013}456\n"]
    {
        assert_eq!(Code::parse(typed).expect(typed).expose(), "123456");
    }
}

#[test]
fn what_is_not_six_digits_is_no_code() {
    for typed in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "+123456", "123,456", "123456@"] {
        assert!(Code::parse(typed).is_none(), "{typed}");
    }
}

#[test]
fn a_code_does_not_show_itself() {
    assert_eq!(format!("{:?}", Code::from_bits(123_456)), "Code(…)");
}

proptest! {
    #[test]
    fn a_code_matches_itself_and_no_other(one in 0_u64..1_000_000, another in 0_u64..1_000_000) {
        prop_assert_eq!(Code::from_bits(one).matches(&Code::from_bits(another)), one == another);
        let read = Code::parse(Code::from_bits(one).expose()).expect("its own text");
        prop_assert!(read.matches(&Code::from_bits(one)));
    }
}

#[test]
fn every_code_is_as_likely_as_any_other() {
    // A million consecutive bits give a million different codes.
    let codes = (0..1_000_000_u64)
        .map(|bits| Code::from_bits(u64::MAX - bits).expose().to_owned())
        .collect::<std::collections::HashSet<_>>();
    assert_eq!(codes.len(), 1_000_000);
}
