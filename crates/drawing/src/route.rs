//! Ways for the lines that are not part of the tree: around every box and every word, with few
//! bends, and not along a line that is already there.
//!
//! The paper is a grid of points; a line goes from point to point at right angles by the cheapest
//! way. Where there is no way at all the caller says the relation in words instead.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::layout::Rect;

/// Distance between points of the grid, in pixels.
const STEP: i32 = 8;
/// How near a line may come to a box.
const CLEAR: i32 = 3;
const COST_STEP: u32 = 10;
const COST_BEND: u32 = 60;
const COST_USED: u32 = 45;
const COST_FRAMED: u32 = 12;

pub(crate) struct Grid {
    columns: i32,
    rows: i32,
    blocked: Vec<bool>,
    used: Vec<bool>,
    framed: Vec<bool>,
}

/// Right, down, left, up.
const TURNS: [(i32, i32); 4] = [(1, 0), (0, 1), (-1, 0), (0, -1)];

impl Grid {
    pub(crate) fn new(width: i32, height: i32) -> Self {
        let (columns, rows) = (width / STEP, height / STEP);
        let points = (columns.max(0) * rows.max(0)) as usize;
        Self {
            columns,
            rows,
            blocked: vec![false; points],
            used: vec![false; points],
            framed: vec![false; points],
        }
    }

    /// Keeps lines out of this rectangle.
    pub(crate) fn block(&mut self, rect: &Rect) {
        for at in self.points_in(rect, CLEAR) {
            self.blocked[at] = true;
        }
    }

    /// Prefers that lines go round this rectangle, though they may enter it.
    pub(crate) fn discourage(&mut self, rect: &Rect) {
        for at in self.points_in(rect, 1) {
            self.framed[at] = true;
        }
    }

    /// Remembers a line, so that others rather cross it than follow it.
    pub(crate) fn mark(&mut self, points: &[(i32, i32)]) {
        for pair in points.windows(2) {
            let [(ax, ay), (bx, by)] = [pair[0], pair[1]];
            let rect = Rect {
                x: ax.min(bx),
                y: ay.min(by),
                w: (ax - bx).abs(),
                h: (ay - by).abs(),
            };
            for at in self.points_in(&rect, STEP / 2) {
                self.used[at] = true;
            }
        }
    }

    /// The cheapest way from the edge of one rectangle to the edge of another, corners only.
    pub(crate) fn way(&self, from: &Rect, to: &Rect) -> Option<Vec<(i32, i32)>> {
        let mut best = vec![u32::MAX; self.blocked.len() * 4];
        let mut came: Vec<usize> = vec![usize::MAX; self.blocked.len() * 4];
        let mut goal = vec![None; self.blocked.len()];
        for (at, anchor, turn) in self.ports(to) {
            goal[at] = Some((anchor, (turn + 2) % 4));
        }
        let mut open = BinaryHeap::new();
        let mut starts = vec![None; self.blocked.len()];
        for (at, anchor, turn) in self.ports(from) {
            starts[at] = Some(anchor);
            best[at * 4 + turn] = 0;
            open.push(Reverse((self.at_least(at, to), 0, at * 4 + turn)));
        }
        while let Some(Reverse((_, cost, state))) = open.pop() {
            if cost > best[state] {
                continue;
            }
            let (at, turn) = (state / 4, state % 4);
            if let Some((anchor, inward)) = goal[at]
                && inward == turn
            {
                return Some(self.traced(state, anchor, &came, &starts));
            }
            for (next_turn, (dx, dy)) in TURNS.iter().enumerate() {
                if next_turn == (turn + 2) % 4 {
                    continue;
                }
                let Some(next) = self.neighbour(at, *dx, *dy) else {
                    continue;
                };
                let bend = if next_turn == turn { 0 } else { COST_BEND };
                let used = if self.used[next] { COST_USED } else { 0 };
                let framed = if self.framed[next] { COST_FRAMED } else { 0 };
                let (price, next) = (
                    cost + COST_STEP + bend + used + framed,
                    next * 4 + next_turn,
                );
                if price < best[next] {
                    best[next] = price;
                    came[next] = state;
                    open.push(Reverse((price + self.at_least(next / 4, to), price, next)));
                }
            }
        }
        None
    }

