//! Searches that are kept, and searches as files.

use bekreft::actions::saved_search::MOST;
use bekreft::clock::Chance;
use bekreft::config::Mode;
use bekreft::demo::persons;
use bekreft::i18n::{Locale, Tr};
use bekreft::secrets::Token;
use bekreft::support::search::csv;
use bekreft_domain::{AgeBand, Criterion, Filter, PersonIdentifier};
use serde_json::json;
use world::login::{ORGANISATION, RESOURCE, Typed};
use world::oidc::Provider;
use world::{Citizen, Fetched, Options, World};

use crate::search::{index, support};

async fn saves(worker: &Citizen, query: &str, name: &str) -> Fetched {
    let form = worker.opens(&format!("/stotte/sok?{query}")).await.form("#save").with("name", name);
    worker.sends(&form).await
}

#[tokio::test]
async fn a_search_is_kept_opened_and_forgotten() {
    let world = World::start().await;
    let worker = support(&world).await;
    let answer = saves(&worker, "mobil=ja&alder=fra-80&etter=1-1", "  Eldre   med mobil ").await;
    let location = answer.location.expect("back to the search");
    assert_eq!(location, "/stotte/sok?mobil=ja&alder=fra-80&melding=lagret");
    let page = worker.opens(&location).await;
    assert_eq!(page.text("#done-title"), "Søket er lagret");
    assert_eq!(page.texts(".saved a"), ["Eldre med mobil"]);
    assert_eq!(page.links(".saved a"), ["/stotte/sok?mobil=ja&alder=fra-80"]);
    let opened = worker.opens("/stotte/sok?mobil=ja&alder=fra-80").await;
    assert_eq!(opened.attribute(".saved a", "aria-current").as_deref(), Some("true"));
    saves(&worker, "epost=nei", "Eldre med mobil").await;
    let page = worker.opens("/stotte/sok").await;
    assert_eq!(page.links(".saved a"), ["/stotte/sok?epost=nei"], "the same name is the same search");
    let answer = worker.sends(&page.form(".saved form")).await;
    assert_eq!(answer.location.as_deref(), Some("/stotte/sok?melding=slettet"));
    let page = worker.opens("/stotte/sok?melding=slettet").await;
    assert_eq!(page.text("#done-title"), "Søket er slettet");
    assert!(page.texts(".saved a").is_empty() && page.shows("Du har ikke lagret noen søk."));
}

#[tokio::test]
async fn a_search_that_is_not_kept_says_why_in_every_language_and_keeps_what_was_typed() {
    let world = World::start().await;
    let worker = support(&world).await;
    let long = "æ".repeat(61);
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        worker.opens(&format!("/?lang={}", locale.tag())).await;
        for (name, words) in [(" \t ", tr.search_no_name().to_owned()), (&long, tr.search_long_name(60))] {
            let page = saves(&worker, "mobil=ja", name).await;
            assert_eq!((page.status, page.title().starts_with(tr.search_title_error())), (422, true));
            assert_eq!(page.text("#name-error"), words);
            assert_eq!(page.texts(".ds-error-summary a"), [words]);
            assert_eq!((page.value("name").as_str(), page.texts(".ds-chip").len()), (name, 1));
        }
    }
    assert_eq!(saves(&worker, "mobil=ja", &"æ".repeat(60)).await.status, 303);
    sqlx::query(
        "insert into saved_search (owner, name, criteria, saved_at)
         select owner, 'søk ' || number, '', now() from saved_search, generate_series(2, $1) number",
    )
    .bind(MOST)
    .execute(&world.pool)
    .await
    .expect("many searches");
    let page = saves(&worker, "", "ett til").await;
    assert_eq!((page.status, page.text("#name-error")), (422, Tr::new(Locale::En).search_too_many(MOST)));
    assert_eq!(saves(&worker, "epost=ja", "søk 7").await.status, 303, "one of them can become another");
    assert_eq!(world.count("select count(*) from saved_search").await, MOST);
    let form = worker.opens("/stotte/sok").await.form("#save").with("name", "x");
    assert_eq!(worker.sends(&form.with("criteria", "mobil=kanskje")).await.status, 400);
}

