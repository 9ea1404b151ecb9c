//! What support may type and see.

use bekreft_domain::{
    ClearableLimit, EmailAddress, Limit, LookReason, MailboxAddress, MobileNumber, Note, PersonIdentifier,
    SupportCode, SupportRole, Wanted, freshness,
};
use time::macros::datetime;

#[test]
fn the_stored_names_are_these() {
    let roles = SupportRole::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" ");
    assert_eq!(roles, "viewer approver");
    let reasons = LookReason::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" ");
    assert_eq!(reasons, "called notification abuse case trial");
    let limits = ClearableLimit::ALL.iter().map(|it| it.as_str()).collect::<Vec<_>>().join(" ");
    assert_eq!(limits, "wrong_codes sends new_numbers");
}

#[test]
fn what_is_typed_is_read_as_what_it_is() {
    let number = PersonIdentifier::parse("17859012310").expect("a number");
    assert_eq!(Wanted::parse(" 178590 12310 "), Some(Wanted::Identifier(number)));
    for typed in ["98 76 54 32", "+4798765432", "0047 98765432"] {
        assert!(
            matches!(Wanted::parse(typed), Some(Wanted::Mobile(it)) if it.expose() == "+4798765432"),
            "{typed}"
        );
    }
    assert!(
        matches!(Wanted::parse("Kari.N+x@Gmail.com"), Some(Wanted::Email(it)) if it.expose() == "karin@gmail.com")
    );
    for bits in [0, 1, 77, 1 << 34, (1 << 35) - 1] {
        let code = SupportCode::from_bits(bits);
        assert_eq!(Wanted::parse(&code.to_string()), Some(Wanted::Code(code)));
    }
    for typed in ["", "kari", "12345678901", "kari@", "22 22 22 22", "%", "98 76 54"] {
        assert_eq!(Wanted::parse(typed), None, "{typed}");
    }
}

#[test]
fn a_masked_value_gives_away_its_kind_and_little_more() {
    assert_eq!(PersonIdentifier::parse("17859012310").expect("a number").masked(), "178590 *****");
    assert_eq!(MobileNumber::from_stored("+4798765432").expect("a number").masked(), "+47 ****** 32");
    assert_eq!(
        EmailAddress::parse("kari.nordmann@eksempel.no").expect("an address").masked(),
        "k***@e***.no"
    );
    assert_eq!(EmailAddress::parse("ærlig@ønske.example").expect("an address").masked(), "æ***@ø***.example");
    assert_eq!(MailboxAddress::parse("kari.nordmann#1234").expect("an address").masked(), "k***");
}

#[test]
fn only_what_is_about_one_person_can_be_cleared() {
    assert_eq!(ClearableLimit::behind(Limit::WrongCodes), Some(ClearableLimit::WrongCodes));
    assert_eq!(ClearableLimit::behind(Limit::Person), Some(ClearableLimit::Sends));
    assert_eq!(ClearableLimit::behind(Limit::NewNumbers), Some(ClearableLimit::NewNumbers));
    for other in [Limit::CoolDown, Limit::Destination, Limit::Abroad, Limit::Prefix] {
        assert_eq!(ClearableLimit::behind(other), None, "{other:?}");
    }
}

#[test]
fn a_note_is_one_line_and_not_long() {
    assert_eq!(Note::parse("  har\nringt \t to ganger ").expect("a note").as_str(), "har ringt to ganger");
    assert!(Note::parse(&"æ".repeat(200)).is_some() && Note::parse(&"æ".repeat(201)).is_none());
    assert!(Note::parse("a\u{7}b").is_none());
}

#[test]
fn what_goes_out_goes_out_eighteen_calendar_months_later() {
    let told = freshness::expires_at(datetime!(2024-11-12 10:00 UTC));
    assert_eq!(told, datetime!(2026-05-12 09:00 UTC), "the clock is kept across summer time");
    assert!(freshness::is_fresh(datetime!(2024-11-12 10:00 UTC), told));
    assert_eq!(freshness::expires_at(datetime!(2024-08-31 10:00 UTC)), datetime!(2026-02-28 11:00 UTC));
}
