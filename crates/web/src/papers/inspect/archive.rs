//! Word, Excel and OpenDocument files: archives of XML. Every part is unpacked once and thrown away.

use std::{
    collections::BTreeSet,
    io::{Cursor, Read},
};

use zip::ZipArchive;

use super::{Hidden, NotTaken, has};

/// The most parts.
const PARTS: usize = 5_000;
/// The most bytes that all of it unpacks to.
const UNPACKED: u64 = 100 * 1024 * 1024;
/// How many times its weight a part may unpack to, once it is larger than `SMALL`.
const TIMES: u64 = 300;
const SMALL: u64 = 4 * 1024 * 1024;
/// How deep documents may be embedded in one another.
const DEEP: u8 = 1;
/// The most bytes of an embedded document.
const EMBEDDED: u64 = 20 * 1024 * 1024;
/// What is read at a time, and what of it is looked at again with the next, so that no word is missed.
const PIECE: usize = 64 * 1024;
const OVERLAP: usize = 64;

/// Beginnings of other archives: zip, gzip, 7z, rar, xz, bzip2.
const ARCHIVES: &[&[u8]] = &[
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!\x1a\x07",
    b"\xfd7zXZ\x00",
    b"BZh",
];

/// What the parts of an archive have been found to be so far.
#[derive(Default)]
struct Found {
    hidden: BTreeSet<Hidden>,
    unpacked: u64,
}

pub(super) fn inspect(bytes: &[u8]) -> Result<Vec<Hidden>, NotTaken> {
    let mut found = Found::default();
    look(bytes, 0, &mut found)?;
    Ok(found.hidden.into_iter().collect())
}

fn look(bytes: &[u8], depth: u8, found: &mut Found) -> Result<(), NotTaken> {
    let broken = || NotTaken::Broken("document");
    // Nothing before the archive, and nothing after it.
    let ends = bytes.len().checked_sub(22).and_then(|at| bytes.get(at..));
    if !bytes.starts_with(b"PK\x03\x04")
        || !ends.is_some_and(|ends| ends.starts_with(b"PK\x05\x06"))
    {
        return Err(NotTaken::TwoInOne);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken())?;
    if archive.len() > PARTS {
        return Err(NotTaken::TooManyParts);
    }
    // Two parts of one name: one program reads the first, another the second.
    let said = ends.and_then(|ends| ends.get(10..12));
    let said = said.map(|two| usize::from(u16::from_le_bytes([two[0], two[1]])));
    if said != Some(archive.len()) {
        return Err(broken());
    }
    let mut names = BTreeSet::new();
    for nth in 0..archive.len() {
        // Looked at before it is opened, because what is locked cannot be.
        let locked = archive.by_index_raw(nth).map_err(|_| broken())?.encrypted();
        if locked {
            return Err(NotTaken::Locked);
        }
        let mut part = archive.by_index(nth).map_err(|_| broken())?;
        let name = part.name().map_err(|_| NotTaken::Escapes)?.into_owned();
        fits(&name)?;
        if !names.insert(name.to_lowercase()) {
            return Err(broken());
        }
        note(&name, &mut found.hidden)?;
        let weight = part.compressed_size();
        let embedded = unpack(&mut part, weight, &name, found)?;
        if let Some(embedded) = embedded {
            if depth >= DEEP {
                return Err(NotTaken::ArchiveInside);
            }
            found.hidden.insert(Hidden::Embedded);
            look(&embedded, depth + 1, found)?;
        }
    }
    Ok(())
}

/// Whether a part's name stays within the archive.
fn fits(name: &str) -> Result<(), NotTaken> {
    let elsewhere = name.starts_with('/')
        || name.contains(['\\', ':'])
        || name.chars().any(char::is_control)
        || name.split('/').any(|step| step == "..");
    if elsewhere {
        Err(NotTaken::Escapes)
    } else {
        Ok(())
    }
}

