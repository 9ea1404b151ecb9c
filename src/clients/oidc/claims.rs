//! What an `id_token` says, and whether it may be believed (`OpenID` Connect Core 1.0 section 3.1.3.7; Digdir's docs,
//! ID-porten, "`id_token`").

use bekreft_domain::Level;
use serde::Deserialize;
use time::{Duration, OffsetDateTime};

/// How far our clock and the provider's may differ.
pub const LEEWAY: Duration = Duration::seconds(30);

/// Why a token may not be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// It does not read as a token with the claims it must have.
    #[error("it does not read")]
    Malformed,
    /// It is not signed as it must be.
    #[error("its algorithm is not one that is taken")]
    Algorithm,
    /// It names no key of the provider.
    #[error("its key is not one of the provider's")]
    UnknownKey,
    /// The signature does not fit.
    #[error("its signature does not fit")]
    Signature,
    /// Somebody else made it.
    #[error("it is of another issuer")]
    Issuer,
    /// It is for somebody else.
    #[error("it is for somebody else")]
    Audience,
    /// It belongs to another login.
    #[error("its nonce is of another login")]
    Nonce,
    /// It was made before this; the seconds say by how much it is too old.
    #[error("it ended {0} seconds ago")]
    Expired(i64),
    /// By our clock it has not been made yet; the seconds say when it will be.
    #[error("it begins in {0} seconds")]
    FromTheFuture(i64),
    /// It says that somebody has logged out, but not as a logout token must.
    #[error("it is not a logout token")]
    NotALogout,
    /// The organisation it stands for is missing, or is not one.
    #[error("it does not name an organisation by 0192 and an organisation number")]
    Organisation,
    /// It is from a login with test persons, where only real ones may come.
    #[error("it is of a test login")]
    TestLogin,
}

impl Flaw {
    /// Whether two clocks that differ explain it.
    pub fn is_about_time(self) -> bool {
        matches!(self, Self::Expired(_) | Self::FromTheFuture(_))
    }
}

/// One text or several.
#[derive(Deserialize)]
#[serde(untagged)]
pub(in crate::clients) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(in crate::clients) fn all(&self) -> &[String] {
        match self {
            Self::One(text) => std::slice::from_ref(text),
            Self::Many(texts) => texts,
        }
    }
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

/// When a token holds.
#[derive(Deserialize)]
pub(in crate::clients) struct Times {
    iat: i64,
    exp: Option<i64>,
    nbf: Option<i64>,
}

impl Times {
    /// Whether it holds now, by clocks that differ by no more than `leeway`.
    fn hold(&self, leeway: Duration, now: OffsetDateTime) -> Result<(), Flaw> {
        let now = now.unix_timestamp();
        let leeway = leeway.whole_seconds();
        let begins = self.iat.max(self.nbf.unwrap_or(self.iat));
        let ahead = begins.saturating_sub(now);
        if ahead > leeway {
            return Err(Flaw::FromTheFuture(ahead));
        }
        match self.exp.map(|exp| now.saturating_sub(exp)) {
            Some(behind) if behind >= leeway => Err(Flaw::Expired(behind)),
            _ => Ok(()),
        }
    }

    /// The same for a token that must have an end.
    pub(in crate::clients) fn check(&self, leeway: Duration, now: OffsetDateTime) -> Result<(), Flaw> {
        self.exp.ok_or(Flaw::Malformed)?;
        self.hold(leeway, now)
    }
}

/// Times and parties: what all tokens of a provider have in common.
#[derive(Deserialize)]
pub(super) struct Common {
    iss: String,
    aud: OneOrMany,
    #[serde(flatten)]
    times: Times,
    azp: Option<String>,
}

