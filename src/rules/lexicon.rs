//! Lexicons: data files of a pack whose type a room above brings itself (units, indicators, regions).
//!
//! The room implements [`Lexicon`], adds `rules::loader::<ItsType>()` to `LEXICONS` in the crate's root, and reads it with
//! [`Pack::lexicon`](super::Pack::lexicon). It is built when the pack is, so a wrong file is a fault before anything is read.

use std::any::{Any, TypeId, type_name};
use std::collections::HashMap;
use std::sync::Arc;

use super::fault::Faults;
use super::source::SourceFile;
use super::words::Lists;

/// A type that is built from data files of the pack.
pub trait Lexicon: Sized + Send + Sync + 'static {
    /// Builds it from the files of the pack; see [`Sources::file`] and [`Sources::under`].
    fn build(sources: &Sources<'_>, faults: &mut Faults) -> Self;
}

/// What a lexicon may be built from.
#[derive(Debug)]
pub struct Sources<'a> {
    pub(super) files: &'a [SourceFile],
    /// The word lists of the pack.
    pub lists: &'a Lists,
}

impl<'a> Sources<'a> {
    /// The file of this name, `lexicon/units.toml`.
    pub fn file(&self, name: &str) -> Option<&'a SourceFile> {
        self.files.iter().find(|file| &*file.name == name)
    }

    /// Every file whose name begins so, sorted: `lexicon/units`.
    pub fn under(&self, prefix: &str) -> impl Iterator<Item = &'a SourceFile> + use<'a> {
        let prefix = prefix.to_owned();
        self.files.iter().filter(move |file| file.name.starts_with(&prefix))
    }

    /// The file of this name; a fault where it is missing.
    pub fn required(&self, name: &str, faults: &mut Faults) -> Option<&'a SourceFile> {
        let file = self.file(name);
        if file.is_none() {
            faults.whole(name, "the pack lacks this file, which the program needs", "copy it from the rules folder of guihua");
        }
        file
    }
}

/// Builds one lexicon; made by [`loader`].
pub type Loader = fn(&Sources<'_>, &mut Faults, &mut Lexicons);

/// The loader of a lexicon, for `LEXICONS` in the crate's root.
pub const fn loader<T: Lexicon>() -> Loader {
    |sources, faults, lexicons| {
        let lexicon = T::build(sources, faults);
        lexicons.by_type.insert(TypeId::of::<T>(), Arc::new(lexicon));
    }
}

/// The lexicons of a pack, by type.
#[derive(Clone, Default)]
pub struct Lexicons {
    by_type: HashMap<TypeId, Arc<dyn Any + Send + Sync>>,
}

impl Lexicons {
    /// The lexicon of this type, if it was loaded.
    pub fn get<T: Lexicon>(&self) -> Option<&T> {
        self.by_type.get(&TypeId::of::<T>())?.downcast_ref()
    }

    /// The name of the type, for the message where it was not.
    pub(super) fn missing<T: Lexicon>() -> String {
        format!("{} is not in LEXICONS of the crate's root", type_name::<T>())
    }
}

impl std::fmt::Debug for Lexicons {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Lexicons({})", self.by_type.len())
    }
}
