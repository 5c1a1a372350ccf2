//! Prints a report of forty pages as PDF/UA a few times and says what it costs: `forty_pages` for the bench.
//!
//! Every report is another one, so that nothing remembered of the one before helps.

#![expect(clippy::print_stdout, reason = "it is asked for what it prints")]

use std::io;

use documents::{
    Block, Cell, Column, Document, Figure, Form, Light, Numbering, Renderer, Table, Text,
};
use papers::Papers;

/// How many reports are printed.
const TIMES: u32 = 5;
/// Tables of this many rows fill a page each, with the heading and the paragraph above them.
const ROWS: i64 = 34;
const PAGES: u32 = 40;

fn main() -> io::Result<()> {
    let papers = Papers::open().map_err(io::Error::other)?;
    let before = worked()?;
    let mut bytes = 0;
    for nth in 0..TIMES {
        let made = papers.render(&report(nth), Form::Pdf);
        bytes = made.map_err(io::Error::other)?.len();
    }
    let each = (worked()? - before) / u64::from(TIMES);
    println!("{each} ms of CPU, {bytes} bytes");
    Ok(())
}

/// Milliseconds that this program has worked so far.
fn worked() -> io::Result<u64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: u64 = ticks.filter_map(|field| field.parse::<u64>().ok()).sum();
    Ok(ticks * 10)
}

fn report(nth: u32) -> Document {
    let picture = r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 60" width="400" height="60" font-family="'Source Sans 3', sans-serif"><rect width="200" height="30" fill="#0f4d3a"/><text x="10" y="55" font-size="16">Six districts</text></svg>"##;
    let mut blocks = vec![Block::Figure(Figure {
        svg: picture.to_owned(),
        narrow: None,
        link: None,
        alt: "A green bar".to_owned(),
        caption: "Six districts".to_owned(),
    })];
    for page in 1..PAGES {
        blocks.push(Block::NewPage);
        blocks.push(Block::heading(1, format!("Theme {page} of report {nth}")));
        blocks.push(Block::paragraph(
            Text::strong("Two of the measures are late. ")
                .and("What is asked of whom stands beside them."),
        ));
        blocks.push(Block::Table(table(page, nth)));
    }
    Document {
        title: format!("Report {nth}"),
        above: "Three Rivers Partnership".to_owned(),
        subject: "Forty pages".to_owned(),
        author: "Three Rivers Partnership".to_owned(),
        language: "en-GB".to_owned(),
        warning: None,
        facts: Vec::new(),
        blocks,
        contents: false,
        numbering: Numbering::Arabic,
        foot: "Three Rivers Partnership".to_owned(),
        address: None,
    }
}

fn table(page: u32, nth: u32) -> Table {
    let row = |at: i64| {
        vec![
            Cell::words(format!("Measure {page}.{at} of report {nth}")),
            Cell::Light {
                light: Light::AtRisk,
            },
            Cell::Number {
                units: at * 137 + i64::from(page),
                places: 1,
            },
            Cell::words("The districts"),
        ]
    };
    Table {
        caption: format!("Measures of theme {page}"),
        sheet: "Measures".to_owned(),
        columns: vec![
            Column::new("Measure", 4),
            Column::new("Light", 2),
            Column::numbers("Value", 2),
            Column::new("By whom", 3),
        ],
        rows: (0..ROWS).map(row).collect(),
    }
}
