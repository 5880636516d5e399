//! The encodings that Chinese files come in, one character at a time, both ways.
//!
//! `encoding_rs` holds the tables and decodes whole files; detection, repair and offset maps ask other questions: how long
//! is the character at this byte, what would these bytes be in that encoding, which bytes was this character. So its
//! tables are unrolled here once, at first use. GBK and GB2312 are read as GB18030, which holds both.

use std::sync::LazyLock;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030};

use super::likely;

/// What stands at a byte position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A character and how many bytes it takes.
    Char(char, u8),
    /// Two characters that one pair of bytes stands for (four of Big5-HKSCS).
    Pair(char, char, u8),
    /// Bytes that are no character, and how many of them belong together.
    Bad(u8),
}

impl Unit {
    /// The bytes it takes.
    pub fn width(self) -> usize {
        usize::from(match self {
            Self::Char(_, n) | Self::Pair(_, _, n) | Self::Bad(n) => n,
        })
    }
}

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Codec {
    /// UTF-8.
    Utf8,
    /// UTF-16, the low byte first.
    Utf16Le,
    /// UTF-16, the high byte first.
    Utf16Be,
    /// GB18030, and with it GBK and GB2312.
    Gb18030,
    /// Big5 with HKSCS.
    Big5,
    /// EUC-KR as Windows-949 extends it.
    EucKr,
    /// One byte a character, the bytes that WHATWG leaves undefined being control characters.
    Single(&'static Encoding),
    /// Any other, slowly.
    Other(&'static Encoding),
}

impl Codec {
    /// The codec of an encoding; none for those that keep a state between characters.
    pub fn of(encoding: &'static Encoding) -> Option<Self> {
        let name = encoding.name();
        Some(match name {
            "UTF-8" => Self::Utf8,
            "UTF-16LE" => Self::Utf16Le,
            "UTF-16BE" => Self::Utf16Be,
            "GBK" | "gb18030" => Self::Gb18030,
            "Big5" => Self::Big5,
            "EUC-KR" => Self::EucKr,
            "ISO-2022-JP" | "replacement" | "x-user-defined" => return None,
            _ if encoding.is_single_byte() => Self::Single(encoding),
            _ => Self::Other(encoding),
        })
    }

    /// Its WHATWG name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Gb18030 => "gb18030",
            Self::Big5 => "Big5",
            Self::EucKr => "EUC-KR",
            Self::Single(encoding) | Self::Other(encoding) => encoding.name(),
        }
    }

    /// What stands at `at`, which must be below the length.
    pub fn unit(self, bytes: &[u8], at: usize) -> Unit {
        let first = bytes[at];
        match self {
            Self::Utf16Le => utf16(bytes, at, u16::from_le_bytes),
            Self::Utf16Be => utf16(bytes, at, u16::from_be_bytes),
            _ if first < 0x80 => Unit::Char(char::from(first), 1),
            Self::Utf8 => utf8(bytes, at),
            Self::Gb18030 => gb18030(bytes, at),
            Self::Big5 => double(&BIG5_TABLE, bytes, at),
            Self::EucKr => double(&EUC_KR_TABLE, bytes, at),
            Self::Single(encoding) => Unit::Char(single(encoding, first), 1),
            Self::Other(encoding) => other(encoding, bytes, at),
        }
    }
}

/// The characters of one single byte, undefined ones being C1 control characters.
fn single(encoding: &'static Encoding, byte: u8) -> char {
    let decoded = encoding.decode_without_bom_handling_and_without_replacement(std::slice::from_ref(&byte));
    decoded.and_then(|text| text.chars().next()).unwrap_or(char::from(byte))
}