/// What a part's name tells.
fn note(name: &str, hidden: &mut BTreeSet<Hidden>) -> Result<(), NotTaken> {
    let name = name.to_lowercase();
    if name.ends_with("vbaproject.bin")
        || name.starts_with("basic/")
        || name.starts_with("scripts/")
    {
        return Err(NotTaken::Program("macros"));
    }
    if name.contains("/activex/") {
        return Err(NotTaken::Program("controls"));
    }
    if name.contains("/embeddings/oleobject") {
        return Err(NotTaken::Program("an embedded object"));
    }
    if name.contains("comments") && name.ends_with(".xml") {
        hidden.insert(Hidden::Comments);
    }
    Ok(())
}

/// Unpacks a part to its end and looks at what goes by. Gives it only if it is an embedded document.
fn unpack(
    part: &mut impl Read,
    weight: u64,
    name: &str,
    found: &mut Found,
) -> Result<Option<Vec<u8>>, NotTaken> {
    let (mut unpacked, mut kept) = (0u64, Vec::new());
    let mut embedded = None;
    let lower = name.to_lowercase();
    let is_document =
        lower.contains("/embeddings/") || lower.ends_with(".docx") || lower.ends_with(".xlsx");
    let is_xml = lower.ends_with(".xml") || lower.ends_with(".rels") || lower.ends_with(".rdf");
    let mut piece = vec![0; PIECE];
    loop {
        let read = part
            .read(&mut piece)
            .map_err(|_| NotTaken::Broken("document"))?;
        if read == 0 {
            break;
        }
        let fresh = piece.get(..read).unwrap_or_default();
        if unpacked == 0 && ARCHIVES.iter().any(|mark| fresh.starts_with(mark)) {
            if !is_document {
                return Err(NotTaken::ArchiveInside);
            }
            embedded = Some(Vec::new());
        }
        unpacked += read as u64;
        found.unpacked += read as u64;
        let swells = unpacked > SMALL && unpacked / weight.max(1) > TIMES;
        if found.unpacked > UNPACKED || swells || (embedded.is_some() && unpacked > EMBEDDED) {
            return Err(NotTaken::Swells);
        }
        if let Some(embedded) = &mut embedded {
            embedded.extend_from_slice(fresh);
        }
        if is_xml {
            kept.extend_from_slice(fresh);
            xml(&kept, name, &mut found.hidden)?;
            kept.drain(..kept.len().saturating_sub(OVERLAP));
        }
    }
    Ok(embedded)
}

/// What a piece of XML tells.
fn xml(piece: &[u8], name: &str, hidden: &mut BTreeSet<Hidden>) -> Result<(), NotTaken> {
    // Written in letters of two bytes each, none of these words would be seen.
    if piece.starts_with(b"\xff\xfe")
        || piece.starts_with(b"\xfe\xff")
        || piece.starts_with(b"\0<")
        || piece.starts_with(b"<\0")
    {
        return Err(NotTaken::Broken("document"));
    }
    if has(piece, b"<!DOCTYPE") || has(piece, b"<!ENTITY") {
        return Err(NotTaken::Entities);
    }
    if has(piece, b"macroEnabled") {
        return Err(NotTaken::Program("macros"));
    }
    if name.ends_with(".rels") && has(piece, b"/attachedTemplate\"") && has(piece, b"External") {
        return Err(NotTaken::Fetches);
    }
    let workbook = name == "xl/workbook.xml" || name == "content.xml";
    if workbook && (has(piece, b"state=\"hidden\"") || has(piece, b"state=\"veryHidden\"")) {
        hidden.insert(Hidden::Sheets);
    }
    if name.starts_with("word/") && (has(piece, b"<w:ins ") || has(piece, b"<w:del ")) {
        hidden.insert(Hidden::Changes);
    }
    if name == "content.xml" {
        if has(piece, b"<office:annotation") {
            hidden.insert(Hidden::Comments);
        }
        if has(piece, b"<text:tracked-changes") {
            hidden.insert(Hidden::Changes);
        }
    }
    Ok(())
}
