//! Values that nobody else has: each time a scenario is carried out it has numbers and addresses of its own, so that two that
//! are carried out at the same time never share any by accident.

use std::borrow::Cow;

/// What `{number}`, `{swedish}` and `{name}` stand for this time. `{number-2}` to `{number-9}` are others.
#[derive(Clone, Copy, Debug)]
pub struct Values {
    seed: u64,
}

const KINDS: [&str; 3] = ["number", "swedish", "name"];

impl Values {
    /// A seed is used once; the numbers of a million of them are all different.
    pub const fn new(seed: u64) -> Self {
        Self { seed }
    }

    /// The text with everything filled in.
    pub fn fill(&self, text: &str) -> String {
        let mut filled = Cow::Borrowed(text);
        for kind in KINDS {
            for which in 1..=9 {
                let name = if which == 1 { format!("{{{kind}}}") } else { format!("{{{kind}-{which}}}") };
                if filled.contains(&name) {
                    filled = Cow::Owned(filled.replace(&name, &self.value(kind, which)));
                }
            }
        }
        filled.into_owned()
    }

    fn value(self, kind: &str, which: u64) -> String {
        // Without a common divisor, so that no two are the same; and far from each other, as numbers of strangers are.
        let digits = ((self.seed * 10 + which) % 10_000_000) * 7_654_321 % 10_000_000;
        match kind {
            "number" => format!("9{digits:07}"),
            "swedish" => format!("70{digits:07}"),
            _ if which == 1 => format!("innbygger{}", self.seed),
            _ => format!("innbygger{}.{which}", self.seed),
        }
    }
}

/// The text for somebody who reads about a scenario that is not carried out: a number that is nobody's.
pub fn shown(text: &str) -> String {
    let others = (2..=9).map(|which| which.to_string());
    let one = |text: String, which: &str| {
        let (dash, last) = if which.is_empty() { ("", "X") } else { ("-", which) };
        text.replace(&format!("{{number{dash}{which}}}"), &format!(" 9XX XX XX{last}"))
            .replace(&format!("{{swedish{dash}{which}}}"), &format!(" 70 XXX XX X{last}"))
            .replace(&format!("{{name{dash}{which}}}"), &format!("innbygger{which}"))
    };
    others.fold(one(text.to_owned(), ""), |text, which| one(text, &which)).trim().to_owned()
}

/// What stands in braces and is none of ours.
pub fn unknown(text: &str) -> Option<String> {
    let left = Values::new(1).fill(text);
    left.contains(['{', '}']).then(|| {
        format!("{text:?}: only {{number}}, {{swedish}} and {{name}} are filled in, with -2 to -9 for others")
    })
}
