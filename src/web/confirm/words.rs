//! Refusals in words: one exhaustive match each, so that a new refusal does not compile until it can be said.

use bekreft_domain::{EmailAddressError, MobileNumberError};

use crate::i18n::Tr;

/// What is wrong with a number.
pub fn mobile_error(tr: Tr, error: MobileNumberError) -> &'static str {
    match error {
        MobileNumberError::NotANumber => tr.confirm_mobile_not_a_number(),
        MobileNumberError::TooShort => tr.confirm_mobile_too_short(),
        MobileNumberError::TooLong => tr.confirm_mobile_too_long(),
        MobileNumberError::NorwegianNotMobile => tr.confirm_mobile_norwegian_not_mobile(),
        MobileNumberError::NorwegianMachine => tr.confirm_mobile_norwegian_machine(),
        MobileNumberError::NotMobile => tr.confirm_mobile_not_mobile(),
        MobileNumberError::UnknownCountryCode => tr.confirm_mobile_unknown_country_code(),
    }
}

/// What is wrong with an address.
pub fn email_error(tr: Tr, error: EmailAddressError) -> &'static str {
    match error {
        EmailAddressError::MissingAt => tr.confirm_email_missing_at(),
        EmailAddressError::SeveralAt => tr.confirm_email_several_at(),
        EmailAddressError::Space => tr.confirm_email_space(),
        EmailAddressError::TooLong => tr.confirm_email_too_long(),
        EmailAddressError::LocalPart => tr.confirm_email_local_part(),
        EmailAddressError::Domain => tr.confirm_email_domain(),
    }
}
