//! The parts of a Word file besides its body: properties, styles, lists, footer, what leads where.

use documents::Document;

use super::xml::Xml;

const W: (&str, &str) = (
    "xmlns:w",
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
);
const R: (&str, &str) = (
    "xmlns:r",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
);
const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The namespaces of the body.
pub(super) const SPACES: &[(&str, &str)] = &[
    W,
    R,
    (
        "xmlns:wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        "xmlns:a",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        "xmlns:pic",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
];

pub(super) fn content_types() -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/package/2006/content-types";
    let mut xml = Xml::document("Types", &[("xmlns", space)]);
    let kinds = [
        (
            "rels",
            "application/vnd.openxmlformats-package.relationships+xml",
        ),
        ("xml", "application/xml"),
        ("png", "image/png"),
    ];
    for (ending, kind) in kinds {
        xml.empty("Default", &[("Extension", ending), ("ContentType", kind)]);
    }
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts = [
        ("/word/document.xml", format!("{word}.document.main+xml")),
        ("/word/styles.xml", format!("{word}.styles+xml")),
        ("/word/numbering.xml", format!("{word}.numbering+xml")),
        ("/word/settings.xml", format!("{word}.settings+xml")),
        ("/word/footer1.xml", format!("{word}.footer+xml")),
        (
            "/docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml".to_owned(),
        ),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml".to_owned(),
        ),
    ];
    for (part, kind) in &parts {
        xml.empty("Override", &[("PartName", part), ("ContentType", kind)]);
    }
    xml.finish("Types")
}

fn relations_of(all: &[(&str, &str, &str, bool)]) -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut xml = Xml::document("Relationships", &[("xmlns", space)]);
    for (id, kind, target, outside) in all {
        let mut attributes = vec![("Id", *id), ("Type", *kind), ("Target", *target)];
        if *outside {
            attributes.push(("TargetMode", "External"));
        }
        xml.empty("Relationship", &attributes);
    }
    xml.finish("Relationships")
}

pub(super) fn package() -> Vec<u8> {
    let office = format!("{RELATION}/officeDocument");
    let extended = format!("{RELATION}/extended-properties");
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    relations_of(&[
        ("rId1", &office, "word/document.xml", false),
        ("rId2", core, "docProps/core.xml", false),
        ("rId3", &extended, "docProps/app.xml", false),
    ])
}

/// By which name the body speaks of a link.
pub(super) fn link_id(at: usize) -> String {
    format!("rIdLink{at}")
}

fn picture_id(at: usize) -> String {
    format!("rIdPicture{at}")
}

/// What the body names: its styles and lists, where links lead, and pictures.
pub(super) fn relations(links: &[String], pictures: usize) -> Vec<u8> {
    let kind = |name: &str| format!("{RELATION}/{name}");
    let mut all: Vec<(String, String, String, bool)> = ["styles", "numbering", "settings"]
        .iter()
        .map(|name| {
            (
                format!("rId-{name}"),
                kind(name),
                format!("{name}.xml"),
                false,
            )
        })
        .collect();
    all.push((
        "rId-footer".to_owned(),
        kind("footer"),
        "footer1.xml".to_owned(),
        false,
    ));
    let links = links.iter().enumerate();
    all.extend(links.map(|(at, to)| (link_id(at), kind("hyperlink"), to.clone(), true)));
    all.extend((1..=pictures).map(|at| {
        let target = format!("media/image{at}.png");
        (picture_id(at), kind("image"), target, false)
    }));
    let all: Vec<(&str, &str, &str, bool)> = all
        .iter()
        .map(|(id, kind, target, outside)| (&**id, &**kind, &**target, *outside))
        .collect();
    relations_of(&all)
}

