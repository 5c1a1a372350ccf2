//! Files are read back, by others' readers where there are any.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use documents::{
    Block, Cell, Column, Document, Figure, Form, Light, Numbering, Renderer, Standing, Table, Text,
};
use jiff::civil::date;

use crate::Papers;

/// What somebody types who wishes to be read as markup, as a formula or not at all.
const TRICK: &str = "#image(\"/etc/passwd\") *bold* _x_ $x$ @ref <w:p> & \u{1} 日本 🙂 a\u{202e}b";

fn picture() -> String {
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 100" width="400" height="100" font-family="'Source Sans 3', sans-serif"><rect x="0" y="0" width="200" height="50" fill="#0f4d3a"/><text x="10" y="80" font-size="16">Six districts</text></svg>"##.to_owned()
}

fn table(caption: &str, sheet: &str, rows: i64) -> Table {
    let lights = [
        Light::OnTrack,
        Light::AtRisk,
        Light::OffTrack,
        Light::NotReported,
    ];
    let row = |at: i64| {
        vec![
            Cell::words(format!("NI {at} Serious violent crime")),
            Cell::Light {
                light: lights[usize::try_from(at % 4).unwrap_or(0)],
            },
            Cell::Number {
                units: 1_234_567 - at,
                places: 2,
            },
            Cell::day(date(2007, 12, 31)),
            if at == 0 {
                Cell::words("=HYPERLINK(\"http://evil\")")
            } else {
                Cell::Empty
            },
        ]
    };
    Table {
        caption: caption.to_owned(),
        sheet: sheet.to_owned(),
        columns: vec![
            Column::new("Indicator", 4),
            Column::new("Light", 2),
            Column::numbers("Value", 2),
            Column::new("Until", 3),
            Column::new("Words", 3),
        ],
        rows: (0..rows).map(row).collect(),
    }
}

fn sample() -> Document {
    Document {
        title: "Report of the Board: quarter 3 of 2007-08".to_owned(),
        above: "Three Rivers Partnership · Board".to_owned(),
        subject: "How the Board’s work stands".to_owned(),
        author: "Three Rivers Partnership".to_owned(),
        language: "en-GB".to_owned(),
        warning: Some("Illustrative: the people and figures are invented.".to_owned()),
        facts: vec![("Period".to_owned(), Text::of("October to December 2007"))],
        blocks: vec![
            Block::heading(1, "What needs attention"),
            Block::paragraph(
                Text::strong("Two actions are overdue. ")
                    .and("See ")
                    .and_link("the first", "/three-rivers/actions/a-1")
                    .and("."),
            ),
            Block::paragraph(TRICK),
            Block::list(vec![Text::of("One"), Text::of("Two")]),
            Block::List {
                numbered: true,
                items: vec![Text::of("First"), Text::of("Second")],
            },
            Block::Outstanding {
                standing: Standing::Failed,
                texts: vec![Text::strong("Off track."), Text::of("It was late.")],
            },
            Block::Table(table("Indicators of Safer", "Safer: [all]/*", 40)),
            Block::Table(table("More of them", "Safer: [all]/*", 2)),
            Block::Figure(Figure {
                svg: picture(),
                narrow: None,
                link: None,
                alt: "A green bar over the words Six districts".to_owned(),
                caption: "Six districts".to_owned(),
            }),
            Block::Gallery {
                figures: (1..=3)
                    .map(|nth| Figure {
                        svg: picture(),
                        narrow: None,
                        link: Some(format!("/three-rivers/indicators/ni-{nth}")),
                        alt: format!("Chart {nth}. By period: Q1 9; Q2 12."),
                        caption: format!("Chart {nth}"),
                    })
                    .collect(),
            },
            Block::NewPage,
            Block::heading(1, "Second part"),
            Block::heading(2, "Under it"),
            Block::note("Beside the point."),
        ],
        contents: true,
        numbering: Numbering::Roman,
        foot: "Three Rivers Partnership · line 4 of the book".to_owned(),
        address: Some("https://moot.example.org".to_owned()),
    }
}

fn render(document: &Document, form: Form) -> Vec<u8> {
    let papers = Papers::open().expect("a typeface");
    papers.render(document, form).expect("a file")
}

/// The parts of a Word file, each proved to be XML.
fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut parts = Vec::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).expect("a file");
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).expect("its bytes");
        let name = file.name().expect("a name").into_owned();
        if name.ends_with(".png") {
            assert!(bytes.starts_with(b"\x89PNG"), "{name}");
            parts.push((name, String::new()));
            continue;
        }
        let text = String::from_utf8(bytes).expect("a text");
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(fault) => panic!("{name}: {fault}"),
            }
        }
        parts.push((name, text));
    }
    parts
}

