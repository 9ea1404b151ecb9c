//! What may be asked of those who are looked for.

use super::{
    AGE, AgeBand, EMAIL, Facets, HAS_MAILBOX, LANGUAGE, MAILBOX, MOBILE, NOTIFICATION, Pattern, RESERVED,
    SHARED, STATUS, VERIFIED, Verified, mailbox_number, place, verified_number,
};
use crate::{MailboxProvider, NotificationStatus, RegisterLanguage, Status};

named! {
    /// What criteria are about, in the order in which they are offered. One criterion each is used at a time.
    pub enum Dimension {
        /// In the register or deleted.
        Status = "status",
        /// Can or cannot be notified.
        Notification = "notification",
        /// Has a number.
        Mobile = "mobile",
        /// Has an address.
        Email = "email",
        /// Number or address on others too.
        Shared = "shared",
        /// Number and address proven.
        Verified = "verified",
        /// Has a digital mailbox.
        Mailbox = "mailbox",
        /// Reserved.
        Reserved = "reserved",
        /// Language of letters.
        Language = "language",
        /// Age.
        Age = "age",
    }
}

/// One thing that is asked of those who are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Criterion {
    /// She is in the register, or deleted from it.
    Status(Status),
    /// She can be notified, or cannot.
    Notification(NotificationStatus),
    /// She has a number, or none.
    Mobile(bool),
    /// She has an address, or none.
    Email(bool),
    /// Her number or address is on others too, or neither is.
    Shared(bool),
    /// Everything that is registered has been proven (and something is registered), or something has not.
    Verified(bool),
    /// She has a digital mailbox, whosesoever, or none.
    Mailbox(bool),
    /// She has a digital mailbox of this provider.
    MailboxOf(MailboxProvider),
    /// She is reserved, or not.
    Reserved(bool),
    /// The language of letters to her; she may have chosen none.
    Language(Option<RegisterLanguage>),
    /// How old she is; her number may not tell.
    Age(Option<AgeBand>),
}

impl Criterion {
    /// Every criterion there is, in the order in which they are offered.
    pub fn all() -> Vec<Self> {
        let yes_or_no = [true, false];
        let languages = RegisterLanguage::ALL.iter().copied().map(Some).chain([None]);
        let ages = AgeBand::ALL.iter().copied().map(Some).chain([None]);
        let mut all = Vec::new();
        all.extend(Status::ALL.iter().copied().map(Self::Status));
        all.extend(NotificationStatus::ALL.iter().copied().map(Self::Notification));
        for about in [Self::Mobile, Self::Email, Self::Shared, Self::Verified] {
            all.extend(yes_or_no.map(about));
        }
        all.push(Self::Mailbox(true));
        all.extend(MailboxProvider::ALL.iter().copied().map(Self::MailboxOf));
        all.push(Self::Mailbox(false));
        all.extend(yes_or_no.map(Self::Reserved));
        all.extend(languages.map(Self::Language));
        all.extend(ages.map(Self::Age));
        all
    }

    /// What it is about.
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Status(_) => Dimension::Status,
            Self::Notification(_) => Dimension::Notification,
            Self::Mobile(_) => Dimension::Mobile,
            Self::Email(_) => Dimension::Email,
            Self::Shared(_) => Dimension::Shared,
            Self::Verified(_) => Dimension::Verified,
            Self::Mailbox(_) | Self::MailboxOf(_) => Dimension::Mailbox,
            Self::Reserved(_) => Dimension::Reserved,
            Self::Language(_) => Dimension::Language,
            Self::Age(_) => Dimension::Age,
        }
    }

    /// Whether it is true of somebody.
    pub fn holds(self, facets: &Facets) -> bool {
        match self {
            Self::Status(status) => facets.status == status,
            Self::Notification(status) => facets.notification == status,
            Self::Mobile(wanted) => facets.has_mobile == wanted,
            Self::Email(wanted) => facets.has_email == wanted,
            Self::Shared(wanted) => facets.is_shared == wanted,
            Self::Verified(true) => facets.verified == Verified::All,
            Self::Verified(false) => facets.verified == Verified::NotAll,
            Self::Mailbox(wanted) => facets.mailbox.is_some() == wanted,
            Self::MailboxOf(provider) => facets.mailbox == Some(provider),
            Self::Reserved(wanted) => facets.is_reserved == wanted,
            Self::Language(language) => facets.language == language,
            Self::Age(age) => facets.age == age,
        }
    }

    /// The same as a question about codes.
    fn pattern(self) -> Pattern {
        match self {
            Self::Status(status) => STATUS.are(i32::from(status == Status::Deleted)),
            Self::Notification(status) => {
                NOTIFICATION.are(i32::from(status == NotificationStatus::CannotBeNotified))
            }
            Self::Mobile(wanted) => MOBILE.are(i32::from(wanted)),
            Self::Email(wanted) => EMAIL.are(i32::from(wanted)),
            Self::Shared(wanted) => SHARED.are(i32::from(wanted)),
            Self::Verified(true) => VERIFIED.are(verified_number(Verified::All)),
            Self::Verified(false) => VERIFIED.are(verified_number(Verified::NotAll)),
            Self::Mailbox(true) => {
                let has = MAILBOX.put_one(HAS_MAILBOX);
                Pattern { mask: has, value: has }
            }
            Self::Mailbox(false) => MAILBOX.are(0),
            Self::MailboxOf(provider) => MAILBOX.are(mailbox_number(Some(provider))),
            Self::Reserved(wanted) => RESERVED.are(i32::from(wanted)),
            Self::Language(language) => LANGUAGE.are(place(RegisterLanguage::ALL, language)),
            Self::Age(age) => AGE.are(place(AgeBand::ALL, age)),
        }
    }
}

/// Who is looked for: those of whom every criterion is true. At most one about each dimension, in the order of these.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filter {
    criteria: Vec<Criterion>,
}

impl Filter {
    /// With this criterion, in place of another about the same.
    #[must_use]
    pub fn with(self, criterion: Criterion) -> Self {
        let mut filter = self.without(criterion.dimension());
        let after = filter.criteria.iter().position(|known| known.dimension() > criterion.dimension());
        filter.criteria.insert(after.unwrap_or(filter.criteria.len()), criterion);
        filter
    }

    /// Without any about this.
    #[must_use]
    pub fn without(mut self, dimension: Dimension) -> Self {
        self.criteria.retain(|known| known.dimension() != dimension);
        self
    }

    /// All criteria.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// Whether this is one of them.
    pub fn has(&self, criterion: Criterion) -> bool {
        self.criteria.contains(&criterion)
    }

    /// Whether somebody is looked for.
    pub fn matches(&self, facets: &Facets) -> bool {
        self.criteria.iter().all(|criterion| criterion.holds(facets))
    }

    /// The same as a question about codes.
    pub fn pattern(&self) -> Pattern {
        self.criteria.iter().fold(Pattern::default(), |all, one| all.and(one.pattern()))
    }
}
