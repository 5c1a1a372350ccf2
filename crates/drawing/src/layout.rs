//! Where every box goes.
//!
//! The picture is read down the middle: a trunk of the bodies that carry most of what is below
//! them. What answers to each of them hangs in frames to the left and right of a corridor, so the
//! trunk's line meets nothing on its way. Inside a frame bodies stand in columns, and what hangs
//! below them is indented under them. Every box has its own place by construction; nothing is moved
//! afterwards.

use crate::draft::{Drafter, FrameDraft, Row, Tree, across};
use crate::forest::Forest;
use crate::text::{Weight, width};
use crate::{LineKind, Structure};

pub(crate) const MARGIN: i32 = 24;
pub(crate) const NAME: i32 = 15;
pub(crate) const NAME_LEADING: i32 = 19;
pub(crate) const META: i32 = 13;
pub(crate) const META_LEADING: i32 = 16;
pub(crate) const BOX_PAD: i32 = 10;
pub(crate) const TRUNK_WIDTH: i32 = 280;
/// How far right of the trunk's line its words begin.
const TRUNK_WORDS: i32 = 8;
pub(crate) const CORRIDOR: i32 = 48;
pub(crate) const SPINE: i32 = 8;
pub(crate) const FRAME_PAD: i32 = 12;
pub(crate) const FRAME_GAP: i32 = 24;
/// Room above a row of frames for the line that feeds it.
pub(crate) const GUTTER: i32 = 44;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Rect {
    pub x: i32,
    pub y: i32,
    pub w: i32,
    pub h: i32,
}

impl Rect {
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.x < other.x + other.w
            && other.x < self.x + self.w
            && self.y < other.y + other.h
            && other.y < self.y + self.h
    }

    pub(crate) fn moved(self, x: i32, y: i32) -> Self {
        Self {
            x: self.x + x,
            y: self.y + y,
            ..self
        }
    }
}

/// One body in its place, its words already wrapped.
#[derive(Debug, Clone)]
pub(crate) struct Placed {
    pub body: usize,
    pub rect: Rect,
    pub name: Vec<String>,
    pub meta: Vec<String>,
    pub trunk: bool,
}

/// Bodies that are spoken of together.
#[derive(Debug)]
pub(crate) struct Frame {
    pub rect: Rect,
    /// Those in the frame by their own right, not those hanging below them.
    pub members: Vec<usize>,
    pub outlined: bool,
}

#[derive(Debug, Clone)]
pub(crate) struct Stroke {
    pub points: Vec<(i32, i32)>,
    pub kind: LineKind,
}

/// Words that stand free of any box. `rect` is what they cover; the baseline is 4 above its foot.
#[derive(Debug, Clone)]
pub(crate) struct Words {
    pub rect: Rect,
    pub text: String,
    pub heading: bool,
}

#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub width: i32,
    pub height: i32,
    pub placed: Vec<Placed>,
    pub frames: Vec<Frame>,
    pub strokes: Vec<Stroke>,
    pub words: Vec<Words>,
}

impl Layout {
    pub(crate) fn of(structure: &Structure<'_>, forest: &Forest) -> Self {
        let drafter = Drafter { structure, forest };
        let trees = drafter.trees();
        let rows = || {
            trees
                .iter()
                .flat_map(|tree| &tree.bands)
                .flat_map(|band| &band.rows)
        };
        let beside_the_trunk = trees
            .iter()
            .flat_map(|tree| &tree.bands)
            .flat_map(|band| &band.how)
            .flat_map(|how| &how.1);
        let said = beside_the_trunk
            .map(|words| width(words, Weight::Regular, META) + TRUNK_WORDS - CORRIDOR / 2)
            .max();
        let needed = rows().map(Row::side).max().max(said).unwrap_or(0);
        let side = needed.max(TRUNK_WIDTH / 2);
        let width = 2 * MARGIN + 2 * side + CORRIDOR;
        let mut layout = Self {
            width,
            ..Self::default()
        };
        let mut y = MARGIN;
        for tree in trees {
            y = layout.place_tree(tree, width / 2, y) + GUTTER;
        }
        layout.height = y - GUTTER + MARGIN;
        layout
    }

