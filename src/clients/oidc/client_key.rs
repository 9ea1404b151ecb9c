//! The keys by which a provider knows us (`private_key_jwt`). Two may be set at a time, so that one can follow the other
//! without a pause: the first is used, and when the provider does not know it, the next one is.

use std::sync::atomic::{AtomicUsize, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use pkcs1::RsaPrivateKeyRef;
use pkcs1::der::asn1::UintRef;
use pkcs1::der::{Decode as _, Encode as _};
use serde::{Deserialize, Serialize};

/// A private RSA key as a JWK (RFC 7517, RFC 7518 section 6.3).
#[derive(Deserialize, Serialize)]
struct PrivateJwk {
    kty: String,
    kid: String,
    n: String,
    e: String,
    d: String,
    p: String,
    q: String,
    dp: String,
    dq: String,
    qi: String,
    #[serde(default = "rs256")]
    alg: String,
    #[serde(default = "signature", rename = "use")]
    usage: String,
}

fn rs256() -> String {
    "RS256".to_owned()
}

fn signature() -> String {
    "sig".to_owned()
}

/// What of a key the provider is given.
#[derive(Serialize)]
struct PublicJwk<'a> {
    kty: &'a str,
    kid: &'a str,
    alg: &'a str,
    #[serde(rename = "use")]
    usage: &'a str,
    n: &'a str,
    e: &'a str,
}

/// Why a text holds no keys. Never quotes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientKeyError {
    /// Neither a JWK nor a set of them.
    #[error("is neither a private RSA JWK nor a set of them")]
    Form,
    /// The numbers are not those of a private RSA key of 2048 bits or more.
    #[error("holds a key that cannot sign; it must be RSA with 2048 bits or more, and have a kid")]
    Key,
    /// No keys, or two with the same name.
    #[error("must hold one key or two with different kid")]
    Count,
}

/// One key.
pub struct ClientKey {
    kid: String,
    key: EncodingKey,
}

impl std::fmt::Debug for ClientKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ClientKey({})", self.kid)
    }
}

impl ClientKey {
    fn from_jwk(jwk: &PrivateJwk) -> Result<Self, ClientKeyError> {
        let is_fit = jwk.kty == "RSA" && jwk.alg == "RS256" && jwk.usage == "sig" && !jwk.kid.is_empty();
        let der = if is_fit { pkcs1_of(jwk) } else { None };
        // Read by the one that signs, so that a wrong key is found at start and not at the first login.
        let is_key = |der: &Vec<u8>| {
            aws_lc_rs::rsa::KeyPair::from_der(der).is_ok_and(|pair| pair.public_modulus_len() >= 256)
        };
        let der = der.filter(is_key).ok_or(ClientKeyError::Key)?;
        Ok(Self { kid: jwk.kid.clone(), key: EncodingKey::from_rsa_der(&der) })
    }

    /// Reads a private JWK.
    pub fn parse(text: &str) -> Result<Self, ClientKeyError> {
        Self::from_jwk(&serde_json::from_str(text).map_err(|_| ClientKeyError::Form)?)
    }

    /// Signs claims with RS256, with the name of the key in the header.
    pub fn sign(&self, claims: &impl Serialize) -> Option<String> {
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::RS256) };
        jsonwebtoken::encode(&header, claims, &self.key).ok()
    }

    /// A new key of 3072 bits: the private JWK for us, and the set with its public half for the provider.
    pub fn generate(kid: &str) -> Option<(String, String)> {
        use aws_lc_rs::encoding::AsDer as _;
        let pair = aws_lc_rs::rsa::KeyPair::generate(aws_lc_rs::rsa::KeySize::Rsa3072).ok()?;
        let der: aws_lc_rs::encoding::Pkcs8V1Der<'_> = pair.as_der().ok()?;
        let wrapped = pkcs8::PrivateKeyInfoRef::try_from(der.as_ref()).ok()?;
        let key = RsaPrivateKeyRef::from_der(wrapped.private_key.as_bytes()).ok()?;
        let text = |number: &UintRef<'_>| URL_SAFE_NO_PAD.encode(number.as_bytes());
        let jwk = PrivateJwk {
            kty: "RSA".to_owned(),
            kid: kid.to_owned(),
            n: text(&key.modulus),
            e: text(&key.public_exponent),
            d: text(&key.private_exponent),
            p: text(&key.prime1),
            q: text(&key.prime2),
            dp: text(&key.exponent1),
            dq: text(&key.exponent2),
            qi: text(&key.coefficient),
            alg: rs256(),
            usage: signature(),
        };
        let public = PublicJwk {
            kty: &jwk.kty,
            kid: &jwk.kid,
            alg: &jwk.alg,
            usage: &jwk.usage,
            n: &jwk.n,
            e: &jwk.e,
        };
        let set = serde_json::json!({ "keys": [public] });
        Some((serde_json::to_string(&jwk).ok()?, serde_json::to_string_pretty(&set).ok()?))
    }
}

/// The same key in the form that signing takes (PKCS #1).
fn pkcs1_of(jwk: &PrivateJwk) -> Option<Vec<u8>> {
    let parts = [&jwk.n, &jwk.e, &jwk.d, &jwk.p, &jwk.q, &jwk.dp, &jwk.dq, &jwk.qi];
    let numbers = parts.map(|text| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).unwrap_or_default());
    let [modulus, exponent, private, rest @ ..] = &numbers;
    let [prime1, prime2, exponent1, exponent2, coefficient] = rest;
    let number = |bytes| UintRef::new(bytes).ok();
    let key = RsaPrivateKeyRef {
        modulus: number(modulus)?,
        public_exponent: number(exponent)?,
        private_exponent: number(private)?,
        prime1: number(prime1)?,
        prime2: number(prime2)?,
        exponent1: number(exponent1)?,
        exponent2: number(exponent2)?,
        coefficient: number(coefficient)?,
        other_prime_infos: None,
    };
    key.to_der().ok()
}

/// The keys of one client, and which of them the provider knows.
#[derive(Debug)]
pub struct ClientKeys {
    keys: Vec<ClientKey>,
    current: AtomicUsize,
}

impl ClientKeys {
    /// Reads a private JWK, or a set of one or two.
    pub fn parse(text: &str) -> Result<Self, ClientKeyError> {
        #[derive(Deserialize)]
        struct Set {
            keys: Vec<PrivateJwk>,
        }
        let jwks = serde_json::from_str::<Set>(text)
            .map(|set| set.keys)
            .or_else(|_| serde_json::from_str::<PrivateJwk>(text).map(|jwk| vec![jwk]))
            .map_err(|_| ClientKeyError::Form)?;
        let keys = jwks.iter().map(ClientKey::from_jwk).collect::<Result<Vec<_>, _>>()?;
        let are_different = keys.first().map(|key| &key.kid) != keys.get(1).map(|key| &key.kid);
        match keys.len() {
            1 | 2 if are_different => Ok(Self { keys, current: AtomicUsize::new(0) }),
            _ => Err(ClientKeyError::Count),
        }
    }

    /// The key that the provider took last, then the other one.
    pub(in crate::clients) fn in_order(&self) -> impl Iterator<Item = (usize, &ClientKey)> {
        let first = self.current.load(Ordering::Relaxed);
        let all = self.keys.iter().enumerate();
        all.clone().skip(first).chain(all.take(first))
    }

    /// Notes that the provider knows this one.
    pub(in crate::clients) fn prefer(&self, number: usize) {
        self.current.store(number, Ordering::Relaxed);
    }
}
