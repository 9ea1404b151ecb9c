//! The demo's own mailbox providers: they answer as `docs/integration/mailbox-provider.yaml` says, and misbehave on demand.

use std::time::Duration as Wait;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, web};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bekreft_domain::{EmailAddress, MailboxCertificate, MailboxProvider, MailboxRefusal, PersonIdentifier};
use rcgen::{CertificateParams, DnType, KeyPair, KeyUsagePurpose};
use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};

use crate::app::State;
use crate::app::mailboxes::DEMO_TOKEN;
use crate::clock::Chance;
use crate::i18n::Tr;
use crate::store::{self, Db, demo_mailbox, mailbox, sandbox};
use crate::web::{Form, WebError, paths, see_other};

/// How a provider behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// As it should.
    Works,
    /// As it should, but late.
    Slow,
    /// It does not work at all.
    Down,
    /// It says no, and why.
    Refuses(MailboxRefusal),
}

const ALL: [(&str, Behaviour); 8] = [
    ("works", Behaviour::Works),
    ("slow", Behaviour::Slow),
    ("down", Behaviour::Down),
    ("reserved", Behaviour::Refuses(MailboxRefusal::Reserved)),
    ("already_active", Behaviour::Refuses(MailboxRefusal::AlreadyActive)),
    ("person_unknown", Behaviour::Refuses(MailboxRefusal::PersonUnknown)),
    ("bad_email", Behaviour::Refuses(MailboxRefusal::BadEmail)),
    ("bad_certificate", Behaviour::Refuses(MailboxRefusal::BadCertificate)),
];

/// Longer than a citizen waits, and shorter than the worker does.
const SLOW: Wait = Wait::from_secs(6);
/// The two questions that are asked together take longer than she waits.
const SLOW_ENOUGH: Wait = Wait::from_millis(1600);

fn parse(name: &str) -> Option<Behaviour> {
    ALL.iter().find(|(known, _)| *known == name).map(|(_, behaviour)| *behaviour)
}

/// A behaviour to choose, on the page of test persons.
pub struct Offer {
    pub name: &'static str,
    pub words: String,
    pub is_chosen: bool,
}

/// A provider, and how it can behave.
pub struct Switch {
    pub provider: MailboxProvider,
    pub options: Vec<Offer>,
}

/// What is chosen now, and what could be.
pub async fn switches(state: &State, tr: Tr) -> store::Result<Vec<Switch>> {
    let chosen = demo_mailbox::behaviours(&state.db).await?;
    let switch = |provider: MailboxProvider| {
        let stored = chosen.iter().find(|(known, _)| *known == provider).map(|(_, name)| name.as_str());
        let now = stored.unwrap_or("works");
        let options = ALL.iter().map(|(name, behaviour)| Offer {
            name,
            words: words(tr, *behaviour),
            is_chosen: *name == now,
        });
        Switch { provider, options: options.collect() }
    };
    Ok(MailboxProvider::ALL.iter().copied().map(switch).collect())
}

fn words(tr: Tr, behaviour: Behaviour) -> String {
    match behaviour {
        Behaviour::Works => tr.testid_mailbox_works().to_owned(),
        Behaviour::Slow => tr.testid_mailbox_slow().to_owned(),
        Behaviour::Down => tr.testid_mailbox_down().to_owned(),
        Behaviour::Refuses(why) => tr.testid_mailbox_refuses(why.code()),
    }
}

/// The form: how each of them shall behave.
#[derive(Debug, Deserialize)]
pub struct BehaviourForm {
    digipost: String,
    eboks: String,
}

/// `POST /testid/postkasse`
pub async fn submit(state: web::Data<State>, form: Form<BehaviourForm>) -> Result<HttpResponse, WebError> {
    let chosen =
        [(MailboxProvider::Digipost, &form.fields.digipost), (MailboxProvider::EBoks, &form.fields.eboks)];
    if chosen.iter().any(|(_, name)| parse(name).is_none()) {
        return Err(WebError::BadRequest);
    }
    let mut tx = state.db.begin().await?;
    for (provider, name) in chosen {
        demo_mailbox::behave(&mut tx, provider, name).await?;
    }
    tx.commit().await?;
    Ok(see_other(&format!("{}?postkasse", paths::TEST_ID)))
}

