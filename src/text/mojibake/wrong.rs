//! The wrong decodings that are undone: which encoding the bytes were read in, and which they should have been read in.

use std::sync::LazyLock;

use encoding_rs::{EUC_JP, Encoding, ISO_8859_15, KOI8_R, MACINTOSH, SHIFT_JIS, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254};

use crate::text::codec::{BIG5_TABLE, Codec, EUC_KR_TABLE, GB_TABLE, Table};

/// A wrong decoding.
#[derive(Debug)]
pub struct Wrong {
    /// In words, `UTF-8 read as GBK`.
    pub name: &'static str,
    /// What the bytes are.
    pub right: Codec,
    reader: Reader,
    /// The characters that its results are made of.
    kind: Kinds,
}

/// How characters are brought back to the bytes they were read from.
#[derive(Debug)]
enum Reader {
    Double(&'static LazyLock<Table>),
    Single(&'static LazyLock<Singles>),
}

/// The characters beyond ASCII of a single-byte encoding, sorted, each with its byte.
#[derive(Debug)]
struct Singles(Vec<(char, u8)>);

impl Singles {
    fn of(encoding: &'static Encoding) -> Self {
        let mut pairs: Vec<(char, u8)> = (0x80..=0xFF_u8)
            .filter_map(|byte| {
                let text = encoding.decode_without_bom_handling(std::slice::from_ref(&byte)).0;
                Some((text.chars().next()?, byte))
            })
            .collect();
        pairs.sort_unstable();
        Self(pairs)
    }

    fn byte(&self, c: char) -> Option<u8> {
        // Most characters lie beyond them all.
        self.0.last().filter(|(last, _)| c <= *last)?;
        self.0.binary_search_by_key(&c, |(c, _)| *c).ok().map(|i| self.0[i].1)
    }
}

/// Kinds of characters, as bits.
pub type Kinds = u8;
const HAN: Kinds = 1;
const LATIN: Kinds = 2;
const HANGUL: Kinds = 4;
const KANA: Kinds = 8;
const CYRILLIC: Kinds = 16;
const MAC: Kinds = 32;
const LATIN_9_ONLY: Kinds = 64;
const LATIN_5_ONLY: Kinds = 128;

static SHIFT_JIS_TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(SHIFT_JIS));
static EUC_JP_TABLE: LazyLock<Table> = LazyLock::new(|| Table::of(EUC_JP));

static LATIN_9: LazyLock<Singles> = LazyLock::new(|| Singles::of(ISO_8859_15));
static KOI: LazyLock<Singles> = LazyLock::new(|| Singles::of(KOI8_R));
static MAC_ROMAN: LazyLock<Singles> = LazyLock::new(|| Singles::of(MACINTOSH));
static CYRILLIC_1251: LazyLock<Singles> = LazyLock::new(|| Singles::of(WINDOWS_1251));
static LATIN_1: LazyLock<Singles> = LazyLock::new(|| Singles::of(WINDOWS_1252));
static LATIN_5: LazyLock<Singles> = LazyLock::new(|| Singles::of(WINDOWS_1254));

/// The order is that of trying before anything is proven: the commonest in the wild first.
pub static WRONG: &[Wrong] = &[
    double("UTF-8 read as GBK", Codec::Utf8, &GB_TABLE, HAN),
    single("GBK read as windows-1252 or Latin-1", Codec::Gb18030, &LATIN_1, LATIN),
    single("UTF-8 read as windows-1252 or Latin-1", Codec::Utf8, &LATIN_1, LATIN),
    double("GBK read as Big5", Codec::Gb18030, &BIG5_TABLE, HAN),
    double("GBK read as EUC-KR", Codec::Gb18030, &EUC_KR_TABLE, HANGUL),
    single("GBK read as Latin-9", Codec::Gb18030, &LATIN_9, LATIN_9_ONLY),
    single("GBK read as Latin-5", Codec::Gb18030, &LATIN_5, LATIN_5_ONLY),
    double("UTF-8 read as Big5", Codec::Utf8, &BIG5_TABLE, HAN),
    double("Big5 read as GBK", Codec::Big5, &GB_TABLE, HAN),
    single("Big5 read as windows-1252 or Latin-1", Codec::Big5, &LATIN_1, LATIN),
    single("UTF-8 read as Latin-9", Codec::Utf8, &LATIN_9, LATIN_9_ONLY),
    single("UTF-8 read as Latin-5", Codec::Utf8, &LATIN_5, LATIN_5_ONLY),
    double("UTF-8 read as EUC-KR", Codec::Utf8, &EUC_KR_TABLE, HANGUL),
    double("GBK read as Shift_JIS", Codec::Gb18030, &SHIFT_JIS_TABLE, KANA),
    double("UTF-8 read as Shift_JIS", Codec::Utf8, &SHIFT_JIS_TABLE, KANA),
    double("GBK read as EUC-JP", Codec::Gb18030, &EUC_JP_TABLE, HAN),
    single("GBK read as windows-1251", Codec::Gb18030, &CYRILLIC_1251, CYRILLIC),
    single("UTF-8 read as windows-1251", Codec::Utf8, &CYRILLIC_1251, CYRILLIC),
    single("GBK read as KOI8-R", Codec::Gb18030, &KOI, CYRILLIC),
    single("GBK read as Mac Roman", Codec::Gb18030, &MAC_ROMAN, MAC),
    single("UTF-8 read as Mac Roman", Codec::Utf8, &MAC_ROMAN, MAC),
];

const fn double(name: &'static str, right: Codec, table: &'static LazyLock<Table>, kind: Kinds) -> Wrong {
    Wrong { name, right, reader: Reader::Double(table), kind }
}

const fn single(name: &'static str, right: Codec, singles: &'static LazyLock<Singles>, kind: Kinds) -> Wrong {
    Wrong { name, right, reader: Reader::Single(singles), kind }
}

impl Wrong {
    /// Whether a line of these kinds of characters may come of it.
    pub fn may_be_in(&self, kinds: Kinds) -> bool {
        self.kind & kinds != 0
    }

