//! Who carries messages: chosen by settings, asked once per attempt.

use std::time::Duration;

use bekreft_domain::MobileNumber;
use time::OffsetDateTime;

use super::mail::{Mail, Mailer};
use super::outbox::Habit;
use super::sms::{Sms, SmsGateway};
use super::{Failure, Handed};

/// By whom SMS go.
#[derive(Debug)]
pub enum SmsRoute {
    /// They stay in the house, for demo and test.
    Outbox,
    /// By a gateway.
    Gateway(Box<SmsGateway>),
}

/// By whom e-mail goes.
#[derive(Debug)]
pub enum MailRoute {
    /// It stays in the house, for demo and test.
    Outbox,
    /// By a mail server.
    Server(Box<Mailer>),
}

/// All carriers.
#[derive(Debug)]
pub struct Carriers {
    /// First choice for SMS.
    pub sms: SmsRoute,
    /// For every second attempt, when there is one.
    pub sms_fallback: Option<SmsRoute>,
    /// For e-mail.
    pub mail: MailRoute,
}

/// A message that is ready to be handed over.
#[derive(Clone)]
pub enum Letter {
    /// An SMS.
    Sms {
        /// Where to.
        to: MobileNumber,
        /// What it says.
        text: String,
    },
    /// An e-mail.
    Mail {
        /// Where to, as typed.
        to: String,
        /// The address in the form that is compared.
        value: String,
        /// Subject line.
        subject: String,
        /// As plain text.
        text: String,
        /// As HTML.
        html: String,
        /// Language tag.
        language: &'static str,
    },
}

impl std::fmt::Debug for Letter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Sms { .. } => "Letter(SMS)",
            Self::Mail { .. } => "Letter(mail)",
        })
    }
}

/// What belongs to one attempt.
#[derive(Clone, Copy, Debug)]
pub struct Attempt<'a> {
    /// What the provider knows the message by.
    pub key: &'a str,
    /// Which one it is, from 1.
    pub number: u32,
    /// How long the provider may try.
    pub valid_for: Duration,
    /// Where the provider reports to.
    pub report_url: &'a str,
    /// When it is made.
    pub now: OffsetDateTime,
    /// What the demo's own provider does with it; what its number or address says, when not given.
    pub habit: Option<Habit>,
}

/// Who took it, or not.
#[derive(Debug)]
pub struct Answer {
    /// Name of the carrier.
    pub carrier: &'static str,
    /// What it said.
    pub handed: Handed,
    /// The demo's own carrier also says what becomes of the message.
    pub habit: Option<Habit>,
}

const OUTBOX: &str = "outbox";

impl Carriers {
    /// Everything stays in the house.
    pub fn in_house() -> Self {
        Self { sms: SmsRoute::Outbox, sms_fallback: None, mail: MailRoute::Outbox }
    }

    /// Whether any message stays in the house, so that the demo's own provider has something to report.
    pub fn keep_any(&self) -> bool {
        let fallback = self.sms_fallback.as_ref();
        let sms = [Some(&self.sms), fallback].into_iter().flatten();
        sms.into_iter().any(|route| matches!(route, SmsRoute::Outbox))
            || matches!(self.mail, MailRoute::Outbox)
    }

    /// Whether another attempt goes another way.
    pub fn has_other_route(&self, letter: &Letter) -> bool {
        matches!(letter, Letter::Sms { .. }) && self.sms_fallback.is_some()
    }

    /// Makes one attempt.
    pub async fn carry(&self, letter: &Letter, attempt: Attempt<'_>) -> Answer {
        match letter {
            Letter::Sms { to, text } => {
                let second = self.sms_fallback.as_ref().filter(|_| attempt.number.is_multiple_of(2));
                match second.unwrap_or(&self.sms) {
                    SmsRoute::Outbox => keep(to.expose(), attempt),
                    SmsRoute::Gateway(gateway) => {
                        let sms = Sms {
                            to,
                            text,
                            key: attempt.key,
                            valid_for: attempt.valid_for,
                            report_url: Some(attempt.report_url),
                        };
                        Answer { carrier: gateway.name(), handed: gateway.send(&sms).await, habit: None }
                    }
                }
            }
            Letter::Mail { to, value, subject, text, html, language } => match &self.mail {
                MailRoute::Outbox => keep(value, attempt),
                MailRoute::Server(mailer) => {
                    let mail = Mail { to, subject, text, html, language, key: attempt.key, now: attempt.now };
                    Answer { carrier: "smtp", handed: mailer.send(&mail).await, habit: None }
                }
            },
        }
    }
}

fn keep(value: &str, attempt: Attempt<'_>) -> Answer {
    let habit = attempt.habit.unwrap_or_else(|| Habit::of(value));
    Answer { carrier: OUTBOX, handed: habit.answer(attempt.number), habit: Some(habit) }
}

/// Whether another attempt can help, or the provider said its last word.
pub fn is_worth_another(failure: Failure, attempt: u32, has_other_route: bool) -> bool {
    match failure {
        Failure::Unavailable => true,
        // It may have arrived; sent over and over it would be a nuisance.
        Failure::Unclear => attempt < 2,
        Failure::Misconfigured => has_other_route && attempt < 2,
        Failure::BadAddress => false,
    }
}
