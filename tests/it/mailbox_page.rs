//! Choosing a digital mailbox on a page of its own, changing it, and giving it up.

use bekreft::i18n::{Locale, Tr};
use futures_util::future::join_all;
use serde_json::Value;
use time::Duration;
use world::{Citizen, Fetched, Person, PersonBuilder, World};

const PAGE: &str = "/profil/postkasse";

async fn with_digipost(world: &World) -> (Person, Citizen) {
    let person = world.person().mailbox("digipost", "kari.test#9YDT").registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    (person, citizen)
}

async fn chooses(citizen: &Citizen, choice: &str) -> Fetched {
    let form = citizen.opens(PAGE).await.form("form#choice").with("choice", choice);
    citizen.sends(&form).await
}

async fn mailbox_of(world: &World, person: &Person) -> Option<String> {
    world.text_of(person, "mailbox_provider").await
}

async fn errands(world: &World) -> Vec<(String, String, String)> {
    sqlx::query_as("select provider, task, state from mailbox_errand order by id")
        .fetch_all(&world.pool)
        .await
        .expect("the errands read")
}

fn errand(provider: &str, task: &str, state: &str) -> (String, String, String) {
    (provider.to_owned(), task.to_owned(), state.to_owned())
}

#[tokio::test]
async fn a_mailbox_is_chosen_shown_and_in_the_file_in_each_language() {
    let world = World::start().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let person = world.person().registered().await;
        let citizen = world.citizen_at_high_level(&person).await;
        citizen.opens(&format!("{PAGE}?lang={}", locale.tag())).await;
        let answer = chooses(&citizen, "eboks").await;
        assert_eq!(
            (answer.status, answer.location.as_deref()),
            (303, Some("/profil/postkasse?lagret=eboks"))
        );
        let page = citizen.opens("/profil/postkasse?lagret=eboks").await;
        assert_eq!(page.text(".ds-alert h2"), tr.mailbox_done("e-Boks"));
        let address = world.text_of(&person, "mailbox_address").await.expect("an address");
        assert!(page.shows(&tr.mailbox_address(address.as_str())));
        assert!(citizen.opens("/profil").await.shows(&tr.profile_mailbox_text("e-Boks")));
        let file = citizen.asks("GET", "/profil/data.json", &[]).await.text().await.expect("a file");
        let file: Value = serde_json::from_str(&file).expect("JSON");
        assert_eq!(file["digital_post"]["postkasseadresse"].as_str(), Some(address.as_str()));
        assert_eq!(file["digital_post"]["postkasseleverandoeradresse"], "922020175");
    }
}

#[tokio::test]
async fn another_provider_takes_over_when_it_is_ready_and_the_first_is_told() {
    let world = World::start().await;
    let (person, citizen) = with_digipost(&world).await;
    world.provider_behaves("eboks", "down").await;
    chooses(&citizen, "eboks").await;
    assert_eq!(mailbox_of(&world, &person).await.as_deref(), Some("digipost"), "until the new one is there");
    let page = citizen.opens(PAGE).await;
    assert!(page.shows("Valget ditt er lagret") && page.shows("Du har valgt e-Boks"));
    assert_eq!(page.attribute("input[name=choice][checked]", "value").as_deref(), Some("eboks"));
    world.provider_behaves("eboks", "works").await;
    world.advance(Duration::minutes(10));
    assert_eq!(world.runs_errands().await, 2, "the new mailbox, and the end of the old");
    assert_eq!(mailbox_of(&world, &person).await.as_deref(), Some("eboks"));
    assert_eq!(
        errands(&world).await,
        [errand("eboks", "choose", "done"), errand("digipost", "delete", "done")]
    );
    assert_eq!(world.changes(&person).await, ["mailbox_changed"]);
}

