//! Bad input of each kind: a clear message, and nothing else lost.

use crate::kit::{PLAN, Place, column};

/// A good plan beside one file of each bad kind.
#[test]
fn bad_files_fail_alone() {
    let place = Place::with_plan();
    place.write("raw/empty.txt", "");
    place.write("raw/blank.txt", " \n\n");
    place.write("raw/binary.txt", [0x7f, b'E', b'L', b'F', 0, 0, 0, 1, 2, 3, 0, 0, 0xfe, 0xed]);
    place.write("raw/ff.txt", [0xff; 4096]);
    place.write("raw/scan.pdf", "%PDF-1.7");
    let ran = place.guihua(&["run"]).expect(3).says(&["empty.txt", "binary.txt", "ff.txt", "failed"]);
    assert!(ran.out().is_empty(), "stdout is data: {}", ran.out());
    let statuses: Vec<_> =
        column(&place, "output/documents.parquet", "path").into_iter().zip(column(&place, "output/documents.parquet", "status")).collect();
    let status = |path: &str| statuses.iter().find(|(p, _)| p.as_deref() == Some(path)).and_then(|(_, s)| s.clone());
    assert_eq!(status("plan.txt").as_deref(), Some("ok"));
    for bad in ["empty.txt", "blank.txt", "binary.txt", "ff.txt"] {
        assert_eq!(status(bad).as_deref(), Some("failed"), "{bad}");
    }
    assert_eq!(status("scan.pdf"), None);
    let skipped = column(&place, "output/diagnostics.parquet", "path");
    assert!(skipped.contains(&Some("scan.pdf".to_owned())), "{skipped:?}");
    place.guihua(&["verify"]).expect(0);
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_fails_alone() {
    let place = Place::with_plan();
    // A dead link cannot be read by anyone, not even by root.
    std::os::unix::fs::symlink(place.path("gone"), place.path("raw/dead.txt")).expect("link");
    place.guihua(&["run"]).expect(3).says(&["dead.txt", "cannot read the file"]);
    assert_eq!(column(&place, "output/documents.parquet", "doc_id").iter().flatten().count(), 1);
}

#[test]
fn a_folder_without_plans() {
    let place = Place::with_plan();
    place.guihua(&["run"]).expect(0);
    let before = std::fs::read(place.path("output/manifest.json")).expect("manifest");
    place.write("other/table.xlsx", "PK");
    place.guihua(&["run", "other"]).expect(2).says(&["no plans under", ".txt"]);
    assert_eq!(std::fs::read(place.path("output/manifest.json")).expect("manifest"), before);
}

#[test]
fn a_root_that_is_not_there() {
    Place::new().guihua(&["run", "nowhere"]).expect(2).says(&["cannot read nowhere", "give an existing file or folder"]);
}

#[test]
fn wrong_rules_write_nothing() {
    let place = Place::with_plan();
    place.write("mine/pack.toml", "name = \"mine\"\nversion = \n");
    place.guihua(&["run", "-r", "mine"]).expect(2).says(&["pack.toml", "nothing was written"]);
    assert!(!place.path("output").exists());
    place.guihua(&["run", "-r", "nowhere"]).expect(2).says(&["pack.toml"]);
}

#[test]
fn the_same_file_twice_is_read_once() {
    let place = Place::with_plan();
    place.guihua(&["run", "raw/plan.txt", "raw", "raw/plan.txt"]).expect(0);
    assert_eq!(column(&place, "output/documents.parquet", "path"), [Some("plan.txt".to_owned())]);
}

#[test]
fn names_of_any_kind() {
    let place = Place::new();
    place.write("raw/县级/无扩展名 规划", PLAN);
    place.write("raw/.hidden.txt", PLAN);
    place.guihua(&["run"]).expect(0);
    assert_eq!(column(&place, "output/documents.parquet", "path"), [Some("县级/无扩展名 规划".to_owned())]);
}
