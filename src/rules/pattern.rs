//! Patterns before they are compiled: `{fragment}` replaced, slots and the numeral found, halves cut.
//!
//! A pattern is a regular expression of the `regex` crate in which `{name}` stands for something else:
//! - the numeral, once, outside of every group: `{numeral}`, `{quantity}`, `{year}`, each with classes if need be (`{quantity:ratio,money}`);
//! - a slot that code resolves: `{subject}` first in the pattern, `{object}` last;
//! - the words of a list: `{list:project.verbs.new}`;
//! - a fragment of `fragments.toml`: any other name.

use std::ops::Range;
use std::sync::Arc;

use regex_syntax::hir::Hir;

use super::class::Classes;
use super::fault::Faults;
use super::fragments::{Fragments, Place, list_or_reserved, near};
use super::piece::{Joined, Name, Piece, Written, check_regex, pieces};
use super::words::Lists;

/// Which span of a numeral a pattern is anchored at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AnchorKind {
    /// `{numeral}`: the figures alone.
    Numeral,
    /// `{quantity}`: figures, unit and the marks of its bound.
    Quantity,
    /// `{year}`: a year or a range of years with 年.
    Year,
}

/// The named groups that become fields of the row.
const GROUPS: [&str; 4] = ["indicator", "relative_to", "year", "baseline_year"];

/// The names of the groups `(?<name>…)` of an expression.
fn named_groups(text: &str) -> impl Iterator<Item = &str> {
    let heads = text.split("(?").skip(1);
    heads.filter_map(|head| head.strip_prefix("P<").or_else(|| head.strip_prefix('<'))?.split_once('>').map(|(name, _)| name))
}

/// One side of a pattern, or a whole one without a numeral: the regular expression written out, and parsed.
#[derive(Clone, Debug)]
pub struct Half {
    /// Without names; the same text is the same half.
    pub text: String,
    /// As parsed.
    pub hir: Hir,
}

/// A pattern cut at its numeral.
#[derive(Clone, Debug)]
pub struct Cut {
    /// Which span of the numeral it is anchored at.
    pub kind: AnchorKind,
    /// What the numeral must be.
    pub classes: Classes,
    /// Whether `{subject}` stands first.
    pub subject: bool,
    /// Whether `{object}` stands last.
    pub object: bool,
    /// What stands left of the numeral.
    pub left: Half,
    /// What stands right of it.
    pub right: Half,
}

/// Turns the strings of rules into halves.
#[derive(Debug)]
pub struct Cutter<'p> {
    /// The fragments of the pack.
    pub fragments: &'p Fragments,
    /// Its word lists.
    pub lists: &'p Lists,
}

impl Cutter<'_> {
    /// A pattern without a numeral: a cue or a guard.
    pub fn whole(&self, written: &Written<'_>, faults: &mut Faults) -> Option<Half> {
        let (pieces, _) = pieces(&written.text);
        let joined = self.join(written, &pieces, faults)?;
        half(written, &joined, faults)
    }

    /// A pattern with its numeral.
    pub fn cut(&self, written: &Written<'_>, faults: &mut Faults) -> Option<Cut> {
        let (mut pieces, bar) = pieces(&written.text);
        let subject = take_slot(written, &mut pieces, "subject", faults)?;
        let object = take_slot(written, &mut pieces, "object", faults)?;
        if let Some(at) = bar {
            let help = "put a group around what varies, (?:甲|乙), or give several patterns = […]";
            written.fault(at..at + 1, faults, "a `|` outside of a group would tear the numeral off", help);
            return None;
        }
        let (at, kind, classes) = anchor(written, &pieces, faults)?;
        let left = self.join(written, &pieces[..at], faults).and_then(|joined| half(written, &joined, faults));
        let right = self.join(written, &pieces[at + 1..], faults).and_then(|joined| half(written, &joined, faults));
        self.groups(written, [left.as_ref(), right.as_ref()], faults);
        Some(Cut { kind, classes, subject, object, left: left?, right: right? })
    }

    /// A named group that nobody reads would be a column lost in silence.
    fn groups(&self, written: &Written<'_>, halves: [Option<&Half>; 2], faults: &mut Faults) {
        for name in halves.into_iter().flatten().flat_map(|half| named_groups(&half.text)) {
            if !GROUPS.contains(&name) {
                written.fault_all(faults, format!("unknown named group `{name}`"), format!("known: {}", GROUPS.join(", ")));
            }
        }
    }

    fn join(&self, written: &Written<'_>, pieces: &[Piece], faults: &mut Faults) -> Option<Joined> {
        let mut joined = Some(Joined::default());
        for piece in pieces {
            let (part, origin) = match piece {
                Piece::Text(range) => (Some(Arc::from(&written.text[range.clone()])), range.clone()),
                Piece::Name(at) => (self.name(written, at, faults), at.range.clone()),
            };
            joined = joined.zip(part).map(|(mut joined, part)| {
                joined.push(&part, origin);
                joined
            });
        }
        joined
    }

    fn name(&self, written: &Written<'_>, at: &Name, faults: &mut Faults) -> Option<Arc<str>> {
        const WORDS_ALONE: Place = Place {
            name: "a cue or a guard",
            help: "cues and guards look at words alone; a rule at a numeral has emit = \"quantity\", \"suppress\" or \"time\"",
        };
        if let Some(told) = list_or_reserved(written, at, self.lists, WORDS_ALONE, faults) {
            return told;
        }
        let name = &written.text[at.name.clone()];
        match self.fragments.expanded.get(name) {
            // A fragment at fault has said so itself.
            Some(expanded) => expanded.clone(),
            None => {
                let known = self.fragments.expanded.keys().map(String::as_str);
                written.fault(at.range.clone(), faults, format!("unknown fragment `{name}`"), near(name, known));
                None
            }
        }
    }
}

