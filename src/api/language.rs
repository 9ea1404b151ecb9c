//! A public body whose customer register holds the language of somebody sets it here, where there is none (Digdir, "Språk i
//! KRR"; no contract has been published, so address, names and scope are ours).

use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::{LanguageObstacle, PersonIdentifier, RegisterLanguage};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::call::Call;
use super::consumer::Consumer;
use super::error::{ApiError, ErrorBody};
use super::scope::LanguageWrite;
use crate::actions::set_missing_language::{Outcome, set_missing_language};
use crate::app::State;
use crate::store::audit::ByToken;
use crate::web::Frame;

/// Persons and their languages.
#[derive(Deserialize, ToSchema)]
pub struct Languages {
    /// One to a thousand persons, each with `personidentifikator` (11 digits) and `spraak`: `nb`, `nn`, `se` or `en`.
    #[schema(min_items = 1, max_items = 1000)]
    pub personer: Vec<PersonLanguage>,
}

/// The language in which somebody wants letters.
#[derive(Deserialize, ToSchema)]
pub struct PersonLanguage {
    /// Fødselsnummer or D-number, 11 digits; what is none gets `UGYLDIG_PERSONNUMMER`.
    pub personidentifikator: String,
    /// `nb`, `nn`, `se` or `en` (ISO 639-1); anything else gets `UGYLDIG_SPRAAK`.
    pub spraak: String,
}

/// What came of each.
#[derive(Serialize, ToSchema)]
pub struct LanguagesSet<'a> {
    /// One for each person that was sent, in the same order.
    pub personer: Vec<LanguageSet<'a>>,
}

/// What came of one.
#[derive(Serialize, ToSchema)]
pub struct LanguageSet<'a> {
    /// As it was sent.
    pub personidentifikator: &'a str,
    /// Whether the language stands in the register now because of this call.
    pub status: LanguageStatus,
    /// What was done, or why nothing was.
    pub beskrivelse: LanguageCode,
}

/// Whether it was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub enum LanguageStatus {
    /// It was.
    #[serde(rename = "OK")]
    Ok,
    /// It was not, and nothing is changed.
    #[serde(rename = "FEILET")]
    Failed,
}

/// What was done, or why nothing was.
///
/// | code | meaning |
/// |---|---|
/// | `SPRAAK_SATT` | the person had no language, and has this one now |
/// | `BRUKER_OPPRETTET` | the person was not in the register, and has come into it with this language |
/// | `SPRAAK_ALLEREDE_SATT` | the person has a language, this one or another; it is never overwritten |
/// | `BRUKER_SLETTET` | the person has been deleted from the register |
/// | `UGYLDIG_PERSONNUMMER` | the person identifier is not one |
/// | `UGYLDIG_SPRAAK` | the language is not one of the four |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LanguageCode {
    SpraakSatt,
    BrukerOpprettet,
    SpraakAlleredeSatt,
    BrukerSlettet,
    UgyldigPersonnummer,
    UgyldigSpraak,
}

impl LanguageCode {
    fn status(self) -> LanguageStatus {
        match self {
            Self::SpraakSatt | Self::BrukerOpprettet => LanguageStatus::Ok,
            Self::SpraakAlleredeSatt
            | Self::BrukerSlettet
            | Self::UgyldigPersonnummer
            | Self::UgyldigSpraak => LanguageStatus::Failed,
        }
    }
}

impl From<Outcome> for LanguageCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Set => Self::SpraakSatt,
            Outcome::Registered => Self::BrukerOpprettet,
            Outcome::Refused(LanguageObstacle::AlreadySet) => Self::SpraakAlleredeSatt,
            Outcome::Refused(LanguageObstacle::Deleted) => Self::BrukerSlettet,
        }
    }
}

/// Most persons in a call.
const MOST: usize = 1000;

