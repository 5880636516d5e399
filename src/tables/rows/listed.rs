//! Rows and names that others hold by their place in a list.

use std::fmt;
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

/// One of a list, by its place there: a canonical indicator of a pack, a quantity of a document.
#[derive(Clone)]
pub struct Listed<T> {
    list: Arc<Vec<T>>,
    place: u32,
}

impl<T> Listed<T> {
    /// Every one of a list, in order.
    pub fn all(list: &Arc<Vec<T>>) -> impl ExactSizeIterator<Item = Self> {
        (0..list.len()).map(|place| Self { list: list.clone(), place: place as u32 })
    }

    /// The list it is of.
    pub fn list(&self) -> &Arc<Vec<T>> {
        &self.list
    }

    /// Its place in the list.
    pub fn place(&self) -> usize {
        self.place as usize
    }
}

impl<T> Deref for Listed<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.list[self.place as usize]
    }
}

impl<T: PartialEq> PartialEq for Listed<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for Listed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
