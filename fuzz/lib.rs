//! The text room by itself, and what must hold of it for any input.

#[allow(dead_code)]
#[path = "."]
pub mod tables {
    #[path = "../src/tables/rows.rs"]
    pub mod rows;
}
#[path = "../src/text/mod.rs"]
pub mod text;

pub mod properties;
