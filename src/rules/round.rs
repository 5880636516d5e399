//! Rounds: the stations that a numeral goes to, by its classes. What is open to it there is told once for all numerals of the same
//! classes.

use super::class::Classes;
use super::marks::{Set, only};
use super::rule::Emit;
use super::station::{Stand, Station};

/// A station that a numeral goes to.
#[derive(Debug)]
pub struct Call {
    pub station: usize,
    pub stand: Stand,
    /// See [`Station::farthest`].
    pub farthest: usize,
    /// The patterns that ask for no class, or for one of the numeral's.
    pub open: Set,
}

impl Call {
    /// The call of a numeral of these classes; none where nothing is open to it.
    fn at(number: usize, station: &Station, classes: Classes) -> Option<Self> {
        let open = (0..).zip(&station.wishes).filter(|(_, wish)| classes.meet(**wish)).fold(0, |open, (pattern, _)| open | only(pattern));
        let &Station { stand, farthest, .. } = station;
        (open != 0).then_some(Self { station: number, stand, farthest, open })
    }
}

/// The calls of a numeral at the stations of each kind of rule; those of one stand are one behind the other.
#[derive(Debug)]
struct Round {
    classes: Classes,
    calls: [Vec<Call>; Emit::COUNT],
}

impl Round {
    fn new(classes: Classes, stations: &[Station]) -> Self {
        let mut calls = [const { Vec::new() }; Emit::COUNT];
        for (number, station) in stations.iter().enumerate() {
            calls[station.emit as usize].extend(Call::at(number, station, classes));
        }
        Self { classes, calls }
    }
}

/// The rounds made by now.
#[derive(Debug)]
pub struct Rounds {
    all: Vec<Round>,
    /// One of those whose classes are mixed to the same number: the last that was asked for.
    recent: Box<[u32]>,
}

const MIXED: u32 = 8;

impl Default for Rounds {
    fn default() -> Self {
        Self { all: Vec::new(), recent: vec![0; 1 << MIXED].into() }
    }
}

impl Rounds {
    /// The number of the round of these classes.
    #[inline]
    pub fn number(&mut self, classes: Classes, stations: &[Station]) -> usize {
        let recent = self.recent[classes.mixed(MIXED)] as usize;
        if self.all.get(recent).is_some_and(|round| round.classes == classes) { recent } else { self.look_up(classes, stations) }
    }

    #[cold]
    fn look_up(&mut self, classes: Classes, stations: &[Station]) -> usize {
        let number = self.all.iter().position(|round| round.classes == classes).unwrap_or_else(|| {
            self.all.push(Round::new(classes, stations));
            self.all.len() - 1
        });
        self.recent[classes.mixed(MIXED)] = number as u32;
        number
    }

    /// The calls of a round at the stations of one kind of rule.
    #[inline]
    pub fn calls(&self, round: usize, emit: Emit) -> &[Call] {
        &self.all[round].calls[emit as usize]
    }
}
