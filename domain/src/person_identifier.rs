//! Who a person is: fødselsnummer, D-number, and their synthetic forms.

use std::fmt;

use time::{Date, Month};

named! {
    /// The two kinds of person identifier the register knows.
    pub enum IdentifierKind {
        /// Fødselsnummer, for residents.
        NationalIdentityNumber = "national_identity_number",
        /// D-number, for people without a fødselsnummer; its first digit is raised by 4.
        DNumber = "d_number",
    }
}

/// Why a text is not a person identifier. The texts never hold the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PersonIdentifierError {
    /// Something else than eleven digits.
    #[error("a person identifier has eleven digits")]
    NotElevenDigits,
    /// The first six digits are not a day.
    #[error("a person identifier begins with a date that exists")]
    NoSuchDate,
    /// The last two digits do not fit the first nine.
    #[error("the control digits of the person identifier do not fit")]
    ControlDigits,
}

/// A valid person identifier: eleven digits, `DDMMYY III KK`, with a date that exists and control digits that fit.
///
/// It is personal data: `Debug` masks it, and the digits need [`PersonIdentifier::expose`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonIdentifier {
    digits: String,
}

const D_NUMBER_DAY: u8 = 40;
const SYNTHETIC_MONTH: u8 = 80;

/// Weights of the digits that precede each control digit, and of the control digit itself (Skatteetaten's definition,
/// forskrift om folkeregistrering § 2-2).
const FIRST_WEIGHTS: [u8; 10] = [3, 7, 6, 1, 8, 9, 4, 5, 2, 1];
const SECOND_WEIGHTS: [u8; 11] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/// The first control digit may leave this much. Until 2032 only 0 is given out; from 1 January 2032 up to 3 are,
/// because the numbers run out (Skatteetaten, "Nytt fødselsnummer fra 2032").
const LARGEST_FIRST_REMAINDER: u8 = 3;

impl PersonIdentifier {
    /// Reads an identifier as typed; spaces anywhere are ignored.
    ///
    /// Fødselsnummer, D-numbers (day + 40) and Skatteetaten's synthetic numbers (month + 80) are identifiers, old
    /// and new (2032) control digits alike. Test numbers of other kinds (NAV's month + 40) are not.
    pub fn parse(typed: &str) -> Result<Self, PersonIdentifierError> {
        let digits = Digits::read(typed).ok_or(PersonIdentifierError::NotElevenDigits)?;
        if !digits.has_date() {
            return Err(PersonIdentifierError::NoSuchDate);
        }
        if digits.first_remainder() > LARGEST_FIRST_REMAINDER || digits.second_remainder() != 0 {
            return Err(PersonIdentifierError::ControlDigits);
        }
        Ok(digits.into_identifier())
    }

    /// The eleven digits. Not for logs, addresses or texts to anyone else.
    pub fn expose(&self) -> &str {
        &self.digits
    }

    /// The date, and stars: `170590 *****`. For support, until there is a reason to see more.
    pub fn masked(&self) -> String {
        format!("{} *****", self.digits.get(..6).unwrap_or_default())
    }

    /// Fødselsnummer or D-number.
    pub fn kind(&self) -> IdentifierKind {
        self.parts().kind()
    }

    /// Whether it is one of Skatteetaten's synthetic numbers, which no living person has.
    pub fn is_synthetic(&self) -> bool {
        self.parts().month_field() > SYNTHETIC_MONTH
    }

    /// The day of birth, where the number tells the century.
    ///
    /// It does not for numbers that are valid by the 2032 rule only, nor for those whose individual number was never
    /// given out for their year. Do not decide by it where the population register can be asked.
    pub fn birth_date(&self) -> Option<Date> {
        let parts = self.parts();
        (parts.first_remainder() == 0).then(|| parts.date_in(parts.century()?)).flatten()
    }

    /// The synthetic identifier of someone born on this day, with this individual number (0 to 999, odd for men).
    ///
    /// None if the individual number does not belong to the century, or if there is no such number because a control
    /// digit would be 10. It follows the rule before 2032, so its day of birth can be read from it.
    pub fn synthetic(birth: Date, individual: u16, kind: IdentifierKind) -> Option<Self> {
        let raised_day = if kind == IdentifierKind::DNumber { D_NUMBER_DAY } else { 0 };
        let day = birth.day() + raised_day;
        let month = u8::from(birth.month()) + SYNTHETIC_MONTH;
        let year = birth.year().rem_euclid(100);
        let first_nine = format!("{day:02}{month:02}{year:02}{individual:03}");
        let digits = Digits::with_control_digits(&first_nine)?;
        let identifier = digits.into_identifier();
        (identifier.birth_date() == Some(birth)).then_some(identifier)
    }

