//! A segment of a sentence to its lists of works: which verb governs which pieces, and what closes the list.
//!
//! It decides by structure alone; whether a piece names a work is decided in [`super::score`].

mod sums;

use super::closing::{Closing, closed, closing, count, depth_of, sum};
use super::govern::{self, Chain, Force, Governor};
use super::lexis::Lexis;
pub use super::list::{List, Lists, Piece, Shape};
use super::marks::{Mark, MarkKind, Scan, Sign, Stretch, kinds_of, lead};
use super::name;
use super::signs::{OF, SUM};
use crate::tables::rows::{Span, Stage};

/// A list that is being read.
struct Open {
    governor: Governor,
    /// Where its pieces begin among all.
    first: usize,
    class: Option<Span>,
    closing: Closing,
    summed: bool,
}

/// Reads the lists of a segment, the one of this number. `lone`: whether phrases by themselves, of one piece and without any verb, are lists too.
pub fn read<'p>(lexis: &Lexis<'p>, text: &str, scan: &Scan, segment: usize, lone: bool, lists: &mut Lists<'p>) {
    let whole = scan.segments[segment];
    let mut rest = &scan.marks[whole.marks()];
    let all = &scan.signs[..];
    let plain = whole.kinds & SUM == 0;
    let mut reader = Reader { lexis, text, segment, lone, signs: all, marks: &[], plain, lists, open: None, pending: None };
    let (mut stretch, mut first) = (whole.stretch, true);
    loop {
        let inside = rest.iter().take_while(|mark| mark.kind == MarkKind::Piece).count();
        let mark = rest.get(inside);
        let (clause, behind) = mark.map_or((stretch, stretch), |mark| stretch.at_mark(mark));
        reader.marks = &rest[..inside];
        reader.plain = plain || kinds_of(&all[clause.signs()]) & SUM == 0;
        reader.clause(clause, first);
        if mark.is_none() {
            break;
        }
        rest = &rest[inside + 1..];
        (stretch, first) = (behind, false);
    }
    reader.close(Shape::Governed);
}

struct Reader<'a, 'p> {
    lexis: &'a Lexis<'p>,
    text: &'a str,
    segment: usize,
    lone: bool,
    /// All signs of the scan.
    signs: &'a [Sign],
    /// The marks of the clause at hand.
    marks: &'a [Mark],
    /// No 等 stands in the clause.
    plain: bool,
    lists: &'a mut Lists<'p>,
    open: Option<Open>,
    /// A verb whose object is still to come, behind 的 in a later clause (建成以…为主,辐射…的…).
    pending: Option<Governor>,
}

impl<'a, 'p> Reader<'a, 'p> {
    /// Reads one clause. `first`: nothing goes on from the clause before.
    fn clause(&mut self, clause: Stretch, first: bool) {
        let start = clause.span().start + lead(clause.span().of(self.text));
        let clause = clause.from(start, self.signs);
        let rest = clause.span().of(self.text);
        let opens = self.lexis.opens(rest);
        if let Some(chain) = govern::chain_behind(self.lexis, rest, opens) {
            self.close(Shape::Governed);
            self.pending = None;
            self.object(&chain, clause.from(start + chain.len, self.signs));
        } else if let Some(governor) = self.pending.take().filter(|_| !first) {
            self.object_behind(governor, clause);
        } else if opens.means > 0 {
            self.close(Shape::Governed);
            self.means(clause);
        } else if !first && self.goes_on(rest) {
            self.begin_again_before_verb(rest);
            self.region(clause);
        } else if let Some(governor) = self.sums_again(rest) {
            self.close(Shape::Governed);
            self.begin(governor);
            self.region(clause);
        } else {
            self.close(Shape::Governed);
            self.bare(clause);
        }
    }

