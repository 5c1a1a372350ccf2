//! Excel's spreadsheets, cell by cell, so that a cell at the far end makes no table as large as that.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx, XlsxError, open_workbook_from_rs};

use crate::{Cell, Row, Rows, Unreadable, day::from_serial, text};

/// The most cells that are looked at for being merged with others.
const MOST_COVERED: usize = 1_000_000;

/// The rows of the first sheet that is shown and has any.
pub(crate) fn read(bytes: &[u8], most: usize) -> Result<Vec<Row>, Unreadable> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).map_err(said)?;
    let sheets: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
        .map(|sheet| sheet.name.clone())
        .collect();
    for sheet in sheets {
        let mut rows = Rows::new(most);
        let mut cells = book.worksheet_cells_reader(&sheet).map_err(said)?;
        while let Some(cell) = cells.next_cell().map_err(said)? {
            let (row, column) = cell.get_position();
            rows.put(row, column as usize, value(cell.get_value()))?;
        }
        if !rows.rows.is_empty() {
            drop(cells);
            let merged = book.merge_cells_by_sheet_name(&sheet);
            let mut work = MOST_COVERED;
            for region in merged.map_err(said)? {
                rows.cover(region.start, region.end, &mut work);
            }
            return Ok(rows.rows);
        }
    }
    Ok(Vec::new())
}

fn said(error: XlsxError) -> Unreadable {
    match error {
        XlsxError::Password => Unreadable::Protected,
        _ => Unreadable::NotASpreadsheet,
    }
}

fn value(cell: &DataRef<'_>) -> Cell {
    match cell {
        DataRef::Empty => Cell::Empty,
        DataRef::String(words) => text(words),
        DataRef::SharedString(words) => text(words),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => Cell::Number(number.to_string()),
        DataRef::Bool(yes) => text(if *yes { "yes" } else { "no" }),
        DataRef::DateTime(time) if time.is_datetime() => {
            // `to_ymd` knows which of the two counts it is in.
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            civil(year, month, day)
                .or_else(|| from_serial(time.as_f64().floor() as i64, false))
                .map_or_else(no_day, Cell::Day)
        }
        DataRef::DateTimeIso(words) => {
            let day = words.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| text(words), Cell::Day)
        }
        DataRef::DateTime(_) | DataRef::DurationIso(_) => {
            Cell::Faulty("this is a span of time, not a day".to_owned())
        }
        DataRef::Error(error) => {
            Cell::Faulty(format!("the formula in this cell has no value ({error})"))
        }
    }
}

fn civil(year: u16, month: u8, day: u8) -> Option<jiff::civil::Date> {
    let (year, month, day) = (year.try_into(), month.try_into(), day.try_into());
    jiff::civil::Date::new(year.ok()?, month.ok()?, day.ok()?).ok()
}

fn no_day() -> Cell {
    Cell::Faulty("this day is outside every calendar".to_owned())
}