    /// How many characters in a row it takes to believe it. UTF-8 proves itself; one table of pairs read by another does not.
    pub fn least(&self) -> usize {
        match (self.right, &self.reader) {
            (Codec::Utf8, _) | (_, Reader::Single(_)) => 2,
            _ => 4,
        }
    }

    /// Whether it explains every kind of Latin character in a line, so that no relative needs to be tried.
    pub fn is_alone_in(&self, kinds: Kinds) -> bool {
        kinds & (LATIN_9_ONLY | LATIN_5_ONLY | MAC) & !self.kind == 0
    }

    /// Whether a byte may have been lost because the reader has no character for it.
    pub fn drops_undefined(&self) -> bool {
        matches!(self.reader, Reader::Single(_))
    }

    /// Whether another was read in the same encoding, so that the bytes are the same.
    pub fn is_read_like(&self, other: &Self) -> bool {
        self.kind == other.kind
            && match (&self.reader, &other.reader) {
                (Reader::Double(own), Reader::Double(others)) => std::ptr::eq(*own, *others),
                (Reader::Single(own), Reader::Single(others)) => std::ptr::eq(*own, *others),
                _ => false,
            }
    }

    /// The bytes that a character beyond ASCII was read from; none when it comes from none.
    #[inline]
    pub fn encode(&self, c: char) -> Option<Made> {
        let found = match &self.reader {
            // Windows reads the byte 80 as €, and it is far more common than GBK's own pair for it.
            Reader::Double(_) if c == '€' => None,
            Reader::Double(table) => table.encode(c).map(Made::Pair),
            // A byte that the encoding leaves undefined stays what it is, a control character.
            Reader::Single(singles) => singles.byte(c).map(Made::Byte),
        };
        found.or_else(|| one_byte(self, c).map(Made::Byte))
    }
}

/// The bytes that a character was read from.
#[derive(Clone, Copy, Debug)]
pub enum Made {
    /// One.
    Byte(u8),
    /// Two.
    Pair([u8; 2]),
}

/// Single bytes that double-byte readers turn into characters: € for 80, half-width katakana.
fn one_byte(wrong: &Wrong, c: char) -> Option<u8> {
    match c {
        '€' if wrong.kind == HAN => Some(0x80),
        '\u{ff61}'..='\u{ff9f}' if wrong.kind == KANA => Some((c as u32 - 0xff61 + 0xa1) as u8),
        '\u{80}'..='\u{9f}' => Some(c as u8),
        _ => None,
    }
}

/// The kinds of characters that a line holds.
pub fn kinds(text: &str) -> Kinds {
    text.chars().filter(|c| !c.is_ascii()).fold(0, |kinds, c| kinds | kind(c))
}

fn kind(c: char) -> Kinds {
    match c {
        'Š' | 'š' | 'Ž' | 'ž' | 'Œ' | 'œ' | 'Ÿ' => LATIN | LATIN_9_ONLY,
        'Ğ' | 'İ' | 'Ş' | 'ğ' | 'ı' | 'ş' => LATIN | LATIN_5_ONLY,
        '€' => HAN | LATIN | LATIN_9_ONLY,
        '\u{80}'..='\u{24f}' => LATIN,
        '\u{400}'..='\u{4ff}' => CYRILLIC,
        '\u{2500}'..='\u{25ff}' => CYRILLIC | HAN,
        '\u{ac00}'..='\u{d7a3}' => HANGUL,
        '\u{ff61}'..='\u{ff9f}' => KANA,
        '\u{2c6}'..='\u{2dd}' | '†' | '‡' | '‹' | '›' => LATIN | MAC,
        '∂' | '∆' | '∏' | '∑' | '√' | '∞' | '∫' | '≈' | '≠' | '≤' | '≥' | 'Ω' | 'π' | 'ﬁ' | 'ﬂ' => MAC,
        '\u{3400}'..='\u{9fff}' | '\u{e000}'..='\u{fa6a}' => HAN,
        _ => 0,
    }
}
