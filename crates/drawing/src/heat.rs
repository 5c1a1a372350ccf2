//! Who came to what, as a grid: a row to each, a column to each meeting or body. Every mark has its own
//! shape, so that it reads in black and white; a key under the grid says which is which.
//!
//! It shows marks and numbers; what is too little is for the page to say.

use std::fmt::Write as _;

use crate::svg::{GREEN, HAIRLINE, INK, QUIET, opening, write_text};
use crate::text::{Weight, width, wrap};

const BRICK: &str = "#8a2a1b";
const TINT: &str = "#cfe3d7";
const OCHRE: &str = "#f3e3bd";
const LABEL_ROOM: i32 = 236;
const LABEL: i32 = 15;
const LEADING: i32 = 18;
const HEAD: i32 = 14;
const MARK: i32 = 16;
const NARROW: i32 = 24;
const WIDE: i32 = 54;

/// Everything that a grid shows.
#[derive(Debug, Clone, Copy)]
pub struct HeatMap<'a> {
    /// The finding: "Attendance is falling for four organisations".
    pub title: &'a str,
    /// What a person who cannot see it is told in a sentence or two.
    pub description: &'a str,
    /// What stands above each column; it is turned on its side.
    pub columns: &'a [String],
    /// The rows, in their order.
    pub rows: &'a [HeatRow],
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeatRow {
    /// Whose it is; it is wrapped, never cut.
    pub label: String,
    /// What stands at its end: "9 of 12".
    pub note: String,
    /// One to a column; those that are missing are blank.
    pub cells: Vec<HeatCell>,
}

/// One cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HeatCell {
    /// Nothing to show.
    #[default]
    Blank,
    /// The holder came.
    Present,
    /// A substitute came.
    Substitute,
    /// Apologies.
    Apologies,
    /// Nobody came, without a word.
    Absent,
    /// Nobody held the seat.
    Vacant,
    /// Came to so many, of so many.
    Share(u32, u32),
}

impl HeatCell {
    /// What the key says of it.
    fn words(self) -> &'static str {
        match self {
            Self::Blank => "no seat then",
            Self::Present => "the holder came",
            Self::Substitute => "a substitute came",
            Self::Apologies => "apologies",
            Self::Absent => "absent without word",
            Self::Vacant => "empty seat",
            Self::Share(..) => "came to so many of so many meetings; ochre where fewer than half",
        }
    }

    fn is_share(self) -> bool {
        matches!(self, Self::Share(..))
    }
}

/// Draws the grid as one SVG element. A page gives the same as a table.
#[must_use]
pub fn heat_map(map: &HeatMap<'_>) -> String {
    let cells = || map.rows.iter().flat_map(|row| row.cells.iter().copied());
    let pitch = if cells().any(HeatCell::is_share) {
        WIDE
    } else {
        NARROW
    };
    let head = map
        .columns
        .iter()
        .map(|label| width(label, Weight::Regular, HEAD));
    let head = head.max().map_or(0, |most| most + 12);
    let columns = map
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    let columns = columns.max(map.columns.len());
    let grid = i32::try_from(columns).unwrap_or(i32::MAX / WIDE / 2) * pitch;
    let notes = map
        .rows
        .iter()
        .map(|row| width(&row.note, Weight::Semibold, LABEL));
    let notes = notes.max().map_or(0, |most| most + 16);
    let labels = rows_of_labels(map.rows);
    let tall: i32 = labels.iter().map(|lines| row_height(lines)).sum();
    let across = LABEL_ROOM + 12 + grid + notes + 4;
    let key = key(cells(), across);
    let deep = head + tall + 14 + 24 * i32::try_from(key.len()).unwrap_or(0);
    let mut svg = opening(map.title, map.description, "img", "fm-heat", across, deep);
    write_head(&mut svg, map.columns, pitch, head);
    let mut y = head;
    for (row, lines) in map.rows.iter().zip(&labels) {
        let h = row_height(lines);
        let _ = write!(
            svg,
            r#"<path d="M0 {y}H{}" stroke="{HAIRLINE}" fill="none"/>"#,
            across - 4
        );
        write_row(&mut svg, row, lines, pitch, LABEL_ROOM + 12 + grid, (y, h));
        y += h;
    }
    write_key(&mut svg, &key, y + 14);
    svg.push_str("</svg>");
    svg
}

