//! What has changed since, for organisations that keep a copy of the register (Digdir's docs, `krr_lokal_kopi`).
//!
//! Nothing here is read on a replica: what is told of a person must be at least as new as the change that it is told for.

use actix_web::{HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bekreft_domain::{Expiry, LookupPurpose, Rights};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

use super::answer::{ROOM_FOR_ONE, answer};
use super::call::Call;
use super::consumer::Consumer;
use super::error::{ApiError, ErrorBody};
use super::scope::{FeedRead, LookUp, Scope as _};
use super::wire::{Certificates, PersonResource};
use crate::actions::feed::{note_reader, number_changes};
use crate::app::State;
use crate::store::feed::{self, Feed, Page, ProviderChange};
use crate::store::lookup::look_up;
use crate::store::read::ReadDb;

/// From where on.
#[derive(Deserialize, ToSchema)]
pub struct Since {
    /// The `tilEndringsId` of the last answer; 0 the first time. Changes after it are told, itself not. Never above the
    /// `sisteEndringsId` of this register. 64 bits.
    #[schema(minimum = 0, example = 23)]
    #[serde(rename = "fraEndringsId", deserialize_with = "whole_number")]
    pub from: i64,
}

/// Takes `23.0` for 23: to JSON Schema both are integers, and some programs know no others. Beyond 2^53 a number with a point may
/// have been rounded, and rounded up it would skip a change.
fn whole_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Number {
        Whole(i64),
        WithPoint(f64),
    }
    const LAST_EXACT: f64 = 9_007_199_254_740_992.0;
    match Number::deserialize(deserializer)? {
        Number::Whole(number) => Ok(number),
        Number::WithPoint(number) if number.fract() == 0.0 && number.abs() <= LAST_EXACT => {
            format!("{number:.0}").parse().map_err(D::Error::custom)
        }
        Number::WithPoint(_) => Err(D::Error::custom("not a whole number")),
    }
}

/// What has changed with persons.
#[derive(Serialize, ToSchema)]
pub struct PersonChanges<'a> {
    /// Persons as they are now, each once, `AKTIV` or `SLETTET`, in the order of their last change. At most a thousand; empty when
    /// there is nothing new.
    pub list: Vec<PersonResource<'a>>,
    /// As it was sent.
    #[serde(rename = "fraEndringsId")]
    pub from: i64,
    /// Everything up to this has been told: the next `fraEndringsId`.
    #[serde(rename = "tilEndringsId")]
    pub up_to: i64,
    /// The last change there is. Ask again at once while it is above `tilEndringsId`.
    #[serde(rename = "sisteEndringsId")]
    pub last: i64,
}

/// A provider of digital mailboxes.
#[derive(Serialize, ToSchema)]
pub struct ProviderResource {
    /// Its name.
    #[schema(example = "Digipost")]
    pub navn: &'static str,
    /// Its organisation number: `postkasseleverandoeradresse` of persons.
    #[schema(example = "984661185")]
    pub organisasjonsnummer: &'static str,
    /// What mail to all its mailboxes is encrypted to: X.509 in DER, base64.
    pub sertifikat: String,
}

/// What has changed with providers of digital mailboxes.
#[derive(Serialize, ToSchema)]
pub struct ProviderChanges {
    /// Providers as they are now, each once.
    pub list: Vec<ProviderResource>,
    /// As it was sent.
    #[serde(rename = "fraEndringsId")]
    pub from: i64,
    /// Everything up to this has been told: the next `fraEndringsId`.
    #[serde(rename = "tilEndringsId")]
    pub up_to: i64,
    /// The last change there is.
    #[serde(rename = "sisteEndringsId")]
    pub last: i64,
}

impl From<ProviderChange> for ProviderResource {
    fn from(change: ProviderChange) -> Self {
        Self {
            navn: change.provider.name(),
            organisasjonsnummer: change.provider.organisation_number(),
            sertifikat: STANDARD.encode(change.certificate),
        }
    }
}

