//! Which address of the API is answered by whom.

use actix_web::middleware::from_fn;
use actix_web::{HttpResponse, Resource, web};

use super::error::ApiError;
use super::frame::frame;
use super::{docs, feed, language, mailbox, openapi};
use crate::web::{paths, routes};

/// Every address of the API, with its method: what tests hold the program and its description against.
pub const TABLE: &[(&str, &str)] = &[
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
const LARGEST_BODY: usize = 64 * 1024;

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
    web::resource(path.trim_start_matches(paths::REST)).default_service(web::to(only_post))
}

async fn only_post() -> Result<HttpResponse, ApiError> {
    Err(ApiError::WrongMethod("POST"))
}

async fn nothing_here() -> Result<HttpResponse, ApiError> {
    Err(ApiError::NotFound)
}
