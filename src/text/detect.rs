//! Which encoding a file is in: the ladder, and the score that its last step compares by.
//!
//! Byte order mark, then binary files by name, then strict UTF-8, then every Chinese encoding weighed by the cost of the
//! characters that it would make of a sample ([`super::likely`]). `chardetng` is asked only when none of them is plausible, to
//! name the encoding that it probably is: it takes GBK cut inside a character for windows-1252 and knows no UTF-16.

use super::Failure;
use super::codec::{BIG5_TABLE, Codec, GB_TABLE, Table, Unit};
use super::hz;
use super::likely::{BAD, BIT, cost, cost_of};
use super::recode::Recoder;
use super::through;
use crate::tables::rows::Span;

/// How the encoding was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// The caller named it.
    Forced,
    /// By its byte order mark.
    Mark,
    /// There is nothing but ASCII.
    Ascii,
    /// It is valid UTF-8, which nothing else is by chance.
    Strict,
    /// By the escape sequences of HZ.
    Escapes,
    /// By what the bytes would be in each encoding.
    Frequency,
    /// No encoding reads it all, several together do.
    Parts,
}

impl Method {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forced => "as asked for",
            Self::Mark => "by its byte order mark",
            Self::Ascii => "ascii throughout",
            Self::Strict => "valid throughout",
            Self::Escapes => "by its escape sequences",
            Self::Frequency => "by character frequency",
            Self::Parts => "part by part",
        }
    }
}

/// What is taken for the encoding of the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scheme<'a> {
    /// Valid UTF-8: nothing to decode. This is the text without its mark.
    Valid(&'a str),
    /// One codec from a byte on: the mark and half a character before it are left out.
    Codec(Codec),
    /// HZ, seven bits.
    Hz,
}

/// The verdict on a file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Verdict<'a> {
    /// How it is to be decoded.
    pub scheme: Scheme<'a>,
    /// Where the text begins, behind a byte order mark.
    pub start: usize,
    /// How that was found.
    pub method: Method,
    /// From 0 to 1.
    pub certainty: f64,
}

/// Below this certainty a file is failed.
const CERTAIN_ENOUGH: f64 = 0.9;
/// Bytes of one window of the sample, and how many windows.
const WINDOW: usize = 1024;
const WINDOWS: usize = 6;
/// Bytes of the first look.
const FIRST: usize = 256;
/// Bits by which a candidate may fall behind the best before it is dropped.
const HOPELESS: u64 = 600 * BIT as u64;
/// Mean cost of the characters beyond ASCII above which nothing Chinese is read.
const IMPLAUSIBLE: f64 = 15.5;

/// Finds the encoding of a file that is not empty.
///
/// # Errors
/// [`Failure::Binary`] and [`Failure::Undecodable`].
pub fn detect(raw: &[u8]) -> Result<Verdict<'_>, Failure> {
    let verdict = |scheme, start, method, certainty| Verdict { scheme, start, method, certainty };
    if let Some((what, at)) = binary(raw) {
        return Err(Failure::Binary { at, what });
    }
    let marked = mark(raw);
    if let Some((Codec::Utf16Le | Codec::Utf16Be | Codec::Gb18030, _)) = marked {
        let (codec, start) = marked.unwrap_or((Codec::Utf8, 0));
        return Ok(verdict(Scheme::Codec(codec), start, Method::Mark, 1.0));
    }
    let start = marked.map_or(0, |(_, start)| start);
    let body = &raw[start..];
    if memchr::memchr(0, body).is_none()
        && let Ok(text) = simdutf8::basic::from_utf8(body)
    {
        if let Some(at) = controlled(body) {
            return Err(Failure::Binary { at: start + at, what: "control characters" });
        }
        if body.is_ascii() {
            return Ok(match hz::is_hz(body) {
                true => verdict(Scheme::Hz, start, Method::Escapes, 0.99),
                false => verdict(Scheme::Valid(text), start, Method::Ascii, 1.0),
            });
        }
        let method = if marked.is_some() { Method::Mark } else { Method::Strict };
        // A few two-byte sequences may be GBK by chance.
        let doubtful = marked.is_none() && body.len() <= 256 && body.iter().all(|b| *b < 0xE0);
        return match if doubtful { by_frequency(raw, start).ok() } else { None } {
            Some(other) if other.scheme != Scheme::Codec(Codec::Utf8) => Ok(other),
            _ => Ok(verdict(Scheme::Valid(text), start, method, 1.0)),
        };
    }
    by_frequency(raw, start)
}

