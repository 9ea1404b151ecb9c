//! Which numbers are mobile numbers, where: the numbering plans in libphonenumber's metadata.
//!
//! The patterns are matched in full here. The `phonenumber` crate matches only their beginning, and drops leading
//! zeros first, so that it takes too long numbers for valid, and mobile numbers of Ivory Coast for invalid.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock};

use phonenumber::Metadata;
use phonenumber::metadata::{DATABASE, Descriptor};
use regex::{Regex, RegexBuilder};

use crate::Country;

/// How many digits a calling code may have.
const CALLING_CODE_DIGITS: std::ops::RangeInclusive<usize> = 1..=3;

/// Whether a calling code is in use, by the code: codes without a country (satellites, toll-free) among them.
static IN_USE: LazyLock<Vec<bool>> =
    LazyLock::new(|| (0..1000).map(|code| DATABASE.by_code::<u16>(&code).is_some()).collect());

/// Splits the digits of an international number into calling code and national number. No code is the beginning of
/// another, so there is at most one way.
pub(crate) fn split(digits: &str) -> Option<(u16, &str)> {
    CALLING_CODE_DIGITS.filter_map(|length| digits.split_at_checked(length)).find_map(|(code, national)| {
        let code: u16 = code.parse().ok().filter(|_| !code.starts_with('0'))?;
        IN_USE.get(usize::from(code)).is_some_and(|used| *used).then_some((code, national))
    })
}

/// The country whose mobile number this is; None if it is not one.
pub(crate) fn mobile_country(code: u16, national: &str) -> Option<Country> {
    claimant(code, national).filter(|plan| plan.is_mobile(national)).map(|plan| plan.country)
}

/// The country whose number this is, mobile or not; the main one of those that share the code if none claims it.
pub(crate) fn country(code: u16, national: &str) -> Option<Country> {
    let claimed = claimant(code, national).map(|plan| plan.country);
    claimed.or_else(|| Country::with_calling_code(code).first().copied())
}

/// The fewest and most digits a mobile number of this country has, without the calling code.
pub(crate) fn mobile_lengths(country: Country) -> Option<(usize, usize)> {
    let metadata = DATABASE.by_id(country.alpha2())?;
    let lengths = metadata.descriptors().mobile()?.possible_length();
    Some((usize::from(*lengths.first()?), usize::from(*lengths.last()?)))
}

/// The numbering plan of one country, as far as we need it.
struct Plan {
    country: Country,
    /// The beginning that tells this country from others with the same code, where there is one.
    leading: Option<Pattern>,
    mobile: Option<Pattern>,
    fixed: Option<Pattern>,
    /// Premium, toll-free, shared cost, personal, IP, pager, company and voicemail numbers. They win over mobile, as in
    /// libphonenumber, so that an overlap in new metadata does not let an expensive number through.
    other: Option<Pattern>,
}

static PLANS: LazyLock<HashMap<u16, Vec<Plan>>> = LazyLock::new(|| {
    let mut plans: HashMap<u16, Vec<Plan>> = HashMap::new();
    for country in Country::all() {
        let code = country.calling_code();
        plans.entry(code).or_insert_with(|| {
            Country::with_calling_code(code).iter().filter_map(|shared| Plan::of(*shared)).collect()
        });
    }
    plans
});

fn claimant(code: u16, national: &str) -> Option<&'static Plan> {
    match PLANS.get(&code).map(Vec::as_slice) {
        Some([only]) => Some(only),
        Some(several) => several.iter().find(|plan| plan.claims(national)),
        None => None,
    }
}

impl Plan {
    fn of(country: Country) -> Option<Self> {
        let metadata: &Metadata = DATABASE.by_id(country.alpha2())?;
        let kinds = metadata.descriptors();
        let others = [
            kinds.premium_rate(),
            kinds.toll_free(),
            kinds.shared_cost(),
            kinds.voip(),
            kinds.personal_number(),
            kinds.pager(),
            kinds.uan(),
            kinds.voicemail(),
        ];
        Some(Self {
            country,
            leading: metadata.leading_digits().map(|digits| Pattern::beginning(digits.as_str())),
            mobile: Pattern::full([kinds.mobile()]),
            fixed: Pattern::full([kinds.fixed_line()]),
            other: Pattern::full(others),
        })
    }

    /// Whether the number belongs to this country, of those that share the calling code.
    fn claims(&self, national: &str) -> bool {
        match &self.leading {
            Some(leading) => leading.is_match(national),
            None => [&self.mobile, &self.fixed, &self.other]
                .into_iter()
                .flatten()
                .any(|kind| kind.is_match(national)),
        }
    }

    fn is_mobile(&self, national: &str) -> bool {
        let is = |kind: &Option<Pattern>| kind.as_ref().is_some_and(|pattern| pattern.is_match(national));
        is(&self.mobile) && !is(&self.other)
    }
}

/// A pattern that is compiled when first used: most people have numbers from few countries.
struct Pattern {
    source: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    fn beginning(source: &str) -> Self {
        Self { source: format!("^(?:{source})"), compiled: OnceLock::new() }
    }

    /// Any of these, from the first digit to the last; None if there are none.
    fn full<'a>(kinds: impl IntoIterator<Item = Option<&'a Descriptor>>) -> Option<Self> {
        let sources: Vec<&str> =
            kinds.into_iter().flatten().map(|kind| kind.national_number().as_str()).collect();
        let source = format!("^(?:{})$", sources.join("|"));
        (!sources.is_empty()).then(|| Self { source, compiled: OnceLock::new() })
    }

    fn is_match(&self, national: &str) -> bool {
        // The patterns are compiled into the program, and a test compiles them all. One that is broken matches nothing.
        let compile = || RegexBuilder::new(&self.source).ignore_whitespace(true).build().ok();
        self.compiled.get_or_init(compile).as_ref().is_some_and(|regex| regex.is_match(national))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_in_the_metadata_compiles() {
        for plan in PLANS.values().flatten() {
            for pattern in [&plan.leading, &plan.mobile, &plan.fixed, &plan.other].into_iter().flatten() {
                pattern.is_match("98765432");
                assert!(pattern.compiled.get().unwrap().is_some(), "{:?}: {}", plan.country, pattern.source);
            }
        }
    }

    #[test]
    fn every_country_has_a_plan_with_mobile_numbers_or_is_known_not_to() {
        let without: Vec<&str> = Country::all()
            .iter()
            .filter(|country| mobile_lengths(**country).is_none())
            .map(|c| c.alpha2())
            .collect();
        assert!(without.len() < 3, "{without:?}");
    }
}