pub(super) fn core(document: &Document) -> Vec<u8> {
    let spaces = [
        (
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:dcterms", "http://purl.org/dc/terms/"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
    ];
    let mut xml = Xml::document("cp:coreProperties", &spaces);
    xml.text("dc:title", &[], &document.title);
    xml.text("dc:subject", &[], &document.subject);
    xml.text("dc:creator", &[], &document.author);
    xml.text("dc:language", &[], &document.language);
    xml.finish("cp:coreProperties")
}

pub(super) fn app() -> Vec<u8> {
    let space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties";
    let mut xml = Xml::document("Properties", &[("xmlns", space)]);
    xml.text("Application", &[], "Folkmoot");
    xml.finish("Properties")
}

pub(super) fn settings(language: &str) -> Vec<u8> {
    let mut xml = Xml::document("w:settings", &[W]);
    xml.empty("w:defaultTabStop", &[("w:val", "720")]);
    xml.open("w:compat");
    let mode = [
        ("w:name", "compatibilityMode"),
        ("w:uri", "http://schemas.microsoft.com/office/word"),
        ("w:val", "15"),
    ];
    xml.empty("w:compatSetting", &mode);
    xml.close("w:compat");
    xml.empty("w:themeFontLang", &[("w:val", language)]);
    xml.finish("w:settings")
}

/// A dash for lists, and numbers for each numbered list, from 1 again.
pub(super) fn numbering(numbered: usize) -> Vec<u8> {
    let mut xml = Xml::document("w:numbering", &[W]);
    for at in 0..=numbered {
        let id = at.to_string();
        let (kind, sign) = if at == 0 {
            ("bullet", "–")
        } else {
            ("decimal", "%1.")
        };
        xml.open_with("w:abstractNum", &[("w:abstractNumId", &id)]);
        xml.empty("w:multiLevelType", &[("w:val", "singleLevel")]);
        xml.open_with("w:lvl", &[("w:ilvl", "0")]);
        xml.empty("w:start", &[("w:val", "1")]);
        xml.empty("w:numFmt", &[("w:val", kind)]);
        xml.empty("w:lvlText", &[("w:val", sign)]);
        xml.empty("w:lvlJc", &[("w:val", "left")]);
        xml.open("w:pPr");
        xml.empty("w:ind", &[("w:left", "360"), ("w:hanging", "360")]);
        xml.close("w:pPr");
        xml.close("w:lvl");
        xml.close("w:abstractNum");
    }
    for at in 0..=numbered {
        xml.open_with("w:num", &[("w:numId", &(at + 1).to_string())]);
        xml.empty("w:abstractNumId", &[("w:val", &at.to_string())]);
        xml.close("w:num");
    }
    xml.finish("w:numbering")
}

pub(super) fn field_begins(xml: &mut Xml, what: &str) {
    for kind in ["begin", "separate"] {
        xml.open("w:r");
        xml.empty("w:fldChar", &[("w:fldCharType", kind)]);
        xml.close("w:r");
        if kind == "begin" {
            xml.open("w:r");
            xml.text("w:instrText", &[("xml:space", "preserve")], what);
            xml.close("w:r");
        }
    }
}

pub(super) fn field_ends(xml: &mut Xml) {
    xml.open("w:r");
    xml.empty("w:fldChar", &[("w:fldCharType", "end")]);
    xml.close("w:r");
}

pub(super) fn footer(foot: &str) -> Vec<u8> {
    let mut xml = Xml::document("w:ftr", &[W]);
    xml.open("w:p");
    xml.open("w:pPr");
    xml.empty("w:pStyle", &[("w:val", "Footer")]);
    xml.close("w:pPr");
    xml.open("w:r");
    xml.text("w:t", &[("xml:space", "preserve")], foot);
    xml.close("w:r");
    xml.open("w:r");
    xml.empty("w:tab", &[]);
    xml.close("w:r");
    field_begins(&mut xml, " PAGE ");
    xml.open("w:r");
    xml.text("w:t", &[], "1");
    xml.close("w:r");
    field_ends(&mut xml);
    xml.close("w:p");
    xml.finish("w:ftr")
}

/// A part of the document with pages of its own kind, which ends here.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    /// Whether its pages are numbered i, ii, iii.
    pub(super) roman: bool,
    /// In how many columns it is set.
    pub(super) columns: u8,
    /// Whether it begins on the page of what stands before it.
    pub(super) continues: bool,
}