/// All that any of the operations takes.
#[derive(Deserialize)]
pub struct Request {
    personidentifikator: String,
    organisasjonsnummer: Option<String>,
    epostadresse: Option<String>,
}

#[derive(Debug, Default, Serialize)]
struct Answer {
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    beskrivelse: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    postkasseadresse: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sertifikat: Option<String>,
}

impl Answer {
    fn plain(status: &'static str) -> Self {
        Self { status, ..Self::default() }
    }

    fn refused(status: &'static str, why: MailboxRefusal) -> Self {
        Self { status, beskrivelse: Some(why.code()), ..Self::default() }
    }
}

/// `POST /testid/postkasse/{provider}/v1/{operation}`
pub async fn answer(
    request: HttpRequest,
    state: web::Data<State>,
    path: web::Path<(String, String)>,
    body: web::Json<Request>,
) -> Result<HttpResponse, WebError> {
    let (provider, operation) = path.into_inner();
    let provider = MailboxProvider::parse(&provider).ok_or(WebError::NotFound)?;
    if !is_ours(&request) {
        return Ok(HttpResponse::Unauthorized().finish());
    }
    let own = of_scenario(&state, provider, &body).await?;
    // Nobody has to wait for a scenario longer than it takes to be too late for her.
    let slow = if own.is_some() { SLOW_ENOUGH } else { SLOW };
    let stored = match own {
        Some(name) => Some(name),
        None => demo_mailbox::behaviour(&state.db, provider).await?,
    };
    let behaviour = stored.as_deref().and_then(parse).unwrap_or(Behaviour::Works);
    match behaviour {
        Behaviour::Down => return Ok(HttpResponse::ServiceUnavailable().finish()),
        Behaviour::Slow => tokio::time::sleep(slow).await,
        Behaviour::Works | Behaviour::Refuses(_) => {}
    }
    let answer = match operation.as_str() {
        "kanVelge" => may_choose(&body, behaviour),
        "opprettOgVelg" => choose(&state, provider, &body, behaviour).await?,
        "slett" => delete(&state, provider, &body).await?,
        _ => return Err(WebError::NotFound),
    };
    Ok(HttpResponse::Ok().json(answer))
}

/// How the provider treats somebody who plays through a scenario: others do not notice, and neither does she what they choose.
async fn of_scenario(
    state: &State,
    provider: MailboxProvider,
    request: &Request,
) -> store::Result<Option<String>> {
    let Ok(identifier) = synthetic(&request.personidentifikator) else { return Ok(None) };
    Ok(sandbox::habits(&state.db, &identifier).await?.map(|habits| habits.of(provider).to_owned()))
}

fn is_ours(request: &HttpRequest) -> bool {
    let given = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    given.and_then(|value| value.strip_prefix("Bearer ")) == Some(DEMO_TOKEN)
}

fn synthetic(text: &str) -> Result<PersonIdentifier, MailboxRefusal> {
    let identifier = PersonIdentifier::parse(text).map_err(|_| MailboxRefusal::BadIdentifier)?;
    if identifier.is_synthetic() { Ok(identifier) } else { Err(MailboxRefusal::PersonUnknown) }
}

/// Whether she may become a customer, which what is wrong with her address does not decide.
fn may_choose(request: &Request, behaviour: Behaviour) -> Answer {
    let refusal = match behaviour {
        Behaviour::Refuses(MailboxRefusal::BadEmail | MailboxRefusal::BadCertificate) => None,
        Behaviour::Refuses(why) => Some(why),
        _ => None,
    };
    match refusal.map_or_else(|| synthetic(&request.personidentifikator).map(drop), Err) {
        Ok(()) => Answer::plain("JA"),
        Err(why) => Answer::refused("NEI", why),
    }
}

