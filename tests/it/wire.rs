//! Dates as they go over the wire.

use bekreft::api::wire::Instant;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::lookup::on_the_wire;

fn written(at: OffsetDateTime) -> String {
    serde_json::to_value(Instant(at)).expect("JSON").as_str().expect("a text").to_owned()
}

#[test]
fn dates_have_whole_seconds_on_the_norwegian_clock_and_an_offset_of_hours_only() {
    for (instant, expected) in [
        ("2014-03-20T09:44:39Z", "2014-03-20T10:44:39+01"),
        ("2018-07-31T21:19:02.999999Z", "2018-07-31T23:19:02+02"),
        ("2025-12-31T23:30:00Z", "2026-01-01T00:30:00+01"),
        ("2026-03-29T00:59:59Z", "2026-03-29T01:59:59+01"),
        ("2026-03-29T01:00:00Z", "2026-03-29T03:00:00+02"),
        ("2026-10-25T00:59:59Z", "2026-10-25T02:59:59+02"),
        ("2026-10-25T01:00:00Z", "2026-10-25T02:00:00+01"),
        ("2024-02-29T12:00:00-05:00", "2024-02-29T18:00:00+01"),
    ] {
        let at = OffsetDateTime::parse(instant, &Rfc3339).expect("an instant");
        assert_eq!(written(at), expected, "{instant}");
    }
}

#[test]
fn every_instant_is_written_as_a_slower_writer_does() {
    let mut at = OffsetDateTime::parse("1996-01-01T00:00:00Z", &Rfc3339).expect("an instant");
    let step = Duration::hours(7) + Duration::minutes(11) + Duration::seconds(13);
    for _ in 0..60_000 {
        assert_eq!(written(at), on_the_wire(at));
        at += step;
    }
}
