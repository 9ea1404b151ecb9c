//! What can stand between a citizen and her login, and the page that says so. It always has a way on, and never takes it by
//! itself: a login that fails twice the same way would never end.

use std::borrow::Cow;

use actix_web::http::{StatusCode, header};
use actix_web::{FromRequest as _, HttpRequest, HttpResponse, web};
use askama::Template;
use bekreft_domain::Level;

use super::{network_address, provider_name, query_field};
use crate::actions::sign_in;
use crate::app::State;
use crate::clients::oidc::{ErrorCode, Failure};
use crate::i18n::{Locale, Tr};
use crate::return_urls::ReturnUrl;
use crate::store::login_attempt::{self, Kind};
use crate::store::login_event::{Action, LoginEvent};
use crate::web::page::{self, html_with_status};
use crate::web::{Frame, Page, Visitor, WebError, language, paths, still};

/// What stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// She pressed cancel, or the provider did not let her in.
    Cancelled,
    /// She logged in, but at a lower level than was asked for.
    LevelTooLow,
    /// Our clock and the provider's differ; by how many seconds.
    Clocks(i64),
    /// The provider cannot be reached.
    Unavailable(&'static str),
    /// The provider refuses us.
    Refused(ErrorCode),
    /// What came back cannot be trusted.
    NotBelieved(&'static str),
    /// The answer has been used: a reload, the Back button, a copy.
    Used,
    /// The answer is for another browser, or its cookies are switched off or gone.
    OtherBrowser,
    /// She was away for too long.
    TooLate,
    /// She has no Norwegian person identifier.
    NoPersonIdentifier,
    /// She is not of our support.
    NotSupport,
}

impl Reason {
    /// Of what the provider did or did not do.
    pub(crate) fn of(failure: &Failure) -> Self {
        match failure {
            Failure::Unavailable(why) | Failure::Metadata(why) => Self::Unavailable(why),
            Failure::Clocks(seconds) => Self::Clocks(*seconds),
            // The code was redeemed already, or too late; a new login helps.
            Failure::Refused(ErrorCode::InvalidGrant) => Self::Used,
            Failure::Refused(code) => Self::Refused(*code),
            Failure::Token(flaw) => match flaw {
                crate::clients::oidc::Flaw::Expired(seconds) => Self::Clocks(-*seconds),
                crate::clients::oidc::Flaw::FromTheFuture(seconds) => Self::Clocks(*seconds),
                _ => Self::NotBelieved("a token was refused"),
            },
        }
    }

    /// The word in the notes.
    fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::LevelTooLow => "level_too_low",
            Self::Clocks(_) => "clocks_differ",
            Self::Unavailable(_) => "provider_unavailable",
            Self::Refused(_) => "provider_refuses",
            Self::NotBelieved(_) => "not_believed",
            Self::Used => "used",
            Self::OtherBrowser => "other_browser",
            Self::TooLate => "too_late",
            Self::NoPersonIdentifier => "no_person_identifier",
            Self::NotSupport => "not_support",
        }
    }

    /// The reason of that word, as the links to the other languages name it.
    fn parse(word: &str) -> Option<Self> {
        let all = [
            Self::Cancelled,
            Self::LevelTooLow,
            Self::Clocks(0),
            Self::Unavailable("asked again"),
            Self::Refused(ErrorCode::Other),
            Self::NotBelieved("asked again"),
            Self::Used,
            Self::OtherBrowser,
            Self::TooLate,
            Self::NoPersonIdentifier,
            Self::NotSupport,
        ];
        all.into_iter().find(|reason| reason.as_str() == word)
    }

    fn status(self) -> StatusCode {
        match self {
            Self::Cancelled => StatusCode::OK,
            Self::LevelTooLow | Self::NoPersonIdentifier | Self::NotSupport => StatusCode::FORBIDDEN,
            Self::Clocks(_) | Self::Unavailable(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::Refused(_) | Self::NotBelieved(_) => StatusCode::BAD_GATEWAY,
            Self::Used | Self::OtherBrowser | Self::TooLate => StatusCode::BAD_REQUEST,
        }
    }

    fn words(self, tr: Tr, provider: &str) -> (Cow<'static, str>, Cow<'static, str>) {
        let both = |title: &'static str, text: &'static str| (title.into(), text.into());
        match self {
            Self::Cancelled => both(tr.trouble_cancelled_title(), tr.trouble_cancelled_text()),
            Self::LevelTooLow => both(tr.trouble_level_title(), tr.trouble_level_text()),
            Self::Clocks(_) => (tr.trouble_clocks_title().into(), tr.trouble_clocks_text(provider).into()),
            Self::Unavailable(_) => {
                (tr.trouble_unavailable_title(provider).into(), tr.trouble_unavailable_text(provider).into())
            }
            Self::Refused(_) | Self::NotBelieved(_) => {
                (tr.trouble_refused_title().into(), tr.trouble_refused_text(provider).into())
            }
            Self::Used => both(tr.trouble_used_title(), tr.trouble_used_text()),
            Self::OtherBrowser => both(tr.trouble_other_browser_title(), tr.trouble_other_browser_text()),
            Self::TooLate => both(tr.trouble_too_late_title(), tr.trouble_too_late_text()),
            Self::NoPersonIdentifier => {
                both(tr.trouble_no_identifier_title(), tr.trouble_no_identifier_text())
            }
            Self::NotSupport => both(tr.trouble_not_support_title(), tr.trouble_not_support_text()),
        }
    }

    /// Once, for operators. What she can do something about herself is no warning.
    fn note(self, request: &HttpRequest, kind: Kind) {
        let support_code = Frame::of(request).support_code;
        let reason = self.as_str();
        match self {
            Self::Clocks(seconds) => tracing::error!(
                %support_code, ?kind, reason, seconds, "no login: our clock and the provider's differ"
            ),
            Self::Unavailable(why) => tracing::error!(%support_code, ?kind, reason, why, "no login"),
            Self::Refused(code) => tracing::error!(%support_code, ?kind, reason, %code, "no login"),
            Self::NotBelieved(why) => tracing::warn!(%support_code, ?kind, reason, why, "no login"),
            _ => tracing::info!(%support_code, ?kind, reason, "no login"),
        }
    }
}

