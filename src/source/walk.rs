//! From raw roots to a sorted list of inputs.

use std::collections::HashMap;
use std::path::{Component, Path, PathBuf};

use ignore::{DirEntry, WalkBuilder};

use super::{Error, Input, Kind, judge_name};

/// Finds every input below the roots, sorted by path, each file once.
///
/// Paths are below the root when there is one, and below the deepest folder that holds all of them when there are several.
/// Hidden files are left out, links are followed; `except` is a folder that is never entered (the output).
///
/// # Errors
/// When a root is not there, or when there is no plan at all.
pub fn find(roots: &[PathBuf], except: Option<&Path>) -> Result<Vec<Input>, Error> {
    let roots = roots.iter().map(|root| absolute(root)).collect::<Result<Vec<_>, _>>()?;
    let base = base(&roots);
    let except = except.and_then(|folder| folder.canonicalize().ok());
    let mut inputs = Vec::new();
    for root in &roots {
        if root.is_file() {
            inputs.push(input(root.clone(), &base, |_| Ok(())));
        } else {
            walk(root, &base, except.as_deref(), &mut inputs);
        }
    }
    inputs.sort_by(|a, b| a.path.cmp(&b.path));
    once(&mut inputs);
    if inputs.iter().all(|i| matches!(i.kind, Kind::Skipped(..))) {
        let shown = roots.iter().map(|r| r.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(Error::NoPlans { roots: shown, looked_at: inputs.len() });
    }
    Ok(inputs)
}

fn absolute(root: &Path) -> Result<PathBuf, Error> {
    root.canonicalize().map_err(|e| Error::Root { file: root.to_owned(), message: e.to_string() })
}

/// The folder that paths are given below: the deepest one that holds every root.
fn base(roots: &[PathBuf]) -> PathBuf {
    let folders = roots.iter().filter_map(|root| if root.is_dir() { Some(root.as_path()) } else { root.parent() });
    folders.map(Path::to_owned).reduce(|a, b| common(&a, &b)).unwrap_or_default()
}

fn common(a: &Path, b: &Path) -> PathBuf {
    a.components().zip(b.components()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
}

fn walk(root: &Path, base: &Path, except: Option<&Path>, inputs: &mut Vec<Input>) {
    let except = except.map(Path::to_owned);
    let mut walker = WalkBuilder::new(root);
    walker.standard_filters(false).hidden(true).follow_links(true);
    walker.filter_entry(move |entry| except.as_deref().is_none_or(|folder| entry.path() != folder));
    for entry in walker.build() {
        match entry {
            Ok(entry) if is_folder(&entry) => {}
            Ok(entry) => inputs.push(input(entry.into_path(), base, judge_name)),
            Err(error) => inputs.push(broken(root, base, &error)),
        }
    }
}

fn is_folder(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|t| t.is_dir())
}

fn input(file: PathBuf, base: &Path, judge: impl Fn(&Path) -> Result<(), (&'static str, String)>) -> Input {
    let path = below(&file, base);
    let (byte_len, kind) = match std::fs::metadata(&file) {
        Err(error) => (0, Kind::Unreadable(error.to_string())),
        Ok(meta) if !meta.is_file() => (0, Kind::Skipped("file-skipped", "neither a file nor a folder".to_owned())),
        Ok(meta) => (meta.len(), judge(&file).map_or_else(|(code, why)| Kind::Skipped(code, why), |()| Kind::Plan)),
    };
    Input { path, file, byte_len, kind }
}

/// An entry that the walk could not enter: a folder without permission, a dead link, a loop of links.
fn broken(root: &Path, base: &Path, error: &ignore::Error) -> Input {
    let file = path_of(error).unwrap_or(root).to_owned();
    let kind = match is_loop(error) {
        true => Kind::Skipped("link-loop", "a link to a folder that holds it; it is read once, where it lies".to_owned()),
        false => Kind::Unreadable(io_text(error)),
    };
    Input { path: below(&file, base), file, byte_len: 0, kind }
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn is_loop(error: &ignore::Error) -> bool {
    match error {
        ignore::Error::Loop { .. } => true,
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => is_loop(err),
        _ => false,
    }
}

fn io_text(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}

/// The path below `base` with `/`.
fn below(file: &Path, base: &Path) -> String {
    let rest = file.strip_prefix(base).unwrap_or(file);
    let names = rest.components().filter_map(|c| match c {
        Component::Normal(name) => Some(name.to_string_lossy()),
        _ => None,
    });
    names.collect::<Vec<_>>().join("/")
}

/// Leaves out a file that was reached twice, by two arguments or by a link; the first path in order keeps it.
fn once(inputs: &mut Vec<Input>) {
    let mut seen: HashMap<PathBuf, String> = HashMap::new();
    inputs.dedup_by(|b, a| a.path == b.path);
    for input in inputs.iter_mut().filter(|i| i.is_plan()) {
        let Ok(real) = input.file.canonicalize() else { continue };
        match seen.get(&real) {
            Some(first) => input.kind = Kind::Skipped("file-repeated", format!("the same file as {first}; it is read once")),
            None => drop(seen.insert(real, input.path.clone())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touch(folder: &Path, path: &str) {
        let file = folder.join(path);
        std::fs::create_dir_all(file.parent().expect("has a parent")).expect("folder");
        std::fs::write(file, "到2025年").expect("file");
    }

    fn plans(inputs: &[Input]) -> Vec<&str> {
        inputs.iter().filter(|i| i.is_plan()).map(|i| i.path.as_str()).collect()
    }

    #[test]
    fn one_root_gives_paths_below_it() {
        let dir = tempfile::tempdir().expect("temp");
        for path in ["b/2.txt", "a.txt", "b/.hidden.txt", "c.pdf", "README.md", "out/x.txt"] {
            touch(dir.path(), path);
        }
        let found = find(&[dir.path().to_owned()], Some(&dir.path().join("out"))).expect("plans");
        assert_eq!(plans(&found), ["a.txt", "b/2.txt"]);
        assert_eq!(found.iter().filter(|i| matches!(i.kind, Kind::Skipped("file-skipped", _))).count(), 2);
    }

    #[test]
    fn several_roots_give_paths_below_their_common_folder() {
        let dir = tempfile::tempdir().expect("temp");
        for path in ["x/1.txt", "y/1.txt"] {
            touch(dir.path(), path);
        }
        let roots = ["x/1.txt", "y", "x"].map(|p| dir.path().join(p));
        assert_eq!(plans(&find(&roots, None).expect("plans")), ["x/1.txt", "y/1.txt"]);
        assert_eq!(plans(&find(&roots[..1], None).expect("plans")), ["1.txt"]);
        let nested = ["x", "x/1.txt"].map(|p| dir.path().join(p));
        assert_eq!(plans(&find(&nested, None).expect("plans")), ["1.txt"]);
    }

    #[test]
    fn a_file_given_by_name_is_read_whatever_its_extension() {
        let dir = tempfile::tempdir().expect("temp");
        touch(dir.path(), "plan.gbk");
        assert_eq!(plans(&find(&[dir.path().join("plan.gbk")], None).expect("plans")), ["plan.gbk"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_loops_are_not() {
        let dir = tempfile::tempdir().expect("temp");
        touch(dir.path(), "a/1.txt");
        std::os::unix::fs::symlink(dir.path().join("a"), dir.path().join("a/again")).expect("link");
        std::os::unix::fs::symlink(dir.path().join("a/1.txt"), dir.path().join("b.txt")).expect("link");
        std::os::unix::fs::symlink(dir.path().join("gone.txt"), dir.path().join("dead.txt")).expect("link");
        let found = find(&[dir.path().to_owned()], None).expect("plans");
        assert_eq!(plans(&found), ["a/1.txt"]);
        let codes: Vec<_> = found.iter().map(|i| (i.path.as_str(), &i.kind)).collect();
        assert!(codes.iter().any(|(p, k)| *p == "b.txt" && matches!(k, Kind::Skipped("file-repeated", _))), "{codes:?}");
        assert!(codes.iter().any(|(_, k)| matches!(k, Kind::Skipped("link-loop", _))), "{codes:?}");
        assert!(codes.iter().any(|(p, k)| *p == "dead.txt" && matches!(k, Kind::Unreadable(_))), "{codes:?}");
    }

    #[test]
    fn nothing_to_read_is_said() {
        let dir = tempfile::tempdir().expect("temp");
        touch(dir.path(), "a.pdf");
        assert!(matches!(find(&[dir.path().to_owned()], None), Err(Error::NoPlans { looked_at: 1, .. })));
        assert!(matches!(find(&[dir.path().join("nowhere")], None), Err(Error::Root { .. })));
    }
}
