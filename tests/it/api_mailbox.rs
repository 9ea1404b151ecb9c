//! Mailbox providers tell the register what mailboxes they have.

use serde_json::{Value, json};
use time::Duration;
use wiremock::matchers::path;
use wiremock::{Mock, MockServer, ResponseTemplate};
use world::maskinporten::{DIGIPOST, EBOKS, Maskinporten};
use world::{Options, Person, World};

const CAN_CHOOSE: &str = "/rest/v1/postkasse/kanVelge";
const CREATE: &str = "/rest/v1/postkasse/opprettOgVelg";
const UPDATE: &str = "/rest/v1/postkasse/oppdater";
const DELETE: &str = "/rest/v1/postkasse/slett";

fn mailbox(person: &Person, organisation: &str, address: &str) -> Value {
    json!({
        "personidentifikator": person.identifier, "organisasjonsnummer": organisation, "postkasseadresse": address,
    })
}

struct Provider<'a> {
    world: &'a World,
    token: String,
    organisation: &'static str,
}

impl<'a> Provider<'a> {
    fn new(maskinporten: &Maskinporten, world: &'a World, organisation: &'static str) -> Self {
        Self { world, token: maskinporten.token(world, organisation), organisation }
    }

    async fn says(&self, path: &str, body: &Value) -> (String, String) {
        let answer = self.world.posts(path, &self.token, body).await;
        let (status, why) = answer.said();
        (status.to_owned(), why.to_owned())
    }

    async fn can_choose(&self, person: &Person) -> (String, String) {
        self.says(CAN_CHOOSE, &json!({ "personidentifikator": person.identifier })).await
    }

    async fn creates(&self, person: &Person, address: &str) -> (String, String) {
        self.says(CREATE, &mailbox(person, self.organisation, address)).await
    }

    async fn moves(&self, person: &Person, address: &str) -> (String, String) {
        self.says(UPDATE, &mailbox(person, self.organisation, address)).await
    }

    async fn deletes(&self, person: &Person) -> (String, String) {
        let organisation = self.organisation;
        self.says(
            DELETE,
            &json!({ "personidentifikator": person.identifier, "organisasjonsnummer": organisation }),
        )
        .await
    }
}

fn ok() -> (String, String) {
    ("OK".to_owned(), String::new())
}

fn failed(why: &str) -> (String, String) {
    ("FEILET".to_owned(), why.to_owned())
}

async fn stored(world: &World, person: &Person) -> (Option<String>, Option<String>) {
    (world.text_of(person, "mailbox_provider").await, world.text_of(person, "mailbox_address").await)
}

#[tokio::test]
async fn a_mailbox_is_made_moved_and_closed_and_the_citizen_sees_who_did_it() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let digipost = Provider::new(&maskinporten, &world, DIGIPOST);
    assert_eq!(digipost.can_choose(&person).await, ("JA".to_owned(), String::new()));
    assert_eq!(digipost.creates(&person, "kari.test#9YDT").await, ok());
    assert_eq!(
        stored(&world, &person).await,
        (Some("digipost".to_owned()), Some("kari.test#9YDT".to_owned()))
    );
    assert_eq!(digipost.can_choose(&person).await, ("NEI".to_owned(), "ALLEREDE_AKTIV".to_owned()));
    assert_eq!(digipost.moves(&person, "kari.flyttet#1ABC").await, ok());
    assert_eq!(stored(&world, &person).await.1.as_deref(), Some("kari.flyttet#1ABC"));
    assert_eq!(digipost.deletes(&person).await, ok());
    assert_eq!(stored(&world, &person).await, (None, None));
    assert_eq!(world.changes(&person).await, ["mailbox_chosen", "mailbox_changed", "mailbox_removed"]);
    let page = world.citizen(&person).await.opens("/profil").await;
    for words in ["Den digitale postkassen ble tatt i bruk", "Den digitale postkassen ble fjernet"] {
        assert!(page.shows(words), "{words}");
    }
    assert!(page.shows("av leverandøren av den digitale postkassen"), "{}", page.text("main"));
}

#[tokio::test]
async fn the_audit_trail_tells_the_organisations_behind_the_token() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let mut claims = maskinporten.claims(&world, DIGIPOST);
    claims["supplier"] = json!({ "authority": "iso6523-actorid-upis", "ID": "0192:991825827" });
    let token = world::maskinporten::published_key().sign(&claims);
    let answer = world.posts(CREATE, &token, &mailbox(&person, DIGIPOST, "kari.test#9YDT")).await;
    assert_eq!(answer.said(), ("OK", ""));
    let row: (String, String, String, String, String) =
        sqlx::query_as("select actor, action, consumer, supplier, support_code from audit_event")
            .fetch_one(&world.pool)
            .await
            .expect("one row");
    let (actor, action, consumer, supplier, support_code) = row;
    assert_eq!(
        [actor, action, consumer, supplier],
        ["mailbox_provider", "mailbox_made", DIGIPOST, "991825827"]
    );
    assert_eq!(support_code, answer.header("x-correlation-id"));
}

