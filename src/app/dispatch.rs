//! Builds what sends messages out of the configuration.

use std::sync::Arc;

use anyhow::Context as _;

use crate::actions::deliver::Dispatch;
use crate::clients::carriers::{Carriers, MailRoute, SmsRoute};
use crate::clients::mail::{DkimKey, Mailer, MailerOptions};
use crate::clients::mx::MailDomains;
use crate::clients::sms::{Kannel, KannelOptions, LinkMobility, LinkMobilityOptions, SmsGateway};
use crate::config::{Config, Delivery, MailConfig, SmsProvider};
use crate::secrets::CodeKeys;

/// The keys of codes: those that are set or, in the demo and in test environments, one that follows from the cookie key.
pub fn code_keys(config: &Config, cookie_key: &[u8]) -> Arc<CodeKeys> {
    let set = CodeKeys::new(&config.delivery.code_keys);
    Arc::new(set.unwrap_or_else(|| CodeKeys::derived(cookie_key)))
}

/// All that the worker needs to send.
pub fn dispatch(config: &Config, cookie_key: &[u8]) -> anyhow::Result<Arc<Dispatch>> {
    let delivery = &config.delivery;
    let public = config.public_url.as_str().trim_end_matches('/').to_owned();
    let report_base = delivery.report_url.as_ref().map(|url| url.as_str().trim_end_matches('/').to_owned());
    Ok(Arc::new(Dispatch {
        carriers: carriers(delivery)?,
        keys: code_keys(config, cookie_key),
        host: config.public_url.host_str().unwrap_or_default().to_owned(),
        report_base: report_base.unwrap_or(public),
        mailboxes: super::mailboxes::clients(config),
    }))
}

/// Whether no message leaves the house.
pub fn keeps_all(config: &Config) -> bool {
    let routes = [Some(config.delivery.sms), config.delivery.sms_fallback];
    config.delivery.mail.is_none() && routes.into_iter().flatten().all(|route| route == SmsProvider::Outbox)
}

/// Asks about mail domains, where that is switched on.
pub fn mail_domains(config: &Config) -> Option<MailDomains> {
    let at = config.delivery.name_server;
    config.delivery.mx_check.then(|| at.map_or_else(MailDomains::system, MailDomains::at))
}

fn carriers(delivery: &Delivery) -> anyhow::Result<Carriers> {
    Ok(Carriers {
        sms: sms_route(delivery, delivery.sms)?,
        sms_fallback: delivery.sms_fallback.map(|provider| sms_route(delivery, provider)).transpose()?,
        mail: delivery.mail.as_ref().map_or(Ok(MailRoute::Outbox), mail_route)?,
    })
}

fn sms_route(delivery: &Delivery, provider: SmsProvider) -> anyhow::Result<SmsRoute> {
    let gateway = match provider {
        SmsProvider::Outbox => return Ok(SmsRoute::Outbox),
        SmsProvider::Kannel => {
            let kannel = delivery.kannel.as_ref().context("Kannel is not set up")?;
            SmsGateway::Kannel(Kannel::new(KannelOptions {
                url: kannel.url.clone(),
                user: kannel.login.user.clone(),
                password: kannel.login.password.clone(),
                from: kannel.from.clone(),
                smsc: kannel.smsc.clone(),
            }))
        }
        SmsProvider::LinkMobility => {
            let link = delivery.linkmobility.as_ref().context("LINK Mobility is not set up")?;
            SmsGateway::LinkMobility(LinkMobility::new(LinkMobilityOptions {
                url: link.url.clone(),
                user: link.login.user.clone(),
                password: link.login.password.clone(),
                platform_id: link.platform.clone(),
                platform_partner_id: link.partner.clone(),
                source: link.source.clone(),
                report_gate: link.gate.clone(),
            }))
        }
    };
    Ok(SmsRoute::Gateway(Box::new(gateway)))
}

fn mail_route(mail: &MailConfig) -> anyhow::Result<MailRoute> {
    let dkim = match &mail.dkim {
        Some((selector, domain, path)) => {
            let key_pem = std::fs::read_to_string(path).context("DKIM_KEY cannot be read")?.into();
            Some(DkimKey { selector: selector.clone(), domain: domain.clone(), key_pem })
        }
        None => None,
    };
    let root_certificate_pem =
        mail.ca.as_ref().map(std::fs::read).transpose().context("SMTP_CA cannot be read")?;
    let options =
        MailerOptions { url: mail.url.clone(), from: mail.from.clone(), dkim, root_certificate_pem };
    Ok(MailRoute::Server(Box::new(Mailer::new(options)?)))
}
