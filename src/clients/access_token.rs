//! Access tokens that the register's consumers show us: who issues them, and whether one may be believed (RFC 9068 in
//! spirit; Digdir's docs, Maskinporten, "`access_token`" and "API-tilbyder"). The keys are asked for and kept as those of a
//! login provider are, and by the same code.

use std::sync::Arc;

use bekreft_domain::{Level, OrganisationNumber};
use jsonwebtoken::Algorithm;
use jsonwebtoken::jwk::Jwk;
use serde::Deserialize;
use time::{Duration, OffsetDateTime};
use url::Url;

use super::oidc::claims::{OneOrMany, Times};
use super::oidc::kept::Kept;
use super::oidc::keys::{self, Keys, KeysAt};
use super::oidc::{Failure, Flaw, http_client, in_time, unavailable};

/// What a token may be signed with. Nothing symmetric, and nothing that the issuer does not use.
const ALGORITHMS: [Algorithm; 3] = [Algorithm::RS256, Algorithm::RS384, Algorithm::RS512];
/// How far our clock and the issuer's may differ; the issuer itself allows as much.
const LEEWAY: Duration = Duration::seconds(10);
/// What stands as the audience when a token is for nobody in particular.
const FOR_ANYBODY: &str = "unspecified";

/// What an issuer says of itself (RFC 8414).
#[derive(Debug, Deserialize)]
struct Metadata {
    issuer: String,
    jwks_uri: Url,
}

/// An issuer that tells where its keys are.
#[derive(Debug)]
struct Published {
    http: reqwest::Client,
    plain_http: bool,
    /// Where it says who it is: between its host and its path.
    well_known: &'static str,
    metadata: Kept<Metadata>,
    keys: Keys,
}

impl Published {
    async fn metadata(&self, issuer: &str, now: OffsetDateTime) -> Result<Arc<Metadata>, Failure> {
        self.metadata
            .get(
                Metadata::fetch(&self.http, well_known(issuer, self.well_known), issuer, self.plain_http),
                now,
            )
            .await
    }

    fn keys_at<'a>(&'a self, metadata: &'a Metadata) -> KeysAt<'a> {
        KeysAt { http: &self.http, address: metadata.jwks_uri.as_str() }
    }
}

/// Where the issuer's keys come from.
#[derive(Debug)]
enum Source {
    Published(Box<Published>),
    /// We have it already: the demo is its own issuer.
    InHand(Option<Box<Jwk>>),
}

/// What an issuer is, and so where it says who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IssuerKind {
    /// It vouches for organisations (RFC 8414): Maskinporten.
    Organisations,
    /// It vouches for persons who have logged in (`OpenID` Connect Discovery): ID-porten.
    Persons,
}

impl IssuerKind {
    const fn well_known(self) -> &'static str {
        match self {
            Self::Organisations => "/.well-known/oauth-authorization-server",
            Self::Persons => "/.well-known/openid-configuration",
        }
    }
}

/// Who issues the access tokens that are shown to us.
#[derive(Debug)]
pub struct TokenIssuer {
    issuer: String,
    audiences: Vec<String>,
    source: Source,
}

impl TokenIssuer {
    /// An issuer that publishes its keys, by a document of one of two names. Nothing is asked yet. Plain http is for
    /// tests, on this machine.
    pub fn published(issuer: String, kind: IssuerKind, audiences: Vec<String>, plain_http: bool) -> Self {
        let published = Published {
            http: http_client(),
            plain_http,
            well_known: kind.well_known(),
            metadata: Kept::default(),
            keys: Keys::default(),
        };
        let source = Source::Published(Box::new(published));
        Self { issuer, audiences, source }
    }

    /// An issuer whose one key is known; `None` lets nobody in.
    pub fn in_hand(issuer: String, audiences: Vec<String>, key: Option<Jwk>) -> Self {
        Self { issuer, audiences, source: Source::InHand(key.map(Box::new)) }
    }

    /// Its name.
    pub fn issuer(&self) -> &str {
        &self.issuer
    }

    /// Asks the issuer about itself, so that the first request does not wait for it.
    pub async fn meet(&self, now: OffsetDateTime) -> Result<(), Failure> {
        match &self.source {
            Source::InHand(_) => Ok(()),
            Source::Published(published) => {
                let metadata = published.metadata(&self.issuer, now).await?;
                published.keys.ask(published.keys_at(&metadata), now).await
            }
        }
    }

    /// Believes a token, or says why not: algorithm, key, signature, issuer, times, audience, in this order.
    pub async fn open(&self, token: &str, now: OffsetDateTime) -> Result<AccessToken, Failure> {
        let claims = in_time(self.claims(token, now)).await?;
        if claims.iss != self.issuer {
            return Err(Flaw::Issuer.into());
        }
        claims.times.check(LEEWAY, now)?;
        if !self.is_for_us(claims.aud.as_ref()) {
            return Err(Flaw::Audience.into());
        }
        Ok(AccessToken(claims))
    }

