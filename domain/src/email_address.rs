//! E-mail addresses: as typed, and in the form that tells whether two of them reach the same box.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use validator::ValidateEmail;

use crate::email_suggestion;

/// The most octets in an address (RFC 5321, section 4.5.3.1.3, with erratum 1690).
const LONGEST: usize = 254;

/// The most octets before the at sign (RFC 5321, section 4.5.3.1.1).
const LONGEST_LOCAL_PART: usize = 64;

/// Why a text is not an e-mail address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EmailAddressError {
    /// No at sign.
    #[error("an e-mail address has an at sign")]
    MissingAt,
    /// More than one at sign.
    #[error("an e-mail address has one at sign only")]
    SeveralAt,
    /// A space, line break or the like inside.
    #[error("an e-mail address has no spaces")]
    Space,
    /// More than 254 octets.
    #[error("an e-mail address has at most 254 characters")]
    TooLong,
    /// What is before the at sign is empty, too long, or has characters that mail does not allow there.
    #[error("the part before the at sign is not valid")]
    LocalPart,
    /// What is after the at sign is not a domain name with a dot and a top-level domain.
    #[error("the part after the at sign is not a domain")]
    Domain,
}

/// An e-mail address, exactly as the person typed it: that is what is stored, shown and sent to.
///
/// Two are equal if the texts are; whether they reach the same box is a question for [`EmailAddress::canonical`].
///
/// It is personal data: `Debug` masks it, and the text needs [`EmailAddress::expose`].
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress {
    text: String,
}

/// An e-mail address in the form by which addresses are compared and one-time codes are bound. Not an address to send
/// to.
///
/// It is personal data: `Debug` masks it, and the text needs [`CanonicalEmail::expose`].
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CanonicalEmail {
    text: String,
}

impl EmailAddress {
    /// Reads an address as typed or pasted: spaces around it, `<…>` and `mailto:` are dropped.
    ///
    /// The rules are those of web forms (the HTML standard's, by the `validator` crate) and some more, close to the
    /// Apache Commons Validator that the register uses (B:epostadresse): letters of all languages before the at sign,
    /// no quotes, no dot at either end or twice in a row; after it a domain name, in any script, with a top-level
    /// domain of letters, not an IP address. Whether the domain exists is not looked up.
    pub fn parse(typed: &str) -> Result<Self, EmailAddressError> {
        let text = unwrap_pasted(typed);
        if text.len() > LONGEST {
            return Err(EmailAddressError::TooLong);
        }
        let (local, domain) = parts(text)?;
        if text.chars().any(char::is_whitespace) {
            return Err(EmailAddressError::Space);
        }
        if !is_local_part(local) {
            return Err(EmailAddressError::LocalPart);
        }
        if !is_domain(domain) {
            return Err(EmailAddressError::Domain);
        }
        Ok(Self { text: text.to_owned() })
    }

    /// Takes an address as stored. Only its shape is looked at, so that it stays readable when the rules change.
    pub fn from_stored(text: &str) -> Result<Self, EmailAddressError> {
        if text.len() > LONGEST {
            return Err(EmailAddressError::TooLong);
        }
        let (local, domain) = parts(text)?;
        match () {
            () if text.chars().any(char::is_whitespace) => Err(EmailAddressError::Space),
            () if local.is_empty() || local.contains(char::is_control) => Err(EmailAddressError::LocalPart),
            () if domain.is_empty() || domain.contains(char::is_control) => Err(EmailAddressError::Domain),
            () => Ok(Self { text: text.to_owned() }),
        }
    }

    /// An address that stands for others and is nobody's own (RFC 2606).
    pub(crate) fn nobodys() -> Self {
        Self { text: "innbygger@example.com".to_owned() }
    }

    /// The address as typed, without what was around it.
    pub fn expose(&self) -> &str {
        &self.text
    }

    /// The form in which two spellings of one box are the same: lower case, Unicode composed (NFC), the domain in
    /// ASCII (IDNA). At providers known to ignore them, dots (Gmail) and `+tag` (Gmail, Outlook, Hotmail, Live,
    /// iCloud) are dropped, and googlemail.com is gmail.com.
    pub fn canonical(&self) -> CanonicalEmail {
        let (local, domain) = self.split();
        let domain = canonical_domain(domain);
        let local = composed_lower_case(local);
        let local = canonical_local_part(&local, &domain);
        CanonicalEmail { text: format!("{local}@{domain}") }
    }

    /// The address that was probably meant, if the domain looks like a slip for one that many people have. A question
    /// to ask, never a reason to refuse.
    pub fn suggestion(&self) -> Option<Self> {
        let (local, domain) = self.split();
        let meant = email_suggestion::domain_meant_by(&canonical_domain(domain))?;
        Some(Self { text: format!("{local}@{meant}") })
    }

