//! What each feature of a name weighs, in hundredths, group by group in the order of [`super::features`].
//!
//! Fitted by logistic regression to lists read by hand: two plans of cities, a third, and pieces of national, provincial and city
//! plans and reports; then rounded, and the bias moved to where finding and not inventing are balanced. What was fitted on
//! one plan was tried on the other before all were put together. `enterprise` came later, from lists of city reports that fitted none.

/// Features by name, each with its weight: of what is so or not so that of its being so, of what is so more or less that of a whole one.
pub type Weights<const N: usize> = [(&'static str, i16); N];

/// What every name begins with.
pub const BIAS: i16 = -991;

/// The list a name stands in.
pub const LIST: Weights<19> = [
    ("class_works", 30),
    ("class_other", -101),
    ("project_class", 253),
    ("summed", 13),
    ("single", 142),
    ("build", 211),
    ("push", 91),
    ("light", 59),
    ("soft", -98),
    ("bare", -94),
    ("bare_prose", -178),
    ("builds", 200),
    ("preliminary", 35),
    ("completed", 87),
    ("new", 48),
    ("boxed", 82),
    ("boxed_push", 88),
    ("boxed_light", 104),
    ("boxed_single", 86),
];

/// How long it is.
pub const LIST_SHARES: Weights<1> = [("many", 102)];

/// The noun a name is called by.
pub const NOUN: Weights<14> = [
    ("strong", 111),
    ("weak", -102),
    ("work", 107),
    ("facility", 82),
    ("inherited", 11),
    ("untyped", -220),
    ("rail_road", 12),
    ("industry", 139),
    ("public", 66),
    ("area", -69),
    ("core_infra", 39),
    ("core_other", 112),
    ("one_word", -40),
    ("goal", -150),
];

/// What it is made of.
pub const MADE_OF: Weights<14> = [
    ("headed", 119),
    ("latin", 146),
    ("route", 25),
    ("quote", -62),
    ("phase", 88),
    ("digit", -10),
    ("scoped", -47),
    ("ranked", 132),
    ("own", 114),
    ("own_typed", 132),
    ("counted", -114),
    ("counted_works", -97),
    ("long", -69),
    ("short", -98),
];

/// Noun and list together.
pub const NOUN_IN_LIST: Weights<9> = [
    ("other_untyped", -38),
    ("other_typed", -62),
    ("untyped_bare", -139),
    ("untyped_alone", 34),
    ("facility_built", -37),
    ("facility_single", 28),
    ("facility_ranked", -54),
    ("boxed_strong", -42),
    ("all_work_boxed", 87),
];

/// Its length, and the nouns of the others of its list.
pub const NAME_SHARES: Weights<3> = [("length", 133), ("peers_work", -7), ("peers_typed", 231)];

/// What of its words is its own.
pub const OWN: Weights<6> =
    [("some_proper", 81), ("place", 63), ("placed", 68), ("placed_head", 67), ("proper_head", 39), ("core_named", 112)];

/// A name with nothing of its own.
pub const COMMON: Weights<8> = [
    ("common_prose", -9),
    ("common_boxed", 2),
    ("common_boxed_build", 70),
    ("common_weak", 47),
    ("common_strong", 50),
    ("common_listed", -85),
    ("all_common", -75),
    ("facility_common", 87),
];

/// Words and list together.
pub const WORDS_IN_LIST: Weights<13> = [
    ("other_placed", 12),
    ("named_shared", -40),
    ("named_light", -91),
    ("named_bare", -66),
    ("named_soft", 26),
    ("named_prose", -64),
    ("named_single", 183),
    ("placed_typed", -33),
    ("placed_shared", -91),
    ("shared_placed", -19),
    ("shared_all", 111),
    ("infra_named", 135),
    ("enterprise", 100),
];

/// What speaks against it.
pub const AGAINST: Weights<3> = [("clausal", -201), ("programme", -55), ("in_lead", -43)];

/// How much is proper, how many of the others of its list are named, and how long a name with nothing of its own is.
pub const WORD_SHARES: Weights<3> = [("proper", 158), ("peers", 209), ("common_length", 51)];
