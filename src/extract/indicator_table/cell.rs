//! What stands in one cell: a number with its bound, brackets and unit; a dash; an attribute; words.
//!
//! It reads the text of a cell alone and knows no column.

use compact_str::CompactString;

use crate::tables::rows::{Attribute, Bound, Span};

use super::words::Words;
use crate::extract::blanks::trimmed;

/// One cell with what it holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Cell {
    /// Bytes of the clean text.
    pub(super) span: Span,
    pub(super) kind: CellKind,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum CellKind {
    /// Nothing, but its place is known.
    Empty,
    /// `——`
    Dash,
    Number(Number),
    Attribute(Attribute),
    /// Words: a name, a group word, or a value without a figure.
    Text,
}

/// The number of a cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub(super) value: f64,
    pub(super) high: Option<f64>,
    pub(super) bound: Bound,
    /// Decimal text of `value`, without separators.
    pub(super) text: CompactString,
    /// Digits behind the decimal point.
    pub(super) decimals: usize,
    /// Stands in `[]`, `〔〕`, `【】` or `()`, one of which may be lost.
    pub(super) bracketed: bool,
    /// The unit that stands in the cell itself; empty without one.
    pub(super) unit: CompactString,
    /// `下降10%以上`: a change, not a level.
    pub(super) change: bool,
    /// `较2020年下降`: the year it is measured against.
    pub(super) base_year: Option<i32>,
    /// Where the numeral itself stands, without brackets, bounds and unit.
    pub(super) numeral: Span,
    /// Whether the cell says anything of a bound.
    pub(super) bounded: bool,
}

impl Cell {
    /// Reads the cell at `span` of `clean`.
    pub(super) fn read(clean: &str, span: Span, words: &Words<'_>) -> Self {
        let span = trimmed(clean, span);
        Self { span, kind: kind(clean, span, words) }
    }

    pub(super) fn number(&self) -> Option<&Number> {
        match &self.kind {
            CellKind::Number(number) => Some(number),
            _ => None,
        }
    }

    pub(super) fn is_text(&self) -> bool {
        self.kind == CellKind::Text
    }
}

fn kind(clean: &str, span: Span, words: &Words<'_>) -> CellKind {
    let text = span.of(clean);
    if text.is_empty() {
        return CellKind::Empty;
    }
    if words.dash.contains(text) {
        return CellKind::Dash;
    }
    if let Some(attribute) = attribute(text, words) {
        return CellKind::Attribute(attribute);
    }
    match number(clean, span, words) {
        Some(number) => CellKind::Number(number),
        None => CellKind::Text,
    }
}

/// 约束性 or 预期性, also when the cell is broken over two lines.
pub(super) fn attribute(text: &str, words: &Words<'_>) -> Option<Attribute> {
    if text.len() > 40 {
        return None;
    }
    let joined: CompactString = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '*' | '[' | ']')).collect();
    if words.binding.contains(&joined) {
        Some(Attribute::Binding)
    } else if words.expected.contains(&joined) {
        Some(Attribute::Expected)
    } else {
        None
    }
}

/// Reads a cell as bound words, one number or range, unit and bound words, and nothing else.
pub(super) fn number(clean: &str, span: Span, words: &Words<'_>) -> Option<Number> {
    if span.len() > 120 || !span.of(clean).bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut reader = Reader { clean, at: span.start, end: span.end, words, lead: Lead::default() };
    reader.cell()
}

/// What was read before the numeral.
#[derive(Default)]
struct Lead {
    bracketed: bool,
    bound: Option<Bound>,
    change: bool,
    base_year: Option<i32>,
}

struct Reader<'a, 'p> {
    clean: &'a str,
    at: usize,
    end: usize,
    words: &'a Words<'p>,
    lead: Lead,
}

/// A decimal as it stands.
struct Decimal {
    span: Span,
    value: f64,
    text: CompactString,
    decimals: usize,
}

impl Reader<'_, '_> {
    fn rest(&self) -> &str {
        &self.clean[self.at..self.end]
    }

