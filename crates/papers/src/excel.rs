//! Excel: a sheet about the document, then a sheet for each table, with cells of their own kinds.
//!
//! Whatever anybody wrote is text here, also where it begins as a formula would: it is written as a string
//! and marked as one, so that it stays text when somebody edits it.

use std::collections::BTreeSet;

use documents::{Block, Cell, Document, Light, Table};
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

/// The most characters that Excel takes in a cell.
const LONGEST: usize = 32_000;
/// The most characters that Excel takes in the name of a sheet.
const LONGEST_NAME: usize = 31;
const GREEN: Color = Color::RGB(0x0f_4d3a);
const STONE: Color = Color::RGB(0xf4_f3ef);

/// The document as a workbook.
pub(crate) fn write(document: &Document) -> Result<Vec<u8>, String> {
    workbook(document).map_err(|fault| fault.to_string())
}

fn workbook(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let properties = DocProperties::new()
        .set_title(&document.title)
        .set_subject(&document.subject)
        .set_author(&document.author)
        // The same document is the same file, whenever it was written.
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?);
    book.set_properties(&properties);
    let tables: Vec<&Table> = document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    let names = names(&tables);
    about(book.add_worksheet(), document, &tables, &names)?;
    for (table, name) in tables.iter().zip(&names) {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        fill(sheet, table)?;
    }
    book.save_to_buffer()
}

/// The first sheet: what the document is, and what it says outside its tables.
fn about(
    sheet: &mut Worksheet,
    document: &Document,
    tables: &[&Table],
    names: &[String],
) -> Result<(), XlsxError> {
    let title = Format::new()
        .set_bold()
        .set_font_size(18)
        .set_font_color(GREEN);
    let strong = Format::new().set_bold().set_align(FormatAlign::Top);
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name("About")?;
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 90)?;
    text(sheet, 0, 0, &document.title, &title)?;
    text(sheet, 1, 0, &document.above, &Format::new())?;
    let mut row = 2;
    let mut line = |sheet: &mut Worksheet, name: &str, words: &str| {
        text(sheet, row, 0, name, &strong)?;
        text(sheet, row, 1, words, &wrapped)?;
        row += 1;
        Ok::<_, XlsxError>(())
    };
    if let Some(warning) = &document.warning {
        line(sheet, "Please note", warning)?;
    }
    for (name, value) in &document.facts {
        line(sheet, name, &value.said())?;
    }
    line(sheet, "From", &document.foot)?;
    for (table, name) in tables.iter().zip(names) {
        line(sheet, &format!("Sheet “{name}”"), &table.caption)?;
    }
    let mut heading = String::new();
    for block in &document.blocks {
        let said = match block {
            Block::Heading { words, .. } => {
                heading.clone_from(words);
                continue;
            }
            Block::Paragraph { text } | Block::Note { text } => text.said(),
            Block::List { items, .. } => {
                let items: Vec<String> = items.iter().map(documents::Text::said).collect();
                items.join("\n")
            }
            Block::Outstanding { texts, .. } => {
                let texts: Vec<String> = texts.iter().map(documents::Text::said).collect();
                texts.join("\n")
            }
            Block::Figure(figure) => figure.alt.clone(),
            Block::Table(_) | Block::Gallery { .. } | Block::NewPage => continue,
        };
        line(sheet, &std::mem::take(&mut heading), &said)?;
    }
    Ok(())
}

/// A table on its sheet: its head stays in view, and can be filtered by.
fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_background_color(STONE)
        .set_border_bottom(FormatBorder::Medium)
        .set_border_bottom_color(GREEN)
        .set_align(FormatAlign::Top);
    for (at, column) in (0_u16..).zip(&table.columns) {
        text(sheet, 0, at, &column.head, &head)?;
        sheet.set_column_width(at, u32::from(column.width) * 7 + 7)?;
    }
    for (row, cells) in (1_u32..).zip(&table.rows) {
        for (column, cell) in (0_u16..).zip(cells) {
            put(sheet, row, column, cell)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let width = u16::try_from(table.columns.len()).unwrap_or(u16::MAX);
    if last > 0 && width > 0 {
        sheet.autofilter(0, 0, last, width - 1)?;
    }
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    match cell {
        Cell::Empty => {}
        Cell::Words { text: words } => {
            text(sheet, row, column, &words.said(), &top.set_text_wrap())?;
        }
        Cell::Number { units, places } => {
            let shape = match places {
                0 => "#,##0".to_owned(),
                places => format!("#,##0.{}", "0".repeat(usize::from(*places))),
            };
            // A cell holds a binary number; read from the decimal it is the nearest there is.
            let plain = documents::decimal(*units, *places)
                .replace(',', "")
                .replace('−', "-");
            let format = top.set_num_format(shape);
            match plain.parse::<f64>() {
                Ok(number) => sheet.write_number_with_format(row, column, number, &format)?,
                Err(_) => sheet.write_string(row, column, plain)?,
            };
        }
        Cell::Day { day } => {
            let year = u16::try_from(day.year()).unwrap_or(0);
            let (month, date) = (day.month().unsigned_abs(), day.day().unsigned_abs());
            let format = top.set_num_format("d mmmm yyyy");
            match ExcelDateTime::from_ymd(year, month, date) {
                Ok(day) => sheet.write_datetime_with_format(row, column, &day, &format)?,
                // Excel knows no day before 1900.
                Err(_) => sheet.write_string(row, column, day.to_string())?,
            };
        }
        Cell::Light { light } => {
            let ink = match light {
                Light::OnTrack => GREEN,
                Light::AtRisk => Color::RGB(0x8a_5a00),
                Light::OffTrack => Color::RGB(0x9c_2f1b),
                Light::NotReported => Color::RGB(0x4c_5257),
            };
            let format = top.set_font_color(ink).set_bold();
            sheet.write_string_with_format(row, column, cell.said(), &format)?;
        }
    }
    Ok(())
}

/// Writes words as words, whatever they begin with.
fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let allowed = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
    let words: String = words.chars().filter(allowed).take(LONGEST).collect();
    let formula = words.trim_start().starts_with(['=', '+', '-', '@', '−']);
    let format = if formula {
        format.clone().set_quote_prefix()
    } else {
        format.clone()
    };
    sheet.write_string_with_format(row, column, words, &format)?;
    Ok(())
}

/// A name for each table's sheet, as Excel takes them: short, without signs that it reads, each once.
fn names(tables: &[&Table]) -> Vec<String> {
    let mut taken = BTreeSet::from(["about".to_owned(), "history".to_owned()]);
    let name = |table: &&Table| {
        let plain = |letter: char| {
            if letter.is_control() || "[]:*?/\\'".contains(letter) {
                ' '
            } else {
                letter
            }
        };
        let wanted: String = table.sheet.chars().map(plain).collect();
        let wanted = wanted.split_whitespace().collect::<Vec<_>>().join(" ");
        let wanted = if wanted.is_empty() {
            "Table".to_owned()
        } else {
            wanted
        };
        let mut nth = 1;
        loop {
            let more = if nth == 1 {
                String::new()
            } else {
                format!(" {nth}")
            };
            let room = LONGEST_NAME - more.len();
            let name: String = wanted.chars().take(room).collect();
            let name = format!("{}{more}", name.trim_end());
            if taken.insert(name.to_lowercase()) {
                return name;
            }
            nth += 1;
        }
    };
    tables.iter().map(name).collect()
}
