//! A register in which there is something of everything, rarely or often as in a real one.

use std::fmt::Write as _;
use std::path::PathBuf;

use bekreft_domain::{IdentifierKind, PersonIdentifier};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use time::macros::date;
use time::{Date, Duration, OffsetDateTime};

use crate::database::HOME;

/// A server of its own.
pub fn server() -> anyhow::Result<pgembed::Server> {
    let mut options = pgembed::Options::new(PathBuf::from(HOME).join("postgres"));
    options.extra_bin_dirs = vec![PathBuf::from("data/programs/postgres/bin")];
    Ok(pgembed::Server::start(&options)?)
}

/// An empty register with this name, in place of any other.
pub async fn fresh(server: &pgembed::Server, name: &str) -> anyhow::Result<String> {
    let mut admin = PgConnection::connect(&server.url("postgres")).await?;
    let make = format!("drop database if exists {name} with (force)");
    sqlx::raw_sql(AssertSqlSafe(make)).execute(&mut admin).await?;
    sqlx::raw_sql(AssertSqlSafe(format!("create database {name}"))).execute(&mut admin).await?;
    let url = server.url(name);
    let db = bekreft::app::open_database(&url)?;
    db.migrate().await?;
    db.close().await;
    Ok(url)
}

/// Throws it away.
pub async fn drop(url: &str, name: &str) -> anyhow::Result<()> {
    let mut admin = PgConnection::connect(&url.replace(name, "postgres")).await?;
    let remove = format!("drop database if exists {name} with (force)");
    sqlx::raw_sql(AssertSqlSafe(remove)).execute(&mut admin).await?;
    Ok(())
}

/// What a register that has been running for a while has behind it.
pub async fn settle(url: &str) -> anyhow::Result<()> {
    let mut connection = PgConnection::connect(url).await?;
    sqlx::raw_sql("vacuum analyze").execute(&mut connection).await?;
    sqlx::raw_sql("checkpoint").execute(&mut connection).await?;
    Ok(())
}

const FIRST: Date = date!(1912 - 01 - 01);
const DAYS: u32 = 41_000;

/// Persons of all ages, one after the other, so that few and many are spread alike.
fn identifiers() -> impl Iterator<Item = PersonIdentifier> {
    (0..500).flat_map(|individual| {
        (0..DAYS).filter_map(move |day| {
            let born = FIRST + Duration::days(day.into());
            let individual = if born.year() < 2000 { individual } else { 500 + individual };
            PersonIdentifier::synthetic(born, individual, IdentifierKind::NationalIdentityNumber)
        })
    })
}

/// Always the same for the same number, and like chance (splitmix64).
pub fn mix(number: u64) -> u64 {
    let mut bits = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

const NULL: &str = "\\N";

/// The number and the address of somebody; one of fifty has somebody else's.
pub fn values(number: usize) -> (String, String) {
    let own = if mix(number as u64 ^ 0x51).is_multiple_of(50) { number.saturating_sub(1) } else { number };
    (format!("+479{own:07}"), format!("person{own}@example.com"))
}

/// A line of the table: everything as drawn, by parts of a thousand.
fn line(number: usize, identifier: &str, now: OffsetDateTime, text: &mut String) -> std::fmt::Result {
    let draw = |about: u64| mix((number as u64) << 8 | about) % 1000;
    let stamp = |days: u64| {
        let at = now
            - Duration::days(i64::try_from(days).unwrap_or_default())
            - Duration::seconds(draw(9).cast_signed());
        format!("{} {:02}:{:02}:{:02}+00", at.date(), at.hour(), at.minute(), at.second())
    };
    let registered = stamp(600 + draw(1));
    let is_deleted = draw(2) < 20;
    let confirmed = match draw(3) {
        0..600 => stamp(draw(4) % 90),
        600..900 => stamp(90 + draw(4) % 440),
        _ => stamp(560 + draw(4) % 40),
    };
    let language = match draw(5) {
        _ if is_deleted => NULL,
        0..700 => NULL,
        700..900 => "nb",
        900..960 => "nn",
        960..995 => "en",
        _ => "se",
    };
    let has = |about, parts| !is_deleted && draw(about) < parts;
    let (mobile, email) = values(number);
    let reserved = if has(6, 20) { registered.as_str() } else { NULL };
    let (provider, address) = match draw(7) {
        _ if is_deleted => (NULL, NULL.to_owned()),
        0..450 => ("digipost", format!("test.person#{number:04}")),
        450..700 => ("eboks", format!("{number:010}")),
        _ => (NULL, NULL.to_owned()),
    };
    let status = if is_deleted { "deleted" } else { "active" };
    let (spoken, moved) = (or_null(language != NULL, &registered), or_null(provider != NULL, &registered));
    let deleted = or_null(is_deleted, &confirmed);
    let (has_mobile, has_email) = (has(8, 920), has(10, 900));
    let channel = |is_there: bool, value: &str, about: u64| {
        let validated = or_null(is_there && draw(about) < 800, &registered);
        let [value, updated, confirmed] =
            [value, &registered, &confirmed].map(|text| or_null(is_there, text));
        (value.to_owned(), format!("{updated}\t{confirmed}\t{validated}"))
    };
    let (mobile, mobile_times) = channel(has_mobile, &mobile, 11);
    let (email, email_times) = channel(has_email, &email, 12);
    writeln!(
        text,
        "{identifier}\t{status}\t{registered}\t{language}\t{spoken}\t{reserved}\t{reserved}\t{provider}\t{address}\t{moved}\t\
         {mobile}\t{mobile_times}\t{email}\t{email}\t{email_times}\t{deleted}"
    )
}

fn or_null(is_there: bool, text: &str) -> &str {
    if is_there { text } else { NULL }
}

/// Brings so many persons in.
pub async fn fill(url: &str, persons: usize) -> anyhow::Result<()> {
    let now = bekreft::clock::Clock::default().now();
    let mut connection = PgConnection::connect(url).await?;
    let mut copy = connection
        .copy_in_raw(
            "copy person (person_identifier, status, registered_at, language, language_updated_at, reserved_at,
                 reservation_updated_at, mailbox_provider, mailbox_address, mailbox_updated_at,
                 mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at,
                 email, email_canonical, email_updated_at, email_confirmed_at, email_validated_at, deleted_at)
             from stdin",
        )
        .await?;
    let mut text = String::new();
    for (number, identifier) in identifiers().take(persons).enumerate() {
        line(number, identifier.expose(), now, &mut text)?;
        if text.len() > 1 << 20 {
            copy.send(text.as_bytes()).await?;
            text.clear();
        }
    }
    copy.send(text.as_bytes()).await?;
    anyhow::ensure!(copy.finish().await? == persons as u64, "there are not so many numbers");
    // So that the first questions are planned as later ones.
    sqlx::raw_sql("analyze person").execute(&mut connection).await?;
    Ok(())
}
