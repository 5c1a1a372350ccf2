//! Writing a small Excel spreadsheet of words: a form to fill in.

use std::io::{Cursor, Write};

use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

pub(crate) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
</Types>";
pub(crate) const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/>\
</Relationships>";
const BOOK: &str = "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
<sheets><sheet name=\"Members\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
const BOOK_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
</Relationships>";

/// A spreadsheet of one sheet with these words. Errors only when memory cannot be written to.
pub fn xlsx(rows: &[Vec<String>]) -> Result<Vec<u8>, ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let sheet = sheet(rows);
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ] {
        archive.start_file(name, SimpleFileOptions::default())?;
        archive.write_all(HEAD.as_bytes())?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn sheet(rows: &[Vec<String>]) -> String {
    let cell = |words: &String| {
        format!(
            "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escaped(words)
        )
    };
    let row = |cells: &Vec<String>| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<row>{cells}</row>")
    };
    let rows: String = rows.iter().map(row).collect();
    format!(
        "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{rows}</sheetData></worksheet>"
    )
}

pub(crate) fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::{Cell, Row, Unreadable, read};

    fn words(cells: &[&str]) -> Vec<String> {
        cells.iter().map(|cell| (*cell).to_owned()).collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let bytes = xlsx(&[words(&["Name", "Seat"]), words(&["Ann & <Bob>", ""])]).unwrap();
        let rows = read(&bytes, 10).unwrap();
        let text = |words: &str| Cell::Text(words.to_owned());
        assert_eq!(
            rows,
            [
                Row {
                    number: 1,
                    cells: vec![text("Name"), text("Seat")]
                },
                Row {
                    number: 2,
                    cells: vec![text("Ann & <Bob>")]
                },
            ]
        );
    }

    /// A spreadsheet with this sheet, and a style by which a number is shown as a day.
    fn with_sheet(sheet: &str) -> Vec<u8> {
        let styles = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>";
        let relations = BOOK_RELATIONS.replace(
            "</Relationships>",
            "<Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>",
        );
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("xl/workbook.xml", BOOK),
            ("xl/_rels/workbook.xml.rels", &relations),
            ("xl/styles.xml", styles),
            ("xl/worksheets/sheet1.xml", sheet),
        ] {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn rows_of(data: &str) -> Result<Vec<Row>, Unreadable> {
        let sheet = format!(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{data}</sheetData></worksheet>"
        );
        read(&with_sheet(&sheet), 1_000)
    }

    #[test]
    fn days_formulas_and_errors_are_told_apart() {
        let rows = rows_of(
            "<row r=\"3\"><c r=\"A3\" s=\"1\"><v>39190</v></c><c r=\"B3\"><f>1+1</f><v>2</v></c>\
             <c r=\"C3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"D3\" t=\"str\"><f>A1</f><v>Ann</v></c></row>",
        )
        .unwrap();
        assert_eq!(rows[0].number, 3);
        let [day, number, error, text] = rows[0].cells.as_slice() else {
            panic!("four cells: {rows:?}")
        };
        assert_eq!(*day, Cell::Day(date(2007, 4, 18)));
        assert_eq!(*number, Cell::Number("2".to_owned()));
        assert!(matches!(error, Cell::Faulty(_)));
        assert_eq!(*text, Cell::Text("Ann".to_owned()));
    }

    #[test]
    fn a_cell_that_is_merged_with_another_says_so() {
        let sheet = |merged: &str| {
            format!(
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>\
                 <row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>\
                 <row r=\"2\"><c r=\"B2\"><v>3</v></c></row></sheetData>\
                 <mergeCells count=\"1\"><mergeCell ref=\"{merged}\"/></mergeCells></worksheet>"
            )
        };
        let rows = read(&with_sheet(&sheet("A1:A2")), 10).unwrap();
        assert!(matches!(&rows[1].cells[0], Cell::Faulty(why) if why.contains("merged")));
        assert_eq!(rows[0].cells[0], Cell::Number("1".to_owned()));
        // As large as a sheet can be: no more is looked at than there is.
        let rows = read(&with_sheet(&sheet("A1:XFD1048576")), 10).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[1].cells[1], Cell::Number("3".to_owned()));
    }

    #[test]
    fn a_cell_at_the_far_corner_costs_nothing() {
        let rows = rows_of(
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c></row>\
             <row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>",
        )
        .unwrap();
        assert_eq!(rows.len(), 1);
    }

    #[test]
    fn fifty_thousand_rows_are_refused_with_a_number() {
        let row = words(&["Ann", "board.chair"]);
        let bytes = xlsx(&vec![row; 50_000]).unwrap();
        assert_eq!(read(&bytes, 1_000), Err(Unreadable::TooManyRows(1_000)));
    }
}
