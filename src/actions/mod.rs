//! Writes: one function is one use case is one transaction.

pub mod choose;
pub mod confirm_contact;
pub mod customers;
pub mod declare_shared;
pub mod delete;
pub mod deletion_wish;
pub mod deliver;
pub mod expire;
pub mod feed;
pub mod index_persons;
pub mod keep_draft;
pub mod mailbox;
pub mod mailbox_report;
pub mod national_register;
pub mod purge;
pub mod record_flow;
pub mod record_lookups;
pub mod remind;
pub mod saved_search;
pub mod send_code;
pub mod set_missing_language;
pub mod sign_in;
pub mod support;
pub mod verify_code;
