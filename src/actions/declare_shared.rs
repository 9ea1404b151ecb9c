//! The citizen says that a number or an address of hers is on others too on purpose, or takes that back. Who the others are
//! is neither asked nor stored, and nothing she gets to see depends on whether there are any.

use bekreft_domain::{Channel, Event, Purpose, sharing};
use time::OffsetDateTime;

use super::choose::Choice;
use crate::store::dialog::Locked;
use crate::store::person::PersonId;
use crate::store::{self, Db, Tx, audit, dialog, person, sent_form};

/// Says so on the profile, about the value that stands in the register. With no value there is nothing to say.
pub async fn declare_shared(
    db: &Db,
    choice: &Choice<'_>,
    (channel, purpose): (Channel, Purpose),
    now: OffsetDateTime,
) -> store::Result<()> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, choice.identifier).await?;
    if sent_form::is_carried_out(&mut tx, choice.identifier, choice.form).await? {
        return Ok(());
    }
    let current = dialog::read_locked(&mut tx, choice.identifier).await?;
    let id = person::find(&mut tx, choice.identifier).await?;
    if let Some(id) = id.filter(|_| has_value(&current, channel)) {
        let before = current.declared.of(channel);
        let event = enter(&mut tx, id, (channel, before, purpose), now).await?;
        if let Some(event) = event {
            let action = audit::Action::DeclareShared;
            audit::record_citizen(&mut tx, id, action, &[event], choice.support_code, now).await?;
        }
    }
    sent_form::note(&mut tx, choice.identifier, choice.form, now).await?;
    tx.commit().await
}

fn has_value(current: &Locked, channel: Channel) -> bool {
    match channel {
        Channel::Mobile => current.person.mobile().is_some(),
        Channel::Email => current.person.email().is_some(),
    }
}

/// Writes the answer down. Public bodies are not told, so it is no change in their feed: it goes into the audit trail alone.
pub(super) async fn enter(
    tx: &mut Tx,
    person: PersonId,
    (channel, before, purpose): (Channel, Option<sharing::Declaration>, Purpose),
    now: OffsetDateTime,
) -> store::Result<Option<Event>> {
    let (after, event) = sharing::declare(channel, before, purpose, now);
    if after != before {
        store::sharing::save_declaration(tx, person, channel, after).await?;
    }
    Ok(event)
}
