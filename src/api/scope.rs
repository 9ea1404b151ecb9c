//! What a token may let its bearer do. A scope is a type, and a handler gets nothing of a request without naming one: an
//! endpoint that forgets to look at the scope does not compile.

/// One scope of the API, or several of which one is enough.
pub trait Scope: 'static {
    /// Its name at Maskinporten or ID-porten; several are separated by spaces. Told to who lacks it.
    const NAME: &'static str;
    /// Who may use it, besides having it.
    const FOR: Callers = Callers::Customers;
    /// Whether the answers behind it may be had with our signature.
    const IS_SIGNED: bool = false;

    /// Whether a token with these scopes has it.
    fn is_among(given: &[String]) -> bool {
        given.iter().any(|scope| scope == Self::NAME)
    }
}

/// Whom a scope is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callers {
    /// Customers of the register, within their limits.
    Customers,
    /// Providers of digital mailboxes: known by their organisation numbers, and no customers.
    MailboxProviders,
}

macro_rules! scopes {
    ($($(#[$about:meta])* $name:ident = $text:literal;)+) => {
        $(
            $(#[$about])*
            #[derive(Debug)]
            pub enum $name {}

            impl Scope for $name {
                const NAME: &'static str = $text;
            }
        )+
    };
}

scopes! {
    /// Look up notification status, contact information and language.
    ContactRead = "krr:global/kontaktinformasjon.read";
    /// Look up digital mailboxes and the certificates of their providers.
    MailRead = "krr:global/digitalpost.read";
    /// [`ContactRead`] for suppliers, with a delegation in Altinn.
    DelegatedContactRead = "krr:global/kontaktinfo.read";
    /// [`MailRead`] for suppliers, with a delegation in Altinn.
    DelegatedMailRead = "krr:global/postkasse.read";
    /// A citizen lets a service see her contact information.
    OwnContactRead = "krr:user/kontaktinformasjon.read";
    /// A citizen lets a service see her digital mailbox.
    OwnMailRead = "krr:user/digitalpost.read";
    /// A citizen lets a service set her language.
    OwnLanguageWrite = "krr:user/spraak.write";
    /// Read the change feed (Digdir's docs, `krr_lokal_kopi`). What is told in it depends on the scopes for lookups.
    FeedRead = "krr:global/hentendring.read";
    /// Set the language of letters to somebody who has none. Ours: Digdir's operation has not been published.
    LanguageWrite = "krr:global/spraak.write";
}

/// Tell the register about digital mailboxes. Ours: Digdir's provider API has no published scope.
#[derive(Debug)]
pub enum MailboxWrite {}

impl Scope for MailboxWrite {
    const NAME: &'static str = "krr:global/postkasse.write";
    const FOR: Callers = Callers::MailboxProviders;
}

/// Look persons up: one of the scopes for it is enough, and each opens its own fields.
#[derive(Debug)]
pub enum LookUp {}

impl Scope for LookUp {
    const NAME: &'static str = "krr:global/kontaktinformasjon.read krr:global/digitalpost.read";
    const IS_SIGNED: bool = true;

    fn is_among(given: &[String]) -> bool {
        ContactRead::is_among(given)
            || MailRead::is_among(given)
            || DelegatedContactRead::is_among(given)
            || DelegatedMailRead::is_among(given)
    }
}

/// The same for a citizen's own data.
#[derive(Debug)]
pub enum OwnRead {}

impl Scope for OwnRead {
    const NAME: &'static str = "krr:user/kontaktinformasjon.read krr:user/digitalpost.read";
    const IS_SIGNED: bool = true;

    fn is_among(given: &[String]) -> bool {
        OwnContactRead::is_among(given) || OwnMailRead::is_among(given)
    }
}
