//! The keys that codes follow from (`BEKREFT_CODE_KEYS`). They lie outside the database, so that whoever reads it can
//! neither read a code nor make one.

use aws_lc_rs::hmac;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use bekreft_domain::Code;

use crate::store::verification::Subject;

/// Keys with versions: the newest makes codes, the older ones still check those that were made with them.
pub struct CodeKeys {
    /// Newest first; never empty.
    keys: Vec<(i32, hmac::Key)>,
}

impl std::fmt::Debug for CodeKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "CodeKeys({} keys)", self.keys.len())
    }
}

impl CodeKeys {
    /// Keys from their versions and secret bytes; `None` without any.
    pub fn new(secrets: &[(i32, Vec<u8>)]) -> Option<Self> {
        let mut keys = secrets
            .iter()
            .map(|(version, secret)| (*version, hmac::Key::new(hmac::HMAC_SHA256, secret)))
            .collect::<Vec<_>>();
        keys.sort_by_key(|(version, _)| std::cmp::Reverse(*version));
        (!keys.is_empty()).then_some(Self { keys })
    }

    /// One key that follows from another secret, for the demo and for test environments that have set none.
    pub fn derived(secret: &[u8]) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let derived = hmac::sign(&key, b"code keys");
        Self { keys: vec![(1, hmac::Key::new(hmac::HMAC_SHA256, derived.as_ref()))] }
    }

    /// The version that new codes are made with.
    pub fn newest(&self) -> i32 {
        self.keys.first().map_or(0, |(version, _)| *version)
    }

    fn key(&self, wanted: i32) -> Option<&hmac::Key> {
        self.keys.iter().find(|(version, _)| *version == wanted).map(|(_, key)| key)
    }

    /// The code of this person for this very value; `None` when the key is no longer there. Each part is preceded by its
    /// length, so that no two different subjects are signed as the same bytes.
    pub fn code(&self, version: i32, subject: Subject<'_>, nonce: &[u8; 16]) -> Option<Code> {
        let mut context = hmac::Context::with_key(self.key(version)?);
        let parts = [
            b"code".as_slice(),
            subject.identifier.expose().as_bytes(),
            subject.channel.as_str().as_bytes(),
            subject.value.as_bytes(),
            nonce,
        ];
        for part in parts {
            context.update(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
            context.update(part);
        }
        let tag = context.sign();
        let bits = tag.as_ref().iter().take(8).fold(0, |bits, byte| bits << 8 | u64::from(*byte));
        Some(Code::from_bits(bits))
    }

    /// What a provider must show to report on a message.
    pub fn report_tag(&self, message: &str) -> String {
        self.keys.first().map(|(_, key)| tag(key, message)).unwrap_or_default()
    }

    /// Whether the tag was made for this message, by the newest key or an older one.
    pub fn accepts_report_tag(&self, message: &str, shown: &str) -> bool {
        self.keys.iter().any(|(_, key)| {
            let right = tag(key, message);
            aws_lc_rs::constant_time::verify_slices_are_equal(right.as_bytes(), shown.as_bytes()).is_ok()
        })
    }

    /// What a network address is counted by; the address itself is kept nowhere.
    pub fn network_hash(&self, network: &str) -> Vec<u8> {
        let Some((_, key)) = self.keys.first() else { return Vec::new() };
        hmac::sign(key, format!("network\0{network}").as_bytes()).as_ref().to_vec()
    }
}

fn tag(key: &hmac::Key, message: &str) -> String {
    URL_SAFE_NO_PAD.encode(hmac::sign(key, format!("report\0{message}").as_bytes()).as_ref())
}
