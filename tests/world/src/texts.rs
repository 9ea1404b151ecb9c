//! What can be said about the texts without knowing Norwegian: see [`problems`] and [`unused_keys`].
//!
//! That every language has every key with the same variables is proven by the build; this is about the words.

mod style;
mod words;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 3] = ["nb", "nn", "en"];

/// Longer texts than this are not the same in two languages by chance.
const CHANCE: usize = 25;

/// Keys whose longer texts are rightly the same in bokmål and in nynorsk or English.
pub const SAME: &[&str] = &[
    "help-duplicate-title",
    "print-identifier",
    "profile-change-mobile-on-purpose",
    "profile-change-reserved",
    "receipt-title-standing",
    "reservation-any-time",
    "reservation-title",
    "sharing-mobile-question",
    "sharing-mobile-settled",
    "test-service-title",
    "testid-digipost-reserved",
    "testid-pid",
    "testid-reserved",
];

/// Keys of the fixed title of the dialog, which is a question in Norwegian and none in English.
const OWN_MARK: &[&str] = &["confirm-heading", "confirm-title", "confirm-title-asks", "confirm-title-error"];

/// Words that look like the wrong Norwegian and are right where they stand: key and word.
pub const RIGHT_WORDS: &[(&str, &str)] = &[
    ("confirm-reason-nothing", "frivillig"),
    ("help-register-voluntary", "frivillig"),
    ("home-how-voluntary", "frivillig"),
];

/// Stands for a variable in a text.
const VALUE: char = '\u{fffc}';

/// One message in one language.
struct Text {
    language: &'static str,
    file: String,
    key: String,
    /// With the default variants, and [`VALUE`] for variables and references.
    whole: String,
    /// Every variant of every choice in it.
    variants: Vec<String>,
    /// The messages it refers to.
    references: BTreeSet<String>,
}

impl Text {
    fn is_markup(&self) -> bool {
        self.key.ends_with("-html")
    }

    /// What is read, without tags.
    fn words(&self) -> String {
        if self.is_markup() { style::without_tags(&self.whole) } else { self.whole.clone() }
    }

    /// Everything in it that is read, without tags.
    fn pieces(&self) -> Vec<String> {
        let all = std::iter::once(&self.whole).chain(&self.variants);
        all.map(|it| if self.is_markup() { style::without_tags(it) } else { it.clone() }).collect()
    }

    fn problem(&self, what: &str) -> String {
        format!("locales/{}/{}: {}: {what}", self.language, self.file, self.key)
    }
}

/// The messages that neither the program nor a template names, directly or through another message.
pub fn unused_keys(root: &Path) -> Vec<String> {
    let texts = read(root, "nb");
    let named = names_in_use(root);
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&Text> =
        texts.values().filter(|text| named.contains(&text.key.replace('-', "_"))).collect();
    while let Some(text) = open.pop() {
        if used.insert(&text.key) {
            open.extend(text.references.iter().filter_map(|key| texts.get(key)));
        }
    }
    let unused = texts.values().filter(|text| !used.contains(text.key.as_str()));
    unused.map(|text| text.problem("is not used")).collect()
}

/// What looks wrong in the texts: spaces, quotation marks and dashes, ends that differ between the languages, and
/// words of the other Norwegian.
pub fn problems(root: &Path) -> Vec<String> {
    let all = LANGUAGES.map(|language| read(root, language));
    let mut problems = lines_with_spaces(root);
    for text in all.iter().flat_map(BTreeMap::values) {
        problems.extend(style::problems(text).iter().map(|what| text.problem(what)));
        problems.extend(words::problems(text, RIGHT_WORDS).iter().map(|what| text.problem(what)));
    }
    problems.extend(differences(&all));
    problems
}

/// Exceptions that nothing needs any more.
pub fn needless_exceptions(root: &Path) -> Vec<String> {
    let [nb, nn, en] = LANGUAGES.map(|language| read(root, language));
    let is_needed = |key: &str| {
        let Some(first) = nb.get(key) else { return false };
        [&nn, &en].iter().any(|it| it.get(key).is_some_and(|text| is_copy(text, first)))
    };
    let same = SAME.iter().filter(|key| !is_needed(key)).map(|key| format!("SAME: {key} is not needed"));
    let is_there = |key: &str, word: &str| {
        [&nb, &nn].iter().any(|it| it.get(key).is_some_and(|text| words::holds(text, word)))
    };
    let words = RIGHT_WORDS.iter().filter(|(key, word)| !is_there(key, word));
    same.chain(words.map(|(key, word)| format!("RIGHT_WORDS: {key}, {word} is not needed"))).collect()
}

/// What should be alike in all languages and is not, and the other way round.
fn differences([nb, nn, en]: &[BTreeMap<String, Text>; 3]) -> Vec<String> {
    let mut problems = vec![];
    for text in nn.values().chain(en.values()) {
        let Some(first) = nb.get(&text.key) else { continue };
        if style::final_mark(text) != style::final_mark(first) && !OWN_MARK.contains(&text.key.as_str()) {
            problems.push(text.problem("ends in another mark than nb"));
        }
        if style::tags(text) != style::tags(first) {
            problems.push(text.problem("has other tags than nb"));
        }
        if is_copy(text, first) && !SAME.contains(&text.key.as_str()) {
            problems.push(text.problem("is the same as nb; translate it, or add the key to SAME"));
        }
    }
    problems
}

fn is_copy(text: &Text, first: &Text) -> bool {
    let words = text.words();
    words.chars().filter(|it| *it != VALUE).count() > CHANCE && words == first.words()
}

