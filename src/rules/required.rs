//! The word lists that code asks for by name. One that the pack lacks is a fault of the pack, shown before anything is read.
//!
//! Each room adds the ids it passes to [`Pack::words`](super::Pack::words) to its own list here.

/// Every list that code needs, by room.
pub const REQUIRED_LISTS: &[&[&str]] = &[TEXT, DOCUMENT, QUANTITY, INDICATOR, PROJECT];

/// Lists of `text`.
const TEXT: &[&str] = &[];

/// Lists of `document`.
const DOCUMENT: &[&str] = &[
    "document.lead.verbs",
    "document.item.ends",
    "document.box.ends",
    "document.site.ends",
    "document.item.body_starts",
    "document.heading.whole",
    "document.heading.ends",
    "document.site.whole",
    "document.site.starts",
    "document.site.parts",
    "document.site.tails",
    "document.table.heads",
    "document.table.notes",
    "document.table.titles",
    "document.types",
    "document.report_openings",
    "document.title.ends",
    "document.title.weights",
    "document.date.passed",
    "document.date.read",
    "document.date.published",
    "document.heading.back",
    "document.heading.forth",
    "document.national.starts",
    "document.national.speaks",
    "document.formal",
    "document.speakers",
];

/// Lists of `extract::numeral`, `extract::quantity` and what hangs on them.
const QUANTITY: &[&str] = &[
    "quantity.lead",
    "quantity.do",
    "quantity.change",
    "quantity.stop",
    "quantity.heads",
    "quantity.modifiers",
    "quantity.bare_heads",
    "quantity.keep",
    "quantity.nouns",
    "quantity.tails",
    "quantity.adjectives",
    "quantity.relative",
    "quantity.scopes",
    "time.baseline",
    "time.relative",
    "status.heading",
    "status.clause",
    "status.switch",
    "coverage.absent",
];

/// Lists of `extract::indicator_table`.
const INDICATOR: &[&str] = &[
    "table.attribute.binding",
    "table.attribute.expected",
    "table.bound.approx",
    "table.bound.behind",
    "table.bound.ge",
    "table.bound.gt",
    "table.bound.le",
    "table.bound.lt",
    "table.cell.change",
    "table.cell.dash",
    "table.cell.text",
    "table.cell.text_whole",
    "table.cell.verb",
    "table.continued",
    "table.group",
    "table.header.actual",
    "table.header.attribute",
    "table.header.baseline",
    "table.header.cumulative",
    "table.header.filler",
    "table.header.group",
    "table.header.growth",
    "table.header.name",
    "table.header.note",
    "table.header.row_no",
    "table.header.target",
    "table.header.than",
    "table.header.unit",
    "table.name.growth",
    "table.project.body",
    "table.project.content",
    "table.project.investment",
    "table.project.name",
    "table.project.named",
    "table.project.part_investment",
    "table.project.place",
    "table.project.stage",
    "table.project.stage_words",
    "table.project.subtotal",
    "table.project.years",
    "table.title.review",
    "table.unit.bare",
    "table.unit.money",
    "table.unit.tail",
];

/// Lists of `extract::project`.
const PROJECT: &[&str] = &[
    "project.adverbs",
    "project.agents",
    "project.attributes",
    "project.classes",
    "project.classifiers",
    "project.clausal",
    "project.expansion",
    "project.generic",
    "project.goals",
    "project.means",
    "project.programmes",
    "project.ranks",
    "project.review",
    "project.scope",
    "project.table.headers",
    "project.tails",
    "project.types",
    "project.verbs",
    "project.verbs.inner",
];

/// Whether a list is registered.
pub fn is_required(id: &str) -> bool {
    REQUIRED_LISTS.iter().any(|lists| lists.contains(&id))
}
