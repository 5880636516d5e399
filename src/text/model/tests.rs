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
