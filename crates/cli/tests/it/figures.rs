//! `folkmoot import --figures`, with files as they come: Excel, OpenDocument and comma-separated, long and wide.

use std::{fs, io::Write, process::Output};

use serde_json::Value;

use crate::server::Place;

/// A partnership with a plan: two indicators, of a county with two districts.
const ARRANGEMENTS: &str = r#"
[partnership]
name = "Two Valleys"
about = "A test."
area = "Two Valleys"

[[area]]
id = "county"
name = "Two Valleys"
kind = "county"

[[area]]
id = "north"
name = "North Valley"
kind = "district"
within = "county"

[[theme]]
id = "safer"
name = "Safer"
delivered_by = ["board"]

[[body]]
id = "board"
name = "Board"
kind = "board"

[[body.seat]]
id = "chair"
title = "Chair"
appointed = "named"
"#;

const ACTS: &str = r#"[
  {"act": "plan.make-agreement", "agreement": "laa", "title": "Agreement", "from": "2007-04-01", "until": "2030-03-31",
    "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
  {"act": "plan.set-outcome", "outcome": "dry", "agreement": "laa", "block": "a", "theme": "safer",
    "title": "Homes stay dry", "lead": {"body": "board"}},
  {"act": "plan.set-indicator", "indicator": "flooded", "outcome": "dry", "title": "Homes flooded", "reference": "NI 1",
    "unit": "homes", "good": "lower", "standing": "headline", "every": "quarter", "districts": "sum", "source": "Survey"},
  {"act": "plan.set-indicator", "indicator": "warned", "outcome": "dry", "title": "Homes warned", "unit": "%", "places": 1,
    "good": "higher", "standing": "headline", "every": "quarter", "districts": "none", "source": "Survey"}
]"#;

struct Town {
    folder: tempfile::TempDir,
    place: Place,
}

impl Town {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::folder(&folder.path().join("data"));
        let town = Self { folder, place };
        let arrangements = town.file("arrangements.toml", ARRANGEMENTS.as_bytes());
        town.place.says(&[
            "init",
            "--partnership",
            "two-valleys",
            "--from",
            "2007-04-01",
            "--arrangements",
            &arrangements,
        ]);
        let acts = town.file("acts.jsonl", ACTS.replace('\n', " ").as_bytes());
        town.place.says(&["act", &acts]);
        town
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn import(&self, file: &str, more: &[&str]) -> Output {
        let mut words = vec!["import", "--figures", file];
        words.extend_from_slice(more);
        self.place.run(&words)
    }

    /// Where the book ends, and with which hash: the same for two books that say the same.
    fn told(&self) -> String {
        self.place.says(&["verify"])
    }
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

/// The same cells as comma-separated text, as Excel writes them, and as LibreOffice does.
fn in_each_form(cells: &[&[&str]]) -> [(&'static str, Vec<u8>); 3] {
    let csv: String = cells.iter().map(|row| row.join(",") + "\r\n").collect();
    [
        ("csv", csv.into_bytes()),
        ("xlsx", excel(cells)),
        ("ods", open_document(cells)),
    ]
}

/// Each row between `around`, each cell as `cell` writes it.
fn rows(cells: &[&[&str]], around: [&str; 2], cell: impl Fn(&str) -> String) -> String {
    let row = |row: &&[&str]| {
        let cells: String = row.iter().map(|one| cell(one)).collect();
        format!("{}{cells}{}", around[0], around[1])
    };
    cells.iter().map(row).collect()
}

fn is_number(cell: &str) -> bool {
    cell.parse::<f64>().is_ok()
}

fn excel(cells: &[&[&str]]) -> Vec<u8> {
    const TYPES: &str = "http://schemas.openxmlformats.org/package/2006/content-types";
    const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const KIND: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    let rows = rows(cells, ["<row>", "</row>"], |cell| match is_number(cell) {
        true => format!("<c><v>{cell}</v></c>"),
        false => format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>"),
    });
    packed(&[
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{TYPES}\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
                 <Default Extension=\"xml\" ContentType=\"application/xml\"/>\
                 <Override PartName=\"/xl/workbook.xml\" ContentType=\"{KIND}.sheet.main+xml\"/>\
                 <Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"{KIND}.worksheet+xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" \
                 Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>\
                 <sheet name=\"Figures\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{PACKAGE}\"><Relationship Id=\"r1\" Type=\"{OFFICE}/worksheet\" \
                 Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{rows}</sheetData></worksheet>"),
        ),
    ])
}

