//! Bytes to text: the file's encoding by [`super::detect`], its characters with the way back, and what was lost on it.
//!
//! A file that is valid UTF-8 is borrowed as it is. Any other is decoded in the encoding found; where that leaves bytes
//! over, or where it makes implausible text, the file is read again by [`super::through`], part by part.

use std::borrow::Cow;

use super::codec::Codec;
use super::detect::{self, Method, Scheme, Verdict};
use super::likely::BAD;
use super::map::{Edit, StepMap};
use super::recode::Recoder;
use super::step::{Effect, Finding, Step};
use super::through::{self, Part};
use super::{Failure, Options, hz};
use crate::tables::rows::{Severity, Span};

/// The largest file that is read: offsets into its text must fit into 32 bits.
const LARGEST: usize = 1 << 30;
/// Undecodable places that get a diagnostic each; the rest are counted in one.
const SHOWN: usize = 200;

/// A decoded file.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text, its way back to the raw bytes, and what decoding found.
    pub step: Step<'a>,
    /// The WHATWG name of the encoding; where there are several, that of the largest part.
    pub encoding: &'static str,
    /// Whether some bytes could not be decoded; each stands as U+FFFD.
    pub partial: bool,
    /// Whether there may be wrong decodings in the text; it was looked at on the way.
    pub suspicious: bool,
}

/// Finds the encoding and decodes.
///
/// # Errors
/// [`Failure`] when no text can be had of it.
pub fn decode<'a>(raw: &'a [u8], options: &Options) -> Result<Decoded<'a>, Failure> {
    if raw.len() > LARGEST {
        return Err(Failure::TooLarge);
    }
    let verdict = match &options.encoding {
        Some(label) => forced(raw, label)?,
        None if raw.iter().all(u8::is_ascii_whitespace) => return Err(Failure::Empty),
        None => detect::detect(raw)?,
    };
    Ok(match verdict.scheme {
        Scheme::Valid(text) => valid(text, told(raw, verdict, "UTF-8", 0), verdict.start),
        Scheme::Hz => {
            let mut recoder = Recoder::for_input(raw.len());
            hz::decode(&mut recoder, raw, verdict.start);
            finish(raw, recoder, verdict, &[], "HZ-GB-2312")
        }
        Scheme::Codec(codec) => by_codec(raw, verdict, codec),
    })
}

/// The verdict that the caller asks for.
fn forced<'a>(raw: &'a [u8], label: &str) -> Result<Verdict<'a>, Failure> {
    let verdict = |scheme, start| Verdict { scheme, start, method: Method::Forced, certainty: 1.0 };
    if matches!(label.trim().to_ascii_lowercase().as_str(), "hz" | "hz-gb-2312") {
        return Ok(verdict(Scheme::Hz, 0));
    }
    let unknown = || Failure::UnknownLabel { label: label.to_owned() };
    let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).ok_or_else(unknown)?;
    let codec = Codec::of(encoding).ok_or_else(unknown)?;
    let start = match detect::mark(raw) {
        Some((marked, start)) if marked == codec => start,
        _ => 0,
    };
    let text = if codec == Codec::Utf8 { simdutf8::basic::from_utf8(&raw[start..]).ok() } else { None };
    Ok(verdict(text.map_or(Scheme::Codec(codec), Scheme::Valid), start))
}

/// UTF-8 without a fault: borrowed, behind a mark of `mark` bytes.
fn valid(text: &str, told: Finding, mark: usize) -> Decoded<'_> {
    let mut map = StepMap::default();
    if mark > 0 {
        map = StepMap::new(vec![Edit { out: Span::new(0, 0), input: Span::new(0, mark) }]);
    }
    let step = Step { text: Cow::Borrowed(text), map, findings: vec![told] };
    Decoded { step, encoding: "UTF-8", partial: false, suspicious: true }
}

fn by_codec<'a>(raw: &'a [u8], verdict: Verdict<'_>, codec: Codec) -> Decoded<'a> {
    let mut recoder = Recoder::for_input(raw.len());
    recoder.decode(codec, raw, Span::new(verdict.start, raw.len()));
    let late = begins_late(raw, verdict, codec);
    let well = recoder.bad.is_empty() && recoder.implausible == 0 && !late;
    if well || verdict.method == Method::Forced {
        lost_before(&mut recoder, verdict);
        return finish(raw, recoder, verdict, &[], codec.name());
    }
    let start = if verdict.method == Method::Mark { verdict.start } else { 0 };
    let mut patched = Recoder::for_input(raw.len());
    let parts = through::decode(&mut patched, raw, start, &detect::codecs_in(raw, codec));
    if parts.len() == 1 && !late && shifted(&recoder.text) {
        return finish(raw, recoder, verdict, &[], codec.name());
    }
    let largest = parts.iter().max_by_key(|part| part.span.len()).map_or(codec, |part| part.codec);
    finish(raw, patched, verdict, &parts, largest.name())
}

