//! The words of the product, in the three languages it speaks.
//!
//! They stand in `locales/{nb,nn,en}/*.ftl`, a file per page. The build (`build/texts`) proves that every
//! message is in every language with the same variables, and gives each a method on [`Tr`]: a wrong key or a
//! forgotten variable does not compile. Messages without variables are constants; nothing is parsed per request.

mod arg;
#[cfg(test)]
mod build_tests;
mod bundles;
mod dates;
mod html;
pub mod keys;
mod messages;
#[cfg(test)]
mod tests;

pub use arg::Arg;
pub use bundles::warm_up;
pub use html::{Html, escape};

/// A language of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Locale {
    Nb,
    Nn,
    En,
}

impl Locale {
    pub const ALL: [Self; 3] = [Self::Nb, Self::Nn, Self::En];

    /// The value of `lang` in HTML and of the language cookie.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Nb => "nb",
            Self::Nn => "nn",
            Self::En => "en",
        }
    }

    /// The language in its own words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Nb => "Bokmål",
            Self::Nn => "Nynorsk",
            Self::En => "English",
        }
    }

    /// Reads `nb`, `nb-NO`, `en_GB` and, for what was written before the two forms had tags of their own, `no`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let language = tag.split(['-', '_']).next()?.to_ascii_lowercase();
        match language.as_str() {
            "nb" | "no" => Some(Self::Nb),
            "nn" => Some(Self::Nn),
            "en" => Some(Self::En),
            _ => None,
        }
    }
}

/// Speaks one language: a method for each message, and for dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tr {
    pub locale: Locale,
}

impl Tr {
    pub const fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The value of `lang` in HTML.
    pub const fn lang(self) -> &'static str {
        self.locale.tag()
    }

    const fn pick(self, nb: &'static str, nn: &'static str, en: &'static str) -> &'static str {
        match self.locale {
            Locale::Nb => nb,
            Locale::Nn => nn,
            Locale::En => en,
        }
    }
}
