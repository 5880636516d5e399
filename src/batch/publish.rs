//! A run becomes visible at once or not at all.
//!
//! The tables are written to a hidden folder beside the output, checked there, and the two folders change places in one step.
//! Until then the old output stands untouched. A folder that holds anything guihua did not write is never replaced.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::manifest::{self, Manifest, Written};
use crate::tables;
use crate::tables::contract;

/// Why an output folder cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is a file.
    #[error("{} is a file, not a folder; choose another folder with -o", .0.display())]
    IsFile(PathBuf),
    /// It holds something that guihua did not write.
    #[error("{} holds {found:?}, which guihua did not write; it is left as it is: choose an empty or new folder with -o", folder.display())]
    Foreign {
        /// The folder.
        folder: PathBuf,
        /// One name in it.
        found: String,
    },
    /// It would replace raw files.
    #[error("the raw files {} lie in the output folder {}; choose another folder with -o", root.display(), folder.display())]
    HoldsRaw {
        /// The folder.
        folder: PathBuf,
        /// The raw root.
        root: PathBuf,
    },
    /// The system refuses.
    #[error("cannot write {}: {message}; the old output stands as it was; check permissions and free space, or choose another folder with -o", file.display())]
    Io {
        /// The file or folder.
        file: PathBuf,
        /// What the system says.
        message: String,
    },
    /// The folder cannot change places with another.
    #[error("cannot put new tables in place of {}: {message}; a mount point cannot be replaced, name a folder in it with -o", folder.display())]
    Swap {
        /// The folder.
        folder: PathBuf,
        /// What the system says.
        message: String,
    },
    /// A staged file is not what was written.
    #[error("{file} reads back wrong ({message}); nothing was published, the old output stands as it was")]
    Check {
        /// The file's name.
        file: String,
        /// What is wrong.
        message: String,
    },
}

fn io(file: &Path) -> impl Fn(std::io::Error) -> Error + '_ {
    move |e| Error::Io { file: file.to_owned(), message: e.to_string() }
}

/// Files that may stand in an output folder beside the tables, and are kept.
const KEPT: [&str; 2] = [".gitkeep", ".gitignore"];

/// An output folder that may be written, and the staging folder beside it.
#[derive(Debug)]
pub struct Output {
    folder: PathBuf,
    stage: TempDir,
    /// Locked as long as the run lives: a staging folder whose lock is free was left by a run that died.
    _lock: File,
}

impl Output {
    /// Checks that the folder may be written or replaced, and makes the staging folder.
    ///
    /// # Errors
    /// [`Error`] when it holds something else, holds the raw files, or cannot be written.
    pub fn prepare(folder: &Path, roots: &[PathBuf]) -> Result<Self, Error> {
        let folder = resolve(folder)?;
        check_replaceable(&folder)?;
        for root in roots.iter().filter_map(|r| r.canonicalize().ok()) {
            if root.starts_with(&folder) {
                return Err(Error::HoldsRaw { folder, root });
            }
        }
        let parent = parent(&folder);
        if on_other_devices(&folder, parent) {
            return Err(Error::Swap { folder, message: "it is a mount point".to_owned() });
        }
        let prefix = staging_prefix(&folder);
        remove_stale(parent, &prefix);
        let stage = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent).map_err(io(parent))?;
        let lock = File::create(stage.path().join(LOCK)).map_err(io(stage.path()))?;
        // Where the file system knows no locks, a folder left behind is not cleared up; nothing else is lost.
        let _ = lock.try_lock();
        fs::create_dir(stage.path().join(NEW)).map_err(io(stage.path()))?;
        Ok(Self { folder, stage, _lock: lock })
    }

    /// The folder to write the tables to.
    pub fn staging(&self) -> PathBuf {
        self.stage.path().join(NEW)
    }

    /// Checks the staged tables, writes the manifest, and puts the folder in place of the old one.
    ///
    /// # Errors
    /// [`Error`], and then the old output stands as it was.
    pub fn publish(mut self, mut manifest: Manifest, now: fn() -> String) -> Result<(), Error> {
        let new = self.staging();
        manifest.files = check(&new, &manifest)?;
        manifest.finished = now();
        self.keep(&new)?;
        write_manifest(&new, &manifest)?;
        // Somebody may have put a file there meanwhile.
        check_replaceable(&self.folder)?;
        self.swap(&new)?;
        // The staging folder now holds the old output; a folder that cannot be deleted is cleared up by the next run.
        let _ = self.stage.close();
        Ok(())
    }

    fn keep(&self, new: &Path) -> Result<(), Error> {
        for name in KEPT {
            let old = self.folder.join(name);
            if old.is_file() {
                fs::copy(&old, new.join(name)).map_err(io(&old))?;
            }
        }
        Ok(())
    }

    fn swap(&mut self, new: &Path) -> Result<(), Error> {
        let folder = self.folder.clone();
        let wrong = |e: std::io::Error| Error::Swap { folder: folder.clone(), message: e.to_string() };
        if !self.folder.exists() {
            return fs::rename(new, &self.folder).map_err(wrong);
        }
        if exchange(new, &self.folder).is_ok() {
            return Ok(());
        }
        let old = self.stage.path().join("old");
        fs::rename(&self.folder, &old).map_err(wrong)?;
        fs::rename(new, &self.folder).map_err(|e| {
            // Back to where we were; if that fails too the old output lies in the staging folder, which is then kept.
            self.stage.disable_cleanup(fs::rename(&old, &self.folder).is_err());
            wrong(e)
        })
    }
}

