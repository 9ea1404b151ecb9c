//! The dialog «Er kontaktopplysningene dine korrekte?».

mod entered;
mod view;
mod words;

use std::future::Future;

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};

use super::login::{self, Destination as Goal, Wish};
use super::mailbox::{self, MailboxField};
use super::page::{html_with_status, text};
use super::signed_in::open_dialog;
use super::still::{self, Scene, Shot};
use super::{Citizen, DialogForm, Form, Page, Visitor, WebError, paths, see_other};
use super::{code, frame, language, profile, session_notice};
use crate::actions::confirm_contact::{Confirmation, Outcome, confirm_contact};
use crate::actions::keep_draft::{Because, keep_draft};
use crate::actions::send_code::Destination;
use crate::actions::sign_in;
use crate::app::State;
use crate::clients::mx::MailDomain;
use crate::i18n::Locale;
use crate::return_urls::ReturnUrl;
use crate::secrets::Token;
use crate::store::draft::{AskedDomain, DomainProblem, Wanted};
use crate::store::{self, dialog::Dialog};
use bekreft_domain::{Channel, Level};
use entered::{ConfirmForm, Entered, Pressed};
use time::OffsetDateTime;
use view::ConfirmPage;

/// `GET /bekreft`: the dialog for a person who is due, straight on for the others.
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    let accepted = login::asked_return_url(&request, &state);
    let (citizen, dialog) = match open_dialog(&request, &state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => (citizen, dialog),
        (visitor, _) => {
            let wish = Wish { return_url: accepted, ..Wish::to(Goal::Dialog) };
            return login::start(&request, &state, &visitor, wish).await;
        }
    };
    let target = accepted.clone().or_else(|| return_url(&state, &citizen));
    if citizen.has_answered() || !dialog.person.is_due(state.clock.now()) {
        return Ok(onward(target.as_ref()));
    }
    keep_return_url(&state, &citizen, accepted.as_ref()).await?;
    page(
        &request,
        &state,
        &Shown { citizen: &citizen, dialog: &dialog, target, place: paths::CONFIRM },
        StatusCode::OK,
    )
}

/// `GET /bekreft/endre`: the dialog also for a person who is not due.
pub async fn show_edit(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    let (citizen, dialog) = match open_dialog(&request, &state).await? {
        (Visitor::Citizen(citizen), Some(dialog)) => (citizen, dialog),
        (visitor, _) => return login::start(&request, &state, &visitor, Wish::to(Goal::Editing)).await,
    };
    let target = return_url(&state, &citizen);
    page(
        &request,
        &state,
        &Shown { citizen: &citizen, dialog: &dialog, target, place: paths::EDIT },
        StatusCode::OK,
    )
}

/// `POST /bekreft`
pub async fn submit(
    request: HttpRequest,
    state: web::Data<State>,
    visitor: Result<Visitor, WebError>,
    form: DialogForm<ConfirmForm>,
) -> Result<HttpResponse, WebError> {
    receive(&request, &state, visitor, form, paths::CONFIRM).await
}

/// `POST /bekreft/endre`
pub async fn submit_edit(
    request: HttpRequest,
    state: web::Data<State>,
    visitor: Result<Visitor, WebError>,
    form: DialogForm<ConfirmForm>,
) -> Result<HttpResponse, WebError> {
    receive(&request, &state, visitor, form, paths::EDIT).await
}

async fn receive(
    request: &HttpRequest,
    state: &web::Data<State>,
    visitor: Result<Visitor, WebError>,
    form: DialogForm<ConfirmForm>,
    place: &'static str,
) -> Result<HttpResponse, WebError> {
    match form {
        DialogForm::Own(form) => {
            let sent = form.sent.clone();
            let work = Box::pin(answer(request, state, visitor, form, place));
            in_time(work).await.map_err(|error| error.with_form(&sent))
        }
        DialogForm::Earlier { fields, owner } => keep_for_owner(state, &visitor?, fields, &owner).await,
    }
}

/// A form of an earlier session changes nothing. If it is of the same person, she finds what she typed in the dialog of
/// today, and may send that.
async fn keep_for_owner(
    state: &State,
    visitor: &Visitor,
    fields: ConfirmForm,
    owner: &str,
) -> Result<HttpResponse, WebError> {
    let (identifier, answer) = match visitor {
        Visitor::Citizen(citizen) => (citizen.identifier(), Ok(see_other(paths::EDIT))),
        Visitor::Expired { identifier, .. } => (identifier, Err(WebError::NotSignedIn { kept: true })),
        Visitor::BeforeLogin { .. } | Visitor::Stranger => return Err(WebError::NotSignedIn { kept: false }),
    };
    if !state.key.is_owner_mark(identifier, owner) {
        return Err(WebError::Forbidden);
    }
    let typed = fields.read()?.typed;
    keep_draft(&state.db, identifier, typed, Because::Interrupted, state.clock.now()).await?;
    answer
}

