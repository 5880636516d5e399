//! What each feature of a name weighs.
//!
//! Fitted by logistic regression to lists read by hand: two plans of cities, a third, and pieces of national, provincial and city
//! plans and reports; then rounded, and the bias moved to where finding and not inventing are balanced. What was fitted on
//! one plan was tried on the other before all were put together.

/// What every name begins with.
pub const BIAS: f32 = -9.91;

/// What is so or not so of a name, each with its weight, in the order of [`super::features`].
pub const FLAGS: [(&str, f32); 85] = [
    // The noun it is called by.
    ("strong", 1.11),
    ("weak", -1.02),
    ("work", 1.07),
    ("facility", 0.82),
    ("inherited", 0.11),
    ("untyped", -2.20),
    ("rail_road", 0.12),
    ("industry", 1.39),
    ("public", 0.66),
    ("area", -0.69),
    ("core_infra", 0.39),
    ("core_other", 1.12),
    ("core_named", 1.12),
    ("one_word", -0.40),
    ("goal", -1.50),
    // What it is made of.
    ("some_proper", 0.81),
    ("place", 0.63),
    ("placed", 0.68),
    ("headed", 1.19),
    ("placed_head", 0.67),
    ("proper_head", 0.39),
    ("latin", 1.46),
    ("route", 0.25),
    ("quote", -0.62),
    ("phase", 0.88),
    ("digit", -0.10),
    ("scoped", -0.47),
    ("ranked", 1.32),
    ("own", 1.14),
    ("own_typed", 1.32),
    ("counted", -1.14),
    ("counted_works", -0.97),
    ("clausal", -2.01),
    ("programme", -0.55),
    ("long", -0.69),
    ("short", -0.98),
    ("in_lead", -0.43),
    // The list it stands in.
    ("class_works", 0.30),
    ("class_other", -1.01),
    ("project_class", 2.53),
    ("summed", 0.13),
    ("single", 1.42),
    ("build", 2.11),
    ("push", 0.91),
    ("light", 0.59),
    ("soft", -0.98),
    ("bare", -0.94),
    ("bare_prose", -1.78),
    ("builds", 2.00),
    ("preliminary", 0.35),
    ("completed", 0.87),
    ("new", 0.48),
    // A name with nothing of its own.
    ("common_prose", -0.09),
    ("common_boxed", 0.02),
    ("common_boxed_build", 0.70),
    ("common_weak", 0.47),
    ("common_strong", 0.50),
    ("common_listed", -0.85),
    ("all_common", -0.75),
    ("facility_common", 0.87),
    // Name and list together.
    ("other_untyped", -0.38),
    ("other_typed", -0.62),
    ("other_placed", 0.12),
    ("untyped_bare", -1.39),
    ("untyped_alone", 0.34),
    ("named_shared", -0.40),
    ("named_light", -0.91),
    ("named_bare", -0.66),
    ("named_soft", 0.26),
    ("named_prose", -0.64),
    ("named_single", 1.83),
    ("placed_typed", -0.33),
    ("placed_shared", -0.91),
    ("shared_placed", -0.19),
    ("shared_all", 1.11),
    ("infra_named", 1.35),
    ("facility_built", -0.37),
    ("facility_single", 0.28),
    ("facility_ranked", -0.54),
    // A name in a box.
    ("boxed", 0.82),
    ("boxed_push", 0.88),
    ("boxed_light", 1.04),
    ("boxed_single", 0.86),
    ("boxed_strong", -0.42),
    ("all_work_boxed", 0.87),
];

/// What is so more or less, each with the weight of a whole one.
pub const SHARES: [(&str, f32); 7] = [
    ("proper", 1.58),
    ("length", 1.33),
    ("many", 1.02),
    ("peers", 2.09),
    ("peers_work", -0.07),
    ("peers_typed", 2.31),
    ("common_length", 0.51),
];
