//! A browser without script: keeps cookies, follows where it is sent, and has one page open.

use std::collections::BTreeMap;
use std::time::Duration;

use actix_web::cookie::Cookie;
use reqwest::Url;
use reqwest::header::{COOKIE, HeaderMap, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;

use super::form::Form;

/// Longer than any page takes.
const PATIENCE: Duration = Duration::from_secs(20);
/// A page that leads on more often than this leads in a circle.
const MOST_REDIRECTS: usize = 8;

/// The page that is open.
#[derive(Clone)]
pub struct Open {
    /// HTTP status.
    pub status: u16,
    /// Its address, without what follows a question mark.
    pub path: String,
    /// The whole of it, to come back to.
    pub query: Option<String>,
    /// It is the answer to a form, which has no address of its own.
    pub is_answer: bool,
    /// The page itself.
    pub body: String,
}

/// What came back, before it is followed.
pub struct Answer {
    status: u16,
    url: Url,
    location: Option<String>,
    body: String,
    to_form: bool,
}

/// A browser.
pub struct Browser {
    client: reqwest::Client,
    base: Url,
    cookies: BTreeMap<String, String>,
    /// The page that is open, if one is.
    pub page: Option<Open>,
}

impl Browser {
    /// A new one, for a program that answers there.
    pub fn new(public_url: &str) -> Result<Self, String> {
        let client = reqwest::Client::builder().redirect(Policy::none()).timeout(PATIENCE).build();
        let base = Url::parse(public_url).map_err(|_| "the public address does not read".to_owned())?;
        Ok(Self { client: client.map_err(|_| "no HTTP client")?, base, cookies: BTreeMap::new(), page: None })
    }

    /// Its cookies.
    pub fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    /// Has a cookie from before.
    pub fn remember(&mut self, cookie: &Cookie<'_>) {
        self.cookies.insert(cookie.name().to_owned(), cookie.value().to_owned());
    }

    /// Asks for a page.
    pub async fn get(&mut self, address: &str) -> Result<Answer, String> {
        let url = self.base.join(address).map_err(|_| format!("{address} is no address"))?;
        let request = self.client.get(url).header(COOKIE, self.cookie_header());
        let answer = Self::ask(request).await?;
        Ok(self.take(answer, false))
    }

    /// Sends a form.
    pub async fn post(&mut self, form: &Form) -> Result<Answer, String> {
        let answer = Self::ask(self.posting(form)?).await?;
        Ok(self.take(answer, true))
    }

    /// Sends a form twice, the second before the first is answered; gives the answer to the second.
    pub async fn post_twice(&mut self, form: &Form) -> Result<Answer, String> {
        let (first, second) = (Self::ask(self.posting(form)?), Self::ask(self.posting(form)?));
        let (first, second) = futures_util::future::join(first, second).await;
        self.take(first?, true);
        Ok(self.take(second?, true))
    }

    fn posting(&self, form: &Form) -> Result<reqwest::RequestBuilder, String> {
        let url = self.base.join(&form.action).map_err(|_| format!("{} is no address", form.action))?;
        Ok(self.client.post(url).header(COOKIE, self.cookie_header()).form(&form.fields))
    }

    fn cookie_header(&self) -> String {
        let pairs = self.cookies.iter().map(|(name, value)| format!("{name}={value}"));
        pairs.collect::<Vec<_>>().join("; ")
    }

    async fn ask(request: reqwest::RequestBuilder) -> Result<(u16, Url, HeaderMap, String), String> {
        // Addresses and fields may hold what nobody should read in a report.
        let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
        let (status, url, headers) =
            (answer.status().as_u16(), answer.url().clone(), answer.headers().clone());
        let body = answer.text().await.map_err(|error| error.without_url().to_string())?;
        Ok((status, url, headers, body))
    }

    fn take(&mut self, (status, url, headers, body): (u16, Url, HeaderMap, String), to_form: bool) -> Answer {
        let set = headers.get_all(SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
        for cookie in set.filter_map(|text| Cookie::parse(text.to_owned()).ok()) {
            let is_gone = cookie.max_age().is_some_and(|age| age.is_zero() || age.is_negative());
            if is_gone || cookie.value().is_empty() {
                self.cookies.remove(cookie.name());
            } else {
                self.remember(&cookie);
            }
        }
        let location = headers.get(LOCATION).and_then(|value| value.to_str().ok()).map(str::to_owned);
        Answer { status, url, location, body, to_form }
    }

    /// Goes where the answer leads, and shows the page that is there.
    pub async fn follow(&mut self, mut answer: Answer) -> Result<(), String> {
        for _ in 0..MOST_REDIRECTS {
            let Some(location) = answer.location.take().filter(|_| (300..400).contains(&answer.status))
            else {
                self.page = Some(Open {
                    status: answer.status,
                    path: answer.url.path().to_owned(),
                    query: answer.url.query().map(str::to_owned),
                    is_answer: answer.to_form,
                    body: answer.body,
                });
                return Ok(());
            };
            let next = answer.url.join(&location).map_err(|_| "a redirect that does not read".to_owned())?;
            if next.origin() != self.base.origin() {
                return Err(format!("the page leads away, to {}", next.host_str().unwrap_or_default()));
            }
            answer = self.get(next.as_str()).await?;
        }
        Err("the page leads in a circle".to_owned())
    }

    /// The page that is open.
    pub fn open(&self) -> Result<&Open, String> {
        self.page.as_ref().ok_or_else(|| "no page is open".to_owned())
    }
}
