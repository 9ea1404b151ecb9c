//! Which messages stand on a page: found by their words, so that what is expected of a page can be said without them.
//!
//! A page is asked as its visible text, one line for each run of text (`web::visible_text` makes it). A message stands there
//! when all its own words stand in one line, in order, with anything in place of its variables.

use std::ops::Range;
use std::sync::LazyLock;

use super::Locale;
use super::messages::PATTERNS;

/// Letters and digits of its own that a message needs to be told from chance.
const LEAST: usize = 3;

/// A message in one language, ready to be looked for.
struct Message {
    /// For each variant its words, without what is put in between.
    variants: Vec<Vec<String>>,
}

static MESSAGES: LazyLock<Vec<[Message; 3]>> = LazyLock::new(|| {
    let message =
        |shapes: &[&[&str]]| Message { variants: shapes.iter().map(|shape| words(shape)).collect() };
    PATTERNS.iter().map(|(_, languages)| languages.map(message)).collect()
});

/// Markup is taken out of a message as it is out of a page, and what is nothing but a gap says nothing.
fn words(shape: &[&str]) -> Vec<String> {
    let own = shape.iter().step_by(2).flat_map(|words| plain(words));
    own.filter(|words| !words.trim().is_empty()).collect()
}

/// The text between tags, as a page shows it. An attribute with a variable in it is torn between two pieces.
fn plain(words: &str) -> Vec<String> {
    let words =
        words.split_once("\">").filter(|(head, _)| !head.contains('<')).map_or(words, |(_, rest)| rest);
    let mut pieces = Vec::new();
    for piece in words.split('<') {
        let text = piece.split_once('>').map_or(piece, |(_, text)| text);
        if !piece.contains("=\"") || piece.contains('>') {
            pieces.push(normal(text));
        }
    }
    pieces
}

/// One kind of space, and none of the marks that only tell where a line may break.
fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for letter in text.chars().filter(|letter| !matches!(letter, '\u{ad}' | '\u{200b}')) {
        if !letter.is_whitespace() {
            normal.push(letter);
        } else if !normal.ends_with(' ') {
            normal.push(' ');
        }
    }
    normal
}

fn index(key: &str) -> Option<usize> {
    PATTERNS.binary_search_by_key(&key, |(known, _)| known).ok()
}

/// Every key, in alphabetical order.
pub fn all() -> impl Iterator<Item = &'static str> {
    PATTERNS.iter().map(|(key, _)| *key)
}

/// Whether a message has enough words of its own to be found, in every language. Not so: it is nothing but variables, or
/// too short.
pub fn can_be_found(key: &str) -> bool {
    index(key).is_some_and(|index| MESSAGES[index].iter().all(Message::can_be_found))
}

/// Whether the message stands in the text of a page; nothing when there is no such message, or none that can be found.
pub fn is_shown(key: &str, text: &str, locale: Locale) -> Option<bool> {
    let message = &MESSAGES[index(key)?][locale as usize];
    message.can_be_found().then(|| !message.spans(&lines(text)).is_empty())
}

/// The messages that stand in the text of a page, in alphabetical order. What only stands within the words of a longer message
/// is left out: «Lagre» is not on a page for being part of «Lagre svaret».
pub fn found_in(text: &str, locale: Locale) -> Vec<&'static str> {
    let lines = lines(text);
    let found = PATTERNS.iter().zip(MESSAGES.iter()).filter_map(|((key, _), languages)| {
        let message = &languages[locale as usize];
        let spans = if message.can_be_found() { message.spans(&lines) } else { vec![] };
        (!spans.is_empty()).then_some((*key, spans))
    });
    let found: Vec<_> = found.collect();
    let within = |small: &Span, large: &Span| {
        small.line == large.line
            && large.words.start <= small.words.start
            && small.words.end <= large.words.end
            && small.words.len() < large.words.len()
    };
    let stands_alone =
        |span: &Span| !found.iter().flat_map(|(_, spans)| spans).any(|other| within(span, other));
    found.iter().filter(|(_, spans)| spans.iter().any(stands_alone)).map(|(key, _)| *key).collect()
}

/// The message as it is written, its variables in braces and its variants with a stroke between; nothing when there is no such
/// message.
pub fn pattern(key: &str, locale: Locale) -> Option<String> {
    let (_, languages) = &PATTERNS[index(key)?];
    let variants = languages[locale as usize].iter().map(|shape| {
        let parts = shape.iter().enumerate();
        let parts = parts.map(
            |(place, part)| {
                if place % 2 == 0 { (*part).to_owned() } else { format!("{{{part}}}") }
            },
        );
        parts.collect::<String>()
    });
    Some(variants.collect::<Vec<_>>().join(" / "))
}

/// The message as somebody may read it, with dots for what is put in: its last variant, without markup and places to hyphenate.
pub fn example(key: &str, locale: Locale) -> Option<String> {
    let (_, languages) = &PATTERNS[index(key)?];
    let shape = languages[locale as usize].last()?;
    let parts = shape.iter().enumerate();
    let text: String = parts.map(|(place, part)| if place % 2 == 0 { *part } else { "…" }).collect();
    Some(plain(&text).concat().trim().to_owned())
}

/// Where a message's words stand without a gap.
struct Span {
    line: usize,
    words: Range<usize>,
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(normal).collect()
}

impl Message {
    fn can_be_found(&self) -> bool {
        let letters = |variant: &Vec<String>| {
            variant.iter().flat_map(|words| words.chars()).filter(|letter| letter.is_alphanumeric()).count()
        };
        !self.variants.is_empty() && self.variants.iter().all(|variant| letters(variant) >= LEAST)
    }

