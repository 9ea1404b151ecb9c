//! What a mailbox provider tells the register, and when the register says no.

use bekreft_domain::MailboxProvider::{Digipost, EBoks};
use bekreft_domain::{
    Change, Event, Mailbox, MailboxAddress, MailboxProvider, MailboxRefusal, Person, PersonSnapshot,
    Reservation, Status,
};

use crate::given::{active, days_ago, identifier, now};

const HERE: &str = "kari.test#9YDT";
const THERE: &str = "kari.flyttet#1ABC";

fn address(text: &str) -> MailboxAddress {
    MailboxAddress::parse(text).expect("an address")
}

fn with(provider: Option<MailboxProvider>, change: impl FnOnce(PersonSnapshot) -> PersonSnapshot) -> Person {
    let mailbox =
        provider.map(|provider| Mailbox { provider, address: address(HERE), updated_at: days_ago(400) });
    Person::restored(change(PersonSnapshot { mailbox, ..active(Some(now()), None) }))
}

fn person(provider: Option<MailboxProvider>) -> Person {
    with(provider, |snapshot| snapshot)
}

fn reserved(provider: Option<MailboxProvider>) -> Person {
    with(provider, |it| PersonSnapshot { reservation: Reservation::Reserved { since: days_ago(9) }, ..it })
}

fn deleted() -> Person {
    with(Some(Digipost), |it| PersonSnapshot { status: Some(Status::Deleted), ..it })
}

fn changes(said: Result<Vec<Event>, MailboxRefusal>) -> Result<Vec<Change>, MailboxRefusal> {
    said.map(|events| events.iter().map(|event| event.change).collect())
}

#[test]
fn who_may_get_a_mailbox_is_registered_not_reserved_and_has_none() {
    assert_eq!(person(None).may_get_mailbox(now()), Ok(()));
    for (person, refusal) in [
        (Person::unregistered(identifier()), MailboxRefusal::PersonUnknown),
        (deleted(), MailboxRefusal::PersonUnknown),
        (reserved(None), MailboxRefusal::Reserved),
        (reserved(Some(EBoks)), MailboxRefusal::Reserved),
        (person(Some(Digipost)), MailboxRefusal::AlreadyActive),
        (person(Some(EBoks)), MailboxRefusal::AlreadyActive),
    ] {
        assert_eq!(person.may_get_mailbox(now()), Err(refusal));
    }
}

#[test]
fn a_mailbox_that_is_made_is_chosen_once() {
    let mut kari = person(None);
    assert_eq!(
        changes(kari.mailbox_was_made(Digipost, address(HERE), now())),
        Ok(vec![Change::MailboxChosen])
    );
    assert_eq!(changes(kari.mailbox_was_made(Digipost, address(HERE), now())), Ok(vec![]));
    assert_eq!(kari.mailbox_was_made(Digipost, address(THERE), now()), Err(MailboxRefusal::MailboxExists));
    assert_eq!(kari.mailbox_was_made(EBoks, address(HERE), now()), Err(MailboxRefusal::AlreadyActive));
    let mailbox = kari.mailbox().expect("a mailbox");
    assert_eq!((mailbox.provider, mailbox.address.expose()), (Digipost, HERE));
}

#[test]
fn nobody_who_is_reserved_or_not_there_gets_a_mailbox() {
    for (mut person, refusal) in [
        (reserved(None), MailboxRefusal::Reserved),
        (Person::unregistered(identifier()), MailboxRefusal::PersonUnknown),
        (deleted(), MailboxRefusal::PersonUnknown),
    ] {
        let before = person.clone();
        assert_eq!(person.mailbox_was_made(Digipost, address(HERE), now()), Err(refusal));
        assert_eq!(person, before);
    }
}

#[test]
fn a_mailbox_moves_at_its_own_provider_only() {
    let mut kari = person(Some(Digipost));
    assert_eq!(changes(kari.mailbox_was_moved(Digipost, address(HERE), now())), Ok(vec![]));
    assert_eq!(kari.mailbox().expect("a mailbox").updated_at, days_ago(400), "nothing has changed");
    assert_eq!(kari.mailbox_was_moved(EBoks, address(THERE), now()), Err(MailboxRefusal::NoMailbox));
    assert_eq!(
        changes(kari.mailbox_was_moved(Digipost, address(THERE), now())),
        Ok(vec![Change::MailboxChanged])
    );
    let mailbox = kari.mailbox().expect("a mailbox");
    assert_eq!((mailbox.address.expose(), mailbox.updated_at), (THERE, now()));
    assert_eq!(
        person(None).mailbox_was_moved(Digipost, address(HERE), now()),
        Err(MailboxRefusal::NoMailbox)
    );
    assert_eq!(
        deleted().mailbox_was_moved(Digipost, address(HERE), now()),
        Err(MailboxRefusal::PersonUnknown)
    );
}

#[test]
fn the_mailbox_that_a_reserved_person_keeps_is_kept_right() {
    let mut kari = reserved(Some(Digipost));
    assert_eq!(
        changes(kari.mailbox_was_moved(Digipost, address(THERE), now())),
        Ok(vec![Change::MailboxChanged])
    );
    assert_eq!(changes(kari.mailbox_was_closed(Digipost, now())), Ok(vec![Change::MailboxRemoved]));
    assert!(kari.mailbox().is_none() && kari.reservation().is_reserved());
}

#[test]
fn a_mailbox_is_closed_by_its_own_provider_only() {
    let mut kari = person(Some(Digipost));
    assert_eq!(kari.mailbox_was_closed(EBoks, now()), Err(MailboxRefusal::NoMailbox));
    assert!(kari.mailbox().is_some());
    assert_eq!(changes(kari.mailbox_was_closed(Digipost, now())), Ok(vec![Change::MailboxRemoved]));
    assert_eq!(kari.mailbox_was_closed(Digipost, now()), Err(MailboxRefusal::NoMailbox));
    assert_eq!(
        Person::unregistered(identifier()).mailbox_was_closed(Digipost, now()),
        Err(MailboxRefusal::PersonUnknown)
    );
}
