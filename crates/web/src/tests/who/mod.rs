//! Who is let in where, and what they come to read there: every address of the list of doors, asked as
//! every kind of person. A new address is asked by itself; what its parameters stand for is said in
//! [`world`].

mod crawl;
mod hidden;
mod hosts;
mod kinds;
mod table;
mod world;

use std::{fs, path::Path};

/// Holds a text against the file of that name in the crate's folder of tests. With `FOLKMOOT_UPDATE=1`
/// the file is written anew instead, and the change is there to be reviewed.
#[track_caller]
fn same_as(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(file);
    if std::env::var_os("FOLKMOOT_UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
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
