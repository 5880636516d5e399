//! Lines that a PDF wrapped, page numbers and dot leaders.

use super::step::Step;

/// Joins what was one line.
pub fn join(input: &str) -> Step<'_> {
    Step::untouched(input)
}
