//! What the console shows of persons. Everything here reads, on connections that can do nothing else.

mod message;

use bekreft_domain::{Channel, Person, PersonIdentifier, Wanted};
use time::OffsetDateTime;

use super::dialog::{Dialog, Proven};
use super::lookup::Found;
use super::person::{PersonId, person_columns};
use super::sharing::Declared;
use super::support_db::SupportDb;
use super::{Error, Result, deletion, errand};
pub use message::{MessageKind, MessageLine, messages};

/// The persons with exactly this value, deleted ones too when their number is asked for; at most so many.
pub async fn find(db: &SupportDb, wanted: &Wanted, most: i64) -> Result<Vec<PersonId>> {
    let ids = match wanted {
        Wanted::Identifier(identifier) => read!(
            sqlx::query_scalar!("select id from person where person_identifier = $1", identifier.expose())
                .fetch_all(&db.pool)
        )?,
        Wanted::Mobile(number) => read!(
            sqlx::query_scalar!(
                "select id from person where mobile = $1 and status = 'active' order by id limit $2",
                number.expose(),
                most
            )
            .fetch_all(&db.pool)
        )?,
        Wanted::Email(address) => read!(
            sqlx::query_scalar!(
                "select id from person where email_canonical = $1 and status = 'active' order by id limit $2",
                address.expose(),
                most
            )
            .fetch_all(&db.pool)
        )?,
        Wanted::Code(_) => Vec::new(),
    };
    Ok(ids.into_iter().map(PersonId).collect())
}

/// A person, as support sees her.
#[derive(Clone, Debug)]
pub struct Record {
    /// Her row.
    pub id: PersonId,
    /// What her own pages are made of. Nothing typed and not confirmed is in it.
    pub dialog: Dialog,
    /// When she came into the register.
    pub registered_at: OffsetDateTime,
    /// When she last opted out or took that back.
    pub reservation_updated_at: Option<OffsetDateTime>,
}

impl Record {
    /// What the register holds.
    pub fn person(&self) -> &Person {
        &self.dialog.person
    }

    /// The same as public bodies look her up.
    pub fn as_looked_up(&self) -> Found {
        Found {
            id: Some(self.id),
            person: self.dialog.person.clone(),
            reservation_updated_at: self.reservation_updated_at,
            mobile_shared: self.dialog.mobile_shared == Some(true),
            email_shared: self.dialog.email_shared == Some(true),
        }
    }
}

struct Row {
    id: i64,
    person_identifier: String,
    registered_at: OffsetDateTime,
    reservation_updated_at: Option<OffsetDateTime>,
    status: Option<String>,
    language: Option<String>,
    language_updated_at: Option<OffsetDateTime>,
    reserved_at: Option<OffsetDateTime>,
    mobile: Option<String>,
    mobile_updated_at: Option<OffsetDateTime>,
    mobile_confirmed_at: Option<OffsetDateTime>,
    mobile_validated_at: Option<OffsetDateTime>,
    mobile_shared: bool,
    email: Option<String>,
    email_updated_at: Option<OffsetDateTime>,
    email_confirmed_at: Option<OffsetDateTime>,
    email_validated_at: Option<OffsetDateTime>,
    email_shared: bool,
    mobile_shared_reason: Option<String>,
    mobile_declared_at: Option<OffsetDateTime>,
    email_shared_reason: Option<String>,
    email_declared_at: Option<OffsetDateTime>,
    mailbox_provider: Option<String>,
    mailbox_address: Option<String>,
    mailbox_updated_at: Option<OffsetDateTime>,
    wish_provider: Option<String>,
    wish_ordered_at: Option<OffsetDateTime>,
    wish_state: Option<String>,
    wish_refusal: Option<String>,
    deleted_at: Option<OffsetDateTime>,
    wished_at: Option<OffsetDateTime>,
    due_at: Option<OffsetDateTime>,
}

