//! «Make it happen again»: what a citizen saw and did becomes a scenario, of a person who does not exist.

mod person;
mod steps;
mod values;

use actix_web::http::header;
use actix_web::{HttpResponse, web};
use bekreft_domain::SupportCode;

use super::SupportViewer;
use super::flow;
use crate::app::State;
use crate::i18n::{Locale, Tr};
use crate::scenario::{Group, Providers, Scenario, Words};
use crate::store::flow::Step;
use crate::web::WebError;
use crate::web::still::Still;
use steps::Places;
use values::Names;

/// A scenario out of a film.
#[derive(Clone, Debug)]
pub struct Retold {
    /// What it came to.
    pub scenario: Scenario,
    /// Which of its steps stand for each step of the film, by the number of that: so many are to be played to come there.
    pub places: Places,
}

/// A step of the film with what it was made of.
struct Scene {
    step: Step,
    still: Still,
}

/// What happened in the session of a support code; in that of this step, when several had the code, or else in the latest.
/// `None` when nobody had logged in.
pub async fn retell(
    state: &web::Data<State>,
    code: SupportCode,
    at: Option<i64>,
) -> Result<Option<Retold>, WebError> {
    let all = flow::steps(state, code).await?;
    let meant = all.iter().find(|step| Some(step.id) == at).or(all.last()).map(|step| step.flow.clone());
    let mut scenes = Vec::new();
    for step in all.into_iter().filter(|step| Some(&step.flow) == meant.as_ref()) {
        scenes.push(Scene { still: flow::still(&step)?, step });
    }
    // What was before the first page of hers had nothing of hers in it.
    let scenes = scenes.into_iter().skip_while(|scene| scene.still.dialog.is_none()).collect::<Vec<_>>();
    let Some(first) = scenes.first() else { return Ok(None) };
    let mut names = Names::default();
    let person = person::of(first, &mut names);
    let (steps, places) = steps::of(&scenes, &mut names, state)?;
    let words = |text: fn(Tr, &str) -> String| {
        let text = |locale| text(Tr::new(locale), &code.to_string());
        Words { nb: text(Locale::Nb), nn: text(Locale::Nn), en: text(Locale::En) }
    };
    let scenario = Scenario {
        name: format!("kode-{}", code.to_string().replace('-', "").to_lowercase()),
        group: Group::Failures,
        title: words(|tr, code| tr.retell_title(code)),
        description: words(|tr, code| tr.retell_description(code)),
        person,
        session: person::session(first),
        providers: scenes.iter().fold(Providers::default(), person::providers),
        used: person::used(&scenes, first.step.at),
        steps,
    };
    Ok(Some(Retold { scenario, places }))
}

/// `GET /stotte/flyt/{code}/scenario.toml`
pub async fn download(
    state: web::Data<State>,
    _viewer: SupportViewer,
    code: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let code = SupportCode::parse(&code).map_err(|_| WebError::NotFound)?;
    let retold = retell(&state, code, None).await?.ok_or(WebError::NotFound)?;
    let text = retold.scenario.to_toml().map_err(|_| WebError::Unexpected("scenario"))?;
    let name = retold.scenario.name;
    Ok(HttpResponse::Ok()
        .content_type("application/toml; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.toml\"")))
        .body(text))
}
