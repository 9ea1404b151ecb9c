//! What citizens have seen, step by step, kept for 90 days so that support can see it too: a row for each page, with all that
//! the page was made of. No values of persons: stand-ins are in their place before anything gets here.

mod codes;
mod dialog;
mod story;

use bekreft_domain::SupportCode;
use time::{Duration, OffsetDateTime};

use super::support_db::SupportDb;
use super::{Error, Result, Tx};
use crate::i18n::Locale;
pub use codes::{CodesRecord, RecentRecord};
pub use dialog::{ContactRecord, DialogRecord, DraftRecord, MailboxRecord, Masks, WishRecord};
pub use story::StoryRecord;

/// How long a step is kept (policy, "Retention").
pub const KEPT: Duration = Duration::days(90);

/// Microseconds since 1970, as steps keep times.
pub type Micros = i64;

/// The time in microseconds.
pub fn micros(at: OffsetDateTime) -> Micros {
    i64::try_from(at.unix_timestamp_nanos() / 1000).unwrap_or(Micros::MAX)
}

/// The time of so many microseconds.
pub fn time_of(micros: Micros) -> Result<OffsetDateTime> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000)
        .map_err(|_| Error::Unreadable("flow_step.state"))
}

/// A step to be written down.
#[derive(Clone, Debug)]
pub struct NewStep {
    /// The session's code, which the page bears.
    pub support_code: SupportCode,
    /// Tells sessions apart whose codes happen to be the same.
    pub flow: [u8; 16],
    /// When.
    pub at: OffsetDateTime,
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The address, as the table of routes has it.
    pub path: String,
    /// What was answered.
    pub status: u16,
    /// The language of the page.
    pub locale: Locale,
    /// What the page was made of, as JSON.
    pub state: serde_json::Value,
}

/// A step as it was written down.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its number.
    pub id: i64,
    /// The code that the page bore.
    pub support_code: String,
    /// The session it belongs to.
    pub flow: Vec<u8>,
    /// When.
    pub at: OffsetDateTime,
    /// `GET` or `POST`.
    pub method: String,
    /// The address.
    pub path: String,
    /// What was answered.
    pub status: u16,
    /// The language of the page.
    pub locale: Locale,
    /// The version of the program.
    pub version: String,
    /// What the page was made of.
    pub state: serde_json::Value,
}

/// Writes steps down in one statement.
pub async fn add(tx: &mut Tx, steps: &[NewStep], version: &str) -> Result<()> {
    let codes = steps.iter().map(|step| step.support_code.to_string()).collect::<Vec<_>>();
    let flows = steps.iter().map(|step| step.flow.to_vec()).collect::<Vec<_>>();
    let times = steps.iter().map(|step| step.at).collect::<Vec<_>>();
    let methods = steps.iter().map(|step| step.method.to_owned()).collect::<Vec<_>>();
    let paths = steps.iter().map(|step| step.path.clone()).collect::<Vec<_>>();
    let statuses = steps.iter().map(|step| i16::try_from(step.status).unwrap_or(0)).collect::<Vec<_>>();
    let languages = steps.iter().map(|step| step.locale.tag().to_owned()).collect::<Vec<_>>();
    let states = steps.iter().map(|step| step.state.clone()).collect::<Vec<_>>();
    sqlx::query!(
        "insert into flow_step (support_code, flow, at, method, path, status, language, state, version)
         select t.*, $9 from unnest($1::text[], $2::bytea[], $3::timestamptz[], $4::text[], $5::text[], $6::smallint[],
             $7::text[], $8::jsonb[]) as t",
        &codes,
        &flows,
        &times,
        &methods,
        &paths,
        &statuses,
        &languages,
        &states,
        version
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

struct Row {
    id: i64,
    support_code: String,
    flow: Vec<u8>,
    at: OffsetDateTime,
    method: String,
    path: String,
    status: i16,
    language: String,
    state: serde_json::Value,
    version: String,
}

impl Row {
    fn step(self) -> Result<Step> {
        Ok(Step {
            id: self.id,
            support_code: self.support_code,
            flow: self.flow,
            at: self.at,
            method: self.method,
            path: self.path,
            status: u16::try_from(self.status).unwrap_or(0),
            locale: Locale::from_tag(&self.language).ok_or(Error::Unreadable("flow_step.language"))?,
            version: self.version,
            state: self.state,
        })
    }
}

/// So many steps of a code are shown: more than anybody takes in two hours.
pub const SHOWN: i64 = 500;

/// The steps of a support code in their order, since `since`.
pub async fn read(db: &SupportDb, code: SupportCode, since: OffsetDateTime) -> Result<Vec<Step>> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            "select id, support_code, flow, at, method, path, status, language, state, version from flow_step
             where support_code = $1 and at > $2 order by at, id limit $3",
            code.to_string(),
            since,
            SHOWN
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter().map(Row::step).collect()
}

/// Throws away steps from before `before`, at most so many, and says how many they were.
pub async fn purge(tx: &mut Tx, before: OffsetDateTime, most: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "delete from flow_step where ctid = any(array(select ctid from flow_step where at < $1 limit $2))",
        before,
        most
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(gone.rows_affected())
}
