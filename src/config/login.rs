//! Who proves to us who somebody is.

use bekreft_domain::OrganisationNumber;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::{Mode, Problem, Setting, Settings, setting};
use crate::clients::oidc::ClientKeys;

/// The settings of this part.
pub const SETTINGS: &[Setting] = &[
    setting("IDPORTEN_ISSUER", None, false, "https://idporten.no; TestID when not set (demo and test)"),
    setting("IDPORTEN_CLIENT_ID", None, false, "what ID-porten knows us by"),
    setting("IDPORTEN_CLIENT_JWK", None, true, "private JWK, set of two, or a file with it"),
    setting("ANSATTPORTEN_ISSUER", None, false, "https://ansattporten.no; no support console when not set"),
    setting("ANSATTPORTEN_CLIENT_ID", None, false, "what Ansattporten knows us by"),
    setting("ANSATTPORTEN_CLIENT_JWK", None, true, "private JWK, set of two, or a file with it"),
    setting("ANSATTPORTEN_ORGANISATION", None, false, "organisation number that support staff act for"),
    setting(
        "ANSATTPORTEN_RESOURCE",
        None,
        false,
        "resource of Altinn that lets them, without urn:altinn:resource:",
    ),
    setting(
        "ANSATTPORTEN_APPROVER_RESOURCE",
        None,
        false,
        "one that also lets them approve; nobody does when not set",
    ),
    setting(
        "DATABASE_SUPPORT_URL",
        None,
        true,
        "a login of the console's own; else DATABASE_URL in the role bekreft_support",
    ),
];

/// We, as one provider knows us.
#[derive(Clone, Debug)]
pub struct Client {
    /// The provider.
    pub issuer: String,
    /// Ours.
    pub client_id: String,
    /// Our keys, read once already.
    jwk: SecretString,
}

impl Client {
    /// Our keys.
    pub fn keys(&self) -> ClientKeys {
        ClientKeys::parse(self.jwk.expose_secret()).expect("read once already")
    }
}

/// The same for support staff.
#[derive(Clone, Debug)]
pub struct SupportClient {
    /// At Ansattporten.
    pub client: Client,
    /// Organisation number they act for.
    pub organisation: String,
    /// Resource of Altinn that lets them.
    pub resource: String,
    /// The one that also lets them approve; nobody does when not set.
    pub approver_resource: Option<String>,
}

/// Who proves who somebody is.
#[derive(Clone, Debug, Default)]
pub struct LoginConfig {
    /// For citizens; test persons when not set.
    pub citizens: Option<Client>,
    /// For support staff.
    pub support: Option<SupportClient>,
    /// The console's own way to the database.
    pub support_database_url: Option<SecretString>,
}

/// The names of the settings of one provider.
pub(super) struct Names {
    pub(super) issuer: &'static str,
    pub(super) client_id: &'static str,
    pub(super) jwk: &'static str,
}

const IDPORTEN: Names =
    Names { issuer: "IDPORTEN_ISSUER", client_id: "IDPORTEN_CLIENT_ID", jwk: "IDPORTEN_CLIENT_JWK" };
const ANSATTPORTEN: Names = Names {
    issuer: "ANSATTPORTEN_ISSUER",
    client_id: "ANSATTPORTEN_CLIENT_ID",
    jwk: "ANSATTPORTEN_CLIENT_JWK",
};

pub(super) struct Reader<'a> {
    pub(super) settings: &'a Settings,
    pub(super) mode: Mode,
    pub(super) problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    pub(super) fn problem(&mut self, setting: &'static str, problem: impl Into<String>) {
        self.problems.push(Problem { setting, problem: problem.into() });
    }

    pub(super) fn need(&mut self, name: &'static str, beside: &str) -> Option<String> {
        let value = self.settings.get(name);
        if value.is_none() {
            self.problem(name, format!("must be set when {beside} is"));
        }
        value
    }

    fn issuer(&mut self, name: &'static str) -> Option<String> {
        let text = self.settings.get(name)?;
        let Some(url) = Url::parse(&text).ok().filter(|url| url.host_str().is_some()) else {
            self.problem(name, "is not an address");
            return None;
        };
        if self.mode == Mode::Production {
            if url.scheme() != "https" {
                self.problem(name, "must be https in production");
            }
            // Nobody there is who she says she is.
            if url.host_str().is_some_and(|host| host.split('.').any(|label| label == "test")) {
                self.problem(name, "is a test environment, where anybody can log in as anybody");
            }
        }
        Some(text)
    }

    pub(super) fn client(&mut self, names: &Names) -> Option<Client> {
        let issuer = self.issuer(names.issuer)?;
        let client_id = self.need(names.client_id, names.issuer);
        let text = self.need(names.jwk, names.issuer)?;
        let jwk = if text.trim_start().starts_with('{') {
            text
        } else {
            match std::fs::read_to_string(&text) {
                Ok(text) => text,
                Err(error) => {
                    self.problem(
                        names.jwk,
                        format!("is neither a JWK nor a file that can be read ({})", error.kind()),
                    );
                    return None;
                }
            }
        };
        if let Err(error) = ClientKeys::parse(&jwk) {
            self.problem(names.jwk, error.to_string());
            return None;
        }
        Some(Client { issuer, client_id: client_id?, jwk: jwk.into() })
    }

    fn support(&mut self) -> Option<SupportClient> {
        self.settings.get(ANSATTPORTEN.issuer)?;
        let client = self.client(&ANSATTPORTEN);
        let organisation = self.need("ANSATTPORTEN_ORGANISATION", ANSATTPORTEN.issuer);
        let resource = self.need("ANSATTPORTEN_RESOURCE", ANSATTPORTEN.issuer);
        let organisation = organisation?;
        if OrganisationNumber::parse(&organisation).is_err() {
            self.problem("ANSATTPORTEN_ORGANISATION", "is not an organisation number of nine digits");
        }
        let approver_resource = self.settings.get("ANSATTPORTEN_APPROVER_RESOURCE");
        if approver_resource.is_some() && approver_resource == resource {
            self.problem("ANSATTPORTEN_APPROVER_RESOURCE", "is the resource that everybody of support has");
        }
        Some(SupportClient { client: client?, organisation, resource: resource?, approver_resource })
    }

    fn support_database_url(&mut self) -> Option<SecretString> {
        let text = self.settings.get("DATABASE_SUPPORT_URL")?;
        if !Url::parse(&text).is_ok_and(|url| ["postgres", "postgresql"].contains(&url.scheme())) {
            self.problem("DATABASE_SUPPORT_URL", "is not a Postgres address");
        }
        Some(text.into())
    }
}

/// Reads this part.
pub fn read(settings: &Settings, mode: Mode, problems: &mut Vec<Problem>) -> LoginConfig {
    let mut reader = Reader { settings, mode, problems };
    let citizens = reader.client(&IDPORTEN);
    if mode == Mode::Production && settings.get(IDPORTEN.issuer).is_none() {
        reader.problem(IDPORTEN.issuer, "must be set in production; TestID is for demo and test");
    }
    for names in [IDPORTEN, ANSATTPORTEN] {
        for name in [names.client_id, names.jwk] {
            if settings.get(names.issuer).is_none() && settings.get(name).is_some() {
                reader.problem(names.issuer, format!("must be set when {name} is"));
            }
        }
    }
    let support = reader.support();
    let support_database_url = reader.support_database_url();
    LoginConfig { citizens, support, support_database_url }
}
