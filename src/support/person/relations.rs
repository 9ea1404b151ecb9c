//! Whom and what a person is connected with: others who have the same values, what she has said about that, and her wishes.

use bekreft_domain::{Channel, Declaration, PersonIdentifier, Purpose};
use time::OffsetDateTime;

use super::facts::{Fact, Group};
use crate::app::State;
use crate::i18n::Tr;
use crate::store;
use crate::store::desk::{self, Record};
use crate::store::person::PersonId;
use crate::support::look_up::person_at;
use crate::support::words::{date, moment};
use crate::web::profile::mailbox_news;
use crate::web::sharing;

/// So many others are named.
const NAMED: i64 = 20;

/// Who else has a value.
pub struct Shared {
    /// Which value.
    pub title: &'static str,
    /// How many have it.
    pub count: String,
    /// They, masked, and where they are if one may go there without saying why.
    pub persons: Vec<(String, Option<String>)>,
    /// What she has said about it.
    pub declared: Option<String>,
}

/// Who else has her values. Where persons are real, each of them is looked up with a reason of her own.
pub async fn shared(state: &State, tr: Tr, record: &Record) -> store::Result<Vec<Shared>> {
    let mut found = Vec::new();
    for channel in Channel::ALL {
        let others = desk::others(&state.support_db, record.id, *channel, NAMED).await?;
        let (title, declared) = match channel {
            Channel::Mobile => (tr.receipt_mobile(), record.dialog.declared.mobile),
            Channel::Email => (tr.receipt_email(), record.dialog.declared.email),
        };
        let place = |id: PersonId| state.is_synthetic.then(|| person_at(&id.to_string()));
        let other = |(id, identifier): (PersonId, PersonIdentifier)| (identifier.masked(), place(id));
        found.push(Shared {
            title,
            count: tr.desk_others(others.count),
            persons: others.persons.into_iter().map(other).collect(),
            declared: declared.map(|said| said_about(tr, said)),
        });
    }
    Ok(found)
}

fn said_about(tr: Tr, said: Declaration) -> String {
    let why = sharing::words(tr, Purpose::OnPurpose(said.reason));
    tr.desk_declared(date(tr, said.declared_at), why)
}

/// Mailbox provider and deletion.
pub fn groups(tr: Tr, record: &Record, is_revealed: bool, now: OffsetDateTime) -> Vec<Group> {
    let mailbox = record.person().mailbox();
    let provider = mailbox.map_or_else(
        || tr.desk_none().to_owned(),
        |mailbox| tr.desk_provider(mailbox.provider.name(), mailbox.provider.organisation_number()),
    );
    let address = mailbox.map(|mailbox| {
        let shown = if is_revealed { mailbox.address.expose().to_owned() } else { mailbox.address.masked() };
        (tr.print_mailbox_address(), shown)
    });
    let news = mailbox_news(tr, &record.dialog, now).map(|news| (tr.desk_reads(), news));
    let provider: Fact = (tr.print_provider(), provider);
    let wish = record.dialog.deletion.map_or_else(
        || vec![(tr.desk_deletion_wish(), tr.desk_no().to_owned())],
        |waiting| {
            vec![
                (tr.desk_deletion_wish(), moment(tr, waiting.wished_at)),
                (tr.print_deletion_due(), moment(tr, waiting.due_at)),
            ]
        },
    );
    vec![
        Group {
            title: tr.profile_mailbox(),
            facts: [provider].into_iter().chain(address).chain(news).collect(),
        },
        Group { title: tr.desk_deletion(), facts: wish },
    ]
}
