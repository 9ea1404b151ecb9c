//! The catalogue of scenarios in the support console.

use bekreft::i18n::{Locale, Tr};
use bekreft::scenario::{self, seen_lines, step_words};
use world::{Citizen, World};

async fn support(world: &World) -> Citizen {
    let worker = world.stranger();
    let form = worker.opens("/testid/stotte").await.form("form[action='/testid/stotte']");
    assert_eq!(worker.sends(&form).await.status, 303);
    worker
}

#[tokio::test]
async fn strangers_are_sent_to_login() {
    let world = World::start().await;
    for path in ["/stotte/scenarier", "/stotte/scenarier/d-nummer", "/stotte/scenarier/d-nummer.toml"] {
        assert_eq!(world.stranger().opens(path).await.location.as_deref(), Some("/stotte/logginn"), "{path}");
    }
}

#[tokio::test]
async fn the_catalogue_is_searched_by_words_and_group_in_each_language() {
    let world = World::start().await;
    let worker = support(&world).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = worker.opens(&format!("/stotte/scenarier?lang={}", locale.tag())).await;
        assert_eq!(page.heading(), tr.scenarios_title());
        assert_eq!(page.links("a.hit").len(), scenario::all().len());
        assert!(page.shows(&tr.scenarios_found(scenario::all().len())));
        // What she read is enough to find where.
        let read = url::form_urlencoded::byte_serialize(tr.code_used_up().as_bytes()).collect::<String>();
        let page = worker.opens(&format!("/stotte/scenarier?sok={read}")).await;
        assert_eq!(page.links("a.hit"), ["/stotte/scenarier/feil-kode-fem-ganger"]);
        assert_eq!(page.value("sok"), tr.code_used_up());
    }
    let page = worker.opens("/stotte/scenarier?gruppe=codes").await;
    let codes = scenario::all().iter().filter(|it| it.group.as_str() == "codes").count();
    assert_eq!(page.links("a.hit").len(), codes);
    assert!(
        page.links("nav.lang a").iter().all(|link| link.contains("gruppe=codes")),
        "a language keeps the search"
    );
    let page = worker.opens("/stotte/scenarier?sok=finnes+ikke+noe+sted").await;
    assert!(page.links("a.hit").is_empty() && page.shows(&Tr::new(Locale::En).scenarios_found(0)));
}

#[tokio::test]
async fn one_scenario_is_told_step_by_step_and_its_file_taken_along() {
    let world = World::start().await;
    let worker = support(&world).await;
    for locale in Locale::ALL {
        worker.opens(&format!("/?lang={}", locale.tag())).await;
        for scenario in scenario::all().iter().step_by(7) {
            let tr = Tr::new(locale);
            let path = format!("/stotte/scenarier/{}", scenario.name);
            let page = worker.opens(&path).await;
            assert_eq!(
                (page.language().as_str(), page.heading().as_str()),
                (locale.tag(), scenario.title.of(locale))
            );
            for step in &scenario.steps {
                assert!(page.shows(&step_words(&step.action, scenario, tr)), "{path}");
                assert!(seen_lines(&step.seen, tr).iter().all(|line| page.shows(line)), "{path}");
            }
            assert!(page.links("main a").contains(&format!("/testid/scenario?fil={}", scenario.name)));
        }
    }
    let file = worker.opens("/stotte/scenarier/d-nummer.toml").await;
    assert_eq!(file.header("content-type"), "application/toml; charset=utf-8");
    assert_eq!(Some(file.body.as_str()), scenario::source("d-nummer"));
    for path in ["/stotte/scenarier/finnes-ikke", "/stotte/scenarier/finnes-ikke.toml"] {
        assert_eq!(worker.opens(path).await.status, 404, "{path}");
    }
}
