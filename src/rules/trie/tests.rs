use super::*;
use aho_corasick::{AhoCorasick, MatchKind};
use proptest::prelude::*;

#[test]
fn the_longest_word_at_either_end() {
    let words = ["公路", "高速公路", "高速", ""];
    let (forward, backward) = (Trie::new(words), Trie::backward(words));
    assert_eq!(forward.begins("高速公路改线"), Some((1, 12)));
    assert_eq!(forward.begins("高速铁路"), Some((2, 6)));
    assert_eq!(forward.begins("改线"), None);
    assert_eq!(backward.ends("改线高速公路"), Some((1, 12)));
    assert_eq!(backward.ends("速公路"), Some((0, 6)));
    assert_eq!(Trie::default().find_all("").next(), None);
}

proptest! {
    #[test]
    fn finds_what_an_automaton_finds(words in prop::collection::btree_set("[甲乙丙a]{1,4}", 1..12), text in "[甲乙丙丁a]{0,40}") {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&words).expect("few words");
        let expected: Vec<Found> = automaton
            .find_iter(&text)
            .map(|hit| Found { word: hit.pattern().as_usize(), start: hit.start(), end: hit.end() })
            .collect();
        let trie = Trie::new(words.iter().copied());
        prop_assert_eq!(&trie.find_all(&text).collect::<Vec<_>>(), &expected);
        prop_assert_eq!(trie.find_dense(&text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn ends_with_what_it_ends_with(words in prop::collection::btree_set("[甲乙a]{1,4}", 1..12), text in "[甲乙a]{0,8}") {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let longest = words.iter().enumerate().filter(|(_, word)| text.ends_with(**word)).max_by_key(|(_, word)| word.len());
        let found = Trie::backward(words.iter().copied()).ends(&text);
        prop_assert_eq!(found, longest.map(|(number, word)| (number, word.len())));
    }
}
