//! A method on [`Tr`] for each message in `locales/`.
#![allow(clippy::pedantic, reason = "written by the build")]

use super::{Arg, Html, Tr, bundles};

include!(concat!(env!("OUT_DIR"), "/messages.rs"));
