//! The same files, keys and variables in every language.

use super::catalogue::place;
use super::{LANGUAGES, Messages, Sources};
use std::collections::BTreeSet;

pub(crate) fn files(sources: &Sources) -> Vec<String> {
    let mut problems = vec![];
    let names: BTreeSet<&String> = sources.iter().flat_map(|files| files.keys()).collect();
    for name in names {
        for (language, files) in LANGUAGES.iter().zip(sources) {
            if !files.contains_key(name) {
                problems
                    .push(format!("locales/{language}/{name}: the file is missing, other languages have it"));
            }
        }
    }
    problems
}

pub(crate) fn messages(all: &[Messages; 3]) -> Vec<String> {
    let mut problems = vec![];
    let keys: BTreeSet<&String> = all.iter().flat_map(|messages| messages.keys()).collect();
    for key in keys {
        let first = LANGUAGES.iter().zip(all).find_map(|(language, it)| Some((language, it.get(key)?)));
        let Some((first_language, first)) = first else { continue };
        for (language, messages) in LANGUAGES.iter().zip(all) {
            let Some(message) = messages.get(key) else {
                let place = place(language, &first.file, key);
                problems.push(format!("{place}: is missing, {first_language} has it"));
                continue;
            };
            let place = place(language, &message.file, key);
            if message.file != first.file {
                problems.push(format!("{place}: is in {} in {first_language}", first.file));
            }
            if message.variables != first.variables {
                let (here, there) = (list(&message.variables), list(&first.variables));
                problems.push(format!("{place}: uses {here}, but {first_language} uses {there}"));
            }
        }
    }
    problems
}

fn list(variables: &BTreeSet<String>) -> String {
    if variables.is_empty() {
        return "no variables".to_owned();
    }
    let names: Vec<_> = variables.iter().map(|name| format!("${name}")).collect();
    names.join(", ")
}
