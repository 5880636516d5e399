//! With which characters the halves of an automaton may begin beside the numeral: most walks need not be begun.

use regex_syntax::hir::{Hir, HirKind};

use super::alphabet::{Parts, Ranges, ranges};
use super::automaton::Way;

/// What some halves begin with, seen from the numeral.
#[derive(Debug)]
pub struct Firsts {
    /// A bit for each part of the pack's characters.
    bits: Box<[u64]>,
    /// The halves that nothing matches, whatever stands beside the numeral.
    pub empty: Vec<u32>,
}

/// Whether a half can match nothing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nothing {
    Never,
    Always,
    /// At the end of a text, or another place that has to be looked at.
    Somewhere,
}

impl Firsts {
    /// None where a half may match nothing, but not everywhere: then each walk has to be made.
    pub fn of(parts: &Parts, halves: &[&Hir], way: Way) -> Option<Self> {
        let mut begun = Ranges::new();
        let mut empty = Vec::new();
        for (number, half) in (0..).zip(halves) {
            match collect(half, way, &mut begun) {
                Nothing::Never => {}
                Nothing::Always => empty.push(number),
                Nothing::Somewhere => return None,
            }
        }
        let mut bits = vec![0; parts.samples().len().div_ceil(64)];
        for (part, sample) in parts.samples().iter().enumerate() {
            if begun.iter().any(|(from, to)| (from..=to).contains(&sample)) {
                bits[part / 64] |= 1 << (part % 64);
            }
        }
        Some(Self { bits: bits.into(), empty })
    }

    /// Whether a half may begin with a character of this part.
    #[inline]
    pub fn hold(&self, part: u16) -> bool {
        self.bits[usize::from(part) / 64] >> (part % 64) & 1 == 1
    }
}

fn collect(hir: &Hir, way: Way, begun: &mut Ranges) -> Nothing {
    match hir.kind() {
        HirKind::Empty => Nothing::Always,
        HirKind::Look(_) => Nothing::Somewhere,
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0);
            let first = if way == Way::Right { text.chars().next() } else { text.chars().next_back() };
            begun.extend(first.map(|c| (c as u32, c as u32)));
            Nothing::Never
        }
        HirKind::Class(class) => {
            begun.extend(ranges(class));
            Nothing::Never
        }
        HirKind::Repetition(repetition) => match collect(&repetition.sub, way, begun) {
            _ if repetition.min == 0 => Nothing::Always,
            nothing => nothing,
        },
        HirKind::Capture(capture) => collect(&capture.sub, way, begun),
        HirKind::Concat(parts) if way == Way::Right => in_turn(parts.iter(), way, begun),
        HirKind::Concat(parts) => in_turn(parts.iter().rev(), way, begun),
        HirKind::Alternation(parts) => {
            let found: Vec<Nothing> = parts.iter().map(|part| collect(part, way, begun)).collect();
            let any = |nothing| found.contains(&nothing).then_some(nothing);
            any(Nothing::Always).or_else(|| any(Nothing::Somewhere)).unwrap_or(Nothing::Never)
        }
    }
}

fn in_turn<'h>(parts: impl Iterator<Item = &'h Hir>, way: Way, begun: &mut Ranges) -> Nothing {
    let mut passed = Nothing::Always;
    for part in parts {
        match collect(part, way, begun) {
            Nothing::Never => return Nothing::Never,
            Nothing::Somewhere => passed = Nothing::Somewhere,
            Nothing::Always => {}
        }
    }
    passed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firsts(halves: &[&str], way: Way) -> (Parts, Option<Firsts>) {
        let hirs: Vec<Hir> = halves.iter().map(|half| regex_syntax::parse(half).unwrap()).collect();
        let parts = Parts::new(hirs.iter()).unwrap();
        let firsts = Firsts::of(&parts, &hirs.iter().collect::<Vec<_>>(), way);
        (parts, firsts)
    }

    #[test]
    fn halves_begin_beside_the_numeral() {
        let (parts, firsts) = firsts(&["达到(?:了|约)*", "[^,。]{0,2}的"], Way::Left);
        let firsts = firsts.unwrap();
        assert!(['到', '了', '约', '的'].iter().all(|&c| firsts.hold(parts.of(c))));
        assert!(['达', '云', ','].iter().all(|&c| !firsts.hold(parts.of(c))));
        assert!(firsts.empty.is_empty());
    }

    #[test]
    fn what_matches_nothing_is_known() {
        let (parts, firsts) = firsts(&["个", "(?:年|月)*", "(?:以上)?左右"], Way::Right);
        let firsts = firsts.unwrap();
        assert_eq!(firsts.empty, [1]);
        assert!(['个', '年', '以', '左'].iter().all(|&c| firsts.hold(parts.of(c))) && !firsts.hold(parts.of('上')));
    }

    #[test]
    fn where_a_place_has_to_be_looked_at_every_walk_is_made() {
        assert!(firsts(&["个", "[.、](?:[^0-9]|$)"], Way::Right).1.is_some());
        assert!(firsts(&["个", "$"], Way::Right).1.is_none());
    }
}
