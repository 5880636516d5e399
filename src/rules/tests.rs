//! Tests of packs as a whole: what is read, and what a wrong file says.

use super::*;

const META: (&str, &str) = ("pack.toml", "name = \"t\"\nversion = \"1\"\n");

fn lists(text: &str) -> Pack {
    Pack::from_texts([META, ("words/a.toml", text)]).unwrap()
}

fn faults(texts: &[(&str, &str)]) -> Vec<Fault> {
    Pack::from_texts(texts.iter().copied().chain([META])).unwrap_err().faults
}

#[test]
fn the_embedded_pack_is_sound() {
    let pack = Pack::embedded();
    assert_eq!(pack.name, "guihua");
    assert_eq!(pack.blake3.len(), 64);
}

#[test]
fn the_folder_gives_the_embedded_pack() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    assert_eq!(Pack::load(&folder).unwrap().blake3, Pack::embedded().blake3);
}

#[test]
fn words_are_found_leftmost_longest() {
    let pack = lists("[[list]]\nid = \"l\"\nabout = \"a\"\nwords = [\"新建\", \"新建成\", \"建\"]\n");
    let list = pack.list("l").unwrap();
    let hits: Vec<_> = list.find_all("续建、新建成").map(|hit| hit.word).collect();
    assert_eq!(hits, ["建", "新建成"]);
    assert_eq!(list.starts_with("新建成果"), Some(9));
    assert_eq!(list.ends_with("要新建"), Some(6));
    assert_eq!(list.ends_with("新建了"), None);
    assert!(list.contains("建") && !list.contains("新"));
}

#[test]
fn a_map_gives_values() {
    let pack = lists("[[list]]\nid = \"l\"\nabout = \"a\"\nmap = { \"开工\" = \"new\", \"竣工\" = 3 }\n");
    let list = pack.list("l").unwrap();
    assert_eq!(list.get("开工"), Some("new"));
    assert_eq!(list.find("已竣工").map(|hit| (hit.start, hit.value)), Some((3, "3")));
}

#[test]
fn an_empty_list_finds_nothing() {
    let pack = lists("[[list]]\nid = \"l\"\nabout = \"a\"\nwords = []\n");
    let list = pack.list("l").unwrap();
    assert!(list.find("建").is_none() && list.suffix("建").is_none() && list.prefix("").is_none());
}

#[test]
fn every_fault_of_a_list_is_shown_at_once() {
    let text = "[[list]]\nid = \"l\"\nabouts = \"a\"\nwords = [\"建\", \"\", \"建\"]\n\n[[list]]\nid = 3\nabout = \"b\"\n[[lists]]\n";
    let found: Vec<_> = faults(&[("words/a.toml", text)]).into_iter().map(|f| (f.line, f.column, f.message)).collect();
    let expected = [
        (1, 1, "the key `about` is missing"),
        (3, 1, "unknown key `abouts`"),
        (7, 6, "wrong type: integer `3`"),
        (9, 3, "unknown key `lists`"),
    ];
    assert_eq!(found, expected.map(|(l, c, m)| (l, c, m.to_owned())));
}

#[test]
fn a_double_word_has_its_caret_under_han_text() {
    let text = "[[list]]\nid = \"l\"\nabout = \"a\"\nwords = [\"高速公路\", \"（市）\", \"高速公路\"]\n";
    let drawn: Vec<_> = faults(&[("words/a.toml", text)]).into_iter().map(|f| f.drawn).collect();
    insta::assert_snapshot!(drawn.join("\n"));
}

#[test]
fn syntax_errors_of_several_files_are_shown_together() {
    let found = faults(&[("words/a.toml", "[[list]\nid = 1\n"), ("words/b.toml", "id = = 2")]);
    assert_eq!(found.iter().map(|f| f.file.as_str()).collect::<std::collections::BTreeSet<_>>().len(), 2);
}
