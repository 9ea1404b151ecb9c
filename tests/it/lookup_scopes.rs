//! Who may look persons up, and for whom: scopes, suppliers, tokens about one person.

use serde_json::{Value, json};
use world::maskinporten::{ApiAnswer, Maskinporten, published_key};
use world::{Options, World};

use crate::lookup::{CONTACT, MAIL, V2};

const DELEGATED_CONTACT: &str = "krr:global/kontaktinfo.read";
const DELEGATED_MAIL: &str = "krr:global/postkasse.read";
const ALTINN: &str = "https://www.altinn.no";

struct Asker {
    maskinporten: Maskinporten,
    world: World,
    pid: String,
}

impl Asker {
    async fn start(settings: &[(&'static str, &str)]) -> Self {
        let maskinporten = Maskinporten::start().await;
        let mut all = maskinporten.settings();
        all.extend(settings.iter().map(|(name, value)| (*name, (*value).to_owned())));
        let world = World::with(Options { settings: all, ..Options::default() }).await;
        let pid = world.person().mailbox("digipost", "kari.test#9YDT").registered().await.identifier;
        Self { maskinporten, world, pid }
    }

    /// Asks with a token of these scopes, a supplier and whom it names to vouch for it.
    async fn asks(&self, scope: &str, supplier: bool, source: Option<&str>) -> ApiAnswer {
        let mut claims = self.maskinporten.claims(&self.world, "991825827");
        claims["scope"] = json!(scope);
        if supplier {
            claims["supplier"] = json!({ "authority": "iso6523-actorid-upis", "ID": "0192:984661185" });
        }
        if let Some(source) = source {
            claims["delegation_source"] = json!(source);
        }
        self.shows(&claims).await
    }

    async fn shows(&self, claims: &Value) -> ApiAnswer {
        let body = json!({ "personidentifikatorer": [self.pid] });
        self.world.posts(V2, &published_key().sign(claims), &body).await
    }
}

/// Whether contact information and mailbox are told.
fn opens(answer: &ApiAnswer) -> (bool, bool) {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let person = &answer.body["personer"][0];
    assert_eq!(person["varslingsstatus"].is_string(), person["kontaktinformasjon"].is_object());
    (person["kontaktinformasjon"].is_object(), person["digital_post"].is_object())
}

#[tokio::test]
async fn one_of_the_scopes_is_enough_and_none_is_not() {
    let asker = Asker::start(&[]).await;
    assert_eq!(opens(&asker.asks(CONTACT, false, None).await), (true, false));
    assert_eq!(opens(&asker.asks(MAIL, false, None).await), (false, true));
    assert_eq!(opens(&asker.asks(&format!("x {MAIL} {CONTACT}"), false, None).await), (true, true));
    for scope in
        ["", "krr:global/postkasse.write", "krr:user/kontaktinformasjon.read", "krr:global/hentendring.read"]
    {
        let answer = asker.asks(scope, false, None).await;
        assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"), "{scope}");
        let challenge = format!("Bearer error=\"insufficient_scope\", scope=\"{CONTACT} {MAIL}\"");
        assert_eq!(answer.header("www-authenticate"), challenge);
    }
}

#[tokio::test]
async fn the_scopes_of_suppliers_need_a_supplier_and_somebody_trusted_who_vouches_for_it() {
    let asker =
        Asker::start(&[("MASKINPORTEN_DELEGATION_SOURCES", "https://www.altinn.no https://sts.altinn.no")])
            .await;
    let both = format!("{DELEGATED_CONTACT} {DELEGATED_MAIL}");
    assert_eq!(opens(&asker.asks(&both, true, Some(ALTINN)).await), (true, true));
    assert_eq!(
        opens(&asker.asks(DELEGATED_CONTACT, true, Some("https://sts.altinn.no")).await),
        (true, false)
    );
    assert_eq!(opens(&asker.asks(DELEGATED_MAIL, true, Some(ALTINN)).await), (false, true));
    for (supplier, source) in [
        (false, None),
        (false, Some(ALTINN)),
        (true, None),
        (true, Some("")),
        (true, Some("https://www.altinn.no/")),
        (true, Some("https://www.altinn.no.example")),
        (true, Some("https://maskinporten.invalid/delegering")),
    ] {
        for scope in [both.clone(), format!("{CONTACT} {DELEGATED_MAIL}")] {
            let answer = asker.asks(&scope, supplier, source).await;
            assert_eq!((answer.status, answer.error()), (403, "access_denied"), "{supplier} {source:?}");
        }
    }
}

#[tokio::test]
async fn a_supplier_with_the_ordinary_scopes_is_let_in_where_that_is_switched_on() {
    for (setting, trusted) in [("off", false), ("on", true)] {
        let settings =
            [("MASKINPORTEN_DELEGATION_SOURCES", ALTINN), ("MASKINPORTEN_TRUST_BASED_DELEGATION", setting)];
        let asker = Asker::start(&settings).await;
        let answer = asker.asks(CONTACT, true, None).await;
        assert_eq!(answer.status, if trusted { 200 } else { 403 }, "{setting}");
        assert_eq!(asker.asks(CONTACT, true, Some(ALTINN)).await.status, 200, "Altinn vouches for it");
        let answer = asker.asks(CONTACT, true, Some("https://elsewhere.example")).await;
        assert_eq!((answer.status, answer.error()), (403, "access_denied"), "{setting}");
        assert_eq!(asker.asks(DELEGATED_CONTACT, true, None).await.status, 403, "{setting}");
    }
}

#[tokio::test]
async fn where_nobody_is_trusted_no_supplier_is_believed() {
    let asker = Asker::start(&[]).await;
    for source in [None, Some(ALTINN), Some("")] {
        for scope in [DELEGATED_CONTACT, CONTACT] {
            assert_eq!(asker.asks(scope, true, source).await.status, 403, "{scope} {source:?}");
        }
    }
}

#[tokio::test]
async fn a_token_about_one_person_is_about_no_other() {
    let asker = Asker::start(&[]).await;
    let mut claims = asker.maskinporten.claims(&asker.world, "991825827");
    claims["scope"] = json!(CONTACT);
    claims["pid"] = json!(asker.pid);
    assert_eq!(asker.shows(&claims).await.status, 200);
    let other = asker.world.person().registered().await.identifier;
    for asked in [
        json!([other]),
        json!([asker.pid, other]),
        json!([asker.pid, "12345678901"]),
        json!([asker.pid, asker.pid, other, asker.pid]),
    ] {
        let body = json!({ "personidentifikatorer": asked });
        let answer = asker.world.posts(V2, &published_key().sign(&claims), &body).await;
        assert_eq!((answer.status, answer.error()), (403, "insufficient_scope"));
        assert!(!answer.body.to_string().contains(&other));
    }
    let twice = json!({ "personidentifikatorer": [asker.pid, asker.pid] });
    assert_eq!(asker.world.posts(V2, &published_key().sign(&claims), &twice).await.status, 200);
}
