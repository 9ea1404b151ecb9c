//! What the name servers say about a mail domain. It warns about slips of the keys and never blocks: name servers are
//! wrong, slow or closed now and then.

use std::net::SocketAddr;
use std::time::Duration;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::{NameServerConfig, ResolverConfig};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::rr::RData;

/// What became of the question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailDomain {
    /// It has a mail server, or an address that stands in for one (RFC 5321, 5.1).
    Receives,
    /// It says that it takes no mail (null MX, RFC 7505).
    RefusesMail,
    /// There is no such domain, or neither a mail server nor an address.
    NoSuchDomain,
    /// Nothing can be said.
    Unknown,
}

/// Longest wait for an answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks name servers.
#[derive(Clone)]
pub struct MailDomains(Option<TokioResolver>);

impl std::fmt::Debug for MailDomains {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MailDomains")
    }
}

impl MailDomains {
    /// The name servers of this machine. Without any, nothing can ever be said.
    pub fn system() -> Self {
        let builder = TokioResolver::builder_tokio().ok();
        Self(builder.and_then(|mut builder| {
            builder.options_mut().timeout = PATIENCE;
            builder.options_mut().attempts = 1;
            builder.build().ok()
        }))
    }

    /// One name server.
    pub fn at(server: SocketAddr) -> Self {
        let mut name_server = NameServerConfig::udp_and_tcp(server.ip());
        for connection in &mut name_server.connections {
            connection.port = server.port();
        }
        let config = ResolverConfig::from_parts(None, Vec::new(), vec![name_server]);
        let mut builder = TokioResolver::builder_with_config(config, TokioRuntimeProvider::default());
        builder.options_mut().timeout = PATIENCE;
        builder.options_mut().attempts = 1;
        Self(builder.build().ok())
    }

    /// Looks a domain up.
    pub async fn look_up(&self, domain: &str) -> MailDomain {
        let Some(resolver) = &self.0 else { return MailDomain::Unknown };
        let Ok(ascii) = idna::domain_to_ascii(domain) else { return MailDomain::Unknown };
        // With a dot at the end, the machine's own search domains stay out of it.
        let name = format!("{}.", ascii.trim_end_matches('.'));
        tokio::time::timeout(PATIENCE, ask(resolver, &name)).await.unwrap_or(MailDomain::Unknown)
    }
}

async fn ask(resolver: &TokioResolver, name: &str) -> MailDomain {
    match resolver.mx_lookup(name).await {
        Ok(answer) => {
            let exchanges = answer.answers().iter().filter_map(|record| match &record.data {
                RData::MX(mx) => Some(mx.exchange.is_root()),
                _ => None,
            });
            if exchanges.into_iter().all(|is_root| is_root) {
                MailDomain::RefusesMail
            } else {
                MailDomain::Receives
            }
        }
        Err(error) if error.is_nx_domain() => MailDomain::NoSuchDomain,
        Err(error) if error.is_no_records_found() => match resolver.lookup_ip(name).await {
            Ok(addresses) if addresses.iter().next().is_some() => MailDomain::Receives,
            Ok(_) => MailDomain::NoSuchDomain,
            Err(error) if error.is_nx_domain() || error.is_no_records_found() => MailDomain::NoSuchDomain,
            Err(_) => MailDomain::Unknown,
        },
        Err(_) => MailDomain::Unknown,
    }
}
