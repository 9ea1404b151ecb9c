//! How messages leave the house.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::SecretString;
use url::Url;

use super::{KEY_BYTES, Mode, Problem, Setting, Settings, setting};

/// The settings of this part.
pub const SETTINGS: &[Setting] = &[
    setting("BEKREFT_CODE_KEYS", None, true, "version:base64 of 32 random bytes, version:base64 …"),
    setting("SMS_PROVIDER", Some("outbox"), false, "kannel, linkmobility or outbox (shown at /innboks)"),
    setting("SMS_FALLBACK", None, false, "kannel or linkmobility, for every second attempt"),
    setting("SMS_REPORT_URL", None, false, "the public address as the SMS gateway reaches it"),
    setting("KANNEL_URL", None, false, "Kannel's sendsms address"),
    setting("KANNEL_USER", None, false, "Kannel's sendsms user"),
    setting("KANNEL_PASSWORD", None, true, "and its password"),
    setting("KANNEL_FROM", None, false, "sender, when the SMS centre does not set one"),
    setting("KANNEL_SMSC", None, false, "which SMS centre, when there are several"),
    setting("LINKMOBILITY_URL", Some("https://wsx.sp247.net"), false, "address of LINK Mobility's REST API"),
    setting("LINKMOBILITY_USER", None, false, "user at LINK Mobility"),
    setting("LINKMOBILITY_PASSWORD", None, true, "and its password"),
    setting("LINKMOBILITY_PLATFORM", None, false, "platformId"),
    setting("LINKMOBILITY_PARTNER", None, false, "platformPartnerId"),
    setting("LINKMOBILITY_SOURCE", None, false, "sender shown on the telephone"),
    setting("LINKMOBILITY_GATE", None, false, "delivery report gate"),
    setting("LINKMOBILITY_REPORT_USER", None, false, "user the gate logs in with here"),
    setting("LINKMOBILITY_REPORT_PASSWORD", None, true, "and its password"),
    setting("SMTP_URL", None, true, "smtps://user:password@host or smtp://… (STARTTLS)"),
    setting("SMTP_FROM", None, false, "sender: Kontaktregisteret <ikke-svar@example.no>"),
    setting("SMTP_CA", None, false, "file with a certificate authority of your own"),
    setting("DKIM_SELECTOR", None, false, "selector of the DKIM key"),
    setting("DKIM_DOMAIN", None, false, "domain of the DKIM key; the sender's when not set"),
    setting("DKIM_KEY", None, false, "file with the private RSA key, PEM"),
    setting(
        "BEKREFT_MX_CHECK",
        None,
        false,
        "on or off: ask name servers about mail domains; off in the demo",
    ),
    setting(
        "BEKREFT_NAME_SERVER",
        None,
        false,
        "address and port of a name server; the system's when not set",
    ),
];

/// Which SMS gateway.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmsProvider {
    /// Kannel's smsbox.
    Kannel,
    /// LINK Mobility's REST API.
    LinkMobility,
    /// Nothing leaves the house.
    Outbox,
}

/// A user name and its password.
#[derive(Clone, Debug)]
pub struct Login {
    /// Name.
    pub user: String,
    /// Password.
    pub password: SecretString,
}

/// Settings of Kannel.
#[derive(Clone, Debug)]
pub struct KannelConfig {
    /// Its sendsms address.
    pub url: Url,
    /// Its sendsms user.
    pub login: Login,
    /// Sender.
    pub from: Option<String>,
    /// SMS centre.
    pub smsc: Option<String>,
}

/// Settings of LINK Mobility.
#[derive(Clone, Debug)]
pub struct LinkMobilityConfig {
    /// Address of its API.
    pub url: Url,
    /// Who we are there.
    pub login: Login,
    /// `platformId`
    pub platform: String,
    /// `platformPartnerId`
    pub partner: String,
    /// Sender.
    pub source: String,
    /// Delivery report gate.
    pub gate: Option<String>,
    /// Who the gate is here.
    pub report_login: Option<Login>,
}

/// Settings of mail.
#[derive(Clone, Debug)]
pub struct MailConfig {
    /// The server, with user and password.
    pub url: SecretString,
    /// Sender.
    pub from: String,
    /// File with a certificate authority.
    pub ca: Option<String>,
    /// Selector, domain and key file.
    pub dkim: Option<(String, Option<String>, String)>,
}

/// How messages leave the house.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Keys with versions, as given.
    pub code_keys: Vec<(i32, Vec<u8>)>,
    /// First choice.
    pub sms: SmsProvider,
    /// Second choice.
    pub sms_fallback: Option<SmsProvider>,
    /// How a gateway reaches us, when that is not the public address.
    pub report_url: Option<Url>,
    /// Kannel, when it is used.
    pub kannel: Option<KannelConfig>,
    /// LINK Mobility, when it is used.
    pub linkmobility: Option<LinkMobilityConfig>,
    /// Mail; the outbox when not set.
    pub mail: Option<MailConfig>,
    /// Whether name servers are asked about mail domains.
    pub mx_check: bool,
    /// Which name server.
    pub name_server: Option<std::net::SocketAddr>,
}

