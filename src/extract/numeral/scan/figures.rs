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
        let text = plain(&self.text[begin..end]);
        let mut figures = Figures { span: Span::new(begin, end), shape: Shape::Digits, value: text.parse().ok(), text, unit_from: end };
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
                .is_some_and(|(unit, len)| unit.name.starts_with(['千', '百']) && len > '千'.len_utf8())
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
        let (shape, value) = match (chinese::value(head), chinese::digit_string(run)) {
            (Some(value), _) => (Shape::Chinese, Some(value)),
            (None, Some(value)) => (if run.chars().count() == 4 { Shape::DigitString } else { Shape::Name }, Some(value)),
            (None, None) => (Shape::Name, None),
        };
        let value = value.filter(|_| shape != Shape::Name);
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
    if digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-') {
        return digits.into();
    }
    digits.chars().filter(|c| *c != ',').map(|c| if c == '·' { '.' } else { c }).collect()
}

pub(super) fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}
