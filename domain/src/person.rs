//! The aggregate: one person in the register, what may change, and which events it yields.

use time::OffsetDateTime;

use crate::{
    CanonicalEmail, Change, Channel, Contact, EmailAddress, Event, Mailbox, MailboxAddress, MailboxObstacle,
    MailboxProvider, MobileNumber, NotificationStatus, PersonIdentifier, RegisterLanguage, Reservation,
    Status,
};

/// A person as stored, to make a [`Person`] from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonSnapshot {
    /// Who it is.
    pub identifier: PersonIdentifier,
    /// None if the person was never in the register.
    pub status: Option<Status>,
    /// Whether the person has opted out of digital letters.
    pub reservation: Reservation,
    /// The language choice and when it was made, if it ever was.
    pub language: Option<(RegisterLanguage, OffsetDateTime)>,
    /// The mobile number.
    pub mobile: Option<Contact<MobileNumber>>,
    /// The e-mail address.
    pub email: Option<Contact<EmailAddress>>,
    /// The digital mailbox.
    pub mailbox: Option<Mailbox>,
}

/// One person in the register, in it or not.
///
/// Only an active person has contact information: what a deleted person had is purged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    identifier: PersonIdentifier,
    status: Option<Status>,
    reservation: Reservation,
    language: Option<(RegisterLanguage, OffsetDateTime)>,
    mobile: Option<Contact<MobileNumber>>,
    email: Option<Contact<EmailAddress>>,
    mailbox: Option<Mailbox>,
}

impl Person {
    /// A person of whom the register knows nothing.
    pub const fn unregistered(identifier: PersonIdentifier) -> Self {
        Self {
            identifier,
            status: None,
            reservation: Reservation::NotReserved,
            language: None,
            mobile: None,
            email: None,
            mailbox: None,
        }
    }

    /// A person as stored. Contact information of a person who is not active is left out.
    pub fn restored(snapshot: PersonSnapshot) -> Self {
        let is_active = snapshot.status == Some(Status::Active);
        Self {
            identifier: snapshot.identifier,
            status: snapshot.status,
            reservation: snapshot.reservation,
            language: snapshot.language,
            mobile: snapshot.mobile.filter(|_| is_active),
            email: snapshot.email.filter(|_| is_active),
            mailbox: snapshot.mailbox.filter(|_| is_active),
        }
    }

    /// Who it is.
    pub const fn identifier(&self) -> &PersonIdentifier {
        &self.identifier
    }

    /// None if the person was never in the register.
    pub const fn status(&self) -> Option<Status> {
        self.status
    }

    /// Whether the person has opted out of digital letters.
    pub const fn reservation(&self) -> Reservation {
        self.reservation
    }

    /// The language choice and when it was made.
    pub const fn language(&self) -> Option<(RegisterLanguage, OffsetDateTime)> {
        self.language
    }

    /// The mobile number with its dates.
    pub const fn mobile(&self) -> Option<&Contact<MobileNumber>> {
        self.mobile.as_ref()
    }

    /// The e-mail address with its dates.
    pub const fn email(&self) -> Option<&Contact<EmailAddress>> {
        self.email.as_ref()
    }

    /// The digital mailbox. Of a reserved person it is kept, and withheld from public bodies.
    pub const fn mailbox(&self) -> Option<&Mailbox> {
        self.mailbox.as_ref()
    }

    /// Whether the confirm dialog is due at login: the person has no contact information at all (not registered and
    /// deleted persons among them), or some channel was last assured more than 90 days ago.
    pub fn is_due(&self, now: OffsetDateTime) -> bool {
        match (&self.mobile, &self.email) {
            (None, None) => true,
            (mobile, email) => {
                mobile.as_ref().is_some_and(|contact| contact.is_due(now))
                    || email.as_ref().is_some_and(|contact| contact.is_due(now))
            }
        }
    }

    /// Whether she should be reminded to confirm, and where: nothing has been heard of her for 16 months, and in two more her
    /// contact information expires. By e-mail if she has an address that has not expired, else by SMS (Digdir's own practice
    /// since 2015).
    pub fn needs_reminder(&self, now: OffsetDateTime) -> Option<Channel> {
        let mobile = self.mobile.as_ref().map(Contact::last_assured_at);
        let email = self.email.as_ref().map(Contact::last_assured_at);
        let last = mobile.max(email)?;
        let by_email = self.email.as_ref().is_some_and(|contact| contact.is_fresh(now));
        let channel = if by_email { Channel::Email } else { Channel::Mobile };
        crate::freshness::needs_reminder(last, now).then_some(channel)
    }

    /// Whether a public body may notify the person digitally: she is active, not reserved, and one channel is fresh
    /// (eForvaltningsforskriften §§ 8, 9 and 32).
    pub fn notification_status(&self, now: OffsetDateTime) -> NotificationStatus {
        if self.status == Some(Status::Active)
            && !self.reservation.is_reserved()
            && self.has_fresh_contact(now)
        {
            NotificationStatus::CanBeNotified
        } else {
            NotificationStatus::CannotBeNotified
        }
    }

