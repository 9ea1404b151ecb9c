//! What has happened to one person, and who did it, for her to see (GDPR article 15).

use bekreft_domain::{Change, LookReason};
use time::OffsetDateTime;

use super::access_log::Seen;
use super::feed_reader::Copy;
use super::person::PersonId;
use super::support_db::SupportDb;
use super::{Db, Error, Result};
use crate::secrets::TokenHash;

/// Who did something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Actor {
    /// She herself.
    Citizen,
    /// The register by itself, when a time had come.
    System,
    /// Somebody of support.
    Support,
    /// The national register of persons.
    NationalRegister,
    /// The provider of a digital mailbox.
    MailboxProvider,
    /// An organisation that uses the register.
    PublicBody,
}

impl Actor {
    /// The name in the database, and in the file that she can download.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::System => "system",
            Self::Support => "support",
            Self::NationalRegister => "national_register",
            Self::MailboxProvider => "mailbox_provider",
            Self::PublicBody => "public_body",
        }
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let all = [
            Self::Citizen,
            Self::System,
            Self::Support,
            Self::NationalRegister,
            Self::MailboxProvider,
            Self::PublicBody,
        ];
        all.into_iter().find(|actor| actor.as_str() == text)
    }
}

/// One thing that was done.
#[derive(Clone, Debug)]
pub struct Entry {
    /// When.
    pub at: OffsetDateTime,
    /// By whom.
    pub actor: Actor,
    /// The organisation whose program did it, if one did.
    pub organisation: Option<String>,
    /// Why, if it was somebody of support.
    pub reason: Option<LookReason>,
    /// What changed by it.
    pub changes: Vec<Change>,
}

/// What only the profile shows of a person.
#[derive(Clone, Debug, Default)]
pub struct Story {
    /// When she last opted out or took that back, if she ever did.
    pub reservation_updated_at: Option<OffsetDateTime>,
    /// What has happened, newest first.
    pub entries: Vec<Entry>,
    /// Who has looked her up, newest days first; asked for by itself.
    pub lookups: Vec<Seen>,
    /// Who keeps a copy of the register; asked for by itself.
    pub copies: Vec<Copy>,
}

/// The latest entries are shown; the rest is in the file that she can download.
pub const SHOWN: i64 = 50;

struct Row {
    reservation_updated_at: Option<OffsetDateTime>,
    at: Option<OffsetDateTime>,
    actor: Option<String>,
    consumer: Option<String>,
    reason: Option<String>,
    changes: Option<Vec<String>>,
}

/// The story of the person behind a session, at most so many entries of it.
pub async fn read(db: &Db, session: &TokenHash, most: i64) -> Result<Story> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            r#"select p.reservation_updated_at,
                      a.at as "at?", a.actor as "actor?", a.consumer as "consumer?", a.reason as "reason?",
                      a.changes as "changes?"
               from session s
               join person p on p.person_identifier = s.person_identifier
               left join audit_event a on a.person_id = p.id
               where s.token_hash = $1
               order by a.at desc, a.id desc limit $2"#,
            session.bytes(),
            most
        )
        .fetch_all(&db.pool)
    )?;
    let mut story = rows.first().map_or_else(Story::default, |row| Story {
        reservation_updated_at: row.reservation_updated_at,
        ..Story::default()
    });
    story.entries = rows.into_iter().filter_map(Row::entry).collect::<Result<_>>()?;
    Ok(story)
}

/// What has happened to a person, for support to see.
pub async fn for_support(db: &SupportDb, person: PersonId, most: i64) -> Result<Vec<Entry>> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            r#"select null::timestamptz as reservation_updated_at,
                      at as "at?", actor as "actor?", consumer, reason, changes as "changes?"
               from audit_event where person_id = $1 order by at desc, id desc limit $2"#,
            person.0,
            most
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter().filter_map(Row::entry).collect()
}

impl Row {
    fn entry(self) -> Option<Result<Entry>> {
        let (at, actor, changes) = (self.at?, self.actor?, self.changes?);
        let read = || {
            let actor = Actor::parse(&actor).ok_or(Error::Unreadable("audit_event.actor"))?;
            let changes = changes.iter().map(|name| Change::parse(name));
            let changes = changes.collect::<Option<_>>().ok_or(Error::Unreadable("audit_event.changes"))?;
            let reason = self.reason.as_deref().map(LookReason::parse);
            let reason = reason.map(|reason| reason.ok_or(Error::Unreadable("audit_event.reason")));
            Ok(Entry { at, actor, organisation: self.consumer, reason: reason.transpose()?, changes })
        };
        Some(read())
    }
}
