//! The texts of every language, proven equal in keys, files and variables, as Rust code.
//!
//! A message `confirm-title` becomes `Tr::confirm_title()`. Without variables it is a `&'static str`, else a
//! `String` with one parameter per variable, in alphabetical order; a key that ends in `-html` is markup, and
//! what is put into it is escaped. Whatever is wrong in a language stops the build, and says where.

mod catalogue;
mod compare;
mod resolve;
mod shapes;
mod write;

use catalogue::Catalogue;
use resolve::Message;
use std::collections::BTreeMap;
use std::path::Path;
use std::{fs, io};

/// In the order of `Locale::ALL`.
pub(crate) const LANGUAGES: [&str; 3] = ["nb", "nn", "en"];

/// The content of each file by its name, for each of [`LANGUAGES`].
pub(crate) type Sources = [BTreeMap<String, String>; 3];

/// The messages of one language by key.
pub(crate) type Messages = BTreeMap<String, Message>;

/// Reads every `.ftl` file below `locales`.
pub(crate) fn load(locales: &Path) -> io::Result<Sources> {
    let mut sources = Sources::default();
    for (language, files) in LANGUAGES.iter().zip(&mut sources) {
        *files = load_language(&locales.join(language))?;
    }
    Ok(sources)
}

fn load_language(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_some_and(|it| it == "ftl") && !name.starts_with('.') {
            files.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

/// The code of `messages.rs`, or everything that is wrong.
pub(crate) fn generate(sources: &Sources) -> Result<String, Vec<String>> {
    let mut problems = compare::files(sources);
    let mut all: [Messages; 3] = Default::default();
    for (index, language) in LANGUAGES.into_iter().enumerate() {
        let catalogue = Catalogue::read(language, &sources[index], &mut problems);
        all[index] = resolve::messages(&catalogue, &mut problems);
        // References that lead nowhere or in a circle are not followed again.
        if problems.is_empty() {
            resolve::add_shapes(&catalogue, &mut all[index]);
        }
    }
    problems.extend(compare::messages(&all));
    if problems.is_empty() { Ok(write::code(sources, &all)) } else { Err(problems) }
}
