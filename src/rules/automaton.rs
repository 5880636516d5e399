//! Merged automata: any number of patterns in one lazily built DFA, so that a walk over the text costs the same for all of them.

use regex_automata::hybrid::LazyStateID;
use regex_automata::hybrid::dfa::{Cache, DFA};
use regex_automata::nfa::thompson::{self, WhichCaptures};
use regex_automata::{Anchored, Input, MatchKind, PatternID};
use regex_syntax::hir::Hir;

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

/// The patterns of one side, merged.
#[derive(Debug)]
pub struct Automaton {
    dfa: DFA,
}

impl Automaton {
    /// Merges the patterns; pattern `i` is number `i`. None of no patterns.
    pub fn new(patterns: &[&Hir], way: Way) -> Result<Option<Self>, String> {
        if patterns.is_empty() {
            return Ok(None);
        }
        let config = thompson::Config::new().which_captures(WhichCaptures::None).reverse(way == Way::Left);
        let nfa = thompson::Compiler::new().configure(config).build_many_from_hir(patterns).map_err(|error| error.to_string())?;
        let config = DFA::config()
            .match_kind(MatchKind::All)
            .starts_for_each_pattern(way == Way::Left)
            .cache_capacity(CACHE_BYTES)
            .skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).map_err(|error| error.to_string())?;
        Ok(Some(Self { dfa }))
    }

    /// A cache for one thread.
    pub fn cache(&self) -> Cache {
        self.dfa.create_cache()
    }

    /// Every match that begins at `from`, with its pattern and end, ends growing.
    pub fn walk_right(&self, cache: &mut Cache, text: &str, from: usize, to: usize, hit: impl FnMut(usize, usize)) {
        self.forward(cache, Input::new(text).range(from..to).anchored(Anchored::Yes), hit);
    }

    /// Every match in the text, with its pattern and end, ends growing.
    pub fn scan(&self, cache: &mut Cache, text: &str, hit: impl FnMut(usize, usize)) {
        self.forward(cache, Input::new(text), hit);
    }

    /// Every match that ends at `from`, with its pattern and start, starts shrinking.
    pub fn walk_left(&self, cache: &mut Cache, text: &str, from: usize, to: usize, hit: impl FnMut(usize, usize)) {
        self.backward(cache, Input::new(text).range(to..from).anchored(Anchored::Yes), hit);
    }

    /// The smallest start of the matches of one pattern that end at `from`.
    pub fn start_of(&self, cache: &mut Cache, text: &str, pattern: usize, from: usize, to: usize) -> Option<usize> {
        let anchored = Anchored::Pattern(PatternID::new(pattern).ok()?);
        let mut start = None;
        self.backward(cache, Input::new(text).range(to..from).anchored(anchored), |_, at| start = Some(at));
        start
    }

    // A lazy DFA fails only on quit bytes, which come of word borders (refused when the pack is read), and when told to give
    // up, which it is not; a walk that failed would end early.
    fn forward(&self, cache: &mut Cache, input: Input<'_>, mut hit: impl FnMut(usize, usize)) {
        let Ok(mut state) = self.dfa.start_state_forward(cache, &input) else { return };
        let bytes = input.haystack();
        for (at, &byte) in (input.start()..).zip(&bytes[input.get_range()]) {
            let Ok(next) = self.dfa.next_state(cache, state, byte) else { return };
            state = next;
            if state.is_tagged() && !self.report(cache, state, at, &mut hit) {
                return;
            }
        }
        let last = match bytes.get(input.end()) {
            Some(&byte) => self.dfa.next_state(cache, state, byte),
            None => self.dfa.next_eoi_state(cache, state),
        };
        if let Ok(state) = last {
            self.report(cache, state, input.end(), &mut hit);
        }
    }

    fn backward(&self, cache: &mut Cache, input: Input<'_>, mut hit: impl FnMut(usize, usize)) {
        let Ok(mut state) = self.dfa.start_state_reverse(cache, &input) else { return };
        let bytes = input.haystack();
        for at in (input.start()..input.end()).rev() {
            let Ok(next) = self.dfa.next_state(cache, state, bytes[at]) else { return };
            state = next;
            if state.is_tagged() && !self.report(cache, state, at + 1, &mut hit) {
                return;
            }
        }
        let last = match input.start().checked_sub(1) {
            Some(before) => self.dfa.next_state(cache, state, bytes[before]),
            None => self.dfa.next_eoi_state(cache, state),
        };
        if let Ok(state) = last {
            self.report(cache, state, input.start(), &mut hit);
        }
    }

    /// Tells the matches of a state, which is one byte behind. False where the walk can find no more.
    fn report(&self, cache: &Cache, state: LazyStateID, at: usize, hit: &mut impl FnMut(usize, usize)) -> bool {
        if state.is_match() {
            for index in 0..self.dfa.match_len(cache, state) {
                hit(self.dfa.match_pattern(cache, state, index).as_usize(), at);
            }
        }
        !state.is_dead() && !state.is_quit()
    }
}
