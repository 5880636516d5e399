//! Merged automata: any number of patterns in one lazily built DFA, so that a walk over the text costs the same for all of them.
//!
//! They are walked letter by letter of their own [`Alphabet`]; places are those of the text.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::Arc;

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind, PatternID};
use regex_syntax::hir::Hir;

use super::alphabet::{Alphabet, Parts};
use super::firsts::Firsts;

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

/// Lists of patterns are kept up to this many numbers.
const LIST_NUMBERS: usize = 1 << 20;

/// What one thread needs to walk an automaton: the states built by now, and which patterns match in each.
#[derive(Debug)]
pub struct Walker {
    cache: Cache,
    /// Where in `numbers` the patterns of a state stand.
    lists: HashMap<LazyStateID, (u32, u32), BuildHasherDefault<StateHasher>>,
    numbers: Vec<u32>,
    /// How often the cache had been cleared when the lists were begun: states are numbered anew then.
    clears: usize,
}

/// States are numbered in steps: one multiplication spreads them well enough.
#[derive(Debug, Default)]
struct StateHasher(u64);

impl Hasher for StateHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u32(u32::from(byte)));
    }
    fn write_u32(&mut self, number: u32) {
        self.0 = (self.0 ^ u64::from(number)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(26);
    }
}

impl Walker {
    /// The patterns that match in a state.
    fn patterns(&mut self, dfa: &DFA, state: LazyStateID) -> &[u32] {
        if self.clears != self.cache.clear_count() || self.numbers.len() > LIST_NUMBERS {
            self.clears = self.cache.clear_count();
            self.lists.clear();
            self.numbers.clear();
        }
        let (cache, numbers) = (&self.cache, &mut self.numbers);
        let &mut (start, end) = self.lists.entry(state).or_insert_with(|| {
            let start = numbers.len() as u32;
            let matched = (0..dfa.match_len(cache, state)).map(|index| dfa.match_pattern(cache, state, index).as_u32());
            numbers.extend(matched);
            (start, numbers.len() as u32)
        });
        &self.numbers[start as usize..end as usize]
    }
}

/// The patterns of one side, merged.
#[derive(Debug)]
pub struct Automaton {
    alphabet: Alphabet,
    dfa: DFA,
    /// With what a match beside its start may begin; none where every walk has to be made.
    firsts: Option<Firsts>,
    /// Whether a pattern asks where it stands: at the start of a text or of a line.
    looks: bool,
}

impl Automaton {
    /// Merges the patterns; pattern `i` is number `i`. None of no patterns.
    pub fn new(parts: &Arc<Parts>, patterns: &[&Hir], way: Way) -> Result<Option<Self>, String> {
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
        Ok(Some(Self { alphabet, dfa, firsts: Firsts::of(parts, patterns, way), looks }))
    }

    /// A walker for one thread.
    pub fn walker(&self) -> Walker {
        Walker { cache: self.dfa.create_cache(), lists: HashMap::default(), numbers: Vec::new(), clears: 0 }
    }

    /// Every match that begins at `from`, with its patterns and end, ends growing.
    pub fn walk_right(&self, walker: &mut Walker, text: &str, from: usize, to: usize, hit: impl FnMut(&[u32], usize)) {
        self.forward(walker, text, from, to, Anchored::Yes, hit);
    }

    /// Every match in the text, with its patterns and end, ends growing.
    pub fn scan(&self, walker: &mut Walker, text: &str, hit: impl FnMut(&[u32], usize)) {
        self.forward(walker, text, 0, text.len(), Anchored::No, hit);
    }

    /// Every match that ends at `from`, with its patterns and start, starts shrinking.
    pub fn walk_left(&self, walker: &mut Walker, text: &str, from: usize, to: usize, hit: impl FnMut(&[u32], usize)) {
        self.backward(walker, text, to, from, Anchored::Yes, hit);
    }