    fn cell(&mut self) -> Option<Number> {
        self.read_lead();
        let low = self.decimal(true)?;
        let low_unit = self.unit_before_range();
        let high = self.range_end();
        let unit = self.tail(low_unit)?;
        let bound = match (self.lead.bound, &high) {
            (_, Some(_)) => Bound::Range,
            (bound, None) => bound.unwrap_or(Bound::Eq),
        };
        let numeral = Span::new(low.span.start, high.as_ref().map_or(low.span.end, |h| h.span.end));
        Some(Number {
            value: low.value,
            decimals: low.decimals.max(high.as_ref().map_or(0, |h| h.decimals)),
            high: high.map(|h| h.value),
            bound,
            text: low.text,
            bracketed: self.lead.bracketed,
            unit,
            change: self.lead.change,
            base_year: self.lead.base_year,
            numeral,
            bounded: self.lead.bound.is_some(),
        })
    }

    /// Brackets, bounds and verbs before the number, in any order.
    fn read_lead(&mut self) {
        while self.at < self.end {
            if !(self.lead_bracket() || self.lead_year() || self.lead_word()) {
                return;
            }
        }
    }

    fn lead_bracket(&mut self) -> bool {
        match self.rest().chars().next() {
            Some(c) if is_open(c) => {
                self.lead.bracketed = true;
                self.at += c.len_utf8();
                true
            }
            Some(c) if c.is_whitespace() => {
                self.at += c.len_utf8();
                true
            }
            _ => false,
        }
    }

    /// `较2020年`, or `2020年` alone before a word of change.
    fn lead_year(&mut self) -> bool {
        let rest = &self.clean[self.at..self.end];
        let skip = ["比", "较"].iter().find(|w| rest.starts_with(**w)).map_or(0, |w| w.len());
        let Some(year) = year_at(&rest[skip..]) else { return false };
        let behind = skip + 4;
        let Some(after) = rest[behind..].strip_prefix('年') else { return false };
        let after = after.strip_prefix('底').or(after.strip_prefix('末')).unwrap_or(after);
        if self.words.change.prefix(after).is_none() && self.words.verb.prefix(after).is_none() {
            return false;
        }
        self.lead.base_year = Some(year);
        self.at = self.end - after.len();
        true
    }

    fn lead_word(&mut self) -> bool {
        let rest = &self.clean[self.at..self.end];
        let verb = self.words.verb.starts_with(rest).unwrap_or(0);
        let change = self.words.change.starts_with(rest).unwrap_or(0);
        let bound = self.bound_prefix(rest);
        let longest = verb.max(change).max(bound.map_or(0, |b| b.1));
        if longest == 0 {
            return false;
        }
        if let Some((bound, length)) = bound
            && length == longest
        {
            self.lead.bound = Some(bound);
        } else if change == longest {
            self.lead.change = true;
        }
        self.at += longest;
        true
    }

    fn bound_prefix(&self, rest: &str) -> Option<(Bound, usize)> {
        let lists = [
            (self.words.ge, Bound::Ge),
            (self.words.gt, Bound::Gt),
            (self.words.le, Bound::Le),
            (self.words.lt, Bound::Lt),
            (self.words.approx, Bound::Approx),
        ];
        lists.iter().filter_map(|(list, bound)| Some((*bound, list.starts_with(rest)?))).max_by_key(|b| b.1)
    }

    /// A bound word that a line's end parts: 以 + 内.
    fn wrapped_bound(&self, rest: &str) -> Option<Bound> {
        let whole: String = rest.contains('\n').then(|| rest.split_whitespace().collect())?;
        let (bound, length) = self.bound_prefix(&whole)?;
        closes(&whole[length..]).then_some(bound)
    }

    fn decimal(&mut self, signed: bool) -> Option<Decimal> {
        let decimal = decimal_at(self.clean, self.at, self.end, signed)?;
        self.at = decimal.span.end;
        Some(decimal)
    }

    /// `3%-5%`: the unit of the low end, when a range follows it.
    fn unit_before_range(&mut self) -> CompactString {
        let rest = self.rest();
        let length = rest.bytes().take_while(|b| *b == b'%').count();
        if length > 0 && range_sign(&rest[length..]).is_some() {
            let unit = rest[..length].into();
            self.at += length;
            return unit;
        }
        CompactString::default()
    }

    fn range_end(&mut self) -> Option<Decimal> {
        let sign = range_sign(self.rest())?;
        let high = decimal_at(self.clean, self.at + sign, self.end, false)?;
        self.at = high.span.end;
        Some(high)
    }

