//! Our own signature on answers: a compact JWS (RFC 7515) with the certificate chain in its header, so that a reader who knows
//! the certificate's issuer needs nothing else.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeyPair;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use serde_json::json;
use x509_parser::prelude::{FromDer as _, X509Certificate};

/// Why a key and a certificate cannot be used. Never quotes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SigningError {
    /// The key is not one.
    #[error("holds no private RSA key of 2048 bits or more (PKCS #8, PEM)")]
    Key,
    /// The certificate is not one.
    #[error("holds no X.509 certificate (PEM)")]
    Certificate,
    /// They are not of each other.
    #[error("the first certificate is not that of the key")]
    Mismatch,
}

/// What signs.
pub struct Signer {
    pair: KeyPair,
    /// The header of every signature, encoded.
    header: String,
    jwks: String,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Signer")
    }
}

/// The certificates of a text in PEM, in DER, its own first; or one that is in DER already.
pub fn certificates(text: &[u8]) -> Result<Vec<Vec<u8>>, SigningError> {
    let pem = CertificateDer::pem_slice_iter(text).map(|one| one.map(|der| der.to_vec()));
    let mut chain = pem.collect::<Result<Vec<_>, _>>().map_err(|_| SigningError::Certificate)?;
    if chain.is_empty() {
        chain.push(text.to_vec());
    }
    let reads = |der: &Vec<u8>| X509Certificate::from_der(der).is_ok_and(|(rest, _)| rest.is_empty());
    if chain.iter().all(reads) { Ok(chain) } else { Err(SigningError::Certificate) }
}

const SHORTEST_KEY_BYTES: usize = 256;

impl Signer {
    /// Reads a private key and its certificate chain, both in PEM.
    pub fn from_pem(key: &[u8], chain: &[u8]) -> Result<Self, SigningError> {
        let key = PrivatePkcs8KeyDer::from_pem_slice(key).map_err(|_| SigningError::Key)?;
        let pair = KeyPair::from_pkcs8(key.secret_pkcs8_der()).map_err(|_| SigningError::Key)?;
        if pair.public_modulus_len() < SHORTEST_KEY_BYTES {
            return Err(SigningError::Key);
        }
        let chain = certificates(chain)?;
        let own = chain.first().ok_or(SigningError::Certificate)?;
        let (_, certificate) = X509Certificate::from_der(own).map_err(|_| SigningError::Certificate)?;
        if *certificate.public_key().subject_public_key.data != *pair.public_key().as_ref() {
            return Err(SigningError::Mismatch);
        }
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, own);
        let thumbprint = URL_SAFE_NO_PAD.encode(digest);
        let chain = chain.iter().map(|der| STANDARD.encode(der)).collect::<Vec<_>>();
        let public = pair.public_key();
        let modulus = URL_SAFE_NO_PAD.encode(public.modulus().big_endian_without_leading_zero());
        let exponent = URL_SAFE_NO_PAD.encode(public.exponent().big_endian_without_leading_zero());
        let header = json!({ "alg": "RS256", "kid": thumbprint, "x5c": chain });
        let jwk = json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": thumbprint, "n": modulus, "e": exponent,
            "x5c": chain, "x5t#S256": thumbprint,
        });
        let (header, jwks) =
            (URL_SAFE_NO_PAD.encode(header.to_string()), json!({ "keys": [jwk] }).to_string());
        Ok(Self { pair, header, jwks })
    }

    /// The payload with our signature around it.
    pub fn sign(&self, payload: &[u8]) -> Option<String> {
        let mut jws = String::with_capacity(self.header.len() + payload.len() * 4 / 3 + 2048);
        jws.push_str(&self.header);
        jws.push('.');
        URL_SAFE_NO_PAD.encode_string(payload, &mut jws);
        let mut signature = vec![0; self.pair.public_modulus_len()];
        self.pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), jws.as_bytes(), &mut signature).ok()?;
        jws.push('.');
        URL_SAFE_NO_PAD.encode_string(&signature, &mut jws);
        Some(jws)
    }

    /// The public key as a set (RFC 7517).
    pub fn jwks(&self) -> &str {
        &self.jwks
    }
}
