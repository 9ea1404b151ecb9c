//! Login with a provider: how the program is known there, and how a citizen gets through.

use std::sync::OnceLock;

use bekreft::clients::oidc::ClientKey;
use serde_json::{Value, json};

use crate::oidc::Provider;
use crate::{Citizen, Fetched, Options, World};

/// The key of the program: private, and as providers are given it. Made once, since that takes a while.
pub fn client_key() -> &'static (String, String) {
    static KEY: OnceLock<(String, String)> = OnceLock::new();
    KEY.get_or_init(|| ClientKey::generate("bekreft-1").expect("a key"))
}

/// The settings by which the program logs citizens in with a provider.
pub fn citizens_at(issuer: &str) -> Vec<(&'static str, String)> {
    vec![
        ("IDPORTEN_ISSUER", issuer.to_owned()),
        ("IDPORTEN_CLIENT_ID", "bekreft".to_owned()),
        ("IDPORTEN_CLIENT_JWK", client_key().0.clone()),
    ]
}

/// The organisation that support staff act for, and the resource that lets them.
pub const ORGANISATION: &str = "991825827";
/// The resource of Altinn that lets them.
pub const RESOURCE: &str = "bekreft-stotte";

/// The settings by which the program logs support staff in with a provider.
pub fn support_at(issuer: &str) -> Vec<(&'static str, String)> {
    vec![
        ("ANSATTPORTEN_ISSUER", issuer.to_owned()),
        ("ANSATTPORTEN_CLIENT_ID", "bekreft-stotte".to_owned()),
        ("ANSATTPORTEN_CLIENT_JWK", client_key().0.clone()),
        ("ANSATTPORTEN_ORGANISATION", ORGANISATION.to_owned()),
        ("ANSATTPORTEN_RESOURCE", RESOURCE.to_owned()),
    ]
}

/// What a provider is told about the program: `below` is where its pages of this kind of login begin.
fn registration(world: &World, client_id: &str, below: &str) -> Value {
    let url = world.url();
    let keys: Value = serde_json::from_str(&client_key().1).expect("a set of keys");
    json!({
        "client_id": client_id,
        "jwks": keys,
        "redirect_uris": [format!("{url}{below}/logginn/retur")],
        "post_logout_redirect_uris": [format!("{url}{below}/utlogget")],
        "frontchannel_logout_uri": format!("{url}{below}/loggut/frontkanal"),
        "backchannel_logout_uri": format!("{url}{below}/loggut/bakkanal"),
    })
}

impl World {
    /// A world in which citizens and support staff log in with a provider.
    pub async fn with_provider(provider: &Provider) -> Self {
        Self::with_provider_and(provider, Options::default()).await
    }

    /// The same with something otherwise.
    pub async fn with_provider_and(provider: &Provider, mut options: Options) -> Self {
        options.settings.extend(citizens_at(provider.issuer()));
        options.settings.extend(support_at(provider.issuer()));
        let world = Self::with(options).await;
        world.is_known_to(provider).await;
        world
    }

    /// Tells a provider where this world's program answers.
    pub async fn is_known_to(&self, provider: &Provider) {
        provider.register(&registration(self, "bekreft", "")).await;
        provider.register(&registration(self, "bekreft-stotte", "/stotte")).await;
    }
}

/// What somebody does on the provider's page.
#[derive(Clone, Copy, Debug)]
pub struct Typed<'a> {
    /// 11 digits, or `eidas` for somebody without.
    pub pid: &'a str,
    /// `substantial` or `high`.
    pub level: &'a str,
    /// A language chosen there; whatever stands there when not given.
    pub locale: Option<&'a str>,
}

impl<'a> Typed<'a> {
    /// With the number of a person, at the level that will do for most.
    pub fn number(pid: &'a str) -> Self {
        Self { pid, level: "substantial", locale: None }
    }

    /// At the higher level.
    #[must_use]
    pub fn high(self) -> Self {
        Self { level: "high", ..self }
    }

