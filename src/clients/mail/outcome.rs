//! What a mail server's answers mean.

use std::error::Error as _;
use std::io;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::response::Response;

use super::super::{Accepted, Failure};

/// What is wrong when the content has not been sent yet: whatever it is, no message has gone out.
pub fn before_content(error: &Error) -> Failure {
    if error.is_permanent() || error.is_client() || is_bad_certificate(error) {
        Failure::Misconfigured
    } else {
        Failure::Unavailable
    }
}

/// What is wrong when the server does not take the recipient.
pub fn at_recipient(error: &Error) -> Failure {
    if !error.is_permanent() {
        return before_content(error);
    }
    // Many servers say 550 for everything. Policy (7) is about us: no relaying, a block list; and so are complaints about
    // the sender (1.7, 1.8), which servers often keep back until now.
    let is_about_the_box = match enhanced(error) {
        Some((7, _) | (1, 7 | 8)) => false,
        Some((1 | 2, _)) => true,
        _ => error.status().is_some_and(|code| matches!(u16::from(code), 550 | 551 | 553)),
    };
    if is_about_the_box { Failure::BadAddress } else { Failure::Misconfigured }
}

/// What is wrong when the content is on its way. A server that answers has decided; otherwise nobody knows.
pub fn after_content(error: &Error) -> Failure {
    match () {
        () if error.is_transient() => Failure::Unavailable,
        () if error.is_permanent() && matches!(enhanced(error), Some((1, 0..=6))) => Failure::BadAddress,
        () if error.is_permanent() => Failure::Misconfigured,
        () => Failure::Unclear,
    }
}

/// The number in the server's queue, of use when asking the one who runs it. Nothing else of the answer, which may quote
/// the address.
pub fn accepted(response: &Response) -> Accepted {
    let number = response.message().find_map(|line| line.split_once("queued as ")).map(|(_, rest)| {
        rest.chars().take_while(char::is_ascii_alphanumeric).take(LONGEST_NUMBER).collect::<String>()
    });
    Accepted { reference: number.filter(|number| !number.is_empty()) }
}

/// The longest queue number that is kept.
const LONGEST_NUMBER: usize = 40;

/// Subject and detail of a permanent enhanced status code (RFC 3463): `5.1.2` is 1 and 2.
fn enhanced(error: &Error) -> Option<(u16, u16)> {
    let text = error.source()?.to_string();
    let rest = text.split_whitespace().next()?.strip_prefix("5.")?;
    let (subject, detail) = rest.split_once('.')?;
    Some((subject.parse().ok()?, detail.parse().ok()?))
}

fn is_bad_certificate(error: &Error) -> bool {
    let mut next = error.source();
    while let Some(cause) = next {
        let inside = cause.downcast_ref().and_then(io::Error::get_ref).and_then(|inner| inner.downcast_ref());
        if matches!(inside, Some(rustls::Error::InvalidCertificate(_))) {
            return true;
        }
        next = cause.source();
    }
    false
}
