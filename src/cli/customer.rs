//! `bekreft customer`: who may look people up, and how much.

use std::io::Write as _;

use anyhow::bail;
use bekreft_domain::{Allowance, Customer, OrganisationNumber, Sector};
use clap::{Args, Subcommand};
use time::macros::format_description;
use time::{Date, OffsetDateTime};

use crate::actions::customers::{self, Outcome, Wish};
use crate::store::{Db, customer, lookup_count};

#[derive(Clone, Debug, Subcommand)]
pub(super) enum Command {
    /// Make an organisation a customer
    Add {
        #[command(flatten)]
        who: Who,
        /// As citizens read it
        #[arg(long, value_parser = name)]
        name: String,
        /// municipal, county, state or private
        #[arg(long, value_parser = sector)]
        sector: Sector,
        /// The day on which it accepted the terms (2026-01-31); it cannot call before that is told
        #[arg(long, value_name = "DAY", value_parser = day)]
        terms_accepted: Option<Date>,
        #[command(flatten)]
        limit: Amount,
    },
    /// List all customers, by name
    List,
    /// Show a customer, what has been done about it, and what it has looked up
    Show {
        #[arg(value_name = "ORGNR", value_parser = OrganisationNumber::parse)]
        organisation: OrganisationNumber,
    },
    /// Note that it has accepted the terms
    Terms {
        #[command(flatten)]
        who: Who,
        /// The day on which it did (2026-01-31)
        #[arg(long, value_name = "DAY", value_parser = day)]
        accepted: Date,
    },
    /// Change how much it may ask, on each instance of the program
    Limit {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        limit: Amount,
    },
    /// Change its name
    Rename {
        #[command(flatten)]
        who: Who,
        /// As citizens read it
        #[arg(long, value_parser = name)]
        name: String,
    },
    /// Refuse its calls, within seconds
    SwitchOff {
        #[command(flatten)]
        who: Who,
    },
    /// Take its calls again
    SwitchOn {
        #[command(flatten)]
        who: Who,
    },
}

#[derive(Clone, Debug, Args)]
pub(super) struct Who {
    #[arg(value_name = "ORGNR", value_parser = OrganisationNumber::parse)]
    organisation: OrganisationNumber,
    /// Who does this, for the record
    #[arg(long, value_name = "NAME", env = "USER", default_value = "unknown", value_parser = name)]
    by: String,
}

#[derive(Clone, Debug, Args)]
pub(super) struct Amount {
    /// Persons looked up in a minute, 1000 or more
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1000..=1_000_000_000))]
    persons_per_minute: Option<u32>,
    /// Calls in a second, 1 or more
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    calls_per_second: Option<u32>,
}

fn name(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    let is_good = (1..=200).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if is_good { Ok(text.to_owned()) } else { Err("a name has 1 to 200 characters, in one line") }
}

fn sector(text: &str) -> Result<Sector, &'static str> {
    Sector::parse(text).ok_or("one of municipal, county, state, private")
}

fn day(text: &str) -> Result<Date, &'static str> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).map_err(|_| "a day such as 2026-01-31")
}