fn rows_of_labels(rows: &[HeatRow]) -> Vec<Vec<String>> {
    let wrapped = |row: &HeatRow| wrap(&row.label, Weight::Regular, LABEL, LABEL_ROOM);
    rows.iter().map(wrapped).collect()
}

fn row_height(lines: &[String]) -> i32 {
    (i32::try_from(lines.len()).unwrap_or(1) * LEADING + 10).max(30)
}

fn write_head(svg: &mut String, columns: &[String], pitch: i32, head: i32) {
    for (nth, label) in columns.iter().enumerate() {
        let x = LABEL_ROOM + 12 + i32::try_from(nth).unwrap_or(0) * pitch + pitch / 2 + 5;
        let y = head - 8;
        let turned = format!(r#" transform="rotate(-90 {x} {y})""#);
        write_text(svg, label, x, y, HEAD, 400, QUIET, &turned);
    }
}

fn write_row(
    svg: &mut String,
    row: &HeatRow,
    lines: &[String],
    pitch: i32,
    note_at: i32,
    (top, h): (i32, i32),
) {
    let lead = i32::try_from(lines.len()).unwrap_or(1) * LEADING;
    for (nth, line) in lines.iter().enumerate() {
        let down = i32::try_from(nth).unwrap_or(0) * LEADING + 14;
        write_text(
            svg,
            line,
            0,
            top + (h - lead) / 2 + down,
            LABEL,
            400,
            INK,
            "",
        );
    }
    let middle = top + h / 2;
    for (nth, cell) in row.cells.iter().enumerate() {
        let x = LABEL_ROOM + 12 + i32::try_from(nth).unwrap_or(0) * pitch + pitch / 2;
        write_cell(svg, *cell, x, middle);
    }
    if !row.note.is_empty() {
        write_text(
            svg,
            &row.note,
            note_at + 12,
            middle + 5,
            LABEL,
            600,
            INK,
            "",
        );
    }
}

fn write_cell(svg: &mut String, cell: HeatCell, x: i32, y: i32) {
    let (left, top) = (x - MARK / 2, y - MARK / 2);
    let square = |paint: &str| {
        format!(r#"<rect x="{left}" y="{top}" width="{MARK}" height="{MARK}" {paint}/>"#)
    };
    match cell {
        HeatCell::Blank => {}
        HeatCell::Present => *svg += &square(&format!(r#"fill="{GREEN}""#)),
        HeatCell::Substitute => {
            *svg += &square(&format!(
                r##"fill="#ffffff" stroke="{GREEN}" stroke-width="2""##
            ));
            let _ = write!(
                svg,
                r#"<path d="M{left} {top}V{}H{}Z" fill="{GREEN}"/>"#,
                top + MARK,
                left + MARK
            );
        }
        HeatCell::Apologies => {
            let _ = write!(
                svg,
                r##"<circle cx="{x}" cy="{y}" r="6" fill="#ffffff" stroke="{QUIET}" stroke-width="2"/>"##
            );
        }
        HeatCell::Absent => {
            let (right, foot) = (x + 6, y + 6);
            let (left, top) = (x - 6, y - 6);
            let _ = write!(
                svg,
                r#"<path d="M{left} {top}L{right} {foot}M{left} {foot}L{right} {top}" stroke="{BRICK}" stroke-width="3" fill="none"/>"#
            );
        }
        HeatCell::Vacant => {
            *svg += &square(&format!(
                r#"fill="none" stroke="{QUIET}" stroke-width="1.5" stroke-dasharray="3 2""#
            ));
        }
        HeatCell::Share(came, of) => write_share(svg, came, of, x, y),
    }
}

fn write_share(svg: &mut String, came: u32, of: u32, x: i32, y: i32) {
    const ROOM: i32 = WIDE - 6;
    let part = u64::from(came.min(of)) * ROOM as u64;
    let part = part.checked_div(u64::from(of)).unwrap_or(0);
    let part = i32::try_from(part).unwrap_or(ROOM);
    let few = u64::from(came) * 2 < u64::from(of);
    let ink = if few { OCHRE } else { TINT };
    let (left, top) = (x - ROOM / 2, y - 11);
    let _ = write!(
        svg,
        r##"<rect x="{left}" y="{top}" width="{ROOM}" height="22" fill="#ffffff" stroke="{HAIRLINE}"/><rect x="{left}" y="{top}" width="{part}" height="22" fill="{ink}"/>"##
    );
    let words = format!("{came}/{of}");
    let weight = if few { 600 } else { 400 };
    write_text(
        svg,
        &words,
        x,
        y + 5,
        HEAD,
        weight,
        INK,
        r#" text-anchor="middle""#,
    );
}

/// The marks that are there, with their words, in lines that fit.
fn key(cells: impl Iterator<Item = HeatCell>, across: i32) -> Vec<Vec<(i32, HeatCell)>> {
    use HeatCell::{Absent, Apologies, Blank, Present, Share, Substitute, Vacant};
    let kinds = [
        Present,
        Substitute,
        Apologies,
        Absent,
        Vacant,
        Blank,
        Share(3, 4),
    ];
    let mut there = [false; 7];
    for cell in cells {
        let same = |kind: &HeatCell| std::mem::discriminant(kind) == std::mem::discriminant(&cell);
        if let Some(place) = kinds.iter().position(same) {
            there[place] = true;
        }
    }
    let shown = kinds.into_iter().zip(there).filter(|(_, there)| *there);
    let mut lines: Vec<Vec<(i32, HeatCell)>> = Vec::new();
    let mut x = across;
    for (kind, _) in shown {
        let sample = if kind.is_share() { WIDE } else { NARROW };
        let w = sample + 6 + width(kind.words(), Weight::Regular, HEAD) + 20;
        if x + w > across {
            lines.push(Vec::new());
            x = 0;
        }
        if let Some(line) = lines.last_mut() {
            line.push((x, kind));
        }
        x += w;
    }
    lines
}

fn write_key(svg: &mut String, lines: &[Vec<(i32, HeatCell)>], top: i32) {
    for (nth, line) in lines.iter().enumerate() {
        let y = top + 10 + i32::try_from(nth).unwrap_or(0) * 24;
        for (x, kind) in line {
            let room = if kind.is_share() { WIDE } else { NARROW };
            write_cell(svg, *kind, x + room / 2, y);
            if *kind == HeatCell::Blank {
                write_text(svg, "·", x + room / 2, y + 5, HEAD, 600, QUIET, "");
            }
            write_text(svg, kind.words(), x + room + 4, y + 5, HEAD, 400, QUIET, "");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map(rows: &[HeatRow]) -> String {
        heat_map(&HeatMap {
            title: "Who came",
            description: "A grid.",
            columns: &["18 Apr 07".to_owned(), "20 Jun 07".to_owned()],
            rows,
        })
    }

    #[test]
    fn each_mark_has_a_shape_of_its_own_and_a_word() {
        use HeatCell::{Absent, Apologies, Present, Share, Substitute, Vacant};
        let row = |cells: &[HeatCell]| HeatRow {
            label: "Hereford and Worcester Fire and Rescue Service".to_owned(),
            note: "1 of 2".to_owned(),
            cells: cells.to_vec(),
        };
        let table = [
            (Present, "the holder came"),
            (Substitute, "a substitute came"),
            (Apologies, "apologies"),
            (Absent, "absent without word"),
            (Vacant, "empty seat"),
            (Share(1, 3), "1/3"),
        ];
        let mut seen = std::collections::BTreeSet::new();
        for (cell, words) in table {
            let svg = map(&[row(&[cell])]);
            assert!(svg.contains(words), "{words} in {svg}");
            assert!(svg.contains("Hereford and Worcester Fire"), "{svg}");
            assert!(svg.contains("1 of 2"));
            let mut mark = String::new();
            write_cell(&mut mark, cell, 0, 0);
            assert!(seen.insert(mark), "{cell:?} looks like another");
        }
    }

    #[test]
    fn nothing_and_nonsense_are_drawn_too() {
        assert!(map(&[]).ends_with("</svg>"));
        let odd = HeatRow {
            label: "<b>".to_owned(),
            cells: vec![HeatCell::Share(5, 0), HeatCell::Share(9, 3)],
            ..HeatRow::default()
        };
        let svg = map(&[odd]);
        assert!(svg.contains("&lt;b&gt;") && !svg.contains("<b>"));
    }
}
