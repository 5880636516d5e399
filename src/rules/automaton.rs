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
use regex_syntax::hir::{Hir, Look};

use super::alphabet::{Alphabet, NOTHING, Parts};
use super::marks::{Marks, Set};
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

/// Steps, and states, are kept up to this many.
const KEPT: usize = 1 << 20;

/// What one thread needs to walk an automaton: the steps made by now, and the states of the lazy DFA by which new ones are made.
#[derive(Debug)]
pub struct Walker {
    cache: Cache,
    steps: Steps,
    /// Where a walk stands behind a character, by number behind those that it begins at; none where it can find no more.
    states: Vec<Option<LazyStateID>>,
    numbers: HashMap<(Option<LazyStateID>, Told), u32>,
    /// What each of the states tells, each kind in a list.
    here: Vec<Set>,
    gathered: Vec<Marks>,
    /// Where each walk begins, if its patterns look at nothing that stands beside it.
    first: Option<u32>,
    /// How often the cache had been cleared when the first state was numbered: the DFA numbers its own anew then.
    clears: usize,
}

/// What a state tells of patterns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
struct Told {
    /// Those of which a half matches before its character.
    here: Set,
    /// What all halves say that matched on the way to it; nothing in a scan.
    gathered: Marks,
}

/// Where patterns match, and the state that tells which; it holds until the next walk.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hit {
    state: u32,
    place: u32,
}

impl Hit {
    fn new(state: u32, place: usize) -> Self {
        Self { state, place: place as u32 }
    }

    /// The end of the matches.
    #[inline]
    pub fn place(self) -> usize {
        self.place as usize
    }
}

/// Where a walk is before it has stepped over what stands beside its range, when it finds what begins at its start.
const HERE: u32 = 0;
/// The same when it finds what begins anywhere.
const ANYWHERE: u32 = 1;
/// States of the DFA have numbers from here on.
const STATES: u32 = 2;

impl Walker {
    /// The patterns that match at a place.
    #[inline]
    pub fn here(&self, hit: Hit) -> Set {
        self.here[(hit.state - STATES) as usize]
    }

    /// What all halves say that matched on the way to a place; not told of a scan.
    #[inline]
    pub fn gathered(&self, hit: Hit) -> Marks {
        self.gathered[(hit.state - STATES) as usize]
    }

    /// Forgets the steps where they hold no longer or are too many; whether it did. What was found on the way is still told apart.
    fn renew(&mut self) -> bool {
        let outworn = self.clears != self.cache.clear_count() || self.steps.len() > KEPT;
        if outworn {
            self.clears = self.cache.clear_count();
            self.steps.forget();
            self.first = None;
            self.numbers.clear();
        }
        outworn
    }

    /// Forgets everything.
    #[cold]
    fn forget(&mut self) {
        self.steps.forget();
        self.first = None;
        self.numbers.clear();
        self.states.clear();
        self.here.clear();
        self.gathered.clear();
    }

    /// The step to a state of the DFA.
    fn target(&mut self, inner: Option<LazyStateID>, told: Told) -> Target {
        let next = STATES + self.states.len() as u32;
        let state = *self.numbers.entry((inner, told)).or_insert_with(|| {
            self.states.push(inner);
            self.here.push(told.here);
            self.gathered.push(told.gathered);
            next
        });
        Target::new(state, inner.is_none(), told.here != 0)
    }
}

/// Whether it asks for the end of a text or line, and not for the start of one; word borders are refused when a pack is read.
fn is_of_end(look: Look) -> bool {
    matches!(look, Look::End | Look::EndLF | Look::EndCRLF)
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
    /// What each half says.
    marks: Vec<Marks>,
    /// Whether a pattern asks what stands beside its range where a walk begins, and where it ends: the start or end of a text or line.
    looks: (bool, bool),
    /// Whether it is for scans: what is gathered over a whole text would make states without end.
    scans: bool,
    way: Way,
}

