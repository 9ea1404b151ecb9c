//! «Dine kontaktopplysninger»: what stands there, and what a citizen decides.

use bekreft::i18n::{Locale, Tr};
use serde_json::Value;
use time::Duration;
use world::{Citizen, Fetched, Options, Person, World};

async fn citizen_of(world: &World) -> (Person, Citizen) {
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    (person, citizen)
}

async fn chooses(citizen: &Citizen, path: &str, choice: &str) -> Fetched {
    let form = citizen.opens(path).await.form("form#choice");
    citizen.sends(&form.with("choice", choice)).await
}

#[tokio::test]
async fn the_profile_shows_what_the_register_holds_in_each_language() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(10).validated().language("nn").registered().await;
    let citizen = world.citizen(&person).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = citizen.opens(&format!("/profil?lang={}", locale.tag())).await;
        assert_eq!(page.heading(), tr.profile_title());
        assert!(page.shows(tr.profile_can_be_notified()));
        assert!(page.shows(&format!("+47 {}", person.national_mobile())) && page.shows(&person.email));
        assert_eq!(page.texts(".ds-tag"), [tr.profile_verified(), tr.profile_verified()]);
        assert!(page.shows(tr.profile_not_reserved()) && page.shows(tr.profile_language_nn()));
        assert!(page.shows(tr.profile_no_mailbox()) && page.shows(tr.profile_history_none()));
    }
}

#[tokio::test]
async fn one_sentence_says_why_she_can_or_cannot_be_notified() {
    let world = World::start().await;
    let says = async |person: Person| {
        let page = world.citizen(&person).await.opens("/profil").await;
        (page.text(".ds-alert h2"), page.text(".ds-alert p"))
    };
    let (can, cannot) = (
        "Det offentlige kan varsle deg digitalt",
        "Det offentlige kan ikke varsle deg digitalt om viktige brev",
    );
    let both = says(world.person().registered().await).await;
    assert!(both.0 == can && both.1.starts_with("Du bekreftet mobilnummeret og e-postadressen"), "{both:?}");
    let mobile = says(world.person().without_email().registered().await).await;
    assert!(mobile.0 == can && mobile.1.starts_with("Du bekreftet mobilnummeret "), "{mobile:?}");
    let email = says(world.person().without_mobile().registered().await).await;
    assert!(email.0 == can && email.1.starts_with("Du bekreftet e-postadressen"), "{email:?}");
    let old = says(world.person().confirmed_days_ago(600).registered().await).await;
    assert!(old.0 == cannot && old.1.contains("mer enn 18 måneder siden"), "{old:?}");
    let page = world.citizen(&half_expired(&world).await).await.opens("/profil").await;
    assert_eq!(page.text(".ds-alert h2"), can);
    assert!(
        page.text("dl").contains("mer enn 18 måneder siden"),
        "one of the two is of no use: {}",
        page.text("dl")
    );
    let reserved = says(world.person().reserved().registered().await).await;
    assert!(reserved.0 == cannot && reserved.1.starts_with("Du reserverte deg "), "{reserved:?}");
    let nobody = says(world.person().unregistered()).await;
    assert!(nobody.0 == cannot && nobody.1.starts_with("Du har ikke registrert"), "{nobody:?}");
}

/// A number that is fresh and an address that is not.
async fn half_expired(world: &World) -> Person {
    let person = world.person().confirmed_days_ago(10).registered().await;
    sqlx::query(
        "update person set email_updated_at = $1, email_confirmed_at = $1 where person_identifier = $2",
    )
    .bind(world.now() - Duration::days(700))
    .bind(&person.identifier)
    .execute(&world.pool)
    .await
    .expect("an old address");
    person
}

