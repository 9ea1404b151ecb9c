//! Security headers and the session cookie, as the policy has them.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::secrets::Token;

/// `data:` is for the icons that the style sheet carries as masks; it lets in images only.
/// A form may lead to the login providers, since any session can end, and to one service more.
pub fn content_security_policy(form_target: Option<&str>, login_origins: &[String]) -> String {
    let origins = form_target.into_iter().chain(login_origins.iter().map(String::as_str));
    let target = origins.fold(String::new(), |all, origin| all + " " + origin);
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'{target}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Adds the headers that every answer bears, where the handler has not set its own.
pub fn add_security_headers(headers: &mut HeaderMap, login_origins: &[String]) {
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(policy) = HeaderValue::from_str(&content_security_policy(None, login_origins))
    {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    let fixed = [
        (header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    for (name, value) in fixed {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// Whose token a cookie carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieKind {
    /// A citizen's session.
    Session,
    /// A browser on its way to a login provider and back.
    Login,
    /// The session of somebody of support.
    Support,
    /// Leads back to the sandbox of a scenario; demo and test mode only.
    Sandbox,
}

/// A cookie with a token: bound to this host over https; on plain http, which only the demo and tests use, without the
/// prefix.
#[derive(Clone, Copy, Debug)]
pub struct TokenCookie {
    kind: CookieKind,
    https: bool,
}

impl TokenCookie {
    /// The cookie of an installation with or without https.
    pub fn new(kind: CookieKind, https: bool) -> Self {
        Self { kind, https }
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match (self.kind, self.https) {
            (CookieKind::Session, true) => "__Host-bekreft",
            (CookieKind::Session, false) => "bekreft",
            (CookieKind::Login, true) => "__Host-bekreft-login",
            (CookieKind::Login, false) => "bekreft-login",
            (CookieKind::Support, true) => "__Host-bekreft-support",
            (CookieKind::Support, false) => "bekreft-support",
            (CookieKind::Sandbox, true) => "__Host-bekreft-sandbox",
            (CookieKind::Sandbox, false) => "bekreft-sandbox",
        }
    }

    /// The token the browser sent.
    pub fn read(self, request: &HttpRequest) -> Option<Token> {
        request.cookie(self.name()).map(|cookie| Token::received(cookie.value()))
    }

    /// Gives the browser a token, until it is closed.
    pub fn carry(self, token: &Token) -> Cookie<'static> {
        Cookie::build(self.name(), token.expose().to_owned())
            .path("/")
            .http_only(true)
            .secure(self.https)
            .same_site(SameSite::Lax)
            .finish()
    }

    /// Takes the token back.
    pub fn remove(self) -> Cookie<'static> {
        let mut cookie = self.carry(&Token::received(""));
        cookie.make_removal();
        cookie
    }
}
