//! Builds decoded text together with its way back, character by character.

use super::codec::{BIG5_TABLE, Codec, GB_TABLE, Table, Unit};
use super::likely::{self, BIT};
use super::map::{Run, StepMap};
use crate::tables::rows::Span;

/// The excess ([`likely::excess`]) above which a stretch is implausible: some eight characters read one byte late, or a dozen of
/// a rare kind.
const IMPLAUSIBLE: i32 = 28 * BIT as i32;

/// Bytes of text that are checked and added at once.
const BLOCK: usize = 1 << 11;

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
    /// The sum of excesses, held at zero or above.
    excess: i32,
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
        self.open(self.text.len(), at, c.len_utf8() as u8, in_width);
        self.text.push(c);
    }

    /// Adds whatever stands at `at`.
    #[inline]
    pub fn unit(&mut self, at: usize, unit: Unit) {
        match unit {
            Unit::Char(c, width) => self.push(at, c, width),
            Unit::Pair(a, b, width) => {
                self.open(self.text.len(), at, (a.len_utf8() + b.len_utf8()) as u8, width);
                self.text.extend([a, b]);
            }
            Unit::Bad(width) => {
                self.push(at, '\u{fffd}', width);
                self.bad.push(Span::new(at, at + usize::from(width)));
            }
        }
    }

    /// Begins a run where the widths change.
    #[inline]
    fn open(&mut self, out: usize, at: usize, out_width: u8, in_width: u8) {
        if self.widths != (out_width, in_width) {
            self.widths = (out_width, in_width);
            // Inputs are below 1 GiB, so both positions fit.
            self.runs.push(Run { out: out as u32, input: at as u32, out_width, in_width });
        }
    }

    /// Decodes a stretch of the input.
    pub fn decode(&mut self, codec: Codec, bytes: &[u8], span: Span) {
        let bytes = &bytes[..span.end];
        self.excess = 0;
        match codec {
            Codec::Gb18030 => self.decode_pairs(codec, &GB_TABLE, bytes, span.start),
            Codec::Big5 => self.decode_pairs(codec, &BIG5_TABLE, bytes, span.start),
            Codec::Utf16Le => self.decode_units(bytes, span.start, |bytes, at| Codec::Utf16Le.unit(bytes, at)),
            Codec::Utf16Be => self.decode_units(bytes, span.start, |bytes, at| Codec::Utf16Be.unit(bytes, at)),
            _ => self.decode_units(bytes, span.start, |bytes, at| codec.unit(bytes, at)),
        }
    }

    /// One unit after the other.
    #[inline]
    fn decode_units(&mut self, bytes: &[u8], mut at: usize, unit: impl Fn(&[u8], usize) -> Unit) {
        while at < bytes.len() {
            let found = unit(bytes, at);
            self.weigh_unit(found);
            self.unit(at, found);
            at += found.width();
        }
    }

    /// Runs of ASCII and of plain pairs, put together in blocks, and a unit here and there.
    fn decode_pairs(&mut self, codec: Codec, table: &Table, bytes: &[u8], mut at: usize) {
        let mut block = Block { bytes: [0; BLOCK], len: 0 };
        while at < bytes.len() {
            let before = at;
            at = self.narrow(&mut block, bytes, at);
            at = self.plain_pairs(&mut block, table, bytes, at);
            if block.is_full() {
                self.flush(&mut block);
            } else if at == before {
                self.flush(&mut block);
                let found = codec.unit(bytes, at);
                self.weigh_unit(found);
                self.unit(at, found);
                at += found.width();
            }
        }
        self.flush(&mut block);
    }

    /// Takes the ASCII at `at` over into a block, as far as there is room; says where it ends.
    #[inline]
    fn narrow(&mut self, block: &mut Block, bytes: &[u8], mut at: usize) -> usize {
        if bytes[at] >= 0x80 || block.is_full() {
            return at;
        }
        self.open(self.text.len() + block.len, at, 1, 1);
        while at < bytes.len() && bytes[at] < 0x80 && !block.is_full() {
            block.bytes[block.len] = bytes[at];
            block.len += 1;
            at += 1;
        }
        at
    }

    /// Decodes the plain pairs at `at` into a block, as far as there is room; says where they end.
    #[inline]
    fn plain_pairs(&mut self, block: &mut Block, table: &Table, bytes: &[u8], mut at: usize) -> usize {
        let (start, from, mut len) = (block.len, at, block.len);
        for pair in bytes[at..].as_chunks::<2>().0 {
            let (Some(found), Some(room)) = (table.quick(pair[0], pair[1]), block.bytes.get_mut(len..len + 4)) else { break };
            room.copy_from_slice(&found.bytes());
            let look = found.look();
            // Nearly all characters are usual ones.
            if self.excess > 0 || likely::excess(look) > 0 {
                self.weigh(look);
            }
            len += 3;
            at += 2;
        }
        block.len = len;
        if at > from {
            self.open(self.text.len() + start, from, 3, 2);
        }
        at
    }

    /// Adds a block to the text and empties it.
    fn flush(&mut self, block: &mut Block) {
        // The tables hold characters, so these bytes are UTF-8.
        if let Ok(text) = simdutf8::basic::from_utf8(&block.bytes[..block.len]) {
            self.text.push_str(text);
        }
        block.len = 0;
    }

    /// Weighs what is about to be added.
    #[inline]
    fn weigh_unit(&mut self, unit: Unit) {
        let Unit::Char(c @ '\u{80}'.., _) = unit else { return };
        let look = likely::looks().get(c as usize).copied();
        self.weigh(look.unwrap_or(RARE));
    }

    /// Adds to the excess so far and notes where it becomes suspicious and where implausible.
    #[inline]
    fn weigh(&mut self, look: u8) {
        self.excess = (self.excess + likely::excess(look)).max(0);
        self.suspicious |= self.excess > likely::SUSPICIOUS;
        if self.excess > IMPLAUSIBLE {
            self.implausible += 1;
            self.excess = 0;
        }
    }
}

/// The look of a character beyond the basic plane.
const RARE: u8 = 40 << 1;

/// Text on its way into a [`Recoder`].
struct Block {
    bytes: [u8; BLOCK],
    len: usize,
}

impl Block {
    /// Whether there is no room for one more character with certainty.
    fn is_full(&self) -> bool {
        self.len + 4 > BLOCK
    }
}
