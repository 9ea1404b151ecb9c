//! The console's search, as somebody of support sees it.

use std::collections::BTreeSet;

use bekreft::actions::index_persons::index_some;
use bekreft::demo::persons::{self, Situation};
use bekreft::i18n::{Locale, Tr};
use bekreft::support::search::hits_in_words;
use world::{Citizen, Fetched, World};

/// Everything that waits is taken in, as the worker does.
pub(crate) async fn index(world: &World) {
    while index_some(&world.db, world.now()).await.expect("the search is brought up to date").more_waits {}
}

/// Somebody of support, logged in.
pub(crate) async fn support(world: &World) -> Citizen {
    let worker = world.stranger();
    let form = worker.opens("/testid/stotte").await.form("main form");
    assert_eq!(worker.sends(&form).await.status, 303);
    worker
}

async fn with_demo_persons() -> World {
    let world = World::start().await;
    persons::refresh(&world.db, world.now()).await.expect("the demo persons");
    index(&world).await;
    world
}

/// The numbers of a page, ungrouped.
fn numbers(page: &Fetched) -> Vec<String> {
    page.texts(".hit-name").iter().map(|number| number.replace(' ', "")).collect()
}

/// All hits of a search, page by page.
async fn all_hits(worker: &Citizen, path: &str) -> Vec<String> {
    let mut page = worker.opens(path).await;
    let mut all = numbers(&page);
    while let Some(next) = page.attribute("a[rel=next]", "href") {
        page = worker.opens(&next).await;
        all.extend(numbers(&page));
    }
    all
}

fn situations(numbers: &[String]) -> BTreeSet<String> {
    let of = |number: &String| {
        persons::all()
            .iter()
            .find(|person| person.identifier.expose() == number)
            .map(|person| person.situation)
    };
    numbers.iter().filter_map(of).map(|situation| format!("{situation:?}")).collect()
}

fn registered() -> impl Iterator<Item = Situation> {
    let all = persons::all().iter().map(|person| person.situation);
    all.filter(|situation| *situation != Situation::Nothing)
}

fn names(these: &[Situation]) -> BTreeSet<String> {
    these.iter().map(|situation| format!("{situation:?}")).collect()
}

fn all_but(these: &[Situation]) -> BTreeSet<String> {
    registered().filter(|situation| !these.contains(situation)).map(|it| format!("{it:?}")).collect()
}

#[tokio::test]
async fn each_demo_person_is_found_by_what_is_true_of_her_and_by_nothing_else() {
    use Situation as S;
    let world = with_demo_persons().await;
    let worker = support(&world).await;
    let (no_mobile, no_email) = (
        [S::EmailOnly, S::ReservedEmpty, S::Deleted, S::DigipostReserved],
        [S::MobileOnly, S::ReservedEmpty, S::Deleted],
    );
    let silent = [S::NineteenMonths, S::Reserved, S::ReservedEmpty, S::Deleted, S::DigipostReserved];
    let reserved = [S::Reserved, S::ReservedEmpty, S::DigipostReserved];
    let mailbox = [S::Digipost, S::EBoks, S::DigipostReserved];
    let shared = [S::DuplicateMobile, S::DuplicateEmail, S::DuplicateBoth];
    let spoken = [S::Bokmal, S::Nynorsk, S::English, S::Sami];
    for (query, expected) in [
        ("", all_but(&[])),
        ("status=aktiv", all_but(&[S::Deleted])),
        ("status=slettet", names(&[S::Deleted])),
        ("varsling=kan", all_but(&silent)),
        ("varsling=kanikke", names(&silent)),
        ("mobil=ja", all_but(&no_mobile)),
        ("mobil=nei", names(&no_mobile)),
        ("epost=ja", all_but(&no_email)),
        ("epost=nei", names(&no_email)),
        ("reservasjon=ja", names(&reserved)),
        ("reservasjon=nei", all_but(&reserved)),
        ("postkasse=ja", names(&mailbox)),
        ("postkasse=digipost", names(&[S::Digipost, S::DigipostReserved])),
        ("postkasse=eboks", names(&[S::EBoks])),
        ("postkasse=nei", all_but(&mailbox)),
        ("duplikat=ja", names(&shared)),
        ("duplikat=nei", all_but(&shared)),
        ("verifisert=nei", names(&[S::Unverified])),
        ("verifisert=ja", all_but(&[S::Unverified, S::ReservedEmpty, S::Deleted])),
        ("malform=nb", names(&[S::Bokmal])),
        ("malform=nn", names(&[S::Nynorsk])),
        ("malform=en", names(&[S::English])),
        ("malform=se", names(&[S::Sami])),
        ("malform=ingen", all_but(&spoken)),
        ("reservasjon=ja&mobil=nei&postkasse=digipost", names(&[S::DigipostReserved])),
        ("varsling=kan&reservasjon=ja", names(&[])),
        ("varsling=kanikke&status=aktiv&reservasjon=nei", names(&[S::NineteenMonths])),
    ] {
        let hits = all_hits(&worker, &format!("/stotte/sok?{query}")).await;
        assert_eq!(situations(&hits), expected, "{query}");
    }
}

