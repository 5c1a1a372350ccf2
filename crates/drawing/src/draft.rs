//! Measuring before placing: how big each box, column, frame and row will be, and which frames share
//! a row. Where they then stand on the paper is for `layout`.

use crate::forest::Forest;
use crate::layout::{
    BOX_PAD, CORRIDOR, FRAME_GAP, FRAME_PAD, GUTTER, META, META_LEADING, NAME, NAME_LEADING,
    Placed, Rect, SPINE, Stroke, TRUNK_WIDTH,
};
use crate::text::{Weight, width, wrap};
use crate::{Body, LineKind, Structure};

const BOX_WIDTH: i32 = 176;
const INDENT: i32 = 18;
const COLUMN_GAP: i32 = 24;
/// What one side of the corridor holds: a frame of three columns.
const SIDE: i32 = 3 * BOX_WIDTH + 2 * COLUMN_GAP + 2 * FRAME_PAD;
/// Words beside the trunk are wrapped at this width.
const TRUNK_WORDS_WIDTH: i32 = 400;
/// Hanging boxes give up their indent, down to this width, so that columns stay even.
const LEAST_WIDTH: i32 = 140;
/// Heights a column may aim at before another is begun; the one that makes the picture lowest is used.
const COLUMN_AIMS: [i32; 5] = [160, 240, 330, 450, 600];
/// From this depth an only child hangs straight below, so that long chains stay narrow.
const DEEP: usize = 6;

/// A trunk with what hangs from each of its bodies; or, without a trunk, those who stand alone.
pub(crate) struct Tree {
    pub bands: Vec<Band>,
}

pub(crate) struct Band {
    pub trunk: Option<Placed>,
    /// How this trunk body stands to the one above it.
    pub how: Option<(LineKind, Vec<String>)>,
    pub rows: Vec<Row>,
}

pub(crate) struct Row {
    pub frames: Vec<FrameDraft>,
    /// How many frames stand left of the corridor; `None` when the trunk ends here and the row may
    /// close over it.
    pub split: Option<usize>,
}

impl Row {
    fn height(&self) -> i32 {
        self.frames.iter().map(|frame| frame.h).max().unwrap_or(0)
    }

    /// Room needed on the wider side of the corridor.
    pub(crate) fn side(&self) -> i32 {
        match self.split {
            Some(split) => across(&self.frames[..split]).max(across(&self.frames[split..])),
            None => (across(&self.frames) - CORRIDOR + 1) / 2,
        }
    }
}

/// A frame measured from its own top left corner.
pub(crate) struct FrameDraft {
    pub heading: Vec<String>,
    pub words: Vec<String>,
    pub words_at: i32,
    pub units: Vec<Unit>,
    pub members: Vec<usize>,
    pub kind: Option<LineKind>,
    pub outlined: bool,
    /// Where the line from above arrives.
    pub drop_at: i32,
    pub drop_to: i32,
    pub w: i32,
    pub h: i32,
}

/// One body with everything hanging below it.
#[derive(Default)]
pub(crate) struct Unit {
    pub placed: Vec<Placed>,
    pub strokes: Vec<Stroke>,
    pub w: i32,
    pub h: i32,
}

pub(crate) fn across(frames: &[FrameDraft]) -> i32 {
    frames
        .iter()
        .map(|frame| frame.w + FRAME_GAP)
        .sum::<i32>()
        .saturating_sub(FRAME_GAP)
        .max(0)
}

pub(crate) struct Drafter<'a> {
    pub structure: &'a Structure<'a>,
    pub forest: &'a Forest,
}