fn half(written: &Written<'_>, joined: &Joined, faults: &mut Faults) -> Option<Half> {
    check_regex(written, joined, faults).map(|(text, hir)| Half { text, hir })
}

/// Takes the slot off its edge of the pattern. None, and a fault, where it stands elsewhere.
fn take_slot(written: &Written<'_>, pieces: &mut Vec<Piece>, slot: &str, faults: &mut Faults) -> Option<bool> {
    let is_slot = |piece: &Piece| matches!(piece, Piece::Name(at) if &written.text[at.name.clone()] == slot);
    let edge = if slot == "subject" { 0 } else { pieces.len().saturating_sub(1) };
    let found = pieces.get(edge).is_some_and(is_slot);
    if found {
        pieces.remove(edge);
    }
    if let Some(Piece::Name(Name { range, .. })) = pieces.iter().find(|piece| is_slot(piece)) {
        let side = if slot == "subject" { "first" } else { "last" };
        let help = format!("the noun phrase is looked for outward from the match; {{{slot}}} stands {side} in the pattern, or nowhere");
        written.fault(range.clone(), faults, format!("`{{{slot}}}` does not stand {side}"), help);
        return None;
    }
    Some(found)
}

/// The numeral of a pattern: its piece, kind and classes.
fn anchor(written: &Written<'_>, pieces: &[Piece], faults: &mut Faults) -> Option<(usize, AnchorKind, Classes)> {
    let kinds = [("numeral", AnchorKind::Numeral), ("quantity", AnchorKind::Quantity), ("year", AnchorKind::Year)];
    let mut found = None;
    for (index, piece) in pieces.iter().enumerate() {
        let Piece::Name(Name { range, name, args, depth }) = piece else { continue };
        let Some(&(_, kind)) = kinds.iter().find(|(text, _)| *text == &written.text[name.clone()]) else { continue };
        if found.is_some() {
            written.fault(
                range.clone(),
                faults,
                "a second numeral in the pattern",
                "a rule is about one numeral; name the other by its characters, [0-9]+",
            );
            return None;
        }
        if *depth > 0 {
            written.fault(
                range.clone(),
                faults,
                "the numeral stands in a group",
                "write it outside of every (…), where the pattern can be cut in two",
            );
            return None;
        }
        let classes = classes(written, args.clone(), faults)?;
        found = Some((index, kind, classes));
    }
    if found.is_none() {
        let help = "write {quantity}, {numeral} or {year} where the numeral stands; a rule without one is a cue: emit = \"cue\"";
        written.fault_all(faults, "the pattern has no numeral", help);
    }
    found
}

fn classes(written: &Written<'_>, args: Option<Range<usize>>, faults: &mut Faults) -> Option<Classes> {
    let Some(args) = args else { return Some(Classes::default()) };
    let mut classes = Classes::default();
    for name in written.text[args.clone()].split(',') {
        let Some(class) = Classes::named(name.trim()) else {
            written.fault(
                args,
                faults,
                format!("unknown class `{}` of numerals", name.trim()),
                format!("known: {}", Classes::names().join(", ")),
            );
            return None;
        };
        classes = classes.with(class);
    }
    Some(classes)
}
