//! Which address is answered by whom.

use actix_web::guard::{self, Guard};
use actix_web::{Resource, Route, web};

use super::{
    WebError, code, confirm, help, home, login, logout, paths, profile, receipt, reports, session_notice,
    static_files,
};

/// Every page of the citizens' part, with its methods: what tests hold the program against.
pub const TABLE: &[(&str, &str)] = &[
    ("GET", paths::HOME),
    ("GET", paths::LOG_IN),
    ("GET", paths::LOGIN_RETURN),
    ("GET", paths::LOGIN_TROUBLE),
    ("POST", paths::LOG_OUT),
    ("GET", paths::FRONT_CHANNEL),
    ("POST", paths::BACK_CHANNEL),
    ("GET", paths::LOGGED_OUT),
    ("POST", paths::EXTEND),
    ("GET", paths::CONFIRM),
    ("POST", paths::CONFIRM),
    ("GET", paths::EDIT),
    ("POST", paths::EDIT),
    ("GET", paths::RECEIPT),
    ("GET", paths::PROFILE),
    ("GET", paths::RESERVATION),
    ("POST", paths::RESERVATION),
    ("GET", paths::LETTER_LANGUAGE),
    ("POST", paths::LETTER_LANGUAGE),
    ("GET", paths::MAILBOX),
    ("POST", paths::MAILBOX),
    ("POST", paths::SHARING),
    ("GET", paths::DELETE),
    ("POST", paths::DELETE),
    ("GET", paths::EXPORT),
    ("GET", paths::PRINT),
    ("GET", paths::CODE_SMS),
    ("POST", paths::CODE_SMS),
    ("POST", paths::CODE_SMS_SEND),
    ("GET", paths::CODE_EMAIL),
    ("POST", paths::CODE_EMAIL),
    ("POST", paths::CODE_EMAIL_SEND),
    ("GET", paths::KANNEL_REPORTS),
    ("POST", paths::LINKMOBILITY_REPORTS),
    ("GET", paths::HELP),
    ("POST", paths::HELP),
    ("GET", paths::HELP_REGISTER),
    ("GET", paths::HELP_DUPLICATE),
    ("GET", paths::HELP_CODE),
    ("GET", paths::HELP_RESERVATION),
    ("GET", paths::HELP_MAILBOX),
    ("GET", paths::HELP_ACCESSIBILITY),
    ("GET", paths::HELP_PRIVACY),
    ("GET", paths::STATIC),
    ("GET", paths::ROBOTS),
];

/// GET, and HEAD with it.
pub fn get() -> Route {
    web::route().guard(guard::fn_guard(|context| guard::Get().check(context) || guard::Head().check(context)))
}

/// An address whose other methods get a page that says so.
pub fn at(path: &str) -> Resource {
    web::resource(path).default_service(web::to(wrong_method))
}

async fn wrong_method() -> Result<&'static str, WebError> {
    Err(WebError::WrongMethod)
}

/// What is nowhere in the table.
pub async fn not_found() -> Result<&'static str, WebError> {
    Err(WebError::NotFound)
}

/// Adds the citizens' pages.
pub fn add(config: &mut web::ServiceConfig) {
    config
        .service(at(paths::HOME).route(get().to(home::show)))
        .service(at(paths::LOG_IN).route(get().to(login::show)))
        // HEAD must not use up a login, nor end one.
        .service(at(paths::LOGIN_RETURN).route(web::get().to(login::arrive)))
        .service(at(paths::LOGIN_TROUBLE).route(get().to(login::show_trouble)))
        .service(at(paths::FRONT_CHANNEL).route(web::get().to(logout::front)))
        .service(at(paths::BACK_CHANNEL).route(web::post().to(logout::back)))
        .service(at(paths::LOG_OUT).route(web::post().to(logout::submit)))
        .service(at(paths::EXTEND).route(web::post().to(session_notice::extend)))
        .service(at(paths::LOGGED_OUT).route(get().to(logout::done)))
        .service(at(paths::CONFIRM).route(get().to(confirm::show)).route(web::post().to(confirm::submit)))
        .service(
            at(paths::EDIT).route(get().to(confirm::show_edit)).route(web::post().to(confirm::submit_edit)),
        )
        .service(at(paths::RECEIPT).route(get().to(receipt::show)))
        .service(at(paths::PROFILE).route(get().to(profile::show)))
        .service(
            at(paths::RESERVATION)
                .route(get().to(profile::show_reservation))
                .route(web::post().to(profile::submit_reservation)),
        )
        .service(
            at(paths::LETTER_LANGUAGE)
                .route(get().to(profile::show_language))
                .route(web::post().to(profile::submit_language)),
        )
        .service(
            at(paths::MAILBOX)
                .route(get().to(profile::show_mailbox))
                .route(web::post().to(profile::submit_mailbox)),
        )
        .service(at(paths::SHARING).route(web::post().to(profile::submit_sharing)))
        .service(
            at(paths::DELETE)
                .route(get().to(profile::show_delete))
                .route(web::post().to(profile::submit_delete)),
        )
        .service(at(paths::EXPORT).route(get().to(profile::export)))
        .service(at(paths::PRINT).route(get().to(profile::print)))
        .service(at(paths::CODE_SMS).route(get().to(code::show_sms)).route(web::post().to(code::submit_sms)))
        .service(at(paths::CODE_SMS_SEND).route(web::post().to(code::send_sms)))
        .service(
            at(paths::CODE_EMAIL).route(get().to(code::show_email)).route(web::post().to(code::submit_email)),
        )
        .service(at(paths::CODE_EMAIL_SEND).route(web::post().to(code::send_email)))
        // HEAD changes nothing, and a report does.
        .service(at(paths::KANNEL_REPORTS).route(web::get().to(reports::kannel)))
        .service(at(paths::LINKMOBILITY_REPORTS).route(web::post().to(reports::linkmobility)))
        .service(at(paths::HELP).route(get().to(help::index)).route(web::post().to(help::search)))
        .service(at(paths::HELP_REGISTER).route(get().to(help::register)))
        .service(at(paths::HELP_DUPLICATE).route(get().to(help::duplicate)))
        .service(at(paths::HELP_CODE).route(get().to(help::code)))
        .service(at(paths::HELP_RESERVATION).route(get().to(help::reservation)))
        .service(at(paths::HELP_MAILBOX).route(get().to(help::mailbox)))
        .service(at(paths::HELP_ACCESSIBILITY).route(get().to(help::accessibility)))
        .service(at(paths::HELP_PRIVACY).route(get().to(help::privacy)))
        .service(at(paths::STATIC).route(get().to(static_files::serve)))
        .service(at(paths::ROBOTS).route(get().to(static_files::robots)));
}
