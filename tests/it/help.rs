//! The help pages: all of them are found.

use world::{Citizen, Fetched, World};

const PAGES: [&str; 7] = [
    "/hjelp/kontaktregisteret",
    "/hjelp/duplikat",
    "/hjelp/verifikasjon",
    "/hjelp/reservasjon",
    "/hjelp/postkasse",
    "/hjelp/tilgjengelighet",
    "/hjelp/personvern",
];

#[tokio::test]
async fn every_help_page_is_found_from_every_page_and_leads_back() {
    let world = World::start().await;
    let stranger = world.stranger();
    assert!(stranger.opens("/").await.links("footer a").contains(&"/hjelp".to_owned()));
    let found = stranger.opens("/hjelp").await.links("main a");
    assert_eq!(found.len(), PAGES.len(), "no other");
    for path in PAGES {
        assert!(found.contains(&path.to_owned()), "{path}");
        let page = stranger.opens(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.links("main a").contains(&"/hjelp".to_owned()), "{path}");
    }
}

async fn searches(citizen: &Citizen, words: &str) -> Fetched {
    let form = citizen.opens("/hjelp").await.form("form#search");
    citizen.sends(&form.with("q", words)).await
}

#[tokio::test]
async fn a_search_leads_to_the_place_on_the_page_and_leaves_no_trace_of_what_was_typed() {
    let world = World::start().await;
    let stranger = world.stranger();
    world.must_not_be_logged("koden kommer ikke fram");
    let page = searches(&stranger, "koden kommer ikke fram").await;
    assert_eq!((page.status, page.location.clone()), (200, None));
    assert_eq!(page.value("q"), "koden kommer ikke fram", "it stays in the field");
    assert!(page.title().contains(" treff: ") && !page.title().contains("koden"));
    let found = page.links("ol.results a");
    assert!(found.contains(&"/hjelp/verifikasjon#kommer-ikke".to_owned()), "{found:?}");
    for address in found {
        let (path, place) = address.split_once('#').unwrap_or((&address, "content"));
        let page = stranger.opens(path).await;
        assert_eq!(page.texts(&format!("[id={place}]")).len(), 1, "{address}");
    }
    assert!(page.cookies().is_empty());
}

#[tokio::test]
async fn a_search_keeps_its_words_in_another_language() {
    let world = World::start().await;
    let stranger = world.stranger();
    let page = searches(&stranger, "digipost").await;
    let mut form = page.form("form#search");
    form.action = page.attribute("nav.lang [lang=en]", "formaction").expect("a language");
    let page = stranger.sends(&form).await;
    assert_eq!((page.language().as_str(), page.value("q").as_str()), ("en", "digipost"));
    assert!(page.shows("The search found"));
}

#[tokio::test]
async fn nothing_found_is_said_with_ways_on() {
    let world = World::start().await;
    for words in ["xyzzy", "<script>alert(1)</script>qq", "%00", "\"><b>"] {
        let page = searches(&world.stranger(), words).await;
        assert!(page.shows("Søket ga ingen treff"), "{words}");
        assert_eq!(page.value("q"), words);
        assert!(!page.body.contains(words) || !words.contains('<'), "escaped: {words}");
        assert_eq!(page.links("main h2 a").len(), PAGES.len(), "all pages are there");
    }
}

#[tokio::test]
async fn nothing_typed_is_no_search_and_much_is_cut_off() {
    let world = World::start().await;
    let stranger = world.stranger();
    let page = searches(&stranger, "   ").await;
    assert!(!page.shows("treff") && page.links("main h2 a").len() == PAGES.len());
    let page = searches(&stranger, &"kode ".repeat(50)).await;
    assert_eq!(page.value("q").chars().count(), 99, "a hundred, and no space at the end");
    assert_eq!(page.status, 200);
    let answer = stranger.asks("POST", "/hjelp", &[("content-type", "application/json")]).await;
    assert_eq!(answer.status(), 400);
}
