use bekreft_domain::{EmailAddress, EmailAddressError};
use proptest::prelude::*;

fn parse(typed: &str) -> Result<String, EmailAddressError> {
    EmailAddress::parse(typed).map(|address| address.expose().to_owned())
}

fn refusal(typed: &str) -> Option<EmailAddressError> {
    EmailAddress::parse(typed).err()
}

#[test]
fn ordinary_addresses_are_kept_as_typed() {
    for typed in [
        "kari@example.com",
        "Kari.Nordmann@Example.COM",
        "kari+krr@gmail.com",
        "k@a.no",
        "kari_n-1@mail.sub.example.museum",
        "o'brien@example.ie",
        "NULLstillt@default.digdir.no",
        "1@2.no",
        "kari@1and1.com",
    ] {
        assert_eq!(parse(typed).as_deref(), Ok(typed));
    }
}

#[test]
fn an_address_with_norwegian_letters_is_valid() {
    assert_eq!(parse("ærlig.orken@a.no").as_deref(), Ok("ærlig.orken@a.no"));
}

#[test]
fn letters_of_all_languages_may_stand_on_both_sides() {
    for typed in [
        "čáhppe@example.com",
        "kåre@blåbær.no",
        "ola@rødgrød.dk",
        "пример@пример.рф",
        "用户@例子.公司",
        "a\u{30A}se@a.no",
    ] {
        assert_eq!(parse(typed).as_deref(), Ok(typed), "{typed}");
    }
}

#[test]
fn a_domain_in_its_coded_form_is_valid() {
    assert_eq!(parse("ola@xn--blbr-roah.no").as_deref(), Ok("ola@xn--blbr-roah.no"));
    assert_eq!(parse("a@xn--e1afmkfd.xn--p1ai").as_deref(), Ok("a@xn--e1afmkfd.xn--p1ai"));
}

#[test]
fn what_pasting_leaves_around_an_address_is_dropped() {
    for typed in [
        " kari@example.com ",
        "\tkari@example.com\r\n",
        "\u{A0}kari@example.com\u{A0}",
        "\u{200B}kari@example.com\u{FEFF}",
        "\u{202A}kari@example.com\u{202C}",
        "<kari@example.com>",
        " < kari@example.com > ",
        "mailto:kari@example.com",
        "MailTo: kari@example.com",
        "<mailto:kari@example.com>",
        "kari@example.com\0",
    ] {
        assert_eq!(parse(typed).as_deref(), Ok("kari@example.com"), "{typed:?}");
    }
}

#[test]
fn an_address_without_an_at_sign_is_refused_as_such() {
    for typed in ["", " ", "kari", "example.com", "kari.example.com", "mailto:", "<>", "kari at example.com"]
    {
        assert_eq!(refusal(typed), Some(EmailAddressError::MissingAt), "{typed:?}");
    }
}

#[test]
fn more_than_one_at_sign_is_refused_as_such() {
    for typed in ["kari@@example.com", "a@b@c.no", "a@b.no, c@d.no", "\"a@b\"@c.no", "a@b.no c@d.no"] {
        assert_eq!(refusal(typed), Some(EmailAddressError::SeveralAt), "{typed:?}");
    }
}

#[test]
fn a_space_inside_is_refused_as_such() {
    for typed in [
        "kari @example.com",
        "kari@ example.com",
        "kari nordmann@example.com",
        "kari@exa mple.com",
        "k\u{A0}n@a.no",
    ] {
        assert_eq!(refusal(typed), Some(EmailAddressError::Space), "{typed:?}");
    }
}

#[test]
fn a_line_break_inside_never_passes() {
    for typed in
        ["kari@example.com\nBcc: ola@example.com", "kari\r\n@example.com", "kari@example.com\r\n\r\nHei"]
    {
        assert!(refusal(typed).is_some(), "{typed:?}");
    }
}

#[test]
fn a_local_part_that_mail_does_not_allow_is_refused_as_such() {
    for typed in [
        "@example.com",
        ".kari@example.com",
        "kari.@example.com",
        "kari..n@example.com",
        "\"kari\"@example.com",
        "kari,n@example.com",
        "kari;n@example.com",
        "kari:n@example.com",
        "kari(n)@example.com",
        "kari<n@example.com",
        "kari[n]@example.com",
        "kari\\n@example.com",
        "mailto:mailto:kari@example.com",
        "ka\u{202E}ri@example.com",
        "ka\u{200B}ri@example.com",
        "ka\u{7}ri@example.com",
        "kari😀@example.com",
    ] {
        assert_eq!(refusal(typed), Some(EmailAddressError::LocalPart), "{typed:?}");
    }
}

#[test]
fn a_local_part_has_at_most_64_octets() {
    let with = |local: &str| refusal(&format!("{local}@example.com"));
    assert_eq!(with(&"a".repeat(64)), None);
    assert_eq!(with(&"a".repeat(65)), Some(EmailAddressError::LocalPart));
    assert_eq!(with(&"æ".repeat(32)), None);
    assert_eq!(with(&"æ".repeat(33)), Some(EmailAddressError::LocalPart));
}

