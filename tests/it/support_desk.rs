//! Support looks somebody up, with a reason, and the citizen sees it.

use bekreft::clock::Chance;
use bekreft::config::Mode;
use bekreft::i18n::{Locale, Tr};
use bekreft::secrets::Token;
use time::Duration;
use world::support::{ASKS, VIEWER};
use world::{Citizen, Fetched, Form, Options, Person, World};

const REASON: &str = "called";

/// The program as it runs for real.
async fn production() -> World {
    let settings = world::login::citizens_at("https://idporten.no");
    World::with(Options {
        mode: Some(Mode::Production),
        public_url: Some("https://bekreft.example".to_owned()),
        settings: settings.into_iter().chain(crate::support_login::production()).collect(),
        ..Options::default()
    })
    .await
}

/// Somebody of support, without the login that she needs for it in production.
struct Worker {
    browser: Citizen,
    cookie: String,
}

impl Worker {
    async fn of(world: &World, role: &str) -> Self {
        let token = Token::draw(Chance);
        let staff = world.person().unregistered();
        sqlx::query(
            "insert into support_session (token_hash, person_identifier, organisation, support_code, created_at, last_seen_at,
                 expires_at, role) values ($1, $2, '991825827', 'X', $3, $3, $4, $5)",
        )
        .bind(token.hash().bytes())
        .bind(&staff.identifier)
        .bind(world.now())
        .bind(world.now() + Duration::hours(2))
        .bind(role)
        .execute(&world.pool)
        .await
        .expect("a session");
        let cookie = format!("__Host-bekreft-support={}", token.expose());
        Self { browser: world.stranger(), cookie }
    }

    async fn opens(&self, path: &str) -> Fetched {
        let answer = self.browser.asks("GET", path, &[("cookie", &self.cookie)]).await;
        Fetched::read(path, answer).await
    }

    async fn sends(&self, form: &Form) -> Fetched {
        self.browser.sends_with(form, &[("cookie", &self.cookie)]).await
    }

    async fn looks_up(&self, value: &str, reason: &str) -> Fetched {
        let form = self.opens("/stotte/oppslag").await.form("form#look");
        self.sends(&form.with("value", value).with("reason", reason)).await
    }
}

async fn looks(world: &World) -> Vec<String> {
    sqlx::query_scalar("select kind || ' ' || reason from support_look order by id")
        .fetch_all(&world.pool)
        .await
        .expect("looks")
}

async fn audited(world: &World) -> Vec<String> {
    sqlx::query_scalar(
        "select changes[1] || ' ' || reason from audit_event where actor = 'support' order by id",
    )
    .fetch_all(&world.pool)
    .await
    .expect("the audit trail")
}

fn hides(page: &Fetched, person: &Person) {
    for value in [&person.identifier, &person.mobile, &person.email, &person.national_mobile()] {
        assert!(!page.body.contains(value.as_str()), "a value is shown: {}", page.heading());
    }
}

#[tokio::test]
async fn a_person_is_found_by_each_exact_value_and_shown_with_masked_ones() {
    let world = World::start().await;
    let person = world.person().registered().await;
    world.person().registered().await;
    let worker = world.support(VIEWER).await;
    let place = world.at_support(&person).await;
    let spaced = format!("{} {}", &person.identifier[..6], &person.identifier[6..]);
    for value in [
        &person.identifier,
        &spaced,
        &person.mobile,
        &person.national_mobile(),
        &person.email,
        &person.email.to_uppercase(),
    ] {
        let answer = worker.looks_up(value, REASON).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some(place.as_str())));
        let page = worker.opens(&place).await;
        hides(&page, &person);
        assert!(page.shows(&format!("{} *****", &person.identifier[..6])));
        assert!(page.shows(&format!("+47 ****** {}", &person.mobile[person.mobile.len() - 2..])));
        assert!(page.shows("k***@e***.no"));
    }
    assert_eq!(looks(&world).await, ["look called"], "the same look within the hour is one");
}

