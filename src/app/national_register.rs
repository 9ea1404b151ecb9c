//! Who tells what happens to people: built out of the configuration.

use crate::clients::maskinporten::{Maskinporten, Registration};
use crate::clients::national_register::NationalRegister;
use crate::config::{Config, Mode};

/// The national register, if it is set.
pub fn national_register(config: &Config) -> Option<NationalRegister> {
    let set = config.national_register.as_ref()?;
    let maskinporten = Maskinporten::new(Registration {
        issuer: set.maskinporten.issuer.clone(),
        client_id: set.maskinporten.client_id.clone(),
        keys: set.maskinporten.keys(),
        scope: set.scope.clone(),
        plain_http: config.mode != Mode::Production,
    });
    Some(NationalRegister::new(&set.url, maskinporten))
}
