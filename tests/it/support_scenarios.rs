//! The catalogue of scenarios in the support console.

use bekreft::config::Mode;
use bekreft::i18n::{Locale, Tr};
use bekreft::scenario::{self, seen_lines, step_words};
use bekreft::secrets::Token;
use world::{Citizen, Options, World};

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

/// A console in production, and the header that somebody of support sends.
async fn production() -> (World, String) {
    let settings = world::login::citizens_at("https://idporten.no");
    let others = [
        ("BEKREFT_CODE_KEYS", "1:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="),
        ("SMS_PROVIDER", "kannel"),
        ("KANNEL_URL", "http://127.0.0.1:9/cgi-bin/sendsms"),
        ("KANNEL_USER", "u"),
        ("KANNEL_PASSWORD", "p"),
        ("MASKINPORTEN_ISSUER", "https://maskinporten.example/"),
        ("SMTP_URL", "smtp://localhost:25"),
        ("SMTP_FROM", "Kontaktregisteret <ikke-svar@example.no>"),
    ];
    let others = others.map(|(name, value)| (name, value.to_owned()));
    let world = World::with(Options {
        mode: Some(Mode::Production),
        public_url: Some("https://bekreft.example".to_owned()),
        settings: settings.into_iter().chain(others).collect(),
        ..Options::default()
    })
    .await;
    let token = Token::draw(world.state.chance);
    sqlx::query(
        "insert into support_session
             (token_hash, person_identifier, organisation, support_code, created_at, last_seen_at, expires_at)
         values ($1, '17859012310', '991825827', '0000-0000', now(), now(), now() + interval '1 hour')",
    )
    .bind(token.hash().bytes())
    .execute(&world.pool)
    .await
    .expect("a session");
    let cookie = format!("{}={}", world.state.support_cookie.name(), token.expose());
    (world, cookie)
}

#[tokio::test]
async fn in_production_the_catalogue_is_shown_and_the_sandbox_is_not() {
    let (world, cookie) = production().await;
    let worker = world.stranger();
    let opens = async |path: &str| {
        let answer = worker.asks("GET", path, &[("cookie", &cookie)]).await;
        (answer.status().as_u16(), answer.text().await.expect("a page"))
    };
    let (status, list) = opens("/stotte/scenarier").await;
    assert!(status == 200 && list.contains("/stotte/scenarier/d-nummer"), "{status}");
    let (status, one) = opens("/stotte/scenarier/d-nummer").await;
    assert!(status == 200 && one.contains(Tr::new(Locale::Nb).scenarios_closed()), "{status}");
    assert!(!one.contains("/testid"), "nothing leads to the demo");
    assert_eq!(opens("/stotte/scenarier/d-nummer.toml").await.0, 200);
    assert_eq!(opens("/testid/scenario?fil=d-nummer").await.0, 404);
}
