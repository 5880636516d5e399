//! Embeds the rule pack: lists the files of `rules/` for `include_str!`, so that the program needs no folder at run time.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo:rerun-if-changed=rules");
    println!("cargo:rerun-if-changed=build.rs");
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")).join("rules");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let mut list = String::from("&[\n");
    for path in &paths {
        let name = path.strip_prefix(&root).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let _ = writeln!(list, "    ({name:?}, include_str!({:?})),", path.to_string_lossy());
    }
    list.push_str("]\n");
    let out = PathBuf::from(variable("OUT_DIR")).join("pack_files.rs");
    // A target folder may be a tree of hard links to another's: the file is made anew, never written through the link.
    let _ = std::fs::remove_file(&out);
    if let Err(error) = std::fs::write(&out, list) {
        panic!("cannot write {}: {error}", out.display());
    }
}

fn variable(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("cargo sets {name}"))
}

/// The same choice of files as `rules::source::is_pack_file`.
fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|e| e == "toml" || e == "tsv") {
            paths.push(path);
        }
    }
}
