//! The page of the search.

use askama::Template;
use bekreft_domain::{Criterion, Dimension, Filter, NotificationStatus, Status};

use super::query::{Notice, Query, key, word};
use super::{A_PAGE, EXACT_UP_TO, csv, words};
use crate::actions::saved_search::{LONGEST_NAME, MOST, Outcome};
use crate::i18n::Tr;
use crate::store::saved_search::SavedSearch;
use crate::store::search::{Found, From, Hit};
use crate::store::search_index::Waiting;
use crate::support::Desk;
use crate::web::{Page, paths};

/// What has been read for the page.
pub(super) struct Read {
    pub(super) found: Found,
    pub(super) waiting: Waiting,
    pub(super) saved: Vec<SavedSearch>,
}

/// A search that was not kept, and the name she typed.
pub(super) struct Refused {
    pub(super) outcome: Outcome,
    pub(super) name: String,
}

#[derive(Template)]
#[template(path = "support_search.html")]
pub(super) struct SearchPage {
    page: Page,
    desk: Desk,
    groups: Vec<Group>,
    chips: Vec<Chip>,
    /// How many there are.
    hits_in_words: String,
    hits: Vec<HitView>,
    /// The next and the previous page of hits.
    previous: Option<String>,
    next: Option<String>,
    saved: Vec<SavedView>,
    /// The criteria, for forms and links.
    criteria: String,
    /// Where she is, for the links to other languages.
    here: String,
    /// The address of the file, and what is said about it.
    download: Option<(String, String)>,
    /// How much the search does not know yet.
    waiting: Option<i64>,
    notice: Option<Notice>,
    refusal: Option<String>,
    /// What she typed as a name.
    name: String,
}

/// Fields that belong together.
struct Group {
    title: &'static str,
    is_open: bool,
    fields: Vec<Field>,
}

/// A choice among some.
struct Field {
    key: &'static str,
    label: &'static str,
    /// Nothing is asked about it.
    is_any: bool,
    options: Vec<Choice>,
}

struct Choice {
    value: &'static str,
    label: &'static str,
    is_chosen: bool,
}

/// A criterion that has been chosen, and the search without it.
struct Chip {
    label: String,
    without: String,
}

struct HitView {
    address: String,
    number: String,
    born: Option<String>,
    tags: Vec<(&'static str, &'static str)>,
}

struct SavedView {
    id: i64,
    name: String,
    address: String,
    is_here: bool,
}

impl SearchPage {
    pub(super) fn new(desk: Desk, query: &Query, result: Read, refused: Option<Refused>) -> Self {
        let page = desk.page.clone();
        let tr = page.tr;
        let Found { persons, mut hits } = result.found;
        let more = hits.len() > A_PAGE;
        match query.from {
            // The nearest ones are the last of them.
            From::Before(_) => drop(hits.drain(..hits.len().saturating_sub(A_PAGE))),
            From::Start | From::After(_) => hits.truncate(A_PAGE),
        }
        let (has_previous, has_next) = match query.from {
            From::Start => (false, more),
            From::After(_) => (true, more),
            From::Before(_) => (more, true),
        };
        let (first, last) = (hits.first().map(|hit| hit.place), hits.last().map(|hit| hit.place));
        let to = |has: bool, from: Option<From>| from.filter(|_| has).map(|from| query.at(from).address());
        let criteria = query.criteria();
        let waiting = Some(result.waiting.all()).filter(|count| *count > 0);
        let refusal = refused.as_ref().and_then(|refused| refusal(tr, refused.outcome));
        Self {
            groups: groups(tr, &query.filter),
            chips: query.filter.criteria().iter().map(|one| chip(tr, query, *one)).collect(),
            hits_in_words: words::hits_in_words(tr, persons, waiting.is_some(), EXACT_UP_TO),
            previous: to(has_previous, first.map(From::Before).or(Some(From::Start))),
            next: to(has_next, last.map(From::After).or(Some(From::Start))),
            hits: hits.iter().map(|hit| hit_view(tr, hit)).collect(),
            saved: result.saved.into_iter().map(|saved| saved_view(saved, &criteria)).collect(),
            download: (persons > 0).then(|| download(tr, &criteria, persons)),
            here: Query { notice: None, ..query.clone() }.text(),
            notice: query.notice.filter(|_| refused.is_none()),
            name: refused.map(|refused| refused.name).unwrap_or_default(),
            page,
            desk,
            criteria,
            waiting,
            refusal,
        }
    }

