//! What is told to whom (domain rules 2.4 of the register; Digdir's sheet of expected answers).

use bekreft_domain::{
    Contact, Disclosure, Expiry, Mailbox, MailboxAddress, MailboxProvider, NotificationStatus, Person,
    PersonSnapshot, RegisterLanguage, Reservation, Rights, Status,
};
use proptest::prelude::*;
use time::OffsetDateTime;

use crate::given::{any_instant, days_ago, email, identifier, mobile, now};

const BOTH: Rights = Rights { contact_information: true, digital_mail: true };
const CONTACT: Rights = Rights { contact_information: true, digital_mail: false };
const MAIL: Rights = Rights { contact_information: false, digital_mail: true };
const FRESH: i64 = 100;
const EXPIRED: i64 = 600;

fn person(
    status: Option<Status>,
    is_reserved: bool,
    mobile_days: Option<i64>,
    email_days: Option<i64>,
) -> Person {
    Person::restored(PersonSnapshot {
        identifier: identifier(),
        status,
        reservation: if is_reserved {
            Reservation::Reserved { since: days_ago(700) }
        } else {
            Reservation::NotReserved
        },
        language: Some((RegisterLanguage::Nn, days_ago(700))),
        mobile: mobile_days.map(|days| Contact::registered(mobile("+4798765432"), days_ago(days))),
        email: email_days.map(|days| Contact::registered(email("kari@example.com"), days_ago(days))),
        mailbox: Some(Mailbox {
            provider: MailboxProvider::Digipost,
            address: MailboxAddress::parse("kari.test#9YDT").expect("an address"),
            updated_at: days_ago(700),
        }),
    })
}

/// Reservation, may be notified, contact information, mailbox, language.
fn told(person: &Person, rights: Rights) -> (bool, bool, bool, bool, bool) {
    let told = person.disclosure(rights, Expiry::Withheld, now());
    let can = told.notification_status == Some(NotificationStatus::CanBeNotified);
    (told.reservation, can, told.contact_information, told.mailbox, told.language)
}

#[test]
fn the_table_of_situations_holds() {
    let active = Some(Status::Active);
    let deleted = Some(Status::Deleted);
    for (what, person, expected) in [
        ("fresh", person(active, false, Some(FRESH), Some(FRESH)), (true, true, true, true, true)),
        ("one fresh", person(active, false, Some(EXPIRED), Some(FRESH)), (true, true, true, true, true)),
        ("only mobile", person(active, false, Some(FRESH), None), (true, true, true, true, true)),
        ("expired", person(active, false, Some(EXPIRED), Some(EXPIRED)), (true, false, false, false, true)),
        ("without contact", person(active, false, None, None), (true, false, false, false, true)),
        ("reserved", person(active, true, Some(FRESH), Some(FRESH)), (true, false, true, false, true)),
        ("reserved, expired", person(active, true, Some(EXPIRED), None), (true, false, false, false, true)),
        ("reserved, without", person(active, true, None, None), (true, false, false, false, true)),
        ("deleted", person(deleted, true, Some(FRESH), Some(FRESH)), (false, false, false, false, false)),
        ("not registered", person(None, false, Some(FRESH), None), (false, false, false, false, false)),
    ] {
        assert_eq!(told(&person, BOTH), expected, "{what}");
    }
}

#[test]
fn a_scope_opens_its_own_fields_and_no_others() {
    let person = person(Some(Status::Active), false, Some(FRESH), Some(FRESH));
    assert_eq!(told(&person, CONTACT), (true, true, true, false, true));
    assert_eq!(told(&person, MAIL), (true, false, false, true, false));
    assert_eq!(person.disclosure(MAIL, Expiry::Withheld, now()).notification_status, None);
}

#[test]
fn who_is_told_of_mailboxes_only_is_not_told_of_the_18_months_but_of_the_reservation() {
    let expired = person(Some(Status::Active), false, Some(EXPIRED), None);
    assert!(expired.disclosure(MAIL, Expiry::Withheld, now()).mailbox);
    let reserved = person(Some(Status::Active), true, Some(FRESH), None);
    assert!(!reserved.disclosure(MAIL, Expiry::Withheld, now()).mailbox);
}

