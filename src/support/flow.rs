//! What a citizen saw, by the code that she reads out: step by step, each page made again by the templates that made it.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{SupportCode, SupportCodeError, oslo};
use serde::Deserialize;
use time::OffsetDateTime;

use super::picture::{Seen, Tone};
use super::step::{self, Facts};
use super::{Desk, Part, SupportViewer};
use crate::app::State;
use crate::i18n::{Locale, Tr};
use crate::store::flow::{self, Step};
use crate::web::still::{Shown, Still, as_a_picture, develop, with_pictures};
use crate::web::{Page, WebError, html, paths};

/// What is wrong with a code that was typed.
pub fn code_error(tr: Tr, error: SupportCodeError) -> &'static str {
    match error {
        SupportCodeError::Length => tr.support_code_length(),
        SupportCodeError::Character => tr.support_code_character(),
        SupportCodeError::Check => tr.support_code_check(),
    }
}

/// One step of the film.
pub struct Frame {
    number: usize,
    clock: String,
    /// Where it is shown large.
    path: String,
    /// The page alone, where there was one.
    picture: Option<String>,
    heading: String,
    told: Vec<(Tone, String)>,
    facts: Facts,
}

/// The steps of one session.
struct Film {
    day: String,
    frames: Vec<Frame>,
}

#[derive(Template)]
#[template(path = "support_flow.html")]
struct FlowPage {
    page: Page,
    desk: Desk,
    code: String,
    films: Vec<Film>,
}

/// The address of a flow.
pub fn path_of(code: SupportCode) -> String {
    paths::SUPPORT_FLOW.replace("{code}", &code.to_string())
}

fn parse(code: &str) -> Result<SupportCode, WebError> {
    SupportCode::parse(code).map_err(|_| WebError::NotFound)
}

pub async fn steps(state: &State, code: SupportCode) -> Result<Vec<Step>, WebError> {
    // What has just been seen is seen here, too.
    if let Err(error) = state.write_steps().await {
        tracing::warn!(%error, "the newest steps are not to be seen yet");
    }
    Ok(flow::read(&state.support_db, code, state.clock.now() - flow::KEPT).await?)
}

/// `GET /stotte/flyt/{code}`
pub async fn show(
    request: HttpRequest,
    state: web::Data<State>,
    viewer: SupportViewer,
    code: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let code = parse(&code)?;
    let steps = steps(&state, code).await?;
    let desk = Desk::new(&request, &state, &viewer, Part::Home);
    let mut films = Vec::new();
    for (number, step) in steps.iter().enumerate() {
        let is_next =
            number.checked_sub(1).and_then(|last| steps.get(last)).is_some_and(|last| last.flow == step.flow);
        if !is_next {
            let day = desk.page.tr.date_long(oslo::to_local(step.at).date());
            films.push(Film { day, frames: Vec::new() });
        }
        let Some(film) = films.last_mut() else { continue };
        film.frames.push(frame(&state, &desk.page, code, (film.frames.len() + 1, step))?);
    }
    let mut response = html(&FlowPage { page: desk.page.clone(), desk, code: code.to_string(), films })?;
    with_pictures(&mut response);
    Ok(response)
}

fn frame(
    state: &web::Data<State>,
    page: &Page,
    code: SupportCode,
    (number, step): (usize, &Step),
) -> Result<Frame, WebError> {
    let tr = page.tr;
    let still = still(step)?;
    let html = picture_in(state, (&still, step), tr.locale)?;
    let seen = html.as_deref().map(Seen::on).unwrap_or_default();
    let path = step_path(code, step.id);
    Ok(Frame {
        number,
        clock: clock(tr, step.at),
        picture: html.is_some().then(|| format!("{path}/bilde?sprak={}", step.locale.tag())),
        heading: if html.is_some() { seen.heading } else { step::onward(tr, &still) },
        told: seen.told,
        facts: step::facts(tr, step, &still),
        path,
    })
}

/// To the second: two steps in one minute are told apart.
fn clock(tr: Tr, at: OffsetDateTime) -> String {
    let local = oslo::to_local(at);
    format!("{}:{:02}", tr.clock(local).replace('.', ":"), local.second())
}

