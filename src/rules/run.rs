//! Halves that are a run of one class of characters, `[^,。;]*` or `[^”,。]{0,40}”`: read off the text where they are asked for.
//!
//! Such a half goes on over nearly every character. In an automaton it would keep each walk going to the end of its clause.

use memchr::memchr;
use regex_syntax::hir::{Class, Hir, HirKind, Repetition};

use super::automaton::Way;
use super::char_map::CharMap;

/// A run of a class, away from the numeral, with or without an end.
#[derive(Debug)]
pub struct Run {
    way: Way,
    min: u32,
    max: u32,
    /// 1 for the characters of the class.
    class: CharMap,
    /// What must stand at its end; empty for nothing.
    end: String,
    /// The character of the end that the run comes to first.
    beside: Option<char>,
}

impl Run {
    /// The run that a half is; none where it is anything else.
    pub fn of(hir: &Hir, way: Way) -> Option<Self> {
        let (repetition, end) = match hir.kind() {
            HirKind::Repetition(repetition) => (repetition, None),
            HirKind::Concat(parts) => match (&parts[..], way) {
                ([run, end], Way::Right) | ([end, run], Way::Left) => (repetition(run)?, Some(literal(end)?)),
                _ => return None,
            },
            _ => return None,
        };
        let HirKind::Class(Class::Unicode(class)) = repetition.sub.kind() else { return None };
        let starts: Vec<(u32, u16)> = class.iter().flat_map(|range| [(range.start() as u32, 1), (range.end() as u32 + 1, 0)]).collect();
        let (max, end) = (repetition.max.unwrap_or(u32::MAX), end.unwrap_or_default());
        let beside = if way == Way::Right { end.chars().next() } else { end.chars().next_back() };
        Some(Self { way, min: repetition.min, max, class: CharMap::from_starts(&starts), end, beside })
    }

    /// Where the longest such run from `from` ends, its end included, if there is one within `limit`.
    pub fn reach(&self, text: &str, from: usize, limit: usize) -> Option<usize> {
        if !self.may_end(text, from, limit) {
            return None;
        }
        match self.way {
            Way::Right => {
                let mut rest = text[from..limit].chars();
                let ended = |at: usize| text[at..].starts_with(&self.end).then_some(at + self.end.len());
                let next = || (limit - rest.as_str().len(), rest.next());
                self.farthest(next, |at| ended(at).filter(|end| *end <= limit))
            }
            Way::Left => {
                let mut rest = text[limit..from].chars();
                let ended = |at: usize| text[..at].ends_with(&self.end).then(|| at - self.end.len());
                let next = || (limit + rest.as_str().len(), rest.next_back());
                self.farthest(next, |at| ended(at).filter(|start| *start >= limit))
            }
        }
    }

    /// Whether the end may stand anywhere as far as the run may get, by its first byte: that of a mark begins no Chinese character, and
    /// where there is none no run has to be read.
    fn may_end(&self, text: &str, from: usize, limit: usize) -> bool {
        const LONGEST: usize = char::MAX_LEN_UTF8;
        let reach = (self.max as usize).saturating_mul(LONGEST).saturating_add(self.end.len());
        let (start, stop) = match self.way {
            Way::Right => (from, limit.min(from.saturating_add(reach))),
            Way::Left => (limit.max(from.saturating_sub(reach)), from),
        };
        self.end.as_bytes().first().is_none_or(|first| memchr(*first, &text.as_bytes()[start..stop]).is_some())
    }

    /// `next` gives each place with the character that the run would go on over; at the last place there is none.
    fn farthest(&self, mut next: impl FnMut() -> (usize, Option<char>), ended: impl Fn(usize) -> Option<usize>) -> Option<usize> {
        let mut farthest = None;
        for length in 0..=self.max {
            let (at, c) = next();
            if length >= self.min && self.beside.is_none_or(|beside| c == Some(beside)) {
                farthest = ended(at).or(farthest);
            }
            if c.is_none_or(|c| self.class.of(c) == 0) {
                break;
            }
        }
        farthest
    }
}

/// A class of so many characters holds nearly any, and over so many of them a walk is long.
const WIDE: u32 = 1000;
const LONG: u32 = 4;

