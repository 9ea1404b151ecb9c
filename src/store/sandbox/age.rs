//! Time that passes for one person only.

use bekreft_domain::PersonIdentifier;
use time::Duration;

use crate::store::{Result, Tx, person};

/// How much older everything about a person becomes.
#[derive(Clone, Copy, Debug)]
pub struct Jump {
    /// By this much.
    pub by: Duration,
    /// Her sessions too, so that she may be logged out by it.
    pub sessions: bool,
}

/// What makes one person a time older: `$1` is her number, `$2` so many seconds. A test holds it against the columns there are.
const OLDER: &[&str] = &[
    "update draft set saved_at = saved_at - $2 * interval '1 second' where person_identifier = $1",
    "update sharing_check set checked_at = checked_at - $2 * interval '1 second' where person_identifier = $1",
    "update sent_form set sent_at = sent_at - $2 * interval '1 second' where person_identifier = $1",
    "update wrong_try set tried_at = tried_at - $2 * interval '1 second' where person_identifier = $1",
    "update demo_person set seeded_at = seeded_at - $2 * interval '1 second' where person_identifier = $1",
    "update sandbox_person set made_at = made_at - $2 * interval '1 second' where person_identifier = $1",
    "update deletion_wish set wished_at = wished_at - $2 * interval '1 second', due_at = due_at - $2 * interval '1 second'
     where person_identifier = $1",
    "update verification set started_at = started_at - $2 * interval '1 second',
         proven_at = proven_at - $2 * interval '1 second', used_at = used_at - $2 * interval '1 second'
     where person_identifier = $1",
    "update challenge set created_at = challenge.created_at - $2 * interval '1 second',
         expires_at = challenge.expires_at - $2 * interval '1 second'
     from verification v where v.id = challenge.verification_id and v.person_identifier = $1",
    "update demo_delivery set arrives_at = arrives_at - $2 * interval '1 second',
         report_at = report_at - $2 * interval '1 second'
     from message m where m.id = demo_delivery.message_id and m.person_identifier = $1",
    "update message set created_at = created_at - $2 * interval '1 second', not_after = not_after - $2 * interval '1 second',
         run_at = run_at - $2 * interval '1 second', leased_until = leased_until - $2 * interval '1 second',
         accepted_at = accepted_at - $2 * interval '1 second', reported_at = reported_at - $2 * interval '1 second',
         deletion_due_at = deletion_due_at - $2 * interval '1 second'
     where person_identifier = $1",
    "update mailbox_errand set ordered_at = ordered_at - $2 * interval '1 second',
         not_after = not_after - $2 * interval '1 second', run_at = run_at - $2 * interval '1 second',
         leased_until = leased_until - $2 * interval '1 second', finished_at = finished_at - $2 * interval '1 second'
     where person_identifier = $1",
    "update limit_clearing set cleared_at = cleared_at - $2 * interval '1 second' where person_identifier = $1",
    "update support_case set asked_at = asked_at - $2 * interval '1 second', expires_at = expires_at - $2 * interval '1 second',
         decided_at = decided_at - $2 * interval '1 second'
     from person p where p.id = person_id and p.person_identifier = $1",
    "update support_look set at = at - $2 * interval '1 second', last_at = last_at - $2 * interval '1 second'
     from person p where p.id = person_id and p.person_identifier = $1",
    "update person_search set look_again_at = look_again_at - $2 * interval '1 second'
     from person p where p.id = person_id and p.person_identifier = $1",
    "update change_log set at = at - $2 * interval '1 second' from person p where p.id = person_id and p.person_identifier = $1",
    "update audit_event set at = at - $2 * interval '1 second' from person p where p.id = person_id and p.person_identifier = $1",
    // A day is part of the key: out of the way first, and back to where it belongs.
    "update access_log set day = day + 1000000 from person p where p.id = person_id and p.person_identifier = $1",
    "update access_log set day = day - 1000000 - ($2::bigint / 86400)::integer,
         first_at = first_at - $2 * interval '1 second', last_at = last_at - $2 * interval '1 second'
     from person p where p.id = person_id and p.person_identifier = $1",
    "update person set registered_at = registered_at - $2 * interval '1 second',
         language_updated_at = language_updated_at - $2 * interval '1 second',
         reserved_at = reserved_at - $2 * interval '1 second',
         reservation_updated_at = reservation_updated_at - $2 * interval '1 second',
         mailbox_updated_at = mailbox_updated_at - $2 * interval '1 second',
         mobile_updated_at = mobile_updated_at - $2 * interval '1 second',
         mobile_confirmed_at = mobile_confirmed_at - $2 * interval '1 second',
         mobile_validated_at = mobile_validated_at - $2 * interval '1 second',
         mobile_declared_at = mobile_declared_at - $2 * interval '1 second',
         email_updated_at = email_updated_at - $2 * interval '1 second',
         email_confirmed_at = email_confirmed_at - $2 * interval '1 second',
         email_validated_at = email_validated_at - $2 * interval '1 second',
         email_declared_at = email_declared_at - $2 * interval '1 second',
         reminded_at = reminded_at - $2 * interval '1 second',
         expiry_noted_at = expiry_noted_at - $2 * interval '1 second',
         deleted_at = deleted_at - $2 * interval '1 second',
         forgotten_at = forgotten_at - $2 * interval '1 second'
     where person_identifier = $1",
];

const OLDER_SESSIONS: &str = "update session set created_at = created_at - $2 * interval '1 second',
         last_seen_at = last_seen_at - $2 * interval '1 second', expires_at = expires_at - $2 * interval '1 second',
         answered_at = answered_at - $2 * interval '1 second'
     where person_identifier = $1";

/// Makes everything about a person older: for her it is as if time had passed, and nobody else is touched.
pub async fn make_older(tx: &mut Tx, identifier: &PersonIdentifier, jump: Jump) -> Result<()> {
    person::lock(tx, identifier).await?;
    let sessions = jump.sessions.then_some(OLDER_SESSIONS);
    for statement in OLDER.iter().copied().chain(sessions) {
        sqlx::query(statement)
            .bind(identifier.expose())
            .bind(jump.by.whole_seconds())
            .execute(&mut *tx.inner)
            .await?;
    }
    Ok(())
}

/// Lets her sessions be older and nothing else, as when she has been away from the screen.
pub async fn let_sessions_rest(tx: &mut Tx, identifier: &PersonIdentifier, by: Duration) -> Result<()> {
    sqlx::query(OLDER_SESSIONS)
        .bind(identifier.expose())
        .bind(by.whole_seconds())
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}

/// Every table and column that [`make_older`] knows, for the test that looks for others.
pub fn aged_columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    OLDER.iter().copied().chain([OLDER_SESSIONS]).flat_map(|statement| {
        let table = statement.split_whitespace().nth(1).unwrap_or_default();
        let sets =
            statement.split(" - $2 *").map(|before| before.rsplit([' ', '.']).next().unwrap_or_default());
        let count = statement.matches(" - $2 *").count();
        sets.take(count).map(move |column| (table, column))
    })
}
