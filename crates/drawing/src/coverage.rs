//! What is covered, and where the gaps are: rows by columns with a count in each cell. A gap is a broken
//! frame with a word in it, so that it is seen without colour.

use std::fmt::Write as _;

use crate::svg::{GREEN, HAIRLINE, INK, QUIET, opening, write_text};
use crate::text::{Weight, width, wrap};

const LABEL: i32 = 15;
const LEADING: i32 = 18;
const LEAST: i32 = 84;
const MOST: i32 = 150;
const CELL_TALL: i32 = 30;
const GAP: i32 = 4;

/// Everything that a coverage table shows.
#[derive(Debug, Clone, Copy)]
pub struct Coverage<'a> {
    /// The finding: "Nothing is planned for Lapworth".
    pub title: &'a str,
    /// What a person who cannot see it is told in a sentence or two.
    pub description: &'a str,
    /// What stands above each column; it is wrapped, never cut.
    pub columns: &'a [String],
    /// The rows, in their order.
    pub rows: &'a [CoverageRow],
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CoverageRow {
    /// What it is of; it is wrapped, never cut.
    pub label: String,
    /// How many there are in each column. Nothing where the two do not meet; nought is a gap.
    pub counts: Vec<Option<u32>>,
}

/// Draws the table as one SVG element. A page gives the same as a table of words.
#[must_use]
pub fn coverage_matrix(coverage: &Coverage<'_>) -> String {
    let counted = coverage.rows.iter().map(|row| row.counts.len());
    let columns = counted.max().unwrap_or(0).max(coverage.columns.len());
    let wide = cell_wide(coverage.columns);
    let columns = i32::try_from(columns).unwrap_or(i32::MAX / 4 / MOST);
    let widest = coverage
        .rows
        .iter()
        .map(|row| width(&row.label, Weight::Regular, LABEL));
    let label_room = widest.max().unwrap_or(0).clamp(60, 230);
    let left = label_room + 14;
    let across = left + columns * (wide + GAP);
    let heads: Vec<Vec<String>> = coverage
        .columns
        .iter()
        .map(|words| wrap(words, Weight::Semibold, LABEL, wide))
        .collect();
    let head_lines = heads.iter().map(Vec::len).max().unwrap_or(0);
    let head = i32::try_from(head_lines).unwrap_or(0) * LEADING + 8;
    let labels: Vec<Vec<String>> = coverage
        .rows
        .iter()
        .map(|row| wrap(&row.label, Weight::Regular, LABEL, label_room))
        .collect();
    let row_tall = |label: &Vec<String>| {
        (i32::try_from(label.len()).unwrap_or(1) * LEADING + 6).max(CELL_TALL + GAP)
    };
    let deep = head + labels.iter().map(row_tall).sum::<i32>() + 4;
    let (title, said) = (coverage.title, coverage.description);
    let mut svg = opening(title, said, "img", "fm-coverage", across.max(120), deep);
    for (nth, lines) in heads.iter().enumerate() {
        let x = left + i32::try_from(nth).unwrap_or(0) * (wide + GAP);
        let lead = i32::try_from(lines.len()).unwrap_or(1) * LEADING;
        crate::light::write_lines(&mut svg, lines, (x, head - 6 - lead), LABEL, LEADING, 600);
    }
    let mut y = head;
    for (row, label) in coverage.rows.iter().zip(&labels) {
        let tall = row_tall(label);
        let lead = i32::try_from(label.len()).unwrap_or(1) * LEADING;
        for (nth, line) in label.iter().enumerate() {
            let down = i32::try_from(nth).unwrap_or(0) * LEADING + 14;
            let line_y = y + (tall - lead) / 2 + down;
            write_text(&mut svg, line, 0, line_y, LABEL, 400, INK, "");
        }
        for (nth, count) in row.counts.iter().enumerate() {
            let x = left + i32::try_from(nth).unwrap_or(0) * (wide + GAP);
            write_cell(&mut svg, *count, (x, y + (tall - CELL_TALL) / 2), wide);
        }
        y += tall;
    }
    svg.push_str("</svg>");
    svg
}

/// As wide as the longest word above a column, so that no word is broken.
fn cell_wide(columns: &[String]) -> i32 {
    let words = columns.iter().flat_map(|column| column.split_whitespace());
    let widest = words.map(|word| width(word, Weight::Semibold, LABEL));
    widest
        .max()
        .unwrap_or(0)
        .saturating_add(4)
        .clamp(LEAST, MOST)
}

fn write_cell(svg: &mut String, count: Option<u32>, (x, y): (i32, i32), wide: i32) {
    let (fill, stroke, dashes) = match count {
        None => ("none", HAIRLINE, ""),
        Some(0) => (
            "#ffffff",
            "#b57a0c",
            r#" stroke-dasharray="4 3" stroke-width="2""#,
        ),
        Some(1) => ("#ffffff", GREEN, ""),
        Some(2..=3) => ("#e3efe8", GREEN, ""),
        Some(_) => ("#cfe3d7", GREEN, ""),
    };
    let _ = write!(
        svg,
        r#"<rect x="{x}" y="{y}" width="{wide}" height="{CELL_TALL}" fill="{fill}" stroke="{stroke}"{dashes}/>"#
    );
    let (words, weight, ink) = match count {
        None => ("–".to_owned(), 400, QUIET),
        Some(0) => ("gap".to_owned(), 600, "#6b4200"),
        Some(count) => (count.to_string(), 600, INK),
    };
    let centred = r#" text-anchor="middle""#;
    let middle = x + wide / 2;
    write_text(svg, &words, middle, y + 20, LABEL, weight, ink, centred);
}