/// Changes a page. Each is of one person, so there are never more persons.
const A_PAGE: i64 = 1000;

#[utoipa::path(
    post,
    path = "/rest/v2/krr/hentEndringer",
    operation_id = "hentEndringer",
    tag = "Endringer",
    summary = "Which persons have changed since?",
    description = "Start with 0, keep `tilEndringsId`, send it as the next `fraEndringsId`, and go on while it is below \
        `sisteEndringsId`. Nothing is missed: a change never turns up below what has been told. A change is told at least \
        once, with the person as she is when you ask, so put what you get in place of what you have.\n\n\
        Contact information is told with its dates whether or not it has expired, unlike in lookups: before you notify \
        somebody, hold the dates against the 18 months yourself. The mailbox of a reserved person is withheld.\n\n\
        Which fields there are is up to the other scopes of the token: `krr:global/kontaktinformasjon.read` opens \
        notification status, contact information and language, `krr:global/digitalpost.read` opens mailbox and certificate. \
        A copy needs both. With neither there is no answer.",
    request_body(content = Since, example = json!({ "fraEndringsId": 0 })),
    responses(
        (status = 200, description = "A page", body = PersonChanges, examples(
            ("changes" = (value = json!({ "list": [
                { "personidentifikator": "17859012310", "reservasjon": "NEI", "status": "AKTIV", "varslingsstatus": "KAN_VARSLES",
                  "kontaktinformasjon": { "mobiltelefonnummer": "+4798765432", "mobiltelefonnummer_oppdatert": "2021-04-19T16:10:17+02",
                    "mobiltelefonnummer_sist_verifisert": "2025-10-07T09:45:56+02", "mobiltelefonnummer_duplisert": "NEI" },
                  "spraak": "nn", "spraak_oppdatert": "2018-08-10T11:12:14+02" },
                { "personidentifikator": "29820890122", "status": "SLETTET", "varslingsstatus": "KAN_IKKE_VARSLES" },
            ], "fraEndringsId": 0, "tilEndringsId": 3, "sisteEndringsId": 3 }))),
            ("nothing new" = (value = json!({ "list": [], "fraEndringsId": 3, "tilEndringsId": 3, "sisteEndringsId": 3 }))),
        )),
        (status = 400, description = "Not the JSON that is described, or `fraEndringsId` is above `sisteEndringsId`: a number from \
            another register, or from before this one was set up anew. Start from 0", body = ErrorBody, examples(
            ("from elsewhere" = (value = json!({ "error": "invalid_request", "error_description": "fraEndringsId is above the \
                last change of this register: it is not from here; start from 0" }))),
        )),
        (status = "4XX", description = "An error, as described above", body = ErrorBody),
        (status = "5XX", description = "An error, as described above; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(
        ("maskinporten" = ["krr:global/hentendring.read", "krr:global/kontaktinformasjon.read"]),
        ("maskinporten" = ["krr:global/hentendring.read", "krr:global/digitalpost.read"]),
    ),
)]
/// `POST /rest/v2/krr/hentEndringer`
pub async fn changes(state: web::Data<State>, call: Call<FeedRead, Since>) -> Result<HttpResponse, ApiError> {
    let rights = rights(&state, call.consumer())?;
    let (from, last) = reach(&state, call.consumer(), Feed::Persons, call.body.from).await?;
    let Page { changed, up_to, last } = feed::persons(&state.db, from, last, A_PAGE).await?;
    let now = state.clock.now();
    note_reader(&state.db, call.consumer().organisation(), told_about(rights)?, now).await?;
    let primary = ReadDb::new(state.db.clone(), None);
    let looked = look_up(&primary, changed, rights.contact_information, now).await?;
    let certificates = Certificates::new(&looked.certificates);
    let told: Vec<_> = looked
        .persons
        .iter()
        .map(|found| PersonResource::of(found, (rights, Expiry::Told), &certificates, now))
        .collect();
    let (organisation, persons) = (call.consumer().organisation().as_str(), told.len());
    tracing::debug!(organisation, persons, from, up_to, last, "the change feed was read");
    let encrypted = told.iter().filter_map(|person| person.sertifikat).map(str::len).sum::<usize>();
    let room = persons * ROOM_FOR_ONE + encrypted + 128;
    answer(&state, call.form, &PersonChanges { list: told, from, up_to, last }, room)
}