/// A citizen waits no longer than this for a write. Cut off, it may have been carried out or not: the form's token makes
/// it safe to send again.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(6);

async fn in_time(
    work: impl Future<Output = Result<HttpResponse, WebError>>,
) -> Result<HttpResponse, WebError> {
    let late = || Err(store::Error::Unavailable("no answer in time").into());
    tokio::time::timeout(PATIENCE, work).await.unwrap_or_else(|_| late())
}

async fn answer(
    request: &HttpRequest,
    state: &web::Data<State>,
    visitor: Result<Visitor, WebError>,
    form: Form<ConfirmForm>,
    place: &'static str,
) -> Result<HttpResponse, WebError> {
    let entered = form.fields.read()?;
    let visitor = visitor?;
    let citizen = match &visitor {
        Visitor::Citizen(citizen) => citizen,
        Visitor::Expired { identifier, .. } => {
            keep_draft(&state.db, identifier, entered.typed, Because::Interrupted, state.clock.now()).await?;
            return Err(WebError::NotSignedIn { kept: true });
        }
        Visitor::BeforeLogin { .. } | Visitor::Stranger => return Err(WebError::NotSignedIn { kept: false }),
    };
    match entered.pressed {
        Pressed::Language(locale) => switch_language(state, citizen, entered, (locale, place)).await,
        Pressed::UseSuggestion => take_suggestion(state, citizen, entered, place).await,
        Pressed::SendCode(channel) => send_code(request, state, citizen, (entered, channel, place)).await,
        Pressed::Confirm => confirm(request, state, (&visitor, citizen), entered, place).await,
        Pressed::Extend => {
            keep_typed(state, citizen, entered).await?;
            session_notice::go_on(request, state, &visitor, Goal::at(place)).await
        }
        Pressed::StepUp => {
            keep_typed(state, citizen, entered).await?;
            step_up(request, state, &visitor, place).await
        }
    }
}

/// What is typed is there when she comes back.
async fn keep_typed(state: &State, citizen: &Citizen, entered: Entered) -> Result<(), WebError> {
    let now = state.clock.now();
    Ok(keep_draft(&state.db, citizen.identifier(), entered.typed, Because::Interrupted, now).await?)
}

async fn switch_language(
    state: &State,
    citizen: &Citizen,
    entered: Entered,
    (locale, place): (Locale, &str),
) -> Result<HttpResponse, WebError> {
    keep_typed(state, citizen, entered).await?;
    let mut response = see_other(place);
    response
        .add_cookie(&language::chosen_cookie(locale, state.https))
        .map_err(|_| WebError::Unexpected("cookie"))?;
    Ok(response)
}

async fn take_suggestion(
    state: &State,
    citizen: &Citizen,
    entered: Entered,
    place: &str,
) -> Result<HttpResponse, WebError> {
    let typed = entered.with_suggested_email();
    keep_draft(&state.db, citizen.identifier(), typed, Because::Interrupted, state.clock.now()).await?;
    Ok(see_other(place))
}

