//! A public body sets the language of letters to somebody who has none.

use bekreft_domain::{Change, LanguageObstacle, PersonIdentifier, RegisterLanguage};
use time::OffsetDateTime;

use crate::store::audit::{self, ByToken};
use crate::store::{self, Db, change_log, dialog, person};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// She has it now.
    Set,
    /// She has come into the register with it.
    Registered,
    /// Nothing is changed, for this reason.
    Refused(LanguageObstacle),
}

/// Sets it, in one transaction: the row, change log and audit trail with the organisations behind the call. Asked twice, the
/// second time changes nothing.
pub async fn set_missing_language(
    db: &Db,
    by: &ByToken<'_>,
    identifier: &PersonIdentifier,
    language: RegisterLanguage,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, identifier).await?;
    let mut person = dialog::read_locked(&mut tx, identifier).await?.person;
    let events = match person.set_missing_language(language, now) {
        Ok(events) => events,
        Err(obstacle) => return Ok(Outcome::Refused(obstacle)),
    };
    let id = person::save_choices(&mut tx, &person, false, now).await?;
    change_log::append(&mut tx, id, &events).await?;
    audit::record_public_body(&mut tx, id, by, &events, now).await?;
    tx.commit().await?;
    let entered = events.iter().any(|event| event.change == Change::PersonRegistered);
    Ok(if entered { Outcome::Registered } else { Outcome::Set })
}
