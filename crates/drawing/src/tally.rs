//! A vote as one quiet bar: how many each way, and how many were needed.
//!
//! It shows numbers and a mark; whether the motion carried is for the rule that counts, not for a
//! picture.

use std::fmt::Write as _;

use crate::svg::{GREEN, INK, QUIET, opening, write_text};
use crate::text::{Weight, width};

const WIDTH: i32 = 400;
const BAR_TOP: i32 = 34;
const BAR_HEIGHT: i32 = 30;
const HEIGHT: i32 = 118;
const FIGURE: i32 = 18;
const WORD: i32 = 14;

/// How a part of the bar is inked, so that it reads in black and white.
#[derive(Clone, Copy)]
enum Ink {
    Solid,
    Tinted,
    Hatched,
    Outlined,
    Dashed,
}

/// Draws a tally, counted in votes, on the scale of all who could have voted. `needed` is marked
/// where that many votes for would reach; beyond the end of the bar it is marked at its end.
///
/// The bar carries its own figures and a title that says them all; a page should give the same as a
/// table or a sentence.
#[must_use]
pub fn tally_bar(for_: u32, against: u32, abstained: u32, not_voted: u32, needed: u32) -> String {
    let title = format!(
        "{for_} for, {against} against, {abstained} abstained, {not_voted} not voted; {needed} needed"
    );
    let description =
        "A bar of all who could vote, with a mark where enough votes for would reach.";
    let parts = [
        (for_, "for", Ink::Solid),
        (against, "against", Ink::Hatched),
        (abstained, "abstained", Ink::Outlined),
        (not_voted, "not voted", Ink::Dashed),
    ];
    let nobody = "No votes have been cast.";
    bar(&title, description, &parts, Some(needed), nobody)
}

/// Draws where members stand on a proposal: how many support it, can live with it, stand aside, object
/// and said nothing, in that order.
#[must_use]
pub fn positions_bar(counts: [u32; 5]) -> String {
    let [support, live_with, aside, object, silent] = counts;
    let title = format!(
        "{support} support it, {live_with} can live with it, {aside} stand aside, {object} object, {silent} said nothing"
    );
    let description = "A bar of the members who were asked where they stand on the proposal.";
    let parts = [
        (support, "support", Ink::Solid),
        (live_with, "can live with", Ink::Tinted),
        (aside, "stand aside", Ink::Outlined),
        (object, "object", Ink::Hatched),
        (silent, "not said", Ink::Dashed),
    ];
    bar(
        &title,
        description,
        &parts,
        None,
        "Nobody has been asked yet.",
    )
}

