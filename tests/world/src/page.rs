//! A fetched page. Whatever every page must have is looked at here, for every page of every test.

use std::collections::HashSet;

use bekreft::i18n::{Locale, Tr};
use bekreft_domain::SupportCode;
use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

/// What came back.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// HTTP status.
    pub status: u16,
    /// Where it leads.
    pub location: Option<String>,
    /// All headers.
    pub headers: HeaderMap,
    /// The page itself.
    pub body: String,
}

/// A form, ready to be filled in.
#[derive(Clone, Debug)]
pub struct Form {
    /// Where it goes.
    pub action: String,
    /// What it holds.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// With a field filled in.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Without a field.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(known, _)| known != name);
        self
    }
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).expect("a selector")
}

fn text_of(element: ElementRef<'_>) -> String {
    read_aloud(&element.text().collect::<String>())
}

/// Without what only the layout needs: hard spaces, line breaks, places to hyphenate.
fn read_aloud(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\u{ad}', "")
}

impl Fetched {
    /// Reads an answer, and looks at it as at every page.
    pub async fn read(path: &str, answer: reqwest::Response) -> Self {
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let location = headers.get("location").and_then(|value| value.to_str().ok()).map(str::to_owned);
        let body = answer.text().await.expect("the page is text");
        let fetched = Self { status, location, headers, body };
        fetched.assert_headers(path);
        if fetched.header("content-type").starts_with("text/html") {
            fetched.assert_page(path);
        }
        fetched
    }

    /// A header, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The cookies this answer sets.
    pub fn cookies(&self) -> Vec<String> {
        let cookies = self.headers.get_all("set-cookie").iter();
        cookies.filter_map(|value| value.to_str().ok()).map(str::to_owned).collect()
    }

    fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// The text of all elements that fit.
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.html().select(&selector(css)).map(text_of).collect()
    }

    /// The text of the first element that fits.
    pub fn text(&self, css: &str) -> String {
        self.texts(css).into_iter().next().unwrap_or_default()
    }

    /// An attribute of the first element that fits.
    pub fn attribute(&self, css: &str, name: &str) -> Option<String> {
        self.html().select(&selector(css)).next().and_then(|element| element.attr(name)).map(str::to_owned)
    }

    /// Where the links that fit lead.
    pub fn links(&self, css: &str) -> Vec<String> {
        let html = self.html();
        html.select(&selector(css)).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
    }

    /// What stands in a text field.
    pub fn value(&self, id: &str) -> String {
        self.attribute(&format!("#{id}"), "value").unwrap_or_default()
    }

    /// The chosen country.
    pub fn country(&self) -> String {
        self.attribute("#country option[selected]", "value").unwrap_or_default()
    }

    /// The title.
    pub fn title(&self) -> String {
        self.text("title")
    }

    /// The main heading.
    pub fn heading(&self) -> String {
        self.text("h1")
    }

    /// The language of the page.
    pub fn language(&self) -> String {
        self.attribute("html", "lang").unwrap_or_default()
    }

    /// Whether the words stand on the page.
    pub fn shows(&self, words: &str) -> bool {
        self.text("body").contains(&read_aloud(words))
    }

    /// The support code of the page.
    pub fn support_code(&self) -> String {
        let footer = self.text("footer");
        footer.split(": ").nth(1).map(|rest| rest.chars().take(9).collect()).unwrap_or_default()
    }

    /// A form as the browser would send it when nothing is changed, without any button.
    pub fn form(&self, css: &str) -> Form {
        let html = self.html();
        let form = html.select(&selector(css)).next().expect("the form is on the page");
        let mut fields = Vec::new();
        for field in form.select(&selector("input[name], select[name]")) {
            let name = field.attr("name").unwrap_or_default().to_owned();
            let value = match field.value().name() {
                "select" => {
                    field.select(&selector("option[selected]")).next().and_then(|option| option.attr("value"))
                }
                _ if field.attr("type") == Some("radio") && field.attr("checked").is_none() => continue,
                _ => field.attr("value"),
            };
            fields.push((name, value.unwrap_or_default().to_owned()));
        }
        Form { action: form.attr("action").unwrap_or_default().to_owned(), fields }
    }

    fn assert_headers(&self, path: &str) {
        let expected = [("x-content-type-options", "nosniff"), ("cross-origin-opener-policy", "same-origin")];
        for (name, value) in expected {
            assert_eq!(self.header(name), value, "{path}: {name}");
        }
        // The one form that leads to a login provider says which site it comes from.
        let referrer =
            if path.ends_with("/loggut") { ["no-referrer", "strict-origin"] } else { ["no-referrer"; 2] };
        assert!(referrer.contains(&self.header("referrer-policy")), "{path}: referrer");
        let policy = self.header("content-security-policy");
        let parts: Vec<&str> = policy.split(';').map(str::trim).collect();
        for part in ["default-src", "object-src", "base-uri", "frame-ancestors"] {
            assert!(parts.contains(&format!("{part} 'none'").as_str()), "{path}: {policy}");
        }
        for part in ["script-src", "style-src"] {
            assert!(parts.contains(&format!("{part} 'self'").as_str()), "{path}: {policy}");
        }
        assert!(parts.iter().any(|part| part.starts_with("form-action 'self'")), "{path}: {policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*'), "{path}: {policy}");
        assert!(self.header("strict-transport-security").starts_with("max-age="), "{path}: HSTS");
    }

    fn assert_page(&self, path: &str) {
        let html = self.html();
        assert_eq!(self.header("cache-control"), "no-store", "{path}: every page is fresh");
        assert_eq!(html.select(&selector("h1")).count(), 1, "{path}: one main heading");
        let language = self.language();
        let tr = Locale::ALL.into_iter().find(|it| it.tag() == language).map(Tr::new);
        let name = tr.map(Tr::app_name).expect("a language of ours");
        let title = self.title();
        let own = title.strip_suffix(name).and_then(|rest| rest.strip_suffix(" – "));
        assert!(own.is_some_and(|own| !own.is_empty()), "{path}: {title}: a title that ends in {name}");
        assert!(SupportCode::parse(&self.support_code()).is_ok(), "{path}: a support code");
        for left_over in ["{ $", "{$", "{%", "\u{2068}", "\u{2069}"] {
            assert!(!self.body.contains(left_over), "{path}: everything is filled in, without {left_over:?}");
        }
        assert_eq!(
            html.select(&selector("style, [style], script:not([src])")).count(),
            0,
            "{path}: nothing inline"
        );
        for element in html.select(&selector("*")) {
            let mut attributes = element.value().attrs().map(|(name, _)| name);
            assert!(!attributes.any(|name| name.starts_with("on")), "{path}: no script in attributes");
        }
        Self::assert_ids(path, &html);
        Self::assert_fields(path, &html);
        for form in html.select(&selector("form[method=post]")) {
            let csrf =
                form.select(&selector("input[name=csrf]")).next().and_then(|field| field.attr("value"));
            // The search in the help pages has no session, and changes nothing.
            let is_ours = form.attr("action").is_some_and(|to| to.starts_with('/') && to != "/hjelp");
            assert_eq!(
                csrf.is_some_and(|value| value.len() > 40),
                is_ours,
                "{path}: our forms have a CSRF token"
            );
        }
    }

    fn assert_ids(path: &str, html: &Html) {
        let mut ids = HashSet::new();
        for element in html.select(&selector("[id]")) {
            let id = element.attr("id").unwrap_or_default();
            assert!(ids.insert(id), "{path}: the id {id} twice");
        }
        for name in ["for", "form", "aria-describedby", "aria-labelledby"] {
            for element in html.select(&selector(&format!("[{name}]"))) {
                for id in element.attr(name).unwrap_or_default().split_whitespace() {
                    assert!(ids.contains(id), "{path}: {name} leads to {id}, which is not there");
                }
            }
        }
        for link in html.select(&selector("a[href^='#']")) {
            let id = link.attr("href").unwrap_or_default().trim_start_matches('#');
            assert!(ids.contains(id), "{path}: a link to #{id}, which is not there");
        }
    }

    fn assert_fields(path: &str, html: &Html) {
        for field in html.select(&selector("input:not([type=hidden]), select, textarea")) {
            let id = field.attr("id").unwrap_or("none");
            let label =
                html.select(&selector(&format!("label[for='{id}']"))).next().map(text_of).unwrap_or_default();
            let named = field.attr("aria-label").is_some_and(|name| !name.is_empty());
            assert!(named || !label.is_empty(), "{path}: the field {id} has no label");
        }
        for button in html.select(&selector("button, a")) {
            assert!(!text_of(button).is_empty(), "{path}: a button or link without words");
        }
    }
}