fn utf16(bytes: &[u8], at: usize, read: fn([u8; 2]) -> u16) -> Unit {
    let word = |at: usize| bytes.get(at..at + 2).map(|pair| read([pair[0], pair[1]]));
    let Some(first) = word(at) else { return Unit::Bad(1) };
    match char::from_u32(u32::from(first)) {
        Some(c) => Unit::Char(c, 2),
        None => match word(at + 2).map(|second| char::decode_utf16([first, second]).next()) {
            Some(Some(Ok(c))) => Unit::Char(c, 4),
            _ => Unit::Bad(2),
        },
    }
}

fn utf8(bytes: &[u8], at: usize) -> Unit {
    let want = match bytes[at] {
        0xC2..=0xDF => 2,
        0xE0..=0xEF => 3,
        0xF0..=0xF4 => 4,
        _ => return Unit::Bad(1),
    };
    let piece = &bytes[at..bytes.len().min(at + want)];
    if !matches!(piece, [_, 0x80..=0xBF, ..]) {
        return Unit::Bad(1);
    }
    match std::str::from_utf8(piece) {
        Ok(text) => text.chars().next().map_or(Unit::Bad(1), |c| Unit::Char(c, want as u8)),
        Err(_) => {
            let follow = piece.iter().skip(1).take_while(|b| (0x80..0xC0).contains(*b)).count();
            Unit::Bad(if follow + 1 < want { 1 + follow as u8 } else { 1 })
        }
    }
}

fn gb18030(bytes: &[u8], at: usize) -> Unit {
    match bytes.get(at + 1) {
        Some(b'0'..=b'9') => match bytes.get(at..at + 4).and_then(|four| decode_one(GB18030, four)) {
            Some(c) => Unit::Char(c, 4),
            None => Unit::Bad(1),
        },
        _ if bytes[at] == 0x80 => Unit::Char('€', 1),
        _ => double(&GB_TABLE, bytes, at),
    }
}

fn double(table: &Table, bytes: &[u8], at: usize) -> Unit {
    let Some(&trail) = bytes.get(at + 1) else { return Unit::Bad(1) };
    match table.decode(bytes[at], trail) {
        0 => Unit::Bad(1),
        code => match char::from_u32(code & 0x1F_FFFF) {
            // The four pairs of Big5-HKSCS carry the kind of their accent above the letter's own number.
            Some(c) if code >> 24 != 0 => Unit::Pair(c, char::from_u32(0x300 + (code >> 24)).unwrap_or(c), 2),
            Some(c) => Unit::Char(c, 2),
            None => Unit::Bad(1),
        },
    }
}

fn other(encoding: &'static Encoding, bytes: &[u8], at: usize) -> Unit {
    let widths = 1..=(bytes.len() - at).min(4);
    let found = widths.into_iter().find_map(|n| Some((decode_one(encoding, &bytes[at..at + n])?, n)));
    found.map_or(Unit::Bad(1), |(c, n)| Unit::Char(c, n as u8))
}

/// The one character that these bytes are, when they are one.
fn decode_one(encoding: &'static Encoding, bytes: &[u8]) -> Option<char> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    let mut chars = text.chars();
    chars.next().filter(|_| chars.next().is_none())
}

const LEADS: usize = 0xFF - 0x81;
const TRAILS: usize = 0xFF - 0x40;

/// A character of three bytes in UTF-8 as decoding wants it: those bytes, and how it looks ([`likely::looks`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quick(u32);

impl Quick {
    fn of(c: char) -> Self {
        let mut bytes = [0; 4];
        c.encode_utf8(&mut bytes);
        bytes[3] = likely::looks().get(c as usize).copied().unwrap_or(0);
        Self(u32::from_le_bytes(bytes))
    }

    /// The three bytes, and one that means nothing.
    #[inline]
    pub fn bytes(self) -> [u8; 4] {
        self.0.to_le_bytes()
    }

    /// How the character looks.
    #[inline]
    pub fn look(self) -> u8 {
        (self.0 >> 24) as u8
    }

    /// Its code.
    #[inline]
    pub fn code(self) -> usize {
        let [a, b, c, _] = self.bytes();
        usize::from(a & 0x0F) << 12 | usize::from(b & 0x3F) << 6 | usize::from(c & 0x3F)
    }
}

