//! Lengths as whole English Metric Units, exact in points, twips and millimetres and the same on every machine.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in English Metric Units (EMU): 914,400 to the inch, 12,700 to the point (ECMA-376 Part 1, 20.1.10.16).
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(i64);

impl Length {
    /// No length.
    pub const ZERO: Length = Length(0);

    /// From English Metric Units.
    pub const fn emu(value: i64) -> Length {
        Length(value)
    }

    /// From points (72 to the inch).
    pub const fn pt(value: i64) -> Length {
        Length(value * 12_700)
    }

    /// From tenths of a point, for sizes such as 9.5 pt.
    pub const fn tenths_of_pt(value: i64) -> Length {
        Length(value * 1_270)
    }

    /// From millimetres.
    pub const fn mm(value: i64) -> Length {
        Length(value * 36_000)
    }

    /// From twips (twentieths of a point), the unit of most WordprocessingML measures.
    pub const fn twips(value: i64) -> Length {
        Length(value * 635)
    }

    /// In English Metric Units.
    pub const fn to_emu(self) -> i64 {
        self.0
    }

    /// In twips, to the nearest.
    pub const fn to_twips(self) -> i64 {
        divide_to_nearest(self.0, 635)
    }

    /// In half points (`w:sz`), to the nearest.
    pub const fn to_half_points(self) -> i64 {
        divide_to_nearest(self.0, 6_350)
    }

    /// In points, for the PDF.
    pub fn to_pt(self) -> f32 {
        (self.0 as f64 / 12_700.0) as f32
    }

    /// The part `numerator / denominator` of this length, to the nearest EMU.
    pub const fn scale(self, numerator: i64, denominator: i64) -> Length {
        let product = self.0 as i128 * numerator as i128;
        let half = (denominator / 2) as i128;
        let rounded = if product >= 0 { product + half } else { product - half };
        Length((rounded / denominator as i128) as i64)
    }
}

/// `value / unit` rounded half away from zero.
const fn divide_to_nearest(value: i64, unit: i64) -> i64 {
    if value >= 0 { (value + unit / 2) / unit } else { (value - unit / 2) / unit }
}

impl fmt::Debug for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.2}pt", self.to_pt())
    }
}

impl Add for Length {
    type Output = Length;
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}

impl Sub for Length {
    type Output = Length;
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}

impl AddAssign for Length {
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}

impl SubAssign for Length {
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}

impl Neg for Length {
    type Output = Length;
    fn neg(self) -> Length {
        Length(-self.0)
    }
}

impl Mul<i64> for Length {
    type Output = Length;
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}

impl Div<i64> for Length {
    type Output = Length;
    fn div(self, divisor: i64) -> Length {
        Length(self.0 / divisor)
    }
}

impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::Length;

    #[test]
    fn millimetres_points_and_twips_are_exact() {
        assert_eq!(Length::mm(254), Length::pt(720));
        assert_eq!(Length::pt(12).to_twips(), 240);
        assert_eq!(Length::tenths_of_pt(95).to_half_points(), 19);
    }

    #[test]
    fn scaling_rounds_to_the_nearest_unit_on_both_sides_of_zero() {
        assert_eq!(Length::emu(10).scale(1, 4), Length::emu(3));
        assert_eq!(Length::emu(-10).scale(1, 4), Length::emu(-3));
    }
}
