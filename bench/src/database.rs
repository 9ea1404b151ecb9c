//! A private Postgres with a register of synthetic persons in it.

use std::fmt::Write as _;
use std::path::PathBuf;

use bekreft_domain::{IdentifierKind, PersonIdentifier};
use sqlx::{Connection as _, PgConnection};
use time::macros::date;
use time::{Duration, OffsetDateTime};

/// The database.
pub struct Database {
    server: pgembed::Server,
    url: String,
    /// Everybody who is in the register.
    pub identifiers: Vec<String>,
}

const NAME: &str = "bench";
/// Where everything that is measured with lies.
pub const HOME: &str = "target/bench";

impl Database {
    /// Starts it anew and brings the persons in.
    pub async fn start(persons: usize) -> anyhow::Result<Self> {
        let mut options = pgembed::Options::new(PathBuf::from(HOME).join("postgres"));
        options.extra_bin_dirs = vec![PathBuf::from("data/programs/postgres/bin")];
        let server = pgembed::Server::start(&options)?;
        let mut admin = PgConnection::connect(&server.url("postgres")).await?;
        sqlx::raw_sql("drop database if exists bench with (force)").execute(&mut admin).await?;
        sqlx::raw_sql("create database bench").execute(&mut admin).await?;
        let url = server.url(NAME);
        let db = bekreft::app::open_database(&url)?;
        db.migrate().await?;
        db.close().await;
        let identifiers = identifiers(persons);
        fill(&url, &identifiers).await?;
        Ok(Self { server, url, identifiers })
    }

    /// Its address.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Ends it.
    pub fn stop(self) {
        self.server.stop();
    }
}

/// The first so many synthetic persons, by day of birth.
fn identifiers(count: usize) -> Vec<String> {
    let days = (0..).map(|day| date!(1930 - 01 - 01) + Duration::days(day));
    let numbers = days.take_while(|day| *day < date!(2010 - 01 - 01)).flat_map(|day| {
        (0..1000).filter_map(move |individual| {
            PersonIdentifier::synthetic(day, individual, IdentifierKind::NationalIdentityNumber)
        })
    });
    // One of a day in turn, so that few and many are spread alike.
    let all: Vec<String> = numbers.map(|number| number.expose().to_owned()).take(count * 3).collect();
    all.into_iter().step_by(3).take(count).collect()
}

/// Two of three have a mailbox, as in the national figures; one of fifty shares a number, one of a hundred is reserved.
fn line(number: usize, identifier: &str, now: OffsetDateTime, text: &mut String) -> std::fmt::Result {
    let stamp = |days: i64| {
        let at = now - Duration::days(days);
        format!("{} {:02}:{:02}:{:02}+00", at.date(), at.hour(), at.minute(), at.second())
    };
    let days = i64::try_from(number).unwrap_or_default();
    let (old, new) = (stamp(400 + days % 900), stamp(days % 90));
    let mobile = if number % 50 == 1 { number - 1 } else { number };
    let reserved = if number % 100 == 7 { old.as_str() } else { "\\N" };
    let (provider, address, changed) = match number % 3 {
        0 => ("digipost", format!("test.person#{number:04}"), old.as_str()),
        1 => ("eboks", format!("{number:010}"), old.as_str()),
        _ => ("\\N", "\\N".to_owned(), "\\N"),
    };
    let email = format!("person{number}@example.com");
    writeln!(
        text,
        "{identifier}\tactive\t{old}\tnb\t{old}\t{reserved}\t{reserved}\t{provider}\t{address}\t{changed}\t\
         +479{mobile:07}\t{old}\t{new}\t{old}\t{email}\t{email}\t{old}\t{new}\t{old}"
    )
}

async fn fill(url: &str, identifiers: &[String]) -> anyhow::Result<()> {
    let now = bekreft::clock::Clock::default().now();
    let mut connection = PgConnection::connect(url).await?;
    let mut copy = connection
        .copy_in_raw(
            "copy person (person_identifier, status, registered_at, language, language_updated_at, reserved_at,
                 reservation_updated_at, mailbox_provider, mailbox_address, mailbox_updated_at,
                 mobile, mobile_updated_at, mobile_confirmed_at, mobile_validated_at,
                 email, email_canonical, email_updated_at, email_confirmed_at, email_validated_at) from stdin",
        )
        .await?;
    for (chunk, persons) in identifiers.chunks(5000).enumerate() {
        let mut text = String::new();
        for (place, identifier) in persons.iter().enumerate() {
            line(chunk * 5000 + place, identifier, now, &mut text)?;
        }
        copy.send(text.as_bytes()).await?;
    }
    copy.finish().await?;
    // As long as the certificates of enterprises are.
    for (provider, byte) in [("digipost", 1_u8), ("eboks", 2)] {
        sqlx::query(
            "insert into mailbox_certificate (provider, certificate, not_before, not_after, updated_at)
             values ($1, $2, $3, $4, $3)",
        )
        .bind(provider)
        .bind(vec![byte; 1500])
        .bind(now - Duration::days(1))
        .bind(now + Duration::days(300))
        .execute(&mut connection)
        .await?;
    }
    sqlx::query(
        "insert into customer (organisation_number, name, sector, terms_accepted_at, persons_per_minute, calls_per_second,
             created_at, updated_at)
         values ('991825827', 'Bench', 'state', $1, 1000000000, 1000000, $1, $1)",
    )
    .bind(now)
    .execute(&mut connection)
    .await?;
    sqlx::raw_sql("vacuum analyze").execute(&mut connection).await?;
    Ok(())
}