#[utoipa::path(
    post,
    path = "/rest/v1/personer/spraak",
    operation_id = "settSpraakForPersoner",
    tag = "Språk",
    summary = "Set the language of letters to persons who have none",
    description = "So that citizens need not say twice what they have told one of us. A language is set where there is none, \
        and never overwritten: what the citizen has chosen counts. Who is not in the register comes into it, with the \
        language and nothing else. Each person is done by itself: that one fails does not stop the others, and the call can \
        be sent again when no answer came. It is done already then, and says `SPRAAK_ALLEREDE_SATT`. The citizen sees in the \
        register's pages that it was done, and by which organisation. Tell her that it holds for all public bodies.\n\n\
        `beskrivelse` is `SPRAAK_SATT` or `BRUKER_OPPRETTET` with `OK`, and with `FEILET` `SPRAAK_ALLEREDE_SATT`, \
        `BRUKER_SLETTET` (deleted from the register: she comes back only by her own doing), `UGYLDIG_PERSONNUMMER` or \
        `UGYLDIG_SPRAAK`.",
    request_body(content = Languages, example = json!({
        "personer": [{ "personidentifikator": "17859012310", "spraak": "nn" }],
    })),
    responses(
        (status = 200, description = "What came of each, in the order of the request", body = LanguagesSet, examples(
            ("done" = (value = json!({ "personer": [
                { "personidentifikator": "17859012310", "status": "OK", "beskrivelse": "SPRAAK_SATT" },
            ] }))),
            ("refused" = (value = json!({ "personer": [
                { "personidentifikator": "17859012310", "status": "FEILET", "beskrivelse": "SPRAAK_ALLEREDE_SATT" },
            ] }))),
        )),
        (status = "4XX", description = "An error, as described above", body = ErrorBody),
        (status = "5XX", description = "An error, as described above; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(("maskinporten" = ["krr:global/spraak.write"])),
)]
/// `POST /rest/v1/personer/spraak`
pub async fn set_missing(
    request: HttpRequest,
    state: web::Data<State>,
    call: Call<LanguageWrite, Languages>,
) -> Result<HttpResponse, ApiError> {
    let persons = &call.body.personer;
    if persons.is_empty() || persons.len() > MOST {
        return Err(ApiError::InvalidRequest("personer must have between 1 and 1000 elements"));
    }
    let wanted = persons.iter().map(|person| read(call.consumer(), person)).collect::<Result<Vec<_>, _>>()?;
    state.customers.admit_persons(call.consumer().organisation(), persons.len(), state.clock.now())?;
    let by = ByToken {
        consumer: call.consumer().organisation(),
        supplier: call.consumer().supplier(),
        support_code: Frame::of(&request).support_code,
    };
    let mut answer = Vec::with_capacity(persons.len());
    for (person, wanted) in persons.iter().zip(wanted) {
        let code = match wanted {
            Err(code) => code,
            Ok((identifier, language)) => {
                set_missing_language(&state.db, &by, &identifier, language, state.clock.now()).await?.into()
            }
        };
        answer.push(LanguageSet {
            personidentifikator: &person.personidentifikator,
            status: code.status(),
            beskrivelse: code,
        });
    }
    Ok(HttpResponse::Ok().json(LanguagesSet { personer: answer }))
}

type Wanted = Result<(PersonIdentifier, RegisterLanguage), LanguageCode>;

/// Who and which language; a code when that is nobody, or none. All are read before the first is done: a token for another
/// person does nothing.
fn read(consumer: &Consumer, person: &PersonLanguage) -> Result<Wanted, ApiError> {
    // People type spaces; programs do not.
    let text = Some(person.personidentifikator.as_str()).filter(|text| !text.contains(' '));
    let Some(identifier) = text.and_then(|text| PersonIdentifier::parse(text).ok()) else {
        return Ok(Err(LanguageCode::UgyldigPersonnummer));
    };
    consumer.may_ask_about(&identifier)?;
    let language = RegisterLanguage::parse(&person.spraak).ok_or(LanguageCode::UgyldigSpraak);
    Ok(language.map(|language| (identifier, language)))
}
