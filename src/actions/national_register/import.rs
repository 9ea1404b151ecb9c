//! Reading a file of events.

use std::io::{BufRead, BufReader, Seek};

use time::OffsetDateTime;

use super::{Came, Teller, apply};
use crate::clients::national_register::line::{self, Line};
use crate::clock::Chance;
use crate::store::national_register::Outcome;
use crate::store::{self, Db};

/// What came of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Carried out now.
    pub applied: usize,
    /// Carried out before.
    pub already_applied: usize,
    /// About nobody in the register.
    pub unknown_persons: usize,
    /// Of a kind that does not concern us.
    pub other_kinds: usize,
    /// Not understood, or not to be carried out: their lines.
    pub failed: Vec<usize>,
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "applied          {}", self.applied)?;
        writeln!(f, "already applied  {}", self.already_applied)?;
        writeln!(f, "unknown persons  {}", self.unknown_persons)?;
        writeln!(f, "other kinds      {}", self.other_kinds)?;
        write!(f, "failed           {}", self.failed.len())?;
        for line in self.failed.iter().take(SHOWN) {
            write!(f, "\n  line {line}")?;
        }
        if self.failed.len() > SHOWN {
            write!(f, "\n  and {} more", self.failed.len() - SHOWN)?;
        }
        Ok(())
    }
}

/// So many failed lines are named.
const SHOWN: usize = 20;

/// Why a file was not read to its end. What was applied until then stays applied.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file.
    #[error("the file cannot be read ({})", .0.kind())]
    File(#[from] std::io::Error),
    /// A death before the number that the dead person got: applied like this, she would live on.
    #[error("line {0} has a lower number than one before it: sort the file by sequence; nothing was applied")]
    OutOfOrder(usize),
    /// Our own database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// Applies the events of a file, which must stand in the order of their numbers. It is read twice and never held as a whole.
/// May be done again: what has been applied is not applied again, what has failed is tried again.
pub async fn import(
    db: &Db,
    mut file: impl std::io::Read + Seek,
    chance: Chance,
    now: OffsetDateTime,
) -> Result<Summary, ImportError> {
    check_order(&mut file)?;
    file.rewind()?;
    let mut summary = Summary::default();
    for (number, line) in (1..).zip(BufReader::new(file).split(b'\n')) {
        let line = String::from_utf8_lossy(&line?).trim().to_owned();
        if line.is_empty() {
            continue;
        }
        let told = match line::read(&line) {
            Line::Event(told) => told,
            Line::OtherKind => {
                summary.other_kinds += 1;
                continue;
            }
            Line::NoEvent => {
                summary.failed.push(number);
                continue;
            }
        };
        match apply(db, &told, Teller::File, chance, now).await? {
            Came::AlreadyApplied => summary.already_applied += 1,
            Came::Of(Outcome::Applied) => summary.applied += 1,
            Came::Of(Outcome::UnknownPerson | Outcome::Nothing) => summary.unknown_persons += 1,
            Came::Of(Outcome::Failed) => summary.failed.push(number),
        }
    }
    Ok(summary)
}

fn check_order(file: &mut impl std::io::Read) -> Result<(), ImportError> {
    let mut highest = 0;
    for (number, line) in (1..).zip(BufReader::new(file).split(b'\n')) {
        let Some(sequence) = line::sequence(&String::from_utf8_lossy(&line?)) else { continue };
        if sequence < highest {
            return Err(ImportError::OutOfOrder(number));
        }
        highest = sequence;
    }
    Ok(())
}
