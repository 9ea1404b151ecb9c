//! One step of a citizen in words: what she did, and how things stood.

use bekreft_domain::{Channel, Level, oslo};

use crate::i18n::{Locale, Tr};
use crate::store::flow::{CodesRecord, Step, time_of};
use crate::web::still::{Scene, Still};

/// Names and values.
pub type Facts = Vec<(&'static str, String)>;

/// Where she was led, when there was no page.
pub fn onward(tr: Tr, still: &Still) -> String {
    match &still.scene {
        Scene::Onward { to: Some(to) } if to == "service" => tr.support_onward_service().to_owned(),
        Scene::Onward { to: Some(to) } => tr.support_onward(to.as_str()),
        _ => tr.support_onward_nowhere().to_owned(),
    }
}

/// What she did and how things stood.
pub fn facts(tr: Tr, step: &Step, still: &Still) -> Facts {
    let mut facts = sent(tr, still);
    facts.extend(stands(tr, still));
    if let Scene::Code { codes, channel, .. } = &still.scene {
        facts.extend(code_facts(tr, codes, channel));
    }
    let level = still.level.as_deref().and_then(Level::parse).map(|level| match level {
        Level::Substantial => tr.support_level_substantial(),
        Level::High => tr.support_level_high(),
    });
    facts.extend(level.map(|level| (tr.support_fact_level(), level.to_owned())));
    facts.extend(still.service.clone().map(|service| (tr.support_fact_service(), service)));
    facts.push((tr.support_fact_language(), step.locale.name().to_owned()));
    facts.push((tr.support_fact_answer(), format!("{} {} → {}", step.method, step.path, step.status)));
    facts.push((tr.support_fact_version(), step.version.clone()));
    facts
}

/// The form that she sent.
fn sent(tr: Tr, still: &Still) -> Facts {
    let mut facts = Facts::new();
    for (name, value) in &still.sent {
        let shown = mask(still, value);
        match name.as_str() {
            "action" => {
                facts.push((tr.support_fact_pressed(), pressed(tr, value).unwrap_or(value).to_owned()));
            }
            "lang" => {
                let language = Locale::from_tag(value).map_or("", Locale::name);
                facts.push((tr.support_fact_switched(), language.to_owned()));
            }
            "mobile" => facts.push((tr.support_fact_typed_mobile(), or_empty(tr, shown))),
            "email" => facts.push((tr.support_fact_typed_email(), or_empty(tr, shown))),
            "code" => facts.push((tr.support_fact_typed_code(), or_empty(tr, shown))),
            "choice" | "mailbox" | "provider" if !value.is_empty() => {
                facts.push((tr.support_fact_chose(), shown));
            }
            "shared_reason_mobile" | "shared_reason_email" if !value.is_empty() => {
                facts.push((tr.support_fact_shared(), shown));
            }
            _ => {}
        }
    }
    facts
}

fn pressed(tr: Tr, action: &str) -> Option<&'static str> {
    Some(match action {
        "confirm" => tr.confirm_button(),
        "send-sms" => tr.confirm_send_sms(),
        "send-email" => tr.confirm_send_email(),
        "step-up" => tr.mailbox_step_up_button(),
        "extend" => tr.session_extend(),
        _ => return None,
    })
}

fn mask(still: &Still, value: &str) -> String {
    let mask = still.masks.iter().find(|(stand_in, _)| stand_in == value);
    mask.map_or(value, |(_, mask)| mask.as_str()).to_owned()
}

fn or_empty(tr: Tr, value: String) -> String {
    if value.is_empty() { tr.support_fact_empty().to_owned() } else { value }
}

/// Which values were valid, and which were on others.
fn stands(tr: Tr, still: &Still) -> Facts {
    let Some(Ok(dialog)) = still.dialog.as_ref().map(crate::store::flow::DialogRecord::dialog) else {
        return Facts::new();
    };
    if !matches!(still.scene, Scene::Confirm { .. }) {
        return Facts::new();
    }
    let typed = dialog.typed();
    let word = |is_empty: bool, is_valid: bool, shared: Option<bool>| {
        let valid = match (is_empty, is_valid) {
            (true, _) => tr.support_fact_empty(),
            (false, true) => tr.support_fact_valid(),
            (false, false) => tr.support_fact_invalid(),
        };
        let shared = shared.filter(|_| !is_empty && is_valid).filter(|shared| *shared);
        shared.map_or_else(|| valid.to_owned(), |_| format!("{valid}, {}", tr.support_fact_on_others()))
    };
    vec![
        (
            tr.receipt_mobile(),
            word(typed.mobile.trim().is_empty(), typed.mobile().is_ok(), dialog.mobile_shared),
        ),
        (tr.receipt_email(), word(typed.email.trim().is_empty(), typed.email().is_ok(), dialog.email_shared)),
    ]
}

/// How far codes and their messages had come, and the tries that count towards limits.
fn code_facts(tr: Tr, codes: &CodesRecord, channel: &str) -> Facts {
    let clock = |micros| time_of(micros).map(|at| tr.clock(oslo::to_local(at))).unwrap_or_default();
    let mut facts = Facts::new();
    if let Some(latest) = codes.recent.iter().max_by_key(|recent| recent.sent.first().copied()) {
        let sent = latest.sent.iter().rev().copied().map(clock).collect::<Vec<_>>().join(", ");
        facts.push((tr.support_fact_sent(), sent));
        let provider = match latest.state.as_str() {
            "waiting" => tr.support_message_waiting(),
            "accepted" => tr.support_message_accepted(),
            "delivered" => tr.support_message_delivered(),
            "undelivered" => tr.support_message_undelivered(),
            _ => tr.support_message_failed(),
        };
        let at = latest.state_at.map(|at| format!(" ({})", clock(at))).unwrap_or_default();
        let why = latest.failure.as_deref().map(|why| format!(" – {}", failure(tr, why))).unwrap_or_default();
        let name =
            if channel == Channel::Mobile.as_str() { tr.support_fact_sms() } else { tr.support_fact_email() };
        facts.push((name, format!("{provider}{at}{why}")));
        facts.push((tr.support_fact_expires(), clock(latest.expires)));
        facts.push((tr.support_fact_tries(), latest.tries.to_string()));
    }
    facts.push((tr.support_fact_wrong_tries(), codes.wrong_tries.len().to_string()));
    facts
}

fn failure(tr: Tr, name: &str) -> &'static str {
    match name {
        "unavailable" => tr.support_failure_unavailable(),
        "unclear" => tr.support_failure_unclear(),
        "bad_address" => tr.support_failure_bad_address(),
        "too_late" => tr.support_failure_too_late(),
        _ => tr.support_failure_misconfigured(),
    }
}
