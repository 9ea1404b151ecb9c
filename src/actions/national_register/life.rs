//! A number that is replaced, a death, a number that ceases: what they do to the register.

use bekreft_domain::{
    Change, Channel, Contact, Event, LifeEvent, Mailbox, Person, PersonIdentifier, Succession, SupportCode,
};
use time::{Duration, OffsetDateTime};

use crate::actions::delete::{By, delete_in_tx};
use crate::actions::mailbox::{self, Order};
use crate::actions::remind::language;
use crate::actions::send_code::{Destination, message_key};
use crate::clock::Chance;
use crate::store::history::Actor;
use crate::store::message::{self, Kind, NewMessage};
use crate::store::{self, Tx, audit, change_log, deletion, dialog, life_event, person, sharing};

/// How long it is worth telling somebody that her information has moved.
const NOTICE_LIFE: Duration = Duration::hours(24);

/// Carries out one event. False: nobody in the register is concerned.
pub(super) async fn carry_out(
    tx: &mut Tx,
    event: &LifeEvent,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<bool> {
    match event {
        LifeEvent::NumberReplaced { old, new } => replace(tx, (old, new), chance, now).await,
        LifeEvent::Died { identifier } => delete(tx, identifier, "died", chance, now).await,
        LifeEvent::Ceased { identifier } => delete(tx, identifier, "number_ceased", chance, now).await,
    }
}

async fn delete(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    action: &'static str,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<bool> {
    person::lock(tx, identifier).await?;
    let locale = language(&dialog::read_locked(tx, identifier).await?.person);
    let by = By { actor: Actor::NationalRegister, action, locale, support_code: support_code(chance) };
    let before = delete_in_tx(tx, identifier, &by, chance, now).await?;
    // She may have logged in, or begun to register, without ever having come into the register.
    life_event::throw_away_traces(tx, identifier).await?;
    Ok(before.is_some())
}

async fn replace(
    tx: &mut Tx,
    (old, new): (&PersonIdentifier, &PersonIdentifier),
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<bool> {
    // In a fixed order, so that two such events never wait for each other.
    for identifier in if old < new { [old, new] } else { [new, old] } {
        person::lock(tx, identifier).await?;
    }
    let mut before = dialog::read_locked(tx, old).await?.person;
    let mut after = dialog::read_locked(tx, new).await?.person;
    let values = values(&before);
    sharing::lock_values(tx, values.iter().map(|(_, value)| value.clone()).collect()).await?;
    let former = before.clone();
    let succession = after.succeed(&mut before, now);
    // The mailbox that moves along is known to its provider by the old number; there is no errand for telling it the new one.
    let dropped =
        former.mailbox().filter(|mailbox| after.mailbox().is_none_or(|kept| !is_same(kept, mailbox)));
    let dropped = dropped.map(|mailbox| mailbox.provider);
    if succession == Succession::Moved {
        mailbox::follow(tx, order(&former, chance), (new, &after), chance, now).await?;
    }
    mailbox::give_up(tx, order(&former, chance), dropped, chance, now).await?;
    if succession != Succession::Nothing {
        let id = match succession {
            Succession::Moved => life_event::copy_to_new_number(tx, old, new).await?,
            Succession::ReservationMoved => life_event::save_reservation(tx, &after, now).await?,
            Succession::KeptItsOwn | Succession::StaysDeleted | Succession::Nothing => {
                life_event::id_of(tx, new).await?
            }
        };
        take_out(tx, old, Event { change: Change::PersonDeleted, at: now }, "number_replaced").await?;
        if let Some(change) = succession.change() {
            let event = Event { change, at: now };
            change_log::append(tx, id, &[event]).await?;
            audit::record_national_register(tx, id, "number_replaced", event).await?;
        }
        // What was moved stands on one person before and after, so nobody else's flag turns.
        if succession == Succession::Moved {
            deletion::move_to(tx, old, new).await?;
        } else {
            flip(tx, old, &values, now).await?;
        }
    }
    life_event::throw_away_traces(tx, old).await?;
    tell(tx, (&former, &after), succession, chance, now).await?;
    Ok(succession != Succession::Nothing)
}

fn is_same(one: &Mailbox, other: &Mailbox) -> bool {
    one.provider == other.provider && one.address == other.address
}

fn order(person: &Person, chance: Chance) -> Order<'_> {
    Order { identifier: person.identifier(), locale: language(person), support_code: support_code(chance) }
}

/// Nobody has a page with this code; it holds together what was done.
fn support_code(chance: Chance) -> SupportCode {
    SupportCode::from_bits(u64::from_be_bytes(chance.bytes()))
}

/// Empties the row, and writes that down.
async fn take_out(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    event: Event,
    action: &'static str,
) -> store::Result<()> {
    let id = person::clear(tx, identifier, event.at).await?;
    change_log::append(tx, id, &[event]).await?;
    audit::record_national_register(tx, id, action, event).await
}

/// Tells the one other person who had a value, too, that it is hers alone now.
async fn flip(
    tx: &mut Tx,
    identifier: &PersonIdentifier,
    values: &[(Channel, String)],
    now: OffsetDateTime,
) -> store::Result<()> {
    let id = life_event::id_of(tx, identifier).await?;
    for (channel, value) in values {
        change_log::append_sharing_flip(tx, id, *channel, value, now).await?;
    }
    Ok(())
}

/// Tells her by e-mail what has become of what was on her old number: that it has moved, or that this address is not in the
/// register any more.
async fn tell(
    tx: &mut Tx,
    (before, after): (&Person, &Person),
    succession: Succession,
    chance: Chance,
    now: OffsetDateTime,
) -> store::Result<()> {
    let Some(address) = before.email().map(Contact::value) else { return Ok(()) };
    let is_kept = after.email().is_some_and(|kept| kept.value().canonical() == address.canonical());
    let kind = match succession {
        Succession::Moved => Kind::NumberMoved,
        Succession::ReservationMoved | Succession::KeptItsOwn if !is_kept => Kind::ChangeNotice,
        // Whoever has been deleted may be dead.
        _ => return Ok(()),
    };
    let destination = Destination::Email(address.clone());
    let notice = NewMessage {
        key: &message_key(chance),
        kind,
        channel: destination.channel(),
        identifier: after.identifier(),
        destination: destination.typed(),
        value: &destination.value(),
        number: destination.number(),
        locale: language(before),
        support_code: support_code(chance),
        not_after: now + NOTICE_LIFE,
    };
    message::enqueue(tx, &notice, now).await
}

/// The canonical values that she has.
fn values(person: &Person) -> Vec<(Channel, String)> {
    let mobile = person.mobile().map(|contact| (Channel::Mobile, contact.value().expose().to_owned()));
    let email =
        person.email().map(|contact| (Channel::Email, contact.value().canonical().expose().to_owned()));
    mobile.into_iter().chain(email).collect()
}
