//! The citizen is told what has come of her wish: whoever has taken over her login cannot lead her mail away unseen.

use bekreft_domain::{MailboxProvider, Person};
use time::{Duration, OffsetDateTime};

use super::Order;
use crate::actions::send_code::{Destination, message_key};
use crate::clock::Chance;
use crate::store::message::{self, Kind, MailboxNews, NewMessage};
use crate::store::{self, Tx};

/// How long it is worth telling.
const LIFE: Duration = Duration::hours(24);
/// A value is told so often in 24 hours and no more: choosing back and forth must not become a way to pester a number.
const MOST_A_DAY: i64 = 6;

/// Tells her by SMS, or by e-mail when she has no number that is fresh.
pub async fn tell(
    tx: &mut Tx,
    person: &Person,
    (news, provider): (MailboxNews, MailboxProvider),
    order: Order<'_>,
    (chance, now): (Chance, OffsetDateTime),
) -> store::Result<()> {
    let Some(destination) = destination(person, now) else { return Ok(()) };
    let value = destination.value();
    if message::mailbox_news(tx, &value, now - Duration::hours(24)).await? >= MOST_A_DAY {
        return Ok(());
    }
    let message = NewMessage {
        key: &message_key(chance),
        kind: Kind::Mailbox(news, provider),
        channel: destination.channel(),
        identifier: order.identifier,
        destination: destination.typed(),
        value: &value,
        number: destination.number(),
        locale: order.locale,
        support_code: order.support_code,
        not_after: now + LIFE,
    };
    message::enqueue(tx, &message, now).await
}

fn destination(person: &Person, now: OffsetDateTime) -> Option<Destination> {
    let mobile = person.mobile().map(|contact| (contact.is_fresh(now), contact.value().clone()));
    let email = person.email().map(|contact| (contact.is_fresh(now), contact.value().clone()));
    match (mobile, email) {
        (Some((false, _)), Some((true, address))) | (None, Some((_, address))) => {
            Some(Destination::Email(address))
        }
        (Some((_, number)), _) => Some(Destination::Mobile(number)),
        (None, None) => None,
    }
}
