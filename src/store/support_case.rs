//! «Clear this limit»: what one of support asks for and another decides.

use bekreft_domain::{
    CaseState, Channel, ClearableLimit, LookReason, Note, OrganisationNumber, PersonIdentifier, support,
};
use time::OffsetDateTime;

use super::person::PersonId;
use super::support_db::SupportDb;
use super::{Error, Result, Tx};

/// A case's row number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaseId(i64);

impl CaseId {
    /// As it stands in an address.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number| *number > 0).map(Self)
    }
}

impl std::fmt::Display for CaseId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Which limit of whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Whose.
    pub person: PersonId,
    /// On which channel.
    pub channel: Channel,
    /// Which.
    pub what: ClearableLimit,
}

/// A case as it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct NewCase<'a> {
    /// Which limit of whom.
    pub subject: Subject,
    /// Why.
    pub reason: LookReason,
    /// What is said beside it.
    pub note: &'a Note,
    /// Who asks.
    pub asked_by: &'a PersonIdentifier,
    /// For whom she works.
    pub organisation: &'a OrganisationNumber,
}

/// Opens a case, unless there is an open one about the same. Says whether it did.
pub async fn open(tx: &mut Tx, new: &NewCase<'_>, now: OffsetDateTime) -> Result<bool> {
    sqlx::query!("update support_case set state = 'expired' where state = 'open' and expires_at <= $1", now)
        .execute(&mut *tx.inner)
        .await?;
    let opened = sqlx::query!(
        "insert into support_case (person_id, channel, what, reason, note, organisation, asked_by, asked_at, expires_at, state)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'open')
         on conflict (person_id, channel, what) where state = 'open' do nothing",
        new.subject.person.0,
        new.subject.channel.as_str(),
        new.subject.what.as_str(),
        new.reason.as_str(),
        new.note.as_str(),
        new.organisation.as_str(),
        new.asked_by.expose(),
        now,
        now + support::CASE_WAITS
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(opened.rows_affected() == 1)
}

/// A case that nobody else can decide meanwhile.
#[derive(Clone, Debug)]
pub struct Locked {
    /// Its row.
    pub id: CaseId,
    /// Which limit of whom.
    pub subject: Subject,
    /// The number of the person.
    pub identifier: PersonIdentifier,
    /// Why.
    pub reason: LookReason,
    /// What has become of it.
    pub state: CaseState,
    /// Who asked.
    pub asked_by: PersonIdentifier,
}

/// Reads a case, and lets nobody else have it.
pub async fn lock(tx: &mut Tx, id: CaseId, now: OffsetDateTime) -> Result<Option<Locked>> {
    let row = sqlx::query!(
        "select c.person_id, c.channel, c.what, c.reason, c.state, c.asked_by, c.expires_at, p.person_identifier
         from support_case c join person p on p.id = c.person_id where c.id = $1 for update of c",
        id.0
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let identifier =
        |text: &str| PersonIdentifier::parse(text).map_err(|_| Error::Unreadable("support_case.asked_by"));
    Ok(Some(Locked {
        id,
        subject: subject(row.person_id, &row.channel, &row.what)?,
        identifier: identifier(&row.person_identifier)?,
        reason: reason(&row.reason)?,
        state: state(&row.state, row.expires_at, now)?,
        asked_by: identifier(&row.asked_by)?,
    }))
}

/// Writes down what somebody has decided.
pub async fn decide(
    tx: &mut Tx,
    case: &Locked,
    (is_approved, by): (bool, &PersonIdentifier),
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "update support_case set state = $2, decided_by = $3, decided_at = $4 where id = $1 and state = 'open'",
        case.id.0,
        if is_approved { CaseState::Approved.as_str() } else { CaseState::Refused.as_str() },
        by.expose(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// From now on the limit counts only what comes.
pub async fn clear(tx: &mut Tx, case: &Locked, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into limit_clearing (person_identifier, channel, what, cleared_at, case_id) values ($1, $2, $3, $4, $5)
         on conflict (person_identifier, channel, what) do update set cleared_at = excluded.cleared_at, case_id = excluded.case_id",
        case.identifier.expose(),
        case.subject.channel.as_str(),
        case.subject.what.as_str(),
        now,
        case.id.0
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// A case as support sees it.
#[derive(Clone, Debug)]
pub struct Case {
    /// Its row.
    pub id: CaseId,
    /// Which limit of whom.
    pub subject: Subject,
    /// The number of the person.
    pub identifier: PersonIdentifier,
    /// Why.
    pub reason: LookReason,
    /// What was said beside it.
    pub note: String,
    /// What has become of it.
    pub state: CaseState,
    /// When it was asked for.
    pub asked_at: OffsetDateTime,
    /// Until when it waits.
    pub expires_at: OffsetDateTime,
    /// When it was decided.
    pub decided_at: Option<OffsetDateTime>,
    /// Whether the one who looks has asked for it.
    pub is_own: bool,
}

struct Row {
    id: i64,
    person_id: i64,
    channel: String,
    what: String,
    reason: String,
    note: String,
    state: String,
    asked_at: OffsetDateTime,
    expires_at: OffsetDateTime,
    decided_at: Option<OffsetDateTime>,
    is_own: bool,
    person_identifier: String,
}

/// The latest cases, open ones first; of one person if she is named.
pub async fn list(
    db: &SupportDb,
    who: (&PersonIdentifier, Option<PersonId>),
    most: i64,
    now: OffsetDateTime,
) -> Result<Vec<Case>> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            r#"select c.id, c.person_id, c.channel, c.what, c.reason, c.note, c.state, c.asked_at, c.expires_at, c.decided_at,
                      c.asked_by = $1 as "is_own!", p.person_identifier
               from support_case c join person p on p.id = c.person_id
               where $4::bigint is null or c.person_id = $4
               order by c.state = 'open' and c.expires_at > $3 desc, c.asked_at desc, c.id desc limit $2"#,
            who.0.expose(),
            most,
            now,
            who.1.map(|person| person.0)
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Case {
                id: CaseId(row.id),
                subject: subject(row.person_id, &row.channel, &row.what)?,
                identifier: PersonIdentifier::parse(&row.person_identifier)
                    .map_err(|_| Error::Unreadable("person.person_identifier"))?,
                reason: reason(&row.reason)?,
                note: row.note,
                state: state(&row.state, row.expires_at, now)?,
                asked_at: row.asked_at,
                expires_at: row.expires_at,
                decided_at: row.decided_at,
                is_own: row.is_own,
            })
        })
        .collect()
}

fn subject(person: i64, channel: &str, what: &str) -> Result<Subject> {
    Ok(Subject {
        person: PersonId(person),
        channel: Channel::parse(channel).ok_or(Error::Unreadable("support_case.channel"))?,
        what: ClearableLimit::parse(what).ok_or(Error::Unreadable("support_case.what"))?,
    })
}

fn reason(name: &str) -> Result<LookReason> {
    LookReason::parse(name).ok_or(Error::Unreadable("support_case.reason"))
}

/// Nobody writes down that a case has expired when it does.
fn state(name: &str, expires_at: OffsetDateTime, now: OffsetDateTime) -> Result<CaseState> {
    let state = CaseState::parse(name).ok_or(Error::Unreadable("support_case.state"))?;
    Ok(if state == CaseState::Open && expires_at <= now { CaseState::Expired } else { state })
}
