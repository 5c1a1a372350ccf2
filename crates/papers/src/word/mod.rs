//! Word: headings that are headings, tables with a head row, the language, and a text for each picture.
//!
//! It is written here, part by part, since what reads and edits a document needs just those things and no
//! crate writes them all (docs/decisions/0029). Elements stand in the order in which the schema wants them.

mod parts;
mod xml;

use std::io::{Cursor, Write};

use documents::{Block, Cell, Document, Figure, Light, Numbering, Standing, Table, Text};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::picture;
use xml::Xml;

/// The width of the text of a page, in twentieths of a point: A4 with margins of 22 mm.
const WIDTH: usize = 9_412;
/// Units of a drawing to a pixel.
const UNITS: u32 = 9_525;
/// The widest picture that fits, in pixels: on a page, and in one of two columns.
const WIDEST: u32 = 620;
const COLUMN: u32 = 298;

/// The document as a Word file.
pub(crate) fn write(document: &Document) -> Result<Vec<u8>, String> {
    let mut writer = Writer {
        address: document.address.clone(),
        ..Writer::default()
    };
    let body = writer.body(document)?;
    let mut files: Vec<(String, Vec<u8>)> = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types()),
        ("_rels/.rels".to_owned(), parts::package()),
        ("docProps/core.xml".to_owned(), parts::core(document)),
        ("docProps/app.xml".to_owned(), parts::app()),
        ("word/document.xml".to_owned(), body),
        (
            "word/styles.xml".to_owned(),
            parts::styles(&document.language),
        ),
        (
            "word/numbering.xml".to_owned(),
            parts::numbering(writer.numbered),
        ),
        (
            "word/settings.xml".to_owned(),
            parts::settings(&document.language),
        ),
        ("word/footer1.xml".to_owned(), parts::footer(&document.foot)),
        (
            "word/_rels/document.xml.rels".to_owned(),
            parts::relations(&writer.links, writer.pictures.len()),
        ),
    ];
    let pictures = (1..).zip(writer.pictures);
    files.extend(pictures.map(|(at, bytes)| (format!("word/media/image{at}.png"), bytes)));
    pack(&files).map_err(|fault| fault.to_string())
}

