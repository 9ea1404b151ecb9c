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
];

/// Whose access tokens are taken.
#[derive(Clone, Debug, Default)]
pub struct MaskinportenConfig {
    /// The issuer, letter for letter as it stands in its tokens; our own when not set.
    pub issuer: Option<String>,
    /// What an audience may begin with.
    pub audiences: Vec<String>,
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
    MaskinportenConfig { issuer, audiences }
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
