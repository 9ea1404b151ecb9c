//! Where a citizen may be sent when the dialog is done (`gotoUrl`): an exact allow-list of origin and path prefix.

use url::Url;

/// A service that may send citizens here and get them back.
#[derive(Clone, Debug)]
pub struct Service {
    /// What the dialog calls it: «Du er på vei til …».
    pub name: String,
    prefix: Url,
}

/// An address found on the allow-list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnUrl {
    url: String,
    origin: String,
    service: String,
}

impl ReturnUrl {
    /// The whole address.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Scheme, host and port, as a CSP source.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// The name of the service.
    pub fn service(&self) -> &str {
        &self.service
    }
}

/// Why an entry of `BEKREFT_RETURN_URLS` was refused.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum EntryError {
    /// Not `name=https://host/path`.
    #[error("each entry reads name=address, entries are separated by semicolons")]
    Form,
    /// Not an address that a citizen may be sent to.
    #[error(
        "addresses are https, lower case, without user, query or fragment (plain http only outside production)"
    )]
    Address,
}

/// The allow-list.
#[derive(Clone, Debug, Default)]
pub struct ReturnUrls(Vec<Service>);

/// An address longer than this is nobody's.
const LONGEST: usize = 1000;

impl ReturnUrls {
    /// Reads `name=address; name=address`. Plain http is only for trying things out.
    pub fn parse(setting: &str, plain_http: bool) -> Result<Self, EntryError> {
        let entries = setting.split(';').map(str::trim).filter(|entry| !entry.is_empty());
        let services = entries.map(|entry| Service::parse(entry, plain_http)).collect::<Result<_, _>>()?;
        Ok(Self(services))
    }

    /// Adds an address of our own; one that is not fit to be sent to is left out.
    pub fn add(&mut self, name: &str, address: &str) {
        self.0.extend(Service::parse(&format!("{name}={address}"), true));
    }

    /// The origin of the service of that name, as a CSP source.
    pub fn origin_of(&self, service: &str) -> Option<String> {
        let found = self.0.iter().find(|known| known.name == service)?;
        Some(found.prefix.origin().ascii_serialization())
    }

    /// The name of the first service.
    pub fn first(&self) -> Option<&str> {
        Some(self.0.first()?.name.as_str())
    }

    /// Where the service of that name begins.
    pub fn of_service(&self, service: &str) -> Option<ReturnUrl> {
        let found = self.0.iter().find(|known| known.name == service)?;
        Some(ReturnUrl {
            url: found.prefix.clone().into(),
            origin: found.prefix.origin().ascii_serialization(),
            service: found.name.clone(),
        })
    }

    /// The address, if it is on the list. Anything else is nobody's business: it is ignored, never shown.
    pub fn accept(&self, candidate: &str) -> Option<ReturnUrl> {
        if candidate.len() > LONGEST || !candidate.bytes().all(is_plain) {
            return None;
        }
        let url = Url::parse(candidate).ok()?;
        // What the browser would make of it must be what was checked, letter for letter.
        let as_written = url.as_str() == candidate || url.as_str().strip_suffix('/') == Some(candidate);
        if !as_written || has_user(&url) || url.path().contains('%') {
            return None;
        }
        let service = self.0.iter().find(|service| service.covers(&url))?;
        let origin = url.origin().ascii_serialization();
        Some(ReturnUrl { url: url.into(), origin, service: service.name.clone() })
    }
}

impl Service {
    fn parse(entry: &str, plain_http: bool) -> Result<Self, EntryError> {
        let (name, address) = entry.split_once('=').ok_or(EntryError::Form)?;
        let (name, address) = (name.trim(), address.trim());
        if name.is_empty() {
            return Err(EntryError::Form);
        }
        let prefix = Url::parse(address).map_err(|_| EntryError::Address)?;
        let scheme = prefix.scheme() == "https" || plain_http && prefix.scheme() == "http";
        let bare = prefix.query().is_none() && prefix.fragment().is_none() && !has_user(&prefix);
        if !scheme || !bare || !address.bytes().all(is_plain) || prefix.host_str().is_none() {
            return Err(EntryError::Address);
        }
        Ok(Self { name: name.to_owned(), prefix })
    }

    fn covers(&self, url: &Url) -> bool {
        let (prefix, path) = (self.prefix.path(), url.path());
        url.origin() == self.prefix.origin()
            && path
                .strip_prefix(prefix)
                .is_some_and(|rest| rest.is_empty() || prefix.ends_with('/') || rest.starts_with('/'))
    }
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Printable ASCII without capitals and without what browsers and parsers read differently.
fn is_plain(byte: u8) -> bool {
    byte.is_ascii_graphic()
        && !byte.is_ascii_uppercase()
        && !matches!(byte, b'\\' | b'"' | b'\'' | b'<' | b'>' | b'`' | b'|' | b'^' | b'{' | b'}')
}
