//! OpenDocument spreadsheets. A cell may say that it stands for a million like it: empty ones are
//! passed over, and of others no more are made than will be read.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::{COVERED, Cell, MOST_COLUMNS, Row, Rows, Unreadable, archive, text};

/// The rows of the first sheet that has any.
pub(crate) fn read(bytes: &[u8], most: usize) -> Result<Vec<Row>, Unreadable> {
    let content = archive::text(bytes, "content.xml")?;
    rows(&content, most)
}

/// Where the reading has come to.
#[derive(Default)]
struct Place {
    row: u32,
    row_repeats: u32,
    column: usize,
    /// Cells of the row, with how often each stands.
    cells: Vec<(usize, Cell)>,
    /// The cell that is open: what it is, its words, how often.
    open: Option<(Kind, String, usize)>,
    /// Inside a note on a cell, whose words are not the cell's.
    note: bool,
    /// A sheet ended that had rows.
    over: bool,
}

/// What a cell says it is.
enum Kind {
    Words,
    Known(Cell),
}

fn rows(content: &str, most: usize) -> Result<Vec<Row>, Unreadable> {
    let mut reader = Reader::from_str(content);
    let mut rows = Rows::new(most);
    let mut place = Place::default();
    while !place.over {
        let event = reader
            .read_event()
            .map_err(|_| Unreadable::NotASpreadsheet)?;
        match event {
            Event::Eof => break,
            Event::Start(tag) => place.begin(&tag)?,
            Event::Empty(tag) => {
                place.begin(&tag)?;
                place.end(tag.name().0, &mut rows)?;
            }
            Event::End(tag) => place.end(tag.name().0, &mut rows)?,
            Event::Text(words) => place.say(&words.xml10_content()),
            Event::CData(words) => place.say(&words.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().ok().flatten();
                match (letter, &*name) {
                    (Some(letter), _) => place.say(letter.encode_utf8(&mut [0; 4])),
                    (None, "amp") => place.say("&"),
                    (None, "lt") => place.say("<"),
                    (None, "gt") => place.say(">"),
                    (None, "quot") => place.say("\""),
                    (None, "apos") => place.say("'"),
                    (None, _) => {}
                }
            }
            _ => {}
        }
    }
    Ok(rows.rows)
}

