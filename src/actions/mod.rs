//! Writes: one function is one use case is one transaction.

pub mod confirm_contact;
pub mod keep_draft;
pub mod purge;
pub mod sign_in;
