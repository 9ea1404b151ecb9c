//! A citizen's own data, for a service where she has logged in (Digdir's docs, "Brukerspesifikt oppslag").

use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, web};
use bekreft_domain::{Expiry, RegisterLanguage};
use serde::Deserialize;
use utoipa::ToSchema;

use super::answer::{ROOM_FOR_ONE, answer};
use super::call::read_json;
use super::error::{ApiError, ErrorBody};
use super::owner::Owner;
use super::scope::{OwnLanguageWrite, OwnRead};
use super::wire::{Certificates, PersonResource};
use crate::actions::choose;
use crate::app::State;
use crate::store::audit::ByService;
use crate::store::lookup;
use crate::web::Frame;

/// The language she has chosen.
#[derive(Deserialize, ToSchema)]
pub struct LanguageChange {
    /// `nb`, `nn`, `se` or `en`.
    #[schema(pattern = "^(nb|nn|se|en)$")]
    pub spraak: String,
}

#[utoipa::path(
    get,
    path = "/rest/v1/person",
    operation_id = "person",
    tag = "Person",
    summary = "What the register holds about the citizen who has logged in",
    description = "Shown an access token of ID-porten, at the level substantial or above. One person, as in `personer`, without \
        anything around her; somebody who is not in the register is `IKKE_REGISTRERT`. The scopes open the same fields as those for \
        public bodies do.",
    responses(
        (status = 200, description = "She", body = PersonResource, examples(
            ("active" = (value = json!({
                "personidentifikator": "17859012310", "reservasjon": "NEI", "status": "AKTIV",
                "varslingsstatus": "KAN_VARSLES",
                "kontaktinformasjon": {
                    "epostadresse": "kari@example.com", "epostadresse_oppdatert": "2024-01-27T13:11:47+01",
                    "epostadresse_sist_verifisert": "2025-10-07T09:45:56+02", "epostadresse_duplisert": "NEI" },
                "spraak": "nn", "spraak_oppdatert": "2018-08-10T11:12:14+02" }))),
            ("not registered" = (value = json!({
                "personidentifikator": "17859012310", "status": "IKKE_REGISTRERT",
                "varslingsstatus": "KAN_IKKE_VARSLES" }))),
        )),
        (status = "4XX", description = "An error, as described above", body = ErrorBody),
        (status = "5XX", description = "An error, as described above; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(("idporten" = ["krr:user/kontaktinformasjon.read"]), ("idporten" = ["krr:user/digitalpost.read"])),
)]
/// `GET /rest/v1/person`
pub async fn show(state: web::Data<State>, owner: Owner<OwnRead>) -> Result<HttpResponse, ApiError> {
    let (now, rights) = (state.clock.now(), owner.rights());
    let asked = vec![owner.identifier];
    let looked = lookup::look_up(&state.read_db, asked, rights.contact_information, now).await?;
    let found = looked.persons.first().ok_or(ApiError::Unexpected("nobody"))?;
    let certificates = Certificates::new(&looked.certificates);
    let resource = PersonResource::of(found, (rights, Expiry::Withheld), &certificates, now);
    answer(&state, owner.form, &resource, ROOM_FOR_ONE)
}

#[utoipa::path(
    patch,
    path = "/rest/v1/person",
    operation_id = "velgSpraak",
    tag = "Person",
    summary = "The citizen who has logged in chooses the language of letters to her",
    description = "The language counts for all public bodies: a service must tell her so before it sends this. Who is not in the \
        register comes into it. The same again changes nothing.",
    request_body(content = LanguageChange, example = json!({ "spraak": "nn" })),
    responses(
        (status = 204, description = "Done"),
        (status = "4XX", description = "An error, as described above", body = ErrorBody),
        (status = "5XX", description = "An error, as described above; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(("idporten" = ["krr:user/spraak.write"])),
)]
/// `PATCH /rest/v1/person`
pub async fn set_language(
    request: HttpRequest,
    state: web::Data<State>,
    owner: Owner<OwnLanguageWrite>,
    payload: web::Payload,
) -> Result<HttpResponse, ApiError> {
    let change: LanguageChange = read_json(request.content_type(), payload).await?;
    let language = RegisterLanguage::parse(&change.spraak)
        .ok_or(ApiError::InvalidRequest("spraak must be nb, nn, se or en"))?;
    let by = ByService {
        consumer: owner.consumer.as_ref(),
        supplier: owner.supplier.as_ref().filter(|_| owner.consumer.is_some()),
        support_code: Frame::of(&request).support_code,
    };
    choose::choose_language_at_service(&state.db, &owner.identifier, language, &by, state.clock.now())
        .await?;
    Ok(HttpResponse::NoContent().finish())
}
