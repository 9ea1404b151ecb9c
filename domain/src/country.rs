//! Countries and territories that have a calling code.

use std::collections::HashMap;
use std::sync::LazyLock;

use phonenumber::metadata::DATABASE;

/// A country or territory with a calling code, such as Norway with +47.
///
/// The list is the one in libphonenumber's metadata: ISO 3166 plus a few territories with numbers of their own (Kosovo,
/// Ascension). Several may share one code: +47 is Norway and Svalbard, +1 is 25 countries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country {
    alpha2: &'static str,
    calling_code: u16,
}

/// What the metadata calls codes without a territory: satellites, toll-free, premium.
const NON_GEOGRAPHICAL: &str = "001";

static ALL: LazyLock<Vec<Country>> = LazyLock::new(|| {
    let mut all: Vec<Country> = DATABASE
        .iter()
        .filter(|metadata| metadata.id() != NON_GEOGRAPHICAL)
        .map(|metadata| Country { alpha2: metadata.id(), calling_code: metadata.country_code() })
        .collect();
    all.sort_unstable();
    all
});

static BY_CALLING_CODE: LazyLock<HashMap<u16, Vec<Country>>> = LazyLock::new(|| {
    let mut by_code: HashMap<u16, Vec<Country>> = HashMap::new();
    for country in Country::all() {
        by_code.entry(country.calling_code).or_default().push(*country);
    }
    for (code, countries) in &mut by_code {
        countries.sort_by_key(|country| !country.is_main_for(*code));
    }
    by_code
});

/// The parties to the EEA agreement, with Åland, which is Finland's.
const EEA: [&str; 31] = [
    "AT", "AX", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IS",
    "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
];

impl Country {
    /// Norway, +47.
    pub const NORWAY: Self = Self { alpha2: "NO", calling_code: 47 };

    /// The country with this ISO 3166-1 alpha-2 code, in upper or lower case.
    pub fn from_alpha2(code: &str) -> Option<Self> {
        let code = code.to_ascii_uppercase();
        let place = ALL.binary_search_by(|country| country.alpha2.cmp(&code)).ok()?;
        ALL.get(place).copied()
    }

    /// The ISO 3166-1 alpha-2 code, in upper case.
    pub const fn alpha2(self) -> &'static str {
        self.alpha2
    }

    /// The calling code, without the plus: 47 for Norway.
    pub const fn calling_code(self) -> u16 {
        self.calling_code
    }

    /// Whether it belongs to the European Economic Area: the European Union, Iceland, Liechtenstein and Norway.
    pub fn is_in_eea(self) -> bool {
        EEA.contains(&self.alpha2)
    }

    /// Every country, by alpha-2 code. The first call reads the metadata, which takes some tens of
    /// milliseconds; call it at start to have it done.
    pub fn all() -> &'static [Self] {
        &ALL
    }

    /// Those that share this calling code, the main one first; none if the code is unknown or not geographical.
    pub(crate) fn with_calling_code(code: u16) -> &'static [Self] {
        BY_CALLING_CODE.get(&code).map_or(&[], Vec::as_slice)
    }

    fn is_main_for(self, code: u16) -> bool {
        let territories = DATABASE.by_code(&code).unwrap_or_default();
        territories.first().is_some_and(|main| main.id() == self.alpha2)
    }
}
