//! Keyed hashing: session tokens, CSRF tokens, support codes.

mod codes;

use aws_lc_rs::{digest, hmac};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bekreft_domain::{PersonIdentifier, SupportCode};

use crate::clock::Chance;
pub use codes::CodeKeys;

/// An unguessable value that lives in a cookie or a form; the database holds only its hash.
#[derive(Clone)]
pub struct Token(String);

/// SHA-256 of a [`Token`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TokenHash([u8; 32]);

impl Token {
    /// A new token of 256 bits.
    pub fn draw(chance: Chance) -> Self {
        Self(URL_SAFE_NO_PAD.encode(chance.bytes::<32>()))
    }

    /// A token that came back from a browser; anything may stand in it.
    pub fn received(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text for the cookie or the form.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// What the database knows the token by.
    pub fn hash(&self) -> TokenHash {
        let mut hash = [0; 32];
        hash.copy_from_slice(digest::digest(&digest::SHA256, self.0.as_bytes()).as_ref());
        TokenHash(hash)
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl TokenHash {
    /// The 32 bytes, as the database keeps them.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// What the steps of a session have in common.
pub type Flow = [u8; 16];

/// The key behind CSRF tokens and support codes (`BEKREFT_COOKIE_KEY`).
pub struct CookieKey(hmac::Key);

impl CookieKey {
    /// A key from its secret bytes, at least 32 of them.
    pub fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    /// Tells the steps of a session from those of others, and leads back to no session.
    pub fn flow(&self, session: &TokenHash) -> Flow {
        let mut flow = [0; 16];
        flow.iter_mut().zip(self.tag("flow", session)).for_each(|(byte, tag)| *byte = tag);
        flow
    }

    /// Bits that a stand-in follows from: the same value has the same all through a session, and another in the next one.
    pub fn stand_in(&self, flow: &Flow, value: &str) -> u64 {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(b"stand-in");
        context.update(flow);
        context.update(value.as_bytes());
        context.sign().as_ref().iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte))
    }

    fn tag(&self, purpose: &str, session: &TokenHash) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.0);
        context.update(purpose.as_bytes());
        context.update(session.bytes());
        let mut tag = [0; 32];
        tag.copy_from_slice(context.sign().as_ref());
        tag
    }

    /// A CSRF token for this session, masked anew for each page so that compression tells nothing about it (BREACH).
    pub fn csrf_token(&self, session: &TokenHash, chance: Chance) -> String {
        let mask = chance.bytes::<32>();
        let masked =
            self.tag("csrf", session).iter().zip(mask).map(|(tag, mask)| tag ^ mask).collect::<Vec<_>>();
        URL_SAFE_NO_PAD.encode([&mask[..], &masked].concat())
    }

    /// Whether a posted CSRF token was made for this session.
    pub fn accepts_csrf_token(&self, session: &TokenHash, posted: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(posted) else { return false };
        let Some((mask, masked)) = bytes.split_at_checked(32) else { return false };
        if masked.len() != mask.len() {
            return false;
        }
        let tag = masked.iter().zip(mask).map(|(masked, mask)| masked ^ mask).collect::<Vec<_>>();
        aws_lc_rs::constant_time::verify_slices_are_equal(&tag, &self.tag("csrf", session)).is_ok()
    }

    /// Marks the forms of a person, so that one from an earlier session of hers is known as hers. It opens nothing.
    pub fn owner_mark(&self, person: &PersonIdentifier) -> String {
        URL_SAFE_NO_PAD.encode(self.tag("owner", &Token::received(person.expose()).hash()))
    }

    /// Whether a form bears the mark of this person.
    pub fn is_owner_mark(&self, person: &PersonIdentifier, shown: &str) -> bool {
        let right = self.owner_mark(person);
        aws_lc_rs::constant_time::verify_slices_are_equal(right.as_bytes(), shown.as_bytes()).is_ok()
    }

    /// Whose saved searches are hers, of somebody of support. Only here can it be told who that is.
    pub fn support_mark(&self, organisation: &str, person: &PersonIdentifier) -> [u8; 32] {
        let whose = Token::received(&format!("{organisation}:{}", person.expose()));
        self.tag("saved-search", &whose.hash())
    }

    /// What must come back in the token of a login, by the hash of its ticket. Nothing to be read in the database.
    pub fn nonce(&self, ticket: &TokenHash) -> String {
        URL_SAFE_NO_PAD.encode(self.tag("nonce", ticket))
    }

    /// What only we can show when the code of a login is redeemed (PKCE): 43 characters, by the hash of its ticket.
    pub fn verifier(&self, ticket: &TokenHash) -> String {
        URL_SAFE_NO_PAD.encode(self.tag("verifier", ticket))
    }

    /// The support code of a session. It follows from the cookie, so even a page shown while the database is down bears it.
    pub fn support_code(&self, session: &TokenHash) -> SupportCode {
        let tag = self.tag("support", session);
        SupportCode::from_bits(tag.iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte)))
    }
}

impl std::fmt::Debug for CookieKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CookieKey(…)")
    }
}
