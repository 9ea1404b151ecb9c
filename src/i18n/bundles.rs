//! Messages with variables, through Fluent: parsed once, formatted per request.

use super::messages::SOURCES;
use super::{Arg, Html, Locale};
use fluent::concurrent::FluentBundle;
use fluent::types::FluentNumber;
use fluent::{FluentArgs, FluentResource, FluentValue};
use std::sync::LazyLock;

pub(super) type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<[Bundle; 3]> =
    LazyLock::new(|| Locale::ALL.map(|locale| bundle(locale, SOURCES[locale as usize])));

/// Parses the texts now, so that the first visitor does not wait for it.
pub fn warm_up() {
    LazyLock::force(&BUNDLES);
}

pub(super) fn of(locale: Locale) -> &'static Bundle {
    &BUNDLES[locale as usize]
}

pub(super) fn bundle(locale: Locale, texts: &[&str]) -> Bundle {
    let language = locale.tag().parse().expect("a language tag");
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The marks are for mixed directions of writing; here they would only end up in addresses people copy.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match locale {
        Locale::Nb | Locale::Nn => |value, _| number(value, "\u{a0}", ","),
        Locale::En => |value, _| number(value, ",", "."),
    }));
    bundle.add_builtins().expect("NUMBER is not there yet");
    for text in texts {
        let resource = FluentResource::try_new((*text).to_owned()).expect("parsed by the build");
        bundle.add_resource(resource).expect("each key once, seen by the build");
    }
    bundle
}

pub(super) fn text<const N: usize>(
    locale: Locale,
    key: &str,
    values: [(&'static str, Arg<'_>); N],
) -> String {
    format(of(locale), key, values)
}

/// Like [`text`], with every value escaped.
pub(super) fn html<const N: usize>(
    locale: Locale,
    key: &str,
    values: [(&'static str, Arg<'_>); N],
) -> Html<String> {
    Html(format(of(locale), key, values.map(|(name, value)| (name, value.escaped()))))
}

pub(super) fn format<const N: usize>(
    bundle: &Bundle,
    key: &str,
    values: [(&'static str, Arg<'_>); N],
) -> String {
    let mut args = FluentArgs::with_capacity(N);
    for (name, value) in values {
        args.set(name, value.0);
    }
    let message = bundle.get_message(key).expect("in every language, seen by the build");
    let pattern = message.value().expect("with a text, seen by the build");
    let mut errors = vec![];
    let text = bundle.format_pattern(pattern, Some(&args), &mut errors);
    debug_assert!(errors.is_empty(), "{key}: {errors:?}");
    text.into_owned()
}

fn number(value: &FluentValue<'_>, group: &str, point: &str) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(decimal(number, group, point)),
        _ => None,
    }
}

/// `−1 234 567,5`, with the fraction digits that `NUMBER` asks for, else at most three.
fn decimal(number: &FluentNumber, group: &str, point: &str) -> String {
    let least = number.options.minimum_fraction_digits.unwrap_or(0);
    let most = number.options.maximum_fraction_digits.unwrap_or(least.max(3));
    let digits = format!("{:.most$}", number.value.abs());
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let kept = fraction.trim_end_matches('0').len().max(least).min(fraction.len());

    let mut text = String::with_capacity(digits.len() + 8);
    if number.value < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte)) {
        text.push('\u{2212}');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) && number.options.use_grouping {
            text.push_str(group);
        }
        text.push(digit);
    }
    if kept > 0 {
        text.push_str(point);
        text.push_str(&fraction[..kept]);
    }
    text
}
