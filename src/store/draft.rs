//! What a citizen has typed in the dialog and not yet confirmed.

use bekreft_domain::sharing::SharingAnswer;
use bekreft_domain::{
    Contact, Country, EmailAddress, EmailAddressError, MailboxProvider, MobileNumber, MobileNumberError,
    Person, PersonIdentifier, Purpose,
};
use time::OffsetDateTime;

use super::{Error, Result, Tx};

/// What has been answered to «do you want a digital mailbox?».
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing, or it was not asked.
    #[default]
    Unsaid,
    /// No. Whose mailbox was pointed at before does not count.
    No,
    /// Yes, with this provider if one has been chosen.
    Yes(Option<MailboxProvider>),
}

impl Wanted {
    pub(super) fn columns(self) -> (Option<&'static str>, Option<&'static str>) {
        match self {
            Self::Unsaid => (None, None),
            Self::No => (Some("no"), None),
            Self::Yes(provider) => (Some("yes"), provider.map(MailboxProvider::as_str)),
        }
    }
}

pub(super) fn purpose(answer: Option<&str>) -> Result<Purpose> {
    let read = |name| Purpose::parse(name).ok_or(Error::Unreadable("draft.purpose"));
    Ok(answer.map(read).transpose()?.unwrap_or_default())
}

pub(super) fn wanted(answer: Option<&str>, provider: Option<&str>) -> Result<Wanted> {
    Ok(match answer {
        None => Wanted::Unsaid,
        Some("no") => Wanted::No,
        Some("yes") => {
            let read = |name| MailboxProvider::parse(name).ok_or(Error::Unreadable("draft.mailbox_provider"));
            Wanted::Yes(provider.map(read).transpose()?)
        }
        Some(_) => return Err(Error::Unreadable("draft.mailbox")),
    })
}

/// The fields exactly as typed.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// ISO 3166 alpha-2.
    pub country: String,
    /// The number field.
    pub mobile: String,
    /// The e-mail field.
    pub email: String,
    /// The answer about a digital mailbox.
    pub mailbox: Wanted,
    /// What is answered about a number that is on others too.
    pub mobile_purpose: Purpose,
    /// What is answered about an address that is on others too.
    pub email_purpose: Purpose,
}

impl Typed {
    /// The fields as they look when nothing has been typed.
    pub fn stored(person: &Person) -> Self {
        let mobile = person.mobile().map(Contact::value);
        Self {
            country: mobile.map_or(Country::NORWAY, MobileNumber::country).alpha2().to_owned(),
            mobile: mobile.map(MobileNumber::national).unwrap_or_default(),
            email: person.email().map(|contact| contact.value().expose().to_owned()).unwrap_or_default(),
            mailbox: Wanted::Unsaid,
            mobile_purpose: Purpose::Unsaid,
            email_purpose: Purpose::Unsaid,
        }
    }

    /// The country that was selected; an unknown one counts as Norway, and a code in the number wins anyway.
    pub fn country(&self) -> Country {
        Country::from_alpha2(&self.country).unwrap_or(Country::NORWAY)
    }

    /// Reads the number field; an empty one is an answer too.
    pub fn mobile(&self) -> std::result::Result<Option<MobileNumber>, MobileNumberError> {
        if self.mobile.trim().is_empty() {
            return Ok(None);
        }
        MobileNumber::parse(&self.mobile, self.country()).map(Some)
    }

    /// Reads the e-mail field; an empty one is an answer too.
    pub fn email(&self) -> std::result::Result<Option<EmailAddress>, EmailAddressError> {
        if self.email.trim().is_empty() {
            return Ok(None);
        }
        EmailAddress::parse(&self.email).map(Some)
    }
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

/// What the page has told about a mail domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedDomain {
    /// The domain, in IDNA form.
    pub domain: String,
    /// What is wrong with it.
    pub problem: DomainProblem,
}

/// Why mail to a domain is likely not to arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DomainProblem {
    /// It says that it takes no mail (RFC 7505).
    RefusesMail,
    /// There is no such domain, or none that takes mail.
    NoSuchDomain,
}

impl DomainProblem {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::RefusesMail => "refuses_mail",
            Self::NoSuchDomain => "no_such_domain",
        }
    }
}

pub(super) fn asked_domain(domain: Option<String>, answer: Option<&str>) -> Result<Option<AskedDomain>> {
    let (Some(domain), Some(answer)) = (domain, answer) else { return Ok(None) };
    let problem = [DomainProblem::RefusesMail, DomainProblem::NoSuchDomain]
        .into_iter()
        .find(|problem| problem.as_str() == answer)
        .ok_or(Error::Unreadable("draft.domain_answer"))?;
    Ok(Some(AskedDomain { domain, problem }))
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
    /// What was asked about the mail domain of the address.
    pub domain: Option<AskedDomain>,
    /// The hash of the form that made the page ask.
    pub asked_by: Option<Vec<u8>>,
    /// The form has been sent in, so the page shows what is wrong with it.
    pub submitted: bool,
}

pub(super) fn answer_name(answer: SharingAnswer) -> &'static str {
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
    let (wanted, wanted_provider) = draft.typed.mailbox.columns();
    sqlx::query!(
        "insert into draft (person_identifier, country, mobile, email,
             asked_mobile, mobile_answer, asked_email, email_answer, asked_by, submitted, saved_at, asked_domain, domain_answer,
             mailbox, mailbox_provider, mobile_purpose, email_purpose)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
         on conflict (person_identifier) do update set country = excluded.country, mobile = excluded.mobile,
             email = excluded.email, asked_mobile = excluded.asked_mobile, mobile_answer = excluded.mobile_answer,
             asked_email = excluded.asked_email, email_answer = excluded.email_answer,
             asked_by = excluded.asked_by, submitted = excluded.submitted, saved_at = excluded.saved_at,
             asked_domain = excluded.asked_domain, domain_answer = excluded.domain_answer,
             mailbox = excluded.mailbox, mailbox_provider = excluded.mailbox_provider,
             mobile_purpose = excluded.mobile_purpose, email_purpose = excluded.email_purpose",
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
        now,
        draft.domain.as_ref().map(|asked| asked.domain.as_str()),
        draft.domain.as_ref().map(|asked| asked.problem.as_str()),
        wanted,
        wanted_provider,
        draft.typed.mobile_purpose.as_str(),
        draft.typed.email_purpose.as_str()
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
