//! What a run writes: the same bytes for any number of threads, every table, and rows that verify.

use std::collections::BTreeMap;

use crate::kit::{Place, names};

/// The sample plans of the repository, some of them several times under other names.
fn samples() -> Place {
    let place = Place::new();
    let raw = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("raw");
    for name in names(&raw) {
        let bytes = std::fs::read(raw.join(&name)).expect("a sample");
        (0..5).for_each(|n| place.write(&format!("raw/{n}/{name}"), &bytes));
    }
    place
}

fn parquet(place: &Place, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let tables = place.names(folder).into_iter().filter(|n| n.ends_with(".parquet"));
    tables.map(|n| (n.clone(), std::fs::read(place.path(folder).join(n)).expect("a table"))).collect()
}

#[test]
fn the_same_bytes_for_one_and_eight_threads() {
    let place = samples();
    place.guihua(&["run", "-j", "1", "-o", "one"]).expect(0);
    place.guihua(&["run", "-j", "8", "-o", "eight"]).expect(0);
    let (one, eight) = (parquet(&place, "one"), parquet(&place, "eight"));
    let tables: Vec<String> = guihua::tables::contract::all().iter().map(|t| format!("{}.parquet", t.name)).collect();
    assert_eq!(one.len(), tables.len());
    for table in tables {
        assert!(one[&table] == eight[&table], "{table} differs");
    }
}

#[test]
fn the_rows_of_the_samples_verify_and_changed_bytes_are_found() {
    let place = samples();
    place.guihua(&["run"]).expect(0);
    let ran = place.guihua(&["verify", "output", "raw"]);
    assert_eq!(ran.code(), Some(0), "{}{}", ran.out(), ran.err());

    let sample = place.path("raw/0/1-outline-utf8.txt");
    let plan = std::fs::read_to_string(&sample).expect("sample");
    std::fs::write(&sample, plan.replace("2600", "2700")).expect("sample");
    let ran = place.guihua(&["verify", "output", "raw"]).expect(1);
    assert!(ran.out().contains("0/1-outline-utf8.txt") && ran.out().contains("has changed since"), "{}", ran.out());

    let table = place.path("output/targets.parquet");
    let mut bytes = std::fs::read(&table).expect("table");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&table, bytes).expect("table");
    let ran = place.guihua(&["verify", "output", "raw"]);
    assert!(matches!(ran.code(), Some(1 | 2)), "{}", ran.err());
    place.guihua(&["verify", "raw", "raw"]).expect(2).says(&["manifest.json"]);
}

#[test]
fn every_table_is_written_with_the_columns_of_the_contract() {
    let place = Place::with_plan();
    place.guihua(&["run"]).expect(0);
    for table in guihua::tables::contract::all() {
        let file = place.path("output").join(format!("{}.parquet", table.name));
        let frame = guihua::tables::read::Frame::open(&file, None).expect("a table");
        let names: Vec<_> = table.columns.iter().map(|(name, ..)| *name).collect();
        assert_eq!(frame.names(), names, "{}", table.name);
        let stated = guihua::tables::read::metadata(&file).expect("metadata");
        assert_eq!(stated.get("guihua.contract").map(String::as_str), Some(guihua::tables::contract::CONTRACT));
    }
}

#[test]
fn the_summary_for_machines() {
    let place = Place::with_plan();
    let ran = place.guihua(&["run", "--format", "json", "--quiet"]).expect(0);
    let summary: serde_json::Value = serde_json::from_str(&ran.out()).expect("JSON alone on stdout");
    assert_eq!(summary["documents"]["ok"], 1);
    assert_eq!(summary["exit_code"], 0);
    assert!(summary["rows"]["sections"].as_u64() > Some(0));
    assert!(ran.err().is_empty(), "quiet: {}", ran.err());
}

#[test]
fn colours_only_where_they_are_wanted() {
    let place = Place::new();
    let coloured = |args: &[&str]| place.guihua(args).err().contains('\u{1b}');
    assert!(!coloured(&["run", "nowhere"]), "stderr is no terminal here");
    assert!(coloured(&["run", "nowhere", "--color", "always"]));
    assert!(!coloured(&["run", "nowhere", "--color", "never"]));
}
