//! Names that rows share as one list: each row has its place in it.

use std::ops::Deref;
use std::sync::Arc;

/// What a canonical indicator is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// Its id, `forest_coverage`.
    pub id: String,
    /// Its Chinese name.
    pub zh: String,
}

/// A canonical indicator, by its place in the list of its pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    list: Arc<Vec<Called>>,
    place: u32,
}

impl Listed {
    /// Every one of a list, in order.
    pub fn all(list: &Arc<Vec<Called>>) -> impl ExactSizeIterator<Item = Self> {
        (0..list.len()).map(|place| Self { list: list.clone(), place: place as u32 })
    }

    /// The list it is of.
    pub fn list(&self) -> &Arc<Vec<Called>> {
        &self.list
    }

    /// Its place in the list.
    pub fn place(&self) -> usize {
        self.place as usize
    }
}

impl Deref for Listed {
    type Target = Called;

    fn deref(&self) -> &Called {
        &self.list[self.place as usize]
    }
}