#[test]
fn word_has_headings_head_rows_language_and_words_for_pictures() {
    let parts = parts(render(&sample(), Form::Word));
    let part = |name: &str| {
        let found = parts.iter().find(|(known, _)| known == name);
        found.map_or_else(|| panic!("{name}"), |(_, text)| text.clone())
    };
    let body = part("word/document.xml");
    for said in [
        r#"<w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t xml:space="preserve">What needs attention"#,
        r#"<w:pStyle w:val="Heading2"/>"#,
        "<w:tblHeader/>",
        r#"descr="A green bar over the words Six districts""#,
        r#"<w:pgNumType w:fmt="lowerRoman"/>"#,
        r#"descr="Chart 3. By period: Q1 9; Q2 12.""#,
        r#"<w:type w:val="continuous"/>"#,
        r#"<w:cols w:num="2" w:space="400"/>"#,
        "#image(&quot;/etc/passwd&quot;) *bold* _x_ $x$ @ref &lt;w:p&gt; &amp;  日本 🙂",
        "31 December 2007",
        "12,345.67",
        "● On track",
    ] {
        assert!(body.contains(said), "{said} in\n{body}");
    }
    assert!(part("word/styles.xml").contains(r#"<w:lang w:val="en-GB""#));
    assert!(part("docProps/core.xml").contains("<dc:language>en-GB</dc:language>"));
    assert!(part("docProps/core.xml").contains("<dc:title>Report of the Board"));
    let relations = part("word/_rels/document.xml.rels");
    assert!(relations.contains(r#"Target="https://moot.example.org/three-rivers/actions/a-1""#));
    assert!(part("word/footer1.xml").contains("line 4 of the book"));
    part("word/media/image1.png");
}

#[test]
fn every_style_that_a_paragraph_names_is_there() {
    let parts = parts(render(&sample(), Form::Word));
    let text = |name: &str| &parts.iter().find(|(known, _)| known == name).expect(name).1;
    let named = text("word/document.xml")
        .split("<w:pStyle w:val=\"")
        .skip(1);
    let styles = text("word/styles.xml");
    for style in named.filter_map(|rest| rest.split('"').next()) {
        assert!(
            styles.contains(&format!("w:styleId=\"{style}\"")),
            "{style}"
        );
    }
}

#[test]
fn excel_has_a_sheet_for_each_table_and_cells_of_their_kind() {
    let bytes = render(&sample(), Form::Excel);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(names, ["About", "Safer all", "Safer all 2"]);
    let sheet = book.worksheet_range("Safer all").expect("a sheet");
    let row: Vec<Data> = sheet.rows().nth(1).expect("a row").to_vec();
    assert_eq!(row[0], Data::String("NI 0 Serious violent crime".into()));
    assert_eq!(row[1], Data::String("● On track".into()));
    assert_eq!(row[2], Data::Float(12_345.67));
    assert!(matches!(row[3], Data::DateTime(_)), "{:?}", row[3]);
    assert_eq!(row[4], Data::String("=HYPERLINK(\"http://evil\")".into()));
    assert_eq!(sheet.height(), 41);
    let formulas = book.worksheet_formula("Safer all").expect("its formulas");
    assert!(formulas.is_empty(), "{formulas:?}");
    let about = book.worksheet_range("About").expect("a sheet");
    let said: Vec<String> = about.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(
        said.iter()
            .any(|cell| cell.contains("Two actions are overdue."))
    );
}

#[test]
fn a_text_that_begins_as_a_formula_would_is_marked_as_text() {
    for trick in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "−1"] {
        let mut document = sample();
        let mut one = table("Tricks", "Tricks", 1);
        one.rows = vec![vec![Cell::words(trick)]];
        document.blocks = vec![Block::Table(one)];
        let bytes = render(&document, Form::Excel);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
        let sheet = book.worksheet_range("Tricks").expect("a sheet");
        assert_eq!(
            sheet.get_value((1, 0)).map(ToString::to_string).as_deref(),
            Some(trick)
        );
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
        let mut styles = String::new();
        let mut file = zip.by_name("xl/styles.xml").expect("styles");
        file.read_to_string(&mut styles).expect("a text");
        assert!(styles.contains("quotePrefix=\"1\""), "{trick}");
    }
}

#[test]
fn the_same_document_is_the_same_file_in_every_form() {
    for form in Form::ALL {
        let (one, other) = (render(&sample(), form), render(&sample(), form));
        assert!(one == other, "{}", form.name());
    }
}

#[test]
fn a_pdf_says_what_it_is_and_what_it_is_in() {
    let bytes = render(&sample(), Form::Pdf);
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let holds = |words: &[u8]| bytes.windows(words.len()).any(|part| part == words);
    assert!(holds(b"<pdfuaid:part>1</pdfuaid:part>"));
    assert!(holds(b"/Lang (en-GB)") || holds(b"/Lang(en-GB)"));
    assert!(holds(b"/MarkInfo"));
}

#[test]
fn a_document_that_says_nothing_and_one_without_an_address_are_files_too() {
    let empty = Document {
        blocks: Vec::new(),
        facts: Vec::new(),
        warning: None,
        address: None,
        numbering: Numbering::Arabic,
        ..sample()
    };
    for document in [
        &empty,
        &Document {
            contents: false,
            ..empty.clone()
        },
    ] {
        for form in Form::ALL {
            assert!(!render(document, form).is_empty(), "{}", form.name());
        }
    }
    let unlinked = Document {
        address: None,
        ..sample()
    };
    let parts = parts(render(&unlinked, Form::Word));
    assert!(parts.iter().all(|(_, text)| !text.contains("w:hyperlink")));
}

#[test]
fn a_picture_without_a_size_is_a_fault_and_not_a_panic() {
    let mut document = sample();
    document.blocks = vec![Block::Figure(Figure {
        svg: "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".to_owned(),
        narrow: None,
        link: None,
        alt: "Nothing".to_owned(),
        caption: "Nothing".to_owned(),
    })];
    let papers = Papers::open().expect("a typeface");
    let fault = papers.render(&document, Form::Word).expect_err("a fault");
    assert_eq!(
        fault.to_string(),
        "the document could not be written as Word: a picture does not say how large it is"
    );
}
