//! Which filters are measured.

use bekreft::store::search::{self, From};
use bekreft::store::support_db::SupportDb;
use bekreft::support::search::query::{key, word};
use bekreft_domain::{Criterion, Facets, Filter, NotificationStatus, Verified};

use super::fill::mix;

/// As it stands in an address.
pub fn query(filter: &Filter) -> String {
    let fields = filter.criteria().iter().map(|one| format!("{}={}", key(one.dimension()), word(*one)));
    fields.collect::<Vec<_>>().join("&")
}

/// Each criterion alone.
pub fn singles() -> Vec<Filter> {
    Criterion::all().into_iter().map(|one| Filter::default().with(one)).collect()
}

/// Each two that are about different things.
pub fn pairs() -> Vec<Filter> {
    let all = Criterion::all();
    let pairs = all.iter().enumerate().flat_map(|(place, one)| {
        let others = all[place + 1..].iter().filter(|other| other.dimension() != one.dimension());
        others.map(|other| Filter::default().with(*one).with(*other))
    });
    pairs.collect()
}

/// Three to six criteria at random.
pub fn random(count: u64, seed: u64) -> Vec<Filter> {
    let all = Criterion::all();
    let filter = |number: u64| {
        let mut filter = Filter::default();
        let mut draw = 0;
        while (filter.criteria().len() as u64) < 3 + number % 4 {
            let drawn = mix(seed ^ (number << 32) ^ draw) % all.len() as u64;
            filter = filter.with(all[usize::try_from(drawn).unwrap_or_default()]);
            draw += 1;
        }
        filter
    };
    (0..count).map(filter).collect()
}

/// Everything that is true of those whose like there are fewest of: the last codes, and some of each tenth.
pub async fn rarest(db: &SupportDb) -> anyhow::Result<Vec<Filter>> {
    let mut found = Vec::new();
    for code in 0..=u16::MAX {
        if let Some(facets) = Facets::from_code(i32::from(code)) {
            let filter = exactly(&facets);
            let persons = search::find(db, filter.pattern(), From::Start, 1).await?.persons;
            found.extend((persons > 0).then_some((persons, filter)));
        }
    }
    found.sort_by_key(|(persons, _)| *persons);
    Ok(found.into_iter().take(100).map(|(_, filter)| filter).collect())
}

/// A criterion about everything.
fn exactly(facets: &Facets) -> Filter {
    let criteria = [
        Criterion::Status(facets.status),
        Criterion::Notification(facets.notification),
        Criterion::Mobile(facets.has_mobile),
        Criterion::Email(facets.has_email),
        Criterion::Shared(facets.is_shared),
        facets.mailbox.map_or(Criterion::Mailbox(false), Criterion::MailboxOf),
        Criterion::Reserved(facets.is_reserved),
        Criterion::Language(facets.language),
        Criterion::Age(facets.age),
    ];
    let filter = criteria.into_iter().fold(Filter::default(), Filter::with);
    match facets.verified {
        Verified::NothingThere => filter,
        Verified::All => filter.with(Criterion::Verified(true)),
        Verified::NotAll => filter.with(Criterion::Verified(false)),
    }
}

/// What is true of nobody.
pub fn nobody() -> Vec<Filter> {
    let can = Filter::default().with(Criterion::Notification(NotificationStatus::CanBeNotified));
    let impossible = can.with(Criterion::Reserved(true));
    let more = Criterion::all().into_iter().map(|one| impossible.clone().with(one));
    let still = |filter: &Filter| filter.has(Criterion::Reserved(true)) && filter.criteria().len() > 2;
    more.filter(still).collect()
}
