//! What can be put into a message.

use super::escape;
use fluent::FluentValue;
use std::borrow::Cow;

/// Text or a number. Numbers are grouped (`1 234`); give a year as text.
///
/// Templates pass their fields by reference, hence the many kinds of references.
#[derive(Debug)]
pub struct Arg<'a>(pub(super) FluentValue<'a>);

impl Arg<'_> {
    pub(super) fn escaped(self) -> Self {
        match self.0 {
            FluentValue::String(text) => Self(FluentValue::String(escape(text))),
            other => Self(other),
        }
    }
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self(FluentValue::String(Cow::Borrowed(text)))
    }
}

impl<'a> From<&&'a str> for Arg<'a> {
    fn from(text: &&'a str) -> Self {
        Self::from(*text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl<'a> From<&&'a String> for Arg<'a> {
    fn from(text: &&'a String) -> Self {
        Self::from(text.as_str())
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self(FluentValue::String(Cow::Owned(text)))
    }
}

impl<'a> From<Cow<'a, str>> for Arg<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self(FluentValue::String(text))
    }
}

impl<'a> From<&'a Cow<'_, str>> for Arg<'a> {
    fn from(text: &'a Cow<'_, str>) -> Self {
        Self::from(text.as_ref())
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(
            impl From<$number> for Arg<'_> {
                fn from(number: $number) -> Self {
                    Self(FluentValue::from(number))
                }
            }

            impl From<&$number> for Arg<'_> {
                fn from(number: &$number) -> Self {
                    Self::from(*number)
                }
            }
        )*
    };
}

numbers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize, f64);
