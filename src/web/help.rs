//! Help pages: public, without a session, and without the database.

mod articles;
mod search;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use super::page::text;
use super::{Page, WebError, html, paths};
use crate::app::State;
use crate::i18n::Tr;
use articles::Article;
use search::Hit;

#[derive(Template)]
#[template(path = "help.html")]
struct IndexPage {
    page: Page,
    links: Vec<Link>,
    /// What was searched for and what was found, on the page of results.
    search: Option<Search>,
}

struct Search {
    typed: String,
    hits: Vec<Hit>,
}

impl IndexPage {
    fn new(page: Page, search: Option<Search>) -> Self {
        let links = all(page.tr).iter().map(|(path, article)| Link::to(path, article)).collect();
        Self { page, links, search }
    }

    /// Where nothing was found, she finds her way from here.
    fn lists_all(&self) -> bool {
        self.search.as_ref().is_none_or(|search| search.hits.is_empty())
    }

    fn typed(&self) -> &str {
        self.search.as_ref().map_or("", |search| search.typed.as_str())
    }
}

/// A help page, on the page of all of them.
struct Link {
    path: &'static str,
    title: &'static str,
    about: &'static str,
}

/// `GET /hjelp`
pub async fn index(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&IndexPage::new(Page::public(&request, &state), None))
}

/// What she looks for.
#[derive(Deserialize)]
pub struct SearchForm {
    #[serde(default)]
    q: String,
}

/// `POST /hjelp`: what she types stands in no address and no log. It needs no session and changes nothing, so a form from
/// elsewhere could do no more than show her a page of ours.
pub async fn search(
    request: HttpRequest,
    state: web::Data<State>,
    form: Result<web::Form<SearchForm>, actix_web::Error>,
) -> Result<HttpResponse, WebError> {
    let form = form.map_err(|_| WebError::BadRequest)?;
    let page = Page::public(&request, &state);
    let typed = search::typed(&form.q);
    let hits = search::find(&all(page.tr), &typed);
    let search = (!typed.is_empty()).then_some(Search { typed, hits });
    html(&IndexPage::new(page, search))
}

/// Every help page in a language, with its address.
fn all(tr: Tr) -> Vec<(&'static str, Article)> {
    ARTICLES.iter().map(|(path, write)| (*path, write(tr))).collect()
}

impl Link {
    fn to(path: &'static str, article: &Article) -> Self {
        Self { path, title: article.title, about: article.lead }
    }
}

/// What writes a page in a language.
type Write = fn(Tr) -> Article;

/// In the order of the page of all of them.
const ARTICLES: &[(&str, Write)] = &[
    (paths::HELP_REGISTER, articles::register),
    (paths::HELP_DUPLICATE, articles::duplicate),
    (paths::HELP_CODE, articles::code),
    (paths::HELP_RESERVATION, articles::reservation),
    (paths::HELP_MAILBOX, articles::mailbox),
    (paths::HELP_PRIVACY, articles::privacy),
    (paths::HELP_ACCESSIBILITY, articles::accessibility),
];

#[derive(Template)]
#[template(path = "help_article.html")]
struct ArticlePage {
    page: Page,
    article: Article,
}

/// The page at an address, in a frame of somebody else's.
pub fn develop(page: Page, path: &str) -> Option<Result<String, WebError>> {
    if path == paths::HELP {
        return Some(text(&IndexPage::new(page, None)));
    }
    if path == paths::HELP_DUPLICATE {
        return Some(text(&DuplicatePage { page }));
    }
    let (_, write) = ARTICLES.iter().find(|(known, _)| *known == path)?;
    let article = write(page.tr);
    Some(text(&ArticlePage { page, article }))
}

fn article(request: &HttpRequest, state: &web::Data<State>, write: Write) -> Result<HttpResponse, WebError> {
    let page = Page::public(request, state);
    let article = write(page.tr);
    html(&ArticlePage { page, article })
}

/// `GET /hjelp/kontaktregisteret`
pub async fn register(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    article(&request, &state, articles::register)
}

/// `GET /hjelp/verifikasjon`
pub async fn code(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    article(&request, &state, articles::code)
}

/// `GET /hjelp/reservasjon`
pub async fn reservation(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    article(&request, &state, articles::reservation)
}

/// `GET /hjelp/postkasse`
pub async fn mailbox(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    article(&request, &state, articles::mailbox)
}

/// `GET /hjelp/tilgjengelighet`
pub async fn accessibility(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    article(&request, &state, articles::accessibility)
}

/// `GET /hjelp/personvern`
pub async fn privacy(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    article(&request, &state, articles::privacy)
}

#[derive(Template)]
#[template(path = "help_duplicate.html")]
struct DuplicatePage {
    page: Page,
}

/// `GET /hjelp/duplikat`
pub async fn duplicate(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    html(&DuplicatePage { page: Page::public(&request, &state) })
}
