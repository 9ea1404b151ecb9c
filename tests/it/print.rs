//! The page made for paper: all that the register holds about her, and the whole history.

use world::World;

#[tokio::test]
async fn everything_is_on_the_page_with_its_dates() {
    let world = World::start().await;
    let other = world.person().registered().await;
    let person = world.person().mobile(&other.mobile).validated().language("nn").registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/?lang=nb").await;
    citizen.edits(&[("shared_reason_mobile", "spouse")]).await;
    let page = citizen.opens("/profil/utskrift").await;
    let local = bekreft_domain::oslo::to_local(world.now());
    let title = format!("Det kontaktregisteret har lagret om deg {}. ", local.day());
    assert!(page.title().starts_with(&title), "{}", page.title());
    let facts = page.texts("dl.facts dd");
    let mobile = format!("+47 {}", person.national_mobile());
    for value in [&person.identifier, &mobile, &person.email, &"Nynorsk".to_owned(), &"Registrert".to_owned()]
    {
        assert!(facts.contains(value), "{value}: {facts:?}");
    }
    assert!(page.shows("Det offentlige kan varsle deg digitalt"));
    assert!(facts.iter().any(|fact| fact.starts_with("Ja, med ektefelle eller samboer, sagt ")), "{facts:?}");
    assert!(facts.contains(&"Du har ikke valgt digital postkasse".to_owned()));
    assert!(facts.contains(&"Du har ikke reservert deg".to_owned()));
    assert_eq!(page.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));
    assert_eq!(page.header("cache-control"), "no-store");
    assert!(page.texts("ol.history li li").contains(&"Du sa at du deler mobilnummeret med vilje".to_owned()));
    assert!(citizen.opens("/profil").await.links("main a").contains(&"/profil/utskrift".to_owned()));
}

#[tokio::test]
async fn the_history_is_whole() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    for _ in 0..52 {
        citizen.edits(&[]).await;
    }
    assert_eq!(citizen.opens("/profil").await.texts("ol.history > li").len(), 50);
    assert_eq!(citizen.opens("/profil/utskrift").await.texts("ol.history > li").len(), 52);
}

#[tokio::test]
async fn who_is_not_in_the_register_or_no_longer_gets_a_page_that_says_so() {
    let world = World::start().await;
    let nobody = world.person().unregistered();
    let page = world.citizen(&nobody).await.opens("/profil/utskrift").await;
    assert!(page.texts("dl.facts dd").contains(&nobody.identifier));
    assert!(page.shows("Ikke registrert") && page.shows("Ingenting har skjedd ennå"));
    let gone = world.person().deleted().registered().await;
    let page = world.citizen(&gone).await.opens("/profil/utskrift").await;
    assert!(page.texts("dl.facts dd").contains(&"Slettet".to_owned()));
    assert!(!page.shows(&gone.email) && !page.shows(&gone.national_mobile()));
}
