//! The queue in which documents wait for their turn: many threads read them, and each is written as soon as all before it are.
//!
//! Whoever hands in the document whose turn it is writes it on the spot, while its rows still lie in the caches of that thread, and with
//! it those that waited for it. Nobody waits for a document to be written: who finds another one writing goes on reading.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Tally, Watch, one};
use crate::rules::Pack;
use crate::source::Input;
use crate::tables::{self, Entry, Sheets};

/// Reads some inputs with all threads of the pool and writes them in their order.
pub(super) fn read(inputs: &[Input], pack: &Pack, watch: &dyn Watch, sheets: &mut Sheets, tally: &mut Tally) -> Result<(), tables::Error> {
    let taken = AtomicUsize::new(0);
    let queue = Queue { waiting: Mutex::default(), writer: Mutex::new(Writer { sheets, tally, wrong: None }) };
    rayon::broadcast(|_| {
        while let Some((place, input)) = next(inputs, &taken) {
            let entry = one::read(input, pack);
            if input.is_plan() {
                watch.read(&input.path, input.byte_len, entry.rows.document.status);
            }
            if !queue.hand_in(place, entry) {
                taken.store(inputs.len(), Relaxed);
            }
        }
    });
    let writer = queue.writer.into_inner().unwrap_or_else(PoisonError::into_inner);
    writer.wrong.map_or(Ok(()), Err)
}

/// The first input that no thread has taken.
fn next<'i>(inputs: &'i [Input], taken: &AtomicUsize) -> Option<(usize, &'i Input)> {
    let place = taken.fetch_add(1, Relaxed);
    inputs.get(place).map(|input| (place, input))
}

struct Queue<'a> {
    waiting: Mutex<Waiting>,
    writer: Mutex<Writer<'a>>,
}

/// What was read before its turn.
#[derive(Default)]
struct Waiting {
    turn: usize,
    entries: BTreeMap<usize, Entry>,
}

struct Writer<'a> {
    sheets: &'a mut Sheets,
    tally: &'a mut Tally,
    wrong: Option<tables::Error>,
}

impl Queue<'_> {
    /// Takes in what was read, and writes it when it is its turn; false when nothing can be written any more.
    fn hand_in(&self, place: usize, entry: Entry) -> bool {
        lock(&self.waiting).entries.insert(place, entry);
        // Asked again after the writer is let go: what was handed in meanwhile found it taken.
        while lock(&self.waiting).has_next() {
            let Ok(mut writer) = self.writer.try_lock() else { return true };
            while let Some(entry) = self.next() {
                writer.write(entry);
            }
            if writer.wrong.is_some() {
                return false;
            }
        }
        true
    }

    fn next(&self) -> Option<Entry> {
        let mut waiting = lock(&self.waiting);
        let turn = waiting.turn;
        let entry = waiting.entries.remove(&turn)?;
        waiting.turn += 1;
        Some(entry)
    }
}

impl Waiting {
    fn has_next(&self) -> bool {
        self.entries.first_key_value().is_some_and(|(place, _)| *place == self.turn)
    }
}

impl Writer<'_> {
    fn write(&mut self, entry: Entry) {
        if self.wrong.is_none() {
            self.tally.add(&entry);
            self.wrong = self.sheets.push(entry).err();
        }
    }
}

/// A thread that broke while it held the lock has left nothing half done that is read afterwards: its panic ends the run.
fn lock<T>(of: &Mutex<T>) -> MutexGuard<'_, T> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}
