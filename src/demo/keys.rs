//! The demo's own key and certificates, kept in the data folder: what an installation gets from a certificate authority.

use std::fs;
use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use anyhow::Context as _;
use rcgen::{CertificateParams, DnType, KeyPair, KeyUsagePurpose, PKCS_RSA_SHA256};
use time::{Duration, OffsetDateTime};

use crate::config::{Config, Mode};
use crate::signing::Signer;

const SIGNING_KEY: &str = "signing-key.pem";
const SIGNING_CERTIFICATE: &str = "signing-certificate.pem";
const PRINT_CERTIFICATE: &str = "print-certificate.pem";
const LIFE: Duration = Duration::days(3650);

/// Makes what is not there yet.
pub fn prepare(data: &Path, now: OffsetDateTime) -> anyhow::Result<()> {
    fs::create_dir_all(data)?;
    if !data.join(SIGNING_CERTIFICATE).exists() {
        let usage = KeyUsagePurpose::DigitalSignature;
        let (key, certificate) = make("Bekreft (demo)", "NTRNO-991825827", usage, now)?;
        keep(&data.join(SIGNING_KEY), &key)?;
        keep(&data.join(SIGNING_CERTIFICATE), &certificate)?;
    }
    if !data.join(PRINT_CERTIFICATE).exists() {
        let usage = KeyUsagePurpose::KeyEncipherment;
        let (_, certificate) = make("Utskrift (demo)", "NTRNO-974761076", usage, now)?;
        keep(&data.join(PRINT_CERTIFICATE), &certificate)?;
    }
    Ok(())
}

fn make(
    name: &str,
    organisation: &str,
    usage: KeyUsagePurpose,
    now: OffsetDateTime,
) -> anyhow::Result<(String, String)> {
    let mut params = CertificateParams::default();
    params.not_before = now - Duration::days(1);
    params.not_after = now + LIFE;
    params.key_usages = vec![usage];
    params.distinguished_name.push(DnType::CommonName, name);
    params.distinguished_name.push(DnType::CustomDnType(vec![2, 5, 4, 97]), organisation);
    let key = KeyPair::generate_for(&PKCS_RSA_SHA256)?;
    Ok((key.serialize_pem(), params.self_signed(&key)?.pem()))
}

fn keep(path: &Path, text: &str) -> anyhow::Result<()> {
    let file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    let mut file = file.with_context(|| format!("{} cannot be made", path.display()))?;
    Ok(file.write_all(text.as_bytes())?)
}

/// What signs in demo and test mode; nothing while [`prepare`] has not been at work.
pub fn signer(config: &Config) -> Option<Arc<Signer>> {
    let read = |name| fs::read(config.data_dir.join(name)).ok().filter(|_| config.mode != Mode::Production);
    let signer = Signer::from_pem(&read(SIGNING_KEY)?, &read(SIGNING_CERTIFICATE)?);
    signer.map(Arc::new).inspect_err(|error| tracing::warn!(%error, "the demo's signing key")).ok()
}

/// The certificate of a print supplier that prints nothing, in PEM.
pub fn print_certificate(config: &Config) -> Option<Vec<u8>> {
    fs::read(config.data_dir.join(PRINT_CERTIFICATE)).ok().filter(|_| config.mode != Mode::Production)
}
