//! From exact figures to places on paper: round steps, and the same step for the same figures.
//!
//! Figures are whole numbers of a unit with so many decimal places. Nothing here is a fraction.

/// What the figures of a picture are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measure<'a> {
    /// Words above the scale: "Offences for every 1,000 people"; may be empty.
    pub unit: &'a str,
    /// What stands right behind a figure: "%"; usually empty.
    pub suffix: &'a str,
    /// How many of a figure's digits are behind the point.
    pub places: u8,
}

impl Measure<'_> {
    /// A figure as people read it: `12345` with one place is "1,234.5".
    #[must_use]
    pub fn figure(&self, units: i64) -> String {
        format!("{}{}", plain(units, self.places, false), self.suffix)
    }

    /// A figure of the scale: without decimals that are all noughts.
    fn round_figure(&self, units: i64) -> String {
        format!("{}{}", plain(units, self.places, true), self.suffix)
    }
}

fn plain(units: i64, places: u8, short: bool) -> String {
    let digits = format!(
        "{:0>1$}",
        units.unsigned_abs(),
        usize::from(places).saturating_add(1)
    );
    let (whole, rest) = digits.split_at(digits.len() - usize::from(places));
    let mut grouped = String::new();
    for (nth, digit) in whole.chars().enumerate() {
        if nth > 0 && (whole.len() - nth).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let rest = if short {
        rest.trim_end_matches('0')
    } else {
        rest
    };
    let minus = if units < 0 { "\u{2212}" } else { "" };
    if rest.is_empty() {
        format!("{minus}{grouped}")
    } else {
        format!("{minus}{grouped}.{rest}")
    }
}

/// A scale of round steps that holds all figures it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Scale {
    low: i128,
    high: i128,
    step: i128,
}

impl Scale {
    /// For these figures, with about `steps` steps. It begins at nought where that costs little room.
    pub(crate) fn of(figures: impl Iterator<Item = i64> + Clone, steps: i128) -> Self {
        let least = i128::from(figures.clone().min().unwrap_or(0));
        let most = i128::from(figures.max().unwrap_or(0));
        let least = if least > 0 && least * 3 <= most {
            0
        } else {
            least
        };
        let step = round_step((most - least).max(1), steps.max(1));
        let low = least.div_euclid(step) * step;
        let mut high = -((-most).div_euclid(step)) * step;
        if high <= low {
            high = low + step;
        }
        Self { low, high, step }
    }

    /// How far up a figure stands, of `tall` pixels.
    pub(crate) fn up(&self, figure: i64, tall: i32) -> i32 {
        let part = (i128::from(figure) - self.low) * i128::from(tall) / (self.high - self.low);
        i32::try_from(part.clamp(0, i128::from(tall))).unwrap_or(tall)
    }

    /// The steps, from the lowest, with their words.
    pub(crate) fn ticks(&self, measure: &Measure<'_>) -> Vec<(i64, String)> {
        let mut ticks = Vec::new();
        let mut at = self.low;
        while at <= self.high && ticks.len() < 24 {
            if let Ok(figure) = i64::try_from(at) {
                ticks.push((figure, measure.round_figure(figure)));
            }
            at += self.step;
        }
        ticks
    }
}

/// One, two or five and noughts, so that no more than `steps` of them are in `span`.
fn round_step(span: i128, steps: i128) -> i128 {
    let mut ten = 1;
    loop {
        for digit in [1, 2, 5] {
            if span <= ten * digit * steps {
                return ten * digit;
            }
        }
        ten *= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_exactly() {
        let table = [
            (12_345, 1, "1,234.5"),
            (5, 2, "0.05"),
            (-1_500, 2, "\u{2212}15.00"),
            (0, 0, "0"),
            (1_234_567, 0, "1,234,567"),
            (i64::MIN, 6, "\u{2212}9,223,372,036,854.775808"),
        ];
        for (units, places, words) in table {
            let measure = Measure {
                unit: "",
                suffix: "",
                places,
            };
            assert_eq!(measure.figure(units), words);
        }
    }

    #[test]
    fn a_scale_is_round_and_holds_every_figure() {
        let percent = Measure {
            unit: "",
            suffix: "%",
            places: 1,
        };
        let table: [(&[i64], &[&str]); 5] = [
            (&[612, 655], &["61%", "62%", "63%", "64%", "65%", "66%"]),
            (&[100, 900], &["0%", "20%", "40%", "60%", "80%", "100%"]),
            (&[], &["0%", "0.1%"]),
            (&[50], &["5%", "5.1%"]),
            (&[-30, 25], &["\u{2212}4%", "\u{2212}2%", "0%", "2%", "4%"]),
        ];
        for (figures, ticks) in table {
            let scale = Scale::of(figures.iter().copied(), 5);
            let words: Vec<String> = scale
                .ticks(&percent)
                .into_iter()
                .map(|(_, words)| words)
                .collect();
            assert_eq!(words, ticks, "{figures:?}");
            for figure in figures {
                assert!((0..=100).contains(&scale.up(*figure, 100)));
            }
        }
        let scale = Scale::of([i64::MIN, i64::MAX].into_iter(), 4);
        assert!(scale.up(i64::MAX, 100) > scale.up(0, 100));
    }
}
