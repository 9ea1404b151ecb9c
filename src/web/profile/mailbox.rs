//! Choosing a digital mailbox, changing it and giving it up.

use std::time::Duration;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::{Level, MailboxObstacle, MailboxProvider, oslo};
use time::OffsetDateTime;

use super::{ChoiceForm, done, support_code};
use crate::actions::mailbox::{
    Choice, Desk, Order, Outcome, Progress, choose_mailbox, fulfil, remove_mailbox,
};
use crate::app::State;
use crate::i18n::Tr;
use crate::secrets::Token;
use crate::store::dialog::Dialog;
use crate::store::errand::Claimed;
use crate::web::login::{self, Destination, Wish};
use crate::web::mailbox::{Offer, bad_news, offers};
use crate::web::page::text;
use crate::web::signed_in::open_dialog;
use crate::web::still::{self, Scene, Shot};
use crate::web::{Citizen, Form, Frame, Page, Visitor, WebError, html_with_status, paths};

/// «No mailbox», as an answer.
const NONE: &str = "none";

/// What has just been done, or is under way.
enum News {
    /// She has this mailbox now.
    Has(MailboxProvider),
    /// She has none now.
    None,
    /// The provider has not answered.
    Waits(String),
    /// It was not to be had.
    Refused(String),
}

#[expect(clippy::struct_excessive_bools, reason = "each is a thing of its own that the page shows or not")]
#[derive(Template)]
#[template(path = "profile_mailbox.html")]
struct MailboxPage {
    page: Page,
    token: String,
    news: Option<News>,
    /// How it stands, in a sentence.
    has: Option<String>,
    address: Option<String>,
    /// Why she cannot choose.
    hindrance: Option<String>,
    obstacle: Option<MailboxObstacle>,
    needs_level: bool,
    /// She can give up what she has, though she cannot choose another.
    may_only_give_up: bool,
    offers: Vec<Offer>,
    has_none: bool,
    /// Nothing was chosen.
    is_missing: bool,
}

impl MailboxPage {
    fn is_reserved(&self) -> bool {
        self.obstacle == Some(MailboxObstacle::Reserved)
    }

    fn is_unregistered(&self) -> bool {
        self.obstacle == Some(MailboxObstacle::NotRegistered)
    }

    /// Whether there is something to choose.
    fn can_choose(&self) -> bool {
        !self.needs_level && (self.hindrance.is_none() || self.may_only_give_up)
    }
}

/// `GET /profil/postkasse`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    match open_dialog(&request, &state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => page(&request, &state, (&citizen, &dialog), false),
        (visitor, _) => login::start(&request, &state, &visitor, Wish::to(Destination::Mailbox)).await,
    }
}

fn page(
    request: &HttpRequest,
    state: &web::Data<State>,
    (citizen, dialog): (&Citizen, &Dialog),
    is_missing: bool,
) -> Result<HttpResponse, WebError> {
    let page = Page::personal(request, state, citizen);
    let done = login::query_field(request, "lagret");
    let shot = Shot::of(citizen, dialog, None);
    still::note(request, state, shot, |_| Scene::Mailbox { done: done.clone(), is_missing });
    let token = Token::draw(state.chance).expose().to_owned();
    let told = Told { done: done.as_deref(), is_missing };
    let view = MailboxPage::new(page, (dialog, citizen.level()), told, token, state.clock.now());
    let status = if is_missing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    html_with_status(&view, status)
}

/// The page as it was then.
pub fn develop(
    page: Page,
    (dialog, level): (&Dialog, Level),
    (done, is_missing): (Option<&str>, bool),
    now: OffsetDateTime,
) -> Result<String, WebError> {
    text(&MailboxPage::new(page, (dialog, level), Told { done, is_missing }, String::new(), now))
}

/// Why the page is shown.
#[derive(Clone, Copy)]
struct Told<'a> {
    /// What she has just chosen, as the address of the page says.
    done: Option<&'a str>,
    /// Nothing was chosen.
    is_missing: bool,
}

impl MailboxPage {
    fn new(
        page: Page,
        (dialog, level): (&Dialog, Level),
        told: Told<'_>,
        token: String,
        now: OffsetDateTime,
    ) -> Self {
        let (tr, state) = (page.tr, page.state.clone());
        let mailbox = dialog.person.mailbox();
        let is_reserved = dialog.person.reservation().is_reserved();
        let obstacle = obstacle(dialog, &state, now);
        let hindrance = hindrance(tr, &state, obstacle);
        let waits = dialog.wish.filter(|wish| wish.end.is_none()).map(|wish| wish.provider);
        let chosen = waits.or(mailbox.map(|mailbox| mailbox.provider));
        let may_only_give_up = hindrance.is_some() && chosen.is_some();
        let all = offers(tr, &state, chosen);
        Self {
            token,
            news: if told.is_missing { None } else { news(told.done, tr, dialog, now) },
            has: mailbox.filter(|_| !is_reserved).map(|mailbox| {
                let chosen = tr.date_long(oslo::to_local(mailbox.updated_at).date());
                let is_used = dialog.person.has_fresh_contact(now);
                let provider = mailbox.provider.name();
                if is_used {
                    tr.mailbox_has(chosen, provider)
                } else {
                    tr.mailbox_has_not_used(chosen, provider)
                }
            }),
            address: mailbox.map(|mailbox| tr.mailbox_address(mailbox.address.expose())),
            hindrance: match mailbox.filter(|_| is_reserved) {
                Some(mailbox) => Some(tr.mailbox_has_reserved(mailbox.provider.name())),
                None => hindrance,
            },
            obstacle,
            needs_level: level < Level::High && (obstacle.is_none() || may_only_give_up),
            offers: all.into_iter().filter(|offer| !may_only_give_up || offer.is_chosen).collect(),
            has_none: chosen.is_none(),
            may_only_give_up,
            is_missing: told.is_missing,
            page,
        }
    }
}

