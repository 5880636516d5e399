//! The counts that come with the program: a table of hashes that is looked up where it lies, nothing of it is read at the start.
//!
//! Cells of two bytes, four to a bucket; an n-gram stands in one of two buckets (cuckoo hashing). A cell holds eleven bits of the
//! n-gram's hash and the level of a count; how many tokens followed an n-gram is a cell of its own. That one n-gram in some hundreds
//! that was never counted seems to have been is the price; [`super::Model`] knows of it.

use super::counts::Counts;
use super::{ORDER, Token, key, mix};
use std::hint::black_box;
use std::sync::LazyLock;

/// A table of counts.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    buckets: &'a [[u8; BUCKET]],
    /// How far the two buckets of each tag lie apart.
    steps: Box<[u32]>,
    total: f32,
}

/// The table that comes with the program.
pub static BUILT_IN: LazyLock<Table<'static>> = LazyLock::new(|| Table::of(include_bytes!("../data/ngrams.bin")));

/// The counts that are told apart; a level serves what is nearest to it.
#[rustfmt::skip]
const LEVELS: [f32; 31] = [
    1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 13.0, 17.0, 22.0, 30.0, 40.0, 55.0, 75.0, 100.0, 140.0, 200.0, 280.0, 400.0, 600.0, 900.0,
    1400.0, 2200.0, 3500.0, 6000.0, 10_000.0, 18_000.0, 32_000.0, 60_000.0, 120_000.0,
];
/// Bits of a cell that hold the level; 0 is an empty cell.
const LEVEL_BITS: u32 = 5;
const LEVEL: u16 = (1 << LEVEL_BITS) - 1;
/// Bytes before the cells: how many tokens were counted.
const HEAD: usize = 4;
/// Bytes of a bucket.
const BUCKET: usize = 8;
/// What sets the key of "how many followed" apart from that of the n-gram.
const FOLLOWERS: u64 = 0x5bd1_e995_0000_0001;

impl<'a> Table<'a> {
    /// The table in some bytes that [`pack`] wrote.
    pub fn of(data: &'a [u8]) -> Self {
        let (head, cells) = data.split_at_checked(HEAD).unwrap_or((&[], &[]));
        let total = head.iter().rev().fold(0u32, |n, byte| n << 8 | u32::from(*byte));
        let (buckets, _) = cells.as_chunks();
        let steps = (0..=u16::MAX >> LEVEL_BITS).map(|tag| step(tag, buckets.len() as u64) as u32).collect();
        Self { buckets, steps, total: total as f32 }
    }

    /// How many tokens were counted.
    pub(super) fn total(&self) -> f32 {
        self.total
    }

    /// How often an n-gram, which has this key, was counted.
    pub(super) fn count(&self, gram: &[Token], key: u64) -> Option<f32> {
        if gram.len() > ORDER { None } else { self.level(key) }
    }

    /// Brings the buckets of n-grams near that will be asked for. The ways to them overlap here; those of questions that wait for the
    /// answers before them do not.
    pub(super) fn fetch(&self, keys: impl Iterator<Item = u64>) {
        black_box(keys.fold(0, |seen, key| seen | self.cell(key) | self.cell(key ^ FOLLOWERS)));
    }

    /// How many different tokens followed an n-gram that was counted, which has this key.
    pub(super) fn followers(&self, key: u64) -> f32 {
        self.level(key ^ FOLLOWERS).unwrap_or(1.0)
    }

    /// Whether two tokens were counted side by side; asked of many pairs in a row, the ways to their buckets overlap.
    #[inline]
    pub(super) fn holds(&self, pair: [Token; 2]) -> bool {
        self.cell(key(&pair)) != 0
    }

    fn level(&self, key: u64) -> Option<f32> {
        LEVELS.get(usize::from(self.cell(key) & LEVEL).checked_sub(1)?).copied()
    }

    /// The cell of a key, 0 where there is none. What takes long is the way to a bucket, so nothing branches here on what stands in one.
    #[inline]
    fn cell(&self, key: u64) -> u16 {
        let Some((tag, first)) = place(key, self.buckets.len() as u64) else { return 0 };
        let second = beside(first, u64::from(self.steps[usize::from(tag)]), self.buckets.len() as u64);
        let (first, second) = (self.cell_in(first, tag), self.cell_in(second, tag));
        if first != 0 { first } else { second }
    }

