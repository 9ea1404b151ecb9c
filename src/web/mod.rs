//! HTML for citizens and the public.

pub mod assets;
pub(crate) mod code;
mod confirm;
pub mod countries;
mod error;
mod form;
mod frame;
mod headers;
mod help;
mod home;
pub mod language;
pub(crate) mod login;
pub(crate) mod logout;
mod mailbox;
mod page;
pub mod paths;
pub(crate) mod profile;
mod receipt;
mod reports;
pub mod routes;
mod session_notice;
pub(crate) mod sharing;
mod signed_in;
mod static_files;
pub(crate) mod still;
mod visible_text;

pub use error::WebError;
pub(crate) use form::read_form;
pub use form::{DialogForm, Form, Sent};
pub use frame::{Frame, allow_form_target, frame};
pub use headers::{CookieKind, TokenCookie};
pub use page::{Page, html, html_with_status, see_other};
pub use profile::Refused;
pub use signed_in::{Citizen, Visitor};
pub use visible_text::visible_text;
