//! Guards that look for something anywhere in a scope: `unless` and `when` of a rule.
//!
//! They are asked only where their rule has matched, each list at most once for a scope. A list is one expression, searched for by
//! the literals in it, which most scopes do not hold: an automaton of all guards would step over every character.

use std::collections::HashMap;

use regex_automata::Input;
use regex_automata::meta::{Cache, Regex};
use regex_syntax::hir::Hir;

use super::pattern::Half;
use super::rule::Guards;

/// The guards of one rule, as numbers of lists.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// In the rule's own scope.
    pub own: Wish,
    /// In the sentence.
    pub sentence: Wish,
}

/// What must not stand in a scope, and what must.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wish {
    pub unless: Option<u32>,
    pub when: Option<u32>,
}

impl Wish {
    /// Whether a scope is as wished, of which it is known whether a list stands in it.
    pub fn holds(self, mut stands: impl FnMut(u32) -> bool) -> bool {
        !self.unless.is_some_and(&mut stands) && self.when.is_none_or(stands)
    }
}

/// Lists of guards, each once.
#[derive(Debug, Default)]
pub struct GuardLists {
    numbers: HashMap<String, u32>,
    all: Vec<Regex>,
}

impl GuardLists {
    /// The guards of a rule, put among the lists.
    ///
    /// # Errors
    /// An expression is too large.
    pub fn add(&mut self, guards: &Guards) -> Result<Asked, String> {
        Ok(Asked {
            own: Wish { unless: self.number(&guards.unless)?, when: self.number(&guards.when)? },
            sentence: Wish { unless: self.number(&guards.unless_sentence)?, when: self.number(&guards.when_sentence)? },
        })
    }

    fn number(&mut self, list: &[Half]) -> Result<Option<u32>, String> {
        if list.is_empty() {
            return Ok(None);
        }
        let text = list.iter().map(|half| half.text.as_str()).collect::<Vec<_>>().join("|");
        if let Some(&number) = self.numbers.get(&text) {
            return Ok(Some(number));
        }
        let hirs: Vec<&Hir> = list.iter().map(|half| &half.hir).collect();
        self.all.push(Regex::builder().build_many_from_hir(&hirs).map_err(|error| error.to_string())?);
        let number = self.all.len() as u32 - 1;
        self.numbers.insert(text, number);
        Ok(Some(number))
    }

    /// Room for the searches of one thread.
    pub fn caches(&self) -> Vec<Cache> {
        self.all.iter().map(Regex::create_cache).collect()
    }

    /// How many lists there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether any guard of a list stands in a text.
    pub fn stand_in(&self, list: u32, caches: &mut [Cache], text: &str) -> bool {
        let (regex, cache) = (&self.all[list as usize], &mut caches[list as usize]);
        regex.search_half_with(cache, &Input::new(text).earliest(true)).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halves(patterns: &[&str]) -> Vec<Half> {
        patterns.iter().map(|pattern| Half { text: (*pattern).to_owned(), hir: regex_syntax::parse(pattern).unwrap() }).collect()
    }

    #[test]
    fn equal_lists_are_one_and_any_guard_of_a_list_will_do() {
        let mut lists = GuardLists::default();
        let guards = Guards { unless: halves(&["承包", "[0-9]周?岁"]), ..Guards::default() };
        let (first, again) = (lists.add(&guards).unwrap(), lists.add(&guards).unwrap());
        assert_eq!((first.own.unless, first.own.when, again.own.unless, lists.len()), (Some(0), None, Some(0), 1));
        let mut caches = lists.caches();
        let mut allows = |text: &str| first.own.holds(|list| lists.stand_in(list, &mut caches, text));
        assert!(allows("面积3万亩") && !allows("土地承包") && !allows("年满3岁"));
    }
}
