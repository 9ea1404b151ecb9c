//! What a message needs and, when it needs nothing, what it says: references followed, variables gathered.

use super::Messages;
use super::catalogue::Catalogue;
use super::shapes::{Shape, shapes};
use fluent_syntax::ast::{CallArguments, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::unicode::unescape_unicode_to_string;
use std::collections::BTreeSet;

pub(crate) struct Message {
    pub(crate) file: String,
    /// Its own, and those of the messages it refers to.
    pub(crate) variables: BTreeSet<String>,
    /// The whole text, when there are no variables.
    pub(crate) text: String,
    /// How it looks on a page.
    pub(crate) shapes: Vec<Shape>,
}

/// Every message of a language; terms live on only inside them.
pub(crate) fn messages(catalogue: &Catalogue, problems: &mut Vec<String>) -> Messages {
    let mut messages = Messages::new();
    for (key, definition) in &catalogue.entries {
        let mut walk = Walk::new(catalogue, key);
        walk.pattern(&definition.value);
        let place = catalogue.place(key);
        problems.extend(walk.problems.iter().map(|why| format!("{place}: {why}")));
        if key.starts_with('-') {
            continue;
        }
        let Walk { variables, text, .. } = walk;
        messages
            .insert(key.clone(), Message { file: definition.file.clone(), variables, text, shapes: vec![] });
    }
    messages
}

/// Notes how each of them looks on a page, when there is nothing wrong with any.
pub(crate) fn add_shapes(catalogue: &Catalogue, messages: &mut Messages) {
    for (key, message) in messages {
        if let Some(definition) = catalogue.entries.get(key) {
            message.shapes = shapes(catalogue, &definition.value);
        }
    }
}

struct Walk<'a> {
    catalogue: &'a Catalogue,
    /// The names on the way here, to notice a circle.
    path: Vec<&'a str>,
    variables: BTreeSet<String>,
    text: String,
    problems: Vec<String>,
}

impl<'a> Walk<'a> {
    fn new(catalogue: &'a Catalogue, key: &'a str) -> Self {
        let (variables, text, problems) = (BTreeSet::new(), String::new(), vec![]);
        Self { catalogue, path: vec![key], variables, text, problems }
    }

    fn pattern(&mut self, pattern: &'a Pattern<String>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => self.text.push_str(value),
                PatternElement::Placeable { expression } => self.expression(expression),
            }
        }
    }

    fn expression(&mut self, expression: &'a Expression<String>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.selector(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &'a InlineExpression<String>) {
        match inline {
            InlineExpression::StringLiteral { value } => {
                self.text.push_str(&unescape_unicode_to_string(value));
            }
            InlineExpression::NumberLiteral { value } => {
                self.problems.push(format!("{value} as a number of its own; write it as text"));
            }
            InlineExpression::VariableReference { id } => self.variable(&id.name),
            InlineExpression::FunctionReference { id, arguments } => self.function(&id.name, arguments),
            InlineExpression::MessageReference { id, attribute: None } => self.reference(&id.name),
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                self.reference(&format!("-{}", id.name));
            }
            InlineExpression::MessageReference { id, .. } | InlineExpression::TermReference { id, .. } => {
                self.problems
                    .push(format!("{} with an attribute or arguments, which are not used here", id.name));
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
        }
    }

    fn selector(&mut self, selector: &'a InlineExpression<String>) {
        let chooses = matches!(
            selector,
            InlineExpression::VariableReference { .. } | InlineExpression::FunctionReference { .. }
        );
        if chooses {
            self.inline(selector);
        } else {
            self.problems.push("only a variable can choose between variants".to_owned());
        }
    }

    fn variable(&mut self, name: &str) {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        if !name.bytes().all(plain) {
            self.problems.push(format!("${name}: a variable is small letters and digits, with hyphens"));
        }
        if self.path.iter().any(|name| name.starts_with('-')) {
            self.problems.push(format!("${name} in a term, where variables cannot be seen"));
        }
        self.variables.insert(name.to_owned());
    }

    fn function(&mut self, name: &str, arguments: &'a CallArguments<String>) {
        match (name, arguments.positional.as_slice()) {
            ("NUMBER", [InlineExpression::VariableReference { id }]) => self.variable(&id.name),
            _ => self.problems.push(format!("{name}(): only NUMBER($variable) is known here")),
        }
    }

    fn reference(&mut self, name: &str) {
        let Some((name, definition)) = self.catalogue.entries.get_key_value(name) else {
            self.problems.push(format!("refers to {name}, which is not there"));
            return;
        };
        if self.path.contains(&name.as_str()) {
            self.problems.push(format!("refers to {name}, which leads back here"));
            return;
        }
        if name.ends_with("-html") && !self.path.iter().all(|by| by.ends_with("-html") || by.starts_with('-'))
        {
            self.problems.push(format!("refers to {name}, which is markup; end this key in -html too"));
        }
        self.path.push(name);
        self.pattern(&definition.value);
        self.path.pop();
    }
}
