//! Spaces, marks and tags.

use super::{Text, VALUE};
use std::collections::BTreeSet;

/// What is wrong within one text.
pub(super) fn problems(text: &Text) -> Vec<&'static str> {
    let mut problems = BTreeSet::new();
    if text.whole.trim() != text.whole {
        problems.insert("begins or ends with a space");
    }
    if !text.is_markup() && (!tags_in(&text.whole).is_empty() || has_entity(&text.whole)) {
        problems.insert("holds markup; end the key in -html");
    }
    let quotes = if text.language == "en" { ['«', '»'] } else { ['“', '”'] };
    for piece in text.pieces() {
        if has_double_space(&piece) {
            problems.insert("has two spaces in a row");
        }
        if piece.contains('"') {
            problems.insert("has straight quotation marks; use «» in Norwegian, “” in English");
        }
        if piece.contains(quotes) {
            problems
                .insert("has the quotation marks of the other language; use «» in Norwegian, “” in English");
        }
        if piece.contains('\'') {
            problems.insert("has a straight apostrophe; use ’");
        }
        if piece.contains("...") {
            problems.insert("has three full stops; use …");
        }
        if piece.contains(" - ") {
            problems.insert("has a hyphen for a dash; use –");
        }
        if has_space_before_mark(&piece) {
            problems.insert("has a space before a mark");
        }
    }
    problems.into_iter().collect()
}

/// How a sentence ends: `.`, `?`, `!`, `:`, `…`, or as a heading does.
pub(super) fn final_mark(text: &Text) -> Option<char> {
    let words = text.words();
    let end = words.trim_end().trim_end_matches(['»', '”', '’', ')']);
    end.chars().last().filter(|it| ".?!:…".contains(*it))
}

/// The kinds of tags in a message of markup.
pub(super) fn tags(text: &Text) -> BTreeSet<String> {
    let mut tags = tags_in(&text.whole);
    tags.extend(text.variants.iter().flat_map(|it| tags_in(it)));
    tags
}

/// `<a`, `</a`, `<br`.
fn tags_in(markup: &str) -> BTreeSet<String> {
    let mut tags = BTreeSet::new();
    for part in markup.split('<').skip(1) {
        let name: String = part.chars().take_while(|it| it.is_ascii_alphanumeric() || *it == '/').collect();
        if !name.is_empty() {
            tags.insert(name);
        }
    }
    tags
}

/// What is read: no tags, no soft hyphens, spaces for spaces.
pub(super) fn without_tags(markup: &str) -> String {
    let mut words = String::with_capacity(markup.len());
    let mut in_tag = false;
    for letter in markup.chars() {
        match letter {
            '<' => in_tag = true,
            '>' => in_tag = false,
            _ if !in_tag => words.push(letter),
            _ => {}
        }
    }
    let words = words.replace("&shy;", "").replace("&nbsp;", "\u{a0}");
    words.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

fn has_entity(text: &str) -> bool {
    text.split('&').skip(1).any(|part| {
        let name = part.split(';').next().unwrap_or_default();
        name.len() < part.len()
            && !name.is_empty()
            && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '#')
    })
}

/// Not at the start of a line, where it is indentation.
fn has_double_space(text: &str) -> bool {
    text.lines().any(|line| line.trim_start_matches(' ').contains("  "))
}

fn has_space_before_mark(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    letters.windows(3).any(|it| {
        let [before, space, mark] = [it[0], it[1], it[2]];
        let after_word = before.is_alphanumeric() || before == VALUE;
        after_word && space == ' ' && ".,:;!?".contains(mark)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::tests::text;

    #[track_caller]
    fn reports(language: &'static str, key: &str, value: &str, expected: &str) {
        let problems = problems(&text(language, key, value));
        assert_eq!(problems.len(), 1, "{value}: {problems:?}");
        assert!(problems[0].contains(expected), "{value}: {problems:?}");
    }

    #[test]
    fn spaces_and_marks_are_reported() {
        reports("nb", "a", "Hei{ \" \" }", "begins or ends with a space");
        reports("nb", "a", "Hei  du", "two spaces");
        reports("nn", "a", "Trykk \"Lagre\"", "straight quotation marks");
        reports("nn", "a", "Trykk “Lagre”", "other language");
        reports("en", "a", "Choose «Save»", "other language");
        reports("en", "a", "It's", "apostrophe");
        reports("nb", "a", "Vent...", "three full stops");
        reports("nb", "a", "Ja - nei", "dash");
        reports("nb", "a", "Hei { $name } !", "space before a mark");
        reports("nb", "a", "{ $n ->\n    [one] Én  dag\n   *[other] dager\n }", "two spaces");
        reports("nb", "a", "Hei <b>du</b>", "-html");
        reports("nb", "a", "Hei&nbsp;du", "-html");
    }

    #[test]
    fn markup_is_read_without_its_tags() {
        let link = text("nb", "a-html", "Les <a href=\"/x\" title='y'>mer&shy;om</a> «oss».");
        assert_eq!(problems(&link), [""; 0]);
        assert_eq!(link.words(), "Les merom «oss».");
        assert_eq!(tags(&link), BTreeSet::from(["a".to_owned(), "/a".to_owned()]));
        assert_eq!(problems(&text("en", "a", "It’s “fine” – & done, 3 < 4")), [""; 0]);
    }

    #[test]
    fn the_end_of_a_sentence_is_its_last_mark() {
        assert_eq!(final_mark(&text("nb", "a", "Hei.")), Some('.'));
        assert_eq!(final_mark(&text("nb", "a", "Er det «sant?»")), Some('?'));
        assert_eq!(final_mark(&text("nb", "a-html", "<p>Hei!</p>")), Some('!'));
        assert_eq!(final_mark(&text("nb", "a", "Hei { $name }")), None);
        assert_eq!(final_mark(&text("nb", "a", "{ $n ->\n    [one] Én\n   *[other] Flere.\n }")), Some('.'));
    }
}
