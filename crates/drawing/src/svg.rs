//! Writing the chart down. Nothing is decided here but ink.

use std::fmt::Write as _;

use crate::chart::{Second, wrapped_to_picture};
use crate::layout::{BOX_PAD, Layout, MARGIN, META, META_LEADING, NAME, NAME_LEADING, Placed};
use crate::text::{Weight, escape, width};
use crate::{LineKind, Structure};

pub(crate) const INK: &str = "#17201c";
pub(crate) const QUIET: &str = "#4a5350";
pub(crate) const GREEN: &str = "#0f4d3a";
const PAPER: &str = "#fdfcf8";
pub(crate) const STONE: &str = "#f3f1e9";
pub(crate) const HAIRLINE: &str = "#d8d5ca";
/// Quoted inside, because some renderers otherwise drop the whole list at the digit.
pub(crate) const FACES: &str = "'Source Sans 3', 'Source Sans Pro', Arial, sans-serif";

pub(crate) fn chart(
    structure: &Structure<'_>,
    layout: &Layout,
    second: &[Second],
    untold: &[String],
    key: &[LineKind],
    spoken: &[String],
) -> String {
    let mut foot = String::new();
    let mut y = layout.height;
    if !key.is_empty() {
        y = write_key(&mut foot, key, layout.width, y);
    }
    y = write_untold(&mut foot, untold, layout.width, y);

    let linked = structure.bodies.iter().any(|body| body.href.is_some());
    // An image hides what is inside it from assistive technology; links must not be hidden.
    let role = if linked { "group" } else { "img" };
    let mut svg = opening(
        structure.title,
        structure.description,
        role,
        "fm-structure",
        layout.width,
        y,
    );
    write_frames(&mut svg, layout);
    for stroke in &layout.strokes {
        write_line(&mut svg, &stroke.points, stroke.kind, GREEN);
    }
    for line in second {
        write_line(&mut svg, &line.points, line.kind, QUIET);
        write_arrow(&mut svg, &line.points);
    }
    for (rect, words) in second.iter().filter_map(|line| line.words.as_ref()) {
        let (x, y) = (rect.x + 4, rect.y + rect.h - 5);
        let halo = format!(
            r#" stroke="{PAPER}" stroke-width="5" stroke-linejoin="round" paint-order="stroke""#
        );
        write_text(&mut svg, words, x, y, META, 400, QUIET, &halo);
    }
    for placed in &layout.placed {
        write_body(&mut svg, structure, placed, &spoken[placed.body], linked);
    }
    svg.push_str(&foot);
    svg.push_str("</svg>");
    svg
}

/// The start of a picture, with its name and description tied to it by ids made from its own words.
pub(crate) fn opening(
    title: &str,
    description: &str,
    role: &str,
    class: &str,
    w: i32,
    h: i32,
) -> String {
    let id = name_hash(&format!("{class}\n{title}\n{description}"));
    let (title, description) = (escape(title), escape(description));
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" class="{class}" role="{role}" aria-labelledby="t{id:08x} d{id:08x}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" font-family="{FACES}"><title id="t{id:08x}">{title}</title><desc id="d{id:08x}">{description}</desc>"#
    )
}

#[expect(
    clippy::too_many_arguments,
    reason = "each is one attribute of one element"
)]
pub(crate) fn write_text(
    svg: &mut String,
    text: &str,
    x: i32,
    y: i32,
    size: i32,
    weight: i32,
    ink: &str,
    more: &str,
) {
    let text = escape(text);
    // Writing to a String cannot fail.
    let _ = write!(
        svg,
        r#"<text x="{x}" y="{y}" font-size="{size}" font-weight="{weight}" fill="{ink}"{more}>{text}</text>"#
    );
}

fn write_frames(svg: &mut String, layout: &Layout) {
    for frame in layout.frames.iter().filter(|frame| frame.outlined) {
        let r = frame.rect;
        let _ = write!(
            svg,
            r#"<rect class="fm-frame" x="{}" y="{}" width="{}" height="{}" rx="4" fill="{STONE}" stroke="{HAIRLINE}"/>"#,
            r.x, r.y, r.w, r.h
        );
    }
    for words in &layout.words {
        let (size, weight, ink) = if words.heading {
            (NAME, 600, INK)
        } else {
            (META, 400, QUIET)
        };
        write_text(
            svg,
            &words.text,
            words.rect.x,
            words.rect.y + words.rect.h - 4,
            size,
            weight,
            ink,
            "",
        );
    }
}

