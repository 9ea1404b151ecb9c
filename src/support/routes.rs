//! Which address of the console is answered by whom.

use actix_web::web;

use super::{cases, home, login, look_up, person};
use crate::web::paths;
use crate::web::routes::{at, get};

/// Every page of the console, with its methods.
pub const TABLE: &[(&str, &str)] = &[
    ("GET", paths::SUPPORT),
    ("GET", paths::SUPPORT_LOOK_UP),
    ("POST", paths::SUPPORT_LOOK_UP),
    ("GET", paths::SUPPORT_PERSON),
    ("POST", paths::SUPPORT_REVEAL),
    ("GET", paths::SUPPORT_CASES),
    ("POST", paths::SUPPORT_CASES),
    ("POST", paths::SUPPORT_DECISION),
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
        .service(
            at(paths::SUPPORT_LOOK_UP).route(get().to(look_up::show)).route(web::post().to(look_up::submit)),
        )
        .service(at(paths::SUPPORT_PERSON).route(get().to(person::show)))
        .service(at(paths::SUPPORT_REVEAL).route(web::post().to(person::reveal)))
        .service(at(paths::SUPPORT_CASES).route(get().to(cases::show)).route(web::post().to(cases::ask)))
        .service(at(paths::SUPPORT_DECISION).route(web::post().to(cases::decide)))
        .service(at(paths::SUPPORT_LOG_IN).route(get().to(login::start)))
        // HEAD must not use up a login, nor end one.
        .service(at(paths::SUPPORT_LOGIN_RETURN).route(web::get().to(login::arrive)))
        .service(at(paths::SUPPORT_LOGIN_TROUBLE).route(get().to(login::trouble)))
        .service(at(paths::SUPPORT_LOG_OUT).route(web::post().to(login::log_out)))
        .service(at(paths::SUPPORT_FRONT_CHANNEL).route(web::get().to(login::front_channel)))
        .service(at(paths::SUPPORT_BACK_CHANNEL).route(web::post().to(login::back_channel)))
        .service(at(paths::SUPPORT_LOGGED_OUT).route(get().to(login::logged_out)));
}
