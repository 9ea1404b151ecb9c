//! All that the confirm dialog needs to know, in one round trip.

use bekreft_domain::{Channel, Person, PersonIdentifier, sharing};
use time::OffsetDateTime;

use super::deletion;
use super::draft::{Draft, Typed, asked, asked_domain, purpose, wanted};
use super::errand::{self, Wish};
use super::person::person_columns;
use super::session::{Found, SessionColumns};
use super::sharing::Declared;
use super::verification::PROOF_WAITS;
use super::{Db, Result, Tx};
use crate::secrets::TokenHash;

/// What may be told about a stored value: `None` when it is too new to be compared without spending a question.
pub type StoredSharing = Option<bool>;

/// The register and the half-finished dialog of one person.
#[derive(Clone, Debug)]
pub struct Dialog {
    /// What the register holds.
    pub person: Person,
    /// What has been typed and not confirmed.
    pub draft: Option<Draft>,
    /// Whether the stored number is on others too.
    pub mobile_shared: StoredSharing,
    /// Whether the stored address is on others too.
    pub email_shared: StoredSharing,
    /// What she has said about values that are on others too.
    pub declared: Declared,
    /// Values that are proven and not confirmed yet.
    pub proven: Proven,
    /// Her latest wish for a digital mailbox.
    pub wish: Option<Wish>,
    /// When she was deleted, if she is.
    pub deleted_at: Option<OffsetDateTime>,
    /// Her wish to be deleted, while it waits.
    pub deletion: Option<deletion::Waiting>,
}

/// Values whose codes have been entered, before the values are in the register.
#[derive(Clone, Default)]
pub struct Proven(Vec<String>);

impl Proven {
    /// Whether this canonical value is one of them.
    pub fn has(&self, channel: Channel, value: &str) -> bool {
        let name = channel.as_str();
        self.0.iter().any(|entry| entry.split_once(':') == Some((name, value)))
    }
}

impl Proven {
    pub(super) fn of(values: Vec<String>) -> Self {
        Self(values)
    }

    /// The same with other values.
    pub(super) fn with(&self, other: impl Fn(Channel, &str) -> String) -> Vec<String> {
        let named = |entry: &String| {
            let (name, value) = entry.split_once(':')?;
            let channel =
                [Channel::Mobile, Channel::Email].into_iter().find(|channel| channel.as_str() == name)?;
            Some(format!("{name}:{}", other(channel, value)))
        };
        self.0.iter().filter_map(named).collect()
    }
}

impl std::fmt::Debug for Proven {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Proven({} values)", self.0.len())
    }
}

impl Dialog {
    /// What stands in the fields: typed and not confirmed, or else as in the register.
    pub fn typed(&self) -> Typed {
        self.draft.as_ref().map_or_else(|| Typed::stored(&self.person), |draft| draft.typed.clone())
    }
}

struct Row {
    person_identifier: Option<String>,
    level: Option<String>,
    return_url: Option<String>,
    answered_at: Option<OffsetDateTime>,
    last_seen_at: OffsetDateTime,
    expires_at: OffsetDateTime,
    status: Option<String>,
    language: Option<String>,
    language_updated_at: Option<OffsetDateTime>,
    reserved_at: Option<OffsetDateTime>,
    mobile: Option<String>,
    mobile_updated_at: Option<OffsetDateTime>,
    mobile_confirmed_at: Option<OffsetDateTime>,
    mobile_validated_at: Option<OffsetDateTime>,
    email: Option<String>,
    email_updated_at: Option<OffsetDateTime>,
    email_confirmed_at: Option<OffsetDateTime>,
    email_validated_at: Option<OffsetDateTime>,
    mailbox_provider: Option<String>,
    mailbox_address: Option<String>,
    mailbox_updated_at: Option<OffsetDateTime>,
    mobile_shared: Option<bool>,
    email_shared: Option<bool>,
    mobile_shared_reason: Option<String>,
    mobile_declared_at: Option<OffsetDateTime>,
    email_shared_reason: Option<String>,
    email_declared_at: Option<OffsetDateTime>,
    draft_country: Option<String>,
    draft_mobile: Option<String>,
    draft_email: Option<String>,
    asked_mobile: Option<String>,
    mobile_answer: Option<String>,
    asked_email: Option<String>,
    email_answer: Option<String>,
    asked_by: Option<Vec<u8>>,
    submitted: Option<bool>,
    asked_domain: Option<String>,
    domain_answer: Option<String>,
    draft_wanted: Option<String>,
    draft_provider: Option<String>,
    mobile_purpose: Option<String>,
    email_purpose: Option<String>,
    wish_provider: Option<String>,
    wish_ordered_at: Option<OffsetDateTime>,
    wish_state: Option<String>,
    wish_refusal: Option<String>,
    deleted_at: Option<OffsetDateTime>,
    deletion_wished_at: Option<OffsetDateTime>,
    deletion_due_at: Option<OffsetDateTime>,
    destination: Option<String>,
    proven: Vec<String>,
}

