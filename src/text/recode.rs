//! Builds decoded text together with its way back, character by character.

use super::codec::{BIG5_TABLE, Codec, GB_TABLE, Unit};
use super::likely::{self, BIT};
use super::map::{Run, StepMap};
use crate::tables::rows::Span;

/// What a character of Chinese prose costs at most on average. What characters cost above it is summed up and what they
/// cost below is taken off again.
const USUAL: u32 = 13 * BIT;
/// The sum above which a stretch is implausible: some eight characters read one byte late, or a dozen of a rare kind.
const IMPLAUSIBLE: u32 = 28 * BIT;

/// A text in the making.
#[derive(Debug, Default)]
pub struct Recoder {
    pub text: String,
    runs: Vec<Run>,
    /// The widths of the run that is open, zero when none is.
    widths: (u8, u8),
    /// Bytes that were no character; each stands as one U+FFFD.
    pub bad: Vec<Span>,
    /// Stretches that make no plausible Chinese text.
    pub implausible: usize,
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
            Codec::Gb18030 => {
                let table = &*GB_TABLE;
                self.decode_by(bytes, span, |bytes, at| table.unit(bytes, at).unwrap_or_else(|| codec.unit(bytes, at)));
            }
            Codec::Big5 => {
                let table = &*BIG5_TABLE;
                self.decode_by(bytes, span, |bytes, at| table.unit(bytes, at).unwrap_or_else(|| codec.unit(bytes, at)));
            }
            Codec::Utf16Le => self.decode_by(bytes, span, |bytes, at| Codec::Utf16Le.unit(bytes, at)),
            Codec::Utf16Be => self.decode_by(bytes, span, |bytes, at| Codec::Utf16Be.unit(bytes, at)),
            _ => self.decode_by(bytes, span, |bytes, at| codec.unit(bytes, at)),
        }
    }

    #[inline]
    fn decode_by(&mut self, bytes: &[u8], span: Span, unit: impl Fn(&[u8], usize) -> Unit) {
        let bytes = &bytes[..span.end];
        let costs = likely::costs();
        let (mut at, mut excess) = (span.start, 0_u32);
        while at < span.end {
            let found = unit(bytes, at);
            if let Unit::Char(c, _) = found
                && c >= '\u{80}'
            {
                let cost = costs.get(c as usize).map_or(likely::BAD, |cost| u32::from(*cost));
                excess = (excess + cost).saturating_sub(USUAL);
                if excess > IMPLAUSIBLE {
                    self.implausible += 1;
                    excess = 0;
                }
            }
            self.unit(at, found);
            at += found.width();
        }
    }
}
