//! What a citizen decides about herself beside her contact information: whether she is reserved, and the language of
//! letters to her.

use bekreft_domain::{Change, Event, Person, PersonIdentifier, RegisterLanguage, SupportCode};
use time::OffsetDateTime;

use crate::secrets::TokenHash;
use crate::store::{self, Db, audit, change_log, dialog, person, sent_form};

/// Who decides, and with which form.
#[derive(Debug)]
pub struct Choice<'a> {
    /// Who.
    pub identifier: &'a PersonIdentifier,
    /// The hash of the form: its rendering's token and its contents.
    pub form: &'a TokenHash,
    /// The code her pages bear.
    pub support_code: SupportCode,
}

/// Reserves her, or takes the reservation back.
pub async fn set_reservation(
    db: &Db,
    choice: &Choice<'_>,
    is_reserved: bool,
    now: OffsetDateTime,
) -> store::Result<()> {
    let change = |person: &mut Person| {
        if is_reserved { person.reserve(now) } else { person.withdraw_reservation(now) }
    };
    carry_out(db, choice, audit::Action::SetReservation, change, now).await
}

/// Chooses the language of letters to her.
pub async fn choose_language(
    db: &Db,
    choice: &Choice<'_>,
    language: RegisterLanguage,
    now: OffsetDateTime,
) -> store::Result<()> {
    let change = |person: &mut Person| person.choose_language(language, now);
    carry_out(db, choice, audit::Action::ChooseLanguage, change, now).await
}

/// Chooses it at a service where she has logged in. There is no form: the same again finds nothing to change.
pub async fn choose_language_at_service(
    db: &Db,
    identifier: &PersonIdentifier,
    language: RegisterLanguage,
    by: &audit::ByService<'_>,
    now: OffsetDateTime,
) -> store::Result<()> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, identifier).await?;
    let mut person = dialog::read_locked(&mut tx, identifier).await?.person;
    let events = person.choose_language(language, now);
    if events.is_empty() {
        return Ok(());
    }
    let id = person::save_choices(&mut tx, &person, false, now).await?;
    change_log::append(&mut tx, id, &events).await?;
    audit::record_language_at_service(&mut tx, id, by, &events, now).await?;
    tx.commit().await
}

/// One transaction: the change, its rows in the change log, its row in the audit trail. The same form sent again does
/// nothing.
async fn carry_out(
    db: &Db,
    choice: &Choice<'_>,
    action: audit::Action,
    change: impl FnOnce(&mut Person) -> Vec<Event>,
    now: OffsetDateTime,
) -> store::Result<()> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, choice.identifier).await?;
    if sent_form::is_carried_out(&mut tx, choice.identifier, choice.form).await? {
        return Ok(());
    }
    let mut person = dialog::read_locked(&mut tx, choice.identifier).await?.person;
    let events = change(&mut person);
    if !events.is_empty() {
        let reservation = events
            .iter()
            .any(|event| matches!(event.change, Change::Reserved | Change::ReservationWithdrawn));
        let id = person::save_choices(&mut tx, &person, reservation, now).await?;
        change_log::append(&mut tx, id, &events).await?;
        audit::record_citizen(&mut tx, id, action, &events, choice.support_code, now).await?;
    }
    sent_form::note(&mut tx, choice.identifier, choice.form, now).await?;
    tx.commit().await
}
