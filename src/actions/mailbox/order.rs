//! What a citizen wants is kept.

use bekreft_domain::{
    Change, Event, MailboxObstacle, MailboxProvider, Person, PersonIdentifier, SupportCode,
};
use time::{Duration, OffsetDateTime};

use super::tell;
use crate::actions::send_code::message_key;
use crate::clients::mailbox::LONGEST;
use crate::clock::Chance;
use crate::i18n::Locale;
use crate::secrets::TokenHash;
use crate::store::errand::{self, Claimed, Deletes, NewErrand, Task};
use crate::store::message::MailboxNews;
use crate::store::person::PersonId;
use crate::store::{self, Db, Tx, audit, change_log, dialog, mailbox, person, sent_form};

/// How long a wish is worth fulfilling: a provider may be away for a weekend, and after that she may have forgotten it.
const WISH_LIFE: Duration = Duration::days(3);
/// How long it is tried to tell a provider that its mailbox is not used any more.
const DELETE_LIFE: Duration = Duration::days(14);
/// Whoever is at the page asks the provider first; if that does not end well, the worker takes over after this.
const FIRST_LEASE: Duration = Duration::seconds(10);

/// No attempt that was under way takes longer than this.
const AFTER_ATTEMPT: Duration = Duration::seconds(LONGEST.as_secs().cast_signed());

/// Who wants it, and how she is told.
#[derive(Clone, Copy, Debug)]
pub struct Order<'a> {
    /// Who.
    pub identifier: &'a PersonIdentifier,
    /// The language of messages.
    pub locale: Locale,
    /// The code her pages bear.
    pub support_code: SupportCode,
}

/// Keeps the wish for a mailbox of this provider, in place of an earlier one, and gives the errand to be done at once. `None`
/// when nothing is to be done: she has it, or has already asked for it.
pub async fn order(
    tx: &mut Tx,
    order: Order<'_>,
    (person, provider): (&Person, MailboxProvider),
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Option<Claimed>> {
    if errand::waiting_for(tx, order.identifier).await? == Some(provider) {
        return Ok(None);
    }
    take_back_wish(tx, order, chance, now).await?;
    if person.mailbox().is_some_and(|mailbox| mailbox.provider == provider) {
        return Ok(None);
    }
    // The provider may be about to give up the very mailbox she wants.
    let deletes = errand::withdraw_deletes(tx, order.identifier, provider, now).await?;
    let is_free = deletes == Deletes::Withdrawn;
    let wished = place_wish(tx, order, (person, provider, is_free), chance, now).await?;
    if let Some(person) = person::find(tx, order.identifier).await? {
        let events = [Event { change: Change::MailboxRequested, at: now }];
        audit::record_citizen(tx, person, audit::Action::ChooseMailbox, &events, order.support_code, now)
            .await?;
    }
    Ok(Some(wished).filter(|_| is_free))
}

/// Places the errand. One that may be done at once is leased to whoever is at the page; another is the worker's, which keeps
/// the order.
async fn place_wish(
    tx: &mut Tx,
    order: Order<'_>,
    (person, provider, at_once): (&Person, MailboxProvider, bool),
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Claimed> {
    let key = message_key(chance);
    let errand = NewErrand {
        key: &key,
        identifier: order.identifier,
        provider,
        task: Task::Choose,
        locale: order.locale,
        support_code: order.support_code,
        not_after: now + WISH_LIFE,
        lease: if at_once { FIRST_LEASE } else { Duration::ZERO },
        after: Duration::ZERO,
    };
    let id = errand::place(tx, &errand, now).await?;
    Ok(Claimed {
        id,
        key,
        identifier: order.identifier.clone(),
        provider,
        task: Task::Choose,
        locale: order.locale,
        support_code: order.support_code,
        not_after: now + WISH_LIFE,
        attempt: 1,
        email: person.email().map(|contact| contact.value().clone()),
    })
}

/// The person has got another number: what she wished for on the old one is wished for on the new, by the worker.
pub async fn follow(
    tx: &mut Tx,
    from: Order<'_>,
    (to, person): (&PersonIdentifier, &Person),
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    let Some(provider) = errand::waiting_for(tx, from.identifier).await? else { return Ok(()) };
    take_back_wish(tx, from, chance, now).await?;
    let order = Order { identifier: to, ..from };
    place_wish(tx, order, (person, provider, false), chance, now).await.map(drop)
}

/// Takes back a wish that has not been fulfilled. If its provider may have made a mailbox by now, it is told to give it up.
async fn take_back_wish(
    tx: &mut Tx,
    order: Order<'_>,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    match errand::supersede(tx, order.identifier, now).await? {
        // What it may be making right now must be there before it can be given up.
        Some(wish) if wish.may_have_begun => {
            place_delete(tx, order, (wish.provider, AFTER_ATTEMPT), chance, now).await
        }
        _ => Ok(()),
    }
}

/// Somebody leaves the register, or this number of hers: a wish is taken back, and the mailbox that she had is given up.
pub async fn give_up(
    tx: &mut Tx,
    order: Order<'_>,
    had: Option<MailboxProvider>,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    take_back_wish(tx, order, chance, now).await?;
    match had {
        Some(provider) => delete_at(tx, order, provider, chance, now).await,
        None => Ok(()),
    }
}

/// The provider shall give up a mailbox.
pub(super) async fn delete_at(
    tx: &mut Tx,
    order: Order<'_>,
    provider: MailboxProvider,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    place_delete(tx, order, (provider, Duration::ZERO), chance, now).await
}

async fn place_delete(
    tx: &mut Tx,
    order: Order<'_>,
    (provider, after): (MailboxProvider, Duration),
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    let errand = NewErrand {
        key: &message_key(chance),
        identifier: order.identifier,
        provider,
        task: Task::Delete,
        locale: order.locale,
        support_code: order.support_code,
        not_after: now + DELETE_LIFE,
        lease: Duration::ZERO,
        after,
    };
    errand::place(tx, &errand, now).await.map(drop)
}

/// A choice made on a page of its own, with its form.
#[derive(Debug)]
pub struct Choice<'a> {
    /// Who wants it.
    pub order: Order<'a>,
    /// The hash of the form: its rendering's token and its contents.
    pub form: &'a TokenHash,
    /// How old somebody must be.
    pub min_age: u8,
}

