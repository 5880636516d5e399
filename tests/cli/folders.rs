//! Publishing: whole or not at all, and never over something else.

use std::time::{Duration, Instant};

use crate::kit::{PLAN, Place, names};

fn manifest(place: &Place) -> Vec<u8> {
    std::fs::read(place.path("output/manifest.json")).expect("a manifest")
}

/// Hidden folders that a run left beside the output.
fn left_over(place: &Place) -> Vec<String> {
    place.names("").into_iter().filter(|n| n.starts_with(".output.guihua-")).collect()
}

#[test]
fn a_run_replaces_the_one_before_and_keeps_gitkeep() {
    let place = Place::with_plan();
    place.write("output/.gitkeep", "");
    place.guihua(&["run"]).expect(0);
    let first = place.names("output");
    assert!(first.contains(&".gitkeep".to_owned()) && first.contains(&"targets.parquet".to_owned()), "{first:?}");
    place.write("raw/second.txt", PLAN);
    place.guihua(&["run"]).expect(0);
    assert_eq!(place.names("output"), first);
    assert!(String::from_utf8_lossy(&manifest(&place)).contains("second.txt"));
    assert!(left_over(&place).is_empty());
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let place = Place::with_plan();
    place.write("output/thesis.docx", "years of work");
    place.guihua(&["run"]).expect(2).says(&["thesis.docx", "left as it is", "-o"]);
    assert_eq!(place.names("output"), ["thesis.docx"]);
    let place = Place::with_plan();
    place.guihua(&["run"]).expect(0);
    place.write("output/notes.md", "mine");
    let before = manifest(&place);
    place.guihua(&["run"]).expect(2).says(&["notes.md"]);
    assert_eq!(manifest(&place), before);
    assert!(left_over(&place).is_empty());
}

#[test]
fn the_output_may_not_hold_the_raw_files() {
    let place = Place::with_plan();
    place.guihua(&["run", "raw", "-o", "raw"]).expect(2);
    assert_eq!(place.names("raw"), ["plan.txt"]);
}

#[test]
fn the_current_folder_is_not_replaced() {
    let place = Place::with_plan();
    place.guihua(&["run", "-o", "."]).expect(2).says(&["the folder you are in", "-o"]);
    assert_eq!(place.names(""), ["raw"]);
}

#[test]
fn an_output_below_the_raw_folder_is_not_read() {
    let place = Place::with_plan();
    place.guihua(&["run", "raw", "-o", "raw/out"]).expect(0);
    place.guihua(&["run", "raw", "-o", "raw/out"]).expect(0);
    let read = std::fs::read_to_string(place.path("raw/out/manifest.json")).expect("manifest");
    assert_eq!(read.matches("\"path\"").count(), 1, "{read}");
}

#[test]
fn a_file_in_the_way() {
    let place = Place::with_plan();
    place.write("output", "a file");
    place.guihua(&["run"]).expect(2).says(&["is a file", "-o"]);
    assert_eq!(std::fs::read(place.path("output")).expect("file"), b"a file");
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_is_not_writable() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::with_plan();
    place.guihua(&["run"]).expect(0);
    let before = manifest(&place);
    let mode = |mode| std::fs::set_permissions(place.path("output"), PermissionsExt::from_mode(mode)).expect("mode");
    mode(0o555);
    place.guihua(&["run"]).expect(2).says(&["cannot write", "permission"]);
    mode(0o755);
    assert_eq!(manifest(&place), before);
}

/// The shell's limit on the size of a file stands in for a full disk: writing fails in the middle of a table.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_output() {
    let place = Place::with_plan();
    place.guihua(&["run"]).expect(0);
    let before = manifest(&place);
    for n in 0..200 {
        place.write(&format!("raw/{n}.txt"), format!("{PLAN}第{n}年，粮食产量达到{n}.5万吨。\n").repeat(20));
    }
    let script = "trap '' XFSZ; ulimit -f 4; exec \"$0\" run";
    let output = std::process::Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_guihua")])
        .current_dir(place.path(""))
        .output()
        .expect("sh");
    let ran = crate::kit::Ran(output).expect(2).says(&["cannot write", "parquet", "the old output stands as it was"]);
    drop(ran);
    assert_eq!(manifest(&place), before);
    assert!(left_over(&place).is_empty());
}

/// A run that is killed leaves the old output, and the next run clears up after it.
#[cfg(unix)]
#[test]
fn a_run_that_dies_leaves_the_old_output() {
    let place = Place::with_plan();
    place.guihua(&["run"]).expect(0);
    let before = (manifest(&place), place.names("output"));
    let long = PLAN.repeat(2_000);
    for n in 0..60 {
        place.write(&format!("raw/{n}.txt"), &long);
    }
    let mut child = place.command(&["run", "-q"]).spawn().expect("the program starts");
    let began = Instant::now();
    while left_over(&place).is_empty() {
        assert!(began.elapsed() < Duration::from_secs(60), "no staging folder after a minute");
        std::thread::sleep(Duration::from_millis(1));
    }
    child.kill().expect("still running");
    let status = child.wait().expect("ended");
    assert_eq!(status.code(), None, "the run ended before it was killed; make the input longer");
    assert_eq!((manifest(&place), place.names("output")), before);
    assert_eq!(left_over(&place).len(), 1);
    (0..60).for_each(|n| std::fs::remove_file(place.path(&format!("raw/{n}.txt"))).expect("file"));
    place.guihua(&["run"]).expect(0);
    assert!(left_over(&place).is_empty(), "{:?}", names(&place.path("")));
}