    /// In another language.
    #[must_use]
    pub fn in_language(self, locale: &'a str) -> Self {
        Self { locale: Some(locale), ..self }
    }
}

fn location(answer: &reqwest::Response) -> Option<String> {
    let location = answer.headers().get("location")?.to_str().ok()?;
    Some(answer.url().join(location).expect("an address").to_string())
}

impl Citizen {
    /// Goes from our page to the provider and through its login; gives the address it sends her back to. `None` in place of
    /// what she types when she must not be asked.
    pub async fn through_provider(&self, authorize: &str, typed: Option<Typed<'_>>) -> String {
        let answer = self.asks("GET", authorize, &[]).await;
        assert_eq!(answer.status().as_u16(), 303, "the provider takes the request");
        let next = location(&answer).expect("it leads on");
        if next.contains("/logginn/retur") {
            assert!(typed.is_none(), "she is not asked again");
            return next;
        }
        let typed = typed.expect("she is asked, and types something");
        let page = self.asks("GET", &next, &[]).await;
        assert_eq!(page.status().as_u16(), 200, "a page to log in");
        let shown = page.text().await.expect("a page");
        let chosen = shown.split("name=\"locale\"").nth(1).and_then(|rest| rest.split(" selected").next());
        let shown_locale = chosen.and_then(|rest| rest.rsplit("value=\"").next()).map(|rest| &rest[..2]);
        let locale = typed.locale.or(shown_locale).unwrap_or("nb");
        let answer =
            self.fills_in(&next, &[("pid", typed.pid), ("level", typed.level), ("locale", locale)]).await;
        self.on_from(&answer).await
    }

    /// Presses cancel on the provider's page; gives the address it sends her back to.
    pub async fn gives_up_at_provider(&self, authorize: &str) -> String {
        let answer = self.asks("GET", authorize, &[]).await;
        let next = location(&answer).expect("it leads to a page");
        self.asks("GET", &next, &[]).await;
        let answer = self.fills_in(&next, &[("cancel", "yes")]).await;
        self.on_from(&answer).await
    }

    async fn on_from(&self, answer: &reqwest::Response) -> String {
        let mut next = location(answer).expect("it leads on");
        for _ in 0..5 {
            if next.contains("/logginn/retur") {
                return next;
            }
            let answer = self.asks("GET", &next, &[]).await;
            let answer = match location(&answer) {
                Some(_) => answer,
                None => self.goes_on_without_script(answer).await,
            };
            next = location(&answer).expect("it leads on");
        }
        unreachable!("the provider leads on and on")
    }

    /// Sends the form that the provider's page would send by itself: somebody else was logged in there.
    async fn goes_on_without_script(&self, page: reqwest::Response) -> reqwest::Response {
        let url = page.url().clone();
        let shown = page.text().await.expect("a page");
        let html = scraper::Html::parse_document(&shown);
        let of = |css: &str| scraper::Selector::parse(css).expect("a selector");
        let form = html.select(&of("form")).next().unwrap_or_else(|| unreachable!("a form: {shown}"));
        let action = url.join(form.attr("action").unwrap_or_default()).expect("an address").to_string();
        let names = of("input[name]");
        let fields = form.select(&names).map(|field| {
            let value = |name| field.attr(name).unwrap_or_default().to_owned();
            (value("name"), value("value"))
        });
        let fields: Vec<(String, String)> = fields.collect();
        let fields: Vec<(&str, &str)> =
            fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        self.fills_in(&action, &fields).await
    }

    /// Opens a page of ours, logs in with the provider on the way, and comes back: the answer to her coming back.
    pub async fn logs_in_with(&self, path: &str, typed: Typed<'_>) -> Fetched {
        let page = self.opens(path).await;
        assert_eq!(page.status, 303, "{path} leads to login");
        let back = self.through_provider(&page.location.expect("the provider"), Some(typed)).await;
        self.opens(&back).await
    }
}
