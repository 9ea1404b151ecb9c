//! Security headers and the session cookie, as the policy has them.

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::secrets::Token;

/// `data:` is for the icons that the style sheet carries as masks; it lets in images only.
pub fn content_security_policy(form_target: Option<&str>) -> String {
    let target = form_target.map(|origin| format!(" {origin}")).unwrap_or_default();
    format!(
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; \
         form-action 'self'{target}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
}

/// Adds the headers that every answer bears, where the handler has not set its own.
pub fn add_security_headers(headers: &mut HeaderMap) {
    if !headers.contains_key(header::CONTENT_SECURITY_POLICY)
        && let Ok(policy) = HeaderValue::from_str(&content_security_policy(None))
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

/// The session cookie: bound to this host over https; on plain http, which only the demo and tests use, without the prefix.
#[derive(Clone, Copy, Debug)]
pub struct SessionCookie {
    https: bool,
}

impl SessionCookie {
    /// The cookie of an installation with or without https.
    pub fn new(https: bool) -> Self {
        Self { https }
    }

    fn name(self) -> &'static str {
        if self.https { "__Host-bekreft" } else { "bekreft" }
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