impl Automaton {
    /// Merges the patterns, each with its marks, which are not empty. None of no patterns.
    pub fn new(parts: &Arc<Parts>, patterns: &[&Hir], marks: Vec<Marks>, way: Way, scans: bool) -> Result<Option<Self>, String> {
        if patterns.is_empty() {
            return Ok(None);
        }
        let alphabet = Alphabet::new(parts, patterns)?;
        let looks = |look: fn(Look) -> bool| patterns.iter().any(|hir| hir.properties().look_set().iter().any(look));
        let (at_start, at_end) = (looks(|look| !is_of_end(look)), looks(is_of_end));
        let looks = if way == Way::Right { (at_start, at_end) } else { (at_end, at_start) };
        let spelt: Vec<Hir> = patterns.iter().map(|hir| alphabet.spell(hir)).collect();
        let config = thompson::Config::new().utf8(false).which_captures(WhichCaptures::None).reverse(way == Way::Left);
        let nfa = thompson::Compiler::new().configure(config).build_many_from_hir(&spelt).map_err(|error| error.to_string())?;
        let config = DFA::config()
            .match_kind(MatchKind::All)
            .starts_for_each_pattern(way == Way::Left)
            .cache_capacity(CACHE_BYTES)
            .skip_cache_capacity_check(true);
        let dfa = DFA::builder().configure(config).build_from_nfa(nfa).map_err(|error| error.to_string())?;
        Ok(Some(Self { alphabet, dfa, marks, looks, scans, way }))
    }

    /// A walker for one thread.
    pub fn walker(&self) -> Walker {
        Walker {
            cache: self.dfa.create_cache(),
            steps: Steps::new(self.alphabet.len()),
            states: Vec::new(),
            numbers: HashMap::new(),
            here: Vec::new(),
            gathered: Vec::new(),
            first: None,
            clears: 0,
        }
    }

    /// Every match that begins at `from` and is no longer than `reach`; ends growing.
    #[inline]
    pub fn walk_right(&self, walker: &mut Walker, text: &str, from: usize, reach: usize, pass: impl FnMut(Hit, bool)) -> Hit {
        let state = self.begin(walker, || text[..from].chars().next_back());
        self.forward(walker, text, (from, reach), state, pass)
    }

    /// Every match in the text; ends growing.
    pub fn scan(&self, walker: &mut Walker, text: &str, pass: impl FnMut(Hit, bool)) {
        let state = self.step(walker, ANYWHERE, NOTHING).state();
        self.forward(walker, text, (0, text.len()), state, pass);
    }

    /// Every match that ends at `from` and is about as long as `reach` at most; its place is its start, and starts shrink.
    #[inline]
    pub fn walk_left(&self, walker: &mut Walker, text: &str, from: usize, reach: usize, pass: impl FnMut(Hit, bool)) -> Hit {
        let state = self.begin(walker, || text[from..].chars().next());
        self.backward(walker, text, (from, reach), state, pass)
    }

    /// The smallest start of the matches of one pattern that end at `from`.
    pub fn start_of(&self, walker: &mut Walker, text: &str, pattern: u32, from: usize, reach: usize) -> Option<usize> {
        let anchored = Anchored::Pattern(PatternID::new(pattern as usize).ok()?);
        let behind = self.beside(self.looks.0, || text[from..].chars().next());
        let inner = self.enter(walker, anchored, behind);
        walker.renew();
        let (state, mut start) = (walker.target(inner, Told::default()).state(), None);
        self.backward(walker, text, (from, reach), state, |hit, matched| start = if matched { Some(hit.place()) } else { start });
        start
    }

    #[inline]
    fn forward(&self, walker: &mut Walker, text: &str, (from, reach): (usize, usize), state: u32, pass: impl FnMut(Hit, bool)) -> Hit {
        let end = right_end(text, from, reach);
        let mut rest = text[from..end].chars();
        let chars = std::iter::from_fn(|| {
            let at = end - rest.as_str().len();
            rest.next().map(|c| (at, c))
        });
        self.walk(walker, state, chars, end, || self.beside(self.looks.1, || text[end..].chars().next()), pass)
    }