#[tokio::test]
async fn a_mailbox_is_given_up_at_once_and_its_provider_is_told() {
    let world = World::start().await;
    let (person, citizen) = with_digipost(&world).await;
    world.provider_behaves("digipost", "down").await;
    assert_eq!(chooses(&citizen, "none").await.location.as_deref(), Some("/profil/postkasse?lagret=none"));
    assert_eq!(mailbox_of(&world, &person).await, None, "the register does not wait for the provider");
    let page = citizen.opens("/profil/postkasse?lagret=none").await;
    assert_eq!(page.text(".ds-alert h2"), "Du har ikke digital postkasse");
    world.runs_errands().await;
    assert_eq!(errands(&world).await, [errand("digipost", "delete", "waiting")]);
    world.provider_behaves("digipost", "works").await;
    world.advance(Duration::minutes(10));
    world.runs_errands().await;
    assert_eq!(errands(&world).await, [errand("digipost", "delete", "done")]);
    assert_eq!(world.changes(&person).await, ["mailbox_removed"]);
    world.works().await;
    world.advance(Duration::minutes(1));
    assert!(
        world.inbox().await[0].text.starts_with("Post fra stat og kommune kommer ikke lenger i Digipost.")
    );
}

#[tokio::test]
async fn a_wish_is_changed_while_the_provider_has_not_answered() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    world.provider_behaves("digipost", "down").await;
    chooses(&citizen, "digipost").await;
    chooses(&citizen, "digipost").await;
    assert_eq!(errands(&world).await, [errand("digipost", "choose", "waiting")], "asked for is asked for");
    chooses(&citizen, "eboks").await;
    assert_eq!(mailbox_of(&world, &person).await.as_deref(), Some("eboks"));
    world.provider_behaves("digipost", "works").await;
    world.advance(Duration::minutes(10));
    world.runs_errands().await;
    assert_eq!(
        mailbox_of(&world, &person).await.as_deref(),
        Some("eboks"),
        "the old wish does not come back"
    );
    assert_eq!(
        errands(&world).await,
        [
            errand("digipost", "choose", "superseded"),
            errand("digipost", "delete", "done"),
            errand("eboks", "choose", "done")
        ]
    );
}

#[tokio::test]
async fn a_wish_is_taken_back_while_the_provider_has_not_answered() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    world.provider_behaves("digipost", "down").await;
    chooses(&citizen, "digipost").await;
    chooses(&citizen, "none").await;
    world.provider_behaves("digipost", "works").await;
    world.advance(Duration::minutes(10));
    world.runs_errands().await;
    assert_eq!(mailbox_of(&world, &person).await, None);
    assert_eq!(world.count("select count(*) from demo_mailbox").await, 0);
    assert!(!citizen.opens("/profil").await.shows("vi venter på svar"));
}

#[tokio::test]
async fn a_provider_that_never_answers_is_given_up_after_three_days_and_she_is_told() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    world.provider_behaves("digipost", "down").await;
    chooses(&citizen, "digipost").await;
    world.advance(Duration::hours(71));
    world.runs_errands().await;
    assert_eq!(errands(&world).await, [errand("digipost", "choose", "waiting")]);
    world.advance(Duration::hours(2));
    world.runs_errands().await;
    assert_eq!(errands(&world).await[0], errand("digipost", "choose", "given_up"));
    world.works().await;
    world.advance(Duration::minutes(1));
    assert!(world.inbox().await[0].text.starts_with("Du fikk ikke digital postkasse hos Digipost."));
    let citizen = world.citizen(&person).await;
    assert!(citizen.opens("/profil").await.shows("Vi fikk ikke svar fra Digipost."));
}

#[tokio::test]
async fn a_reserved_person_keeps_her_mailbox_and_can_only_give_it_up() {
    let world = World::start().await;
    let person = world.person().reserved().mailbox("digipost", "kari.test#9YDT").registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    let page = citizen.opens(PAGE).await;
    assert!(
        page.shows("Du har Digipost, men får ikke post fra det offentlige der, fordi du har reservert deg.")
    );
    assert_eq!(page.texts("form#choice label"), ["Digipost", "På papir"]);
    assert!(citizen.opens("/profil").await.shows("men får ikke post fra det offentlige der"));
    let form = page.form("form#choice").with("choice", "eboks");
    citizen.sends(&form).await;
    assert_eq!(mailbox_of(&world, &person).await.as_deref(), Some("digipost"));
    chooses(&citizen, "none").await;
    assert_eq!(mailbox_of(&world, &person).await, None);
}