#[tokio::test]
async fn the_bands_of_age_hold_everybody_once() {
    let world = with_demo_persons().await;
    let worker = support(&world).await;
    let today = bekreft_domain::oslo::to_local(world.now()).date();
    let mut found = 0;
    for (query, ages) in [
        ("under-18", 0..18),
        ("18-29", 18..30),
        ("30-44", 30..45),
        ("45-66", 45..67),
        ("67-79", 67..80),
        ("fra-80", 80..200),
    ] {
        let hits = all_hits(&worker, &format!("/stotte/sok?alder={query}")).await;
        for number in &hits {
            let number = bekreft_domain::PersonIdentifier::parse(number).expect("a number");
            let born = number.birth_date().expect("its day");
            let had_birthday = (today.month() as u8, today.day()) >= (born.month() as u8, born.day());
            let age = today.year() - born.year() - i32::from(!had_birthday);
            assert!(ages.contains(&age), "{query}: {age}");
        }
        found += hits.len();
    }
    assert!(all_hits(&worker, "/stotte/sok?alder=ukjent").await.is_empty());
    assert_eq!(i64::try_from(found).ok(), Some(world.count("select count(*) from person").await));
}

#[tokio::test]
async fn the_pages_show_each_hit_once_in_order_and_lead_back_the_same_way() {
    let world = World::start().await;
    for number in 0..45_u8 {
        let person = world.person();
        let person = if number % 3 == 0 { person.validated() } else { person };
        let person = if number % 5 == 0 { person.without_email() } else { person };
        person.registered().await;
    }
    index(&world).await;
    let worker = support(&world).await;
    let first = worker.opens("/stotte/sok").await;
    assert_eq!(first.text("#hits-title"), "45 treff");
    assert!(first.attribute("a[rel=prev]", "href").is_none());
    let second = worker.opens(&first.attribute("a[rel=next]", "href").expect("a next page")).await;
    let third = worker.opens(&second.attribute("a[rel=next]", "href").expect("a next page")).await;
    assert!(third.attribute("a[rel=next]", "href").is_none());
    let pages = [numbers(&first), numbers(&second), numbers(&third)];
    assert_eq!(pages.each_ref().map(Vec::len), [20, 20, 5]);
    assert_eq!(pages.concat().iter().collect::<BTreeSet<_>>().len(), 45, "each once");
    let back = worker.opens(&third.attribute("a[rel=prev]", "href").expect("a page before")).await;
    assert_eq!(numbers(&back), pages[1]);
    let back = worker.opens(&back.attribute("a[rel=prev]", "href").expect("a page before")).await;
    assert_eq!(numbers(&back), pages[0]);
    assert!(back.attribute("a[rel=prev]", "href").is_none(), "nobody is before the first");
    let again = worker.opens(&back.attribute("a[rel=next]", "href").expect("a next page")).await;
    assert_eq!(numbers(&again), pages[1]);
    let order: Vec<String> = sqlx::query_scalar(
        "select p.person_identifier from person_search s join person p on p.id = s.person_id
         order by s.facets, s.person_id",
    )
    .fetch_all(&world.pool)
    .await
    .expect("the order");
    assert_eq!(pages.concat(), order);
}

#[tokio::test]
async fn what_is_chosen_is_shown_and_can_be_taken_away_one_by_one() {
    let world = with_demo_persons().await;
    let worker = support(&world).await;
    let sent = worker.opens("/stotte/sok?status=aktiv&varsling=&mobil=ja&epost=&alder=45-66").await;
    let clean = sent.location.expect("to an address without what is not asked");
    assert_eq!(clean, "/stotte/sok?status=aktiv&mobil=ja&alder=45-66");
    let page = worker.opens(&clean).await;
    let expected = ["Fjern Brukerstatus: Aktiv", "Fjern Har mobilnummer: Ja", "Fjern Alder: 45–66 år"];
    assert_eq!(page.texts(".ds-chip"), expected);
    assert_eq!(
        page.links(".ds-chip"),
        [
            "/stotte/sok?mobil=ja&alder=45-66",
            "/stotte/sok?status=aktiv&alder=45-66",
            "/stotte/sok?status=aktiv&mobil=ja",
        ]
    );
    assert_eq!(page.links(".chips > li > .ds-link"), ["/stotte/sok"]);
    let form = page.form("#filter").fields;
    assert!(form.contains(&("mobil".to_owned(), "ja".to_owned())), "the form holds what is chosen");
    assert!(form.contains(&("epost".to_owned(), String::new())));
    assert!(page.text("#filter > details > summary").contains("3 valgt"));
    for link in page.links("nav.lang a") {
        assert!(link.contains("status=aktiv&mobil=ja&alder=45-66&lang="), "{link}");
    }
    let nobody = worker.opens("/stotte/sok?varsling=kan&reservasjon=ja").await;
    assert!(nobody.shows("Kriteriene stemmer ikke for noen") && nobody.shows("0 treff"));
}

