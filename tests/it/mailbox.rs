//! Choosing a digital mailbox in the dialog.

use bekreft::i18n::{Locale, Tr};
use futures_util::future::join_all;
use time::Duration;
use world::{Citizen, Fetched, Options, Person, World};

async fn at_high_level(world: &World) -> (Person, Citizen) {
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    (person, citizen)
}

const DIGIPOST: &[(&str, &str)] = &[("mailbox", "yes"), ("provider", "digipost")];

async fn provider_of(world: &World, person: &Person) -> Option<String> {
    world.text_of(person, "mailbox_provider").await
}

fn is_checked(page: &Fetched, id: &str) -> bool {
    page.attribute(&format!("#{id}[checked]"), "id").is_some()
}

#[tokio::test]
async fn the_dialog_offers_a_mailbox_in_each_language_and_no_is_chosen_already() {
    let world = World::start().await;
    let person = world.person().registered().await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let citizen = world.citizen_at_high_level(&person).await;
        let page = citizen.opens(&format!("/bekreft?lang={}", locale.tag())).await;
        for words in [tr.mailbox_none(), tr.mailbox_none_text(), tr.mailbox_question(), tr.mailbox_provider()]
        {
            assert!(page.shows(words), "{words}");
        }
        assert!(is_checked(&page, "mailbox-no") && !is_checked(&page, "mailbox-yes"));
        assert!(
            !is_checked(&page, "provider-digipost") && !is_checked(&page, "provider-eboks"),
            "nobody is favoured"
        );
    }
}

#[tokio::test]
async fn yes_gives_the_mailbox_before_she_goes_on_and_an_sms_tells_her() {
    let world = World::with(service()).await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    citizen.opens("/bekreft?gotoUrl=https%3A%2F%2Ftjeneste.example.no%2F").await;
    let answer = citizen.confirms(DIGIPOST).await;
    assert_eq!(answer.location.as_deref(), Some("https://tjeneste.example.no/"));
    assert_eq!(provider_of(&world, &person).await.as_deref(), Some("digipost"));
    let address = world.text_of(&person, "mailbox_address").await.expect("an address");
    assert!(address.starts_with("test.person#"), "{address}");
    assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_confirmed", "mailbox_chosen"]);
    assert_eq!(world.count("select count(*) from mailbox_certificate where provider = 'digipost'").await, 1);
    world.works().await;
    world.advance(Duration::minutes(1));
    let inbox = world.inbox().await;
    assert_eq!(
        (inbox.len(), inbox[0].channel.as_str(), inbox[0].to.as_str()),
        (1, "sms", person.mobile.as_str())
    );
    assert!(inbox[0].text.starts_with("Du har valgt Digipost som digital postkasse."), "{}", inbox[0].text);
    let history = citizen.opens("/profil").await.text(".history");
    assert!(
        history.contains("Du ba om digital postkasse")
            && history.contains("Den digitale postkassen ble tatt i bruk")
    );
    assert!(history.contains("av leverandøren av den digitale postkassen"));
}

fn service() -> Options {
    Options { return_urls: "Tjenesten=https://tjeneste.example.no/".to_owned(), ..Options::default() }
}

#[tokio::test]
async fn yes_without_a_provider_comes_back_with_everything_kept() {
    let world = World::start().await;
    let (person, citizen) = at_high_level(&world).await;
    let page = citizen.confirms(&[("mailbox", "yes"), ("email", "ny@example.no")]).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.text(".ds-error-summary a"), "Velg hvilken postkasse du vil ha.");
    assert_eq!(page.attribute(".ds-error-summary a", "href").as_deref(), Some("#provider-digipost"));
    assert!(is_checked(&page, "mailbox-yes"));
    assert_eq!(page.attribute("#email", "value").as_deref(), Some("ny@example.no"));
    assert!(world.changes(&person).await.is_empty());
}

