//! An errand is done: the provider is asked with no transaction open, and what came of it is entered in one.

use std::time::Duration as Patience;

use bekreft_domain::{
    Change, Event, MailboxAddress, MailboxCertificate, MailboxObstacle, MailboxProvider, MailboxRefusal,
    Person,
};
use time::{Duration, OffsetDateTime};

use super::order::delete_at;
use super::{Order, tell};
use crate::clients::Failure;
use crate::clients::mailbox::{self as client, Chosen, MailboxClients};
use crate::clock::{Chance, Clock};
use crate::store::errand::{self, Claimed, End, Task};
use crate::store::message::MailboxNews;
use crate::store::{self, Db, Tx, audit, change_log, dialog, mailbox, person};

/// Who does errands, and with what.
#[derive(Clone, Copy, Debug)]
pub struct Desk<'a> {
    /// The register.
    pub db: &'a Db,
    /// The providers.
    pub clients: &'a MailboxClients,
    /// Tells the time.
    pub clock: &'a Clock,
    /// Draws keys.
    pub chance: Chance,
    /// Somebody sees on a page what comes of it.
    pub is_at_page: bool,
}

/// How an errand stands after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Done, or ended by somebody else.
    Done,
    /// The provider, or the register, said no.
    Refused(Option<MailboxRefusal>),
    /// Not answered yet; the worker goes on.
    Waiting,
}

/// A worker that has not finished by then has died; longer than any provider is waited for.
pub const LEASE: Duration = Duration::seconds(30);
/// The longest wait between two attempts.
const LONGEST_WAIT: Duration = Duration::minutes(5);

/// Does the errand at a provider that has been due longest. False: there was none.
///
/// One that cannot be read, or whose answer cannot be entered, is put off: it must not stand in the way of the others.
pub async fn fulfil_next(desk: Desk<'_>, provider: MailboxProvider) -> store::Result<bool> {
    let mut tx = desk.db.begin().await?;
    let taken = errand::claim(&mut tx, provider, LEASE, desk.clock.now()).await?;
    tx.commit().await?;
    let Some(taken) = taken else { return Ok(false) };
    let id = taken.id;
    let done = match taken.read() {
        Ok(claimed) => Box::pin(fulfil(desk, &claimed, client::LONGEST)).await,
        Err(error) => Err(error),
    };
    if let Err(error @ (store::Error::Unreadable(_) | store::Error::Refused(_))) = done {
        tracing::error!(errand = ?id, %error, "an errand to a mailbox provider cannot be done");
        let mut tx = desk.db.begin().await?;
        errand::put_off(&mut tx, id, desk.clock.now() + LONGEST_WAIT).await?;
        tx.commit().await?;
        return Ok(true);
    }
    done.map(|_| true)
}

/// Makes one attempt at an errand that has been taken, and waits no longer than `patience` for the provider.
pub async fn fulfil(desk: Desk<'_>, claimed: &Claimed, patience: Patience) -> store::Result<Progress> {
    let Some(client) = desk.clients.of(claimed.provider) else {
        return put_off(desk, claimed, Failure::Misconfigured).await;
    };
    let wanted =
        client::Errand { key: &claimed.key, identifier: &claimed.identifier, email: claimed.email.as_ref() };
    let answer = match claimed.task {
        Task::Choose => client.choose(&wanted, patience).await,
        Task::Delete => match client.delete(&wanted, patience).await {
            Ok(()) => return deleted(desk, claimed).await,
            Err(failure) => Err(failure),
        },
    };
    match answer {
        Ok(Chosen::Mailbox { address, certificate }) => chosen(desk, claimed, (address, certificate)).await,
        Ok(Chosen::Refused(why)) => {
            let mut tx = desk.db.begin().await?;
            person::lock(&mut tx, &claimed.identifier).await?;
            let progress = refuse(&mut tx, desk, claimed, why).await?;
            tx.commit().await?;
            Ok(progress)
        }
        Err(failure) => put_off(desk, claimed, failure).await,
    }
}

async fn deleted(desk: Desk<'_>, claimed: &Claimed) -> store::Result<Progress> {
    let mut tx = desk.db.begin().await?;
    errand::finish(&mut tx, claimed.id, End::Done, desk.clock.now()).await?;
    tx.commit().await?;
    Ok(Progress::Done)
}

fn order(claimed: &Claimed) -> Order<'_> {
    Order { identifier: &claimed.identifier, locale: claimed.locale, support_code: claimed.support_code }
}

/// The provider has made a mailbox. It counts if she still wants it and still may have it.
async fn chosen(
    desk: Desk<'_>,
    claimed: &Claimed,
    (address, certificate): (MailboxAddress, Option<Vec<u8>>),
) -> store::Result<Progress> {
    let now = desk.clock.now();
    let mut tx = desk.db.begin().await?;
    person::lock(&mut tx, &claimed.identifier).await?;
    let mut person = dialog::read_locked(&mut tx, &claimed.identifier).await?.person;
    let before = person.mailbox().map(|mailbox| mailbox.provider);
    let progress = match person.choose_mailbox(claimed.provider, address, now) {
        Err(obstacle) => {
            give_back_unwanted(&mut tx, desk, claimed, before).await?;
            refuse(&mut tx, desk, claimed, refusal(obstacle)).await?
        }
        Ok(events) if errand::finish(&mut tx, claimed.id, End::Done, now).await? => {
            enter(&mut tx, desk, claimed, (&person, &events)).await?;
            if let Some(other) = before.filter(|provider| *provider != claimed.provider) {
                delete_at(&mut tx, order(claimed), other, desk.chance, now).await?;
            }
            Progress::Done
        }
        Ok(_) => {
            give_back_unwanted(&mut tx, desk, claimed, before).await?;
            Progress::Done
        }
    };
    if let Some(der) = certificate {
        keep_certificate(&mut tx, claimed.provider, &der, now).await?;
    }
    tx.commit().await?;
    Ok(progress)
}