    /// What reaching a rectangle from here must cost, however clear the way: it lets the search look
    /// towards its goal first.
    fn at_least(&self, at: usize, to: &Rect) -> u32 {
        let (x, y) = self.place(at);
        let across = (to.x - x).max(x - to.x - to.w).max(0);
        let down = (to.y - y).max(y - to.y - to.h).max(0);
        // A port lies up to two points away from its edge.
        let steps = (across + down) / STEP - 2;
        u32::try_from(steps).unwrap_or(0) * COST_STEP
    }

    /// Points straight out from an edge, with where the line would touch it and which way is out.
    fn ports(&self, rect: &Rect) -> Vec<(usize, (i32, i32), usize)> {
        let mut ports = Vec::new();
        for at in self.points_in(rect, STEP + CLEAR + 1) {
            let (x, y) = self.place(at);
            let beside = y > rect.y + CLEAR && y < rect.y + rect.h - CLEAR;
            let above_or_below = x > rect.x + CLEAR && x < rect.x + rect.w - CLEAR;
            let port = match (beside, above_or_below) {
                (true, false) if x < rect.x => ((rect.x, y), 2),
                (true, false) if x > rect.x + rect.w => ((rect.x + rect.w, y), 0),
                (false, true) if y < rect.y => ((x, rect.y), 3),
                (false, true) if y > rect.y + rect.h => ((x, rect.y + rect.h), 1),
                _ => continue,
            };
            if !self.blocked[at] && !self.used[at] {
                ports.push((at, port.0, port.1));
            }
        }
        ports
    }

    fn traced(
        &self,
        last: usize,
        anchor: (i32, i32),
        came: &[usize],
        starts: &[Option<(i32, i32)>],
    ) -> Vec<(i32, i32)> {
        let mut points = vec![anchor];
        let mut state = last;
        loop {
            points.push(self.place(state / 4));
            if came[state] == usize::MAX {
                break;
            }
            state = came[state];
        }
        points.extend(starts[state / 4]);
        points.reverse();
        corners(&points)
    }

    fn neighbour(&self, at: usize, dx: i32, dy: i32) -> Option<usize> {
        let (x, y) = (at as i32 % self.columns + dx, at as i32 / self.columns + dy);
        let inside = x >= 0 && y >= 0 && x < self.columns && y < self.rows;
        let next = inside.then(|| (y * self.columns + x) as usize)?;
        (!self.blocked[next]).then_some(next)
    }

    fn place(&self, at: usize) -> (i32, i32) {
        (
            at as i32 % self.columns * STEP + STEP / 2,
            at as i32 / self.columns * STEP + STEP / 2,
        )
    }

    /// Points inside a rectangle grown by `by` on each side.
    fn points_in(&self, rect: &Rect, by: i32) -> Vec<usize> {
        let first = |from: i32| ((from - by - STEP / 2).max(0) + STEP - 1) / STEP;
        let last = |to: i32| (to + by - STEP / 2).div_euclid(STEP);
        let columns = first(rect.x)..=last(rect.x + rect.w).min(self.columns - 1);
        let rows = first(rect.y)..=last(rect.y + rect.h).min(self.rows - 1);
        rows.flat_map(|row| {
            columns
                .clone()
                .map(move |column| (row * self.columns + column) as usize)
        })
        .collect()
    }
}

/// The same line without the points that lie on a straight stretch.
fn corners(points: &[(i32, i32)]) -> Vec<(i32, i32)> {
    let mut kept: Vec<(i32, i32)> = Vec::new();
    for point in points {
        if let [.., a, b] = kept.as_slice()
            && ((a.0 == b.0 && b.0 == point.0) || (a.1 == b.1 && b.1 == point.1))
        {
            kept.pop();
        }
        if kept.last() != Some(point) {
            kept.push(*point);
        }
    }
    kept
}
