//! Search within the help pages: a pure function from what was typed to the sections whose words fit.

use super::articles::Article;

/// Longer than this nobody asks.
pub const MOST: usize = 100;

/// A place on a help page.
#[derive(Debug, PartialEq, Eq)]
pub struct Hit {
    /// Address, with the place on the page.
    pub address: String,
    /// The heading of the section, or of the page when its own words fit.
    pub title: &'static str,
    /// The page it is on.
    pub article: &'static str,
    /// How it begins.
    pub excerpt: String,
}

/// The sections that have the most of the words, those with the very words, and with words in their headings, first.
pub fn find(articles: &[(&'static str, Article)], query: &str) -> Vec<Hit> {
    let asked = words(query).into_iter().filter(|word| word.len() > 1 && !IDLE.contains(&word.as_str()));
    let asked: Vec<Vec<String>> = asked.map(|word| with_synonyms(&word)).collect();
    let mut found = Vec::new();
    for (path, article) in articles {
        found.push((score(&asked, article.title, &[article.lead]), Hit::of_article(path, article)));
        for section in &article.sections {
            let hit = Hit {
                address: format!("{path}#{}", section.id),
                title: section.title,
                article: article.title,
                excerpt: excerpt(section.paragraphs.first().copied().unwrap_or_default()),
            };
            found.push((score(&asked, section.title, &section.paragraphs), hit));
        }
    }
    let most = found.iter().map(|((matched, ..), _)| *matched).max().unwrap_or(0);
    found.retain(|((matched, ..), _)| most > 0 && *matched == most);
    found.sort_by_key(|((_, as_written, in_title), _)| std::cmp::Reverse((*as_written, *in_title)));
    found.into_iter().map(|(_, hit)| hit).collect()
}

impl Hit {
    fn of_article(path: &str, article: &Article) -> Self {
        Self {
            address: path.to_owned(),
            title: article.title,
            article: article.title,
            excerpt: excerpt(article.lead),
        }
    }
}

/// How many of the words are there in one way or another, how many as she wrote them, and how many in the heading.
fn score(asked: &[Vec<String>], title: &str, paragraphs: &[&str]) -> (usize, usize, usize) {
    let title = words(title);
    let text: Vec<String> = paragraphs.iter().flat_map(|paragraph| words(paragraph)).collect();
    let is_in = |alternatives: &[String], text: &[String]| {
        alternatives.iter().any(|asked| text.iter().any(|word| fits(asked, word)))
    };
    let in_title = asked.iter().filter(|word| is_in(word, &title)).count();
    let anywhere = asked.iter().filter(|word| is_in(word, &title) || is_in(word, &text)).count();
    let own = asked.iter().filter_map(|word| word.get(..1));
    let as_written = own.filter(|word| is_in(word, &title) || is_in(word, &text)).count();
    (anywhere, as_written, in_title)
}

/// The beginning of a word is enough, and an ending («koden» for «kode») does not matter.
fn fits(asked: &str, word: &str) -> bool {
    word.starts_with(asked) || (word.len() >= 4 && asked.len() <= word.len() + 3 && asked.starts_with(word))
}

/// Words for the same thing, as they are looked for: without accents and endings.
const SYNONYMS: &[&[&str]] = &[
    &["sms", "tekstmelding", "text"],
    &["mobil", "telefon", "tlf", "phone", "mobile"],
    &["epost", "email", "mail", "mejl"],
    &["digipost", "eboks", "postkass", "postboks", "mailbox"],
    &["kode", "kodar", "engangskode", "pin", "code"],
    &["slett", "fjern", "delete", "remove"],
    &["bytt", "byte", "endre", "change"],
    &["reserv", "papir", "opt", "paper"],
    &["del", "duplikat", "familie", "barn", "family", "child", "share", "duplicate"],
    &["personvern", "gdpr", "privacy", "lagre", "lagra", "store"],
    &["informasjonskaps", "cookie"],
    &["tilgjengelig", "tilgjengeleg", "universell", "skjermles", "blind", "accessib", "screen"],
    &["fodselsnummer", "personnummer", "dnummer", "identity"],
    &["sprak", "language"],
    &["klag", "complain"],
];

/// Words that stand in every question.
const IDLE: &[&str] = &[
    "jeg", "eg", "meg", "min", "mitt", "mine", "du", "deg", "er", "vil", "kan", "skal", "hva", "kva", "hvor",
    "kvar", "hvordan", "korleis", "hvorfor", "kvifor", "nar", "det", "den", "en", "ein", "et", "eit", "pa",
    "i", "til", "av", "og", "om", "for", "fra", "som", "med", "ikke", "ikkje", "har", "far", "the", "my",
    "is", "do", "does", "can", "how", "what", "why", "when", "where", "to", "of", "on", "in", "and", "an",
    "not", "it", "me", "you", "want",
];

fn with_synonyms(word: &str) -> Vec<String> {
    let is_begun = |other: &str| word.len() >= 4 && other.len() <= word.len() + 2 && other.starts_with(word);
    let is_same = |other: &str| word.starts_with(other) || is_begun(other);
    let groups = SYNONYMS.iter().filter(|group| group.iter().any(|other| is_same(other)));
    let others = groups.flat_map(|group| group.iter().map(|other| (*other).to_owned()));
    [word.to_owned()].into_iter().chain(others).collect()
}

/// The words of a text, folded. A hyphen after a single letter («e-post», «d-nummer») joins.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    for letter in text.chars() {
        let last = words.last_mut().map_or(0, |word| word.len());
        match fold(letter) {
            Some(folded) => words.last_mut().map(|word| word.push_str(&folded)).unwrap_or_default(),
            None if letter == '-' && last == 1 => (),
            None => words.push(String::new()),
        }
    }
    // Whoever has no å or ø writes aa or oe.
    words.retain(|word| !word.is_empty());
    words.into_iter().map(|word| word.replace("aa", "a").replace("oe", "o")).collect()
}

