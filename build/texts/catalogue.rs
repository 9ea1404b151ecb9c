//! One language as it is written: parsed, each name there once.

use fluent_syntax::ast::{Attribute, Entry, Identifier, Pattern, Resource};
use fluent_syntax::parser;
use std::collections::BTreeMap;

/// A message or a term, and the file it stands in.
pub(crate) struct Definition {
    pub(crate) file: String,
    pub(crate) value: Pattern<String>,
}

pub(crate) struct Catalogue {
    pub(crate) language: &'static str,
    /// Messages by key; terms by name with their leading `-`.
    pub(crate) entries: BTreeMap<String, Definition>,
}

impl Catalogue {
    pub(crate) fn read(
        language: &'static str,
        files: &BTreeMap<String, String>,
        problems: &mut Vec<String>,
    ) -> Self {
        let mut catalogue = Self { language, entries: BTreeMap::new() };
        for (file, text) in files {
            let resource = parse(language, file, text, problems);
            for entry in resource.body {
                catalogue.add(file, entry, problems);
            }
        }
        catalogue
    }

    /// Where a message stands, as it is named in a problem.
    pub(crate) fn place(&self, key: &str) -> String {
        let file = self.entries.get(key).map_or("?", |definition| definition.file.as_str());
        place(self.language, file, key)
    }

    fn add(&mut self, file: &str, entry: Entry<String>, problems: &mut Vec<String>) {
        let (key, value, attributes) = match entry {
            Entry::Message(message) => (message.id.name, message.value, message.attributes),
            Entry::Term(term) => (format!("-{}", term.id.name), Some(term.value), term.attributes),
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {
                return;
            }
        };
        let place = place(self.language, file, &key);
        problems.extend(wrong_name(&key).map(|why| format!("{place}: {why}")));
        problems.extend(attributes.first().map(|it| unwanted_attribute(&place, it)));
        let Some(value) = value else {
            problems.push(format!("{place}: has no text"));
            return;
        };
        if let Some(other) = self.entries.get(&key) {
            problems.push(format!("{place}: is in {} already", other.file));
            return;
        }
        self.entries.insert(key, Definition { file: file.to_owned(), value });
    }
}

pub(crate) fn place(language: &str, file: &str, key: &str) -> String {
    format!("locales/{language}/{file}: {key}")
}

fn parse(language: &str, file: &str, text: &str, problems: &mut Vec<String>) -> Resource<String> {
    let (resource, errors) = match parser::parse(text.to_owned()) {
        Ok(resource) => (resource, vec![]),
        Err((resource, errors)) => (resource, errors),
    };
    for error in errors {
        let line = 1 + text.bytes().take(error.pos.start).filter(|byte| *byte == b'\n').count();
        let junk = error.slice.and_then(|slice| text.get(slice)).unwrap_or_default();
        let key = junk.split(['=', '\n']).next().unwrap_or_default().trim();
        problems.push(format!("locales/{language}/{file}:{line}: {key}: {}", error.kind));
    }
    resource
}

/// A key becomes the name of a method: `confirm-title`.
fn wrong_name(key: &str) -> Option<&'static str> {
    let plain = key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    (!plain || key.contains("--") || key.ends_with('-'))
        .then_some("a key is small letters and digits with single hyphens between")
}

fn unwanted_attribute(place: &str, attribute: &Attribute<String>) -> String {
    let Identifier { name } = &attribute.id;
    format!("{place}: .{name}: attributes are not used here; make it a message of its own")
}