    /// The signs of a stretch.
    fn signs_of(&self, stretch: &Stretch) -> &'a [Sign] {
        &self.signs[stretch.signs()]
    }

    /// Begins a list. One that is open is left out.
    fn begin(&mut self, governor: Governor) {
        self.drop_open();
        self.open = Some(Open { governor, first: self.lists.pieces.len(), class: None, closing: Closing::default(), summed: false });
    }

    /// Leaves out the open list.
    fn drop_open(&mut self) {
        if let Some(open) = self.open.take() {
            self.lists.pieces.truncate(open.first);
        }
    }

    /// The pieces of the open list.
    fn pieces_of(&self, open: &Open) -> &[Piece<'p>] {
        &self.lists.pieces[open.first..]
    }

    /// Adds a piece to the open list.
    fn push(&mut self, stretch: Stretch) {
        self.lists.pieces.push(Piece { stretch, ends: None });
    }

    /// The object of a verb, which a long attribute may put off.
    fn object(&mut self, chain: &Chain, object: Stretch) {
        if chain.behind.attribute && !self.is_alongside(&object) {
            return self.object_behind(chain.governor, object);
        }
        self.begin(chain.governor);
        self.region(object);
    }

    /// 沿江高铁, 沿黄公路: no attribute, a name.
    fn is_alongside(&self, object: &Stretch) -> bool {
        object.span().of(self.text).starts_with('沿') && !self.signs_of(object).iter().any(|sign| sign.is(OF))
    }

    /// The object behind the last 的 of the clause; in a later clause where this one has none.
    fn object_behind(&mut self, governor: Governor, clause: Stretch) {
        let of = self.signs_of(&clause).iter().rfind(|sign| sign.is(OF));
        match of.map(|of| of.at() + '的'.len_utf8()).filter(|&at| clause.span().end - at >= 9) {
            Some(at) => {
                self.begin(governor);
                self.region(clause.from(at, self.signs));
            }
            None => self.pending = Some(governor),
        }
    }

    /// Whether the list before goes on over a comma into this clause.
    fn goes_on(&self, clause: &str) -> bool {
        let lasts = self.open.as_ref().is_some_and(|open| {
            !open.summed && open.closing.len == 0 && open.governor.force != Force::None && !self.pieces_of(open).is_empty()
        });
        let short = || clause.len() <= 36 && !clause.contains(|c: char| c.is_ascii_digit()) && name::has_proper(self.lexis, clause);
        lasts && (clause.contains('、') || short())
    }

    /// Where the one name of a clause has its verb behind it and the list before has one too, a list of its own begins: 开工建设甲水库,
    /// 乙电站投产发电.
    fn begin_again_before_verb(&mut self, clause: &str) {
        let builds = |open: &&Open| open.governor.force == Force::Build && open.governor.stage.is_some();
        let Some(governor) = self.open.as_ref().filter(builds).map(|open| open.governor) else { return };
        if !clause.contains('、') && closing(self.lexis, clause, true).stage.is_some() {
            self.close(Shape::Governed);
            self.begin(governor);
        }
    }

    /// A clause that begins with no verb.
    fn bare(&mut self, clause: Stretch) {
        if !clause.span().is_empty() {
            self.begin(Governor::BARE);
            self.region(clause);
            self.close_bare();
        }
    }

    /// A phrase of means (依托…建成…): only what an inner verb governs, or the works that 以…为支撑 names.
    fn means(&mut self, clause: Stretch) {
        let text = clause.span().of(self.text);
        if text.starts_with(['将', '把', '使', '让']) {
            return;
        }
        if let Some(body) = self.pillars(text) {
            self.begin(Governor::PILLAR);
            let start = clause.span().start;
            return self.region(clause.from(start + '以'.len_utf8(), self.signs).until(start + body, self.signs));
        }
        let mut rest = clause.pieces(self.marks);
        let inner = rest.by_ref().find_map(|piece| self.inner(&piece, true).map(|(governor, at)| (governor, piece.from(at, self.signs))));
        if let Some((governor, first)) = inner {
            self.begin(governor);
            self.region_from(first, rest);
        }
    }

    /// 以甲、乙等项目为支撑: where the list ends.
    fn pillars(&self, text: &str) -> Option<usize> {
        let end = text.starts_with('以').then(|| text.rfind('为')).flatten()?;
        (text[..end].ends_with("项目") && text[..end].contains('等')).then_some(end)
    }

    /// Reads the pieces of a stretch into the open list.
    fn region(&mut self, stretch: Stretch) {
        if self.marks.is_empty() {
            return self.piece(stretch, true);
        }
        let mut pieces = stretch.pieces(self.marks);
        if let Some(first) = pieces.next() {
            self.region_from(first, pieces);
        }
    }

    fn region_from(&mut self, first: Stretch, rest: impl Iterator<Item = Stretch>) {
        let mut rest = rest.peekable();
        self.piece(first, rest.peek().is_none());
        while let Some(piece) = rest.next() {
            let (text, last) = (piece.span().of(self.text), rest.peek().is_none());
            match govern::chain(self.lexis, text) {
                Some(Chain { governor, len, .. }) if len < text.len() => {
                    self.close(Shape::Governed);
                    self.begin(governor);
                    self.piece(piece.from(piece.span().start + len, self.signs), last);
                }
                _ => self.piece(piece, last),
            }
        }
    }

    /// Reads one piece; what follows an inner verb or 等 in it may open the next list.
    fn piece(&mut self, piece: Stretch, last: bool) {
        let mut rest = Some(piece);
        // Every turn takes bytes from the front.
        while let Some(piece) = rest {
            rest = self.turn(piece, last);
        }
    }

    /// Reads a piece up to the next verb in it; what stands behind that.
    fn turn(&mut self, piece: Stretch, last: bool) -> Option<Stretch> {
        let governor = self.open.as_ref()?.governor;
        let inner = !matches!(governor.force, Force::Build | Force::Soft);
        if !self.plain
            && let Some(at) = self.sum(&piece, last)
        {
            return self.summed(piece, at, inner, last);
        }
        let Some((next, at)) = inner.then(|| self.inner(&piece, false)).flatten() else {
            self.end_piece(piece, last);
            return None;
        };
        self.agents();
        self.begin(governor.then(next));
        Some(piece.from(at, self.signs))
    }

    /// Before an inner verb stand those who build; only pieces that a closing verb ends are works.
    fn agents(&mut self) {
        let Some(open) = &mut self.open else { return };
        let (lexis, text, pieces) = (self.lexis, self.text, &mut self.lists.pieces);
        let closing = |piece: &Piece| closing(lexis, piece.stretch.span().of(text), true);
        let closed = pieces[open.first..].iter().rposition(|piece| closing(piece).builds);
        pieces.truncate(open.first + closed.map_or(0, |i| i + 1));
        if let Some(last) = pieces[open.first..].last_mut() {
            open.closing = closing(last);
            *last = Piece { stretch: last.stretch.until(last.stretch.span().end - open.closing.len, self.signs), ends: None };
        }
        self.close(Shape::Governed);
    }

    /// A piece that holds no sum: the last may be counted or closed by a verb.
    fn end_piece(&mut self, piece: Stretch, last: bool) {
        let text = piece.span().of(self.text);
        let Some(open) = &mut self.open else { return };
        if !last {
            return self.push(piece);
        }
        let before = &self.lists.pieces[open.first..];
        let counted = if before.is_empty() || text.len() > LONGEST { None } else { count(self.lexis, text) };
        if let Some(at) = counted.map(|at| piece.span().start + at) {
            open.summed = true;
            self.push(piece.until(at, self.signs));
            return self.sum_up(Span::new(at, piece.span().end), true);
        }
        // 改扩建 behind a name belongs to it, unless it closes a list of bare names.
        let expands = |piece: &Piece| self.lexis.expansion.is_in(piece.stretch.span().of(self.text));
        let kept = || before.is_empty() || before.iter().any(expands);
        let (closing, ends) = closed(self.lexis, text, self.lexis.ends(text), kept);
        open.closing = closing;
        let stretch = piece.until(piece.span().end - closing.len, self.signs);
        self.lists.pieces.push(Piece { stretch, ends: Some(ends) });
    }

    /// A verb in the middle of a piece, with the place where its object begins. `means`: the clause opens with a phrase of means.
    fn inner(&self, piece: &Stretch, means: bool) -> Option<(Governor, usize)> {
        let text = piece.span().of(self.text);
        if text.len() > LONGEST {
            return None;
        }
        let (mut depth, mut signs) = (0, self.signs_of(piece).iter().peekable());
        for hit in self.lexis.inner.find_all(text) {
            let (at, start) = (hit.start, piece.span().start + hit.start);
            while let Some(sign) = signs.next_if(|sign| sign.at() < start) {
                depth += depth_of(sign.c());
            }
            let stands =
                at > 0 && depth <= 0 && (means || !NOMINAL.contains(&hit.word) || self.lexis.agents.ends_with(&text[..at]).is_some());
            if let Some((governor, len)) = Some(()).filter(|()| stands).and_then(|()| self.governs(&text[at..], hit.end - at)) {
                return Some((governor, start + len)).filter(|&(_, object)| object < piece.span().end);
            }
        }
        None
    }

    /// What a verb in the middle of a piece governs, if it governs anything: `rest` begins with the verb, of `len` bytes.
    fn governs(&self, rest: &str, len: usize) -> Option<(Governor, usize)> {
        let opens = Some(self.lexis.opens(rest)).filter(|opens| usize::from(opens.noun) <= len)?;
        let chain = govern::chain_behind(self.lexis, rest, opens)?;
        let object = &rest[chain.len..];
        let nominal = object.len() < 6
            || object.starts_with("等")
            || usize::from(chain.behind.noun) == object.len()
            || closing(self.lexis, rest, false).len == rest.len();
        (!nominal).then_some((chain.governor, chain.len))
    }

    /// Closes the open list.
    fn close(&mut self, shape: Shape) {
        if let Some(Open { governor, first, class, closing, summed }) = self.open.take() {
            let pieces = first..self.lists.pieces.len();
            if !pieces.is_empty() {
                self.lists.lists.push(List {
                    governor,
                    first: pieces.start as u32,
                    behind: pieces.end as u32,
                    class,
                    closing,
                    summed,
                    shape,
                    segment: self.segment as u32,
                });
            }
        }
    }

    /// Closes a list that no verb governs: its verb may stand behind it. Without one, a phrase by itself is no list in running text.
    fn close_bare(&mut self) {
        let Some(open) = self.open.as_ref().filter(|open| open.governor.force == Force::None) else { return };
        if open.closing.stage.is_some() || open.closing.len > 0 && self.is_of_projects(open) {
            self.close(Shape::Postposed);
        } else if self.lone || self.pieces_of(open).len() > 1 {
            self.close(Shape::Bare);
        } else {
            self.drop_open();
        }
    }
}

/// A piece of more bytes than this is no prose: it is not looked into.
const LONGEST: usize = 1500;

/// Verbs that are nouns as often: in the middle of a piece they govern only behind an agent or a phrase of means.
const NOMINAL: [&str; 8] = ["建设", "新建", "改扩建", "扩建", "启动", "推进", "推动", "加快"];
