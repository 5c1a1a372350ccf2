//! The form for a desk and for paper: stages beside one another, with bands between.

use std::fmt::Write as _;

use super::place::{Lies, Placed, part};
use super::{Flow, FlowBox, key, pounds, start, write_key};
use crate::svg::{GREEN, INK, QUIET, STONE, opening, write_text};
use crate::text::{Weight, wrap};

/// How tall all the money is together.
const ALL: i32 = 300;
/// The least that a box with money in it is tall.
const LEAST: i32 = 3;
const NAME: i32 = 16;
const NAME_LEADING: i32 = 19;
const SUM: i32 = 15;
const SUM_LEADING: i32 = 19;
const HEADING: i32 = 36;
const GAP: i32 = 14;
const PAD: i32 = 8;

/// A box on the paper.
struct Spot {
    y: i32,
    tall: i32,
    /// Its name in lines, and where the first begins.
    name: Vec<String>,
    /// How tall its words are.
    words: i32,
    /// How tall box and words are together.
    slot: i32,
}

impl Spot {
    fn new(one: &FlowBox, tall: i32, wide: i32) -> Self {
        let name = wrap(&one.name, Weight::Semibold, NAME, wide - 2 * PAD);
        let lines = i32::try_from(name.len()).unwrap_or(1);
        let words = lines * NAME_LEADING + SUM_LEADING + 6;
        // Words stand in a box that has room for them, and under any other: none is ever cut.
        Self {
            y: 0,
            tall,
            name,
            words,
            slot: if tall > words { tall } else { tall + words },
        }
    }
}

pub(super) fn draw(flow: &Flow<'_>) -> String {
    let placed = Placed::of(flow);
    let many = i32::try_from(flow.stages.len())
        .unwrap_or(i32::MAX / 64)
        .max(1);
    // Boxes take somewhat more than half, so that names have room and bands can bend.
    let pitch = (flow.width - 2) * 100 / (many * 100 - 42);
    let wide = (pitch * 58 / 100).max(60);
    // A pixel is kept free for the edges.
    let x = |stage: usize| 1 + i32::try_from(stage).unwrap_or(0) * pitch;
    let across = flow
        .width
        .max(x(flow.stages.len().saturating_sub(1)) + wide + 2);
    let headings: Vec<Vec<String>> = flow
        .stages
        .iter()
        .map(|stage| wrap(&stage.heading, Weight::Semibold, SUM, wide))
        .collect();
    let lines = headings.iter().map(Vec::len).max().unwrap_or(1);
    let head = HEADING + (i32::try_from(lines).unwrap_or(1) - 1) * SUM_LEADING;
    let (spots, deep) = spots(flow, &placed, wide, head);
    let mut body = String::new();
    for (nth, lines) in headings.iter().enumerate() {
        let mut y = 16;
        for line in lines {
            write_text(&mut body, line, x(nth), y, SUM, 600, QUIET, "");
            body.push(' ');
            y += SUM_LEADING;
        }
    }
    for band in &placed.bands {
        let (from, to) = (
            &spots[band.from.0][band.from.1],
            &spots[band.to.0][band.to.1],
        );
        let ends = (x(band.from.0) + wide, x(band.to.0));
        write_band(&mut body, band, &placed, (from, to), ends);
    }
    let linked = flow
        .stages
        .iter()
        .any(|it| it.boxes.iter().any(|it| it.href.is_some()));
    for (stage, boxes) in flow.stages.iter().enumerate() {
        for (nth, one) in boxes.boxes.iter().enumerate() {
            let pence = placed.holds[stage][nth].pence;
            write_box(
                &mut body,
                one,
                pence,
                &spots[stage][nth],
                (x(stage), wide),
                linked,
            );
        }
    }
    let deep = write_key(&mut body, &key(flow, across), 1, deep + 12);
    let role = if linked { "group" } else { "img" };
    let mut svg = opening(
        flow.title,
        flow.description,
        role,
        "fm-flow fm-flow--wide",
        across,
        deep + 2,
    );
    svg.push_str(&body);
    svg.push_str("</svg>");
    svg
}

