//! Customers: the organisations that may look people up in the register.

use time::{Date, Duration, OffsetDateTime};

use crate::{OrganisationNumber, oslo};

named! {
    /// What kind of organisation it is (Digdir's customer list: Kommunal, Statlig, Privat, Fylkeskommunal).
    pub enum Sector {
        /// A municipality.
        Municipal = "municipal",
        /// A county authority.
        County = "county",
        /// A government agency.
        State = "state",
        /// A private organisation that carries out public tasks.
        Private = "private",
    }
}

named! {
    /// What is asked about people in a lookup: the scopes that decided over the answer.
    pub enum LookupPurpose {
        /// Contact information, language and notification status (`krr:global/kontaktinformasjon.read`).
        Contact = "contact",
        /// The digital mailbox and its certificate (`krr:global/digitalpost.read`).
        Mailbox = "mailbox",
        /// Both.
        ContactAndMailbox = "contact_and_mailbox",
    }
}

impl LookupPurpose {
    /// What the two kinds of scopes together ask for; nothing without either.
    pub const fn of(contact: bool, mailbox: bool) -> Option<Self> {
        match (contact, mailbox) {
            (true, true) => Some(Self::ContactAndMailbox),
            (true, false) => Some(Self::Contact),
            (false, true) => Some(Self::Mailbox),
            (false, false) => None,
        }
    }
}

/// So long a citizen can see who has looked her up: as long as what has changed, after she is deleted.
const ACCESS_KEPT_MONTHS: u32 = 18;

/// Lookups before this day, Norwegian time, are forgotten.
pub fn access_log_begins(now: OffsetDateTime) -> Date {
    oslo::to_local(oslo::minus_months(now, ACCESS_KEPT_MONTHS)).date()
}

/// How much a customer may ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Persons looked up in a minute. At least as many as one call may have.
    pub persons_per_minute: u32,
    /// Calls in a second.
    pub calls_per_second: u32,
}

impl Allowance {
    /// One call has so many persons at the most (Digdir's docs, `oppslagstjenesten_rest`).
    pub const MOST_PERSONS_IN_A_CALL: u32 = 1000;

    /// Whether it lets at least one whole call through.
    pub const fn is_of_use(self) -> bool {
        self.persons_per_minute >= Self::MOST_PERSONS_IN_A_CALL && self.calls_per_second >= 1
    }
}

impl Default for Allowance {
    /// All 854 customers together make 175 million lookups a month (Digdir, autumn 2024), 67 a second; one of them may
    /// make five times that.
    fn default() -> Self {
        Self { persons_per_minute: 20_000, calls_per_second: 20 }
    }
}

/// An organisation that may look people up, or that might.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Who.
    pub organisation: OrganisationNumber,
    /// Its name, as citizens read it.
    pub name: String,
    /// What kind of organisation it is.
    pub sector: Sector,
    /// When it accepted the terms, if it has.
    pub terms_accepted_at: Option<OffsetDateTime>,
    /// Since when it may not call any more.
    pub switched_off_at: Option<OffsetDateTime>,
    /// How much it may ask.
    pub allowance: Allowance,
}

/// Why an organisation may not call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAccess {
    /// Nobody has made it a customer.
    #[error("the organisation of the access token is not a customer of the register")]
    NotACustomer,
    /// It has not accepted the terms.
    #[error("the organisation of the access token has not accepted the terms of the register")]
    TermsNotAccepted,
    /// Its access has been taken away.
    #[error("the access of the organisation of the access token has been switched off")]
    SwitchedOff,
}

impl Customer {
    /// Whether it may call.
    pub const fn access(&self) -> Result<(), NoAccess> {
        if self.switched_off_at.is_some() {
            return Err(NoAccess::SwitchedOff);
        }
        if self.terms_accepted_at.is_none() {
            return Err(NoAccess::TermsNotAccepted);
        }
        Ok(())
    }
}

/// What may be taken at once, and what comes back with time: a token bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flow {
    /// The most there can be, and what there is in the beginning.
    pub most: u32,
    /// In how long an empty one is full again.
    pub fills_in: Duration,
}

/// What is left of a [`Flow`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bucket {
    left: f64,
    at: OffsetDateTime,
}

impl Bucket {
    /// A full one.
    pub fn full(flow: Flow, now: OffsetDateTime) -> Self {
        Self { left: f64::from(flow.most), at: now }
    }

    /// Takes so many, or nothing and tells how long to wait until they are there. More than there can ever be is never
    /// there; it waits for a full one.
    pub fn take(&mut self, amount: u32, flow: Flow, now: OffsetDateTime) -> Result<(), Duration> {
        let most = f64::from(flow.most);
        let per_second = most / flow.fills_in.as_seconds_f64();
        // A clock that is set back gives nothing and takes nothing.
        let passed = (now - self.at).as_seconds_f64().max(0.0);
        self.left = passed.mul_add(per_second, self.left).min(most);
        self.at = now;
        let amount = f64::from(amount);
        if amount <= self.left {
            self.left -= amount;
            return Ok(());
        }
        Err(Duration::seconds_f64((amount.min(most) - self.left) / per_second))
    }
}
