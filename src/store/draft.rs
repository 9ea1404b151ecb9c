//! What a citizen has typed in the dialog and not yet confirmed.

use bekreft_domain::{PersonIdentifier, sharing::SharingAnswer};
use time::OffsetDateTime;

use super::{Error, Result, Tx};

/// The three fields exactly as typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// ISO 3166 alpha-2.
    pub country: String,
    /// The number field.
    pub mobile: String,
    /// The e-mail field.
    pub email: String,
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Typed(…)")
    }
}

/// A question the page has put about a value, and what it could tell about it.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    /// The canonical value.
    pub value: String,
    /// What was shown.
    pub answer: SharingAnswer,
}

impl std::fmt::Debug for Asked {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Asked({:?})", self.answer)
    }
}

/// A half-finished dialog.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// The fields.
    pub typed: Typed,
    /// What was asked about the number.
    pub mobile: Option<Asked>,
    /// What was asked about the address.
    pub email: Option<Asked>,
    /// The hash of the form that made the page ask.
    pub asked_by: Option<Vec<u8>>,
    /// The form has been sent in, so the page shows what is wrong with it.
    pub submitted: bool,
}

fn answer_name(answer: SharingAnswer) -> &'static str {
    match answer {
        SharingAnswer::Alone => "alone",
        SharingAnswer::Shared => "shared",
        SharingAnswer::LimitReached => "limit_reached",
    }
}

pub(super) fn asked(value: Option<String>, answer: Option<&str>) -> Result<Option<Asked>> {
    let (Some(value), Some(answer)) = (value, answer) else { return Ok(None) };
    let answer = match answer {
        "alone" => SharingAnswer::Alone,
        "shared" => SharingAnswer::Shared,
        "limit_reached" => SharingAnswer::LimitReached,
        _ => return Err(Error::Unreadable("draft.answer")),
    };
    Ok(Some(Asked { value, answer }))
}

/// Keeps a draft in place of any earlier one.
pub async fn save(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    draft: &Draft,
    now: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into draft (person_identifier, country, mobile, email,
             asked_mobile, mobile_answer, asked_email, email_answer, asked_by, submitted, saved_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (person_identifier) do update set country = excluded.country, mobile = excluded.mobile,
             email = excluded.email, asked_mobile = excluded.asked_mobile, mobile_answer = excluded.mobile_answer,
             asked_email = excluded.asked_email, email_answer = excluded.email_answer,
             asked_by = excluded.asked_by, submitted = excluded.submitted, saved_at = excluded.saved_at",
        identifier.expose(),
        draft.typed.country,
        draft.typed.mobile,
        draft.typed.email,
        draft.mobile.as_ref().map(|asked| asked.value.as_str()),
        draft.mobile.as_ref().map(|asked| answer_name(asked.answer)),
        draft.email.as_ref().map(|asked| asked.value.as_str()),
        draft.email.as_ref().map(|asked| answer_name(asked.answer)),
        draft.asked_by.as_deref(),
        draft.submitted,
        now
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Forgets the draft: it has been confirmed.
pub async fn discard(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<()> {
    sqlx::query!("delete from draft where person_identifier = $1", identifier.expose())
        .execute(&mut *tx.inner)
        .await?;
    Ok(())
}
