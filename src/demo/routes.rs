//! The demo's own addresses.

use actix_web::web;

use super::{inbox, mailboxes, sandbox, service, testid, testid_support};
use crate::web::{paths, routes};

/// Every page of the demo, with its methods.
pub const TABLE: &[(&str, &str)] = &[
    ("GET", paths::TEST_ID),
    ("POST", paths::TEST_ID),
    ("POST", paths::TEST_ID_RESET),
    ("GET", paths::TEST_ID_SUPPORT),
    ("POST", paths::TEST_ID_SUPPORT),
    ("GET", paths::TEST_SERVICE),
    ("POST", paths::TEST_MAILBOX),
    ("POST", paths::TEST_MAILBOX_API),
    ("GET", paths::INBOX),
    ("GET", paths::TEST_SCENARIO),
    ("POST", paths::TEST_SCENARIO),
    ("POST", paths::TEST_SCENARIO_TIME),
    ("POST", paths::TEST_SCENARIO_PROVIDERS),
];

/// Adds the pages of demo and test mode.
pub fn add(config: &mut web::ServiceConfig) {
    config
        .service(
            routes::at(paths::TEST_ID)
                .route(routes::get().to(testid::show))
                .route(web::post().to(testid::submit)),
        )
        .service(
            routes::at(paths::TEST_ID_SUPPORT)
                .route(routes::get().to(testid_support::show))
                .route(web::post().to(testid_support::submit)),
        )
        .service(routes::at(paths::TEST_MAILBOX).route(web::post().to(mailboxes::submit)))
        .service(routes::at(paths::TEST_MAILBOX_API).route(web::post().to(mailboxes::answer)))
        .service(routes::at(paths::TEST_SERVICE).route(routes::get().to(service::show)))
        .service(routes::at(paths::INBOX).route(routes::get().to(inbox::show)))
        .service(
            routes::at(paths::TEST_SCENARIO)
                .route(routes::get().to(sandbox::pages::show))
                .route(web::post().to(sandbox::pages::submit)),
        )
        .service(routes::at(paths::TEST_SCENARIO_TIME).route(web::post().to(sandbox::pages::jump)))
        .service(routes::at(paths::TEST_SCENARIO_PROVIDERS).route(web::post().to(sandbox::pages::behave)));
}

/// Adds what only the demo may do: in a test environment the persons are somebody's own.
pub fn add_reset(config: &mut web::ServiceConfig) {
    config.service(routes::at(paths::TEST_ID_RESET).route(web::post().to(testid::reset)));
}
