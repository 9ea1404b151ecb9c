//! HTML for support staff. Their sessions, cookie and login are their own: nothing a citizen has opens a door here.

mod cases;
mod desk;
mod flow;
mod form;
pub mod gallery;
mod home;
pub mod login;
mod look_up;
mod person;
mod picture;
pub mod retell;
pub mod routes;
mod scenarios;
pub mod search;
mod step;
mod viewer;
mod why;
mod words;

pub use desk::{Desk, Part};
pub use form::SupportForm;
pub use viewer::{SupportApprover, SupportViewer};
