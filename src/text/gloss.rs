//! Pinyin glosses that a converter put behind characters, `經(jīng)`.
//!
//! Such a converter glosses a fixed set of characters, always and always alike, and only characters that differ between the scripts.
//! That tells its glosses from real ones: a rare character explained once, a poem with pinyin on every character, `(R&D)`.

use super::pen::Pen;
use super::script;
use super::step::Step;
use crate::tables::rows::{Script, Span};
use memchr::memchr_iter;
use std::collections::HashMap;
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
pub(super) struct Gloss<'a> {
    /// The brackets and what stands in them.
    pub at: Span,
    /// The character it stands behind.
    pub of: char,
    /// The syllable.
    pub syllable: &'a str,
    /// Whether a converter may have written it: see [`is_reading`].
    right: bool,
}

/// The glosses of a text that a converter put there, in order.
pub(super) fn find(input: &str) -> Vec<Gloss<'_>> {
    let mut found = candidates(input);
    if found.is_empty() {
        return found;
    }
    drop_real_ones(&mut found);
    let mut glossed = Glossed::of(&found);
    let traditional = found.iter().filter(|gloss| script::script_of(gloss.of) == Some(Script::Traditional)).count();
    // Two kinds of character do where they are Traditional; text made Simplified later needs more.
    let kinds = glossed.counts.len();
    let enough = if traditional * 2 > found.len() { kinds >= 2 && found.len() >= 3 } else { kinds >= 5 && found.len() >= 10 };
    if !enough {
        return Vec::new();
    }
    glossed.see_all(input);
    // A character that mostly stands without a gloss has none from a converter.
    found.retain(|gloss| glossed.is_usual(gloss.of));
    found
}

/// How often each glossed character stands in a text, and how often with its gloss.
struct Glossed {
    /// The place of each character of the basic plane in `counts`, plus one; most have none.
    slots: Vec<u16>,
    counts: Vec<(usize, usize)>,
}

impl Glossed {
    fn of(found: &[Gloss<'_>]) -> Self {
        let mut glossed = Self { slots: vec![0; 0x1_0000], counts: Vec::new() };
        for gloss in found {
            let Some(slot) = glossed.slots.get_mut(gloss.of as usize) else { continue };
            if *slot == 0 {
                glossed.counts.push((0, 0));
                *slot = glossed.counts.len() as u16;
            }
            glossed.counts[usize::from(*slot) - 1].0 += 1;
        }
        glossed
    }

    fn see_all(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // Glosses are long: what stands in them is passed over byte by byte, and none of it is glossed.
            let (code, width) = match bytes[at..] {
                [a @ 0xe0..=0xef, b, c, ..] => (usize::from(a & 0xf) << 12 | usize::from(b & 0x3f) << 6 | usize::from(c & 0x3f), 3),
                _ => (0, 1),
            };
            if let slot @ 1.. = self.slots[code] {
                self.counts[usize::from(slot) - 1].1 += 1;
            }
            at += width;
        }
    }

    fn is_usual(&self, c: char) -> bool {
        let slot = self.slots.get(c as usize).map_or(0, |slot| usize::from(*slot));
        slot.checked_sub(1).is_some_and(|slot| self.counts[slot].0 * 3 >= self.counts[slot].1)
    }
}

/// Every `字(zì)` of the text.
fn candidates(input: &str) -> Vec<Gloss<'_>> {
    let mut found: Vec<Gloss<'_>> = Vec::new();
    // A converter glosses a character always alike: what was found out for one holds for the next.
    let mut known: HashMap<char, Gloss<'_>> = HashMap::new();
    for open in memchr_iter(b'(', input.as_bytes()).filter(|open| may_be_syllable(input.as_bytes().get(open + 1))) {
        let (Some(of), behind) = (input[..open].chars().next_back(), &input[open + 1..]) else { continue };
        let same = |gloss: &&Gloss<'_>| behind.strip_prefix(gloss.syllable).is_some_and(|rest| rest.starts_with(')'));
        let gloss = match known.get(&of).filter(same) {
            Some(gloss) => *gloss,
            None => {
                let Some(syllable) = syllable_at(behind) else { continue };
                let gloss = Gloss { at: Span::default(), of, syllable, right: is_reading(of, syllable) };
                known.insert(of, gloss);
                gloss
            }
        };
        found.push(Gloss { at: Span::new(open, open + gloss.syllable.len() + 2), ..gloss });
    }
    found
}

/// Most brackets hold a figure or Chinese characters.
fn may_be_syllable(first: Option<&u8>) -> bool {
    matches!(first, Some(b'a'..=b'z' | 0xc3..=0xc9 | 0xe1))
}

/// Where the gloss ends that a letter of two bytes at `at` stands in.
pub(super) fn end_around(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let near = at.saturating_sub(LONGEST);
    let open = near + memchr::memrchr(b'(', &bytes[near..at])?;
    let behind_wide = open.checked_sub(1).is_some_and(|before| bytes[before] >= 0x80);
    let syllable = syllable_at(&text[open + 1..]).filter(|_| behind_wide)?;
    Some(open + syllable.len() + 2).filter(|end| *end > at)
}

/// Bytes of the longest syllable.
const LONGEST: usize = 11;

/// The syllable with a tone mark that `text` begins with, when `)` follows it.
pub(super) fn syllable_at(text: &str) -> Option<&str> {
    if !may_be_syllable(text.as_bytes().first()) {
        return None;
    }
    let end = text.bytes().take(LONGEST + 1).position(|b| b == b')')?;
    let syllable = text.get(..end)?;
    let mut tones = 0;
    let letters = syllable.chars().all(|c| {
        let toned = !c.is_ascii() && is_toned(c);
        tones += usize::from(toned);
        c.is_ascii_lowercase() || toned || c == 'ü' || c == 'ɡ'
    });
    (letters && tones == 1).then_some(syllable)
}

#[rustfmt::skip]
fn is_toned(c: char) -> bool {
    matches!(
        c,
        'ā' | 'á' | 'ǎ' | 'à' | 'ē' | 'é' | 'ě' | 'è' | 'ī' | 'í' | 'ǐ' | 'ì' | 'ō' | 'ó' | 'ǒ' | 'ò' | 'ū' | 'ú' | 'ǔ' | 'ù'
            | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ă' | 'ĕ' | 'ĭ' | 'ŏ' | 'ŭ' | 'ń' | 'ň' | 'ǹ' | 'ḿ'
    )
}

/// Keeps the glosses of characters that a converter glosses, with a right reading, outside of text glossed throughout.
fn drop_real_ones(found: &mut Vec<Gloss<'_>>) {
    let mut keep = vec![true; found.len()];
    let mut start = 0;
    for n in 0..found.len() {
        // A chain of glossed characters without anything between them ends here.
        let ends = found.get(n + 1).is_none_or(|next| next.at.start != found[n].at.end + next.of.len_utf8());
        if ends {
            let real = found[start..=n].iter().any(|gloss| !gloss.right);
            keep[start..=n].fill(!real);
            start = n + 1;
        }
    }
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(false));
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
