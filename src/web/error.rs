//! What can go wrong on a page that the citizen did not cause, and the one translated page it becomes.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, ResponseError, web};
use askama::Template;

use super::form::Sent;
use super::frame::Frame;
use super::page::{Page, html_with_status, text};
use super::{frame, paths, still};
use crate::app::State;
use crate::store;

/// Why there is no page.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// Not logged in, or not any more; `kept` says that what was typed is waiting for the same person.
    #[error("not signed in")]
    NotSignedIn { kept: bool },
    /// Not something our pages send.
    #[error("bad request")]
    BadRequest,
    /// The form belongs to another login.
    #[error("form of another session")]
    Forbidden,
    /// The console cannot read the register in a way that lets it do nothing else.
    #[error("the console is closed")]
    ConsoleClosed,
    /// Somebody of support who may look wants to do more.
    #[error("not an approver")]
    NotApprover,
    /// Somebody of support wants to see a person without having said why.
    #[error("not looked up")]
    NotLookedUp,
    /// No such page.
    #[error("not found")]
    NotFound,
    /// The page is there, but not for this method.
    #[error("method not allowed")]
    WrongMethod,
    /// The database is away for a moment. What was sent can be sent again.
    #[error("unavailable: {reason}")]
    Unavailable { reason: store::Error, sent: Option<Sent> },
    /// Our fault.
    #[error("unexpected: {0}")]
    Unexpected(&'static str),
    /// Our fault, seen by the database.
    #[error("unexpected: {0}")]
    Store(store::Error),
}

impl From<store::Error> for WebError {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Unavailable(_) => Self::Unavailable { reason: error, sent: None },
            _ => Self::Store(error),
        }
    }
}

impl WebError {
    /// Lets the page offer to send the same form again.
    #[must_use]
    pub fn with_form(self, form: &Sent) -> Self {
        match self {
            Self::Unavailable { reason, .. } => Self::Unavailable { reason, sent: Some(form.clone()) },
            other => other,
        }
    }
}

impl WebError {
    /// Its name.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::NotSignedIn { kept: false } => "not_signed_in",
            Self::NotSignedIn { kept: true } => "not_signed_in_kept",
            Self::BadRequest => "bad_request",
            Self::Forbidden => "forbidden",
            Self::ConsoleClosed => "console_closed",
            Self::NotApprover => "not_approver",
            Self::NotLookedUp => "not_looked_up",
            Self::NotFound | Self::WrongMethod => "not_found",
            Self::Unavailable { sent: None, .. } => "unavailable",
            Self::Unavailable { sent: Some(_), .. } => "unavailable_kept",
            Self::Unexpected(_) | Self::Store(_) => "unexpected",
        }
    }

    fn named(name: &str) -> Option<Self> {
        let away = |sent| Self::Unavailable { reason: store::Error::Unavailable("then"), sent };
        Some(match name {
            "not_signed_in" => Self::NotSignedIn { kept: false },
            "not_signed_in_kept" => Self::NotSignedIn { kept: true },
            "bad_request" => Self::BadRequest,
            "forbidden" => Self::Forbidden,
            "not_found" => Self::NotFound,
            "unavailable" => away(None),
            "unavailable_kept" => away(Some(Sent(Vec::new()))),
            "unexpected" => Self::Unexpected("then"),
            _ => return None,
        })
    }

    /// The service that the form to be sent again leads on to.
    fn service(&self) -> Option<&str> {
        let Self::Unavailable { sent: Some(sent), .. } = self else { return None };
        sent.0.iter().find(|(name, _)| name == "service").map(|(_, value)| value.as_str())
    }
}

impl ResponseError for WebError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::NotSignedIn { .. } => StatusCode::UNAUTHORIZED,
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden | Self::NotApprover | Self::NotLookedUp => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable { .. } | Self::ConsoleClosed => StatusCode::SERVICE_UNAVAILABLE,
            Self::Unexpected(_) | Self::Store(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    page: Page,
    title: &'static str,
    text: &'static str,
    /// Where the button leads, and what it says.
    way_on: (&'static str, &'static str),
    /// A form to send again.
    again: Option<Again>,
}

/// What was sent, ready to be sent again.
struct Again {
    place: String,
    fields: Vec<(String, String)>,
    /// The language button that was pressed, if it was one.
    lang: Option<String>,
}

impl Again {
    fn new(place: String, sent: &Sent) -> Self {
        let (lang, fields) = sent.0.iter().cloned().partition::<Vec<_>, _>(|(name, _)| name == "lang");
        // A language chosen on this page is no reason to forget which button was pressed before.
        let has_action = fields.iter().any(|(name, _)| name == "action");
        let lang = lang.into_iter().next().map(|(_, value)| value).filter(|_| !has_action);
        Self { place, fields, lang }
    }
}

