//! What is in a zip archive, and whether it unpacks to more than anyone wants.

use std::io::{self, Cursor, Read};

use zip::{ZipArchive, result::ZipError};

use crate::Unreadable;

/// The most that an archive may unpack to: 96 MB. A thousand rows take a tenth of one.
const MOST_BYTES: u64 = 96 * 1024 * 1024;
/// The most files in it.
const MOST_FILES: usize = 2_000;

/// Which program's archive it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Excel's.
    Excel,
    /// That of OpenDocument.
    OpenDocument,
}

/// Which kind of spreadsheet is in the archive. Everything is unpacked once and thrown away, because
/// what an archive says of its own size need not be true.
pub(crate) fn kind(bytes: &[u8]) -> Result<Kind, Unreadable> {
    let mut archive = open(bytes)?;
    if archive.len() > MOST_FILES {
        return Err(too_large());
    }
    let mut left = MOST_BYTES;
    let (mut excel, mut open_document) = (false, false);
    for nth in 0..archive.len() {
        let file = archive.by_index(nth).map_err(said)?;
        match file.name().map_err(said)?.as_ref() {
            "xl/workbook.xml" => excel = true,
            "content.xml" => open_document = true,
            _ => {}
        }
        let unpacked = io::copy(&mut file.take(left + 1), &mut io::sink());
        let unpacked = unpacked.map_err(|_| Unreadable::NotASpreadsheet)?;
        left = left.checked_sub(unpacked).ok_or_else(too_large)?;
    }
    match (excel, open_document) {
        (true, _) => Ok(Kind::Excel),
        (false, true) => Ok(Kind::OpenDocument),
        (false, false) => Err(Unreadable::NotASpreadsheet),
    }
}

/// One file of the archive as a text.
pub(crate) fn text(bytes: &[u8], name: &str) -> Result<String, Unreadable> {
    let mut archive = open(bytes)?;
    let file = archive.by_name(name).map_err(said)?;
    let mut text = String::new();
    file.take(MOST_BYTES)
        .read_to_string(&mut text)
        .map_err(|_| Unreadable::NotASpreadsheet)?;
    Ok(text)
}

fn open(bytes: &[u8]) -> Result<ZipArchive<Cursor<&[u8]>>, Unreadable> {
    ZipArchive::new(Cursor::new(bytes)).map_err(said)
}

fn said(error: ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unreadable::Protected,
        _ => Unreadable::NotASpreadsheet,
    }
}

fn too_large() -> Unreadable {
    Unreadable::TooLarge(MOST_BYTES / 1024 / 1024)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn archive(files: &[(&str, usize)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in files {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            let block = vec![b' '; 1024 * 1024];
            let mut left = *size;
            while left > 0 {
                let part = left.min(block.len());
                archive.write_all(&block[..part]).unwrap();
                left -= part;
            }
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn an_archive_that_unpacks_without_end_is_refused() {
        let bomb = archive(&[("xl/workbook.xml", 97 * 1024 * 1024)]);
        assert!(bomb.len() < 200_000, "it is small: {}", bomb.len());
        assert_eq!(kind(&bomb), Err(Unreadable::TooLarge(96)));
        let halves = archive(&[
            ("xl/workbook.xml", 60 * 1024 * 1024),
            ("xl/sharedStrings.xml", 60 * 1024 * 1024),
        ]);
        assert_eq!(kind(&halves), Err(Unreadable::TooLarge(96)));
    }

    #[test]
    fn what_is_in_it_tells_its_kind() {
        let table = [
            (vec![("xl/workbook.xml", 1)], Ok(Kind::Excel)),
            (vec![("content.xml", 1)], Ok(Kind::OpenDocument)),
            (
                vec![("word/document.xml", 1)],
                Err(Unreadable::NotASpreadsheet),
            ),
        ];
        for (files, expected) in table {
            assert_eq!(kind(&archive(&files)), expected, "{files:?}");
        }
    }
}
