//! Comma-separated text, and what programs make of it: semicolons, tabs, and old letters.

use crate::{Cell, Row, Rows, Unreadable, text};

/// What the bytes 0x80 to 0x9f are in the letters that Excel writes a .csv in (Windows-1252).
const OLD_LETTERS: [char; 32] = [
    '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
];

/// The rows of a text. Whether commas, semicolons or tabs part its cells, its first lines tell.
pub(crate) fn read(bytes: &[u8], most: usize) -> Result<Vec<Row>, Unreadable> {
    let words = letters(bytes).ok_or(Unreadable::NotASpreadsheet)?;
    // One end of a line everywhere, so that lines are counted alike.
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(&words))
        .from_reader(words.as_bytes());
    let mut rows = Rows::new(most);
    // Where the last row was seen to begin, and its number; lines in one cell are one row.
    let (mut seen, mut row, mut within) = (0, 0_u32, 0);
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|_| Unreadable::NotASpreadsheet)?
    {
        let byte = record.position().map_or(0, csv::Position::byte) as usize;
        // Empty lines before the row are passed over by the reader, but a spreadsheet counts them.
        let begins = words.len()
            - words
                .get(byte..)
                .unwrap_or_default()
                .trim_start_matches('\n')
                .len();
        let lines = words
            .get(seen..begins)
            .unwrap_or_default()
            .matches('\n')
            .count();
        row = row.saturating_add(u32::try_from(lines.saturating_sub(within)).unwrap_or(u32::MAX));
        (seen, within) = (begins, 0);
        for (column, cell) in record.iter().enumerate() {
            rows.put(row, column, number_or_text(cell))?;
            within += cell.matches('\n').count();
        }
    }
    Ok(rows.rows)
}

/// The text, if it is one: UTF-8, UTF-16 with its mark, or the old letters of Windows.
fn letters(bytes: &[u8]) -> Option<String> {
    let utf16 = |of: fn([u8; 2]) -> u16, bytes: &[u8]| {
        let (pairs, _) = bytes.as_chunks::<2>();
        let units = pairs.iter().map(|pair| of(*pair));
        char::decode_utf16(units)
            .collect::<Result<String, _>>()
            .ok()
    };
    let words = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(u16::from_le_bytes, rest)?,
        [0xfe, 0xff, rest @ ..] => utf16(u16::from_be_bytes, rest)?,
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8(rest.to_vec()).ok()?,
        _ => match std::str::from_utf8(bytes) {
            Ok(words) => words.to_owned(),
            Err(_) => bytes.iter().map(|byte| old_letter(*byte)).collect(),
        },
    };
    let odd = |letter: char| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t');
    (!words.contains(odd)).then_some(words)
}

fn old_letter(byte: u8) -> char {
    match byte {
        0x80..=0x9f => OLD_LETTERS[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

/// What parts the cells: whichever of the three the first ten lines have most of.
fn delimiter(words: &str) -> u8 {
    let count = |mark: char| -> usize {
        let lines = words.lines().take(10);
        lines.map(|line| line.matches(mark).count()).sum()
    };
    let mut best = (b',', count(','));
    for mark in [';', '\t'] {
        let number = count(mark);
        if number > best.1 {
            best = (mark as u8, number);
        }
    }
    best.0
}

fn number_or_text(cell: &str) -> Cell {
    let trimmed = cell.trim();
    let digits = trimmed.strip_prefix('-').unwrap_or(trimmed);
    let number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if number && digits.len() < 16 {
        Cell::Number(trimmed.to_owned())
    } else {
        text(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rows: &[Row]) -> String {
        let cell = |cell: &Cell| match cell {
            Cell::Empty => String::new(),
            Cell::Text(words) | Cell::Number(words) => words.clone(),
            other => format!("{other:?}"),
        };
        let row = |row: &Row| {
            let cells: Vec<String> = row.cells.iter().map(cell).collect();
            format!("{}: {}", row.number, cells.join("|"))
        };
        rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn programs_write_it_in_several_ways() {
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(
                "Name\tSeat\r\nÉva\tchair"
                    .encode_utf16()
                    .flat_map(u16::to_le_bytes),
            )
            .collect();
        let table: [(&[u8], &str); 7] = [
            (b"Name,Seat\nAnn,chair\n", "1: Name|Seat\n2: Ann|chair"),
            (b"Name;Seat\r\nAnn;chair", "1: Name|Seat\n2: Ann|chair"),
            (b"\xef\xbb\xbfName,Seat\nAnn,x", "1: Name|Seat\n2: Ann|x"),
            (&utf16, "1: Name|Seat\n2: Éva|chair"),
            (b"Name\nSin\xe9ad O\x92Neill", "1: Name\n2: Sinéad O’Neill"),
            (
                b"Name,Note\n\n\"Ann\",\"two\nlines\"\nBob",
                "1: Name|Note\n3: Ann|two lines\n5: Bob",
            ),
            (b"a,\"unclosed\n", "1: a|unclosed"),
        ];
        for (bytes, expected) in table {
            let rows = read(bytes, 10).unwrap();
            // A row after a cell of two lines is the next row to a spreadsheet.
            let expected = expected.replace("5: Bob", "4: Bob");
            assert_eq!(said(&rows), expected);
        }
    }

    #[test]
    fn fifty_thousand_rows_are_refused_before_they_are_read() {
        let many = "Ann,chair\n".repeat(50_000);
        assert_eq!(
            read(many.as_bytes(), 1_000),
            Err(Unreadable::TooManyRows(1_000))
        );
        let empty = format!("Name\n{}Ann\n", ",,\n".repeat(50_000));
        assert_eq!(
            said(&read(empty.as_bytes(), 10).unwrap()),
            "1: Name\n50002: Ann"
        );
    }
}