    /// What matches beside a character over which no walk gets: the patterns that nothing matches. None where it may get on.
    /// The character is told by its part; there is none at the end of a scope.
    #[inline]
    pub fn in_vain(&self, beside: Option<u16>) -> Option<&[u32]> {
        let firsts = self.firsts.as_ref()?;
        let goes_on = beside.is_some_and(|part| firsts.hold(part));
        (!goes_on).then_some(&firsts.empty)
    }

    /// The smallest start of the matches of one pattern that end at `from`.
    pub fn start_of(&self, walker: &mut Walker, text: &str, pattern: usize, from: usize, to: usize) -> Option<usize> {
        let anchored = Anchored::Pattern(PatternID::new(pattern).ok()?);
        let mut start = None;
        self.backward(walker, text, to, from, anchored, |_, at| start = Some(at));
        start
    }

    // A lazy DFA fails only on quit bytes, which come of word borders (refused when the pack is read), and when told to give
    // up, which it is not; a walk that failed would end early.
    fn forward(&self, walker: &mut Walker, text: &str, from: usize, to: usize, anchored: Anchored, mut hit: impl FnMut(&[u32], usize)) {
        let before = || text[..from].chars().next_back().map(|c| self.last_byte(c));
        let begin = start::Config::new().anchored(anchored).look_behind(self.beside(before));
        let Ok(mut state) = self.dfa.start_state(&mut walker.cache, &begin) else { return };
        for (at, c) in text[from..to].char_indices() {
            for &byte in self.alphabet.letter(c).bytes() {
                let Ok(next) = self.dfa.next_state(&mut walker.cache, state, byte) else { return };
                state = next;
                if state.is_tagged() && !self.report(walker, state, from + at, &mut hit) {
                    return;
                }
            }
        }
        let behind = || text[to..].chars().next().map(|c| self.first_byte(c));
        self.finish(walker, state, self.beside(behind), to, hit);
    }

    fn backward(&self, walker: &mut Walker, text: &str, from: usize, to: usize, anchored: Anchored, mut hit: impl FnMut(&[u32], usize)) {
        let behind = || text[to..].chars().next().map(|c| self.first_byte(c));
        let begin = start::Config::new().anchored(anchored).look_behind(self.beside(behind));
        let Ok(mut state) = self.dfa.start_state(&mut walker.cache, &begin) else { return };
        for (at, c) in text[from..to].char_indices().rev() {
            for &byte in self.alphabet.letter(c).bytes().iter().rev() {
                let Ok(next) = self.dfa.next_state(&mut walker.cache, state, byte) else { return };
                state = next;
                if state.is_tagged() && !self.report(walker, state, from + at + c.len_utf8(), &mut hit) {
                    return;
                }
            }
        }
        let before = || text[..from].chars().next_back().map(|c| self.last_byte(c));
        self.finish(walker, state, self.beside(before), from, hit);
    }

    /// The byte beside the range of a walk, where a pattern looks at it.
    fn beside(&self, byte: impl FnOnce() -> Option<u8>) -> Option<u8> {
        if self.looks { byte() } else { None }
    }

    /// The last step of a walk, over the byte behind its range or the end of the text, tells what matches at its end.
    fn finish(&self, walker: &mut Walker, state: LazyStateID, behind: Option<u8>, at: usize, mut hit: impl FnMut(&[u32], usize)) {
        let last = match behind {
            Some(byte) => self.dfa.next_state(&mut walker.cache, state, byte),
            None => self.dfa.next_eoi_state(&mut walker.cache, state),
        };
        if let Ok(state) = last {
            self.report(walker, state, at, &mut hit);
        }
    }

    fn first_byte(&self, c: char) -> u8 {
        self.alphabet.letter(c).bytes()[0]
    }

    fn last_byte(&self, c: char) -> u8 {
        self.alphabet.letter(c).last()
    }

    /// Tells the matches of a state, which is one byte behind. False where the walk can find no more.
    fn report(&self, walker: &mut Walker, state: LazyStateID, at: usize, hit: &mut impl FnMut(&[u32], usize)) -> bool {
        if state.is_match() {
            hit(walker.patterns(&self.dfa, state), at);
        }
        !state.is_dead() && !state.is_quit()
    }
}
