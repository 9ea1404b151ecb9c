//! The addresses citizens see. Norwegian, and fixed: changing one is a decision.

pub const HOME: &str = "/";
pub const LOG_IN: &str = "/logginn";
pub const LOG_OUT: &str = "/loggut";
pub const LOGGED_OUT: &str = "/utlogget";
pub const CONFIRM: &str = "/bekreft";
pub const EDIT: &str = "/bekreft/endre";
pub const RECEIPT: &str = "/bekreft/kvittering";
pub const HELP_REGISTER: &str = "/hjelp/kontaktregisteret";
pub const HELP_DUPLICATE: &str = "/hjelp/duplikat";
pub const STATIC: &str = "/static/{file}";
pub const ROBOTS: &str = "/robots.txt";
/// Choose a test person; demo and test mode only.
pub const TEST_ID: &str = "/testid";
/// Puts the demo persons back as they were; demo mode only.
pub const TEST_ID_RESET: &str = "/testid/nullstill";
/// A service to come back to; demo and test mode only.
pub const TEST_SERVICE: &str = "/testid/tjeneste";
