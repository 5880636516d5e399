//! Tables whose cells run together: `森林覆盖率(%)21.6623.04〔1.38〕约束性`.

use crate::tables::rows::Span;

use super::header::{Header, Setting};
use super::name::UnitWords;
use super::rows::TableRow;
use super::words::Words;

/// Header and rows of a glued table.
pub(super) fn read(clean: &str, spans: &[Span], setting: Setting, words: Words<'_>, units: UnitWords<'_>) -> Option<(Header, Vec<TableRow>)> {
    let _ = (clean, spans, setting, words, units);
    None
}