#[tokio::test]
async fn who_reserves_herself_before_the_provider_answers_gets_no_mailbox() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    world.provider_behaves("digipost", "down").await;
    chooses(&citizen, "digipost").await;
    let form = citizen.opens("/profil/reservasjon").await.form("form#choice").with("choice", "yes");
    citizen.sends(&form).await;
    world.provider_behaves("digipost", "works").await;
    world.advance(Duration::minutes(10));
    world.runs_errands().await;
    assert_eq!(mailbox_of(&world, &person).await, None);
    assert_eq!(
        errands(&world).await,
        [errand("digipost", "choose", "refused"), errand("digipost", "delete", "done")]
    );
    assert_eq!(world.count("select count(*) from demo_mailbox").await, 0, "nothing is kept for nobody");
    world.works().await;
    world.advance(Duration::minutes(1));
    assert!(world.inbox().await[0].text.starts_with("Du fikk ikke digital postkasse hos Digipost."));
}

#[tokio::test]
async fn who_cannot_choose_is_told_why_and_shown_the_way() {
    let world = World::start().await;
    let page = async |person: Person| world.citizen_at_high_level(&person).await.opens(PAGE).await;
    let nobody = page(world.person().unregistered()).await;
    assert!(nobody.shows("Du må registrere mobilnummer eller e-postadresse før du kan velge"));
    assert_eq!(nobody.attribute("main a.ds-button", "href").as_deref(), Some("/bekreft/endre"));
    let child = page(world.person().identifier("17912099997").registered().await).await;
    assert!(child.shows("Du må ha fylt 15 år for å velge digital postkasse her."));
    let reserved = page(world.person().reserved().registered().await).await;
    assert!(reserved.shows("fordi du har reservert deg") && reserved.shows("Endre valget om reservasjon"));
    for page in [nobody, child, reserved] {
        assert!(page.attribute("form#choice", "action").is_none());
    }
}

#[tokio::test]
async fn below_the_high_level_the_page_leads_to_a_login_and_back() {
    let world = World::start().await;
    let builder: PersonBuilder<'_> = world.person().mailbox("digipost", "kari.test#9YDT");
    let person = builder.registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens(PAGE).await;
    let text = page.text("main");
    assert!(text.contains("Du må logge inn på høyt sikkerhetsnivå"), "{text}");
    assert!(text.contains("Du får post fra det offentlige i Digipost."), "{text}");
    let form = page.form("form[action='/profil/postkasse']");
    assert_eq!(citizen.sends(&form).await.location.as_deref(), Some("/testid?niva=hoyt"));
    let sneaky = form.with("choice", "none").with("token", "t");
    citizen.logs_in().await;
    let csrf = citizen.opens(PAGE).await.attribute("input[name=csrf]", "value").expect("a token");
    citizen.sends(&sneaky.with("csrf", &csrf)).await;
    assert_eq!(mailbox_of(&world, &person).await.as_deref(), Some("digipost"), "nothing below the level");
    assert_eq!(citizen.logs_in_at("high").await.location.as_deref(), Some(PAGE));
    assert!(citizen.opens(PAGE).await.attribute("form#choice", "action").is_some());
}

#[tokio::test]
async fn a_form_without_a_choice_says_so_and_a_strange_one_is_refused() {
    let world = World::start().await;
    let (person, citizen) = with_digipost(&world).await;
    let form = citizen.opens(PAGE).await.form("form#choice").without("choice");
    let page = citizen.sends(&form).await;
    assert_eq!(
        (page.status, page.text(".ds-error-summary a").as_str()),
        (422, "Velg en postkasse eller papir.")
    );
    assert_eq!(citizen.sends(&form.with("choice", "posten")).await.status, 400);
    assert!(world.changes(&person).await.is_empty());
}

#[tokio::test]
async fn the_same_form_eight_times_at_once_decides_once() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    let form = citizen.opens(PAGE).await.form("form#choice").with("choice", "digipost");
    let answers = join_all((0..8).map(|_| citizen.sends(&form))).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(world.changes(&person).await, ["mailbox_chosen"]);
    chooses(&citizen, "none").await;
    citizen.sends(&form).await;
    assert_eq!(
        mailbox_of(&world, &person).await,
        None,
        "an old form does not undo what was decided after it"
    );
}

#[tokio::test]
async fn choosing_back_and_forth_does_not_pester_her_number() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    for _ in 0..5 {
        chooses(&citizen, "digipost").await;
        chooses(&citizen, "none").await;
    }
    assert_eq!(world.count("select count(*) from message").await, 6);
    assert_eq!(world.changes(&person).await.len(), 10, "all of it was done");
}