#[tokio::test]
async fn yes_needs_something_to_be_told_by() {
    let world = World::start().await;
    let person = world.person().unregistered();
    let citizen = world.citizen_at_high_level(&person).await;
    let page = citizen.confirms(DIGIPOST).await;
    assert_eq!(page.status, 422);
    assert_eq!(
        page.text(".ds-error-summary a"),
        "Du må oppgi mobilnummer eller e-postadresse for å velge digital postkasse."
    );
    assert!(is_checked(&page, "provider-digipost"));
}

#[tokio::test]
async fn no_does_not_become_yes_by_a_provider_that_was_pointed_at() {
    let world = World::start().await;
    let (person, citizen) = at_high_level(&world).await;
    assert_eq!(citizen.confirms(&[("mailbox", "no"), ("provider", "eboks")]).await.status, 303);
    assert_eq!(provider_of(&world, &person).await, None);
    assert_eq!(world.count("select count(*) from mailbox_errand").await, 0);
}

#[tokio::test]
async fn an_answer_that_the_page_cannot_have_sent_is_refused() {
    let world = World::start().await;
    let (_, citizen) = at_high_level(&world).await;
    for fields in
        [[("mailbox", "kanskje"), ("provider", "eboks")], [("mailbox", "yes"), ("provider", "posten")]]
    {
        assert_eq!(citizen.confirms(&fields).await.status, 400);
    }
}

#[tokio::test]
async fn who_registers_for_the_first_time_can_choose_in_the_same_breath() {
    let world = World::start().await;
    let person = world.person().unregistered();
    let citizen = world.citizen_at_high_level(&person).await;
    let fields = [("mobile", person.mobile.as_str()), ("mailbox", "yes"), ("provider", "eboks")];
    assert_eq!(citizen.confirms(&fields).await.status, 303);
    assert_eq!(provider_of(&world, &person).await.as_deref(), Some("eboks"));
    assert_eq!(world.changes(&person).await, ["person_registered", "mobile_registered", "mailbox_chosen"]);
}

#[tokio::test]
async fn below_the_high_level_a_login_at_it_is_offered_and_everything_typed_is_kept() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("Du må logge inn på høyt sikkerhetsnivå for å velge digital postkasse"));
    assert!(page.attribute("input[name=mailbox]", "value").is_none(), "nothing that could not be done");
    let form = page.form("form#confirm").with("action", "step-up").with("email", "ny@example.no");
    let away = citizen.sends(&form).await;
    assert_eq!(away.location.as_deref(), Some("/testid?niva=hoyt"));
    citizen.logs_in_at("high").await;
    let page = citizen.opens("/bekreft").await;
    assert_eq!(page.attribute("#email", "value").as_deref(), Some("ny@example.no"));
    assert!(is_checked(&page, "mailbox-no"));
}

#[tokio::test]
async fn a_choice_sent_after_a_login_at_a_lower_level_asks_for_the_higher_one_and_is_kept() {
    let world = World::start().await;
    let (person, citizen) = at_high_level(&world).await;
    citizen.logs_in_at("substantial").await;
    let token = citizen.opens("/bekreft").await.form("form#confirm").with("action", "confirm");
    let form = DIGIPOST.iter().fold(token, |form, (name, value)| form.with(name, value));
    assert_eq!(citizen.sends(&form).await.location.as_deref(), Some("/testid?niva=hoyt"));
    assert_eq!(world.count("select count(*) from mailbox_errand").await, 0);
    citizen.logs_in_at("high").await;
    let page = citizen.opens("/bekreft").await;
    assert!(is_checked(&page, "mailbox-yes") && is_checked(&page, "provider-digipost"));
    citizen.confirms_on(&page, &[]).await;
    assert_eq!(provider_of(&world, &person).await.as_deref(), Some("digipost"));
}