async fn enter(
    tx: &mut Tx,
    desk: Desk<'_>,
    claimed: &Claimed,
    (person, events): (&Person, &[Event]),
) -> store::Result<()> {
    // The provider has told of it by itself already, and so has she been.
    if events.is_empty() {
        return Ok(());
    }
    let now = desk.clock.now();
    let Some(id) = mailbox::save(tx, person).await? else { return Ok(()) };
    change_log::append(tx, id, events).await?;
    audit::record_mailbox_provider(tx, id, events, claimed.support_code, now).await?;
    let news = (MailboxNews::Chosen, claimed.provider);
    tell::tell(tx, person, news, order(claimed), (desk.chance, now)).await
}

/// What the provider made, or may have made, is not entered. It shall not keep it for nobody; but if her mailbox there stands in
/// the register, entered by another worker or told by the provider itself, it stays.
async fn give_back_unwanted(
    tx: &mut Tx,
    desk: Desk<'_>,
    claimed: &Claimed,
    has: Option<MailboxProvider>,
) -> store::Result<()> {
    if has == Some(claimed.provider) || wants_it_again(tx, claimed).await? {
        return Ok(());
    }
    delete_at(tx, order(claimed), claimed.provider, desk.chance, desk.clock.now()).await
}

/// Whether another wish than this one waits for a mailbox there.
async fn wants_it_again(tx: &mut Tx, claimed: &Claimed) -> store::Result<bool> {
    errand::waits_anew(tx, &claimed.identifier, claimed.provider, claimed.id).await
}

fn refusal(obstacle: MailboxObstacle) -> Option<MailboxRefusal> {
    match obstacle {
        MailboxObstacle::NotRegistered => Some(MailboxRefusal::PersonUnknown),
        MailboxObstacle::Reserved => Some(MailboxRefusal::Reserved),
        MailboxObstacle::TooYoung => None,
    }
}

/// Ends the errand with a no, and tells her unless she sees it on the page.
async fn refuse(
    tx: &mut Tx,
    desk: Desk<'_>,
    claimed: &Claimed,
    why: Option<MailboxRefusal>,
) -> store::Result<Progress> {
    end_without_mailbox(tx, desk, claimed, End::Refused(why)).await?;
    Ok(Progress::Refused(why))
}

async fn end_without_mailbox(tx: &mut Tx, desk: Desk<'_>, claimed: &Claimed, end: End) -> store::Result<()> {
    let now = desk.clock.now();
    if !errand::finish(tx, claimed.id, end, now).await? || claimed.task == Task::Delete {
        return Ok(());
    }
    let Some(id) = person::find(tx, &claimed.identifier).await? else { return Ok(()) };
    let events = [Event { change: Change::MailboxRefused, at: now }];
    audit::record_mailbox_provider(tx, id, &events, claimed.support_code, now).await?;
    if desk.is_at_page {
        return Ok(());
    }
    let person = dialog::read_locked(tx, &claimed.identifier).await?.person;
    let news = (MailboxNews::Refused, claimed.provider);
    tell::tell(tx, &person, news, order(claimed), (desk.chance, now)).await
}

/// No answer, or none that helps: another attempt later, or none any more.
async fn put_off(desk: Desk<'_>, claimed: &Claimed, failure: Failure) -> store::Result<Progress> {
    let now = desk.clock.now();
    let again_at = now + wait(claimed.attempt, failure);
    let gives_up = again_at > claimed.not_after;
    tracing::warn!(errand = ?claimed, %failure, gives_up, "a mailbox provider did not do an errand");
    let mut tx = desk.db.begin().await?;
    if gives_up {
        person::lock(&mut tx, &claimed.identifier).await?;
        if claimed.task == Task::Choose {
            // It may have made a mailbox without being able to say so.
            let person = dialog::read_locked(&mut tx, &claimed.identifier).await?.person;
            let has = person.mailbox().map(|mailbox| mailbox.provider);
            give_back_unwanted(&mut tx, desk, claimed, has).await?;
        }
        end_without_mailbox(&mut tx, desk, claimed, End::GivenUp).await?;
    } else {
        errand::put_off(&mut tx, claimed.id, again_at).await?;
    }
    tx.commit().await?;
    Ok(if gives_up { Progress::Refused(None) } else { Progress::Waiting })
}

/// Two seconds, four, eight … up to five minutes; those at once when only an operator can help.
fn wait(attempt: u32, failure: Failure) -> Duration {
    if failure == Failure::Misconfigured {
        return LONGEST_WAIT;
    }
    Duration::seconds(2_i64.saturating_pow(attempt.min(12))).min(LONGEST_WAIT)
}

/// A certificate that cannot be used is left where it is: the one that is stored may still be good, and operators are told
/// before it expires.
async fn keep_certificate(
    tx: &mut Tx,
    provider: MailboxProvider,
    der: &[u8],
    now: OffsetDateTime,
) -> store::Result<()> {
    match MailboxCertificate::check(der, provider, now) {
        Ok(certificate) => {
            if mailbox::save_certificate(tx, provider, &certificate, now).await? {
                tracing::info!(provider = provider.name(), "the mailbox provider has a new certificate");
            }
        }
        Err(why) => {
            tracing::warn!(provider = provider.name(), %why, "a certificate of a mailbox provider cannot be used");
        }
    }
    Ok(())
}
