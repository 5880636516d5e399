//! What the values may be of the lists that the program asks for by name. A value that it does not know would be taken for another, or for
//! none, in silence.

use crate::tables::rows::{DocType, Stage, Status, Tone};

/// What the values of a list may be.
#[derive(Debug)]
pub enum Values {
    /// One of these.
    OneOf(&'static [&'static str]),
    /// A whole number.
    Number,
    /// Two words with 、 between them.
    Two,
}

use Values::{Number, OneOf, Two};

/// The lists whose words have values. A team's own lists may hold any.
const VALUES: &[(&str, Values)] = &[
    ("document.speakers", OneOf(&["省", "自治区", "市", "地区", "州", "盟", "区", "县", "旗"])),
    ("document.title.weights", Number),
    ("document.types", OneOf(DocType::NAMES)),
    ("project.classes", OneOf(&["works", "other"])),
    ("project.tails", OneOf(&["", "preliminary", "new", "expansion", "completed"])),
    ("project.types", OneOf(&["rail", "road", "air", "port", "water", "energy", "industry", "public", "area", "work", "facility", "weak"])),
    ("project.verbs", OneOf(&["preliminary", "new", "expansion", "continued", "completed", "standing", "soft", "light", "none"])),
    ("quantity.pairs", Two),
    ("status.clause", OneOf(Status::NAMES)),
    ("status.heading", OneOf(Status::NAMES)),
    ("status.switch", OneOf(Status::NAMES)),
    ("status.tone", OneOf(Tone::NAMES)),
    ("table.project.stage_words", OneOf(Stage::NAMES)),
    ("time.relative", OneOf(&["coming", "reported", "before_reported", "plan_end", "plan", "past"])),
];

impl Values {
    /// What the values of this list may be; none where they may be anything.
    pub fn of(list: &str) -> Option<&'static Self> {
        VALUES.iter().find(|(id, _)| *id == list).map(|(_, values)| values)
    }

    /// Whether a word may have this value; that of a word without one is empty.
    pub fn allow(&self, value: &str) -> bool {
        match self {
            OneOf(all) => all.contains(&value),
            Number => value.parse::<i32>().is_ok(),
            Two => value.split_once('、').is_some_and(|(one, other)| ![one, other].contains(&"") && !other.contains('、')),
        }
    }

    /// What to write, for the message where one is not allowed.
    pub fn help(&self) -> String {
        match self {
            OneOf(all) => format!("write one of {}", all.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(", ")),
            Number => "write a whole number".to_owned(),
            Two => "write two words with `、` between them".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::required::is_required;

    #[test]
    fn every_list_with_known_values_is_asked_for() {
        let unknown: Vec<_> = VALUES.iter().map(|(id, _)| *id).filter(|id| !is_required(id)).collect();
        assert_eq!(unknown, [""; 0]);
    }
}
