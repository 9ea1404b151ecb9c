//! A browser without script: keeps cookies, sends forms, and looks at every page it gets.

use reqwest::redirect::Policy;

use crate::log::Canaries;
use crate::page::{Fetched, Form};
use crate::person::Person;

/// Somebody in front of a browser.
#[derive(Clone, Debug)]
pub struct Citizen {
    client: reqwest::Client,
    url: String,
    person: Option<Person>,
    canaries: Canaries,
}

impl Citizen {
    pub(crate) fn new(url: String, person: Option<Person>, canaries: Canaries) -> Self {
        let client = reqwest::Client::builder()
            .cookie_store(true)
            .redirect(Policy::none())
            .build()
            .expect("a browser");
        Self { client, url, person, canaries }
    }

    /// The same browser, with its cookies, at another instance of the program.
    #[must_use]
    pub fn at(&self, world: &crate::World) -> Self {
        Self { url: world.url().to_owned(), ..self.clone() }
    }

    /// Opens a page, without following where it leads.
    pub async fn opens(&self, path: &str) -> Fetched {
        let answer = self.client.get(self.address(path)).send().await.expect("the server answers");
        Fetched::read(path, answer).await
    }

    /// Opens a page and follows where it leads, as long as it is ours.
    pub async fn goes_to(&self, path: &str) -> Fetched {
        let mut page = self.opens(path).await;
        for _ in 0..5 {
            match page.location.clone() {
                Some(location) if location.starts_with('/') => page = self.opens(&location).await,
                _ => return page,
            }
        }
        page
    }

    /// Logs in by choosing herself in the list of test persons; gives the answer to the form.
    pub async fn logs_in(&self) -> Fetched {
        self.logs_in_at("substantial").await
    }

    /// The same at a level of assurance: `substantial` or `high`.
    pub async fn logs_in_at(&self, level: &str) -> Fetched {
        let person = self.person.as_ref().expect("somebody to log in as");
        let page = self.opens("/testid").await;
        let form = page.form("form:has(#pid)").with("pid", &person.identifier).with("level", level);
        let answer = self.sends(&form).await;
        assert_eq!(answer.status, 303, "the login is taken");
        answer
    }

    /// Sends a form.
    pub async fn sends(&self, form: &Form) -> Fetched {
        self.sends_with(form, &[]).await
    }

    /// Sends a form with headers of its own. What stands in it must not be logged.
    pub async fn sends_with(&self, form: &Form, headers: &[(&str, &str)]) -> Fetched {
        form.fields.iter().for_each(|(_, value)| self.canaries.add(value));
        let mut request = self.client.post(self.address(&form.action)).form(&form.fields);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Fetched::read(&form.action, request.send().await.expect("the server answers")).await
    }

    /// Opens a page with a method and headers of one's own.
    pub async fn asks(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> reqwest::Response {
        let method = method.parse().expect("a method");
        let mut request = self.client.request(method, self.address(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.expect("the server answers")
    }

    /// Sends a form that is not ours.
    pub async fn fills_in(&self, url: &str, fields: &[(&str, &str)]) -> reqwest::Response {
        self.client.post(url).form(fields).send().await.expect("the server answers")
    }

    /// Opens the dialog, fills in some fields and confirms.
    pub async fn confirms(&self, fields: &[(&str, &str)]) -> Fetched {
        let page = self.opens("/bekreft").await;
        self.confirms_on(&page, fields).await
    }

    /// Opens the dialog although it is not due, fills in some fields and confirms.
    pub async fn edits(&self, fields: &[(&str, &str)]) -> Fetched {
        let page = self.opens("/bekreft/endre").await;
        self.confirms_on(&page, fields).await
    }

    /// Fills in some fields of a dialog and confirms.
    pub async fn confirms_on(&self, page: &Fetched, fields: &[(&str, &str)]) -> Fetched {
        let mut form = page.form("form#confirm").with("action", "confirm");
        for (name, value) in fields {
            form = form.with(name, value);
        }
        self.sends(&form).await
    }

    fn address(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.url) }
    }
}

impl Citizen {
    /// Logs in at the console.
    pub async fn logs_in_as_support(&self) {
        let form = self.opens("/testid/stotte").await.form("main form");
        let answer = self.sends(&form).await;
        assert_eq!((answer.status, answer.location.as_deref()), (303, Some("/stotte")));
    }

    /// Opens what the console shows in a frame.
    pub async fn looks_at(&self, path: &str) -> String {
        let answer = self.asks("GET", path, &[]).await;
        assert_eq!(answer.status().as_u16(), 200, "{path}");
        let policy = answer.headers().get("content-security-policy").and_then(|value| value.to_str().ok());
        let policy = policy.unwrap_or_default();
        for part in ["form-action 'none'", "frame-ancestors 'self'", "sandbox allow-same-origin"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("script-src"), "{path}: {policy}");
        answer.text().await.expect("a page")
    }
}