impl Drafter<'_> {
    /// The heaviest tree first; those who stand alone last.
    pub(crate) fn trees(&self) -> Vec<Tree> {
        let roots =
            (0..self.structure.bodies.len()).filter(|body| self.forest.above[*body].is_none());
        let (alone, mut tops): (Vec<_>, Vec<_>) =
            roots.partition(|body| self.forest.below[*body].is_empty());
        tops.sort_by_key(|body| std::cmp::Reverse(self.forest.weight[*body]));
        let mut trees: Vec<_> = tops.into_iter().map(|top| self.tree(top)).collect();
        if !alone.is_empty() {
            let rows = self.rows(&alone, true);
            trees.push(Tree {
                bands: vec![Band {
                    trunk: None,
                    how: None,
                    rows,
                }],
            });
        }
        trees
    }

    fn tree(&self, top: usize) -> Tree {
        let mut bands = Vec::new();
        let mut walking = Some(top);
        while let Some(body) = walking {
            let next = self.forest.next_on_trunk(body);
            let beside: Vec<_> = self.forest.below[body]
                .iter()
                .copied()
                .filter(|child| Some(*child) != next)
                .collect();
            let how = self.how(body).map(|(kind, words)| {
                (kind, wrap(&words, Weight::Regular, META, TRUNK_WORDS_WIDTH))
            });
            let rows = self.rows(&beside, next.is_none());
            bands.push(Band {
                trunk: Some(self.measured(body, TRUNK_WIDTH, true)),
                how,
                rows,
            });
            walking = next;
        }
        Tree { bands }
    }

    /// The kind and the words of the line a body hangs by.
    fn how(&self, body: usize) -> Option<(LineKind, String)> {
        let (_, line) = self.forest.above[body]?;
        let beside = self.forest.beside[body].iter().copied();
        let words: Vec<_> = [line]
            .into_iter()
            .chain(beside)
            .map(|line| self.structure.lines[line].words())
            .collect();
        Some((self.structure.lines[line].kind, words.join("; ")))
    }

    /// Rows of frames for those who hang from one body, with columns as high as makes the rows lowest.
    /// `closing` says that no trunk continues below them.
    fn rows(&self, bodies: &[usize], closing: bool) -> Vec<Row> {
        let tried = COLUMN_AIMS
            .into_iter()
            .map(|aim| rows(self.frames(bodies, aim), closing));
        let height = |rows: &Vec<Row>| rows.iter().map(|row| row.height() + GUTTER).sum::<i32>();
        tried.min_by_key(height).unwrap_or_default()
    }

    /// Frames for those who hang from one body: one for each group and kind of line, in the order in
    /// which they are first met. Those without a group stand by themselves.
    fn frames(&self, bodies: &[usize], aim: i32) -> Vec<FrameDraft> {
        let mut together: Vec<(Option<&str>, Option<LineKind>, Vec<usize>)> = Vec::new();
        for body in bodies {
            let group = self.structure.bodies[*body]
                .group
                .as_deref()
                .map(str::trim)
                .filter(|group| !group.is_empty());
            let kind = self.how(*body).map(|(kind, _)| kind);
            match together
                .iter_mut()
                .find(|(g, k, _)| g.is_some() && (*g, *k) == (group, kind))
            {
                Some((_, _, members)) => members.push(*body),
                None => together.push((group, kind, vec![*body])),
            }
        }
        together
            .into_iter()
            .map(|(group, kind, members)| self.frame(group, kind, members, aim))
            .collect()
    }

    fn frame(
        &self,
        group: Option<&str>,
        kind: Option<LineKind>,
        members: Vec<usize>,
        aim: i32,
    ) -> FrameDraft {
        let outlined = group.is_some();
        let pad = if outlined { FRAME_PAD } else { 0 };
        let mut columns = in_columns(members.iter().map(|body| self.unit(*body)).collect(), aim);
        let inner = columns
            .iter()
            .map(|column| column_width(column) + COLUMN_GAP)
            .sum::<i32>()
            - COLUMN_GAP;
        let room = if outlined { inner } else { inner - SPINE - 16 };
        let heading =
            group.map_or_else(Vec::new, |group| wrap(group, Weight::Semibold, NAME, room));
        let words = self
            .shared_words(&members)
            .map_or_else(Vec::new, |words| wrap(&words, Weight::Regular, META, room));
        let words_at = if outlined { pad - 2 } else { 0 };
        let said = heading.len() as i32 * NAME_LEADING + words.len() as i32 * META_LEADING;
        let first = if said == 0 { pad } else { words_at + said + 8 };

        let (mut x, mut h) = (pad, 0);
        for column in &mut columns {
            let mut y = first;
            for unit in column.iter_mut() {
                unit.placed
                    .iter_mut()
                    .for_each(|placed| placed.rect = placed.rect.moved(x, y));
                let points = unit
                    .strokes
                    .iter_mut()
                    .flat_map(|stroke| stroke.points.iter_mut());
                points.for_each(|point| *point = (point.0 + x, point.1 + y));
                y += unit.h + 10;
            }
            h = h.max(y - 10 + pad);
            x += column_width(column) + COLUMN_GAP;
        }
        let w = inner + 2 * pad;
        let (drop_at, drop_to) = if outlined {
            (w / 2, 0)
        } else {
            (SPINE + 8, first)
        };
        let units = columns.into_iter().flatten().collect();
        FrameDraft {
            heading,
            words,
            words_at,
            units,
            members,
            kind,
            outlined,
            drop_at,
            drop_to,
            w,
            h,
        }
    }

    /// The words of the lines by which all of these hang, if they are the same; else the usual ones.
    fn shared_words(&self, members: &[usize]) -> Option<String> {
        let mut all = members.iter().filter_map(|body| self.how(*body));
        let (kind, first) = all.next()?;
        Some(if all.all(|(_, words)| words == first) {
            first
        } else {
            kind.words().to_owned()
        })
    }

    fn unit(&self, body: usize) -> Unit {
        let mut unit = Unit::default();
        unit.h = self.hang(body, 0, 0, 0, &mut unit);
        unit.w = unit
            .placed
            .iter()
            .map(|placed| placed.rect.x + placed.rect.w)
            .max()
            .unwrap_or(BOX_WIDTH);
        unit
    }

    /// Hangs a body and all below it at this place; returns where the last box ends.
    fn hang(&self, body: usize, x: i32, y: i32, depth: usize, unit: &mut Unit) -> i32 {
        let mut placed = self.measured(body, (BOX_WIDTH - x).max(LEAST_WIDTH), false);
        placed.rect = placed.rect.moved(x, y);
        let foot = y + placed.rect.h;
        unit.placed.push(placed);
        let children = &self.forest.below[body];
        let straight = children.len() == 1 && depth >= DEEP;
        let mut end = foot;
        for child in children {
            let top = end + if straight { 16 } else { 10 };
            let kind = self
                .how(*child)
                .map_or(LineKind::AccountableTo, |(kind, _)| kind);
            let points = if straight {
                vec![(x + SPINE, foot), (x + SPINE, top)]
            } else {
                vec![
                    (x + SPINE, foot),
                    (x + SPINE, top + 17),
                    (x + INDENT, top + 17),
                ]
            };
            unit.strokes.push(Stroke { points, kind });
            end = self.hang(
                *child,
                if straight { x } else { x + INDENT },
                top,
                depth + 1,
                unit,
            );
        }
        end
    }

    /// A box at the origin, as tall as its words need.
    fn measured(&self, body: usize, w: i32, trunk: bool) -> Placed {
        let room = w - 2 * BOX_PAD;
        let it = &self.structure.bodies[body];
        let name = wrap(&it.name, Weight::Semibold, NAME, room);
        let said = about(it);
        let meta = match said.join(" · ") {
            nothing if nothing.is_empty() => Vec::new(),
            one_line if width(&one_line, Weight::Regular, META) <= room => vec![one_line],
            _ => said
                .iter()
                .flat_map(|part| wrap(part, Weight::Regular, META, room))
                .collect(),
        };
        let h =
            name.len() as i32 * NAME_LEADING + meta.len() as i32 * META_LEADING + 2 * BOX_PAD - 4;
        Placed {
            body,
            rect: Rect { x: 0, y: 0, w, h },
            name,
            meta,
            trunk,
        }
    }
}

