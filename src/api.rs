//! The register's REST API, for the programs of public bodies and of mailbox providers. They show an access token of
//! Maskinporten; what it lets them do is part of each handler's type.
//!
//! Names on the wire are Norwegian, as in Digdir's documentation; errors and descriptions are English.

mod call;
mod consumer;
pub mod customers;
mod docs;
mod error;
mod frame;
mod mailbox;
mod openapi;
pub mod routes;
pub mod scope;

pub use call::Call;
pub use consumer::{Consumer, Scoped};
pub use customers::Customers;
pub use error::ApiError;
pub use frame::frame;
pub use openapi::description;