    #[inline]
    fn backward(&self, walker: &mut Walker, text: &str, (from, reach): (usize, usize), state: u32, pass: impl FnMut(Hit, bool)) -> Hit {
        let end = left_end(text, from, reach);
        let mut rest = text[end..from].chars();
        let chars = std::iter::from_fn(|| {
            let at = end + rest.as_str().len();
            rest.next_back().map(|c| (at, c))
        });
        self.walk(walker, state, chars, end, || self.beside(self.looks.1, || text[..end].chars().next_back()), pass)
    }

    /// Where a walk begins beside a character.
    #[inline]
    fn begin(&self, walker: &mut Walker, c: impl FnOnce() -> Option<char>) -> u32 {
        if walker.states.len() > KEPT {
            walker.forget();
        }
        if let Some(first) = walker.first {
            return first;
        }
        let letter = self.beside(self.looks.0, c);
        let state = self.step(walker, HERE, letter).state();
        walker.first = (!self.looks.0).then_some(state);
        state
    }

    /// The number of the letter beside the range of a walk, where a pattern looks at it.
    #[inline]
    fn beside(&self, looks: bool, c: impl FnOnce() -> Option<char>) -> u16 {
        let c = if looks { c() } else { None };
        c.map_or(NOTHING, |c| self.alphabet.number(c))
    }

    /// Each character comes with the place before it; the letter behind the last is asked for where the walk gets there. What
    /// matches at a place is known when what stands behind it has been stepped over: `pass` is told each place, and whether any does.
    #[inline]
    fn walk(
        &self,
        walker: &mut Walker,
        mut state: u32,
        chars: impl Iterator<Item = (usize, char)>,
        end: usize,
        behind: impl FnOnce() -> u16,
        mut pass: impl FnMut(Hit, bool),
    ) -> Hit {
        for (at, c) in chars {
            let step = self.step(walker, state, self.alphabet.number(c));
            let hit = Hit::new(step.state(), at);
            pass(hit, step.matches());
            if step.is_dead() {
                return hit;
            }
            state = step.state();
        }
        let step = self.step(walker, state, behind());
        let hit = Hit::new(step.state(), end);
        pass(hit, step.matches());
        hit
    }

    #[inline]
    fn step(&self, walker: &mut Walker, state: u32, letter: u16) -> Target {
        walker.steps.get(state, letter).unwrap_or_else(|| self.explore(walker, state, letter))
    }

    /// A step that was not made before.
    #[cold]
    fn explore(&self, walker: &mut Walker, state: u32, letter: u16) -> Target {
        let mut own = Marks::default();
        let inner = match state {
            HERE => self.enter(walker, Anchored::Yes, letter),
            ANYWHERE => self.enter(walker, Anchored::No, letter),
            _ => self.pass(walker, walker.states[(state - STATES) as usize], letter, &mut own),
        };
        let gathers = !self.scans && state >= STATES;
        let gathered = if gathers { walker.gathered(Hit::new(state, 0)).with(own) } else { Marks::default() };
        let renewed = walker.renew();
        let target = walker.target(inner, Told { here: own.found, gathered });
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

    /// The state behind a letter, or behind the end; what the halves say that match before it is put to `marks`.
    fn pass(&self, walker: &mut Walker, from: Option<LazyStateID>, letter: u16, marks: &mut Marks) -> Option<LazyStateID> {
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

    /// Adds what the halves say that match in a state, which is one byte behind.
    fn note(&self, walker: &Walker, state: LazyStateID, marks: &mut Marks) {
        if state.is_match() {
            let matched = (0..self.dfa.match_len(&walker.cache, state)).map(|index| self.dfa.match_pattern(&walker.cache, state, index));
            matched.for_each(|pattern| *marks = marks.with(self.marks[pattern.as_usize()]));
        }
    }
}

#[cfg(test)]
mod tests;