#[tokio::test]
async fn saved_searches_are_seen_and_forgotten_by_the_one_who_kept_them_and_by_nobody_else() {
    let provider = Provider::start();
    let world = World::with_provider(&provider).await;
    let details = json!([{
        "type": "ansattporten:altinn:resource",
        "resource": format!("urn:altinn:resource:{RESOURCE}"),
        "authorized_parties": [{
            "orgno": { "authority": "iso6523-actorid-upis", "ID": format!("0192:{ORGANISATION}") },
            "resource": RESOURCE, "name": "SJENERT STOLT TIGER AS", "unit_type": "AS",
        }],
    }]);
    provider.settings(&json!({ "authorization_details": details })).await;
    let (one, other) = (world.person().registered().await, world.person().registered().await);
    let log_in = async |person: &world::Person| {
        let worker = world.stranger();
        worker.logs_in_with("/stotte/logginn", Typed::number(&person.identifier).high()).await;
        worker
    };
    let (first, second) = (log_in(&one).await, log_in(&other).await);
    saves(&first, "mobil=ja", "Mitt søk").await;
    saves(&second, "mobil=nei", "Mitt søk").await;
    assert_eq!(first.opens("/stotte/sok").await.links(".saved a"), ["/stotte/sok?mobil=ja"]);
    assert_eq!(second.opens("/stotte/sok").await.links(".saved a"), ["/stotte/sok?mobil=nei"]);
    let hers =
        first.opens("/stotte/sok").await.attribute(".saved input[name=id]", "value").expect("its number");
    let form = second.opens("/stotte/sok").await.form(".saved form").with("id", &hers);
    assert_eq!(second.sends(&form).await.status, 303);
    assert_eq!(first.opens("/stotte/sok").await.texts(".saved a"), ["Mitt søk"], "still there");
    let anew = log_in(&one).await;
    assert_eq!(anew.opens("/stotte/sok").await.texts(".saved a"), ["Mitt søk"], "after another login, too");
    for person in [&one, &other] {
        let named = "select count(*) from saved_search where position($1 in encode(owner, 'escape')) > 0";
        let found: i64 =
            sqlx::query_scalar(named).bind(&person.identifier).fetch_one(&world.pool).await.expect("a count");
        assert_eq!(found, 0, "the table does not say whose it is");
    }
}

