//! Mobile numbers as people type them, kept as E.164.

use std::fmt;

use crate::{Country, numbering};

/// The most digits a number has, calling code included (ITU-T E.164, section 6).
const E164_DIGITS: usize = 15;

/// The most characters that are looked at: the longest number with a separator around every digit.
const TYPED_CHARACTERS: usize = 40;

/// How many digits a Norwegian mobile number has, without +47.
const NORWEGIAN_DIGITS: usize = 8;

/// How many digits Norwegian numbers for machine-to-machine traffic have; they begin with 58 or 59 (Nkom's plan).
const NORWEGIAN_MACHINE_DIGITS: usize = 12;

/// Why a text is not a mobile number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MobileNumberError {
    /// Empty, or with something else in it than digits and what people put between them.
    #[error("not a telephone number")]
    NotANumber,
    /// Fewer digits than the country's mobile numbers have.
    #[error("the number has too few digits")]
    TooShort,
    /// More digits than the country's mobile numbers have.
    #[error("the number has too many digits")]
    TooLong,
    /// Eight Norwegian digits, but of another kind: mobile numbers begin with 4 or 9 (B:mobiltelefonnummer).
    #[error("the Norwegian number is not a mobile number")]
    NorwegianNotMobile,
    /// A twelve-digit Norwegian number, which belongs to a machine (58 and 59).
    #[error("the Norwegian number belongs to a machine")]
    NorwegianMachine,
    /// A number, but not of a mobile telephone: fixed, premium, satellite, or not given out.
    #[error("the number is not a mobile number")]
    NotMobile,
    /// No country has this calling code.
    #[error("no country has this calling code")]
    UnknownCountryCode,
}

/// A mobile number that a person can get SMS on.
///
/// It is personal data: `Debug` masks it, and the number needs [`MobileNumber::expose`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MobileNumber {
    e164: String,
}

impl MobileNumber {
    /// Reads a number as typed, beside a list where a country is selected.
    ///
    /// A leading `+` or `00` wins over the selected country. Spaces, hyphens, underscores, dots and parentheses are
    /// ignored. A trunk prefix is dropped (`07…` with the United Kingdom selected), and so is the selected country's
    /// calling code, if what follows it is a mobile number there.
    ///
    /// Norwegian numbers have eight digits, begin with 4 or 9, and lie in a range given to mobile
    /// (B:mobiltelefonnummer). Numbers of other countries are mobile numbers by libphonenumber's metadata, which cannot
    /// tell mobile from fixed in some (North America).
    pub fn parse(typed: &str, selected: Country) -> Result<Self, MobileNumberError> {
        let Typed { is_international, digits } = Typed::read(typed)?;
        let (code, national) = if is_international {
            let (code, national) = numbering::split(&digits).ok_or(MobileNumberError::UnknownCountryCode)?;
            (code, if code == NORWAY { norwegian(national)? } else { foreign(code, national)? })
        } else if selected.calling_code() == NORWAY {
            (NORWAY, norwegian_without_plus(&digits)?)
        } else {
            (selected.calling_code(), foreign_without_plus(selected, &digits)?)
        };
        let e164 = format!("+{code}{national}");
        if e164.len() > 1 + E164_DIGITS { Err(MobileNumberError::TooLong) } else { Ok(Self { e164 }) }
    }

