//! What a message looks like on a page: its own words, with a gap wherever something is put in.

use super::catalogue::Catalogue;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::unicode::unescape_unicode_to_string;

/// Words and the names of variables by turns, words first and last (they may be empty).
pub(crate) type Shape = Vec<String>;

/// The shapes of a message: one, or one for each variant that a variable chooses.
pub(crate) fn shapes(catalogue: &Catalogue, pattern: &Pattern<String>) -> Vec<Shape> {
    let mut shapes = vec![vec![String::new()]];
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => say(&mut shapes, value),
            PatternElement::Placeable { expression } => put_in(catalogue, &mut shapes, expression),
        }
    }
    shapes
}

fn say(shapes: &mut [Shape], words: &str) {
    for shape in shapes {
        if let Some(last) = shape.last_mut() {
            last.push_str(words);
        }
    }
}

fn leave_gap(shapes: &mut [Shape], name: &str) {
    for shape in shapes {
        shape.extend([name.to_owned(), String::new()]);
    }
}

fn put_in(catalogue: &Catalogue, shapes: &mut Vec<Shape>, expression: &Expression<String>) {
    match expression {
        Expression::Inline(inline) => put_in_line(catalogue, shapes, inline),
        Expression::Select { variants, .. } => {
            let variants: Vec<Shape> =
                variants.iter().flat_map(|variant| self::shapes(catalogue, &variant.value)).collect();
            *shapes = joined(shapes, &variants);
        }
    }
}

fn put_in_line(catalogue: &Catalogue, shapes: &mut Vec<Shape>, inline: &InlineExpression<String>) {
    match inline {
        InlineExpression::StringLiteral { value } => say(shapes, &unescape_unicode_to_string(value)),
        InlineExpression::NumberLiteral { value } => say(shapes, value),
        InlineExpression::VariableReference { id } => leave_gap(shapes, &id.name),
        InlineExpression::FunctionReference { arguments, .. } => {
            for argument in &arguments.positional {
                put_in_line(catalogue, shapes, argument);
            }
        }
        InlineExpression::MessageReference { id, .. } => refer(catalogue, shapes, &id.name),
        InlineExpression::TermReference { id, .. } => refer(catalogue, shapes, &format!("-{}", id.name)),
        InlineExpression::Placeable { expression } => put_in(catalogue, shapes, expression),
    }
}

/// The references have been followed before, so that they lead somewhere and not in a circle.
fn refer(catalogue: &Catalogue, shapes: &mut Vec<Shape>, name: &str) {
    if let Some(definition) = catalogue.entries.get(name) {
        *shapes = joined(shapes, &self::shapes(catalogue, &definition.value));
    }
}

/// Each with each of what follows it.
fn joined(heads: &[Shape], tails: &[Shape]) -> Vec<Shape> {
    let join = |head: &Shape, tail: &Shape| {
        let mut whole = head.clone();
        if let (Some(last), Some(first)) = (whole.last_mut(), tail.first()) {
            last.push_str(first);
        }
        whole.extend(tail.iter().skip(1).cloned());
        whole
    };
    heads.iter().flat_map(|head| tails.iter().map(move |tail| join(head, tail))).collect()
}
