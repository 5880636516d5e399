//! guihua 规划 turns Chinese government plans into tables.
//!
//! The layout of the crate is the way of the data, and imports run downwards only:
//!
//! | room         | takes                 | gives                                             |
//! |--------------|-----------------------|---------------------------------------------------|
//! | [`source`]   | a folder              | raw files: path, bytes, hash                      |
//! | [`text`]     | raw bytes             | clean Simplified text and the way back to the byte|
//! | [`document`] | clean text            | outline, boxes, paragraphs, sentences, facts      |
//! | [`rules`]    | TOML files            | a checked, compiled rule pack                     |
//! | [`extract`]  | document + rules      | numerals, quantities, indicator cells, projects   |
//! | [`tables`]   | rows                  | frames and Parquet, the contract                  |
//! | [`batch`]    | all of the above      | a whole run, published at once                    |
//!
//! One document is a pure function, [`read`]: bytes in, rows out, no clock, no environment, no I/O.

#![warn(missing_docs)]

pub mod batch;
pub mod cli;
pub mod document;
pub mod extract;
pub mod regress;
pub mod rules;
pub mod source;
pub mod tables;
pub mod text;

use rules::{Loader, Pack};
use tables::rows::Rows;

/// The lexicons that rooms read from the pack, in one place so that a wrong file is a fault before anything is read.
///
/// A room adds `rules::loader::<its::Type>()`; see [`rules::Lexicon`].
pub(crate) const LEXICONS: &[Loader] = &[
    rules::loader::<document::Register>(),
    rules::loader::<extract::indicator_table::HeaderWords>(),
    rules::loader::<extract::indicators::Indicators>(),
    rules::loader::<extract::numeral::Units>(),
    rules::loader::<extract::project::Glossary>(),
    rules::loader::<extract::quantity::Signs>(),
];

/// Reads one plan: raw bytes to the rows of every table.
///
/// `path` is the file's path below the raw root, with `/`; it only names the rows and may help to date an undated
/// report. A document that cannot be decoded gives one `documents` row with status `failed` and its diagnostics.
pub fn read(path: &str, raw: &[u8], pack: &Pack) -> Rows {
    extract::read(path, raw, pack)
}
