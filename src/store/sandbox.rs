//! Persons who are made to play through a scenario. Not for anybody but the demo and its own providers.

mod age;

pub use age::{Jump, aged_columns, let_sessions_rest, make_older};

use bekreft_domain::{Channel, EmailAddress, MailboxProvider, PersonIdentifier};
use time::OffsetDateTime;

use super::{Db, Error, Result, Tx};
use crate::secrets::TokenHash;

/// How the demo's own providers treat one person, by stored names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habits {
    /// Who carries SMS.
    pub sms: String,
    /// Who carries e-mail.
    pub email: String,
    /// Digipost.
    pub digipost: String,
    /// e-Boks.
    pub eboks: String,
}

/// A person of a scenario, as the register shall hold her.
#[derive(Debug)]
pub struct NewPerson {
    /// Her synthetic number.
    pub identifier: PersonIdentifier,
    /// Deleted then.
    pub deleted_at: Option<OffsetDateTime>,
    /// Stored language.
    pub language: Option<&'static str>,
    /// Reserved since.
    pub reserved_at: Option<OffsetDateTime>,
    /// Provider, address, and since when.
    pub mailbox: Option<(&'static str, String, OffsetDateTime)>,
    /// E.164.
    pub mobile: Option<NewContact>,
    /// Address.
    pub email: Option<NewContact>,
    /// When the register first heard of her.
    pub registered_at: OffsetDateTime,
}

/// A number or an address in the register.
pub struct NewContact {
    /// Itself.
    pub value: String,
    /// When it was registered.
    pub registered_at: OffsetDateTime,
    /// When it was last confirmed.
    pub confirmed_at: OffsetDateTime,
    /// When it was proven by a code.
    pub validated_at: Option<OffsetDateTime>,
    /// Why it is shared on purpose, if that has been said.
    pub purpose: Option<&'static str>,
}

/// A number nobody has had before, to make a person and her values from.
pub async fn next_number(tx: &mut Tx) -> Result<i64> {
    Ok(sqlx::query_scalar!(r#"select nextval('sandbox_number') as "number!""#)
        .fetch_one(&mut *tx.inner)
        .await?)
}

/// Whether the register, or another scenario, has had a person with this number.
pub async fn is_taken(tx: &mut Tx, identifier: &PersonIdentifier) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from person where person_identifier = $1)
               or exists (select from sandbox_person where person_identifier = $1)
               or exists (select from demo_person where person_identifier = $1) as "taken!""#,
        identifier.expose()
    )
    .fetch_one(&mut *tx.inner)
    .await?)
}

/// A sandbox to be made.
#[derive(Debug)]
pub struct NewSandbox<'a> {
    /// Who plays in it.
    pub identifier: &'a PersonIdentifier,
    /// What a browser knows it by.
    pub key: &'a TokenHash,
    /// Name of the scenario.
    pub name: &'a str,
    /// The scenario as TOML.
    pub scenario: &'a str,
    /// How providers treat her.
    pub habits: &'a Habits,
}

