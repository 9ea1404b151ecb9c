//! Reading the feed of the national register.

use time::OffsetDateTime;

use super::{Came, Teller, apply};
use crate::clients::national_register::{Failure, NationalRegister, PAGE};
use crate::clock::{Chance, Clock};
use crate::store::national_register;
use crate::store::{self, Db};

/// Why reading came to a halt. It goes on later from where it was.
#[derive(Debug, thiserror::Error)]
pub enum Halt {
    /// The national register, or Maskinporten before it.
    #[error(transparent)]
    Register(#[from] Failure),
    /// Our own database.
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Followed {
    /// How many events concerned us.
    pub of_interest: usize,
    /// Whether there is more to be read at once.
    pub more: bool,
}

/// Reads one page of the feed and applies what is in it. May be run by several workers at once, and stopped anywhere,
/// without harm: how far it has come is stored with each event that is applied.
///
/// The very first time nothing is read: what has happened before is not told again.
pub async fn follow(
    db: &Db,
    register: &NationalRegister,
    chance: Chance,
    clock: &Clock,
) -> Result<Followed, Halt> {
    let Some(cursor) = national_register::cursor(db).await? else {
        let newest = register.newest(chance, clock.now()).await?;
        start_after(db, newest, clock.now()).await?;
        return Ok(Followed::default());
    };
    let page = register.page(cursor + 1, chance, clock.now()).await?;
    let last = page.last().map_or(cursor, |element| element.sequence.max(cursor));
    let mut followed = Followed { of_interest: 0, more: page.len() >= PAGE && last > cursor };
    for element in page {
        if element.sequence <= cursor || !element.is_of_interest() {
            continue;
        }
        let told = register.look_into(element, chance, clock.now()).await?;
        let came = apply(db, &told, Teller::Feed, chance, clock.now()).await?;
        followed.of_interest += usize::from(came != Came::AlreadyApplied);
    }
    start_after(db, last, clock.now()).await?;
    Ok(followed)
}

/// Notes that the feed has been read to here.
pub async fn start_after(db: &Db, sequence: i64, now: OffsetDateTime) -> store::Result<()> {
    let mut tx = db.begin().await?;
    national_register::advance(&mut tx, sequence, now).await?;
    tx.commit().await
}
