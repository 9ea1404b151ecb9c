//! Help pages: public, without a session, and without the database.

mod articles;

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use super::{Page, WebError, html, paths};
use crate::app::State;
use crate::i18n::Tr;
use articles::Article;

#[derive(Template)]
#[template(path = "help.html")]
struct IndexPage {
    page: Page,
    links: Vec<Link>,
}

/// A help page, on the page of all of them.
struct Link {
    path: &'static str,
    title: &'static str,
    about: &'static str,
}

/// `GET /hjelp`
pub async fn index(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    let page = Page::public(&request, &state);
    let links = ARTICLES.iter().map(|(path, write)| Link::to(path, &write(page.tr))).collect();
    html(&IndexPage { page, links })
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