    fn parts(&self) -> Digits {
        // An identifier is only ever made from digits, so reading them back finds all eleven.
        Digits::read(&self.digits).unwrap_or(Digits([0; 11]))
    }
}

impl fmt::Debug for PersonIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonIdentifier(***********)")
    }
}

/// Eleven digits that may or may not be an identifier.
#[derive(Clone, Copy)]
struct Digits([u8; 11]);

impl Digits {
    fn read(typed: &str) -> Option<Self> {
        let mut values = typed.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_digit(10));
        let mut digits = [0; 11];
        for digit in &mut digits {
            *digit = u8::try_from(values.next()??).ok()?;
        }
        values.next().is_none().then_some(Self(digits))
    }

    /// The nine digits with the control digits that leave nothing over; None if one of them would be 10.
    fn with_control_digits(first_nine: &str) -> Option<Self> {
        let mut digits = Self::read(&format!("{first_nine}00"))?;
        digits.0[9] = control_digit(digits.first_remainder())?;
        digits.0[10] = control_digit(digits.second_remainder())?;
        Some(digits)
    }

    fn into_identifier(self) -> PersonIdentifier {
        PersonIdentifier { digits: self.0.iter().map(|digit| char::from(b'0' + digit)).collect() }
    }

    /// The two digits from this place.
    fn pair(self, place: usize) -> u8 {
        self.0[place] * 10 + self.0[place + 1]
    }

    fn month_field(self) -> u8 {
        self.pair(2)
    }

    fn year_of_century(self) -> i32 {
        self.pair(4).into()
    }

    fn individual(self) -> u16 {
        u16::from(self.0[6]) * 100 + u16::from(self.pair(7))
    }

    fn kind(self) -> IdentifierKind {
        if self.pair(0) > D_NUMBER_DAY {
            IdentifierKind::DNumber
        } else {
            IdentifierKind::NationalIdentityNumber
        }
    }

    fn first_remainder(self) -> u8 {
        remainder(&self.0, &FIRST_WEIGHTS)
    }

    fn second_remainder(self) -> u8 {
        remainder(&self.0, &SECOND_WEIGHTS)
    }

    /// The first year of the century, by the individual number (forskrift om folkeregistrering § 2-2); None where no
    /// numbers were given out.
    fn century(self) -> Option<i32> {
        match (self.individual(), self.year_of_century()) {
            (0..=499, _) | (900..=999, 40..=99) => Some(1900),
            (500..=749, 54..=99) => Some(1800),
            (500..=999, 0..=39) => Some(2000),
            _ => None,
        }
    }

    /// Whether the day exists. It is looked for in this century, where 29 February exists in every year that has it in
    /// any: the individual number does not tell the century of numbers given out from 2032 on.
    fn has_date(self) -> bool {
        self.date_in(2000).is_some()
    }

    fn date_in(self, century: i32) -> Option<Date> {
        let (day_field, month_field) = (self.pair(0), self.month_field());
        let day = if day_field > D_NUMBER_DAY { day_field - D_NUMBER_DAY } else { day_field };
        let month = if month_field > SYNTHETIC_MONTH { month_field - SYNTHETIC_MONTH } else { month_field };
        Date::from_calendar_date(century + self.year_of_century(), Month::try_from(month).ok()?, day).ok()
    }
}

/// What the weighted sum leaves when divided by 11. The control digit has weight 1, so it is 0 in an ordinary number.
fn remainder(digits: &[u8], weights: &[u8]) -> u8 {
    let sum: u16 = digits.iter().zip(weights).map(|(digit, weight)| u16::from(digit * weight)).sum();
    (sum % 11) as u8
}

/// The control digit that takes this remainder to 0; there is none for 1.
fn control_digit(remainder: u8) -> Option<u8> {
    let digit = (11 - remainder) % 11;
    (digit < 10).then_some(digit)
}
