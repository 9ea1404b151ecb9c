//! The catalogue of scenarios, to look up what a citizen does and sees in a situation. In every installation.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::viewer::MaybeViewer;
use super::{Desk, Part};
use crate::app::State;
use crate::i18n::Tr;
use crate::scenario::{self, Group, Scenario, group_words, person_lines, seen_lines, step_words};
use crate::web::login::query_field;
use crate::web::{Page, WebError, html, paths, see_other};

/// A line of the list.
struct Hit {
    name: &'static str,
    title: &'static str,
    description: &'static str,
    group: &'static str,
}

#[derive(Template)]
#[template(path = "support_scenarios.html")]
struct ListPage {
    page: Page,
    desk: Desk,
    /// What is looked for.
    words: String,
    /// Groups to choose: value, words, and whether it is chosen.
    groups: Vec<(&'static str, &'static str, bool)>,
    hits: Vec<Hit>,
}

impl ListPage {
    /// What the language links keep.
    fn query(&self) -> String {
        let group = self.groups.iter().find(|(.., is_chosen)| *is_chosen).map_or("", |(value, ..)| value);
        url::form_urlencoded::Serializer::new(String::new())
            .append_pair("sok", &self.words)
            .append_pair("gruppe", group)
            .finish()
    }
}

/// `GET /stotte/scenarier?sok=…&gruppe=…`
pub async fn list(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
) -> Result<HttpResponse, WebError> {
    let Some(viewer) = viewer else { return Ok(see_other(paths::SUPPORT_LOG_IN)) };
    let desk = Desk::new(&request, &state, &viewer, Part::Scenarios);
    let page = desk.page.clone();
    let tr = page.tr;
    let words = query_field(&request, "sok").unwrap_or_default().chars().take(100).collect::<String>();
    let group = query_field(&request, "gruppe").as_deref().and_then(Group::parse);
    let fits = |it: &&Scenario| group.is_none_or(|group| group == it.group) && says(it, &words, tr);
    let hits = scenario::all().iter().filter(fits).map(|it| Hit {
        name: &it.name,
        title: it.title.of(tr.locale),
        description: it.description.of(tr.locale),
        group: group_words(it.group, tr),
    });
    let groups = Group::ALL.iter().map(|it| (it.as_str(), group_words(*it, tr), group == Some(*it)));
    html(&ListPage { groups: groups.collect(), hits: hits.collect(), page, desk, words })
}

/// Whether every word stands somewhere in it, in the language of the page: what it is about, what is done, and what is read.
fn says(scenario: &Scenario, words: &str, tr: Tr) -> bool {
    if words.trim().is_empty() {
        return true;
    }
    let mut text =
        vec![scenario.title.of(tr.locale).to_owned(), scenario.description.of(tr.locale).to_owned()];
    text.extend(person_lines(scenario, tr));
    for step in &scenario.steps {
        text.push(step_words(&step.action, scenario, tr));
        text.extend(seen_lines(&step.seen, tr));
    }
    let text = text.join("\n").to_lowercase();
    words.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

#[derive(Template)]
#[template(path = "support_scenario.html")]
struct OnePage {
    page: Page,
    desk: Desk,
    name: &'static str,
    title: &'static str,
    description: &'static str,
    group: &'static str,
    person: Vec<String>,
    /// What is done, and what is seen then.
    steps: Vec<(String, Vec<String>)>,
}

/// `GET /stotte/scenarier/{name}`: the page of one; with `.toml` after its name, its file.
pub async fn one(
    request: HttpRequest,
    state: web::Data<State>,
    MaybeViewer(viewer): MaybeViewer,
    name: web::Path<String>,
) -> Result<HttpResponse, WebError> {
    let Some(viewer) = viewer else { return Ok(see_other(paths::SUPPORT_LOG_IN)) };
    if let Some(name) = name.strip_suffix(".toml") {
        return file(name);
    }
    let found = scenario::find(&name).ok_or(WebError::NotFound)?;
    let desk = Desk::new(&request, &state, &viewer, Part::Scenarios);
    let page = desk.page.clone();
    let tr = page.tr;
    let step = |step: &scenario::Step| (step_words(&step.action, found, tr), seen_lines(&step.seen, tr));
    html(&OnePage {
        name: &found.name,
        title: found.title.of(tr.locale),
        description: found.description.of(tr.locale),
        group: group_words(found.group, tr),
        person: person_lines(found, tr),
        steps: found.steps.iter().map(step).collect(),
        page,
        desk,
    })
}

fn file(name: &str) -> Result<HttpResponse, WebError> {
    let text = scenario::source(name).ok_or(WebError::NotFound)?;
    Ok(HttpResponse::Ok()
        .content_type("application/toml; charset=utf-8")
        .insert_header((header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.toml\"")))
        .body(text))
}
