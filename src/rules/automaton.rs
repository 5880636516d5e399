//! Merged automata: any number of patterns in one lazily built DFA, so that a walk over the text costs the same for all of them.
//!
//! They are walked character by character; places are those of the text. A step that was made before is looked up ([`Steps`]), and
//! only a new one is made in the DFA, letter by letter of the automaton's own [`Alphabet`].

use std::collections::HashMap;
use std::sync::Arc;

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind, PatternID};
use regex_syntax::hir::Hir;

use super::alphabet::{Alphabet, NOTHING, Parts};
use super::marks::{Marks, join};
use super::steps::{Steps, Target};

/// Which way an automaton reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// From left to right.
    Right,
    /// From right to left.
    Left,
}

/// States are kept up to this many bytes for each automaton and thread; beyond it they are built anew.
const CACHE_BYTES: usize = 16 << 20;

/// Steps, and words of marks, are kept up to this many.
const KEPT: usize = 1 << 20;

/// What one thread needs to walk an automaton: the steps made by now, and the states of the lazy DFA by which new ones are made.
#[derive(Debug)]
pub struct Walker {
    cache: Cache,
    steps: Steps,
    /// By number, behind those that a walk begins at.
    states: Vec<State>,
    numbers: HashMap<(Option<LazyStateID>, Vec<u64>), u32>,
    /// The marks of the patterns that match in each state, joined.
    joined: Vec<u64>,
    /// Where each walk begins, if its patterns look at nothing that stands beside it.
    first: Option<u32>,
    /// How often the cache had been cleared when the first state was numbered: the DFA numbers its own anew then.
    clears: usize,
}

/// Where a walk stands behind a character.
#[derive(Clone, Copy, Debug)]
struct State {
    /// None where the walk can find no more.
    inner: Option<LazyStateID>,
    /// Where in `joined` the marks begin of the patterns that match before the character.
    joined: u32,
}

/// Where a walk is before it has stepped over what stands beside its range, when it finds what begins at its start.
const HERE: u32 = 0;
/// The same when it finds what begins anywhere.
const ANYWHERE: u32 = 1;
/// States of the DFA have numbers from here on.
const STATES: u32 = 2;

impl Walker {
    /// The marks of the patterns that match before the character of a step, so many words.
    #[inline]
    fn joined(&self, step: Target, width: usize) -> &[u64] {
        let start = self.states[(step.state() - STATES) as usize].joined as usize;
        &self.joined[start..start + width]
    }

    /// Whether what is known holds no longer, or is too much.
    fn is_outworn(&self) -> bool {
        self.clears != self.cache.clear_count() || self.steps.len().max(self.joined.len()) > KEPT
    }

    /// Forgets what holds no longer; whether it did.
    fn renew(&mut self) -> bool {
        let outworn = self.is_outworn();
        if outworn {
            self.forget();
        }
        outworn
    }

    fn forget(&mut self) {
        self.clears = self.cache.clear_count();
        self.steps.forget();
        self.first = None;
        self.states.clear();
        self.numbers.clear();
        self.joined.clear();
    }

    /// The step to a state of the DFA.
    fn target(&mut self, inner: Option<LazyStateID>, marks: Vec<u64>) -> Target {
        let (matches, next) = (marks.iter().any(|word| *word != 0), STATES + self.states.len() as u32);
        let state = *self.numbers.entry((inner, marks)).or_insert_with_key(|(_, marks)| {
            self.states.push(State { inner, joined: self.joined.len() as u32 });
            self.joined.extend(if matches { &marks[..] } else { &[] });
            next
        });
        Target::new(state, inner.is_none(), matches)
    }
}

/// Where a walk to the right from `from` ends: at the last border of characters within its reach.
pub fn right_end(text: &str, from: usize, reach: usize) -> usize {
    text.floor_char_boundary(from.saturating_add(reach)).max(from)
}

/// Where a walk to the left from `from` ends: at the first border of characters beyond its reach.
pub fn left_end(text: &str, from: usize, reach: usize) -> usize {
    text.floor_char_boundary(from.saturating_sub(reach))
}

/// The patterns of one side, merged.
#[derive(Debug)]
pub struct Automaton {
    alphabet: Alphabet,
    dfa: DFA,
    /// Of each pattern; a match is told by them.
    marks: Marks,
    /// Whether a pattern asks where it stands: at the start of a text or of a line.
    looks: bool,
    way: Way,
}