#[tokio::test]
async fn who_cannot_choose_sees_what_stands_and_why() {
    let world = World::start().await;
    let dialog = async |person: Person| world.citizen_at_high_level(&person).await.opens("/bekreft").await;
    let reserved = dialog(world.person().reserved().registered().await).await;
    assert!(
        reserved.shows("Du kan ikke velge digital postkasse, fordi du har reservert deg mot digital post.")
    );
    let has = dialog(world.person().mailbox("eboks", "0000485887").registered().await).await;
    assert!(has.shows("Digital postkasse: e-Boks") && !has.shows("0000485887"));
    let child = dialog(world.person().identifier("17912099997").registered().await).await;
    assert!(!child.shows("postkasse"));
    let unregistered_child = dialog(world.person().identifier("06881599269").unregistered()).await;
    assert!(!unregistered_child.shows("postkasse"));
    for page in [reserved, has, child, unregistered_child] {
        assert!(page.attribute("input[name=mailbox]", "value").is_none());
    }
}

#[tokio::test]
async fn a_child_can_choose_where_the_age_is_set_lower() {
    let settings = vec![("BEKREFT_MAILBOX_MIN_AGE", "3".to_owned())];
    let world = World::with(Options { settings, ..Options::default() }).await;
    let child = world.person().identifier("17912099997").registered().await;
    let citizen = world.citizen_at_high_level(&child).await;
    citizen.confirms(DIGIPOST).await;
    assert_eq!(provider_of(&world, &child).await.as_deref(), Some("digipost"));
}

#[tokio::test]
async fn who_reserves_herself_in_another_tab_is_told_and_nothing_is_saved() {
    let world = World::start().await;
    let (person, citizen) = at_high_level(&world).await;
    let page = citizen.opens("/bekreft").await;
    let reservation = citizen.opens("/profil/reservasjon").await.form("form#choice").with("choice", "yes");
    citizen.sends(&reservation).await;
    let answer = citizen.confirms_on(&page, DIGIPOST).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft"));
    assert!(citizen.opens("/bekreft").await.shows("fordi du har reservert deg mot digital post"));
    assert_eq!(world.changes(&person).await, ["reserved"]);
    assert_eq!(world.count("select count(*) from mailbox_errand").await, 0);
    assert_eq!(citizen.confirms(&[]).await.status, 303, "the rest goes through");
}

#[tokio::test]
async fn a_provider_that_is_down_does_not_hold_her_and_gets_its_errand_when_it_is_back() {
    let world = World::with(service()).await;
    let person = world.person().registered().await;
    let citizen = world.citizen_at_high_level(&person).await;
    world.provider_behaves("digipost", "down").await;
    citizen.opens("/bekreft?gotoUrl=https%3A%2F%2Ftjeneste.example.no%2F").await;
    let answer = citizen.confirms(DIGIPOST).await;
    assert_eq!(answer.location.as_deref(), Some("/bekreft/kvittering"), "she must know before she goes on");
    let receipt = citizen.opens("/bekreft/kvittering").await;
    assert!(receipt.shows("Valget ditt er lagret") && receipt.shows("Du trenger ikke å vente."));
    assert_eq!(
        receipt.attribute("main a.ds-button", "href").as_deref(),
        Some("https://tjeneste.example.no/")
    );
    assert_eq!(
        world.changes(&person).await,
        ["mobile_confirmed", "email_confirmed"],
        "the rest is confirmed"
    );
    world.advance(Duration::minutes(10));
    assert_eq!(world.runs_errands().await, 1, "still down");
    assert_eq!(provider_of(&world, &person).await, None);
    world.provider_behaves("digipost", "works").await;
    world.advance(Duration::minutes(10));
    assert_eq!(world.runs_errands().await, 1);
    assert_eq!(provider_of(&world, &person).await.as_deref(), Some("digipost"));
    world.works().await;
    world.advance(Duration::minutes(1));
    assert!(world.inbox().await[0].text.starts_with("Du har valgt Digipost"));
    assert!(!citizen.opens("/bekreft/kvittering").await.shows("Valget ditt er lagret"));
}

