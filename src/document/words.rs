//! The word lists of this room, fetched once per document.

use crate::rules::{Pack, WordList};

/// The lists, by what they tell.
pub struct Words<'p> {
    /// Verbs that the bold lead of a prose paragraph begins with.
    pub verbs: &'p WordList,
    /// What the name of a box's item ends with: 工程, 行动, 计划.
    pub works: &'p WordList,
    /// What the title of a box ends with.
    pub box_ends: &'p WordList,
    /// What the text of an item begins with when the 。 behind its name was lost.
    pub body_starts: &'p WordList,
    /// Lines that are headings without a number.
    pub headings: &'p WordList,
    /// What unnumbered headings end with.
    pub heading_ends: &'p WordList,
    /// Lines of a site, whole.
    pub site_lines: &'p WordList,
    /// What a site's lines begin with.
    pub site_starts: &'p WordList,
    /// What a site's lines end with.
    pub site_ends: &'p WordList,
    /// What stands in a site's lines.
    pub site_parts: &'p WordList,
    /// Lines after which no text of the plan follows.
    pub site_tails: &'p WordList,
    /// What stands in the header of a table.
    pub table_heads: &'p WordList,
    /// What a note below a table begins with.
    pub notes: &'p WordList,
    /// What the title of an indicator table holds.
    pub table_titles: &'p WordList,
}

impl<'p> Words<'p> {
    /// The lists of a pack.
    pub fn new(pack: &'p Pack) -> Self {
        Self {
            verbs: pack.words("document.lead.verbs"),
            works: pack.words("document.item.ends"),
            box_ends: pack.words("document.box.ends"),
            site_ends: pack.words("document.site.ends"),
            body_starts: pack.words("document.item.body_starts"),
            headings: pack.words("document.heading.whole"),
            heading_ends: pack.words("document.heading.ends"),
            site_lines: pack.words("document.site.whole"),
            site_starts: pack.words("document.site.starts"),
            site_parts: pack.words("document.site.parts"),
            site_tails: pack.words("document.site.tails"),
            table_heads: pack.words("document.table.heads"),
            notes: pack.words("document.table.notes"),
            table_titles: pack.words("document.table.titles"),
        }
    }
}
