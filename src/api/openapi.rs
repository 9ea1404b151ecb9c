//! The description of the API (`OpenAPI` 3.1), made out of the handlers and wire types themselves.

use std::sync::LazyLock;

use actix_web::http::header;
use actix_web::{HttpResponse, Responder};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::{Modify, OpenApi};

use super::{error, feed, language, mailbox, person, persons, print};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Kontakt- og reservasjonsregisteret (Bekreft)",
        description = "The REST API of the contact and reservation register. Names on the wire are Norwegian, as in Digdir's \
            documentation; descriptions and error texts are English. Fields that are not described are passed over.\n\n\
            Programs show an access token in `Authorization: Bearer …`: of Maskinporten, or of ID-porten where a citizen asks about \
            herself. Each operation names the scopes for it.\n\n\
            An answer that is not 200 or 204 is an error, with the body `{\"error\", \"error_description\"}`. Every answer has \
            `X-Correlation-ID`: give it when you ask for help.\n\n\
            - 400 `invalid_request`: not the JSON that is described\n\
            - 401 `invalid_token`: no token, or one that is not to be believed (`WWW-Authenticate`, RFC 6750)\n\
            - 403 `insufficient_scope`: the token lacks the scope, or is about another person\n\
            - 403 `access_denied`: the operation is not for this organisation, a supplier lacks its delegation, or the login is too weak; or it is no customer of the \
            register, has not accepted its terms, or is switched off\n\
            - 404 `not_found`, 405 `method_not_allowed`, 406 `not_acceptable`, 413 `request_too_large`, 415 `unsupported_media_type`\n\
            - 429 `too_many_requests`: the customer has asked too much; `Retry-After` says in how many seconds to try again\n\
            - 500 `server_error`: our fault\n\
            - 503 `server_error`: the register, or the issuer of tokens, is away; `Retry-After` says when to try again",
        license(name = "MIT", identifier = "MIT"),
    ),
    paths(persons::look_up_v2, persons::look_up_v1, person::show, person::set_language, print::certificate, print::keys,
        mailbox::can_choose, mailbox::create_and_choose, mailbox::update, mailbox::delete,
        feed::changes, feed::provider_changes, language::set_missing),
    components(schemas(error::ErrorBody)),
    modifiers(&Security),
    tags(
        (name = "Personer", description = "For public bodies: lookups of up to 1000 persons at once. A supplier that acts for a body \
            uses the scopes `krr:global/kontaktinfo.read` and `krr:global/postkasse.read`, which open the same, with a delegation in \
            Altinn. Dates are `yyyy-MM-dd'T'HH:mm:ssX` on the Norwegian clock, with an offset of hours only (`+01`, `+02`)."),
        (name = "Person", description = "For services where a citizen has logged in with ID-porten."),
        (name = "Print", description = "For anybody, without a token."),
        (name = "Postkasse", description = "For providers of digital mailboxes: Digipost and e-Boks. The organisation of the \
            access token must be one of them."),
        (name = "Endringer", description = "For organisations that keep a copy of the register."),
        (name = "Språk", description = "For organisations that know a citizen's language."),
    ),
)]
struct Description;

struct Security;

impl Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("An access token of Maskinporten with the scope that the operation names."))
            .build();
        let login = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("An access token of ID-porten, of a citizen who has logged in, with the scope that the operation names."))
            .build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("maskinporten", SecurityScheme::Http(scheme));
        components.add_security_scheme("idporten", SecurityScheme::Http(login));
    }
}

static DESCRIPTION: LazyLock<String> =
    LazyLock::new(|| Description::openapi().to_pretty_json().expect("a description is JSON"));

/// The description, as JSON.
pub fn description() -> &'static str {
    &DESCRIPTION
}

/// `GET /openapi.json`
pub(super) async fn show() -> impl Responder {
    HttpResponse::Ok().insert_header((header::CONTENT_TYPE, "application/json")).body(description())
}
