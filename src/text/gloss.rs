//! Pinyin glosses that a converter put behind characters, `經(jīng)`.
//!
//! Such a converter glosses a fixed set of characters, always and always alike, and only characters that differ between the scripts.
//! That tells its glosses from real ones: a rare character explained once, a poem with pinyin on every character, `(R&D)`.

use super::pen::Pen;
use super::script;
use super::step::Step;
use crate::tables::rows::{Script, Span};
use memchr::memchr_iter;
use std::sync::LazyLock;

/// Takes the glosses out and says how many.
pub fn strip(input: &str) -> (Step<'_>, usize) {
    let glosses = find(input);
    if glosses.is_empty() {
        return (Step::untouched(input), 0);
    }
    let mut pen = Pen::new(input);
    for gloss in &glosses {
        pen.replace(gloss.at.start, gloss.at.end, "");
    }
    (pen.finish(Vec::new()), glosses.len())
}

/// One gloss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gloss {
    /// The brackets and what stands in them.
    pub at: Span,
    /// The character it stands behind.
    pub of: char,
    /// The place of that character among [`Kinds`].
    kind: u16,
}

/// The glosses of a text that a converter put there, in order.
pub(super) fn find(input: &str) -> Vec<Gloss> {
    let (mut found, mut kinds) = candidates(input);
    if found.is_empty() {
        return found;
    }
    for gloss in &found {
        kinds.all[usize::from(gloss.kind)].glossed += 1;
    }
    let glossed = || kinds.all.iter().filter(|kind| kind.glossed > 0);
    let is_traditional = |kind: &&Kind<'_>| script::script_of(kind.of) == Some(Script::Traditional);
    let traditional: usize = glossed().filter(is_traditional).map(|kind| kind.glossed).sum();
    // Two kinds of character do where they are Traditional; text made Simplified later needs more.
    let several = glossed().count();
    let enough = if traditional * 2 > found.len() { several >= 2 && found.len() >= 3 } else { several >= 5 && found.len() >= 10 };
    if !enough {
        return Vec::new();
    }
    kinds.see_bare(input, &found);
    // A character that mostly stands without a gloss has none from a converter.
    found.retain(|gloss| kinds.all[usize::from(gloss.kind)].is_usual());
    found
}

/// A character that stands before a gloss.
struct Kind<'a> {
    of: char,
    /// The last gloss it had. A converter glosses a character always alike: what was found out for one holds for the next.
    syllable: &'a str,
    /// Whether a converter may have written it: see [`is_reading`].
    right: bool,
    /// How often it stands with a gloss and how often without one.
    glossed: usize,
    bare: usize,
    /// The next in its group, plus one.
    next: u16,
}

impl Kind<'_> {
    fn is_usual(&self) -> bool {
        self.glossed * 2 >= self.bare
    }
}

/// The characters that stand before glosses, found by groups.
struct Kinds<'a> {
    all: Vec<Kind<'a>>,
    /// The first of each group, plus one; most have none.
    heads: Box<[u16; GROUPS]>,
}

/// Groups of characters: so many that hardly two that are glossed share one, so few that they stay near.
const GROUPS: usize = 1 << 12;

impl<'a> Kinds<'a> {
    fn of(&self, c: usize) -> Option<usize> {
        let mut at = self.heads[c % GROUPS];
        while let Some(kind) = at.checked_sub(1).map(usize::from) {
            if self.all[kind].of as usize == c {
                return Some(kind);
            }
            at = self.all[kind].next;
        }
        None
    }

    /// The place of a new character; none where there are too many.
    fn add(&mut self, of: char, syllable: &'a str) -> Option<usize> {
        let place = self.all.len() + 1;
        let head = &mut self.heads[of as usize % GROUPS];
        let next = std::mem::replace(head, u16::try_from(place).ok()?);
        self.all.push(Kind { of, syllable, right: false, glossed: 0, bare: 0, next });
        Some(place - 1)
    }

    /// Counts where the characters stand without a gloss. They all take three bytes; the one before a gloss is known.
    fn see_bare(&mut self, text: &str, glosses: &[Gloss]) {
        let mut from = 0;
        for gloss in glosses {
            self.see(&text.as_bytes()[from..gloss.at.start - gloss.of.len_utf8()]);
            from = gloss.at.end;
        }
        self.see(&text.as_bytes()[from..]);
    }