    /// Takes a number as stored, in E.164. Only its shape is looked at, so that a number stays readable when the
    /// numbering plan changes.
    pub fn from_stored(e164: &str) -> Result<Self, MobileNumberError> {
        let digits = e164.strip_prefix('+').ok_or(MobileNumberError::NotANumber)?;
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(MobileNumberError::NotANumber);
        }
        if digits.len() > E164_DIGITS {
            return Err(MobileNumberError::TooLong);
        }
        let (code, national) = numbering::split(digits).ok_or(MobileNumberError::UnknownCountryCode)?;
        if Country::with_calling_code(code).is_empty() {
            return Err(MobileNumberError::NotMobile);
        }
        let (fewest, most) =
            if code == NORWAY { (NORWEGIAN_DIGITS, NORWEGIAN_DIGITS) } else { (4, E164_DIGITS) };
        match national.len() {
            length if length < fewest => Err(MobileNumberError::TooShort),
            length if length > most => Err(MobileNumberError::TooLong),
            _ => Ok(Self { e164: e164.to_owned() }),
        }
    }

    /// A number that stands for others and is nobody's own: what Digdir puts into its test data.
    pub(crate) fn nobodys() -> Self {
        Self { e164: "+4799999999".to_owned() }
    }

    /// The number in E.164: a plus, the calling code and the national number, without spaces.
    pub fn expose(&self) -> &str {
        &self.e164
    }

    /// The calling code and the last two digits: `+47 ****** 32`. For support, until there is a reason to see more.
    pub fn masked(&self) -> String {
        let (code, national) = self.split();
        let hidden = national.len().saturating_sub(2);
        format!("+{code} {} {}", "*".repeat(hidden), national.get(hidden..).unwrap_or_default())
    }

    /// The country whose number it is. Svalbard's numbers are Norwegian. Where countries share a code and the number
    /// does not tell them apart, it is the main one.
    pub fn country(&self) -> Country {
        match self.split() {
            (NORWAY, _) => Country::NORWAY,
            // A number is only ever made with the code of some country.
            (code, national) => numbering::country(code, national).unwrap_or(Country::NORWAY),
        }
    }

    /// What numbers of the same series begin with: the calling code and four digits in Norway (where an operator is given
    /// ten thousand numbers at a time), two elsewhere. Not personal: thousands share it.
    pub fn prefix(&self) -> String {
        let (code, national) = self.split();
        let digits = if code == NORWAY { 4 } else { 2 };
        format!("+{code}{}", national.get(..digits).unwrap_or(national))
    }

    /// The number as written within its country: `98 76 54 32`. Reading it with that country selected gives the same
    /// number.
    pub fn national(&self) -> String {
        let (code, national) = self.split();
        if code == NORWAY {
            return pairs(national);
        }
        let country = self.country();
        let is_same = |text: &String| Self::parse(text, country).as_ref() == Ok(self);
        self.formatted(phonenumber::Mode::National)
            .filter(is_same)
            .or_else(|| Some(national.to_owned()).filter(is_same))
            .unwrap_or_else(|| self.international())
    }

    /// The number as written to anyone: `+47 98 76 54 32`. Reading it gives the same number, whatever is selected.
    pub fn international(&self) -> String {
        let (code, national) = self.split();
        if code == NORWAY {
            return format!("+{NORWAY} {}", pairs(national));
        }
        let has_same_digits = |text: &String| {
            text.starts_with('+') && text.chars().filter(char::is_ascii_digit).eq(self.e164.chars().skip(1))
        };
        self.formatted(phonenumber::Mode::International)
            .filter(has_same_digits)
            .unwrap_or_else(|| format!("+{code} {national}"))
    }

    /// The calling code and the national number.
    fn split(&self) -> (u16, &str) {
        // A number is only ever made with a known code.
        self.e164.get(1..).and_then(numbering::split).unwrap_or((NORWAY, ""))
    }

    fn formatted(&self, mode: phonenumber::Mode) -> Option<String> {
        let number = phonenumber::parse(None, &self.e164).ok()?;
        Some(number.format().mode(mode).to_string())
    }
}

impl fmt::Debug for MobileNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MobileNumber(***)")
    }
}

const NORWAY: u16 = Country::NORWAY.calling_code();

/// The eight digits of a Norwegian mobile number.
fn norwegian(national: &str) -> Result<String, MobileNumberError> {
    match national.len() {
        NORWEGIAN_DIGITS if is_norwegian_mobile(national) => Ok(national.to_owned()),
        NORWEGIAN_DIGITS => Err(MobileNumberError::NorwegianNotMobile),
        NORWEGIAN_MACHINE_DIGITS if national.starts_with("58") || national.starts_with("59") => {
            Err(MobileNumberError::NorwegianMachine)
        }
        ..NORWEGIAN_DIGITS => Err(MobileNumberError::TooShort),
        _ => Err(MobileNumberError::TooLong),
    }
}

fn is_norwegian_mobile(national: &str) -> bool {
    national.starts_with(['4', '9']) && numbering::mobile_country(NORWAY, national).is_some()
}

/// As [`norwegian`], but `4798765432` is taken for a number with its calling code if the rest is a mobile number.
fn norwegian_without_plus(digits: &str) -> Result<String, MobileNumberError> {
    let with_code = digits.strip_prefix("47").map(norwegian);
    match with_code {
        Some(Ok(national)) => Ok(national),
        Some(Err(MobileNumberError::NorwegianMachine)) => Err(MobileNumberError::NorwegianMachine),
        _ => norwegian(digits),
    }
}

