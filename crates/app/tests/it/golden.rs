//! Texts that people rely on, kept beside the tests and compared.

use std::{fs, path::Path};

/// Holds a text against the file of that name in this folder's parent. With `FOLKMOOT_UPDATE=1` the
/// file is written anew instead, and the change is there to be reviewed.
#[track_caller]
pub fn same_as(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(file);
    if std::env::var_os("FOLKMOOT_UPDATE").is_some() {
        fs::write(&path, text).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let first = kept.lines().zip(text.lines()).find(|(was, is)| was != is);
    assert!(
        kept == text,
        "{} is not what it was. The first line that differs, as kept and as it is now: {first:#?}\n\
         If the change is meant, run the test again with FOLKMOOT_UPDATE=1 and review the file.",
        path.display()
    );
}