/// What stands in the way of choosing. Somebody without number and address cannot be told that mail has come.
fn obstacle(dialog: &Dialog, state: &State, now: OffsetDateTime) -> Option<MailboxObstacle> {
    let person = &dialog.person;
    let has_contact = person.mobile().is_some() || person.email().is_some();
    let obstacle = person.mailbox_obstacle(state.mailbox_min_age, now);
    obstacle.or_else(|| (!has_contact).then_some(MailboxObstacle::NotRegistered))
}

fn hindrance(tr: Tr, state: &State, obstacle: Option<MailboxObstacle>) -> Option<String> {
    match obstacle {
        Some(MailboxObstacle::NotRegistered) => Some(tr.mailbox_not_registered().to_owned()),
        Some(MailboxObstacle::Reserved) => Some(tr.mailbox_reserved().to_owned()),
        Some(MailboxObstacle::TooYoung) => Some(tr.mailbox_too_young(state.mailbox_min_age.to_string())),
        None if state.mailboxes.offered().is_empty() => Some(tr.mailbox_not_offered().to_owned()),
        None => None,
    }
}

fn news(done: Option<&str>, tr: Tr, dialog: &Dialog, now: OffsetDateTime) -> Option<News> {
    if let Some(wish) = dialog.wish.filter(|wish| wish.end.is_none()) {
        return Some(News::Waits(tr.mailbox_waiting(wish.provider.name())));
    }
    match dialog.person.mailbox() {
        Some(mailbox) if done == Some(mailbox.provider.as_str()) => Some(News::Has(mailbox.provider)),
        None if done == Some(NONE) => Some(News::None),
        _ => bad_news(tr, dialog, now).map(News::Refused),
    }
}

/// `POST /profil/postkasse`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    citizen: Citizen,
    form: Form<ChoiceForm>,
) -> Result<HttpResponse, WebError> {
    if citizen.level() < Level::High {
        let wish = Wish { level: Level::High, ..Wish::to(Destination::Mailbox) };
        return login::start(&request, &state, &Visitor::Citizen(citizen), wish).await;
    }
    let frame = Frame::of(&request);
    let choice = Choice {
        order: Order {
            identifier: citizen.identifier(),
            locale: frame.locale,
            support_code: support_code(&request),
        },
        form: &form.fields.hash(),
        min_age: state.mailbox_min_age,
    };
    let answer = match form.fields.choice.as_str() {
        "" => return again(&request, &state).await,
        NONE => remove_mailbox(&state.db, &choice, state.chance, state.clock.now())
            .await
            .map(|()| Outcome::Unchanged),
        name => {
            let provider = MailboxProvider::parse(name).ok_or(WebError::BadRequest)?;
            choose_mailbox(&state.db, &choice, provider, state.chance, state.clock.now()).await
        }
    };
    if let Outcome::Ordered(errand) = answer.map_err(|error| WebError::from(error).with_form(&form.sent))? {
        fulfil_at_page(&state, &errand).await?;
    }
    // What came of it stands in the register, and the page says that.
    Ok(done(paths::MAILBOX, &form.fields.choice))
}

async fn again(request: &HttpRequest, state: &web::Data<State>) -> Result<HttpResponse, WebError> {
    match open_dialog(request, state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => page(request, state, (&citizen, &dialog), true),
        _ => Err(WebError::NotSignedIn { kept: false }),
    }
}

/// A provider that answers at once saves her a message; nobody waits longer than this for one that does not.
const PATIENCE: Duration = Duration::from_millis(2500);

/// Asks the provider while she waits, and says whether she has the mailbox now. What went wrong is no error of the page's: the
/// wish is kept, and the worker goes on.
pub async fn fulfil_at_page(state: &State, errand: &Claimed) -> Result<bool, WebError> {
    let desk = Desk {
        db: &state.db,
        clients: &state.mailboxes,
        clock: &state.clock,
        chance: state.chance,
        is_at_page: true,
    };
    match Box::pin(fulfil(desk, errand, PATIENCE)).await {
        Ok(progress) => Ok(progress == Progress::Done),
        Err(error) => {
            tracing::warn!(%error, "an answer of a mailbox provider could not be entered; the worker asks again");
            Ok(false)
        }
    }
}
