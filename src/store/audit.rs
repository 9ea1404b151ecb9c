//! Who did what, for the citizen to see.

use bekreft_domain::{Event, SupportCode};
use time::OffsetDateTime;

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
