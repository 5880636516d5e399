//! Rounds: the stations that a numeral goes to, by its classes. What is open to it there is told once for all numerals of the same
//! classes.

use super::class::Classes;
use super::marks::Marks;
use super::rule::Emit;
use super::station::{Stand, Station};

/// A station that a numeral goes to.
#[derive(Debug)]
pub struct Call {
    pub station: usize,
    pub emit: Emit,
    pub stand: Stand,
    /// See [`Station::farthest`].
    pub farthest: usize,
    /// The patterns that ask for no class, or for one of the numeral's.
    pub open: Box<[u64]>,
}

impl Call {
    /// The call of a numeral of these classes; none where nothing is open to it.
    fn at(number: usize, station: &Station, classes: Classes) -> Option<Self> {
        let mut open = Marks::new(1, station.wishes.len());
        let admits = |wish: &Classes| classes.meet(*wish);
        (0..).zip(&station.wishes).filter(|(_, wish)| admits(wish)).for_each(|(pattern, _)| open.add(0, pattern));
        let &Station { emit, stand, farthest, .. } = station;
        station.wishes.iter().any(admits).then(|| Self { station: number, emit, stand, farthest, open: open.of(0).into() })
    }
}

/// The rounds made by now. Numerals differ in few ways, and the commonest come first.
#[derive(Debug, Default)]
pub struct Rounds {
    classes: Vec<Classes>,
    calls: Vec<Vec<Call>>,
}

impl Rounds {
    /// The number of the round of these classes.
    #[inline]
    pub fn number(&mut self, classes: Classes, stations: &[Station]) -> usize {
        self.classes.iter().position(|known| *known == classes).unwrap_or_else(|| self.add(classes, stations))
    }

    #[cold]
    fn add(&mut self, classes: Classes, stations: &[Station]) -> usize {
        self.classes.push(classes);
        self.calls.push(stations.iter().enumerate().filter_map(|(number, station)| Call::at(number, station, classes)).collect());
        self.calls.len() - 1
    }

    /// The calls of a round at rules that do `emit`; those of one stand one behind the other.
    #[inline]
    pub fn calls(&self, round: usize, emit: Emit) -> impl Iterator<Item = &Call> {
        self.calls[round].iter().filter(move |call| call.emit == emit)
    }
}
