//! What the sentences say as lists: a governor, its pieces, and what closes them. How they are read stands in [`super::lists`].

use std::ops::Range;

use super::closing::Closing;
use super::edges::Ends;
use super::govern::Governor;
use super::lexis::Lexis;
use super::marks::Stretch;
use crate::tables::rows::Span;

/// A list of what a verb governs. All spans are bytes of the clean text.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    pub governor: Governor,
    /// Its pieces: see [`pieces`](Self::pieces).
    pub first: u32,
    pub behind: u32,
    /// What the list is summed up as (项目 in 等重点项目建设), without the closing verb.
    pub class: Option<Span>,
    pub closing: Closing,
    /// Whether 等 or a count sums the list up.
    pub summed: bool,
    pub shape: Shape,
    /// The number of the segment it stands in.
    pub segment: u32,
}

impl List {
    /// The pieces between `、`, the last without what closes the list, as a range of those of all lists.
    pub fn pieces(&self) -> Range<usize> {
        self.first as usize..self.behind as usize
    }

    /// How many pieces it has.
    pub fn number(&self) -> usize {
        self.pieces().len()
    }
}

/// A piece of a list.
#[derive(Clone, Debug)]
pub struct Piece<'p> {
    pub stretch: Stretch,
    /// What it ends with, where that is known.
    pub ends: Option<&'p Ends>,
}

impl<'p> Piece<'p> {
    /// What it ends with, looked up where that is not known.
    pub fn ends(&mut self, lexis: &Lexis<'p>, text: &str) -> &'p Ends {
        self.ends.get_or_insert_with(|| lexis.ends(self.stretch.span().of(text)))
    }
}

/// The lists of some sentences, in order.
#[derive(Debug, Default)]
pub struct Lists<'p> {
    pub lists: Vec<List>,
    /// The pieces of all of them; behind them those of the one that is being read.
    pub pieces: Vec<Piece<'p>>,
}

impl Lists<'_> {
    /// Forgets them.
    pub fn clear(&mut self) {
        self.lists.clear();
        self.pieces.clear();
    }
}

/// How the list stands in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Behind its verb.
    Governed,
    /// Before its verb: …建成通车.
    Postposed,
    /// A list by itself.
    Bare,
}
