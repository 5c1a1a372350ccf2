//! Which light a value shows: how it stands to its target, and how far it may miss it.
//!
//! On track: it meets the target. At risk: it misses it, by no more than the tolerance. Off track: by
//! more. Whether there is a value at all, and whose word goes before the rule's, is decided elsewhere.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Decimal, Fraction};
use crate::share::Share;

/// How something stands. The better comes first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Light {
    /// It meets its target.
    OnTrack,
    /// It misses its target, within the tolerance.
    AtRisk,
    /// It misses its target by more than the tolerance.
    OffTrack,
    /// There is no figure, or none that is recent enough: never taken for a good one.
    NotReported,
}

impl Light {
    /// Every light, the best first.
    pub const ALL: [Self; 4] = [
        Self::OnTrack,
        Self::AtRisk,
        Self::OffTrack,
        Self::NotReported,
    ];

    /// The word beside its shape.
    pub const fn word(self) -> &'static str {
        match self {
            Self::OnTrack => "On track",
            Self::AtRisk => "At risk",
            Self::OffTrack => "Off track",
            Self::NotReported => "Not reported",
        }
    }

    /// Its shape: no light is told by its colour alone.
    pub const fn shape(self) -> &'static str {
        match self {
            Self::OnTrack => "●",
            Self::AtRisk => "▲",
            Self::OffTrack => "■",
            Self::NotReported => "○",
        }
    }

    /// Its name in addresses and programs.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OnTrack => "on-track",
            Self::AtRisk => "at-risk",
            Self::OffTrack => "off-track",
            Self::NotReported => "not-reported",
        }
    }
}

/// Which way is good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Good {
    /// The higher the better.
    Higher,
    /// The lower the better.
    Lower,
    /// Good is between two values.
    Within,
}

impl Good {
    /// As people say it.
    pub const fn said(self) -> &'static str {
        match self {
            Self::Higher => "higher is better",
            Self::Lower => "lower is better",
            Self::Within => "within the range is good",
        }
    }
}

/// What is aimed at: a value, or a range where good is within one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aim {
    /// The value, or the lower end of the range.
    pub value: Fraction,
    /// The upper end of the range; the same value when there is none.
    pub upper: Fraction,
}

impl Aim {
    /// A single value.
    pub const fn at(value: Fraction) -> Self {
        Self {
            value,
            upper: value,
        }
    }
}

/// How far a target may be missed before it is off track.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tolerance {
    /// Not at all.
    #[default]
    None,
    /// By a share of the target.
    Share(Share),
    /// By so much, in the unit of the indicator.
    Points(Decimal),
}

impl Tolerance {
    /// How far from a target it reaches.
    pub fn reach(self, target: Fraction) -> Fraction {
        match self {
            Self::None => Fraction::ZERO,
            Self::Share(share) => target
                .size()
                .times(share.exactly())
                .unwrap_or(Fraction::ZERO),
            Self::Points(points) => points.exactly().size(),
        }
    }
}

/// Where at risk ends and off track begins, below and above what is aimed at.
pub fn edges(aim: &Aim, tolerance: Tolerance) -> (Fraction, Fraction) {
    let below = aim.value.minus(tolerance.reach(aim.value));
    let above = aim.upper.plus(tolerance.reach(aim.upper));
    (below.unwrap_or(aim.value), above.unwrap_or(aim.upper))
}

