//! What baseline, target and growth say of each other, as costs in nats.

use super::super::cell::Number;

/// Two levels of one indicator are rarely far apart.
pub(super) fn ratio_cost(before: &Number, after: &Number) -> f64 {
    if before.value <= 0.0 || after.value <= 0.0 || before.bracketed {
        return 0.0;
    }
    let ratio = (after.value / before.value).ln();
    // Against a level of its own, whose size may be anything (see `size_cost`).
    let near = 0.8 * normal(ratio, 0.15, 0.4) + 0.2 * normal(ratio, 0.0, 2.0);
    -(near / 0.13).ln()
}

/// Whether the growth is what the two levels say.
pub(super) fn growth_cost(base: Option<(&Number, usize)>, level: Option<(&Number, usize)>, growth: &Number, years: Option<i32>) -> f64 {
    let (Some((base, from)), Some((level, to))) = (base, level) else { return 0.0 };
    if from == to || base.bracketed || level.bracketed {
        return 0.0;
    }
    let (b, l, g) = (base.value, level.value, growth.value.abs());
    let step = 0.6 * 10f64.powi(-(base.decimals.max(level.decimals).max(growth.decimals) as i32));
    let difference = (l - b).abs();
    let percent = if b.abs() > 0.0 { (l / b - 1.0).abs() * 100.0 } else { f64::INFINITY };
    let rounding = 0.6 * 10f64.powi(-(growth.decimals as i32));
    let yearly = years.filter(|_| b > 0.0 && l > 0.0).map(|n| ((l / b).powf(1.0 / f64::from(n)) - 1.0).abs() * 100.0);
    if growth.bracketed || growth.unit.ends_with("百分点") {
        closeness((difference - g).abs(), step).min(closeness((percent - g).abs(), rounding))
    } else {
        let yearly = yearly.map_or(f64::INFINITY, |y| (y - g).abs());
        // A rate of the whole period, or a change in points, is rarely written without brackets.
        let rare = (closeness((percent - g).abs(), rounding) + 2.0).min(closeness((difference - g).abs(), step) + 1.5);
        closeness(yearly, rounding).min(rare)
    }
}

/// The cost of a growth that misses by `off` what the levels say: less than nothing where it is right to the last digit, and
/// not much where it is near, since rates are counted in constant prices and levels are not.
fn closeness(off: f64, rounding: f64) -> f64 {
    if !off.is_finite() {
        return 0.5;
    }
    let near = 0.45 * normal(off, 0.0, rounding.max(0.05)) + 0.35 * normal(off, 0.0, 1.5) + 0.2 * normal(off, 0.0, 12.0);
    (-(near / 0.03).ln()).clamp(-4.0, 1.6)
}

pub(super) fn normal(x: f64, mean: f64, deviation: f64) -> f64 {
    let z = (x - mean) / deviation;
    (-0.5 * z * z).exp() / (deviation * 2.506_628_274_631)
}