#[tokio::test]
async fn a_hit_leads_to_the_person_and_says_nothing_that_is_hers() {
    let world = World::start().await;
    let person = world.person().validated().reserved().mailbox("eboks", "0000485887").registered().await;
    index(&world).await;
    let page = support(&world).await.opens("/stotte/sok").await;
    let row = world.count("select id from person").await;
    assert_eq!(page.links(".hit"), [format!("/stotte/person/{row}")]);
    assert_eq!(page.text(".hit-name"), format!("{} {}", &person.identifier[..6], &person.identifier[6..]));
    assert_eq!(page.texts(".hit .ds-tag"), ["Aktiv", "Kan ikke varsles", "Reservert", "e-Boks"]);
    assert!(page.text(".hit-meta").starts_with("født 19"));
    for value in [&person.mobile, &person.email, &person.national_mobile(), "0000485887"] {
        assert!(!page.body.contains(value));
    }
}

#[tokio::test]
async fn the_search_says_in_every_language_what_it_offers() {
    let world = with_demo_persons().await;
    let worker = support(&world).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = worker.opens(&format!("/stotte/sok?lang={}", locale.tag())).await;
        assert_eq!((page.heading().as_str(), page.language().as_str()), (tr.search_title(), locale.tag()));
        assert!(page.shows(tr.search_lead()) && page.shows(tr.search_nothing_chosen()));
        let legends = [
            tr.search_status(),
            tr.search_notification(),
            tr.search_mobile(),
            tr.search_email(),
            tr.search_shared(),
            tr.search_verified(),
            tr.search_mailbox(),
            tr.search_reserved(),
            tr.search_language(),
            tr.search_age(),
        ];
        assert_eq!(page.texts("#filter legend"), legends);
        assert_eq!(page.texts(".nav a[aria-current=page]"), [tr.support_menu_search()]);
        assert!(page.shows(&tr.search_hits(24)));
    }
}

#[tokio::test]
async fn what_there_is_not_cannot_be_searched_for() {
    let world = World::start().await;
    let worker = support(&world).await;
    for query in ["mobil=kanskje", "status=alle", "etter=abc", "etter=-5--5", "for=1-x", "alder=40"] {
        assert_eq!(worker.opens(&format!("/stotte/sok?{query}")).await.status, 400, "{query}");
    }
    // A place where nobody is, before, between or after the hits, is a place nevertheless.
    for query in ["etter=65535-9223372036854775807", "for=0-0", "for=99999999-1", "etter=1-1"] {
        assert_eq!(worker.opens(&format!("/stotte/sok?{query}")).await.status, 200, "{query}");
    }
}

#[test]
fn a_large_number_is_about_right_while_the_search_is_behind() {
    for (locale, exact, about) in [
        (Locale::Nb, "12 treff", "Omtrent 12 treff"),
        (Locale::Nn, "12 treff", "Om lag 12 treff"),
        (Locale::En, "12 results", "About 12 results"),
    ] {
        let tr = Tr::new(locale);
        assert_eq!(hits_in_words(tr, 12, false, 10), exact, "counted, whatever the number");
        assert_eq!(hits_in_words(tr, 12, true, 12), exact, "up to the limit, as counted");
        assert_eq!(hits_in_words(tr, 12, true, 11), about);
    }
    let read_aloud = |text: String| text.replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!(read_aloud(hits_in_words(Tr::new(Locale::Nb), 1_144_711, false, 10_000)), "1 144 711 treff");
}

#[tokio::test]
async fn nobody_searches_without_being_logged_in_at_the_console() {
    let world = with_demo_persons().await;
    let person = world.person().registered().await;
    for nobody in [world.stranger(), world.citizen(&person).await] {
        assert_eq!(nobody.opens("/stotte/sok").await.location.as_deref(), Some("/stotte/logginn"));
        let file = nobody.opens("/stotte/sok.csv").await;
        assert_eq!(file.status, 401);
        assert!(!file.body.contains("AKTIV"));
    }
}
