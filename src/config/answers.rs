//! What stands behind the API's answers: where lookups are read, what signs them, and who prints.

use std::sync::Arc;

use bekreft_domain::OrganisationNumber;
use secrecy::SecretString;
use url::Url;

use super::{Problem, Setting, Settings, setting};
use crate::signing::{self, Signer};

/// The settings of this part.
pub const SETTINGS: &[Setting] = &[
    setting("DATABASE_READ_URL", None, true, "a replica that lookups are read on; DATABASE_URL when not set"),
    setting("BEKREFT_SIGNING_KEY", None, false, "file with the RSA key (PEM) that signs application/jose"),
    setting("BEKREFT_SIGNING_CERTIFICATE", None, false, "file with its certificate chain (PEM)"),
    setting("PRINT_CERTIFICATE", None, false, "file with the print supplier's certificate (PEM or DER)"),
    setting("PRINT_ORGANISATION", Some("974761076"), false, "the print supplier's organisation number"),
];

/// What stands behind the answers.
#[derive(Clone, Debug)]
pub struct AnswersConfig {
    /// The replica.
    pub database_read_url: Option<SecretString>,
    /// What signs; nothing signed is to be had when not set.
    pub signer: Option<Arc<Signer>>,
    /// The print supplier's certificate, in DER.
    pub print_certificate: Option<Vec<u8>>,
    /// The print supplier.
    pub print_organisation: String,
}

/// Reads this part.
pub fn read(settings: &Settings, problems: &mut Vec<Problem>) -> AnswersConfig {
    let print_organisation = settings.get("PRINT_ORGANISATION").unwrap_or_default();
    if OrganisationNumber::parse(&print_organisation).is_err() {
        problem(problems, "PRINT_ORGANISATION", "is not an organisation number");
    }
    let database_read_url = settings.get("DATABASE_READ_URL");
    let is_postgres =
        |text: &String| Url::parse(text).is_ok_and(|url| ["postgres", "postgresql"].contains(&url.scheme()));
    if database_read_url.as_ref().is_some_and(|text| !is_postgres(text)) {
        problem(problems, "DATABASE_READ_URL", "is not a Postgres address");
    }
    AnswersConfig {
        database_read_url: database_read_url.map(SecretString::from),
        signer: signer(settings, problems).map(Arc::new),
        print_certificate: print_certificate(settings, problems),
        print_organisation,
    }
}

fn problem(problems: &mut Vec<Problem>, setting: &'static str, problem: &str) {
    problems.push(Problem { setting, problem: problem.to_owned() });
}

fn file(settings: &Settings, name: &'static str, problems: &mut Vec<Problem>) -> Option<Vec<u8>> {
    let path = settings.get(name)?;
    std::fs::read(path)
        .map_err(|error| problem(problems, name, &format!("cannot be read ({})", error.kind())))
        .ok()
}

fn signer(settings: &Settings, problems: &mut Vec<Problem>) -> Option<Signer> {
    let names = ["BEKREFT_SIGNING_KEY", "BEKREFT_SIGNING_CERTIFICATE"];
    let given = names.map(|name| settings.get(name).is_some());
    for (name, is_given, other) in [(names[0], given[0], given[1]), (names[1], given[1], given[0])] {
        if other && !is_given {
            problem(problems, name, "must be set: key and certificate go together");
        }
    }
    let (key, chain) = (file(settings, names[0], problems)?, file(settings, names[1], problems)?);
    Signer::from_pem(&key, &chain)
        .map_err(|error| {
            let name = if error == signing::SigningError::Key { names[0] } else { names[1] };
            problem(problems, name, &error.to_string());
        })
        .ok()
}

fn print_certificate(settings: &Settings, problems: &mut Vec<Problem>) -> Option<Vec<u8>> {
    let text = file(settings, "PRINT_CERTIFICATE", problems)?;
    match signing::certificates(&text) {
        Ok(chain) => chain.into_iter().next(),
        Err(error) => {
            problem(problems, "PRINT_CERTIFICATE", &error.to_string());
            None
        }
    }
}