#[tokio::test]
async fn a_reservation_is_made_told_and_taken_back_and_the_change_feed_hears_of_it() {
    let world = World::start().await;
    let (person, citizen) = citizen_of(&world).await;
    let answer = chooses(&citizen, "/profil/reservasjon", "yes").await;
    assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/profil/reservasjon?lagret=yes")));
    let receipt = citizen.opens("/profil/reservasjon?lagret=yes").await;
    assert!(receipt.text(".ds-alert h2").starts_with("Du reserverte deg "));
    assert!(world.time_of(&person, "reserved_at").await.is_some());
    assert!(world.time_of(&person, "reservation_updated_at").await.is_some());
    assert!(citizen.opens("/profil").await.shows("Du reserverte deg mot digital post"));
    world.advance(Duration::days(2));
    citizen.logs_in().await;
    chooses(&citizen, "/profil/reservasjon", "no").await;
    assert_eq!(world.time_of(&person, "reserved_at").await, None);
    assert!(
        world.time_of(&person, "reservation_updated_at").await.is_some(),
        "it is known that it was changed"
    );
    assert_eq!(world.changes(&person).await, ["reserved", "reservation_withdrawn"]);
    assert_eq!(world.text_of(&person, "email").await, Some(person.email.clone()), "nothing else is touched");
    let page = citizen.opens("/profil").await;
    assert!(page.shows("Du har ikke reservert deg") && page.shows("Reservasjonen ble opphevet"));
}

#[tokio::test]
async fn a_language_is_chosen_also_one_that_the_pages_do_not_speak() {
    let world = World::start().await;
    let (person, citizen) = citizen_of(&world).await;
    for (choice, shown) in [("nn", "Nynorsk"), ("se", "Nordsamisk"), ("en", "Engelsk"), ("nb", "Bokmål")] {
        let answer = chooses(&citizen, "/profil/sprak", choice).await;
        let receipt = format!("/profil/sprak?lagret={choice}");
        assert_eq!(answer.location.as_deref(), Some(receipt.as_str()));
        assert_eq!(world.text_of(&person, "language").await.as_deref(), Some(choice));
        assert!(citizen.opens("/profil").await.shows(shown));
        assert!(citizen.opens(&receipt).await.shows("Språket er lagret."));
        let chosen = citizen.opens("/profil/sprak").await.attribute("input[checked]", "value");
        assert_eq!(chosen.as_deref(), Some(choice));
    }
}

#[tokio::test]
async fn one_decision_leaves_the_others_as_they_are() {
    let world = World::start().await;
    let person = world.person().language("se").reserved().registered().await;
    let citizen = world.citizen(&person).await;
    let (since, changed) =
        (world.time_of(&person, "reserved_at").await, world.time_of(&person, "reservation_updated_at").await);
    assert_eq!(chooses(&citizen, "/profil/sprak", "nn").await.status, 303);
    assert_eq!(world.time_of(&person, "reserved_at").await, since);
    assert_eq!(world.time_of(&person, "reservation_updated_at").await, changed);
    chooses(&citizen, "/profil/reservasjon", "no").await;
    assert_eq!(world.text_of(&person, "language").await.as_deref(), Some("nn"));
    assert_eq!(citizen.confirms(&[]).await.status, 303);
    assert_eq!(
        world.text_of(&person, "language").await.as_deref(),
        Some("nn"),
        "nor does the dialog touch them"
    );
}

#[tokio::test]
async fn who_is_not_in_the_register_may_decide_too() {
    let world = World::start().await;
    let person = world.person().unregistered();
    let citizen = world.citizen(&person).await;
    chooses(&citizen, "/profil/reservasjon", "yes").await;
    assert_eq!(world.text_of(&person, "status").await.as_deref(), Some("active"));
    assert_eq!(world.changes(&person).await, ["person_registered", "reserved"]);
    let deleted = world.person().deleted().registered().await;
    let citizen = world.citizen(&deleted).await;
    chooses(&citizen, "/profil/sprak", "nn").await;
    assert_eq!(world.changes(&deleted).await, ["person_reactivated", "language_chosen"]);
}

