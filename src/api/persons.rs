//! Public bodies look persons up (Digdir's docs, `oppslagstjenesten_rest`).

use actix_web::{HttpResponse, web};
use bekreft_domain::{Expiry, LookupPurpose, PersonIdentifier, Rights};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::accept::AnswerForm;
use super::answer::{ROOM_FOR_ONE, answer};
use super::call::Call;
use super::consumer::Consumer;
use super::error::{ApiError, ErrorBody};
use super::scope::LookUp;
use super::wire::{Certificates, PersonResource};
use crate::actions::record_lookups::Asker;
use crate::app::State;
use crate::store::lookup::{self, Looked};

/// So many persons are looked up at once.
pub const MOST_PERSONS: usize = 1000;

/// A fødselsnummer or D-number. Control digits that do not fit are no error here: such a number is nobody's.
#[derive(ToSchema)]
#[schema(pattern = "^[0-9]{11}$")]
#[expect(dead_code, reason = "it only describes what stands on the wire")]
pub struct ElevenDigits(String);

/// Whom to look up.
#[derive(Deserialize, ToSchema)]
pub struct GetUsersRequest {
    /// Fødselsnummer or D-numbers, 11 digits each: 1 to 1000. The answer has them in the same order, repetitions included.
    #[schema(value_type = Vec<ElevenDigits>, min_items = 1, max_items = 1000)]
    pub personidentifikatorer: Vec<String>,
}

/// Whom to look up, and what to say of who is not there.
#[derive(Deserialize, ToSchema)]
#[expect(non_snake_case, reason = "as it is called on the wire")]
pub struct GetUsersRequestV2 {
    /// Fødselsnummer or D-numbers, 11 digits each: 1 to 1000. The answer has them in the same order, repetitions included.
    #[schema(value_type = Vec<ElevenDigits>, min_items = 1, max_items = 1000)]
    pub personidentifikatorer: Vec<String>,
    /// Whether persons who never were in the register stand in the answer, too, as `IKKE_REGISTRERT`. They are left out when this is
    /// not given. Who has been deleted always stands there, as `SLETTET`.
    pub inkluderIkkeRegistrerte: Option<bool>,
}

/// The persons that were asked about.
#[derive(Serialize, ToSchema)]
pub struct GetUsersResponse<'a> {
    /// In the order of the request.
    pub personer: Vec<PersonResource<'a>>,
}

/// Eleven digits, and who that is; nobody when the control digits do not fit, which is no reason to refuse the others.
struct Asked {
    digits: String,
    identifier: Option<PersonIdentifier>,
}

/// Who is asked about, if the request is one.
fn asked(consumer: &Consumer, identifiers: Vec<String>) -> Result<Vec<Asked>, ApiError> {
    if identifiers.is_empty() || identifiers.len() > MOST_PERSONS {
        return Err(ApiError::InvalidRequest("personidentifikatorer must have 1 to 1000 elements"));
    }
    if !identifiers.iter().all(|text| text.len() == 11 && text.bytes().all(|byte| byte.is_ascii_digit())) {
        return Err(ApiError::InvalidRequest("each element of personidentifikatorer must be 11 digits"));
    }
    if !identifiers.iter().all(|digits| consumer.may_ask_about_digits(digits)) {
        return Err(ApiError::OtherPerson);
    }
    let asked = identifiers
        .into_iter()
        .map(|digits| Asked { identifier: PersonIdentifier::parse(&digits).ok(), digits });
    Ok(asked.collect())
}

#[utoipa::path(
    post,
    path = "/rest/v2/personer",
    operation_id = "personerV2",
    tag = "Personer",
    summary = "Look up 1 to 1000 persons",
    description = "Each person of the request in its order. What is told of her follows from the scopes: \
        `krr:global/kontaktinformasjon.read` opens `varslingsstatus`, `kontaktinformasjon` and `spraak`, \
        `krr:global/digitalpost.read` opens `digital_post` and `sertifikat`; status and reservation are always told. What has \
        not been updated or confirmed for 18 months is withheld, and so is the mailbox of a reserved person. Persons who never \
        were in the register are left out unless `inkluderIkkeRegistrerte` is true. With `Accept: application/jose` the same \
        JSON comes as a compact JWS.",
    request_body(content = GetUsersRequestV2, example = json!({
        "personidentifikatorer": ["17859012310", "29820890122"], "inkluderIkkeRegistrerte": true,
    })),
    responses(
        (status = 200, description = "The persons", body = GetUsersResponse, examples(
            ("active" = (value = json!({ "personer": [{
                "personidentifikator": "17859012310", "reservasjon": "NEI", "status": "AKTIV",
                "varslingsstatus": "KAN_VARSLES",
                "kontaktinformasjon": {
                    "epostadresse": "kari@example.com", "epostadresse_oppdatert": "2024-01-27T13:11:47+01",
                    "epostadresse_sist_verifisert": "2025-10-07T09:45:56+02",
                    "epostadresse_sist_validert": "2024-01-27T13:15:02+01", "epostadresse_duplisert": "NEI",
                    "mobiltelefonnummer": "+4798765432", "mobiltelefonnummer_oppdatert": "2021-04-19T16:10:17+02",
                    "mobiltelefonnummer_sist_verifisert": "2025-10-07T09:45:56+02",
                    "mobiltelefonnummer_duplisert": "JA" },
                "digital_post": {
                    "postkasseadresse": "kari.test#9YDT", "postkasseleverandoeradresse": "984661185" },
                "sertifikat": "MIIC…", "spraak": "nn", "spraak_oppdatert": "2018-08-10T11:12:14+02" }] }))),
            ("reserved" = (value = json!({ "personer": [{
                "personidentifikator": "17859012310", "reservasjon": "JA",
                "reservasjonstidspunkt": "2023-06-13T13:42:34+02", "reservasjon_oppdatert": "2023-06-13T13:42:34+02",
                "status": "AKTIV", "varslingsstatus": "KAN_IKKE_VARSLES" }] }))),
            ("not registered" = (value = json!({ "personer": [{
                "personidentifikator": "29820890122", "status": "IKKE_REGISTRERT",
                "varslingsstatus": "KAN_IKKE_VARSLES" }] }))),
        )),
        (status = "4XX", description = "An error, as described above", body = ErrorBody),
        (status = "5XX", description = "An error, as described above; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(
        ("maskinporten" = ["krr:global/kontaktinformasjon.read"]), ("maskinporten" = ["krr:global/digitalpost.read"]),
        ("maskinporten" = ["krr:global/kontaktinfo.read"]), ("maskinporten" = ["krr:global/postkasse.read"]),
    ),
)]
/// `POST /rest/v2/personer`
pub async fn look_up_v2(
    state: web::Data<State>,
    call: Call<LookUp, GetUsersRequestV2>,
) -> Result<HttpResponse, ApiError> {
    let Call { by, body, form } = call;
    let with_unregistered = body.inkluderIkkeRegistrerte.unwrap_or(false);
    look_up(&state, (&by.consumer, form), body.personidentifikatorer, with_unregistered).await
}