impl Place {
    fn begin(&mut self, tag: &BytesStart<'_>) -> Result<(), Unreadable> {
        match tag.name().0 {
            "table:table" => *self = Self::default(),
            "table:table-row" => {
                self.row_repeats = repeats(tag, "table:number-rows-repeated")?;
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let times = repeats(tag, "table:number-columns-repeated")?;
                let kind = match kind(tag)? {
                    Kind::Words if tag.name().0 == "table:covered-table-cell" => {
                        Kind::Known(Cell::Faulty(COVERED.to_owned()))
                    }
                    kind => kind,
                };
                self.open = Some((kind, String::new(), times as usize));
            }
            "office:annotation" => self.note = true,
            "text:p" | "text:s" | "text:tab" | "text:line-break" => self.say(" "),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str, rows: &mut Rows) -> Result<(), Unreadable> {
        match name {
            "office:annotation" => self.note = false,
            "table:table-cell" | "table:covered-table-cell" => {
                let Some((kind, words, times)) = self.open.take() else {
                    return Ok(());
                };
                let cell = match kind {
                    Kind::Known(cell) => cell,
                    Kind::Words => text(&words),
                };
                if cell != Cell::Empty {
                    let room = MOST_COLUMNS.saturating_sub(self.column);
                    for nth in 0..times.min(room) {
                        self.cells.push((self.column + nth, cell.clone()));
                    }
                }
                self.column = self.column.saturating_add(times);
            }
            "table:table-row" => {
                // A row of which nothing is left but what others cover has nothing in it.
                let covered =
                    |(_, cell): &(usize, Cell)| matches!(cell, Cell::Faulty(why) if why == COVERED);
                if !self.cells.iter().all(covered) {
                    for nth in 0..self.row_repeats {
                        for (column, cell) in &self.cells {
                            rows.put(self.row.saturating_add(nth), *column, cell.clone())?;
                        }
                    }
                }
                self.row = self.row.saturating_add(self.row_repeats);
            }
            "table:table" => self.over = !rows.rows.is_empty(),
            _ => {}
        }
        Ok(())
    }

    fn say(&mut self, words: &str) {
        if let (false, Some((_, said, _))) = (self.note, &mut self.open) {
            said.push_str(words);
        }
    }
}

/// The value that a cell declares; otherwise its words count.
fn kind(tag: &BytesStart<'_>) -> Result<Kind, Unreadable> {
    let declared = attribute(tag, "office:value-type")?;
    if attribute(tag, "calcext:value-type")?.as_deref() == Some("error") {
        let why = "the formula in this cell has no value".to_owned();
        return Ok(Kind::Known(Cell::Faulty(why)));
    }
    Ok(match declared.as_deref() {
        Some("date") => {
            let value = attribute(tag, "office:date-value")?.unwrap_or_default();
            let day = value.get(..10).and_then(|day| day.parse().ok());
            Kind::Known(day.map_or_else(
                || Cell::Faulty("this day is outside every calendar".to_owned()),
                Cell::Day,
            ))
        }
        Some("float") => {
            Kind::Known(attribute(tag, "office:value")?.map_or(Cell::Empty, Cell::Number))
        }
        _ => Kind::Words,
    })
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> Result<u32, Unreadable> {
    match attribute(tag, name)? {
        Some(number) => number.parse().map_err(|_| Unreadable::NotASpreadsheet),
        None => Ok(1),
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, Unreadable> {
    let wrong = |_| Unreadable::NotASpreadsheet;
    let found = tag
        .try_get_attribute(name)
        .map_err(|_| Unreadable::NotASpreadsheet)?;
    let value = found.map(|found| {
        found
            .normalized_value(quick_xml::XmlVersion::Implicit1_0)
            .map(|value| value.into_owned())
    });
    value.transpose().map_err(wrong)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn sheet(rows: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?><office:document-content><table:table>{rows}</table:table></office:document-content>"
        )
    }

    fn words(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn words_days_numbers_and_repeats_are_read() {
        let content = sheet(
            "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>A &amp; B</text:p><text:p>two</text:p></table:table-cell>\
             <table:table-cell table:number-columns-repeated=\"2\"/>\
             <table:table-cell office:value-type=\"date\" office:date-value=\"2007-04-18T10:00:00\"><text:p>18/04/07</text:p></table:table-cell></table:table-row>\
             <table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
             <table:table-row><table:table-cell office:value-type=\"float\" office:value=\"12\"><office:annotation><text:p>a note</text:p></office:annotation><text:p>12.0</text:p></table:table-cell></table:table-row>",
        );
        let expected = vec![
            Row {
                number: 1,
                cells: vec![
                    words("A & B two"),
                    Cell::Empty,
                    Cell::Empty,
                    Cell::Day(date(2007, 4, 18)),
                ],
            },
            Row {
                number: 1_000_002,
                cells: vec![Cell::Number("12".to_owned())],
            },
        ];
        assert_eq!(rows(&content, 10), Ok(expected));
    }

    #[test]
    fn a_covered_cell_says_so_and_makes_no_row_by_itself() {
        let content = sheet(
            "<table:table-row><table:table-cell table:number-rows-spanned=\"3\"><text:p>a</text:p></table:table-cell></table:table-row>\
             <table:table-row><table:covered-table-cell/><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row>\
             <table:table-row><table:covered-table-cell/></table:table-row>",
        );
        let rows = rows(&content, 10).unwrap();
        assert_eq!(rows.len(), 2);
        assert!(matches!(&rows[1].cells[0], Cell::Faulty(why) if why.contains("merged")));
    }

    #[test]
    fn a_row_that_stands_for_a_million_is_refused_not_made() {
        let cell = "<table:table-cell table:number-columns-repeated=\"4000000000\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell>";
        let content = sheet(&format!(
            "<table:table-row table:number-rows-repeated=\"4000000000\">{cell}</table:table-row>"
        ));
        assert_eq!(rows(&content, 1_000), Err(Unreadable::TooManyRows(1_000)));
        let one = sheet(&format!("<table:table-row>{cell}{cell}</table:table-row>"));
        assert_eq!(rows(&one, 10).unwrap()[0].cells.len(), MOST_COLUMNS);
    }

    #[test]
    fn the_first_sheet_with_anything_counts_and_damage_is_refused() {
        let content = "<a><table:table><table:table-row><table:table-cell/></table:table-row></table:table>\
                       <table:table><table:table-row><table:table-cell><text:p>here</text:p></table:table-cell></table:table-row></table:table>\
                       <table:table><table:table-row><table:table-cell><text:p>not here</text:p></table:table-cell></table:table-row></table:table></a>";
        let found = rows(content, 10).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].cells, [words("here")]);
        assert_eq!(rows("<a><b></a>", 10), Err(Unreadable::NotASpreadsheet));
    }
}
