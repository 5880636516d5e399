//! Years: 2025年, 2021—2025年, 二〇三五年, and two whose dash was lost.

use compact_str::ToCompactString;

use super::super::{Numeral, Shape, chinese};
use super::ranges::range_sign;
use super::{Figures, Scanner, blank};
use crate::tables::rows::Span;

impl Scanner<'_> {
    /// 2025年, 2021—2025年, 二〇三五年, 20212025年: four figures that are a year.
    pub(super) fn years(&self, first: &Figures) -> Option<Numeral> {
        let end = first.span.end;
        let rest = &self.text[end..];
        if let Some((from, to)) = lost_dash(&first.text).filter(|_| rest.starts_with('年')) {
            return Some(self.year_numeral(first.span.start, end + '年'.len_utf8(), from, Some(to)));
        }
        let from = year_of(first)?;
        let after = rest.strip_prefix('年').map_or(end, |_| end + '年'.len_utf8());
        if let Some(sign) = range_sign(&self.text[after..])
            && let Some(second) = self.char_at(after + sign).filter(|c| c.is_ascii_digit() || chinese::part(*c).is_some())
            && (second.is_ascii_digit() || first.shape == Shape::DigitString)
        {
            let last = self.figures(after + sign)?;
            let to = year_of(&last).or_else(|| short_year(from, &last));
            if let Some(to) = to.filter(|to| *to > from)
                && (self.text[last.span.end..].starts_with('年') || last.text.len() == 4)
            {
                let stop = if self.text[last.span.end..].starts_with('年') { last.span.end + '年'.len_utf8() } else { last.span.end };
                return Some(self.year_numeral(first.span.start, stop, from, Some(to)));
            }
        }
        rest.starts_with('年').then(|| self.year_numeral(first.span.start, end + '年'.len_utf8(), from, None))
    }

    pub(super) fn year_numeral(&self, start: usize, end: usize, from: i32, to: Option<i32>) -> Numeral {
        let figures_end = if self.text[..end].ends_with('年') { end - '年'.len_utf8() } else { end };
        let mut numeral = blank(Span::new(start, end), Shape::Digits, Some(f64::from(from)), from.to_compact_string(), None);
        numeral.figures.end = figures_end;
        numeral.high = to.map(f64::from);
        numeral.years = Some((from, to));
        numeral
    }
}

pub(super) fn year_of(figures: &Figures) -> Option<i32> {
    let looks = figures.shape == Shape::DigitString || figures.shape == Shape::Digits && figures.text.len() == 4;
    // Of four figures only whole numbers are so large.
    let year = figures.value.filter(|value| looks && (1900.0..2100.0).contains(value))?;
    Some(year as i32)
}

/// 2021—25年.
pub(super) fn short_year(from: i32, last: &Figures) -> Option<i32> {
    let tail: i32 = last.text.parse().ok()?;
    (last.shape == Shape::Digits && last.text.len() == 2).then_some(from / 100 * 100 + tail)
}

/// 20212025: two years whose dash was lost.
pub(super) fn lost_dash(text: &str) -> Option<(i32, i32)> {
    let (a, b) = (text.len() == 8).then(|| text.split_at(4))?;
    let (from, to) = (a.parse().ok()?, b.parse().ok()?);
    ((1900..2100).contains(&from) && (from + 1..2100).contains(&to)).then_some((from, to))
}