impl Row {
    fn split(self, now: OffsetDateTime) -> Result<(Found, Option<Dialog>)> {
        let found = SessionColumns {
            person_identifier: self.person_identifier,
            level: self.level,
            return_url: self.return_url,
            answered_at: self.answered_at,
            last_seen_at: self.last_seen_at,
            expires_at: self.expires_at,
            destination: self.destination,
        }
        .found(now)?;
        let Found::SignedIn(session) = &found else { return Ok((found, None)) };
        let draft = match (self.draft_country, self.draft_mobile, self.draft_email) {
            (Some(country), Some(mobile), Some(email)) => Some(Draft {
                typed: Typed {
                    country,
                    mobile,
                    email,
                    mailbox: wanted(self.draft_wanted.as_deref(), self.draft_provider.as_deref())?,
                    mobile_purpose: purpose(self.mobile_purpose.as_deref())?,
                    email_purpose: purpose(self.email_purpose.as_deref())?,
                },
                mobile: asked(self.asked_mobile, self.mobile_answer.as_deref())?,
                email: asked(self.asked_email, self.email_answer.as_deref())?,
                domain: asked_domain(self.asked_domain, self.domain_answer.as_deref())?,
                asked_by: self.asked_by,
                submitted: self.submitted.unwrap_or(false),
            }),
            _ => None,
        };
        let person = person_columns!(self).into_person(session.identifier.clone())?;
        let dialog = Dialog {
            person,
            draft,
            mobile_shared: self.mobile_shared,
            email_shared: self.email_shared,
            declared: Declared::restored(
                (self.mobile_shared_reason, self.mobile_declared_at),
                (self.email_shared_reason, self.email_declared_at),
            )?,
            proven: Proven(self.proven),
            wish: errand::wish(
                self.wish_provider,
                self.wish_ordered_at,
                self.wish_state,
                self.wish_refusal.as_deref(),
            )?,
            deleted_at: self.deleted_at,
            deletion: deletion::waiting(self.deletion_wished_at, self.deletion_due_at),
        };
        Ok((found, Some(dialog)))
    }
}

/// Session, person, draft and duplicate flags of a cookie: the whole confirm page in one round trip.
///
/// A stored value is compared with the register freely when it has stood for a day; a newer one only when it was
/// compared as it was typed. Otherwise saving and looking again would be a way around the limit on questions.
pub async fn open(db: &Db, token: &TokenHash, now: OffsetDateTime) -> Result<(Found, Option<Dialog>)> {
    let since = now - sharing::WINDOW;
    let row = read!(
        sqlx::query_as!(
            Row,
            r#"with seen as (
                 update session set last_seen_at = $2
                 where token_hash = $1 and person_identifier is not null and expires_at > $2
                   and last_seen_at > $2 - interval '30 minutes' and last_seen_at < $2 - interval '1 minute')
               select s.person_identifier, s.level, s.return_url, s.answered_at, s.last_seen_at, s.expires_at, s.destination,
                      p.status as "status?", p.language, p.language_updated_at, p.reserved_at,
                      p.mobile, p.mobile_updated_at, p.mobile_confirmed_at, p.mobile_validated_at,
                      p.email, p.email_updated_at, p.email_confirmed_at, p.email_validated_at,
                      p.mailbox_provider, p.mailbox_address, p.mailbox_updated_at,
                      case when p.mobile_updated_at <= $3 or exists (
                               select from sharing_check c where c.person_identifier = s.person_identifier
                               and c.channel = 'mobile' and c.value = p.mobile)
                           then exists (select from person o where o.mobile = p.mobile
                               and o.status = 'active' and o.id <> p.id) end as mobile_shared,
                      case when p.email_updated_at <= $3 or exists (
                               select from sharing_check c where c.person_identifier = s.person_identifier
                               and c.channel = 'email' and c.value = p.email_canonical)
                           then exists (select from person o where o.email_canonical = p.email_canonical
                               and o.status = 'active' and o.id <> p.id) end as email_shared,
                      p.mobile_shared_reason, p.mobile_declared_at, p.email_shared_reason, p.email_declared_at,
                      d.country as "draft_country?", d.mobile as "draft_mobile?", d.email as "draft_email?",
                      d.asked_mobile, d.mobile_answer, d.asked_email, d.email_answer, d.asked_by, d.submitted as "submitted?",
                      d.asked_domain, d.domain_answer, d.mailbox as draft_wanted, d.mailbox_provider as draft_provider,
                      d.mobile_purpose, d.email_purpose,
                      w.provider as "wish_provider?", w.ordered_at as "wish_ordered_at?", w.state as "wish_state?",
                      w.refusal as wish_refusal,
                      p.deleted_at, l.wished_at as "deletion_wished_at?", l.due_at as "deletion_due_at?",
                      array(select v.channel || ':' || v.value from verification v
                            where v.person_identifier = s.person_identifier and v.used_at is null
                              and v.proven_at > $4) as "proven!"
               from session s
               left join person p on p.person_identifier = s.person_identifier
               left join draft d on d.person_identifier = s.person_identifier
               left join deletion_wish l on l.person_identifier = s.person_identifier
               left join lateral (
                   select e.provider, e.ordered_at, e.state, e.refusal from mailbox_errand e
                   where e.person_identifier = s.person_identifier and e.task = 'choose'
                   order by e.id desc limit 1) w on true
               where s.token_hash = $1"#,
            token.bytes(),
            now,
            since,
            now - PROOF_WAITS
        )
        .fetch_optional(&db.pool)
    )?;
    row.map_or(Ok((Found::Nothing, None)), |row| row.split(now))
}

