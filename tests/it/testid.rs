//! Choosing a test person.

use world::World;

#[tokio::test]
async fn any_valid_synthetic_number_logs_in() {
    let world = World::start().await;
    let person = world.person().unregistered();
    let citizen = world.browser_of(&person);
    let spaced = format!(" {} {} ", &person.identifier[..6], &person.identifier[6..]);
    let form = citizen.opens("/testid").await.form("form:has(#pid)").with("pid", &spaced);
    assert_eq!(citizen.sends(&form).await.location.as_deref(), Some("/bekreft"));
    assert_eq!(citizen.opens("/bekreft").await.status, 200);
}

#[tokio::test]
async fn a_wrong_number_is_refused_in_words_and_kept() {
    let world = World::start().await;
    let stranger = world.stranger();
    let form = stranger.opens("/testid").await.form("form:has(#pid)").with("pid", "17859012311");
    let page = stranger.sends(&form).await;
    assert_eq!((page.status, page.value("pid").as_str()), (422, "17859012311"));
    assert!(page.text("#pid-error").starts_with("Nummeret er ikke gyldig."));
}

#[tokio::test]
async fn a_number_that_may_be_a_real_persons_is_refused() {
    let world = World::start().await;
    let stranger = world.stranger();
    // The worked example of the number algorithm, without the 80 that makes a month synthetic: control digits made anew.
    let real = (0..1000)
        .flat_map(|individual| (0..100).map(move |control| format!("170590{individual:03}{control:02}")))
        .find(|number| {
            bekreft_domain::PersonIdentifier::parse(number).is_ok_and(|number| !number.is_synthetic())
        })
        .expect("there are ordinary numbers");
    let form = stranger.opens("/testid").await.form("form:has(#pid)").with("pid", &real);
    let page = stranger.sends(&form).await;
    assert_eq!(page.status, 422);
    assert!(page.text("#pid-error").starts_with("Dette kan være nummeret til en virkelig person."));
}

#[tokio::test]
async fn the_chosen_level_is_the_level_of_the_session() {
    let world = World::start().await;
    for level in ["substantial", "high"] {
        let person = world.person().unregistered();
        let citizen = world.browser_of(&person);
        let form = citizen.opens("/testid").await.form("form:has(#pid)").with("pid", &person.identifier);
        citizen.sends(&form.with("level", level)).await;
        let stored: String = sqlx::query_scalar("select level from session where person_identifier = $1")
            .bind(&person.identifier)
            .fetch_one(&world.pool)
            .await
            .expect("a session");
        assert_eq!(stored, level);
    }
}

#[tokio::test]
async fn an_unknown_level_is_a_bad_request() {
    let world = World::start().await;
    let stranger = world.stranger();
    let form = stranger
        .opens("/testid")
        .await
        .form("form:has(#pid)")
        .with("pid", "17859012310")
        .with("level", "low");
    assert_eq!(stranger.sends(&form).await.status, 400);
}

#[tokio::test]
async fn the_list_logs_in_with_one_press() {
    let world = World::start().await;
    let stranger = world.stranger();
    let page = stranger.opens("/testid").await;
    assert_eq!(page.texts("button.hit").len(), 23);
    let number = page.attribute("button.hit", "value").expect("a number");
    let form = page.form("form:has(button.hit)").with("pid", &number);
    assert_eq!(stranger.sends(&form).await.location.as_deref(), Some("/bekreft"));
}
