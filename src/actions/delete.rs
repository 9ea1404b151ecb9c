//! A person is deleted from the register: by her own wish when its time has come, or by whoever else may decide it.

use bekreft_domain::{Person, PersonIdentifier, SupportCode};
use time::{Duration, OffsetDateTime};

use super::confirm_contact::stored_values;
use super::deletion_wish::{Notice, tell};
use super::mailbox::{self, Order};
use crate::clock::Chance;
use crate::i18n::Locale;
use crate::store::deletion::News;
use crate::store::history::Actor;
use crate::store::{self, Db, Tx, audit, change_log, deletion, dialog, draft, person, sharing, verification};

/// How many are looked for at a time.
const BATCH: i64 = 100;
/// How long it is worth telling that it is done.
const NOTICE_LIFE: Duration = Duration::hours(24);

/// Who is behind a deletion.
#[derive(Clone, Copy, Debug)]
pub struct By {
    /// As her history names them.
    pub actor: Actor,
    /// What has happened, as the audit trail names it.
    pub action: &'static str,
    /// The language of what is sent because of it.
    pub locale: Locale,
    /// What leads support to it.
    pub support_code: SupportCode,
}

/// Deletes up to a hundred persons whose wish is due, each in a transaction of her own, and says how many. May be run twice,
/// or by several workers at once, without harm.
///
/// A person who cannot be deleted is passed by: she must not keep the others waiting.
pub async fn delete_due(db: &Db, chance: Chance, now: OffsetDateTime) -> store::Result<usize> {
    let mut passed = 0;
    loop {
        let found = deletion::due(db, now, (passed, BATCH)).await?;
        let mut deleted = 0;
        for identifier in &found {
            deleted += usize::from(delete_or_pass_by(db, identifier.as_ref(), chance, now).await?);
        }
        if deleted > 0 || found.is_empty() {
            return Ok(deleted);
        }
        passed += BATCH;
    }
}

async fn delete_or_pass_by(
    db: &Db,
    identifier: Option<&PersonIdentifier>,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<bool> {
    let Some(identifier) = identifier else {
        tracing::error!("a person cannot be deleted: her identifier is not valid");
        return Ok(false);
    };
    match delete_by_wish(db, identifier, chance, now).await {
        Err(error @ (store::Error::Unreadable(_) | store::Error::Refused(_))) => {
            tracing::error!(%error, "a person cannot be deleted");
            Ok(false)
        }
        outcome => outcome,
    }
}

/// False: she has withdrawn the wish since it was found, or another worker was first.
async fn delete_by_wish(
    db: &Db,
    identifier: &PersonIdentifier,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<bool> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, identifier).await?;
    let Some(wish) = deletion::due_of(&mut tx, identifier, now).await? else { return Ok(false) };
    let (locale, support_code) = (wish.locale, wish.support_code);
    let by = By { actor: Actor::System, action: "delete", locale, support_code };
    let before = delete_in_tx(&mut tx, identifier, &by, chance, now).await?;
    if let Some(before) = &before {
        let notice = Notice { news: News::Done, locale, support_code, not_after: now + NOTICE_LIFE };
        tell(&mut tx, before, &notice, chance, now).await?;
    }
    tx.commit().await?;
    Ok(before.is_some())
}

/// Deletes a person, under [`person::lock`], and gives her as she was; `None` if she was not in the register. Nobody is told:
/// that is for the caller to decide.
///
/// Her row is emptied, the change log and those who shared a value with her hear of it, and all that is under way for her
/// ends: drafts, codes, messages, the mailbox and any wish to be deleted. Her sessions live on, and say that she is deleted.
pub async fn delete_in_tx(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    by: &By,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Option<Person>> {
    deletion::withdraw(tx, identifier).await?;
    let before = dialog::read_locked(tx, identifier).await?.person;
    let events = before.clone().delete(now);
    if events.is_empty() {
        return Ok(None);
    }
    let values = stored_values(&before).into_iter().filter_map(|(channel, value)| Some((channel, value?)));
    let values = values.collect::<Vec<_>>();
    sharing::lock_values(tx, values.iter().map(|(_, value)| value.clone()).collect()).await?;
    let id = person::clear(tx, identifier, now).await?;
    change_log::append(tx, id, &events).await?;
    for (channel, value) in &values {
        change_log::append_sharing_flip(tx, id, *channel, value, now).await?;
    }
    audit::record_deletion(tx, id, (by.actor, by.action), &events, (by.support_code, now)).await?;
    draft::discard(tx, identifier).await?;
    verification::void(tx, identifier, now).await?;
    deletion::withdraw_messages(tx, identifier).await?;
    let order = Order { identifier, locale: by.locale, support_code: by.support_code };
    let had = before.mailbox().map(|mailbox| mailbox.provider);
    mailbox::give_up(tx, order, had, chance, now).await?;
    Ok(Some(before))
}
