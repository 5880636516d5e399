//! Every numeral of a text, with its value and its unit, in one pass from left to right.
//!
//! It reads what is written: digits, Chinese numerals, 百分之, ranges, ratios, the unit behind and the bound directly before or
//! behind. Whether a numeral is an amount, a year or a part of a name is for the rules to say; [`Shape`] only tells how it looks.

mod chinese;
pub(super) mod heads;
mod scan;
mod starts;
#[cfg(test)]
mod tests;
mod units;

use compact_str::CompactString;

use crate::tables::rows::{Bound, Dimension, Span};
pub use starts::Stops;
pub use units::{UnitMatch, Units};

/// How a numeral looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `48`, `1,100.5`, `-2.3`.
    Digits,
    /// `三千五百`, `百`, `两`; also mixed with digits, `1万5千`.
    Chinese,
    /// `二〇三五`: digits one by one.
    DigitString,
    /// A Chinese run that is no number: `十四五`, `一二三`.
    Name,
    /// `百分之八`, `千分之三`, `三分之一`, `2/3`.
    Fraction,
    /// `3:1`; value is the first divided by nothing, the second is in `high_of_ratio`.
    Ratio,
    /// One part of `14.5:41.8:43.7`.
    RatioPart,
    /// `2021-06-07`, `2021.6.7`, `1.2.3`: several parts, no value.
    Dotted,
    /// `翻番` without a number.
    Word,
}

/// A numeral with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Numeral {
    /// The figures alone, of a range both and what stands between.
    pub figures: Span,
    /// Figures and unit.
    pub span: Span,
    /// With the bound marks directly before and behind.
    pub marked: Span,
    /// How it looks.
    pub shape: Shape,
    /// None where the figures give no number.
    pub value: Option<f64>,
    /// The high end of a range.
    pub high: Option<f64>,
    /// The exact decimal text of `value`.
    pub text: CompactString,
    /// The unit behind it.
    pub unit: Option<UnitMatch>,
    /// The bound that its marks give.
    pub bound: Option<Bound>,
    /// A year, or the first and last year of a range: `2025年`, `2021—2025年`, `二〇三五年`, `20212025年`.
    pub years: Option<(i32, Option<i32>)>,
}

impl Numeral {
    /// The unit as written, with its multiplier; empty without one.
    pub fn unit_text(&self) -> &str {
        self.unit.as_ref().map_or("", |unit| &unit.written)
    }
    /// The dimension of the unit.
    pub fn dimension(&self) -> Option<Dimension> {
        match (&self.unit, self.shape) {
            (Some(unit), _) => unit.dimension,
            (None, Shape::Fraction) => Some(Dimension::Ratio),
            (None, Shape::Ratio | Shape::RatioPart) => Some(Dimension::Other),
            _ => None,
        }
    }
    /// Whether it is a range of values.
    pub fn is_range(&self) -> bool {
        self.high.is_some()
    }
}

/// Every numeral that begins in `span`, in order and apart from each other.
pub fn scan(text: &str, span: Span, units: &Units) -> Vec<Numeral> {
    let mut found = Vec::new();
    scan_into(text, span, units, &mut found);
    found
}

/// The same, put behind what is there.
pub fn scan_into(text: &str, span: Span, units: &Units, found: &mut Vec<Numeral>) {
    scan_noting(text, span, units, Stops::of_numerals(), found, &mut Vec::new());
}

/// The same; where `stops` notes a character, its place is put to `noted`.
pub fn scan_noting(text: &str, span: Span, units: &Units, stops: &Stops, found: &mut Vec<Numeral>, noted: &mut Vec<usize>) {
    scan::Scanner::new(text, span, units, found).run(stops, noted);
}
