//! Which address of the console is answered by whom.

use actix_web::web;

use super::{home, login, scenarios};
use crate::web::paths;
use crate::web::routes::{at, get};

/// Every page of the console, with its methods.
pub const TABLE: &[(&str, &str)] = &[
    ("GET", paths::SUPPORT),
    ("GET", paths::SUPPORT_SCENARIOS),
    ("GET", paths::SUPPORT_SCENARIO),
    ("GET", paths::SUPPORT_LOG_IN),
    ("GET", paths::SUPPORT_LOGIN_RETURN),
    ("GET", paths::SUPPORT_LOGIN_TROUBLE),
    ("POST", paths::SUPPORT_LOG_OUT),
    ("GET", paths::SUPPORT_FRONT_CHANNEL),
    ("POST", paths::SUPPORT_BACK_CHANNEL),
    ("GET", paths::SUPPORT_LOGGED_OUT),
];

/// Adds the console.
pub fn add(config: &mut web::ServiceConfig) {
    config
        .service(at(paths::SUPPORT).route(get().to(home::show)))
        .service(at(paths::SUPPORT_SCENARIOS).route(get().to(scenarios::list)))
        .service(at(paths::SUPPORT_SCENARIO).route(get().to(scenarios::one)))
        .service(at(paths::SUPPORT_LOG_IN).route(get().to(login::start)))
        // HEAD must not use up a login, nor end one.
        .service(at(paths::SUPPORT_LOGIN_RETURN).route(web::get().to(login::arrive)))
        .service(at(paths::SUPPORT_LOGIN_TROUBLE).route(get().to(login::trouble)))
        .service(at(paths::SUPPORT_LOG_OUT).route(web::post().to(login::log_out)))
        .service(at(paths::SUPPORT_FRONT_CHANNEL).route(web::get().to(login::front_channel)))
        .service(at(paths::SUPPORT_BACK_CHANNEL).route(web::post().to(login::back_channel)))
        .service(at(paths::SUPPORT_LOGGED_OUT).route(get().to(login::logged_out)));
}
