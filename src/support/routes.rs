//! Which address of the console is answered by whom.

use actix_web::web;

use super::{cases, flow, gallery, home, login, look_up, person, retell, scenarios, search};
use crate::web::paths;
use crate::web::routes::{at, get};

/// Every page of the console, with its methods.
pub const TABLE: &[(&str, &str)] = &[
    ("GET", paths::SUPPORT),
    ("GET", paths::SUPPORT_FLOW),
    ("GET", paths::SUPPORT_FLOW_SCENARIO),
    ("GET", paths::SUPPORT_STEP),
    ("GET", paths::SUPPORT_STEP_PICTURE),
    ("GET", paths::SUPPORT_GALLERY),
    ("GET", paths::SUPPORT_SCREEN),
    ("GET", paths::SUPPORT_SCREEN_PICTURE),
    ("GET", paths::SUPPORT_SEARCH),
    ("GET", paths::SUPPORT_SEARCH_CSV),
    ("POST", paths::SUPPORT_SEARCH_SAVE),
    ("POST", paths::SUPPORT_SEARCH_DELETE),
    ("GET", paths::SUPPORT_LOOK_UP),
    ("POST", paths::SUPPORT_LOOK_UP),
    ("GET", paths::SUPPORT_PERSON),
    ("POST", paths::SUPPORT_REVEAL),
    ("GET", paths::SUPPORT_CASES),
    ("POST", paths::SUPPORT_CASES),
    ("POST", paths::SUPPORT_DECISION),
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
        .service(at(paths::SUPPORT_FLOW).route(get().to(flow::show)))
        .service(at(paths::SUPPORT_FLOW_SCENARIO).route(get().to(retell::download)))
        .service(at(paths::SUPPORT_STEP).route(get().to(flow::show_step)))
        .service(at(paths::SUPPORT_STEP_PICTURE).route(get().to(flow::show_picture)))
        .service(at(paths::SUPPORT_GALLERY).route(get().to(gallery::show)))
        .service(at(paths::SUPPORT_SCREEN).route(get().to(gallery::show_screen)))
        .service(at(paths::SUPPORT_SCREEN_PICTURE).route(get().to(gallery::show_picture)))
        .service(at(paths::SUPPORT_SEARCH).route(get().to(search::show)))
        .service(at(paths::SUPPORT_SEARCH_CSV).route(get().to(search::download)))
        .service(at(paths::SUPPORT_SEARCH_SAVE).route(web::post().to(search::save)))
        .service(at(paths::SUPPORT_SEARCH_DELETE).route(web::post().to(search::delete)))
        .service(
            at(paths::SUPPORT_LOOK_UP).route(get().to(look_up::show)).route(web::post().to(look_up::submit)),
        )
        .service(at(paths::SUPPORT_PERSON).route(get().to(person::show)))
        .service(at(paths::SUPPORT_REVEAL).route(web::post().to(person::reveal)))
        .service(at(paths::SUPPORT_CASES).route(get().to(cases::show)).route(web::post().to(cases::ask)))
        .service(at(paths::SUPPORT_DECISION).route(web::post().to(cases::decide)))
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
