//! The written language of letters from public bodies.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Person, RegisterLanguage};

use super::view::language_name;
use super::{ChoiceForm, done, is_done, support_code};
use crate::actions::choose::{self, Choice};
use crate::app::State;
use crate::secrets::Token;
use crate::web::login::{self, Destination, Wish};
use crate::web::signed_in::open_dialog;
use crate::web::{Citizen, Form, Page, Visitor, WebError, html_with_status, paths};

/// A language to choose.
struct Offer {
    code: &'static str,
    name: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "profile_language.html")]
struct LanguagePage {
    page: Page,
    token: String,
    offers: Vec<Offer>,
    /// It has just been chosen.
    is_done: bool,
    /// Nothing was chosen.
    is_missing: bool,
}

/// `GET /profil/sprak`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    match open_dialog(&request, &state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => {
            page(&request, &state, (&citizen, &dialog.person), false)
        }
        (visitor, _) => login::start(&request, &state, &visitor, Wish::to(Destination::LetterLanguage)).await,
    }
}

fn page(
    request: &HttpRequest,
    state: &web::Data<State>,
    (citizen, person): (&Citizen, &Person),
    is_missing: bool,
) -> Result<HttpResponse, WebError> {
    let page = Page::personal(request, state, citizen);
    let chosen = person.language().map(|(language, _)| language);
    let offers = RegisterLanguage::ALL.iter().map(|language| Offer {
        code: language.as_str(),
        name: language_name(page.tr, *language),
        is_chosen: chosen == Some(*language),
    });
    let offers = offers.collect();
    let token = Token::draw(state.chance).expose().to_owned();
    let status = if is_missing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let is_done = !is_missing && chosen.is_some_and(|chosen| is_done(request, chosen.as_str()));
    html_with_status(&LanguagePage { page, token, offers, is_done, is_missing }, status)
}

/// `POST /profil/sprak`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<ChoiceForm>,
) -> Result<HttpResponse, WebError> {
    if form.fields.choice.is_empty() {
        return match open_dialog(&request, &state).await? {
            (Visitor::Citizen(citizen), Some(dialog)) => {
                page(&request, &state, (&citizen, &dialog.person), true)
            }
            _ => Err(WebError::NotSignedIn { kept: false }),
        };
    }
    let language = RegisterLanguage::parse(&form.fields.choice).ok_or(WebError::BadRequest)?;
    let choice = Choice {
        identifier: citizen.identifier(),
        form: &form.fields.hash(),
        support_code: support_code(&request),
    };
    choose::choose_language(&state.db, &choice, language, state.clock.now())
        .await
        .map_err(|error| WebError::from(error).with_form(&form.sent))?;
    Ok(done(paths::LETTER_LANGUAGE, language.as_str()))
}
