//! Codes that were sent, and what was tried against them.

use bekreft_domain::{Channel, PersonIdentifier, Proof};
use time::{Duration, OffsetDateTime};

use super::support_db::SupportDb;
use super::{Error, Result, Tx};

/// A proof waits this long for its value to be confirmed: as long as the draft it belongs to.
pub const PROOF_WAITS: Duration = Duration::hours(24);

/// A verification's row number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VerificationId(pub(super) i64);

/// A code's row number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChallengeId(pub(super) i64);

/// Whose value a verification is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Who.
    pub identifier: &'a PersonIdentifier,
    /// Number or address.
    pub channel: Channel,
    /// The canonical value.
    pub value: &'a str,
}

/// One code, as far as the database knows it.
#[derive(Clone, Debug)]
pub struct Challenge {
    /// Its row.
    pub id: ChallengeId,
    /// What the code follows from, with the key.
    pub nonce: [u8; 16],
    /// Which key.
    pub key_version: i32,
    /// When it ends.
    pub expires_at: OffsetDateTime,
}

/// The latest verification of a value.
#[derive(Clone, Debug)]
pub struct Verification {
    /// Its row.
    pub id: VerificationId,
    /// Wrong tries so far.
    pub tries: u32,
    /// When the right code was entered.
    pub proven_at: Option<OffsetDateTime>,
    /// Its codes, newest first.
    pub challenges: Vec<Challenge>,
}

impl Verification {
    /// Whether any of its codes still works.
    pub fn is_alive(&self, max_tries: u32, now: OffsetDateTime) -> bool {
        self.proven_at.is_none()
            && self.tries < max_tries
            && self.challenges.iter().any(|challenge| now < challenge.expires_at)
    }
}

fn nonce(bytes: Vec<u8>) -> Result<[u8; 16]> {
    bytes.try_into().map_err(|_| Error::Unreadable("challenge.nonce"))
}

/// The latest verification of a value, with its codes.
pub async fn latest(tx: &mut Tx, subject: Subject<'_>) -> Result<Option<Verification>> {
    let rows = sqlx::query!(
        r#"select v.id, v.tries, v.proven_at, c.id as "challenge_id?", c.nonce as "nonce?",
                  c.key_version as "key_version?", c.expires_at as "expires_at?"
           from (select id, tries, proven_at from verification
                 where person_identifier = $1 and channel = $2 and value = $3 order by id desc limit 1) v
           left join challenge c on c.verification_id = v.id
           order by c.id desc"#,
        subject.identifier.expose(),
        subject.channel.as_str(),
        subject.value
    )
    .fetch_all(&mut *tx.inner)
    .await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (id, proven_at) = (VerificationId(first.id), first.proven_at);
    let tries = u32::try_from(first.tries).unwrap_or(u32::MAX);
    let mut challenges = Vec::new();
    for row in rows {
        if let (Some(id), Some(bytes), Some(key_version), Some(expires_at)) =
            (row.challenge_id, row.nonce, row.key_version, row.expires_at)
        {
            challenges.push(Challenge { id: ChallengeId(id), nonce: nonce(bytes)?, key_version, expires_at });
        }
    }
    Ok(Some(Verification { id, tries, proven_at, challenges }))
}