    /// Whether some channel has a value that may still be used to notify.
    pub fn has_fresh_contact(&self, now: OffsetDateTime) -> bool {
        self.mobile.as_ref().is_some_and(|contact| contact.is_fresh(now))
            || self.email.as_ref().is_some_and(|contact| contact.is_fresh(now))
    }

    /// The person says, in the dialog, that this is how she can be reached; what is not given is not there any more.
    ///
    /// | before | given | event | dates |
    /// |---|---|---|---|
    /// | nothing | a value | registered | updated and confirmed now, not validated |
    /// | a value | the same | confirmed | confirmed now, the rest kept |
    /// | a value | another | updated | updated and confirmed now, not validated |
    /// | a value | nothing | removed | |
    ///
    /// "The same" is the same text. An e-mail address spelled in another way (`Kari@` for `kari@`) is another value,
    /// and must be validated anew even if it reaches the same box: what was typed is what is stored, shown and sent to.
    ///
    /// A person who is not in the register comes into it by giving something; giving nothing changes nothing. Nothing
    /// goes back in time: if `now` is before the channel's last date (clocks of two servers may differ), that date is
    /// used.
    pub fn confirm(
        &mut self,
        mobile: Option<MobileNumber>,
        email: Option<EmailAddress>,
        now: OffsetDateTime,
    ) -> Vec<Event> {
        let mut events = Vec::new();
        if mobile.is_some() || email.is_some() {
            events.extend(self.enter(now));
        }
        events.extend(confirm_channel(Channel::Mobile, &mut self.mobile, mobile, now));
        events.extend(confirm_channel(Channel::Email, &mut self.email, email, now));
        events
    }

    /// Records that the code sent to this number was entered. Says whether it still is the number in the register; if
    /// not, nothing is recorded, because the code proves the value it was sent to and no other.
    pub fn validate_mobile(&mut self, proven: &MobileNumber, at: OffsetDateTime) -> bool {
        let current = self.mobile.as_mut().filter(|contact| contact.value() == proven);
        current.map(|contact| contact.validate(at)).is_some()
    }

    /// Records that the code sent to this address was entered, as [`Person::validate_mobile`] does. The code is bound
    /// to the canonical form.
    pub fn validate_email(&mut self, proven: &CanonicalEmail, at: OffsetDateTime) -> bool {
        let current = self.email.as_mut().filter(|contact| contact.value().canonical() == *proven);
        current.map(|contact| contact.validate(at)).is_some()
    }

    /// The person opts out of digital decisions and important letters (eForvaltningsforskriften § 9). Who is not in the
    /// register comes into it: a reservation needs no contact information. Reserved already, nothing changes, and the
    /// reservation keeps its time.
    pub fn reserve(&mut self, now: OffsetDateTime) -> Vec<Event> {
        if self.reservation.is_reserved() {
            return Vec::new();
        }
        let entered = self.enter(now);
        self.reservation = Reservation::Reserved { since: now };
        entered.into_iter().chain([Event { change: Change::Reserved, at: now }]).collect()
    }

    /// The person takes the reservation back. Not reserved, nothing changes.
    pub fn withdraw_reservation(&mut self, now: OffsetDateTime) -> Vec<Event> {
        if !self.reservation.is_reserved() {
            return Vec::new();
        }
        self.reservation = Reservation::NotReserved;
        vec![Event { change: Change::ReservationWithdrawn, at: now }]
    }

    /// The person chooses the written language of letters to her. Who is not in the register comes into it. Choosing the
    /// same again changes nothing.
    pub fn choose_language(&mut self, language: RegisterLanguage, now: OffsetDateTime) -> Vec<Event> {
        if self.language.is_some_and(|(chosen, _)| chosen == language) {
            return Vec::new();
        }
        let entered = self.enter(now);
        self.language = Some((language, now));
        entered.into_iter().chain([Event { change: Change::LanguageChosen, at: now }]).collect()
    }

    /// This is the same person as `old`, who has got another number, and takes her place in the register. `old` is deleted.
    ///
    /// | this one | takes over |
    /// |---|---|
    /// | never in the register | all that `old` has, with all its dates |
    /// | active | the reservation, which counts from its earliest time; nothing else |
    /// | deleted | nothing: who has been deleted does not come back by herself |
    ///
    /// (Digdir, "Oppdater kontaktinformasjonen din": e-mail and telephone follow when the new number is not there.) Where
    /// `old` is not active there is nothing to take over, and nothing changes.
    pub fn succeed(&mut self, old: &mut Self, now: OffsetDateTime) -> Succession {
        if old.status != Some(Status::Active) {
            return Succession::Nothing;
        }
        let mut taken = old.clone();
        old.delete(now);
        match self.status {
            None => {
                taken.identifier = self.identifier.clone();
                *self = taken;
                Succession::Moved
            }
            Some(Status::Active) if taken.reservation.is_before(self.reservation) => {
                self.reservation = taken.reservation;
                Succession::ReservationMoved
            }
            Some(Status::Active) => Succession::KeptItsOwn,
            Some(Status::Deleted) => Succession::StaysDeleted,
        }
    }