fn open_document(cells: &[&[&str]]) -> Vec<u8> {
    let around = ["<table:table-row>", "</table:table-row>"];
    let rows = rows(cells, around, |cell| {
        let kind = match is_number(cell) {
            true => format!("office:value-type=\"float\" office:value=\"{cell}\""),
            false => "office:value-type=\"string\"".to_owned(),
        };
        format!("<table:table-cell {kind}><text:p>{cell}</text:p></table:table-cell>")
    });
    packed(&[
        (
            "mimetype",
            "application/vnd.oasis.opendocument.spreadsheet".to_owned(),
        ),
        (
            "content.xml",
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content \
                 xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
                 xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" \
                 xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.3\">\
                 <office:body><office:spreadsheet><table:table table:name=\"Figures\">{rows}</table:table>\
                 </office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ])
}

fn packed(files: &[(&str, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored =
        zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, text) in files {
        archive.start_file(*name, stored).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const LONG: &[&[&str]] = &[
    &[
        "Indicator",
        "Area",
        "Period",
        "Figure",
        "Numerator",
        "Denominator",
    ],
    &["NI 1", "", "2007/08 Q1", "9", "", ""],
    &["Homes flooded", "North Valley", "Q2 2007-08", "4", "", ""],
    &["warned", "", "July to September 2007", "", "124", "200"],
];
const WIDE: &[&[&str]] = &[
    &["Indicator", "Area", "2007/08 Q1", "2007/08 Q2"],
    &["NI 1", "", "9", ""],
    &["Homes flooded", "North Valley", "", "4"],
    &["warned", "", "", "62"],
];

// Requirement: PL4 at `folkmoot import`
#[test]
fn figures_come_in_from_each_kind_of_file_long_or_wide_and_twice_equals_once() {
    for (cells, form) in [(LONG, "long"), (WIDE, "wide")] {
        for (ending, bytes) in in_each_form(cells) {
            let name = format!("{form}.{ending}");
            let town = Town::new();
            let file = town.file(&name, &bytes);
            let looked = town.import(&file, &["--dry-run"]);
            assert!(looked.status.success(), "{name}: {}", said(&looked));
            for words in [
                "Takes 9 homes for quarter 1 of 2007-08",
                "Takes 4 homes for quarter 2 of 2007-08 in North Valley",
                "Takes 62.0%",
                "Nothing was written: this was to look.",
            ] {
                assert!(
                    said(&looked).contains(words),
                    "{name}: {words}\n{}",
                    said(&looked)
                );
            }
            let done = town.import(&file, &["--source", "Council survey"]);
            assert!(
                said(&done).contains("Done: 3 new figures"),
                "{name}: {}",
                said(&done)
            );
            let once = town.told();
            let again = town.import(&file, &[]);
            assert!(again.status.success(), "{name}");
            assert!(
                said(&again).contains("nothing to do"),
                "{name}: {}",
                said(&again)
            );
            assert_eq!(town.told(), once, "{name}");
            let json = town.import(&file, &["--json"]);
            let json: Value = serde_json::from_slice(&json.stdout).unwrap();
            assert_eq!(json["rows"].as_array().map(Vec::len), Some(3), "{name}");
            assert_eq!(json["rows"][0]["state"], "nothing", "{name}");
            let note = json["rows"][0]["note"].as_str();
            assert_eq!(
                note,
                Some("Is there already: 9 homes for quarter 1 of 2007-08"),
                "{name}"
            );
        }
    }
}

#[test]
fn what_is_wrong_is_told_cell_by_cell_and_nothing_is_taken() {
    let town = Town::new();
    let before = town.told();
    for (name, cells, says) in [
        (
            "long",
            &[
                &[
                    "Indicator",
                    "Area",
                    "Period",
                    "Figure",
                    "Numerator",
                    "Denominator",
                ][..],
                &["NI 1", "", "2007/08 Q1", "9", "", ""],
                &["NI 2", "Mars", "2007/08 Q1", "9", "", ""],
                &["NI 1", "", "Easter", "n/a", "", ""],
                &["warned", "", "2007/08 Q1", "", "1", "0"],
            ][..],
            &[
                "A3 (Indicator)",
                "B3 (Area)",
                "C4 (Period)",
                "F5 (Denominator)",
                "3 rows have something wrong",
            ][..],
        ),
        (
            "wide",
            &[
                &["Indicator", "2007/08 Q1", "2007/08 Q2"][..],
                &["NI 1", "9", "about 9"],
                &["warned", "62.55", "12"],
            ][..],
            &["C2 (Figure)", "B3 (Figure)", "2 rows have something wrong"][..],
        ),
    ] {
        for (ending, bytes) in in_each_form(cells) {
            let file = town.file(&format!("{name}.{ending}"), &bytes);
            let wrong = town.import(&file, &[]);
            assert_eq!(wrong.status.code(), Some(1), "{name}.{ending}");
            for words in says {
                assert!(
                    said(&wrong).contains(words),
                    "{name}.{ending}: {words}\n{}",
                    said(&wrong)
                );
            }
        }
    }
    for (name, bytes, says) in [
        (
            "none.csv",
            &b"a,b\n1,2\n"[..],
            "no row of this sheet has the headings",
        ),
        ("empty.csv", b"", "nothing in this spreadsheet"),
        ("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 1], "save it as .xlsx"),
        ("paper.xlsx", b"%PDF-1.7\n\x00", "not a spreadsheet"),
        (
            "decimals.csv",
            b"Indicator;Period;Figure\nwarned;2007/08 Q1;9,5\n",
            "write 9.5, with a full stop",
        ),
    ] {
        let file = town.file(name, bytes);
        let refused = town.import(&file, &[]);
        assert_eq!(refused.status.code(), Some(1), "{name}: {}", said(&refused));
        assert!(said(&refused).contains(says), "{name}: {}", said(&refused));
    }
    let many = format!(
        "Indicator,Period,Figure\n{}",
        "NI 1,2007/08 Q1,9\n".repeat(200_000)
    );
    let file = town.file("many.csv", many.as_bytes());
    let refused = town.import(&file, &[]);
    assert!(
        said(&refused).contains("more than 50001 rows"),
        "{}",
        said(&refused)
    );
    assert_eq!(town.told(), before);
}
