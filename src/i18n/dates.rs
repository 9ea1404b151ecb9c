//! Dates and times of day as each language writes them. They come in Norwegian local time.

use super::{Locale, Tr};
use std::borrow::Borrow;
use time::{Date, Month, OffsetDateTime};

/// Keeps the day with its month at the end of a line.
const NO_BREAK: char = '\u{a0}';

impl Tr {
    /// `3. mars 2026`, `3 March 2026`.
    pub fn date_long(self, date: impl Borrow<Date>) -> String {
        let date = *date.borrow();
        let (day, month, year) = (date.day(), self.month(date.month()), date.year());
        match self.locale {
            Locale::Nb | Locale::Nn => format!("{day}.{NO_BREAK}{month} {year}"),
            Locale::En => format!("{day}{NO_BREAK}{month} {year}"),
        }
    }

    /// `14.41`, in English `14:41`.
    pub fn clock(self, local: impl Borrow<OffsetDateTime>) -> String {
        let (hour, minute, _) = local.borrow().to_hms();
        match self.locale {
            Locale::Nb | Locale::Nn => format!("{hour:02}.{minute:02}"),
            Locale::En => format!("{hour:02}:{minute:02}"),
        }
    }

    /// `3. mars 2026 kl. 14.41`, `3 March 2026 at 14:41`.
    pub fn date_and_clock(self, local: impl Borrow<OffsetDateTime>) -> String {
        let local = local.borrow();
        let (date, clock) = (self.date_long(local.date()), self.clock(local));
        match self.locale {
            Locale::Nb | Locale::Nn => format!("{date} kl. {clock}"),
            Locale::En => format!("{date} at {clock}"),
        }
    }

    /// `mars`, `March`: in a sentence, hence the small letter in Norwegian.
    pub const fn month(self, month: Month) -> &'static str {
        match month {
            Month::January => self.pick("januar", "januar", "January"),
            Month::February => self.pick("februar", "februar", "February"),
            Month::March => self.pick("mars", "mars", "March"),
            Month::April => self.pick("april", "april", "April"),
            Month::May => self.pick("mai", "mai", "May"),
            Month::June => self.pick("juni", "juni", "June"),
            Month::July => self.pick("juli", "juli", "July"),
            Month::August => self.pick("august", "august", "August"),
            Month::September => self.pick("september", "september", "September"),
            Month::October => self.pick("oktober", "oktober", "October"),
            Month::November => self.pick("november", "november", "November"),
            Month::December => self.pick("desember", "desember", "December"),
        }
    }
}
