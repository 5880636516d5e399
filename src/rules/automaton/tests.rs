//! Walks against the expressions that they stand for.

use super::super::marks::{numbers, only};
use super::*;
use proptest::prelude::*;
use regex::Regex;
use regex_automata::{Input, meta};
use std::ops::Range;

const PATTERNS: [&str; 5] = ["甲(?:乙|丙)*", "[^甲,]{1,3}丙", "乙?丁", "(?:甲乙丙|甲乙)", "[甲乙丙丁]*,"];

/// They ask for what stands beside the range of a walk, where it begins or where it ends.
const LOOKS: [&str; 5] = ["甲$", "^乙甲?", "(?m:乙$)", "(?m:^甲)", "乙"];

fn automaton(patterns: [&str; 5], way: Way) -> Automaton {
    let hirs = patterns.map(|pattern| regex_syntax::parse(pattern).unwrap());
    let parts = Arc::new(Parts::new(hirs.iter()).unwrap());
    let marks = (0..patterns.len()).map(|pattern| Marks { found: only(pattern), forbidden: 0 }).collect();
    Automaton::new(&parts, &hirs.each_ref(), marks, way, false).unwrap().unwrap()
}

/// The patterns that match whole pieces, with the place of each piece that is looked at.
fn expected<'t>(pieces: impl Iterator<Item = (usize, &'t str)>) -> Vec<(Vec<u32>, usize)> {
    let whole = PATTERNS.map(|pattern| Regex::new(&format!("^(?:{pattern})$")).unwrap());
    let matched = |piece: &str| (0..).zip(&whole).filter(|(_, regex)| regex.is_match(piece)).map(|(number, _)| number).collect();
    pieces.map(|(place, piece)| (matched(piece), place)).filter(|(matched, _): &(Vec<u32>, _)| !matched.is_empty()).collect()
}

/// What a walk from a place finds, and what is gathered on it.
fn walked(automaton: &Automaton, walker: &mut Walker, text: &str, from: usize, reach: usize) -> (Vec<(Vec<u32>, usize)>, Set) {
    let mut hits = Vec::new();
    let note = |hit: Hit, matched: bool| hits.extend(matched.then_some(hit));
    let last = match automaton.way {
        Way::Right => automaton.walk_right(walker, text, from, reach, note),
        Way::Left => automaton.walk_left(walker, text, from, reach, note),
    };
    (hits.iter().map(|hit| (numbers(walker.here(*hit)).collect(), hit.place())).collect(), walker.gathered(last).found)
}

fn all_of(found: &[(Vec<u32>, usize)]) -> Set {
    found.iter().flat_map(|(patterns, _)| patterns).fold(0, |all, pattern| all | only(*pattern as usize))
}

proptest! {
    #[test]
    fn walks_find_what_expressions_match(texts in prop::collection::vec("[甲乙丙丁,a]{0,9}", 1..5), reach in 0usize..24) {
        let (right, left) = (automaton(PATTERNS, Way::Right), automaton(PATTERNS, Way::Left));
        // The later walks step where the earlier ones did.
        let (mut rightward, mut leftward) = (right.walker(), left.walker());
        for text in &texts {
            let len = text.len();
            let places = || (0..=len).filter(|at| text.is_char_boundary(*at));
            let to_right = expected(places().filter(|at| *at <= reach).map(|at| (at, &text[..at])));
            prop_assert_eq!(walked(&right, &mut rightward, text, 0, reach), (to_right.clone(), all_of(&to_right)));
            let first = left_end(text, len, reach);
            let to_left = expected(places().rev().filter(|at| *at >= first).map(|at| (at, &text[at..])));
            prop_assert_eq!(walked(&left, &mut leftward, text, len, reach), (to_left.clone(), all_of(&to_left)));
        }
    }

    #[test]
    fn walks_see_what_stands_beside_them(text in "[甲乙\n]{0,6}", at in 0usize..7) {
        let places: Vec<usize> = (0..=text.len()).filter(|at| text.is_char_boundary(*at)).collect();
        let from = places[at % places.len()];
        let whole = LOOKS.map(|pattern| meta::Regex::new(pattern).unwrap());
        let matches = |regex: &meta::Regex, span: Range<usize>| {
            let found = regex.search(&Input::new(&text).span(span.clone()).anchored(Anchored::Yes));
            found.is_some_and(|found| found.end() == span.end)
        };
        let matched = |span: Range<usize>| (0..).zip(&whole).filter(|(_, regex)| matches(regex, span.clone())).map(|(n, _)| n).collect();
        for way in [Way::Right, Way::Left] {
            let automaton = automaton(LOOKS, way);
            let mut expected: Vec<(Vec<u32>, usize)> = match way {
                Way::Right => places.iter().filter(|at| **at >= from).map(|&at| (matched(from..at), at)).collect(),
                Way::Left => places.iter().rev().filter(|at| **at <= from).map(|&at| (matched(at..from), at)).collect(),
            };
            expected.retain(|(patterns, _)| !patterns.is_empty());
            let all = all_of(&expected);
            prop_assert_eq!(walked(&automaton, &mut automaton.walker(), &text, from, text.len()), (expected, all));
        }
    }
}