impl Common {
    /// By whom, for whom, and when.
    pub(super) fn check(&self, issuer: &str, client_id: &str, now: OffsetDateTime) -> Result<(), Flaw> {
        if self.iss != issuer {
            return Err(Flaw::Issuer);
        }
        // Another audience beside us could use our token; ID-porten names one.
        let audience = self.aud.all();
        let is_ours = !audience.is_empty() && audience.iter().all(|party| party == client_id);
        if !is_ours || self.azp.as_deref().is_some_and(|party| party != client_id) {
            return Err(Flaw::Audience);
        }
        self.times.hold(LEEWAY, now)
    }

    pub(super) fn has_an_end(&self) -> bool {
        self.times.exp.is_some()
    }

    pub(super) fn made_at(&self) -> i64 {
        self.times.iat
    }
}

/// The claims of an `id_token`.
#[derive(Deserialize)]
pub(super) struct IdToken {
    #[serde(flatten)]
    common: Common,
    sub: String,
    nonce: Option<String>,
    acr: Option<String>,
    #[serde(default)]
    amr: OneOrMany,
    pid: Option<String>,
    sid: Option<String>,
    locale: Option<String>,
    #[serde(default)]
    authorization_details: Vec<AuthorizationDetail>,
}

/// One grant of Ansattporten: which organisations the person may act for, by a resource of Altinn (Digdir's docs,
/// Ansattporten, "RAR-typer").
#[derive(Clone, Debug, Default, Deserialize)]
pub struct AuthorizationDetail {
    #[serde(default)]
    resource: String,
    #[serde(default)]
    authorized_parties: Vec<Party>,
}

#[derive(Clone, Debug, Deserialize)]
struct Party {
    orgno: OrganisationNumber,
}

#[derive(Clone, Debug, Deserialize)]
struct OrganisationNumber {
    #[serde(rename = "ID", alias = "id")]
    id: String,
}

/// Somebody whom the provider vouches for.
#[derive(Clone)]
pub struct Identity {
    /// What the provider calls her to us.
    pub subject: String,
    /// The provider's session, by which it tells that she has logged out.
    pub session: Option<String>,
    /// Person identifier, as it came. Persons from other EEA countries may have none.
    pub pid: Option<String>,
    /// How well it is proven; `None` is below all levels we accept.
    pub level: Option<Level>,
    /// The language she used there, as the provider names it.
    pub locale: Option<String>,
    /// What she may do for whom.
    grants: Vec<AuthorizationDetail>,
    /// Whether she logged in as a person that does not exist.
    pub is_test_login: bool,
    /// The token itself, to be shown when she logs out.
    pub id_token: String,
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Identity").field("level", &self.level).finish_non_exhaustive()
    }
}

impl Identity {
    /// Whether she may act for an organisation by a resource of Altinn.
    pub fn may_act_for(&self, organisation: &str, resource: &str) -> bool {
        let (organisation, resource) =
            (format!("0192:{organisation}"), format!("urn:altinn:resource:{resource}"));
        let parties = self.grants.iter().filter(|grant| grant.resource == resource);
        parties.flat_map(|grant| &grant.authorized_parties).any(|party| party.orgno.id == organisation)
    }
}

impl IdToken {
    /// Believes the token, or says why not.
    pub(super) fn check(
        self,
        id_token: String,
        (issuer, client_id, nonce): (&str, &str, &str),
        now: OffsetDateTime,
    ) -> Result<Identity, Flaw> {
        if !self.common.has_an_end() || self.sub.is_empty() {
            return Err(Flaw::Malformed);
        }
        self.common.check(issuer, client_id, now)?;
        if self.nonce.as_deref() != Some(nonce) {
            return Err(Flaw::Nonce);
        }
        Ok(Identity {
            is_test_login: self.amr.all().iter().any(|method| method == "TestID"),
            subject: self.sub,
            session: self.sid.filter(|sid| !sid.is_empty()),
            pid: self.pid,
            level: self.acr.as_deref().and_then(Level::of_acr),
            locale: self.locale,
            grants: self.authorization_details,
            id_token,
        })
    }
}
