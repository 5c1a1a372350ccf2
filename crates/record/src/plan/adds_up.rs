//! Whether what is said of the districts makes what is said of the county: their sum, or their mean
//! weighted by what each is out of.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Fraction;
use crate::id::AreaId;

/// How the districts make the county.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Districts {
    /// They are not held against it.
    #[default]
    None,
    /// Their sum is the county's.
    Sum,
    /// Their mean is, each weighted by its denominator.
    WeightedMean,
}

impl Districts {
    /// As people say it.
    pub const fn said(self) -> &'static str {
        match self {
            Self::None => "the districts are not added up",
            Self::Sum => "the districts add up to the county",
            Self::WeightedMean => {
                "the county is the mean of the districts, weighted by their denominators"
            }
        }
    }
}

/// One district's part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The district.
    pub area: AreaId,
    /// Its value; none where nothing is said of it.
    pub value: Option<Fraction>,
    /// What it is out of, where that is known.
    pub weight: Option<Fraction>,
}

/// Whether the districts make the county.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddsUp {
    /// They are not held against it, or nothing is said of any of them.
    NotAsked,
    /// They do.
    Yes {
        /// What they come to.
        comes_to: Fraction,
    },
    /// They come to something else.
    No {
        /// What they come to.
        comes_to: Fraction,
        /// How much more that is than the county's.
        difference: Fraction,
    },
    /// Of these nothing is said, so it cannot be told.
    Missing(Vec<AreaId>),
    /// Of these it is not known what they are out of, so no mean can be weighted.
    Unweighted(Vec<AreaId>),
    /// Nothing is said of the county.
    NoCounty {
        /// What the districts come to.
        comes_to: Fraction,
    },
}

/// What the districts come to.
pub fn comes_to(parts: &[Part], districts: Districts) -> Result<Option<Fraction>, AddsUp> {
    if districts == Districts::None || parts.iter().all(|part| part.value.is_none()) {
        return Err(AddsUp::NotAsked);
    }
    let without = |lacks: fn(&Part) -> bool| -> Vec<AreaId> {
        let lacking = parts.iter().filter(|part| lacks(part));
        lacking.map(|part| part.area.clone()).collect()
    };
    let missing = without(|part| part.value.is_none());
    if !missing.is_empty() {
        return Err(AddsUp::Missing(missing));
    }
    if districts == Districts::Sum {
        let mut values = parts.iter().filter_map(|part| part.value);
        return Ok(values.try_fold(Fraction::ZERO, Fraction::plus));
    }
    let unweighted = without(|part| part.weight.is_none_or(Fraction::is_zero));
    if !unweighted.is_empty() {
        return Err(AddsUp::Unweighted(unweighted));
    }
    let weighted = |sum: Option<(Fraction, Fraction)>, part: &Part| {
        let ((top, bottom), (value, weight)) = (sum?, part.value.zip(part.weight)?);
        Some((top.plus(value.times(weight)?)?, bottom.plus(weight)?))
    };
    let sums = parts
        .iter()
        .fold(Some((Fraction::ZERO, Fraction::ZERO)), weighted);
    Ok(sums.and_then(|(top, bottom)| top.over(bottom)))
}

