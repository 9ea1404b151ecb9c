//! What a token may let its bearer do. A scope is a type, and a handler gets nothing of a request without naming one: an
//! endpoint that forgets to look at the scope does not compile.

/// One scope of the API.
pub trait Scope: 'static {
    /// Its name at Maskinporten.
    const NAME: &'static str;
}

/// Tell the register about digital mailboxes. Ours: Digdir's provider API has no published scope.
#[derive(Debug)]
pub enum MailboxWrite {}

impl Scope for MailboxWrite {
    const NAME: &'static str = "krr:global/postkasse.write";
}
