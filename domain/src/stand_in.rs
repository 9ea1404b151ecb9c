//! Stand-ins: values that every rule treats as it treats a person's own, and that are not hers.
//!
//! What a citizen saw can be shown again without her number and her address, if something stands in their place that is
//! as valid, as foreign and as misspelled as they are. The same value always has the same stand-in, so that what was the
//! same stays the same. Nothing can be read back out of one: it follows from bits that only the caller can draw.

use time::Date;

use crate::{Country, EmailAddress, MailboxAddress, MobileNumber, PersonIdentifier};

/// Gives values their stand-ins.
pub struct StandIns<'a> {
    draw: &'a dyn Fn(&str) -> u64,
}

/// Some of a thousand numbers of a kind are always given out, so no more are tried.
const TRIES: u64 = 200;
/// Addresses there reach nobody (RFC 2606).
const DOMAIN: &str = "example.com";
/// So many digits of a number that is none say what is wrong with it: `00`, a calling code, and the kind.
const FEW: usize = 6;
/// So often other digits are drawn before one more is kept.
const DRAWS: u64 = 20;
/// How many digits at the end of a foreign number are another's.
const FOREIGN_DIGITS: usize = 5;

impl<'a> StandIns<'a> {
    /// With bits that follow from a value and from something that others do not know.
    pub fn new(draw: &'a dyn Fn(&str) -> u64) -> Self {
        Self { draw }
    }

    /// A number of the same country.
    pub fn mobile(&self, number: &MobileNumber) -> MobileNumber {
        let bits = (self.draw)(number.expose());
        let is_norwegian = number.country() == Country::NORWAY;
        let foreign = (!is_norwegian).then(|| like(number, bits)).flatten();
        foreign.or_else(|| norwegian(bits)).unwrap_or_else(MobileNumber::nobodys)
    }

    /// An address nobody has. A domain that looks like a slip for another stays: thousands make it, and the page asks about it.
    pub fn email(&self, address: &EmailAddress) -> EmailAddress {
        let canonical = address.canonical();
        let bits = (self.draw)(canonical.expose());
        let domain = match canonical.expose().rsplit_once('@') {
            Some((_, domain)) if address.suggestion().is_some() => domain,
            _ => DOMAIN,
        };
        let text = format!("innbygger{:06}@{domain}", bits % 1_000_000);
        EmailAddress::parse(&text).unwrap_or_else(|_| EmailAddress::nobodys())
    }

    /// The canonical form of an address, as it is compared: that of its stand-in.
    pub fn canonical_email(&self, canonical: &str) -> String {
        let address = EmailAddress::from_stored(canonical);
        address.map(|address| self.email(&address).canonical().expose().to_owned()).unwrap_or_default()
    }

    /// A synthetic number of the same kind, born in the same month.
    pub fn person(&self, identifier: &PersonIdentifier) -> Option<PersonIdentifier> {
        let bits = (self.draw)(identifier.expose());
        let born = identifier.birth_date().and_then(|date| date.replace_day(1).ok());
        let born = born.or_else(|| Date::from_ordinal_date(1980, 1).ok())?;
        let tries = (0..1000).map(|step| u16::try_from((bits % 1000 + step) % 1000).unwrap_or(0));
        let mut found =
            tries.filter_map(|number| PersonIdentifier::synthetic(born, number, identifier.kind()));
        found.next()
    }

    /// An address at the same provider.
    pub fn mailbox(&self, address: &MailboxAddress) -> Option<MailboxAddress> {
        let bits = (self.draw)(address.expose());
        MailboxAddress::parse(&format!("innbygger#{:06}", bits % 1_000_000)).ok()
    }

    /// What stands in a number field: a number as it was typed, with or without its calling code, or the shape of what is none.
    pub fn typed_mobile(&self, typed: &str, selected: Country) -> String {
        if typed.trim().is_empty() {
            return String::new();
        }
        match MobileNumber::parse(typed, selected) {
            Ok(number) => {
                let stand_in = self.mobile(&number);
                let national = stand_in.national();
                let is_read = MobileNumber::parse(&national, selected).as_ref() == Ok(&stand_in);
                let has_code = typed.contains('+') || !is_read;
                if has_code { stand_in.international() } else { national }
            }
            Err(error) => {
                let bits = (self.draw)(typed);
                let is_same = |text: &String| MobileNumber::parse(text, selected) == Err(error);
                // The first digits say which country and which kind of number it is, and no more of them are needed.
                let kept = (0..=FEW).flat_map(|kept| (0..DRAWS).map(move |draw| (kept, draw)));
                let mut shapes = kept.map(|(kept, draw)| shape(typed, kept, mixed(bits, draw)));
                shapes.find(is_same).unwrap_or_else(|| shape(typed, 0, bits))
            }
        }
    }

    /// What stands in an address field.
    pub fn typed_email(&self, typed: &str) -> String {
        if typed.trim().is_empty() {
            return String::new();
        }
        match EmailAddress::parse(typed) {
            Ok(address) => self.email(&address).expose().to_owned(),
            Err(error) => {
                let shape = shape(typed, 0, (self.draw)(typed));
                if EmailAddress::parse(&shape) == Err(error) { shape } else { bare(typed) }
            }
        }
    }
}

impl std::fmt::Debug for StandIns<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("StandIns(…)")
    }
}

/// A text for somebody who may not know it: its shape.
pub fn masked_text(text: &str) -> String {
    text.chars().map(|letter| if letter.is_alphanumeric() { '•' } else { letter }).collect()
}

fn norwegian(bits: u64) -> Option<MobileNumber> {
    let mut numbers = (0..TRIES).map(|step| format!("9{:07}", mixed(bits, step) % 10_000_000));
    numbers.find_map(|number| MobileNumber::parse(&number, Country::NORWAY).ok())
}

