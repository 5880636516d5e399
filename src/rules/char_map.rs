//! Small numbers by character: two loads and no hashing, for what is asked of every character of a text.
//!
//! The characters are cut into pages of 256; pages alike are kept once, so a map of a few characters, or one of wide ranges, stays small.

use std::collections::HashMap;

const PAGE: usize = 256;
const PAGES: usize = 0x11_0000 / PAGE;

/// A number for every character.
#[derive(Clone, Debug)]
pub struct CharMap {
    pages: Box<[u16]>,
    cells: Vec<u16>,
}

impl CharMap {
    /// A map of ranges: from each start on its number, up to the next; 0 before the first. The starts are scalar values in order.
    pub fn from_starts(starts: &[(u32, u16)]) -> Self {
        let mut map = Self { pages: vec![0; PAGES].into(), cells: Vec::new() };
        let mut known: HashMap<Vec<u16>, u16> = HashMap::new();
        let (mut rest, mut number) = (starts, 0);
        for page in 0..PAGES {
            // A page without a start is told by its one number.
            let has_start = rest.first().is_some_and(|(start, _)| (*start as usize) < (page + 1) * PAGE);
            let mut cells = vec![number; if has_start { PAGE } else { 1 }];
            for (cell, c) in cells.iter_mut().zip((page * PAGE) as u32..).filter(|_| has_start) {
                while let Some((_, new)) = rest.first().filter(|(start, _)| *start <= c) {
                    number = *new;
                    rest = &rest[1..];
                }
                *cell = number;
            }
            let fresh = (map.cells.len() / PAGE) as u16;
            map.pages[page] = *known.entry(cells).or_insert_with_key(|cells| {
                map.cells.extend(cells);
                map.cells.resize((usize::from(fresh) + 1) * PAGE, number);
                fresh
            });
        }
        map
    }

    /// The number of a character.
    #[inline]
    pub fn of(&self, c: char) -> u16 {
        let c = c as usize;
        self.cells[self.pages[c / PAGE] as usize * PAGE + c % PAGE]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_single_characters() {
        let map = CharMap::from_starts(&[('一' as u32, 7), ('三' as u32, 2), (0x1_f600, 9)]);
        assert_eq!(['a', '一', '丁', '三', '\u{1f5ff}', '😀', '\u{10ffff}'].map(|c| map.of(c)), [0, 7, 7, 2, 2, 9, 9]);
        assert_eq!(CharMap::from_starts(&[]).of('元'), 0);
    }
}