#[test]
fn what_is_not_a_domain_is_refused_as_such() {
    for typed in [
        "kari@",
        "kari@example",
        "kari@localhost",
        "kari@.com",
        "kari@example.",
        "kari@example.com.",
        "kari@example..com",
        "kari@-example.com",
        "kari@example-.com",
        "kari@exam_ple.com",
        "kari@example.c",
        "kari@example.123",
        "kari@example.c0m",
        "kari@127.0.0.1",
        "kari@[127.0.0.1]",
        "kari@[IPv6:2001:db8::1]",
        "kari@example,com",
        "kari@example.com,",
        "kari@example.com>",
        "kari@example/com",
        "kari@exa\u{200B}mple.com",
        "kari@exa\u{AD}mple.com",
        "kari@exa\u{202E}mple.com",
        "kari@xn--a.no",
        "kari@😀.no",
    ] {
        assert_eq!(refusal(typed), Some(EmailAddressError::Domain), "{typed:?}");
    }
}

#[test]
fn a_label_of_a_domain_has_at_most_63_letters() {
    assert_eq!(refusal(&format!("a@{}.no", "a".repeat(63))), None);
    assert_eq!(refusal(&format!("a@{}.no", "a".repeat(64))), Some(EmailAddressError::Domain));
}

#[test]
fn an_address_has_at_most_254_octets() {
    let labels = format!("{0}.{0}.{0}", "a".repeat(60));
    let domain_of = |length: usize| format!("{labels}.{}.no", "b".repeat(length - labels.len() - 4));
    let longest = format!("{}@{}", "k".repeat(20), domain_of(233));
    assert_eq!(longest.len(), 254);
    assert_eq!(parse(&longest).as_deref(), Ok(longest.as_str()));
    assert_eq!(refusal(&format!("k{longest}")), Some(EmailAddressError::TooLong));
    assert_eq!(refusal(&"a".repeat(1_000_000)), Some(EmailAddressError::TooLong));
}

#[test]
fn equality_is_about_the_exact_text() {
    let parse = |typed| EmailAddress::parse(typed).unwrap();
    assert_eq!(parse("kari@example.com"), parse(" kari@example.com"));
    assert_ne!(parse("kari@example.com"), parse("Kari@example.com"));
}

#[test]
fn a_stored_address_is_looked_at_for_shape_only() {
    let stored = |text| EmailAddress::from_stored(text).map(|address| address.expose().to_owned());
    for text in ["kari@example.com", "kari..n@example.com", "kari@localhost", "kari@exam_ple.com"] {
        assert_eq!(stored(text).as_deref(), Ok(text));
    }
    assert_eq!(stored("kari"), Err(EmailAddressError::MissingAt));
    assert_eq!(stored("a@b@c"), Err(EmailAddressError::SeveralAt));
    assert_eq!(stored("a b@c"), Err(EmailAddressError::Space));
    assert_eq!(stored(" a@c"), Err(EmailAddressError::Space));
    assert_eq!(stored("@c"), Err(EmailAddressError::LocalPart));
    assert_eq!(stored("a\0@c"), Err(EmailAddressError::LocalPart));
    assert_eq!(stored("a@"), Err(EmailAddressError::Domain));
    assert_eq!(stored(&format!("a@{}", "b".repeat(253))), Err(EmailAddressError::TooLong));
}

#[test]
fn nothing_of_the_address_shows_in_debug_or_in_errors() {
    let address = EmailAddress::parse("kari@example.com").unwrap();
    assert_eq!(format!("{address:?} {:?}", address.canonical()), "EmailAddress(***) CanonicalEmail(***)");
    for typed in ["kari", "kari@example", "kari@@example.com", "ka ri@example.com", ".kari@example.com"] {
        let error = refusal(typed).unwrap();
        assert!(!format!("{error} {error:?}").contains("kari"), "{error}");
    }
}

/// Texts that are nearly addresses.
fn any_near_address() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-zæøå.+ ]{0,8}@[a-zæøå.-]{0,12}",
        "\\PC{0,10}@\\PC{0,10}\\.(no|com)",
        "[<]?(mailto:)?[a-z]{1,5}@[a-z]{1,5}\\.no[> ]?",
    ]
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(typed in any_near_address()) {
        let _ = EmailAddress::from_stored(&typed).map(|address| (address.canonical(), address.suggestion()));
        let _ = EmailAddress::parse(&typed).map(|address| (address.canonical(), address.suggestion()));
    }

    #[test]
    fn an_accepted_address_reads_back_as_the_same(typed in any_near_address()) {
        if let Ok(address) = EmailAddress::parse(&typed) {
            prop_assert_eq!(EmailAddress::parse(address.expose()), Ok(address.clone()));
            prop_assert_eq!(EmailAddress::from_stored(address.expose()), Ok(address.clone()));
            prop_assert!(typed.contains(address.expose()));
        }
    }

    #[test]
    fn an_accepted_address_holds_nothing_invisible(typed in any_near_address()) {
        if let Ok(address) = EmailAddress::parse(&typed) {
            let is_unwanted = |c: char| c.is_whitespace() || c.is_control() || "<>\",;:\u{202E}\u{200B}".contains(c);
            let found = address.expose().contains(is_unwanted);
            prop_assert!(!found, "{:?}", address.expose());
        }
    }

    #[test]
    fn plain_addresses_are_accepted(typed in "[a-z][a-z0-9_-]{0,20}(\\.[a-z0-9]{1,10})?@[a-z]{1,20}(\\.[a-z]{2,10}){1,2}") {
        prop_assert_eq!(parse(&typed), Ok(typed));
    }
}