/// A login that came to nothing.
#[derive(Clone, Debug)]
pub(crate) struct Trouble {
    /// What stands in the way.
    pub reason: Reason,
    /// Who wanted to log in.
    pub kind: Kind,
    /// What was asked for.
    pub level: Level,
    /// The page she wanted to come back to.
    pub destination: String,
    /// The service she was on the way to.
    pub return_url: Option<ReturnUrl>,
    /// The language she has chosen at the provider.
    pub language: Option<Locale>,
}

#[derive(Template)]
#[template(path = "login_trouble.html")]
struct TroublePage {
    page: Page,
    title: Cow<'static, str>,
    text: Cow<'static, str>,
    /// The same page without what the login came back with, for the other languages.
    here: String,
    /// Where a login begins again.
    again: &'static str,
    /// The page where she was when she asked for a higher level.
    back: Option<&'static str>,
    service: Option<ReturnUrl>,
}

impl Trouble {
    /// Of somebody who was on the way to nowhere but the first page.
    pub(crate) fn new(reason: Reason, kind: Kind) -> Self {
        let (level, destination) = match kind {
            Kind::Citizen => (Level::Substantial, paths::CONFIRM),
            Kind::Support => (Level::High, paths::SUPPORT),
        };
        Self { reason, kind, level, destination: destination.to_owned(), return_url: None, language: None }
    }

    /// The page. It is noted what stood in the way, here and in the notes that the provider demands.
    pub(crate) async fn page(
        self,
        request: &HttpRequest,
        state: &web::Data<State>,
    ) -> Result<HttpResponse, WebError> {
        self.reason.note(request, self.kind);
        let address = network_address(request);
        let event = LoginEvent {
            kind: self.kind,
            action: Action::Login,
            result: self.reason.as_str(),
            address: address.as_deref(),
            sid: None,
            support_code: Some(Frame::of(request).support_code),
        };
        // Whoever asks for that address without a ticket of ours has not come from a login.
        if self.reason != Reason::OtherBrowser
            && let Err(error) = sign_in::note_trouble(&state.db, &event, state.clock.now()).await
        {
            // The page matters more than the note.
            tracing::warn!(%error, "a login that came to nothing was not noted");
        }
        self.render(request, state).await
    }

