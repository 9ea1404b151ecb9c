//! What providers of digital mailboxes tell the register by themselves, and when it says no (B:beskrivelse).
//!
//! A citizen who makes or closes a mailbox at her provider does it there; the provider then tells the register. To move from
//! one provider to the other is hers to decide, in the register's own pages, so one provider can never take over from
//! another.

use time::OffsetDateTime;

use crate::{Event, MailboxAddress, MailboxObstacle, MailboxProvider, MailboxRefusal, Person, Status};

impl Person {
    /// Whether a provider may make a mailbox for her and choose it: she is in the register, not reserved, and has no active
    /// mailbox, not at that provider either.
    pub fn may_get_mailbox(&self, now: OffsetDateTime) -> Result<(), MailboxRefusal> {
        self.may_have_mailbox(now)?;
        if self.mailbox().is_some() { Err(MailboxRefusal::AlreadyActive) } else { Ok(()) }
    }

    fn may_have_mailbox(&self, now: OffsetDateTime) -> Result<(), MailboxRefusal> {
        match self.mailbox_obstacle(0, now) {
            Some(MailboxObstacle::Reserved) => Err(MailboxRefusal::Reserved),
            // Nobody is too young for no age limit.
            Some(MailboxObstacle::NotRegistered | MailboxObstacle::TooYoung) => {
                Err(MailboxRefusal::PersonUnknown)
            }
            None => Ok(()),
        }
    }

    /// A provider has made a mailbox for her, and it is chosen. The very same again changes nothing: the provider may not
    /// have got our answer.
    pub fn mailbox_was_made(
        &mut self,
        provider: MailboxProvider,
        address: MailboxAddress,
        now: OffsetDateTime,
    ) -> Result<Vec<Event>, MailboxRefusal> {
        self.may_have_mailbox(now)?;
        match self.mailbox() {
            Some(mailbox) if mailbox.provider != provider => Err(MailboxRefusal::AlreadyActive),
            Some(mailbox) if mailbox.address != address => Err(MailboxRefusal::MailboxExists),
            _ => self.choose_mailbox(provider, address, now).map_err(|_| MailboxRefusal::PersonUnknown),
        }
    }

    /// Her mailbox at this provider has got another address. Also while she is reserved: the mailbox is kept then, and must
    /// not lead astray when she takes the reservation back.
    pub fn mailbox_was_moved(
        &mut self,
        provider: MailboxProvider,
        address: MailboxAddress,
        now: OffsetDateTime,
    ) -> Result<Vec<Event>, MailboxRefusal> {
        self.has_mailbox_at(provider)?;
        Ok(self.change_mailbox_address(address, now))
    }

    /// Her mailbox at this provider is no more. What she has at another provider is none of its business.
    pub fn mailbox_was_closed(
        &mut self,
        provider: MailboxProvider,
        now: OffsetDateTime,
    ) -> Result<Vec<Event>, MailboxRefusal> {
        self.has_mailbox_at(provider)?;
        Ok(self.remove_mailbox(now))
    }

    fn has_mailbox_at(&self, provider: MailboxProvider) -> Result<(), MailboxRefusal> {
        if self.status() != Some(Status::Active) {
            return Err(MailboxRefusal::PersonUnknown);
        }
        match self.mailbox() {
            Some(mailbox) if mailbox.provider == provider => Ok(()),
            _ => Err(MailboxRefusal::NoMailbox),
        }
    }
}