#[tokio::test]
async fn she_is_told_of_a_mailbox_that_was_made_and_of_one_that_was_closed() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().language("en").registered().await;
    let by_mail = world.person().without_mobile().registered().await;
    let digipost = Provider::new(&maskinporten, &world, DIGIPOST);
    for person in [&person, &by_mail] {
        assert_eq!(digipost.creates(person, "kari.test#9YDT").await, ok());
        assert_eq!(
            digipost.moves(person, "kari.flyttet#1ABC").await,
            ok(),
            "her mail comes where it came before"
        );
        assert_eq!(digipost.deletes(person).await, ok());
    }
    let rows: Vec<(String, String, String, String)> =
        sqlx::query_as("select kind, channel, language, destination from message order by id")
            .fetch_all(&world.pool)
            .await
            .expect("messages");
    let row = |kind: &str, channel: &str, language: &str, to: &str| {
        (kind.to_owned(), channel.to_owned(), language.to_owned(), to.to_owned())
    };
    assert_eq!(
        rows,
        [
            row("mailbox_chosen", "mobile", "en", &person.mobile),
            row("mailbox_removed", "mobile", "en", &person.mobile),
            row("mailbox_chosen", "email", "nb", &by_mail.email),
            row("mailbox_removed", "email", "nb", &by_mail.email),
        ]
    );
}

#[tokio::test]
async fn told_twice_it_is_done_once() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let digipost = Provider::new(&maskinporten, &world, DIGIPOST);
    for _ in 0..3 {
        assert_eq!(digipost.creates(&person, "kari.test#9YDT").await, ok());
        assert_eq!(digipost.moves(&person, "kari.test#9YDT").await, ok());
    }
    assert_eq!(world.changes(&person).await, ["mailbox_chosen"]);
    assert_eq!(world.count("select count(*) from audit_event").await, 1);
    assert_eq!(world.count("select count(*) from message").await, 1);
    assert_eq!(digipost.deletes(&person).await, ok());
    assert_eq!(digipost.deletes(&person).await, failed("INGEN_POSTBOKS_FUNNET"));
}

#[tokio::test]
async fn of_two_providers_at_the_same_moment_one_is_first() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let digipost = Provider::new(&maskinporten, &world, DIGIPOST);
    let eboks = Provider::new(&maskinporten, &world, EBOKS);
    for _ in 0..8 {
        let person = world.person().registered().await;
        let (one, other) =
            tokio::join!(digipost.creates(&person, "kari.test#9YDT"), eboks.creates(&person, "0000485887"));
        let winner = if one == ok() { "digipost" } else { "eboks" };
        let both = [one, other];
        assert!(both.contains(&ok()) && both.contains(&failed("ALLEREDE_AKTIV")), "{both:?}");
        assert_eq!(stored(&world, &person).await.0.as_deref(), Some(winner));
        assert_eq!(world.changes(&person).await, ["mailbox_chosen"]);
    }
}

#[tokio::test]
async fn a_provider_neither_takes_over_nor_touches_what_another_has() {
    let maskinporten = Maskinporten::start().await;
    let world = maskinporten.world().await;
    let person = world.person().registered().await;
    let digipost = Provider::new(&maskinporten, &world, DIGIPOST);
    let eboks = Provider::new(&maskinporten, &world, EBOKS);
    assert_eq!(digipost.creates(&person, "kari.test#9YDT").await, ok());
    assert_eq!(eboks.can_choose(&person).await.1, "ALLEREDE_AKTIV");
    assert_eq!(eboks.creates(&person, "0000485887").await, failed("ALLEREDE_AKTIV"));
    assert_eq!(eboks.moves(&person, "0000485887").await, failed("INGEN_POSTBOKS_FUNNET"));
    assert_eq!(eboks.deletes(&person).await, failed("INGEN_POSTBOKS_FUNNET"));
    assert_eq!(stored(&world, &person).await.1.as_deref(), Some("kari.test#9YDT"));
    assert_eq!(world.changes(&person).await.len(), 1);
}

#[tokio::test]
async fn a_wish_that_its_provider_has_told_of_already_is_not_told_of_twice() {
    let (maskinporten, asked) = (Maskinporten::start().await, MockServer::start().await);
    let mut settings = maskinporten.settings();
    settings
        .extend([("MAILBOX_DIGIPOST_URL", asked.uri()), ("MAILBOX_DIGIPOST_TOKEN", "a-secret".to_owned())]);
    let world = World::with(Options { settings, ..Options::default() }).await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    // The provider is away when she asks for the mailbox.
    citizen.confirms(&[("mailbox", "yes"), ("provider", "digipost")]).await;
    let digipost = Provider::new(&maskinporten, &world, DIGIPOST);
    assert_eq!(digipost.creates(&person, "kari.test#9YDT").await, ok());
    for (operation, answer) in [
        ("kanVelge", json!({ "status": "JA" })),
        ("opprettOgVelg", json!({ "status": "OK", "postkasseadresse": "kari.test#9YDT" })),
    ] {
        let answer = ResponseTemplate::new(200).set_body_json(answer);
        Mock::given(path(format!("/v1/{operation}"))).respond_with(answer).mount(&asked).await;
    }
    world.advance(Duration::minutes(10));
    assert_eq!(world.runs_errands().await, 0, "what she asked for she has");
    let waiting = "select count(*) from mailbox_errand where state = 'done'";
    assert_eq!(world.count(waiting).await, 1, "the wish is fulfilled");
    let told = "select count(*) from message where kind = 'mailbox_chosen'";
    assert_eq!(world.count(told).await, 1, "she is told once");
    let chosen = "select count(*) from change_log where change = 'mailbox_chosen'";
    assert_eq!(world.count(chosen).await, 1);
}
