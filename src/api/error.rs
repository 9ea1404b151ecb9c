//! Why there is no answer, in the form that Maskinporten's own errors have, with the header of RFC 6750. Nothing that was
//! sent is quoted, least of all a person identifier.

use actix_web::http::{StatusCode, header};
use actix_web::{HttpResponse, ResponseError};
use bekreft_domain::NoAccess;
use serde::Serialize;
use utoipa::ToSchema;

use crate::clients::oidc::{Failure, Flaw};
use crate::store;

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// There is none, or several.
    #[error("the request has no access token in one Authorization header of the form \"Bearer …\"")]
    Missing,
    /// It is not to be believed.
    #[error("the access token is not accepted: {0}")]
    Flawed(Flaw),
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// Not a request that the description has.
    #[error("{0}")]
    InvalidRequest(&'static str),
    /// Nobody we know.
    #[error("{0}")]
    InvalidToken(Refused),
    /// Somebody who may do other things.
    #[error("the access token lacks the scope {0}")]
    InsufficientScope(&'static str),
    /// The token is about another person than the request.
    #[error("the access token is about another person")]
    OtherPerson,
    /// The organisation is not one that this is for.
    #[error("{0}")]
    AccessDenied(&'static str),
    /// The organisation may not call.
    #[error("{0}")]
    NoAccess(NoAccess),
    /// The customer has asked too much for now.
    #[error("the customer has reached its limit ({what}); Retry-After says in how many seconds to try again")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// In so many seconds this call would be let in.
        retry_after: u64,
    },
    /// No such address.
    #[error("there is nothing at this address; see /openapi.json")]
    NotFound,
    /// What is asked for has not been set up here.
    #[error("{0}")]
    NotSetUp(&'static str),
    /// The address is there, but not for this method.
    #[error("this address answers {0} only")]
    WrongMethod(&'static str),
    /// The client cannot read JSON.
    #[error("the answer is application/json, which the Accept header leaves out")]
    NotAcceptable,
    /// The body is of another type.
    #[error("the body must be application/json, and the Content-Type header must say so")]
    UnsupportedMediaType,
    /// The body is longer than any that makes sense.
    #[error("the body is too large")]
    TooLarge,
    /// Nobody can be told apart from anybody, as long as the issuer's keys are not to be had.
    #[error("access tokens cannot be checked at the moment: the issuer does not answer")]
    IssuerDown(Failure),
    /// The database is away for a moment, or something is wrong in it.
    #[error("{}", if matches!(.0, store::Error::Unavailable(_)) { "the register is not available at the moment" } else { "something is wrong on our side" })]
    Store(store::Error),
    /// Our fault.
    #[error("something is wrong on our side")]
    Unexpected(&'static str),
}

impl From<store::Error> for ApiError {
    fn from(error: store::Error) -> Self {
        Self::Store(error)
    }
}

impl From<Flaw> for ApiError {
    fn from(flaw: Flaw) -> Self {
        Self::InvalidToken(Refused::Flawed(flaw))
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Token(flaw) => flaw.into(),
            other => Self::IssuerDown(other),
        }
    }
}

/// An error, as Maskinporten's are.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({ "error": "invalid_token", "error_description": "the access token is not accepted: it ended 31 seconds ago" }))]
pub struct ErrorBody {
    /// What kind of error. Fixed words, for programs.
    pub error: &'static str,
    /// What is wrong, in English, for the people who read logs. It may change, and never quotes what was sent.
    pub error_description: String,
}

/// After so many seconds it is worth trying again.
const RETRY_AFTER: &str = "5";

impl ApiError {
    fn code(&self) -> &'static str {
        match self {
            Self::InvalidRequest(_) => "invalid_request",
            Self::InvalidToken(_) => "invalid_token",
            Self::InsufficientScope(_) | Self::OtherPerson => "insufficient_scope",
            Self::AccessDenied(_) | Self::NoAccess(_) => "access_denied",
            Self::TooMany { .. } => "too_many_requests",
            Self::NotFound | Self::NotSetUp(_) => "not_found",
            Self::WrongMethod(_) => "method_not_allowed",
            Self::NotAcceptable => "not_acceptable",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::TooLarge => "request_too_large",
            Self::IssuerDown(_) | Self::Store(_) | Self::Unexpected(_) => "server_error",
        }
    }

    /// What a client is told to show (RFC 6750 section 3).
    fn challenge(&self) -> Option<String> {
        match self {
            Self::InvalidToken(_) | Self::OtherPerson => Some(format!("Bearer error=\"{}\"", self.code())),
            Self::InsufficientScope(scope) => {
                Some(format!("Bearer error=\"{}\", scope=\"{scope}\"", self.code()))
            }
            _ => None,
        }
    }

    /// More for our log than for the client: never anything that was sent.
    pub(super) fn cause(&self) -> String {
        match self {
            Self::IssuerDown(failure) => failure.to_string(),
            Self::Store(error) => error.to_string(),
            Self::Unexpected(what) => (*what).to_owned(),
            other => other.to_string(),
        }
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        match self {
            Self::InvalidRequest(_) => StatusCode::BAD_REQUEST,
            Self::InvalidToken(_) => StatusCode::UNAUTHORIZED,
            Self::InsufficientScope(_) | Self::OtherPerson | Self::AccessDenied(_) | Self::NoAccess(_) => {
                StatusCode::FORBIDDEN
            }
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::NotFound | Self::NotSetUp(_) => StatusCode::NOT_FOUND,
            Self::WrongMethod(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::IssuerDown(_) | Self::Store(store::Error::Unavailable(_)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Store(_) | Self::Unexpected(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::build(self.status_code());
        if let Some(challenge) = self.challenge() {
            response.insert_header((header::WWW_AUTHENTICATE, challenge));
        }
        if let Self::WrongMethod(allowed) = self {
            response.insert_header((header::ALLOW, *allowed));
        }
        if self.status_code() == StatusCode::SERVICE_UNAVAILABLE {
            response.insert_header((header::RETRY_AFTER, RETRY_AFTER));
        }
        if let Self::TooMany { retry_after, .. } = self {
            response.insert_header((header::RETRY_AFTER, *retry_after));
        }
        response.json(ErrorBody { error: self.code(), error_description: self.to_string() })
    }
}
