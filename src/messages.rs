//! The texts of messages. They are made when they are sent and kept nowhere. Fixed sentences: nothing that a citizen or a
//! browser has sent stands in them, but the code and the time.

use askama::Template;
use bekreft_domain::{Channel, Code, MailboxProvider, MobileNumber, oslo};
use time::OffsetDateTime;

use crate::clients::carriers::Letter;
use crate::clients::sms::gsm7;
use crate::i18n::{Locale, Tr};
use crate::store::deletion::News as DeletionNews;
use crate::store::message::MailboxNews;

/// An SMS has room for this many letters of its alphabet.
const ONE_SMS: usize = 160;

/// What a message says.
#[derive(Clone, Copy, Debug)]
pub enum Content {
    /// A code, and until when it works.
    Code(Code, OffsetDateTime),
    /// The value it goes to is no longer in the register.
    ChangeNotice,
    /// What is registered expires soon. No link in it: whoever gets one by mail should not learn to trust it.
    Reminder,
    /// What is registered has been moved to the person's new number, which stands nowhere in the text. No link either.
    NumberMoved,
    /// What has come of a wish about a digital mailbox.
    Mailbox(MailboxNews, MailboxProvider),
    /// She whose value it is leaves the register. No link in it, as in a reminder.
    Deletion(DeletionNews),
}

/// A text, in the forms its channel takes.
#[derive(Clone)]
pub struct Text {
    /// Subject line; empty for an SMS.
    pub subject: String,
    /// Plain.
    pub plain: String,
    /// HTML; empty for an SMS.
    pub html: String,
}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Text(…)")
    }
}

#[derive(Template)]
#[template(path = "mail.html")]
struct MailHtml<'a> {
    tr: Tr,
    title: &'a str,
    before: &'a str,
    code: &'a str,
    after: Vec<String>,
}

/// Writes a message.
pub fn write(channel: Channel, content: Content, locale: Locale, host: &str) -> Text {
    let tr = Tr::new(locale);
    match (channel, content) {
        (Channel::Mobile, Content::Code(code, until)) => sms_code(tr, code, until, host),
        (Channel::Mobile, Content::ChangeNotice) => sms(tr.message_sms_notice()),
        (Channel::Mobile, Content::Reminder) => sms(tr.message_sms_reminder()),
        (Channel::Mobile, Content::Mailbox(news, provider)) => sms(match news {
            MailboxNews::Chosen => tr.message_sms_mailbox_chosen(provider.name()),
            MailboxNews::Removed => tr.message_sms_mailbox_removed(provider.name()),
            MailboxNews::Refused => tr.message_sms_mailbox_refused(provider.name()),
        }),
        (Channel::Email, Content::Reminder) => {
            let after =
                [tr.message_mail_reminder_what().to_owned(), tr.message_mail_reminder_do().to_owned()];
            mail(tr, tr.message_mail_reminder_subject(), tr.message_mail_reminder(), "", &after)
        }
        // Only ever by e-mail.
        (Channel::Mobile | Channel::Email, Content::NumberMoved) => {
            let after = [tr.message_mail_moved_what().to_owned(), tr.message_mail_moved_do().to_owned()];
            mail(tr, tr.message_mail_moved_subject(), tr.message_mail_moved(), "", &after)
        }
        (Channel::Email, Content::Code(code, until)) => {
            let after = [tr.message_mail_until(clock(tr, until)), tr.message_mail_keep().to_owned()];
            mail(tr, tr.message_mail_code_subject(), tr.message_mail_code(), code.expose(), &after)
        }
        (Channel::Email, Content::ChangeNotice) => {
            let after = [tr.message_mail_notice_what().to_owned(), tr.message_mail_notice_do().to_owned()];
            mail(tr, tr.message_mail_notice_subject(), tr.message_mail_notice(), "", &after)
        }
        (Channel::Email, Content::Mailbox(news, provider)) => mailbox_mail(tr, news, provider.name()),
        (Channel::Mobile, Content::Deletion(news)) => sms(match news {
            DeletionNews::Requested(due_at) => tr.delete_sms_requested(plain_time(tr, due_at)),
            DeletionNews::Done => tr.delete_sms_done().to_owned(),
        }),
        (Channel::Email, Content::Deletion(news)) => deletion_mail(tr, news),
    }
}

