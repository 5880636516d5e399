//! Labels: the ids of rules and indicators and the base units, which rows hold by the thousand.
//!
//! Each is kept once and for good, so a row takes eight bytes for it, and nothing is counted: threads that share a count of uses wait
//! for each other. There are no more of them than packs name, and units per unit.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A text that is kept as long as the process lives.
#[derive(Clone, Copy)]
pub struct Label(&'static Kept);

struct Kept {
    text: Box<str>,
    number: u32,
}

/// Every label by its text.
static ALL: LazyLock<Mutex<HashMap<&'static str, Label>>> = LazyLock::new(Mutex::default);

impl Label {
    /// Its number among the labels of the process: equal ones have the same.
    #[inline]
    pub fn number(self) -> usize {
        self.0.number as usize
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Self {
        // What a thread that failed left behind is whole: the last thing done is the insertion.
        let mut all = ALL.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = all.get(text) {
            return *known;
        }
        let kept: &'static Kept = Box::leak(Box::new(Kept { text: text.into(), number: all.len() as u32 }));
        all.insert(&kept.text, Self(kept));
        Self(kept)
    }
}

impl From<String> for Label {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl Deref for Label {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        &self.0.text
    }
}

impl Borrow<str> for Label {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for Label {
    fn eq(&self, other: &Self) -> bool {
        self.0.number == other.0.number
    }
}

impl Eq for Label {}

impl PartialOrd for Label {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Label {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        str::cmp(self, other)
    }
}

/// By its text, by which it is looked up.
impl Hash for Label {
    fn hash<H: Hasher>(&self, state: &mut H) {
        str::hash(self, state);
    }
}

impl fmt::Debug for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_one_label() {
        let (one, again, other) = (Label::from("label.one"), Label::from(String::from("label.one")), Label::from("label.two"));
        assert!(one == again && one.number() == again.number() && std::ptr::eq(&*one, &*again));
        assert!(one != other && one < other && &*other == "label.two");
        assert_eq!(HashMap::from([(one, 1)]).get("label.one"), Some(&1));
    }
}
