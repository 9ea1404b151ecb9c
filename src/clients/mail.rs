//! E-mail by SMTP, with TLS and a DKIM signature.

mod dkim;

use std::time::Duration;

use lettre::message::header::{ContentTransferEncoding, ContentType, Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::transport::smtp::{Error as SmtpError, PoolConfig};
use lettre::{Address, AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};
use time::OffsetDateTime;
use url::Url;

use super::{Accepted, Failure, Handed, PATIENCE};

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
    /// The address of the server.
    #[error("SMTP_URL is not smtp://host or smtps://host, with ?tls=required or ?tls=none for smtp")]
    Url,
    /// The sender.
    #[error("SMTP_FROM is not a sender such as Kontaktregisteret <ikke-svar@example.no>")]
    From,
    /// The signing key.
    #[error("DKIM_KEY is not an RSA key of at least 2048 bits in PEM")]
    DkimKey,
    /// The certificate authority.
    #[error("SMTP_CA is not a certificate in PEM")]
    Certificate,
}

/// A mail server.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    dkim: Option<dkim::Signer>,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mailer(…)")
    }
}

/// Connections kept, and for how long they may rest.
const POOL: u32 = 4;
const REST: Duration = Duration::from_mins(1);
/// A whole conversation with a server.
const CONVERSATION: Duration = Duration::from_secs(6);

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
        let transport = transport(options.url.expose_secret(), options.root_certificate_pem.as_deref())?;
        Ok(Self { transport, from, dkim })
    }

    /// Makes one attempt.
    pub async fn send(&self, mail: &Mail<'_>) -> Handed {
        let message = self.message(mail).ok_or(Failure::BadAddress)?;
        let envelope = message.envelope().clone();
        let mut raw = message.formatted();
        if let Some(dkim) = &self.dkim {
            raw = dkim.sign(&raw, mail.now).ok_or(Failure::Misconfigured)?;
        }
        match tokio::time::timeout(CONVERSATION, self.transport.send_raw(&envelope, &raw)).await {
            Ok(Ok(_)) => Ok(Accepted { reference: None }),
            Ok(Err(error)) => Err(failure(&error)),
            Err(_) => Err(Failure::Unclear),
        }
    }

    fn message(&self, mail: &Mail<'_>) -> Option<Message> {
        let to = address(mail.to)?;
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

/// `smtp` means STARTTLS and nothing less, unless the operator has written otherwise.
fn transport(url: &str, ca: Option<&[u8]>) -> Result<AsyncSmtpTransport<Tokio1Executor>, MailerProblem> {
    let url = Url::parse(url).map_err(|_| MailerProblem::Url)?;
    let host = url.host_str().ok_or(MailerProblem::Url)?.to_owned();
    let asked = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    let parameters = || {
        let mut builder = TlsParameters::builder(host.clone());
        if let Some(pem) = ca {
            let certificate = Certificate::from_pem(pem).map_err(|_| MailerProblem::Certificate)?;
            builder = builder.add_root_certificate(certificate);
        }
        builder.build_rustls().map_err(|_| MailerProblem::Certificate)
    };
    let (tls, port) = match (url.scheme(), asked.as_deref()) {
        ("smtps", None) => (Tls::Wrapper(parameters()?), 465),
        ("smtp", None | Some("required")) => (Tls::Required(parameters()?), 587),
        ("smtp", Some("none")) => (Tls::None, 25),
        _ => return Err(MailerProblem::Url),
    };
    let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
        .port(url.port().unwrap_or(port))
        .tls(tls)
        .timeout(Some(PATIENCE))
        .pool_config(PoolConfig::new().max_size(POOL).idle_timeout(REST));
    if !url.username().is_empty() {
        builder = builder.credentials(Credentials::new(
            decoded(url.username()),
            decoded(url.password().unwrap_or_default()),
        ));
    }
    Ok(builder.build())
}

/// A user name or password as it was before it was written into an address.
fn decoded(text: &str) -> String {
    url::form_urlencoded::parse(format!("x={}", text.replace('+', "%2B")).as_bytes())
        .next()
        .map(|(_, value)| value.into_owned())
        .unwrap_or_default()
}

/// What an answer of the server says about the message. 550, 551 and 553 are about the mailbox (RFC 5321, 4.2.3); other
/// lasting refusals are about us.
fn failure(error: &SmtpError) -> Failure {
    if error.is_timeout() {
        return Failure::Unclear;
    }
    if error.is_transient() {
        return Failure::Unavailable;
    }
    if error.is_permanent() {
        let code = error.status().map(u16::from);
        return if matches!(code, Some(550 | 551 | 553)) {
            Failure::BadAddress
        } else {
            Failure::Misconfigured
        };
    }
    if error.is_response() {
        return Failure::Unclear;
    }
    // A server without STARTTLS or without our way to log in is the operator's business.
    if error.is_client() || error.is_tls() { Failure::Misconfigured } else { Failure::Unavailable }
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
