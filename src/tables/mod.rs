//! The contract: one type per row, polars frames, Parquet. The only room that names polars.
//!
//! [`rows`] holds what a document gives, [`contract`] the tables made of it, column by column; [`Sheets`] writes them, [`read`]
//! reads them back, [`describe`] prints docs/contract.md. It decides nothing: what a row says was decided in `extract`.

mod buffer;
pub mod contract;
pub mod describe;
mod distinct;
mod hybrid;
mod known;
mod levels;
mod page;
mod parquet;
pub mod read;
pub mod rows;
pub mod schema;
mod sheets;
mod short;

pub use parquet::{Error, count};
pub use sheets::{Entry, Sheets};