    fn see(&mut self, mut text: &[u8]) {
        while let Some(([a, b, c], behind)) = text.split_first_chunk() {
            if !matches!(a, 0xe0..=0xef) {
                text = &text[1..];
                continue;
            }
            text = behind;
            // The first byte is above the bits of a group.
            let code = usize::from(b & 0x3f) << 6 | usize::from(c & 0x3f);
            if self.heads[code % GROUPS] != 0
                && let Some(kind) = self.of(usize::from(a & 0xf) << 12 | code)
            {
                self.all[kind].bare += 1;
            }
        }
    }
}

/// About so many bytes of a text that is glossed throughout stand to a gloss.
const BYTES_TO_A_GLOSS: usize = 24;

/// The glosses of characters that a converter glosses, with a right reading, outside of text glossed throughout; and every character
/// that has any gloss.
fn candidates(input: &str) -> (Vec<Gloss>, Kinds<'_>) {
    let mut found = Chains { found: Vec::with_capacity(input.len() / BYTES_TO_A_GLOSS), ..Chains::default() };
    let mut kinds = Kinds { all: Vec::new(), heads: Box::new([0; GROUPS]) };
    for open in memchr_iter(b'(', input.as_bytes()).filter(|open| may_be_syllable(input.as_bytes().get(open + 1))) {
        let (Some(of), behind) = (input[..open].chars().next_back(), &input[open + 1..]) else { continue };
        let known = kinds.of(of as usize);
        let same = |kind: usize| behind.strip_prefix(kinds.all[kind].syllable).is_some_and(|rest| rest.starts_with(')'));
        if !known.is_some_and(same) {
            let Some(syllable) = syllable_at(behind) else { continue };
            let Some(kind) = known.or_else(|| kinds.add(of, syllable)) else { continue };
            (kinds.all[kind].syllable, kinds.all[kind].right) = (syllable, is_reading(of, syllable));
        }
        let Some(kind) = kinds.of(of as usize) else { continue };
        let Kind { syllable, right, .. } = kinds.all[kind];
        found.add(Gloss { at: Span::new(open, open + syllable.len() + 2), of, kind: kind as u16 }, right);
    }
    (found.finish(), kinds)
}

/// Glosses gathered by chains of glossed characters without anything between them. Where one of a chain is none of a converter, none is.
#[derive(Default)]
struct Chains {
    found: Vec<Gloss>,
    /// The first of the chain at hand, where its last one ends in the text, and whether one of them is real.
    first: usize,
    end: usize,
    real: bool,
}

impl Chains {
    fn add(&mut self, gloss: Gloss, right: bool) {
        if gloss.at.start != self.end + gloss.of.len_utf8() {
            self.close();
        }
        self.end = gloss.at.end;
        self.real |= !right;
        self.found.push(gloss);
    }

    fn close(&mut self) {
        if std::mem::take(&mut self.real) {
            self.found.truncate(self.first);
        }
        self.first = self.found.len();
    }

    fn finish(mut self) -> Vec<Gloss> {
        self.close();
        self.found
    }
}

/// Whether a gloss may begin with this byte behind its bracket: most brackets hold a figure or Chinese characters.
pub(super) fn may_be_syllable(first: Option<&u8>) -> bool {
    matches!(first, Some(b'a'..=b'z' | 0xc3..=0xc9 | 0xe1))
}

/// The closing bracket of the gloss that opens at `open`; `open` itself where none does.
pub(super) fn last_around(text: &str, open: usize) -> usize {
    let behind_wide = open.checked_sub(1).is_some_and(|before| text.as_bytes()[before] >= 0x80);
    let syllable = if behind_wide { syllable_at(&text[open + 1..]) } else { None };
    syllable.map_or(open, |syllable| open + 1 + syllable.len())
}

/// Bytes of the longest syllable.
const LONGEST: usize = 11;

