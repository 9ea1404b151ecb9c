//! A mailbox provider tells the register about a mailbox: it has made one, it has moved one, it has closed one.

use bekreft_domain::{
    Event, MailboxAddress, MailboxCertificate, MailboxProvider, MailboxRefusal, Person, PersonIdentifier,
};
use time::OffsetDateTime;

use super::mailbox::{Order, tell};
use super::remind::language;
use crate::clock::Chance;
use crate::store::audit::{self, ByToken, Told};
use crate::store::message::MailboxNews;
use crate::store::{self, Db, Tx, change_log, dialog, errand, mailbox, person};

/// What is told.
#[derive(Debug)]
pub enum News {
    /// There is a mailbox, and it is the one to use.
    Made(Where),
    /// It has another address.
    Moved(Where),
    /// It is no more.
    Closed,
}

/// Where a mailbox is.
#[derive(Debug)]
pub struct Where {
    /// Its address at the provider.
    pub address: MailboxAddress,
    /// What mail to the provider is encrypted to, when it says.
    pub certificate: Option<MailboxCertificate>,
}

/// Who tells it, and of whom.
#[derive(Debug)]
pub struct Report<'a> {
    /// The organisations behind the call.
    pub by: ByToken<'a>,
    /// Whose mailboxes.
    pub provider: MailboxProvider,
    /// Whose mailbox.
    pub identifier: &'a PersonIdentifier,
    /// What is told.
    pub news: News,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It stands in the register, now or already.
    Done,
    /// The register says no, and nothing is changed.
    Refused(MailboxRefusal),
}

/// Enters what a provider tells: the mailbox, change log, audit trail, a message to the citizen and the certificate, in one
/// transaction. Told twice, the second time changes nothing.
pub async fn enter(
    db: &Db,
    report: &Report<'_>,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<Outcome> {
    let mut tx = db.begin().await?;
    person::lock(&mut tx, report.identifier).await?;
    let mut person = dialog::read_locked(&mut tx, report.identifier).await?.person;
    let events = match apply(&mut person, report, now) {
        Ok(events) => events,
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    if let News::Made(_) = report.news {
        // What she asked for she has; and nobody shall give up what has just been made.
        errand::fulfilled(&mut tx, report.identifier, report.provider, now).await?;
        errand::withdraw_deletes(&mut tx, report.identifier, report.provider, now).await?;
    }
    if !events.is_empty() {
        write(&mut tx, report, (&person, &events), chance, now).await?;
    }
    if let News::Made(Where { certificate: Some(it), .. }) | News::Moved(Where { certificate: Some(it), .. }) =
        &report.news
        && mailbox::save_certificate(&mut tx, report.provider, it, now).await?
    {
        tracing::info!(provider = report.provider.name(), "the mailbox provider has a new certificate");
    }
    tx.commit().await?;
    Ok(Outcome::Done)
}

fn apply(
    person: &mut Person,
    report: &Report<'_>,
    now: OffsetDateTime,
) -> Result<Vec<Event>, MailboxRefusal> {
    match &report.news {
        News::Made(it) => person.mailbox_was_made(report.provider, it.address.clone(), now),
        News::Moved(it) => person.mailbox_was_moved(report.provider, it.address.clone(), now),
        News::Closed => person.mailbox_was_closed(report.provider, now),
    }
}

async fn write(
    tx: &mut Tx,
    report: &Report<'_>,
    (person, events): (&Person, &[Event]),
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    // Only somebody in the register gets this far, and she is locked.
    let Some(id) = mailbox::save(tx, person).await? else { return Ok(()) };
    change_log::append(tx, id, events).await?;
    let (told, for_her) = match report.news {
        News::Made(_) => (Told::Made, Some(MailboxNews::Chosen)),
        // Her mail comes to the same provider as before.
        News::Moved(_) => (Told::Moved, None),
        News::Closed => (Told::Closed, Some(MailboxNews::Removed)),
    };
    audit::record_told_by_provider(tx, id, &report.by, told, events, now).await?;
    let Some(news) = for_her else { return Ok(()) };
    let order = Order {
        identifier: report.identifier,
        locale: language(person),
        support_code: report.by.support_code,
    };
    tell(tx, person, (news, report.provider), order, (chance, now)).await
}
