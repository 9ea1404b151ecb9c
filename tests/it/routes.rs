//! Every address, every method.

use bekreft::api::routes::{OPEN, TABLE as API};
use bekreft::demo::routes::TABLE as DEMO;
use bekreft::support::routes::TABLE as SUPPORT;
use bekreft::web::routes::TABLE as CITIZENS;
use world::World;

/// Every address with its method, in the order of the tables.
const PROMISED: &[&str] = &[
    "GET /",
    "GET /logginn",
    "GET /logginn/retur",
    "GET /logginn/hindring",
    "POST /loggut",
    "GET /loggut/frontkanal",
    "POST /loggut/bakkanal",
    "GET /utlogget",
    "POST /okt/forleng",
    "GET /bekreft",
    "POST /bekreft",
    "GET /bekreft/endre",
    "POST /bekreft/endre",
    "GET /bekreft/kvittering",
    "GET /profil",
    "GET /profil/reservasjon",
    "POST /profil/reservasjon",
    "GET /profil/sprak",
    "POST /profil/sprak",
    "GET /profil/postkasse",
    "POST /profil/postkasse",
    "POST /profil/deling",
    "GET /profil/slett",
    "POST /profil/slett",
    "GET /profil/data.json",
    "GET /profil/utskrift",
    "GET /bekreft/kode/sms",
    "POST /bekreft/kode/sms",
    "POST /bekreft/kode/sms/send",
    "GET /bekreft/kode/epost",
    "POST /bekreft/kode/epost",
    "POST /bekreft/kode/epost/send",
    "GET /levering/kannel",
    "POST /levering/linkmobility",
    "GET /hjelp",
    "POST /hjelp",
    "GET /hjelp/kontaktregisteret",
    "GET /hjelp/duplikat",
    "GET /hjelp/verifikasjon",
    "GET /hjelp/reservasjon",
    "GET /hjelp/postkasse",
    "GET /hjelp/tilgjengelighet",
    "GET /hjelp/personvern",
    "GET /static/{file}",
    "GET /robots.txt",
    "GET /stotte",
    "GET /stotte/flyt/{code}",
    "GET /stotte/flyt/{code}/scenario.toml",
    "GET /stotte/flyt/{code}/{step}",
    "GET /stotte/flyt/{code}/{step}/bilde",
    "GET /stotte/skjermbilder",
    "GET /stotte/skjermbilder/{name}",
    "GET /stotte/skjermbilder/{name}/bilde",
    "GET /stotte/sok",
    "GET /stotte/sok.csv",
    "POST /stotte/sok/lagre",
    "POST /stotte/sok/slett",
    "GET /stotte/oppslag",
    "POST /stotte/oppslag",
    "GET /stotte/person/{id}",
    "POST /stotte/person/{id}/vis",
    "GET /stotte/saker",
    "POST /stotte/saker",
    "POST /stotte/saker/{id}/avgjor",
    "GET /stotte/scenarier",
    "GET /stotte/scenarier/{name}",
    "GET /stotte/logginn",
    "GET /stotte/logginn/retur",
    "GET /stotte/logginn/hindring",
    "POST /stotte/loggut",
    "GET /stotte/loggut/frontkanal",
    "POST /stotte/loggut/bakkanal",
    "GET /stotte/utlogget",
    "GET /openapi.json",
    "GET /api-docs",
    "POST /rest/v1/personer",
    "POST /rest/v2/personer",
    "GET /rest/v1/person",
    "PATCH /rest/v1/person",
    "GET /rest/v2/printSertifikat",
    "GET /rest/v1/jwks",
    "POST /rest/v1/postkasse/kanVelge",
    "POST /rest/v1/postkasse/opprettOgVelg",
    "POST /rest/v1/postkasse/oppdater",
    "POST /rest/v1/postkasse/slett",
    "POST /rest/v2/krr/hentEndringer",
    "POST /rest/v1/krr/hentPostkasseleverandoerEndringer",
    "POST /rest/v1/personer/spraak",
    "GET /testid",
    "POST /testid",
    "POST /testid/nullstill",
    "GET /testid/stotte",
    "POST /testid/stotte",
    "GET /testid/tjeneste",
    "POST /testid/postkasse",
    "POST /testid/postkasse/{provider}/v1/{operation}",
    "GET /innboks",
    "GET /testid/scenario",
    "POST /testid/scenario",
    "POST /testid/scenario/tid",
    "POST /testid/scenario/leverandorer",
];