/// Whether the districts make the county. A weighted mean is held against it in the places that the
/// indicator is shown with: nobody sets a target of 66.666…
pub fn adds_up(
    county: Option<Fraction>,
    parts: &[Part],
    districts: Districts,
    places: u8,
) -> AddsUp {
    let comes_to = match comes_to(parts, districts) {
        Ok(Some(comes_to)) => comes_to,
        Ok(None) => return AddsUp::NotAsked,
        Err(other) => return other,
    };
    let Some(county) = county else {
        return AddsUp::NoCounty { comes_to };
    };
    let same = match districts {
        Districts::WeightedMean => county.rounded(places) == comes_to.rounded(places),
        _ => county == comes_to,
    };
    match comes_to.minus(county) {
        Some(difference) if !same => AddsUp::No {
            comes_to,
            difference,
        },
        _ => AddsUp::Yes { comes_to },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{id::AreaId, plan::Decimal};

    fn exact(text: &str) -> Fraction {
        text.parse::<Decimal>().unwrap().exactly()
    }

    fn area(nth: usize) -> AreaId {
        AreaId::new(&format!("d{nth}")).unwrap()
    }

    fn parts(list: &[(&str, &str)]) -> Vec<Part> {
        let some = |text: &str| (!text.is_empty()).then(|| exact(text));
        let part = |(nth, (value, weight)): (usize, &(&str, &str))| Part {
            area: area(nth),
            value: some(value),
            weight: some(weight),
        };
        list.iter().enumerate().map(part).collect()
    }

    // Requirement: PL3 at /{partnership}/indicators/{indicator}
    #[test]
    fn districts_county_and_whether_they_add_up() {
        use Districts::{None as Not, Sum, WeightedMean};
        let yes = |comes_to| AddsUp::Yes {
            comes_to: exact(comes_to),
        };
        let no = |comes_to, difference| AddsUp::No {
            comes_to: exact(comes_to),
            difference: exact(difference),
        };
        for (county, list, districts, ruling) in [
            ("30", &[("10", ""), ("20", "")][..], Sum, yes("30")),
            ("31", &[("10", ""), ("20", "")], Sum, no("30", "-1")),
            (
                "30",
                &[("10", ""), ("", "")],
                Sum,
                AddsUp::Missing(vec![area(1)]),
            ),
            ("30", &[("", ""), ("", "")], Sum, AddsUp::NotAsked),
            ("30", &[], Sum, AddsUp::NotAsked),
            ("30", &[("10", ""), ("20", "")], Not, AddsUp::NotAsked),
            (
                "",
                &[("10", ""), ("20", "")],
                Sum,
                AddsUp::NoCounty {
                    comes_to: exact("30"),
                },
            ),
            (
                "40",
                &[("20", "100"), ("60", "100")],
                WeightedMean,
                yes("40"),
            ),
            (
                "50",
                &[("20", "100"), ("60", "300")],
                WeightedMean,
                yes("50"),
            ),
            (
                "40",
                &[("20", "100"), ("60", "300")],
                WeightedMean,
                no("50", "10"),
            ),
            (
                "40",
                &[("20", "100"), ("60", "")],
                WeightedMean,
                AddsUp::Unweighted(vec![area(1)]),
            ),
        ] {
            let county = (!county.is_empty()).then(|| exact(county));
            let came = adds_up(county, &parts(list), districts, 1);
            assert_eq!(came, ruling, "{list:?}");
        }
        // 66.67 is what is written for two thirds.
        let thirds = parts(&[("100", "2"), ("0", "1")]);
        let came = adds_up(Some(exact("66.67")), &thirds, Districts::WeightedMean, 2);
        assert!(matches!(came, AddsUp::Yes { .. }));
    }

    proptest! {
        #[test]
        fn a_sum_is_that_of_its_parts_and_a_mean_lies_between_them(list in proptest::collection::vec((-999_i64..999, 1_i64..999), 1..8)) {
            let parts: Vec<Part> = list.iter().enumerate().map(|(nth, &(value, weight))| Part {
                area: area(nth),
                value: Some(Fraction::whole(value)),
                weight: Some(Fraction::whole(weight)),
            }).collect();
            let sum: i64 = list.iter().map(|(value, _)| value).sum();
            let came = adds_up(Some(Fraction::whole(sum)), &parts, Districts::Sum, 0);
            prop_assert_eq!(came, AddsUp::Yes { comes_to: Fraction::whole(sum) });
            let mean = comes_to(&parts, Districts::WeightedMean).unwrap().unwrap();
            let least = list.iter().map(|(value, _)| *value).min().unwrap();
            let most = list.iter().map(|(value, _)| *value).max().unwrap();
            prop_assert!(Fraction::whole(least) <= mean && mean <= Fraction::whole(most));
        }
    }
}
