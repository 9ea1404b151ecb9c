//! Settings: read from the environment or a file, checked all at once.

mod answers;
mod delivery;
mod figures;
mod login;
mod mailbox;
mod maskinporten;
mod national_register;
mod source;

use std::net::SocketAddr;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bekreft_domain::{Limits, Rules};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use crate::return_urls::ReturnUrls;
pub use answers::AnswersConfig;
pub use delivery::{Delivery, KannelConfig, LinkMobilityConfig, Login, MailConfig, SmsProvider};
pub use login::{Client, LoginConfig, SupportClient};
pub use mailbox::MailboxConfig;
pub use maskinporten::MaskinportenConfig;
pub use national_register::NationalRegisterConfig;
pub use source::{Origin, Settings};

/// What kind of installation this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Everything in one process with synthetic persons.
    Demo,
    /// A test environment: `TestID` login, own database.
    Test,
    /// The real thing.
    Production,
}

/// A checked configuration.
#[derive(Debug)]
pub struct Config {
    /// Kind of installation.
    pub mode: Mode,
    /// Where citizens' requests are answered.
    pub bind: SocketAddr,
    /// Where health checks are answered, on a listener of their own.
    pub admin_bind: Option<SocketAddr>,
    /// The address citizens know.
    pub public_url: Url,
    /// The register's database; in demo mode the embedded one when absent.
    pub database_url: Option<SecretString>,
    /// Where the demo keeps its database.
    pub data_dir: PathBuf,
    /// Where the built static files are.
    pub static_dir: PathBuf,
    /// Key behind CSRF tokens and support codes; drawn at start in the demo when absent.
    pub cookie_key: Option<SecretString>,
    /// Where citizens may be sent afterwards.
    pub return_urls: ReturnUrls,
    /// The telephone number of the user support, as shown.
    pub support_phone: Option<String>,
    /// How codes work.
    pub rules: Rules,
    /// How many messages may be sent.
    pub limits: Limits,
    /// How messages leave the house.
    pub delivery: Delivery,
    /// Who proves who somebody is.
    pub login: LoginConfig,
    /// Whose access tokens are taken at the API.
    pub maskinporten: MaskinportenConfig,
    /// What stands behind the API's answers.
    pub answers: AnswersConfig,
    /// Who tells what happens to people; nobody when not set.
    pub national_register: Option<NationalRegisterConfig>,
    /// Who provides digital mailboxes.
    pub mailbox: MailboxConfig,
}

/// A setting: name, default in words, whether it is secret, and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Name of the environment variable.
    pub name: &'static str,
    /// Used when it is not set.
    pub default: Option<&'static str>,
    /// Never printed.
    pub secret: bool,
    /// One line for `check-config`.
    pub purpose: &'static str,
}

const fn setting(
    name: &'static str,
    default: Option<&'static str>,
    secret: bool,
    purpose: &'static str,
) -> Setting {
    Setting { name, default, secret, purpose }
}

/// Every setting there is.
pub fn all_settings() -> impl Iterator<Item = &'static Setting> {
    SETTINGS
        .iter()
        .chain(login::SETTINGS)
        .chain(maskinporten::SETTINGS)
        .chain(answers::SETTINGS)
        .chain(national_register::SETTINGS)
        .chain(delivery::SETTINGS)
        .chain(mailbox::SETTINGS)
        .chain(figures::FIGURES.iter().map(|(setting, _)| setting))
}

/// The settings of the house itself.
const SETTINGS: &[Setting] = &[
    setting("BEKREFT_MODE", None, false, "demo, test or production"),
    setting("BEKREFT_BIND", Some("127.0.0.1:8080"), false, "address and port for citizens"),
    setting("BEKREFT_ADMIN_BIND", None, false, "address and port for health checks"),
    setting("BEKREFT_PUBLIC_URL", Some("http://localhost:8080"), false, "the address citizens know"),
    setting("DATABASE_URL", None, true, "Postgres address; the demo starts its own when this is not set"),
    setting("BEKREFT_DATA_DIR", Some("data"), false, "where the demo keeps its database"),
    setting("BEKREFT_STATIC_DIR", Some("static/dist"), false, "the built style sheet, script and font"),
    setting("BEKREFT_COOKIE_KEY", None, true, "base64 of at least 32 random bytes"),
    setting(
        "BEKREFT_RETURN_URLS",
        Some(""),
        false,
        "where citizens may go on to: name=address; name=address",
    ),
    setting("BEKREFT_SUPPORT_PHONE", None, false, "telephone number of the user support"),
];

/// Something wrong with a setting, in words for the operator.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{setting}: {problem}")]
pub struct Problem {
    /// Which one.
    pub setting: &'static str,
    /// What is wrong; never quotes a secret.
    pub problem: String,
}

/// The shortest key that is worth its name.
const KEY_BYTES: usize = 32;