#[tokio::test]
async fn the_citizen_sees_who_has_looked_her_up_and_why_and_not_which_employee() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let worker = world.support(VIEWER).await;
    worker.looks_up(&person.mobile, "abuse").await;
    let staff: String =
        sqlx::query_scalar("select staff from support_look").fetch_one(&world.pool).await.expect("who");
    let citizen = world.citizen(&person).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = citizen.opens(&format!("/profil?lang={}", locale.tag())).await;
        assert!(page.shows(tr.profile_change_looked_up()));
        assert!(page.shows(&tr.profile_by_support_because("313409953", tr.lookups_reason_abuse())));
        assert!(page.text("#lookups").contains(&tr.lookups_support("313409953", tr.lookups_reason_abuse())));
        assert!(!page.body.contains(&staff));
        assert!(citizen.opens("/profil/utskrift").await.shows(tr.profile_change_looked_up()));
    }
    let file = citizen.opens("/profil/data.json").await.body;
    assert!(file.contains("looked_up_by_support") && file.contains("\"begrunnelse\": \"abuse\""), "{file}");
    assert!(!file.contains(&staff));
}

#[tokio::test]
async fn nothing_found_and_nothing_readable_are_said_and_nobody_is_written_down() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let nobody = world.person().unregistered();
    let worker = world.support(VIEWER).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        worker.opens(&format!("/stotte?lang={}", locale.tag())).await;
        let page = worker.opens("/stotte/oppslag").await;
        assert_eq!(page.heading(), tr.desk_look_up_title());
        assert_eq!(page.texts("#look-reason option[selected]"), [tr.lookups_reason_trial()]);
        let page = worker.looks_up(&nobody.mobile, REASON).await;
        assert!(page.shows(tr.desk_nobody_title()) && page.shows(tr.desk_nobody_text()));
        let page = worker.looks_up("kari", REASON).await;
        assert!(page.shows(tr.desk_value_unreadable()) && page.shows(tr.desk_look_up_errors()));
        assert!(worker.looks_up(" ", REASON).await.shows(tr.desk_value_missing()));
        let page = worker.looks_up(&person.email, "no such reason").await;
        assert!(page.shows(tr.desk_reason_missing()));
        assert_eq!(page.attribute("#look-value", "value").as_deref(), Some(person.email.as_str()), "kept");
        let form = worker.opens("/stotte/oppslag").await.form("form#look");
        let form = form.with("value", &person.email).with("note", &"x".repeat(201));
        assert!(worker.sends(&form).await.shows(tr.desk_note_too_long()));
    }
    assert_eq!(world.count("select count(*) from support_look").await, 0);
    assert_eq!(world.count("select count(*) from audit_event").await, 0);
}

#[tokio::test]
async fn a_shared_number_leads_to_all_who_have_it_and_each_of_them_sees_it() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let other = world.person().mobile(&person.mobile).registered().await;
    let deleted = world.person().deleted().registered().await;
    let worker = world.support(VIEWER).await;
    for locale in Locale::ALL {
        worker.opens(&format!("/stotte?lang={}", locale.tag())).await;
        let page = worker.looks_up(&person.mobile, REASON).await;
        assert!(page.shows(&Tr::new(locale).desk_found(2)));
        assert_eq!(page.links("a.hit"), [world.at_support(&person).await, world.at_support(&other).await]);
        hides(&page, &person);
        hides(&page, &other);
    }
    assert_eq!(audited(&world).await, ["looked_up_by_support called", "looked_up_by_support called"]);
    let answer = worker.looks_up(&deleted.identifier, REASON).await;
    let page = worker.opens(&answer.location.expect("found by her number")).await;
    assert!(page.text("#standing").starts_with("Cannot be notified, because the person was deleted"));
}

#[tokio::test]
async fn a_support_code_leads_to_what_the_citizen_saw() {
    let world = World::start().await;
    let code = world.stranger().opens("/").await.support_code();
    let worker = world.support(VIEWER).await;
    for typed in [code.clone(), code.replace('-', " "), code.to_lowercase()] {
        let answer = worker.looks_up(&typed, "").await;
        assert_eq!(answer.location, Some(format!("/stotte/flyt/{code}")));
    }
    assert_eq!(world.count("select count(*) from support_look").await, 0);
}

