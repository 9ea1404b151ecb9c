//! Who tells what happens to people.

use url::Url;

use super::login::{Client, Names, Reader};
use super::{Mode, Problem, Setting, Settings, setting};

/// The settings of this part.
pub const SETTINGS: &[Setting] = &[
    setting(
        "NATIONAL_REGISTER_URL",
        None,
        false,
        "Folkeregisteret's API, to …/offentlig-med-hjemmel/api; not read when not set",
    ),
    setting("NATIONAL_REGISTER_SCOPE", None, false, "such as folkeregister:deling/offentligmedhjemmel"),
    setting("MASKINPORTEN_CLIENT_ID", None, false, "what Maskinporten knows us by"),
    setting("MASKINPORTEN_CLIENT_JWK", None, true, "private JWK, set of two, or a file with it"),
];

const URL: &str = "NATIONAL_REGISTER_URL";
const MASKINPORTEN: Names = Names {
    issuer: "MASKINPORTEN_ISSUER",
    client_id: "MASKINPORTEN_CLIENT_ID",
    jwk: "MASKINPORTEN_CLIENT_JWK",
};

/// Who tells what happens to people.
#[derive(Clone, Debug)]
pub struct NationalRegisterConfig {
    /// The address of our rights package.
    pub url: Url,
    /// What a token must be good for.
    pub scope: String,
    /// We, as Maskinporten knows us.
    pub maskinporten: Client,
}

/// Reads this part.
pub fn read(settings: &Settings, mode: Mode, problems: &mut Vec<Problem>) -> Option<NationalRegisterConfig> {
    let mut reader = Reader { settings, mode, problems };
    let Some(text) = settings.get(URL) else {
        if settings.get("NATIONAL_REGISTER_SCOPE").is_some() {
            reader.problem(URL, "must be set when NATIONAL_REGISTER_SCOPE is");
        }
        return None;
    };
    let url = Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "http" | "https"));
    match &url {
        None => reader.problem(URL, "is not an http or https address"),
        Some(url) if mode == Mode::Production && url.scheme() != "https" => {
            reader.problem(URL, "must be https in production");
        }
        Some(_) => {}
    }
    let scope = reader.need("NATIONAL_REGISTER_SCOPE", URL);
    let issuer = reader.need(MASKINPORTEN.issuer, URL);
    let maskinporten = issuer.and_then(|_| reader.client(&MASKINPORTEN));
    Some(NationalRegisterConfig { url: url?, scope: scope?, maskinporten: maskinporten? })
}