/// What is said quietly under a name: its kind; its seats, and how many are empty.
pub(crate) fn about(body: &Body) -> Vec<String> {
    let seats = match (
        body.seats_total,
        body.seats_total.saturating_sub(body.seats_filled),
    ) {
        (0, _) => String::new(),
        (1, 0) => "1 seat".to_owned(),
        (1, _) => "1 seat, empty".to_owned(),
        (all, 0) => format!("{all} seats"),
        (all, empty) => format!("{all} seats, {empty} empty"),
    };
    let parts = [body.kind_label.trim().to_owned(), seats];
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

fn column_width(column: &[Unit]) -> i32 {
    column.iter().map(|unit| unit.w).max().unwrap_or(0)
}

/// Spreads units over up to three columns of about the same height, in order.
fn in_columns(units: Vec<Unit>, aim: i32) -> Vec<Vec<Unit>> {
    let all: i32 = units.iter().map(|unit| unit.h + 10).sum();
    let widest = units.iter().map(|unit| unit.w).max().unwrap_or(1).max(1);
    let fitting = ((SIDE - 2 * FRAME_PAD + COLUMN_GAP) / (widest + COLUMN_GAP)).clamp(1, 3);
    let wanted = ((all + aim - 1) / aim).clamp(1, fitting) as usize;
    let heights: Vec<_> = units.iter().map(|unit| unit.h + 10).collect();
    let mut limit = heights.iter().copied().max().unwrap_or(0);
    while columns_needed(&heights, limit) > wanted {
        limit += 10;
    }
    let mut columns: Vec<Vec<Unit>> = Vec::new();
    let mut filled = 0;
    for unit in units {
        let h = unit.h + 10;
        match columns.last_mut() {
            Some(column) if filled + h <= limit => column.push(unit),
            _ => {
                columns.push(vec![unit]);
                filled = 0;
            }
        }
        filled += h;
    }
    columns
}

fn columns_needed(heights: &[i32], limit: i32) -> usize {
    let (mut columns, mut filled) = (1, 0);
    for h in heights {
        if filled > 0 && filled + h > limit {
            columns += 1;
            filled = 0;
        }
        filled += h;
    }
    columns
}

/// Fills rows with frames in order. `closing` says that no trunk continues below the last of them,
/// so that it may use the corridor too.
fn rows(frames: Vec<FrameDraft>, closing: bool) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut left = std::collections::VecDeque::from(frames);
    while !left.is_empty() {
        if closing && across(left.make_contiguous()) <= 2 * SIDE + CORRIDOR {
            rows.push(Row {
                frames: left.into(),
                split: None,
            });
            break;
        }
        let fitting = (1..=left.len())
            .take_while(|count| best_split(&left.make_contiguous()[..*count]).is_some())
            .last();
        // A frame too wide for any side still gets a row, and the picture grows.
        let frames: Vec<_> = left.drain(..fitting.unwrap_or(1)).collect();
        let split = best_split(&frames).or(Some(1));
        rows.push(Row { frames, split });
    }
    rows
}

/// How many of these frames stand left so that both sides fit and are as even as can be.
fn best_split(frames: &[FrameDraft]) -> Option<usize> {
    (0..=frames.len())
        .map(|split| (across(&frames[..split]), across(&frames[split..]), split))
        .filter(|(left, right, _)| *left <= SIDE && *right <= SIDE)
        .min_by_key(|(left, right, split)| ((left - right).abs(), frames.len() - split))
        .map(|(_, _, split)| split)
}