/// Whether the text shows the mark of bytes that were lost before it was saved, a `?` and a mark of punctuation. Such
/// stretches are for [`super::runs`], which can tell what was lost: the bytes must not be aligned anew here.
fn shifted(text: &str) -> bool {
    memchr::memchr_iter(b'?', text.as_bytes()).any(|at| text[at + 1..].starts_with(['。', '！', '，', '；', '？', '!', ',', ';', '?']))
}

/// Whether the file seems to begin within a character of two bytes, so that reading it from the second byte makes better text.
fn begins_late(raw: &[u8], verdict: Verdict<'_>, codec: Codec) -> bool {
    const HEAD: usize = 96;
    let head = &raw[verdict.start..raw.len().min(verdict.start + HEAD)];
    matches!(codec, Codec::Gb18030 | Codec::Big5)
        && head.first().is_some_and(|b| *b >= 0x80)
        && detect::weigh(codec, &head[1..]).cost + u64::from(BAD) < detect::weigh(codec, head).cost
}

/// The half character that was left out before the text began is a loss like any other.
fn lost_before(recoder: &mut Recoder, verdict: Verdict<'_>) {
    if verdict.method == Method::Frequency && verdict.start == 1 {
        recoder.bad.insert(0, Span::new(0, 1));
    }
}

fn finish<'a>(raw: &[u8], mut recoder: Recoder, verdict: Verdict<'_>, parts: &[Part], encoding: &'static str) -> Decoded<'a> {
    let bad = std::mem::take(&mut recoder.bad);
    let replaced = bad.iter().map(|span| span.len()).sum();
    let mut findings = vec![told(raw, verdict, encoding, replaced)];
    if parts.len() > 1 {
        findings.push(mixed(parts));
    }
    findings.extend(bad.iter().take(SHOWN).map(|span| undecodable(raw, *span, encoding)));
    if bad.len() > SHOWN {
        findings.push(more_undecodable(&bad[SHOWN..]));
    }
    // What was put together from parts was not looked at.
    let suspicious = recoder.suspicious || !parts.is_empty() || matches!(verdict.scheme, Scheme::Hz);
    let (text, map) = recoder.finish();
    let step = Step { text: Cow::Owned(text), map, findings };
    Decoded { step, encoding, partial: !bad.is_empty(), suspicious }
}

/// Encoding, method, certainty and losses of the whole file.
fn told(raw: &[u8], verdict: Verdict<'_>, encoding: &str, replaced: usize) -> Finding {
    let Verdict { method, certainty, .. } = verdict;
    Finding {
        severity: Severity::Info,
        code: "encoding-detected",
        message: format!("{encoding}, {}, certainty {certainty:.3}, {replaced} bytes replaced", method.as_str()),
        before: None,
        after: None,
        at: Span::new(0, raw.len()),
        effect: Effect::Noted,
    }
}

fn mixed(parts: &[Part]) -> Finding {
    let list: Vec<_> = parts.iter().take(12).map(|p| format!("{} from byte {}", p.codec.name(), p.span.start)).collect();
    let rest = if parts.len() > 12 { format!(" and {} more parts", parts.len() - 12) } else { String::new() };
    Finding {
        severity: Severity::Warning,
        code: "encoding-mixed",
        message: format!("several encodings one after the other: {}{rest}", list.join(", ")),
        before: None,
        after: None,
        at: Span::new(parts[0].span.start, parts[parts.len() - 1].span.end),
        effect: Effect::Noted,
    }
}

fn undecodable(raw: &[u8], at: Span, encoding: &str) -> Finding {
    let bytes: Vec<_> = raw[at.start..at.end].iter().map(|b| format!("{b:02X}")).collect();
    Finding {
        severity: Severity::Warning,
        code: "bytes-undecodable",
        message: format!("byte {} is no character in {encoding}", at.start),
        before: Some(bytes.join(" ")),
        after: Some('\u{fffd}'.to_string()),
        at,
        effect: Effect::Damaged,
    }
}

fn more_undecodable(bad: &[Span]) -> Finding {
    Finding {
        severity: Severity::Warning,
        code: "bytes-undecodable",
        message: format!("{} more places hold bytes that are no character, the first at byte {}", bad.len(), bad[0].start),
        before: None,
        after: None,
        at: Span::new(bad[0].start, bad[bad.len() - 1].end),
        effect: Effect::Noted,
    }
}
