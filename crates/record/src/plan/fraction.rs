//! Exact fractions: what a rate is, and what a forecast comes to, before anything is rounded.

use std::{cmp::Ordering, fmt};

use super::decimal::group;

/// An exact fraction in its lowest terms. Rounded only to be shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Fraction {
    top: i128,
    bottom: u128,
}

fn common(mut one: u128, mut other: u128) -> u128 {
    while other > 0 {
        (one, other) = (other, one % other);
    }
    one
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { top: 0, bottom: 1 };

    /// `top / bottom`; a bottom of nothing is taken as one, which no caller gives.
    pub(crate) fn of(top: i128, bottom: u128) -> Self {
        let shared = common(top.unsigned_abs(), bottom).max(1);
        Self {
            top: top / i128::try_from(shared).unwrap_or(1),
            bottom: (bottom / shared).max(1),
        }
    }

    /// A whole number.
    pub fn whole(number: i64) -> Self {
        Self::of(i128::from(number), 1)
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.top == 0
    }

    /// Whether it is less than nothing.
    pub const fn is_negative(self) -> bool {
        self.top < 0
    }

    /// Itself without its sign.
    pub const fn size(self) -> Self {
        Self {
            top: self.top.saturating_abs(),
            bottom: self.bottom,
        }
    }

    /// The sum. None when the numbers are too long to be exact.
    pub fn plus(self, other: Self) -> Option<Self> {
        let shared = common(self.bottom, other.bottom).max(1);
        let (mine, theirs) = (other.bottom / shared, self.bottom / shared);
        let one = self.top.checked_mul(i128::try_from(mine).ok()?)?;
        let two = other.top.checked_mul(i128::try_from(theirs).ok()?)?;
        let bottom = self.bottom.checked_mul(mine)?;
        Some(Self::of(one.checked_add(two)?, bottom))
    }

    /// The difference. None when the numbers are too long to be exact.
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            top: other.top.checked_neg()?,
            bottom: other.bottom,
        })
    }

    /// The product. None when the numbers are too long to be exact.
    pub fn times(self, other: Self) -> Option<Self> {
        let (one, two) = (
            Self::of(self.top, other.bottom),
            Self::of(other.top, self.bottom),
        );
        Some(Self::of(
            one.top.checked_mul(two.top)?,
            one.bottom.checked_mul(two.bottom)?,
        ))
    }

    /// The quotient. None when it is by nothing, or too long to be exact.
    pub fn over(self, other: Self) -> Option<Self> {
        if other.top == 0 {
            return None;
        }
        let bottom = i128::try_from(other.bottom).ok()?;
        let turned = Self {
            top: if other.top < 0 { -bottom } else { bottom },
            bottom: other.top.unsigned_abs(),
        };
        self.times(turned)
    }

    /// Rounded to so many decimal places, halves away from zero: "66.7".
    pub fn rounded(self, places: u8) -> String {
        let scale = 10_u128.pow(u32::from(places));
        let size = self.top.unsigned_abs();
        let (whole, rest) = (size / self.bottom, size % self.bottom);
        // The rest is less than the bottom: places are taken off it one digit after the other.
        let (mut decimals, mut rest) = (0_u128, rest);
        for _ in 0..places {
            let (digit, left) = ten_over(rest, self.bottom);
            decimals = decimals * 10 + digit;
            rest = left;
        }
        let up = rest >= self.bottom - rest && rest > 0;
        let units = decimals + u128::from(up);
        let (whole, decimals) = if units == scale {
            (whole + 1, 0)
        } else {
            (whole, units)
        };
        let sign = if self.top < 0 && (whole, decimals) != (0, 0) {
            "-"
        } else {
            ""
        };
        match places {
            0 => format!("{sign}{whole}"),
            places => format!(
                "{sign}{whole}.{decimals:0width$}",
                width = usize::from(places)
            ),
        }
    }

    /// Rounded as [`Fraction::rounded`], with a comma between thousands.
    pub fn grouped(self, places: u8) -> String {
        group(&self.rounded(places))
    }

    /// In so many decimal places, as a whole number of the last of them, for a drawing. Never for a rule.
    pub fn units(self, places: u8) -> i64 {
        let digits = self.rounded(places).replace('.', "");
        let most = if self.is_negative() {
            i64::MIN
        } else {
            i64::MAX
        };
        digits.parse().unwrap_or(most)
    }
}

