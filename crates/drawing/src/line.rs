//! Measurements over time: what was measured, what was aimed at, what is tolerated, what is to be expected.
//!
//! Each line has its own weight and rhythm and its label at its end, so that no key is needed to tell them
//! apart on a photocopy. Where nothing was reported the line is broken and a hollow ring says so.

use std::fmt::Write as _;

use crate::light::{Light, write_light};
use crate::scale::{Measure, Scale};
use crate::svg::{GREEN, HAIRLINE, INK, QUIET, opening, write_text};
use crate::text::{Weight, width, wrap};

const TINT: &str = "#f3e3bd";
const LABEL: i32 = 14;
const FIGURE: i32 = 16;
/// A picture narrower than this is for a telephone.
const ROOMY: i32 = 480;

/// Figures over a run of periods. Every list has one entry to a period; those that are missing are empty.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// What the periods are called, the earliest first.
    pub periods: &'a [String],
    /// What was measured.
    pub measured: &'a [Measured],
    /// What was aimed at.
    pub target: &'a [Option<i64>],
    /// From what to what is tolerated as "at risk".
    pub tolerated: &'a [Option<(i64, i64)>],
    /// What is to be expected.
    pub forecast: &'a [Option<i64>],
}

/// One period's measurement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measured {
    /// The figure.
    pub figure: Option<i64>,
    /// Its light. Without a light a figure is a plain dot; a period without figure and light has not come.
    pub light: Option<Light>,
}

impl Series<'_> {
    pub(crate) fn figures(&self) -> impl Iterator<Item = i64> + Clone {
        let measured = self.measured.iter().filter_map(|one| one.figure);
        let tolerated = self.tolerated.iter().flatten();
        measured
            .chain(self.target.iter().flatten().copied())
            .chain(self.forecast.iter().flatten().copied())
            .chain(tolerated.flat_map(|(low, high)| [*low, *high]))
    }

    /// The last period with a figure.
    pub(crate) fn latest(&self) -> Option<(usize, i64)> {
        let mut all = self.measured.iter().enumerate().rev();
        all.find_map(|(nth, one)| one.figure.map(|figure| (nth, figure)))
    }

    pub(crate) fn many(&self) -> usize {
        [
            self.periods.len(),
            self.measured.len(),
            self.target.len(),
            self.tolerated.len(),
            self.forecast.len(),
        ]
        .into_iter()
        .max()
        .unwrap_or(0)
    }
}

/// Everything that a line chart shows.
#[derive(Debug, Clone, Copy)]
pub struct LineChart<'a> {
    /// The finding: "Burglary has fallen for five quarters, and is on track".
    pub title: &'a str,
    /// What a person who cannot see it is told in a sentence or two.
    pub description: &'a str,
    /// How wide the picture is, in pixels: 680 beside a text, 300 on a telephone.
    pub width: i32,
    /// What the figures are in.
    pub measure: Measure<'a>,
    /// The figures.
    pub series: Series<'a>,
    /// What the shaded band is: "At risk: within 10% of the target".
    pub band_words: &'a str,
    /// What the broken line is: "Forecast: a straight line through the year so far".
    pub forecast_words: &'a str,
}

/// Where the lines may be drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plot {
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) top: i32,
    pub(crate) foot: i32,
    pub(crate) many: usize,
    pub(crate) scale: Scale,
}

impl Plot {
    pub(crate) fn x(&self, nth: usize) -> i32 {
        let room = i64::from(self.right - self.left);
        let last = self.many.saturating_sub(1);
        if last == 0 {
            return i32::midpoint(self.left, self.right);
        }
        let along = room * i64::try_from(nth.min(last)).unwrap_or(0);
        let last = i64::try_from(last).unwrap_or(1);
        self.left + i32::try_from(along / last).unwrap_or(0)
    }

    pub(crate) fn y(&self, figure: i64) -> i32 {
        self.foot - self.scale.up(figure, self.foot - self.top)
    }
}

