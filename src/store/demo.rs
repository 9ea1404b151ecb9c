//! Putting the demo's persons into the register. Not for anybody else.

use bekreft_domain::{Channel, EmailAddress, PersonIdentifier};
use time::OffsetDateTime;

use super::message::{Claimed, MessageId, Says};
use super::{Db, Error, Result, Tx};
use crate::clients::Report;
use crate::clients::outbox::Habit;
use crate::i18n::Locale;

/// A demo person as the register shall hold her.
#[derive(Clone)]
pub struct DemoRow {
    /// Her synthetic number.
    pub identifier: PersonIdentifier,
    /// Deleted from the register.
    pub is_deleted: bool,
    /// Stored language.
    pub language: Option<&'static str>,
    /// Reserved since.
    pub reserved_at: Option<OffsetDateTime>,
    /// Provider and address.
    pub mailbox: Option<(&'static str, &'static str)>,
    /// E.164.
    pub mobile: Option<String>,
    /// Address.
    pub email: Option<String>,
    /// When everything was registered.
    pub registered_at: OffsetDateTime,
    /// When it was last confirmed.
    pub confirmed_at: OffsetDateTime,
    /// When codes were entered, if ever.
    pub validated_at: Option<OffsetDateTime>,
}

impl std::fmt::Debug for DemoRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "DemoRow({:?})", self.identifier)
    }
}

impl DemoRow {
    /// A person whom the register has never heard of.
    fn is_unregistered(&self) -> bool {
        let empty = self.mobile.is_none() && self.email.is_none() && self.reserved_at.is_none();
        empty && !self.is_deleted && self.language.is_none()
    }
}

/// The numbers of all persons the demo has made.
pub async fn known(tx: &mut Tx) -> Result<Vec<String>> {
    Ok(sqlx::query_scalar!("select person_identifier from demo_person").fetch_all(&mut *tx.inner).await?)
}

/// Those of them that no citizen has changed since.
pub async fn untouched(tx: &mut Tx) -> Result<Vec<String>> {
    let numbers = sqlx::query_scalar!(
        "select d.person_identifier from demo_person d where not exists (
             select from person p join audit_event a on a.person_id = p.id
             where p.person_identifier = d.person_identifier and a.actor = 'citizen' and a.at >= d.seeded_at)"
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    Ok(numbers)
}