#[tokio::test]
async fn in_production_a_person_is_seen_for_an_hour_after_a_reason_by_the_one_who_gave_it() {
    let world = production().await;
    let person = world.person().registered().await;
    let (worker, other) = (Worker::of(&world, "viewer").await, Worker::of(&world, "approver").await);
    let place = world.at_support(&person).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = worker.opens(&format!("{place}?lang={}", locale.tag())).await;
        assert_eq!((page.status, page.heading().as_str()), (403, tr.error_not_looked_up_title()));
        assert_eq!(page.attribute("main a.ds-button", "href").as_deref(), Some("/stotte/oppslag"));
    }
    assert_eq!(worker.opens("/stotte/person/999999").await.status, 403, "whether she is there is not told");
    let page = worker.looks_up(&person.mobile, "").await;
    assert!(page.shows("Velg hvorfor."), "a reason is needed");
    assert!(worker.looks_up(&person.mobile, "trial").await.shows("Velg hvorfor."), "nobody real is a trial");
    assert_eq!(looks(&world).await, [""; 0]);
    let answer = worker.looks_up(&person.mobile, REASON).await;
    assert_eq!(answer.location.as_deref(), Some(place.as_str()));
    let page = worker.opens(&place).await;
    assert_eq!(page.status, 200);
    hides(&page, &person);
    assert_eq!(other.opens(&place).await.status, 403, "another has given no reason");
    world.advance(Duration::minutes(61));
    sqlx::query("update support_session set last_seen_at = $1")
        .bind(world.now())
        .execute(&world.pool)
        .await
        .expect("awake");
    assert_eq!(worker.opens(&place).await.status, 403, "the hour is over");
    worker.looks_up(&person.mobile, REASON).await;
    assert_eq!(looks(&world).await, ["look called", "look called"], "another hour, another look");
}

#[tokio::test]
async fn in_production_others_who_have_the_same_are_masked_and_have_no_link() {
    let world = production().await;
    let person = world.person().registered().await;
    let other = world.person().email(&person.email).registered().await;
    let worker = Worker::of(&world, "viewer").await;
    worker.looks_up(&person.mobile, REASON).await;
    let place = world.at_support(&person).await;
    let page = worker.opens(&format!("{place}?visning=relasjoner")).await;
    assert!(
        page.shows("1 annen person har det samme.")
            && page.shows(&format!("{} *****", &other.identifier[..6]))
    );
    assert!(page.links("main section a").is_empty());
    hides(&page, &other);
    assert_eq!(worker.opens(&world.at_support(&other).await).await.status, 403);
}

#[tokio::test]
async fn whole_values_need_a_second_reason_and_last_an_hour() {
    let world = production().await;
    let person = world.person().mailbox("digipost", "kanari.person#1234").registered().await;
    let worker = Worker::of(&world, "viewer").await;
    let place = world.at_support(&person).await;
    let form = |page: &Fetched| page.form("#reveal form");
    worker.looks_up(&person.email, REASON).await;
    let page = worker.opens(&place).await;
    let missing = worker.sends(&form(&page)).await;
    assert_eq!(missing.location, Some(format!("{place}?mangler=grunn")));
    assert!(worker.opens(&format!("{place}?mangler=grunn")).await.shows("Velg hvorfor."));
    hides(&worker.opens(&place).await, &person);
    let answer = worker.sends(&form(&page).with("reason", "case").with("note", "sak 17")).await;
    assert_eq!(answer.location.as_deref(), Some(place.as_str()));
    let page = worker.opens(&place).await;
    for value in [&person.identifier, &person.national_mobile(), &person.email, "kanari.person#1234"] {
        assert!(page.shows(value));
    }
    for view in ["kilde", "relasjoner"] {
        assert!(worker.opens(&format!("{place}?visning={view}")).await.shows("kanari.person#1234"));
    }
    assert_eq!(audited(&world).await, ["looked_up_by_support called", "revealed_to_support case"]);
    let other = Worker::of(&world, "approver").await;
    other.looks_up(&person.email, REASON).await;
    hides(&other.opens(&place).await, &person);
    world.advance(Duration::minutes(61));
    sqlx::query("update support_session set last_seen_at = $1")
        .bind(world.now())
        .execute(&world.pool)
        .await
        .expect("awake");
    worker.looks_up(&person.email, REASON).await;
    hides(&worker.opens(&place).await, &person);
}