impl Automaton {
    /// Merges the patterns, each with its marks, which are not empty. None of no patterns.
    pub fn new(parts: &Arc<Parts>, patterns: &[&Hir], marks: Marks, way: Way) -> Result<Option<Self>, String> {
        if patterns.is_empty() {
            return Ok(None);
        }
        let alphabet = Alphabet::new(parts, patterns)?;
        let looks = patterns.iter().any(|hir| !hir.properties().look_set().is_empty());
        let spelt: Vec<Hir> = patterns.iter().map(|hir| alphabet.spell(hir)).collect();
        let config = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None).reverse(way == Way::Left);
        let nfa = thompson::Compiler::new().configure(config).build_many_from_hir(&spelt).map_err(|error| error.to_string())?;
        let config = DFA::config()
            .match_kind(MatchKind::All)
            .starts_for_each_pattern(way == Way::Left)
            .cache_capacity(CACHE_BYTES)
            .skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).map_err(|error| error.to_string())?;
        Ok(Some(Self { alphabet, dfa, marks, looks, way }))
    }

    /// A walker for one thread.
    pub fn walker(&self) -> Walker {
        Walker {
            cache: self.dfa.create_cache(),
            steps: Steps::new(self.alphabet.len()),
            states: Vec::new(),
            numbers: HashMap::new(),
            joined: Vec::new(),
            first: None,
            clears: 0,
        }
    }

    /// Every match that begins at `from` and is no longer than `reach`: the marks of the patterns, and the end; ends growing.
    #[inline]
    pub fn walk_right(&self, walker: &mut Walker, text: &str, from: usize, reach: usize, hit: impl FnMut(&[u64], usize)) {
        let state = self.begin(walker, || text[..from].chars().next_back());
        self.forward(walker, text, (from, reach), state, hit);
    }

    /// Every match in the text: the marks of the patterns, and the end; ends growing.
    pub fn scan(&self, walker: &mut Walker, text: &str, hit: impl FnMut(&[u64], usize)) {
        let state = self.step(walker, ANYWHERE, NOTHING).state();
        self.forward(walker, text, (0, text.len()), state, hit);
    }

    /// Every match that ends at `from` and is about as long as `reach` at most: the marks of the patterns, and the start; starts shrinking.
    #[inline]
    pub fn walk_left(&self, walker: &mut Walker, text: &str, from: usize, reach: usize, hit: impl FnMut(&[u64], usize)) {
        let state = self.begin(walker, || text[from..].chars().next());
        self.backward(walker, text, (from, reach), state, hit);
    }

    /// The smallest start of the matches of one pattern that end at `from`.
    pub fn start_of(&self, walker: &mut Walker, text: &str, pattern: u32, from: usize, reach: usize) -> Option<usize> {
        let anchored = Anchored::Pattern(PatternID::new(pattern as usize).ok()?);
        let behind = self.beside(|| text[from..].chars().next());
        let inner = self.enter(walker, anchored, behind);
        walker.renew();
        let (state, mut start) = (walker.target(inner, self.no_marks()).state(), None);
        self.backward(walker, text, (from, reach), state, |_, at| start = Some(at));
        start
    }

    #[inline]
    fn forward(&self, walker: &mut Walker, text: &str, (from, reach): (usize, usize), state: u32, hit: impl FnMut(&[u64], usize)) {
        let end = right_end(text, from, reach);
        let mut rest = text[from..end].chars();
        let chars = std::iter::from_fn(|| {
            let at = end - rest.as_str().len();
            rest.next().map(|c| (at, c))
        });
        self.walk(walker, state, chars, end, || self.beside(|| text[end..].chars().next()), hit);
    }

    #[inline]
    fn backward(&self, walker: &mut Walker, text: &str, (from, reach): (usize, usize), state: u32, hit: impl FnMut(&[u64], usize)) {
        let end = left_end(text, from, reach);
        let mut rest = text[end..from].chars();
        let chars = std::iter::from_fn(|| {
            let at = end + rest.as_str().len();
            rest.next_back().map(|c| (at, c))
        });
        self.walk(walker, state, chars, end, || self.beside(|| text[..end].chars().next_back()), hit);
    }

    /// Where a walk begins beside a character.
    #[inline]
    fn begin(&self, walker: &mut Walker, c: impl FnOnce() -> Option<char>) -> u32 {
        if let Some(first) = walker.first {
            return first;
        }
        let letter = self.beside(c);
        let state = self.step(walker, HERE, letter).state();
        walker.first = (!self.looks).then_some(state);
        state
    }

    /// The number of the letter beside the range of a walk, where a pattern looks at it.
    fn beside(&self, c: impl FnOnce() -> Option<char>) -> u16 {
        let c = if self.looks { c() } else { None };
        c.map_or(NOTHING, |c| self.alphabet.number(c))
    }

    /// Each character comes with the place before it; the letter behind the last is asked for where the walk gets there. What
    /// matches at a place is known when what stands behind it has been stepped over.
    #[inline]
    fn walk(
        &self,
        walker: &mut Walker,
        mut state: u32,
        chars: impl Iterator<Item = (usize, char)>,
        end: usize,
        behind: impl FnOnce() -> u16,
        mut hit: impl FnMut(&[u64], usize),
    ) {
        for (at, c) in chars {
            let step = self.step(walker, state, self.alphabet.number(c));
            if step.matches() {
                hit(walker.joined(step, self.marks.width()), at);
            }
            if step.is_dead() {
                return;
            }
            state = step.state();
        }
        let step = self.step(walker, state, behind());
        if step.matches() {
            hit(walker.joined(step, self.marks.width()), end);
        }
    }

    #[inline]
    fn step(&self, walker: &mut Walker, state: u32, letter: u16) -> Target {
        walker.steps.get(state, letter).unwrap_or_else(|| self.explore(walker, state, letter))
    }

    /// A step that was not made before.
    #[cold]
    fn explore(&self, walker: &mut Walker, state: u32, letter: u16) -> Target {
        let mut marks = self.no_marks();
        let inner = match state {
            HERE => self.enter(walker, Anchored::Yes, letter),
            ANYWHERE => self.enter(walker, Anchored::No, letter),
            _ => self.pass(walker, walker.states[(state - STATES) as usize].inner, letter, &mut marks),
        };
        let renewed = walker.renew();
        let target = walker.target(inner, marks);
        if !renewed {
            walker.steps.add(state, letter, target);
        }
        target
    }

    // A lazy DFA fails only on quit bytes, which come of word borders (refused when the pack is read), and when told to give
    // up, which it is not; a walk that failed would end early, as if it could find no more.

    /// The state of the DFA at which a walk begins that a letter stands beside.
    fn enter(&self, walker: &mut Walker, anchored: Anchored, letter: u16) -> Option<LazyStateID> {
        let letter = self.alphabet.spelt(letter);
        let byte = if self.way == Way::Right { letter.last() } else { letter.first() };
        let config = start::Config::new().anchored(anchored).look_behind(byte.copied());
        self.dfa.start_state(&mut walker.cache, &config).ok()
    }

    /// The state behind a letter, or behind the end; the marks of the patterns that match before it are put to `marks`.
    fn pass(&self, walker: &mut Walker, from: Option<LazyStateID>, letter: u16, marks: &mut [u64]) -> Option<LazyStateID> {
        let mut state = from?;
        if letter == NOTHING {
            state = self.dfa.next_eoi_state(&mut walker.cache, state).ok()?;
            self.note(walker, state, marks);
            return None;
        }
        let bytes = self.alphabet.spelt(letter);
        for step in 0..bytes.len() {
            let byte = bytes[if self.way == Way::Right { step } else { bytes.len() - 1 - step }];
            state = self.dfa.next_state(&mut walker.cache, state, byte).ok()?;
            self.note(walker, state, marks);
        }
        (!state.is_dead() && !state.is_quit()).then_some(state)
    }

    fn no_marks(&self) -> Vec<u64> {
        vec![0; self.marks.width()]
    }

    /// Adds the marks of the patterns that match in a state, which is one byte behind.
    fn note(&self, walker: &Walker, state: LazyStateID, marks: &mut [u64]) {
        if state.is_match() {
            let matched = (0..self.dfa.match_len(&walker.cache, state)).map(|index| self.dfa.match_pattern(&walker.cache, state, index));
            matched.for_each(|pattern| join(marks, self.marks.of(pattern.as_usize())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::marks::numbers;
    use super::*;
    use proptest::prelude::*;
    use regex::Regex;

    const PATTERNS: [&str; 5] = ["甲(?:乙|丙)*", "[^甲,]{1,3}丙", "乙?丁", "(?:甲乙丙|甲乙)", "[甲乙丙丁]*,"];

    fn automaton(way: Way) -> Automaton {
        let hirs = PATTERNS.map(|pattern| regex_syntax::parse(pattern).unwrap());
        let parts = Arc::new(Parts::new(hirs.iter()).unwrap());
        Automaton::new(&parts, &hirs.each_ref(), Marks::own(PATTERNS.len()), way).unwrap().unwrap()
    }

    /// The patterns that match whole pieces, with the place of each piece that is looked at.
    fn expected<'t>(pieces: impl Iterator<Item = (usize, &'t str)>) -> Vec<(Vec<u32>, usize)> {
        let whole = PATTERNS.map(|pattern| Regex::new(&format!("^(?:{pattern})$")).unwrap());
        let matched = |piece: &str| (0..).zip(&whole).filter(|(_, regex)| regex.is_match(piece)).map(|(number, _)| number).collect();
        pieces.map(|(place, piece)| (matched(piece), place)).filter(|(matched, _): &(Vec<u32>, _)| !matched.is_empty()).collect()
    }

    proptest! {
        #[test]
        fn walks_find_what_expressions_match(texts in prop::collection::vec("[甲乙丙丁,a]{0,9}", 1..5), reach in 0usize..24) {
            let (right, left) = (automaton(Way::Right), automaton(Way::Left));
            // The later walks step where the earlier ones did.
            let (mut rightward, mut leftward) = (right.walker(), left.walker());
            for text in &texts {
                let (len, mut found) = (text.len(), Vec::new());
                let places = || (0..=len).filter(|at| text.is_char_boundary(*at));
                right.walk_right(&mut rightward, text, 0, reach, |marks, at| found.push((numbers(marks).collect(), at)));
                prop_assert_eq!(&found, &expected(places().filter(|at| *at <= reach).map(|at| (at, &text[..at]))));
                found.clear();
                left.walk_left(&mut leftward, text, len, reach, |marks, at| found.push((numbers(marks).collect(), at)));
                let first = left_end(text, len, reach);
                prop_assert_eq!(&found, &expected(places().rev().filter(|at| *at >= first).map(|at| (at, &text[at..]))));
            }
        }
    }
}
