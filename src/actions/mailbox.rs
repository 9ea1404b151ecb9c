//! A citizen chooses a digital mailbox, changes it or gives it up. What she wants is kept in one transaction; the provider is
//! asked beside it, at once and, if it is slow or away, by the worker until it answers.

mod fulfil;
mod order;
mod tell;
mod watch;

pub use fulfil::{Desk, LEASE, Progress, fulfil, fulfil_next};
pub use order::{Choice, Order, Outcome, choose_mailbox, remove_mailbox};
pub(super) use order::{follow, give_up, order};
pub(super) use tell::tell;
pub use watch::{expiring_certificates, warn_of_certificates};
