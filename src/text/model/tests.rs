use super::counts::Counts;
use super::table::{Table, pack};
use super::*;

const TEXT: &str = "云泽市经济发展规划。青陵县经济发展计划。云泽市2025年经济总量。";

#[test]
fn own_counts_are_what_is_there() {
    let own = Own::of(tokens(TEXT.chars()));
    let seen = |text: &str| (own.count(&tokens(text.chars())), own.followers(&tokens(text.chars())));
    assert_eq!(seen("经济"), (3.0, 2.0));
    assert_eq!(seen("经济发展"), (2.0, 2.0));
    assert_eq!(seen("经县"), (0.0, 0.0));
    assert_eq!(seen(""), (0.0, 0.0));
}

#[test]
fn own_counts_are_those_of_a_plain_search() {
    let text = tokens(format!("{TEXT}\n发展\n{TEXT}一二三、发展").chars());
    let own = Own::of(text.clone());
    for n in 1..=OWN_ORDER {
        for gram in text.windows(n).chain([&[EDGE; OWN_ORDER][..n], &text[text.len() - 1..]]) {
            let places = || text.windows(gram.len()).enumerate().filter(|(_, there)| *there == gram).map(|(at, _)| at + gram.len());
            let followers: std::collections::HashSet<_> = places().filter_map(|end| text.get(end)).collect();
            let wanted = if gram.len() < OWN_ORDER && (gram.len() == 1 || gram.last() != Some(&EDGE)) { followers.len() } else { 0 };
            assert_eq!((own.count(gram), own.followers(gram)), (places().count() as f32, wanted as f32), "{gram:?}");
        }
    }
}

#[test]
fn a_table_holds_what_was_packed() {
    let mut counts = Counts::default();
    counts.add(&tokens(TEXT.chars()), 1);
    counts.add_word(&tokens("遴选".chars()), 7);
    let data = pack(&counts, 4 + 8 * 400, |_, _| true).expect("it fits");
    let table = Table::of(&data);
    let keys = |text: &str| (tokens(text.chars()), key(&tokens(text.chars())));
    let count = |text: &str| table.count(&keys(text).0, keys(text).1);
    assert_eq!((count("经济"), table.followers(keys("经济").1)), (Some(3.0), 2.0));
    assert_eq!(count("遴选"), Some(8.0));
    assert_eq!(count("选遴"), None);
    assert_eq!(table.total(), 2.0 + tokens(TEXT.chars()).len() as f32 - 2.0);
    assert!(pack(&counts, 4 + 8 * 20, |_, _| true).is_none());
}

#[test]
fn no_bytes_are_an_empty_table() {
    for data in [&[][..], &[1, 2, 3], &[1, 0, 0, 0, 9, 9]] {
        assert_eq!(Table::of(data).count(&[1, 2], key(&[1, 2])), None);
    }
}

#[test]
fn what_stands_beside_is_what_is_known_of_each_pair() {
    let model = Model::new(&table::BUILT_IN, tokens(TEXT.chars()));
    for (left, right) in [('经', '发'), ('市', '。'), ('。', '0'), ('遴', '济')] {
        let (left, right) = (token(left), token(right));
        let beside = model.beside(Some(left), Some(right));
        for token in tokens("云泽市经济发展规划。青陵县计2选遴鑫的是不".chars()) {
            assert_eq!(beside.holds(token), model.knows([left, token]) || model.knows([token, right]), "{left} {token} {right}");
        }
    }
}