fn files(root: &Path, language: &str) -> Vec<PathBuf> {
    files_below(&root.join("locales").join(language), "ftl")
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Spaces at the end of a line, which Fluent drops and people see in a diff.
fn lines_with_spaces(root: &Path) -> Vec<String> {
    let mut problems = vec![];
    for language in LANGUAGES {
        for path in files(root, language) {
            let name = name(&path);
            for (index, line) in read_file(&path).lines().enumerate() {
                if line.ends_with(char::is_whitespace) {
                    problems.push(format!("locales/{language}/{name}:{}: spaces at the end", index + 1));
                }
            }
        }
    }
    problems
}

fn read(root: &Path, language: &'static str) -> BTreeMap<String, Text> {
    let files = files(root, language);
    let texts = files.iter().flat_map(|path| parse(language, &name(path), &read_file(path)));
    texts.map(|text| (text.key.clone(), text)).collect()
}

fn parse(language: &'static str, file: &str, source: &str) -> Vec<Text> {
    let resource = parser::parse(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
    let mut texts = vec![];
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let Some(value) = message.value else { continue };
        let mut text = Text {
            language,
            file: file.to_owned(),
            key: message.id.name,
            whole: String::new(),
            variants: vec![],
            references: BTreeSet::new(),
        };
        text.whole = text.render(&value);
        texts.push(text);
    }
    texts
}

impl Text {
    fn render(&mut self, pattern: &Pattern<String>) -> String {
        let mut rendered = String::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => rendered.push_str(value),
                PatternElement::Placeable { expression } => rendered.push_str(&self.place(expression)),
            }
        }
        rendered
    }

    fn place(&mut self, expression: &Expression<String>) -> String {
        match expression {
            Expression::Inline(InlineExpression::StringLiteral { value }) => value.clone(),
            Expression::Inline(InlineExpression::Placeable { expression }) => self.place(expression),
            Expression::Inline(InlineExpression::MessageReference { id, .. }) => {
                self.references.insert(id.name.clone());
                VALUE.to_string()
            }
            Expression::Inline(_) => VALUE.to_string(),
            Expression::Select { variants, .. } => {
                let mut default = String::new();
                for variant in variants {
                    let rendered = self.render(&variant.value);
                    if variant.default {
                        default.clone_from(&rendered);
                    }
                    self.variants.push(rendered);
                }
                default
            }
        }
    }
}

/// Every name after a `.` or `::` in the program and the templates.
fn names_in_use(root: &Path) -> BTreeSet<String> {
    let program = files_below(&root.join("src"), "rs");
    let templates = files_below(&root.join("templates"), "html");
    let mut names = BTreeSet::new();
    // The machinery itself names a few messages in its tests.
    for path in program.iter().filter(|path| !path.starts_with(root.join("src/i18n"))).chain(&templates) {
        let source = read_file(path);
        for part in source.split(['.', ':']).skip(1) {
            let part = part.trim_start_matches("r#");
            let end = part.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(part.len());
            names.insert(part[..end].to_owned());
        }
    }
    names
}

fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut found = vec![];
    let Ok(entries) = fs::read_dir(folder) else { return found };
    for path in entries.filter_map(Result::ok).map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files_below(&path, extension));
        } else if path.extension().is_some_and(|it| it == extension) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn read_file(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| format!("# {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The message with this key and value.
    pub(super) fn text(language: &'static str, key: &str, value: &str) -> Text {
        let mut texts = parse(language, "page.ftl", &format!("{key} = {value}\n"));
        texts.pop().expect("a message")
    }

    /// Messages in each language, and a page that uses some of them.
    struct Project {
        root: PathBuf,
    }

    impl Project {
        fn new(name: &str, texts: [&str; 3]) -> Self {
            let root = std::env::temp_dir().join(format!("texts-{name}-{}", std::process::id()));
            for (language, text) in LANGUAGES.iter().zip(texts) {
                write(&root.join("locales").join(language).join("page.ftl"), text);
            }
            Self { root }
        }
    }

    impl Drop for Project {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.root);
        }
    }

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn a_message_is_used_by_the_program_a_template_or_another_message() {
        let text =
            "in-page = a\nin-program = b { through }\nthrough = c\nunused = d { by-unused }\nby-unused = e\n";
        let project = Project::new("unused", [text; 3]);
        write(&project.root.join("templates/parts/page.html"), "<p>{{ t.in_page() }}</p>");
        write(&project.root.join("src/web/page.rs"), "fn f(t: Tr) { t\n    .in_program(); let unused = 1; }");
        write(&project.root.join("src/i18n/tests.rs"), "t.unused()");
        assert_eq!(
            unused_keys(&project.root),
            ["locales/nb/page.ftl: by-unused: is not used", "locales/nb/page.ftl: unused: is not used"]
        );
    }

    #[test]
    fn differences_between_the_languages_are_named() {
        let nb = "a = Hei.\nb-html = <b>Hei</b>\nc = Opplysninger om deg og dine og andre\nd = Demo\n";
        let nn = "a = Hei\nb-html = <i>Hei</i>\nc = Opplysningar om deg og dine og andre\nd = Demo\n";
        let en = "a = Hi. \nb-html = <b>Hi</b>\nc = Opplysninger om deg og dine og andre\nd = Demo\n";
        let project = Project::new("differences", [nb, nn, en]);
        assert_eq!(
            problems(&project.root),
            [
                "locales/en/page.ftl:1: spaces at the end",
                "locales/nn/page.ftl: a: ends in another mark than nb",
                "locales/nn/page.ftl: b-html: has other tags than nb",
                "locales/en/page.ftl: c: is the same as nb; translate it, or add the key to SAME",
            ]
        );
    }
}
