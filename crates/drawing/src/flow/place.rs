//! Which box holds how much, and which part of it each band takes: sums only, no paper yet.

use std::collections::BTreeMap;

use super::{Flow, FlowTone};

/// A box with what comes to it and leaves it.
#[derive(Debug, Clone, Default)]
pub(super) struct Holds {
    /// What comes in or goes out, whichever is more.
    pub(super) pence: u64,
    /// The same by tone.
    pub(super) tones: BTreeMap<FlowTone, u64>,
}

/// A band between two boxes, with where it begins in each: pence from their tops.
#[derive(Debug, Clone)]
pub(super) struct Lies {
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
    pub(super) pence: u64,
    pub(super) tone: FlowTone,
    pub(super) leaves_at: u64,
    pub(super) comes_at: u64,
}

/// All of a picture, by stage and by box in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    pub(super) holds: Vec<Vec<Holds>>,
    pub(super) bands: Vec<Lies>,
}

impl Placed {
    pub(super) fn of(flow: &Flow<'_>) -> Self {
        let mut at = BTreeMap::new();
        for (stage, boxes) in flow.stages.iter().enumerate() {
            for (nth, one) in boxes.boxes.iter().enumerate() {
                at.entry(one.id.as_str()).or_insert((stage, nth));
            }
        }
        // Equal ways become one band, so that the picture does not depend on how the caller cut them.
        let mut sums: BTreeMap<_, u64> = BTreeMap::new();
        for band in flow.bands {
            if let (Some(from), Some(to)) = (at.get(&*band.from), at.get(&*band.to))
                && from.0 + 1 == to.0
            {
                let sum = sums.entry((*from, *to, band.tone)).or_default();
                *sum = sum.saturating_add(band.pence);
            }
        }
        let bands = sums.into_iter().filter(|(_, pence)| *pence > 0);
        let mut bands: Vec<Lies> = bands
            .map(|((from, to, tone), pence)| Lies {
                from,
                to,
                pence,
                tone,
                leaves_at: 0,
                comes_at: 0,
            })
            .collect();
        let leaves = stack(
            &mut bands,
            |it| (it.from, it.to, it.tone),
            |it, at| it.leaves_at = at,
        );
        let comes = stack(
            &mut bands,
            |it| (it.to, it.from, it.tone),
            |it, at| it.comes_at = at,
        );
        let holds = flow.stages.iter().enumerate().map(|(stage, boxes)| {
            let boxes = 0..boxes.boxes.len();
            boxes
                .map(|nth| {
                    let sum = |of: &BTreeMap<(usize, usize), u64>| of.get(&(stage, nth)).copied();
                    let (came, left) = (sum(&comes).unwrap_or(0), sum(&leaves).unwrap_or(0));
                    let mut tones = BTreeMap::new();
                    for band in &bands {
                        let counts = if came >= left { band.to } else { band.from };
                        if counts == (stage, nth) {
                            let sum: &mut u64 = tones.entry(band.tone).or_default();
                            *sum = sum.saturating_add(band.pence);
                        }
                    }
                    Holds {
                        pence: came.max(left),
                        tones,
                    }
                })
                .collect()
        });
        Self {
            holds: holds.collect(),
            bands,
        }
    }

    /// What the stage that holds most holds.
    pub(super) fn most(&self) -> u64 {
        let stages = self.holds.iter().map(|boxes| {
            let each = boxes.iter().map(|it| it.pence);
            each.fold(0, u64::saturating_add)
        });
        stages.max().unwrap_or(0)
    }

    /// How much has which tone, in the first stage.
    pub(super) fn sums_by_tone(&self) -> BTreeMap<FlowTone, u64> {
        let mut sums: BTreeMap<FlowTone, u64> = BTreeMap::new();
        for holds in self.holds.first().into_iter().flatten() {
            for (tone, pence) in &holds.tones {
                let sum = sums.entry(*tone).or_default();
                *sum = sum.saturating_add(*pence);
            }
        }
        sums
    }
}

/// Puts bands on one another in the order of a key that begins with their box; gives how high each box's
/// pile is.
fn stack<K: Ord>(
    bands: &mut [Lies],
    key: impl Fn(&Lies) -> ((usize, usize), K, FlowTone),
    put: impl Fn(&mut Lies, u64),
) -> BTreeMap<(usize, usize), u64> {
    bands.sort_by_key(|band| key(band));
    let mut piles: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for band in bands {
        let pile = piles.entry(key(band).0).or_default();
        put(band, *pile);
        *pile = pile.saturating_add(band.pence);
    }
    piles
}

/// How many pixels a part of a whole is, of so many; exact to the pixel below.
pub(super) fn part(pence: u64, of: u64, pixels: i32) -> i32 {
    let room = u128::try_from(pixels).unwrap_or(0);
    let part = u128::from(pence.min(of)) * room;
    let part = part.checked_div(u128::from(of)).unwrap_or(0);
    i32::try_from(part).unwrap_or(pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_exact_to_the_pixel_below_and_never_more_than_the_whole() {
        for (pence, of, pixels, expected) in [
            (0, 0, 300, 0),
            (1, 3, 300, 100),
            (2, 3, 100, 66),
            (9, 3, 100, 100),
            (u64::MAX, u64::MAX, 300, 300),
            (u64::MAX / 2, u64::MAX, 300, 149),
        ] {
            assert_eq!(part(pence, of, pixels), expected, "{pence} of {of}");
        }
    }
}