const LOCK: &str = "lock";
const NEW: &str = "new";

/// The two folders change places in one step, where the system can do that.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> std::io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> std::io::Result<()> {
    Err(std::io::ErrorKind::Unsupported.into())
}

/// Whether a folder is where another file system begins; a bind mount of the same one is only found by the swap.
#[cfg(unix)]
fn on_other_devices(folder: &Path, parent: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|m| m.dev());
    folder.exists() && device(folder) != device(parent)
}

#[cfg(not(unix))]
fn on_other_devices(_: &Path, _: &Path) -> bool {
    false
}

fn parent(folder: &Path) -> &Path {
    folder.parent().unwrap_or(folder)
}

fn staging_prefix(folder: &Path) -> String {
    format!(".{}.guihua-", folder.file_name().unwrap_or_default().to_string_lossy())
}

/// The folder itself where it exists, links followed; else its place below an existing parent.
fn resolve(folder: &Path) -> Result<PathBuf, Error> {
    if let Ok(real) = folder.canonicalize() {
        return if real.is_dir() { Ok(real) } else { Err(Error::IsFile(folder.to_owned())) };
    }
    let above = folder.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(above).map_err(io(above))?;
    let name = folder.file_name().ok_or_else(|| Error::IsFile(folder.to_owned()))?;
    Ok(above.canonicalize().map_err(io(above))?.join(name))
}

/// Whether everything in the folder was written by guihua, so that it may be replaced.
fn check_replaceable(folder: &Path) -> Result<(), Error> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        Err(e) => return Err(io(folder)(e)),
    };
    if fs::metadata(folder).is_ok_and(|m| m.permissions().readonly()) {
        return Err(io(folder)(std::io::ErrorKind::PermissionDenied.into()));
    }
    let written = Manifest::open(folder).map(|m| m.files.into_iter().map(|f| f.name).collect::<Vec<_>>());
    for entry in entries {
        let name = entry.map_err(io(folder))?.file_name().to_string_lossy().into_owned();
        let ours = written.as_ref().is_some_and(|files| name == manifest::NAME || files.contains(&name));
        if !ours && !KEPT.contains(&name.as_str()) {
            return Err(Error::Foreign { folder: folder.to_owned(), found: name });
        }
    }
    Ok(())
}

/// Deletes staging folders of runs that died.
fn remove_stale(parent: &Path, prefix: &str) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let stale = entry.file_name().to_string_lossy().starts_with(prefix)
            && File::open(entry.path().join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok());
        if stale {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Reads back what every staged file says of itself.
fn check(new: &Path, manifest: &Manifest) -> Result<Vec<Written>, Error> {
    contract::all().iter().map(|table| check_one(new, table.name, manifest.rows.get(table.name).copied())).collect()
}

fn check_one(new: &Path, table: &str, rows: Option<usize>) -> Result<Written, Error> {
    let name = format!("{table}.parquet");
    let file = new.join(&name);
    let wrong = |message: String| Error::Check { file: name.clone(), message };
    let found = tables::count(&file).map_err(|e| wrong(e.message))?;
    if rows != Some(found) {
        return Err(wrong(format!("{found} rows, not {}", rows.unwrap_or_default())));
    }
    let byte_len = fs::metadata(&file).map_err(io(&file))?.len();
    let blake3 = manifest::hash(&file).map_err(io(&file))?;
    Ok(Written { name, rows: found, byte_len, blake3 })
}

/// Writes the manifest under another name and renames it, last of all files.
fn write_manifest(new: &Path, manifest: &Manifest) -> Result<(), Error> {
    let file = new.join(manifest::NAME);
    let text = serde_json::to_vec_pretty(manifest).map_err(|e| io(&file)(e.into()))?;
    let part = new.join("manifest.json.part");
    let write = || -> std::io::Result<()> {
        let mut sink = File::create(&part)?;
        sink.write_all(&text)?;
        sink.write_all(b"\n")?;
        sink.sync_all()?;
        fs::rename(&part, &file)
    };
    write().map_err(io(&file))
}
