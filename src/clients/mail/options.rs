//! Reads the address of the mail server.

use std::net::IpAddr;

use lettre::transport::smtp::authentication::Credentials;
use percent_encoding::percent_decode_str;
use url::Url;

use super::MailerProblem;

/// Whether and when a connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// From the first byte (RFC 8314).
    Implicit,
    /// Before anything is told (RFC 3207); a server that cannot is not used.
    StartTls,
    /// Never.
    None,
}

/// What the address asks for.
pub fn security(url: &Url) -> Result<Security, MailerProblem> {
    let asked = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    match (url.scheme(), asked.as_deref()) {
        ("smtps", None | Some("required")) => Ok(Security::Implicit),
        ("smtp", Some("none")) => Ok(Security::None),
        ("smtp", None) if is_this_machine(url) => Ok(Security::None),
        ("smtp", None | Some("required")) => Ok(Security::StartTls),
        ("smtp" | "smtps", Some(_)) => Err(MailerProblem::Tls),
        _ => Err(MailerProblem::Address),
    }
}

/// The name of the server, as its certificate must have it.
pub fn host(url: &Url) -> Result<String, MailerProblem> {
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or(MailerProblem::Address)?;
    Ok(host.trim_start_matches('[').trim_end_matches(']').to_owned())
}

/// The port; when there is none, the usual one.
pub fn port(url: &Url, security: Security) -> u16 {
    url.port().unwrap_or(match security {
        Security::Implicit => 465,
        Security::StartTls => 587,
        Security::None => 25,
    })
}

/// Name and password, decoded.
pub fn credentials(url: &Url) -> Result<Option<Credentials>, MailerProblem> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None) => Err(MailerProblem::Credentials),
        (user, Some(password)) => Ok(Some(Credentials::new(decoded(user)?, decoded(password)?))),
    }
}

fn decoded(text: &str) -> Result<String, MailerProblem> {
    let text = percent_decode_str(text).decode_utf8().map_err(|_| MailerProblem::Credentials)?;
    Ok(text.into_owned())
}

fn is_this_machine(url: &Url) -> bool {
    let Ok(host) = host(url) else { return false };
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<Security, MailerProblem> {
        security(&Url::parse(url).expect("an address"))
    }

    #[test]
    fn nothing_is_sent_in_the_clear_unless_it_stays_here_or_is_asked_for() {
        assert_eq!(read("smtp://mail.example.no"), Ok(Security::StartTls));
        assert_eq!(read("smtp://mail.example.no?tls=required"), Ok(Security::StartTls));
        assert_eq!(read("smtps://mail.example.no"), Ok(Security::Implicit));
        assert_eq!(read("smtp://localhost:25"), Ok(Security::None));
        assert_eq!(read("smtp://127.0.0.1:25"), Ok(Security::None));
        assert_eq!(read("smtp://[::1]:25"), Ok(Security::None));
        assert_eq!(read("smtp://localhost:25?tls=required"), Ok(Security::StartTls));
        assert_eq!(read("smtp://mail.example.no?tls=none"), Ok(Security::None));
        assert_eq!(read("smtp://localhost.example.no"), Ok(Security::StartTls));
    }

    #[test]
    fn opportunistic_encryption_is_refused() {
        assert_eq!(read("smtp://mail.example.no?tls=opportunistic"), Err(MailerProblem::Tls));
        assert_eq!(read("smtps://mail.example.no?tls=none"), Err(MailerProblem::Tls));
        assert_eq!(read("https://mail.example.no"), Err(MailerProblem::Address));
    }

    #[test]
    fn ports_are_the_usual_ones() {
        for (text, expected) in
            [("smtp://a.no", 587), ("smtps://a.no", 465), ("smtp://[::1]", 25), ("smtp://a.no:2", 2)]
        {
            let url = Url::parse(text).expect("an address");
            assert_eq!(port(&url, security(&url).expect("good")), expected, "{text}");
        }
    }

    #[test]
    fn a_password_needs_a_name_and_a_name_a_password() {
        let read = |text| credentials(&Url::parse(text).expect("an address")).map(|found| found.is_some());
        assert_eq!(read("smtps://a.no"), Ok(false));
        assert_eq!(read("smtps://bekreft:p%40ss%2Ford+1@a.no"), Ok(true));
        assert_eq!(read("smtps://bekreft@a.no"), Err(MailerProblem::Credentials));
        assert_eq!(read("smtps://:secret@a.no"), Err(MailerProblem::Credentials));
        assert_eq!(read("smtps://bekreft:%FF@a.no"), Err(MailerProblem::Credentials));
    }
}
