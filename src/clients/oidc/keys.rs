//! The provider's public keys. They change while we run: a key we do not know makes us ask again, but not for everybody
//! who sends us an invented one.

use std::sync::RwLock;

use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::de::DeserializeOwned;
use time::{Duration, OffsetDateTime};

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
pub(super) struct Keys(RwLock<Known>);

enum Look {
    Found(Box<Jwk>),
    Old(Box<Jwk>),
    AskFirst,
    Unknown,
}

impl Keys {
    fn look(&self, kid: &str, now: OffsetDateTime) -> Look {
        let known = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        let age = known.asked_at.map(|at| now - at);
        let found = known.keys.iter().find(|key| key.common.key_id.as_deref() == Some(kid));
        match (found, age) {
            (Some(key), Some(age)) if age < KEPT => Look::Found(Box::new(key.clone())),
            (Some(key), Some(_)) => Look::Old(Box::new(key.clone())),
            (_, Some(age)) if !age.is_negative() && age < BETWEEN_QUESTIONS => Look::Unknown,
            _ => Look::AskFirst,
        }
    }

    async fn ask(&self, http: &reqwest::Client, address: &str, now: OffsetDateTime) -> Result<(), Failure> {
        #[derive(serde::Deserialize)]
        struct Set {
            keys: Vec<serde_json::Value>,
        }
        let answer = http.get(address).send().await.map_err(|error| unavailable(&error))?;
        if !answer.status().is_success() {
            return Err(Failure::Unavailable("no keys"));
        }
        let set = answer.json::<Set>().await.map_err(|_| Failure::Unavailable("keys that cannot be read"))?;
        // A key of a kind that we do not know is no reason to refuse the others.
        let keys = set.keys.into_iter().filter_map(|key| serde_json::from_value(key).ok()).filter(signs);
        let mut known = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        *known = Known { keys: keys.collect(), asked_at: Some(now) };
        Ok(())
    }

    async fn find(
        &self,
        http: &reqwest::Client,
        address: &str,
        kid: &str,
        now: OffsetDateTime,
    ) -> Result<Jwk, Failure> {
        match self.look(kid, now) {
            Look::Found(key) => return Ok(*key),
            Look::Unknown => return Err(Flaw::UnknownKey.into()),
            // A key that we have had for long serves on when there are no news of it.
            Look::Old(key) => {
                let news = tokio::time::timeout(PATIENCE_FOR_NEWS, self.ask(http, address, now)).await;
                if !matches!(news, Ok(Ok(()))) {
                    return Ok(*key);
                }
            }
            Look::AskFirst => self.ask(http, address, now).await?,
        }
        match self.look(kid, now) {
            Look::Found(key) => Ok(*key),
            Look::Old(_) | Look::AskFirst | Look::Unknown => Err(Flaw::UnknownKey.into()),
        }
    }

    /// The claims of a token that one of the provider's keys has signed with RS256. What they say is not checked here.
    pub(super) async fn open<T: DeserializeOwned>(
        &self,
        http: &reqwest::Client,
        address: &str,
        token: &str,
        now: OffsetDateTime,
    ) -> Result<T, Failure> {
        // `none` and other unknown algorithms do not even read as a header.
        let header = jsonwebtoken::decode_header(token).map_err(|_| Flaw::Malformed)?;
        if header.alg != Algorithm::RS256 {
            return Err(Flaw::Algorithm.into());
        }
        let kid = header.kid.ok_or(Flaw::UnknownKey)?;
        let key = self.find(http, address, &kid, now).await?;
        let key = DecodingKey::from_jwk(&key).map_err(|_| Flaw::UnknownKey)?;
        let mut only_signature = Validation::new(Algorithm::RS256);
        only_signature.validate_exp = false;
        only_signature.validate_nbf = false;
        only_signature.validate_aud = false;
        only_signature.required_spec_claims.clear();
        match jsonwebtoken::decode::<T>(token, &key, &only_signature) {
            Ok(data) => Ok(data.claims),
            Err(error) if *error.kind() == jsonwebtoken::errors::ErrorKind::InvalidSignature => {
                Err(Flaw::Signature.into())
            }
            Err(_) => Err(Flaw::Malformed.into()),
        }
    }
}

fn signs(key: &Jwk) -> bool {
    let is_rsa = matches!(key.algorithm, AlgorithmParameters::RSA(_));
    is_rsa && matches!(key.common.public_key_use, None | Some(PublicKeyUse::Signature))
}