    /// What stands in the way of choosing a digital mailbox, for somebody who must be so many years old.
    pub fn mailbox_obstacle(&self, years: u8, now: OffsetDateTime) -> Option<MailboxObstacle> {
        if self.status != Some(Status::Active) {
            return Some(MailboxObstacle::NotRegistered);
        }
        if self.reservation.is_reserved() {
            return Some(MailboxObstacle::Reserved);
        }
        crate::mailbox::is_younger(self.identifier.birth_date(), years, now)
            .then_some(MailboxObstacle::TooYoung)
    }

    /// The person gets this digital mailbox in place of any other: one is active at a time (Digdir's docs, "digital
    /// postkasse"). The very same again changes nothing.
    ///
    /// Refused to who is not in the register, and to who is reserved. Age is not looked at here: it decides what is
    /// offered, and a mailbox that its provider reports is a fact.
    pub fn choose_mailbox(
        &mut self,
        provider: MailboxProvider,
        address: MailboxAddress,
        now: OffsetDateTime,
    ) -> Result<Vec<Event>, MailboxObstacle> {
        if let Some(obstacle) = self.mailbox_obstacle(0, now) {
            return Err(obstacle);
        }
        let change = match &self.mailbox {
            Some(mailbox) if mailbox.provider == provider && mailbox.address == address => {
                return Ok(Vec::new());
            }
            Some(_) => Change::MailboxChanged,
            None => Change::MailboxChosen,
        };
        self.mailbox = Some(Mailbox { provider, address, updated_at: now });
        Ok(vec![Event { change, at: now }])
    }

    /// The digital mailbox has another address at the same provider. The same address changes nothing, and neither does any
    /// to who has no mailbox.
    pub fn change_mailbox_address(&mut self, address: MailboxAddress, now: OffsetDateTime) -> Vec<Event> {
        let moved = self.mailbox.as_mut().filter(|mailbox| mailbox.address != address);
        let event = moved.map(|mailbox| {
            mailbox.address = address;
            mailbox.updated_at = now;
            Event { change: Change::MailboxChanged, at: now }
        });
        event.into_iter().collect()
    }

    /// The person has no digital mailbox any more. Having none, nothing changes.
    pub fn remove_mailbox(&mut self, now: OffsetDateTime) -> Vec<Event> {
        let removed = self.mailbox.take();
        removed.map(|_| Event { change: Change::MailboxRemoved, at: now }).into_iter().collect()
    }

    /// The person is deleted from the register, by her own wish or because she has died: everything it held of her goes, and
    /// that she was there stays, as `SLETTET`. Who is not in the register is left as she is.
    ///
    /// One event, whatever she had: what a deleted person had is nobody's business.
    pub fn delete(&mut self, now: OffsetDateTime) -> Vec<Event> {
        if self.status != Some(Status::Active) {
            return Vec::new();
        }
        let gone = Self::unregistered(self.identifier.clone());
        *self = Self { status: Some(Status::Deleted), ..gone };
        vec![Event { change: Change::PersonDeleted, at: now }]
    }

    /// Makes the person active, if she is not.
    fn enter(&mut self, now: OffsetDateTime) -> Option<Event> {
        let change = match self.status.replace(Status::Active) {
            Some(Status::Active) => return None,
            Some(Status::Deleted) => Change::PersonReactivated,
            None => Change::PersonRegistered,
        };
        Some(Event { change, at: now })
    }
}

/// What a person's new number took over from her old one; see [`Person::succeed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Succession {
    /// There was nothing on the old number.
    Nothing,
    /// All there was.
    Moved,
    /// The reservation.
    ReservationMoved,
    /// Nothing: it has its own.
    KeptItsOwn,
    /// Nothing: it has been deleted.
    StaysDeleted,
}

impl Succession {
    /// What happened to the new number.
    pub const fn change(self) -> Option<Change> {
        match self {
            Self::Nothing | Self::StaysDeleted => None,
            Self::Moved => Some(Change::MovedFromOldNumber),
            Self::ReservationMoved => Some(Change::ReservationMoved),
            Self::KeptItsOwn => Some(Change::OldNumberDeleted),
        }
    }
}

/// The table of [`Person::confirm`], for one channel.
fn confirm_channel<T: PartialEq>(
    channel: Channel,
    current: &mut Option<Contact<T>>,
    given: Option<T>,
    now: OffsetDateTime,
) -> Option<Event> {
    let at = current.as_ref().map_or(now, |contact| contact.last_assured_at().max(now));
    let change = match (current.as_mut(), given) {
        (None, None) => return None,
        (None, Some(value)) => {
            *current = Some(Contact::registered(value, at));
            Change::Registered(channel)
        }
        (Some(contact), Some(value)) if *contact.value() == value => {
            contact.confirm(at);
            Change::Confirmed(channel)
        }
        (Some(_), Some(value)) => {
            *current = Some(Contact::registered(value, at));
            Change::Updated(channel)
        }
        (Some(_), None) => {
            *current = None;
            Change::Removed(channel)
        }
    };
    Some(Event { change, at })
}