#[utoipa::path(
    post,
    path = "/rest/v1/personer",
    operation_id = "personer",
    tag = "Personer",
    summary = "Look up 1 to 1000 persons; every one of them stands in the answer",
    description = "As version 2, but persons who never were in the register always stand in the answer, as `IKKE_REGISTRERT`: it \
        has as many elements as the request.",
    request_body(content = GetUsersRequest, example = json!({ "personidentifikatorer": ["17859012310"] })),
    responses(
        (status = 200, description = "The persons", body = GetUsersResponse, examples(
            ("expired" = (value = json!({ "personer": [{
                "personidentifikator": "17859012310", "reservasjon": "NEI", "status": "AKTIV",
                "varslingsstatus": "KAN_IKKE_VARSLES" }] }))),
            ("deleted" = (value = json!({ "personer": [{
                "personidentifikator": "17859012310", "status": "SLETTET",
                "varslingsstatus": "KAN_IKKE_VARSLES" }] }))),
        )),
        (status = "4XX", description = "An error, as described above", body = ErrorBody),
        (status = "5XX", description = "An error, as described above; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(
        ("maskinporten" = ["krr:global/kontaktinformasjon.read"]), ("maskinporten" = ["krr:global/digitalpost.read"]),
        ("maskinporten" = ["krr:global/kontaktinfo.read"]), ("maskinporten" = ["krr:global/postkasse.read"]),
    ),
)]
/// `POST /rest/v1/personer`
pub async fn look_up_v1(
    state: web::Data<State>,
    call: Call<LookUp, GetUsersRequest>,
) -> Result<HttpResponse, ApiError> {
    let Call { by, body, form } = call;
    look_up(&state, (&by.consumer, form), body.personidentifikatorer, true).await
}

async fn look_up(
    state: &State,
    (consumer, form): (&Consumer, AnswerForm),
    identifiers: Vec<String>,
    with_unregistered: bool,
) -> Result<HttpResponse, ApiError> {
    let now = state.clock.now();
    let rights = state.delegation.rights_of(consumer)?;
    let asked = asked(consumer, identifiers)?;
    state.customers.admit_persons(consumer.organisation(), asked.len(), now)?;
    let known = asked.iter().filter_map(|asked| asked.identifier.clone()).collect();
    let looked = lookup::look_up(&state.read_db, known, rights.contact_information, now).await?;
    let certificates = Certificates::new(&looked.certificates);
    let mut personer = resources(&asked, &looked, &certificates, (rights, Expiry::Withheld, now));
    if !with_unregistered {
        personer.retain(|person| !person.is_not_registered());
    }
    let encrypted = personer.iter().filter_map(|person| person.sertifikat).map(str::len).sum::<usize>();
    let room = personer.len() * ROOM_FOR_ONE + encrypted + 64;
    let answer = answer(state, form, &GetUsersResponse { personer }, room)?;
    note(state, consumer, rights, (asked.len(), &looked));
    Ok(answer)
}

/// Notes who has been told about whom, for statistics and for the persons themselves.
fn note(state: &State, consumer: &Consumer, rights: Rights, (asked, looked): (usize, &Looked)) {
    // Without either scope nobody gets this far.
    let Some(purpose) = LookupPurpose::of(rights.contact_information, rights.digital_mail) else { return };
    let by = Asker { consumer: consumer.organisation(), supplier: consumer.supplier(), purpose };
    let found = looked.persons.iter().filter_map(|found| found.id);
    state.recorder.note(by, asked, found, state.clock.now());
}

/// Each of those asked about. Those whose control digits do not fit have not been looked up.
fn resources<'a>(
    asked: &'a [Asked],
    looked: &'a Looked,
    certificates: &'a Certificates,
    (rights, expiry, now): (Rights, Expiry, time::OffsetDateTime),
) -> Vec<PersonResource<'a>> {
    let mut found = looked.persons.iter();
    let resources = asked.iter().map(|asked| match asked.identifier.as_ref().and_then(|_| found.next()) {
        Some(found) => PersonResource::of(found, (rights, expiry), certificates, now),
        None => PersonResource::not_registered(&asked.digits, rights),
    });
    resources.collect()
}
