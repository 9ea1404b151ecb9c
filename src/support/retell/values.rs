//! Names for numbers and addresses: a scenario has others each time it is carried out, and what was the same stays the same.

use bekreft_domain::{Country, EmailAddress, MobileNumber};

/// The numbers and addresses that have come up, in their order.
#[derive(Debug, Default)]
pub struct Names {
    norwegian: Vec<String>,
    swedish: Vec<String>,
    addresses: Vec<String>,
}

/// A scenario knows so many of each.
const MOST: usize = 9;

impl Names {
    /// A number in E.164.
    pub fn number(&mut self, e164: &str) -> String {
        let named = |known: &mut Vec<String>, code: &str, kind: &str| {
            let name = name(known, e164, kind)?;
            Some(format!("{code}{name}"))
        };
        let named = match e164.get(..3) {
            Some("+47") => named(&mut self.norwegian, "+47", "number"),
            Some("+46") if e164.len() == 12 => named(&mut self.swedish, "+46", "swedish"),
            _ => None,
        };
        named.unwrap_or_else(|| e164.to_owned())
    }

    /// An address.
    pub fn address(&mut self, text: &str) -> String {
        let Ok(address) = EmailAddress::from_stored(text) else { return plain(text) };
        let canonical = address.canonical();
        let Some(name) = name(&mut self.addresses, canonical.expose(), "name") else { return plain(text) };
        let domain = match text.rsplit_once('@') {
            Some((_, domain)) if address.suggestion().is_some() => domain,
            _ => "example.no",
        };
        format!("{name}@{domain}")
    }

    /// What was typed in the number field, with a country selected.
    pub fn typed_mobile(&mut self, typed: &str, country: &str) -> String {
        if typed.trim().is_empty() {
            return String::new();
        }
        let country = Country::from_alpha2(country).unwrap_or(Country::NORWAY);
        let Ok(number) = MobileNumber::parse(typed, country) else { return plain(typed) };
        let named = self.number(number.expose());
        let code = format!("+{}", country.calling_code());
        match named.strip_prefix(&code) {
            Some(national) if !typed.contains('+') => national.to_owned(),
            _ => named,
        }
    }

    /// What was typed in the address field.
    pub fn typed_email(&mut self, typed: &str) -> String {
        match EmailAddress::parse(typed) {
            Ok(address) => self.address(address.expose()),
            Err(_) => plain(typed),
        }
    }
}

/// What is filled in has braces around it, and nothing else may have.
fn plain(text: &str) -> String {
    text.replace(['{', '}'], "x")
}

fn name(known: &mut Vec<String>, value: &str, kind: &str) -> Option<String> {
    let place = known.iter().position(|it| it == value).or_else(|| {
        (known.len() < MOST).then(|| {
            known.push(value.to_owned());
            known.len() - 1
        })
    })?;
    Some(if place == 0 { format!("{{{kind}}}") } else { format!("{{{kind}-{}}}", place + 1) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_value_has_the_same_name_however_it_is_written() {
        let mut names = Names::default();
        assert_eq!(names.number("+4798765432"), "+47{number}");
        assert_eq!(names.typed_mobile("98 76 54 32", "NO"), "{number}");
        assert_eq!(names.typed_mobile("+47 40 00 00 99", "SE"), "+47{number-2}");
        assert_eq!(names.typed_mobile("070-174 06 05", "SE"), "{swedish}");
        assert_eq!(names.typed_mobile("12 {3}", "NO"), "12 x3x");
        assert_eq!(names.address("innbygger1@example.com"), "{name}@example.no");
        assert_eq!(names.typed_email("innbygger2@gmial.com"), "{name-2}@gmial.com");
        assert_eq!(names.typed_email(" innbygger1@example.com"), "{name}@example.no");
        assert_eq!(names.typed_email("uten alfakrøll"), "uten alfakrøll");
    }
}
