//! `guihua test` and packs of one's own.

use std::path::Path;

use crate::kit::{Place, names};

/// A copy of the project's own pack under mine/.
fn own_pack() -> Place {
    let place = Place::with_plan();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("rules"), "mine", &place);
    place
}

fn copy(from: &Path, to: &str, place: &Place) {
    for name in names(from) {
        let (from, to) = (from.join(&name), format!("{to}/{name}"));
        if from.is_dir() {
            copy(&from, &to, place);
        } else {
            place.write(&to, std::fs::read(&from).expect("a rule file"));
        }
    }
}

/// A rule that holds, with a test that does not: nothing in the sentence is suppressed by it.
const FAILING: &str = r#"
[[rule]]
id      = "suppress.invented"
status  = "stable"
about   = "云泽九章"
emit    = "suppress"
pattern = '''云泽{numeral}章'''

[[rule.test]]
text       = "到2030年,森林覆盖率达到53%。"
suppressed = ["53"]

[[rule.test]]
text       = "建设9个公园。"
suppressed = []
"#;

#[test]
fn the_tests_beside_the_rules_pass() {
    let place = Place::new();
    let ran = place.guihua(&["test"]);
    assert_eq!(ran.code(), Some(0), "{}", ran.out());
    assert!(ran.err().contains(" 0 failed"), "{}", ran.err());
}

#[test]
fn a_failing_test_names_file_and_line() {
    let place = own_pack();
    place.write("mine/own.toml", FAILING);
    let ran = place.guihua(&["test", "-r", "mine"]).expect(1);
    let (out, line) = (ran.out(), FAILING.lines().position(|l| l.starts_with("text")).expect("a test") + 1);
    assert!(out.contains("own.toml") && out.contains(&format!(":{line}: suppress.invented")), "{out}");
}

#[test]
fn a_folder_named_rules_is_taken_where_it_is_a_pack() {
    let place = own_pack();
    std::fs::rename(place.path("mine"), place.path("rules")).expect("renamed");
    place.write("rules/pack.toml", "name = \"云泽\"\nversion = \"7\"\n");
    place.guihua(&["run"]).expect(0);
    let manifest = std::fs::read_to_string(place.path("output/manifest.json")).expect("manifest");
    assert!(manifest.contains("云泽") && manifest.contains("\"7\""), "{manifest}");
}

#[test]
fn a_bad_pattern_ends_the_run_before_anything_is_written() {
    let place = own_pack();
    place.write("mine/own.toml", FAILING.replace("云泽{numeral}章", "云泽({numeral}"));
    place.guihua(&["run", "-r", "mine"]).expect(2).says(&["own.toml:", "nothing was written"]);
    assert!(!place.path("output").exists());
}
