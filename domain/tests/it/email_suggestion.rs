use proptest::prelude::*;

use crate::given::email;

fn suggestion(domain: &str) -> Option<String> {
    let suggested = email(&format!("Kari.N+a@{domain}")).suggestion()?;
    let (local, domain) = suggested.expose().split_once('@').expect("a suggestion is an address");
    assert_eq!(local, "Kari.N+a", "a suggestion is about the domain only");
    Some(domain.to_owned())
}

const WELL_KNOWN: [&str; 14] = [
    "gmail.com",
    "hotmail.com",
    "hotmail.no",
    "outlook.com",
    "online.no",
    "icloud.com",
    "yahoo.com",
    "yahoo.no",
    "live.no",
    "live.com",
    "msn.com",
    "getmail.no",
    "broadpark.no",
    "frisurf.no",
];

#[test]
fn one_slip_in_the_name_gives_the_well_known_domain() {
    for (typed, meant) in [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmal.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("hmail.com", "gmail.com"),
        ("hotmal.com", "hotmail.com"),
        ("hotnail.com", "hotmail.com"),
        ("homtail.no", "hotmail.no"),
        ("outlok.com", "outlook.com"),
        ("iclould.com", "icloud.com"),
        ("icoud.com", "icloud.com"),
        ("yaho.com", "yahoo.com"),
        ("yahho.no", "yahoo.no"),
        ("onlin.no", "online.no"),
        ("onilne.no", "online.no"),
        ("liev.no", "live.no"),
        ("mns.com", "msn.com"),
        ("boradpark.no", "broadpark.no"),
        ("getmial.no", "getmail.no"),
        ("friserf.no", "frisurf.no"),
    ] {
        assert_eq!(suggestion(typed).as_deref(), Some(meant), "{typed}");
    }
}

#[test]
fn two_slips_are_forgiven_in_long_names_only() {
    assert_eq!(suggestion("hotmial.com").as_deref(), Some("hotmail.com"));
    assert_eq!(suggestion("htomial.com").as_deref(), Some("hotmail.com"));
    assert_eq!(suggestion("outllok.com").as_deref(), Some("outlook.com"));
    assert_eq!(suggestion("brodparkk.no").as_deref(), Some("broadpark.no"));
    assert_eq!(suggestion("gmaol.co.no"), None);
    assert_eq!(suggestion("gnial.com"), None);
    assert_eq!(suggestion("yhaaoo.com"), None);
    assert_eq!(suggestion("potnail.com"), None);
    assert_eq!(suggestion("hml.com"), None);
}

#[test]
fn a_top_level_that_does_not_exist_is_always_a_slip() {
    for (typed, meant) in [
        ("gmail.con", "gmail.com"),
        ("hotmail.cmo", "hotmail.com"),
        ("example.con", "example.com"),
        ("mail.firma.cmo", "mail.firma.com"),
        ("online.nno", "online.no"),
        ("gmial.con", "gmail.com"),
    ] {
        assert_eq!(suggestion(typed).as_deref(), Some(meant), "{typed}");
    }
}

#[test]
fn a_top_level_that_exists_is_a_slip_only_after_a_well_known_name() {
    assert_eq!(suggestion("gmail.om").as_deref(), Some("gmail.com"));
    assert_eq!(suggestion("hotmail.co").as_deref(), Some("hotmail.com"));
    assert_eq!(suggestion("gmail.cm").as_deref(), Some("gmail.com"));
    assert_eq!(suggestion("online.mo").as_deref(), Some("online.no"));
    for real in ["omantel.om", "startup.co", "camtel.cm", "umac.mo"] {
        assert_eq!(suggestion(real), None, "{real}");
    }
}

#[test]
fn case_does_not_hide_a_slip() {
    assert_eq!(suggestion("GMIAL.com").as_deref(), Some("gmail.com"));
}

#[test]
fn a_well_known_domain_gives_no_suggestion() {
    for domain in WELL_KNOWN {
        assert_eq!(suggestion(domain), None, "{domain}");
        assert_eq!(suggestion(&domain.to_uppercase()), None, "{domain}");
    }
}

#[test]
fn real_domains_that_look_like_slips_give_no_suggestion() {
    for domain in [
        "ymail.com",
        "gmx.com",
        "gmx.net",
        "gmx.de",
        "mail.com",
        "email.com",
        "hotmail.se",
        "hotmail.dk",
        "hotmail.de",
        "hotmail.nl",
        "hotmail.co.uk",
        "outlook.no",
        "outlook.dk",
        "live.nl",
        "live.se",
        "live.co.uk",
        "me.com",
        "mac.com",
        "aol.com",
        "proton.me",
        "protonmail.com",
        "yahoo.se",
        "yahoo.co.uk",
        "rocketmail.com",
        "zoho.com",
        "mail.ru",
    ] {
        assert_eq!(suggestion(domain), None, "{domain}");
    }
}

#[test]
fn ordinary_norwegian_domains_give_no_suggestion() {
    for domain in [
        "a.no",
        "like.no",
        "life.no",
        "line.no",
        "love.no",
        "liv.no",
        "olive.no",
        "fine.no",
        "nrk.no",
        "ntnu.no",
        "uio.no",
        "oslo.kommune.no",
        "digdir.no",
        "skatteetaten.no",
        "airline.no",
        "firma.no",
        "epost.no",
        "posten.no",
        "mail.no",
        "gmail.no",
        "lyse.no",
        "msb.no",
        "man.com",
        "mss.com",
        "love.com",
        "cloud.com",
    ] {
        assert_eq!(suggestion(domain), None, "{domain}");
    }
}

#[test]
fn a_domain_below_a_well_known_one_gives_no_suggestion() {
    for domain in ["mail.gmail.com", "student.online.no", "hotmail.com.example.no"] {
        assert_eq!(suggestion(domain), None, "{domain}");
    }
}

fn any_well_known() -> impl Strategy<Value = &'static str> {
    prop::sample::select(WELL_KNOWN.to_vec())
}

proptest! {
    #[test]
    fn a_suggestion_gives_no_further_suggestion(domain in any_well_known(), place in 0_usize..8, letter in "[a-z]") {
        let mut typed = domain.to_owned();
        let dot = typed.rfind('.').unwrap();
        typed.replace_range(place.min(dot)..=place.min(dot - 1), &letter);
        if let Some(meant) = suggestion(&typed) {
            prop_assert_eq!(suggestion(&meant), None);
        }
    }

    #[test]
    fn a_doubled_letter_in_a_name_of_five_or_more_is_a_slip(domain in any_well_known(), place in any::<prop::sample::Index>()) {
        let name = domain.split('.').next().unwrap();
        let place = place.index(name.len());
        let mut typed = domain.to_owned();
        typed.insert(place, domain.as_bytes()[place].into());
        let expected = (name.len() >= 5).then(|| domain.to_owned());
        prop_assert_eq!(suggestion(&typed), expected);
    }

    #[test]
    fn a_domain_with_nothing_in_common_gives_no_suggestion(name in "[qxzwj]{4,12}", top in "(no|com|org)") {
        prop_assert_eq!(suggestion(&format!("{name}.{top}")), None);
    }
}
