//! What stops the build, and what it says then.

#[path = "../../build/texts/mod.rs"]
mod texts;

use super::Locale;
use std::collections::BTreeMap;
use std::path::Path;
use texts::{LANGUAGES, Sources, generate};

const FINE: &str = "title = Hei\n";

/// `page.ftl` in each language.
fn pages(texts: [&str; 3]) -> Sources {
    texts.map(|text| BTreeMap::from([("page.ftl".to_owned(), text.to_owned())]))
}

/// The problems when nynorsk says something else than the others.
fn nynorsk(others: &str, text: &str) -> Vec<String> {
    generate(&pages([others, text, others])).unwrap_err()
}

/// The one problem when every language says the same.
fn problem(text: &str) -> String {
    let problems = generate(&pages([text; 3])).unwrap_err();
    assert_eq!(problems.len(), 3, "{problems:?}");
    problems[0].clone()
}

#[test]
fn the_languages_of_the_build_are_the_locales() {
    assert_eq!(LANGUAGES, Locale::ALL.map(Locale::tag));
}

#[test]
fn the_texts_on_disk_are_whole() {
    let locales = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
    let code = generate(&texts::load(&locales).unwrap()).unwrap();
    assert!(code.contains("pub const fn app_name(self) -> &'static str"));
}

#[test]
fn a_message_becomes_a_method() {
    let code = generate(&pages(["page-title = Hei"; 3])).unwrap();
    assert!(
        code.contains("pub const fn page_title(self) -> &'static str {\n        self.pick(\"Hei\""),
        "{code}"
    );

    let code = generate(&pages(["a = { $count } av { $all }"; 3])).unwrap();
    let signature = "pub fn a<'a>(self, all: impl Into<Arg<'a>>, count: impl Into<Arg<'a>>) -> String";
    assert!(code.contains(signature), "{code}");
    assert!(code.contains("(\"a\", &[\"all\", \"count\"]),"), "{code}");

    let code = generate(&pages(["a-html = <b>\nb-html = { $type }"; 3])).unwrap();
    assert!(code.contains("pub const fn a_html(self) -> Html<&'static str>"), "{code}");
    assert!(code.contains("pub fn b_html<'a>(self, r#type: impl Into<Arg<'a>>) -> Html<String>"), "{code}");
}

#[test]
fn references_are_followed() {
    let text = "-name = Bekreft\na = { -name }{ \" \" }nå\nb = { a }!\nc = { d }\nd = { $who }";
    let code = generate(&pages([text; 3])).unwrap();
    assert!(code.contains("self.pick(\"Bekreft nå!\""), "{code}");
    assert!(code.contains("pub fn c<'a>(self, who: impl Into<Arg<'a>>)"), "{code}");
}

#[test]
fn a_missing_key_is_named_with_language_and_file() {
    let problems = nynorsk("title = Hei\nmore = Mer\n", FINE);
    assert_eq!(problems, ["locales/nn/page.ftl: more: is missing, nb has it"]);
    let problems = nynorsk(FINE, "title = Hei\nmore = Meir\n");
    assert_eq!(
        problems,
        [
            "locales/nb/page.ftl: more: is missing, nn has it",
            "locales/en/page.ftl: more: is missing, nn has it"
        ]
    );
}

#[test]
fn other_variables_are_named() {
    let problems = nynorsk("title = Hei { $name }\n", FINE);
    assert_eq!(problems, ["locales/nn/page.ftl: title: uses no variables, but nb uses $name"]);
    let problems = nynorsk("a = { b }\nb = { $x }", "a = { b }\nb = { $y }");
    assert_eq!(problems.len(), 2, "{problems:?}");
}

#[test]
fn a_missing_file_is_named() {
    let mut sources = pages([FINE; 3]);
    sources[0].insert("other.ftl".to_owned(), String::new());
    let problems = generate(&sources).unwrap_err();
    assert_eq!(
        problems,
        [
            "locales/nn/other.ftl: the file is missing, other languages have it",
            "locales/en/other.ftl: the file is missing, other languages have it"
        ]
    );
}

#[test]
fn a_key_stands_once_and_in_the_same_file() {
    assert_eq!(problem("a = x\na = y"), "locales/nb/page.ftl: a: is in page.ftl already");

    let mut sources = pages(["a = x\nb = y", "a = x", "a = x\nb = y"]);
    for (files, text) in sources.iter_mut().zip(["", "b = y", ""]) {
        files.insert("other.ftl".to_owned(), text.to_owned());
    }
    assert_eq!(generate(&sources).unwrap_err(), ["locales/nn/other.ftl: b: is in page.ftl in nb"]);

    let mut sources = pages([FINE; 3]);
    for files in &mut sources {
        files.insert("other.ftl".to_owned(), FINE.to_owned());
    }
    assert_eq!(generate(&sources).unwrap_err()[0], "locales/nb/page.ftl: title: is in other.ftl already");
}

#[test]
fn what_cannot_be_read_is_named_with_its_line() {
    let problem = &generate(&pages([FINE, "title = Hei\n\nmore = { $x\n", FINE])).unwrap_err()[0];
    assert!(problem.starts_with("locales/nn/page.ftl:4: more: "), "{problem}");
}

#[test]
fn references_lead_somewhere_and_not_in_a_circle() {
    assert_eq!(problem("a = { -b }"), "locales/nb/page.ftl: a: refers to -b, which is not there");
    assert_eq!(problem("a = { b }"), "locales/nb/page.ftl: a: refers to b, which is not there");
    assert_eq!(problem("a = { a }"), "locales/nb/page.ftl: a: refers to a, which leads back here");
    assert_eq!(
        problem("a = { b-html }\nb-html = <b>"),
        "locales/nb/page.ftl: a: refers to b-html, which is markup; end this key in -html too"
    );
}

#[test]
fn what_is_not_used_here_is_refused() {
    assert!(problem("a_b = x").contains("a key is small letters"));
    assert!(problem("a = x\n    .title = y").contains(".title: attributes are not used here"));
    assert!(problem("a = { DATETIME($x) }").contains("only NUMBER($variable) is known here"));
    assert!(problem("a = { 7 }").contains("write it as text"));
    assert!(problem("a = { $inN }").contains("$inN: a variable is small letters"));
    assert!(problem("-a = { $x }").contains("in a term, where variables cannot be seen"));
}
