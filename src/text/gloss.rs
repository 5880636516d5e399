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
}

/// The glosses of a text that a converter put there, in order.
pub(super) fn find(input: &str) -> Vec<Gloss<'_>> {
    let mut found = candidates(input);
    drop_real_ones(&mut found);
    let mut counts: HashMap<char, (usize, usize)> = HashMap::new();
    for gloss in &found {
        counts.entry(gloss.of).or_default().0 += 1;
    }
    let traditional = found.iter().filter(|gloss| script::script_of(gloss.of) == Some(Script::Traditional)).count();
    // Two kinds of character do where they are Traditional; text made Simplified later needs more.
    let enough = if traditional * 2 > found.len() { counts.len() >= 2 && found.len() >= 3 } else { counts.len() >= 5 && found.len() >= 10 };
    if !enough {
        return Vec::new();
    }
    for c in input.chars().filter(|c| !c.is_ascii()) {
        if let Some(count) = counts.get_mut(&c) {
            count.1 += 1;
        }
    }
    // A character that mostly stands without a gloss has none from a converter.
    found.retain(|gloss| counts.get(&gloss.of).is_some_and(|(glossed, all)| glossed * 3 >= *all));
    found
}

/// Every `字(zì)` of the text.
fn candidates(input: &str) -> Vec<Gloss<'_>> {
    let mut found = Vec::new();
    for open in memchr_iter(b'(', input.as_bytes()) {
        if let Some(syllable) = syllable_at(&input[open + 1..])
            && let Some(of) = input[..open].chars().next_back()
        {
            found.push(Gloss { at: Span::new(open, open + syllable.len() + 2), of, syllable });
        }
    }
    found
}

/// The syllable with a tone mark that `text` begins with, when `)` follows it.
pub(super) fn syllable_at(text: &str) -> Option<&str> {
    let end = text.bytes().take(12).position(|b| b == b')')?;
    let syllable = text.get(..end)?;
    let mut tones = 0;
    let letters = syllable.chars().all(|c| {
        tones += usize::from(is_toned(c));
        c.is_ascii_lowercase() || c == 'ü' || c == 'ɡ' || is_toned(c)
    });
    (letters && tones == 1).then_some(syllable)
}

fn is_toned(c: char) -> bool {
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜăĕĭŏŭńňǹḿ".contains(c)
}

/// Keeps the glosses of characters that a converter glosses, with a right reading, outside of text glossed throughout.
fn drop_real_ones(found: &mut Vec<Gloss<'_>>) {
    let ours: Vec<bool> = found.iter().map(|gloss| is_reading(gloss.of, gloss.syllable)).collect();
    let mut keep = vec![true; found.len()];
    let mut start = 0;
    for n in 0..found.len() {
        // A chain of glossed characters without anything between them ends here.
        let ends = found.get(n + 1).is_none_or(|next| next.at.start != found[n].at.end + next.of.len_utf8());
        if ends {
            let real = ours[start..=n].iter().any(|ours| !ours);
            keep[start..=n].fill(!real);
            start = n + 1;
        }
    }
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(false));
}

/// Whether a converter may have glossed `c` with `syllable`: it changes between the scripts and has that reading.
pub(super) fn is_reading(c: char, syllable: &str) -> bool {
    let plain: String = syllable.chars().map(plain_letter).collect();
    READINGS.get(&c).is_some_and(|readings| readings.split(',').any(|reading| reading == plain))
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
static READINGS: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    let lines = include_str!("data/readings.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once(' ')).flat_map(|(readings, chars)| chars.chars().map(move |c| (c, readings))).collect()
});

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
