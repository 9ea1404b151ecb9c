//! What holds a message back, and until when.

use bekreft_domain::{Channel, Country, Held, Limit, Limits, Rules, Sent};
use time::{Duration, OffsetDateTime};

use crate::given::now;

fn minutes_ago(minutes: i64) -> OffsetDateTime {
    now() - Duration::minutes(minutes)
}

fn times(count: i64, from: i64) -> Vec<OffsetDateTime> {
    (0..count).map(|number| minutes_ago(from + number)).collect()
}

fn hold(channel: Channel, country: &str, sent: &Sent) -> Option<Held> {
    let country = Country::from_alpha2(country);
    Limits::default().hold(&Rules::default(), channel, country, sent, now())
}

fn in_a_day(at: OffsetDateTime) -> OffsetDateTime {
    at + Duration::days(1)
}

#[test]
fn nothing_sent_holds_nothing_back() {
    for country in ["NO", "SE", "US"] {
        assert_eq!(hold(Channel::Mobile, country, &Sent::default()), None);
    }
    assert_eq!(hold(Channel::Email, "NO", &Sent::default()), None);
}

#[test]
fn a_message_just_sent_is_waited_for() {
    let sent = Sent { to_value: vec![now()], ..Sent::default() };
    let until = now() + Duration::seconds(30);
    assert_eq!(hold(Channel::Mobile, "NO", &sent), Some(Held { by: Limit::CoolDown, until }));
}

#[test]
fn a_person_may_ask_for_five_sms_and_eight_mails_a_day() {
    for (channel, max) in [(Channel::Mobile, 5), (Channel::Email, 8)] {
        let all = times(max, 60);
        let until = in_a_day(all[all.len() - 1]);
        let fewer = Sent { by_person: all[1..].to_vec(), ..Sent::default() };
        assert_eq!(hold(channel, "NO", &fewer), None);
        let sent = Sent { by_person: all, ..Sent::default() };
        assert_eq!(hold(channel, "NO", &sent), Some(Held { by: Limit::Person, until }));
    }
}

#[test]
fn a_number_is_sent_three_codes_in_five_minutes_and_ten_in_a_day() {
    let soon = Sent { to_destination: times(3, 1), ..Sent::default() };
    let until = minutes_ago(3) + Duration::minutes(5);
    assert_eq!(hold(Channel::Mobile, "NO", &soon), Some(Held { by: Limit::Destination, until }));
    assert_eq!(hold(Channel::Email, "NO", &soon), None, "an address only ten in a day");
    let many = Sent { to_destination: times(10, 30), ..Sent::default() };
    for channel in [Channel::Mobile, Channel::Email] {
        let until = in_a_day(minutes_ago(39));
        assert_eq!(hold(channel, "NO", &many), Some(Held { by: Limit::Destination, until }));
    }
}

#[test]
fn a_fourth_new_number_waits_but_not_the_one_in_the_register() {
    let tried = Sent { other_new_numbers: times(3, 10), is_new_number: true, ..Sent::default() };
    let until = in_a_day(minutes_ago(12));
    assert_eq!(hold(Channel::Mobile, "NO", &tried), Some(Held { by: Limit::NewNumbers, until }));
    let own = Sent { is_new_number: false, ..tried };
    assert_eq!(hold(Channel::Mobile, "NO", &own), None);
}

#[test]
fn norway_is_never_full_and_other_countries_are() {
    let sent = Sent { to_country: times(200, 10), to_others: times(300, 10), ..Sent::default() };
    assert_eq!(hold(Channel::Mobile, "NO", &sent), None);
    for country in ["SE", "IS", "US", "GB", "CH"] {
        assert_eq!(
            hold(Channel::Mobile, country, &sent).map(|held| held.by),
            Some(Limit::Abroad),
            "{country}"
        );
    }
    let fifty = Sent { to_country: times(50, 10), to_others: times(50, 10), ..Sent::default() };
    assert_eq!(hold(Channel::Mobile, "SE", &fifty), None);
    assert_eq!(hold(Channel::Mobile, "US", &fifty).map(|held| held.by), Some(Limit::Abroad));
    let together = Sent { to_others: times(300, 10), ..Sent::default() };
    assert_eq!(hold(Channel::Mobile, "US", &together).map(|held| held.by), Some(Limit::Abroad));
}

#[test]
fn of_several_reasons_the_one_that_lasts_longest_is_told() {
    let by_person = times(5, 60);
    let until = in_a_day(by_person[4]);
    let sent = Sent { to_value: vec![now()], by_person, ..Sent::default() };
    assert_eq!(hold(Channel::Mobile, "NO", &sent), Some(Held { by: Limit::Person, until }));
}

#[test]
fn a_prefix_that_rests_holds_sms_back_until_the_rest_is_over() {
    let until = now() + Duration::minutes(7);
    let sent = Sent { paused_until: Some(until), ..Sent::default() };
    assert_eq!(hold(Channel::Mobile, "NO", &sent), Some(Held { by: Limit::Prefix, until }));
    assert_eq!(hold(Channel::Email, "NO", &sent), None);
    let over = Sent { paused_until: Some(now()), ..Sent::default() };
    assert_eq!(hold(Channel::Mobile, "NO", &over), None);
}

#[test]
fn the_breaker_knows_what_is_usual_and_what_comes_back() {
    let limits = Limits::default();
    assert_eq!((limits.per_minute(0), limits.per_minute(20), limits.per_minute(40)), (60, 60, 120));
    assert!(!limits.too_few_proven(49, 0), "too few to judge by");
    assert!(limits.too_few_proven(50, 19));
    assert!(!limits.too_few_proven(50, 20));
}
