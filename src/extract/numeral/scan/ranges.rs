//! Ranges of two figures, each with or without a unit.

use super::super::units::UnitMatch;
use super::super::{Numeral, Shape, chinese};
use super::figures::decimal;
use super::years::year_of;
use super::{Figures, Scanner, blank};
use crate::tables::rows::{Bound, Span};

/// The signs of a range.
const RANGE_SIGNS: [char; 9] = ['-', '—', '–', '~', '～', '―', '－', '至', '到'];

impl Scanner<'_> {
    /// A range of two figures, each with or without a unit; `low_unit` stands behind the first, with its length.
    pub(super) fn range(&self, first: &Figures, low_unit: Option<&(UnitMatch, usize)>) -> Option<Numeral> {
        let low_end = low_unit.map_or(first.span.end, |(_, len)| first.unit_from + len).max(first.span.end);
        let sign = range_sign(&self.text[low_end..])?;
        let at = low_end + sign;
        let c = self.char_at(at)?;
        if !(c.is_ascii_digit() || chinese::part(c).is_some() && first.shape == Shape::Chinese) {
            return None;
        }
        let words = self.text[low_end..at].starts_with(['至', '到']);
        if words && self.follows_from(first.span.start) {
            return None;
        }
        let second = self.figures(at)?;
        let unit = self.unit_at(second.unit_from);
        let low = low_value(first, low_unit.map(|(u, _)| u), unit.as_ref().map(|(u, ..)| u))?;
        let high = second.value?;
        // 由2%到5% is no range, G209—242 neither: it must rise and, with words between, be measured.
        if high <= low || unit.is_none() && (words || second.text.starts_with('0')) || year_of(&second).is_some() && unit.is_none() {
            return None;
        }
        let end = unit.as_ref().map_or(second.span.end, |(_, end, _)| *end).max(second.span.end);
        let text = if first.value == Some(low) { first.text.clone() } else { decimal(low) };
        let mut numeral = blank(Span::new(first.span.start, end), first.shape, Some(low), text, unit.map(|(u, ..)| u));
        numeral.figures = Span::new(first.span.start, second.span.end);
        numeral.high = Some(high);
        numeral.bound = Some(Bound::Range);
        Some(numeral)
    }

    /// 由 or 从 before the first: from … to …, two values at two times.
    pub(super) fn follows_from(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(|c| "由从自".contains(c))
    }
}

/// The low value in the high one's unit: 8000万—1亿 is 0.8—1 亿.
pub(super) fn low_value(first: &Figures, low: Option<&UnitMatch>, high: Option<&UnitMatch>) -> Option<f64> {
    let value = first.value?;
    match (low, high) {
        (None, _) => Some(value),
        (Some(_), None) => None,
        (Some(a), Some(b)) if a.written == b.written => Some(value),
        // 5万—10万人: the multiplier is repeated, the unit is not.
        (Some(a), Some(b)) if a.dimension.is_none() && b.written.starts_with(a.written.as_str()) => Some(value),
        (Some(a), Some(b)) if a.base == b.base && a.dimension.is_some() => Some(value * a.factor / b.factor),
        (Some(a), Some(b)) if a.dimension.is_none() => Some(value * a.factor / multiplier_of(b)),
        _ => None,
    }
}

pub(super) fn multiplier_of(unit: &UnitMatch) -> f64 {
    let head = unit.multiplier();
    if head.contains("万亿") {
        1e12
    } else if head.contains('亿') {
        1e8
    } else if head.contains('万') {
        1e4
    } else {
        1.0
    }
}

/// The bytes of the sign of a range that the text begins with.
pub(super) fn range_sign(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| RANGE_SIGNS.contains(c))?;
    let len = sign.len_utf8();
    Some(if sign == '—' && text[len..].starts_with('—') { len * 2 } else { len })
}
