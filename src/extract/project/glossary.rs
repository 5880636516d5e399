//! The words that may stand anywhere in a name, all lists in one tree, so that a name is gone through once.
//!
//! What the words mean is decided in [`super::name`].

use crate::rules::{Faults, Lexicon, Sources, Trie};

/// What is found in a name, as bits.
pub type Kinds = u16;

/// A common word, which names nothing of its own.
pub const GENERIC: Kinds = 1;
/// It tells what something does: the stretch is a clause.
pub const CLAUSAL: Kinds = 1 << 1;
/// A programme that every plan has.
pub const PROGRAMME: Kinds = 1 << 2;
/// Work on what stands already.
pub const EXPANSION: Kinds = 1 << 3;
/// 一期, 二期.
pub const PHASE: Kinds = 1 << 4;
/// The name ends before it: what it shall become, or what the next sentence leans on where a full stop is lost.
pub const ELSEWHERE: Kinds = 1 << 5;
/// A letter a–z.
pub const LATIN: Kinds = 1 << 6;
/// A digit 0–9.
pub const DIGIT: Kinds = 1 << 7;
/// A numeral, 0–9 or 一.
pub const NUMERAL: Kinds = 1 << 8;
/// An opening quote.
pub const QUOTE: Kinds = 1 << 9;
/// A dash or 至 between two characters.
pub const ROUTE: Kinds = 1 << 10;

/// The lists of the pack, by what their words are.
const LISTS: [(&str, Kinds); 4] =
    [("project.generic", GENERIC), ("project.clausal", CLAUSAL), ("project.programmes", PROGRAMME), ("project.expansion", EXPANSION)];

const PHASES: [&str; 5] = ["一期", "二期", "三期", "四期", "五期"];
const ELSEWHERES: [&str; 7] = ["依托", "申报为", "晋升为", "整合为", "升格为", "争创为", "创建为"];

/// The tree of all these words.
#[derive(Debug, Default)]
pub struct Glossary {
    trie: Trie,
    /// By the number of the word.
    kinds: Vec<Kinds>,
}

impl Lexicon for Glossary {
    fn build(sources: &Sources<'_>, _: &mut Faults) -> Self {
        let listed = LISTS.iter().filter_map(|(id, kind)| Some((sources.lists.get(*id)?, *kind)));
        let mut words: Vec<(&str, Kinds)> = listed.flat_map(|(list, kind)| list.iter().map(move |word| (word, kind))).collect();
        words.extend(PHASES.map(|word| (word, PHASE)));
        words.extend(ELSEWHERES.map(|word| (word, ELSEWHERE)));
        words.sort_unstable();
        words.dedup_by(|later, first| {
            let same = later.0 == first.0;
            first.1 |= if same { later.1 } else { 0 };
            same
        });
        Self { trie: Trie::new(words.iter().map(|(word, _)| *word)), kinds: words.iter().map(|(_, kinds)| *kinds).collect() }
    }
}

/// What one way through a name finds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Survey {
    /// All that stands anywhere in it.
    pub kinds: Kinds,
    pub chars: usize,
    /// Han characters in runs of two or more that no common word covers, the longest run of each gap counted.
    pub proper: usize,
    /// The bytes of the common word it begins with.
    pub common_head: usize,
    /// Where the first word stands before which a name ends.
    pub elsewhere: Option<usize>,
    /// The ends of the first signs of places that stand behind something proper, as far as there are any.
    pub place_ends: [u8; 4],
}

impl Survey {
    pub fn has(&self, kinds: Kinds) -> bool {
        self.kinds & kinds != 0
    }

    fn note_place(&mut self, end: usize) {
        if let Some(free) = self.place_ends.iter_mut().find(|end| **end == 0) {
            *free = end as u8;
        }
    }
}

/// The stretch between two common words.
#[derive(Default)]
struct Gap {
    run: usize,
    longest: usize,
}

impl Gap {
    fn end_run(&mut self) {
        self.longest = self.longest.max(self.run);
        self.run = 0;
    }

    fn is_proper(&self) -> bool {
        self.run.max(self.longest) > 1
    }

    /// Ends the gap; the length of its longest run. A single character between words is a suffix or a short form more often than a
    /// part of a name.
    fn close(&mut self) -> usize {
        self.end_run();
        let length = std::mem::take(&mut self.longest);
        if length > 1 { length } else { 0 }
    }
}

impl Glossary {
    /// Goes through a name.
    pub fn survey(&self, name: &str) -> Survey {
        let mut survey = Survey::default();
        let (mut gap, mut covered) = (Gap::default(), 0);
        for (at, c) in name.char_indices() {
            survey.chars += 1;
            survey.kinds |= sign(c, at, at + c.len_utf8() == name.len());
            let common = self.words(name, at, &mut survey);
            if is_place_sign(c) && (3..=24).contains(&at) && (survey.proper > 0 || gap.is_proper()) {
                survey.note_place(at + c.len_utf8());
            }
            if at < covered {
                continue;
            }
            if common > 0 {
                survey.proper += gap.close();
                covered = at + common;
            } else if ('\u{4e00}'..='\u{9fff}').contains(&c) {
                gap.run += 1;
            } else {
                gap.end_run();
            }
        }
        survey.proper += gap.close();
        survey
    }

    /// Notes the words that begin at one place; the bytes of the longest common one.
    fn words(&self, name: &str, at: usize, survey: &mut Survey) -> usize {
        let mut common = 0;
        self.trie.each(&name[at..], |word, len| {
            let kinds = self.kinds[word as usize];
            survey.kinds |= kinds;
            if kinds & GENERIC != 0 {
                common = len;
            }
            if kinds & ELSEWHERE != 0 && at >= 6 && survey.elsewhere.is_none() {
                survey.elsewhere = Some(at);
            }
        });
        if at == 0 {
            survey.common_head = common;
        }
        common
    }
}

/// What a single character tells.
fn sign(c: char, at: usize, last: bool) -> Kinds {
    match c {
        '0'..='9' => DIGIT | NUMERAL,
        'a'..='z' | 'A'..='Z' => LATIN,
        '“' | '"' => QUOTE,
        '—' | '-' | '至' | '~' if at > 0 && !last => ROUTE,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '两' | '百' => NUMERAL,
        _ => 0,
    }
}

/// What the names of places end in.
fn is_place_sign(c: char) -> bool {
    matches!(c, '县' | '市' | '区' | '镇' | '州' | '乡' | '山' | '江' | '河' | '湖' | '岛' | '湾' | '村' | '旗')
}