/// The byte order mark: the codec it names and its length.
pub fn mark(raw: &[u8]) -> Option<(Codec, usize)> {
    Some(match raw {
        [0xEF, 0xBB, 0xBF, ..] => (Codec::Utf8, 3),
        [0x84, 0x31, 0x95, 0x33, ..] => (Codec::Gb18030, 4),
        [0xFF, 0xFE, ..] if plausible(&raw[2..], Codec::Utf16Le) => (Codec::Utf16Le, 2),
        [0xFE, 0xFF, ..] if plausible(&raw[2..], Codec::Utf16Be) => (Codec::Utf16Be, 2),
        _ => return None,
    })
}

fn plausible(rest: &[u8], codec: Codec) -> bool {
    let sample = &rest[..rest.len().min(WINDOW)];
    weigh(codec, sample).mean() < IMPLAUSIBLE + 2.0
}

/// Files that are no text, by their first bytes, and what they are.
fn binary(raw: &[u8]) -> Option<(&'static str, usize)> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF; extract its text first"),
        (b"PK\x03\x04", "a ZIP archive or an Office document; save it as text first"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1", "an old Office document; save it as text first"),
        (b"{\\rtf", "an RTF document; save it as text first"),
        (b"\x1F\x8B", "a gzip archive"),
        (b"7z\xBC\xAF\x27\x1C", "a 7z archive"),
        (b"Rar!", "a RAR archive"),
        (b"\x89PNG", "an image"),
        (b"\xFF\xD8\xFF", "an image"),
        (b"GIF8", "an image"),
        (b"PAR1", "a Parquet file"),
        (b"SQLite format 3\0", "a database"),
        (b"\x7FELF", "a program"),
    ];
    MAGIC.iter().find(|(magic, _)| raw.starts_with(magic)).map(|(_, what)| (*what, 0))
}

/// The first control character where a text that is valid otherwise is full of them.
fn controlled(body: &[u8]) -> Option<usize> {
    let is_control = |b: &u8| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C | 0x1A | 0x1B);
    let head = &body[..body.len().min(WINDOW)];
    let many = head.iter().filter(|b| is_control(b)).count() * 20 > head.len();
    head.iter().position(is_control).filter(|_| many)
}

/// What a codec would make of some bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Weight {
    /// The cost of all characters, in quarters of a bit.
    pub cost: u64,
    /// Of the characters beyond ASCII and the bytes that are none, and how many they are.
    wide_cost: u64,
    wide: u64,
    controls: u64,
}

impl Weight {
    /// The mean cost of the characters beyond ASCII, in bits.
    pub fn mean(&self) -> f64 {
        self.wide_cost as f64 / f64::from(BIT) / self.wide.max(1) as f64
    }

    /// Adds what stands at `at` and says how many bytes it takes.
    #[inline]
    fn add_unit(&mut self, codec: Codec, bytes: &[u8], at: usize) -> usize {
        let unit = codec.unit(bytes, at);
        // A character that the sample's end cuts says nothing.
        let cut = matches!(unit, Unit::Bad(_)) && at + 4 > bytes.len();
        let one = match unit {
            _ if cut => 0,
            Unit::Char(c, _) => cost(c),
            Unit::Pair(..) => 15 * BIT,
            Unit::Bad(_) => BAD,
        };
        self.cost += u64::from(one);
        match unit {
            Unit::Char(c, _) if c < '\u{80}' => self.controls += u64::from(c < ' ' && !matches!(c, '\t' | '\n' | '\r' | '\u{c}')),
            _ if cut => {}
            _ => {
                self.wide += 1;
                self.wide_cost += u64::from(one);
            }
        }
        unit.width()
    }

    fn add(&mut self, other: Self) {
        self.cost += other.cost;
        self.wide_cost += other.wide_cost;
        self.wide += other.wide;
        self.controls += other.controls;
    }
}

/// Weighs one reading of some bytes.
pub fn weigh(codec: Codec, bytes: &[u8]) -> Weight {
    match codec {
        Codec::Gb18030 => weigh_pairs(codec, &GB_TABLE, bytes),
        Codec::Big5 => weigh_pairs(codec, &BIG5_TABLE, bytes),
        _ => weigh_units(codec, bytes),
    }
}

