//! The addresses citizens see. Norwegian, and fixed: changing one is a decision.

pub const HOME: &str = "/";
pub const LOG_IN: &str = "/logginn";
pub const LOG_OUT: &str = "/loggut";
pub const LOGGED_OUT: &str = "/utlogget";
pub const CONFIRM: &str = "/bekreft";
pub const EDIT: &str = "/bekreft/endre";
pub const RECEIPT: &str = "/bekreft/kvittering";
pub const CODE_SMS: &str = "/bekreft/kode/sms";
pub const CODE_SMS_SEND: &str = "/bekreft/kode/sms/send";
pub const CODE_EMAIL: &str = "/bekreft/kode/epost";
pub const CODE_EMAIL_SEND: &str = "/bekreft/kode/epost/send";
/// Delivery reports of SMS gateways.
pub const KANNEL_REPORTS: &str = crate::actions::deliver::KANNEL_REPORTS;
pub const LINKMOBILITY_REPORTS: &str = "/levering/linkmobility";
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
/// Every message that the demo has "sent"; demo and test mode only.
pub const INBOX: &str = "/innboks";