/// Puts a person into the register as the row says, whatever was there.
pub async fn put(tx: &mut Tx, row: &DemoRow, now: OffsetDateTime) -> Result<()> {
    super::person::lock(tx, &row.identifier).await?;
    forget_dialog(tx, &row.identifier).await?;
    if row.is_unregistered() {
        forget_person(tx, &row.identifier).await?;
    } else {
        write_person(tx, row).await?;
        // So that the change feed of a new demo tells of everybody.
        sqlx::query!(
            "insert into change_log (person_id, change, at)
             select id, case status when 'active' then 'person_registered' else 'person_deleted' end, $2
             from person where person_identifier = $1",
            row.identifier.expose(),
            now
        )
        .execute(&mut *tx.inner)
        .await?;
    }
    sqlx::query!(
        "insert into demo_person (person_identifier, seeded_at) values ($1, $2)
         on conflict (person_identifier) do update set seeded_at = excluded.seeded_at",
        row.identifier.expose(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

async fn forget_dialog(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<()> {
    sqlx::query!("delete from draft where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from sharing_check where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!(
        "update person set mobile_shared_reason = null, mobile_declared_at = null,
             email_shared_reason = null, email_declared_at = null
         where person_identifier = $1 and (mobile_shared_reason is not null or email_shared_reason is not null)",
        identifier.expose()
    )
    .execute(&mut *tx.inner)
    .await?;
    sqlx::query!("delete from deletion_wish where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from mailbox_errand where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from demo_mailbox where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    // With the verification go its codes, and with those the messages that carried them.
    sqlx::query!("delete from verification where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from message where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from wrong_try where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    sqlx::query!("delete from limit_clearing where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}

async fn forget_person(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<()> {
    if let Some(person) = super::person::find(tx, identifier).await? {
        super::search_index::take_turn(tx).await?;
        super::search_index::replace(tx, &[person.0], &[]).await?;
    }
    for statement in [
        "delete from change_log where person_id in (select id from person where person_identifier = $1)",
        "delete from audit_event where person_id in (select id from person where person_identifier = $1)",
        "delete from access_log where person_id in (select id from person where person_identifier = $1)",
        "delete from support_look where person_id in (select id from person where person_identifier = $1)",
        "delete from support_case where person_id in (select id from person where person_identifier = $1)",
        "delete from person where person_identifier = $1",
    ] {
        sqlx::query(statement).bind(identifier.expose()).execute(&mut *tx.inner).await?;
    }
    Ok(())
}

async fn write_person(tx: &mut Tx, row: &DemoRow) -> Result<()> {
    let address = row.email.as_deref().and_then(|text| EmailAddress::parse(text).ok());
    let canonical = address.map(|address| address.canonical().expose().to_owned());
    let mobile_at = row.mobile.as_ref().map(|_| row.registered_at);
    let email_at = row.email.as_ref().map(|_| row.registered_at);
    sqlx::query!(
        "insert into person (person_identifier, status, registered_at, language, language_updated_at,
             reserved_at, reservation_updated_at, mailbox_provider, mailbox_address, mailbox_updated_at,
             mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at,
             email, email_canonical, email_updated_at, email_confirmed_at, email_validated_at, deleted_at)
         values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
         on conflict (person_identifier) do update set status = excluded.status,
             deleted_at = excluded.deleted_at, forgotten_at = null,
             registered_at = excluded.registered_at, language = excluded.language,
             language_updated_at = excluded.language_updated_at, reserved_at = excluded.reserved_at,
             reservation_updated_at = excluded.reservation_updated_at, mailbox_provider = excluded.mailbox_provider,
             mailbox_address = excluded.mailbox_address, mailbox_updated_at = excluded.mailbox_updated_at,
             mobile = excluded.mobile, mobile_updated_at = excluded.mobile_updated_at,
             mobile_confirmed_at = excluded.mobile_confirmed_at, mobile_validated_at = excluded.mobile_validated_at,
             email = excluded.email, email_canonical = excluded.email_canonical,
             email_updated_at = excluded.email_updated_at, email_confirmed_at = excluded.email_confirmed_at,
             email_validated_at = excluded.email_validated_at",
        row.identifier.expose(),
        if row.is_deleted { "deleted" } else { "active" },
        row.registered_at,
        row.language,
        row.language.map(|_| row.registered_at),
        row.reserved_at,
        row.mailbox.map(|(provider, _)| provider),
        row.mailbox.map(|(_, address)| address),
        row.mailbox.map(|_| row.registered_at),
        row.mobile,
        mobile_at,
        row.mobile.as_ref().map(|_| row.confirmed_at),
        row.validated_at.filter(|_| row.mobile.is_some()),
        row.email,
        canonical,
        email_at,
        row.email.as_ref().map(|_| row.confirmed_at),
        row.validated_at.filter(|_| row.email.is_some()),
        row.is_deleted.then_some(row.confirmed_at),
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Whether the register holds somebody whose number is not synthetic: no place for a demo.
pub async fn holds_real_persons(tx: &mut Tx) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"select exists (select from person where substr(person_identifier, 3, 1) < '8') as "found!""#
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(found)
}

/// Decides what becomes of a message that the demo's own provider has taken.
pub async fn decide_fate(tx: &mut Tx, message: MessageId, habit: Habit, now: OffsetDateTime) -> Result<()> {
    let is_first = sqlx::query_scalar!(
        r#"select not exists (select from message o, message m where m.id = $1 and o.value = m.value and o.id < m.id
               and o.created_at > m.created_at - interval '1 hour') as "first!""#,
        message.0
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    let fate = habit.fate(is_first);
    let report = match fate.report {
        Report::Delivered => Some("delivered"),
        Report::Undelivered => Some("undelivered"),
        Report::Buffered => None,
    };
    sqlx::query!(
        "insert into demo_delivery (message_id, arrives_at, report, report_at) values ($1, $2, $3, $4)
         on conflict (message_id) do nothing",
        message.0,
        fate.arrives_after.map(|after| now + after),
        report,
        now + fate.reports_after
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Takes what the demo's own provider has to report by now.
pub async fn due_reports(tx: &mut Tx, now: OffsetDateTime) -> Result<Vec<(String, Report)>> {
    let rows = sqlx::query!(
        r#"update demo_delivery d set reported = true from message m
           where m.id = d.message_id and not d.reported and d.report_at <= $1 and d.report is not null
           returning m.key, d.report as "report!""#,
        now
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.key, if row.report == "delivered" { Report::Delivered } else { Report::Undelivered }))
        .collect())
}

/// A message as the demo's inbox shows it.
#[derive(Clone, Debug)]
pub struct InboxRow {
    /// The message, to write its text from.
    pub message: Claimed,
    /// Stored state.
    pub state: String,
    /// When it was asked for.
    pub created_at: OffsetDateTime,
    /// When it arrives, if it does.
    pub arrives_at: Option<OffsetDateTime>,
}

/// The latest messages, newest first: all of them, or those to one person.
pub async fn inbox(db: &Db, of: Option<&PersonIdentifier>) -> Result<Vec<InboxRow>> {
    let rows = sqlx::query!(
        r#"select m.id, m.key, m.kind, m.channel, m.person_identifier, m.destination, m.value, m.language, m.not_after, m.attempts,
                  m.state, m.created_at, m.mailbox_provider, m.deletion_due_at,
                  c.nonce as "nonce?", c.key_version as "key_version?", c.expires_at as "expires_at?",
                  d.arrives_at as "arrives_at?"
           from message m left join challenge c on c.id = m.challenge_id left join demo_delivery d on d.message_id = m.id
           where $1::text is null or m.person_identifier = $1
           order by m.id desc limit 50"#,
        of.map(PersonIdentifier::expose)
    )
    .fetch_all(&db.pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let message = Claimed {
                id: MessageId(row.id),
                key: row.key,
                channel: Channel::parse(&row.channel).ok_or(Error::Unreadable("message.channel"))?,
                identifier: PersonIdentifier::parse(&row.person_identifier)
                    .map_err(|_| Error::Unreadable("message.person_identifier"))?,
                destination: row.destination,
                value: row.value,
                locale: Locale::from_tag(&row.language).ok_or(Error::Unreadable("message.language"))?,
                says: Says::read(
                    &row.kind,
                    (row.nonce, row.key_version, row.expires_at),
                    row.mailbox_provider.as_deref(),
                    row.deletion_due_at,
                )?,
                not_after: row.not_after,
                attempt: u32::try_from(row.attempts).unwrap_or(u32::MAX),
            };
            Ok(InboxRow { message, state: row.state, created_at: row.created_at, arrives_at: row.arrives_at })
        })
        .collect()
}
