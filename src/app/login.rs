//! Who proves to us who somebody is: built out of the configuration.

use crate::api::Delegation;
use crate::clients::access_token::{IssuerKind, TokenIssuer};
use crate::clients::oidc::{Registration, RelyingParty};
use crate::config::{Client, Config, Mode, SupportClient};
use crate::demo;
use crate::web::paths;

/// Who proves who a citizen is.
#[derive(Debug)]
pub enum LoginProvider {
    /// A list of test persons; demo and test mode only.
    TestId,
    /// ID-porten, or a provider like it.
    IdPorten(Box<RelyingParty>),
}

impl LoginProvider {
    /// We as the provider knows us; `None` for test persons.
    pub fn party(&self) -> Option<&RelyingParty> {
        match self {
            Self::TestId => None,
            Self::IdPorten(party) => Some(party),
        }
    }
}

/// Who proves who somebody of support is.
#[derive(Debug)]
pub enum SupportLogin {
    /// Nobody: the console cannot be entered.
    Closed,
    /// A list of test persons; demo and test mode only.
    TestId,
    /// Ansattporten, or a provider like it.
    Ansattporten {
        /// We as it knows us.
        party: Box<RelyingParty>,
        /// The organisation that support staff act for, nine digits.
        organisation: String,
        /// The resource of Altinn by which the organisation lets them.
        resource: String,
        /// The one by which it also lets them approve; without it nobody does.
        approver_resource: Option<String>,
    },
}

impl SupportLogin {
    /// We as the provider knows us.
    pub fn party(&self) -> Option<&RelyingParty> {
        match self {
            Self::Closed | Self::TestId => None,
            Self::Ansattporten { party, .. } => Some(party),
        }
    }
}

/// What is set for citizens.
pub fn citizens(config: &Config) -> LoginProvider {
    match &config.login.citizens {
        None => LoginProvider::TestId,
        Some(client) => {
            let addresses = (paths::LOGIN_RETURN, paths::LOGGED_OUT);
            LoginProvider::IdPorten(Box::new(party(config, client, addresses)))
        }
    }
}

/// What is set for support staff.
pub fn support(config: &Config) -> SupportLogin {
    match &config.login.support {
        None if config.mode == Mode::Production => SupportLogin::Closed,
        None => SupportLogin::TestId,
        Some(SupportClient { client, organisation, resource, approver_resource }) => {
            SupportLogin::Ansattporten {
                party: Box::new(party(
                    config,
                    client,
                    (paths::SUPPORT_LOGIN_RETURN, paths::SUPPORT_LOGGED_OUT),
                )),
                organisation: organisation.clone(),
                resource: resource.clone(),
                approver_resource: approver_resource.clone(),
            }
        }
    }
}

/// Who issues the access tokens that are taken at the API.
pub fn consumers(config: &Config) -> TokenIssuer {
    match &config.maskinporten.issuer {
        None => demo::tokens::issuer(config),
        Some(issuer) => {
            let audiences = config.maskinporten.audiences.clone();
            let plain_http = config.mode != Mode::Production;
            TokenIssuer::published(issuer.clone(), IssuerKind::Organisations, audiences, plain_http)
        }
    }
}

/// Who issues the access tokens of citizens that are taken at the API.
pub fn owners(config: &Config) -> TokenIssuer {
    match &config.login.citizens {
        None => demo::tokens::login_issuer(config),
        Some(client) => {
            let (audiences, plain_http) =
                (config.maskinporten.audiences.clone(), config.mode != Mode::Production);
            TokenIssuer::published(client.issuer.clone(), IssuerKind::Persons, audiences, plain_http)
        }
    }
}

/// Which suppliers are believed.
pub fn delegation(config: &Config) -> Delegation {
    let mut sources = config.maskinporten.delegation_sources.clone();
    if config.maskinporten.issuer.is_none() {
        sources.push(demo::tokens::DELEGATION_SOURCE.to_owned());
    }
    Delegation { sources, trusts_suppliers: config.maskinporten.trusts_suppliers }
}

fn party(config: &Config, client: &Client, (back, out): (&str, &str)) -> RelyingParty {
    let public = config.public_url.as_str().trim_end_matches('/');
    let is_production = config.mode == Mode::Production;
    RelyingParty::new(Registration {
        issuer: client.issuer.clone(),
        client_id: client.client_id.clone(),
        keys: client.keys(),
        redirect_uri: format!("{public}{back}"),
        post_logout_uri: format!("{public}{out}"),
        plain_http: !is_production,
        test_persons: !is_production,
    })
}
