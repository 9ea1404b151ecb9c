//! What the national register of persons has told, and how far its feed has been read.

use time::OffsetDateTime;

use super::{Db, Error, Result, Tx};

/// What came of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Outcome {
    /// It was about somebody in the register, and has been carried out.
    Applied,
    /// Nobody in the register has this number.
    UnknownPerson,
    /// It says nothing that concerns us.
    Nothing,
    /// It cannot be understood, or not be carried out. It is kept.
    Failed,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Applied, Self::UnknownPerson, Self::Nothing, Self::Failed];

    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Applied => "applied",
            Self::UnknownPerson => "unknown_person",
            Self::Nothing => "nothing",
            Self::Failed => "failed",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text)
    }
}

/// An event to be written down.
#[derive(Debug)]
pub struct Noted<'a> {
    /// Its number in the national register.
    pub sequence: i64,
    /// What kind it is, in the words of whoever told it.
    pub kind: &'a str,
    /// When it happened, if that was told.
    pub happened_at: Option<OffsetDateTime>,
    /// What came of it.
    pub outcome: Outcome,
    /// A failed one as it came.
    pub payload: Option<&'a str>,
}

/// Waits until no other transaction applies an event: they are applied one after the other.
pub async fn lock(tx: &mut Tx) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended('national register', 3))")
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}

/// What came of the event of this number, if it has been here.
pub async fn outcome_of(tx: &mut Tx, sequence: i64) -> Result<Option<Outcome>> {
    let outcome =
        sqlx::query_scalar!("select outcome from national_register_event where sequence = $1", sequence)
            .fetch_optional(&mut *tx.inner)
            .await?;
    outcome
        .map(|text| Outcome::parse(&text).ok_or(Error::Unreadable("national_register_event.outcome")))
        .transpose()
}

/// Writes an event down. One that has failed may be followed by a better try.
pub async fn note(tx: &mut Tx, event: &Noted<'_>, now: OffsetDateTime) -> Result<()> {
    let applied_at = (event.outcome != Outcome::Failed).then_some(now);
    sqlx::query!(
        "insert into national_register_event (sequence, kind, happened_at, received_at, applied_at, outcome, payload)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (sequence) do update set kind = excluded.kind, happened_at = excluded.happened_at,
             applied_at = excluded.applied_at, outcome = excluded.outcome, payload = excluded.payload
         where national_register_event.outcome = 'failed'",
        event.sequence,
        event.kind,
        event.happened_at,
        now,
        applied_at,
        event.outcome.as_str(),
        event.payload
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// How far the feed has been read; `None` before it has been for the first time.
pub async fn cursor(db: &Db) -> Result<Option<i64>> {
    let sequence =
        sqlx::query_scalar!("select sequence from national_register_cursor").fetch_optional(&db.pool).await?;
    Ok(sequence)
}

/// Notes how far the feed has been read, and that it has answered. It never goes back: another worker may be further.
pub async fn advance(tx: &mut Tx, sequence: i64, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into national_register_cursor as c (sequence, read_at) values ($1, $2)
         on conflict (only_one) do update set sequence = greatest(c.sequence, excluded.sequence),
             read_at = greatest(c.read_at, excluded.read_at)",
        sequence,
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Figures for operators.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Events of the last day, by outcome, and failed ones of all time.
    pub events: Vec<(String, i64)>,
    /// How long ago the feed answered, if it is read.
    pub silent_seconds: Option<i64>,
}

/// Counts.
pub async fn figures(db: &Db, since: OffsetDateTime, now: OffsetDateTime) -> Result<Figures> {
    let events = sqlx::query!(
        r#"select outcome, count(*) as "count!" from national_register_event
           where received_at > $1 or outcome = 'failed' group by outcome"#,
        since
    )
    .fetch_all(&db.pool)
    .await?;
    let silent = sqlx::query_scalar!(
        r#"select extract(epoch from $1 - read_at)::bigint as "seconds!" from national_register_cursor"#,
        now
    )
    .fetch_optional(&db.pool)
    .await?;
    Ok(Figures {
        events: events.into_iter().map(|row| (row.outcome, row.count)).collect(),
        silent_seconds: silent,
    })
}