    async fn claims(&self, token: &str, now: OffsetDateTime) -> Result<Claims, Failure> {
        // Before anybody is asked for anything.
        let (algorithm, kid) = keys::header(token, &ALGORITHMS)?;
        match &self.source {
            Source::InHand(None) => Err(Failure::Unavailable("no issuer is set up")),
            Source::InHand(Some(key)) if key.common.key_id.as_deref() == Some(&kid) => {
                Ok(keys::claims(token, key, algorithm)?)
            }
            Source::InHand(Some(_)) => Err(Flaw::UnknownKey.into()),
            Source::Published(published) => {
                let metadata = published.metadata(&self.issuer, now).await?;
                published.keys.open(published.keys_at(&metadata), token, &ALGORITHMS, now).await
            }
        }
    }

    /// A token that names an audience must name us: our address, or an address of ours, which clients give as `resource`
    /// (Digdir's docs, Maskinporten, "audience-begrensning").
    fn is_for_us(&self, audience: Option<&OneOrMany>) -> bool {
        let is_ours = |named: &String| {
            named == FOR_ANYBODY
                || self.audiences.iter().any(|ours| {
                    let rest = named.strip_prefix(ours.as_str());
                    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
        };
        audience.is_none_or(|audience| audience.all().iter().any(is_ours))
    }
}

impl Metadata {
    async fn fetch(
        http: &reqwest::Client,
        address: Option<Url>,
        issuer: &str,
        plain_http: bool,
    ) -> Result<Self, Failure> {
        let address = address.ok_or(Failure::Metadata("the issuer is not an address"))?;
        let answer = http.get(address).send().await.map_err(|error| unavailable(&error))?;
        if !answer.status().is_success() {
            return Err(Failure::Unavailable("no metadata"));
        }
        let metadata = answer.json::<Self>().await.map_err(|error| {
            if error.is_decode() { Failure::Metadata("not readable") } else { unavailable(&error) }
        })?;
        let scheme = metadata.jwks_uri.scheme();
        if metadata.issuer != issuer {
            return Err(Failure::Metadata("it is of another issuer"));
        }
        if scheme != "https" && !(plain_http && scheme == "http") {
            return Err(Failure::Metadata("an address is not https"));
        }
        Ok(metadata)
    }
}

/// Where an issuer says who it is: between its host and its path (RFC 8414 section 3.1). None of ours has a path, so that the
/// other order (`OpenID` Connect Discovery section 4) is the same.
fn well_known(issuer: &str, place: &str) -> Option<Url> {
    let mut url = Url::parse(issuer).ok()?;
    let path = format!("{place}{}", url.path().trim_end_matches('/'));
    url.set_path(&path);
    Some(url)
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    #[serde(flatten)]
    times: Times,
    aud: Option<OneOrMany>,
    #[serde(default)]
    scope: String,
    consumer: Option<Organisation>,
    supplier: Option<Organisation>,
    delegation_source: Option<String>,
    pid: Option<String>,
    acr: Option<String>,
    #[serde(default)]
    amr: OneOrMany,
}

/// How a token names an organisation (ISO 6523). Some of Digdir's examples write `Authority`.
#[derive(Deserialize)]
struct Organisation {
    #[serde(alias = "Authority")]
    authority: Option<String>,
    #[serde(rename = "ID")]
    id: String,
}

const AUTHORITY: &str = "iso6523-actorid-upis";

impl Organisation {
    fn number(&self) -> Result<OrganisationNumber, Flaw> {
        let is_iso6523 = self.authority.as_deref().is_none_or(|authority| authority == AUTHORITY);
        let number = OrganisationNumber::from_iso6523(&self.id).filter(|_| is_iso6523);
        number.ok_or(Flaw::Organisation)
    }
}

/// A token that may be believed. Whom it stands for has to be read yet.
pub struct AccessToken(Claims);

impl std::fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccessToken").field("scope", &self.0.scope).finish_non_exhaustive()
    }
}

impl AccessToken {
    /// What it lets its bearer do.
    pub fn scopes(&self) -> impl Iterator<Item = &str> {
        self.0.scope.split_ascii_whitespace()
    }

    /// The organisation that the token stands for.
    pub fn consumer(&self) -> Result<OrganisationNumber, Flaw> {
        self.0.consumer.as_ref().ok_or(Flaw::Organisation)?.number()
    }

    /// The organisation that acts for it, when another one does.
    pub fn supplier(&self) -> Result<Option<OrganisationNumber>, Flaw> {
        self.0.supplier.as_ref().map(Organisation::number).transpose()
    }

    /// Who vouches for it that the supplier may act for the consumer.
    pub fn delegation_source(&self) -> Option<&str> {
        self.0.delegation_source.as_deref()
    }

    /// How well it is proven who has logged in; `None` is below all levels we accept, or nobody has.
    pub fn level(&self) -> Option<Level> {
        self.0.acr.as_deref().and_then(Level::of_acr)
    }

    /// Whether somebody has logged in who does not exist.
    pub fn is_test_login(&self) -> bool {
        self.0.amr.all().iter().any(|method| method == "TestID")
    }

    /// The one person that the token is about, as it came, when it is about one. Nobody has logged in for it.
    pub fn pid(&self) -> Option<&str> {
        self.0.pid.as_deref()
    }
}