    /// How many criteria are chosen.
    fn count(&self) -> usize {
        self.chips.len()
    }
}

fn groups(tr: Tr, filter: &Filter) -> Vec<Group> {
    let parts: [(&str, &[Dimension]); 5] = [
        (tr.search_group_status(), &[Dimension::Status, Dimension::Notification]),
        (
            tr.search_group_contact(),
            &[Dimension::Mobile, Dimension::Email, Dimension::Shared, Dimension::Verified],
        ),
        (tr.search_group_choices(), &[Dimension::Mailbox, Dimension::Reserved]),
        (tr.search_language(), &[Dimension::Language]),
        (tr.search_age(), &[Dimension::Age]),
    ];
    let group = |(place, (title, dimensions)): (usize, (&'static str, &[Dimension]))| {
        let fields = dimensions.iter().map(|dimension| field(tr, filter, *dimension)).collect::<Vec<_>>();
        Group { title, is_open: place < 2 || fields.iter().any(|field| !field.is_any), fields }
    };
    parts.into_iter().enumerate().map(group).collect()
}

fn field(tr: Tr, filter: &Filter, dimension: Dimension) -> Field {
    let about = Criterion::all().into_iter().filter(|one| one.dimension() == dimension);
    let options = about.map(|one| Choice {
        value: word(one),
        label: words::criterion(tr, one),
        is_chosen: filter.has(one),
    });
    let options = options.collect::<Vec<_>>();
    Field {
        key: key(dimension),
        label: words::dimension(tr, dimension),
        is_any: options.iter().all(|option| !option.is_chosen),
        options,
    }
}

fn chip(tr: Tr, query: &Query, one: Criterion) -> Chip {
    let (about, what) = (words::dimension(tr, one.dimension()), words::criterion(tr, one));
    Chip { label: format!("{about}: {what}"), without: query.without(one.dimension()).address() }
}

fn hit_view(tr: Tr, hit: &Hit) -> HitView {
    let facets = &hit.facets;
    let mut tags = vec![match facets.status {
        Status::Active => ("success", words::status(tr, facets.status)),
        Status::Deleted => ("neutral", words::status(tr, facets.status)),
    }];
    if facets.status == Status::Active {
        tags.push(match facets.notification {
            NotificationStatus::CanBeNotified => ("success", words::notification(tr, facets.notification)),
            NotificationStatus::CannotBeNotified => ("warning", words::notification(tr, facets.notification)),
        });
    }
    if facets.is_reserved {
        tags.push(("neutral", tr.search_reserved()));
    }
    if let Some(provider) = facets.mailbox {
        tags.push(("neutral", provider.name()));
    }
    HitView {
        address: paths::SUPPORT_PERSON.replace("{id}", &hit.place.person.to_string()),
        number: grouped(hit.identifier.expose()),
        born: hit.identifier.birth_date().map(|day| tr.testid_born(day.year().to_string())),
        tags,
    }
}

/// As it is read aloud: six digits and five.
pub(super) fn grouped(digits: &str) -> String {
    match digits.split_at_checked(6) {
        Some((day, rest)) => format!("{day} {rest}"),
        None => digits.to_owned(),
    }
}

fn saved_view(saved: SavedSearch, here: &str) -> SavedView {
    let address = match saved.criteria.as_str() {
        "" => paths::SUPPORT_SEARCH.to_owned(),
        criteria => format!("{}?{criteria}", paths::SUPPORT_SEARCH),
    };
    SavedView { id: saved.id, is_here: saved.criteria == here, name: saved.name, address }
}

fn download(tr: Tr, criteria: &str, persons: i64) -> (String, String) {
    let most = i64::try_from(csv::MOST).unwrap_or(i64::MAX);
    let text =
        if persons > most { tr.search_download_cut(most) } else { tr.search_download_text().to_owned() };
    (format!("{}?{criteria}", paths::SUPPORT_SEARCH_CSV), text)
}

fn refusal(tr: Tr, outcome: Outcome) -> Option<String> {
    match outcome {
        Outcome::Saved => None,
        Outcome::NoName => Some(tr.search_no_name().to_owned()),
        Outcome::LongName => Some(tr.search_long_name(LONGEST_NAME)),
        Outcome::TooMany => Some(tr.search_too_many(MOST)),
    }
}