/// Renders the page and notes the error once, with the support code to find it by.
pub(super) fn page(error: &WebError, request: &HttpRequest) -> HttpResponse {
    note(error, request);
    still::note_error(request, error.name());
    let status = error.status_code();
    let Some(state) = request.app_data::<web::Data<State>>() else { return HttpResponse::new(status) };
    render(error, Page::public(request, state))
}

/// The page as it was then, by the name of the error.
pub(super) fn develop(page: Page, name: &str) -> Result<String, WebError> {
    let error = WebError::named(name).ok_or(WebError::Unexpected("an error of no name"))?;
    text(&ErrorPage::of(&error, page))
}

/// The page for an error that is noted already.
pub(super) fn render(error: &WebError, page: Page) -> HttpResponse {
    let status = error.status_code();
    let origin = error.service().and_then(|name| page.state.return_urls.origin_of(name));
    let page = ErrorPage::of(error, page);
    let mut response = html_with_status(&page, status).unwrap_or_else(|_| HttpResponse::new(status));
    if let Some(origin) = origin {
        frame::allow_form_target(&mut response, &origin, &page.page.state);
    }
    response
}

fn note(error: &WebError, request: &HttpRequest) {
    let support_code = Frame::of(request).support_code;
    let page = request.match_pattern();
    let page = page.as_deref().unwrap_or("none");
    if error.status_code().is_server_error() {
        tracing::error!(%support_code, page, %error, "no page");
    } else {
        tracing::info!(%support_code, page, %error, "no page");
    }
}

impl ErrorPage {
    fn of(error: &WebError, page: Page) -> Self {
        let tr = page.tr;
        let path = page.path.clone();
        let (title, text) = match error {
            WebError::NotSignedIn { kept: true } => (tr.error_expired_title(), tr.error_expired_kept()),
            WebError::NotSignedIn { kept: false } => (tr.error_expired_title(), tr.error_expired_text()),
            WebError::BadRequest => (tr.error_bad_request_title(), tr.error_bad_request_text()),
            WebError::Forbidden => (tr.error_other_login_title(), tr.error_other_login_text()),
            WebError::ConsoleClosed => (tr.error_console_closed_title(), tr.error_console_closed_text()),
            WebError::NotApprover => (tr.error_not_approver_title(), tr.error_not_approver_text()),
            WebError::NotLookedUp => (tr.error_not_looked_up_title(), tr.error_not_looked_up_text()),
            WebError::NotFound | WebError::WrongMethod => {
                (tr.error_not_found_title(), tr.error_not_found_text())
            }
            WebError::Unavailable { sent: Some(_), .. } => {
                (tr.error_unavailable_title(), tr.error_unavailable_kept())
            }
            WebError::Unavailable { sent: None, .. } => {
                (tr.error_unavailable_title(), tr.error_unavailable_text())
            }
            WebError::Unexpected(_) | WebError::Store(_) => {
                (tr.error_unexpected_title(), tr.error_unexpected_text())
            }
        };
        let way_on = match error {
            WebError::NotSignedIn { .. } if is_of_support(&path) => {
                (paths::SUPPORT_LOG_IN, tr.error_log_in_again())
            }
            WebError::NotSignedIn { .. } => {
                let own = paths::CHOICES.iter().copied().chain([paths::EDIT]).find(|own| *own == path);
                let back = own
                    .map_or(paths::CONFIRM, |own| if own == paths::SHARING { paths::PROFILE } else { own });
                (back, tr.error_log_in_again())
            }
            WebError::NotLookedUp => (paths::SUPPORT_LOOK_UP, tr.error_to_look_up()),
            WebError::ConsoleClosed => (paths::HOME, tr.error_to_front()),
            WebError::NotApprover => (paths::SUPPORT, tr.error_to_console()),
            WebError::Forbidden if is_of_support(&path) => (paths::SUPPORT, tr.error_to_console()),
            WebError::Forbidden => (paths::CONFIRM, tr.error_to_my_contact()),
            WebError::Unavailable { .. } | WebError::Unexpected(_) | WebError::Store(_) => {
                (paths::CONFIRM, tr.error_try_again())
            }
            WebError::BadRequest | WebError::NotFound | WebError::WrongMethod => {
                (paths::HOME, tr.error_to_front())
            }
        };
        let again = match error {
            WebError::Unavailable { sent: Some(sent), .. } => Some(Again::new(path, sent)),
            _ => None,
        };
        Self { page, title, text, way_on, again }
    }
}

fn is_of_support(path: &str) -> bool {
    path.strip_prefix(paths::SUPPORT).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
