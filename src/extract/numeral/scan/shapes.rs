//! Numerals of more than one figure that are no range: fractions, ratios, dates, 翻番.

use compact_str::{CompactString, format_compact};

use super::super::{Numeral, Shape, chinese};
use super::figures::digits_end;
use super::ranges::range_sign;
use super::{Figures, Scanner, blank};
use crate::tables::rows::{Bound, Span};

/// Whether it is the sign of a ratio.
fn is_ratio_sign(c: char) -> bool {
    matches!(c, ':' | '︰' | '∶' | '：')
}

impl Scanner<'_> {
    /// 翻番, 翻一番, 翻两番.
    pub(super) fn doubled(&self, start: usize) -> Option<Numeral> {
        let figures_at = start + '翻'.len_utf8();
        if !self.text[figures_at..].starts_with('番') {
            return None;
        }
        let span = Span::new(start, figures_at + '番'.len_utf8());
        let (unit, _) = self.units.at_start(&self.text[figures_at..])?;
        Some(blank(span, Shape::Word, Some(1.0), CompactString::const_new("1"), Some(unit)))
    }

    /// 百分之八, 千分之三.
    pub(super) fn per_hundred(&self, start: usize) -> Option<Numeral> {
        if !self.text[start..].starts_with(['百', '千']) {
            return None;
        }
        let per = [("百分之", "%"), ("千分之", "‰")];
        let (word, unit) = per.into_iter().find(|(word, _)| self.text[start..].starts_with(word))?;
        let at = start + word.len();
        self.char_at(at).filter(|&c| c.is_ascii_digit() || chinese::part(c).is_some())?;
        let figures = self.figures(at)?;
        let unit = self.units.at_start(unit).map(|(unit, _)| unit);
        Some(blank(Span::new(start, figures.span.end), Shape::Fraction, figures.value, figures.text, unit))
    }

    /// 三分之二 and 2/3.
    pub(super) fn parts(&self, below: &Figures) -> Option<Numeral> {
        let rest = &self.text[below.span.end..];
        if !rest.starts_with(['/', '分']) {
            return None;
        }
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
        let text = format_compact!("{part}/{whole}");
        fits.then(|| blank(span, Shape::Fraction, Some(part / whole), text, None))
    }

    /// 百分之八, 千分之三, 三分之二, 2/3.
    pub(super) fn fraction(&self, start: usize) -> Option<Numeral> {
        self.per_hundred(start).or_else(|| self.parts(&self.figures(start)?))
    }

    pub(super) fn with_range_of_fractions(&self, first: Numeral) -> Numeral {
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
        self.with_marks(numeral)
    }

    fn with_marks(&self, mut numeral: Numeral) -> Numeral {
        self.mark(&mut numeral);
        numeral
    }

    /// Dates and numbers with several points or dashes, from a digit on: no value.
    pub(super) fn dotted(&self, start: usize) -> Option<Numeral> {
        let bytes = self.text.as_bytes();
        let mut end = digits_end(bytes, start);
        let separator = *bytes.get(end).filter(|byte| matches!(byte, b'.' | b'-' | b'/'))?;
        let mut parts = 1;
        while bytes.get(end) == Some(&separator) && digits_end(bytes, end + 1) > end + 1 {
            end = digits_end(bytes, end + 1);
            parts += 1;
        }
        (parts >= 3).then(|| blank(Span::new(start, end), Shape::Dotted, None, CompactString::default(), None))
    }

    /// 3:1 whole, and the first part of 14.5:41.8:43.7.
    pub(super) fn ratio(&self, first: &Figures) -> Option<Numeral> {
        if first.shape != Shape::Digits {
            return None;
        }
        if self.found[self.before..].last().is_some_and(|n| n.shape == Shape::RatioPart) && self.ratio_sign_before(first.span.start) {
            return Some(blank(first.span, Shape::RatioPart, first.value, first.text.clone(), None));
        }
        let second = self.after_ratio_sign(first.span.end)?;
        if self.after_ratio_sign(second.span.end).is_some() {
            return Some(blank(first.span, Shape::RatioPart, first.value, first.text.clone(), None));
        }
        let span = Span::new(first.span.start, second.span.end);
        Some(self.with_marks(blank(span, Shape::Ratio, first.value, first.text.clone(), None)))
    }

    pub(super) fn ratio_sign_before(&self, at: usize) -> bool {
        self.char_before(at).is_some_and(is_ratio_sign)
    }

    pub(super) fn after_ratio_sign(&self, at: usize) -> Option<Figures> {
        let sign = self.char_at(at).filter(|c| is_ratio_sign(*c))?;
        let next = at + sign.len_utf8();
        self.text.as_bytes().get(next).is_some_and(u8::is_ascii_digit).then(|| self.digits(next))
    }
}
