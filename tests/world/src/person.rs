//! Persons in the register, each with numbers and addresses nobody else has.

use std::sync::atomic::{AtomicU32, Ordering};

use bekreft_domain::{EmailAddress, IdentifierKind, PersonIdentifier};
use time::macros::date;
use time::{Duration, OffsetDateTime};

use crate::World;

static NEXT: AtomicU32 = AtomicU32::new(1);

/// A synthetic person.
#[derive(Clone, Debug)]
pub struct Person {
    /// 11 digits.
    pub identifier: String,
    /// E.164.
    pub mobile: String,
    /// Address.
    pub email: String,
}

impl Person {
    fn new() -> Self {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let born = date!(1950 - 01 - 01) + Duration::days(i64::from(number));
        let identifier = (0..500)
            .find_map(|individual| {
                PersonIdentifier::synthetic(born, individual, IdentifierKind::NationalIdentityNumber)
            })
            .expect("every day has a number");
        Self {
            identifier: identifier.expose().to_owned(),
            mobile: format!("+479{:07}", 1_230_000 + number),
            email: format!("kanari{number}@example.no"),
        }
    }

    /// The number as the dialog shows it: `91 23 00 01`.
    pub fn national_mobile(&self) -> String {
        let digits = self.mobile.trim_start_matches("+47");
        digits.as_bytes().chunks(2).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
    }
}

/// A person to be put into the register.
#[expect(clippy::struct_excessive_bools, reason = "each is a choice of its own")]
#[derive(Debug)]
pub struct PersonBuilder<'a> {
    world: &'a World,
    person: Person,
    status: &'static str,
    has_mobile: bool,
    has_email: bool,
    confirmed_at: OffsetDateTime,
    validated: bool,
    language: Option<&'static str>,
    reserved: bool,
    mailbox: Option<(&'static str, &'static str)>,
}

impl<'a> PersonBuilder<'a> {
    pub(crate) fn new(world: &'a World) -> Self {
        let confirmed_at = world.now() - Duration::days(100);
        Self {
            world,
            person: Person::new(),
            status: "active",
            has_mobile: true,
            has_email: true,
            confirmed_at,
            validated: false,
            language: None,
            reserved: false,
            mailbox: None,
        }
    }

    /// With a D-number.
    #[must_use]
    pub fn with_d_number(mut self) -> Self {
        let own = PersonIdentifier::parse(&self.person.identifier).expect("a number of ours");
        let born = own.birth_date().expect("its day of birth");
        let number =
            (0..500).find_map(|number| PersonIdentifier::synthetic(born, number, IdentifierKind::DNumber));
        number.expect("every day has a number").expose().clone_into(&mut self.person.identifier);
        self
    }

    /// With this number.
    #[must_use]
    pub fn mobile(mut self, mobile: &str) -> Self {
        mobile.clone_into(&mut self.person.mobile);
        self
    }

    /// With this address.
    #[must_use]
    pub fn email(mut self, email: &str) -> Self {
        email.clone_into(&mut self.person.email);
        self
    }

    /// Without a number.
    #[must_use]
    pub fn without_mobile(mut self) -> Self {
        self.has_mobile = false;
        self
    }

    /// Without an address.
    #[must_use]
    pub fn without_email(mut self) -> Self {
        self.has_email = false;
        self
    }

    /// Last confirmed so many days ago.
    #[must_use]
    pub fn confirmed_days_ago(mut self, days: i64) -> Self {
        self.confirmed_at = self.world.now() - Duration::days(days);
        self
    }

    /// Both channels proven by a code.
    #[must_use]
    pub fn validated(mut self) -> Self {
        self.validated = true;
        self
    }

    /// With a stored language.
    #[must_use]
    pub fn language(mut self, language: &'static str) -> Self {
        self.language = Some(language);
        self
    }

    /// Reserved against digital mail.
    #[must_use]
    pub fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// With a digital mailbox: provider and address.
    #[must_use]
    pub fn mailbox(mut self, provider: &'static str, address: &'static str) -> Self {
        self.mailbox = Some((provider, address));
        self
    }

    /// With this identifier.
    #[must_use]
    pub fn identifier(mut self, identifier: &str) -> Self {
        identifier.clone_into(&mut self.person.identifier);
        self
    }

    /// Deleted from the register.
    #[must_use]
    pub fn deleted(mut self) -> Self {
        self.status = "deleted";
        self.without_mobile().without_email()
    }

    /// Somebody the register has never heard of.
    pub fn unregistered(self) -> Person {
        self.keep_quiet();
        self.person
    }

    fn keep_quiet(&self) {
        self.world.must_not_be_logged(&self.person.identifier);
        self.world.must_not_be_logged(self.person.mobile.trim_start_matches("+47"));
        self.world.must_not_be_logged(&self.person.national_mobile());
        self.world.must_not_be_logged(&self.person.email);
    }

    /// Puts her into the register.
    pub async fn registered(self) -> Person {
        self.keep_quiet();
        let registered_at = self.confirmed_at - Duration::days(30);
        let address = EmailAddress::parse(&self.person.email).expect("a good address");
        let mobile = self.has_mobile.then_some(&self.person.mobile);
        let email = self.has_email.then_some(&self.person.email);
        let validated_at = self.validated.then_some(registered_at);
        sqlx::query(
            "insert into person (person_identifier, status, registered_at, language, language_updated_at,
                 reserved_at, reservation_updated_at,
                 mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at,
                 email, email_canonical, email_updated_at, email_confirmed_at, email_validated_at,
                 mailbox_provider, mailbox_address, mailbox_updated_at, deleted_at)
             values ($1, $2, $3, $4, $5, $6, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)",
        )
        .bind(&self.person.identifier)
        .bind(self.status)
        .bind(registered_at)
        .bind(self.language)
        .bind(self.language.map(|_| registered_at))
        .bind(self.reserved.then_some(registered_at))
        .bind(mobile)
        .bind(mobile.map(|_| registered_at))
        .bind(mobile.map(|_| self.confirmed_at))
        .bind(validated_at.filter(|_| self.has_mobile))
        .bind(email)
        .bind(email.map(|_| address.canonical().expose().to_owned()))
        .bind(email.map(|_| registered_at))
        .bind(email.map(|_| self.confirmed_at))
        .bind(validated_at.filter(|_| self.has_email))
        .bind(self.mailbox.map(|(provider, _)| provider))
        .bind(self.mailbox.map(|(_, address)| address))
        .bind(self.mailbox.map(|_| registered_at))
        .bind((self.status == "deleted").then_some(self.confirmed_at))
        .execute(&self.world.pool)
        .await
        .expect("the person fits the register");
        self.person
    }
}
