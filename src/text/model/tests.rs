use super::counts::Counts;
use super::table::{Table, pack};
use super::*;

const TEXT: &str = "云泽市经济发展规划。青陵县经济发展计划。云泽市2025年经济总量。";

#[test]
fn own_counts_are_what_is_there() {
    let own = Own::of(tokens(TEXT.chars()));
    let seen = |text: &str| own.get(&tokens(text.chars()));
    assert_eq!((seen("经济").count, seen("经济").followers), (3.0, 2.0));
    assert_eq!((seen("经济发展").count, seen("经济发展").followers), (2.0, 2.0));
    assert_eq!(seen("经县").count, 0.0);
    assert_eq!(own.get(&[]).count, 0.0);
}

#[test]
fn a_table_holds_what_was_packed() {
    let mut counts = Counts::default();
    counts.add(&tokens(TEXT.chars()), 1);
    counts.add_word(&tokens("遴选".chars()), 7);
    let data = pack(&counts, 4 + 8 * 400, |_, _| true).expect("it fits");
    let table = Table::of(&data);
    let seen = |text: &str| table.get(&tokens(text.chars()), key(&tokens(text.chars())));
    assert_eq!((seen("经济").count, seen("经济").followers), (3.0, 2.0));
    assert_eq!(seen("遴选").count, 8.0);
    assert_eq!(seen("选遴").count, 0.0);
    assert_eq!(table.total(), 2.0 + tokens(TEXT.chars()).len() as f32 - 2.0);
    assert!(pack(&counts, 4 + 8 * 20, |_, _| true).is_none());
}

#[test]
fn no_bytes_are_an_empty_table() {
    for data in [&[][..], &[1, 2, 3], &[1, 0, 0, 0, 9, 9]] {
        assert_eq!(Table::of(data).get(&[1, 2], key(&[1, 2])).count, 0.0);
    }
}