/// What came of it.
#[derive(Debug)]
pub enum Outcome {
    /// The wish is kept; this errand is to be done now.
    Ordered(Box<Claimed>),
    /// There was nothing to do, or this very form has been carried out before.
    Unchanged,
    /// Something is in the way, and nothing is kept.
    Obstacle(MailboxObstacle),
}

/// Keeps her wish for a mailbox of this provider. If she has one elsewhere, it stays until the new one is there.
pub async fn choose_mailbox(
    db: &Db,
    choice: &Choice<'_>,
    provider: MailboxProvider,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let identifier = choice.order.identifier;
    let mut tx = db.begin().await?;
    person::lock(&mut tx, identifier).await?;
    if sent_form::is_carried_out(&mut tx, identifier, choice.form).await? {
        return Ok(Outcome::Unchanged);
    }
    let person = dialog::read_locked(&mut tx, identifier).await?.person;
    if let Some(obstacle) = person.mailbox_obstacle(choice.min_age, now) {
        return Ok(Outcome::Obstacle(obstacle));
    }
    if person.mobile().is_none() && person.email().is_none() {
        // Nobody could tell her that mail has come.
        return Ok(Outcome::Obstacle(MailboxObstacle::NotRegistered));
    }
    let ordered = order(&mut tx, choice.order, (&person, provider), chance, now).await?;
    sent_form::note(&mut tx, identifier, choice.form, now).await?;
    tx.commit().await?;
    Ok(ordered.map_or(Outcome::Unchanged, |errand| Outcome::Ordered(Box::new(errand))))
}

/// She gives up her mailbox, or a wish for one. In the register it is gone at once; its provider is told by the worker.
pub async fn remove_mailbox(
    db: &Db,
    choice: &Choice<'_>,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    let identifier = choice.order.identifier;
    let mut tx = db.begin().await?;
    person::lock(&mut tx, identifier).await?;
    if sent_form::is_carried_out(&mut tx, identifier, choice.form).await? {
        return Ok(());
    }
    take_back_wish(&mut tx, choice.order, chance, now).await?;
    let mut person = dialog::read_locked(&mut tx, identifier).await?.person;
    let had = person.mailbox().map(|mailbox| mailbox.provider);
    let events = person.remove_mailbox(now);
    if let (Some(provider), Some(id)) = (had, mailbox::save(&mut tx, &person).await?) {
        record(&mut tx, (id, &events), choice.order, now).await?;
        delete_at(&mut tx, choice.order, provider, chance, now).await?;
        tell::tell(&mut tx, &person, (MailboxNews::Removed, provider), choice.order, (chance, now)).await?;
    }
    sent_form::note(&mut tx, identifier, choice.form, now).await?;
    tx.commit().await
}

async fn record(
    tx: &mut Tx,
    (id, events): (PersonId, &[Event]),
    order: Order<'_>,
    now: OffsetDateTime,
) -> store::Result<()> {
    change_log::append(tx, id, events).await?;
    audit::record_citizen(tx, id, audit::Action::ChooseMailbox, events, order.support_code, now).await
}
