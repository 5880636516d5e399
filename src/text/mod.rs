//! Raw bytes to clean Simplified text, and the way back to the byte.
//!
//! The steps, each a function from text to text that says where it changed something ([`step::Step`], [`map::Edit`]):
//! decode → HTML → references → mojibake → one-byte-off runs and gloss → script → lines → torn lines → fold. A first look at the text
//! ([`survey`]) tells them what is in it for them, so that a clean text is not gone through by each. The room knows nothing of plans; it
//! does not split, and it reads no number.
//!
//! What the clean text promises to the rooms below:
//! - Simplified characters, UTF-8, LF line ends, no BOM, no control characters but LF and TAB;
//! - full-width ASCII is folded: `，（）：；！？％` stand as `,():;!?%`, and `、。“”‘’《》〈〉【】〔〕—·…` stay as they are;
//! - no space at a line's ends, none around digits, quotes and Chinese characters; single spaces between Latin words stay;
//! - in a line that is a row of a table the cells are parted by one TAB (HTML tables come out so too, an empty cell is empty);
//! - `㎡ ㎞ ℃ Ⅲ ①` stay as they are; every kind of dash that stands between numbers or years is `—`, minus signs are `-`;
//! - lines that a PDF wrapped or a site tore at a bracket are joined; blank lines stay, so that paragraphs can be told.

pub mod codec;
pub mod decode;
pub mod detect;
pub mod fold;
mod gbk;
pub mod gloss;
pub mod html;
pub mod hz;
pub mod likely;
pub mod lines;
pub mod loss;
pub mod map;
pub mod model;
pub mod mojibake;
mod pen;
pub mod recode;
pub mod references;
pub mod runs;
pub mod script;
pub(crate) mod sieve;
pub mod step;
pub mod survey;
pub mod through;
pub mod torn;

use std::sync::Arc;

use crate::tables::rows::{DiagnosticRow, Script, Span};
use map::OffsetMap;
use step::{Chain, Step};

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
    pub clean: Arc<String>,
    /// From spans of `clean` to spans of the raw bytes.
    pub map: OffsetMap,
    /// The WHATWG name of the encoding, `UTF-8` or `gb18030`.
    pub encoding: &'static str,
    /// The script before it was made Simplified.
    pub script: Script,
    /// Pinyin glosses taken out.
    pub glosses_removed: usize,
    /// Places repaired.
    pub repairs: usize,
    /// Those among them where another reading was nearly as good.
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
    /// NUL bytes, control characters, or a known binary format: no text.
    #[error("the file is binary, not text: {what} (byte {at})")]
    Binary {
        /// The byte that shows it.
        at: usize,
        /// What it is.
        what: &'static str,
    },
    /// No encoding reads it well enough.
    #[error("no encoding reads this file with certainty; nearest: {}", guesses.join(" and "))]
    Undecodable {
        /// The nearest encodings, the likeliest first.
        guesses: Vec<String>,
    },
    /// More than the offset maps can count.
    #[error("the file is larger than 1 GiB; split it")]
    TooLarge,
    /// An `--encoding` that is none.
    #[error("unknown encoding {label:?}; use a WHATWG label such as gb18030, big5, utf-16le")]
    UnknownLabel {
        /// As it was given.
        label: String,
    },
}

/// Cleans the bytes of one file.
///
/// # Errors
/// [`Failure`] when no text can be had of it; never mojibake in silence.
pub fn normalise(raw: &[u8], options: &Options) -> Result<Text, Failure> {
    let decoded = decode::decode(raw, options)?;
    let (encoding, partial, suspicious) = (decoded.encoding, decoded.partial, decoded.suspicious);
    let mut chain = Chain::new(decoded.step);
    let signs = chain.survey().signs;
    let is_page = signs.tag && chain.step_with(|text| told(html::to_lines(text)));
    let resolved = signs.reference && chain.step_with(|text| told(references::resolve(text)));
    // Decoding has looked at every character on its way; valid UTF-8 and what references stood for is still to be looked at.
    let torn = (suspicious || is_page || resolved) && undo_wrong_decodings(&mut chain);
    let (repairs, known) = (chain.repairs, std::mem::take(&mut chain.damaged));
    let (traditional, glossed) = (chain.survey().traditional, chain.survey().signs.gloss);
    chain.surveyed(|text, survey| mojibake::damage::report(text, &known, torn, survey));
    chain.damaged.extend(known);
    chain.surveyed(runs::undo);
    let restored = chain.repairs != repairs;
    let glosses_removed = if glossed || restored { chain.step_with(gloss::strip) } else { 0 };
    // Restored runs and text beneath glosses are Traditional more often than not.
    let untouched = !traditional && !restored && glosses_removed == 0;
    let script = if untouched { Script::Simplified } else { chain.step_with(script::simplify) };
    chain.surveyed(lines::join);
    chain.surveyed(torn::heal);
    chain.surveyed(fold::fold);
    chain.step(loss::restore);
    // Each step told of its own; a reader goes through the file.
    chain.diagnostics.sort_by_key(|row| row.bytes.map(|bytes| bytes.start));
    let damaged = mojibake::damage::with_numerals(&chain.text, std::mem::take(&mut chain.damaged));
    Ok(Text {
        clean: chain.text.into_owned().into(),
        map: chain.map,
        encoding,
        script,
        glosses_removed,
        repairs: chain.repairs,
        repairs_uncertain: chain.repairs_uncertain,
        damaged,
        diagnostics: chain.diagnostics,
        partial,
    })
}

/// A step and whether it did anything.
fn told(step: Step<'_>) -> (Step<'_>, bool) {
    let any = !step.findings.is_empty() || !step.map.is_identity();
    (step, any)
}

/// Undoes wrong decodings, and those that lay beneath them; says whether UTF-8 was torn by one.
fn undo_wrong_decodings(chain: &mut Chain<'_>) -> bool {
    /// A text may have been read wrongly twice, and different parts of a line differently.
    const ROUNDS: usize = 4;
    let mut torn = false;
    for _ in 0..ROUNDS {
        match chain.surveyed_with(mojibake::undo) {
            None => return torn,
            Some(tears) => torn |= tears,
        }
    }
    torn
}

#[cfg(test)]
mod tests;
