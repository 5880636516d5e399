//! The five real plans, where they lie beside the repository.

use std::path::{Path, PathBuf};

use crate::kit::Place;

/// The folder of the real plans; where it is missing the test says so and passes.
fn seeds() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if !folder.is_dir() {
        eprintln!("SKIPPED: no ../shared/seeds beside the repository");
        return None;
    }
    Some(folder)
}

#[test]
fn the_seeds_fill_every_table_and_verify() {
    let Some(seeds) = seeds() else { return };
    let place = Place::new();
    let seeds = seeds.display().to_string();
    let ran = place.guihua(&["run", &seeds, "--format", "json"]).expect(0);
    let summary: serde_json::Value = serde_json::from_str(&ran.out()).expect("JSON");
    println!("rows of the seeds: {}", summary["rows"]);
    let ran = place.guihua(&["verify", "output", &seeds]);
    assert_eq!(ran.code(), Some(0), "{}", ran.out());
}
