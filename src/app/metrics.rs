//! Metrics for operators' tools (Prometheus). Read from the database when they are asked for, so that all instances say the
//! same, and a restart forgets nothing; but for what each instance has to write down still. No label holds anything personal.

use bekreft_domain::MailboxProvider;
use metrics::{counter, gauge, with_local_recorder};
use metrics_exporter_prometheus::PrometheusBuilder;
use time::{Duration, OffsetDateTime};

use crate::actions::record_lookups::Gauge;
use crate::app::State;
use crate::store;
use crate::store::metrics::{self as numbers, Numbers};
use crate::store::national_register::{self, Figures, Outcome};
use crate::store::read::Replica;

/// All metrics, as text. What is counted in memory is of this instance alone.
pub async fn render(state: &State) -> store::Result<String> {
    let (db, now) = (&state.db, state.clock.now());
    let numbers = numbers::read(db, now).await?;
    let told = national_register::figures(db, now - Duration::days(1), now).await?;
    let replica = state.read_db.replica().await;
    let recorder = PrometheusBuilder::new().build_recorder();
    let handle = recorder.handle();
    with_local_recorder(&recorder, || {
        record(&numbers);
        record_life_events(&told);
        record_mailboxes(&numbers, now);
        record_lookups(&state.recorder.gauge(), now);
        if state.is_synthetic {
            // Where there are real persons there is no search, and nothing waits for it.
            gauge!("bekreft_search_waiting").set(float(numbers.search.all()));
        }
        for (why, calls) in state.customers.refused() {
            counter!("bekreft_api_calls_refused_total", "why" => why.as_str()).absolute(calls);
        }
        gauge!("bekreft_flow_steps_waiting")
            .set(float(i64::try_from(state.flow.waiting()).unwrap_or(i64::MAX)));
        counter!("bekreft_flow_steps_lost_total").absolute(state.flow.dropped());
        record_replica(replica);
    });
    Ok(handle.render())
}

fn record(numbers: &Numbers) {
    for (channel, state, count) in &numbers.messages {
        gauge!("bekreft_messages_last_hour", "channel" => channel.clone(), "state" => state.clone())
            .set(float(*count));
    }
    for logins in &numbers.logins {
        let (kind, action, result) = (logins.kind.clone(), logins.action.clone(), logins.result.clone());
        gauge!("bekreft_logins_last_hour", "kind" => kind, "action" => action, "result" => result)
            .set(float(logins.count));
    }
    for prefix in &numbers.paused {
        gauge!("bekreft_sms_paused", "prefix" => prefix.clone()).set(1.0);
    }
    gauge!("bekreft_messages_waiting").set(float(numbers.waiting));
    gauge!("bekreft_oldest_waiting_seconds").set(float(numbers.oldest_waiting_seconds));
    gauge!("bekreft_deletions_overdue").set(float(numbers.deletions_overdue));
    gauge!("bekreft_lookups_this_month").set(float(numbers.lookups_this_month));
    gauge!("bekreft_feed_held_back").set(float(numbers.feed_held_back));
    gauge!("bekreft_feed_held_back_seconds").set(float(numbers.feed_held_back_seconds));
    gauge!("bekreft_codes_proven_last_hour").set(float(numbers.proven));
    gauge!("bekreft_wrong_codes_last_hour").set(float(numbers.wrong));
}

/// Failed ones are counted until somebody has looked into them, the others for a day.
fn record_life_events(told: &Figures) {
    for outcome in Outcome::ALL {
        let found = told.events.iter().find(|(name, _)| name == outcome.as_str());
        let count = found.map_or(0, |(_, count)| *count);
        gauge!("bekreft_life_events", "outcome" => outcome.as_str()).set(float(count));
    }
    if let Some(seconds) = told.silent_seconds {
        gauge!("bekreft_national_register_silent_seconds").set(float(seconds));
    }
}

/// All providers are there, also those for which nothing waits: a metric that comes and goes raises no alarm.
fn record_mailboxes(numbers: &Numbers, now: OffsetDateTime) {
    for provider in MailboxProvider::ALL {
        let waiting = numbers.errands.iter().find(|(known, _)| known == provider).map(|(_, waiting)| waiting);
        let oldest =
            waiting.and_then(|waiting| waiting.oldest).map_or(0, |oldest| (now - oldest).whole_seconds());
        let name = provider.as_str();
        gauge!("bekreft_mailbox_errands_waiting", "provider" => name)
            .set(float(waiting.map_or(0, |waiting| waiting.count)));
        gauge!("bekreft_mailbox_oldest_errand_seconds", "provider" => name).set(float(oldest));
    }
    for certificate in &numbers.certificates {
        let left = (certificate.not_after - now).whole_seconds();
        gauge!("bekreft_mailbox_certificate_expires_seconds", "provider" => certificate.provider.as_str())
            .set(float(left));
    }
    gauge!("bekreft_mailbox_errands_given_up_last_day").set(float(numbers.errands_given_up));
}

fn record_lookups(recorder: &Gauge, now: OffsetDateTime) {
    let waited = recorder.oldest.map_or(0, |oldest| (now - oldest).whole_seconds());
    gauge!("bekreft_lookups_waiting").set(float(i64::try_from(recorder.waiting).unwrap_or(i64::MAX)));
    gauge!("bekreft_lookups_room").set(float(i64::try_from(recorder.room).unwrap_or(i64::MAX)));
    gauge!("bekreft_lookups_oldest_waiting_seconds").set(float(waited));
    counter!("bekreft_lookups_dropped_total").absolute(recorder.dropped);
    counter!("bekreft_lookups_write_failures_total").absolute(recorder.failures);
}

/// Without a replica there is nothing to tell of one.
fn record_replica(replica: Replica) {
    let up = match replica {
        Replica::None => return,
        Replica::Down => 0.0,
        Replica::Behind(seconds) => {
            if let Some(seconds) = seconds {
                gauge!("bekreft_replica_lag_seconds").set(seconds);
            }
            1.0
        }
    };
    gauge!("bekreft_replica_up").set(up);
}

fn float(count: i64) -> f64 {
    f64::from(i32::try_from(count).unwrap_or(i32::MAX))
}
