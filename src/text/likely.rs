//! How likely a character is in a Chinese government text, in bits: the measure by which detection and repair choose.
//!
//! The cost of a character is about −log₂ of its share of such texts. The 1,500 commonest characters stand in
//! `likely/simplified.txt` by descending frequency (counted over public work reports and plans), their Traditional forms
//! in `likely/traditional.txt` behind the Simplified character that each is a form of; what is not listed there is ranked by the
//! level at which GB2312 and Big5 hold it. Readings of the same bytes can then be compared by the sum of their costs.

pub mod measure;

/// Costs are counted in quarters of a bit.
pub const BIT: u32 = 4;
/// The cost of a byte that is no character.
pub const BAD: u32 = 30 * BIT;

/// The characters of the basic plane.
pub const PLANE: usize = 0x1_0000;

/// The cost of each, and its look: worked out once by [`measure`] and laid down, since a nightly run of small files would spend more
/// on the tables than on the texts.
static COSTS: &[u8; PLANE] = include_bytes!("data/costs.bin");
static LOOKS: &[u8; PLANE] = include_bytes!("data/looks.bin");

/// What a character costs, in quarters of a bit.
#[inline]
pub fn cost(c: char) -> u32 {
    cost_of(c as usize)
}

/// The same by the code of a character of the basic plane.
#[inline]
pub fn cost_of(code: usize) -> u32 {
    COSTS.get(code).map_or(104, |cost| u32::from(*cost))
}

/// The table of looks, for loops that see every character: [`excess`] and [`is_traditional`] read its values.
pub const fn looks() -> &'static [u8; PLANE] {
    LOOKS
}

/// What a character costs above the usual, by its look; more for kinds of which several in a row are a text read wrongly.
#[inline]
pub const fn excess(look: u8) -> i32 {
    (look.cast_signed() >> 1) as i32
}

/// Whether a character is Traditional alone, by its look.
#[inline]
pub const fn is_traditional(look: u8) -> bool {
    look & 1 != 0
}

/// The sum of excesses at which a stretch is worth a closer look.
pub const SUSPICIOUS: i32 = 10 * BIT as i32;