/// The page: A4, its margins, its footer, how its pages are numbered, and in how many columns it is set.
pub(super) fn section(xml: &mut Xml, section: Section) {
    xml.open("w:sectPr");
    xml.empty(
        "w:footerReference",
        &[("w:type", "default"), ("r:id", "rId-footer")],
    );
    if section.continues {
        xml.empty("w:type", &[("w:val", "continuous")]);
    }
    xml.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
    let margins = [
        ("w:top", "1134"),
        ("w:right", "1247"),
        ("w:bottom", "1134"),
        ("w:left", "1247"),
        ("w:header", "709"),
        ("w:footer", "567"),
        ("w:gutter", "0"),
    ];
    xml.empty("w:pgMar", &margins);
    let numbers = if section.roman {
        "lowerRoman"
    } else {
        "decimal"
    };
    xml.empty("w:pgNumType", &[("w:fmt", numbers)]);
    let columns = section.columns.to_string();
    xml.empty("w:cols", &[("w:num", &columns), ("w:space", "400")]);
    xml.close("w:sectPr");
}

/// Ends a part of the document in the middle of a page.
pub(super) fn section_ends(xml: &mut Xml, ends: Section) {
    xml.open("w:p");
    xml.open("w:pPr");
    xml.empty("w:pStyle", &[("w:val", "Cell")]);
    section(xml, ends);
    xml.close("w:pPr");
    xml.close("w:p");
}

/// A picture in its line, with its words for whoever cannot see it.
pub(super) fn picture(xml: &mut Xml, at: usize, [width, height]: &[String; 2], alt: &str) {
    let (id, name, link) = (at.to_string(), format!("Picture {at}"), picture_id(at));
    let named = [("id", &*id), ("name", &*name), ("descr", alt)];
    let size = [("cx", &**width), ("cy", &**height)];
    let around = [
        ("distT", "0"),
        ("distB", "0"),
        ("distL", "0"),
        ("distR", "0"),
    ];
    xml.open("w:drawing");
    xml.open_with("wp:inline", &around);
    xml.empty("wp:extent", &size);
    xml.empty("wp:docPr", &named);
    xml.open("a:graphic");
    let kind = "http://schemas.openxmlformats.org/drawingml/2006/picture";
    xml.open_with("a:graphicData", &[("uri", kind)]);
    xml.open("pic:pic");
    xml.open("pic:nvPicPr");
    xml.empty("pic:cNvPr", &named);
    xml.empty("pic:cNvPicPr", &[]);
    xml.close("pic:nvPicPr");
    xml.open("pic:blipFill");
    xml.empty("a:blip", &[("r:embed", &link)]);
    xml.open("a:stretch");
    xml.empty("a:fillRect", &[]);
    xml.close("a:stretch");
    xml.close("pic:blipFill");
    xml.open("pic:spPr");
    xml.open("a:xfrm");
    xml.empty("a:off", &[("x", "0"), ("y", "0")]);
    xml.empty("a:ext", &size);
    xml.close("a:xfrm");
    xml.open_with("a:prstGeom", &[("prst", "rect")]);
    xml.empty("a:avLst", &[]);
    xml.close("a:prstGeom");
    xml.close("pic:spPr");
    xml.close("pic:pic");
    xml.close("a:graphicData");
    xml.close("a:graphic");
    xml.close("wp:inline");
    xml.close("w:drawing");
}