fn step_path(code: SupportCode, step: i64) -> String {
    format!("{}/{step}", path_of(code))
}

pub fn still(step: &Step) -> Result<Still, WebError> {
    serde_json::from_value(step.state.clone()).map_err(|_| WebError::Unexpected("a step that cannot be read"))
}

/// The page of a step in a language, where there was one.
pub fn picture_in(
    state: &web::Data<State>,
    (still, step): (&Still, &Step),
    locale: Locale,
) -> Result<Option<String>, WebError> {
    let shown =
        Shown { locale, support_code: step.support_code.clone(), path: step.path.clone(), at: step.at };
    develop(still, &shown, state)
}

/// In which language and how wide a page is shown.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Look {
    #[serde(default)]
    pub sprak: String,
    #[serde(default)]
    pub bredde: String,
}

impl Look {
    /// The language, if one was asked for.
    pub fn locale(&self) -> Option<Locale> {
        Locale::ALL.into_iter().find(|locale| locale.tag() == self.sprak)
    }

    /// On a wide screen.
    pub fn is_wide(&self) -> bool {
        self.bredde == "bred"
    }
}

#[derive(Template)]
#[template(path = "support_step.html")]
struct StepPage {
    page: Page,
    desk: Desk,
    code: String,
    frame: Frame,
    locale: Locale,
    is_wide: bool,
    seen_in: Locale,
    before: Option<String>,
    after: Option<String>,
    /// Where it can be made to happen again, if it can.
    again: Option<String>,
}

/// The step at an address, and the numbers of all steps of its session.
async fn find(
    state: &web::Data<State>,
    (code, id): (String, i64),
) -> Result<(SupportCode, Step, Vec<i64>), WebError> {
    let code = parse(&code)?;
    let all = steps(state, code).await?;
    let step = all.iter().find(|step| step.id == id).cloned().ok_or(WebError::NotFound)?;
    let same = all.iter().filter(|other| other.flow == step.flow).map(|other| other.id);
    let same = same.collect();
    Ok((code, step, same))
}

/// `GET /stotte/flyt/{code}/{step}`
pub async fn show_step(
    request: HttpRequest,
    state: web::Data<State>,
    viewer: SupportViewer,
    place: web::Path<(String, i64)>,
    look: web::Query<Look>,
) -> Result<HttpResponse, WebError> {
    let (code, step, same) = find(&state, place.into_inner()).await?;
    let number = same.iter().position(|other| *other == step.id).unwrap_or(0);
    let neighbour = |place: Option<usize>| Some(step_path(code, *same.get(place?)?));
    let (before, after) = (neighbour(number.checked_sub(1)), neighbour(number.checked_add(1)));
    let desk = Desk::new(&request, &state, &viewer, Part::Home);
    let locale = look.locale().unwrap_or(step.locale);
    let mut frame = frame(&state, &desk.page, code, (number + 1, &step))?;
    frame.picture = frame.picture.map(|_| format!("{}/bilde?sprak={}", frame.path, locale.tag()));
    let mut response = html(&StepPage {
        page: desk.page.clone(),
        desk,
        code: code.to_string(),
        frame,
        locale,
        is_wide: look.is_wide(),
        seen_in: step.locale,
        before,
        after,
        again: state.has_sandbox().then(|| format!("{}?kode={code}&steg={}", paths::TEST_SCENARIO, step.id)),
    })?;
    with_pictures(&mut response);
    Ok(response)
}

/// `GET /stotte/flyt/{code}/{step}/bilde`
pub async fn show_picture(
    request: HttpRequest,
    state: web::Data<State>,
    _viewer: SupportViewer,
    place: web::Path<(String, i64)>,
    look: web::Query<Look>,
) -> Result<HttpResponse, WebError> {
    let (_, step, _) = find(&state, place.into_inner()).await?;
    let locale = look.locale().unwrap_or(step.locale);
    let html = picture_in(&state, (&still(&step)?, &step), locale)?.ok_or(WebError::NotFound)?;
    Ok(as_a_picture(&request, html))
}