/// Ten times `rest` over `bottom`, as digit and rest, without leaving the numbers there are.
fn ten_over(rest: u128, bottom: u128) -> (u128, u128) {
    let (mut digit, mut left) = (0, 0_u128);
    for _ in 0..10 {
        let room = bottom - left;
        if rest >= room {
            digit += 1;
            left = rest - room;
        } else {
            left += rest;
        }
    }
    (digit, left)
}

impl Ord for Fraction {
    /// Exact, by the whole parts and then by what is left, turned over.
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.top < 0, other.top < 0) {
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (negative, _) => {
                let sizes = compare(
                    (self.top.unsigned_abs(), self.bottom),
                    (other.top.unsigned_abs(), other.bottom),
                );
                if negative { sizes.reverse() } else { sizes }
            }
        }
    }
}

fn compare(mut one: (u128, u128), mut other: (u128, u128)) -> Ordering {
    let mut turned = false;
    loop {
        let by_whole = (one.0 / one.1).cmp(&(other.0 / other.1));
        let (left, right) = (one.0 % one.1, other.0 % other.1);
        let order = match (by_whole, left, right) {
            (Ordering::Equal, 0, 0) => Ordering::Equal,
            (Ordering::Equal, 0, _) => Ordering::Less,
            (Ordering::Equal, _, 0) => Ordering::Greater,
            (Ordering::Equal, ..) => {
                (one, other) = ((one.1, left), (other.1, right));
                turned = !turned;
                continue;
            }
            (decided, ..) => decided,
        };
        return if turned { order.reverse() } else { order };
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bottom {
            1 => write!(f, "{}", self.top),
            bottom => write!(f, "{}/{bottom}", self.top),
        }
    }
}

impl fmt::Debug for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn halves_are_rounded_away_from_nothing() {
        for (top, bottom, places, shown) in [
            (2, 3, 1, "0.7"),
            (1, 8, 2, "0.13"),
            (-1, 8, 2, "-0.13"),
            (1, 2, 0, "1"),
            (-1, 2, 0, "-1"),
            (-1, 3, 0, "0"),
            (999, 1000, 2, "1.00"),
            (19_995, 10, 0, "2000"),
            (5, 1, 2, "5.00"),
        ] {
            assert_eq!(Fraction::of(top, bottom).rounded(places), shown);
        }
        assert_eq!(Fraction::of(12_345, 2).grouped(1), "6,172.5");
    }

    #[test]
    fn what_is_too_long_to_be_exact_is_none() {
        let long = Fraction::of(i128::MAX, 1);
        assert_eq!(long.plus(Fraction::whole(1)), None);
        assert_eq!(long.times(Fraction::whole(2)), None);
        assert_eq!(long.over(Fraction::ZERO), None);
        assert!(Fraction::of(i128::MAX, 2) > Fraction::of(i128::MAX, 3));
        assert_eq!(Fraction::of(1, u128::MAX).rounded(6), "0.000000");
    }

    proptest! {
        #[test]
        fn sums_and_products_are_those_of_the_field(a in -9_999_i64..9_999, b in 1_u32..999, c in -9_999_i64..9_999, d in 1_u32..999) {
            let (one, two) = (Fraction::of(a.into(), b.into()), Fraction::of(c.into(), d.into()));
            let sum = one.plus(two).unwrap();
            prop_assert_eq!(sum.minus(two), Some(one));
            prop_assert_eq!(one.times(two), two.times(one));
            if c != 0 {
                prop_assert_eq!(one.times(two).unwrap().over(two), Some(one));
            }
            let cross = (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
            prop_assert_eq!(one.cmp(&two), cross);
        }
    }
}