fn pack(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // The same document is the same file, whenever it was written.
        .last_modified_time(DateTime::default());
    for (name, bytes) in files {
        zip.start_file(name, options)?;
        zip.write_all(bytes)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// What the body of a document needs outside itself.
#[derive(Default)]
struct Writer {
    address: Option<String>,
    links: Vec<String>,
    pictures: Vec<Vec<u8>>,
    /// Numbered lists so far: each begins at 1 again.
    numbered: usize,
    /// Whether pages are numbered i, ii, iii.
    roman: bool,
    /// Whether what is written goes on in the middle of a page, after a part that ended there.
    continues: bool,
}

impl Writer {
    fn body(&mut self, document: &Document) -> Result<Vec<u8>, String> {
        self.roman = document.numbering == Numbering::Roman;
        let mut xml = Xml::document("w:document", parts::SPACES);
        xml.open("w:body");
        plain(&mut xml, "Above", &document.above);
        plain(&mut xml, "Title", &document.title);
        if let Some(warning) = &document.warning {
            plain(&mut xml, "Warning", warning);
        }
        for (name, value) in &document.facts {
            let fact = Text::strong(format!("{name}: "));
            let fact = Text(fact.0.into_iter().chain(value.0.clone()).collect());
            self.paragraph(&mut xml, "Fact", &fact);
        }
        if document.contents {
            contents(&mut xml, document);
        }
        for block in &document.blocks {
            self.block(&mut xml, block)?;
        }
        parts::section(&mut xml, self.section(1));
        xml.close("w:body");
        Ok(xml.finish("w:document"))
    }

    fn block(&mut self, xml: &mut Xml, block: &Block) -> Result<(), String> {
        match block {
            Block::Heading { level, words } => {
                plain(xml, &format!("Heading{}", (*level).clamp(1, 3)), words);
            }
            Block::Paragraph { text } => self.paragraph(xml, "Normal", text),
            Block::Note { text } => self.paragraph(xml, "Note", text),
            Block::List { numbered, items } => self.list(xml, *numbered, items),
            Block::Outstanding { standing, texts } => {
                let style = match standing {
                    Standing::Settled => "OutstandingSettled",
                    Standing::Waits => "OutstandingWaits",
                    Standing::Failed => "OutstandingFailed",
                    Standing::Plain => "OutstandingPlain",
                };
                for text in texts {
                    self.paragraph(xml, style, text);
                }
            }
            Block::Table(table) => self.table(xml, table),
            Block::Figure(figure) => self.figure(xml, figure, WIDEST)?,
            Block::Gallery { figures } => {
                // What stands before ends here, on the same page, and the pictures stand in two columns.
                parts::section_ends(xml, self.section(1));
                self.continues = true;
                for figure in figures {
                    self.figure(xml, figure, COLUMN)?;
                }
                parts::section_ends(xml, self.section(2));
            }
            Block::NewPage => {
                xml.open("w:p");
                xml.open("w:r");
                xml.empty("w:br", &[("w:type", "page")]);
                xml.close("w:r");
                xml.close("w:p");
            }
        }
        Ok(())
    }

    fn paragraph(&mut self, xml: &mut Xml, style: &str, text: &Text) {
        xml.open("w:p");
        properties(xml, style, None);
        self.runs(xml, text);
        xml.close("w:p");
    }

    fn list(&mut self, xml: &mut Xml, numbered: bool, items: &[Text]) {
        let number = if numbered {
            self.numbered += 1;
            self.numbered + 1
        } else {
            1
        };
        for item in items {
            xml.open("w:p");
            properties(xml, "ListParagraph", Some(number));
            self.runs(xml, item);
            xml.close("w:p");
        }
    }

    fn runs(&mut self, xml: &mut Xml, text: &Text) {
        for part in &text.0 {
            let link = part.link.as_ref().zip(self.address.as_ref());
            let target = link.map(|(path, address)| format!("{address}{path}"));
            if let Some(target) = &target {
                let known = self.links.iter().position(|known| known == target);
                let at = known.unwrap_or_else(|| {
                    self.links.push(target.clone());
                    self.links.len() - 1
                });
                let id = parts::link_id(at);
                xml.open_with("w:hyperlink", &[("r:id", &id), ("w:history", "1")]);
            }
            run(xml, &part.words, part.strong, target.is_some(), None);
            if target.is_some() {
                xml.close("w:hyperlink");
            }
        }
    }

    fn table(&mut self, xml: &mut Xml, table: &Table) {
        plain(xml, "Caption", &table.caption);
        let all: usize = table.columns.iter().map(|one| usize::from(one.width)).sum();
        let widths: Vec<String> = table
            .columns
            .iter()
            .map(|one| (WIDTH * usize::from(one.width) / all.max(1)).to_string())
            .collect();
        xml.open("w:tbl");
        xml.open("w:tblPr");
        xml.empty("w:tblStyle", &[("w:val", "FolkmootTable")]);
        xml.empty("w:tblW", &[("w:w", "5000"), ("w:type", "pct")]);
        xml.empty("w:tblLayout", &[("w:type", "fixed")]);
        let look = [
            ("w:val", "04A0"),
            ("w:firstRow", "1"),
            ("w:lastRow", "0"),
            ("w:firstColumn", "1"),
            ("w:lastColumn", "0"),
            ("w:noHBand", "0"),
            ("w:noVBand", "1"),
        ];
        xml.empty("w:tblLook", &look);
        xml.empty("w:tblCaption", &[("w:val", &table.caption)]);
        xml.close("w:tblPr");
        xml.open("w:tblGrid");
        for width in &widths {
            xml.empty("w:gridCol", &[("w:w", width)]);
        }
        xml.close("w:tblGrid");
        xml.open("w:tr");
        xml.open("w:trPr");
        xml.empty("w:cantSplit", &[]);
        xml.empty("w:tblHeader", &[]);
        xml.close("w:trPr");
        for (column, width) in table.columns.iter().zip(&widths) {
            self.cell(
                xml,
                width,
                column.numbers,
                &Cell::words(Text::strong(column.head.clone())),
            );
        }
        xml.close("w:tr");
        for row in &table.rows {
            xml.open("w:tr");
            xml.open("w:trPr");
            xml.empty("w:cantSplit", &[]);
            xml.close("w:trPr");
            for ((cell, column), width) in row.iter().zip(&table.columns).zip(&widths) {
                self.cell(xml, width, column.numbers, cell);
            }
            xml.close("w:tr");
        }
        xml.close("w:tbl");
        // Two tables that touch would become one.
        xml.open("w:p");
        properties(xml, "Cell", None);
        xml.close("w:p");
    }

    fn cell(&mut self, xml: &mut Xml, width: &str, numbers: bool, cell: &Cell) {
        xml.open("w:tc");
        xml.open("w:tcPr");
        xml.empty("w:tcW", &[("w:w", width), ("w:type", "dxa")]);
        xml.close("w:tcPr");
        xml.open("w:p");
        xml.open("w:pPr");
        xml.empty("w:pStyle", &[("w:val", "Cell")]);
        if numbers {
            xml.empty("w:jc", &[("w:val", "right")]);
        }
        xml.close("w:pPr");
        match cell {
            Cell::Words { text } => self.runs(xml, text),
            Cell::Light { light } => run(xml, &cell.said(), true, false, Some(ink(*light))),
            Cell::Empty => {}
            Cell::Number { .. } | Cell::Day { .. } => run(xml, &cell.said(), false, false, None),
        }
        xml.close("w:p");
        xml.close("w:tc");
    }

    fn section(&self, columns: u8) -> parts::Section {
        parts::Section {
            roman: self.roman,
            columns,
            continues: self.continues,
        }
    }

    /// A picture, at most so many pixels wide.
    fn figure(&mut self, xml: &mut Xml, figure: &Figure, widest: u32) -> Result<(), String> {
        let png = picture::png(&figure.svg)?;
        self.pictures.push(png.bytes);
        let at = self.pictures.len();
        let width = png.width.min(widest);
        let height = png.height * width / png.width;
        let size = [width, height].map(|pixels| (pixels * UNITS).to_string());
        let caption = match &figure.link {
            Some(link) => Text::link(figure.caption.clone(), link.clone()),
            None => Text::of(figure.caption.clone()),
        };
        // The style of a caption keeps it with what follows.
        self.paragraph(xml, "Caption", &caption);
        xml.open("w:p");
        xml.open("w:r");
        parts::picture(xml, at, &size, &figure.alt);
        xml.close("w:r");
        xml.close("w:p");
        Ok(())
    }
}

fn ink(light: Light) -> &'static str {
    match light {
        Light::OnTrack => "0F4D3A",
        Light::AtRisk => "8A5A00",
        Light::OffTrack => "9C2F1B",
        Light::NotReported => "4C5257",
    }
}

/// A paragraph of plain words.
fn plain(xml: &mut Xml, style: &str, words: &str) {
    xml.open("w:p");
    properties(xml, style, None);
    run(xml, words, false, false, None);
    xml.close("w:p");
}

fn properties(xml: &mut Xml, style: &str, number: Option<usize>) {
    xml.open("w:pPr");
    xml.empty("w:pStyle", &[("w:val", style)]);
    if let Some(number) = number {
        xml.open("w:numPr");
        xml.empty("w:ilvl", &[("w:val", "0")]);
        xml.empty("w:numId", &[("w:val", &number.to_string())]);
        xml.close("w:numPr");
    }
    xml.close("w:pPr");
}

fn run(xml: &mut Xml, words: &str, strong: bool, link: bool, ink: Option<&str>) {
    xml.open("w:r");
    if strong || link || ink.is_some() {
        xml.open("w:rPr");
        if link {
            xml.empty("w:rStyle", &[("w:val", "Hyperlink")]);
        }
        if strong {
            xml.empty("w:b", &[]);
        }
        if let Some(ink) = ink {
            xml.empty("w:color", &[("w:val", ink)]);
        }
        xml.close("w:rPr");
    }
    xml.text("w:t", &[("xml:space", "preserve")], words);
    xml.close("w:r");
}

/// A list of the headings that Word fills in with pages when it is asked to.
fn contents(xml: &mut Xml, document: &Document) {
    plain(xml, "ContentsTitle", "Contents");
    let tops = document.blocks.iter().filter_map(|block| match block {
        Block::Heading { level: 1, words } => Some(words),
        _ => None,
    });
    let tops: Vec<&String> = tops.collect();
    for (at, words) in tops.iter().enumerate() {
        xml.open("w:p");
        properties(xml, "Contents1", None);
        if at == 0 {
            parts::field_begins(xml, " TOC \\o \"1-1\" \\h \\z \\u ");
        }
        run(xml, words, false, false, None);
        if at + 1 == tops.len() {
            parts::field_ends(xml);
        }
        xml.close("w:p");
    }
}
