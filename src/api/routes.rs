//! Which address of the API is answered by whom.

use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, Resource, web};

use super::error::ApiError;
use super::frame::frame;
use super::{docs, feed, language, mailbox, openapi, person, persons, print};
use crate::web::{paths, routes};

/// Every address of the API, with its method: what tests hold the program and its description against.
pub const TABLE: &[(&str, &str)] = &[
    ("POST", paths::REST_PERSONS_V1),
    ("POST", paths::REST_PERSONS_V2),
    ("GET", paths::REST_PERSON),
    ("PATCH", paths::REST_PERSON),
    ("GET", paths::REST_PRINT),
    ("GET", paths::REST_JWKS),
    ("POST", paths::REST_MAILBOX_CAN_CHOOSE),
    ("POST", paths::REST_MAILBOX_CREATE),
    ("POST", paths::REST_MAILBOX_UPDATE),
    ("POST", paths::REST_MAILBOX_DELETE),
    ("POST", paths::REST_CHANGES),
    ("POST", paths::REST_PROVIDER_CHANGES),
    ("POST", paths::REST_LANGUAGE),
];

/// What describes the API, for anybody to read.
pub const OPEN: &[(&str, &str)] = &[("GET", paths::OPENAPI), ("GET", paths::API_DOCS)];

/// The largest body that makes sense: a thousand person identifiers, or a certificate.
pub(super) const LARGEST_BODY: usize = 64 * 1024;

/// The same for a thousand persons with something about each, also when it is set with spaces and lines.
const LARGEST_LIST: usize = 256 * 1024;

/// Adds the API. Errors below `/rest` are JSON, also where nothing is.
pub fn add(config: &mut web::ServiceConfig) {
    config
        .service(routes::at(paths::OPENAPI).route(routes::get().to(openapi::show)))
        .service(routes::at(paths::API_DOCS).route(routes::get().to(docs::show)))
        .service(
            web::scope(paths::REST)
                .app_data(web::PayloadConfig::new(LARGEST_BODY))
                .wrap(from_fn(frame))
                .service(posted(paths::REST_PERSONS_V1).route(web::post().to(persons::look_up_v1)))
                .service(posted(paths::REST_PERSONS_V2).route(web::post().to(persons::look_up_v2)))
                .service(
                    below(paths::REST_PERSON)
                        .route(web::get().to(person::show))
                        .route(web::patch().to(person::set_language))
                        .default_service(web::to(only_get_and_patch)),
                )
                .service(got(paths::REST_PRINT).route(routes::get().to(print::certificate)))
                .service(got(paths::REST_JWKS).route(routes::get().to(print::keys)))
                .service(posted(paths::REST_MAILBOX_CAN_CHOOSE).route(web::post().to(mailbox::can_choose)))
                .service(posted(paths::REST_MAILBOX_CREATE).route(web::post().to(mailbox::create_and_choose)))
                .service(posted(paths::REST_MAILBOX_UPDATE).route(web::post().to(mailbox::update)))
                .service(posted(paths::REST_MAILBOX_DELETE).route(web::post().to(mailbox::delete)))
                .service(posted(paths::REST_CHANGES).route(web::post().to(feed::changes)))
                .service(posted(paths::REST_PROVIDER_CHANGES).route(web::post().to(feed::provider_changes)))
                .service(
                    posted(paths::REST_LANGUAGE)
                        .app_data(web::PayloadConfig::new(LARGEST_LIST))
                        .route(web::post().to(language::set_missing)),
                )
                .default_service(web::to(nothing_here)),
        );
}

/// An address that takes POST and says so to others.
fn posted(path: &str) -> Resource {
    below(path).default_service(web::to(only_post))
}

/// The same for GET.
fn got(path: &str) -> Resource {
    below(path).default_service(web::to(only_get))
}

fn below(path: &str) -> Resource {
    web::resource(path.trim_start_matches(paths::REST))
}

async fn only_post() -> Result<HttpResponse, ApiError> {
    Err(ApiError::WrongMethod("POST"))
}

async fn only_get() -> Result<HttpResponse, ApiError> {
    Err(ApiError::WrongMethod("GET"))
}

async fn only_get_and_patch() -> Result<HttpResponse, ApiError> {
    Err(ApiError::WrongMethod("GET, PATCH"))
}

async fn nothing_here() -> Result<HttpResponse, ApiError> {
    Err(ApiError::NotFound)
}
