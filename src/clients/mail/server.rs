//! Conversations with the mail server.
//!
//! Not by lettre's own transport: in that one nothing but connecting has a time limit, it does not tell how far a
//! conversation came, and it keeps a connection that was given up in the middle, so that the next message would read the
//! answers to the last one.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use lettre::Address;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::{ClientId, Extension, MailBodyParameter, MailParameter};
use time::{Duration, OffsetDateTime};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::Url;

use super::super::{Failure, Handed, PATIENCE};
use super::options::{self, Security};
use super::{Letter, MailerProblem, outcome};

/// The most conversations at a time; mail servers let one client have only a few.
const MOST: usize = 4;

/// How long a connection that nobody uses is trusted. Mail servers wait for minutes (RFC 5321, section 4.5.3.2).
const LONGEST_REST: Duration = Duration::seconds(60);

/// How long a connection that has rested may take to show that it is alive; a new one is the way out.
const SHORT_PATIENCE: std::time::Duration = std::time::Duration::from_secs(1);

const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// The mail server, and the connections to it that are free.
pub struct Server {
    host: String,
    port: u16,
    security: Security,
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    us: ClientId,
    free: Mutex<Vec<Resting>>,
    turns: Semaphore,
}

struct Resting {
    connection: AsyncSmtpConnection,
    since: OffsetDateTime,
}

impl Server {
    /// Checks the address. Nothing is connected yet.
    pub fn new(url: &Url, root_certificate_pem: Option<&[u8]>) -> Result<Self, MailerProblem> {
        let security = options::security(url)?;
        let host = options::host(url)?;
        let tls = match security {
            Security::None => None,
            Security::Implicit | Security::StartTls => Some(tls(&host, root_certificate_pem)?),
        };
        Ok(Self {
            port: options::port(url, security),
            credentials: options::credentials(url)?,
            host,
            security,
            tls,
            us: ClientId::default(),
            free: Mutex::default(),
            turns: Semaphore::new(MOST),
        })
    }

    /// One attempt, at most twice [`PATIENCE`]: until the content may be sent, and until it is taken.
    pub async fn hand_over(&self, letter: &Letter, now: OffsetDateTime) -> Handed {
        // Waiting for a turn is waiting for the provider. A semaphore that nobody closes always gives one.
        let begun = timeout(PATIENCE, async {
            let turn = self.turns.acquire().await.map_err(|_| Failure::Unavailable)?;
            Ok((turn, self.announce(letter, now).await?))
        });
        let (_turn, mut connection) = begun.await.unwrap_or(Err(Failure::Unavailable))?;
        match timeout(PATIENCE, connection.message(&letter.content)).await {
            Ok(Ok(response)) => {
                self.rest(connection, now);
                Ok(outcome::accepted(&response))
            }
            Ok(Err(error)) => Err(outcome::after_content(&error)),
            Err(_) => Err(Failure::Unclear),
        }
    }

    /// A connection on which the server waits for the content.
    async fn announce(&self, letter: &Letter, now: OffsetDateTime) -> Result<AsyncSmtpConnection, Failure> {
        let mut connection = self.connection(now).await?;
        let mut parameters = Vec::new();
        if needs_utf8(&letter.to) {
            if !connection.server_info().supports_feature(Extension::SmtpUtfEight) {
                self.rest(connection, now);
                return Err(Failure::BadAddress);
            }
            parameters =
                vec![MailParameter::SmtpUtfEight, MailParameter::Body(MailBodyParameter::EightBitMime)];
        }
        let mail = Mail::new(Some(letter.from.clone()), parameters);
        connection.command(mail).await.map_err(|error| outcome::before_content(&error))?;
        let recipient = Rcpt::new(letter.to.clone(), Vec::new());
        connection.command(recipient).await.map_err(|error| outcome::at_recipient(&error))?;
        connection.command(Data).await.map_err(|error| outcome::before_content(&error))?;
        Ok(connection)
    }

    async fn connection(&self, now: OffsetDateTime) -> Result<AsyncSmtpConnection, Failure> {
        while let Some(mut connection) = self.take_free(now) {
            if timeout(SHORT_PATIENCE, connection.test_connected()).await.unwrap_or(false) {
                return Ok(connection);
            }
        }
        self.connect().await.map_err(|error| outcome::before_content(&error))
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let address = (self.host.as_str(), self.port);
        let at_once = self.tls.clone().filter(|_| self.security == Security::Implicit);
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(address, Some(PATIENCE), &self.us, at_once, None).await?;
        if let (Security::StartTls, Some(tls)) = (self.security, &self.tls) {
            connection.starttls(tls.clone(), &self.us).await?;
        }
        if let Some(credentials) = &self.credentials {
            connection.auth(&MECHANISMS, credentials).await?;
        }
        Ok(connection)
    }

    fn take_free(&self, now: OffsetDateTime) -> Option<AsyncSmtpConnection> {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.retain(|resting| (now - resting.since).abs() <= LONGEST_REST);
        free.pop().map(|resting| resting.connection)
    }

    fn rest(&self, connection: AsyncSmtpConnection, now: OffsetDateTime) {
        let mut free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(Resting { connection, since: now });
    }
}

/// The domain of a letter is always in ASCII.
fn needs_utf8(address: &Address) -> bool {
    !address.user().is_ascii()
}

fn tls(host: &str, root_certificate_pem: Option<&[u8]>) -> Result<TlsParameters, MailerProblem> {
    let mut builder = TlsParameters::builder(host.to_owned());
    let Some(pem) = root_certificate_pem else {
        return builder.build().map_err(|_| MailerProblem::TlsSetup);
    };
    // A file without any certificate reads as none at all.
    if !String::from_utf8_lossy(pem).contains("-----BEGIN CERTIFICATE-----") {
        return Err(MailerProblem::Certificate);
    }
    builder =
        builder.add_root_certificate(Certificate::from_pem(pem).map_err(|_| MailerProblem::Certificate)?);
    builder.build().map_err(|_| MailerProblem::Certificate)
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("security", &self.security).finish_non_exhaustive()
    }
}

impl fmt::Debug for Resting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resting").field("since", &self.since).finish_non_exhaustive()
    }
}