impl Config {
    /// Checks all settings, and says everything that is wrong at once.
    pub fn check(settings: &Settings, mode: Mode) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let (rules, limits) = figures::read(settings, &mut problems);
        let config = Self {
            mode,
            bind: address(settings, "BEKREFT_BIND", &mut problems)
                .unwrap_or(SocketAddr::from(([127, 0, 0, 1], 0))),
            admin_bind: address(settings, "BEKREFT_ADMIN_BIND", &mut problems),
            public_url: public_url(settings, mode, &mut problems),
            database_url: settings.get("DATABASE_URL").map(SecretString::from),
            data_dir: settings.get("BEKREFT_DATA_DIR").unwrap_or_default().into(),
            static_dir: settings.get("BEKREFT_STATIC_DIR").unwrap_or_default().into(),
            cookie_key: cookie_key(settings, &mut problems),
            return_urls: return_urls(settings, mode, &mut problems),
            support_phone: settings.get("BEKREFT_SUPPORT_PHONE"),
            rules,
            limits,
            delivery: delivery::read(settings, mode, &mut problems),
            login: login::read(settings, mode, &mut problems),
            maskinporten: maskinporten::read(settings, mode, &mut problems),
            answers: answers::read(settings, &mut problems),
            national_register: national_register::read(settings, mode, &mut problems),
            mailbox: mailbox::read(settings, mode, &mut problems),
        };
        config.missing(&mut problems);
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    }

    fn missing(&self, problems: &mut Vec<Problem>) {
        let mut need =
            |setting, problem: &str| problems.push(Problem { setting, problem: problem.to_owned() });
        if self.mode != Mode::Demo && self.database_url.is_none() {
            need("DATABASE_URL", "must be set outside demo mode");
        }
        if self.mode != Mode::Demo && self.cookie_key.is_none() {
            need("BEKREFT_COOKIE_KEY", "must be set outside demo mode");
        }
    }

    /// Whether cookies can be bound to https.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }

    /// The secret bytes of the cookie key, if it is set.
    pub fn cookie_key_bytes(&self) -> Option<Vec<u8>> {
        self.cookie_key.as_ref().and_then(|key| STANDARD.decode(key.expose_secret()).ok())
    }
}

impl Mode {
    /// The mode of that name.
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "demo" => Some(Self::Demo),
            "test" => Some(Self::Test),
            "production" => Some(Self::Production),
            _ => None,
        }
    }

    /// Reads `BEKREFT_MODE` for everything but the demo; installations must say what they are.
    pub fn of_installation(settings: &Settings) -> Result<Self, Vec<Problem>> {
        let problem = |problem: &str| vec![Problem { setting: "BEKREFT_MODE", problem: problem.to_owned() }];
        let text =
            settings.get("BEKREFT_MODE").ok_or_else(|| problem("must be set to test or production"))?;
        match Self::parse(&text) {
            Some(Self::Demo) => Err(problem("is demo, and the demo is started by bekreft demo")),
            Some(mode) => Ok(mode),
            None => Err(problem("is not demo, test or production")),
        }
    }
}

fn address(settings: &Settings, name: &'static str, problems: &mut Vec<Problem>) -> Option<SocketAddr> {
    let text = settings.get(name)?;
    let address = text.parse().ok();
    if address.is_none() {
        let problem = format!("{text} is not an address and port such as 127.0.0.1:8080");
        problems.push(Problem { setting: name, problem });
    }
    address
}

fn public_url(settings: &Settings, mode: Mode, problems: &mut Vec<Problem>) -> Url {
    let fallback = Url::parse("http://localhost:8080").expect("a constant address");
    let text = settings.get("BEKREFT_PUBLIC_URL").unwrap_or_default();
    let mut refuse = |problem: String| problems.push(Problem { setting: "BEKREFT_PUBLIC_URL", problem });
    let Ok(url) = Url::parse(&text) else {
        refuse(format!("{text} is not an address"));
        return fallback;
    };
    match (url.scheme(), mode) {
        ("https", _) | ("http", Mode::Demo | Mode::Test) => {}
        _ => refuse("must be https in production, http or https elsewhere".to_owned()),
    }
    url
}

fn cookie_key(settings: &Settings, problems: &mut Vec<Problem>) -> Option<SecretString> {
    let text = settings.get("BEKREFT_COOKIE_KEY")?;
    if !STANDARD.decode(&text).is_ok_and(|bytes| bytes.len() >= KEY_BYTES) {
        let problem = format!("must be base64 of at least {KEY_BYTES} bytes");
        problems.push(Problem { setting: "BEKREFT_COOKIE_KEY", problem });
    }
    Some(text.into())
}

fn return_urls(settings: &Settings, mode: Mode, problems: &mut Vec<Problem>) -> ReturnUrls {
    let text = settings.get("BEKREFT_RETURN_URLS").unwrap_or_default();
    ReturnUrls::parse(&text, mode != Mode::Production).unwrap_or_else(|error| {
        problems.push(Problem { setting: "BEKREFT_RETURN_URLS", problem: error.to_string() });
        ReturnUrls::default()
    })
}