#[tokio::test]
async fn a_provider_that_is_slow_does_not_hold_her_either() {
    let world = World::start().await;
    let (person, citizen) = at_high_level(&world).await;
    world.provider_behaves("eboks", "slow").await;
    let answer = tokio::time::timeout(
        std::time::Duration::from_secs(5),
        citizen.confirms(&[("mailbox", "yes"), ("provider", "eboks")]),
    );
    assert_eq!(answer.await.expect("in time").location.as_deref(), Some("/bekreft/kvittering"));
    assert_eq!(provider_of(&world, &person).await, None);
    world.provider_behaves("eboks", "works").await;
    world.advance(Duration::seconds(30));
    world.runs_errands().await;
    assert_eq!(provider_of(&world, &person).await.as_deref(), Some("eboks"));
    assert_eq!(world.count("select count(*) from demo_mailbox").await, 1, "asked twice, made once");
}

#[tokio::test]
async fn a_refusal_is_told_with_its_reason_and_costs_nothing_else() {
    let world = World::start().await;
    let reasons = [
        ("reserved", "fordi du har reservert deg mot digital post"),
        ("already_active", "De sier at du har en postkasse fra før"),
        ("person_unknown", "fordi de ikke finner deg"),
        ("bad_email", "fordi de ikke godtar e-postadressen din"),
        ("bad_certificate", "på grunn av en feil hos dem eller oss"),
    ];
    for (behaviour, words) in reasons {
        let (person, citizen) = at_high_level(&world).await;
        world.provider_behaves("digipost", behaviour).await;
        assert_eq!(citizen.confirms(DIGIPOST).await.location.as_deref(), Some("/bekreft/kvittering"));
        let receipt = citizen.opens("/bekreft/kvittering").await;
        assert!(receipt.shows("Du fikk ikke postkassen") && receipt.shows(words), "{behaviour}");
        assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_confirmed"]);
        let profile = citizen.opens("/profil").await;
        assert!(profile.shows(words) && profile.shows("Du fikk ikke den digitale postkassen du ba om"));
        world.advance_days(8);
        let citizen = world.citizen(&person).await;
        assert!(!citizen.opens("/profil").await.shows(words), "not for ever");
    }
    assert_eq!(world.count("select count(*) from message").await, 0, "she has seen it");
}

#[tokio::test]
async fn the_same_form_eight_times_at_once_asks_for_one_mailbox() {
    let world = World::start().await;
    let (person, citizen) = at_high_level(&world).await;
    let page = citizen.opens("/bekreft").await;
    let answers = join_all((0..8).map(|_| citizen.confirms_on(&page, DIGIPOST))).await;
    assert!(answers.iter().all(|answer| answer.status == 303));
    assert_eq!(world.count("select count(*) from mailbox_errand").await, 1);
    assert_eq!(world.count("select count(*) from message where kind = 'mailbox_chosen'").await, 1);
    assert_eq!(world.changes(&person).await, ["mobile_confirmed", "email_confirmed", "mailbox_chosen"]);
}

#[tokio::test]
async fn the_answer_survives_a_switch_of_language_and_a_question_about_something_else() {
    let world = World::start().await;
    let (person, citizen) = at_high_level(&world).await;
    let other = world.person().registered().await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("lang", "nn");
    let form = DIGIPOST.iter().fold(form, |form, (name, value)| form.with(name, value));
    citizen.sends(&form).await;
    let page = citizen.opens("/bekreft").await;
    assert!(
        page.language() == "nn" && is_checked(&page, "mailbox-yes") && is_checked(&page, "provider-digipost")
    );
    let asked = citizen.confirms_on(&page, &[("mobile", &other.mobile)]).await;
    assert_eq!(asked.location.as_deref(), Some("/bekreft"));
    assert_eq!(provider_of(&world, &person).await, None, "nothing is saved while the page asks");
    let page = citizen.opens("/bekreft").await;
    assert!(is_checked(&page, "provider-digipost"));
    citizen.confirms_on(&page, &[]).await;
    assert_eq!(provider_of(&world, &person).await.as_deref(), Some("digipost"));
}
