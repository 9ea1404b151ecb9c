//! Who of support has looked at whom, and why: for those who inspect support. What the citizen sees is her history.

use bekreft_domain::{
    LookKind, LookReason, Note, OrganisationNumber, PersonIdentifier, SupportCode, support,
};
use time::OffsetDateTime;

use super::person::PersonId;
use super::support_db::SupportDb;
use super::{Result, Tx};

/// Somebody of support who looks, and why.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// How much.
    pub kind: LookKind,
    /// Who.
    pub staff: &'a PersonIdentifier,
    /// For whom she works.
    pub organisation: &'a OrganisationNumber,
    /// Why.
    pub reason: LookReason,
    /// What she says beside the reason.
    pub note: &'a Note,
    /// The code her page bears.
    pub support_code: SupportCode,
}

/// Waits until nobody else writes down a look of hers: the same look twice at the same time is one.
pub async fn lock(tx: &mut Tx, staff: &PersonIdentifier) -> Result<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtextextended($1, 4))", staff.expose())
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}

/// Writes down a look. Says whether it is a new one: the same one within the hour only lasts longer. Under [`lock`].
pub async fn note(tx: &mut Tx, look: &Look<'_>, person: PersonId, now: OffsetDateTime) -> Result<bool> {
    let same = sqlx::query!(
        "update support_look set last_at = $6
         where person_id = $1 and staff = $2 and kind = $3 and reason = $4 and note = $5 and at > $7",
        person.0,
        look.staff.expose(),
        look.kind.as_str(),
        look.reason.as_str(),
        look.note.as_str(),
        now,
        now - support::LOOK_LASTS
    )
    .execute(&mut *tx.inner)
    .await?;
    if same.rows_affected() > 0 {
        return Ok(false);
    }
    sqlx::query!(
        "insert into support_look (person_id, kind, staff, organisation, reason, note, support_code, at, last_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        person.0,
        look.kind.as_str(),
        look.staff.expose(),
        look.organisation.as_str(),
        look.reason.as_str(),
        look.note.as_str(),
        look.support_code.to_string(),
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(true)
}

/// What somebody of support has looked at within the hour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// At the person.
    pub at_her: bool,
    /// At her values, too.
    pub at_values: bool,
}

struct LookedRow {
    at_her: bool,
    at_values: bool,
}

/// What somebody of support has looked at within the hour.
pub async fn lately(
    db: &SupportDb,
    staff: &PersonIdentifier,
    person: PersonId,
    now: OffsetDateTime,
) -> Result<Looked> {
    let row = read!(
        sqlx::query_as!(
            LookedRow,
            r#"select count(*) > 0 as "at_her!", coalesce(bool_or(kind = 'reveal'), false) as "at_values!"
               from support_look where person_id = $1 and staff = $2 and last_at > $3"#,
            person.0,
            staff.expose(),
            now - support::LOOK_LASTS
        )
        .fetch_one(&db.pool)
    )?;
    Ok(Looked { at_her: row.at_her, at_values: row.at_values })
}