    /// The first cell of a bucket that has this tag, 0 where none has.
    #[inline]
    fn cell_in(&self, bucket: u64, tag: u16) -> u16 {
        let cells = self.buckets.get(bucket as usize).map_or(0, |bucket| u64::from_le_bytes(*bucket));
        (0..BUCKET / 2).rev().map(|n| (cells >> (16 * n)) as u16).fold(0, |found, cell| {
            let is_it = (cell >> LEVEL_BITS == tag) & (cell & LEVEL != 0);
            if is_it { cell } else { found }
        })
    }
}

/// The tag of a key and its first bucket; each of its two buckets follows from the other and the tag.
fn place(key: u64, buckets: u64) -> Option<(u16, u64)> {
    let mixed = mix(key);
    let tag = mixed as u16 >> LEVEL_BITS;
    let first = (mixed >> 16).checked_rem(buckets)?;
    Some((tag, first))
}

/// The other bucket of a cell.
fn other(bucket: u64, tag: u16, buckets: u64) -> u64 {
    beside(bucket, step(tag, buckets), buckets)
}

fn step(tag: u16, buckets: u64) -> u64 {
    mix(u64::from(tag) + 1).checked_rem(buckets).unwrap_or(0)
}

fn beside(bucket: u64, step: u64, buckets: u64) -> u64 {
    let place = step + buckets - bucket;
    if place < buckets { place } else { place - buckets }
}

/// The level that a count is rounded to, from 1 on; 0 marks an empty cell.
fn level_of(count: u32) -> u16 {
    LEVELS.iter().rposition(|level| *level <= count as f32 * 1.15).unwrap_or(0) as u16 + 1
}

/// Packs the counts of the n-grams that `keep` wants into a table of at most `bytes` bytes; none where they do not fit.
pub fn pack(counts: &Counts, bytes: usize, keep: impl Fn(&[Token], u32) -> bool) -> Option<Vec<u8>> {
    let buckets = ((bytes - HEAD) / BUCKET) as u64;
    let mut cells: Vec<(u64, u16)> = Vec::new();
    for counted in counts.iter().filter(|counted| keep(counted.gram(), counted.count)) {
        let key = key(counted.gram());
        cells.push((key, level_of(counted.count)));
        if counted.followers > 1 {
            cells.push((key ^ FOLLOWERS, level_of(counted.followers)));
        }
    }
    cells.sort_unstable();
    let mut table = vec![[0u16; BUCKET / 2]; buckets as usize];
    let mut dice = 1u64;
    for (key, level) in cells {
        let (tag, first) = place(key, buckets)?;
        insert(&mut table, tag << LEVEL_BITS | level, [first, other(first, tag, buckets)], &mut dice)?;
    }
    let cells = table.iter().flatten().flat_map(|cell| cell.to_le_bytes());
    Some(counts.total().to_le_bytes().into_iter().chain(cells).collect())
}

/// Puts a cell into one of its buckets; where both are full another cell makes room and goes to its own other bucket, and so on.
fn insert(table: &mut [[u16; BUCKET / 2]], mut cell: u16, homes: [u64; 2], dice: &mut u64) -> Option<()> {
    const TRIES: usize = 5000;
    let buckets = table.len() as u64;
    for home in homes {
        // Two n-grams with the same tag and bucket are one cell: the larger count stays.
        if let Some(same) = table[home as usize].iter_mut().find(|there| **there != 0 && **there >> LEVEL_BITS == cell >> LEVEL_BITS) {
            *same = cell.max(*same);
            return Some(());
        }
    }
    let mut home = homes[0];
    for _ in 0..TRIES {
        for bucket in [home, other(home, cell >> LEVEL_BITS, buckets)] {
            if let Some(free) = table[bucket as usize].iter_mut().find(|there| **there == 0) {
                *free = cell;
                return Some(());
            }
        }
        *dice = mix(*dice + 1);
        home = if *dice & 4 == 0 { home } else { other(home, cell >> LEVEL_BITS, buckets) };
        std::mem::swap(&mut cell, &mut table[home as usize][(*dice & 3) as usize]);
        home = other(home, cell >> LEVEL_BITS, buckets);
    }
    None
}
