//! Numbers of strings that are known by where they lie: ids and names that rows share, so that none needs to be read for its number.

use std::sync::Arc;

/// Some of the strings numbered last, each in the one place that its address gives it.
#[derive(Default)]
pub(super) struct Known {
    places: Vec<Option<(Arc<str>, u32)>>,
}

/// Of the bits of an address, so many choose the place.
const BITS: u32 = 10;

impl Known {
    /// The number of a string, by its content where it is not known by its address.
    pub(super) fn number(&mut self, string: &Arc<str>, by_content: impl FnOnce(&str) -> u32) -> u32 {
        if self.places.is_empty() {
            self.places.resize(1 << BITS, None);
        }
        let address = string.as_ptr() as u64;
        let place = &mut self.places[(address.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (u64::BITS - BITS)) as usize];
        match place {
            // The value is kept, so that nothing else can have come to lie there.
            Some((known, number)) if Arc::ptr_eq(known, string) => *number,
            _ => place.insert((string.clone(), by_content(string))).1,
        }
    }

    pub(super) fn clear(&mut self) {
        self.places.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_read_once() {
        let (mut known, mut read) = (Known::default(), Vec::new());
        let ids: Vec<Arc<str>> = vec!["gdp".into(), "forest".into()];
        let again: Arc<str> = "gdp".into();
        for id in [&ids[0], &ids[1], &ids[0], &again, &again] {
            let number = known.number(id, |text| {
                read.push(text.to_owned());
                u32::from(text == "forest")
            });
            assert_eq!(number == 1, &**id == "forest");
        }
        assert!(read.starts_with(&["gdp".to_owned(), "forest".to_owned()]));
    }
}
