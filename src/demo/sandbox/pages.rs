//! `/testid/scenario`: somebody plays through a scenario in her own browser.

use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::SupportCode;
use serde::Deserialize;

use super::run::{Options, Run, StepReport, let_pass};
use super::view::{Chosen, Here, JUMPS, SandboxPage};
use crate::app::State;
use crate::scenario::{self, Behaviour, Habit, Problem, Providers, Scenario, Span, span_words};
use crate::secrets::Token;
use crate::store::sandbox::{self, Habits, Jump, Sandbox};
use crate::support::retell::retell;
use crate::web::login::query_field;
use crate::web::{Form, Frame, Page, WebError, html_with_status, paths, see_other};

/// Where somebody else proves who citizens are, nobody can be played; and where messages leave the house, a number that is
/// made up might be somebody's.
fn is_open(state: &State) -> Result<(), WebError> {
    if state.has_sandbox() { Ok(()) } else { Err(WebError::NotFound) }
}

/// The sandbox that this browser has open.
async fn sandbox_of(request: &HttpRequest, state: &State) -> Result<Option<Sandbox>, WebError> {
    let Some(key) = state.sandbox_cookie.read(request) else { return Ok(None) };
    Ok(sandbox::find(&state.db, &key.hash()).await?)
}

/// What the page is about.
#[derive(Default)]
struct Shown {
    /// The scenario, and its text when it is not one of the catalogue.
    chosen: Option<(Scenario, Option<String>)>,
    /// After which step to stop; after the last when not given.
    stop: Option<usize>,
    typed: String,
    problem: Option<(&'static str, Vec<String>)>,
}

impl Shown {
    async fn page(self, request: &HttpRequest, state: &web::Data<State>) -> Result<HttpResponse, WebError> {
        let page = Page::public(request, state);
        let here = sandbox_of(request, state).await?;
        let done = done(request, &page);
        let status = if self.problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        // The forms need a cookie to be bound to; a new one opens nothing.
        let known = state.session_cookie.read(request);
        let token = known.clone().unwrap_or_else(|| Token::draw(state.chance));
        let view = SandboxPage {
            csrf: state.key.csrf_token(&token.hash(), state.chance),
            here: here.map(|sandbox| Here::new(page.tr, &sandbox, done)),
            chosen: self.chosen.map(|(scenario, text)| Chosen::new(page.tr, &scenario, text, self.stop)),
            typed: self.typed,
            problem: self.problem,
            page,
        };
        let mut response = html_with_status(&view, status)?;
        if known.is_none() {
            let cookie = state.session_cookie.carry(&token);
            response.add_cookie(&cookie).map_err(|_| WebError::Unexpected("cookie"))?;
        }
        Ok(response)
    }
}

/// What has just been done in the sandbox, in words.
fn done(request: &HttpRequest, page: &Page) -> Option<String> {
    if request.query_string().contains("oppforsel") {
        return Some(page.tr.sandbox_behaves().to_owned());
    }
    let span = offered(&query_field(request, "tid")?)?;
    Some(page.tr.sandbox_jumped(span_words(span, page.tr)))
}

fn offered(text: &str) -> Option<Span> {
    JUMPS.into_iter().find(|span| span.to_string() == text)
}

/// `GET /testid/scenario?fil=…`, `?kode=…`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    is_open(&state)?;
    let tr = Page::public(&request, &state).tr;
    let mut shown = Shown::default();
    if let Some(name) = query_field(&request, "fil") {
        let found = scenario::find(&name).ok_or(WebError::NotFound)?;
        shown.chosen = Some((found.clone(), None));
    } else if let Some(code) = query_field(&request, "kode") {
        match of_code(&request, &state, &code).await? {
            Some((made, place)) => {
                let text = made.to_toml().map_err(|_| WebError::Unexpected("scenario"))?;
                shown.chosen = Some((made, Some(text)));
                shown.stop = place;
            }
            None => shown.problem = Some((tr.sandbox_problem(), vec![tr.sandbox_no_code().to_owned()])),
        }
    }
    shown.page(&request, &state).await
}

/// What a citizen met, as a scenario, and how many of its steps lead to the step of hers that is asked for.
async fn of_code(
    request: &HttpRequest,
    state: &web::Data<State>,
    code: &str,
) -> Result<Option<(Scenario, Option<usize>)>, WebError> {
    let Ok(code) = SupportCode::parse(code) else { return Ok(None) };
    let step = query_field(request, "steg").and_then(|step| step.parse().ok());
    let Some(retold) = retell(state, code, step).await? else { return Ok(None) };
    let place = retold.places.iter().find(|(id, _)| Some(*id) == step).map(|(_, place)| *place);
    Ok(Some((retold.scenario, place)))
}

/// What is to be played, and how far.
#[derive(Debug, Deserialize)]
#[serde(default)]
#[derive(Default)]
pub struct PlayForm {
    name: String,
    text: String,
    action: String,
    stop: usize,
    jump: String,
    sms: String,
    email: String,
    digipost: String,
    eboks: String,
}

impl PlayForm {
    /// The scenario, and its text when it is not one of the catalogue.
    fn scenario(&self) -> Result<(Scenario, Option<String>), Vec<Problem>> {
        if self.text.trim().is_empty()
            && let Some(found) = scenario::find(&self.name)
        {
            return Ok((found.clone(), None));
        }
        let is_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        let name =
            Some(&self.name).filter(|name| !name.is_empty() && name.len() < 100 && name.chars().all(is_name));
        let text = self.text.replace("\r\n", "\n");
        let scenario = scenario::parse(name.map_or("eget", String::as_str), &text)?;
        Ok((scenario, Some(text)))
    }

