//! The form for a telephone: stages under one another, a bar to each box, cut by how far its money got.

use std::fmt::Write as _;

use super::place::{Holds, Placed, part};
use super::{Flow, FlowBox, key, pounds, start, write_key};
use crate::svg::{HAIRLINE, INK, QUIET, opening, write_text};
use crate::text::{Weight, width, wrap};

const NAME: i32 = 16;
const LEADING: i32 = 20;
const BAR: i32 = 18;

pub(super) fn draw(flow: &Flow<'_>) -> String {
    let across = flow.width.max(240);
    let placed = Placed::of(flow);
    let most = placed.most();
    let linked = flow
        .stages
        .iter()
        .any(|it| it.boxes.iter().any(|it| it.href.is_some()));
    let mut body = String::new();
    let mut y = write_key(&mut body, &key(flow, across - 2), 1, 0) + 6;
    for (stage, holds) in flow.stages.iter().zip(&placed.holds) {
        for line in wrap(&stage.heading, Weight::Semibold, NAME, across) {
            y += LEADING;
            write_text(&mut body, &line, 0, y, NAME, 600, QUIET, "");
            body.push(' ');
        }
        y += 8;
        let _ = write!(
            body,
            r#"<path d="M0 {y}H{across}" stroke="{HAIRLINE}" fill="none"/>"#
        );
        for (one, holds) in stage.boxes.iter().zip(holds) {
            y = write_row(&mut body, one, holds, most, (across, y + 6), linked);
        }
        y += 12;
    }
    let role = if linked { "group" } else { "img" };
    let class = "fm-flow fm-flow--narrow";
    let mut svg = opening(flow.title, flow.description, role, class, across, y + 4);
    svg.push_str(&body);
    svg.push_str("</svg>");
    svg
}

/// A box as its name, its sum and a bar; gives where it ends.
fn write_row(
    svg: &mut String,
    one: &FlowBox,
    holds: &Holds,
    most: u64,
    (across, top): (i32, i32),
    linked: bool,
) -> i32 {
    let end = start(svg, one.href.as_deref(), &one.name, holds.pence, linked);
    let sum = pounds(holds.pence);
    let sum_wide = width(&sum, Weight::Regular, NAME);
    let name = wrap(
        &one.name,
        Weight::Semibold,
        NAME,
        (across - sum_wide - 16).max(80),
    );
    let lines = i32::try_from(name.len()).unwrap_or(1);
    let tall = lines * LEADING + BAR + 8;
    let _ = write!(
        svg,
        r##"<rect class="fm-flow__ground" x="0" y="{top}" width="{across}" height="{tall}" fill="#fdfcf8"/>"##
    );
    let mut y = top;
    for line in &name {
        y += LEADING;
        write_text(
            svg,
            line,
            0,
            y - 4,
            NAME,
            600,
            INK,
            r#" class="fm-flow__name""#,
        );
        svg.push(' ');
    }
    let right = r#" text-anchor="end""#;
    write_text(
        svg,
        &sum,
        across - 1,
        top + LEADING - 4,
        NAME,
        400,
        QUIET,
        right,
    );
    let bar_top = y + 2;
    // The ends are cut out of one length, so that the parts of a bar tile it.
    let mut reached = 0_u64;
    for (tone, pence) in &holds.tones {
        let from = part(reached, most, across - 2);
        reached = reached.saturating_add(*pence);
        let until = part(reached, most, across - 2);
        let _ = write!(
            svg,
            r#"<rect class="fm-flow__part fm-flow__part--{}" x="{}" y="{bar_top}" width="{}" height="{BAR}" {}/>"#,
            tone.class(),
            from + 1,
            (until - from).max(1),
            tone.paint()
        );
    }
    svg.push_str(end);
    top + tall
}
