//! HTML for support staff. Their sessions, cookie and login are their own: nothing a citizen has opens a door here.

mod desk;
mod flow;
mod form;
pub mod gallery;
mod home;
pub mod login;
mod picture;
pub mod routes;
pub mod search;
mod step;
mod viewer;

pub use desk::{Desk, Part};
pub use form::SupportForm;
pub use viewer::SupportViewer;
