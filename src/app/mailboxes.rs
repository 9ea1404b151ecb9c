//! Builds the clients of mailbox providers out of the configuration.

use bekreft_domain::MailboxProvider;
use secrecy::SecretString;

use crate::clients::mailbox::{MailboxClients, MailboxOptions};
use crate::config::{Config, Mode};
use crate::web::paths;

/// What the demo's own providers are asked with. They know synthetic persons only.
pub const DEMO_TOKEN: &str = "demo";

/// Clients of the providers that are set up. Where all persons are synthetic, the demo's own stand in for the others.
pub fn clients(config: &Config) -> MailboxClients {
    let own = |provider: MailboxProvider| {
        let base = config.public_url.as_str().trim_end_matches('/');
        let url = format!("{base}{}/{}", paths::TEST_MAILBOX, provider.as_str()).parse().ok()?;
        Some(MailboxOptions { url, token: SecretString::from(DEMO_TOKEN) })
    };
    let set_up = &config.mailbox.providers;
    MailboxClients::new(MailboxProvider::ALL.iter().filter_map(|provider| {
        let found = set_up.iter().find(|(known, _)| known == provider).map(|(_, options)| options.clone());
        let options = found.or_else(|| own(*provider).filter(|_| config.mode != Mode::Production))?;
        Some((*provider, options))
    }))
}
