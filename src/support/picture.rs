//! What is seen on a page: its heading, and what it tells beside what it always says.

use scraper::{ElementRef, Html, Selector};

/// How a thing is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something is wrong.
    Danger,
    /// Something to think of.
    Warning,
    /// Something to know.
    Info,
    /// Something is well.
    Success,
}

impl Tone {
    /// The colour of a tag.
    pub fn color(self) -> &'static str {
        match self {
            Self::Danger => "danger",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Success => "success",
        }
    }

    fn of(element: ElementRef<'_>) -> Self {
        match element.attr("data-color") {
            Some("warning") => Self::Warning,
            Some("info" | "neutral") => Self::Info,
            Some("success") => Self::Success,
            _ => Self::Danger,
        }
    }
}

/// What a citizen sees first.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The heading.
    pub heading: String,
    /// Errors, warnings and notes, in the order of the page, each once.
    pub told: Vec<(Tone, String)>,
}

impl Seen {
    /// On a page of ours.
    pub fn on(html: &str) -> Self {
        let page = Html::parse_document(html);
        let heading = select(&page, "h1").next().map(text).unwrap_or_default();
        let mut told: Vec<(Tone, String)> = Vec::new();
        let all = select(
            &page,
            "main .ds-error-summary li, main .ds-alert, main .ds-validation-message, main .quiet",
        );
        for element in all {
            let tone = if element.value().name() == "li" { Tone::Danger } else { Tone::of(element) };
            let text = whole(element);
            if !text.is_empty() && !told.iter().any(|(_, known)| *known == text) {
                told.push((tone, text));
            }
        }
        Self { heading, told }
    }
}

fn select<'a>(page: &'a Html, css: &str) -> impl Iterator<Item = ElementRef<'a>> {
    let selector = Selector::parse(css).ok();
    let found = selector.map(|selector| page.select(&selector).collect::<Vec<_>>());
    found.unwrap_or_default().into_iter()
}

/// A heading of its own is a sentence of its own.
fn whole(element: ElementRef<'_>) -> String {
    let all = text(element);
    let heading = Selector::parse(".ds-heading").ok();
    let heading = heading.and_then(|heading| element.select(&heading).next()).map(text);
    match heading.as_deref().and_then(|heading| Some((heading, all.strip_prefix(heading)?))) {
        Some((heading, rest)) if !heading.ends_with(['?', '.']) => format!("{heading}.{rest}"),
        _ => all,
    }
}

fn text(element: ElementRef<'_>) -> String {
    let words = element.text().flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_twice_is_seen_once() {
        let seen = Seen::on(
            "<main><h1>Er kontaktopplysningene  dine\nkorrekte?</h1><div class=\"ds-error-summary\"><ul><li>For kort</li></ul></div>\
             <p class=\"ds-validation-message\">For kort</p><p class=\"ds-validation-message\" data-color=\"warning\">Ikke verifisert</p></main>",
        );
        assert_eq!(seen.heading, "Er kontaktopplysningene dine korrekte?");
        assert_eq!(
            seen.told,
            [(Tone::Danger, "For kort".to_owned()), (Tone::Warning, "Ikke verifisert".to_owned())]
        );
    }
}