/// A code to what stands in the field now, also when it is not confirmed yet.
async fn send_code(
    request: &HttpRequest,
    state: &web::Data<State>,
    citizen: &Citizen,
    (entered, channel, place): (Entered, Channel, &'static str),
) -> Result<HttpResponse, WebError> {
    let is_wrong = match channel {
        Channel::Mobile => entered.mobile().is_err(),
        Channel::Email => entered.email().is_err(),
    };
    let Some(destination) = Destination::read(&entered.typed, channel) else {
        let because = if is_wrong { Because::Rejected } else { Because::Interrupted };
        keep_draft(&state.db, citizen.identifier(), entered.typed, because, state.clock.now()).await?;
        return if is_wrong { rejected(request, state, place).await } else { Ok(see_other(place)) };
    };
    code::send_from_dialog(request, state, citizen, (destination, entered.typed)).await
}

async fn confirm(
    request: &HttpRequest,
    state: &web::Data<State>,
    (visitor, citizen): (&Visitor, &Citizen),
    entered: Entered,
    place: &'static str,
) -> Result<HttpResponse, WebError> {
    let now = state.clock.now();
    let (mobile, email) = match (entered.mobile(), entered.email()) {
        (Ok(mobile), Ok(email)) if !mailbox::is_unfinished(&entered.typed) => (mobile, email),
        _ => {
            keep_draft(&state.db, citizen.identifier(), entered.typed, Because::Rejected, now).await?;
            return rejected(request, state, place).await;
        }
    };
    let wanted = match entered.typed.mailbox {
        Wanted::Yes(provider) => provider,
        Wanted::Unsaid | Wanted::No => None,
    };
    if wanted.is_some() && citizen.level() < Level::High {
        // She has logged in anew, at a lower level, since the page was made.
        keep_typed(state, citizen, entered).await?;
        return step_up(request, state, visitor, place).await;
    }
    let confirmation = Confirmation {
        identifier: citizen.identifier(),
        session: citizen.session(),
        form: &entered.form_hash(),
        typed: entered.typed.clone(),
        mobile,
        email,
        domain: doubtful_domain(state, &entered).await,
        mailbox: wanted.map(|provider| (provider, state.mailbox_min_age)),
        locale: frame::Frame::of(request).locale,
        support_code: frame::Frame::of(request).support_code,
    };
    match confirm_contact(&state.db, &confirmation, state.chance, now).await? {
        Outcome::Confirmed(None) | Outcome::AlreadyConfirmed => {
            Ok(onward(return_url(state, citizen).as_ref()))
        }
        Outcome::Confirmed(Some(errand)) => {
            let has_it = profile::fulfil_at_page(state, &errand).await?;
            // What she must know before she goes on stands on the receipt.
            let target = return_url(state, citizen).filter(|_| has_it);
            Ok(onward(target.as_ref()))
        }
        Outcome::Asked | Outcome::Obstacle => Ok(see_other(place)),
    }
}

async fn step_up(
    request: &HttpRequest,
    state: &web::Data<State>,
    visitor: &Visitor,
    place: &str,
) -> Result<HttpResponse, WebError> {
    let wish = Wish { level: Level::High, ..Wish::to(Goal::at(place)) };
    login::start(request, state, visitor, wish).await
}

/// What the name servers have against the mail domain. Asked before the transaction begins; no answer is no objection.
async fn doubtful_domain(state: &State, entered: &Entered) -> Option<AskedDomain> {
    let domains = state.mail_domains.as_ref()?;
    let canonical = entered.email().ok()??.canonical();
    let (_, domain) = canonical.expose().rsplit_once('@')?;
    let problem = match domains.look_up(domain).await {
        MailDomain::RefusesMail => DomainProblem::RefusesMail,
        MailDomain::NoSuchDomain => DomainProblem::NoSuchDomain,
        MailDomain::Receives | MailDomain::Unknown => return None,
    };
    Some(AskedDomain { domain: domain.to_owned(), problem })
}

/// The page again, with what is wrong and everything that was typed.
async fn rejected(
    request: &HttpRequest,
    state: &web::Data<State>,
    place: &'static str,
) -> Result<HttpResponse, WebError> {
    let (Visitor::Citizen(citizen), Some(dialog)) = open_dialog(request, state).await? else {
        return Err(WebError::NotSignedIn { kept: true });
    };
    let target = return_url(state, &citizen);
    let shown = Shown { citizen: &citizen, dialog: &dialog, target, place };
    page(request, state, &shown, StatusCode::UNPROCESSABLE_ENTITY)
}

/// What the page is made of.
struct Shown<'a> {
    citizen: &'a Citizen,
    dialog: &'a Dialog,
    target: Option<ReturnUrl>,
    place: &'static str,
}

fn page(
    request: &HttpRequest,
    state: &web::Data<State>,
    shown: &Shown<'_>,
    status: StatusCode,
) -> Result<HttpResponse, WebError> {
    let page = Page::personal(request, state, shown.citizen);
    let shot = Shot::of(shown.citizen, shown.dialog, shown.target.as_ref());
    still::note(request, state, shot, |_| Scene::Confirm { is_edit: shown.place == paths::EDIT });
    let token = Token::draw(state.chance);
    let service = shown.target.as_ref().map(|url| url.service().to_owned());
    let owner = state.key.owner_mark(shown.citizen.identifier());
    let now = state.clock.now();
    let mailbox = MailboxField::new(page.tr, shown.dialog, shown.citizen.level(), state, now);
    let view = ConfirmPage::new(page, (shown.dialog, mailbox), service, (shown.place, token, owner), now);
    let mut response = html_with_status(&view, status)?;
    if let Some(url) = &shown.target {
        frame::allow_form_target(&mut response, url.origin(), state);
    }
    Ok(response)
}

/// The page as it was then.
pub fn develop(
    page: Page,
    (dialog, level): (&Dialog, Level),
    service: Option<String>,
    place: &'static str,
    now: OffsetDateTime,
) -> Result<String, WebError> {
    let mailbox = MailboxField::new(page.tr, dialog, level, &page.state, now);
    let form = (place, Token::received(""), String::new());
    text(&ConfirmPage::new(page, (dialog, mailbox), service, form, now))
}

/// On to the service the citizen came from, or to the receipt.
fn onward(target: Option<&ReturnUrl>) -> HttpResponse {
    see_other(target.map_or(paths::RECEIPT, ReturnUrl::as_str))
}

/// The stored address, held against the allow-list of today.
fn return_url(state: &State, citizen: &Citizen) -> Option<ReturnUrl> {
    state.return_urls.accept(citizen.return_url()?)
}

async fn keep_return_url(
    state: &State,
    citizen: &Citizen,
    accepted: Option<&ReturnUrl>,
) -> Result<(), WebError> {
    let Some(url) = accepted.filter(|url| Some(url.as_str()) != citizen.return_url()) else { return Ok(()) };
    Ok(sign_in::set_return_url(&state.db, citizen.session(), url.as_str()).await?)
}
