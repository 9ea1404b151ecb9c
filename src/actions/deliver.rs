//! The worker sends what lies in the outbox: takes a message, makes one attempt, notes what came of it. No transaction is
//! open while the provider is asked, so a crash at any point leaves a message that is sent again, with the same code.

use bekreft_domain::Channel;
use time::{Duration, OffsetDateTime};

use super::remind;
use crate::clients::carriers::{Answer, Attempt, Carriers, Letter, is_worth_another};
use crate::clients::mailbox::MailboxClients;
use crate::clients::outbox::Habit;
use crate::clients::{Failure, Report};
use crate::clock::Clock;
use crate::messages::{self, Content};
use crate::secrets::CodeKeys;
use crate::store::message::{self, Claimed, Says, Trouble};
use crate::store::verification::Subject;
use crate::store::{self, Db, demo, sandbox};

/// What is needed to send, and to do errands.
#[derive(Debug)]
pub struct Dispatch {
    /// Who carries messages.
    pub carriers: Carriers,
    /// What codes follow from.
    pub keys: std::sync::Arc<CodeKeys>,
    /// The site's name, for the last line of an SMS.
    pub host: String,
    /// Where gateways report to, without a slash at the end.
    pub report_base: String,
    /// Providers of digital mailboxes, for errands.
    pub mailboxes: MailboxClients,
}

/// Path that Kannel reports to.
pub const KANNEL_REPORTS: &str = "/levering/kannel";

/// A worker that has not finished by then has died; longer than any provider is waited for.
pub const LEASE: Duration = Duration::seconds(20);
/// The longest wait between two attempts.
const LONGEST_WAIT: Duration = Duration::seconds(60);

/// Sends the message that has been due longest. False: there was none.
pub async fn deliver_next(db: &Db, dispatch: &Dispatch, clock: &Clock) -> store::Result<bool> {
    let mut tx = db.begin().await?;
    let claimed = message::claim(&mut tx, LEASE, clock.now()).await?;
    tx.commit().await?;
    let Some(claimed) = claimed else { return Ok(false) };
    let letter = match prepare(dispatch, &claimed, clock.now()) {
        Ok(letter) => letter,
        Err(trouble) => {
            give_up(db, &claimed, trouble).await?;
            return Ok(true);
        }
    };
    let report_url = report_url(dispatch, &claimed.key);
    let now = clock.now();
    let attempt = Attempt {
        key: &claimed.key,
        number: claimed.attempt,
        valid_for: (claimed.not_after - now).unsigned_abs(),
        report_url: &report_url,
        now,
        habit: habit(db, dispatch, &claimed).await?,
    };
    let answer = dispatch.carriers.carry(&letter, attempt).await;
    settle(db, dispatch, (&claimed, &letter), answer, clock.now()).await?;
    Ok(true)
}

/// What the demo's own provider does with messages to a person who plays through a scenario.
async fn habit(db: &Db, dispatch: &Dispatch, claimed: &Claimed) -> store::Result<Option<Habit>> {
    if !dispatch.carriers.keep_any() {
        return Ok(None);
    }
    let habits = sandbox::habits(db, &claimed.identifier).await?;
    let name = habits.map(|habits| match claimed.channel {
        Channel::Mobile => habits.sms,
        Channel::Email => habits.email,
    });
    Ok(name.as_deref().and_then(Habit::named))
}

fn prepare(dispatch: &Dispatch, claimed: &Claimed, now: OffsetDateTime) -> Result<Letter, Trouble> {
    if now > claimed.not_after {
        return Err(Trouble::TooLate);
    }
    let content = content(&dispatch.keys, claimed).ok_or(Trouble::NoKey)?;
    let text = messages::write(claimed.channel, content, claimed.locale, &dispatch.host);
    messages::letter(claimed.channel, &claimed.destination, &claimed.value, claimed.locale, text)
        .ok_or(Trouble::Provider(Failure::BadAddress))
}

/// What a message says; `None` when what its code follows from is gone.
pub fn content(keys: &CodeKeys, claimed: &Claimed) -> Option<Content> {
    let code = match claimed.says {
        Says::ChangeNotice => return Some(Content::ChangeNotice),
        Says::Reminder => return Some(Content::Reminder),
        Says::NumberMoved => return Some(Content::NumberMoved),
        Says::Mailbox(news, provider) => return Some(Content::Mailbox(news, provider)),
        Says::Deletion(news) => return Some(Content::Deletion(news)),
        Says::Code(ref code) => code.as_ref()?,
    };
    let subject =
        Subject { identifier: &claimed.identifier, channel: claimed.channel, value: &claimed.value };
    Some(Content::Code(keys.code(code.key_version, subject, &code.nonce)?, code.expires_at))
}

/// Only who knows this address can report on the message, and nothing else can be done with it.
fn report_url(dispatch: &Dispatch, key: &str) -> String {
    format!("{}{KANNEL_REPORTS}?m={key}&s={}", dispatch.report_base, dispatch.keys.report_tag(key))
}

async fn give_up(db: &Db, claimed: &Claimed, trouble: Trouble) -> store::Result<()> {
    tracing::warn!(message = ?claimed, ?trouble, "a message is given up");
    let mut tx = db.begin().await?;
    message::mark_trouble(&mut tx, claimed.id, trouble, None).await?;
    tx.commit().await
}

async fn settle(
    db: &Db,
    dispatch: &Dispatch,
    (claimed, letter): (&Claimed, &Letter),
    answer: Answer,
    now: OffsetDateTime,
) -> store::Result<()> {
    let mut tx = db.begin().await?;
    match answer.handed {
        Ok(_) => {
            message::mark_accepted(&mut tx, claimed.id, answer.carrier, now).await?;
            if let Some(habit) = answer.habit {
                demo::decide_fate(&mut tx, claimed.id, habit, now).await?;
            }
        }
        Err(failure) => {
            let other_route = dispatch.carriers.has_other_route(letter);
            let again_at = match claimed.says {
                Says::Reminder => remind::next_try(now),
                Says::Code(_)
                | Says::ChangeNotice
                | Says::NumberMoved
                | Says::Mailbox(..)
                | Says::Deletion(_) => now + wait(claimed.attempt, other_route),
            };
            let again =
                is_worth_another(failure, claimed.attempt, other_route) && again_at < claimed.not_after;
            tracing::warn!(message = ?claimed, carrier = answer.carrier, %failure, again, "a message was not handed over");
            let again_at = again.then_some(again_at);
            message::mark_trouble(&mut tx, claimed.id, Trouble::Provider(failure), again_at).await?;
        }
    }
    tx.commit().await
}

/// Two seconds, four, eight … At once when the next attempt goes another way.
fn wait(attempt: u32, other_route: bool) -> Duration {
    if other_route && attempt == 1 {
        return Duration::ZERO;
    }
    let seconds = 2_i64.saturating_pow(attempt.min(12));
    Duration::seconds(seconds).min(LONGEST_WAIT)
}

/// Enters what a provider reports. Says whether it changed anything.
pub async fn enter_report(db: &Db, key: &str, report: Report, now: OffsetDateTime) -> store::Result<bool> {
    let mut tx = db.begin().await?;
    let changed = message::report(&mut tx, key, report, now).await?;
    tx.commit().await?;
    Ok(changed)
}

/// Enters what the demo's own provider has to report by now.
pub async fn enter_demo_reports(db: &Db, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    for (key, report) in demo::due_reports(&mut tx, now).await? {
        message::report(&mut tx, &key, report, now).await?;
    }
    tx.commit().await
}
