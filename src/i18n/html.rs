//! Text that is markup already.

use askama::filters::HtmlSafe;
use askama::{FastWritable, Values};
use std::borrow::Cow;
use std::fmt;

/// Markup that askama writes as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Html<T>(pub T);

impl<T: AsRef<str>> Html<T> {
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }
}

impl<T: fmt::Display> fmt::Display for Html<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: fmt::Display> HtmlSafe for Html<T> {}

impl<T: AsRef<str>> FastWritable for Html<T> {
    fn write_into(&self, dest: &mut dyn fmt::Write, _: &dyn Values) -> askama::Result<()> {
        Ok(dest.write_str(self.as_str())?)
    }
}

/// Plain text as it stands in markup, inside or outside quotes.
pub fn escape<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let text = text.into();
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&#38;"),
            '<' => escaped.push_str("&#60;"),
            '>' => escaped.push_str("&#62;"),
            '"' => escaped.push_str("&#34;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}