#[tokio::test]
async fn the_same_form_eight_times_at_once_decides_once() {
    let world = World::start().await;
    let (person, citizen) = citizen_of(&world).await;
    let form = citizen.opens("/profil/reservasjon").await.form("form#choice").with("choice", "yes");
    let answers = futures_util::future::join_all((0..8).map(|_| citizen.sends(&form))).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(world.changes(&person).await, ["reserved"]);
    assert_eq!(world.count("select count(*) from audit_event").await, 1);
    // An old form sent once more does not undo what was decided after it.
    chooses(&citizen, "/profil/reservasjon", "no").await;
    citizen.sends(&form).await;
    assert_eq!(world.time_of(&person, "reserved_at").await, None);
}

#[tokio::test]
async fn a_form_without_a_choice_says_so_and_a_strange_one_is_refused() {
    let world = World::start().await;
    let (person, citizen) = citizen_of(&world).await;
    for (path, text) in [("/profil/reservasjon", "Velg ja eller nei."), ("/profil/sprak", "Velg et språk.")]
    {
        let form = citizen.opens(path).await.form("form#choice").without("choice");
        let page = citizen.sends(&form).await;
        assert_eq!((page.status, page.text(".ds-error-summary a").as_str()), (422, text));
        assert_eq!(citizen.sends(&form.with("choice", "kanskje")).await.status, 400, "{path}");
    }
    assert!(world.changes(&person).await.is_empty());
}

#[tokio::test]
async fn the_history_says_what_was_done_and_by_whom_newest_first_and_tells_no_values() {
    let world = World::start().await;
    let person = world.person().unregistered();
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", "41 41 41 45"), ("email", "ny@example.org")]).await;
    world.advance(Duration::minutes(2));
    chooses(&citizen, "/profil/sprak", "en").await;
    let page = citizen.opens("/profil").await;
    let entries = page.texts(".history > li");
    assert_eq!(entries.len(), 2);
    assert!(entries[0].contains("av deg") && entries[0].contains("Språk i brev ble valgt"), "{entries:?}");
    for words in ["Du kom inn i registeret", "Mobilnummeret ble registrert", "E-postadressen ble registrert"]
    {
        assert!(entries[1].contains(words), "{words}: {entries:?}");
    }
    assert!(!page.text(".history").contains("41 41") && !page.text(".history").contains('@'));
}

#[tokio::test]
async fn one_citizen_sees_nothing_of_another() {
    let world = World::start().await;
    let (first, one) = citizen_of(&world).await;
    let (second, other) = citizen_of(&world).await;
    chooses(&one, "/profil/reservasjon", "yes").await;
    let page = other.opens("/profil").await;
    assert!(page.shows(&second.email) && !page.body.contains(&first.email) && !page.shows("reserverte"));
    let file = other.opens("/profil/data.json").await.body;
    assert!(file.contains(&second.identifier) && !file.contains(&first.identifier));
}

#[tokio::test]
async fn everything_can_be_taken_away_as_a_file_that_a_program_reads() {
    let world = World::start().await;
    let person = world.person().validated().language("se").registered().await;
    let citizen = world.citizen(&person).await;
    chooses(&citizen, "/profil/reservasjon", "yes").await;
    let answer = citizen.opens("/profil/data.json").await;
    assert_eq!(answer.header("content-disposition"), "attachment; filename=\"kontaktregisteret.json\"");
    assert_eq!(answer.header("cache-control"), "no-store");
    let file: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(file["personidentifikator"], person.identifier);
    assert_eq!((file["status"].as_str(), file["reservasjon"].as_str()), (Some("AKTIV"), Some("JA")));
    assert!(file["reservasjon_oppdatert"].is_string());
    assert_eq!(file["spraak"], "se");
    let contact = &file["kontaktinformasjon"];
    assert_eq!(contact["mobiltelefonnummer"], person.mobile);
    assert_eq!(contact["epostadresse"], person.email);
    for name in ["oppdatert", "sist_verifisert", "sist_validert"] {
        assert!(contact[format!("mobiltelefonnummer_{name}")].is_string(), "{name}: {file}");
        assert!(contact[format!("epostadresse_{name}")].is_string(), "{name}: {file}");
    }
    assert_eq!(file["historikk"][0]["endringer"][0], "reserved");
    assert_eq!(file["historikk"][0]["hvem"], "citizen");
}

