//! The built-in pack and what a pack at fault says.
//!
//! Each file of `tests/rules/faults` is a file of a pack that holds faults; what must be said of it stands in `tests/rules/snapshots`.

use std::path::{Path, PathBuf};

use guihua::rules::{Pack, PackError};

const META: &str = "name = \"team\"\nversion = \"1\"\n";

/// The place in a pack that a file of `faults` is tried in, by its name.
fn place(name: &str) -> &'static str {
    match name.split('_').next() {
        Some("fragments") => "fragments.toml",
        Some("words") => "words/team.toml",
        _ => "team.toml",
    }
}

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/faults");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn faults(name: &str, text: &str) -> PackError {
    Pack::from_texts([("pack.toml", META), (place(name), text)]).expect_err(name)
}

#[test]
fn every_fault_of_a_file_is_drawn() {
    let cases = cases();
    assert!(cases.len() >= 9, "{} cases", cases.len());
    let settings = {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("rules/snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings
    };
    settings.bind(|| {
        for path in cases {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            insta::assert_snapshot!(name.clone(), faults(&name, &text).to_string());
        }
    });
}

#[test]
fn every_fault_names_its_place_and_what_to_do() {
    for path in cases() {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        for fault in faults(&name, &text).faults {
            assert!(fault.line > 0 && fault.column > 0, "{name}: {fault:?}");
            assert!(fault.help.is_some(), "{name}: {fault:?}");
            assert!(!fault.message.ends_with('.') && !fault.message.starts_with(char::is_uppercase), "{name}: {fault:?}");
            assert!(fault.drawn.contains('^'), "{name}: {fault:?}");
        }
    }
}

#[test]
fn a_folder_without_a_pack_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let error = Pack::load(folder.path()).unwrap_err();
    assert!(error.faults[0].message.contains("pack.toml"), "{error}");
    let error = Pack::load(&folder.path().join("none")).unwrap_err();
    assert!(!error.faults.is_empty());
}

#[test]
fn a_file_that_is_no_utf8_is_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), META).unwrap();
    std::fs::write(folder.path().join("bad.toml"), b"id = \"\xff\xfe\"").unwrap();
    let error = Pack::load(folder.path()).unwrap_err();
    assert!(error.faults.iter().any(|fault| fault.file.ends_with("bad.toml")), "{error}");
}

#[test]
fn a_pack_that_lacks_a_needed_list_says_so() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("pack.toml"), META).unwrap();
    let needed = guihua::rules::REQUIRED_LISTS.iter().map(|room| room.len()).sum::<usize>();
    let missing = match Pack::load(folder.path()) {
        Ok(_) => 0,
        Err(error) => error.faults.iter().filter(|fault| fault.message.contains("word list")).count(),
    };
    assert_eq!(missing, needed);
}

#[test]
fn the_tests_beside_the_rules_pass() {
    let start = std::time::Instant::now();
    let report = guihua::regress::check(&Pack::embedded());
    let failures: Vec<_> = report.failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} of {} tests fail\n{}", failures.len(), report.tests, failures.join("\n"));
    println!("{} tests of {} rules in {:.2} s", report.tests, report.tested, start.elapsed().as_secs_f64());
}

#[test]
fn every_rule_has_a_test_of_what_it_reads_and_of_what_it_leaves() {
    let lacking: Vec<_> = guihua::regress::check(&Pack::embedded()).lacking.iter().map(ToString::to_string).collect();
    assert!(lacking.is_empty(), "\n{}", lacking.join("\n"));
}

/// The worked example of docs/rules.md.
fn docs_example() -> &'static str {
    let docs = include_str!("../docs/rules.md");
    let block = docs.split("<!-- the test docs_example_is_green runs this block -->").nth(1).unwrap();
    block.split("```toml\n").nth(1).unwrap().split("```").next().unwrap()
}

#[test]
fn docs_example_is_green() {
    let pack = Pack::overlay([("team.toml", docs_example())]).unwrap();
    let report = guihua::regress::check(&pack);
    let failures: Vec<_> = report.failures.iter().filter(|f| f.file == "team.toml").map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert_eq!(pack.rule("team.stand_firm").unwrap().tests.len(), 2);
    assert!(!report.lacking.iter().any(|lacking| lacking.rule == "team.stand_firm"));
}

/// The failures of a file laid over the built-in pack.
fn failures(rules: &str) -> Vec<String> {
    let pack = Pack::overlay([("zz.toml", rules)]).unwrap();
    let report = guihua::regress::check(&pack);
    report.failures.iter().filter(|failure| failure.file == "zz.toml").map(ToString::to_string).collect()
}

#[test]
fn what_a_rule_sets_stands_in_the_row() {
    let rules = r#"
[[rule]]
id      = "zz.keep"
about   = "比全省平均水平高3个百分点"
emit    = "quantity"
pattern = '''{subject}比(?<relative_to>全[省国]平均水平)高{quantity}(?:整)'''
set     = { kind = "change", status = "target", tone = "ensure", per_year = true, cumulative = true, year = "plan_end", bound = "ge" }

[[rule.test]]
text   = "城镇化率比全省平均水平高3个百分点整。"
period = [2031, 2035]
rows   = [{ value = 3, kind = "change", status = "target", tone = "ensure", per_year = true, cumulative = true, year = 2035, bound = "ge", relative_to = "全省平均水平", rule = "zz.keep" }]

[[rule.test]]
text = "城镇化率稳步提高。"
rows = []
"#;
    assert!(failures(rules).is_empty(), "{}", failures(rules).join("\n"));
}

#[test]
fn a_cue_sets_the_rows_beside_it() {
    let cue = |within: &str| {
        format!(
            r#"
[[rule]]
id      = "zz.vow"
about   = "立誓: an invented word of aim"
emit    = "cue"
within  = "{within}"
pattern = '''立誓'''
set     = {{ status = "target", tone = "ensure" }}
"#
        )
    };
    let test =
        "[[rule.test]]\ntext = \"目前立誓,粮食产量已达120万吨。\"\nrows = [{ value = 120, status = \"target\", tone = \"ensure\" }]\n";
    assert!(failures(&(cue("sentence") + test)).is_empty());
    assert_eq!(failures(&(cue("clause") + test)).len(), 1, "the clause of the figure holds no cue");
}

#[test]
fn a_time_rule_dates_the_row_and_takes_its_numeral() {
    let rules = r#"
[[rule]]
id      = "zz.season"
about   = "至第3造: an invented count of seasons that ends the plan"
emit    = "time"
pattern = '''至第{numeral}造'''
set     = { role = "year", year = "plan_start" }

[[rule.test]]
text       = "至第3造,粮食产量达到120万吨。"
period     = [2031, 2035]
rows       = [{ value = 120, year = 2031 }]
suppressed = ["3"]

[[rule.test]]
text       = "粮食产量达到3万吨。"
suppressed = []
"#;
    assert!(failures(rules).is_empty(), "{}", failures(rules).join("\n"));
}
