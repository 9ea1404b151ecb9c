//! The written language of letters from public bodies.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::RegisterLanguage;

use super::choice::{self, Choosing, Ground, Refused};
use super::view::language_name;
use super::{ChoiceForm, done};
use crate::actions::choose;
use crate::app::State;
use crate::web::login::Destination;
use crate::web::still::Scene;
use crate::web::{Citizen, Form, Page, WebError, paths};

/// A language to choose.
struct Offer {
    code: &'static str,
    name: &'static str,
    is_chosen: bool,
}

#[derive(Template)]
#[template(path = "profile_language.html")]
pub struct LanguagePage {
    page: Page,
    token: String,
    offers: Vec<Offer>,
    /// It has just been chosen.
    is_done: bool,
    /// Nothing was chosen.
    is_missing: bool,
}

impl Choosing for LanguagePage {
    const PLACE: Destination = Destination::LetterLanguage;

    fn scene(done: Option<String>, refused: Option<Refused>) -> Scene {
        Scene::Language { done, refused }
    }

    fn new(ground: Ground<'_>) -> Self {
        let chosen = ground.dialog.person.language().map(|(language, _)| language);
        let offers = RegisterLanguage::ALL.iter().map(|language| Offer {
            code: language.as_str(),
            name: language_name(ground.page.tr, *language),
            is_chosen: chosen == Some(*language),
        });
        Self {
            offers: offers.collect(),
            is_done: chosen.is_some_and(|chosen| ground.is_done(chosen.as_str())),
            is_missing: ground.refused.is_some(),
            page: ground.page,
            token: ground.token,
        }
    }
}

/// `GET /profil/sprak`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    choice::show::<LanguagePage>(&request, &state).await
}

/// `POST /profil/sprak`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<ChoiceForm>,
) -> Result<HttpResponse, WebError> {
    if form.fields.choice.is_empty() {
        return choice::refuse::<LanguagePage>(&request, &state, Refused::Missing).await;
    }
    let language = RegisterLanguage::parse(&form.fields.choice).ok_or(WebError::BadRequest)?;
    let hash = form.fields.hash();
    let choice = choice::made_by(&request, &citizen, &hash);
    choose::choose_language(&state.db, &choice, language, state.clock.now())
        .await
        .map_err(|error| WebError::from(error).with_form(&form.sent))?;
    Ok(done(paths::LETTER_LANGUAGE, language.as_str()))
}