    /// What providers do otherwise than the scenario says.
    fn providers(&self) -> Providers {
        Providers {
            sms: Habit::parse(&self.sms),
            email: Habit::parse(&self.email),
            digipost: Behaviour::parse(&self.digipost),
            eboks: Behaviour::parse(&self.eboks),
        }
    }
}

/// `POST /testid/scenario`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    form: Form<PlayForm>,
) -> Result<HttpResponse, WebError> {
    is_open(&state)?;
    let tr = Page::public(&request, &state).tr;
    let (scenario, text) = match form.fields.scenario() {
        Ok(found) => found,
        Err(problems) => {
            let lines = problems.iter().map(ToString::to_string).collect();
            let problem = Some((tr.sandbox_problem(), lines));
            let shown = Shown { typed: form.fields.text, problem, ..Shown::default() };
            return shown.page(&request, &state).await;
        }
    };
    if form.fields.action == "read" {
        return Shown { chosen: Some((scenario, text)), ..Shown::default() }.page(&request, &state).await;
    }
    let frame = Frame::of(&request);
    let says_itself = scenario.session.language.is_some();
    let locale = Some(frame.locale).filter(|_| frame.has_chosen && !says_itself);
    let options = Options { locale, providers: form.fields.providers(), ..Options::default() };
    let begun = Run::begin(&state, &scenario, options).await;
    let mut run = begun.map_err(|_| WebError::Unexpected("no person of a scenario"))?;
    let reports = run.go(form.fields.stop, frame.locale).await;
    if let Some(jump) = offered(&form.fields.jump) {
        let now = state.clock.now();
        let jump = Jump { by: now - jump.before(now), sessions: false };
        let_pass(&state, &run.player.identifier, jump).await?;
    }
    let failed = reports.iter().find(|step| !step.wrong.is_empty());
    let mut response = match failed {
        Some(StepReport { number, wrong, .. }) => {
            let why = tr.sandbox_failed_text(*number, wrong.join(" · "));
            let problem = Some((tr.sandbox_failed(), vec![why]));
            Shown { chosen: Some((scenario.clone(), text)), problem, ..Shown::default() }
                .page(&request, &state)
                .await?
        }
        None => see_other(&address(&run)),
    };
    hand_over(&mut response, &run, &state)?;
    Ok(response)
}

/// Where she is. What only answers forms has a page beside it that shows the same.
fn address(run: &Run<'_>) -> String {
    let Some(page) = &run.browser.page else { return paths::TEST_SCENARIO.to_owned() };
    let path = match page.path.as_str() {
        paths::CODE_SMS_SEND => paths::CODE_SMS,
        paths::CODE_EMAIL_SEND => paths::CODE_EMAIL,
        paths::SHARING | paths::EXTEND => paths::PROFILE,
        other => other,
    };
    match &page.query {
        Some(query) if !page.is_answer => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// Gives the browser the very session she has, and the way back to the sandbox.
fn hand_over(response: &mut HttpResponse, run: &Run<'_>, state: &State) -> Result<(), WebError> {
    let failed = |_| WebError::Unexpected("cookie");
    response.add_cookie(&state.sandbox_cookie.carry(&run.player.key)).map_err(failed)?;
    let session = state.session_cookie.name();
    // Nobody has anything open of hers: whoever was logged in here before is not any more.
    if run.browser.page.is_some() && !run.browser.cookies().contains_key(session) {
        response.add_cookie(&state.session_cookie.remove()).map_err(failed)?;
    }
    for (name, value) in run.browser.cookies() {
        let cookie = Cookie::build(name.clone(), value.clone()).path("/").http_only(true);
        let cookie = cookie.secure(state.https).same_site(SameSite::Lax).finish();
        response.add_cookie(&cookie).map_err(failed)?;
    }
    Ok(())
}

/// How far to jump.
#[derive(Debug, Deserialize)]
pub struct JumpForm {
    span: String,
}

/// `POST /testid/scenario/tid`
pub async fn jump(
    request: HttpRequest,
    state: web::Data<State>,
    form: Form<JumpForm>,
) -> Result<HttpResponse, WebError> {
    is_open(&state)?;
    let sandbox = sandbox_of(&request, &state).await?.ok_or(WebError::NotFound)?;
    let span = offered(&form.fields.span).ok_or(WebError::BadRequest)?;
    let now = state.clock.now();
    let jump = Jump { by: now - span.before(now), sessions: false };
    let_pass(&state, &sandbox.identifier, jump).await?;
    Ok(see_other(&format!("{}?tid={span}", paths::TEST_SCENARIO)))
}

/// How providers behave from now on.
#[derive(Debug, Deserialize)]
pub struct ProvidersForm {
    sms: Habit,
    email: Habit,
    digipost: Behaviour,
    eboks: Behaviour,
}

/// `POST /testid/scenario/leverandorer`
pub async fn behave(
    request: HttpRequest,
    state: web::Data<State>,
    form: Form<ProvidersForm>,
) -> Result<HttpResponse, WebError> {
    is_open(&state)?;
    let sandbox = sandbox_of(&request, &state).await?.ok_or(WebError::NotFound)?;
    let ProvidersForm { sms, email, digipost, eboks } = form.fields;
    let habits = Habits {
        sms: sms.as_str().to_owned(),
        email: email.as_str().to_owned(),
        digipost: digipost.as_str().to_owned(),
        eboks: eboks.as_str().to_owned(),
    };
    let mut tx = state.db.begin().await?;
    sandbox::behave(&mut tx, &sandbox.identifier, &habits).await?;
    tx.commit().await?;
    Ok(see_other(&format!("{}?oppforsel", paths::TEST_SCENARIO)))
}