/// Draws the chart as one SVG element. A page gives the same as a table.
#[must_use]
pub fn line_chart(chart: &LineChart<'_>) -> String {
    let across = chart.width.max(240);
    let roomy = across >= ROOMY;
    let scale = Scale::of(chart.series.figures(), 5);
    let ticks = scale.ticks(&chart.measure);
    let tick_room = ticks
        .iter()
        .map(|(_, words)| width(words, Weight::Regular, LABEL));
    let left = tick_room.max().unwrap_or(0) + 12;
    let labels = labels(chart);
    let label_room = labels
        .iter()
        .map(|label| width(&label.words, Weight::Semibold, label.size));
    let right = across - label_room.max().unwrap_or(0).min(across / 3) - 22;
    let units = wrap(chart.measure.unit, Weight::Regular, LABEL, across);
    let head = if chart.measure.unit.is_empty() {
        0
    } else {
        count(&units) * 18
    };
    let top = head + 18;
    let plot = Plot {
        left: left + 6,
        right,
        top,
        foot: top + if roomy { 240 } else { 190 },
        many: chart.series.many(),
        scale,
    };
    let keys = keys(chart, across);
    let deep = plot.foot + 34 + count(&keys) * 20;
    let mut svg = opening(
        chart.title,
        chart.description,
        "img",
        &class(across),
        across,
        deep,
    );
    if head > 0 {
        crate::light::write_lines(&mut svg, &units, (0, 0), LABEL, 18, 400);
    }
    write_ticks(&mut svg, &plot, &ticks, left);
    write_periods(&mut svg, &plot, chart.series.periods, across);
    write_band(&mut svg, &plot, chart.series.tolerated);
    write_lines(&mut svg, &plot, &chart.series, 6);
    write_labels(&mut svg, &plot, labels);
    write_keys(&mut svg, &keys, plot.foot + 50);
    if chart.series.figures().next().is_none() {
        let words = "Nothing has been measured yet.";
        write_text(
            &mut svg,
            words,
            plot.left + 8,
            plot.top + 24,
            FIGURE,
            400,
            QUIET,
            "",
        );
    }
    svg.push_str("</svg>");
    svg
}

fn class(across: i32) -> String {
    // The width is in the name, so that the same chart in two widths has different ids.
    format!("fm-line fm-line--{across}")
}

fn count<T>(list: &[T]) -> i32 {
    i32::try_from(list.len()).unwrap_or(0)
}

fn write_ticks(svg: &mut String, plot: &Plot, ticks: &[(i64, String)], left: i32) {
    for (figure, words) in ticks {
        let y = plot.y(*figure);
        let _ = write!(
            svg,
            r#"<path d="M{left} {y}H{}" stroke="{HAIRLINE}" fill="none"/>"#,
            plot.right + 6
        );
        let right = r#" text-anchor="end""#;
        write_text(svg, words, left - 6, y + 5, LABEL, 400, QUIET, right);
    }
}

/// As many names of periods as fit beside one another; the last is always there.
fn write_periods(svg: &mut String, plot: &Plot, periods: &[String], across: i32) {
    let widest = periods
        .iter()
        .map(|words| width(words, Weight::Regular, LABEL));
    let widest = i64::from(widest.max().unwrap_or(0) + 14);
    let room = i64::from((plot.right - plot.left).max(1));
    let gaps = i64::try_from(periods.len().saturating_sub(1)).unwrap_or(0);
    let each = usize::try_from((widest * gaps + room - 1) / room)
        .unwrap_or(1)
        .max(1);
    for (nth, words) in periods.iter().enumerate() {
        if !(periods.len() - 1 - nth).is_multiple_of(each) {
            continue;
        }
        let x = plot.x(nth);
        let _ = write!(
            svg,
            r#"<path d="M{x} {}v5" stroke="{QUIET}" fill="none"/>"#,
            plot.foot
        );
        let w = width(words, Weight::Regular, LABEL);
        let at = (x - w / 2).clamp(0, (across - w).max(0));
        write_text(svg, words, at, plot.foot + 21, LABEL, 400, QUIET, "");
    }
}

