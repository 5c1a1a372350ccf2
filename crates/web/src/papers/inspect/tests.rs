//! Samples of what is sent to do harm, made here, and of what honest people send.

use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::super::sniff::sniff;
use super::{Hidden, NotTaken, inspect};
use crate::testing::PDF;

/// How long any file may take to be looked through: two seconds, or five times as long unoptimised and
/// with other tests beside.
const PATIENCE: Duration = Duration::from_secs(if cfg!(debug_assertions) { 10 } else { 2 });

/// An archive of these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(match *name {
            "mimetype" => CompressionMethod::Stored,
            _ => CompressionMethod::Deflated,
        });
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const TYPES: (&str, &[u8]) = ("[Content_Types].xml", b"<?xml version=\"1.0\"?><Types/>");

fn word(more: &[(&str, &[u8])]) -> Vec<u8> {
    let document: (&str, &[u8]) = ("word/document.xml", b"<w:document/>");
    archive(&[&[TYPES, document], more].concat())
}

pub(crate) fn excel(workbook: &str, more: &[(&str, &[u8])]) -> Vec<u8> {
    archive(&[&[TYPES, ("xl/workbook.xml", workbook.as_bytes())], more].concat())
}

fn writer(content: &str) -> Vec<u8> {
    let kind: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.text");
    archive(&[kind, ("content.xml", content.as_bytes())])
}

/// A chunk of a PNG; nobody looks at its check sum.
fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
    let length = u32::try_from(data.len()).unwrap().to_be_bytes();
    [&length[..], kind, data, &[0; 4]].concat()
}

fn png(wide: u32, high: u32) -> Vec<u8> {
    let size = [
        &wide.to_be_bytes()[..],
        &high.to_be_bytes(),
        &[8, 6, 0, 0, 0],
    ]
    .concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &size),
        chunk(b"IDAT", &[0; 40]),
        chunk(b"IEND", &[]),
    ]
    .concat()
}

fn jpeg(wide: u16, high: u16) -> Vec<u8> {
    let size = [&[8][..], &high.to_be_bytes(), &wide.to_be_bytes(), &[3; 10]].concat();
    let segment = |kind: u8, data: &[u8]| {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xff, kind][..], &length, data].concat()
    };
    [
        vec![0xff, 0xd8],
        segment(0xe0, b"JFIF\0"),
        segment(0xc0, &size),
        segment(0xda, &[0; 10]),
        vec![1, 2, 3, 0xff, 0xd9],
    ]
    .concat()
}

fn pdf(with: &str) -> Vec<u8> {
    let text = std::str::from_utf8(PDF).unwrap();
    text.replace("/Type /Catalog", &format!("/Type /Catalog {with}"))
        .into_bytes()
}

/// What becomes of a file; none: not even its kind is taken.
fn outcome(name: &str, bytes: &[u8]) -> Option<Result<Vec<Hidden>, NotTaken>> {
    let began = Instant::now();
    let outcome = sniff(bytes, name).map(|kind| inspect(kind, bytes));
    let took = began.elapsed();
    assert!(took < PATIENCE, "{name}: {took:?}");
    outcome
}

#[test]
fn what_honest_people_send_is_taken() {
    let table: &[(&str, Vec<u8>)] = &[
        ("plan.pdf", PDF.to_vec()),
        (
            "plan.docx",
            word(&[
                ("word/media/image1.png", &png(20, 20)),
                ("docProps/app.xml", b"<Properties/>"),
            ]),
        ),
        (
            "sums.xlsx",
            excel(
                "<sheets><sheet name=\"A\"/></sheets>",
                &[("xl/worksheets/sheet1.xml", &vec![b'a'; 3_000_000])],
            ),
        ),
        ("plan.odt", writer("<office:document-content/>")),
        ("map.png", png(8_000, 6_000)),
        ("photo.jpg", jpeg(6_000, 8_000)),
        ("plan.txt", b"Flood plan, with <b>angles</b> in it".to_vec()),
    ];
    for (name, bytes) in table {
        assert_eq!(outcome(name, bytes), Some(Ok(Vec::new())), "{name}");
    }
}

