//! The register's REST API, for the programs of public bodies and of mailbox providers. They show an access token of
//! Maskinporten; what it lets them do is part of each handler's type.
//!
//! Names on the wire are Norwegian, as in Digdir's documentation; errors and descriptions are English.

mod accept;
mod answer;
mod call;
mod consumer;
pub mod customers;
mod docs;
mod error;
mod feed;
mod frame;
mod language;
mod mailbox;
mod openapi;
mod owner;
mod person;
mod persons;
mod print;
mod rights;
pub mod routes;
pub mod scope;
pub mod wire;

pub use call::Call;
pub use consumer::{Consumer, Scoped};
pub use customers::Customers;
pub use error::ApiError;
pub use frame::frame;
pub use openapi::description;
pub use owner::Owner;
pub use print::PrintSupplier;
pub use rights::Delegation;
