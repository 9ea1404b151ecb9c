//! What the code page shows: what has been sent to each value lately and what became of it, in one round trip.

use bekreft_domain::Channel;
use time::{Duration, OffsetDateTime};

use super::message::Trouble;
use super::{Db, Error, Result};
use crate::secrets::TokenHash;

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The worker has not got it away yet; the last attempt had this trouble.
    Waiting(Option<Trouble>),
    /// The provider has it since then.
    Accepted(OffsetDateTime),
    /// It arrived then.
    Delivered(OffsetDateTime),
    /// The provider gave up then.
    Undelivered(OffsetDateTime),
    /// It will not be sent.
    Failed(Trouble),
}

/// The latest verification of one value.
#[derive(Clone)]
pub struct Recent {
    /// The canonical value.
    pub value: String,
    /// Tries that were used.
    pub tries: u32,
    /// When the right code was entered.
    pub proven_at: Option<OffsetDateTime>,
    /// When the latest code ends.
    pub expires_at: OffsetDateTime,
    /// When each message was asked for, newest first.
    pub sent_at: Vec<OffsetDateTime>,
    /// How far the latest message has come.
    pub state: State,
    /// Until when sending the latest message is attempted.
    pub not_after: OffsetDateTime,
}

impl std::fmt::Debug for Recent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Recent({:?})", self.state)
    }
}

struct Row {
    value: Option<String>,
    tries: Option<i32>,
    proven_at: Option<OffsetDateTime>,
    expires_at: Option<OffsetDateTime>,
    state: Option<String>,
    failure: Option<String>,
    accepted_at: Option<OffsetDateTime>,
    reported_at: Option<OffsetDateTime>,
    not_after: Option<OffsetDateTime>,
    sent_at: Vec<OffsetDateTime>,
    wrong_tries: Vec<OffsetDateTime>,
}

/// The latest verification of each value that the person of this session has had codes for in the last day, and when her
/// wrong tries of the last 30 days were, newest first.
pub async fn recent(
    db: &Db,
    token: &TokenHash,
    channel: Channel,
    now: OffsetDateTime,
) -> Result<(Vec<Recent>, Vec<OffsetDateTime>)> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            r#"with me as (select person_identifier from session where token_hash = $1)
               select v.value as "value?", v.tries as "tries?", v.proven_at as "proven_at?", c.expires_at as "expires_at?",
                      m.state as "state?", m.failure as "failure?", m.accepted_at as "accepted_at?",
                      m.reported_at as "reported_at?", m.not_after as "not_after?",
                      array(select a.created_at from message a
                            where a.person_identifier = v.person_identifier and a.channel = v.channel and a.value = v.value
                              and a.kind = 'code' and a.created_at > $3::timestamptz - interval '30 minutes' order by 1 desc) as "sent_at!",
                      array(select w.tried_at from wrong_try w, me
                            where w.person_identifier = me.person_identifier and w.channel = $2
                              and w.tried_at > $3::timestamptz - interval '30 days'
                              and w.tried_at > coalesce((select l.cleared_at from limit_clearing l
                                  where l.person_identifier = w.person_identifier and l.channel = $2
                                    and l.what = 'wrong_codes'), '-infinity')
                            order by 1 desc limit 1000) as "wrong_tries!"
               from (select) one
               left join lateral (
                   select distinct on (value) * from verification
                   where person_identifier = (select person_identifier from me) and channel = $2 and started_at > $4
                   order by value, id desc) v on true
               left join lateral (select * from challenge where verification_id = v.id order by id desc limit 1) c on true
               left join lateral (select * from message where challenge_id = c.id order by id desc limit 1) m on true"#,
            token.bytes(),
            channel.as_str(),
            now,
            now - Duration::days(1)
        )
        .fetch_all(&db.pool)
    )?;
    let wrong_tries = rows.first().map(|row| row.wrong_tries.clone()).unwrap_or_default();
    let mut found = Vec::new();
    for row in rows {
        let (Some(value), Some(tries), Some(expires_at), Some(state), Some(not_after)) =
            (row.value, row.tries, row.expires_at, row.state, row.not_after)
        else {
            continue;
        };
        found.push(Recent {
            value,
            tries: u32::try_from(tries).unwrap_or(u32::MAX),
            proven_at: row.proven_at,
            expires_at,
            sent_at: row.sent_at,
            state: read_state(&state, row.failure.as_deref(), (row.accepted_at, row.reported_at))?,
            not_after,
        });
    }
    Ok((found, wrong_tries))
}

pub(super) fn read_state(
    state: &str,
    failure: Option<&str>,
    (accepted_at, reported_at): (Option<OffsetDateTime>, Option<OffsetDateTime>),
) -> Result<State> {
    let trouble = match failure {
        None => None,
        Some(text) => Some(Trouble::parse(text).ok_or(Error::Unreadable("message.failure"))?),
    };
    match (state, trouble, accepted_at, reported_at) {
        ("waiting", trouble, _, _) => Ok(State::Waiting(trouble)),
        ("failed", Some(trouble), _, _) => Ok(State::Failed(trouble)),
        ("accepted", _, Some(at), _) => Ok(State::Accepted(at)),
        ("delivered", _, _, Some(at)) => Ok(State::Delivered(at)),
        ("undelivered", _, _, Some(at)) => Ok(State::Undelivered(at)),
        _ => Err(Error::Unreadable("message.state")),
    }
}