#[test]
fn the_change_feed_tells_what_has_expired_and_not_the_mailbox_of_a_reserved_person() {
    let expired = person(Some(Status::Active), false, Some(EXPIRED), Some(EXPIRED));
    let told = expired.disclosure(BOTH, Expiry::Told, now());
    assert_eq!(told.notification_status, Some(NotificationStatus::CannotBeNotified));
    assert!(told.contact_information && told.mailbox && told.language && told.reservation);
    let reserved = person(Some(Status::Active), true, Some(EXPIRED), None);
    let told = reserved.disclosure(BOTH, Expiry::Told, now());
    assert!(told.contact_information && !told.mailbox);
}

fn any_status() -> impl Strategy<Value = Option<Status>> {
    prop_oneof![Just(None), Just(Some(Status::Active)), Just(Some(Status::Deleted))]
}

fn any_person() -> impl Strategy<Value = (Person, OffsetDateTime)> {
    let instant = || proptest::option::of(any_instant());
    (any_status(), any::<bool>(), any::<bool>(), instant(), instant(), any_instant()).prop_map(
        |(status, is_reserved, has_mailbox, mobile_at, email_at, now)| {
            let snapshot = PersonSnapshot {
                identifier: identifier(),
                status,
                reservation: if is_reserved {
                    Reservation::Reserved { since: now }
                } else {
                    Reservation::NotReserved
                },
                language: Some((RegisterLanguage::Se, now)),
                mobile: mobile_at.map(|at| Contact::registered(mobile("+4798765432"), at)),
                email: email_at.map(|at| Contact::registered(email("kari@example.com"), at)),
                mailbox: has_mailbox.then(|| Mailbox {
                    provider: MailboxProvider::EBoks,
                    address: MailboxAddress::parse("0000485887").expect("an address"),
                    updated_at: now,
                }),
            };
            (Person::restored(snapshot), now)
        },
    )
}

fn any_rights() -> impl Strategy<Value = Rights> {
    (any::<bool>(), any::<bool>())
        .prop_map(|(contact_information, digital_mail)| Rights { contact_information, digital_mail })
}

proptest! {
    #[test]
    fn in_no_combination_is_more_told_than_the_law_and_the_scopes_let((person, now) in any_person(), rights in any_rights()) {
        for expiry in [Expiry::Withheld, Expiry::Told] {
            let told = person.disclosure(rights, expiry, now);
            let is_active = person.status() == Some(Status::Active);
            let can = person.notification_status(now) == NotificationStatus::CanBeNotified;
            if !is_active {
                let nothing = Disclosure { reservation: false, contact_information: false, mailbox: false, language: false, ..told };
                prop_assert_eq!(told, nothing);
            }
            prop_assert_eq!(told.reservation, is_active, "always told of an active person");
            prop_assert_eq!(told.notification_status.is_some(), rights.contact_information);
            prop_assert_eq!(told.language, rights.contact_information && is_active);
            prop_assert!(rights.contact_information || !told.contact_information);
            prop_assert!(rights.digital_mail || !told.mailbox);
            prop_assert!(!(told.mailbox && person.reservation().is_reserved()));
            if expiry == Expiry::Withheld && told.contact_information {
                prop_assert!(person.has_fresh_contact(now), "nothing that has expired");
            }
            if expiry == Expiry::Withheld && rights.contact_information && told.mailbox {
                prop_assert!(can, "no mailbox of who cannot be notified");
            }
            if can {
                prop_assert_eq!(told.contact_information, rights.contact_information);
                prop_assert_eq!(told.mailbox, rights.digital_mail);
            }
        }
    }

    #[test]
    fn another_scope_never_opens_more_than_both_and_the_filter_never_opens_anything((person, now) in any_person(), rights in any_rights()) {
        let filtered = person.disclosure(rights, Expiry::Withheld, now);
        let whole = person.disclosure(rights, Expiry::Told, now);
        prop_assert!(!filtered.contact_information || whole.contact_information);
        prop_assert!(!filtered.mailbox || whole.mailbox);
        prop_assert_eq!(filtered.reservation, whole.reservation);
        prop_assert_eq!(filtered.notification_status, whole.notification_status);
    }
}