    fn place_tree(&mut self, tree: Tree, middle: i32, top: i32) -> i32 {
        let mut y = top;
        let mut trunk_foot = None;
        for band in tree.bands {
            if let Some(mut placed) = band.trunk {
                if let (Some(foot), Some((kind, words))) = (trunk_foot, band.how) {
                    let room = GUTTER.max(words.len() as i32 * META_LEADING + 16);
                    self.strokes.push(Stroke {
                        points: vec![(middle, foot), (middle, y + room)],
                        kind,
                    });
                    self.write(
                        &words,
                        middle + TRUNK_WORDS,
                        y + (room - words.len() as i32 * META_LEADING) / 2,
                        false,
                    );
                    y += room;
                }
                placed.rect = placed.rect.moved(middle - TRUNK_WIDTH / 2, y);
                y += placed.rect.h;
                trunk_foot = Some(y);
                self.placed.push(placed);
            }
            for row in band.rows {
                y = self.place_row(row, middle, y, trunk_foot);
            }
        }
        y
    }

    fn place_row(&mut self, row: Row, middle: i32, top: i32, trunk_foot: Option<i32>) -> i32 {
        let (bus, head) = if trunk_foot.is_some() {
            (top + 20, top + GUTTER)
        } else {
            (top, top + 8)
        };
        let mut x = match row.split {
            Some(split) => middle - CORRIDOR / 2 - across(&row.frames[..split]),
            None => middle - across(&row.frames) / 2,
        };
        let mut foot = head;
        for (place, frame) in row.frames.into_iter().enumerate() {
            if row.split == Some(place) {
                x = middle + CORRIDOR / 2;
            }
            let step = frame.w + FRAME_GAP;
            if let (Some(from), Some(kind)) = (trunk_foot, frame.kind) {
                let drop = x + frame.drop_at;
                let points = vec![
                    (middle, from),
                    (middle, bus),
                    (drop, bus),
                    (drop, head + frame.drop_to),
                ];
                self.strokes.push(Stroke { points, kind });
            }
            foot = foot.max(head + frame.h);
            self.place_frame(frame, x, head);
            x += step;
        }
        foot
    }

    fn place_frame(&mut self, frame: FrameDraft, x: i32, y: i32) {
        let (w, h) = (frame.w, frame.h);
        let inset = if frame.outlined {
            FRAME_PAD
        } else {
            SPINE + 16
        };
        let heading_foot = y + frame.words_at + frame.heading.len() as i32 * NAME_LEADING;
        self.write(&frame.heading, x + inset, y + frame.words_at, true);
        self.write(&frame.words, x + inset, heading_foot, false);
        for unit in frame.units {
            self.placed
                .extend(unit.placed.into_iter().map(|mut placed| {
                    placed.rect = placed.rect.moved(x, y);
                    placed
                }));
            self.strokes
                .extend(unit.strokes.into_iter().map(|mut stroke| {
                    stroke
                        .points
                        .iter_mut()
                        .for_each(|point| *point = (point.0 + x, point.1 + y));
                    stroke
                }));
        }
        let rect = Rect { x, y, w, h };
        self.frames.push(Frame {
            rect,
            members: frame.members,
            outlined: frame.outlined,
        });
    }

    fn write(&mut self, lines: &[String], x: i32, top: i32, heading: bool) {
        let (size, leading, weight) = if heading {
            (NAME, NAME_LEADING, Weight::Semibold)
        } else {
            (META, META_LEADING, Weight::Regular)
        };
        for (nth, text) in lines.iter().enumerate() {
            let rect = Rect {
                x,
                y: top + nth as i32 * leading,
                w: width(text, weight, size),
                h: leading,
            };
            self.words.push(Words {
                rect,
                text: text.clone(),
                heading,
            });
        }
    }
}