#[tokio::test]
async fn the_views_of_a_person_are_there_in_every_language_and_mask_what_they_show() {
    let world = World::start().await;
    let person = world.person().mailbox("eboks", "kanari.boks#9").language("nn").registered().await;
    let other = world.person().mobile(&person.mobile).registered().await;
    let worker = world.support(ASKS).await;
    let place = world.at_support(&person).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let mut seen = Vec::new();
        for (view, title) in [
            ("nokkel", tr.desk_view_key()),
            ("relasjoner", tr.desk_view_relations()),
            ("kilde", tr.desk_view_source()),
        ] {
            let page = worker.opens(&format!("{place}?visning={view}&lang={}", locale.tag())).await;
            assert_eq!((page.status, page.language().as_str()), (200, locale.tag()));
            assert!(page.title().starts_with(title));
            assert_eq!(page.text("nav.tabs [aria-current=page]"), title);
            hides(&page, &person);
            assert!(!page.body.contains("kanari.boks#9"));
            seen.push(page);
        }
        assert_eq!(seen[0].text("#standing"), tr.desk_why_both());
        assert!(
            seen[1].links("main section a").contains(&world.at_support(&other).await),
            "a link where nobody is real"
        );
        assert!(seen[1].shows(&tr.desk_others(1)));
        let source: serde_json::Value = serde_json::from_str(&seen[2].text("#source")).expect("JSON");
        assert_eq!(source["kontaktinformasjon"]["mobiltelefonnummer_duplisert"], "JA");
        assert_eq!(source["spraak"], "nn");
        assert_eq!(source["digital_post"]["postkasseadresse"], "k***");
        let page = worker.opens("/stotte").await;
        assert_eq!(page.text("#role"), tr.desk_role_approver());
    }
    assert_eq!(looks(&world).await, ["look trial"], "opened by a link, and written down all the same");
    assert_eq!(worker.opens("/stotte/person/999999").await.status, 404);
    assert_eq!(worker.opens("/stotte/person/x").await.status, 404);
}

#[tokio::test]
async fn the_status_says_why_with_its_dates() {
    let world = World::start().await;
    let apart = world.person().confirmed_days_ago(700).registered().await;
    sqlx::query(
        "update person set mobile_updated_at = '2024-01-12T10:00Z', mobile_confirmed_at = '2024-01-12T10:00Z',
             email_updated_at = '2023-11-30T10:00Z', email_confirmed_at = '2023-11-30T10:00Z' where person_identifier = $1",
    )
    .bind(&apart.identifier)
    .execute(&world.pool)
    .await
    .expect("two dates");
    let worker = world.support(VIEWER).await;
    let page = worker.opens(&world.at_support(&apart).await).await;
    assert_eq!(
        page.text("#standing"),
        "Kan ikke varsles, fordi mobilnummeret gikk ut 12. juli 2025 og e-postadressen 30. mai 2025"
    );
    assert!(
        page.shows(
            "Du bekreftet mobilnummeret sist 12. januar 2024 og e-postadressen sist 30. november 2023."
        )
    );
    let both = world.person().confirmed_days_ago(700).registered().await;
    let page = worker.opens(&world.at_support(&both).await).await;
    assert!(
        page.text("#standing")
            .starts_with("Kan ikke varsles, fordi både mobilnummeret og e-postadressen gikk ut")
    );
    let reserved = world.person().reserved().registered().await;
    let page = worker.opens(&world.at_support(&reserved).await).await;
    assert!(
        page.text("#standing").starts_with("Kan ikke varsles om viktige brev, fordi personen reserverte seg")
    );
}

#[tokio::test]
async fn messages_history_lookups_and_support_codes_are_on_the_page() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let code = citizen.asks_for_code("send-sms", &[]).await.location.map(|_| ());
    assert!(code.is_some());
    world.works().await;
    let seen = citizen.opens("/bekreft/kode/sms").await.support_code();
    let worker = world.support(VIEWER).await;
    let page = worker.opens(&world.at_support(&person).await).await;
    assert!(page.text("#messages").contains("Kode på SMS til +47 ******"));
    assert!(
        page.text("#messages").contains("Kom fram")
            || page.text("#messages").contains("Levert til leverandøren")
    );
    assert_eq!(page.links("#codes a"), [format!("/stotte/flyt/{seen}")]);
    assert!(page.text("#limits").contains("1 av 5"));
    assert!(page.text("#limits").contains("Vi har nettopp sendt deg en kode"), "what she reads herself");
    hides(&page, &person);
    let page = worker.opens(&world.at_support(&person).await).await;
    assert!(page.text("#history").contains("Brukerstøtten slo deg opp"));
    assert!(page.text("#lookups").contains("slo deg opp (prøving med syntetiske data)"));
}
