//! What the register holds about a citizen, as a file for her or for a program (GDPR articles 15 and 20). The fields are
//! named as in the register's REST API.

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use bekreft_domain::{Contact, LookReason, LookupPurpose, Person, Reservation, SharedReason, Status, oslo};
use serde::Serialize;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{Opened, open};
use crate::app::State;
use crate::store::access_log::Seen;
use crate::store::dialog::Dialog;
use crate::store::feed_reader::Copy;
use crate::store::history::{Entry, Story};
use crate::store::sharing::Declared;
use crate::web::WebError;
use crate::web::login::{self, Destination, Wish};

/// More than anybody has; the file is whole.
pub(super) const ALL: i64 = 100_000;

/// The file.
#[derive(Serialize)]
struct Export<'a> {
    personidentifikator: &'a str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reservasjon: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reservasjonstidspunkt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reservasjon_oppdatert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spraak: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spraak_oppdatert: Option<String>,
    /// When she was deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    slettet: Option<String>,
    /// Her wish to be deleted, while it waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    sletting: Option<Deletion>,
    kontaktinformasjon: ContactInformation,
    #[serde(skip_serializing_if = "Option::is_none")]
    digital_post: Option<Mailbox>,
    historikk: Vec<Happened>,
    oppslag: Vec<LookedUp>,
    /// Who keeps a copy of the register, she in it.
    kopier: Vec<Kept>,
}

#[derive(Serialize)]
struct Deletion {
    bestilt: String,
    gjennomfoeres: String,
}

#[derive(Serialize)]
struct ContactInformation {
    #[serde(skip_serializing_if = "Option::is_none")]
    mobiltelefonnummer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobiltelefonnummer_oppdatert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobiltelefonnummer_sist_verifisert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobiltelefonnummer_sist_validert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobiltelefonnummer_delt_med_vilje: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mobiltelefonnummer_delt_med_vilje_oppgitt: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epostadresse: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epostadresse_oppdatert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epostadresse_sist_verifisert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epostadresse_sist_validert: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epostadresse_delt_med_vilje: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epostadresse_delt_med_vilje_oppgitt: Option<String>,
}

/// The digital mailbox: its address, and the organisation number of who provides it.
#[derive(Serialize)]
struct Mailbox {
    postkasseadresse: String,
    postkasseleverandoeradresse: &'static str,
}

impl Mailbox {
    fn of(person: &Person) -> Option<Self> {
        person.mailbox().map(|mailbox| Self {
            postkasseadresse: mailbox.address.expose().to_owned(),
            postkasseleverandoeradresse: mailbox.provider.organisation_number(),
        })
    }
}

#[derive(Serialize)]
struct Happened {
    tidspunkt: String,
    hvem: &'static str,
    /// Of the organisation whose program did it, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    organisasjonsnummer: Option<String>,
    /// Why, if it was somebody of support.
    #[serde(skip_serializing_if = "Option::is_none")]
    begrunnelse: Option<&'static str>,
    endringer: Vec<&'static str>,
}

/// A day on which an organisation has looked her up, and what for.
#[derive(Serialize)]
struct LookedUp {
    dato: String,
    organisasjonsnummer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    navn: Option<String>,
    opplysninger: &'static [&'static str],
    antall: i32,
    foerste: String,
    siste: String,
}

/// An organisation that keeps a copy, and the first and the last day on which it was told of changes.
#[derive(Serialize)]
struct Kept {
    organisasjonsnummer: String,
    navn: String,
    opplysninger: &'static [&'static str],
    foerste: String,
    siste: String,
}

fn time(at: OffsetDateTime) -> String {
    oslo::to_local(at).format(&Rfc3339).unwrap_or_default()
}

/// `GET /profil/data.json`
pub async fn show(request: HttpRequest, state: web::Data<State>) -> Result<HttpResponse, WebError> {
    match open(&request, &state, ALL).await? {
        Opened::Hers(_, dialog, story) => {
            let attachment = "attachment; filename=\"kontaktregisteret.json\"";
            let file = serde_json::to_string_pretty(&export(&dialog, &story))
                .map_err(|_| WebError::Unexpected("export"))?;
            Ok(HttpResponse::Ok()
                .content_type("application/json; charset=utf-8")
                .insert_header((header::CONTENT_DISPOSITION, attachment))
                .body(file))
        }
        Opened::Nobodys(visitor) => {
            login::start(&request, &state, &visitor, Wish::to(Destination::Profile)).await
        }
    }
}

