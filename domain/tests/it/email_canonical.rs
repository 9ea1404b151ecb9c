use bekreft_domain::EmailAddress;
use proptest::prelude::*;

use crate::given::email;

fn canonical(typed: &str) -> String {
    email(typed).canonical().expose().to_owned()
}

#[test]
fn case_makes_no_difference() {
    assert_eq!(canonical("Kari.Nordmann@Example.COM"), "kari.nordmann@example.com");
    assert_eq!(canonical("ÆRLIG.ORKEN@A.NO"), "ærlig.orken@a.no");
}

#[test]
fn composed_and_decomposed_letters_make_no_difference() {
    assert_eq!(canonical("a\u{30A}se@example.com"), canonical("åse@example.com"));
    assert_eq!(canonical("A\u{30A}se@example.com"), "åse@example.com");
}

#[test]
fn a_domain_in_letters_and_in_its_coded_form_are_the_same() {
    assert_eq!(canonical("ola@blåbær.no"), "ola@xn--blbr-roah.no");
    assert_eq!(canonical("ola@BLÅBÆR.no"), canonical("ola@xn--blbr-roah.no"));
    assert_eq!(canonical("ola@bla\u{30A}bær.no"), canonical("ola@blåbær.no"));
}

#[test]
fn gmail_ignores_dots_and_tags() {
    for typed in [
        "karinordmann@gmail.com",
        "kari.nordmann@gmail.com",
        "k.a.r.i.nordmann@gmail.com",
        "kari.nordmann+krr@gmail.com",
        "Kari.Nordmann+a+b@GMail.com",
        "kari.nordmann@googlemail.com",
    ] {
        assert_eq!(canonical(typed), "karinordmann@gmail.com", "{typed}");
    }
}

#[test]
fn microsoft_and_apple_ignore_tags_but_not_dots() {
    for domain in [
        "outlook.com",
        "hotmail.com",
        "hotmail.no",
        "hotmail.co.uk",
        "live.com",
        "live.no",
        "icloud.com",
        "me.com",
        "mac.com",
    ] {
        let typed = format!("kari.nordmann+krr@{domain}");
        assert_eq!(canonical(&typed), format!("kari.nordmann@{domain}"));
    }
}

#[test]
fn elsewhere_dots_and_tags_are_part_of_the_name() {
    for typed in [
        "kari.nordmann+krr@example.com",
        "kari.n+krr@online.no",
        "kari.n+krr@gmail.no",
        "kari+krr@live.example.com",
        "kari+krr@outlook.example.no",
        "kari+krr@nothotmail.com",
        "kari+krr@mail.icloud.com",
    ] {
        assert_eq!(canonical(typed), typed);
    }
}

#[test]
fn an_address_that_is_all_tag_stays_itself() {
    assert_eq!(canonical("+krr@gmail.com"), "+krr@gmail.com");
    assert_eq!(canonical("+krr@hotmail.com"), "+krr@hotmail.com");
}

#[test]
fn domains_stay_apart() {
    assert_ne!(canonical("kari@me.com"), canonical("kari@icloud.com"));
    assert_ne!(canonical("kari@hotmail.com"), canonical("kari@hotmail.no"));
}

#[test]
fn what_was_typed_is_kept() {
    let typed = "Kari.Nordmann+krr@GMail.com";
    let address = email(typed);
    let _ = address.canonical();
    assert_eq!(address.expose(), typed);
}

fn any_address() -> impl Strategy<Value = String> {
    let domain = prop::sample::select(vec![
        "gmail.com",
        "GoogleMail.com",
        "hotmail.no",
        "icloud.com",
        "blåbær.no",
        "a.no",
    ]);
    prop_oneof![
        ("[A-Za-z.+æøåÆØÅßİıΣ]{1,20}", domain).prop_map(|(local, domain)| format!("{local}@{domain}")),
        "\\PC{1,12}@\\PC{1,12}",
    ]
}

proptest! {
    #[test]
    fn the_canonical_form_of_a_canonical_form_is_itself(text in any_address()) {
        if let Ok(address) = EmailAddress::from_stored(&text) {
            let once = address.canonical();
            if let Ok(again) = EmailAddress::from_stored(once.expose()) {
                prop_assert_eq!(again.canonical(), once);

            }
        }
    }

    #[test]
    fn the_canonical_form_of_an_accepted_address_is_an_address(text in any_address()) {
        if let Ok(address) = EmailAddress::parse(&text) {
            let canonical = address.canonical();
            prop_assert!(EmailAddress::from_stored(canonical.expose()).is_ok(), "{}", canonical.expose());
            prop_assert!(canonical.expose().split('@').nth(1).is_some_and(str::is_ascii));
        }
    }

    #[test]
    fn case_never_tells_two_boxes_apart(local in "[a-z][a-zæøå.+]{0,10}[a-z]", domain in "[a-z]{1,8}\\.(no|com)") {
        let lower = EmailAddress::from_stored(&format!("{local}@{domain}")).unwrap();
        let upper = EmailAddress::from_stored(&format!("{}@{}", local.to_uppercase(), domain.to_uppercase())).unwrap();
        prop_assert_eq!(lower.canonical(), upper.canonical());
    }
}
