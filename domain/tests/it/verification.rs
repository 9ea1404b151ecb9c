//! Codes: how long they work, when they are sent again, and when trying ends.

use bekreft_domain::verification::full_until;
use bekreft_domain::{Channel, Code, Expected, Rules};
use time::{Duration, OffsetDateTime};

use crate::given::now;

fn ago(seconds: i64) -> OffsetDateTime {
    now() - Duration::seconds(seconds)
}

#[test]
fn the_default_figures_are_those_of_the_policy() {
    let rules = Rules::default();
    assert_eq!(rules.life(Channel::Mobile), Duration::minutes(10));
    assert_eq!(rules.life(Channel::Email), Duration::minutes(30));
    assert_eq!((rules.tries, rules.tries_per_day, rules.tries_per_month), (5, 15, 30));
}

#[test]
fn the_right_code_proves_until_the_instant_it_ends() {
    let code = Code::from_bits(123_456);
    let expected = Expected { code, expires_at: now() };
    assert_eq!(expected.prove(&code, ago(1)).map(|proof| proof.at()), Some(ago(1)));
    assert!(expected.prove(&code, now()).is_none());
    assert!(expected.prove(&Code::from_bits(123_457), ago(1)).is_none());
}

#[test]
fn the_same_code_is_sent_while_five_minutes_of_its_life_are_left() {
    let rules = Rules::default();
    assert!(rules.sends_same_code(now() + Duration::minutes(5), now()));
    assert!(!rules.sends_same_code(now() + Duration::seconds(299), now()));
}

#[test]
fn the_first_resend_waits_thirty_seconds_and_later_ones_sixty() {
    let rules = Rules::default();
    assert_eq!(rules.next_send(&[]), None);
    assert_eq!(rules.next_send(&[ago(10)]), Some(ago(10) + Duration::seconds(30)));
    assert_eq!(rules.next_send(&[ago(10), ago(50)]), Some(ago(10) + Duration::seconds(60)));
}

#[test]
fn a_window_is_full_until_the_decisive_one_leaves_it() {
    let hour = Duration::hours(1);
    assert_eq!(full_until(&[ago(1), ago(2)], 3, hour, now()), None);
    assert_eq!(full_until(&[ago(1), ago(2), ago(3)], 3, hour, now()), Some(ago(3) + hour));
    assert_eq!(full_until(&[ago(1), ago(2), ago(3600)], 3, hour, now()), None);
    assert_eq!(full_until(&[], 0, hour, now()), Some(now() + hour), "nothing is allowed");
}

#[test]
fn fifteen_wrong_tries_in_a_day_or_thirty_in_a_month_are_the_end() {
    let rules = Rules::default();
    let of_today = (0..15).map(ago).collect::<Vec<_>>();
    assert_eq!(rules.exhausted(&of_today[..14], now()), None);
    assert_eq!(rules.exhausted(&of_today, now()), Some(ago(14) + Duration::days(1)));
    let of_the_month = (0..30).map(|day| now() - Duration::days(day)).collect::<Vec<_>>();
    assert_eq!(rules.exhausted(&of_the_month, now()), Some(now() + Duration::days(1)));
    assert_eq!(rules.exhausted(&of_the_month[..29], now()), None);
}
