//! Raw bytes to clean Simplified text, and the way back to the byte.
//!
//! The steps, each a function from text to text that says where it changed something ([`map::Edit`]):
//! decode → repair (mojibake, references, one-byte-off runs) → gloss → script → fold. It knows nothing of plans; it does not
//! split, and it reads no number.
//!
//! What the clean text promises to the rooms below:
//! - Simplified characters, UTF-8, LF line ends, no BOM, no control characters but LF and TAB;
//! - full-width ASCII is folded: `，（）：；！？％` stand as `,():;!?%`, and `、。“”‘’《》〈〉【】〔〕—·…` stay as they are;
//! - no space at a line's ends, none around digits, quotes and Chinese characters; single spaces between Latin words stay;
//! - in a line that is a row of a table the cells are parted by one TAB (HTML tables come out so too, an empty cell is empty);
//! - `㎡ ㎞ ℃ Ⅲ ①` stay as they are; every kind of dash that stands between numbers or years is `—`, minus signs are `-`;
//! - lines that a PDF wrapped are joined; blank lines stay, so that paragraphs can be told.

pub mod map;

use crate::tables::rows::{DiagnosticRow, Script, Span};
use map::OffsetMap;

/// What is asked of [`normalise`] beyond the bytes.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// A WHATWG label that overrules detection.
    pub encoding: Option<String>,
}

/// A document's clean text, how it came about, and the way back.
#[derive(Clone, Debug)]
pub struct Text {
    /// The clean text; see the room's prose for what it promises.
    pub clean: String,
    /// From spans of `clean` to spans of the raw bytes.
    pub map: OffsetMap,
    /// The WHATWG name of the encoding, `UTF-8` or `gb18030`.
    pub encoding: &'static str,
    /// The script before it was made Simplified.
    pub script: Script,
    /// Pinyin glosses taken out.
    pub glosses_removed: usize,
    /// Places repaired, and those among them where another reading was nearly as good.
    pub repairs: usize,
    pub repairs_uncertain: usize,
    /// Spans of `clean` whose characters are damaged beyond repair: no number may be read out of them.
    pub damaged: Vec<Span>,
    /// What a reader should know, byte positions in the raw file.
    pub diagnostics: Vec<DiagnosticRow>,
    /// True when a part of the bytes could not be decoded and was left out.
    pub partial: bool,
}

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Failure {
    /// Nothing in it but white space.
    #[error("the file is empty")]
    Empty,
    /// NUL bytes and control characters: no text.
    #[error("the file is binary, not text (byte {at})")]
    Binary { at: usize },
    /// No encoding reads it well enough.
    #[error("no encoding reads this file with certainty; nearest: {}", guesses.join(" and "))]
    Undecodable { guesses: Vec<String> },
    /// An `--encoding` that is none.
    #[error("unknown encoding {label:?}; use a WHATWG label such as gb18030, big5, utf-16le")]
    UnknownLabel { label: String },
}

/// Cleans the bytes of one file.
///
/// # Errors
/// [`Failure`] when no text can be had of it; never mojibake in silence.
pub fn normalise(raw: &[u8], options: &Options) -> Result<Text, Failure> {
    let _ = options;
    let decoded = std::str::from_utf8(raw).map_err(|_| Failure::Undecodable { guesses: vec![] })?;
    let mut clean = String::with_capacity(decoded.len());
    let mut edits = Vec::new();
    let mut chars = decoded.char_indices().peekable();
    // Provisional: only the folding that the first rows need. The text room replaces it.
    while let Some((at, c)) = chars.next() {
        let start = clean.len();
        let end = at + c.len_utf8();
        match c {
            '\r' | '\u{feff}' => {}
            '\u{ff01}'..='\u{ff5e}' => clean.push(char::from_u32(c as u32 - 0xfee0).unwrap_or(c)),
            ' ' | '\u{2002}' | '\u{3000}' | '\u{a0}' => {}
            _ => {
                clean.push(c);
                continue;
            }
        }
        edits.push(map::Edit { out: Span::new(start, clean.len()), input: Span::new(at, end) });
    }
    Ok(Text {
        clean,
        map: OffsetMap::default().then(map::StepMap::new(edits)),
        encoding: "UTF-8",
        script: Script::Simplified,
        glosses_removed: 0,
        repairs: 0,
        repairs_uncertain: 0,
        damaged: vec![],
        diagnostics: vec![],
        partial: false,
    })
}