#[test]
fn the_addresses_are_the_ones_that_were_promised() {
    let table: Vec<String> = CITIZENS
        .iter()
        .chain(SUPPORT)
        .chain(OPEN)
        .chain(API)
        .chain(DEMO)
        .map(|(method, path)| format!("{method} {path}"))
        .collect();
    assert_eq!(table, PROMISED);
}

#[tokio::test]
async fn each_address_answers_its_methods_and_refuses_the_others_with_a_page() {
    let world = World::start().await;
    let stranger = world.stranger();
    let all = || CITIZENS.iter().chain(SUPPORT).chain(OPEN).chain(DEMO);
    for (_, path) in all() {
        for method in ["GET", "POST", "PUT", "DELETE", "PATCH"] {
            let expected = all().any(|entry| entry == &(method, *path));
            let answer = stranger.asks(method, path, &[]).await;
            let status = answer.status().as_u16();
            assert_eq!(status != 405, expected, "{method} {path}: {status}");
            assert!(status < 500, "{method} {path}: {status}");
            if !expected {
                assert!(answer.text().await.expect("a page").contains("<h1"), "{method} {path}");
            }
        }
    }
}

#[tokio::test]
async fn head_is_answered_like_get_without_a_body() {
    let world = World::start().await;
    // What changes something when it is asked for, a report or a login that comes back, is not answered to HEAD.
    let changes = |path: &str| {
        path.starts_with("/levering") || path.ends_with("/retur") || path.ends_with("/frontkanal")
    };
    let pages =
        CITIZENS.iter().chain(SUPPORT).chain(OPEN).filter(|(_, path)| !path.contains('{') && !changes(path));
    for (method, path) in pages {
        if *method == "GET" {
            let (head, get) = (
                world.stranger().asks("HEAD", path, &[]).await,
                world.stranger().asks("GET", path, &[]).await,
            );
            assert_eq!(head.status(), get.status(), "{path}");
            assert!(head.bytes().await.expect("nothing").is_empty(), "{path}");
        }
    }
}

#[tokio::test]
async fn looking_at_pages_changes_nothing_in_the_register() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for (_, path) in
        CITIZENS.iter().chain(DEMO).filter(|(method, path)| *method == "GET" && !path.contains('{'))
    {
        citizen.asks("GET", path, &[]).await;
        citizen.asks("HEAD", path, &[]).await;
    }
    assert!(world.changes(&person).await.is_empty());
    assert_eq!(world.count("select count(*) from audit_event").await, 0);
}

#[tokio::test]
async fn what_is_nowhere_gets_a_page_that_says_so() {
    let world = World::start().await;
    for path in ["/nei", "/bekreft/", "/bekreft/kode/fax", "/.env", "/testid/x", "/%00", "/static/"] {
        let page = world.stranger().opens(path).await;
        assert_eq!((page.status, page.heading().as_str()), (404, "Vi finner ikke siden"), "{path}");
    }
}

#[tokio::test]
async fn personal_pages_send_strangers_to_login() {
    let world = World::start().await;
    for path in [
        "/bekreft",
        "/bekreft/endre",
        "/bekreft/kvittering",
        "/bekreft/kode/sms",
        "/bekreft/kode/epost",
        "/profil",
        "/profil/reservasjon",
        "/profil/sprak",
        "/profil/postkasse",
        "/profil/slett",
        "/profil/data.json",
        "/profil/utskrift",
    ] {
        assert_eq!(world.stranger().opens(path).await.location.as_deref(), Some("/testid"), "{path}");
    }
}

#[tokio::test]
async fn the_receipt_says_what_the_register_holds_and_when_it_will_be_asked_about_again() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(10).registered().await;
    let page = world.citizen(&person).await.opens("/bekreft/kvittering").await;
    assert_eq!(page.heading(), "Dette står i registeret om deg");
    assert!(page.shows(&format!("+47 {}", person.national_mobile())) && page.shows(&person.email));
    assert!(page.shows("Vi spør deg igjen når du logger inn hos en offentlig tjeneste etter"));
}