/// Makes a sandbox.
pub async fn open(tx: &mut Tx, new: &NewSandbox<'_>, now: OffsetDateTime) -> Result<()> {
    sqlx::query!(
        "insert into sandbox_person
             (person_identifier, key_hash, scenario_name, scenario, made_at, sms, email, digipost, eboks)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.identifier.expose(),
        new.key.bytes(),
        new.name,
        new.scenario,
        now,
        new.habits.sms,
        new.habits.email,
        new.habits.digipost,
        new.habits.eboks
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Puts a person into the register.
pub async fn register(tx: &mut Tx, new: &NewPerson) -> Result<()> {
    let (mobile, email) = (new.mobile.as_ref(), new.email.as_ref());
    let address = email.and_then(|email| EmailAddress::parse(&email.value).ok());
    let canonical = address.map(|address| address.canonical().expose().to_owned());
    let mailbox = new.mailbox.as_ref();
    sqlx::query!(
        "insert into person (person_identifier, status, registered_at, deleted_at, language, language_updated_at,
             reserved_at, reservation_updated_at, mailbox_provider, mailbox_address, mailbox_updated_at,
             mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at, mobile_shared_reason, mobile_declared_at,
             email, email_canonical, email_updated_at, email_confirmed_at, email_validated_at, email_shared_reason,
             email_declared_at)
         values ($1, case when $3::timestamptz is null then 'active' else 'deleted' end, $2, $3, $4, $5, $6, $6, $7, $8, $9,
             $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)",
        new.identifier.expose(),
        new.registered_at,
        new.deleted_at,
        new.language,
        new.language.map(|_| new.registered_at),
        new.reserved_at,
        mailbox.map(|(provider, ..)| *provider),
        mailbox.map(|(_, address, _)| address.as_str()),
        mailbox.map(|(.., since)| *since),
        mobile.map(|it| it.value.as_str()),
        mobile.map(|it| it.registered_at),
        mobile.map(|it| it.confirmed_at),
        mobile.and_then(|it| it.validated_at),
        mobile.and_then(|it| it.purpose),
        mobile.filter(|it| it.purpose.is_some()).map(|it| it.confirmed_at),
        email.map(|it| it.value.as_str()),
        canonical,
        email.map(|it| it.registered_at),
        email.map(|it| it.confirmed_at),
        email.and_then(|it| it.validated_at),
        email.and_then(|it| it.purpose),
        email.filter(|it| it.purpose.is_some()).map(|it| it.confirmed_at),
    )
    .execute(&mut *tx.inner)
    .await?;
    // So that the change feed tells of her.
    sqlx::query!(
        "insert into change_log (person_id, change, at)
         select id, case status when 'active' then 'person_registered' else 'person_deleted' end, $2
         from person where person_identifier = $1",
        new.identifier.expose(),
        new.deleted_at.unwrap_or(new.registered_at)
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// The number or the address as the register compares it.
fn compared(channel: Channel, value: &str) -> String {
    let address = EmailAddress::parse(value).ok().filter(|_| channel == Channel::Email);
    address.map_or_else(|| value.to_owned(), |address| address.canonical().expose().to_owned())
}

/// Notes that she has typed wrong codes.
pub async fn use_up_tries(
    tx: &mut Tx,
    who: &PersonIdentifier,
    channel: Channel,
    count: u8,
    at: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into wrong_try (person_identifier, channel, tried_at) select $1, $2, $3 from generate_series(1, $4::integer)",
        who.expose(),
        channel.as_str(),
        at,
        i32::from(count)
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Notes that values of hers have been compared with those of others.
pub async fn use_up_comparison(
    tx: &mut Tx,
    who: &PersonIdentifier,
    (channel, value): (Channel, &str),
    at: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into sharing_check (person_identifier, channel, value, checked_at) values ($1, $2, $3, $4)",
        who.expose(),
        channel.as_str(),
        compared(channel, value),
        at
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Notes that a code has been sent to her, and entered by nobody.
pub async fn use_up_send(
    tx: &mut Tx,
    who: &PersonIdentifier,
    (channel, value): (Channel, &str),
    (key, at): (&TokenHash, OffsetDateTime),
) -> Result<()> {
    let is_sms = channel == Channel::Mobile;
    sqlx::query!(
        "with v as (insert into verification (person_identifier, channel, value, started_at)
                        values ($1, $2, $3, $4) returning id),
              c as (insert into challenge (verification_id, nonce, key_version, created_at, expires_at)
                        select id, substr($5::bytea, 1, 16), 0, $4, $4 + interval '10 minutes' from v returning id)
         insert into message (key, kind, channel, challenge_id, person_identifier, destination, value, country, prefix,
             language, support_code, created_at, not_after, state, run_at, attempts, accepted_at, reported_at)
         select encode($5::bytea, 'hex'), 'code', $2, id, $1, $6, $3, $7, $8, 'nb', '0000-0000', $4,
             $4 + interval '8 minutes', 'delivered', $4, 1, $4, $4 from c",
        who.expose(),
        channel.as_str(),
        compared(channel, value),
        at,
        key.bytes(),
        value,
        is_sms.then_some("NO"),
        is_sms.then(|| value.chars().take(8).collect::<String>())
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

/// Lays what she has typed into the dialog.
pub async fn type_in(
    tx: &mut Tx,
    who: &PersonIdentifier,
    [country, mobile, email]: [&str; 3],
    at: OffsetDateTime,
) -> Result<()> {
    sqlx::query!(
        "insert into draft (person_identifier, country, mobile, email, submitted, saved_at)
         values ($1, $2, $3, $4, false, $5)",
        who.expose(),
        country,
        mobile,
        email,
        at
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

impl std::fmt::Debug for NewContact {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewContact(…)")
    }
}

/// How the demo's providers treat this person; nothing for persons of no scenario.
pub async fn habits(db: &Db, identifier: &PersonIdentifier) -> Result<Option<Habits>> {
    let habits = sqlx::query_as!(
        Habits,
        "select sms, email, digipost, eboks from sandbox_person where person_identifier = $1",
        identifier.expose()
    );
    Ok(habits.fetch_optional(&db.pool).await?)
}

/// How they treat her from now on.
pub async fn behave(tx: &mut Tx, identifier: &PersonIdentifier, habits: &Habits) -> Result<()> {
    sqlx::query!(
        "update sandbox_person set sms = $2, email = $3, digipost = $4, eboks = $5 where person_identifier = $1",
        identifier.expose(),
        habits.sms,
        habits.email,
        habits.digipost,
        habits.eboks
    )
    .execute(&mut *tx.inner)
    .await?;
    Ok(())
}

impl Habits {
    /// How a mailbox provider behaves.
    pub fn of(&self, provider: MailboxProvider) -> &str {
        match provider {
            MailboxProvider::Digipost => &self.digipost,
            MailboxProvider::EBoks => &self.eboks,
        }
    }
}

/// A sandbox that is open.
#[derive(Debug)]
pub struct Sandbox {
    /// Who plays in it.
    pub identifier: PersonIdentifier,
    /// Name of the scenario.
    pub name: String,
    /// The scenario as TOML.
    pub scenario: String,
    /// How providers treat her.
    pub habits: Habits,
}

/// The sandbox that a browser knows.
pub async fn find(db: &Db, key: &TokenHash) -> Result<Option<Sandbox>> {
    let row = sqlx::query!(
        "select person_identifier, scenario_name, scenario, sms, email, digipost, eboks
         from sandbox_person where key_hash = $1",
        key.bytes()
    )
    .fetch_optional(&db.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Sandbox {
        identifier: PersonIdentifier::parse(&row.person_identifier)
            .map_err(|_| Error::Unreadable("sandbox_person.person_identifier"))?,
        name: row.scenario_name,
        scenario: row.scenario,
        habits: Habits { sms: row.sms, email: row.email, digipost: row.digipost, eboks: row.eboks },
    }))
}

/// Whether the worker has something to do for her by now: a message to send, an errand to do.
pub async fn has_work(db: &Db, identifier: &PersonIdentifier, now: OffsetDateTime) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"select exists (select from message where person_identifier = $1 and state = 'waiting' and run_at <= $2)
               or exists (select from mailbox_errand where person_identifier = $1 and state = 'waiting' and run_at <= $2)
               or exists (select from deletion_wish where person_identifier = $1 and due_at <= $2) as "work!""#,
        identifier.expose(),
        now
    )
    .fetch_one(&db.pool)
    .await?)
}