#[test]
fn what_is_hidden_is_noticed() {
    use Hidden::{Attachments, Changes, Comments, Embedded, Sheets};
    let figures = excel("<sheets/>", &[]);
    let secret = excel("<sheet state=\"veryHidden\"/>", &[]);
    let table: &[(&str, Vec<u8>, Vec<Hidden>)] = &[
        (
            "a hidden sheet.xlsx",
            excel("<sheet name=\"Names\" state=\"hidden\"/>", &[]),
            vec![Sheets],
        ),
        ("a very hidden one.xlsx", secret.clone(), vec![Sheets]),
        (
            "comments.xlsx",
            excel("", &[("xl/comments1.xml", b"<comments/>")]),
            vec![Comments],
        ),
        (
            "threads.xlsx",
            excel("", &[("xl/threadedComments/threadedComment1.xml", b"<x/>")]),
            vec![Comments],
        ),
        (
            "comments.docx",
            word(&[("word/comments.xml", b"<w:comments/>")]),
            vec![Comments],
        ),
        (
            "changes.docx",
            word(&[("word/footnotes.xml", b"<w:p><w:ins w:id=\"1\"/></w:p>")]),
            vec![Changes],
        ),
        (
            "both.docx",
            word(&[
                ("word/comments.xml", b""),
                ("word/header1.xml", b"<w:del w:id=\"1\">"),
            ]),
            vec![Comments, Changes],
        ),
        (
            "a chart.docx",
            word(&[("word/embeddings/Microsoft_Excel_Sheet1.xlsx", &figures)]),
            vec![Embedded],
        ),
        (
            "its hidden sheet.docx",
            word(&[("word/embeddings/Microsoft_Excel_Sheet1.xlsx", &secret)]),
            vec![Sheets, Embedded],
        ),
        (
            "comments.odt",
            writer("<office:annotation>"),
            vec![Comments],
        ),
        (
            "changes.odt",
            writer("<text:tracked-changes>"),
            vec![Changes],
        ),
        (
            "attached.pdf",
            pdf("/Names << /EmbeddedFiles 3 0 R >> /EmbeddedFile"),
            vec![Attachments],
        ),
    ];
    for (name, bytes, hidden) in table {
        assert_eq!(
            outcome(name, bytes).as_ref(),
            Some(&Ok(hidden.clone())),
            "{name}"
        );
    }
    // A word that lies across two pieces is found all the same.
    for before in [65_520, 65_530, 65_535, 65_536] {
        let long = format!("<w:p>{}<w:del w:id=\"1\"/>", "x".repeat(before));
        let file = word(&[("word/endnotes.xml", long.as_bytes())]);
        assert_eq!(
            outcome("long.docx", &file),
            Some(Ok(vec![Changes])),
            "{before}"
        );
    }
}

