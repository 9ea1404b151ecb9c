//! Mailbox providers ask whether somebody may get a mailbox, and tell what mailboxes they have (B:KanVelge, B:OpprettOgVelg,
//! B:Oppdater, B:Slett). Digdir's operations of the SOAP time, with their codes; the addresses are ours.
//!
//! What the register refuses for a reason of its own is an answer, not an error: 200 with a code. Errors are for requests
//! that are no requests, and for who may not ask.

mod wire;

use actix_web::{HttpRequest, web};
use bekreft_domain::{MailboxProvider, MailboxRefusal, OrganisationNumber, PersonIdentifier};

use super::call::Call;
use super::consumer::Consumer;
use super::error::{ApiError, ErrorBody};
use super::scope::MailboxWrite;
use crate::actions::mailbox_report::{self, News, Outcome, Report};
use crate::app::State;
use crate::store::audit::ByToken;
use crate::store::mailbox;
use crate::web::Frame;
use wire::{Answer, CanChoose, Deletion, Person, Registration};

/// Whose mailboxes the caller has. Only a provider itself may ask, whoever carries its question.
fn provider(consumer: &Consumer) -> Result<MailboxProvider, ApiError> {
    MailboxProvider::of_organisation(consumer.organisation().as_str())
        .ok_or(ApiError::AccessDenied("the organisation of the access token is not a mailbox provider"))
}

/// Who it is about; a refusal when that is nobody.
fn identifier(consumer: &Consumer, text: &str) -> Result<Result<PersonIdentifier, MailboxRefusal>, ApiError> {
    // People type spaces; programs do not.
    let parsed = if text.contains(' ') { None } else { PersonIdentifier::parse(text).ok() };
    match parsed {
        None => Ok(Err(MailboxRefusal::BadIdentifier)),
        Some(identifier) => consumer.may_ask_about(&identifier).map(|()| Ok(identifier)),
    }
}

#[utoipa::path(
    post,
    path = "/rest/v1/postkasse/kanVelge",
    operation_id = "kanVelge",
    tag = "Postkasse",
    summary = "May this person get a digital mailbox?",
    description = "JA when the person is active in the register, not reserved, and has no active mailbox, not at the \
        provider that asks either. `INGEN_POSTBOKS_FUNNET` and `POSTKASSE_EKSISTERER_ALLEREDE` do not occur here.",
    request_body(content = Person, example = json!({ "personidentifikator": "17859012310" })),
    responses(
        (status = 200, description = "Yes, or no and why", body = CanChoose, examples(
            ("yes" = (value = json!({ "status": "JA" }))),
            ("no" = (value = json!({ "status": "NEI", "beskrivelse": "RESERVERT" }))),
        )),
        (status = "4XX", description = "An error, as the tag describes", body = ErrorBody),
        (status = "5XX", description = "An error, as the tag describes; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(("maskinporten" = ["krr:global/postkasse.write"])),
)]
/// `POST /rest/v1/postkasse/kanVelge`
pub async fn can_choose(
    state: web::Data<State>,
    call: Call<MailboxWrite, Person>,
) -> Result<web::Json<CanChoose>, ApiError> {
    provider(call.consumer())?;
    let identifier = match identifier(call.consumer(), &call.body.personidentifikator)? {
        Ok(identifier) => identifier,
        Err(refusal) => return Ok(web::Json(CanChoose::no(refusal))),
    };
    let person = mailbox::holder(&state.db, &identifier).await?;
    Ok(web::Json(match person.may_get_mailbox(state.clock.now()) {
        Ok(()) => CanChoose::yes(),
        Err(refusal) => CanChoose::no(refusal),
    }))
}

#[utoipa::path(
    post,
    path = "/rest/v1/postkasse/opprettOgVelg",
    operation_id = "opprettOgVelg",
    tag = "Postkasse",
    summary = "A mailbox has been made, and is the one to use",
    description = "The mailbox stands in the register from now on, and the citizen is told. The very same again is `OK` and \
        changes nothing, so it can be sent again when no answer came. Another address at the same provider is \
        `POSTKASSE_EKSISTERER_ALLEREDE` (use `oppdater`); a mailbox at the other provider is `ALLEREDE_AKTIV`: to move \
        between providers is the citizen's own decision, made in the register's pages.",
    request_body(content = Registration, example = json!({
        "personidentifikator": "17859012310", "organisasjonsnummer": "984661185", "postkasseadresse": "kari.test#9YDT",
    })),
    responses(
        (status = 200, description = "Done, or not and why", body = Answer, examples(
            ("done" = (value = json!({ "status": "OK" }))),
            ("refused" = (value = json!({ "status": "FEILET", "beskrivelse": "ALLEREDE_AKTIV" }))),
        )),
        (status = "4XX", description = "An error, as the tag describes", body = ErrorBody),
        (status = "5XX", description = "An error, as the tag describes; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(("maskinporten" = ["krr:global/postkasse.write"])),
)]
/// `POST /rest/v1/postkasse/opprettOgVelg`
pub async fn create_and_choose(
    request: HttpRequest,
    state: web::Data<State>,
    call: Call<MailboxWrite, Registration>,
) -> Result<web::Json<Answer>, ApiError> {
    let now = state.clock.now();
    let provider = provider(call.consumer())?;
    let place = || call.body.place(provider, now).map(News::Made);
    let about = (call.body.personidentifikator.as_str(), call.body.organisasjonsnummer.as_str());
    carry_out(&request, &state, (call.consumer(), provider), about, place).await
}