    /// Unit, closing bracket, bound and footnote marks up to the cell's end; none when other words are left.
    fn tail(&mut self, low_unit: CompactString) -> Option<CompactString> {
        let mut unit = low_unit;
        while self.at < self.end {
            let rest = &self.clean[self.at..self.end];
            let Some(c) = rest.chars().next() else { break };
            if is_close(c) {
                self.lead.bracketed = true;
                self.at += c.len_utf8();
            } else if is_mark(c) || c.is_whitespace() {
                self.at += c.len_utf8();
            } else if let Some(bound) = self.wrapped_bound(rest) {
                self.lead.bound = Some(bound);
                self.at = self.end;
            } else if let Some((bound, length)) = self.bound_prefix(rest).filter(|(_, n)| *n == rest.len() || closes(&rest[*n..])) {
                self.lead.bound = Some(bound);
                self.at += length;
            } else {
                let length = unit_length(rest, self.words)?;
                if !unit.is_empty() && unit != rest[..length] {
                    return None;
                }
                unit = rest[..length].into();
                self.at += length;
            }
        }
        Some(unit)
    }
}

/// A year of four digits, 1900 to 2099, that no digit follows.
pub(super) fn year_at(text: &str) -> Option<i32> {
    let digits = text.as_bytes().get(..4).filter(|d| d.iter().all(u8::is_ascii_digit))?;
    if text.as_bytes().get(4).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let year = digits.iter().fold(0, |n, d| n * 10 + i32::from(d - b'0'));
    (1900..2100).contains(&year).then_some(year)
}

pub(super) fn is_open(c: char) -> bool {
    matches!(c, '[' | '〔' | '【' | '(' | '〖' | '〈' | '{')
}

pub(super) fn is_close(c: char) -> bool {
    matches!(c, ']' | '〕' | '】' | ')' | '〗' | '〉' | '}')
}

/// Footnote marks behind a number.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '*' | '①'..='⑳' | '¹' | '²' | '³' | '⁴' | '※' | '#' | '△' | '▲' | '★')
}

fn closes(rest: &str) -> bool {
    rest.chars().all(|c| is_close(c) || is_mark(c) || c == '%')
}

fn range_sign(rest: &str) -> Option<usize> {
    ["—", "-", "~", "至", "–", "～", "——"].iter().filter(|s| rest.starts_with(**s)).map(|s| s.len()).max()
}

/// The length of the unit at the start of `rest`: up to a bound word, a bracket or a mark.
fn unit_length(rest: &str, words: &Words<'_>) -> Option<usize> {
    let stop = rest
        .char_indices()
        .find(|&(at, c)| {
            at > 0
                && (is_close(c)
                    || is_mark(c)
                    || [words.ge, words.le, words.approx].iter().any(|list| list.starts_with(&rest[at..]) == Some(rest.len() - at)))
        })
        .map_or(rest.len(), |(at, _)| at);
    let unit = &rest[..stop];
    let fits = unit.chars().count() <= 12
        && !unit.chars().any(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | '、' | '。' | ':' | '“' | '”' | '(' | '\t' | '\n'));
    fits.then_some(stop)
}

/// The decimal that stands at `at`: `1,234.5`, `-2.7`, `.5`; a minus sign only where it may be one.
fn decimal_at(clean: &str, at: usize, end: usize, signed: bool) -> Option<Decimal> {
    let bytes = &clean.as_bytes()[at..end];
    let sign = usize::from(signed && matches!(bytes.first(), Some(b'-' | b'+')));
    let mut length = sign;
    let mut point = None;
    while let Some(&b) = bytes.get(length) {
        let digit_next = bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
        match b {
            b'0'..=b'9' => {}
            b'.' if point.is_none() && digit_next => point = Some(length),
            b',' if point.is_none() && length > sign && thousands(&bytes[length..]) => {}
            _ => break,
        }
        length += 1;
    }
    if length == sign {
        return None;
    }
    let text: CompactString = clean[at..at + length].chars().filter(|c| !matches!(c, ',' | '+')).collect();
    let value = text.parse().ok()?;
    Some(Decimal { span: Span::new(at, at + length), value, text, decimals: point.map_or(0, |p| length - p - 1) })
}

/// Whether `,` and exactly three digits stand at the start.
fn thousands(bytes: &[u8]) -> bool {
    bytes.len() >= 4 && bytes[1..4].iter().all(u8::is_ascii_digit) && !bytes.get(4).is_some_and(u8::is_ascii_digit)
}