#[test]
fn what_does_harm_is_refused() {
    use NotTaken::{
        ArchiveInside, Broken, Entities, Escapes, Fetches, Locked, Program, Swells, TooManyParts,
        TwoInOne,
    };
    let zeros = vec![0; 60_000_000];
    let bomb = word(&[("word/media/image1.emf", &zeros)]);
    let many: Vec<(String, Vec<u8>)> = (0..5_001)
        .map(|nth| (format!("word/{nth}.xml"), Vec::new()))
        .collect();
    let many: Vec<(&str, &[u8])> = many
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()))
        .collect();
    let inner = word(&[("word/embeddings/inner.docx", &word(&[]))]);
    let mut locked = word(&[("word/secret.xml", b"x")]);
    // The bit that says "encrypted", in the central directory and in the part's own head.
    for mark in [b"PK\x03\x04".as_slice(), b"PK\x01\x02"] {
        let at = locked
            .windows(4)
            .rposition(|window| window == mark)
            .unwrap();
        locked[at + if mark[2] == 3 { 6 } else { 8 }] |= 1;
    }
    let both = |one: &[u8], other: &[u8]| [one, other].concat();
    let macros: &[u8] =
        b"<Types ContentType=\"application/vnd.ms-word.document.macroEnabled.main+xml\"/>";
    let template: &[u8] = b"<Relationship Type=\"http://x/attachedTemplate\" Target=\"http://evil.example\" TargetMode=\"External\"/>";
    let entities: &[u8] =
        b"<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><x>&b;</x>";
    let table: Vec<(&str, Vec<u8>, NotTaken)> = vec![
        ("bomb.docx", bomb.clone(), Swells),
        (
            "bomb in a chart.docx",
            word(&[("word/embeddings/a.docx", &bomb)]),
            Swells,
        ),
        ("parts.docx", word(&many), TooManyParts),
        (
            "too deep.docx",
            word(&[("word/embeddings/outer.docx", &inner)]),
            ArchiveInside,
        ),
        (
            "an archive.docx",
            word(&[("word/media/all.bin", &archive(&[("run.exe", b"MZ")]))]),
            ArchiveInside,
        ),
        (
            "packed.docx",
            word(&[("word/media/all.bin", b"7z\xbc\xaf\x27\x1c and so on")]),
            ArchiveInside,
        ),
        ("out.docx", word(&[("../../etc/cron.d/x", b"x")]), Escapes),
        ("root.docx", word(&[("/etc/passwd", b"x")]), Escapes),
        ("drive.docx", word(&[("C:\\x.xml", b"x")]), Escapes),
        ("line.docx", word(&[("word/a\nb.xml", b"x")]), Escapes),
        (
            "twice.docx",
            word(&[("word/Document.xml", b"x")]),
            Broken("document"),
        ),
        ("locked.docx", locked, Locked),
        (
            "types.docx",
            word(&[("word/types.xml", macros)]),
            Program("macros"),
        ),
        (
            "macros.docx",
            word(&[("word/vbaPROJECT.bin", b"x")]),
            Program("macros"),
        ),
        (
            "control.docx",
            word(&[("word/activeX/activeX1.xml", b"x")]),
            Program("controls"),
        ),
        (
            "object.docx",
            word(&[("word/embeddings/oleObject1.bin", b"x")]),
            Program("an embedded object"),
        ),
        (
            "template.docx",
            word(&[("word/_rels/settings.xml.rels", template)]),
            Fetches,
        ),
        (
            "laughs.xlsx",
            excel("", &[("xl/sharedStrings.xml", entities)]),
            Entities,
        ),
        (
            "wide.docx",
            word(&[("word/a.xml", b"\xff\xfe<\0!\0D\0")]),
            Broken("document"),
        ),
        ("before.docx", both(&word(&[]), b"and more"), TwoInOne),
        ("cut.docx", word(&[])[..120].to_vec(), TwoInOne),
        (
            "only begins.pdf",
            b"%PDF-1.7\nNothing else".to_vec(),
            Broken("PDF"),
        ),
        (
            "no version.pdf",
            pdf("")
                .iter()
                .copied()
                .map(|byte| if byte == b'7' { b'x' } else { byte })
                .collect(),
            Broken("PDF"),
        ),
        ("cut.pdf", PDF[..PDF.len() - 12].to_vec(), Broken("PDF")),
        (
            "script.pdf",
            pdf("/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
            Program("JavaScript"),
        ),
        (
            "spelt.pdf",
            pdf("/OpenAction << /S /J#61va#53cript >>"),
            Program("JavaScript"),
        ),
        (
            "starts.pdf",
            pdf("/OpenAction << /S /Launch /F (cmd.exe) >>"),
            Program("a command to start another"),
        ),
        (
            "locked.pdf",
            String::from_utf8(PDF.to_vec())
                .unwrap()
                .replace("/Root", "/Encrypt 9 0 R /Root")
                .into_bytes(),
            Locked,
        ),
        (
            "and an archive.pdf",
            both(PDF, &archive(&[("run.exe", b"MZ")])),
            TwoInOne,
        ),
        (
            "and a page.pdf",
            pdf("/X (<script>alert\\(1\\)</script>)"),
            TwoInOne,
        ),
        (
            "huge.png",
            png(50_000, 50_000),
            NotTaken::TooManyPoints(50_000, 50_000),
        ),
        (
            "long.png",
            png(40_000, 1),
            NotTaken::TooManyPoints(40_000, 1),
        ),
        ("nothing.png", png(0, 10), Broken("picture")),
        ("cut.png", png(20, 20)[..60].to_vec(), Broken("PNG")),
        (
            "no head.png",
            both(b"\x89PNG\r\n\x1a\n", &chunk(b"IDAT", &[])),
            Broken("PNG"),
        ),
        ("and more.png", both(&png(20, 20), b"<script>"), TwoInOne),
        (
            "and an archive.png",
            both(&png(20, 20), &archive(&[("run.exe", b"MZ")])),
            TwoInOne,
        ),
        (
            "huge.jpg",
            jpeg(30_000, 30_000),
            NotTaken::TooManyPoints(30_000, 30_000),
        ),
        ("cut.jpg", jpeg(20, 20)[..30].to_vec(), Broken("JPEG")),
        (
            "no picture.jpg",
            vec![0xff, 0xd8, 0xff, 0xd9],
            Broken("JPEG"),
        ),
        (
            "and an archive.jpg",
            both(&jpeg(20, 20), &archive(&[("run.exe", b"MZ")])),
            TwoInOne,
        ),
    ];
    for (name, bytes, expected) in table {
        // What `cut.docx` lacks are the names by which its kind is told, or it is none at all.
        match outcome(name, &bytes) {
            None => assert!(
                name.ends_with(".docx") || name.ends_with(".xlsx"),
                "{name} is of no kind"
            ),
            Some(found) => assert_eq!(found, Err(expected), "{name}"),
        }
    }
}

#[test]
fn a_drawing_with_a_script_is_of_no_kind_that_is_taken() {
    let drawings: [&[u8]; 4] = [
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"<?xml version='1.0'?><svg onload='alert(1)'/>",
        b"\xef\xbb\xbf<!-- a map --><svg/>",
        b"<!DOCTYPE svg [<!ENTITY a 'a'>]><svg>&a;</svg>",
    ];
    for drawing in drawings {
        for name in ["map.svg", "map.txt", "map", "map.png", "map.md"] {
            assert_eq!(
                outcome(name, drawing),
                None,
                "{name}: {}",
                drawing.escape_ascii()
            );
        }
    }
}

#[test]
fn the_largest_files_are_looked_through_in_time() {
    let mut noise = 1u32;
    let mut large = || {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.to_le_bytes()[3]
    };
    let bytes: Vec<u8> = std::iter::repeat_with(&mut large)
        .take(19_000_000)
        .collect();
    let stuffed = [
        b"%PDF-1.7\n1 0 obj\n".as_slice(),
        &bytes,
        b"\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n0\n%%EOF",
    ]
    .concat();
    assert!(outcome("large.pdf", &stuffed).is_some());
    let whole = word(&[("word/media/image1.jpeg", &bytes)]);
    assert_eq!(outcome("large.docx", &whole), Some(Ok(Vec::new())));
}