#[utoipa::path(
    post,
    path = "/rest/v1/postkasse/oppdater",
    operation_id = "oppdater",
    tag = "Postkasse",
    summary = "A mailbox has another address, or its provider another certificate",
    description = "For the provider whose mailbox the person has; otherwise `INGEN_POSTBOKS_FUNNET`. Taken of a reserved \
        person too, whose mailbox is kept but withheld. The same again is `OK` and changes nothing.",
    request_body(content = Registration, example = json!({
        "personidentifikator": "17859012310", "organisasjonsnummer": "984661185", "postkasseadresse": "kari.flyttet#1ABC",
    })),
    responses(
        (status = 200, description = "Done, or not and why", body = Answer, examples(
            ("done" = (value = json!({ "status": "OK" }))),
            ("refused" = (value = json!({ "status": "FEILET", "beskrivelse": "INGEN_POSTBOKS_FUNNET" }))),
        )),
        (status = "4XX", description = "An error, as the tag describes", body = ErrorBody),
        (status = "5XX", description = "An error, as the tag describes; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(("maskinporten" = ["krr:global/postkasse.write"])),
)]
/// `POST /rest/v1/postkasse/oppdater`
pub async fn update(
    request: HttpRequest,
    state: web::Data<State>,
    call: Call<MailboxWrite, Registration>,
) -> Result<web::Json<Answer>, ApiError> {
    let now = state.clock.now();
    let provider = provider(call.consumer())?;
    let place = || call.body.place(provider, now).map(News::Moved);
    let about = (call.body.personidentifikator.as_str(), call.body.organisasjonsnummer.as_str());
    carry_out(&request, &state, (call.consumer(), provider), about, place).await
}

#[utoipa::path(
    post,
    path = "/rest/v1/postkasse/slett",
    operation_id = "slett",
    tag = "Postkasse",
    summary = "A mailbox is no more",
    description = "For the provider whose mailbox the person has; otherwise `INGEN_POSTBOKS_FUNNET`, also when it has been \
        deleted before. The citizen is told.",
    request_body(content = Deletion, example = json!({
        "personidentifikator": "17859012310", "organisasjonsnummer": "984661185",
    })),
    responses(
        (status = 200, description = "Done, or not and why", body = Answer, examples(
            ("done" = (value = json!({ "status": "OK" }))),
            ("refused" = (value = json!({ "status": "FEILET", "beskrivelse": "INGEN_POSTBOKS_FUNNET" }))),
        )),
        (status = "4XX", description = "An error, as the tag describes", body = ErrorBody),
        (status = "5XX", description = "An error, as the tag describes; with `Retry-After` when it is 503", body = ErrorBody),
    ),
    security(("maskinporten" = ["krr:global/postkasse.write"])),
)]
/// `POST /rest/v1/postkasse/slett`
pub async fn delete(
    request: HttpRequest,
    state: web::Data<State>,
    call: Call<MailboxWrite, Deletion>,
) -> Result<web::Json<Answer>, ApiError> {
    let provider = provider(call.consumer())?;
    let about = (call.body.personidentifikator.as_str(), call.body.organisasjonsnummer.as_str());
    carry_out(&request, &state, (call.consumer(), provider), about, || Ok(News::Closed)).await
}

/// Person, organisation, address, certificate: the first that is wrong is told.
async fn carry_out(
    request: &HttpRequest,
    state: &State,
    (consumer, provider): (&Consumer, MailboxProvider),
    (person, organisation): (&str, &str),
    news: impl FnOnce() -> Result<News, MailboxRefusal>,
) -> Result<web::Json<Answer>, ApiError> {
    let identifier = match identifier(consumer, person)? {
        Ok(identifier) => identifier,
        Err(refusal) => return Ok(web::Json(Answer::refused(refusal))),
    };
    // A provider speaks for itself only.
    if OrganisationNumber::parse(organisation).as_ref() != Ok(consumer.organisation()) {
        return Ok(web::Json(Answer::refused(MailboxRefusal::BadOrganisation)));
    }
    let news = match news() {
        Ok(news) => news,
        Err(refusal) => return Ok(web::Json(Answer::refused(refusal))),
    };
    let by = ByToken {
        consumer: consumer.organisation(),
        supplier: consumer.supplier(),
        support_code: Frame::of(request).support_code,
    };
    let report = Report { by, provider, identifier: &identifier, news };
    let outcome = mailbox_report::enter(&state.db, &report, state.chance, state.clock.now()).await?;
    Ok(web::Json(match outcome {
        Outcome::Done => Answer::done(),
        Outcome::Refused(refusal) => Answer::refused(refusal),
    }))
}
