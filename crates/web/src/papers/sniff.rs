//! What a file really is, by its first bytes and not by what it calls itself.
//!
//! Six kinds are taken. A page of HTML, a drawing (SVG) or a document with macros is not, whatever
//! its name: a browser or an office program might run what is in it.

/// A kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Its media type.
    pub(crate) media_type: &'static str,
    /// How its name ends.
    pub(crate) ending: &'static str,
}

const fn kind(media_type: &'static str, ending: &'static str) -> Kind {
    Kind { media_type, ending }
}

const PDF: Kind = kind("application/pdf", "pdf");
const PNG: Kind = kind("image/png", "png");
const JPEG: Kind = kind("image/jpeg", "jpg");
const TEXT: Kind = kind("text/plain; charset=utf-8", "txt");
const MARKDOWN: Kind = kind("text/markdown; charset=utf-8", "md");
const WORD: Kind = kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docx",
);
const EXCEL: Kind = kind(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsx",
);
const WRITER: Kind = kind("application/vnd.oasis.opendocument.text", "odt");

/// The kind of a file, from its bytes and the name it came with; none when it is not taken.
pub(crate) fn sniff(bytes: &[u8], name: &str) -> Option<Kind> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(PDF),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(PNG),
        [0xff, 0xd8, 0xff, ..] => Some(JPEG),
        [b'P', b'K', 3, 4, ..] => office_document(bytes),
        _ => text(bytes, name),
    }
}

/// The kind by which a file that was kept is sent. Anything unheard of is sent as bare bytes.
pub(crate) fn kept_as(media_type: &str) -> Kind {
    let known = [PDF, PNG, JPEG, TEXT, MARKDOWN, WORD, EXCEL, WRITER];
    let known = known.into_iter().find(|kind| kind.media_type == media_type);
    known.unwrap_or(kind("application/octet-stream", "bin"))
}

/// Word, Excel and OpenDocument files are zip archives; the names of what is in them tell which.
fn office_document(bytes: &[u8]) -> Option<Kind> {
    let has = |name: &str| {
        let name = name.as_bytes();
        bytes.windows(name.len()).any(|window| window == name)
    };
    if has("vbaProject.bin") || has("Basic/script-lc.xml") {
        return None;
    }
    // An OpenDocument begins with its own type, uncompressed.
    let begins = bytes.get(30..).unwrap_or_default();
    let odt = b"mimetypeapplication/vnd.oasis.opendocument.text";
    if begins.starts_with(odt)
        && begins
            .get(odt.len()..)
            .is_some_and(|rest| rest.starts_with(b"PK"))
    {
        return Some(WRITER);
    }
    if !has("[Content_Types].xml") {
        return None;
    }
    match (has("word/document.xml"), has("xl/workbook.xml")) {
        (true, false) => Some(WORD),
        (false, true) => Some(EXCEL),
        _ => None,
    }
}

/// Plain text is UTF-8 without control characters, and not the beginning of a page or a drawing.
fn text(bytes: &[u8], name: &str) -> Option<Kind> {
    let text = std::str::from_utf8(bytes).ok()?;
    let odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t' | '\u{c}');
    if text.trim().is_empty() || text.contains(odd) {
        return None;
    }
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    let begins: String = begins.chars().take(200).collect::<String>().to_lowercase();
    let markup = [
        "<!", "<?", "<html", "<head", "<body", "<svg", "<script", "<iframe",
    ];
    if markup.iter().any(|markup| begins.starts_with(markup)) {
        return None;
    }
    match name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
        .as_deref()
    {
        Some("md" | "markdown") => Some(MARKDOWN),
        None | Some("txt" | "text") => Some(TEXT),
        // A text that calls itself a page, a table or a program is not taken as a text either.
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands in a zip archive, as far as sniffing looks.
    fn zip(names: &[&str]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04 and twenty-six bytes more ".to_vec();
        bytes.truncate(30);
        bytes.extend(names.join("PK").bytes());
        bytes
    }

    #[test]
    fn files_are_what_their_bytes_say() {
        let docx = zip(&["[Content_Types].xml", "word/document.xml"]);
        let docm = zip(&[
            "[Content_Types].xml",
            "word/document.xml",
            "word/vbaProject.bin",
        ]);
        let xlsx = zip(&["[Content_Types].xml", "xl/workbook.xml"]);
        let both = zip(&[
            "[Content_Types].xml",
            "xl/workbook.xml",
            "word/document.xml",
        ]);
        let odt = zip(&[
            "mimetypeapplication/vnd.oasis.opendocument.text",
            "content.xml",
        ]);
        let ods = zip(&[
            "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
            "content.xml",
        ]);
        let table: &[(&[u8], &str, Option<Kind>)] = &[
            (b"%PDF-1.7\n", "report.pdf", Some(PDF)),
            (b"%PDF-1.7\n", "report.html", Some(PDF)),
            (b" %PDF-1.7\n", "report.pdf", None),
            (b"\x89PNG\r\n\x1a\n....", "map.png", Some(PNG)),
            (b"\xff\xd8\xff\xe0....", "photo.jpeg", Some(JPEG)),
            (&docx, "paper.docx", Some(WORD)),
            (&docm, "paper.docx", None),
            (&xlsx, "sums.xlsx", Some(EXCEL)),
            (&both, "sums.xlsx", None),
            (&odt, "paper.odt", Some(WRITER)),
            (&ods, "paper.odt", None),
            (&zip(&["setup.exe"]), "paper.docx", None),
            ("Flood plan, é".as_bytes(), "plan.txt", Some(TEXT)),
            (b"Flood plan", "plan", Some(TEXT)),
            (b"# Flood plan", "plan.md", Some(MARKDOWN)),
            (b"# Flood plan", "plan.html", None),
            (b"a,b\n=1+1,2", "plan.csv", None),
            (b"<!DOCTYPE html><p>", "plan.txt", None),
            (b"\xef\xbb\xbf \n<ScRiPt>", "plan.md", None),
            (
                b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                "map.svg",
                None,
            ),
            (b"<?xml version='1.0'?><svg/>", "map.txt", None),
            (b"MZ\x90\0", "run.txt", None),
            (b"\xff\xfeF\0", "utf16.txt", None),
            (b"", "empty.txt", None),
            (b"GIF89a", "moving.gif", None),
        ];
        for (bytes, name, expected) in table {
            assert_eq!(
                sniff(bytes, name),
                *expected,
                "{name}: {:?}",
                bytes.escape_ascii().to_string()
            );
        }
    }
}
