//! What the numerals of prose measure: indicator, bound, kind, status and time of every amount.
//!
//! Rules say which turn of phrase a figure stands in (`rules/quantity.toml`) and which figures are none (`rules/suppress*.toml`);
//! here the noun phrases beside it are cut out, lists are dealt out, and headings, sentences and the document are asked for the time.

mod classes;
mod clauses;
mod document;
mod effects;
mod phrase;
mod reading;
pub mod rows;
mod sentence;
mod status;
mod time;

pub use document::{Readings, read_document};
pub use reading::{Amount, Place};
pub use sentence::Reader;
pub use time::{Frame, InForce, Signs, When};
