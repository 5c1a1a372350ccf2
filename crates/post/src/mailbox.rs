//! The folder in which letters lie when none is sent: how somebody is taken out of it again.
//!
//! A letter is theirs by its key, or because it holds their address or their name, in whatever way MIME wrote it:
//! encoded, folded or broken over lines.

use std::{fs, io, path::Path};

use base64::{
    Engine as _,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

use crate::letter::mark;

/// Lines of letters end anywhere, so their base64 need not be whole.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Whose letters go.
#[derive(Debug, Clone, Copy)]
pub struct Whose<'a> {
    /// The keys of the letters to them.
    pub keys: &'a [String],
    /// Their address.
    pub address: Option<&'a str>,
    /// Their name.
    pub name: &'a str,
}

/// Removes every letter of a folder that is to somebody or names them, those half written too. Says how many.
pub fn forget(folder: &Path, whose: Whose<'_>) -> io::Result<usize> {
    let files = match fs::read_dir(folder) {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error),
    };
    let marks: Vec<String> = whose.keys.iter().map(|key| mark(key)).collect();
    let words = [whose.address.unwrap_or_default(), whose.name];
    let words = words.map(plain).into_iter().filter(|word| !word.is_empty());
    let words: Vec<String> = words.collect();
    let mut gone = 0;
    for file in files {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let theirs = marks.iter().any(|mark| name.contains(mark.as_str()));
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            // Whoever wrote it has given it its name meanwhile, or taken it away.
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        if theirs || holds(&bytes, &words) {
            fs::remove_file(&path)?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Whether a letter holds one of these words, which are [`plain`].
fn holds(letter: &[u8], words: &[String]) -> bool {
    let raw = String::from_utf8_lossy(letter);
    let readings = [raw.to_string(), unquoted(&raw), unpacked(&raw)];
    let readings = readings.map(|reading| plain(&entities(&reading)));
    readings
        .iter()
        .any(|reading| words.iter().any(|word| reading.contains(word.as_str())))
}

/// A text as it is compared: in small letters, with one space between words.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Quoted-printable undone.
fn unquoted(text: &str) -> String {
    let text = text.replace("=\r\n", "").replace("=\n", "");
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'=');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Base64 undone, of parts and of words in headers.
fn unpacked(text: &str) -> String {
    let mut said = Vec::new();
    let mut block = String::new();
    let flush = |block: &mut String, said: &mut Vec<u8>| {
        said.extend(LENIENT.decode(block.as_bytes()).unwrap_or_default());
        block.clear();
    };
    for line in text.lines() {
        let line = line.trim();
        let packed = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte);
        if !line.is_empty() && line.bytes().all(packed) {
            block.push_str(line);
            continue;
        }
        flush(&mut block, &mut said);
        // =?utf-8?b?WsO8cmljaA==?= and its neighbour, between which the space does not count.
        for word in line.split("=?").skip(1) {
            let mut fields = word.splitn(4, '?');
            if let (Some(_), Some("b" | "B"), Some(packed)) =
                (fields.next(), fields.next(), fields.next())
            {
                said.extend(LENIENT.decode(packed.as_bytes()).unwrap_or_default());
            }
        }
    }
    flush(&mut block, &mut said);
    String::from_utf8_lossy(&said).into_owned()
}

/// The signs that HTML writes otherwise and that stand in names.
fn entities(text: &str) -> String {
    [
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&#34;", "\""),
        ("&quot;", "\""),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(text.to_owned(), |text, (written, sign)| {
        text.replace(written, sign)
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "these are tests")]

    use std::time::UNIX_EPOCH;

    use super::*;
    use crate::{Letter, Sender, Transport};

    const NAME: &str = "Zoë O'Quokka";
    const ADDRESS: &str = "Zoe.Quokka@town.example";

    fn laid(folder: &Path, key: &str, to: &str, name: Option<&str>, plain: &str) {
        let letter = Letter {
            key,
            to,
            name,
            subject: "Agenda",
            plain,
            html: "<p>Words</p>",
            headers: &[],
            date: UNIX_EPOCH,
        };
        let sender = Sender {
            name: "Moot".into(),
            address: "moot@example.org".into(),
        };
        let transport = Transport::Folder(folder.to_owned());
        transport.send(&letter, &sender).unwrap();
    }

    #[test]
    fn every_letter_that_is_to_somebody_or_names_them_goes_and_no_other() {
        let long = "ä".repeat(50);
        let nobody = "nobody@town.example";
        let table: [(&str, &str, Option<&str>, String, bool); 9] = [
            ("to them", ADDRESS, Some(NAME), "Words".into(), true),
            ("by key", "former@town.example", None, "Words".into(), true),
            ("their name alone", nobody, Some(NAME), "Words".into(), true),
            ("named", nobody, None, format!("{NAME} came."), true),
            ("broken", nobody, None, "See Zoë\nO'Quokka.".into(), true),
            (
                "long lines",
                nobody,
                None,
                format!("{long} {NAME} {long}"),
                true,
            ),
            (
                "many signs",
                nobody,
                None,
                format!("{}{NAME}", "→".repeat(400)),
                true,
            ),
            (
                "another",
                nobody,
                Some("Zoë Avon"),
                "Zoë came.".into(),
                false,
            ),
            (
                "small letters",
                nobody,
                None,
                "zoe.quokka@TOWN.example".into(),
                true,
            ),
        ];
        let folder = tempfile::tempdir().unwrap();
        for (key, to, name, plain, _) in &table {
            laid(folder.path(), key, to, *name, plain);
        }
        fs::write(folder.path().join(".begun.part"), ADDRESS).unwrap();
        let keys = ["by key".to_owned()];
        let whose = Whose {
            keys: &keys,
            address: Some(ADDRESS),
            name: NAME,
        };
        let gone = table.iter().filter(|(.., goes)| *goes).count() + 1;
        assert_eq!(forget(folder.path(), whose).unwrap(), gone);
        for (key, .., goes) in &table {
            let file = folder.path().join(format!("{}.eml", mark(key)));
            assert_eq!(file.exists(), !goes, "{key}");
        }
        assert_eq!(forget(&folder.path().join("none"), whose).unwrap(), 0);
    }
}