    async fn render(self, request: &HttpRequest, state: &web::Data<State>) -> Result<HttpResponse, WebError> {
        let mut page = Page::public(request, state);
        if self.kind == Kind::Citizen {
            let service = self.return_url.as_ref().map(|url| url.service().to_owned());
            still::note_trouble(request, self.reason.as_str(), service);
        }
        page.tr = self.language.map_or(page.tr, Tr::new);
        let language = self.language;
        let (title, text) = self.reason.words(page.tr, provider_name(self.kind));
        let (again, back) = (self.again(), self.back(request).await);
        let path = match self.kind {
            Kind::Citizen => paths::LOGIN_TROUBLE,
            Kind::Support => paths::SUPPORT_LOGIN_TROUBLE,
        };
        let here = format!("{path}?grunn={}", self.reason.as_str());
        let view = TroublePage { page, title, text, here, again, back, service: self.return_url };
        let mut response = html_with_status(&view, self.reason.status())?;
        if let Some(locale) = language {
            let cookie = language::chosen_cookie(locale, state.https);
            response.add_cookie(&cookie).map_err(|_| WebError::Unexpected("cookie"))?;
        }
        if matches!(self.reason, Reason::Unavailable(_)) {
            response.headers_mut().insert(header::RETRY_AFTER, header::HeaderValue::from_static("30"));
        }
        Ok(response)
    }

    /// Where a login begins again. Where the same one would end the same way, the provider must ask anew.
    fn again(&self) -> &'static str {
        let anew =
            matches!(self.reason, Reason::NoPersonIdentifier | Reason::NotSupport | Reason::LevelTooLow);
        match (self.kind, self.level, anew) {
            (Kind::Support, _, false) => paths::SUPPORT_LOG_IN,
            (Kind::Support, _, true) => "/stotte/logginn?pa-nytt",
            (Kind::Citizen, Level::Substantial, false) => paths::LOG_IN,
            (Kind::Citizen, Level::Substantial, true) => "/logginn?pa-nytt",
            (Kind::Citizen, Level::High, false) => "/logginn?niva=hoyt",
            (Kind::Citizen, Level::High, true) => "/logginn?niva=hoyt&pa-nytt",
        }
    }

    /// The page where she was when she asked for a higher level, if she is logged in still.
    async fn back(&self, request: &HttpRequest) -> Option<&'static str> {
        if self.kind == Kind::Support || self.level == Level::Substantial {
            return None;
        }
        let is_inside = matches!(Visitor::extract(request).await, Ok(Visitor::Citizen(_)));
        is_inside.then(|| super::Destination::at(&self.destination).path())
    }
}

/// The page as it was then, by the name of what stood in the way.
pub(crate) fn develop(page: Page, reason: &str, service: Option<ReturnUrl>) -> Result<String, WebError> {
    let reason = Reason::parse(reason).ok_or(WebError::Unexpected("a trouble of no name"))?;
    let (title, text) = reason.words(page.tr, provider_name(Kind::Citizen));
    let again = Trouble::new(reason, Kind::Citizen).again();
    let here = format!("{}?grunn={}", paths::LOGIN_TROUBLE, reason.as_str());
    page::text(&TroublePage { page, title, text, here, again, back: None, service })
}

/// `GET /logginn/hindring?grunn=…`: the page once more, in another language.
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    show_for(&request, &state, Kind::Citizen).await
}

/// The same for either kind of login. Where she was going is known by the browser's cookie.
pub(crate) async fn show_for(
    request: &HttpRequest,
    state: &web::Data<State>,
    kind: Kind,
) -> Result<HttpResponse, WebError> {
    let reason =
        query_field(request, "grunn").as_deref().and_then(Reason::parse).ok_or(WebError::NotFound)?;
    let mut trouble = Trouble::new(reason, kind);
    if let Some(browser) = state.login_cookie.read(request)
        && let Some(last) = login_attempt::last(&state.db, &browser.hash(), kind, state.clock.now()).await?
    {
        trouble.level = last.level;
        trouble.destination = last.destination;
        trouble.return_url = last.return_url.and_then(|url| state.return_urls.accept(&url));
    }
    trouble.render(request, state).await
}
