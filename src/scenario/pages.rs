//! The pages that a scenario can be on, and what they are called.

use crate::i18n::Tr;
use crate::web::paths;

/// A page that is called differently in each language.
type Title = fn(Tr) -> &'static str;

/// Every page, with its title.
const PAGES: &[(&str, Title)] = &[
    (paths::HOME, Tr::home_title),
    (paths::CONFIRM, Tr::confirm_title),
    (paths::EDIT, Tr::scenario_page_edit),
    (paths::RECEIPT, Tr::scenario_page_receipt),
    (paths::CODE_SMS, Tr::code_title_mobile),
    (paths::CODE_EMAIL, Tr::code_title_email),
    (paths::CODE_SMS_SEND, Tr::code_title_mobile),
    (paths::CODE_EMAIL_SEND, Tr::code_title_email),
    (paths::PROFILE, Tr::profile_title),
    (paths::RESERVATION, Tr::reservation_title),
    (paths::LETTER_LANGUAGE, Tr::letters_title),
    (paths::MAILBOX, Tr::mailbox_title),
    (paths::SHARING, Tr::scenario_page_sharing),
    (paths::DELETE, Tr::delete_title),
    (paths::PRINT, Tr::scenario_page_print),
    (paths::EXTEND, Tr::session_extend),
    (paths::LOGGED_OUT, Tr::logged_out_title),
    (paths::HELP_DUPLICATE, Tr::help_duplicate_title),
    (paths::HELP_CODE, Tr::help_code_title),
    (paths::TEST_ID, Tr::testid_title),
    (paths::TEST_SERVICE, Tr::test_service_title),
];

/// Whether a scenario can be there.
pub fn is_known(path: &str) -> bool {
    PAGES.iter().any(|(known, _)| *known == path)
}

/// What the page is called.
pub fn title_of(path: &str, tr: Tr) -> String {
    PAGES
        .iter()
        .find(|(known, _)| *known == path)
        .map_or_else(|| path.to_owned(), |(_, title)| title(tr).to_owned())
}