/// A number of the same series.
fn like(number: &MobileNumber, bits: u64) -> Option<MobileNumber> {
    let digits = number.expose();
    let kept = digits.get(..digits.len().saturating_sub(FOREIGN_DIGITS))?;
    let mut numbers = (0..TRIES).map(|step| format!("{kept}{:05}", mixed(bits, step) % 100_000));
    numbers.find_map(|number| MobileNumber::parse(&number, Country::NORWAY).ok())
}

/// As long as it was, with the same marks between; another's letters and digits after the first `kept` digits.
fn shape(typed: &str, kept: usize, bits: u64) -> String {
    let mut digits = 0;
    let mut other = |letter: char| match letter {
        _ if letter.is_ascii_digit() => {
            digits += 1;
            let drawn = char::from(b'0' + u8::try_from(mixed(bits, digits as u64) % 10).unwrap_or(0));
            if digits <= kept { letter } else { drawn }
        }
        _ if letter.is_ascii_alphabetic() => 'x',
        _ if letter.is_alphanumeric() => 'ø',
        _ => letter,
    };
    typed.chars().map(&mut other).collect()
}

/// Only the marks of it, with one letter for each word.
fn bare(typed: &str) -> String {
    let mut is_word = false;
    let mut kept = String::new();
    for letter in typed.chars() {
        let was_word = std::mem::replace(&mut is_word, letter.is_alphanumeric());
        match (is_word, was_word) {
            (true, false) => kept.push('x'),
            (true, true) => {}
            (false, _) => kept.push(letter),
        }
    }
    kept
}

/// Other bits for each step (the finalizer of `SplitMix64`).
fn mixed(bits: u64, step: u64) -> u64 {
    let mut mixed = bits.wrapping_add(step.wrapping_mul(0x9E37_79B9_7F4A_7C15));
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::IdentifierKind;
    use proptest::prelude::*;

    fn draw(value: &str) -> u64 {
        value.bytes().fold(17, |bits, byte| mixed(bits, u64::from(byte)))
    }

    proptest! {
        #[test]
        fn what_is_wrong_with_a_typed_number_is_wrong_with_its_stand_in(typed in "(\\+|00)?[0-9 ]{0,16}[a-z]{0,2}", place in 0usize..3) {
            let country = [Country::NORWAY, Country::from_alpha2("SE").expect("SE"), Country::from_alpha2("GB").expect("GB")][place];
            let stand_in = StandIns::new(&draw).typed_mobile(&typed, country);
            match (MobileNumber::parse(&typed, country), MobileNumber::parse(&stand_in, country)) {
                (Ok(number), Ok(other)) => prop_assert_eq!(number.country(), other.country()),
                (Err(error), Err(other)) => prop_assert_eq!(error, other, "{} {}", typed, stand_in),
                (was, is) => prop_assert!(false, "{typed} {stand_in} {was:?} {is:?}"),
            }
        }

        #[test]
        fn what_is_wrong_with_a_typed_address_is_wrong_with_its_stand_in(typed in "[a-zæøå.@ _+\"-]{0,24}(@[a-zæøå.-]{0,12})?") {
            let stand_in = StandIns::new(&draw).typed_email(&typed);
            let (was, is) = (EmailAddress::parse(&typed), EmailAddress::parse(&stand_in));
            if !typed.trim().is_empty() {
                prop_assert_eq!(was.err(), is.err(), "{} {}", typed, stand_in);
            }
        }

        #[test]
        fn a_stand_in_is_of_the_same_age_and_kind(year in 1940i32..2020, day in 1u16..365, individual in 0u16..1000, d_number: bool) {
            let born = Date::from_ordinal_date(year, day).expect("a day");
            let kind = if d_number { IdentifierKind::DNumber } else { IdentifierKind::NationalIdentityNumber };
            let Some(person) = PersonIdentifier::synthetic(born, individual, kind) else { return Ok(()) };
            let other = StandIns::new(&draw).person(&person).expect("a stand-in");
            let other_born = other.birth_date().expect("born");
            prop_assert_eq!((other_born.year(), other_born.month(), other.kind()), (born.year(), born.month(), kind));
        }
    }

    #[test]
    fn of_a_number_that_is_none_six_digits_are_kept_at_the_most() {
        let stand_ins = StandIns::new(&draw);
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        for typed in
            ["22 22 55 66", "+46 8 508 295 71", "0044 20 7946 0958", "+999 123 456 789", "9876543211234567"]
        {
            let (own, others) = (digits(typed), digits(&stand_ins.typed_mobile(typed, Country::NORWAY)));
            let same = own.chars().zip(others.chars()).take_while(|(one, other)| one == other).count();
            assert!(same <= FEW + 2, "{typed}: {others}");
            assert_ne!(own, others);
        }
    }

    #[test]
    fn two_spellings_of_one_address_have_one_stand_in() {
        let stand_ins = StandIns::new(&draw);
        let address = |text| EmailAddress::parse(text).expect("an address");
        let (first, second) = (address("Kari.N@gmail.com"), address("karin@googlemail.com"));
        assert_eq!(stand_ins.email(&first), stand_ins.email(&second));
        let canonical = stand_ins.canonical_email(first.canonical().expose());
        assert_eq!(canonical, stand_ins.email(&first).canonical().expose());
        assert!(stand_ins.email(&address("kari@gmial.com")).suggestion().is_some());
    }

    #[test]
    fn a_masked_text_keeps_its_shape() {
        assert_eq!(masked_text("kari@x y"), "••••@• •");
    }
}
