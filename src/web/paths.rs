//! The addresses citizens see. Norwegian, and fixed: changing one is a decision.

pub const HOME: &str = "/";
pub const LOG_IN: &str = "/logginn";
/// Back from ID-porten.
pub const LOGIN_RETURN: &str = "/logginn/retur";
/// What stood between a citizen and her login.
pub const LOGIN_TROUBLE: &str = "/logginn/hindring";
pub const LOG_OUT: &str = "/loggut";
/// ID-porten tells, in a frame of its own page, that a citizen has logged out.
pub const FRONT_CHANNEL: &str = "/loggut/frontkanal";
/// ID-porten tells so directly.
pub const BACK_CHANNEL: &str = "/loggut/bakkanal";
pub const LOGGED_OUT: &str = "/utlogget";
/// A citizen stays logged in for another while.
pub const EXTEND: &str = "/okt/forleng";
/// The support console and its own login.
pub const SUPPORT: &str = "/stotte";
/// Its parts.
/// What a citizen saw, by the code that she reads out, step by step.
pub const SUPPORT_FLOW: &str = "/stotte/flyt/{code}";
/// The same as a scenario.
pub const SUPPORT_FLOW_SCENARIO: &str = "/stotte/flyt/{code}/scenario.toml";
pub const SUPPORT_STEP: &str = "/stotte/flyt/{code}/{step}";
pub const SUPPORT_STEP_PICTURE: &str = "/stotte/flyt/{code}/{step}/bilde";
/// One page of the gallery.
pub const SUPPORT_SCREEN: &str = "/stotte/skjermbilder/{name}";
pub const SUPPORT_SCREEN_PICTURE: &str = "/stotte/skjermbilder/{name}/bilde";
pub const SUPPORT_SEARCH: &str = "/stotte/sok";
/// The same as a file, and where a search is kept and forgotten.
pub const SUPPORT_SEARCH_CSV: &str = "/stotte/sok.csv";
pub const SUPPORT_SEARCH_SAVE: &str = "/stotte/sok/lagre";
pub const SUPPORT_SEARCH_DELETE: &str = "/stotte/sok/slett";
pub const SUPPORT_SCENARIOS: &str = "/stotte/scenarier";
/// One scenario, on a page or, with `.toml` after its name, as its file.
pub const SUPPORT_SCENARIO: &str = "/stotte/scenarier/{name}";
pub const SUPPORT_GALLERY: &str = "/stotte/skjermbilder";
pub const SUPPORT_CASES: &str = "/stotte/saker";
/// Whom support looks for: one exact value, and why.
pub const SUPPORT_LOOK_UP: &str = "/stotte/oppslag";
pub const SUPPORT_PERSON: &str = "/stotte/person/{id}";
/// Her values, for a second reason.
pub const SUPPORT_REVEAL: &str = "/stotte/person/{id}/vis";
/// One of support decides over what another has asked.
pub const SUPPORT_DECISION: &str = "/stotte/saker/{id}/avgjor";
pub const SUPPORT_LOG_IN: &str = "/stotte/logginn";
pub const SUPPORT_LOGIN_RETURN: &str = "/stotte/logginn/retur";
pub const SUPPORT_LOGIN_TROUBLE: &str = "/stotte/logginn/hindring";
pub const SUPPORT_LOG_OUT: &str = "/stotte/loggut";
pub const SUPPORT_FRONT_CHANNEL: &str = "/stotte/loggut/frontkanal";
pub const SUPPORT_BACK_CHANNEL: &str = "/stotte/loggut/bakkanal";
pub const SUPPORT_LOGGED_OUT: &str = "/stotte/utlogget";
pub const CONFIRM: &str = "/bekreft";
pub const EDIT: &str = "/bekreft/endre";
pub const RECEIPT: &str = "/bekreft/kvittering";
/// «Dine kontaktopplysninger».
pub const PROFILE: &str = "/profil";
pub const RESERVATION: &str = "/profil/reservasjon";
pub const LETTER_LANGUAGE: &str = "/profil/sprak";
/// Where she chooses a digital mailbox.
pub const MAILBOX: &str = "/profil/postkasse";
/// Whether a value is on others too on purpose.
pub const SHARING: &str = "/profil/deling";
/// Where she asks to be deleted.
pub const DELETE: &str = "/profil/slett";
/// All that the register holds about the citizen, as a file.
pub const EXPORT: &str = "/profil/data.json";
/// The same on a page made for paper.
pub const PRINT: &str = "/profil/utskrift";
pub const CODE_SMS: &str = "/bekreft/kode/sms";
pub const CODE_SMS_SEND: &str = "/bekreft/kode/sms/send";
pub const CODE_EMAIL: &str = "/bekreft/kode/epost";
pub const CODE_EMAIL_SEND: &str = "/bekreft/kode/epost/send";
/// Delivery reports of SMS gateways.
pub const KANNEL_REPORTS: &str = crate::actions::deliver::KANNEL_REPORTS;
pub const LINKMOBILITY_REPORTS: &str = "/levering/linkmobility";
pub const HELP: &str = "/hjelp";
pub const HELP_REGISTER: &str = "/hjelp/kontaktregisteret";
pub const HELP_DUPLICATE: &str = "/hjelp/duplikat";
pub const HELP_CODE: &str = "/hjelp/verifikasjon";
pub const HELP_RESERVATION: &str = "/hjelp/reservasjon";
pub const HELP_MAILBOX: &str = "/hjelp/postkasse";
pub const HELP_ACCESSIBILITY: &str = "/hjelp/tilgjengelighet";
pub const HELP_PRIVACY: &str = "/hjelp/personvern";
pub const STATIC: &str = "/static/{file}";
pub const ROBOTS: &str = "/robots.txt";
/// The REST API: everything below speaks JSON.
pub const REST: &str = "/rest";
/// Public bodies look persons up.
pub const REST_PERSONS_V1: &str = "/rest/v1/personer";
pub const REST_PERSONS_V2: &str = "/rest/v2/personer";
/// A citizen's own data.
pub const REST_PERSON: &str = "/rest/v1/person";
pub const REST_PRINT: &str = "/rest/v2/printSertifikat";
/// The key behind signed answers.
pub const REST_JWKS: &str = "/rest/v1/jwks";
pub const REST_MAILBOX_CAN_CHOOSE: &str = "/rest/v1/postkasse/kanVelge";
pub const REST_MAILBOX_CREATE: &str = "/rest/v1/postkasse/opprettOgVelg";
pub const REST_MAILBOX_UPDATE: &str = "/rest/v1/postkasse/oppdater";
pub const REST_MAILBOX_DELETE: &str = "/rest/v1/postkasse/slett";
pub const REST_CHANGES: &str = "/rest/v2/krr/hentEndringer";
pub const REST_PROVIDER_CHANGES: &str = "/rest/v1/krr/hentPostkasseleverandoerEndringer";
pub const REST_LANGUAGE: &str = "/rest/v1/personer/spraak";
/// The description of the API, for programs.
pub const OPENAPI: &str = "/openapi.json";
/// The same for people.
pub const API_DOCS: &str = "/api-docs";
/// Choose a test person; demo and test mode only.
pub const TEST_ID: &str = "/testid";
/// Choose a test person of support; demo and test mode only.
pub const TEST_ID_SUPPORT: &str = "/testid/stotte";
/// Puts the demo persons back as they were; demo mode only.
pub const TEST_ID_RESET: &str = "/testid/nullstill";
/// A service to come back to; demo and test mode only.
pub const TEST_SERVICE: &str = "/testid/tjeneste";
/// The demo's own mailbox providers, and how they behave; demo and test mode only.
pub const TEST_MAILBOX: &str = "/testid/postkasse";
pub const TEST_MAILBOX_API: &str = "/testid/postkasse/{provider}/v1/{operation}";
/// Play through a scenario, let time pass in it, and choose how providers behave; demo and test mode only.
pub const TEST_SCENARIO: &str = "/testid/scenario";
pub const TEST_SCENARIO_TIME: &str = "/testid/scenario/tid";
pub const TEST_SCENARIO_PROVIDERS: &str = "/testid/scenario/leverandorer";
/// Every message that the demo has "sent"; demo and test mode only.
pub const INBOX: &str = "/innboks";

/// Where a citizen chooses by pressing, not typing: what is sent there after her session has ended is not kept.
pub const CHOICES: &[&str] = &[RESERVATION, LETTER_LANGUAGE, MAILBOX, SHARING, DELETE];
