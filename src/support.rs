//! HTML for support staff. Their sessions, cookie and login are their own: nothing a citizen has opens a door here.

mod desk;
mod form;
mod home;
pub mod login;
pub mod routes;
mod scenarios;
mod viewer;

pub use desk::{Desk, Part};
pub use form::SupportForm;
pub use viewer::SupportViewer;
