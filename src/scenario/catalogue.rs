//! The scenarios in `scenarios/`, built into the program.

use std::sync::LazyLock;

use super::{Problem, Scenario, parse};

include!(concat!(env!("OUT_DIR"), "/scenarios.rs"));

static ALL: LazyLock<Vec<Scenario>> = LazyLock::new(|| {
    let read = FILES.iter().filter_map(|(name, text)| {
        let wrong =
            |problems: &Vec<Problem>| tracing::error!(problem = %problems[0], "a scenario is left out");
        parse(name, text).inspect_err(wrong).ok()
    });
    let mut all: Vec<Scenario> = read.collect();
    all.sort_by(|one, other| (one.group, &one.name).cmp(&(other.group, &other.name)));
    all
});

/// Every scenario, by group and name. A test sees to it that none is left out for being wrong.
pub fn all() -> &'static [Scenario] {
    &ALL
}

/// The scenario with this name.
pub fn find(name: &str) -> Option<&'static Scenario> {
    all().iter().find(|scenario| scenario.name == name)
}

/// Its file, as it was written.
pub fn source(name: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// Every file, by name.
#[cfg(test)]
pub(super) fn files() -> &'static [(&'static str, &'static str)] {
    FILES
}