    /// The longest run of its words, wherever the whole message stands.
    fn spans(&self, lines: &[String]) -> Vec<Span> {
        let mut spans = vec![];
        for (line, text) in lines.iter().enumerate() {
            for variant in &self.variants {
                let mut from = 0;
                while let Some((longest, next)) = stands(variant, text, from) {
                    spans.push(Span { line, words: longest });
                    from = next;
                }
            }
        }
        spans
    }
}

/// The first place from `from` on where the words stand in order: their longest run, and where to go on looking.
fn stands(variant: &[String], text: &str, from: usize) -> Option<(Range<usize>, usize)> {
    let mut longest = 0..0;
    let mut at = from;
    let last = variant.len().checked_sub(1)?;
    for (place, words) in variant.iter().enumerate() {
        // A line may begin or end where the message's own space would be.
        let words = match (place == 0, place == last) {
            (true, true) => words.trim(),
            (true, false) => words.trim_start(),
            (false, true) => words.trim_end(),
            (false, false) => words.as_str(),
        };
        let start = whole_word(text, words, at)?;
        at = start + words.len();
        if words.len() > longest.len() {
            longest = start..at;
        }
    }
    Some((longest, at))
}

/// Where the words stand, and not as a part of longer ones.
fn whole_word(text: &str, words: &str, from: usize) -> Option<usize> {
    let joins = |outside: Option<char>, inside: Option<char>| {
        outside.is_some_and(char::is_alphabetic) && inside.is_some_and(char::is_alphabetic)
    };
    let found = text.get(from..)?.match_indices(words).map(|(start, _)| from + start);
    found.into_iter().find(|start| {
        let (before, after) = (&text[..*start], &text[*start + words.len()..]);
        !joins(before.chars().next_back(), words.chars().next())
            && !joins(after.chars().next(), words.chars().next_back())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Tr;

    #[test]
    fn every_message_has_a_pattern_in_every_language() {
        assert!(all().count() > 500);
        assert!(all().is_sorted(), "they can be searched");
        for key in all() {
            for locale in Locale::ALL {
                assert!(pattern(key, locale).is_some_and(|pattern| !pattern.is_empty()), "{key}");
            }
        }
    }

    #[test]
    fn a_message_is_found_by_its_words() {
        for locale in Locale::ALL {
            let tr = Tr::new(locale);
            let page = format!("Før\n{}\nEtter", tr.confirm_mobile_shared());
            assert_eq!(is_shown("confirm-mobile-shared", &page, locale), Some(true));
            assert_eq!(is_shown("confirm-email-shared", &page, locale), Some(false));
            assert_eq!(found_in(&page, locale), ["confirm-mobile-shared"]);
        }
        assert_eq!(is_shown("no-such-key", "Hei", Locale::Nb), None);
        assert_eq!(pattern("no-such-key", Locale::Nb), None);
    }

    #[test]
    fn variables_may_hold_anything_and_variants_are_all_looked_for() {
        let tr = Tr::new(Locale::Nb);
        for left in [1, 4] {
            assert_eq!(is_shown("code-wrong", &tr.code_wrong(left), Locale::Nb), Some(true));
        }
        assert_eq!(is_shown("code-hint", &tr.code_hint("14.41"), Locale::Nb), Some(true));
        assert_eq!(
            is_shown("code-hint", "Koden har 6 sifre", Locale::Nb),
            Some(false),
            "not the whole of it"
        );
        let torn = tr.code_hint("14.41").replace("gyldig", "\n");
        assert_eq!(is_shown("code-hint", &torn, Locale::Nb), Some(false), "not in one run of text");
        assert_eq!(
            pattern("code-hint", Locale::En).as_deref(),
            Some("The code has 6 digits and is valid until {clock}.")
        );
    }

    #[test]
    fn hard_spaces_places_to_hyphenate_and_markup_are_no_hindrance() {
        let tr = Tr::new(Locale::Nb);
        let heading = tr.confirm_heading().replace('\u{ad}', "");
        assert_eq!(is_shown("confirm-heading", &heading, Locale::Nb), Some(true));
        assert_eq!(
            is_shown("confirm-on-the-way", "Du\u{a0}er på  vei til Skatteetaten", Locale::Nb),
            Some(true)
        );
        let phone = "Trenger du hjelp? Ring 800 30 300";
        assert_eq!(is_shown("footer-phone-html", phone, Locale::Nb), Some(true));
        assert_eq!(is_shown("footer-phone-html", "Ring 800 30 300", Locale::Nb), Some(false));
        assert_eq!(example("footer-phone-html", Locale::Nb).as_deref(), Some("Trenger du hjelp? Ring …"));
        assert_eq!(
            example("code-wrong", Locale::Nb).as_deref(),
            Some("Koden er feil. Du kan prøve … ganger til.")
        );
    }

    #[test]
    fn a_word_within_a_word_or_a_longer_message_is_not_the_message() {
        assert_eq!(is_shown("log-in", "Innlogging", Locale::Nb), Some(false));
        assert!(!can_be_found("mailbox-yes"), "two letters are found everywhere");
        assert_eq!(is_shown("mailbox-yes", "Ja", Locale::Nb), None);
        let again = Tr::new(Locale::Nb).error_log_in_again();
        let found = found_in(again, Locale::Nb);
        assert!(found.contains(&"error-log-in-again") && !found.contains(&"log-in"), "{found:?}");
    }
}