async fn choose(
    state: &State,
    provider: MailboxProvider,
    request: &Request,
    behaviour: Behaviour,
) -> store::Result<Answer> {
    let identifier = match checked(provider, request, behaviour) {
        Ok(identifier) => identifier,
        Err(why) => return Ok(Answer::refused("FEILET", why)),
    };
    let Some(fresh) = make_certificate(provider, state.clock.now()) else {
        return Ok(Answer::refused("FEILET", MailboxRefusal::BadCertificate));
    };
    let mut tx = state.db.begin().await?;
    let certificate = demo_mailbox::certificate(&mut tx, provider, &fresh).await?;
    let address = make_address(provider, state.chance);
    let address = demo_mailbox::open_mailbox(&mut tx, provider, &identifier, &address).await?;
    tx.commit().await?;
    Ok(Answer {
        status: "OK",
        beskrivelse: None,
        postkasseadresse: Some(address),
        sertifikat: Some(STANDARD.encode(certificate)),
    })
}

fn checked(
    provider: MailboxProvider,
    request: &Request,
    behaviour: Behaviour,
) -> Result<PersonIdentifier, MailboxRefusal> {
    if let Behaviour::Refuses(why) = behaviour {
        return Err(why);
    }
    if request.organisasjonsnummer.as_deref() != Some(provider.organisation_number()) {
        return Err(MailboxRefusal::BadOrganisation);
    }
    if request.epostadresse.as_deref().is_some_and(|address| EmailAddress::parse(address).is_err()) {
        return Err(MailboxRefusal::BadEmail);
    }
    synthetic(&request.personidentifikator)
}

async fn delete(state: &State, provider: MailboxProvider, request: &Request) -> store::Result<Answer> {
    let identifier = match synthetic(&request.personidentifikator) {
        Ok(identifier) => identifier,
        Err(why) => return Ok(Answer::refused("FEILET", why)),
    };
    let mut tx = state.db.begin().await?;
    let closed = demo_mailbox::close_mailbox(&mut tx, provider, &identifier).await?;
    tx.commit().await?;
    Ok(if closed { Answer::plain("OK") } else { Answer::refused("FEILET", MailboxRefusal::NoMailbox) })
}

/// In the forms that the providers' own addresses have.
fn make_address(provider: MailboxProvider, chance: Chance) -> String {
    let number = u64::from_be_bytes(chance.bytes::<8>());
    match provider {
        MailboxProvider::Digipost => {
            const LETTERS: &[u8] = b"23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
            let tail = (0..4).map(|place| {
                let letter = (number >> (5 * place)) & 31;
                char::from(LETTERS[usize::try_from(letter).unwrap_or(0)])
            });
            format!("test.person#{}", tail.collect::<String>())
        }
        MailboxProvider::EBoks => format!("{:010}", number % 10_000_000_000),
    }
}

/// The providers' certificates stand in the register from the start, as they do where mailboxes have long been in use: the demo's
/// persons with a mailbox can be written to.
pub async fn keep_certificates(db: &Db, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    for provider in MailboxProvider::ALL.iter().copied() {
        let Some(fresh) = make_certificate(provider, now) else { continue };
        let der = demo_mailbox::certificate(&mut tx, provider, &fresh).await?;
        if let Ok(certificate) = MailboxCertificate::check(&der, provider, now) {
            mailbox::save_certificate(&mut tx, provider, &certificate, now).await?;
        }
    }
    tx.commit().await
}

/// An enterprise certificate as the providers have, but signed by itself.
fn make_certificate(provider: MailboxProvider, now: OffsetDateTime) -> Option<Vec<u8>> {
    let mut params = CertificateParams::default();
    params.not_before = now - Duration::days(1);
    params.not_after = now + Duration::days(730);
    params.key_usages = vec![KeyUsagePurpose::KeyEncipherment, KeyUsagePurpose::DataEncipherment];
    params.distinguished_name.push(DnType::CommonName, format!("{} (demo)", provider.name()));
    let organisation = format!("NTRNO-{}", provider.organisation_number());
    params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 97]), organisation);
    let key = KeyPair::generate().ok()?;
    Some(params.self_signed(&key).ok()?.der().to_vec())
}
