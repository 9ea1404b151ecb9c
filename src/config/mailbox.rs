//! Providers of digital mailboxes, and who is offered one.

use bekreft_domain::MailboxProvider;
use secrecy::SecretString;
use url::Url;

use super::{Mode, Problem, Setting, Settings, setting};
use crate::clients::mailbox::MailboxOptions;

/// The settings of this part.
pub const SETTINGS: &[Setting] = &[
    setting(
        "MAILBOX_DIGIPOST_URL",
        None,
        false,
        "Digipost's API; not offered when not set (the demo has its own)",
    ),
    setting("MAILBOX_DIGIPOST_TOKEN", None, true, "what we prove ourselves with there"),
    setting("MAILBOX_EBOKS_URL", None, false, "e-Boks' API; not offered when not set (the demo has its own)"),
    setting("MAILBOX_EBOKS_TOKEN", None, true, "what we prove ourselves with there"),
    setting("BEKREFT_MAILBOX_MIN_AGE", Some("15"), false, "how old somebody must be to choose a mailbox"),
];

/// Providers of digital mailboxes, and who is offered one.
#[derive(Clone, Debug, Default)]
pub struct MailboxConfig {
    /// Those that are set up.
    pub providers: Vec<(MailboxProvider, MailboxOptions)>,
    /// Years.
    pub min_age: u8,
}

/// The names of the settings of one provider.
const NAMES: [(MailboxProvider, &str, &str); 2] = [
    (MailboxProvider::Digipost, "MAILBOX_DIGIPOST_URL", "MAILBOX_DIGIPOST_TOKEN"),
    (MailboxProvider::EBoks, "MAILBOX_EBOKS_URL", "MAILBOX_EBOKS_TOKEN"),
];

pub(super) fn read(settings: &Settings, mode: Mode, problems: &mut Vec<Problem>) -> MailboxConfig {
    let providers = NAMES
        .into_iter()
        .filter_map(|(provider, url, token)| {
            let options = provider_options(settings, mode, (url, token), problems)?;
            Some((provider, options))
        })
        .collect();
    MailboxConfig { providers, min_age: min_age(settings, problems) }
}

fn provider_options(
    settings: &Settings,
    mode: Mode,
    (url_name, token_name): (&'static str, &'static str),
    problems: &mut Vec<Problem>,
) -> Option<MailboxOptions> {
    let mut refuse = |setting, problem: &str| problems.push(Problem { setting, problem: problem.to_owned() });
    let (text, token) = (settings.get(url_name), settings.get(token_name));
    let (text, token) = match (text, token) {
        (Some(text), Some(token)) => (text, token),
        (Some(_), None) => {
            refuse(token_name, "must be set when the provider's address is");
            return None;
        }
        (None, _) => return None,
    };
    let url = Url::parse(&text).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
    let Some(url) = url else {
        refuse(url_name, "is not an address");
        return None;
    };
    if mode == Mode::Production && url.scheme() != "https" {
        refuse(url_name, "must be https in production");
        return None;
    }
    Some(MailboxOptions { url, token: SecretString::from(token) })
}

fn min_age(settings: &Settings, problems: &mut Vec<Problem>) -> u8 {
    let text = settings.get("BEKREFT_MAILBOX_MIN_AGE").unwrap_or_default();
    text.parse().ok().filter(|age| *age <= 120).unwrap_or_else(|| {
        let problem = "is not a number of years".to_owned();
        problems.push(Problem { setting: "BEKREFT_MAILBOX_MIN_AGE", problem });
        0
    })
}
