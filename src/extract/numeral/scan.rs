//! The pass itself: from one numeral to the next.

use super::chinese::{self, Part};
use super::starts;
use super::units::{UnitMatch, Units};
use super::{Numeral, Shape};
use crate::tables::rows::{Bound, Span};

/// How far a mark before a number may reach back, in bytes.
const MARK_REACH: usize = 24;

pub(super) struct Scanner<'t> {
    text: &'t str,
    end: usize,
    at: usize,
    units: &'t Units,
    found: Vec<Numeral>,
}

/// Figures without a unit yet.
#[derive(Clone, Debug)]
struct Figures {
    span: Span,
    shape: Shape,
    value: Option<f64>,
    text: String,
    /// A multiplier that ends a Chinese run and belongs to the unit: 三千亿 → 3000, 亿.
    unit_from: usize,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str, span: Span, units: &'t Units) -> Self {
        Self { text, end: span.end.min(text.len()), at: span.start, units, found: Vec::new() }
    }

    pub(super) fn run(mut self) -> Vec<Numeral> {
        while let Some(start) = self.next_start() {
            self.at = start;
            match self.numeral(start) {
                Some(numeral) => {
                    self.at = numeral.span.end.max(start + 1);
                    self.found.push(numeral);
                }
                None => self.at = start + self.char_at(start).map_or(1, char::len_utf8),
            }
            // 14.5:41.8:43.7 and 5-20 read more than one numeral at once; they keep `at` behind the last.
        }
        self.found
    }

    /// The next place where a numeral may begin.
    fn next_start(&self) -> Option<usize> {
        let bytes = &self.text.as_bytes()[..self.end];
        let mut at = self.at;
        while let Some(&byte) = bytes.get(at) {
            at += match byte {
                b'0'..=b'9' => return Some(at),
                0..=0x7f => 1,
                0xe3..=0xe9 if starts::begins(bytes, at) => return Some(at),
                0xe0..=0xef => 3,
                0xf0.. => 4,
                _ => 2,
            };
        }
        None
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    fn numeral(&self, start: usize) -> Option<Numeral> {
        if self.char_at(start) == Some('翻') {
            return self.doubled(start);
        }
        if let Some(dotted) = self.dotted(start) {
            return Some(dotted);
        }
        if let Some(fraction) = self.per_hundred(start) {
            return Some(self.with_range_of_fractions(fraction));
        }
        let first = self.figures(start)?;
        if let Some(fraction) = self.parts(&first) {
            return Some(self.with_range_of_fractions(fraction));
        }
        if first.shape == Shape::Name {
            // 十四五, 一二三: neither unit nor bound belongs to it.
            let unit = self.units.at_start(&self.text[first.unit_from..]).is_some();
            if !unit {
                return Some(Numeral { figures: first.span, ..blank(first.span, first.shape, first.value, first.text, None) });
            }
        }
        if let Some(years) = self.years(&first) {
            return Some(years);
        }
        if let Some(ratio) = self.ratio(&first) {
            return Some(ratio);
        }
        let numeral = match self.range(&first) {
            Some(range) => range,
            None => self.single(first),
        };
        Some(self.marked(numeral))
    }

    /// 翻番, 翻一番, 翻两番.
    fn doubled(&self, start: usize) -> Option<Numeral> {
        let figures_at = start + '翻'.len_utf8();
        if !self.text[figures_at..].starts_with('番') {
            return None;
        }
        let span = Span::new(start, figures_at + '番'.len_utf8());
        let (unit, _) = self.units.at_start(&self.text[figures_at..])?;
        Some(blank(span, Shape::Word, Some(1.0), "1".to_owned(), Some(unit)))
    }

    /// Digits or a Chinese run, without what stands behind.
    fn figures(&self, start: usize) -> Option<Figures> {
        if self.text.as_bytes()[start].is_ascii_digit() { Some(self.digits(start)) } else { self.chinese(start) }
    }

    fn digits(&self, start: usize) -> Figures {
        let bytes = self.text.as_bytes();
        let mut end = digits_end(bytes, start);
        let mut grouped = false;
        while end - start <= 3 || grouped {
            let group = end + 1;
            if bytes.get(end) == Some(&b',') && digits_end(bytes, group) == group + 3 {
                (end, grouped) = (group + 3, true);
            } else {
                break;
            }
        }
        let integer_end = end;
        // 3·75 stands for 3.75 in old prints.
        let point = if bytes.get(end) == Some(&b'.') { 1 } else { '·'.len_utf8() };
        if point == 1 || self.text[end..].starts_with('·') {
            let fraction_end = digits_end(bytes, end + point);
            let year_glued = fraction_end - end == 4 + point && self.text[fraction_end..].starts_with('年');
            if fraction_end > end + point && !year_glued {
                end = fraction_end;
            }
        }
        let begin = if self.minus_before(start, end) { start - 1 } else { start };
        let mut text: String = self.text[start..end].chars().filter(|c| *c != ',').map(|c| if c == '·' { '.' } else { c }).collect();
        if begin < start {
            text.insert(0, '-');
        }
        let mut figures = Figures { span: Span::new(begin, end), shape: Shape::Digits, value: text.parse().ok(), text, unit_from: end };
        if end == integer_end || !grouped {
            self.power(&mut figures);
        }
        figures
    }

    /// A minus belongs to the number when a rate follows: -2.3%, (-25%).
    fn minus_before(&self, start: usize, end: usize) -> bool {
        start > 0
            && self.text.as_bytes()[start - 1] == b'-'
            && self.text[end..].starts_with(['%', '‰'])
            && !self.before(start - 1).is_some_and(|c| c.is_ascii_alphanumeric() || "-%~—".contains(c))
    }

    /// 5×100000: the product is the value.
    fn power(&self, figures: &mut Figures) {
        let rest = &self.text[figures.span.end..];
        let Some(sign) = rest.chars().next().filter(|c| "×*✕".contains(*c)) else { return };
        let at = figures.span.end + sign.len_utf8();
        if !self.text.as_bytes().get(at).is_some_and(u8::is_ascii_digit) {
            return;
        }
        let factor = self.digits(at);
        if let (Some(a), Some(b)) = (figures.value, factor.value) {
            figures.value = Some(a * b);
            figures.text = decimal(a * b);
            figures.span.end = factor.span.end;
            figures.unit_from = factor.span.end;
        }
    }

    fn chinese(&self, start: usize) -> Option<Figures> {
        if self.char_at(start) == Some('半') {
            return self.half(start);
        }
        let mut end = start;
        for c in self.text[start..].chars().take_while(|c| chinese::part(*c).is_some()) {
            end += c.len_utf8();
        }
        let run = &self.text[start..end];
        if let Some(figures) = self.point(start, end) {
            return Some(figures);
        }
        // 万 and 亿 that end the run are the unit's.
        let mut head = run.trim_end_matches(['万', '亿']);
        // 三千瓦 is 3 千瓦, not 3000 瓦.
        if head.len() == run.len()
            && let Some(short) = head.strip_suffix(['千', '百']).filter(|short| !short.is_empty())
            && self
                .units
                .at_start(&self.text[start + short.len()..])
                .is_some_and(|(unit, len)| unit.name.starts_with(['千', '百']) && len > '千'.len_utf8())
        {
            head = short;
        }
        let unit_from = start + head.len();
        if head.is_empty() {
            return Some(Figures { span: Span::new(start, end), shape: Shape::Chinese, value: Some(1.0), text: "1".into(), unit_from });
        }
        let (shape, value) = match (chinese::value(head), chinese::digit_string(run)) {
            (Some(value), _) => (Shape::Chinese, Some(value)),
            (None, Some(value)) => (if run.chars().count() == 4 { Shape::DigitString } else { Shape::Name }, Some(value)),
            (None, None) => (Shape::Name, None),
        };
        let value = value.filter(|_| shape != Shape::Name);
        let text = value.map(|v| v.to_string()).unwrap_or_default();
        let figures_end = if shape == Shape::Name { end } else { unit_from };
        let unit_from = if shape == Shape::Name { end } else { unit_from };
        Some(Figures { span: Span::new(start, figures_end), shape, value: value.map(|v| v as f64), text, unit_from })
    }

    /// 半 before a unit of time, or as 一半, 过半.
    fn half(&self, start: usize) -> Option<Figures> {
        let end = start + '半'.len_utf8();
        Some(Figures { span: Span::new(start, end), shape: Shape::Chinese, value: Some(0.5), text: "0.5".into(), unit_from: end })
    }

    /// 三点五: digits on both sides of 点.
    fn point(&self, start: usize, end: usize) -> Option<Figures> {
        let rest = self.text[end..].strip_prefix('点')?;
        let digits: String = rest.chars().take_while(|c| matches!(chinese::part(*c), Some(Part::Digit(_))) && *c != '两').collect();
        let whole = chinese::value(&self.text[start..end])?;
        let unit_from = end + '点'.len_utf8() + digits.len();
        // 三点一线 and 五点半 are no decimals: a unit must follow.
        if digits.is_empty() || self.units.at_start(&self.text[unit_from..]).is_none() && !self.text[..start].ends_with("分之") {
            return None;
        }
        let fraction: String = digits.chars().filter_map(digit_of).collect();
        let text = format!("{whole}.{fraction}");
        Some(Figures { span: Span::new(start, unit_from), shape: Shape::Chinese, value: text.parse().ok(), text, unit_from })
    }

    /// 百分之八, 千分之三, 三分之二, 2/3.
    fn fraction(&self, start: usize) -> Option<Numeral> {
        self.per_hundred(start).or_else(|| self.parts(&self.figures(start)?))
    }

    /// 百分之八, 千分之三.
    fn per_hundred(&self, start: usize) -> Option<Numeral> {
        let per = [("百分之", "%"), ("千分之", "‰")];
        let (word, unit) = per.into_iter().find(|(word, _)| self.text[start..].starts_with(word))?;
        let at = start + word.len();
        self.char_at(at).filter(|&c| c.is_ascii_digit() || chinese::part(c).is_some())?;
        let figures = self.figures(at)?;
        let unit = self.units.at_start(unit).map(|(unit, _)| unit);
        Some(blank(Span::new(start, figures.span.end), Shape::Fraction, figures.value, figures.text, unit))
    }

    /// 三分之二 and 2/3.
    fn parts(&self, below: &Figures) -> Option<Numeral> {
        let rest = &self.text[below.span.end..];
        let (sign, chinese) = if rest.starts_with("分之") {
            ("分之".len(), true)
        } else if rest.starts_with('/') {
            (1, false)
        } else {
            return None;
        };
        let above_at = below.span.end + sign;
        self.char_at(above_at).filter(|&c| c.is_ascii_digit() || chinese && chinese::part(c).is_some())?;
        let above = self.figures(above_at)?;
        let (part, whole) = if chinese { (above.value?, below.value?) } else { (below.value?, above.value?) };
        let fits = part.fract() == 0.0 && whole.fract() == 0.0 && whole > 1.0 && part < whole;
        let span = Span::new(below.span.start, above.span.end);
        let text = format!("{part}/{whole}");
        fits.then(|| blank(span, Shape::Fraction, Some(part / whole), text, None))
    }

    fn with_range_of_fractions(&self, first: Numeral) -> Numeral {
        let joined = range_sign(&self.text[first.span.end..]).and_then(|sign| {
            let second = self.fraction(first.span.end + sign).or_else(|| {
                let at = first.span.end + sign;
                let c = self.char_at(at)?;
                // 百分之三至五
                let figures = (chinese::part(c).is_some() && first.unit.is_some()).then(|| self.figures(at))??;
                let span = figures.span;
                self.units
                    .at_start(&self.text[span.end..])
                    .is_none()
                    .then(|| blank(span, Shape::Fraction, figures.value, figures.text, None))
            })?;
            (second.value? > first.value?).then_some(second)
        });
        let numeral = match joined {
            Some(second) => {
                let span = Span::new(first.span.start, second.span.end);
                Numeral { high: second.value, figures: span, span, bound: Some(Bound::Range), ..first }
            }
            None => first,
        };
        self.marked(numeral)
    }

    /// Dates and numbers with several points or dashes: no value.
    fn dotted(&self, start: usize) -> Option<Numeral> {
        let bytes = self.text.as_bytes();
        if !bytes[start].is_ascii_digit() {
            return None;
        }
        for separator in [b'.', b'-', b'/'] {
            let mut end = digits_end(bytes, start);
            let mut parts = 1;
            while bytes.get(end) == Some(&separator) && digits_end(bytes, end + 1) > end + 1 {
                end = digits_end(bytes, end + 1);
                parts += 1;
            }
            if parts >= 3 {
                return Some(blank(Span::new(start, end), Shape::Dotted, None, String::new(), None));
            }
        }
        None
    }

    /// 2025年, 2021—2025年, 二〇三五年, 20212025年: four figures that are a year.
    fn years(&self, first: &Figures) -> Option<Numeral> {
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

    fn year_numeral(&self, start: usize, end: usize, from: i32, to: Option<i32>) -> Numeral {
        let figures_end = if self.text[..end].ends_with('年') { end - '年'.len_utf8() } else { end };
        let mut numeral = blank(Span::new(start, end), Shape::Digits, Some(f64::from(from)), from.to_string(), None);
        numeral.figures.end = figures_end;
        numeral.high = to.map(f64::from);
        numeral.years = Some((from, to));
        numeral
    }

    /// 3:1 whole, and the first part of 14.5:41.8:43.7.
    fn ratio(&self, first: &Figures) -> Option<Numeral> {
        if first.shape != Shape::Digits {
            return None;
        }
        if self.found.last().is_some_and(|n| n.shape == Shape::RatioPart) && self.ratio_sign_before(first.span.start) {
            return Some(blank(first.span, Shape::RatioPart, first.value, first.text.clone(), None));
        }
        let second = self.after_ratio_sign(first.span.end)?;
        if self.after_ratio_sign(second.span.end).is_some() {
            return Some(blank(first.span, Shape::RatioPart, first.value, first.text.clone(), None));
        }
        let span = Span::new(first.span.start, second.span.end);
        Some(self.marked(blank(span, Shape::Ratio, first.value, first.text.clone(), None)))
    }

    fn ratio_sign_before(&self, at: usize) -> bool {
        self.before(at).is_some_and(|c| RATIO_SIGNS.contains(c))
    }

    fn after_ratio_sign(&self, at: usize) -> Option<Figures> {
        let sign = self.char_at(at).filter(|c| RATIO_SIGNS.contains(*c))?;
        let next = at + sign.len_utf8();
        self.text.as_bytes().get(next).is_some_and(u8::is_ascii_digit).then(|| self.digits(next))
    }

    fn single(&self, figures: Figures) -> Numeral {
        let (between, unit_at) = self.between(figures.unit_from);
        let (unit, end) = match self.unit_at(unit_at) {
            Some((unit, end)) => (Some(unit), end),
            None => (None, if between.is_some() { unit_at } else { figures.span.end }),
        };
        let mut numeral = blank(Span::new(figures.span.start, end.max(figures.span.end)), figures.shape, figures.value, figures.text, unit);
        numeral.figures = figures.span;
        numeral.bound = between;
        numeral
    }

    /// The unit at a place: 亿元, and with 余 or 多 behind the multiplier: 30万余人.
    fn unit_at(&self, at: usize) -> Option<(UnitMatch, usize)> {
        let (unit, len) = self.units.at_start(&self.text[at..])?;
        let end = at + len;
        if unit.dimension.is_none()
            && let Some((_, gap)) = self.units.bound_between(&self.text[end..])
            && let Some((inner, inner_len)) = self.units.at_start(&self.text[end + gap..])
        {
            let written = format!("{}{}", unit.written, inner.written);
            return Some((UnitMatch { written, factor: inner.factor * unit.factor, ..inner }, end + gap + inner_len));
        }
        Some((unit, end))
    }

    fn between(&self, at: usize) -> (Option<Bound>, usize) {
        match self.units.bound_between(&self.text[at..]) {
            Some((bound, len)) => (Some(bound), at + len),
            None => (None, at),
        }
    }

    /// A range of two figures, each with or without a unit.
    fn range(&self, first: &Figures) -> Option<Numeral> {
        // Most figures stand before no sign of a range: the unit is looked up once, for those alone.
        if !self.may_be_range(first.unit_from) {
            return None;
        }
        let low_unit = self.units.at_start(&self.text[first.unit_from..]);
        let low_end = low_unit.as_ref().map_or(first.span.end, |(_, len)| first.unit_from + len).max(first.span.end);
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
        let low = low_value(first, low_unit.as_ref().map(|(u, _)| u), unit.as_ref().map(|(u, _)| u))?;
        let high = second.value?;
        // 由2%到5% is no range, G209—242 neither: it must rise and, with words between, be measured.
        if high <= low || unit.is_none() && (words || second.text.starts_with('0')) || year_of(&second).is_some() && unit.is_none() {
            return None;
        }
        let end = unit.as_ref().map_or(second.span.end, |(_, end)| *end).max(second.span.end);
        let text = if first.value == Some(low) { first.text.clone() } else { decimal(low) };
        let mut numeral = blank(Span::new(first.span.start, end), first.shape, Some(low), text, unit.map(|(u, _)| u));
        numeral.figures = Span::new(first.span.start, second.span.end);
        numeral.high = Some(high);
        numeral.bound = Some(Bound::Range);
        Some(numeral)
    }

    /// Whether a sign of a range stands within the reach of a unit.
    fn may_be_range(&self, at: usize) -> bool {
        self.text[at..].chars().take(UNIT_REACH).any(|c| RANGE_SIGNS.contains(&c))
    }

    /// 由 or 从 before the first: from … to …, two values at two times.
    fn follows_from(&self, at: usize) -> bool {
        self.before(at).is_some_and(|c| "由从自".contains(c))
    }

    /// With the bound marks directly before and behind.
    fn marked(&self, mut numeral: Numeral) -> Numeral {
        let from = self.back(numeral.span.start, MARK_REACH);
        let before = self.units.bound_before(&self.text[from..numeral.span.start]);
        let before = before.filter(|(_, len)| !self.ends_a_word(numeral.span.start - len, numeral.span.start));
        let after = self.units.bound_after(&self.text[numeral.span.end..]).filter(|(_, len)| self.mark_ends(&numeral, *len));
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
        numeral
    }

    /// 内 alone is a mark behind a time or a length, elsewhere it begins a word.
    fn mark_ends(&self, numeral: &Numeral, len: usize) -> bool {
        use crate::tables::rows::Dimension::{Length, Time};
        &self.text[numeral.span.end..numeral.span.end + len] != "内" || matches!(numeral.dimension(), Some(Time | Length))
    }

    /// 签约 and 节约 hold no mark of a bound.
    fn ends_a_word(&self, from: usize, to: usize) -> bool {
        &self.text[from..to] == "约" && self.before(from).is_some_and(|c| "签节制条公契预集".contains(c))
    }

    fn back(&self, at: usize, reach: usize) -> usize {
        let mut from = at.saturating_sub(reach);
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        from
    }
}

/// The signs of a range.
const RANGE_SIGNS: [char; 9] = ['-', '—', '–', '~', '～', '―', '－', '至', '到'];

/// How many characters a unit with its multiplier may have.
const UNIT_REACH: usize = 16;

const RATIO_SIGNS: &str = ":︰∶：";

fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

fn digit_of(c: char) -> Option<char> {
    match chinese::part(c) {
        Some(Part::Digit(d)) => char::from_digit(u32::from(d), 10),
        _ => None,
    }
}

/// The bytes of the sign of a range that the text begins with.
fn range_sign(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| RANGE_SIGNS.contains(c))?;
    let len = sign.len_utf8();
    Some(if sign == '—' && text[len..].starts_with('—') { len * 2 } else { len })
}

