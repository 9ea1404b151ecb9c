//! Who did what, for the citizen to see.

use bekreft_domain::{Event, LookReason, OrganisationNumber, SupportCode};
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

/// A row of the audit trail.
struct Row<'a> {
    actor: Actor,
    action: &'static str,
    events: &'a [Event],
    support_code: Option<SupportCode>,
    consumer: Option<&'a OrganisationNumber>,
    supplier: Option<&'a OrganisationNumber>,
    reason: Option<LookReason>,
    at: OffsetDateTime,
}

impl<'a> Row<'a> {
    /// What was done without the program of an organisation.
    fn plain(actor: Actor, action: &'static str, events: &'a [Event], at: OffsetDateTime) -> Self {
        Self { actor, action, events, support_code: None, consumer: None, supplier: None, reason: None, at }
    }

    /// What the program of an organisation did with its token.
    fn by_token(
        by: &ByToken<'a>,
        actor: Actor,
        action: &'static str,
        events: &'a [Event],
        at: OffsetDateTime,
    ) -> Self {
        Self {
            support_code: Some(by.support_code),
            consumer: Some(by.consumer),
            supplier: by.supplier,
            ..Self::plain(actor, action, events, at)
        }
    }

    fn with_code(self, support_code: SupportCode) -> Self {
        Self { support_code: Some(support_code), ..self }
    }
}

async fn write(tx: &mut Tx, person: PersonId, row: &Row<'_>) -> Result<()> {
    let changes = row.events.iter().map(|event| event.change.as_str().to_owned()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into audit_event (person_id, at, actor, action, changes, support_code, consumer, supplier, reason)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        person.0,
        row.at,
        row.actor.as_str(),
        row.action,
        &changes,
        row.support_code.map(|code| code.to_string()),
        row.consumer.map(OrganisationNumber::as_str),
        row.supplier.map(OrganisationNumber::as_str),
        row.reason.map(LookReason::as_str)
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
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
    let row = Row::plain(Actor::Citizen, action.as_str(), events, now).with_code(support_code);
    write(tx, person, &row).await
}

/// Records what was done because the national register of persons told something. Nobody has a page with a code here.
pub async fn record_national_register(
    tx: &mut Tx,
    person: PersonId,
    action: &'static str,
    event: Event,
) -> Result<()> {
    write(tx, person, &Row::plain(Actor::NationalRegister, action, &[event], event.at)).await
}

/// Records what a mailbox provider did, asked to or by itself.
pub async fn record_mailbox_provider(
    tx: &mut Tx,
    person: PersonId,
    events: &[Event],
    support_code: SupportCode,
    now: OffsetDateTime,
) -> Result<()> {
    let action = Action::ChooseMailbox.as_str();
    let row = Row::plain(Actor::MailboxProvider, action, events, now).with_code(support_code);
    write(tx, person, &row).await
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
    let row = Row {
        support_code: Some(by.support_code),
        consumer: by.consumer,
        supplier: by.supplier,
        ..Row::plain(Actor::Citizen, "choose_language_at_service", events, now)
    };
    write(tx, person, &row).await
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
    write(tx, person, &Row::by_token(by, Actor::MailboxProvider, told.as_str(), events, now)).await
}

/// Records that a public body set the language of letters to somebody who had none.
pub async fn record_public_body(
    tx: &mut Tx,
    person: PersonId,
    by: &ByToken<'_>,
    events: &[Event],
    now: OffsetDateTime,
) -> Result<()> {
    write(tx, person, &Row::by_token(by, Actor::PublicBody, "set_missing_language", events, now)).await
}

/// Records that a person was deleted, and who is behind it.
pub async fn record_deletion(
    tx: &mut Tx,
    person: PersonId,
    (actor, action): (Actor, &'static str),
    events: &[Event],
    (support_code, now): (SupportCode, OffsetDateTime),
) -> Result<()> {
    write(tx, person, &Row::plain(actor, action, events, now).with_code(support_code)).await
}

/// Records what the register did by itself when a time had come.
pub async fn record_system(
    tx: &mut Tx,
    person: PersonId,
    action: &'static str,
    event: Event,
    support_code: SupportCode,
) -> Result<()> {
    let events = [event];
    let row = Row::plain(Actor::System, action, &events, event.at).with_code(support_code);
    write(tx, person, &row).await
}

/// For whom somebody of support does something, and why. Who she is stands elsewhere: the citizen is told the organisation.
#[derive(Clone, Copy, Debug)]
pub struct BySupport<'a> {
    /// Whose support it is.
    pub organisation: &'a OrganisationNumber,
    /// Why.
    pub reason: LookReason,
    /// The code her page bore.
    pub support_code: SupportCode,
}

/// Records what somebody of support has looked at or done.
pub async fn record_support(
    tx: &mut Tx,
    person: PersonId,
    by: &BySupport<'_>,
    action: &'static str,
    event: Event,
) -> Result<()> {
    let events = [event];
    let row = Row {
        consumer: Some(by.organisation),
        reason: Some(by.reason),
        ..Row::plain(Actor::Support, action, &events, event.at).with_code(by.support_code)
    };
    write(tx, person, &row).await
}
