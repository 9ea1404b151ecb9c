//! What a token may let its bearer do. A scope is a type, and a handler gets nothing of a request without naming one: an
//! endpoint that forgets to look at the scope does not compile.

/// One scope of the API.
pub trait Scope: 'static {
    /// Its name at Maskinporten.
    const NAME: &'static str;
}

/// Read the change feed (Digdir's docs, `krr_lokal_kopi`). What is told in it depends on the scopes for lookups.
#[derive(Debug)]
pub enum FeedRead {}

impl Scope for FeedRead {
    const NAME: &'static str = "krr:global/hentendring.read";
}

/// Look up notification status, contact information and language.
#[derive(Debug)]
pub enum ContactRead {}

impl Scope for ContactRead {
    const NAME: &'static str = "krr:global/kontaktinformasjon.read";
}

/// Look up digital mailboxes and the certificates of their providers.
#[derive(Debug)]
pub enum DigitalMailRead {}

impl Scope for DigitalMailRead {
    const NAME: &'static str = "krr:global/digitalpost.read";
}

/// Set the language of letters to somebody who has none. Ours: Digdir's operation has not been published.
#[derive(Debug)]
pub enum LanguageWrite {}

impl Scope for LanguageWrite {
    const NAME: &'static str = "krr:global/spraak.write";
}

/// Tell the register about digital mailboxes. Ours: Digdir's provider API has no published scope.
#[derive(Debug)]
pub enum MailboxWrite {}

impl Scope for MailboxWrite {
    const NAME: &'static str = "krr:global/postkasse.write";
}
