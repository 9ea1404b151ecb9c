//! How well a login proves who somebody is.

/// Level of assurance of a login, lowest first (eIDAS, regulation (EU) 910/2014 article 8; Digdir's docs, ID-porten,
/// "acr-verdier"). Contact information may be changed at [`Level::Substantial`]; a digital mailbox is chosen at
/// [`Level::High`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// `idporten-loa-substantial`, formerly `Level3`.
    Substantial,
    /// `idporten-loa-high`, formerly `Level4`.
    High,
}

impl Level {
    /// The name in our own forms, addresses and database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Substantial => "substantial",
            Self::High => "high",
        }
    }

    /// The level of that name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Substantial, Self::High].into_iter().find(|level| level.as_str() == text)
    }

    /// The level that an `acr` claim stands for: ID-porten's names, Ansattporten's, and those of logins from other EEA
    /// countries. Anything else, `idporten-loa-low` included, is below all levels we accept.
    pub fn of_acr(acr: &str) -> Option<Self> {
        match acr {
            "idporten-loa-substantial" | "eidas-loa-substantial" | "substantial" => Some(Self::Substantial),
            "idporten-loa-high" | "eidas-loa-high" | "high" => Some(Self::High),
            _ => None,
        }
    }

    /// The `acr` value to ask ID-porten for.
    pub const fn idporten_acr(self) -> &'static str {
        match self {
            Self::Substantial => "idporten-loa-substantial",
            Self::High => "idporten-loa-high",
        }
    }
}
