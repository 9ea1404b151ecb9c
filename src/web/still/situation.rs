//! Why the code page was shown, as a step keeps it.

use bekreft_domain::{Held, Limit};
use serde::{Deserialize, Serialize};

use crate::store::flow::{Micros, micros, time_of};
use crate::web::code::Situation;

/// A situation of the code page.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SituationRecord {
    /// Its name.
    pub name: String,
    /// How many tries were left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tries_left: Option<u32>,
    /// The limit, and until when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held: Option<(String, Micros)>,
}

const LIMITS: [(Limit, &str); 7] = [
    (Limit::CoolDown, "cool_down"),
    (Limit::Person, "person"),
    (Limit::NewNumbers, "new_numbers"),
    (Limit::Destination, "destination"),
    (Limit::Abroad, "abroad"),
    (Limit::Prefix, "prefix"),
    (Limit::WrongCodes, "wrong_codes"),
];

impl From<Situation> for SituationRecord {
    fn from(situation: Situation) -> Self {
        let named = |name: &str| Self { name: name.to_owned(), ..Self::default() };
        match situation {
            Situation::Open => named("open"),
            Situation::Missing => named("missing"),
            Situation::NotSixDigits => named("not_six_digits"),
            Situation::Wrong { tries_left } => Self { tries_left: Some(tries_left), ..named("wrong") },
            Situation::UsedUp => named("used_up"),
            Situation::Expired => named("expired"),
            Situation::NothingSent => named("nothing_sent"),
            Situation::Held(held) => {
                let limit =
                    LIMITS.iter().find(|(limit, _)| *limit == held.by).map_or("person", |(_, name)| *name);
                Self { held: Some((limit.to_owned(), micros(held.until))), ..named("held") }
            }
        }
    }
}

impl SituationRecord {
    /// As the page takes it.
    pub fn situation(&self) -> Option<Situation> {
        Some(match self.name.as_str() {
            "open" => Situation::Open,
            "missing" => Situation::Missing,
            "not_six_digits" => Situation::NotSixDigits,
            "wrong" => Situation::Wrong { tries_left: self.tries_left? },
            "used_up" => Situation::UsedUp,
            "expired" => Situation::Expired,
            "nothing_sent" => Situation::NothingSent,
            "held" => {
                let (limit, until) = self.held.as_ref()?;
                let (by, _) = LIMITS.iter().find(|(_, name)| name == limit)?;
                Situation::Held(Held { by: *by, until: time_of(*until).ok()? })
            }
            _ => return None,
        })
    }
}
