//! Whose access tokens are taken at the API.

use url::Url;

use super::{Mode, Problem, Setting, Settings, setting};

/// The settings of this part.
pub const SETTINGS: &[Setting] = &[
    setting(
        "MASKINPORTEN_ISSUER",
        None,
        false,
        "https://maskinporten.no/; bekreft token when not set (demo and test)",
    ),
    setting(
        "MASKINPORTEN_AUDIENCE",
        None,
        false,
        "what tokens for us alone name, several with spaces; the public address when not set",
    ),
    setting(
        "MASKINPORTEN_DELEGATION_SOURCES",
        None,
        false,
        "whose delegations are trusted, several with spaces: https://www.altinn.no https://sts.altinn.no",
    ),
    setting(
        "MASKINPORTEN_TRUST_BASED_DELEGATION",
        Some("off"),
        false,
        "on: suppliers may use the ordinary scopes without a delegation in Altinn, as before",
    ),
];

/// Whose access tokens are taken.
#[derive(Clone, Debug, Default)]
pub struct MaskinportenConfig {
    /// The issuer, letter for letter as it stands in its tokens; our own when not set.
    pub issuer: Option<String>,
    /// What an audience may begin with.
    pub audiences: Vec<String>,
    /// Whose word counts when a supplier says that it acts for somebody, letter for letter.
    pub delegation_sources: Vec<String>,
    /// Whether suppliers may do without, by the ordinary scopes.
    pub trusts_suppliers: bool,
}

/// Reads this part.
pub fn read(settings: &Settings, mode: Mode, problems: &mut Vec<Problem>) -> MaskinportenConfig {
    let issuer = settings.get("MASKINPORTEN_ISSUER");
    match &issuer {
        Some(issuer) => problems.extend(wrong_address("MASKINPORTEN_ISSUER", issuer, mode)),
        None if mode == Mode::Production => problems.push(Problem {
            setting: "MASKINPORTEN_ISSUER",
            problem: "must be set in production; bekreft token is for demo and test".to_owned(),
        }),
        None => {}
    }
    let given = settings.get("MASKINPORTEN_AUDIENCE");
    let audiences = match &given {
        Some(given) => given.split_whitespace().map(without_slash).collect::<Vec<_>>(),
        None => settings.get("BEKREFT_PUBLIC_URL").iter().map(|url| without_slash(url)).collect(),
    };
    if given.is_some() {
        let wrong = audiences.iter().find_map(|it| wrong_address("MASKINPORTEN_AUDIENCE", it, mode));
        problems.extend(wrong);
    }
    let sources = settings.get("MASKINPORTEN_DELEGATION_SOURCES").unwrap_or_default();
    let trust = settings.get("MASKINPORTEN_TRUST_BASED_DELEGATION").unwrap_or_default();
    if !["on", "off"].contains(&trust.as_str()) {
        problems.push(Problem {
            setting: "MASKINPORTEN_TRUST_BASED_DELEGATION",
            problem: "is neither on nor off".to_owned(),
        });
    }
    if issuer.is_some() && issuer == settings.get("IDPORTEN_ISSUER") {
        problems.push(Problem {
            setting: "MASKINPORTEN_ISSUER",
            problem:
                "is IDPORTEN_ISSUER too: tokens of organisations and of citizens could not be told apart"
                    .to_owned(),
        });
    }
    MaskinportenConfig {
        issuer,
        audiences,
        delegation_sources: sources.split_whitespace().map(str::to_owned).collect(),
        trusts_suppliers: trust == "on",
    }
}

fn without_slash(address: &str) -> String {
    address.trim_end_matches('/').to_owned()
}

fn wrong_address(setting: &'static str, text: &str, mode: Mode) -> Option<Problem> {
    let problem = |problem: &str| Some(Problem { setting, problem: problem.to_owned() });
    let Some(url) = Url::parse(text).ok().filter(|url| url.host_str().is_some()) else {
        return problem("is not an address");
    };
    if mode != Mode::Production {
        return match url.scheme() {
            "http" | "https" => None,
            _ => problem("is neither http nor https"),
        };
    }
    if url.scheme() != "https" {
        return problem("must be https in production");
    }
    let is_test = url.host_str().is_some_and(|host| host.split('.').any(|label| label == "test"));
    if is_test { problem("is a test environment, where anybody can get a token") } else { None }
}
