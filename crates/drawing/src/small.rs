//! Small pictures of the same kind: a line in a row of a list, and one panel to a district, all on the same
//! scale so that they may be compared.

use std::fmt::Write as _;

use crate::light::{Light, start_link, write_light_and_word};
use crate::line::{Plot, Series, write_band, write_lines};
use crate::scale::{Measure, Scale};
use crate::svg::{GREEN, HAIRLINE, INK, QUIET, opening, write_text};
use crate::text::{Weight, wrap};

const SPARK_WIDE: i32 = 132;
const SPARK_TALL: i32 = 34;
const NAME: i32 = 16;
const SMALL: i32 = 14;
const TALL: i32 = 92;
const GAP: i32 = 28;

/// Draws measurements as a line no taller than a line of text, with the target as a broken one and the
/// latest figure as a dot. `title` says whose they are and what they come to.
#[must_use]
pub fn sparkline(title: &str, measured: &[Option<i64>], target: &[Option<i64>]) -> String {
    let figures = measured.iter().chain(target).flatten().copied();
    let plot = Plot {
        left: 6,
        right: SPARK_WIDE - 8,
        top: 6,
        foot: SPARK_TALL - 6,
        many: measured.len().max(target.len()),
        scale: Scale::of(figures, 8),
    };
    let known = measured.iter().flatten().count();
    let description = format!("A line of {known} figures; the broken line is the target.");
    let mut svg = opening(
        title,
        &description,
        "img",
        "fm-spark",
        SPARK_WIDE,
        SPARK_TALL,
    );
    let measured: Vec<crate::Measured> = measured
        .iter()
        .map(|figure| crate::Measured {
            figure: *figure,
            light: None,
        })
        .collect();
    let series = Series {
        periods: &[],
        measured: &measured,
        target,
        tolerated: &[],
        forecast: &[],
    };
    write_lines(&mut svg, &plot, &series, 1);
    if let Some((nth, figure)) = series.latest() {
        let (x, y) = (plot.x(nth), plot.y(figure));
        let _ = write!(svg, r#"<circle cx="{x}" cy="{y}" r="4" fill="{GREEN}"/>"#);
    } else {
        write_text(&mut svg, "no figures yet", 0, 22, SMALL, 400, QUIET, "");
    }
    svg.push_str("</svg>");
    svg
}

/// Panels on one scale.
#[derive(Debug, Clone, Copy)]
pub struct Multiples<'a> {
    /// The finding: "Five of six districts are on track".
    pub title: &'a str,
    /// What a person who cannot see it is told in a sentence or two.
    pub description: &'a str,
    /// How wide the picture is, in pixels; as many panels stand beside one another as fit.
    pub width: i32,
    /// What the figures are in.
    pub measure: Measure<'a>,
    /// The panels, in their order.
    pub panels: &'a [Panel<'a>],
}

/// One panel.
#[derive(Debug, Clone, Copy)]
pub struct Panel<'a> {
    /// Whose it is; it is wrapped, never cut.
    pub name: &'a str,
    /// Where its page is.
    pub href: Option<&'a str>,
    /// How it is doing.
    pub light: Light,
    /// Its figures.
    pub series: Series<'a>,
}

/// Draws panels that all have the same scale, as one SVG element. A page gives the same as a table.
#[must_use]
pub fn small_multiples(multiples: &Multiples<'_>) -> String {
    let across = multiples.width.max(240);
    let columns = (across / 180).clamp(2, 3);
    let panel_wide = (across - GAP * (columns - 1)) / columns;
    let figures = multiples
        .panels
        .iter()
        .flat_map(|panel| panel.series.figures());
    let scale = Scale::of(figures, 4);
    let many = multiples.panels.iter().map(|panel| panel.series.many());
    let many = many.max().unwrap_or(0);
    let names: Vec<Vec<String>> = multiples
        .panels
        .iter()
        .map(|panel| wrap(panel.name, Weight::Semibold, NAME, panel_wide))
        .collect();
    let name_lines = names.iter().map(Vec::len).max().unwrap_or(1).max(1);
    let head = i32::try_from(name_lines).unwrap_or(1) * 20 + 22 + own_line(panel_wide);
    let pitch = head + TALL + 38;
    let linked = multiples.panels.iter().any(|panel| panel.href.is_some());
    let each = usize::try_from(columns).unwrap_or(1);
    let rows = i32::try_from(multiples.panels.len().div_ceil(each)).unwrap_or(0);
    let class = format!("fm-multiples fm-multiples--{across}");
    let role = if linked { "group" } else { "img" };
    let mut svg = opening(
        multiples.title,
        multiples.description,
        role,
        &class,
        across,
        (rows * pitch).max(24),
    );
    for (nth, (panel, name)) in multiples.panels.iter().zip(&names).enumerate() {
        let column = i32::try_from(nth % each).unwrap_or(0);
        let row = i32::try_from(nth / each).unwrap_or(0);
        let left = column * (panel_wide + GAP);
        let top = row * pitch + head;
        let plot = Plot {
            left: left + 8,
            right: left + panel_wide - 10,
            top,
            foot: top + TALL,
            many,
            scale,
        };
        write_panel(&mut svg, multiples, panel, name, &plot, linked);
    }
    svg.push_str("</svg>");
    svg
}

/// How much room the figure needs on a line of its own: in a narrow panel it has no place beside the light.
fn own_line(panel_wide: i32) -> i32 {
    if panel_wide < 176 { 20 } else { 0 }
}

fn write_panel(
    svg: &mut String,
    multiples: &Multiples<'_>,
    panel: &Panel<'_>,
    name: &[String],
    plot: &Plot,
    linked: bool,
) {
    let left = plot.left - 8;
    let latest = panel.series.latest();
    let figure = latest.map(|(_, figure)| multiples.measure.figure(figure));
    let spoken = match &figure {
        Some(figure) => format!("{}: {figure}, {}", panel.name, panel.light.words()),
        None => format!("{}: {}", panel.name, panel.light.words()),
    };
    let end = start_link(svg, panel.href, &spoken, linked);
    let lines = i32::try_from(name.len()).unwrap_or(1);
    // Names stand on the line above the light, however many lines they need.
    let own = own_line(plot.right + 10 - left);
    let name_top = plot.top - 22 - own - lines * 20;
    crate::light::write_lines(svg, name, (left, name_top), NAME, 20, 600);
    write_light_and_word(svg, panel.light, left, plot.top - 8 - own);
    let (right, foot) = (plot.right + 10, plot.foot);
    let _ = write!(
        svg,
        r#"<path d="M{left} {foot}H{right}" stroke="{QUIET}" fill="none"/><path d="M{left} {}H{right}" stroke="{HAIRLINE}" fill="none"/>"#,
        plot.top
    );
    write_band(svg, plot, panel.series.tolerated);
    write_lines(svg, plot, &panel.series, 4);
    if let Some(figure) = figure {
        let end = r#" text-anchor="end""#;
        let (x, end) = if own > 0 { (left, "") } else { (right, end) };
        write_text(svg, &figure, x, plot.top - 8, NAME, 600, INK, end);
    }
    let ends = (panel.series.periods.first(), panel.series.periods.last());
    if let (Some(first), Some(last)) = ends {
        write_text(svg, first, left, foot + 18, SMALL, 400, QUIET, "");
        if first != last {
            let end = r#" text-anchor="end""#;
            write_text(svg, last, right, foot + 18, SMALL, 400, QUIET, end);
        }
    }
    svg.push_str(end);
}