/// Weighs a reading in an encoding of pairs, most of which are plain ones.
fn weigh_pairs(codec: Codec, table: &Table, bytes: &[u8]) -> Weight {
    let (mut weight, mut at) = (Weight::default(), 0);
    while at < bytes.len() {
        let (from, mut sum) = (at, 0);
        while let Some(&[lead, trail]) = bytes[at..].first_chunk()
            && let Some(found) = table.quick(lead, trail)
        {
            sum += u64::from(cost_of(found.code()));
            at += 2;
        }
        weight.add(Weight { cost: sum, wide_cost: sum, wide: (at - from) as u64 / 2, controls: 0 });
        at += if at < bytes.len() { weight.add_unit(codec, bytes, at) } else { 0 };
    }
    weight
}

fn weigh_units(codec: Codec, bytes: &[u8]) -> Weight {
    let (mut weight, mut at) = (Weight::default(), 0);
    while at < bytes.len() {
        at += weight.add_unit(codec, bytes, at);
    }
    weight
}

/// The parts of a file that are looked at: all of a small one, windows of a large one that begin where the text does.
fn sample(raw: &[u8], start: usize) -> Vec<Span> {
    if raw.len() - start <= WINDOW * WINDOWS {
        let begins = (start..raw.len()).step_by(WINDOW);
        return begins.map(|begin| Span::new(begin, raw.len().min(begin + WINDOW))).collect();
    }
    let stride = (raw.len() - start - WINDOW) / (WINDOWS - 1);
    let mut windows: Vec<Span> = Vec::with_capacity(WINDOWS);
    for i in 0..WINDOWS {
        let from = (start + i * stride).max(windows.last().map_or(0, |w| w.end));
        let Some(first) = raw[from..].iter().position(|b| *b >= 0x80 || *b == 0) else { break };
        // Even, so that the halves of UTF-16 stay where they are.
        let begin = start + ((from + first - start) & !1);
        windows.push(Span::new(begin, raw.len().min(begin + WINDOW)));
    }
    windows
}

/// The candidates: a codec and the parity at which its pairs stand, where that is the same throughout the file.
const CANDIDATES: &[(Codec, usize)] = &[
    (Codec::Utf8, 0),
    (Codec::Gb18030, 0),
    (Codec::Big5, 0),
    (Codec::Utf16Le, 0),
    (Codec::Utf16Be, 0),
    (Codec::Utf16Le, 1),
    (Codec::Utf16Be, 1),
];

/// The weight of a candidate over one window of the sample.
fn weigh_window(raw: &[u8], window: Span, (codec, parity): (Codec, usize)) -> Weight {
    let at = |skip: usize| weigh(codec, &raw[(window.start + skip).min(window.end)..window.end]);
    if codec == Codec::Utf8 {
        return at(raw[window.start..window.end].iter().take(3).take_while(|b| (0x80..0xC0).contains(*b)).count());
    }
    let mut weight = at(parity);
    if matches!(codec, Codec::Gb18030 | Codec::Big5) && raw[window.start] >= 0x80 {
        // The window may begin inside a character.
        let mut late = at(1);
        late.cost += u64::from(BAD / 2);
        weight = if late.cost < weight.cost { late } else { weight };
    }
    weight
}

/// The candidates with their weights, the best first. Those that fall far behind are weighed no further.
fn rank(raw: &[u8], windows: &[Span]) -> Vec<(Weight, (Codec, usize))> {
    let mut ranked: Vec<_> = CANDIDATES.iter().map(|candidate| (Weight::default(), *candidate)).collect();
    if let Some(first) = windows.first().filter(|first| first.len() > FIRST) {
        drop_wide(&mut ranked, raw, Span::new(first.start, first.start + FIRST));
    }
    let mut running = ranked.len();
    for window in windows {
        running = weigh_all(&mut ranked[..running], raw, *window);
    }
    ranked
}

/// Drops UTF-16 where a few lines show that it is none: most files are not. A lost byte may make one way of pairing the bytes look
/// hopeless at first, so all of its ways must be. Of the other encodings each may be found further on, in a file that holds several.
fn drop_wide(ranked: &mut Vec<(Weight, (Codec, usize))>, raw: &[u8], window: Span) {
    let costs: Vec<u64> = ranked.iter().map(|(_, candidate)| weigh_window(raw, window, *candidate).cost).collect();
    let limit = costs.iter().min().map_or(0, |least| least + HOPELESS);
    let is_wide = |codec: Codec| matches!(codec, Codec::Utf16Le | Codec::Utf16Be);
    if ranked.iter().zip(costs).all(|((_, (codec, _)), cost)| !is_wide(*codec) || cost > limit) {
        ranked.retain(|(_, (codec, _))| !is_wide(*codec));
    }
}

