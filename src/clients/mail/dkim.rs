//! DKIM signatures (RFC 6376), `rsa-sha256` and `relaxed/relaxed`. Our own, because the mail library's signer makes
//! relaxed signatures that other software refuses, and signs with an RSA implementation that leaks time
//! (RUSTSEC-2023-0071). This one signs with the cryptography that TLS uses here as well.

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RsaKeyPair};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use time::OffsetDateTime;

/// What is signed: all that a reader sees or a program goes by.
const SIGNED: [&str; 10] = [
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-language",
    "auto-submitted",
    "x-auto-response-suppress",
];

/// Signs mail.
pub struct Signer {
    domain: String,
    selector: String,
    key: RsaKeyPair,
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Signer({}, {})", self.domain, self.selector)
    }
}

impl Signer {
    /// A signer with an RSA key in PEM, PKCS#1 or PKCS#8.
    pub fn new(domain: String, selector: String, pem: &str) -> Option<Self> {
        let der = pem.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect::<String>();
        let der = STANDARD.decode(der).ok()?;
        let key = if pem.contains("BEGIN RSA PRIVATE KEY") {
            RsaKeyPair::from_der(&der)
        } else {
            RsaKeyPair::from_pkcs8(&der)
        };
        Some(Self { domain, selector, key: key.ok()? })
    }

    /// The mail with a signature on top; `None` when it has no header or the key cannot sign.
    pub fn sign(&self, mail: &[u8], now: OffsetDateTime) -> Option<Vec<u8>> {
        let end = mail.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
        let (headers, body) = (mail.get(..end + 2)?, mail.get(end + 4..)?);
        let headers = unfolded(str::from_utf8(headers).ok()?);
        let present = SIGNED.iter().filter_map(|name| Some((*name, find(&headers, name)?)));
        let (names, lines): (Vec<_>, Vec<_>) =
            present.map(|(name, value)| (name, relaxed(name, value))).unzip();
        let body_hash = STANDARD.encode(digest::digest(&digest::SHA256, &relaxed_body(body)));
        let unsigned = format!(
            "v=1; a=rsa-sha256; c=relaxed/relaxed; d={}; s={};\r\n t={}; h={};\r\n bh={body_hash};\r\n b=",
            self.domain,
            self.selector,
            now.unix_timestamp(),
            names.join(":"),
        );
        let own = relaxed("dkim-signature", &unsigned.replace("\r\n", ""));
        let input = format!("{}{}", lines.concat(), own.trim_end());
        let mut signature = vec![0; self.key.public_modulus_len()];
        self.key.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), input.as_bytes(), &mut signature).ok()?;
        let mut signed =
            format!("DKIM-Signature: {unsigned}{}\r\n", folded(&STANDARD.encode(signature))).into_bytes();
        signed.extend_from_slice(mail);
        Some(signed)
    }
}

/// Lines of base64 that no server has to break.
fn folded(text: &str) -> String {
    let lines = text.as_bytes().chunks(72).map(String::from_utf8_lossy);
    lines.collect::<Vec<_>>().join("\r\n ")
}

/// The headers, each on one line.
fn unfolded(headers: &str) -> Vec<(String, String)> {
    let whole = headers.replace("\r\n ", " ").replace("\r\n\t", " ");
    whole
        .split("\r\n")
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()))
        .collect()
}

fn find<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    headers.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

/// RFC 6376, 3.4.2.
fn relaxed(name: &str, value: &str) -> String {
    let words = value.split([' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    format!("{name}:{}\r\n", words.join(" "))
}

/// RFC 6376, 3.4.4.
fn relaxed_body(body: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(body);
    let mut lines = text.split("\r\n").map(relaxed_line).collect::<Vec<_>>();
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines.iter().flat_map(|line| [line.as_bytes(), b"\r\n"].concat()).collect()
}

fn relaxed_line(line: &str) -> String {
    let mut relaxed = String::with_capacity(line.len());
    for letter in line.trim_end_matches([' ', '\t']).chars() {
        match letter {
            ' ' | '\t' if relaxed.ends_with(' ') => {}
            ' ' | '\t' => relaxed.push(' '),
            letter => relaxed.push(letter),
        }
    }
    relaxed
}
