//! The search as a file. It says what is registered of each, and none of the values.

use bekreft_domain::{Filter, NotificationStatus, Status, Verified};

use super::view::grouped;
use super::words;
use crate::i18n::Tr;
use crate::store;
use crate::store::search::{From, Hit, find};
use crate::store::support_db::SupportDb;

/// So many rows at the most: a file for a person to read, not a copy of the register.
pub const MOST: usize = 10_000;
/// So many are read at a time.
const AT_A_TIME: usize = 1000;

/// Programs for tables take a file without this mark for something else than UTF-8.
const BYTE_ORDER_MARK: char = '\u{feff}';

/// Who fits, in the order of the page, at most so many. When there are more, the last line says so. All of it is in memory: a
/// line is some hundred bytes.
pub async fn file(db: &SupportDb, tr: Tr, filter: &Filter, most: usize) -> store::Result<String> {
    let mut text = String::from(BYTE_ORDER_MARK);
    line(&mut text, &header(tr));
    let (mut from, mut left) = (From::Start, most);
    loop {
        // One more than fits tells whether there is more.
        let wanted = i64::try_from((left + 1).min(AT_A_TIME)).unwrap_or(i64::MAX);
        let hits = find(db, filter.pattern(), from, wanted).await?.hits;
        let Some(last) = hits.last().map(|hit| hit.place) else { return Ok(text) };
        for hit in hits.iter().take(left) {
            line(&mut text, &row(tr, hit));
        }
        if hits.len() > left {
            line(&mut text, &cut(tr, most));
            return Ok(text);
        }
        left -= hits.len();
        from = From::After(last);
    }
}

const COLUMNS: usize = 11;

fn header(tr: Tr) -> [String; COLUMNS] {
    [
        tr.print_identifier(),
        tr.search_status(),
        tr.search_notification(),
        tr.search_language(),
        tr.search_reserved(),
        tr.search_mobile(),
        tr.search_email(),
        tr.search_mailbox(),
        tr.search_shared(),
        tr.search_verified(),
        tr.search_age(),
    ]
    .map(str::to_owned)
}

/// States by the names that the register's API gives them, and ages in words.
fn row(tr: Tr, hit: &Hit) -> [String; COLUMNS] {
    let facets = &hit.facets;
    let status = match facets.status {
        Status::Active => "AKTIV",
        Status::Deleted => "SLETTET",
    };
    let notification = match facets.notification {
        NotificationStatus::CanBeNotified => "KAN_VARSLES",
        NotificationStatus::CannotBeNotified => "KAN_IKKE_VARSLES",
    };
    let verified = match facets.verified {
        Verified::NothingThere => "",
        Verified::All => "true",
        Verified::NotAll => "false",
    };
    let is = |fact: bool| fact.to_string();
    [
        grouped(hit.identifier.expose()),
        status.to_owned(),
        notification.to_owned(),
        facets.language.map(|language| language.as_str().to_owned()).unwrap_or_default(),
        is(facets.is_reserved),
        is(facets.has_mobile),
        is(facets.has_email),
        is(facets.mailbox.is_some()),
        is(facets.is_shared),
        verified.to_owned(),
        words::age(tr, facets.age).to_owned(),
    ]
}

fn cut(tr: Tr, most: usize) -> [String; COLUMNS] {
    let mut columns = [const { String::new() }; COLUMNS];
    columns[0] = tr.search_csv_cut(most);
    columns
}

fn line(text: &mut String, columns: &[String; COLUMNS]) {
    for (place, column) in columns.iter().enumerate() {
        if place > 0 {
            text.push(';');
        }
        text.push_str(&cell(column));
    }
    text.push_str("\r\n");
}

/// A cell by RFC 4180. One that a program for tables would take for a formula is made plain text.
fn cell(value: &str) -> String {
    let is_formula = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let plain = if is_formula { format!("'{value}") } else { value.to_owned() };
    if plain.contains([';', '"', '\n', '\r']) { format!("\"{}\"", plain.replace('"', "\"\"")) } else { plain }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_never_a_formula_and_never_two_cells() {
        for (value, expected) in [
            ("178590 12310", "178590 12310"),
            ("=1+1", "'=1+1"),
            ("+47", "'+47"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"),
            ("a;b", "\"a;b\""),
            ("a \"b\"", "\"a \"\"b\"\"\""),
            ("=a;b", "\"'=a;b\""),
        ] {
            assert_eq!(cell(value), expected);
        }
    }
}
