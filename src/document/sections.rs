//! The tree of sections: which heading stands under which.

use super::classify::Kind;
use super::marks::{Mark, Scheme};
use super::{Document, Section};
use crate::tables::rows::{SectionKind, Span};

/// The sections that are open while the lines are read.
pub struct Tree {
    /// Index and rank of the open sections, the document first.
    open: Vec<(usize, u8)>,
}

/// The rank of a heading without a number: that of 一、.
pub const BARE_RANK: u8 = Scheme::Han.rank();

/// The rank of one that owns the headings 一、 behind it.
pub const OWNER_RANK: u8 = BARE_RANK - 1;

/// The lines of the headings without a number that own those behind them: behind each the numbering begins anew with 一、, as in a report
/// whose two years have a heading each. A single one may as well be a title, and 篇, 章 and 节 own what they hold without them.
pub fn owners(kinds: &[Kind]) -> Vec<usize> {
    let headings = || kinds.iter().enumerate().filter(|(_, kind)| matches!(kind, Kind::BareHeading | Kind::Heading(_)));
    if headings().any(|(_, kind)| matches!(kind, Kind::Heading(mark) if mark.scheme.is_division())) {
        return Vec::new();
    }
    let begins = |kind: &Kind| matches!(kind, Kind::Heading(Mark { scheme: Scheme::Han, number: Some(1), .. }));
    let pairs = headings().zip(headings().skip(1));
    let owners = pairs.filter(|((_, one), (_, next))| **one == Kind::BareHeading && begins(next)).map(|((line, _), _)| line);
    Some(owners.collect()).filter(|owners: &Vec<usize>| owners.len() > 1).unwrap_or_default()
}

impl Tree {
    /// A tree of the document alone.
    pub fn new(document: &mut Document, end: usize) -> Self {
        document.sections.push(Section {
            parent: None,
            kind: SectionKind::Body,
            number: None,
            title: "".into(),
            depth: 0,
            span: Span::new(0, end),
            heading: Span::default(),
        });
        Self { open: vec![(0, 0)] }
    }

    /// The innermost open section.
    pub fn current(&self) -> usize {
        self.open.last().map_or(0, |&(index, _)| index)
    }

    /// Closes every section of this rank or below, and opens one.
    pub fn open(&mut self, document: &mut Document, rank: u8, section: Section) -> usize {
        self.close(document, rank, section.heading.start);
        let index = self.add(document, section);
        self.open.push((index, rank));
        index
    }

    /// Closes every section of this rank or below; they end at `end`.
    pub fn close(&mut self, document: &mut Document, rank: u8, end: usize) {
        while self.open.len() > 1 && self.open.last().is_some_and(|&(_, open)| open >= rank) {
            if let Some((index, _)) = self.open.pop() {
                document.sections[index].span.end = end;
            }
        }
    }

    /// Adds a section under the current one without opening it: a box, a table.
    pub fn add(&mut self, document: &mut Document, mut section: Section) -> usize {
        let parent = self.current();
        section.parent = Some(parent);
        section.depth = document.sections[parent].depth + 1;
        document.sections.push(section);
        document.sections.len() - 1
    }
}

/// What kind of section a scheme makes.
pub fn kind_of(scheme: Scheme) -> SectionKind {
    match scheme {
        Scheme::Part => SectionKind::Part,
        Scheme::Chapter => SectionKind::Chapter,
        Scheme::Section => SectionKind::Section,
        Scheme::Box => SectionKind::Box,
        Scheme::Table => SectionKind::Table,
        _ => SectionKind::Heading,
    }
}
