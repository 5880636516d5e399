//! Figures by themselves: digits, Chinese runs, halves, decimals and powers.

use compact_str::{CompactString, ToCompactString, format_compact};

use super::super::Shape;
use super::super::chinese::{self, Part};
use super::{Figures, Scanner};
use crate::tables::rows::Span;

impl Scanner<'_> {
    /// Digits or a Chinese run, without what stands behind.
    pub(super) fn figures(&self, start: usize) -> Option<Figures> {
        if self.text.as_bytes()[start].is_ascii_digit() { Some(self.digits(start)) } else { self.chinese(start) }
    }

    pub(super) fn digits(&self, start: usize) -> Figures {
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
        let mut pointed = false;
        // 3·75 stands for 3.75 in old prints.
        let point = if bytes.get(end) == Some(&b'.') { 1 } else { '·'.len_utf8() };
        if point == 1 || self.text[end..].starts_with('·') {
            let fraction_end = digits_end(bytes, end + point);
            let year_glued = fraction_end - end == 4 + point && self.text[fraction_end..].starts_with('年');
            if fraction_end > end + point && !year_glued {
                (end, pointed) = (fraction_end, point > 1);
            }
        }
        let begin = if self.minus_before(start, end) { start - 1 } else { start };
        let written = &self.text[begin..end];
        let text = if grouped || pointed { plain(written) } else { written.into() };
        let mut figures = Figures { span: Span::new(begin, end), shape: Shape::Digits, value: number(&text), text, unit_from: end };
        if end == integer_end || !grouped {
            self.power(&mut figures);
        }
        figures
    }

    /// A minus belongs to the number when a rate follows: -2.3%, (-25%).
    pub(super) fn minus_before(&self, start: usize, end: usize) -> bool {
        start > 0
            && self.text.as_bytes()[start - 1] == b'-'
            && self.text[end..].starts_with(['%', '‰'])
            && !self.char_before(start - 1).is_some_and(|c| c.is_ascii_alphanumeric() || "-%~—".contains(c))
    }

    /// 5×100000: the product is the value.
    pub(super) fn power(&self, figures: &mut Figures) {
        let rest = &self.text[figures.span.end..];
        let Some(sign) = rest.chars().next().filter(|c| matches!(c, '×' | '*' | '✕')) else { return };
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

    pub(super) fn chinese(&self, start: usize) -> Option<Figures> {
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
                .is_some_and(|(unit, len)| unit.name().starts_with(['千', '百']) && len > '千'.len_utf8())
        {
            head = short;
        }
        let unit_from = start + head.len();
        if head.is_empty() {
            return Some(Figures {
                span: Span::new(start, end),
                shape: Shape::Chinese,
                value: Some(1.0),
                text: CompactString::const_new("1"),
                unit_from,
            });
        }
        let four_digits = || chinese::digit_string(run).filter(|_| run.chars().count() == 4);
        let (shape, value) = match chinese::value(head) {
            Some(value) => (Shape::Chinese, Some(value)),
            None => four_digits().map_or((Shape::Name, None), |value| (Shape::DigitString, Some(value))),
        };
        let text = value.map(|v| v.to_compact_string()).unwrap_or_default();
        let figures_end = if shape == Shape::Name { end } else { unit_from };
        let unit_from = if shape == Shape::Name { end } else { unit_from };
        Some(Figures { span: Span::new(start, figures_end), shape, value: value.map(|v| v as f64), text, unit_from })
    }

    /// 半 before a unit of time, or as 一半, 过半.
    pub(super) fn half(&self, start: usize) -> Option<Figures> {
        let end = start + '半'.len_utf8();
        Some(Figures {
            span: Span::new(start, end),
            shape: Shape::Chinese,
            value: Some(0.5),
            text: CompactString::const_new("0.5"),
            unit_from: end,
        })
    }

    /// 三点五: digits on both sides of 点.
    pub(super) fn point(&self, start: usize, end: usize) -> Option<Figures> {
        let rest = self.text[end..].strip_prefix('点')?;
        let digits: String = rest.chars().take_while(|c| matches!(chinese::part(*c), Some(Part::Digit(_))) && *c != '两').collect();
        let whole = chinese::value(&self.text[start..end])?;
        let unit_from = end + '点'.len_utf8() + digits.len();
        // 三点一线 and 五点半 are no decimals: a unit must follow.
        if digits.is_empty() || self.units.at_start(&self.text[unit_from..]).is_none() && !self.text[..start].ends_with("分之") {
            return None;
        }
        let fraction: CompactString = digits.chars().filter_map(digit_of).collect();
        let text = format_compact!("{whole}.{fraction}");
        Some(Figures { span: Span::new(start, unit_from), shape: Shape::Chinese, value: text.parse().ok(), text, unit_from })
    }
}

pub(super) fn digit_of(c: char) -> Option<char> {
    match chinese::part(c) {
        Some(Part::Digit(d)) => char::from_digit(u32::from(d), 10),
        _ => None,
    }
}

/// A number as plain decimal text.
pub(super) fn decimal(value: f64) -> CompactString {
    let text = format_compact!("{value}");
    if text.len() > 17 && text.contains('.') { format_compact!("{value:.6}").trim_end_matches('0').into() } else { text }
}

/// Digits without the commas of their groups, and with a plain point.
fn plain(digits: &str) -> CompactString {
    digits.chars().filter(|c| *c != ',').map(|c| if c == '·' { '.' } else { c }).collect()
}

/// What a plain number is worth. A quotient of whole numbers that a float holds exactly is rounded once, as a parser rounds.
fn number(text: &str) -> Option<f64> {
    const EXACT: usize = 15;
    const TENS: [f64; EXACT + 1] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];
    let (mut whole, mut decimals) = (0u64, None);
    for byte in text.bytes().take(EXACT) {
        match byte {
            b'0'..=b'9' => whole = whole * 10 + u64::from(byte - b'0'),
            b'.' if decimals.is_none() => {}
            _ => return text.parse().ok(),
        }
        decimals = if byte == b'.' { Some(0) } else { decimals.map(|count: usize| count + 1) };
    }
    if text.len() > EXACT { text.parse().ok() } else { Some(whole as f64 / TENS[decimals.unwrap_or(0)]) }
}

pub(super) fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_worth_what_a_parser_says(text in "-?[0-9]{1,18}(\\.[0-9]{1,6})?") {
            prop_assert_eq!(number(&text), text.parse::<f64>().ok());
        }
    }
}
