//! Who did what, for the citizen to see.

use bekreft_domain::{Event, OrganisationNumber, SupportCode};
use time::OffsetDateTime;

use super::history::Actor;
use super::person::PersonId;
use super::{Result, Tx};

/// What a citizen did in one go.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// Confirmed, changed or removed contact information in the dialog.
    ConfirmContact,
    /// Entered the code that was sent to a number or an address.
    VerifyCode,
    /// Opted out of digital letters, or took that back.
    SetReservation,
    /// Chose the language of letters.
    ChooseLanguage,
    /// Said that a value is on others too on purpose, or took that back.
    DeclareShared,
    /// Asked for a digital mailbox, or gave up the one she has.
    ChooseMailbox,
    /// Asked to be deleted.
    RequestDeletion,
    /// Thought better of it.
    WithdrawDeletion,
}

impl Action {
    fn as_str(self) -> &'static str {
        match self {
            Self::ConfirmContact => "confirm_contact",
            Self::VerifyCode => "verify_code",
            Self::SetReservation => "set_reservation",
            Self::ChooseLanguage => "choose_language",
            Self::DeclareShared => "declare_shared",
            Self::ChooseMailbox => "choose_mailbox",
            Self::RequestDeletion => "request_deletion",
            Self::WithdrawDeletion => "withdraw_deletion",
        }
    }
}

/// Records one use case of the citizen herself.
pub async fn record_citizen(
    tx: &mut Tx,
    person: PersonId,
    action: Action,
    events: &[Event],
    support_code: SupportCode,
    now: OffsetDateTime,
) -> Result<()> {
    let changes = events.iter().map(|event| event.change.as_str().to_owned()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes, support_code)
         values ($1, $2, 'citizen', $3, $4, $5)",
        person.0,
        now,
        action.as_str(),
        &changes,
        support_code.to_string()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Records what was done because the national register of persons told something. Nobody has a page with a code here.
pub async fn record_national_register(
    tx: &mut Tx,
    person: PersonId,
    action: &'static str,
    event: Event,
) -> Result<()> {
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes)
         values ($1, $2, 'national_register', $3, $4)",
        person.0,
        event.at,
        action,
        &[event.change.as_str().to_owned()]
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Records what a mailbox provider did, asked to or by itself.
pub async fn record_mailbox_provider(
    tx: &mut Tx,
    person: PersonId,
    events: &[Event],
    support_code: SupportCode,
    now: OffsetDateTime,
) -> Result<()> {
    let changes = events.iter().map(|event| event.change.as_str().to_owned()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes, support_code)
         values ($1, $2, 'mailbox_provider', 'choose_mailbox', $3, $4)",
        person.0,
        now,
        &changes,
        support_code.to_string()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// The organisation that a token stood for, and the one that acted on its behalf.
#[derive(Clone, Copy, Debug)]
pub struct ByToken<'a> {
    /// Who decided.
    pub consumer: &'a OrganisationNumber,
    /// Who did it, if another.
    pub supplier: Option<&'a OrganisationNumber>,
    /// The code that its call bore.
    pub support_code: SupportCode,
}

/// The service through which a citizen did something, as her access token names it.
#[derive(Clone, Copy, Debug)]
pub struct ByService<'a> {
    /// Whose it is.
    pub consumer: Option<&'a OrganisationNumber>,
    /// Who runs it, if another.
    pub supplier: Option<&'a OrganisationNumber>,
    /// The code that its call bore.
    pub support_code: SupportCode,
}

/// Records that a citizen chose a language at a service where she had logged in.
pub async fn record_language_at_service(
    tx: &mut Tx,
    person: PersonId,
    by: &ByService<'_>,
    events: &[Event],
    now: OffsetDateTime,
) -> Result<()> {
    let changes = events.iter().map(|event| event.change.as_str().to_owned()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes, support_code, consumer, supplier)
         values ($1, $2, 'citizen', 'choose_language_at_service', $3, $4, $5, $6)",
        person.0,
        now,
        &changes,
        by.support_code.to_string(),
        by.consumer.map(OrganisationNumber::as_str),
        by.supplier.map(OrganisationNumber::as_str)
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// What a mailbox provider's program told us by itself.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    /// It has made a mailbox.
    Made,
    /// The mailbox has another address.
    Moved,
    /// The mailbox is no more.
    Closed,
}

impl Told {
    fn as_str(self) -> &'static str {
        match self {
            Self::Made => "mailbox_made",
            Self::Moved => "mailbox_moved",
            Self::Closed => "mailbox_closed",
        }
    }
}

/// Records what a mailbox provider's program told us, with the organisations behind its token.
pub async fn record_told_by_provider(
    tx: &mut Tx,
    person: PersonId,
    by: &ByToken<'_>,
    told: Told,
    events: &[Event],
    now: OffsetDateTime,
) -> Result<()> {
    let changes = events.iter().map(|event| event.change.as_str().to_owned()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes, support_code, consumer, supplier)
         values ($1, $2, 'mailbox_provider', $3, $4, $5, $6, $7)",
        person.0,
        now,
        told.as_str(),
        &changes,
        by.support_code.to_string(),
        by.consumer.as_str(),
        by.supplier.map(OrganisationNumber::as_str)
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Records that a public body set the language of letters to somebody who had none.
pub async fn record_public_body(
    tx: &mut Tx,
    person: PersonId,
    by: &ByToken<'_>,
    events: &[Event],
    now: OffsetDateTime,
) -> Result<()> {
    let changes = events.iter().map(|event| event.change.as_str().to_owned()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes, support_code, consumer, supplier)
         values ($1, $2, 'public_body', 'set_missing_language', $3, $4, $5, $6)",
        person.0,
        now,
        &changes,
        by.support_code.to_string(),
        by.consumer.as_str(),
        by.supplier.map(OrganisationNumber::as_str)
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Records that a person was deleted, and who is behind it.
pub async fn record_deletion(
    tx: &mut Tx,
    person: PersonId,
    (actor, action): (Actor, &'static str),
    events: &[Event],
    (support_code, now): (SupportCode, OffsetDateTime),
) -> Result<()> {
    let changes = events.iter().map(|event| event.change.as_str().to_owned()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes, support_code)
         values ($1, $2, $3, $6, $4, $5)",
        person.0,
        now,
        actor.as_str(),
        &changes,
        support_code.to_string(),
        action
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Records what the register did by itself when a time had come.
pub async fn record_system(
    tx: &mut Tx,
    person: PersonId,
    action: &'static str,
    event: Event,
    support_code: SupportCode,
) -> Result<()> {
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes, support_code)
         values ($1, $2, 'system', $3, $4, $5)",
        person.0,
        event.at,
        action,
        &[event.change.as_str().to_owned()],
        support_code.to_string()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}