/// The band between what is aimed at and what is no longer tolerated, one piece to each unbroken run.
pub(crate) fn write_band(svg: &mut String, plot: &Plot, tolerated: &[Option<(i64, i64)>]) {
    for run in runs(tolerated) {
        let mut way = String::new();
        for (nth, (_, high)) in &run {
            let letter = if way.is_empty() { 'M' } else { 'L' };
            let _ = write!(way, "{letter}{} {}", plot.x(*nth), plot.y(*high));
        }
        for (nth, (low, _)) in run.iter().rev() {
            let _ = write!(way, "L{} {}", plot.x(*nth), plot.y(*low));
        }
        let _ = write!(svg, r#"<path d="{way}Z" fill="{TINT}"/>"#);
    }
}

/// The target, the forecast, and over them what was measured; `r` is half a mark's size.
pub(crate) fn write_lines(svg: &mut String, plot: &Plot, series: &Series<'_>, r: i32) {
    for run in runs(series.target) {
        let way = way(plot, &run);
        // A target for one period only is a short stroke: a line needs two points.
        let single = if run.len() == 1 { "m-8 0h16" } else { "" };
        let _ = write!(
            svg,
            r#"<path d="{way}{single}" stroke="{INK}" stroke-width="1.5" stroke-dasharray="9 3 2 3" fill="none"/>"#
        );
    }
    write_forecast(svg, plot, series, r);
    let figures: Vec<Option<i64>> = series.measured.iter().map(|one| one.figure).collect();
    for run in runs(&figures) {
        let _ = write!(
            svg,
            r#"<path d="{}" stroke="{GREEN}" stroke-width="{}" stroke-linejoin="round" fill="none"/>"#,
            way(plot, &run),
            if r > 4 { 3 } else { 2 }
        );
    }
    for (nth, one) in series.measured.iter().enumerate() {
        match (one.figure, one.light) {
            (Some(figure), light) => {
                let light = light.unwrap_or(Light::OnTrack);
                write_light(svg, light, plot.x(nth), plot.y(figure), r);
            }
            (None, Some(_)) => {
                write_light(svg, Light::NotReported, plot.x(nth), plot.foot, r);
            }
            (None, None) => {}
        }
    }
}

fn write_forecast(svg: &mut String, plot: &Plot, series: &Series<'_>, r: i32) {
    let mut points: Vec<(usize, i64)> = series.latest().into_iter().collect();
    let begins = points.first().map(|(nth, _)| *nth);
    let expected = series.forecast.iter().enumerate();
    let expected = expected.filter_map(|(nth, figure)| figure.map(|figure| (nth, figure)));
    points.extend(expected.filter(|(nth, _)| begins.is_none_or(|begins| *nth > begins)));
    if points.len() < 2 {
        return;
    }
    let _ = write!(
        svg,
        r#"<path d="{}" stroke="{GREEN}" stroke-width="2" stroke-dasharray="5 5" fill="none"/>"#,
        way(plot, &points)
    );
    if let Some((nth, figure)) = points.last() {
        let _ = write!(
            svg,
            r##"<circle cx="{}" cy="{}" r="{}" fill="#ffffff" stroke="{GREEN}" stroke-width="2" stroke-dasharray="3 2"/>"##,
            plot.x(*nth),
            plot.y(*figure),
            r - 1
        );
    }
}

fn way(plot: &Plot, run: &[(usize, i64)]) -> String {
    let mut way = String::new();
    for (nth, figure) in run {
        let letter = if way.is_empty() { 'M' } else { 'L' };
        let _ = write!(way, "{letter}{} {}", plot.x(*nth), plot.y(*figure));
    }
    way
}

/// The unbroken runs of what is there, each with its places.
fn runs<T: Copy>(list: &[Option<T>]) -> Vec<Vec<(usize, T)>> {
    let mut runs: Vec<Vec<(usize, T)>> = Vec::new();
    let mut open = false;
    for (nth, one) in list.iter().enumerate() {
        match (one, open) {
            (Some(one), true) => {
                if let Some(run) = runs.last_mut() {
                    run.push((nth, *one));
                }
            }
            (Some(one), false) => runs.push(vec![(nth, *one)]),
            (None, _) => {}
        }
        open = one.is_some();
    }
    runs
}

/// The words at the end of a line.
struct Label {
    words: String,
    figure: i64,
    size: i32,
    ink: &'static str,
    y: i32,
}

fn labels(chart: &LineChart<'_>) -> Vec<Label> {
    let said = |figure: i64, before: &str, size, ink| Label {
        words: format!("{before}{}", chart.measure.figure(figure)),
        figure,
        size,
        ink,
        y: 0,
    };
    let mut labels = Vec::new();
    let last = |list: &[Option<i64>]| list.iter().rev().find_map(|one| *one);
    if let Some(target) = last(chart.series.target) {
        labels.push(said(target, "Target ", LABEL, INK));
    }
    let latest = chart.series.latest();
    let forecast = chart.series.forecast.iter().enumerate().rev();
    let forecast = forecast
        .filter_map(|(nth, one)| one.map(|one| (nth, one)))
        .next();
    let forecast = forecast.filter(|(nth, _)| latest.is_none_or(|(at, _)| *nth > at));
    if let Some((_, figure)) = forecast {
        labels.push(said(figure, "Forecast ", LABEL, GREEN));
    }
    if let Some((_, figure)) = latest {
        let before = if forecast.is_some() { "Latest " } else { "" };
        labels.push(said(figure, before, FIGURE, GREEN));
    }
    labels
}

fn write_labels(svg: &mut String, plot: &Plot, mut labels: Vec<Label>) {
    for label in &mut labels {
        label.y = plot.y(label.figure) + 5;
    }
    labels.sort_by_key(|label| label.y);
    let mut least = plot.top;
    for label in &mut labels {
        label.y = label.y.max(least);
        least = label.y + 18;
    }
    let mut most = plot.foot + 5;
    for label in labels.iter_mut().rev() {
        label.y = label.y.min(most);
        most = label.y - 18;
    }
    for label in &labels {
        let x = plot.right + 13;
        let ink = label.ink;
        write_text(svg, &label.words, x, label.y, label.size, 600, ink, "");
    }
}

/// What stands under the picture, one line each: whether it is the band, and the words.
fn keys(chart: &LineChart<'_>, across: i32) -> Vec<(Option<bool>, String)> {
    let mut keys = Vec::new();
    let band = chart.series.tolerated.iter().any(Option::is_some);
    let forecast = chart.series.forecast.iter().any(Option::is_some);
    for (is_band, there, words) in [
        (true, band, chart.band_words),
        (false, forecast, chart.forecast_words),
    ] {
        if !there || words.is_empty() {
            continue;
        }
        let lines = wrap(words, Weight::Regular, LABEL, across - 42);
        for (nth, line) in lines.into_iter().enumerate() {
            keys.push(((nth == 0).then_some(is_band), line));
        }
    }
    keys
}

fn write_keys(svg: &mut String, keys: &[(Option<bool>, String)], top: i32) {
    let mut y = top;
    for (sample, words) in keys {
        let middle = y - 5;
        let _ = match sample {
            Some(true) => write!(
                svg,
                r#"<rect x="0" y="{}" width="30" height="12" fill="{TINT}"/>"#,
                middle - 6
            ),
            Some(false) => write!(
                svg,
                r#"<path d="M0 {middle}H30" stroke="{GREEN}" stroke-width="2" stroke-dasharray="5 5" fill="none"/>"#
            ),
            None => Ok(()),
        };
        write_text(svg, words, 40, y, LABEL, 400, QUIET, "");
        y += 20;
    }
}