/// Where each box is, stage by stage, each stage in the middle of the paper; and where the paper ends.
fn spots(flow: &Flow<'_>, placed: &Placed, wide: i32, head: i32) -> (Vec<Vec<Spot>>, i32) {
    let most = placed.most();
    let mut stages: Vec<Vec<Spot>> = Vec::new();
    for (stage, holds) in flow.stages.iter().zip(&placed.holds) {
        let boxes = stage.boxes.iter().zip(holds);
        let spots = boxes.map(|(one, holds)| {
            let least = if holds.pence > 0 { LEAST } else { 1 };
            Spot::new(one, part(holds.pence, most, ALL).max(least), wide)
        });
        stages.push(spots.collect());
    }
    let tall = |spots: &[Spot]| -> i32 {
        let gaps = i32::try_from(spots.len().saturating_sub(1)).unwrap_or(0) * GAP;
        spots.iter().map(|spot| spot.slot).sum::<i32>() + gaps
    };
    let deepest = stages.iter().map(|spots| tall(spots)).max().unwrap_or(0);
    for spots in &mut stages {
        let mut y = head + (deepest - tall(spots)) / 2;
        for spot in spots {
            spot.y = y;
            y += spot.slot + GAP;
        }
    }
    (stages, head + deepest)
}

fn write_band(
    svg: &mut String,
    band: &Lies,
    placed: &Placed,
    (from, to): (&Spot, &Spot),
    (left, right): (i32, i32),
) {
    let end = |spot: &Spot, (stage, nth): (usize, usize), at: u64| {
        let of = placed.holds[stage][nth].pence;
        let top = part(at, of, spot.tall);
        let foot = part(at.saturating_add(band.pence), of, spot.tall);
        (spot.y + top, spot.y + foot)
    };
    let (a, b) = end(from, band.from, band.leaves_at);
    let (c, d) = end(to, band.to, band.comes_at);
    let middle = (left + right) / 2;
    let _ = write!(
        svg,
        r#"<path class="fm-flow__band fm-flow__band--{}" d="M{left} {a}C{middle} {a} {middle} {c} {right} {c}V{d}C{middle} {d} {middle} {b} {left} {b}Z" {}/>"#,
        band.tone.class(),
        band.tone.paint()
    );
}

fn write_box(
    svg: &mut String,
    one: &FlowBox,
    pence: u64,
    spot: &Spot,
    (x, wide): (i32, i32),
    linked: bool,
) {
    let end = start(svg, one.href.as_deref(), &one.name, pence, linked);
    // The ground makes the whole box something to press, and keeps bands from behind the words.
    let _ = write!(
        svg,
        r##"<rect class="fm-flow__ground" x="{x}" y="{}" width="{wide}" height="{}" fill="#fdfcf8"/><rect class="fm-flow__box" x="{x}" y="{}" width="{wide}" height="{}" fill="{STONE}" stroke="{GREEN}" stroke-width="1.5"/>"##,
        spot.y, spot.slot, spot.y, spot.tall
    );
    let inside = spot.tall > spot.words;
    let x = if inside { x + PAD } else { x };
    let mut y = match inside {
        true => spot.y + (spot.tall - spot.words) / 2 + 2,
        false => spot.y + spot.tall + 2,
    };
    for line in &spot.name {
        y += NAME_LEADING;
        write_text(
            svg,
            line,
            x,
            y - 4,
            NAME,
            600,
            INK,
            r#" class="fm-flow__name""#,
        );
        svg.push(' ');
    }
    let sum = pounds(pence);
    write_text(svg, &sum, x, y + SUM_LEADING - 4, SUM, 400, QUIET, "");
    svg.push_str(end);
}
