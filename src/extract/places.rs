//! The places that the names of a document may hold: whose a work is, and what part of its region a figure is of.
//!
//! Whose the document itself is was settled before; see `document::facts`.

use crate::document::{Division, Facts, Register};
use crate::rules::{Forward, Head, Pack, WordList};

/// The places that a document's names may hold: those of its own province.
#[derive(Clone, Copy)]
pub struct Places<'p> {
    register: &'p Register,
    /// The code of the document's region, and the first two digits of it; none where it is not known.
    own: Option<u32>,
    home: Option<u32>,
    /// Words that every plan uses.
    generic: &'p WordList,
}

impl<'p> Places<'p> {
    /// The places of a document of these facts.
    pub fn of(pack: &'p Pack, facts: &Facts) -> Self {
        let own: Option<u32> = facts.region_code.as_deref().and_then(|code| code.parse().ok());
        Self { register: pack.lexicon(), own, home: own.map(|own| own / 10_000), generic: pack.words("project.generic") }
    }

    /// Whether a name of the register that may be of this province stands in a text.
    pub fn any_in(&self, text: &str) -> bool {
        self.register.find_all(text).any(|hit| self.is_near(hit.divisions, hit.full))
    }

    /// The bytes of the longest name of the register that begins with this head and these characters, and whether it may be of this province.
    #[inline]
    pub fn begins(&self, head: Head, rest: Forward<'_>) -> Option<(usize, bool)> {
        let (divisions, full, len) = self.register.begins(head, rest)?;
        Some((len, self.is_near(divisions, full)))
    }

    /// Whether a text begins with a name of the register that may be of this province: 和林格尔.
    pub fn begins_home(&self, text: &str) -> bool {
        Head::of(Forward::new(text)).and_then(|(head, rest)| self.begins(head, rest)).is_some_and(|(_, home)| home)
    }

    /// Whether a name that these divisions bear, or its like in full, may be of this province.
    fn is_near(&self, divisions: &[u32], full: bool) -> bool {
        full || divisions.iter().any(|&i| self.is_home(i))
    }

    fn is_home(&self, division: u32) -> bool {
        self.home.is_none_or(|home| self.register.get(division).code / 10_000 == home)
    }

    /// The one place of its province that a name begins with, if it is not that of the document or above it.
    ///
    /// Of a road from one place to another neither is the region.
    pub fn region(&self, name: &str) -> Option<&str> {
        let Bearer { division, .. } = self.bearer(name)?;
        let (code, own) = (division.code, self.own?);
        let above = code == own || code.is_multiple_of(10_000) || code.is_multiple_of(100) && own / 100 == code / 100;
        if above { None } else { self.register.name_of(code) }
    }

    /// The part of the document's region that an indicator begins with: of a prefecture its counties, of a province its prefectures too.
    ///
    /// A name without its kind that is a word as well (港口, 新建), or that is no longer in force, is none.
    pub fn part(&self, indicator: &str) -> Option<&str> {
        let Bearer { division, short } = self.bearer(indicator)?;
        let (code, own) = (division.code, self.own?);
        let step = if own.is_multiple_of(10_000) { 10_000 } else { 100 };
        let within = own.is_multiple_of(step) && code != own && code / step == own / step;
        let named = short.is_none_or(|short| division.current() && !self.generic.contains(short));
        if within && named { self.register.name_of(code) } else { None }
    }

    /// The one place of its province that a name begins with; none where it is joined to another.
    fn bearer<'n>(&self, name: &'n str) -> Option<Bearer<'_, 'n>> {
        self.home?;
        let (head, rest) = Head::of(Forward::new(name))?;
        let (divisions, full, end) = self.register.begins(head, rest)?;
        let home = || divisions.iter().filter(|&&i| self.is_home(i)).map(|&i| self.register.get(i));
        // A county that became a city, or changed its prefecture, is in the register twice.
        let in_force = home().any(Division::current);
        let mut bearers = home().filter(|division| division.current() || !in_force);
        let division = bearers.next()?;
        let rest = &name[end..];
        let joined = rest.starts_with(JOINS) || !full && rest.starts_with(NAMED_AFTER);
        let alone = bearers.all(|other| other.code == division.code) && !joined;
        alone.then_some(Bearer { division, short: (!full).then_some(&name[..end]) })
    }
}

/// Behind a place: another one follows.
const JOINS: [char; 5] = ['—', '-', '至', '~', '、'];
/// Behind a place without its kind: what is named after it, or it after that, lies elsewhere too (澜沧江, 上海路).
const NAMED_AFTER: [char; 4] = ['江', '河', '湖', '路'];

/// A place that a name begins with.
struct Bearer<'p, 'n> {
    division: &'p Division,
    /// Its name as it stands, where that lacks its kind.
    short: Option<&'n str>,
}
