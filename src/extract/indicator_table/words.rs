//! The words of tables as the pack holds them, with the header words of all kinds in one automaton.

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};

use crate::rules::{Faults, Lexicon, Pack, Sources, WordList};

/// What a word of a header says about its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeaderWord {
    Group,
    RowNo,
    Name,
    Unit,
    Attribute,
    Baseline,
    Target,
    Actual,
    Growth,
    Cumulative,
    Note,
    Than,
    Filler,
}

const HEADER_LISTS: [(&str, HeaderWord); 13] = [
    ("table.header.group", HeaderWord::Group),
    ("table.header.row_no", HeaderWord::RowNo),
    ("table.header.name", HeaderWord::Name),
    ("table.header.unit", HeaderWord::Unit),
    ("table.header.attribute", HeaderWord::Attribute),
    ("table.header.baseline", HeaderWord::Baseline),
    ("table.header.target", HeaderWord::Target),
    ("table.header.actual", HeaderWord::Actual),
    ("table.header.growth", HeaderWord::Growth),
    ("table.header.cumulative", HeaderWord::Cumulative),
    ("table.header.note", HeaderWord::Note),
    ("table.header.than", HeaderWord::Than),
    ("table.header.filler", HeaderWord::Filler),
];

/// The header words of a pack, compiled once for all documents.
#[derive(Debug, Default)]
pub struct HeaderWords {
    automaton: Option<AhoCorasick>,
    kinds: Vec<HeaderWord>,
}

impl Lexicon for HeaderWords {
    fn build(sources: &Sources<'_>, _: &mut Faults) -> Self {
        Self::new(|id| sources.lists.get(id))
    }
}

impl HeaderWords {
    /// Compiles the header lists that `list` gives. A word of two lists keeps the kind of the first.
    fn new<'a>(list: impl Fn(&str) -> Option<&'a WordList>) -> Self {
        let pairs = || HEADER_LISTS.iter().filter_map(|&(id, kind)| Some((list(id)?, kind)));
        let words: Vec<(&str, HeaderWord)> = pairs().flat_map(|(list, kind)| list.iter().map(move |word| (word, kind))).collect();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .start_kind(StartKind::Both)
            .build(words.iter().map(|(word, _)| word.as_bytes()))
            .ok()
            .filter(|_| !words.is_empty());
        Self { automaton, kinds: words.into_iter().map(|(_, kind)| kind).collect() }
    }

    /// The longest header word that the text begins with, and its length.
    pub(super) fn prefix(&self, text: &str) -> Option<(HeaderWord, usize)> {
        let hit = self.automaton.as_ref()?.find(Input::new(text).anchored(Anchored::Yes))?;
        Some((self.kinds[hit.pattern().as_usize()], hit.end()))
    }
}

/// The lists that cells and rows are read with.
#[derive(Clone, Copy)]
pub(super) struct Words<'p> {
    pub(super) header: &'p HeaderWords,
    pub(super) binding: &'p WordList,
    pub(super) expected: &'p WordList,
    pub(super) group: &'p WordList,
    pub(super) dash: &'p WordList,
    pub(super) text_start: &'p WordList,
    pub(super) text_whole: &'p WordList,
    pub(super) growth_name: &'p WordList,
    pub(super) money: &'p WordList,
    pub(super) review: &'p WordList,
    pub(super) continued: &'p WordList,
    pub(super) ge: &'p WordList,
    pub(super) gt: &'p WordList,
    pub(super) le: &'p WordList,
    pub(super) lt: &'p WordList,
    pub(super) approx: &'p WordList,
    /// The bound words that stand behind a figure.
    pub(super) behind: &'p WordList,
    pub(super) verb: &'p WordList,
    pub(super) change: &'p WordList,
}

impl<'p> Words<'p> {
    pub(super) fn new(pack: &'p Pack) -> Self {
        let words = |id| pack.words(id);
        Self {
            header: pack.lexicon::<HeaderWords>(),
            binding: words("table.attribute.binding"),
            expected: words("table.attribute.expected"),
            group: words("table.group"),
            dash: words("table.cell.dash"),
            text_start: words("table.cell.text"),
            text_whole: words("table.cell.text_whole"),
            growth_name: words("table.name.growth"),
            money: words("table.unit.money"),
            review: words("table.title.review"),
            continued: words("table.continued"),
            ge: words("table.bound.ge"),
            gt: words("table.bound.gt"),
            le: words("table.bound.le"),
            lt: words("table.bound.lt"),
            approx: words("table.bound.approx"),
            behind: words("table.bound.behind"),
            verb: words("table.cell.verb"),
            change: words("table.cell.change"),
        }
    }
}
