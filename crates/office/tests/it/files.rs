//! Files: kept once under their hash, and handed over as they were.

use office::{FILE_LIMIT, Fault, File, Office};

use crate::contract::Sentence;

pub const SENTENCES: &[Sentence] = &[
    (
        "a file is handed over byte for byte, and kept once",
        kept_once,
    ),
    ("a file must be what its hash says", wrong_hash),
    ("a file is at most twenty mebibytes", limit),
    ("a removed file is gone", removed),
];

/// SHA-256 of "abc", from FIPS 180.
const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
/// SHA-256 of nothing.
const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn kept_once(office: &dyn Office) -> Result<(), Fault> {
    office.keep_file(ABC, "text/plain", "abc.txt", b"abc", 50)?;
    office.keep_file(ABC, "application/pdf", "other.pdf", b"abc", 60)?;
    office.keep_file(EMPTY, "text/plain", "empty.txt", b"", 70)?;
    let file = File {
        hash: ABC.into(),
        media_type: "text/plain".into(),
        name: "abc.txt".into(),
        kept: 50,
        bytes: b"abc".into(),
    };
    assert_eq!(office.file(ABC)?, Some(file));
    assert_eq!(office.file(EMPTY)?.unwrap().bytes, b"");
    assert!(office.has_file(ABC)? && !office.has_file("other")?);
    assert_eq!(office.file("other")?, None);
    Ok(())
}

fn wrong_hash(office: &dyn Office) -> Result<(), Fault> {
    for hash in [EMPTY, "", &ABC.to_uppercase()] {
        let refused = office.keep_file(hash, "text/plain", "abc.txt", b"abc", 50);
        assert!(matches!(refused, Err(Fault::WrongHash { .. })), "{hash}");
    }
    assert!(!office.has_file(EMPTY)?);
    Ok(())
}

fn limit(office: &dyn Office) -> Result<(), Fault> {
    use sha2::Digest;
    let bytes = vec![0xa5; FILE_LIMIT + 1];
    let hash = |bytes: &[u8]| {
        sha2::Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    let keep = |bytes: &[u8]| office.keep_file(&hash(bytes), "video/mp4", "long.mp4", bytes, 50);
    assert!(matches!(
        keep(&bytes),
        Err(Fault::TooLarge { what: "file", .. })
    ));
    keep(&bytes[1..])?;
    assert!(office.file(&hash(&bytes[1..]))?.unwrap().bytes == bytes[1..]);
    Ok(())
}

fn removed(office: &dyn Office) -> Result<(), Fault> {
    office.keep_file(ABC, "text/plain", "abc.txt", b"abc", 50)?;
    assert!(office.remove_file(ABC)?);
    assert_eq!(office.file(ABC)?, None);
    assert!(!office.remove_file(ABC)?);
    Ok(())
}