/// Person and draft inside a transaction that holds [`super::person::lock`].
#[derive(Debug)]
pub struct Locked {
    /// What the register holds.
    pub person: Person,
    /// What has been typed and not confirmed.
    pub draft: Option<Draft>,
    /// What she has said about values that are on others too.
    pub declared: Declared,
}

impl Locked {
    /// What stands in the fields: typed and not confirmed, or else as in the register.
    pub fn typed(&self) -> Typed {
        self.draft.as_ref().map_or_else(|| Typed::stored(&self.person), |draft| draft.typed.clone())
    }
}

/// Reads person and draft for a write.
pub async fn read_locked(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<Locked> {
    let row = sqlx::query!(
        r#"select p.status as "status?", p.language, p.language_updated_at, p.reserved_at,
                  p.mobile, p.mobile_updated_at, p.mobile_confirmed_at, p.mobile_validated_at,
                  p.email, p.email_updated_at, p.email_confirmed_at, p.email_validated_at,
                  p.mailbox_provider, p.mailbox_address, p.mailbox_updated_at,
                  p.mobile_shared_reason, p.mobile_declared_at, p.email_shared_reason, p.email_declared_at,
                  d.mobile_purpose, d.email_purpose,
                  d.country as "country?", d.mobile as "draft_mobile?", d.email as "draft_email?",
                  d.asked_mobile, d.mobile_answer, d.asked_email, d.email_answer, d.asked_by, d.submitted as "submitted?",
                  d.asked_domain, d.domain_answer, d.mailbox as draft_wanted, d.mailbox_provider as draft_provider
           from (values ($1::text)) as wanted (person_identifier)
           left join person p on p.person_identifier = wanted.person_identifier
           left join draft d on d.person_identifier = wanted.person_identifier"#,
        identifier.expose()
    )
    .fetch_one(&mut *tx.inner)
    .await?;
    let draft = match (row.country, row.draft_mobile, row.draft_email) {
        (Some(country), Some(mobile), Some(email)) => Some(Draft {
            typed: Typed {
                country,
                mobile,
                email,
                mailbox: wanted(row.draft_wanted.as_deref(), row.draft_provider.as_deref())?,
                mobile_purpose: purpose(row.mobile_purpose.as_deref())?,
                email_purpose: purpose(row.email_purpose.as_deref())?,
            },
            mobile: asked(row.asked_mobile, row.mobile_answer.as_deref())?,
            email: asked(row.asked_email, row.email_answer.as_deref())?,
            domain: asked_domain(row.asked_domain, row.domain_answer.as_deref())?,
            asked_by: row.asked_by,
            submitted: row.submitted.unwrap_or(false),
        }),
        _ => None,
    };
    let declared = Declared::restored(
        (row.mobile_shared_reason, row.mobile_declared_at),
        (row.email_shared_reason, row.email_declared_at),
    )?;
    let person = person_columns!(row).into_person(identifier.clone())?;
    Ok(Locked { person, draft, declared })
}
