//! A citizen asks to be deleted from the register, or thinks better of it. Her number and address are told at once, and the
//! wish waits for a day: whoever has taken over her login cannot do it unseen.

use bekreft_domain::{
    Change, Contact, Event, Person, PersonIdentifier, Status, SupportCode, deletion as rules,
};
use time::{Duration, OffsetDateTime};

use super::choose::Choice;
use super::send_code::{Destination, message_key};
use crate::clock::Chance;
use crate::i18n::Locale;
use crate::store::deletion::{self, News, Waiting, Wish};
use crate::store::message::{self, Kind, NewMessage};
use crate::store::{self, Db, Tx, audit, dialog, person, sent_form};

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The wish waits, from now or from before.
    Waits,
    /// She is not in the register, so there is nothing to delete.
    NotRegistered,
    /// She has asked too often in a day, or her number or address has been told too often. A wish that nobody is told of is
    /// not taken.
    TooOften,
}

/// A person may ask so often in [`WINDOW`]: each time her number and address are told.
const MOST_WISHES: i64 = 3;
/// A number or an address is told so often in [`WINDOW`], whoever asks: as many messages as anybody may be sent.
const MOST_NOTICES: i64 = 10;
/// What wishes and notices are counted in.
const WINDOW: Duration = Duration::hours(24);

/// Notes the wish and tells her number and address, all or nothing. Asked again while it waits, nothing changes, nor does
/// its time.
pub async fn request_deletion(
    db: &Db,
    choice: &Choice<'_>,
    locale: Locale,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, choice.identifier).await?;
    if sent_form::is_carried_out(&mut tx, choice.identifier, choice.form).await? {
        return Ok(Outcome::Waits);
    }
    let person = dialog::read_locked(&mut tx, choice.identifier).await?.person;
    if person.status() != Some(Status::Active) {
        return Ok(Outcome::NotRegistered);
    }
    let waiting = Waiting { wished_at: now, due_at: rules::due_at(now) };
    let wish = Wish { waiting, locale, support_code: choice.support_code };
    if let Some(id) = deletion::note(&mut tx, choice.identifier, &wish).await? {
        if is_too_often(&mut tx, &person, now).await? {
            return Ok(Outcome::TooOften);
        }
        let events = [Event { change: Change::DeletionRequested, at: now }];
        let action = audit::Action::RequestDeletion;
        audit::record_citizen(&mut tx, id, action, &events, choice.support_code, now).await?;
        let news = News::Requested(waiting.due_at);
        let notice = Notice { news, locale, support_code: choice.support_code, not_after: waiting.due_at };
        tell(&mut tx, &person, &notice, chance, now).await?;
    }
    sent_form::note(&mut tx, choice.identifier, choice.form, now).await?;
    tx.commit().await?;
    Ok(Outcome::Waits)
}

async fn is_too_often(tx: &mut Tx, person: &Person, now: OffsetDateTime) -> store::Result<bool> {
    let values = destinations(person).map(|destination| destination.value()).collect::<Vec<_>>();
    let asked = deletion::asked_since(tx, person.identifier(), &values, now - WINDOW).await?;
    Ok(asked.by_her >= MOST_WISHES || asked.told >= MOST_NOTICES)
}

/// Takes the wish back. There being none, nothing changes.
pub async fn withdraw_deletion(db: &Db, choice: &Choice<'_>, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, choice.identifier).await?;
    if sent_form::is_carried_out(&mut tx, choice.identifier, choice.form).await? {
        return Ok(());
    }
    withdraw_in_tx(&mut tx, choice.identifier, choice.support_code, now).await?;
    sent_form::note(&mut tx, choice.identifier, choice.form, now).await?;
    tx.commit().await
}

/// As [`withdraw_deletion`], for who does something else by which she shows that she stays.
pub(super) async fn withdraw_in_tx(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    support_code: SupportCode,
    now: OffsetDateTime,
) -> store::Result<()> {
    let Some(id) = deletion::withdraw(tx, identifier).await? else { return Ok(()) };
    let events = [Event { change: Change::DeletionWithdrawn, at: now }];
    audit::record_citizen(tx, id, audit::Action::WithdrawDeletion, &events, support_code, now).await
}

/// What her number and address are to be told.
pub(super) struct Notice {
    /// That it has been asked for, or that it is done.
    pub(super) news: News,
    /// In which language.
    pub(super) locale: Locale,
    /// The code her pages bear, or bore when she asked.
    pub(super) support_code: SupportCode,
    /// Not sent later than this.
    pub(super) not_after: OffsetDateTime,
}

/// Tells the number and the address that a person has or had.
pub(super) async fn tell(
    tx: &mut Tx,
    person: &Person,
    notice: &Notice,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    for destination in destinations(person) {
        let new = NewMessage {
            key: &message_key(chance),
            kind: Kind::Deletion(notice.news),
            channel: destination.channel(),
            identifier: person.identifier(),
            destination: destination.typed(),
            value: &destination.value(),
            number: destination.number(),
            locale: notice.locale,
            support_code: notice.support_code,
            not_after: notice.not_after,
        };
        message::enqueue(tx, &new, now).await?;
    }
    Ok(())
}

fn destinations(person: &Person) -> impl Iterator<Item = Destination> {
    let mobile = person.mobile().map(Contact::value).cloned().map(Destination::Mobile);
    let email = person.email().map(Contact::value).cloned().map(Destination::Email);
    mobile.into_iter().chain(email)
}