    /// The first letters and the end: `k***@e***.no`. For support, until there is a reason to see more.
    pub fn masked(&self) -> String {
        let (local, domain) = self.split();
        let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
        let top = domain.rsplit_once('.').map_or("", |(_, top)| top);
        format!("{}***@{}***.{top}", first(local), first(domain))
    }

    fn split(&self) -> (&str, &str) {
        // An address is only ever made with an at sign.
        self.text.rsplit_once('@').unwrap_or((&self.text, ""))
    }
}

impl CanonicalEmail {
    /// The text to compare by.
    pub fn expose(&self) -> &str {
        &self.text
    }
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(***)")
    }
}

impl fmt::Debug for CanonicalEmail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CanonicalEmail(***)")
    }
}

/// What is left without spaces and invisible marks around it, angle brackets, and `mailto:`.
fn unwrap_pasted(typed: &str) -> &str {
    let text = trim(typed);
    let text = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).map_or(text, trim);
    match text.split_at_checked("mailto:".len()) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => trim(rest),
        _ => text,
    }
}

fn trim(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || is_invisible(c))
}

/// Marks that copying from other programs leaves at the ends: zero-width spaces, directions, byte order mark.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}')
}

/// What is before and after the only at sign.
fn parts(text: &str) -> Result<(&str, &str), EmailAddressError> {
    let (local, domain) = text.split_once('@').ok_or(EmailAddressError::MissingAt)?;
    if domain.contains('@') { Err(EmailAddressError::SeveralAt) } else { Ok((local, domain)) }
}

fn is_local_part(local: &str) -> bool {
    let has_misplaced_dot = local.starts_with('.') || local.ends_with('.') || local.contains("..");
    local.len() <= LONGEST_LOCAL_PART
        && !has_misplaced_dot
        && format!("{}@a.no", letters_as_ascii(local)).validate_email()
}

/// The text with one ASCII letter for each letter that is not ASCII: the `validator` crate knows ASCII only, but mail
/// has allowed all letters since RFC 6531. Marks that change the direction of the text are not letters.
fn letters_as_ascii(text: &str) -> String {
    let is_letter = |c: char| !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c));
    text.chars().map(|c| if is_letter(c) { 'x' } else { c }).collect()
}

fn is_domain(domain: &str) -> bool {
    // IDNA skips soft hyphens and the like; an address must not hold what nobody can see.
    if !letters_as_ascii(domain).is_ascii() {
        return false;
    }
    let Ok(ascii) = idna::domain_to_ascii(domain) else { return false };
    let Some((_, top)) = ascii.rsplit_once('.') else { return false };
    let is_top_level =
        top.starts_with("xn--") || (top.len() > 1 && top.bytes().all(|byte| byte.is_ascii_alphabetic()));
    is_top_level && format!("a@{ascii}").validate_email()
}

fn canonical_domain(domain: &str) -> String {
    let domain = idna::domain_to_ascii(domain).unwrap_or_else(|_| composed_lower_case(domain));
    if domain == "googlemail.com" { "gmail.com".to_owned() } else { domain }
}

/// Lower case first: it can leave characters decomposed.
fn composed_lower_case(text: &str) -> String {
    text.to_lowercase().nfc().collect()
}

fn canonical_local_part(local: &str, domain: &str) -> String {
    let is_gmail = domain == "gmail.com";
    if !is_gmail && !ignores_tags(domain) {
        return local.to_owned();
    }
    let name = local.split('+').next().unwrap_or_default();
    let name = if is_gmail { name.replace('.', "") } else { name.to_owned() };
    // An address that is all tag reaches nobody's box, so it is only itself.
    if name.is_empty() { local.to_owned() } else { name }
}

/// Whether the provider delivers `name+tag@` to `name@` (Microsoft's and Apple's consumer mail).
fn ignores_tags(domain: &str) -> bool {
    let is_apple = matches!(domain, "icloud.com" | "me.com" | "mac.com");
    let country = |name| domain.strip_prefix(name).and_then(|rest: &str| rest.strip_prefix('.'));
    let microsoft = country("outlook").or_else(|| country("hotmail")).or_else(|| country("live"));
    is_apple || microsoft.is_some_and(|top| MICROSOFT_TOP_LEVELS.contains(&top))
}

/// Where Microsoft has or had Outlook, Hotmail or Live addresses. Elsewhere such a domain may be anyone's.
const MICROSOFT_TOP_LEVELS: [&str; 18] = [
    "com", "no", "se", "dk", "fi", "de", "fr", "nl", "be", "it", "es", "at", "ie", "co.uk", "ca", "cl",
    "com.au", "com.br",
];