fn mailbox_mail(tr: Tr, news: MailboxNews, provider: &str) -> Text {
    let (subject, first, what, act) = match news {
        MailboxNews::Chosen => (
            tr.message_mail_mailbox_chosen_subject(),
            tr.message_mail_mailbox_chosen(provider),
            tr.message_mail_mailbox_chosen_what(),
            tr.message_mail_mailbox_chosen_do(),
        ),
        MailboxNews::Removed => (
            tr.message_mail_mailbox_removed_subject(),
            tr.message_mail_mailbox_removed(provider),
            tr.message_mail_mailbox_removed_what(),
            tr.message_mail_notice_do(),
        ),
        MailboxNews::Refused => (
            tr.message_mail_mailbox_refused_subject(),
            tr.message_mail_mailbox_refused(provider),
            tr.message_mail_mailbox_refused_what(),
            tr.message_mail_mailbox_refused_do(),
        ),
    };
    mail(tr, subject, &first, "", &[what.to_owned(), act.to_owned()])
}

fn deletion_mail(tr: Tr, news: DeletionNews) -> Text {
    let (subject, first, what, act) = match news {
        DeletionNews::Requested(due_at) => (
            tr.delete_mail_requested_subject(),
            tr.delete_mail_requested(plain_time(tr, due_at)),
            tr.delete_mail_requested_what(),
            tr.delete_mail_requested_do(),
        ),
        DeletionNews::Done => (
            tr.delete_mail_done_subject(),
            tr.delete_mail_done().to_owned(),
            tr.delete_mail_done_what(),
            tr.delete_mail_done_do(),
        ),
    };
    mail(tr, subject, &first, "", &[what.to_owned(), act.to_owned()])
}

/// Date and clock without the space that keeps them on one line: the alphabet of an SMS has none.
fn plain_time(tr: Tr, at: OffsetDateTime) -> String {
    tr.date_and_clock(oslo::to_local(at)).replace('\u{a0}', " ")
}

fn sms(text: impl Into<String>) -> Text {
    Text { subject: String::new(), plain: text.into(), html: String::new() }
}

/// A letter to be handed over; `None` when the stored number does not read.
pub fn letter(
    channel: Channel,
    destination: &str,
    value: &str,
    locale: Locale,
    text: Text,
) -> Option<Letter> {
    Some(match channel {
        Channel::Mobile => Letter::Sms { to: MobileNumber::from_stored(destination).ok()?, text: text.plain },
        Channel::Email => Letter::Mail {
            to: destination.to_owned(),
            value: value.to_owned(),
            subject: text.subject,
            text: text.plain,
            html: text.html,
            language: locale.tag(),
        },
    })
}

/// Norwegian clock time, as in all our texts.
pub fn clock(tr: Tr, at: OffsetDateTime) -> String {
    tr.clock(oslo::to_local(at))
}

/// The last line lets a browser offer the code to this site and no other (origin-bound one-time codes). When the site's
/// name is so long that the SMS would become two, it is left out.
fn sms_code(tr: Tr, code: Code, until: OffsetDateTime, host: &str) -> Text {
    let sentence = tr.message_sms_code(clock(tr, until), code.expose());
    let bound = format!("{sentence}\n\n@{host} #{}", code.expose());
    let fits = gsm7::septets(&bound).is_some_and(|septets| septets <= ONE_SMS);
    let plain = if fits { bound } else { sentence };
    sms(plain)
}

fn mail(tr: Tr, subject: &str, before: &str, code: &str, after: &[String]) -> Text {
    let mut paragraphs = vec![before.to_owned()];
    if !code.is_empty() {
        paragraphs.push(code.to_owned());
    }
    paragraphs.extend(after.iter().cloned());
    paragraphs.push(tr.app_name().to_owned());
    let html = MailHtml { tr, title: subject, before, code, after: after.to_vec() };
    Text {
        subject: subject.to_owned(),
        plain: paragraphs.join("\n\n") + "\n",
        html: html.render().unwrap_or_default(),
    }
}
