//! The figures behind codes and messages: each is a setting whose default is the policy.

use bekreft_domain::{Limits, Rules};
use time::Duration;

use super::{Problem, Setting, Settings};

/// Where a figure goes.
type Place = fn(&mut Rules, &mut Limits, u32);

fn minutes(value: u32) -> Duration {
    Duration::minutes(value.into())
}

fn seconds(value: u32) -> Duration {
    Duration::seconds(value.into())
}

const fn figure(
    name: &'static str,
    default: &'static str,
    purpose: &'static str,
    place: Place,
) -> (Setting, Place) {
    (Setting { name, default: Some(default), secret: false, purpose }, place)
}

/// Every figure there is.
pub const FIGURES: &[(Setting, Place)] = &[
    figure("CODE_SMS_MINUTES", "10", "how long a code sent by SMS works", |rules, _, it| {
        rules.sms_life = minutes(it);
    }),
    figure("CODE_EMAIL_MINUTES", "30", "how long a code sent by e-mail works", |rules, _, it| {
        rules.email_life = minutes(it);
    }),
    figure(
        "CODE_LAST_CALL_MINUTES",
        "2",
        "a code is not sent later than this before its end",
        |rules, _, it| {
            rules.last_call = minutes(it);
        },
    ),
    figure(
        "CODE_SAME_MINUTES",
        "5",
        "with this much life left the same code is sent again",
        |rules, _, it| {
            rules.same_code_left = minutes(it);
        },
    ),
    figure("CODE_TRIES", "5", "wrong tries against the codes of one value", |rules, _, it| rules.tries = it),
    figure("CODE_TRIES_DAY", "15", "wrong tries per person and channel in 24 hours", |rules, _, it| {
        rules.tries_per_day = it;
    }),
    figure("CODE_TRIES_MONTH", "30", "wrong tries per person and channel in 30 days", |rules, _, it| {
        rules.tries_per_month = it;
    }),
    figure("CODE_FIRST_RESEND_SECONDS", "30", "wait before the second message to a value", |rules, _, it| {
        rules.first_resend = seconds(it);
    }),
    figure("CODE_COOL_DOWN_SECONDS", "60", "wait before any further message to a value", |rules, _, it| {
        rules.cool_down = seconds(it);
    }),
    figure("LIMIT_SMS_PERSON", "5", "SMS codes per person in 24 hours", |_, limits, it| {
        limits.sms_per_person = it;
    }),
    figure("LIMIT_EMAIL_PERSON", "8", "e-mail codes per person in 24 hours", |_, limits, it| {
        limits.email_per_person = it;
    }),
    figure("LIMIT_NEW_NUMBERS", "3", "new numbers per person in 24 hours", |_, limits, it| {
        limits.new_numbers_per_person = it;
    }),
    figure("LIMIT_SMS_NUMBER", "10", "SMS codes to one number in 24 hours", |_, limits, it| {
        limits.sms_per_number = it;
    }),
    figure("LIMIT_SMS_NUMBER_SOON", "3", "SMS codes to one number in 5 minutes", |_, limits, it| {
        limits.sms_per_number_soon = it;
    }),
    figure("LIMIT_EMAIL_ADDRESS", "10", "e-mail codes to one address in 24 hours", |_, limits, it| {
        limits.email_per_address = it;
    }),
    figure(
        "LIMIT_EEA_COUNTRY",
        "200",
        "SMS codes to each foreign EEA country in 24 hours",
        |_, limits, it| {
            limits.per_eea_country = it;
        },
    ),
    figure("LIMIT_OTHER_COUNTRY", "50", "SMS codes to each other country in 24 hours", |_, limits, it| {
        limits.per_other_country = it;
    }),
    figure(
        "LIMIT_OTHER_COUNTRIES",
        "300",
        "SMS codes outside the EEA together in 24 hours",
        |_, limits, it| {
            limits.other_countries_together = it;
        },
    ),
    figure("BREAKER_FLOOR", "60", "SMS per minute to a number series never too many", |_, limits, it| {
        limits.breaker_floor = it;
    }),
    figure("BREAKER_FACTOR", "3", "times the usual that is too many", |_, limits, it| {
        limits.breaker_factor = it;
    }),
    figure("BREAKER_PROVEN_PERCENT", "40", "share of ended codes that must come back", |_, limits, it| {
        limits.breaker_proven_percent = it;
    }),
    figure("BREAKER_SAMPLE", "50", "how many ended codes that is judged by", |_, limits, it| {
        limits.breaker_sample = it;
    }),
    figure("BREAKER_PAUSE_MINUTES", "30", "how long a number series rests", |_, limits, it| {
        limits.breaker_pause = minutes(it);
    }),
    figure(
        "LIMIT_SENDS_NETWORK",
        "60",
        "sends per network in 10 minutes worth a log line",
        |_, limits, it| {
            limits.sends_per_network = it;
        },
    ),
];

/// Reads all figures.
pub fn read(settings: &Settings, problems: &mut Vec<Problem>) -> (Rules, Limits) {
    let (mut rules, mut limits) = (Rules::default(), Limits::default());
    for (setting, place) in FIGURES {
        let Some(text) = settings.get(setting.name) else { continue };
        match text.parse::<u32>() {
            Ok(value) if value <= 1_000_000 => place(&mut rules, &mut limits, value),
            _ => problems.push(Problem {
                setting: setting.name,
                problem: format!("{text} is not a whole number from 0 to 1000000"),
            }),
        }
    }
    if rules.last_call >= rules.sms_life.min(rules.email_life) {
        let problem = "must be shorter than the life of every code".to_owned();
        problems.push(Problem { setting: "CODE_LAST_CALL_MINUTES", problem });
    }
    (rules, limits)
}
