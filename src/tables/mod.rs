//! The contract: one type per row, polars frames, Parquet. The only room that names polars.

pub mod rows;