/// A style of paragraphs.
struct Style {
    id: &'static str,
    name: &'static str,
    /// Half points.
    size: u16,
    strong: bool,
    ink: &'static str,
    /// Twentieths of a point before and after.
    room: (u16, u16),
    /// The level of a heading, from 0.
    level: Option<u8>,
    /// The colour of a line at its left, or of a frame around it.
    line: Option<(&'static str, bool)>,
    next: &'static str,
}

const fn style(id: &'static str, name: &'static str, size: u16) -> Style {
    Style {
        id,
        name,
        size,
        strong: false,
        ink: "16181A",
        room: (0, 120),
        level: None,
        line: None,
        next: "Normal",
    }
}

const fn heading(id: &'static str, name: &'static str, size: u16, level: u8) -> Style {
    Style {
        strong: true,
        ink: "0F4D3A",
        room: (320, 100),
        level: Some(level),
        ..style(id, name, size)
    }
}

const fn outstanding(id: &'static str, name: &'static str, ink: &'static str) -> Style {
    Style {
        line: Some((ink, false)),
        next: id,
        ..style(id, name, 21)
    }
}

const STYLES: [Style; 18] = [
    style("Normal", "Normal", 21),
    Style {
        strong: true,
        room: (0, 160),
        ..style("Title", "Title", 44)
    },
    Style {
        ink: "4C5257",
        next: "Title",
        ..style("Above", "Above the title", 21)
    },
    Style {
        line: Some(("8A5A00", true)),
        ..style("Warning", "Warning", 21)
    },
    Style {
        room: (0, 60),
        next: "Fact",
        ..style("Fact", "Fact", 21)
    },
    heading("Heading1", "heading 1", 30, 0),
    heading("Heading2", "heading 2", 25, 1),
    heading("Heading3", "heading 3", 22, 2),
    Style {
        ink: "4C5257",
        ..style("Note", "Note", 19)
    },
    Style {
        next: "ListParagraph",
        room: (0, 80),
        ..style("ListParagraph", "List Paragraph", 21)
    },
    Style {
        strong: true,
        room: (200, 80),
        ..style("Caption", "caption", 20)
    },
    Style {
        room: (40, 40),
        next: "Cell",
        ..style("Cell", "Cell", 19)
    },
    Style {
        ink: "4C5257",
        ..style("Footer", "footer", 17)
    },
    Style {
        strong: true,
        ink: "0F4D3A",
        room: (240, 80),
        ..style("ContentsTitle", "TOC Heading", 25)
    },
    Style {
        room: (0, 60),
        ..style("Contents1", "toc 1", 21)
    },
    outstanding("OutstandingSettled", "Settled", "0F4D3A"),
    outstanding("OutstandingWaits", "Waits", "8A5A00"),
    outstanding("OutstandingFailed", "Failed", "9C2F1B"),
];

/// Every style that the body names.
pub(super) fn styles(language: &str) -> Vec<u8> {
    let mut xml = Xml::document("w:styles", &[W]);
    xml.open("w:docDefaults");
    xml.open("w:rPrDefault");
    xml.open("w:rPr");
    let face = [
        ("w:ascii", "Arial"),
        ("w:hAnsi", "Arial"),
        ("w:eastAsia", "Arial"),
        ("w:cs", "Arial"),
    ];
    xml.empty("w:rFonts", &face);
    xml.empty("w:sz", &[("w:val", "21")]);
    xml.empty("w:szCs", &[("w:val", "21")]);
    xml.empty("w:lang", &[("w:val", language), ("w:eastAsia", language)]);
    xml.close("w:rPr");
    xml.close("w:rPrDefault");
    xml.empty("w:pPrDefault", &[]);
    xml.close("w:docDefaults");
    let plain = outstanding("OutstandingPlain", "Plain", "4C5257");
    for style in STYLES.iter().chain([&plain]) {
        write_style(&mut xml, style);
    }
    xml.open_with(
        "w:style",
        &[("w:type", "character"), ("w:styleId", "Hyperlink")],
    );
    xml.empty("w:name", &[("w:val", "Hyperlink")]);
    xml.open("w:rPr");
    xml.empty("w:color", &[("w:val", "0F4D3A")]);
    xml.empty("w:u", &[("w:val", "single")]);
    xml.close("w:rPr");
    xml.close("w:style");
    table_style(&mut xml);
    xml.finish("w:styles")
}

fn write_style(xml: &mut Xml, style: &Style) {
    let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", style.id)];
    if style.id == "Normal" {
        attributes.push(("w:default", "1"));
    }
    xml.open_with("w:style", &attributes);
    xml.empty("w:name", &[("w:val", style.name)]);
    if style.id != "Normal" {
        xml.empty("w:basedOn", &[("w:val", "Normal")]);
    }
    xml.empty("w:next", &[("w:val", style.next)]);
    xml.empty("w:qFormat", &[]);
    xml.open("w:pPr");
    if style.level.is_some() || style.id == "Caption" {
        xml.empty("w:keepNext", &[]);
        xml.empty("w:keepLines", &[]);
    }
    if let Some((ink, around)) = style.line {
        xml.open("w:pBdr");
        let sides: &[&str] = if around {
            &["w:top", "w:left", "w:bottom", "w:right"]
        } else {
            &["w:left"]
        };
        let weight = if around { "8" } else { "24" };
        for side in sides {
            let line = [
                ("w:val", "single"),
                ("w:sz", weight),
                ("w:space", "6"),
                ("w:color", ink),
            ];
            xml.empty(side, &line);
        }
        xml.close("w:pBdr");
    }
    if style.id == "Footer" {
        xml.open("w:tabs");
        xml.empty("w:tab", &[("w:val", "right"), ("w:pos", "9412")]);
        xml.close("w:tabs");
    }
    let room = [style.room.0, style.room.1].map(|points| points.to_string());
    let spacing = [("w:before", &*room[0]), ("w:after", &*room[1])];
    xml.empty("w:spacing", &spacing);
    if style.line.is_some() {
        xml.empty("w:ind", &[("w:left", "170"), ("w:right", "170")]);
    }
    if let Some(level) = style.level {
        xml.empty("w:outlineLvl", &[("w:val", &level.to_string())]);
    }
    xml.close("w:pPr");
    xml.open("w:rPr");
    if style.strong {
        xml.empty("w:b", &[]);
    }
    xml.empty("w:color", &[("w:val", style.ink)]);
    let size = style.size.to_string();
    xml.empty("w:sz", &[("w:val", &size)]);
    xml.empty("w:szCs", &[("w:val", &size)]);
    xml.close("w:rPr");
    xml.close("w:style");
}

fn table_style(xml: &mut Xml) {
    xml.open_with(
        "w:style",
        &[("w:type", "table"), ("w:styleId", "FolkmootTable")],
    );
    xml.empty("w:name", &[("w:val", "Folkmoot Table")]);
    xml.open("w:tblPr");
    xml.open("w:tblBorders");
    let lines = [
        ("w:top", "8", "0F4D3A"),
        ("w:bottom", "4", "C9CDC8"),
        ("w:insideH", "4", "C9CDC8"),
    ];
    for (side, weight, ink) in lines {
        let line = [
            ("w:val", "single"),
            ("w:sz", weight),
            ("w:space", "0"),
            ("w:color", ink),
        ];
        xml.empty(side, &line);
    }
    xml.close("w:tblBorders");
    xml.open("w:tblCellMar");
    for side in ["w:left", "w:right"] {
        xml.empty(side, &[("w:w", "80"), ("w:type", "dxa")]);
    }
    xml.close("w:tblCellMar");
    xml.close("w:tblPr");
    xml.open_with("w:tblStylePr", &[("w:type", "firstRow")]);
    xml.open("w:tcPr");
    let shade = [
        ("w:val", "clear"),
        ("w:color", "auto"),
        ("w:fill", "F4F3EF"),
    ];
    xml.empty("w:shd", &shade);
    xml.close("w:tcPr");
    xml.close("w:tblStylePr");
    xml.close("w:style");
}
