//! The structure chart: every body once, the tree it hangs by, the other lines, and words for all of it.

use crate::draft::about;
use crate::forest::Forest;
use crate::layout::{Frame, Layout, MARGIN, META, META_LEADING, Rect};
use crate::route::Grid;
use crate::svg;
use crate::text::{Weight, width, wrap};
use crate::{LineKind, Structure};

/// More second lines than this and nobody could follow any of them: the rest are told in words.
const SECOND_LINES_DRAWN: usize = 24;

/// Draws who stands where, as one SVG element.
///
/// Each body hangs by its strongest line; lines that do not fit that tree are drawn around the boxes
/// with an arrow and their words, or told in words underneath when there is no way for them. The
/// picture is as wide as it needs to be, for a county partnership under 1,300 pixels; put it in a
/// frame that scrolls. It decides nothing about the partnership: circles, orphans and unknown ids are
/// drawn as far as they can be, never refused.
#[must_use]
pub fn structure_chart(structure: &Structure<'_>) -> String {
    let forest = Forest::of(structure);
    let layout = Layout::of(structure, &forest);
    let (second, untold) = second_lines(structure, &forest, &layout);
    let key = key(&layout, &second);
    let spoken: Vec<_> = (0..structure.bodies.len())
        .map(|body| spoken(structure, body))
        .collect();
    svg::chart(structure, &layout, &second, &untold, &key, &spoken)
}

/// A line beside the tree, as drawn.
#[derive(Debug)]
pub(crate) struct Second {
    pub points: Vec<(i32, i32)>,
    pub kind: LineKind,
    /// The words and where their line begins; `None` when there was no room and the key must do.
    pub words: Option<(Rect, String)>,
}

/// A line beside the tree, before a way is found for it.
struct Wanted {
    from: Rect,
    to: Rect,
    kind: LineKind,
    words: String,
    sentence: String,
}

fn second_lines(
    structure: &Structure<'_>,
    forest: &Forest,
    layout: &Layout,
) -> (Vec<Second>, Vec<String>) {
    let mut grid = Grid::new(layout.width, layout.height);
    layout
        .placed
        .iter()
        .for_each(|placed| grid.block(&placed.rect));
    layout
        .words
        .iter()
        .for_each(|words| grid.block(&words.rect));
    layout
        .frames
        .iter()
        .filter(|frame| frame.outlined)
        .for_each(|frame| grid.discourage(&frame.rect));
    layout
        .strokes
        .iter()
        .for_each(|stroke| grid.mark(&stroke.points));
    let mut taken: Vec<Rect> = layout.placed.iter().map(|placed| placed.rect).collect();
    taken.extend(layout.words.iter().map(|words| words.rect));

    let (mut second, mut untold) = (Vec::new(), Vec::new());
    for wanted in wanted(structure, forest, layout) {
        let way = if second.len() < SECOND_LINES_DRAWN {
            grid.way(&wanted.from, &wanted.to)
        } else {
            None
        };
        let Some(points) = way else {
            untold.push(wanted.sentence);
            continue;
        };
        grid.mark(&points);
        let place = room_for_words(&points, &wanted.words, layout, &taken);
        if let Some(rect) = place {
            taken.push(rect);
            grid.block(&rect);
        }
        second.push(Second {
            points,
            kind: wanted.kind,
            words: place.map(|rect| (rect, wanted.words)),
        });
    }
    (second, untold)
}

/// The lines that are not part of the tree. Lines alike from one body to every member of a frame, or
/// from every member to one body, become a single line to or from the frame.
fn wanted(structure: &Structure<'_>, forest: &Forest, layout: &Layout) -> Vec<Wanted> {
    let mut left: Vec<(usize, usize, usize)> = forest.others.clone();
    let mut wanted = Vec::new();
    while let Some((line, from, to)) = left.first().copied() {
        let alike = |other: usize| {
            let (a, b) = (&structure.lines[line], &structure.lines[other]);
            a.kind == b.kind && a.label.trim() == b.label.trim()
        };
        let to_all = covered(layout, to, |member| {
            left.iter()
                .any(|(l, f, t)| alike(*l) && *f == from && *t == member)
        });
        let from_all = covered(layout, from, |member| {
            left.iter()
                .any(|(l, f, t)| alike(*l) && *t == to && *f == member)
        });
        let text = |body: usize| structure.bodies[body].name.trim().to_owned();
        let all = |frame: &Frame| {
            let group = structure.bodies[frame.members[0]]
                .group
                .as_deref()
                .unwrap_or_default();
            format!("all of “{}”", group.trim())
        };
        let (from_rect, to_rect, from_name, to_name, done): (_, _, _, _, Vec<usize>) =
            match (to_all, from_all) {
                (Some(frame), _) if !frame.members.contains(&from) => {
                    let done = left
                        .iter()
                        .filter(|(l, f, t)| alike(*l) && *f == from && frame.members.contains(t));
                    (
                        rect_of(layout, from),
                        Some(frame.rect),
                        text(from),
                        all(frame),
                        done.map(|(l, ..)| *l).collect(),
                    )
                }
                (_, Some(frame)) if !frame.members.contains(&to) => {
                    let done = left
                        .iter()
                        .filter(|(l, f, t)| alike(*l) && *t == to && frame.members.contains(f));
                    (
                        Some(frame.rect),
                        rect_of(layout, to),
                        all(frame),
                        text(to),
                        done.map(|(l, ..)| *l).collect(),
                    )
                }
                _ => (
                    rect_of(layout, from),
                    rect_of(layout, to),
                    text(from),
                    text(to),
                    vec![line],
                ),
            };
        left.retain(|(l, ..)| !done.contains(l));
        let (kind, words) = (
            structure.lines[line].kind,
            structure.lines[line].words().to_owned(),
        );
        if let (Some(from), Some(to)) = (from_rect, to_rect) {
            wanted.push(Wanted {
                from,
                to,
                kind,
                sentence: format!("{from_name}: {words} {to_name}"),
                words,
            });
        }
    }
    wanted
}

