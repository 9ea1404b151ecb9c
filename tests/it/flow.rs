//! Support sees what a citizen saw, by the code that she reads out.

use bekreft::i18n::{Locale, Tr};
use scraper::{Html, Selector};
use time::Duration;
use world::proxy::Mood;
use world::{Citizen, World};

/// The words of a page's main part.
fn main_text(html: &str) -> String {
    let page = Html::parse_document(html);
    let main = page.select(&Selector::parse("main").expect("a selector")).next().expect("a main part");
    main.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

async fn support(world: &World) -> Citizen {
    let support = world.stranger();
    support.logs_in_as_support().await;
    support
}

/// The addresses of the pictures of a flow, in their order.
async fn pictures(support: &Citizen, code: &str) -> Vec<String> {
    let page = support.opens(&format!("/stotte/flyt/{code}")).await;
    assert_eq!(page.status, 200);
    let html = Html::parse_document(&page.body);
    let frames = Selector::parse(".film iframe").expect("a selector");
    html.select(&frames).filter_map(|frame| frame.attr("src")).map(str::to_owned).collect()
}

#[tokio::test]
async fn support_sees_the_very_page_a_citizen_saw_with_her_number_hidden() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/?lang=nn").await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("action", "send-sms");
    assert_eq!(citizen.sends(&form).await.location.as_deref(), Some("/bekreft/kode/sms"));
    let form = citizen.opens("/bekreft/kode/sms").await.form("form#verify");
    let mut last = citizen.sends(&form.clone().with("code", "12 34 5")).await;
    for _ in 0..5 {
        last = citizen.sends(&form.clone().with("code", "000000")).await;
    }
    let nn = Tr::new(Locale::Nn);
    assert!(last.shows(nn.code_used_up()));
    let support = support(&world).await;
    let code = last.support_code();
    let answer = support.opens(&format!("/stotte?kode={}", code.to_lowercase().replace('-', "%20"))).await;
    assert_eq!(answer.location, Some(format!("/stotte/flyt/{code}")));
    let all = pictures(&support, &code).await;
    let picture = support.looks_at(all.last().expect("a picture")).await;
    let shown = format!("+47 {}", person.national_mobile());
    let end = &person.mobile[person.mobile.len() - 2..];
    assert!(last.shows(&shown), "the citizen sees her own number");
    let masked = main_text(&last.body).replace(&shown, &format!("+47 ****** {end}"));
    assert_eq!(main_text(&picture), masked);
    assert!(picture.contains(&code) && picture.contains("lang=\"nn\""));
    let path = all.last().expect("a picture").replace("sprak=nn", "sprak=en");
    let english = support.looks_at(&path).await;
    assert!(main_text(&english).contains(Tr::new(Locale::En).code_used_up()));
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        let page = support.opens(&format!("/stotte/flyt/{code}?lang={}", locale.tag())).await;
        assert_eq!(page.heading(), tr.support_flow_title(code.as_str()));
        assert!(page.shows(tr.code_used_up()) && page.shows(tr.support_fact_tries()));
        let step = page.links(".film h3 a").pop().expect("a step");
        let page = support.opens(&step).await;
        assert!(
            page.heading().ends_with(tr.code_title_mobile())
                && page.shows(&tr.support_look_other("Nynorsk")[..3])
        );
        assert!(page.shows(tr.support_step_before()) && !page.shows(tr.support_step_after()));
    }
}

#[tokio::test]
async fn nothing_that_a_citizen_has_or_types_is_kept() {
    let world = World::start().await;
    let person = world.person().mailbox("digipost", "kanari.fugl#9ydt").registered().await;
    let citizen = world.citizen(&person).await;
    citizen.confirms(&[("mobile", "2222 5566"), ("email", "kari.kanari(at)example.no")]).await;
    citizen.confirms(&[("mobile", "912 77 888"), ("email", "kari.kanari@gmial.com")]).await;
    let page = citizen.opens("/bekreft").await;
    assert!(page.shows("kari.kanari@gmail.com"), "the page asks about a slip");
    citizen.sends(&page.form("form#confirm").with("action", "send-sms")).await;
    let form = citizen.opens("/bekreft/kode/sms").await.form("form#verify");
    citizen.sends(&form.with("code", "135791")).await;
    for path in ["/profil", "/profil/utskrift", "/profil/postkasse", "/bekreft/kvittering", "/profil/slett"] {
        assert_eq!(citizen.opens(path).await.status, 200, "{path}");
    }
    world.state.flow.flush(&world.db).await.expect("written");
    let kept: Vec<(String, String)> = sqlx::query_as("select state::text, path from flow_step")
        .fetch_all(&world.pool)
        .await
        .expect("steps");
    assert!(kept.len() >= 10, "{}", kept.len());
    let national = person.national_mobile().replace(' ', "");
    let typed = ["22225566", "91277888", "kari.kanari", "135791", "kanari.fugl", "kanari"];
    let own = [person.identifier.as_str(), national.as_str(), person.email.as_str()];
    for (state, path) in kept {
        let plain = state.replace(' ', "").to_lowercase();
        for value in typed.iter().chain(&own) {
            assert!(!plain.contains(value), "{value} is kept of {path}: {state}");
        }
    }
    let support = support(&world).await;
    let shown = support.opens(&format!("/stotte/flyt/{}", page.support_code())).await;
    assert!(shown.shows("k***@g***.com") && !shown.body.contains("kari.kanari"));
}

