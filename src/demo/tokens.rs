//! The demo is its own Maskinporten: it makes the access tokens that its API takes (`bekreft token`). The key lies in the
//! data folder, so what makes a token and what takes it must be on the same machine.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bekreft_domain::{OrganisationNumber, PersonIdentifier};
use jsonwebtoken::jwk::Jwk;
use serde_json::json;
use time::{Duration, OffsetDateTime};

use crate::clients::access_token::TokenIssuer;
use crate::clients::oidc::ClientKey;
use crate::clock::Chance;
use crate::config::{Config, Mode};

/// Nobody can own this name (RFC 6761), so nobody's real token can be mistaken for one of ours.
pub const ISSUER: &str = "https://maskinporten.invalid/";
/// The same for the demo's ID-porten.
pub const LOGIN_ISSUER: &str = "https://idporten.invalid";
/// Who vouches for suppliers in the demo.
pub const DELEGATION_SOURCE: &str = "https://maskinporten.invalid/delegering";
/// Long enough to try things out; Maskinporten's own hold two minutes.
const LIFE: Duration = Duration::hours(1);

fn key_file(data: &Path) -> PathBuf {
    data.join("token-key.json")
}

/// Draws the key, unless it is there.
pub fn prepare(data: &Path) -> anyhow::Result<()> {
    let path = key_file(data);
    if path.exists() {
        return Ok(());
    }
    fs::create_dir_all(data)?;
    let (private, _) = ClientKey::generate("bekreft-token").context("no key could be made")?;
    match fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path) {
        Ok(mut file) => Ok(file.write_all(private.as_bytes())?),
        // Another process was quicker.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error).with_context(|| format!("{} cannot be made", path.display())),
    }
}

/// Takes the tokens that [`make`] makes; none while there is no key.
pub fn issuer(config: &Config) -> TokenIssuer {
    issuer_of(ISSUER, config)
}

/// The same for tokens of citizens.
pub fn login_issuer(config: &Config) -> TokenIssuer {
    issuer_of(LOGIN_ISSUER, config)
}

fn issuer_of(name: &str, config: &Config) -> TokenIssuer {
    let key = fs::read_to_string(key_file(&config.data_dir)).ok();
    let public = key.and_then(|key| serde_json::from_str::<Jwk>(&key).ok());
    TokenIssuer::in_hand(name.to_owned(), config.maskinporten.audiences.clone(), public)
}

/// What a token shall say.
#[derive(Debug)]
pub struct Wanted {
    /// Separated by spaces.
    pub scope: String,
    /// The organisation it stands for.
    pub consumer: OrganisationNumber,
    /// The organisation that acts for it.
    pub supplier: Option<OrganisationNumber>,
    /// The one person it is about.
    pub pid: Option<PersonIdentifier>,
    /// Whether that person has logged in, so that it is a token of ID-porten.
    pub has_logged_in: bool,
}

/// An access token with the claims that Maskinporten's have.
pub fn make(config: &Config, wanted: &Wanted, chance: Chance, now: OffsetDateTime) -> anyhow::Result<String> {
    if config.mode == Mode::Production {
        bail!("in production, tokens come from Maskinporten");
    }
    if config.maskinporten.issuer.is_some() && !wanted.has_logged_in {
        bail!("MASKINPORTEN_ISSUER is set, so tokens come from there");
    }
    if config.login.citizens.is_some() && wanted.has_logged_in {
        bail!("IDPORTEN_ISSUER is set, so tokens of citizens come from there");
    }
    let path = key_file(&config.data_dir);
    let key = fs::read_to_string(&path).with_context(|| {
        format!("{} is not there: start bekreft first, with the same BEKREFT_DATA_DIR", path.display())
    })?;
    let key = ClientKey::parse(&key).with_context(|| format!("{} cannot be used", path.display()))?;
    let organisation = |number: &OrganisationNumber| json!({ "authority": "iso6523-actorid-upis", "ID": number.to_iso6523() });
    let mut claims = json!({
        "iss": ISSUER,
        "aud": "unspecified",
        "scope": wanted.scope,
        "token_type": "Bearer",
        "client_id": "bekreft-token",
        "client_amr": "private_key_jwt",
        "consumer": organisation(&wanted.consumer),
        "iat": now.unix_timestamp(),
        "exp": (now + LIFE).unix_timestamp(),
        "jti": URL_SAFE_NO_PAD.encode(chance.bytes::<16>()),
    });
    if let Some(supplier) = &wanted.supplier {
        claims["supplier"] = organisation(supplier);
        claims["delegation_source"] = json!(DELEGATION_SOURCE);
    }
    if let Some(pid) = &wanted.pid {
        claims["pid"] = json!(pid.expose());
    }
    if wanted.has_logged_in {
        claims["iss"] = json!(LOGIN_ISSUER);
        claims["acr"] = json!("idporten-loa-substantial");
        claims["amr"] = json!(["TestID"]);
        claims["sub"] = json!(URL_SAFE_NO_PAD.encode(chance.bytes::<16>()));
    }
    key.sign(&claims).context("the key cannot sign")
}
