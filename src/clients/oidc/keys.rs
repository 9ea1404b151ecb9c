//! The provider's public keys. They change while we run: a key we do not know makes us ask again, but not for everybody
//! who sends us an invented one.

use std::sync::RwLock;

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::de::DeserializeOwned;
use time::{Duration, OffsetDateTime};

use super::turns::Turns;
use super::{Failure, Flaw, PATIENCE_FOR_NEWS, unavailable};

/// How long keys are used without asking (Digdir's docs: metadata and keys may be kept for 24 hours).
const KEPT: Duration = Duration::hours(24);
/// The least time between two questions.
const BETWEEN_QUESTIONS: Duration = Duration::seconds(5);

#[derive(Debug, Default)]
struct Known {
    keys: Vec<Jwk>,
    asked_at: Option<OffsetDateTime>,
}

/// The keys as far as we know them.
#[derive(Debug, Default)]
pub(in crate::clients) struct Keys {
    known: RwLock<Known>,
    turns: Turns,
}

/// Where a provider publishes its keys, and how it is reached.
#[derive(Clone, Copy, Debug)]
pub(in crate::clients) struct KeysAt<'a> {
    pub(in crate::clients) http: &'a reqwest::Client,
    pub(in crate::clients) address: &'a str,
}

enum Look {
    Found(Box<Jwk>),
    Old(Box<Jwk>),
    AskFirst,
    Unknown,
}

impl Keys {
    fn look(&self, kid: &str, now: OffsetDateTime) -> Look {
        let known = self.known.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let age = known.asked_at.map(|at| now - at);
        let found = known.keys.iter().find(|key| key.common.key_id.as_deref() == Some(kid));
        match (found, age) {
            (Some(key), Some(age)) if age < KEPT => Look::Found(Box::new(key.clone())),
            (Some(key), Some(_)) => Look::Old(Box::new(key.clone())),
            (_, Some(age)) if !age.is_negative() && age < BETWEEN_QUESTIONS => Look::Unknown,
            _ => Look::AskFirst,
        }
    }

    /// Asks for the keys and keeps them; one request does, however many want to know.
    pub(in crate::clients) async fn ask(&self, at: KeysAt<'_>, now: OffsetDateTime) -> Result<(), Failure> {
        self.turns.ask(self.fetch(at, now)).await
    }

    async fn fetch(&self, at: KeysAt<'_>, now: OffsetDateTime) -> Result<(), Failure> {
        #[derive(serde::Deserialize)]
        struct Set {
            keys: Vec<serde_json::Value>,
        }
        let answer = at.http.get(at.address).send().await.map_err(|error| unavailable(&error))?;
        if !answer.status().is_success() {
            return Err(Failure::Unavailable("no keys"));
        }
        let set = answer.json::<Set>().await.map_err(|_| Failure::Unavailable("keys that cannot be read"))?;
        // A key of a kind that we do not know is no reason to refuse the others.
        let keys = set.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).filter(signs);
        let mut known = self.known.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *known = Known { keys: keys.collect(), asked_at: Some(now) };
        Ok(())
    }

    async fn find(&self, at: KeysAt<'_>, kid: &str, now: OffsetDateTime) -> Result<Jwk, Failure> {
        match self.look(kid, now) {
            Look::Found(key) => return Ok(*key),
            Look::Unknown => return Err(Flaw::UnknownKey.into()),
            // A key that we have had for long serves on when there are no news of it.
            Look::Old(key) => {
                let news = tokio::time::timeout(PATIENCE_FOR_NEWS, self.ask(at, now)).await;
                if !matches!(news, Ok(Ok(()))) {
                    return Ok(*key);
                }
            }
            Look::AskFirst => self.ask(at, now).await?,
        }
        match self.look(kid, now) {
            Look::Found(key) => Ok(*key),
            Look::Old(_) | Look::AskFirst | Look::Unknown => Err(Flaw::UnknownKey.into()),
        }
    }

    /// The claims of a token that one of the provider's keys has signed with one of these algorithms of RSA. What they say
    /// is not checked here.
    pub(in crate::clients) async fn open<T: DeserializeOwned>(
        &self,
        at: KeysAt<'_>,
        token: &str,
        algorithms: &[Algorithm],
        now: OffsetDateTime,
    ) -> Result<T, Failure> {
        let (algorithm, kid) = header(token, algorithms)?;
        let key = self.find(at, &kid, now).await?;
        Ok(claims(token, &key, algorithm)?)
    }
}

/// The algorithm and the name of the key. `none` and other unknown algorithms do not even read as a header.
pub(in crate::clients) fn header(token: &str, algorithms: &[Algorithm]) -> Result<(Algorithm, String), Flaw> {
    let header = jsonwebtoken::decode_header(token).map_err(|_| Flaw::Malformed)?;
    if !algorithms.contains(&header.alg) {
        return Err(Flaw::Algorithm);
    }
    // What must be understood is not (RFC 7515 section 4.1.11).
    if header.crit.is_some() {
        return Err(Flaw::Malformed);
    }
    Ok((header.alg, header.kid.ok_or(Flaw::UnknownKey)?))
}

/// The claims, if the key has signed them.
pub(in crate::clients) fn claims<T: DeserializeOwned>(
    token: &str,
    key: &Jwk,
    algorithm: Algorithm,
) -> Result<T, Flaw> {
    let key = DecodingKey::from_jwk(key).map_err(|_| Flaw::UnknownKey)?;
    let mut only_signature = Validation::new(algorithm);
    only_signature.validate_exp = false;
    only_signature.validate_nbf = false;
    only_signature.validate_aud = false;
    only_signature.required_spec_claims.clear();
    jsonwebtoken::decode::<T>(token, &key, &only_signature).map(|data| data.claims).map_err(|error| {
        if *error.kind() == jsonwebtoken::errors::ErrorKind::InvalidSignature {
            Flaw::Signature
        } else {
            Flaw::Malformed
        }
    })
}

fn signs(key: &Jwk) -> bool {
    let is_rsa = matches!(key.algorithm, AlgorithmParameters::RSA(_));
    is_rsa && matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature))
}
