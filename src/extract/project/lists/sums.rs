//! What a list is summed up as: 等 and the class word behind it (甲、乙等重大项目).

use super::*;

/// What works are called in sum.
const PROJECT: &str = "项目";

impl<'p> Reader<'_, 'p> {
    /// Where 等 in this piece sums up the list; not where it belongs to a name among names (甲项目、乙等三种产品项目、丙项目).
    pub(super) fn sum(&self, piece: &Stretch, last: bool) -> Option<usize> {
        let open = self.open.as_ref().filter(|_| piece.span().len() <= LONGEST)?;
        let (text, pieces) = (piece.span().of(self.text), self.pieces_of(open));
        let at = sum(text, piece.span().start, self.signs_of(piece)).filter(|&at| at > 0 || !pieces.is_empty())?;
        let typed = |piece: &Piece| ["项目", "工程"].iter().any(|word| piece.stretch.span().of(self.text).ends_with(word));
        let in_name = !last && self.lexis.family(&text[..at]).is_none() && pieces.iter().rev().take(8).all(typed);
        (!in_name).then_some(at)
    }

    /// Closes a list at its 等; what stands behind the next verb.
    pub(super) fn summed(&mut self, piece: Stretch, at: usize, inner: bool, last: bool) -> Option<Stretch> {
        let at = piece.span().start + at;
        let class = piece.from(at + "等".len(), self.signs);
        let verb = inner.then(|| self.inner(&class, false)).flatten();
        let open = self.open.as_mut()?;
        let governor = open.governor;
        open.summed = true;
        if at > piece.span().start {
            self.push(piece.until(at, self.signs));
        }
        self.sum_up(Span::new(class.span().start, verb.map_or(class.span().end, |(_, at)| at)), verb.is_none());
        if let Some((next, at)) = verb {
            // 支持甲、乙等园区建设丙: those who build are no works; 推进甲、乙等创建丙: they are.
            if next.force == Force::Build && next.stage != Some(Stage::Preliminary) && !self.text[..at].ends_with("创建") {
                self.drop_open();
            }
            self.close(Shape::Governed);
            self.begin(governor.then(next));
            return Some(class.from(at, self.signs));
        }
        if !last {
            self.close(Shape::Governed);
            self.begin(governor);
            self.next_head(&class);
        }
        None
    }

    /// Notes what a list is summed up as. `whole`: no further verb follows it.
    pub(super) fn sum_up(&mut self, class: Span, whole: bool) {
        let closing = if whole { closing(self.lexis, class.of(self.text), false) } else { Closing::default() };
        if let Some(open) = &mut self.open {
            open.closing = closing;
            // 等项目 | 建设: the noun that closes a name with the verb is a class's own.
            let noun = if self.text[class.end - closing.len..class.end].starts_with(PROJECT) { PROJECT.len() } else { 0 };
            open.class = Some(Span::new(class.start, class.end - closing.len + noun));
        }
    }

    /// 甲、乙等中型水库和丙、丁等小型水库: 丙 opens the next list.
    fn next_head(&mut self, class: &Stretch) {
        if let Some(at) = class.span().of(self.text).rfind('和') {
            let next = class.from(class.span().start + at + '和'.len_utf8(), self.signs);
            if name::is_bare(self.lexis, next.span().of(self.text)) {
                self.push(next);
            }
        }
    }

    /// The verb of the list before, which is of projects, where this clause is another: 抓好甲、乙等产业项目, | 丙、丁等物流项目.
    pub(super) fn sums_again(&self, clause: &str) -> Option<Governor> {
        let open = self.open.as_ref().filter(|open| open.governor.force != Force::None && self.is_of_projects(open))?;
        (open.closing.len == 0 && clause.ends_with(PROJECT) && clause.contains('等')).then_some(open.governor)
    }

    /// Whether a list is summed up as 项目.
    pub(super) fn is_of_projects(&self, open: &Open) -> bool {
        open.class.is_some_and(|class| class.of(self.text).ends_with(PROJECT))
    }
}
