//! The help pages: all of them are found.

use world::World;

const PAGES: [&str; 7] = [
    "/hjelp/kontaktregisteret",
    "/hjelp/duplikat",
    "/hjelp/verifikasjon",
    "/hjelp/reservasjon",
    "/hjelp/postkasse",
    "/hjelp/tilgjengelighet",
    "/hjelp/personvern",
];

#[tokio::test]
async fn every_help_page_is_found_from_every_page_and_leads_back() {
    let world = World::start().await;
    let stranger = world.stranger();
    assert!(stranger.opens("/").await.links("footer a").contains(&"/hjelp".to_owned()));
    let found = stranger.opens("/hjelp").await.links("main a");
    assert_eq!(found.len(), PAGES.len(), "no other");
    for path in PAGES {
        assert!(found.contains(&path.to_owned()), "{path}");
        let page = stranger.opens(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.links("main a").contains(&"/hjelp".to_owned()), "{path}");
    }
}
