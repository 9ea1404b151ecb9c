//! The customers of the demo: some of each kind, so that its API can be tried at once.

use bekreft_domain::{Allowance, Customer, OrganisationNumber, Sector};
use time::OffsetDateTime;

use crate::actions::customers;
use crate::store::{self, Db};

/// Number, name, kind, and whether it has accepted the terms.
const CUSTOMERS: &[(&str, &str, Sector, bool)] = &[
    ("991825827", "Digitaliseringsdirektoratet", Sector::State, true),
    ("974761076", "Skatteetaten", Sector::State, true),
    ("958935420", "Oslo kommune", Sector::Municipal, true),
    ("313409953", "Ullen Umoden Tiger AS", Sector::Private, true),
    ("313700526", "Sjenert Stolt Tiger AS", Sector::Private, false),
];

/// Brings them in. What has been changed about one that is there stays.
pub async fn refresh(db: &Db, now: OffsetDateTime) -> store::Result<()> {
    for (number, name, sector, has_accepted) in CUSTOMERS {
        let Ok(organisation) = OrganisationNumber::parse(number) else { continue };
        let new = Customer {
            organisation,
            name: (*name).to_owned(),
            sector: *sector,
            terms_accepted_at: has_accepted.then_some(now),
            switched_off_at: None,
            allowance: Allowance::default(),
        };
        customers::add(db, &new, "demo", now).await?;
    }
    Ok(())
}
