//! Messages to a person, and what became of them.

use bekreft_domain::{Channel, EmailAddress, MobileNumber, PersonIdentifier};
use time::OffsetDateTime;

use crate::store::codes::{State, read_state};
use crate::store::support_db::SupportDb;
use crate::store::{Error, Result};

/// What a message is about, as far as support needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// A code.
    Code,
    /// The value it goes to has been changed or removed.
    ChangeNotice,
    /// What is registered expires soon.
    Reminder,
    /// News of a digital mailbox.
    Mailbox,
    /// The person leaves the register.
    Deletion,
    /// What is registered has been moved to the person's new number.
    NumberMoved,
}

impl MessageKind {
    fn parse(name: &str) -> Result<Self> {
        match name {
            "code" => Ok(Self::Code),
            "change_notice" => Ok(Self::ChangeNotice),
            "reminder" => Ok(Self::Reminder),
            "mailbox_chosen" | "mailbox_removed" | "mailbox_refused" => Ok(Self::Mailbox),
            "deletion_requested" | "deleted" => Ok(Self::Deletion),
            "number_moved" => Ok(Self::NumberMoved),
            _ => Err(Error::Unreadable("message.kind")),
        }
    }
}

/// A message.
#[derive(Clone, Debug)]
pub struct MessageLine {
    /// What it is about.
    pub kind: MessageKind,
    /// SMS or e-mail.
    pub channel: Channel,
    /// Where to: with masked letters, and as it is.
    pub destination: (String, String),
    /// How far it has come.
    pub state: State,
    /// When it was asked for.
    pub created_at: OffsetDateTime,
}

struct Row {
    kind: String,
    channel: String,
    destination: String,
    state: String,
    failure: Option<String>,
    accepted_at: Option<OffsetDateTime>,
    reported_at: Option<OffsetDateTime>,
    created_at: OffsetDateTime,
}

/// The latest messages to a person, newest first.
pub async fn messages(db: &SupportDb, identifier: &PersonIdentifier, most: i64) -> Result<Vec<MessageLine>> {
    let rows = read!(
        sqlx::query_as!(
            Row,
            "select kind, channel, destination, state, failure, accepted_at, reported_at, created_at from message
             where person_identifier = $1 order by created_at desc, id desc limit $2",
            identifier.expose(),
            most
        )
        .fetch_all(&db.pool)
    )?;
    rows.into_iter()
        .map(|row| {
            let channel = Channel::parse(&row.channel).ok_or(Error::Unreadable("message.channel"))?;
            Ok(MessageLine {
                kind: MessageKind::parse(&row.kind)?,
                channel,
                destination: destination(channel, &row.destination)?,
                state: read_state(&row.state, row.failure.as_deref(), (row.accepted_at, row.reported_at))?,
                created_at: row.created_at,
            })
        })
        .collect()
}

fn destination(channel: Channel, text: &str) -> Result<(String, String)> {
    match channel {
        Channel::Mobile => {
            let number =
                MobileNumber::from_stored(text).map_err(|_| Error::Unreadable("message.destination"))?;
            Ok((number.masked(), number.international()))
        }
        Channel::Email => {
            let address =
                EmailAddress::from_stored(text).map_err(|_| Error::Unreadable("message.destination"))?;
            Ok((address.masked(), address.expose().to_owned()))
        }
    }
}