/// A letter or digit in small, without accents; the soft hyphen and combining accents are nothing; all others end a word.
fn fold(letter: char) -> Option<String> {
    if letter == '\u{ad}' || ('\u{300}'..='\u{36f}').contains(&letter) {
        return Some(String::new());
    }
    if !letter.is_alphanumeric() {
        return None;
    }
    let small = letter.to_lowercase().next().unwrap_or(letter);
    Some(match small {
        'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' => "a".to_owned(),
        'ø' | 'ö' | 'ó' | 'ò' | 'ô' | 'õ' => "o".to_owned(),
        'æ' => "ae".to_owned(),
        'é' | 'è' | 'ê' | 'ë' => "e".to_owned(),
        'í' | 'ì' | 'î' | 'ï' => "i".to_owned(),
        'ü' | 'ú' | 'ù' | 'û' => "u".to_owned(),
        'č' | 'ç' => "c".to_owned(),
        'š' => "s".to_owned(),
        'ž' => "z".to_owned(),
        'đ' => "d".to_owned(),
        'ŋ' | 'ñ' => "n".to_owned(),
        'ŧ' => "t".to_owned(),
        other => other.to_string(),
    })
}

/// The first words of a text, about two lines of them.
fn excerpt(text: &str) -> String {
    const LONG: usize = 160;
    if text.chars().count() <= LONG {
        return text.to_owned();
    }
    let beginning: String = text.chars().take(LONG).collect();
    let whole = beginning.rsplit_once(' ').map_or(beginning.as_str(), |(words, _)| words);
    format!("{} …", whole.trim_end_matches([',', '.', ':']))
}

/// What was typed: visible characters, not too many.
pub fn typed(text: &str) -> String {
    let visible: String = text.chars().filter(|letter| !letter.is_control()).take(MOST).collect();
    visible.trim().to_owned()
}

#[cfg(test)]
mod tests;
