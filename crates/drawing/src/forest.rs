//! Who hangs below whom: the one tree a reader follows, chosen from all the lines.
//!
//! A body hangs by its strongest line, the first of equals. A line that would close a circle is not
//! used for hanging; it is still drawn, as a second line.

use std::collections::HashMap;

use crate::{LineKind, Structure};

/// The bodies as trees, by their place in `Structure::bodies`.
pub(crate) struct Forest {
    /// The line each body hangs by: place of the body above, and place of the line.
    pub above: Vec<Option<(usize, usize)>>,
    pub below: Vec<Vec<usize>>,
    /// How many bodies hang below each, at any depth.
    pub weight: Vec<usize>,
    /// Further lines of each body to the very body it hangs from: told in words on the same line.
    pub beside: Vec<Vec<usize>>,
    /// All other lines: places of the line, of `from` and of `to`.
    pub others: Vec<(usize, usize, usize)>,
}

impl Forest {
    pub(crate) fn of(structure: &Structure<'_>) -> Self {
        let known = known_lines(structure);
        let count = structure.bodies.len();
        let mut above: Vec<Option<(usize, usize)>> = vec![None; count];
        for kind in LineKind::all() {
            for (line, from, to) in &known {
                let same_kind = structure.lines[*line].kind == kind;
                if same_kind && above[*from].is_none() && !is_above(&above, *from, *to) {
                    above[*from] = Some((*to, *line));
                }
            }
        }
        let mut below = vec![Vec::new(); count];
        for (body, place) in above.iter().enumerate() {
            if let Some((parent, _)) = place {
                below[*parent].push(body);
            }
        }
        let mut weight = vec![0; count];
        for body in 0..count {
            let mut climbing = above[body];
            while let Some((parent, _)) = climbing {
                weight[parent] += 1;
                climbing = above[parent];
            }
        }
        let mut beside = vec![Vec::new(); count];
        let mut others = Vec::new();
        for (line, from, to) in known {
            match above[from] {
                Some((_, used)) if used == line => {}
                Some((parent, _)) if parent == to => beside[from].push(line),
                _ => others.push((line, from, to)),
            }
        }
        Self {
            above,
            below,
            weight,
            beside,
            others,
        }
    }

    /// The child to follow down the middle of the picture: the one that carries at least half of
    /// everything below, if that is more than itself and one other.
    pub(crate) fn next_on_trunk(&self, body: usize) -> Option<usize> {
        // `max_by_key` takes the last of equals; the first reads better.
        let heaviest = self.below[body]
            .iter()
            .rev()
            .copied()
            .max_by_key(|child| self.weight[*child])?;
        let carries = self.weight[heaviest] + 1;
        (self.weight[heaviest] > 1 && carries * 2 >= self.weight[body]).then_some(heaviest)
    }
}

/// Whether `candidate` already hangs, at any depth, from `body`'s tree such that hanging `body`
/// below it would close a circle.
fn is_above(above: &[Option<(usize, usize)>], body: usize, candidate: usize) -> bool {
    let mut climbing = Some(candidate);
    while let Some(place) = climbing {
        if place == body {
            return true;
        }
        climbing = above[place].map(|(parent, _)| parent);
    }
    false
}

/// Lines between two different bodies that exist, without repetitions.
fn known_lines(structure: &Structure<'_>) -> Vec<(usize, usize, usize)> {
    let mut places = HashMap::new();
    for (place, body) in structure.bodies.iter().enumerate() {
        places.entry(body.id.as_str()).or_insert(place);
    }
    let mut known: Vec<(usize, usize, usize)> = Vec::new();
    for (place, line) in structure.lines.iter().enumerate() {
        let ends = places
            .get(line.from.as_str())
            .zip(places.get(line.to.as_str()));
        let Some((from, to)) = ends.filter(|(from, to)| from != to) else {
            continue;
        };
        let repeated = known.iter().any(|(earlier, f, t)| {
            (f, t) == (from, to) && structure.lines[*earlier].kind == line.kind
        });
        if !repeated {
            known.push((place, *from, *to));
        }
    }
    known
}
