//! Whose contact information has expired, and that it has been written down.

use bekreft_domain::Change;
use time::OffsetDateTime;

use super::{Result, Tx};

/// Writes into the history of those of whom nothing has been heard since `before` that their contact information has
/// expired, and when; each once until she is heard of again. Says how many, at most `most`.
///
/// The history tells when it expired, not when it was found out: a worker that was down must not lengthen the time in which
/// she is said to have been reached.
pub async fn note(tx: &mut Tx, before: OffsetDateTime, most: i64, now: OffsetDateTime) -> Result<u64> {
    let noted = sqlx::query!(
        "with silent as (
             select id, greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at) as heard_at
             from person
             where status = 'active' and (mobile is not null or email is not null)
               and (expiry_noted_at is null or expiry_noted_at
                    < greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at))
               and greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at) < $1
             order by greatest(mobile_updated_at, mobile_confirmed_at, email_updated_at, email_confirmed_at)
             limit $2 for update skip locked),
         noted as (
             update person p set expiry_noted_at = $3 from silent s where p.id = s.id returning p.id, s.heard_at)
         insert into audit_event (person_id, at, actor, action, changes)
         select id, least($3, (heard_at at time zone 'Europe/Oslo' + interval '18 months') at time zone 'Europe/Oslo'),
                'system', 'expire', array[$4::text]
         from noted",
        before,
        most,
        now,
        Change::Expired.as_str()
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(noted.rows_affected())
}
