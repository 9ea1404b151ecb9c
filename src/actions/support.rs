//! What the console writes: that somebody has looked, and what is asked for and decided. Nothing of what the register holds.

pub mod cases;
pub mod look;

use bekreft_domain::{OrganisationNumber, PersonIdentifier, SupportCode, SupportRole};
use time::OffsetDateTime;

use crate::secrets::TokenHash;
use crate::store::support_session::{self, SupportSession};
use crate::store::{self, Db};

/// The console's way to write: nothing but the use cases here can be done with it.
#[derive(Clone, Debug)]
pub struct SupportWrites(pub(super) Db);

impl SupportWrites {
    /// Made where the program is put together.
    pub fn new(db: Db) -> Self {
        Self(db)
    }

    /// The session of a cookie; that it is in use is noted.
    pub async fn session(
        &self,
        token: &TokenHash,
        now: OffsetDateTime,
    ) -> store::Result<Option<SupportSession>> {
        support_session::find(&self.0, token, now).await
    }
}

/// Somebody of support who does something.
#[derive(Clone, Copy, Debug)]
pub struct Staff<'a> {
    /// Who.
    pub identifier: &'a PersonIdentifier,
    /// For whom she works.
    pub organisation: &'a OrganisationNumber,
    /// What she may do.
    pub role: SupportRole,
    /// The code her page bears.
    pub support_code: SupportCode,
}