/// Reads persons; those who are not there are left out.
pub async fn records(db: &SupportDb, ids: &[PersonId]) -> Result<Vec<Record>> {
    let ids = ids.iter().map(|id| id.0).collect::<Vec<_>>();
    let rows = read!(
        sqlx::query_as!(
            Row,
            r#"select p.id, p.person_identifier, p.registered_at, p.reservation_updated_at,
                      p.status as "status?", p.language, p.language_updated_at, p.reserved_at,
                      p.mobile, p.mobile_updated_at, p.mobile_confirmed_at, p.mobile_validated_at,
                      p.mobile is not null and exists (select from person o where o.mobile = p.mobile
                          and o.status = 'active' and o.id <> p.id) as "mobile_shared!",
                      p.email, p.email_updated_at, p.email_confirmed_at, p.email_validated_at,
                      p.email_canonical is not null and exists (select from person o
                          where o.email_canonical = p.email_canonical
                          and o.status = 'active' and o.id <> p.id) as "email_shared!",
                      p.mobile_shared_reason, p.mobile_declared_at, p.email_shared_reason, p.email_declared_at,
                      p.mailbox_provider, p.mailbox_address, p.mailbox_updated_at,
                      w.provider as "wish_provider?", w.ordered_at as "wish_ordered_at?", w.state as "wish_state?",
                      w.refusal as "wish_refusal?", p.deleted_at, l.wished_at as "wished_at?", l.due_at as "due_at?"
               from unnest($1::bigint[]) with ordinality as wanted (id, place)
               join person p on p.id = wanted.id
               left join deletion_wish l on l.person_identifier = p.person_identifier
               left join lateral (
                   select e.provider, e.ordered_at, e.state, e.refusal from mailbox_errand e
                   where e.person_identifier = p.person_identifier and e.task = 'choose'
                   order by e.id desc limit 1) w on true
               order by wanted.place"#,
            &ids
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter().map(Row::record).collect()
}

impl Row {
    fn record(self) -> Result<Record> {
        let identifier = read_identifier(&self.person_identifier)?;
        let declared = Declared::restored(
            (self.mobile_shared_reason, self.mobile_declared_at),
            (self.email_shared_reason, self.email_declared_at),
        )?;
        let wish = errand::wish(
            self.wish_provider,
            self.wish_ordered_at,
            self.wish_state,
            self.wish_refusal.as_deref(),
        )?;
        let columns = person_columns!(self);
        let dialog = Dialog {
            person: columns.into_person(identifier)?,
            draft: None,
            mobile_shared: Some(self.mobile_shared),
            email_shared: Some(self.email_shared),
            declared,
            proven: Proven::default(),
            wish,
            deleted_at: self.deleted_at,
            deletion: deletion::waiting(self.wished_at, self.due_at),
        };
        Ok(Record {
            id: PersonId(self.id),
            dialog,
            registered_at: self.registered_at,
            reservation_updated_at: self.reservation_updated_at,
        })
    }
}

fn read_identifier(text: &str) -> Result<PersonIdentifier> {
    PersonIdentifier::parse(text).map_err(|_| Error::Unreadable("person.person_identifier"))
}

/// Who else has a value of a person.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// How many.
    pub count: i64,
    /// The first of them.
    pub persons: Vec<(PersonId, PersonIdentifier)>,
}

struct OtherRow {
    id: i64,
    person_identifier: String,
    count: i64,
}

/// Who else has the value of a channel that a person has; at most so many are named.
pub async fn others(db: &SupportDb, person: PersonId, channel: Channel, most: i64) -> Result<Others> {
    let rows = read!(
        sqlx::query_as!(
            OtherRow,
            r#"select o.id, o.person_identifier, count(*) over () as "count!"
               from person p join person o
                 on o.status = 'active' and o.id <> p.id
                and (($2 = 'mobile' and o.mobile = p.mobile) or ($2 = 'email' and o.email_canonical = p.email_canonical))
               where p.id = $1 and p.status = 'active' order by o.id limit $3"#,
            person.0,
            channel.as_str(),
            most
        )
        .fetch_all(&db.pool)
    )?;
    let count = rows.first().map_or(0, |row| row.count);
    let persons = rows.iter().map(|row| Ok((PersonId(row.id), read_identifier(&row.person_identifier)?)));
    Ok(Others { count, persons: persons.collect::<Result<_>>()? })
}

struct CodeRow {
    code: String,
    at: OffsetDateTime,
}

/// The codes that the latest pages of a person bore, newest first, with when she was last there.
pub async fn support_codes(
    db: &SupportDb,
    record: &Record,
    most: i64,
) -> Result<Vec<(String, OffsetDateTime)>> {
    let rows = read!(
        sqlx::query_as!(
            CodeRow,
            r#"select support_code as "code!", max(at) as "at!" from (
                   select support_code, last_seen_at as at from session where person_identifier = $1
                   union all
                   select support_code, at from audit_event where person_id = $2 and actor = 'citizen'
                   union all
                   select support_code, created_at from message where person_identifier = $1 and kind = 'code') found
               where support_code is not null
               group by support_code order by 2 desc limit $3"#,
            record.person().identifier().expose(),
            record.id.0,
            most
        )
        .fetch_all(&db.pool)
    )?;
    Ok(rows.into_iter().map(|row| (row.code, row.at)).collect())
}

/// The value that a person last had a code sent to on a channel within a day, when that is not the one in the register.
pub async fn value_tried(
    db: &SupportDb,
    person: &Person,
    channel: Channel,
    since: OffsetDateTime,
) -> Result<Option<String>> {
    Ok(read!(
        sqlx::query_scalar!(
            "select value from message where person_identifier = $1 and channel = $2 and kind = 'code' and created_at > $3
             order by created_at desc, id desc limit 1",
            person.identifier().expose(),
            channel.as_str(),
            since
        )
        .fetch_optional(&db.pool)
    )?)
}