/// Does what the command says.
pub(super) async fn run(command: Command, db: &Db, now: OffsetDateTime) -> anyhow::Result<()> {
    let (who, wish) = match command {
        Command::List => return list(db).await,
        Command::Show { organisation } => return show(db, &organisation).await,
        Command::Add { who, name, sector, terms_accepted, limit } => {
            let allowance = Allowance::default();
            let new = Customer {
                organisation: who.organisation,
                name,
                sector,
                terms_accepted_at: terms_accepted.map(|day| moment(day, now)).transpose()?,
                switched_off_at: None,
                allowance: Allowance {
                    persons_per_minute: limit.persons_per_minute.unwrap_or(allowance.persons_per_minute),
                    calls_per_second: limit.calls_per_second.unwrap_or(allowance.calls_per_second),
                },
            };
            if !customers::add(db, &new, &who.by, now).await? {
                bail!("{} is a customer already", new.organisation);
            }
            return Ok(());
        }
        Command::Terms { who, accepted } => (who, Wish::AcceptTerms(moment(accepted, now)?)),
        Command::Limit { who, limit } => {
            let Amount { persons_per_minute, calls_per_second } = limit;
            if persons_per_minute.or(calls_per_second).is_none() {
                bail!("say --persons-per-minute, --calls-per-second, or both");
            }
            (who, Wish::Limit { persons_per_minute, calls_per_second })
        }
        Command::Rename { who, name } => (who, Wish::Rename(name)),
        Command::SwitchOff { who } => (who, Wish::SwitchOff),
        Command::SwitchOn { who } => (who, Wish::SwitchOn),
    };
    match customers::change(db, &who.organisation, &wish, &who.by, now).await? {
        Outcome::Done | Outcome::Nothing => Ok(()),
        Outcome::Unknown => bail!("{} is not a customer", who.organisation),
        Outcome::TooLittle => bail!("that would let no whole call of 1000 persons through"),
    }
}

fn moment(day: Date, now: OffsetDateTime) -> anyhow::Result<OffsetDateTime> {
    let at = day.midnight().assume_utc();
    if at > now {
        bail!("{day} has not come yet");
    }
    Ok(at)
}

fn access(customer: &Customer) -> String {
    match (customer.switched_off_at, customer.terms_accepted_at) {
        (Some(at), _) => format!("off {}", at.date()),
        (None, None) => "no terms".to_owned(),
        (None, Some(_)) => "yes".to_owned(),
    }
}

async fn list(db: &Db) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "number     sector     may call        persons/min  calls/s  name")?;
    for customer in customer::all(db).await? {
        let Allowance { persons_per_minute, calls_per_second } = customer.allowance;
        writeln!(
            out,
            "{:<9}  {:<9}  {:<14}  {persons_per_minute:>11}  {calls_per_second:>7}  {}",
            customer.organisation.as_str(),
            customer.sector.as_str(),
            access(&customer),
            customer.name
        )?;
    }
    Ok(())
}

/// So many lines of what it has looked up.
const SHOWN: i64 = 36;

async fn show(db: &Db, organisation: &OrganisationNumber) -> anyhow::Result<()> {
    let all = customer::all(db).await?;
    let Some(customer) = all.into_iter().find(|customer| customer.organisation == *organisation) else {
        bail!("{organisation} is not a customer");
    };
    let mut out = std::io::stdout().lock();
    let terms = customer.terms_accepted_at.map_or("no".to_owned(), |at| at.date().to_string());
    writeln!(out, "number          {organisation}")?;
    writeln!(out, "name            {}", customer.name)?;
    writeln!(out, "sector          {}", customer.sector.as_str())?;
    writeln!(out, "terms accepted  {terms}")?;
    writeln!(out, "may call        {}", access(&customer))?;
    writeln!(out, "persons/min     {}", customer.allowance.persons_per_minute)?;
    writeln!(out, "calls/s         {}", customer.allowance.calls_per_second)?;
    writeln!(out, "\nwhen              by                what")?;
    for done in customer::history(db, organisation).await? {
        let at = format!("{} {:02}:{:02}Z", done.at.date(), done.at.hour(), done.at.minute());
        writeln!(out, "{at:<17} {:<17} {}", done.by_whom, done.what)?;
    }
    writeln!(out, "\nmonth    supplier   purpose                   persons       calls")?;
    for month in lookup_count::of_customer(db, organisation, SHOWN).await? {
        let (year, number) = (month.month.year(), u8::from(month.month.month()));
        let supplier = month.supplier.as_deref().unwrap_or("-");
        writeln!(
            out,
            "{year}-{number:02}  {supplier:<9}  {:<20} {:>12} {:>11}",
            month.purpose, month.persons, month.calls
        )?;
    }
    Ok(())
}
