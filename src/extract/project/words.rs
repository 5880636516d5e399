//! What the words of a name are found to be: those of the register of places, the common ones, and those that tell against it.
//!
//! They are looked up only where the name may win by them: most names lose as they stand.

use super::lexis::Lexis;
use super::name::Name;
use super::signs::PLACE;

/// What the words of a name are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Words {
    /// Han characters that common words do not cover.
    pub proper: usize,
    pub place: bool,
    /// One is a name of the register of places.
    pub placed: bool,
    /// They tell what something does.
    pub clausal: bool,
    /// A programme that every plan has: 老旧小区改造.
    pub programme: bool,
    /// The lead of its paragraph holds them all.
    pub in_lead: bool,
}

impl Words {
    /// Looks up the places and the common words of a name.
    pub fn of(lexis: &Lexis, text: &str, name: &Name) -> Self {
        let body = name.span.of(text);
        let survey = lexis.glossary.survey(lexis.places, body, name.traits.place_head);
        let signed = || survey.proper_from.is_some_and(|from| name.traits.place_sign && signed_place(lexis, body, from));
        Self {
            proper: survey.proper,
            place: survey.place || signed(),
            placed: survey.place,
            clausal: name.traits.clausal_head,
            ..Self::default()
        }
    }

    /// Looks up the words that tell against it.
    pub fn against(self, lexis: &Lexis, text: &str, name: &Name, lead: &str) -> Self {
        let (chars, name) = (name.traits.chars, name.span.of(text));
        Self {
            clausal: self.clausal || lexis.clausal.is_in(name),
            programme: lexis.programmes.is_in(name),
            in_lead: lead.len() >= name.len() && chars >= 4 && lead.contains(name),
            ..self
        }
    }

    /// Whether a proper name or a place is among them.
    pub fn is_named(&self) -> bool {
        self.proper > 0 || self.placed
    }
}

/// Whether 县, 市, 镇 or their like stand behind something proper, which ends here, and end no common word; the first few are looked at.
fn signed_place(lexis: &Lexis, name: &str, from: usize) -> bool {
    let signs = name[from..].char_indices().filter(|&(_, c)| lexis.glossary.signs.of(c) & PLACE != 0);
    let ends = signs.map(|(at, c)| (from + at, from + at + c.len_utf8())).take_while(|&(at, _)| at <= 24);
    ends.take(4).any(|(_, end)| lexis.generic.suffix(&name[..end]).is_none())
}
