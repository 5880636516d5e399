//! The pass itself: from one numeral to the next.

mod figures;
mod ranges;
mod shapes;
mod years;

use compact_str::{CompactString, ToCompactString};

use super::chinese;
use super::starts::Stops;
use super::units::{UnitMatch, Units};
use super::{Numeral, Shape};
use crate::tables::rows::{Bound, Span};

pub(super) struct Scanner<'t> {
    text: &'t str,
    end: usize,
    at: usize,
    units: &'t Units,
    found: &'t mut Vec<Numeral>,
    /// How many of `found` were there before.
    before: usize,
}

/// Figures without a unit yet.
#[derive(Clone, Debug)]
struct Figures {
    span: Span,
    shape: Shape,
    value: Option<f64>,
    text: CompactString,
    /// A multiplier that ends a Chinese run and belongs to the unit: 三千亿 → 3000, 亿.
    unit_from: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, span: Span, units: &'t Units, found: &'t mut Vec<Numeral>) -> Self {
        let before = found.len();
        Self { text, end: span.end.min(text.len()), at: span.start, units, found, before }
    }

    /// Reads every numeral, and puts the places of the characters that are noted by the way behind those that are there.
    pub(super) fn run(mut self, stops: &Stops, noted: &mut Vec<usize>) {
        while let Some(start) = self.next_stop(stops) {
            self.at = start;
            if stops.notes(&self.text.as_bytes()[start..]) {
                noted.push(start);
                self.at += '年'.len_utf8();
                continue;
            }
            let before = self.found.len();
            self.numeral(start);
            match self.found.get(before) {
                Some(numeral) => {
                    self.at = numeral.span.end.max(start + 1);
                    if self.at > start + '一'.len_utf8() {
                        self.note(start, stops, noted);
                    }
                }
                None => self.at = start + self.char_at(start).map_or(1, char::len_utf8),
            }
            // 14.5:41.8:43.7 and 5-20 read more than one numeral at once; they keep `at` behind the last.
        }
    }

    /// Notes the characters of the numeral read last, as far as the scan goes. It begins with none of them.
    fn note(&self, start: usize, stops: &Stops, noted: &mut Vec<usize>) {
        let bytes = self.text.as_bytes();
        for at in start + 1..self.at.min(self.end) {
            if bytes[at] >= 0xe0 && stops.notes(&bytes[at..]) {
                noted.push(at);
            }
        }
    }

    /// The next place where a numeral may begin, or a character is noted.
    fn next_stop(&self, stops: &Stops) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..self.end)?;
        stops.first(rest).map(|at| self.at + at)
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// Puts the numeral that begins here behind the others, if one does. It is large, so it is handed on no farther than need be.
    fn numeral(&mut self, start: usize) {
        match self.char_at(start) {
            Some('0'..='9') => match self.dotted(start) {
                Some(dotted) => self.found.push(dotted),
                None => self.found.push(self.beginning_with(self.digits(start))),
            },
            Some('翻') => self.found.extend(self.doubled(start)),
            _ => match self.alone(start) {
                Some(alone) => self.found.push(alone),
                None => self.of_characters(start),
            },
        }
    }

    /// The same of one that begins with a Chinese character.
    fn of_characters(&mut self, start: usize) {
        if let Some(fraction) = self.per_hundred(start) {
            self.found.push(self.with_range_of_fractions(fraction));
        } else if let Some(figures) = self.chinese(start) {
            self.found.push(self.beginning_with(figures));
        }
    }

    /// The numeral that begins with these figures.
    fn beginning_with(&self, first: Figures) -> Numeral {
        if let Some(fraction) = self.parts(&first) {
            return self.with_range_of_fractions(fraction);
        }
        if first.shape == Shape::Name {
            // 十四五, 一二三: neither unit nor bound belongs to it.
            let unit = self.units.at_start(&self.text[first.unit_from..]).is_some();
            if !unit {
                return blank(first.span, first.shape, first.value, first.text, None);
            }
        }
        if let Some(years) = self.years(&first) {
            return years;
        }
        if let Some(ratio) = self.ratio(&first) {
            return ratio;
        }
        let unit = self.units.at_start(&self.text[first.unit_from..]);
        let mut numeral = match self.range(&first, unit.as_ref()) {
            Some(range) => range,
            None => self.single(first, unit),
        };
        self.mark(&mut numeral);
        numeral
    }

    /// 统一, 进一步: a number of one character, with nothing behind it that could belong to it.
    fn alone(&self, start: usize) -> Option<Numeral> {
        let span = Span::new(start, start + '一'.len_utf8());
        if self.units.may_go_on(&self.text[span.end..]) {
            return None;
        }
        let value = chinese::small(self.char_at(start)?)?;
        let mut numeral = blank(span, Shape::Chinese, Some(value.into()), value.to_compact_string(), None);
        self.mark(&mut numeral);
        Some(numeral)
    }

    /// One figure; `unit` stands directly behind it, with its length.
    fn single(&self, figures: Figures, unit: Option<(UnitMatch, usize)>) -> Numeral {
        let (between, unit_at) = self.between(figures.unit_from);
        let unit = match between {
            Some(_) => self.unit_at(unit_at),
            None => unit.map(|(unit, len)| self.over_gap(unit, unit_at + len)),
        };
        let (unit, end, inner) = match unit {
            Some((unit, end, inner)) => (Some(unit), end, inner),
            None => (None, if between.is_some() { unit_at } else { figures.span.end }, None),
        };
        let mut numeral = blank(Span::new(figures.span.start, end.max(figures.span.end)), figures.shape, figures.value, figures.text, unit);
        numeral.figures = figures.span;
        numeral.bound = between.or(inner);
        numeral
    }

    /// The unit at a place, where it ends, and the bound that a mark within it tells.
    fn unit_at(&self, at: usize) -> Option<(UnitMatch, usize, Option<Bound>)> {
        let (unit, len) = self.units.at_start(&self.text[at..])?;
        Some(self.over_gap(unit, at + len))
    }

    /// A unit that ends here, or the one behind it if this is but a multiplier and 余 or 多 stands between: 30万余人. Things may be
    /// counted without a unit: 9亿多劳动力.
    fn over_gap(&self, unit: UnitMatch, end: usize) -> (UnitMatch, usize, Option<Bound>) {
        let mark = if unit.dimension.is_none() { self.units.bound_between(&self.text[end..]) } else { None };
        let Some((bound, gap)) = mark else { return (unit, end, None) };
        match self.units.at_start(&self.text[end + gap..]) {
            Some((inner, len)) => (inner.times(&unit), end + gap + len, Some(bound)),
            None if is_more(&self.text[end..]) => (unit, end + gap, Some(bound)),
            None => (unit, end, None),
        }
    }

    fn between(&self, at: usize) -> (Option<Bound>, usize) {
        match self.units.bound_between(&self.text[at..]) {
            Some((bound, len)) => (Some(bound), at + len),
            None => (None, at),
        }
    }

    /// Adds the bound marks directly before and behind.
    fn mark(&self, numeral: &mut Numeral) {
        let before = self.units.bound_before(&self.text[..numeral.span.start]);
        let before = before.filter(|(_, len)| !self.ends_a_word(numeral.span.start - len, numeral.span.start));
        let after = self.units.bound_after(&self.text[numeral.span.end..]).filter(|(_, len)| self.mark_ends(numeral, *len));
        if let Some((_, len)) = before {
            numeral.marked.start -= len;
        }
        numeral.marked.end = numeral.span.end + after.map_or(0, |(_, len)| len);
        numeral.marked.start = numeral.marked.start.min(numeral.span.start);
        numeral.bound = match (numeral.bound, before, after) {
            (Some(Bound::Range), _, _) => Some(Bound::Range),
            (_, _, Some((bound, _))) => Some(bound),
            (_, Some((bound, _)), _) => Some(bound),
            (between, None, None) => between,
        };
    }

    /// 内 alone is a mark behind a time or a length, elsewhere it begins a word.
    fn mark_ends(&self, numeral: &Numeral, len: usize) -> bool {
        use crate::tables::rows::Dimension::{Length, Time};
        &self.text[numeral.span.end..numeral.span.end + len] != "内" || matches!(numeral.dimension(), Some(Time | Length))
    }

    /// 签约 and 侦破 hold no mark of a bound.
    fn ends_a_word(&self, from: usize, to: usize) -> bool {
        let heads = match &self.text[from..to] {
            "约" => "签节制条公契预集",
            "破" => "侦打爆冲击",
            _ => return false,
        };
        self.char_before(from).is_some_and(|c| heads.contains(c))
    }
}

/// Whether a text begins with 多 or 余, and with no other word that does.
fn is_more(text: &str) -> bool {
    let others = |c: char| matches!(c, '元' | '样' | '层' | '功' | '式' | '媒' | '额' | '热' | '粮');
    text.strip_prefix(['多', '余']).is_some_and(|behind| !behind.starts_with(others))
}

fn blank(span: Span, shape: Shape, value: Option<f64>, text: CompactString, unit: Option<UnitMatch>) -> Numeral {
    Numeral { figures: span, span, marked: span, shape, value, high: None, text, unit, bound: None, years: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Pack;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_number_alone_is_what_it_is_without_the_short_way(text in "[约近]?[一三十百千零廿][一十点分之步批年个级以上余多至到%,—、甲]{0,4}") {
            let pack = Pack::embedded();
            let mut found = Vec::new();
            let mut scanner = Scanner::new(&text, Span::new(0, text.len()), pack.lexicon(), &mut found);
            let start = scanner.next_stop(Stops::of_numerals()).expect("it holds a number");
            if let Some(alone) = scanner.alone(start) {
                scanner.of_characters(start);
                prop_assert_eq!(found, [alone]);
            }
        }
    }
}
