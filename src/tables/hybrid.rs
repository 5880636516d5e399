//! Parquet's encoding of small numbers: runs of equal ones, and between them groups of eight, packed to as many bits as they need.

/// As many values as are packed together.
const GROUP: usize = 8;

/// Appends values of so many bits.
pub(super) fn encode<T: Copy + Default + PartialEq + Into<u32>>(values: &[T], bits: u32, out: &mut Vec<u8>) {
    let (mut packed, mut at) = (0, 0);
    while let Some(group) = values[at..].first_chunk::<GROUP>() {
        if *group != [group[0]; GROUP] {
            at += GROUP;
            continue;
        }
        let behind = values[at + GROUP..].iter().position(|value| *value != group[0]);
        let end = behind.map_or(values.len(), |n| at + GROUP + n);
        pack(&values[packed..at], bits, out);
        run(end - at, group[0].into(), bits, out);
        (packed, at) = (end, end);
    }
    pack(&values[packed..], bits, out);
}

/// The bits that numbers up to this one need.
pub(super) fn width(highest: u32) -> u32 {
    u32::BITS - highest.leading_zeros()
}

/// One value, so many times.
pub(super) fn run(len: usize, value: u32, bits: u32, out: &mut Vec<u8>) {
    varint((len as u64) << 1, out);
    out.extend_from_slice(&value.to_le_bytes()[..bits.div_ceil(8) as usize]);
}

/// Groups of eight; what is lacking in the last one is filled with zeros.
fn pack<T: Copy + Default + Into<u32>>(values: &[T], bits: u32, out: &mut Vec<u8>) {
    if values.is_empty() {
        return;
    }
    let groups = values.len().div_ceil(GROUP);
    varint((groups as u64) << 1 | 1, out);
    let (start, end) = (out.len(), out.len() + groups * bits as usize);
    if bits <= NARROW {
        let (whole, rest) = values.as_chunks::<GROUP>();
        let mut last = [T::default(); GROUP];
        last[..rest.len()].copy_from_slice(rest);
        out.resize(end + size_of::<u128>(), 0);
        for (group, at) in whole.iter().chain([&last]).take(groups).zip((start..).step_by(bits.max(1) as usize)) {
            out[at..at + size_of::<u128>()].copy_from_slice(&narrow(group, bits).to_le_bytes());
        }
        out.truncate(end);
    } else {
        wide(values, bits, out);
        out.resize(end, 0);
    }
}

/// Eight values of so many bits fit into 128.
const NARROW: u32 = 16;

/// A group in one number, its first value lowest.
fn narrow<T: Copy + Into<u32>>(&[a, b, c, d, e, f, g, h]: &[T; GROUP], bits: u32) -> u128 {
    let half = |values: [T; GROUP / 2]| values.into_iter().rev().fold(0u64, |word, value| word << bits | u64::from(value.into()));
    u128::from(half([a, b, c, d])) | u128::from(half([e, f, g, h])) << (GROUP as u32 / 2 * bits)
}

fn wide<T: Copy + Into<u32>>(values: &[T], bits: u32, out: &mut Vec<u8>) {
    let (mut word, mut filled) = (0u64, 0);
    for &value in values {
        word |= u64::from(value.into()) << filled;
        filled += bits;
        if filled >= u32::BITS {
            out.extend_from_slice(&(word as u32).to_le_bytes());
            word >>= u32::BITS;
            filled -= u32::BITS;
        }
    }
    out.extend_from_slice(&(word as u32).to_le_bytes());
}

fn varint(mut value: u64, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars_parquet::parquet::encoding::hybrid_rle::HybridRleDecoder;

    /// What polars reads out of the encoding of values.
    fn read(values: &[u32], bits: u32) -> Vec<u32> {
        let mut out = Vec::new();
        encode(values, bits, &mut out);
        HybridRleDecoder::new(&out, bits, values.len()).collect().expect("readable")
    }

    #[test]
    fn what_is_encoded_is_read_again() {
        let mut state = 1u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state >> 16
        };
        for bits in [0, 1, 2, 7, 8, 9, 16, 17, 23, 31, 32] {
            let most = u32::MAX.checked_shr(32 - bits).unwrap_or(0);
            for len in [0, 1, 7, 8, 9, 31, 100, 1000] {
                let mixed: Vec<u32> = (0..len).map(|_| (next() << 16 | next()) & most).collect();
                assert_eq!(read(&mixed, bits), mixed, "{bits} bits");
                let runs: Vec<u32> = mixed.iter().flat_map(|v| std::iter::repeat_n(*v, (v % 20) as usize)).collect();
                assert_eq!(read(&runs, bits), runs, "{bits} bits");
            }
        }
    }

    #[test]
    fn runs_are_short() {
        let mut out = Vec::new();
        encode(&[1u8; 1000], width(1), &mut out);
        assert_eq!(out, [0xd0, 0x0f, 1]);
    }
}