/// Each kind has its own rhythm of dashes, so that it survives a photocopier.
fn write_line(svg: &mut String, points: &[(i32, i32)], kind: LineKind, ink: &str) {
    let style = match kind {
        LineKind::AccountableTo => r#"stroke-width="2""#,
        LineKind::DelegatedFrom => r#"stroke-width="2" stroke-dasharray="11 3 2 3""#,
        LineKind::CommissionedBy => r#"stroke-width="2" stroke-dasharray="8 4""#,
        LineKind::ReportsTo => r#"stroke-width="2" stroke-dasharray="4 3""#,
        LineKind::Advises => r#"stroke-width="2" stroke-dasharray="1 5" stroke-linecap="round""#,
        LineKind::SupportedByChairsOf => r#"stroke-width="1.5" stroke-dasharray="14 4""#,
        LineKind::SitsOn => r#"stroke-width="1.5""#,
    };
    let way: Vec<_> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    let _ = write!(
        svg,
        r#"<polyline points="{}" fill="none" stroke="{ink}" {style}/>"#,
        way.join(" ")
    );
}

/// A small arrowhead on the last point, pointing the way the line arrives.
fn write_arrow(svg: &mut String, points: &[(i32, i32)]) {
    let [.., a, b] = points else { return };
    let (dx, dy) = ((b.0 - a.0).signum(), (b.1 - a.1).signum());
    let (left, right) = (
        (b.0 - 8 * dx - 4 * dy, b.1 - 8 * dy - 4 * dx),
        (b.0 - 8 * dx + 4 * dy, b.1 - 8 * dy + 4 * dx),
    );
    let _ = write!(
        svg,
        r#"<polygon points="{},{} {},{} {},{}" fill="{QUIET}"/>"#,
        b.0, b.1, left.0, left.1, right.0, right.1
    );
}

fn write_body(
    svg: &mut String,
    structure: &Structure<'_>,
    placed: &Placed,
    spoken: &str,
    linked: bool,
) {
    let body = &structure.bodies[placed.body];
    let class = if placed.trunk {
        "fm-body fm-body--trunk"
    } else {
        "fm-body"
    };
    let spoken = escape(spoken);
    let close = match &body.href {
        Some(href) => {
            let _ = write!(
                svg,
                r#"<a class="{class}" href="{}" aria-label="{spoken}">"#,
                escape(href)
            );
            "</a>"
        }
        None if linked => {
            let _ = write!(
                svg,
                r#"<g class="{class}" role="img" aria-label="{spoken}">"#
            );
            "</g>"
        }
        None => {
            let _ = write!(svg, r#"<g class="{class}">"#);
            "</g>"
        }
    };
    let (fill, name_ink, meta_ink) = if placed.trunk {
        (GREEN, "#ffffff", "#ffffff")
    } else {
        ("#ffffff", INK, QUIET)
    };
    let r = placed.rect;
    let _ = write!(
        svg,
        r#"<rect x="{}" y="{}" width="{}" height="{}" rx="3" fill="{fill}" stroke="{GREEN}"/>"#,
        r.x, r.y, r.w, r.h
    );
    let x = r.x + BOX_PAD;
    let mut y = r.y + BOX_PAD - 4;
    for line in &placed.name {
        y += NAME_LEADING;
        write_text(
            svg,
            line,
            x,
            y - 3,
            NAME,
            600,
            name_ink,
            r#" class="fm-body__name""#,
        );
        // Lines are words of one sentence to whoever hears them, and to whoever says the link's name.
        svg.push(' ');
    }
    for line in &placed.meta {
        y += META_LEADING;
        write_text(svg, line, x, y - 2, META, 400, meta_ink, "");
        svg.push(' ');
    }
    svg.push_str(close);
}

/// A sample of each kind of line with its words, flowing over as many rows as it takes.
fn write_key(svg: &mut String, key: &[LineKind], across: i32, top: i32) -> i32 {
    let (mut x, mut y) = (MARGIN, top + META_LEADING);
    for kind in key {
        let w = 52 + width(kind.words(), Weight::Regular, META);
        if x > MARGIN && x + w > across - MARGIN {
            (x, y) = (MARGIN, y + 22);
        }
        write_line(svg, &[(x, y - 4), (x + 40, y - 4)], *kind, GREEN);
        write_text(svg, kind.words(), x + 48, y, META, 400, QUIET, "");
        x += w + 24;
    }
    y + MARGIN
}

fn write_untold(svg: &mut String, untold: &[String], across: i32, top: i32) -> i32 {
    if untold.is_empty() {
        return top;
    }
    let mut y = top + META_LEADING;
    write_text(svg, "Not drawn:", MARGIN, y, META, 600, QUIET, "");
    for line in wrapped_to_picture(untold, across) {
        y += META_LEADING + 2;
        write_text(svg, &line, MARGIN, y, META, 400, QUIET, "");
    }
    y + MARGIN
}

/// FNV-1a: two pictures on one page need different ids, and the same picture always the same.
fn name_hash(words: &str) -> u32 {
    words.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}
