//! Builds decoded text together with its way back, character by character.

use super::codec::{BIG5_TABLE, Codec, GB_TABLE, Table, Unit};
use super::likely::{self, BIT};
use super::map::{Run, StepMap};
use crate::tables::rows::Span;

/// The excess ([`likely::excess`]) above which a stretch is implausible: some eight characters read one byte late, or a dozen of
/// a rare kind.
const IMPLAUSIBLE: i32 = 28 * BIT as i32;

/// Pairs that are decoded in one go.
const AT_ONCE: usize = 128;

/// A text in the making.
#[derive(Debug, Default)]
pub struct Recoder {
    /// What was decoded so far.
    pub text: String,
    runs: Vec<Run>,
    /// The widths of the run that is open, zero when none is.
    widths: (u8, u8),
    /// Bytes that were no character; each stands as one U+FFFD.
    pub bad: Vec<Span>,
    /// Stretches that make no plausible Chinese text.
    pub implausible: usize,
    /// Whether anything in it is worth a look of [`super::mojibake`].
    pub suspicious: bool,
    /// Whether it holds characters that are Traditional alone.
    pub traditional: bool,
}

impl Recoder {
    /// A recoder for about so many bytes of input.
    pub fn for_input(len: usize) -> Self {
        Self { text: String::with_capacity(len + len / 2 + 4), ..Self::default() }
    }

    /// The text and its way back.
    pub fn finish(self) -> (String, StepMap) {
        (self.text, StepMap::recoded(self.runs))
    }

    /// The input is about to skip some bytes that gave no text.
    pub fn gap(&mut self) {
        self.widths = (0, 0);
    }

    /// Adds the character that stands at `at` in the input.
    #[inline]
    pub fn push(&mut self, at: usize, c: char, in_width: u8) {
        self.open(at, c.len_utf8() as u8, in_width);
        self.text.push(c);
    }

    /// Adds whatever stands at `at`.
    #[inline]
    pub fn unit(&mut self, at: usize, unit: Unit) {
        match unit {
            Unit::Char(c, width) => self.push(at, c, width),
            Unit::Pair(a, b, width) => {
                self.open(at, (a.len_utf8() + b.len_utf8()) as u8, width);
                self.text.extend([a, b]);
            }
            Unit::Bad(width) => {
                self.push(at, '\u{fffd}', width);
                self.bad.push(Span::new(at, at + usize::from(width)));
            }
        }
    }

    #[inline]
    fn open(&mut self, at: usize, out_width: u8, in_width: u8) {
        if self.widths != (out_width, in_width) {
            self.widths = (out_width, in_width);
            // Inputs are below 1 GiB, so both positions fit.
            self.runs.push(Run { out: self.text.len() as u32, input: at as u32, out_width, in_width });
        }
    }

    /// Decodes a stretch of the input.
    pub fn decode(&mut self, codec: Codec, bytes: &[u8], span: Span) {
        match codec {
            Codec::Gb18030 => self.decode_pairs(codec, &GB_TABLE, bytes, span),
            Codec::Big5 => self.decode_pairs(codec, &BIG5_TABLE, bytes, span),
            Codec::Utf16Le => self.decode_units(bytes, span, |bytes, at| Codec::Utf16Le.unit(bytes, at)),
            Codec::Utf16Be => self.decode_units(bytes, span, |bytes, at| Codec::Utf16Be.unit(bytes, at)),
            _ => self.decode_units(bytes, span, |bytes, at| codec.unit(bytes, at)),
        }
    }

    /// One unit after the other.
    #[inline]
    fn decode_units(&mut self, bytes: &[u8], span: Span, unit: impl Fn(&[u8], usize) -> Unit) {
        let bytes = &bytes[..span.end];
        let looks = likely::looks();
        let (mut at, mut excess) = (span.start, 0);
        while at < span.end {
            let found = unit(bytes, at);
            if let Unit::Char(c, _) = found
                && c >= '\u{80}'
            {
                excess = self.weigh(excess, looks.get(c as usize).copied());
            }
            self.unit(at, found);
            at += found.width();
        }
    }

    /// Runs of ASCII and runs of plain pairs, and a unit here and there.
    fn decode_pairs(&mut self, codec: Codec, table: &Table, bytes: &[u8], span: Span) {
        let bytes = &bytes[..span.end];
        let (mut at, mut excess) = (span.start, 0);
        while at < span.end {
            let narrow = bytes[at..].iter().position(|b| *b >= 0x80).unwrap_or(span.end - at);
            if let (1.., Ok(text)) = (narrow, std::str::from_utf8(&bytes[at..at + narrow])) {
                self.open(at, 1, 1);
                self.text.push_str(text);
                at += narrow;
            }
            loop {
                let pairs = self.plain_pairs(table, &bytes[at..], at, &mut excess);
                at += 2 * pairs;
                if pairs < AT_ONCE {
                    break;
                }
            }
            if at < span.end && bytes[at] >= 0x80 {
                let found = codec.unit(bytes, at);
                if let Unit::Char(c, _) = found {
                    excess = self.weigh(excess, likely::looks().get(c as usize).copied());
                }
                self.unit(at, found);
                at += found.width();
            }
        }
    }

    /// Adds the plain pairs that `bytes` begin with, [`AT_ONCE`] at the most, and says how many.
    #[inline]
    fn plain_pairs(&mut self, table: &Table, bytes: &[u8], at: usize, excess: &mut i32) -> usize {
        let looks = likely::looks();
        let (mut pairs, mut seen, mut wide) = (0, 0, [0; 3 * AT_ONCE]);
        for (pair, out) in bytes.chunks_exact(2).zip(wide.chunks_exact_mut(3)) {
            let Some(code) = table.quick(pair[0], pair[1]).filter(|_| pair[0] >= 0x80) else { break };
            let look = looks[usize::from(code)];
            seen |= look;
            // Nearly all characters are usual ones.
            if *excess > 0 || likely::excess(look) > 0 {
                *excess = self.weigh(*excess, Some(look));
            }
            out[0] = 0xE0 | (code >> 12) as u8;
            out[1] = 0x80 | (code >> 6 & 0x3F) as u8;
            out[2] = 0x80 | (code & 0x3F) as u8;
            pairs += 1;
        }
        self.traditional |= likely::is_traditional(seen);
        // The table holds characters, so these bytes are UTF-8.
        if let (1.., Ok(text)) = (pairs, simdutf8::basic::from_utf8(&wide[..3 * pairs])) {
            self.open(at, 3, 2);
            self.text.push_str(text);
        }
        pairs
    }

    /// Adds to the excess so far and notes where it becomes suspicious and where implausible.
    #[inline]
    fn weigh(&mut self, excess: i32, look: Option<u8>) -> i32 {
        self.traditional |= look.is_some_and(likely::is_traditional);
        let excess = (excess + look.map_or(40, likely::excess)).max(0);
        if excess <= likely::SUSPICIOUS {
            return excess;
        }
        self.suspicious = true;
        if excess <= IMPLAUSIBLE {
            return excess;
        }
        self.implausible += 1;
        0
    }
}