#[utoipa::path(
    post,
    path = "/rest/v1/krr/hentPostkasseleverandoerEndringer",
    operation_id = "hentPostkasseleverandoerEndringer",
    tag = "Endringer",
    summary = "Which providers of digital mailboxes have changed since?",
    description = "A provider that renews its certificate changes nothing for each of its mailboxes, and `hentEndringer` does not \
        tell it. Use this to keep one certificate for each provider, in the same way, with numbers of its own. A provider is \
        told when there is a certificate of it. Its name and organisation number are fixed.",
    request_body(content = Since, example = json!({ "fraEndringsId": 0 })),
    responses(
        (status = 200, description = "All that is new", body = ProviderChanges, examples(
            ("changes" = (value = json!({ "list": [
                { "navn": "Digipost", "organisasjonsnummer": "984661185", "sertifikat": "MIIFOTCC…" },
            ], "fraEndringsId": 0, "tilEndringsId": 2, "sisteEndringsId": 2 }))),
            ("nothing new" = (value = json!({ "list": [], "fraEndringsId": 2, "tilEndringsId": 2, "sisteEndringsId": 2 }))),
        )),
        (status = 400, description = "Not the JSON that is described, or `fraEndringsId` is above `sisteEndringsId`: a number from \
            another register, or from before this one was set up anew. Start from 0", body = ErrorBody, examples(
            ("from elsewhere" = (value = json!({ "error": "invalid_request", "error_description": "fraEndringsId is above the \
                last change of this register: it is not from here; start from 0" }))),
        )),
        (status = "4XX", description = "An error, as described above", body = ErrorBody),
        (status = "5XX", description = "An error, as described above; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(("maskinporten" = ["krr:global/hentendring.read"])),
)]
/// `POST /rest/v1/krr/hentPostkasseleverandoerEndringer`
pub async fn provider_changes(
    state: web::Data<State>,
    call: Call<FeedRead, Since>,
) -> Result<web::Json<ProviderChanges>, ApiError> {
    let (from, last) = reach(&state, call.consumer(), Feed::MailboxProviders, call.body.from).await?;
    let Page { changed, up_to, last } = feed::providers(&state.db, from, last).await?;
    let told = changed.into_iter().map(Into::into).collect();
    Ok(web::Json(ProviderChanges { list: told, from, up_to, last }))
}

/// What the token opens beside the feed itself.
fn rights(state: &State, consumer: &Consumer) -> Result<Rights, ApiError> {
    if !consumer.has::<LookUp>() {
        return Err(ApiError::InsufficientScope(LookUp::NAME));
    }
    state.delegation.rights_of(consumer)
}

/// What the copy of somebody with these rights holds.
fn told_about(rights: Rights) -> Result<LookupPurpose, ApiError> {
    LookupPurpose::of(rights.contact_information, rights.digital_mail)
        .ok_or(ApiError::InsufficientScope(LookUp::NAME))
}

/// From which number to which there is something to tell.
async fn reach(state: &State, consumer: &Consumer, feed: Feed, from: i64) -> Result<(i64, i64), ApiError> {
    consumer.may_ask_about_all()?;
    if from < 0 {
        return Err(ApiError::InvalidRequest("fraEndringsId must not be negative"));
    }
    number_changes(&state.db, feed).await?;
    let last = feed::last_number(&state.db, feed).await?;
    // Answered with an empty list it would be told nothing until the numbers have come that far, and never what it missed.
    if from > last {
        return Err(ApiError::InvalidRequest(
            "fraEndringsId is above the last change of this register: it is not from here; start from 0",
        ));
    }
    Ok((from, last))
}
