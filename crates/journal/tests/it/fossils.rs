//! Lines of every release, which every later release must still find sound.
//!
//! `fossils/` holds one book for each release, as [`journal::jsonl`] writes it. A file there is
//! never changed. Before the first release there is none, and only then may it be empty.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use journal::{jsonl, verify};

#[test]
fn books_of_every_release_still_hold() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fossils");
    let mut found = 0;
    for file in std::fs::read_dir(&folder).into_iter().flatten() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "jsonl") {
            holds(&path);
            found += 1;
        }
    }
    if found == 0 {
        assert_eq!(
            env!("CARGO_PKG_VERSION"),
            "0.1.0",
            "there is no book in {}: every release leaves one behind",
            folder.display()
        );
        println!("No release has left a book in {} yet.", folder.display());
    }
}

fn holds(path: &Path) {
    let mut file = File::open(path).unwrap();
    let lines: Result<Vec<_>, _> = jsonl::read(BufReader::new(&file)).collect();
    let lines = lines.unwrap_or_else(|fault| panic!("{}: {fault}", path.display()));
    assert!(!lines.is_empty(), "{} is empty", path.display());
    let partnership = lines[0].0.clone();
    let report = verify(
        &partnership,
        lines.iter().map(|(_, line)| Ok(line.clone())),
        None,
    );
    assert!(report.is_sound(), "{}: {report}", path.display());
    // The form of the file is kept too, byte for byte.
    let mut again = Vec::new();
    for (partnership, line) in &lines {
        jsonl::write(&mut again, partnership, line).unwrap();
    }
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    assert!(
        bytes == again,
        "{} would be written differently today",
        path.display()
    );
}