#[tokio::test]
async fn a_receipt_is_only_shown_for_what_stands_in_the_register() {
    let world = World::start().await;
    let (_, citizen) = with_digipost(&world).await;
    for claim in ["eboks", "none", "posten", ""] {
        let page = citizen.opens(&format!("{PAGE}?lagret={claim}")).await;
        assert!(page.attribute(".ds-alert", "data-color").is_none(), "{claim}");
    }
}

#[tokio::test]
async fn without_a_number_she_is_told_by_mail() {
    let world = World::start().await;
    let person = world.person().without_mobile().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    chooses(&citizen, "digipost").await;
    chooses(&citizen, "none").await;
    world.works().await;
    world.advance(Duration::minutes(1));
    let subjects: Vec<String> = world.inbox().await.into_iter().map(|message| message.subject).collect();
    assert_eq!(subjects, ["Du har ikke lenger digital postkasse", "Du har valgt digital postkasse"]);
}

#[tokio::test]
async fn the_mailbox_she_has_is_chosen_already_and_saving_that_changes_nothing() {
    let world = World::start().await;
    let (person, citizen) = with_digipost(&world).await;
    let page = citizen.opens(PAGE).await;
    assert_eq!(page.attribute("input[name=choice][checked]", "value").as_deref(), Some("digipost"));
    citizen.sends(&page.form("form#choice")).await;
    assert_eq!(
        mailbox_of(&world, &person).await.as_deref(),
        Some("digipost"),
        "saving without a change changes nothing"
    );
}

#[tokio::test]
async fn a_child_with_a_mailbox_can_only_give_it_up() {
    let world = World::start().await;
    let child =
        world.person().identifier("17912099997").mailbox("digipost", "barn.test#9YDT").registered().await;
    let page = world.citizen_at_high_level(&child).await.opens(PAGE).await;
    assert!(page.shows("Du må ha fylt 15 år"));
    assert_eq!(page.texts("form#choice label"), ["Digipost", "På papir"]);
}

#[tokio::test]
async fn an_old_no_is_not_told_beside_what_came_after_it() {
    let world = World::start().await;
    let (_, citizen) = with_digipost(&world).await;
    world.provider_behaves("eboks", "person_unknown").await;
    chooses(&citizen, "eboks").await;
    assert!(citizen.opens("/profil/postkasse?lagret=eboks").await.shows("Du fikk ikke postkassen"));
    chooses(&citizen, "none").await;
    let page = citizen.opens("/profil/postkasse?lagret=none").await;
    assert_eq!(page.text(".ds-alert h2"), "Du har ikke digital postkasse");
    chooses(&citizen, "digipost").await;
    assert!(!citizen.opens(PAGE).await.shows("Du fikk ikke postkassen"));
}

#[tokio::test]
async fn a_mailbox_that_is_not_used_is_not_said_to_be() {
    let world = World::start().await;
    let old = world.person().confirmed_days_ago(600).mailbox("digipost", "kari.test#9YDT").registered().await;
    let page = world.citizen(&old).await.opens(PAGE).await;
    assert!(page.shows("men får ikke post fra det offentlige der før du har bekreftet"));
    let bare = world.person().without_mobile().without_email().language("nb").registered().await;
    let citizen = world.citizen_at_high_level(&bare).await;
    let page = citizen.opens(PAGE).await;
    assert!(page.shows("Du må registrere mobilnummer eller e-postadresse før du kan velge"));
    assert!(page.attribute("form#choice", "action").is_none());
}

#[tokio::test]
async fn a_choice_sent_after_the_session_has_ended_is_not_said_to_be_kept() {
    let world = World::start().await;
    let (_, citizen) = with_digipost(&world).await;
    let form = citizen.opens(PAGE).await.form("form#choice").with("choice", "none");
    world.advance(Duration::minutes(31));
    let page = citizen.sends(&form).await;
    assert_eq!(page.status, 401);
    assert!(!page.shows("tatt vare på"), "{}", page.text("main"));
    assert_eq!(page.attribute("main a.ds-button", "href").as_deref(), Some(PAGE));
}