/// The outlined frame of which this body and at least one other are members, if `linked` holds for
/// each of them.
fn covered(layout: &Layout, body: usize, linked: impl Fn(usize) -> bool) -> Option<&Frame> {
    layout.frames.iter().find(|frame| {
        frame.outlined
            && frame.members.len() > 1
            && frame.members.contains(&body)
            && frame.members.iter().all(|member| linked(*member))
    })
}

fn rect_of(layout: &Layout, body: usize) -> Option<Rect> {
    layout
        .placed
        .iter()
        .find(|placed| placed.body == body)
        .map(|placed| placed.rect)
}

/// A place on the line, longest stretch first, where its words cover no box and no other words; and
/// no edge of a frame, if that can be had.
fn room_for_words(
    points: &[(i32, i32)],
    words: &str,
    layout: &Layout,
    taken: &[Rect],
) -> Option<Rect> {
    let frames = layout
        .frames
        .iter()
        .filter(|frame| frame.outlined)
        .map(|frame| frame.rect);
    let with_frames: Vec<_> = taken.iter().copied().chain(frames).collect();
    room_clear_of(points, words, layout, &with_frames)
        .or_else(|| room_clear_of(points, words, layout, taken))
}

fn room_clear_of(
    points: &[(i32, i32)],
    words: &str,
    layout: &Layout,
    taken: &[Rect],
) -> Option<Rect> {
    let (w, h) = (width(words, Weight::Regular, META) + 8, META_LEADING + 2);
    let mut stretches: Vec<_> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
    stretches.sort_by_key(|(a, b)| std::cmp::Reverse((a.0 - b.0).abs() + (a.1 - b.1).abs()));
    stretches.into_iter().find_map(|(a, b)| {
        [(1, 1), (1, 2), (2, 1), (1, 4), (4, 1)]
            .into_iter()
            .find_map(|(near, far)| {
                let (x, y) = (
                    (a.0 * near + b.0 * far) / (near + far),
                    (a.1 * near + b.1 * far) / (near + far),
                );
                let rect = Rect {
                    x: x - w / 2,
                    y: y - h / 2,
                    w,
                    h,
                };
                let on_paper = rect.x >= 2
                    && rect.x + w <= layout.width - 2
                    && rect.y >= 2
                    && rect.y + h <= layout.height;
                (on_paper && !taken.iter().any(|other| other.meets(&rect))).then_some(rect)
            })
    })
}

/// Kinds that need explaining under the picture: all but the plain one, in order of strength.
fn key(layout: &Layout, second: &[Second]) -> Vec<LineKind> {
    let drawn = |kind: LineKind| {
        layout.strokes.iter().any(|stroke| stroke.kind == kind)
            || second.iter().any(|line| line.kind == kind)
    };
    let kinds: Vec<_> = LineKind::all()
        .into_iter()
        .filter(|kind| drawn(*kind))
        .collect();
    if kinds == [LineKind::AccountableTo] {
        Vec::new()
    } else {
        kinds
    }
}

/// What a box is called aloud: what can be read in it, word for word (WCAG 2.2, 2.5.3), then all its lines.
fn spoken(structure: &Structure<'_>, body: usize) -> String {
    let it = &structure.bodies[body];
    let mut parts = vec![it.name.trim().to_owned()];
    parts.extend(Some(about(it).join(" · ")).filter(|about| !about.is_empty()));
    for line in structure
        .lines
        .iter()
        .filter(|line| line.from == it.id && line.to != it.id)
    {
        if let Some(to) = structure.bodies.iter().find(|other| other.id == line.to) {
            let to = to.name.trim();
            // Words of the partnership's own need not be made to stand before a name.
            parts.push(match line.label.trim() {
                "" => format!("{} {to}", line.words()),
                own => format!("{own}: {to}"),
            });
        }
    }
    parts.join("; ")
}

/// Lines of words under the picture, wrapped to its width.
pub(crate) fn wrapped_to_picture(sentences: &[String], across: i32) -> Vec<String> {
    let wrapped = |sentence: &String| wrap(sentence, Weight::Regular, META, across - 2 * MARGIN);
    sentences.iter().flat_map(wrapped).collect()
}