/// Whether a half goes on over nearly any text beside the numeral: `每个[^,。]{1,8}` on its left. A [`Run`] is not walked.
pub fn wanders(hir: &Hir, way: Way) -> bool {
    Run::of(hir, way).is_none() && wanders_on(hir, way)
}

fn wanders_on(hir: &Hir, way: Way) -> bool {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) | HirKind::Literal(_) | HirKind::Class(_) => false,
        HirKind::Repetition(repetition) => {
            repetition.max.is_none_or(|max| max >= LONG) && is_wide(&repetition.sub) || wanders_on(&repetition.sub, way)
        }
        HirKind::Capture(capture) => wanders_on(&capture.sub, way),
        HirKind::Alternation(parts) => parts.iter().any(|part| wanders_on(part, way)),
        HirKind::Concat(parts) => {
            let outward: Vec<&Hir> = if way == Way::Right { parts.iter().collect() } else { parts.iter().rev().collect() };
            let passed = outward.iter().take_while(|part| part.properties().minimum_len() == Some(0)).count();
            outward.iter().take(passed + 1).any(|part| wanders_on(part, way))
        }
    }
}

fn is_wide(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Class(Class::Unicode(class)) => {
            class.iter().map(|range| range.end() as u32 - range.start() as u32 + 1).sum::<u32>() >= WIDE
        }
        _ => false,
    }
}

fn repetition(hir: &Hir) -> Option<&Repetition> {
    match hir.kind() {
        HirKind::Repetition(repetition) => Some(repetition),
        _ => None,
    }
}

fn literal(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use regex::Regex;

    fn run(pattern: &str, way: Way) -> Option<Run> {
        Run::of(&regex_syntax::parse(pattern).unwrap(), way)
    }

    #[test]
    fn only_runs_of_one_class_are_runs() {
        for pattern in ["[^,。;]*", "[^”]{0,4}”", "[甲乙]+甲"] {
            assert!(run(pattern, Way::Right).is_some(), "{pattern}");
        }
        for pattern in ["", "达到", "(?:甲|[乙丙])*丁戊[己庚]", "“[^”]{0,4}", "[^”]{0,4}(?:甲乙|丙)", "(?:甲乙)*"] {
            assert!(run(pattern, Way::Right).is_none(), "{pattern}");
        }
        assert!(run("“[^”]{0,4}", Way::Left).is_some());
    }

    #[test]
    fn what_goes_on_over_any_text_wanders() {
        for (pattern, way) in [("每个[^,。]{1,8}(?:有|成)*", Way::Left), ("[^,。0-9]{0,20}(?:圈|走廊)", Way::Right)] {
            assert!(wanders(&regex_syntax::parse(pattern).unwrap(), way), "{pattern}");
        }
        for (pattern, way) in
            [("每个[^,。]{1,8}有", Way::Left), ("[^,。]*", Way::Right), ("[0-9]{0,20}(?:年|月)", Way::Right), ("", Way::Left)]
        {
            assert!(!wanders(&regex_syntax::parse(pattern).unwrap(), way), "{pattern}");
        }
    }

    proptest! {
        #[test]
        fn reaches_as_far_as_the_expression(text in "[甲乙丙a”]{0,12}", min in 0u32..3, more in 0u32..5, end in "[甲”]{0,2}", cut in 0usize..12) {
            let half = format!("[甲乙”]{{{min},{}}}", min + more);
            let limit = text.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(text.len());
            let between = |at: &usize| text.is_char_boundary(*at);
            if let Some(run) = run(&format!("{half}{end}"), Way::Right) {
                let whole = Regex::new(&format!("^(?:{half}{end})$")).unwrap();
                let expected = (0..=limit).rev().filter(between).find(|at| whole.is_match(&text[..*at]));
                prop_assert_eq!(run.reach(&text, 0, limit), expected);
            }
            if let Some(run) = run(&format!("{end}{half}"), Way::Left) {
                let whole = Regex::new(&format!("^(?:{end}{half})$")).unwrap();
                let expected = (limit..=text.len()).filter(between).find(|at| whole.is_match(&text[*at..]));
                prop_assert_eq!(run.reach(&text, text.len(), limit), expected);
            }
        }
    }
}
