//! The console's search: how many persons fit, and a page of them.

use bekreft_domain::{Facets, Pattern, PersonIdentifier};

use super::support_db::SupportDb;
use super::{Error, Result};

/// Where somebody stands in the order of hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Her facets, as a code.
    pub code: i32,
    /// Her row.
    pub person: i64,
}

/// Which hits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    /// The first ones.
    Start,
    /// Those after this place.
    After(Place),
    /// Those before this place, the nearest ones.
    Before(Place),
}

/// A person who fits.
#[derive(Clone, Debug)]
pub struct Hit {
    /// Where she stands.
    pub place: Place,
    /// Her number.
    pub identifier: PersonIdentifier,
    /// What is true of her.
    pub facets: Facets,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// How many fit, on all pages.
    pub persons: i64,
    /// Those of this page, in their order.
    pub hits: Vec<Hit>,
}

struct Row {
    facets: i32,
    person_id: i64,
    person_identifier: String,
}

impl Row {
    fn hit(self) -> Result<Hit> {
        Ok(Hit {
            place: Place { code: self.facets, person: self.person_id },
            identifier: PersonIdentifier::parse(&self.person_identifier)
                .map_err(|_| Error::Unreadable("person.person_identifier"))?,
            facets: Facets::from_code(self.facets).ok_or(Error::Unreadable("person_search.facets"))?,
        })
    }
}

/// Codes that are looked through beyond those that are needed: between the count and the page somebody may have become
/// another.
const TO_SPARE: i64 = 16;

/// Counts all who fit, and gives at most so many of them. Costs the same whatever the number of persons: the counts are as
/// many as there are codes, and the page is read in the order of an index.
pub async fn find(db: &SupportDb, pattern: Pattern, from: From, most: i64) -> Result<Found> {
    let row = match from {
        From::Start => codes_after(db, pattern, -1, most + TO_SPARE).await?,
        From::After(place) => codes_after(db, pattern, place.code, most + TO_SPARE).await?,
        From::Before(place) => codes_before(db, pattern, place.code, most + TO_SPARE).await?,
    };
    let rows = match from {
        From::Start => rows_after(db, Place { code: -1, person: 0 }, &row.codes, most).await?,
        From::After(place) => rows_after(db, place, &row.codes, most).await?,
        From::Before(place) => {
            let mut rows = rows_before(db, place, &row.codes, most).await?;
            rows.reverse();
            rows
        }
    };
    let hits = rows.into_iter().map(Row::hit).collect::<Result<_>>()?;
    Ok(Found { persons: row.persons, hits })
}

struct Counted {
    persons: i64,
    codes: Vec<i32>,
}

/// How many fit, and the next codes that do.
async fn codes_after(db: &SupportDb, pattern: Pattern, after: i32, most: i64) -> Result<Counted> {
    read!(
        sqlx::query_as!(
            Counted,
            r#"with fits as materialized (
                   select facets, persons from search_count where facets & $1 = $2 and persons > 0)
               select (select coalesce(sum(persons), 0)::bigint from fits) as "persons!",
                      array(select facets from fits where facets > $3 order by facets limit $4) as "codes!""#,
            pattern.mask,
            pattern.value,
            after,
            most
        )
        .fetch_one(&db.pool)
    )
}

/// The same backwards.
async fn codes_before(db: &SupportDb, pattern: Pattern, before: i32, most: i64) -> Result<Counted> {
    read!(
        sqlx::query_as!(
            Counted,
            r#"with fits as materialized (
                   select facets, persons from search_count where facets & $1 = $2 and persons > 0)
               select (select coalesce(sum(persons), 0)::bigint from fits) as "persons!",
                      array(select facets from fits where facets < $3 order by facets desc limit $4) as "codes!""#,
            pattern.mask,
            pattern.value,
            before,
            most
        )
        .fetch_one(&db.pool)
    )
}

/// The rest of the code at which she stands, and then those of the next codes. Each half is a walk along the index.
async fn rows_after(db: &SupportDb, place: Place, codes: &[i32], most: i64) -> Result<Vec<Row>> {
    read!(
        sqlx::query_as!(
            Row,
            r#"select hit.facets as "facets!", hit.person_id as "person_id!", p.person_identifier
               from (
                   (select facets, person_id from person_search
                    where facets = $1 and person_id > $2 order by person_id limit $4)
                   union all
                   (select facets, person_id from person_search
                    where facets = any($3) order by facets, person_id limit $4)
                   order by facets, person_id limit $4
               ) hit join person p on p.id = hit.person_id
               order by hit.facets, hit.person_id"#,
            place.code,
            place.person,
            codes,
            most
        )
        .fetch_all(&db.pool)
    )
}

/// The same backwards.
async fn rows_before(db: &SupportDb, place: Place, codes: &[i32], most: i64) -> Result<Vec<Row>> {
    read!(
        sqlx::query_as!(
            Row,
            r#"select hit.facets as "facets!", hit.person_id as "person_id!", p.person_identifier
               from (
                   (select facets, person_id from person_search
                    where facets = $1 and person_id < $2 order by person_id desc limit $4)
                   union all
                   (select facets, person_id from person_search
                    where facets = any($3) order by facets desc, person_id desc limit $4)
                   order by facets desc, person_id desc limit $4
               ) hit join person p on p.id = hit.person_id
               order by hit.facets desc, hit.person_id desc"#,
            place.code,
            place.person,
            codes,
            most
        )
        .fetch_all(&db.pool)
    )
}
