//! The rules compiled: halves merged into automata, and which patterns are made of which halves.
//!
//! A rule at a numeral is cut at the numeral. All left halves make one automaton that is walked leftward from the numeral, all
//! right halves one that is walked rightward; equal halves are one. A pattern matches where both of its halves did. What is
//! looked up after a walk hangs on what the walk found, never on how many rules there are.

use std::cmp::Reverse;
use std::sync::{Arc, Mutex, PoisonError};

use regex_automata::meta;
use regex_syntax::hir::Hir;

use super::alphabet::Parts;
use super::automaton::{Automaton, Walker, Way};
use super::fault::Faults;
use super::guard::{self, GuardLists};
use super::marks::{MOST, Marks, only};
use super::round::Rounds;
use super::rule::{Parsed, Rule, RuleStatus, Within};
use super::site::Scratch;
use super::station::{Asked, Draft, Station, draft};

/// Every rule of a pack, ready to match.
#[derive(Debug, Default)]
pub struct Engine {
    pub rules: Vec<Rule>,
    /// The guards of each rule.
    pub rule_guards: Vec<guard::Asked>,
    /// Those of one kind and scope one behind the other.
    pub stations: Vec<Station>,
    /// Cues, of each scope that has any; a further one where they are more than a set holds.
    pub cues: Vec<Cues>,
    /// What `unless` and `when` look for, anywhere in a scope.
    pub guards: GuardLists,
    pool: Mutex<Vec<Caches>>,
}

/// The cues of one scope.
#[derive(Debug)]
pub struct Cues {
    pub within: Within,
    pub ends: Automaton,
    pub starts: Automaton,
    /// The rule of each pattern.
    pub rules: Vec<u32>,
}

/// The caches and scratch space of one thread.
#[derive(Debug, Default)]
pub struct Caches {
    pub stations: Vec<(Scratch, Scratch)>,
    pub rounds: Rounds,
    pub cues: Vec<(Walker, Walker)>,
    pub guards: Vec<meta::Cache>,
}

impl Engine {
    /// Compiles parsed rules. Deprecated ones are kept, but match nothing.
    pub fn new(parsed: Vec<Parsed>, faults: &mut Faults) -> Self {
        let mut engine = Self::default();
        let mut stations: Vec<Draft> = Vec::new();
        let mut cues: Vec<(Within, Vec<Hir>, Vec<u32>)> = Vec::new();
        let ranks = ranks(&parsed);
        for Parsed { mut rule, cuts, cues: words, guards: wish } in parsed {
            let number = engine.rules.len() as u32;
            rule.number = number;
            if rule.status != RuleStatus::Deprecated {
                for cut in cuts {
                    let asked = Asked { rule: number, rank: ranks[number as usize] };
                    draft(&mut stations, &cut, rule.emit, rule.within).add(asked, cut, &wish, faults);
                }
                for half in words {
                    let (_, hirs, rules) = scope(&mut cues, rule.within);
                    hirs.push(half.hir);
                    rules.push(number);
                }
            }
            engine.rule_guards.push(sound(engine.guards.add(&wish), faults).unwrap_or_default());
            engine.rules.push(rule);
        }
        let halves = stations.iter().flat_map(Draft::halves);
        let all = halves.chain(cues.iter().flat_map(|(_, hirs, _)| hirs));
        let Some(parts) = sound(Parts::new(all), faults).map(Arc::new) else { return engine };
        stations.sort_by_key(Draft::place);
        engine.stations = stations.into_iter().filter_map(|draft| sound(draft.finish(&parts), faults)).collect();
        let merged = |(within, hirs, rules): (_, Vec<_>, _)| sound(merge_cues(&parts, within, &hirs, rules), faults);
        engine.cues = cues.into_iter().filter_map(merged).collect();
        engine
    }

    /// Caches for one thread, given back with [`Engine::give_back`].
    pub fn take(&self) -> Caches {
        let kept = self.pool.lock().unwrap_or_else(PoisonError::into_inner).pop();
        kept.unwrap_or_else(|| Caches {
            stations: self.stations.iter().map(|station| (Scratch::new(&station.left), Scratch::new(&station.right))).collect(),
            rounds: Rounds::default(),
            cues: self.cues.iter().map(|cues| (cues.ends.walker(), cues.starts.walker())).collect(),
            guards: self.guards.caches(),
        })
    }

    /// Keeps caches for the next document.
    pub fn give_back(&self, caches: Caches) {
        self.pool.lock().unwrap_or_else(PoisonError::into_inner).push(caches);
    }
}

/// The place of each rule in the order of priority, then id.
fn ranks(parsed: &[Parsed]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..parsed.len()).collect();
    order.sort_by_key(|&i| (Reverse(parsed[i].rule.priority), &parsed[i].rule.id));
    let mut ranks = vec![0; parsed.len()];
    order.into_iter().zip(0..).for_each(|(rule, rank)| ranks[rule] = rank);
    ranks
}

/// A value, or a fault of the pack as a whole: the automata have no line.
fn sound<T>(result: Result<T, String>, faults: &mut Faults) -> Option<T> {
    result
        .map_err(|error| {
            faults.whole("rules", format!("the rules cannot be merged: {error}"), "a pattern is too large; lower its repetitions")
        })
        .ok()
}

fn scope(cues: &mut Vec<(Within, Vec<Hir>, Vec<u32>)>, within: Within) -> &mut (Within, Vec<Hir>, Vec<u32>) {
    let at = cues.iter().position(|(w, hirs, _)| *w == within && hirs.len() < MOST).unwrap_or_else(|| {
        cues.push((within, Vec::new(), Vec::new()));
        cues.len() - 1
    });
    &mut cues[at]
}

fn merge_cues(parts: &Arc<Parts>, within: Within, hirs: &[Hir], rules: Vec<u32>) -> Result<Cues, String> {
    let hirs: Vec<_> = hirs.iter().collect();
    let marks: Vec<_> = (0..hirs.len()).map(|cue| Marks { found: only(cue), forbidden: 0 }).collect();
    let merged = |way| Automaton::new(parts, &hirs, marks.clone(), way, true);
    let (Some(ends), Some(starts)) = (merged(Way::Right)?, merged(Way::Left)?) else {
        return Err("a scope without cues".to_owned());
    };
    Ok(Cues { within, ends, starts, rules })
}
