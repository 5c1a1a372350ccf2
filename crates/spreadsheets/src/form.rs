//! A form to fill in, as an Excel spreadsheet: headings stay in view, what is prefilled is locked, and the
//! columns to be filled in are open and marked by their colour.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use zip::{ZipWriter, result::ZipError, write::SimpleFileOptions};

use crate::write::{HEAD, RELATIONS, escaped};

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
</Types>";
const BOOK_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
<Relationship Id=\"r2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet2.xml\"/>\
<Relationship Id=\"r3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
</Relationships>";
/// The styles by their numbers: 0 plain, 1 a heading, 2 locked, 3 open, 4 words in several lines.
const STYLES: &str = "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>\
<fills count=\"4\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>\
<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFF4F3EF\"/></patternFill></fill>\
<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFFFF7D6\"/></patternFill></fill></fills>\
<borders count=\"2\"><border/><border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FFC9C6BC\"/></bottom></border></borders>\
<cellStyleXfs count=\"1\"><xf/></cellStyleXfs>\
<cellXfs count=\"5\"><xf xfId=\"0\"/>\
<xf xfId=\"0\" fontId=\"1\" fillId=\"2\" borderId=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf>\
<xf xfId=\"0\" borderId=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\"/></xf>\
<xf xfId=\"0\" fillId=\"3\" borderId=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\" applyProtection=\"1\"><alignment vertical=\"top\"/><protection locked=\"0\"/></xf>\
<xf xfId=\"0\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf></cellXfs></styleSheet>";

/// A column of a form.
#[derive(Debug, Clone, Copy)]
pub struct Heading {
    /// What it is called.
    pub words: &'static str,
    /// How wide it is, in letters.
    pub width: u8,
    /// Whether it is filled in by those who get the form.
    pub open: bool,
}

impl Heading {
    /// A column that tells those who get the form something, and is locked.
    pub const fn told(words: &'static str, width: u8) -> Self {
        Self {
            words,
            width,
            open: false,
        }
    }

    /// A column that they fill in.
    pub const fn asked(words: &'static str, width: u8) -> Self {
        Self {
            words,
            width,
            open: true,
        }
    }
}

/// A form to fill in.
#[derive(Debug, Clone)]
pub struct Form<'a> {
    /// The name of its sheet.
    pub name: &'a str,
    /// Its columns.
    pub headings: &'a [Heading],
    /// What is filled in already, row by row.
    pub rows: &'a [Vec<String>],
    /// How to fill it in: the lines of a second sheet.
    pub help: &'a [String],
}

impl Form<'_> {
    /// As a file of Excel. Errors only when memory cannot be written to.
    pub fn xlsx(&self) -> Result<Vec<u8>, ZipError> {
        let book = format!(
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>\
             <sheet name=\"{}\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"How to fill it in\" sheetId=\"2\" r:id=\"r2\"/>\
             </sheets></workbook>",
            escaped(self.name).replace('"', "&quot;")
        );
        let (sheet, help) = (self.sheet(), self.help());
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", RELATIONS),
            ("xl/workbook.xml", &book),
            ("xl/_rels/workbook.xml.rels", BOOK_RELATIONS),
            ("xl/styles.xml", STYLES),
            ("xl/worksheets/sheet1.xml", &sheet),
            ("xl/worksheets/sheet2.xml", &help),
        ] {
            archive.start_file(name, SimpleFileOptions::default())?;
            archive.write_all(HEAD.as_bytes())?;
            archive.write_all(text.as_bytes())?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn sheet(&self) -> String {
        let mut xml = String::from(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetViews>\
             <sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView>\
             </sheetViews><cols>",
        );
        for (nth, heading) in (1..).zip(self.headings) {
            let (width, style) = (heading.width, style(heading));
            // Writing into a text never fails.
            let _ = write!(
                xml,
                "<col min=\"{nth}\" max=\"{nth}\" width=\"{width}\" style=\"{style}\" customWidth=\"1\"/>"
            );
        }
        xml.push_str("</cols><sheetData><row>");
        for heading in self.headings {
            cell(&mut xml, heading.words, 1);
        }
        xml.push_str("</row>");
        for row in self.rows {
            xml.push_str("<row>");
            for (nth, heading) in self.headings.iter().enumerate() {
                let words = row.get(nth).map_or("", String::as_str);
                cell(&mut xml, words, style(heading));
            }
            xml.push_str("</row>");
        }
        xml.push_str(
            "</sheetData><sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" formatRows=\"0\"/>\
             <pageSetup paperSize=\"9\" orientation=\"landscape\"/></worksheet>",
        );
        xml
    }

    fn help(&self) -> String {
        let mut xml = String::from(
            "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
             <cols><col min=\"1\" max=\"1\" width=\"100\" customWidth=\"1\"/></cols><sheetData>",
        );
        for line in self.help {
            xml.push_str("<row>");
            cell(&mut xml, line, 4);
            xml.push_str("</row>");
        }
        xml.push_str("</sheetData></worksheet>");
        xml
    }
}

fn style(heading: &Heading) -> u8 {
    if heading.open { 3 } else { 2 }
}

fn cell(xml: &mut String, words: &str, style: u8) {
    // Writing into a text never fails.
    let _ = if words.is_empty() {
        write!(xml, "<c s=\"{style}\"/>")
    } else {
        let words = escaped(words);
        write!(
            xml,
            "<c s=\"{style}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{words}</t></is></c>"
        )
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Cell, archive, read};

    #[test]
    fn what_is_prefilled_is_locked_and_what_is_open_is_not() {
        let headings = [
            Heading {
                words: "Indicator",
                width: 20,
                open: false,
            },
            Heading {
                words: "Figure",
                width: 10,
                open: true,
            },
        ];
        let rows = [vec!["floods & <rain>".to_owned()]];
        let help = ["Fill in the yellow cells.".to_owned()];
        let form = Form {
            name: "Figures",
            headings: &headings,
            rows: &rows,
            help: &help,
        };
        let bytes = form.xlsx().unwrap();
        let read = read(&bytes, 10).unwrap();
        assert_eq!(read.len(), 2, "the first sheet is the form");
        assert_eq!(read[1].number, 2);
        assert_eq!(read[1].cells, [Cell::Text("floods & <rain>".to_owned())]);
        let sheet = archive::text(&bytes, "xl/worksheets/sheet1.xml").unwrap();
        for part in [
            "<sheetProtection sheet=\"1\"",
            "<c s=\"3\"/>",
            "state=\"frozen\"",
        ] {
            assert!(sheet.contains(part), "{part} in {sheet}");
        }
        let styles = archive::text(&bytes, "xl/styles.xml").unwrap();
        assert_eq!(styles.matches("locked=\"0\"").count(), 1);
    }
}
