//! The sandbox: a scenario is carried out on the real program, as a citizen with a browser without script would. By tests, by
//! `bekreft scenario run`, and on `/testid/scenario` by whoever wants to see for herself.

mod act;
mod browser;
mod command;
mod form;
pub(crate) mod pages;
mod player;
mod run;
mod view;

pub use command::{list, run_files};
pub use run::{Options, Report, StepReport, play};