/// The syllable with a tone mark that `text` begins with, when `)` follows it.
pub(super) fn syllable_at(text: &str) -> Option<&str> {
    if !may_be_syllable(text.as_bytes().first()) {
        return None;
    }
    let (mut end, mut tones) = (0, 0);
    while end <= LONGEST {
        match text.as_bytes().get(end)? {
            b')' => return text.get(..end).filter(|_| tones == 1),
            b'a'..=b'z' => end += 1,
            0x80.. => {
                let c = text[end..].chars().next()?;
                let toned = is_toned(c);
                if !toned && c != 'ü' && c != 'ɡ' {
                    return None;
                }
                tones += usize::from(toned);
                end += c.len_utf8();
            }
            _ => return None,
        }
    }
    None
}

#[rustfmt::skip]
fn is_toned(c: char) -> bool {
    matches!(
        c,
        'ā' | 'á' | 'ǎ' | 'à' | 'ē' | 'é' | 'ě' | 'è' | 'ī' | 'í' | 'ǐ' | 'ì' | 'ō' | 'ó' | 'ǒ' | 'ò' | 'ū' | 'ú' | 'ǔ' | 'ù'
            | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ă' | 'ĕ' | 'ĭ' | 'ŏ' | 'ŭ' | 'ń' | 'ň' | 'ǹ' | 'ḿ'
    )
}

/// Whether a converter may have glossed `c` with `syllable`: it changes between the scripts and has that reading.
pub(super) fn is_reading(c: char, syllable: &str) -> bool {
    let same = |reading: &str| reading.chars().eq(syllable.chars().map(plain_letter));
    READINGS.of(c).is_some_and(|readings| readings.split(',').any(same))
}

/// The letter as the table writes it: some fonts and converters put ă for ǎ and ɡ for g.
fn plain_letter(c: char) -> char {
    match c {
        'ɡ' => 'g',
        'ă' => 'ǎ',
        'ĕ' => 'ě',
        'ĭ' => 'ǐ',
        'ŏ' => 'ǒ',
        'ŭ' => 'ǔ',
        _ => c,
    }
}

/// The readings of every character that differs between the scripts, from `data/readings.txt`.
static READINGS: LazyLock<Readings> = LazyLock::new(|| Readings::read(include_str!("data/readings.txt")));

/// Readings, and which of them each character of the basic plane has.
struct Readings {
    lines: Vec<&'static str>,
    /// The line of each character, plus one.
    by_char: Vec<u16>,
}

impl Readings {
    fn read(data: &'static str) -> Self {
        let mut all = Self { lines: Vec::new(), by_char: vec![0; 0x1_0000] };
        for (readings, chars) in data.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' ')) {
            all.lines.push(readings);
            let line = all.lines.len() as u16;
            for c in chars.chars() {
                if let Some(slot) = all.by_char.get_mut(c as usize) {
                    *slot = line;
                }
            }
        }
        all
    }

    fn of(&self, c: char) -> Option<&'static str> {
        let line = usize::from(*self.by_char.get(c as usize)?);
        self.lines.get(line.checked_sub(1)?).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(input: &str) -> (String, usize) {
        let (step, count) = strip(input);
        (step.text.into_owned(), count)
    }

    #[test]
    fn glosses_of_a_converter_go() {
        let (text, count) = of("雲澤市經(jīng)濟(jì)發(fā)展,產(chǎn)業(yè)發(fā)展(2021-2025)");
        assert_eq!((text.as_str(), count), ("雲澤市經濟發展,產業發展(2021-2025)", 6));
    }

    #[test]
    fn what_stands_in_brackets_for_a_reason_stays() {
        for text in [
            "研发(R&D)投入、国内生产总值(GDP)、应用(APP)、公里(km)",
            "青陵县(qīng)",
            "床(chuáng)前(qián)明(míng)月(yuè)光(guāng)疑(yí)是(shì)地(dì)上(shàng)霜(shuāng)",
            "發(fā)展",
        ] {
            assert_eq!(of(text), (text.to_string(), 0));
        }
    }

    #[test]
    fn spans_lead_back() {
        let raw = "經(jīng)濟(jì)發(fā)展";
        let (step, _) = strip(raw);
        let at = step.text.find("展").expect("it is there");
        assert_eq!(step.map.input_of(Span::new(at, at + 3)).of(raw), "展");
    }
}