/// One bar in parts, with a mark where it is asked for, and words for when it is empty.
fn bar(
    title: &str,
    description: &str,
    parts: &[(u32, &'static str, Ink)],
    needed: Option<u32>,
    nobody: &str,
) -> String {
    let mut svg = opening(title, description, "img", "fm-tally", WIDTH, HEIGHT);
    let all: u64 = parts.iter().map(|(votes, ..)| u64::from(*votes)).sum();
    let at = |votes: u64| -> i32 {
        // On an empty bar everything is at its start. The result is at most WIDTH - 4, so it fits.
        let along = (votes.min(all) * (WIDTH as u64 - 4))
            .checked_div(all)
            .unwrap_or(0);
        2 + i32::try_from(along).unwrap_or(WIDTH - 4)
    };
    let mut before = 0;
    let mut labels = Vec::new();
    for (votes, word, ink) in parts {
        let (left, right) = (at(before), at(before + u64::from(*votes)));
        before += u64::from(*votes);
        if *votes > 0 {
            write_part(&mut svg, left, right - left, *ink);
            labels.push(Label::new(*votes, word, (left + right) / 2));
        }
    }
    spread(&mut labels);
    for label in &labels {
        label.write(&mut svg);
    }
    if all == 0 {
        let foot = BAR_TOP + FIGURE;
        write_text(&mut svg, nobody, 2, foot, WORD, 400, QUIET, "");
    } else if let Some(needed) = needed {
        write_needed(&mut svg, needed, at(u64::from(needed)));
    }
    svg.push_str("</svg>");
    svg
}

fn write_part(svg: &mut String, x: i32, w: i32, ink: Ink) {
    let paint = match ink {
        Ink::Solid => format!(r#"fill="{GREEN}" stroke="{GREEN}""#),
        Ink::Tinted => format!(r##"fill="#cfe3d7" stroke="{GREEN}" stroke-width="2""##),
        Ink::Hatched => format!(r##"fill="#ffffff" stroke="{INK}""##),
        Ink::Outlined => format!(r##"fill="#ffffff" stroke="{QUIET}""##),
        Ink::Dashed => format!(r#"fill="none" stroke="{QUIET}" stroke-dasharray="3 3""#),
    };
    let _ = write!(
        svg,
        r#"<rect x="{x}" y="{BAR_TOP}" width="{w}" height="{BAR_HEIGHT}" {paint}/>"#
    );
    if matches!(ink, Ink::Hatched) {
        write_hatching(svg, x, w);
    }
}

/// Slanted lines cut to the rectangle by arithmetic: a pattern would need an id, and two bars may
/// stand on one page.
fn write_hatching(svg: &mut String, x: i32, w: i32) {
    let (right, foot) = (x + w, BAR_TOP + BAR_HEIGHT);
    let mut way = String::new();
    let mut start = x - BAR_HEIGHT + 6;
    while start < right {
        let (from, to) = (start.max(x), (start + BAR_HEIGHT).min(right));
        let _ = write!(
            way,
            "M{from} {}L{to} {}",
            foot - (from - start),
            foot - (to - start)
        );
        start += 6;
    }
    let _ = write!(
        svg,
        r#"<path d="{way}" stroke="{INK}" stroke-width="1.5" fill="none"/>"#
    );
}

fn write_needed(svg: &mut String, needed: u32, x: i32) {
    let words = format!("{needed} needed");
    let w = width(&words, Weight::Semibold, WORD);
    let left = (x - w / 2).clamp(0, WIDTH - w);
    write_text(svg, &words, left, 16, WORD, 600, INK, "");
    let (top, foot) = (BAR_TOP - 12, BAR_TOP + BAR_HEIGHT + 6);
    // A white edge keeps the mark visible where it crosses the solid part.
    let _ = write!(
        svg,
        r##"<path d="M{x} {top}V{foot}" stroke="#ffffff" stroke-width="6"/><path d="M{x} {top}V{foot}" stroke="{INK}" stroke-width="2.5"/>"##
    );
}

/// The figure and word under one part of the bar.
struct Label {
    figure: String,
    word: &'static str,
    middle: i32,
    x: i32,
    w: i32,
}

impl Label {
    fn new(votes: u32, word: &'static str, middle: i32) -> Self {
        let figure = votes.to_string();
        let w =
            width(&figure, Weight::Semibold, FIGURE).max(width(word, Weight::Regular, WORD)) + 10;
        Self {
            figure,
            word,
            middle,
            x: middle - w / 2,
            w,
        }
    }

    fn write(&self, svg: &mut String) {
        let (middle, foot) = (self.x + self.w / 2, BAR_TOP + BAR_HEIGHT);
        let centred = r#" text-anchor="middle""#;
        let _ = write!(
            svg,
            r#"<path d="M{} {}L{middle} {}" stroke="{QUIET}" fill="none"/>"#,
            self.middle,
            foot + 3,
            foot + 12
        );
        write_text(
            svg,
            &self.figure,
            middle,
            foot + 30,
            FIGURE,
            600,
            INK,
            centred,
        );
        write_text(svg, self.word, middle, foot + 47, WORD, 400, QUIET, centred);
    }
}

/// Pushes labels right, then left, until none covers another; together they are narrower than the bar
/// unless the figures have many digits.
fn spread(labels: &mut [Label]) {
    let mut least = 0;
    for label in labels.iter_mut() {
        label.x = label.x.max(least);
        least = label.x + label.w;
    }
    let mut most = WIDTH;
    for label in labels.iter_mut().rev() {
        label.x = label.x.min(most - label.w);
        most = label.x;
    }
}