fn export<'a>(dialog: &'a Dialog, story: &Story) -> Export<'a> {
    let person = &dialog.person;
    let reserved_at = match person.reservation() {
        Reservation::NotReserved => None,
        Reservation::Reserved { since } => Some(time(since)),
    };
    Export {
        personidentifikator: person.identifier().expose(),
        status: match person.status() {
            Some(Status::Active) => "AKTIV",
            Some(Status::Deleted) => "SLETTET",
            None => "IKKE_REGISTRERT",
        },
        // Of somebody who is not in the register it is not said.
        reservasjon: (person.status() == Some(Status::Active))
            .then(|| if reserved_at.is_some() { "JA" } else { "NEI" }),
        reservasjonstidspunkt: reserved_at,
        reservasjon_oppdatert: story.reservation_updated_at.map(time),
        spraak: person.language().map(|(language, _)| language.as_str()),
        spraak_oppdatert: person.language().map(|(_, at)| time(at)),
        slettet: dialog.deleted_at.map(time),
        sletting: dialog.deletion.map(|waiting| Deletion {
            bestilt: time(waiting.wished_at),
            gjennomfoeres: time(waiting.due_at),
        }),
        kontaktinformasjon: contact_information(person, dialog.declared),
        digital_post: Mailbox::of(person),
        historikk: story.entries.iter().map(happened).collect(),
        oppslag: story.lookups.iter().map(looked_up).collect(),
        kopier: story.copies.iter().filter(|_| person.status() == Some(Status::Active)).map(kept).collect(),
    }
}

fn contact_information(person: &Person, declared: Declared) -> ContactInformation {
    let (mobile, email) = (person.mobile(), person.email());
    ContactInformation {
        mobiltelefonnummer: mobile.map(|contact| contact.value().expose().to_owned()),
        mobiltelefonnummer_oppdatert: mobile.map(Contact::updated_at).map(time),
        mobiltelefonnummer_sist_verifisert: mobile.and_then(Contact::confirmed_at).map(time),
        mobiltelefonnummer_sist_validert: mobile.and_then(Contact::validated_at).map(time),
        mobiltelefonnummer_delt_med_vilje: declared.mobile.map(|said| reason(said.reason)),
        mobiltelefonnummer_delt_med_vilje_oppgitt: declared.mobile.map(|said| time(said.declared_at)),
        epostadresse: email.map(|contact| contact.value().expose().to_owned()),
        epostadresse_oppdatert: email.map(Contact::updated_at).map(time),
        epostadresse_sist_verifisert: email.and_then(Contact::confirmed_at).map(time),
        epostadresse_sist_validert: email.and_then(Contact::validated_at).map(time),
        epostadresse_delt_med_vilje: declared.email.map(|said| reason(said.reason)),
        epostadresse_delt_med_vilje_oppgitt: declared.email.map(|said| time(said.declared_at)),
    }
}

/// The REST API has no name for these.
fn reason(reason: SharedReason) -> &'static str {
    match reason {
        SharedReason::Child => "BARN",
        SharedReason::Spouse => "EKTEFELLE",
        SharedReason::Ward => "HJELPER_NOEN",
        SharedReason::DNumber => "EGET_D_NUMMER",
        SharedReason::Other => "ANNET",
    }
}

fn happened(entry: &Entry) -> Happened {
    Happened {
        tidspunkt: time(entry.at),
        hvem: entry.actor.as_str(),
        organisasjonsnummer: entry.organisation.clone(),
        begrunnelse: entry.reason.map(LookReason::as_str),
        endringer: entry.changes.iter().map(|change| change.as_str()).collect(),
    }
}

fn looked_up(seen: &Seen) -> LookedUp {
    LookedUp {
        dato: seen.day.to_string(),
        organisasjonsnummer: seen.consumer.clone(),
        navn: seen.name.clone(),
        opplysninger: what(seen.purpose),
        antall: seen.times,
        foerste: time(seen.first_at),
        siste: time(seen.last_at),
    }
}

fn kept(copy: &Copy) -> Kept {
    Kept {
        organisasjonsnummer: copy.organisation.clone(),
        navn: copy.name.clone(),
        opplysninger: what(copy.purpose),
        foerste: copy.first_on.to_string(),
        siste: copy.last_on.to_string(),
    }
}

fn what(purpose: LookupPurpose) -> &'static [&'static str] {
    match purpose {
        LookupPurpose::Contact => &["kontaktinformasjon"],
        LookupPurpose::Mailbox => &["digital_post"],
        LookupPurpose::ContactAndMailbox => &["kontaktinformasjon", "digital_post"],
    }
}