/// Collects what is wrong.
struct Reader<'a> {
    settings: &'a Settings,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    fn problem(&mut self, setting: &'static str, problem: &str) {
        self.problems.push(Problem { setting, problem: problem.to_owned() });
    }

    fn need(&mut self, name: &'static str) -> String {
        self.settings.get(name).unwrap_or_else(|| {
            self.problem(name, "must be set for this provider");
            String::new()
        })
    }

    fn url(&mut self, name: &'static str) -> Option<Url> {
        let text = self.settings.get(name)?;
        let url = Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        if url.is_none() {
            self.problem(name, "is not an http or https address");
        }
        url
    }

    fn provider(&mut self, name: &'static str) -> Option<SmsProvider> {
        match self.settings.get(name)?.as_str() {
            "kannel" => Some(SmsProvider::Kannel),
            "linkmobility" => Some(SmsProvider::LinkMobility),
            "outbox" => Some(SmsProvider::Outbox),
            _ => {
                self.problem(name, "is not kannel, linkmobility or outbox");
                None
            }
        }
    }

    fn kannel(&mut self) -> Option<KannelConfig> {
        self.need("KANNEL_URL");
        let login = Login { user: self.need("KANNEL_USER"), password: self.need("KANNEL_PASSWORD").into() };
        let url = self.url("KANNEL_URL")?;
        let (from, smsc) = (self.settings.get("KANNEL_FROM"), self.settings.get("KANNEL_SMSC"));
        Some(KannelConfig { url, login, from, smsc })
    }

    fn linkmobility(&mut self) -> Option<LinkMobilityConfig> {
        let user = self.settings.get("LINKMOBILITY_REPORT_USER");
        let password = self.settings.get("LINKMOBILITY_REPORT_PASSWORD");
        let gate = self.settings.get("LINKMOBILITY_GATE");
        let report_login = match (user, password) {
            (Some(user), Some(password)) => Some(Login { user, password: password.into() }),
            _ => None,
        };
        if gate.is_some() && report_login.is_none() {
            let problem = "a gate needs LINKMOBILITY_REPORT_USER and LINKMOBILITY_REPORT_PASSWORD";
            self.problem("LINKMOBILITY_GATE", problem);
        }
        let login = Login {
            user: self.need("LINKMOBILITY_USER"),
            password: self.need("LINKMOBILITY_PASSWORD").into(),
        };
        let platform = self.need("LINKMOBILITY_PLATFORM");
        let partner = self.need("LINKMOBILITY_PARTNER");
        let source = self.need("LINKMOBILITY_SOURCE");
        let url = self.url("LINKMOBILITY_URL")?;
        Some(LinkMobilityConfig { url, login, platform, partner, source, gate, report_login })
    }

    fn mail(&mut self) -> Option<MailConfig> {
        let url = self.settings.get("SMTP_URL")?;
        let dkim = match (self.settings.get("DKIM_SELECTOR"), self.settings.get("DKIM_KEY")) {
            (Some(selector), Some(key)) => Some((selector, self.settings.get("DKIM_DOMAIN"), key)),
            (None, None) => None,
            _ => {
                self.problem("DKIM_SELECTOR", "DKIM_SELECTOR and DKIM_KEY go together");
                None
            }
        };
        Some(MailConfig {
            url: url.into(),
            from: self.need("SMTP_FROM"),
            ca: self.settings.get("SMTP_CA"),
            dkim,
        })
    }

    fn code_keys(&mut self) -> Vec<(i32, Vec<u8>)> {
        let Some(text) = self.settings.get("BEKREFT_CODE_KEYS") else { return Vec::new() };
        let mut keys = Vec::new();
        for part in text.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let key = part.split_once(':').and_then(|(version, secret)| {
                Some((version.parse::<i32>().ok()?, STANDARD.decode(secret).ok()?))
            });
            match key {
                Some((version, secret)) if secret.len() >= KEY_BYTES => keys.push((version, secret)),
                _ => {
                    let problem = "is not a list of version:base64 of at least 32 bytes";
                    self.problem("BEKREFT_CODE_KEYS", problem);
                }
            }
        }
        keys
    }

    fn switch(&mut self, name: &'static str, default: bool) -> bool {
        match self.settings.get(name).as_deref() {
            None => default,
            Some("on") => true,
            Some("off") => false,
            Some(_) => {
                self.problem(name, "is not on or off");
                default
            }
        }
    }
}

/// Reads this part.
pub fn read(settings: &Settings, mode: Mode, problems: &mut Vec<Problem>) -> Delivery {
    let mut reader = Reader { settings, problems };
    let sms = reader.provider("SMS_PROVIDER").unwrap_or(SmsProvider::Outbox);
    let sms_fallback = reader.provider("SMS_FALLBACK");
    let uses = |provider| sms == provider || sms_fallback == Some(provider);
    let name_server = settings.get("BEKREFT_NAME_SERVER").map(|text| text.parse());
    if matches!(name_server, Some(Err(_))) {
        reader.problem("BEKREFT_NAME_SERVER", "is not an address and port such as 127.0.0.1:53");
    }
    if mode == Mode::Production && uses(SmsProvider::Outbox) {
        reader.problem("SMS_PROVIDER", "the outbox is for demo and test; set kannel or linkmobility");
    }
    if mode == Mode::Production {
        for name in ["BEKREFT_CODE_KEYS", "SMTP_URL"] {
            if settings.get(name).is_none() {
                reader.problem(name, "must be set in production");
            }
        }
    }
    Delivery {
        code_keys: reader.code_keys(),
        sms,
        sms_fallback,
        report_url: reader.url("SMS_REPORT_URL"),
        kannel: if uses(SmsProvider::Kannel) { reader.kannel() } else { None },
        linkmobility: if uses(SmsProvider::LinkMobility) { reader.linkmobility() } else { None },
        mail: reader.mail(),
        mx_check: reader.switch("BEKREFT_MX_CHECK", mode != Mode::Demo),
        name_server: name_server.and_then(Result::ok),
    }
}