/// Begins a verification.
pub async fn begin(tx: &mut Tx, subject: Subject<'_>, now: OffsetDateTime) -> Result<VerificationId> {
    let id = sqlx::query_scalar!(
        "insert into verification (person_identifier, channel, value, started_at) values ($1, $2, $3, $4) returning id",
        subject.identifier.expose(),
        subject.channel.as_str(),
        subject.value,
        now
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(VerificationId(id))
}

/// Adds a code to a verification.
pub async fn add_challenge(
    tx: &mut Tx,
    verification: VerificationId,
    (nonce, key_version): ([u8; 16], i32),
    (now, expires_at): (OffsetDateTime, OffsetDateTime),
) -> Result<ChallengeId> {
    let id = sqlx::query_scalar!(
        "insert into challenge (verification_id, nonce, key_version, created_at, expires_at)
         values ($1, $2, $3, $4, $5) returning id",
        verification.0,
        &nonce[..],
        key_version,
        now,
        expires_at
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    Ok(ChallengeId(id))
}

/// Takes one of the tries of a verification, before anything is compared. False: there is none left, or nothing to try.
/// The condition stands in the update itself, so that parallel requests on several instances cannot take the same try.
pub async fn take_try(
    tx: &mut Tx,
    verification: VerificationId,
    max: u32,
    now: OffsetDateTime,
) -> Result<bool> {
    let taken = sqlx::query!(
        "update verification set tries = tries + 1
         where id = $1 and tries < $2 and proven_at is null
           and exists (select from challenge where verification_id = $1 and expires_at > $3)",
        verification.0,
        i32::try_from(max).unwrap_or(i32::MAX),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(taken.rows_affected() == 1)
}

/// Notes a wrong code.
pub async fn note_wrong_try(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    channel: Channel,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into wrong_try (person_identifier, channel, tried_at) values ($1, $2, $3)",
        identifier.expose(),
        channel.as_str(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// The wrong tries of a person on a channel in the last 30 days, newest first. Those before support has cleared the limit do not
/// count.
pub async fn wrong_tries(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    channel: Channel,
    now: OffsetDateTime,
) -> Result<Vec<OffsetDateTime>> {
    Ok(wrong_tries_on(&mut *tx.inner, identifier, channel, now).await?)
}

/// The same, for support to see what holds somebody back.
pub async fn wrong_tries_for_support(
    db: &SupportDb,
    identifier: &PersonIdentifier,
    channel: Channel,
    now: OffsetDateTime,
) -> Result<Vec<OffsetDateTime>> {
    read!(wrong_tries_on(&db.pool, identifier, channel, now))
}

async fn wrong_tries_on(
    on: impl sqlx::PgExecutor<'_>,
    identifier: &PersonIdentifier,
    channel: Channel,
    now: OffsetDateTime,
) -> sqlx::Result<Vec<OffsetDateTime>> {
    sqlx::query_scalar!(
        "select tried_at from wrong_try
         where person_identifier = $1 and channel = $2 and tried_at > $3
           and tried_at > coalesce((select cleared_at from limit_clearing
               where person_identifier = $1 and channel = $2 and what = 'wrong_codes'), '-infinity')
         order by tried_at desc limit 1000",
        identifier.expose(),
        channel.as_str(),
        now - Duration::days(30)
    )
    .fetch_all(on)
    .await
}

/// Notes that the right code was entered. A right code is no wrong try.
pub async fn record_proof(tx: &mut Tx, verification: VerificationId, proof: &Proof) -> Result<()> {
    sqlx::query!(
        "update verification set proven_at = $2, tries = tries - 1 where id = $1",
        verification.0,
        proof.at()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// A proof for a value that has not been entered into the register yet.
pub async fn waiting_proof(
    tx: &mut Tx,
    subject: Subject<'_>,
    now: OffsetDateTime,
) -> Result<Option<(VerificationId, Proof)>> {
    let row = sqlx::query!(
        r#"select id, proven_at as "proven_at!" from verification
           where person_identifier = $1 and channel = $2 and value = $3
             and used_at is null and proven_at > $4 order by id desc limit 1"#,
        subject.identifier.expose(),
        subject.channel.as_str(),
        subject.value,
        now - PROOF_WAITS
    )
    .fetch_optional(&mut *tx.inner)
    .await?;
    Ok(row.map(|row| (VerificationId(row.id), Proof::restored(row.proven_at))))
}

/// Makes the codes and proofs of a person good for nothing more. They are not thrown away before their time: what limits are
/// counted by is not washed off by leaving the register.
pub async fn void(tx: &mut Tx, identifier: &PersonIdentifier, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "update challenge c set expires_at = $2 from verification v
         where v.id = c.verification_id and v.person_identifier = $1 and c.expires_at > $2",
        identifier.expose(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    sqlx::query!(
        "update verification set used_at = $2
         where person_identifier = $1 and used_at is null and proven_at is not null",
        identifier.expose(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Notes that a proof has been entered into the register; it does so once.
pub async fn use_proof(tx: &mut Tx, verification: VerificationId, now: OffsetDateTime) -> Result<()> {
    sqlx::query!("update verification set used_at = $2 where id = $1", verification.0, now)
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}
