//! Which way a figure is going: better, worse or the same as an earlier one.

use serde::Serialize;

use super::{Aim, Fraction, Good};
use crate::share::Share;

/// Which way a figure is going.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Travel {
    /// It is better than before.
    Better,
    /// It is as before.
    Steady,
    /// It is worse than before.
    Worse,
    /// There is nothing to compare it with.
    Unknown,
}

impl Travel {
    /// As people say it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Better => "Improving",
            Self::Steady => "Steady",
            Self::Worse => "Getting worse",
            Self::Unknown => "No comparison",
        }
    }
}

/// Which way a value is going since `before`; `aim` is needed where good is within a range.
pub fn travel(
    value: Fraction,
    before: Option<Fraction>,
    good: Good,
    aim: Option<&Aim>,
    steady_within: Option<Share>,
) -> Travel {
    let Some(before) = before else {
        return Travel::Unknown;
    };
    let reach = steady_within
        .and_then(|share| before.size().times(share.exactly()))
        .unwrap_or(Fraction::ZERO);
    let Some(change) = value.minus(before) else {
        return Travel::Unknown;
    };
    if change.size() <= reach {
        return Travel::Steady;
    }
    let better = match (good, aim) {
        (Good::Higher, _) => value > before,
        (Good::Lower, _) => value < before,
        (Good::Within, None) => return Travel::Unknown,
        (Good::Within, Some(aim)) => {
            let (now, then) = (outside(value, aim), outside(before, aim));
            if now == then {
                return Travel::Steady;
            }
            now < then
        }
    };
    if better {
        Travel::Better
    } else {
        Travel::Worse
    }
}

/// How far a value lies outside a range.
fn outside(value: Fraction, aim: &Aim) -> Fraction {
    let below = aim.value.minus(value).filter(|gap| !gap.is_negative());
    let above = value.minus(aim.upper).filter(|gap| !gap.is_negative());
    below.or(above).unwrap_or(Fraction::ZERO)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn value_before_and_which_way() {
        let whole = Fraction::whole;
        let range = Aim {
            value: whole(10),
            upper: whole(20),
        };
        let tenth = Some("10%".parse().unwrap());
        for (value, before, good, steady, way) in [
            (12, Some(10), Good::Higher, None, Travel::Better),
            (12, Some(10), Good::Lower, None, Travel::Worse),
            (10, Some(10), Good::Higher, None, Travel::Steady),
            (11, Some(10), Good::Higher, tenth, Travel::Steady),
            (12, Some(10), Good::Higher, tenth, Travel::Better),
            (12, None, Good::Higher, None, Travel::Unknown),
            (11, Some(19), Good::Within, None, Travel::Steady),
            (8, Some(5), Good::Within, None, Travel::Better),
            (25, Some(21), Good::Within, None, Travel::Worse),
            (15, Some(25), Good::Within, None, Travel::Better),
        ] {
            let came = travel(whole(value), before.map(whole), good, Some(&range), steady);
            assert_eq!(came, way, "{value} after {before:?}");
        }
        let no_range = travel(whole(1), Some(whole(2)), Good::Within, None, None);
        assert_eq!(no_range, Travel::Unknown);
    }

    proptest! {
        #[test]
        fn going_back_is_the_opposite(one in -999_i64..999, other in -999_i64..999) {
            let (one, other) = (Fraction::whole(one), Fraction::whole(other));
            for good in [Good::Higher, Good::Lower] {
                let there = travel(one, Some(other), good, None, None);
                let back = travel(other, Some(one), good, None, None);
                let opposite = match there {
                    Travel::Better => Travel::Worse,
                    Travel::Worse => Travel::Better,
                    same => same,
                };
                prop_assert_eq!(back, opposite);
            }
        }
    }
}