#[tokio::test]
async fn a_picture_of_what_was_typed_says_what_was_wrong_with_it() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let nb = Tr::new(Locale::Nb);
    let wrong = [
        ("98 76", "kari", nb.confirm_mobile_too_short(), nb.confirm_email_missing_at()),
        (
            "22 22 55 55",
            "kari@x@example.no",
            nb.confirm_mobile_norwegian_not_mobile(),
            nb.confirm_email_several_at(),
        ),
        ("+999 123", "kari o@example.no", nb.confirm_mobile_unknown_country_code(), nb.confirm_email_space()),
        ("hei", "kari@example", nb.confirm_mobile_not_a_number(), nb.confirm_email_domain()),
    ];
    let mut code = String::new();
    for (mobile, email, ..) in wrong {
        let page = citizen.confirms(&[("mobile", mobile), ("email", email)]).await;
        assert_eq!(page.status, 422);
        code = page.support_code();
    }
    let support = support(&world).await;
    let all = pictures(&support, &code).await;
    let mut seen = Vec::new();
    for path in &all {
        seen.push(main_text(&support.looks_at(path).await));
    }
    for (mobile, email, number_error, address_error) in wrong {
        let found = seen.iter().find(|text| text.contains(number_error) && text.contains(address_error));
        assert!(found.is_some(), "{mobile} {email}");
    }
}

#[tokio::test]
async fn a_code_that_was_misread_is_explained_and_one_without_steps_is_no_error() {
    let world = World::start().await;
    let support = support(&world).await;
    for locale in Locale::ALL {
        let tr = Tr::new(locale);
        support.opens(&format!("/stotte?lang={}", locale.tag())).await;
        for (typed, text) in [
            ("7K3M", tr.support_code_length()),
            ("7K3M9QXU", tr.support_code_character()),
            ("00000001", tr.support_code_check()),
        ] {
            let page = support.opens(&format!("/stotte?kode={typed}")).await;
            assert!(page.shows(text), "{typed}");
            assert_eq!(page.value("kode"), typed);
        }
        let page = support.opens("/stotte/flyt/0000-0000").await;
        assert_eq!((page.status, page.shows(tr.support_flow_none())), (200, true));
    }
    assert_eq!(support.opens("/stotte/flyt/0000-0001").await.status, 404);
    assert_eq!(support.opens("/stotte/flyt/0000-0000/1").await.status, 404);
    let stranger = world.stranger();
    for path in ["/stotte/flyt/0000-0000", "/stotte/flyt/0000-0000/1", "/stotte/flyt/0000-0000/1/bilde"] {
        assert_eq!(stranger.opens(path).await.status, 401, "{path}");
    }
}

#[tokio::test]
async fn an_error_page_is_found_by_the_code_it_bears() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let form = citizen.opens("/bekreft").await.form("form#confirm").with("action", "explode");
    let page = citizen.sends(&form).await;
    assert_eq!(page.status, 400);
    let support = support(&world).await;
    let all = pictures(&support, &page.support_code()).await;
    let picture = support.looks_at(all.last().expect("a picture")).await;
    assert_eq!(main_text(&picture), main_text(&page.body));
}

#[tokio::test]
async fn visitors_without_a_session_leave_no_steps() {
    let world = World::start().await;
    let stranger = world.stranger();
    for path in ["/", "/hjelp", "/finnes-ikke", "/profil/slett"] {
        world.stranger().opens(path).await;
    }
    stranger.opens("/hjelp/duplikat").await;
    world.state.flow.flush(&world.db).await.expect("written");
    assert_eq!(world.count("select count(*) from flow_step").await, 0);
}

#[tokio::test]
async fn steps_are_kept_for_ninety_days() {
    let world = World::start().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let code = citizen.opens("/bekreft").await.support_code();
    world.state.flow.flush(&world.db).await.expect("written");
    world.advance(Duration::days(89));
    let viewer = support(&world).await;
    assert_eq!(pictures(&viewer, &code).await.len(), 1);
    bekreft::actions::purge::purge(&world.db, world.now()).await.expect("purged");
    assert_eq!(world.count("select count(*) from flow_step").await, 1);
    world.advance(Duration::days(2));
    let viewer = support(&world).await;
    assert_eq!(pictures(&viewer, &code).await.len(), 0);
    bekreft::actions::purge::purge(&world.db, world.now()).await.expect("purged");
    assert_eq!(world.count("select count(*) from flow_step").await, 0);
}

#[tokio::test]
async fn steps_wait_while_the_database_is_away_and_are_not_lost() {
    let (world, proxy) = World::with_proxy().await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    let page = citizen.opens("/bekreft").await;
    proxy.becomes(Mood::Gone);
    assert!(world.state.flow.flush(&world.db).await.is_err());
    assert_eq!(citizen.opens("/bekreft").await.status, 503);
    proxy.becomes(Mood::Well);
    world.state.flow.flush(&world.db).await.expect("written");
    let support = support(&world).await;
    let all = pictures(&support, &page.support_code()).await;
    assert_eq!(all.len(), 2, "the page and the one that said that the database was away");
    let last = support.looks_at(all.last().expect("a picture")).await;
    assert!(main_text(&last).contains(Tr::new(Locale::Nb).error_unavailable_title()));
}