/// Adds a window to the weights of the candidates, sorts them, and says how many are not hopeless.
fn weigh_all(ranked: &mut [(Weight, (Codec, usize))], raw: &[u8], window: Span) -> usize {
    for (weight, candidate) in ranked.iter_mut() {
        weight.add(weigh_window(raw, window, *candidate));
    }
    ranked.sort_by_key(|(weight, _)| weight.cost);
    let limit = ranked[0].0.cost + HOPELESS;
    ranked.iter().take_while(|(weight, _)| weight.cost <= limit).count()
}

/// Weighs every candidate and takes the best when it is good and clearly the best.
fn by_frequency(raw: &[u8], start: usize) -> Result<Verdict<'_>, Failure> {
    let windows = sample(raw, start);
    let ranked = rank(raw, &windows);
    let (best, (codec, parity)) = ranked[0];
    let second = ranked[1..].iter().find(|(_, (other, _))| *other != codec);
    // A candidate that was dropped early has little cost, and was far behind.
    let margin = second.map_or(0, |(weight, _)| weight.cost.checked_sub(best.cost).unwrap_or(HOPELESS)) as f64 / f64::from(BIT);
    let mut certainty = 1.0 - 0.5_f64.powf(margin / 2.0);
    let length: usize = windows.iter().map(|w| w.len()).sum();
    let plausible = best.mean() <= IMPLAUSIBLE && best.controls * 20 <= length as u64;
    if !plausible && let Some(codec) = in_parts(raw, &windows) {
        return Ok(Verdict { scheme: Scheme::Codec(codec), start, method: Method::Parts, certainty: 0.95 });
    }
    if !plausible {
        certainty = certainty.min(0.5) * (IMPLAUSIBLE / best.mean().max(IMPLAUSIBLE));
    }
    if certainty >= CERTAIN_ENOUGH {
        return Ok(Verdict { scheme: Scheme::Codec(codec), start: start + parity, method: Method::Frequency, certainty });
    }
    if let Some(at) = memchr::memchr(0, raw) {
        return Err(Failure::Binary { at, what: "NUL bytes, and no UTF-16" });
    }
    let mut guesses = vec![format!("{} ({certainty:.2})", codec.name())];
    let foreign = chardetng_says(raw, &windows);
    if foreign != codec.name() && !(foreign == "GBK" && codec == Codec::Gb18030) {
        guesses.insert(0, foreign.to_owned());
    } else if let Some((_, (other, _))) = second {
        guesses.push(other.name().to_owned());
    }
    Err(Failure::Undecodable { guesses })
}

/// The encoding of the largest part of a sample that only several encodings together read well.
fn in_parts(raw: &[u8], windows: &[Span]) -> Option<Codec> {
    let mut sample = Vec::with_capacity(WINDOW * WINDOWS);
    windows.iter().for_each(|window| sample.extend(&raw[window.start..window.end]));
    let codecs = codecs_in(&sample, Codec::Gb18030);
    let mut recoder = Recoder::for_input(sample.len());
    let parts = through::decode(&mut recoder, &sample, 0, &codecs);
    let wide = recoder.text.chars().filter(|c| !c.is_ascii());
    let (sum, count) = wide.fold((0, 0), |(sum, count), c| (sum + u64::from(cost(c)), count + 1));
    let good = count > 0 && (sum as f64 / f64::from(BIT) / count as f64) < IMPLAUSIBLE - 3.0;
    parts.iter().max_by_key(|part| part.span.len()).map(|part| part.codec).filter(|_| good)
}

/// The codecs that a file in parts is read with, `first` before the others.
pub fn codecs_in(raw: &[u8], first: Codec) -> Vec<Codec> {
    let mut codecs = vec![first];
    codecs.extend([Codec::Utf8, Codec::Gb18030, Codec::Big5].into_iter().filter(|c| *c != first));
    if memchr::memchr(0, raw).is_some() || matches!(first, Codec::Utf16Le | Codec::Utf16Be) {
        codecs.extend([Codec::Utf16Le, Codec::Utf16Be].into_iter().filter(|c| *c != first));
    }
    codecs
}

/// What chardetng takes the sample for.
fn chardetng_says(raw: &[u8], windows: &[Span]) -> &'static str {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    for (i, window) in windows.iter().enumerate() {
        detector.feed(&raw[window.start..window.end], i + 1 == windows.len());
    }
    detector.guess(None, chardetng::Utf8Detection::Allow).name()
}
