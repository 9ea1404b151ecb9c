//! E-mail by SMTP, with TLS and a DKIM signature.

mod dkim;
mod options;
mod outcome;
mod server;

use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::{Address, Message};
use secrecy::{ExposeSecret as _, SecretString};
use time::OffsetDateTime;
use url::Url;

use super::{Failure, Handed};
use server::Server;

/// One e-mail to hand over.
pub struct Mail<'a> {
    /// Where to, as typed; already found to be an address.
    pub to: &'a str,
    /// Subject line.
    pub subject: &'a str,
    /// As plain text.
    pub text: &'a str,
    /// As HTML.
    pub html: &'a str,
    /// Language tag of both.
    pub language: &'a str,
    /// Our name for the message, the same on every attempt: its Message-ID.
    pub key: &'a str,
    /// When it is sent.
    pub now: OffsetDateTime,
}

impl std::fmt::Debug for Mail<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mail(…)")
    }
}

/// The key that mail is signed with.
#[derive(Debug)]
pub struct DkimKey {
    /// Its selector in the name system.
    pub selector: String,
    /// Its domain; the sender's when not given.
    pub domain: Option<String>,
    /// RSA key, PEM, PKCS#1 or PKCS#8.
    pub key_pem: SecretString,
}

/// How to reach a mail server.
#[derive(Debug)]
pub struct MailerOptions {
    /// `smtp://user:password@host:587?tls=required`, `smtps://…`, or `smtp://…?tls=none` for a relay on the same machine.
    pub url: SecretString,
    /// Sender.
    pub from: String,
    /// Signs, when given.
    pub dkim: Option<DkimKey>,
    /// A certificate authority beside the system's, PEM.
    pub root_certificate_pem: Option<Vec<u8>>,
}

/// What is wrong with the settings of mail, in words for the operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailerProblem {
    /// Not an address of a mail server.
    #[error("SMTP_URL must be smtp://host:port or smtps://host:port")]
    Address,
    /// `tls=` says something else.
    #[error("in SMTP_URL, tls can be required or, with smtp://, none")]
    Tls,
    /// Name or password.
    #[error("name and password in SMTP_URL must both be there, percent-encoded")]
    Credentials,
    /// Not a sender.
    #[error("SMTP_FROM must be an e-mail address, or a name followed by one in angle brackets")]
    From,
    /// Not certificates.
    #[error("SMTP_CA holds no certificates in PEM")]
    Certificate,
    /// TLS itself; the machine has no certificates to trust, as a rule.
    #[error("TLS to the mail server cannot be set up: are the root certificates of the machine installed?")]
    TlsSetup,
    /// Not a key that can sign.
    #[error("DKIM_KEY is not an RSA key of at least 2048 bits in PEM")]
    DkimKey,
}

/// A mail server.
pub struct Mailer {
    server: Server,
    from: Mailbox,
    dkim: Option<dkim::Signer>,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailer(…)")
    }
}

/// A mail, ready for the conversation with a server.
struct Letter {
    from: Address,
    to: Address,
    content: Vec<u8>,
}

impl Mailer {
    /// Reads the settings; nothing is asked yet.
    pub fn new(options: MailerOptions) -> Result<Self, MailerProblem> {
        let from: Mailbox = options.from.parse().map_err(|_| MailerProblem::From)?;
        let dkim = match options.dkim {
            Some(key) => {
                let domain = key.domain.unwrap_or_else(|| from.email.domain().to_owned());
                let signer = dkim::Signer::new(domain, key.selector, key.key_pem.expose_secret());
                Some(signer.ok_or(MailerProblem::DkimKey)?)
            }
            None => None,
        };
        let url = Url::parse(options.url.expose_secret()).map_err(|_| MailerProblem::Address)?;
        let server = Server::new(&url, options.root_certificate_pem.as_deref())?;
        Ok(Self { server, from, dkim })
    }

    /// Makes one attempt.
    pub async fn send(&self, mail: &Mail<'_>) -> Handed {
        let to = address(mail.to).ok_or(Failure::BadAddress)?;
        let message = self.message(mail, to.clone()).ok_or(Failure::BadAddress)?;
        let mut content = message.formatted();
        if let Some(dkim) = &self.dkim {
            content = dkim.sign(&content, mail.now).ok_or(Failure::Misconfigured)?;
        }
        let letter = Letter { from: self.from.email.clone(), to, content };
        self.server.hand_over(&letter, mail.now).await
    }

    fn message(&self, mail: &Mail<'_>, to: Address) -> Option<Message> {
        let part = |kind, text: &str| {
            SinglePart::builder()
                .header(kind)
                .header(ContentTransferEncoding::QuotedPrintable)
                .body(text.to_owned())
        };
        let bodies = MultiPart::alternative()
            .singlepart(part(ContentType::TEXT_PLAIN, mail.text))
            .singlepart(part(ContentType::TEXT_HTML, mail.html));
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(mail.subject))
            .date(std::time::SystemTime::from(mail.now))
            .message_id(Some(format!("<{}@{}>", mail.key, self.from.email.domain())))
            .header(AutoSubmitted)
            .header(NoAutoReply)
            .header(ContentLanguage(one_line(mail.language)))
            .multipart(bodies)
            .ok()
    }
}

/// An address whose domain mail servers of any age understand.
fn address(typed: &str) -> Option<Address> {
    let (local, domain) = typed.rsplit_once('@')?;
    Address::new(local, idna::domain_to_ascii(domain).ok()?).ok()
}

/// A header is one line, whatever came in.
fn one_line(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_control()).collect()
}

#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[derive(Clone)]
struct NoAutoReply;

impl Header for NoAutoReply {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("X-Auto-Response-Suppress")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "All".to_owned())
    }
}

#[derive(Clone)]
struct ContentLanguage(String);

impl Header for ContentLanguage {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Content-Language")
    }

    fn parse(text: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self(text.to_owned()))
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), self.0.clone())
    }
}
