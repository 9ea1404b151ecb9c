//! The Rust code: the sources of every language, a method for each message, and their list for the tests.

use super::{LANGUAGES, Messages, Sources};
use std::fmt::Write as _;

pub(crate) fn code(sources: &Sources, all: &[Messages; 3]) -> String {
    let [nb, nn, en] = all;
    let mut code = String::from("// Written by build.rs from locales/*/*.ftl.\n\n");
    write_sources(&mut code, sources);
    code.push_str("\nimpl Tr {\n");
    for (((key, nb), nn), en) in nb.iter().zip(nn.values()).zip(en.values()) {
        let doc = format!("    /// `{key}` in `{}`.\n", nb.file);
        code.push_str(&doc);
        let names: Vec<&str> = nb.variables.iter().map(String::as_str).collect();
        if names.is_empty() {
            write_constant(&mut code, key, [&nb.text, &nn.text, &en.text]);
        } else {
            write_method(&mut code, key, &names);
        }
    }
    code.push_str("}\n\n");
    write_keys(&mut code, nb);
    write_patterns(&mut code, all);
    code
}

fn write_sources(code: &mut String, sources: &Sources) {
    code.push_str("/// The files of each language, in the order of `Locale::ALL`.\n");
    code.push_str("pub(super) static SOURCES: [&[&str]; 3] = [\n");
    for (language, files) in LANGUAGES.iter().zip(sources) {
        let _ = writeln!(code, "    // {language}\n    &[");
        for text in files.values() {
            let _ = writeln!(code, "        {text:?},");
        }
        code.push_str("    ],\n");
    }
    code.push_str("];\n");
}

fn write_constant(code: &mut String, key: &str, [nb, nn, en]: [&str; 3]) {
    let method = identifier(key);
    let pick = format!("self.pick({nb:?}, {nn:?}, {en:?})");
    let (kind, value) =
        if is_markup(key) { ("Html<&'static str>", format!("Html({pick})")) } else { ("&'static str", pick) };
    let _ = writeln!(code, "    pub const fn {method}(self) -> {kind} {{\n        {value}\n    }}\n");
}

fn write_method(code: &mut String, key: &str, variables: &[&str]) {
    let method = identifier(key);
    let mut parameters = String::new();
    let mut values = vec![];
    for variable in variables {
        let parameter = identifier(variable);
        let _ = write!(parameters, ", {parameter}: impl Into<Arg<'a>>");
        values.push(format!("({variable:?}, {parameter}.into())"));
    }
    let values = values.join(", ");
    let (kind, function) = if is_markup(key) { ("Html<String>", "html") } else { ("String", "text") };
    let _ = writeln!(
        code,
        "    pub fn {method}<'a>(self{parameters}) -> {kind} {{\n        \
         bundles::{function}(self.locale, {key:?}, [{values}])\n    }}\n"
    );
}

fn write_keys(code: &mut String, messages: &Messages) {
    code.push_str("/// Each key with its variables.\n#[cfg(test)]\n");
    code.push_str("pub(super) static KEYS: &[(&str, &[&str])] = &[\n");
    for (key, message) in messages {
        let variables: Vec<&String> = message.variables.iter().collect();
        let _ = writeln!(code, "    ({key:?}, &{variables:?}),");
    }
    code.push_str("];\n");
}

fn write_patterns(code: &mut String, [nb, nn, en]: &[Messages; 3]) {
    code.push_str(
        "\n/// How each message looks: for each language its variants, words and variables by turns.\n",
    );
    code.push_str("pub(super) static PATTERNS: &[(&str, [&[&[&str]]; 3])] = &[\n");
    for (((key, nb), nn), en) in nb.iter().zip(nn.values()).zip(en.values()) {
        let languages: Vec<String> = [nb, nn, en].map(|message| nested(&message.shapes)).into();
        let _ = writeln!(code, "    ({key:?}, [{}]),", languages.join(", "));
    }
    code.push_str("];\n");
}

fn nested(shapes: &[Vec<String>]) -> String {
    let shapes: Vec<String> = shapes.iter().map(|shape| format!("&{shape:?}")).collect();
    format!("&[{}]", shapes.join(", "))
}

fn is_markup(key: &str) -> bool {
    key.ends_with("-html")
}

/// The name in Rust, also when it is one of Rust's own words.
fn identifier(name: &str) -> String {
    const TAKEN: [&str; 16] = [
        "as", "break", "continue", "else", "enum", "false", "for", "if", "in", "match", "move", "ref",
        "return", "true", "type", "use",
    ];
    if TAKEN.contains(&name) { format!("r#{name}") } else { name.replace('-', "_") }
}