/// The light that a value shows.
pub fn light(value: Fraction, aim: &Aim, good: Good, tolerance: Tolerance) -> Light {
    let (below, above) = edges(aim, tolerance);
    let (meets, misses_a_little) = match good {
        Good::Higher => (value >= aim.value, value >= below),
        Good::Lower => (value <= aim.upper, value <= above),
        Good::Within => (
            aim.value <= value && value <= aim.upper,
            below <= value && value <= above,
        ),
    };
    if meets {
        Light::OnTrack
    } else if misses_a_little {
        Light::AtRisk
    } else {
        Light::OffTrack
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn exact(text: &str) -> Fraction {
        text.parse::<Decimal>().unwrap().exactly()
    }

    #[test]
    fn value_target_tolerance_and_the_light() {
        let ten = Tolerance::Share("10%".parse().unwrap());
        let two = Tolerance::Points("2.0".parse().unwrap());
        for (value, target, good, tolerance, shown) in [
            ("60", "60", Good::Higher, ten, Light::OnTrack),
            ("59.999999", "60", Good::Higher, ten, Light::AtRisk),
            ("54", "60", Good::Higher, ten, Light::AtRisk),
            ("53.999999", "60", Good::Higher, ten, Light::OffTrack),
            ("60", "60", Good::Lower, ten, Light::OnTrack),
            ("66", "60", Good::Lower, ten, Light::AtRisk),
            ("66.000001", "60", Good::Lower, ten, Light::OffTrack),
            ("58", "60", Good::Higher, two, Light::AtRisk),
            ("57.9", "60", Good::Higher, two, Light::OffTrack),
            ("59.9", "60", Good::Higher, Tolerance::None, Light::OffTrack),
            ("-5.5", "-5", Good::Higher, ten, Light::AtRisk),
            ("-5.6", "-5", Good::Higher, ten, Light::OffTrack),
            // A share of nothing is nothing: points are for targets of nothing.
            ("1", "0", Good::Lower, ten, Light::OffTrack),
            ("1", "0", Good::Lower, two, Light::AtRisk),
        ] {
            let aim = Aim::at(exact(target));
            let came = light(exact(value), &aim, good, tolerance);
            assert_eq!(came, shown, "{value} for {target}");
        }
    }

    #[test]
    fn within_a_range_both_ends_are_good() {
        let aim = Aim {
            value: exact("18.5"),
            upper: exact("25"),
        };
        let tolerance = Tolerance::Points("1".parse().unwrap());
        for (value, shown) in [
            ("17.4", Light::OffTrack),
            ("17.5", Light::AtRisk),
            ("18.5", Light::OnTrack),
            ("25", Light::OnTrack),
            ("26", Light::AtRisk),
            ("26.1", Light::OffTrack),
        ] {
            assert_eq!(light(exact(value), &aim, Good::Within, tolerance), shown);
        }
    }

    fn some_tolerance() -> impl Strategy<Value = Tolerance> {
        prop_oneof![
            Just(Tolerance::None),
            (0_u32..=100).prop_filter_map("share", |it| Share::new(it, 100).map(Tolerance::Share)),
            (0_i64..=500).prop_filter_map("points", |it| Decimal::of(it, 1).map(Tolerance::Points)),
        ]
    }

    proptest! {
        // Requirement: PL4 at /{partnership}/indicators/{indicator}
        #[test]
        fn a_better_value_never_shows_a_worse_light(one in -9_999_i64..9_999, other in -9_999_i64..9_999, target in -9_999_i64..9_999, tolerance in some_tolerance()) {
            let aim = Aim::at(Fraction::whole(target));
            let (less, more) = (Fraction::whole(one.min(other)), Fraction::whole(one.max(other)));
            prop_assert!(light(more, &aim, Good::Higher, tolerance) <= light(less, &aim, Good::Higher, tolerance));
            prop_assert!(light(less, &aim, Good::Lower, tolerance) <= light(more, &aim, Good::Lower, tolerance));
        }

        #[test]
        fn a_wider_tolerance_never_shows_a_worse_light(value in -999_i64..999, target in -999_i64..999, one in 0_u32..=100, other in 0_u32..=100) {
            let aim = Aim::at(Fraction::whole(target));
            let by = |share| Tolerance::Share(Share::new(share, 100).unwrap());
            for good in [Good::Higher, Good::Lower, Good::Within] {
                let narrow = light(Fraction::whole(value), &aim, good, by(one.min(other)));
                let wide = light(Fraction::whole(value), &aim, good, by(one.max(other)));
                prop_assert!(wide <= narrow);
                prop_assert!(narrow != Light::NotReported);
            }
        }
    }
}