/// The low value in the high one's unit: 8000万—1亿 is 0.8—1 亿.
fn low_value(first: &Figures, low: Option<&UnitMatch>, high: Option<&UnitMatch>) -> Option<f64> {
    let value = first.value?;
    match (low, high) {
        (None, _) => Some(value),
        (Some(_), None) => None,
        (Some(a), Some(b)) if a.written == b.written => Some(value),
        // 5万—10万人: the multiplier is repeated, the unit is not.
        (Some(a), Some(b)) if a.dimension.is_none() && b.written.starts_with(&a.written) => Some(value),
        (Some(a), Some(b)) if a.base == b.base && a.dimension.is_some() => Some(value * a.factor / b.factor),
        (Some(a), Some(b)) if a.dimension.is_none() => Some(value * a.factor / multiplier_of(b)),
        _ => None,
    }
}

fn multiplier_of(unit: &UnitMatch) -> f64 {
    let head = unit.written.strip_suffix(unit.name.as_str()).unwrap_or_default();
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

fn year_of(figures: &Figures) -> Option<i32> {
    let looks = figures.shape == Shape::DigitString || figures.shape == Shape::Digits && figures.text.len() == 4;
    let year: i32 = figures.text.parse().ok()?;
    (looks && (1900..2100).contains(&year)).then_some(year)
}

/// 2021—25年.
fn short_year(from: i32, last: &Figures) -> Option<i32> {
    let tail: i32 = last.text.parse().ok()?;
    (last.shape == Shape::Digits && last.text.len() == 2).then_some(from / 100 * 100 + tail)
}

/// 20212025: two years whose dash was lost.
fn lost_dash(text: &str) -> Option<(i32, i32)> {
    let (a, b) = (text.len() == 8).then(|| text.split_at(4))?;
    let (from, to) = (a.parse().ok()?, b.parse().ok()?);
    ((1900..2100).contains(&from) && (from + 1..2100).contains(&to)).then_some((from, to))
}

/// A number as plain decimal text.
fn decimal(value: f64) -> String {
    let text = format!("{value}");
    if text.len() > 17 && text.contains('.') { format!("{value:.6}").trim_end_matches('0').to_owned() } else { text }
}

fn blank(span: Span, shape: Shape, value: Option<f64>, text: String, unit: Option<UnitMatch>) -> Numeral {
    Numeral { figures: span, span, marked: span, shape, value, high: None, text, unit, bound: None, years: None }
}