/// A double-byte table: the characters by their bytes, 0 where there is none.
#[derive(Debug)]
pub struct Table {
    chars: Vec<u32>,
    /// Those of the basic plane that take three bytes in UTF-8, by the lead's lower seven bits and the trail, for speed.
    quick: Box<[Quick; 0x8000]>,
    /// The bytes of each character of the basic plane, 0 where there are none.
    bytes: Vec<u16>,
}

impl Table {
    /// The table of a double-byte encoding.
    pub fn of(encoding: &'static Encoding) -> Self {
        let mut table = Self { chars: vec![0; LEADS * TRAILS], quick: Box::new([Quick(0); 0x8000]), bytes: vec![0; 0x1_0000] };
        for lead in 0x81..=0xFE_u8 {
            // A line end behind each pair keeps the pairs apart, whatever is wrong with one.
            let row: Vec<u8> = (0x40..=0xFE).flat_map(|trail| [lead, trail, b'\n']).collect();
            let text = encoding.decode_without_bom_handling(&row).0;
            for (trail, text) in (0x40..=0xFE).zip(text.split('\n')) {
                table.learn(encoding, [lead, trail], text);
            }
        }
        table
    }

    fn learn(&mut self, encoding: &'static Encoding, pair: [u8; 2], text: &str) {
        let mut chars = text.chars();
        let Some(first) = chars.next().filter(|c| *c != '\u{fffd}') else { return };
        let accent = match chars.next() {
            None => 0,
            Some(mark @ '\u{301}'..='\u{3ff}') => mark as u32 - 0x300,
            // A lead byte alone and an ASCII character behind it.
            Some(_) => return,
        };
        let [lead, trail] = pair.map(usize::from);
        self.chars[(lead - 0x81) * TRAILS + trail - 0x40] = first as u32 | accent << 24;
        if accent == 0 && first.len_utf8() == 3 {
            self.quick[(lead & 0x7F) << 8 | trail] = Quick::of(first);
        }
        if let (0, Some(bytes)) = (accent, self.bytes.get_mut(first as usize)) {
            // Where two pairs are one character, the encoder knows which is meant; it searches slowly.
            *bytes = match *bytes {
                0 => u16::from_be_bytes(pair),
                known => match *encoding.encode(text).0 {
                    [a, b] => u16::from_be_bytes([a, b]),
                    _ => known,
                },
            };
        }
    }

    /// A pair's character when it is one of the basic plane that takes three bytes in UTF-8; the rest is for [`Codec::unit`].
    #[inline]
    pub fn quick(&self, lead: u8, trail: u8) -> Option<Quick> {
        let found = self.quick[usize::from(lead & 0x7F) << 8 | usize::from(trail)];
        (found.0 != 0 && lead >= 0x80).then_some(found)
    }

    #[inline]
    fn decode(&self, lead: u8, trail: u8) -> u32 {
        if !(0x81..=0xFE).contains(&lead) || !(0x40..=0xFE).contains(&trail) {
            return 0;
        }
        self.chars[usize::from(lead - 0x81) * TRAILS + usize::from(trail - 0x40)]
    }

    /// The character of a pair, 0 where there is none.
    pub(super) fn code(&self, lead: u8, trail: u8) -> u32 {
        self.decode(lead, trail) & 0xFF_FFFF
    }

    /// The two bytes of a character, none where the encoding has no such pair.
    pub fn encode(&self, c: char) -> Option<[u8; 2]> {
        self.bytes.get(c as usize).filter(|b| **b != 0).map(|b| b.to_be_bytes())
    }
}

/// GB18030's two-byte part, which is GBK.
pub static GB_TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(GB18030));
/// Big5 with HKSCS.
pub static BIG5_TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(BIG5));
/// EUC-KR with the extensions of Windows-949.
pub static EUC_KR_TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(EUC_KR));