#[tokio::test]
async fn the_profile_leads_on_to_the_service_she_came_from() {
    let return_urls = "Skatteetaten=https://www.skatteetaten.no/".to_owned();
    let world = World::with(Options { return_urls, ..Options::default() }).await;
    let (_, citizen) = citizen_of(&world).await;
    let page = citizen.opens("/profil?gotoUrl=https://www.skatteetaten.no/").await;
    assert_eq!(page.links("main a[href^='https']"), ["https://www.skatteetaten.no/"]);
    assert_eq!(citizen.opens("/profil").await.links("main a[href^='https']").len(), 1, "it is remembered");
    let page = citizen.opens("/profil?gotoUrl=https://ond.example/").await;
    assert!(!page.body.contains("ond.example"));
}

#[tokio::test]
async fn no_receipt_is_shown_for_what_does_not_stand_in_the_register() {
    let world = World::start().await;
    let (_, citizen) = citizen_of(&world).await;
    for path in ["/profil/reservasjon?lagret=yes", "/profil/reservasjon?lagret", "/profil/sprak?lagret=nn"] {
        assert_eq!(citizen.opens(path).await.text(".ds-alert"), "", "{path}");
    }
}

#[tokio::test]
async fn a_choice_sent_after_the_session_has_ended_is_not_said_to_be_kept() {
    let world = World::start().await;
    let (_, citizen) = citizen_of(&world).await;
    for (path, choice) in [("/profil/reservasjon", "yes"), ("/profil/sprak", "nn")] {
        citizen.logs_in().await;
        let form = citizen.opens(path).await.form("form#choice").with("choice", choice);
        world.advance(Duration::minutes(31));
        let answer = citizen.sends(&form).await;
        assert!(!answer.shows("vi har tatt vare på det"), "{path}");
        assert!(answer.links("main a").contains(&path.to_owned()), "{path}: back to the choice");
    }
    assert_eq!(world.count("select count(*) from audit_event").await, 0);
}

#[tokio::test]
async fn a_login_on_the_way_to_any_page_of_the_profile_leads_there() {
    let world = World::start().await;
    let person = world.person().confirmed_days_ago(10).registered().await;
    for path in ["/profil", "/profil/reservasjon", "/profil/sprak", "/profil/slett"] {
        let browser = world.stranger();
        assert_eq!(browser.opens(path).await.location.as_deref(), Some("/testid"));
        let form = browser.opens("/testid").await.form("form:has(#pid)").with("pid", &person.identifier);
        assert_eq!(browser.sends(&form).await.location.as_deref(), Some(path));
        assert_eq!(browser.opens(path).await.status, 200);
    }
}

#[tokio::test]
async fn the_file_holds_the_mailbox_and_nothing_of_what_is_not_there() {
    let world = World::start().await;
    let person = world.person().without_email().registered().await;
    sqlx::query(
        "update person set mailbox_provider = 'digipost', mailbox_address = 'kari.test#9YDT', mailbox_updated_at = $1
         where person_identifier = $2",
    )
    .bind(world.now())
    .bind(&person.identifier)
    .execute(&world.pool)
    .await
    .expect("a mailbox");
    let file = world.citizen(&person).await.opens("/profil/data.json").await.body;
    let read: Value = serde_json::from_str(&file).expect("JSON");
    assert_eq!(read["digital_post"]["postkasseadresse"], "kari.test#9YDT");
    assert_eq!(read["digital_post"]["postkasseleverandoeradresse"], "984661185");
    assert!(
        !file.contains("null") && !file.contains("epostadresse") && !file.contains("reservasjonstidspunkt")
    );

    let nobody = world.person().deleted().registered().await;
    let file = world.citizen(&nobody).await.opens("/profil/data.json").await.body;
    assert!(
        file.contains("SLETTET") && !file.contains("reservasjon") && !file.contains("digital_post"),
        "{file}"
    );
}
