use super::*;
use crate::i18n::{Locale, Tr};
use crate::web::help::all;

fn addresses(locale: Locale, query: &str) -> Vec<String> {
    find(&all(Tr::new(locale)), query).into_iter().map(|hit| hit.address).collect()
}

/// Whether this place is among the first three.
fn leads_to(locale: Locale, query: &str, address: &str) {
    let found = addresses(locale, query);
    assert!(found.iter().take(3).any(|it| it == address), "{query:?} in {locale:?}: {found:?}");
}

#[test]
fn questions_lead_to_their_answers_in_three_languages() {
    for (locale, query, address) in [
        (Locale::Nb, "Koden kommer ikke", "/hjelp/verifikasjon#kommer-ikke"),
        (Locale::Nb, "hvor lenge varer koden?", "/hjelp/verifikasjon#varighet"),
        (Locale::Nb, "deler nummer med barn", "/hjelp/duplikat#hva-gjore"),
        (Locale::Nb, "bytte leverandør", "/hjelp/postkasse#bytte"),
        (Locale::Nb, "skjermleser", "/hjelp/tilgjengelighet#ikke-provd"),
        (Locale::Nb, "cookies", "/hjelp/personvern#informasjonskapsler"),
        (Locale::Nn, "Kvifor må eg stadfeste", "/hjelp/kontaktregisteret#bekrefte"),
        (Locale::Nn, "skjermlesar", "/hjelp/tilgjengelighet#ikke-provd"),
        (Locale::Nn, "byte leverandør", "/hjelp/postkasse#bytte"),
        (Locale::En, "How long does the code last?", "/hjelp/verifikasjon#varighet"),
        (Locale::En, "stop using mailbox", "/hjelp/postkasse#avslutte"),
        (Locale::En, "complain", "/hjelp/tilgjengelighet#klage"),
    ] {
        leads_to(locale, query, address);
    }
}

#[test]
fn case_accents_and_the_way_a_word_is_written_do_not_matter() {
    for (one, other) in [
        ("leverandør", "LEVERANDOR"),
        ("språk", "spraak"),
        ("språk", "spra\u{30a}k"),
        ("trygt på nett", "TRYGT PA NETT"),
        ("e-post", "epost"),
        ("fødselsnummer", "foedselsnummer"),
        ("d-nummer", "dnummer"),
        ("kontakt\u{ad}registeret", "kontaktregisteret"),
    ] {
        let found = addresses(Locale::Nb, one);
        assert!(!found.is_empty(), "{one}");
        assert_eq!(found, addresses(Locale::Nb, other), "{one} and {other}");
    }
}

#[test]
fn the_beginning_of_a_word_is_enough() {
    for query in ["informasjonsk", "reserv", "tastat"] {
        assert!(!addresses(Locale::Nb, query).is_empty(), "{query}");
    }
}

#[test]
fn words_for_the_same_thing_find_the_same() {
    for (locale, same) in [
        (Locale::Nb, ["sms", "tekstmelding"]),
        (Locale::Nb, ["mobil", "telefon"]),
        (Locale::Nb, ["e-post", "mail"]),
        (Locale::Nb, ["digipost", "e-boks"]),
        (Locale::Nb, ["eboks", "postkasse"]),
        (Locale::Nn, ["sms", "tekstmelding"]),
        (Locale::En, ["e-mail", "mail"]),
        (Locale::En, ["mobile", "phone"]),
    ] {
        let [mut one, mut other] = same.map(|query| addresses(locale, query));
        one.sort();
        other.sort();
        assert!(!one.is_empty(), "{same:?}");
        assert_eq!(one, other, "{same:?}");
    }
}

#[test]
fn what_says_nothing_finds_nothing() {
    for query in
        ["", "   ", "?!", "a", "hvordan kan jeg", "xyzzy", "<script>", "%", "\u{300}", "🙂", "日本語"]
    {
        assert_eq!(find(&all(Tr::new(Locale::Nb)), query), [], "{query:?}");
    }
}

#[test]
fn every_place_that_is_found_is_on_its_page_once() {
    let articles = all(Tr::new(Locale::Nb));
    let mut places: Vec<String> = articles
        .iter()
        .flat_map(|(path, article)| article.sections.iter().map(move |it| format!("{path}#{}", it.id)))
        .collect();
    let all = places.len();
    places.sort();
    places.dedup();
    assert_eq!(places.len(), all, "no two sections of a page have one place");
}

#[test]
fn what_is_typed_is_kept_visible_and_short() {
    assert_eq!(typed(" kode\u{0}\r\n "), "kode");
    assert_eq!(typed(&"æ".repeat(300)).chars().count(), MOST);
}