#[tokio::test]
async fn a_search_as_a_file_says_what_is_registered_and_no_value() {
    let world = World::start().await;
    let person = world
        .person()
        .validated()
        .language("se")
        .mailbox("digipost", "kari.nordmann#9ydt")
        .registered()
        .await;
    let silent = world.person().without_email().reserved().registered().await;
    let deleted = world.person().deleted().registered().await;
    index(&world).await;
    let worker = support(&world).await;
    let file = worker.opens("/stotte/sok.csv").await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(file.header("content-disposition"), r#"attachment; filename="sok.csv""#);
    assert_eq!(file.header("cache-control"), "no-store");
    let raw = worker.asks("GET", "/stotte/sok.csv", &[]).await.bytes().await.expect("a file");
    assert!(raw.starts_with(&[0xef, 0xbb, 0xbf]), "programs for tables see that it is UTF-8");
    let text = file.body.trim_start_matches('\u{feff}').to_owned();
    let lines = text.split_terminator("\r\n").collect::<Vec<_>>();
    assert_eq!(
        lines[0],
        "Fødselsnummer eller d-nummer;Brukerstatus;Varslingsstatus;Målform;Reservert;Har mobilnummer;\
         Har e-postadresse;Har digital postkasse;Duplisert;Verifisert;Alder"
    );
    let line = |person: &world::Person, rest: &str| {
        let born = PersonIdentifier::parse(&person.identifier).expect("hers").birth_date().expect("her day");
        let age = match AgeBand::of(born, world.now()) {
            AgeBand::From67 => "67–79 år",
            AgeBand::From80 => "80 år og eldre",
            other => panic!("born in the fifties, and {other:?}"),
        };
        format!("{} {};{rest};{age}", &person.identifier[..6], &person.identifier[6..])
    };
    let mut rest = lines[1..].to_vec();
    rest.sort_unstable();
    let mut expected = [
        line(&person, "AKTIV;KAN_VARSLES;se;false;true;true;true;false;true"),
        line(&silent, "AKTIV;KAN_IKKE_VARSLES;;true;true;false;false;false;false"),
        line(&deleted, "SLETTET;KAN_IKKE_VARSLES;;false;false;false;false;false;"),
    ];
    expected.sort_unstable();
    assert_eq!(rest, expected);
    for value in [&person.mobile, &person.email, "kari.nordmann#9ydt"] {
        assert!(!text.contains(value));
    }
    let few = worker.opens("/stotte/sok.csv?reservasjon=ja&lang=en").await.body;
    assert_eq!(few.split_terminator("\r\n").count(), 2, "of the search that is asked for");
    assert!(few.contains("National identity number or D number;User status;"), "in the language of the page");
    assert_eq!(worker.opens("/stotte/sok.csv?mobil=kanskje").await.status, 400);
}

#[tokio::test]
async fn a_file_that_is_cut_says_so_and_one_that_is_not_does_not() {
    let world = World::start().await;
    persons::refresh(&world.db, world.now()).await.expect("the demo persons");
    index(&world).await;
    let tr = Tr::new(Locale::Nb);
    let all = Filter::default();
    let lines = async |filter: &Filter, most: usize| {
        let file = csv::file(&world.state.support_db, tr, filter, most).await.expect("a file");
        file.split_terminator("\r\n").map(str::to_owned).collect::<Vec<_>>()
    };
    let whole = lines(&all, 24).await;
    assert_eq!(whole.len(), 25, "a header and 24 persons");
    let cut = lines(&all, 23).await;
    assert_eq!((cut.len(), &cut[..24]), (25, &whole[..24]));
    assert!(cut[24].starts_with("Listen er kuttet her. Den har bare de første 23 treffene.;;"));
    assert_eq!(lines(&all, 0).await.len(), 2, "nobody, and that there are more");
    let nobody = Filter::default().with(Criterion::Language(None)).with(Criterion::Age(None));
    assert_eq!(lines(&nobody, 23).await.len(), 1);
}

/// A production installation with somebody of support in it, by her cookie.
async fn in_production() -> (World, String) {
    let production = [
        ("BEKREFT_CODE_KEYS", "1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=".to_owned()),
        ("SMS_PROVIDER", "kannel".to_owned()),
        ("KANNEL_URL", "http://127.0.0.1:9/cgi-bin/sendsms".to_owned()),
        ("KANNEL_USER", "u".to_owned()),
        ("KANNEL_PASSWORD", "p".to_owned()),
        ("MASKINPORTEN_ISSUER", "https://maskinporten.example/".to_owned()),
        ("SMTP_URL", "smtp://localhost:25".to_owned()),
        ("SMTP_FROM", "Kontaktregisteret <ikke-svar@example.no>".to_owned()),
    ];
    let settings = world::login::citizens_at("https://idporten.no");
    let world = World::with(Options {
        mode: Some(Mode::Production),
        public_url: Some("https://bekreft.example".to_owned()),
        settings: settings.into_iter().chain(production).collect(),
        ..Options::default()
    })
    .await;
    let token = Token::draw(Chance);
    sqlx::query(
        "insert into support_session (token_hash, person_identifier, organisation, support_code, created_at,
             last_seen_at, expires_at)
         values ($1, '17859012310', '991825827', 'x', $2, $2, $2 + interval '1 hour')",
    )
    .bind(token.hash().bytes())
    .bind(world.now())
    .execute(&world.pool)
    .await
    .expect("a session");
    let cookie = world.state.support_cookie.carry(&token);
    let cookie = format!("{}={}", cookie.name(), cookie.value());
    (world, cookie)
}

#[tokio::test]
async fn among_real_persons_nobody_searches() {
    let (world, cookie) = in_production().await;
    world.person().registered().await;
    index(&world).await;
    let worker = world.stranger();
    let header = [("cookie", cookie.as_str())];
    let answer = worker.asks("GET", "/stotte", &header).await;
    assert_eq!(answer.status().as_u16(), 200, "she is logged in");
    for path in ["/stotte/sok", "/stotte/sok?mobil=ja", "/stotte/sok?mobil=kanskje"] {
        let answer = worker.asks("GET", path, &header).await;
        let location = answer.headers().get("location").and_then(|to| to.to_str().ok());
        assert_eq!((answer.status().as_u16(), location), (303, Some("/stotte/oppslag")), "{path}");
    }
    let file = worker.asks("GET", "/stotte/sok.csv", &header).await;
    assert_eq!(file.status().as_u16(), 404);
    assert!(!file.text().await.expect("a page").contains("AKTIV"));
    assert!(!world.metrics().await.contains("bekreft_search_waiting"), "there is nothing to keep up to date");
}
