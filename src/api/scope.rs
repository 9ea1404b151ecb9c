//! What a token may let its bearer do. A scope is a type, and a handler gets nothing of a request without naming one: an
//! endpoint that forgets to look at the scope does not compile.

/// One scope of the API.
pub trait Scope: 'static {
    /// Its name at Maskinporten.
    const NAME: &'static str;
    /// Who may use it, besides having it.
    const FOR: Callers = Callers::Customers;
}

/// Whom a scope is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callers {
    /// Customers of the register, within their limits.
    Customers,
    /// Providers of digital mailboxes: known by their organisation numbers, and no customers.
    MailboxProviders,
}

/// Tell the register about digital mailboxes. Ours: Digdir's provider API has no published scope.
#[derive(Debug)]
pub enum MailboxWrite {}

impl Scope for MailboxWrite {
    const NAME: &'static str = "krr:global/postkasse.write";
    const FOR: Callers = Callers::MailboxProviders;
}