/// The national number of a mobile number that was given with this calling code.
fn foreign(code: u16, typed: &str) -> Result<String, MobileNumberError> {
    let main = Country::with_calling_code(code).first().ok_or(MobileNumberError::NotMobile)?;
    let without_trunk = || significant(None, &format!("+{code}{typed}"), code);
    is_mobile(code, typed)
        .then(|| typed.to_owned())
        .or_else(|| without_trunk().filter(|national| is_mobile(code, national)))
        .ok_or_else(|| why_not(numbering::country(code, typed).unwrap_or(*main), typed))
}

/// The national number of a mobile number that was given without calling code, or with it but without a plus.
fn foreign_without_plus(selected: Country, digits: &str) -> Result<String, MobileNumberError> {
    let code = selected.calling_code();
    let without_trunk = || significant(Some(selected), digits, code);
    is_mobile(code, digits)
        .then(|| digits.to_owned())
        .or_else(|| without_trunk().filter(|national| is_mobile(code, national)))
        .ok_or_else(|| why_not(selected, digits))
}

fn is_mobile(code: u16, national: &str) -> bool {
    numbering::mobile_country(code, national).is_some()
}

/// The number without trunk or carrier prefix, and without the selected country's calling code if it begins with it, by
/// the metadata's rules. Only digits come here: the crate would take
/// "ext 5", `tel:` and vanity letters too.
fn significant(selected: Option<Country>, digits: &str, code: u16) -> Option<String> {
    let id = match selected {
        Some(country) => Some(country.alpha2().parse().ok()?),
        None => None,
    };
    let number = phonenumber::parse(id, digits).ok()?;
    (number.code().value() == code).then(|| number.national().to_string())
}

fn why_not(country: Country, national: &str) -> MobileNumberError {
    match numbering::mobile_lengths(country) {
        Some((fewest, _)) if national.len() < fewest => MobileNumberError::TooShort,
        Some((_, most)) if national.len() > most => MobileNumberError::TooLong,
        _ => MobileNumberError::NotMobile,
    }
}

/// Digits two and two, as on Norwegian pages: `98 76 54 32`.
fn pairs(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 3 / 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 2 == 0 {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}

/// What was typed, without everything that people put between digits.
struct Typed {
    /// Whether it began with `+` or `00`, which then is not among the digits.
    is_international: bool,
    digits: String,
}

impl Typed {
    fn read(typed: &str) -> Result<Self, MobileNumberError> {
        if typed.chars().nth(TYPED_CHARACTERS).is_some() {
            return Err(MobileNumberError::TooLong);
        }
        let mut has_plus = false;
        let mut digits = String::new();
        for character in typed.chars() {
            if let Some(digit) = digit(character) {
                digits.push(digit);
            } else if matches!(character, '+' | '\u{FF0B}') && !has_plus && digits.is_empty() {
                has_plus = true;
            } else if !is_separator(character) {
                return Err(MobileNumberError::NotANumber);
            }
        }
        match digits.strip_prefix("00").filter(|_| !has_plus) {
            _ if digits.is_empty() => Err(MobileNumberError::NotANumber),
            Some(rest) => Ok(Self { is_international: true, digits: rest.to_owned() }),
            None => Ok(Self { is_international: has_plus, digits }),
        }
    }
}

/// The digit this stands for: ASCII, full-width, Arabic or Persian. Some keyboards write no other.
fn digit(character: char) -> Option<char> {
    let zero = match character {
        '0'..='9' => '0',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}',
        '\u{0660}'..='\u{0669}' => '\u{0660}',
        '\u{06F0}'..='\u{06F9}' => '\u{06F0}',
        _ => return None,
    };
    char::from_digit(u32::from(character) - u32::from(zero), 10)
}

/// What stands between digits: B:mobiltelefonnummer has space, hyphen and underscore; people also write dots and
/// parentheses, and contact lists copy other spaces and hyphens and invisible marks along.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || matches!(character, '-' | '_' | '.' | '(' | ')' | '\u{AD}' | '\u{2212}' | '\u{FEFF}')
        || matches!(character, '\u{2010}'..='\u{2015}' | '\u{FF08}' | '\u{FF09}' | '\u{FF0D}')
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}')
}
