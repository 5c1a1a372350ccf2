//! Exports, and the second verifier that comes with them.

use std::fs;
use std::path::Path;
use std::process::Command;

use journal::{
    Checkpoint, CheckpointFault, ExportFault, Head, Journal, NewLine, Signer, SqliteBook, Verdict,
    export, jsonl, verify,
};

use crate::book::{BOOK, all, insist, note, redaction, saying, sealing};

const ARRANGEMENTS: &str = r#"
[[body]]
id = "board"
vote = { unit = "partner", carries = "3/4", of = "present", tie = "further-report" }
quorum = { share = "1/2", of = "members" }
seat = [
  { id = "council", partner = "council", count = 2 },
  { id = "health", partner = "health" },
  { id = "police", partner = "police" },
  { id = "voluntary", partner = "voluntary" },
  { id = "chair", votes = true },
  { id = "mayor" },
  { id = "adviser", partner = "university", capacity = "adviser" },
  { id = "later", partner = "fire", starts = 2008-01-01 },
]
"#;

/// A meeting with one vote, as entries: three for, one against, one silent, one partner away.
fn a_meeting() -> Vec<String> {
    let text = serde_json::to_string(ARRANGEMENTS).unwrap();
    let mut entries = vec![format!(
        r#"{{"module":"structure","kind":"arrangements-adopted","from":"2007-01-01","text":{text}}}"#
    )];
    let seats = [
        "council-1",
        "council-2",
        "health",
        "police",
        "voluntary",
        "chair",
        "adviser",
        "later",
    ];
    for seat in seats {
        entries.push(format!(
            r#"{{"module":"structure","kind":"appointed","seat":"board.{seat}","person":"{seat}","from":"2007-01-01"}}"#
        ));
    }
    entries.push(
        r#"{"module":"meetings","kind":"meeting-called","meeting":"m","body":"board","date":"2007-04-18","starts":"14:00:00","place":"Hall","agenda":[]}"#
            .to_owned(),
    );
    for seat in [
        "council-1",
        "council-2",
        "health",
        "police",
        "voluntary",
        "chair",
        "adviser",
    ] {
        entries.push(format!(
            r#"{{"module":"meetings","kind":"arrival-recorded","meeting":"m","seat":"board.{seat}","person":"{seat}","substitute":false,"at":"14:00:00"}}"#
        ));
    }
    entries.push(r#"{"module":"decisions","kind":"motion-moved","decision":"d","meeting":"m","item":1,"mover":"board.health","text":"x"}"#.to_owned());
    entries.push(r#"{"module":"decisions","kind":"put-to-vote","decision":"d"}"#.to_owned());
    let votes = [
        ("council-1", "partner", "council", "against"),
        ("health", "partner", "health", "for"),
        ("chair", "seat", "board.chair", "for"),
        ("police", "partner", "police", "against"),
        // The council's other member changes its vote: the last one counts.
        ("council-2", "partner", "council", "for"),
    ];
    for (seat, kind, voter, vote) in votes {
        entries.push(format!(
            r#"{{"module":"decisions","kind":"vote-cast","decision":"d","seat":"board.{seat}","voter":{{"{kind}":"{voter}"}},"vote":"{vote}"}}"#
        ));
    }
    // The police leave: their vote stays. The voluntary sector says nothing.
    entries.push(r#"{"module":"meetings","kind":"departure-recorded","meeting":"m","seat":"board.police","at":"15:00:00"}"#.to_owned());
    entries.push(
        r#"{"module":"decisions","kind":"vote-closed","decision":"d","tally":{"for":3,"against":1,"abstained":0,"silent":1,"base":5,"needed":4},"quorum":{"present":5,"of":6,"needed":3},"outcome":"not-carried"}"#
            .to_owned(),
    );
    entries
}

fn signer() -> Signer {
    Signer::new("folkmoot.example", &[7; 32]).unwrap()
}

/// An export of a book that holds these entries and a redacted text.
pub fn exported(folder: &Path, entries: &[String]) -> Head {
    let journal = SqliteBook::open(folder.join("book.db")).unwrap();
    let lines: Vec<NewLine> = entries.iter().map(|entry| saying(entry)).collect();
    journal.append(BOOK, &Head::EMPTY, &lines, &[]).unwrap();
    let head = insist(&journal, BOOK, &sealing(&["kept é漢\u{2028}", "taken out"]));
    let head = journal
        .redact(BOOK, &head, &redaction((head.line, 1)), (head.line, 1))
        .unwrap();
    let note = Checkpoint::of(BOOK, &head).sign(&signer());
    // The book may have grown since the checkpoint was signed.
    let head = insist(&journal, BOOK, &sealing(&[""]));
    let done = export(
        &journal,
        BOOK,
        &folder.join("export"),
        &note,
        &signer().public(),
    )
    .unwrap();
    assert_eq!(
        (done.report.verdict, done.report.head),
        (Verdict::Redacted(1), head)
    );
    head
}

/// What verify.py prints, and its exit code.
pub fn python(folder: &Path, more: &[&str]) -> (i32, String) {
    let run = Command::new("python3")
        .arg(folder.join("verify.py"))
        .args(more)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("python3 is needed to test verify.py: install Python 3.11 or later");
    let said =
        String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(!said.contains("Traceback"), "{said}");
    (run.status.code().unwrap(), said)
}

#[test]
fn an_export_can_be_checked_with_python_alone() {
    let folder = tempfile::tempdir().unwrap();
    let head = exported(folder.path(), &a_meeting());
    let export = folder.path().join("export");
    let (code, said) = python(&export, &[]);
    let expected = format!(
        "VALID WITH 1 REDACTION: {} lines, the last is {}",
        head.line, head.hash
    );
    assert!(said.starts_with(&expected), "{said}");
    assert!(
        said.contains("3 counts of votes and quorums taken again"),
        "{said}"
    );
    assert!(
        said.contains("NOTE: the key came with the export"),
        "{said}"
    );
    assert_eq!(code, 0);
    let key = signer().public().to_string();
    let kept = export.join("checkpoint.txt");
    let (code, said) = python(
        &export,
        &["--key", &key, "--checkpoint", kept.to_str().unwrap()],
    );
    assert_eq!((code, said.contains("NOTE")), (0, false), "{said}");
    let other = Signer::new("folkmoot.example", &[8; 32])
        .unwrap()
        .public()
        .to_string();
    assert_eq!(python(&export, &["--key", &other]).0, 1);
    assert_eq!(python(&export, &["--key", "nonsense"]).0, 2);
    assert_eq!(python(&export, &["/nowhere"]).0, 2);
    for file in ["README.txt", "key.txt", "checkpoint.txt", "book.jsonl"] {
        assert!(export.join(file).is_file(), "{file}");
    }
}

#[test]
fn an_export_reads_back_as_the_book_it_was() {
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path(), &a_meeting());
    let book = fs::read(folder.path().join("export/book.jsonl")).unwrap();
    let lines: Vec<_> = jsonl::read(book.as_slice())
        .map(|line| line.unwrap().1)
        .collect();
    let journal = SqliteBook::open(folder.path().join("book.db")).unwrap();
    assert_eq!(lines, all(&journal, BOOK));
    assert!(verify(BOOK, lines.into_iter().map(Ok), None).is_sound());
    for wrong in ["{}\n", "nonsense\n", "\u{0}\n"] {
        assert!(jsonl::read(wrong.as_bytes()).next().unwrap().is_err());
    }
}

#[test]
fn an_export_is_refused_where_it_would_mislead() {
    let folder = tempfile::tempdir().unwrap();
    let journal = SqliteBook::open(folder.path().join("book.db")).unwrap();
    let head = insist(&journal, BOOK, &note(1));
    let (dir, key) = (folder.path().join("export"), signer().public());
    let ahead = Checkpoint {
        line: 2,
        ..Checkpoint::of(BOOK, &head)
    }
    .sign(&signer());
    let refused = export(&journal, BOOK, &dir, &ahead, &key).unwrap_err();
    assert!(matches!(refused, ExportFault::Broken(_)), "{refused}");
    assert_eq!(
        fs::read_dir(&dir).unwrap().count(),
        0,
        "nothing is left behind"
    );
    let other = Signer::new("other.example", &[8; 32]).unwrap();
    let foreign = Checkpoint::of(BOOK, &head).sign(&other);
    let refused = export(&journal, BOOK, &dir, &foreign, &key).unwrap_err();
    assert!(matches!(
        refused,
        ExportFault::Checkpoint(CheckpointFault::Unsigned { .. })
    ));
    fs::write(dir.join("mine.txt"), "mine").unwrap();
    let good = Checkpoint::of(BOOK, &head).sign(&signer());
    let refused = export(&journal, BOOK, &dir, &good, &key).unwrap_err();
    assert!(matches!(refused, ExportFault::NotEmpty(_)), "{refused}");
    assert!(!refused.help().is_empty());
}

/// Changes the text of the export, then asks both verifiers what line is wrong.
#[test]
fn both_verifiers_find_the_same_fault() {
    type Change = fn(&mut Vec<String>);
    let table: &[(&str, &str, Change)] = &[
        ("an entry", "BROKEN at line 3", |rows| {
            rows[2] = rows[2].replace("2007-01-01", "2007-01-02")
        }),
        ("a time", "BROKEN at line 3", |rows| {
            rows[2] = rows[2].replace("2007-04-18T14", "2007-04-18T15")
        }),
        ("an author", "BROKEN at line 3", |rows| {
            rows[2] = rows[2].replace("person:00", "person:11")
        }),
        ("a line removed", "BROKEN at line 5", |rows| {
            drop(rows.remove(4))
        }),
        ("a line doubled", "BROKEN at line 6", |rows| {
            rows.insert(5, rows[4].clone())
        }),
        ("two lines swapped", "BROKEN at line 5", |rows| {
            rows.swap(4, 5)
        }),
        (
            "the end lost",
            "the checkpoint was signed at line",
            |rows| rows.truncate(20),
        ),
        ("all lost", "BROKEN at line 1", Vec::clear),
        ("a text", "text 0 is not the one", |rows| {
            let last = rows.len() - 1;
            rows[last] = rows[last].replace("\"text\":\"\"", "\"text\":\"new\"");
        }),
        ("a text gone", "no later line redacts it", |rows| {
            let last = rows.len() - 1;
            let start = rows[last].find("[{\"salt\"").unwrap();
            let end = rows[last].rfind("}]").unwrap();
            rows[last].replace_range(start..end + 2, "[null]");
        }),
        ("another book", "BROKEN at line 4", |rows| {
            rows[3] = rows[3].replace(BOOK, "elsewhere")
        }),
    ];
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path(), &a_meeting());
    let export = folder.path().join("export");
    let sound = fs::read_to_string(export.join("book.jsonl")).unwrap();
    let note = fs::read_to_string(export.join("checkpoint.txt")).unwrap();
    let checkpoint = Checkpoint::open(&note, &signer().public()).unwrap();
    for (what, expected, change) in table {
        let mut rows: Vec<String> = sound.lines().map(|row| format!("{row}\n")).collect();
        change(&mut rows);
        let changed = rows.concat();
        assert_ne!(changed, sound, "{what}");
        fs::write(export.join("book.jsonl"), &changed).unwrap();
        let (code, said) = python(&export, &[]);
        assert!(
            said.starts_with("BROKEN") && said.contains(expected),
            "{what}: {said}"
        );
        assert_eq!(code, 1, "{what}");
        let lines = jsonl::read(changed.as_bytes()).map(|line| {
            line.and_then(|(partnership, line)| {
                if partnership == BOOK {
                    Ok(line)
                } else {
                    Err(journal::Fault::Corrupt {
                        line: line.number,
                        what: partnership,
                    })
                }
            })
        });
        let report = verify(BOOK, lines, Some(&checkpoint)).to_string();
        let place = |said: &str| said.split(':').next().unwrap_or_default().to_owned();
        assert_eq!(place(&report), place(&said), "{what}: {report}; {said}");
    }
    // Cut in the middle of a line, and no text at all.
    for bytes in [&sound.as_bytes()[..sound.len() - 40], b"\xff\xfe\n"] {
        fs::write(export.join("book.jsonl"), bytes).unwrap();
        assert_eq!(python(&export, &[]).0, 1);
    }
}

/// The chain of these books is sound; what they say was counted is not.
#[test]
fn a_count_that_does_not_add_up_is_found() {
    let table = [
        ("one more for", "\"for\":3", "\"for\":4"),
        ("nobody silent", "\"silent\":1", "\"silent\":0"),
        ("a lower bar", "\"needed\":4}", "\"needed\":3}"),
        ("another outcome", "not-carried", "carried"),
        ("more present", "\"present\":5", "\"present\":6"),
        (
            "a vote that is another's",
            "\"voter\":{\"partner\":\"health\"}",
            "\"voter\":{\"partner\":\"police\"}",
        ),
        (
            "a vote by an adviser",
            "\"seat\":\"board.health\",\"voter\"",
            "\"seat\":\"board.adviser\",\"voter\"",
        ),
        (
            "a vote from outside",
            "\"seat\":\"board.health\",\"voter\"",
            "\"seat\":\"board.later\",\"voter\"",
        ),
        (
            "a vote on nothing",
            "\"vote-cast\",\"decision\":\"d\"",
            "\"vote-cast\",\"decision\":\"e\"",
        ),
        (
            "no vote at all",
            "\"vote\":\"against\"",
            "\"vote\":\"perhaps\"",
        ),
        ("arrangements that are none", "[[body]]", "[[body"),
    ];
    for (what, from, to) in table {
        let entries: Vec<String> = a_meeting()
            .iter()
            .map(|entry| entry.replace(from, to))
            .collect();
        assert_ne!(entries, a_meeting(), "{what}");
        let folder = tempfile::tempdir().unwrap();
        exported(folder.path(), &entries);
        let (code, said) = python(&folder.path().join("export"), &[]);
        assert!(said.starts_with("BROKEN at line"), "{what}: {said}");
        assert_eq!(code, 1, "{what}");
    }
    // After the vote was closed, no vote is cast.
    let mut late = a_meeting();
    let vote = late
        .iter()
        .find(|entry| entry.contains("vote-cast"))
        .unwrap()
        .clone();
    late.push(vote);
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path(), &late);
    let (code, said) = python(&folder.path().join("export"), &[]);
    assert!(
        said.contains("a vote was cast when none was being taken"),
        "{said}"
    );
    assert_eq!(code, 1);
}

/// Whoever withdraws for an interest is out of the room, and what they voted under that item falls.
#[test]
fn a_withdrawal_is_followed() {
    let withdrew = r#"{"module":"meetings","kind":"withdrew","meeting":"m","seat":"board.health","item":1,"at":"15:00:00"}"#;
    let back = r#"{"module":"meetings","kind":"returned-to-room","meeting":"m","seat":"board.health","at":"15:05:00"}"#;
    let counted = |entry: &String, from: &str, to: &str| entry.replace(from, to);
    let out = |entry: &String| {
        let tally = counted(entry, "\"for\":3", "\"for\":2");
        let tally = counted(&tally, "\"base\":5,\"needed\":4", "\"base\":4,\"needed\":3");
        counted(&tally, "\"present\":5", "\"present\":4")
    };
    // Back in the room they count again, and have not voted.
    let again = |entry: &String| {
        let tally = counted(entry, "\"for\":3", "\"for\":2");
        counted(&tally, "\"silent\":1", "\"silent\":2")
    };
    let told = |between: &[&str], last: &dyn Fn(&String) -> String| {
        let mut entries = a_meeting();
        let close = entries.pop().unwrap();
        entries.extend(between.iter().map(|entry| (*entry).to_owned()));
        entries.push(last(&close));
        let folder = tempfile::tempdir().unwrap();
        exported(folder.path(), &entries);
        python(&folder.path().join("export"), &[])
    };
    for (between, last) in [
        (vec![withdrew], &out as &dyn Fn(&String) -> String),
        (vec![withdrew, back], &again),
    ] {
        let (code, said) = told(&between, last);
        assert!(said.starts_with("VALID"), "{between:?}: {said}");
        assert_eq!(code, 0);
        let (_, said) = told(&between, &Clone::clone);
        assert!(said.starts_with("BROKEN at line"), "{between:?}: {said}");
    }
    let (_, said) = told(&[back], &Clone::clone);
    assert!(said.contains("which had not withdrawn"), "{said}");
}

/// The book that `docs/record-format.md` works through: four lines, one text taken out.
#[test]
fn the_book_in_the_documents_is_what_the_documents_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/example-book");
    let run = Command::new("python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/verify.py"))
        .arg(folder)
        .output()
        .expect("python3 is needed to test verify.py: install Python 3.11 or later");
    let said = String::from_utf8_lossy(&run.stdout);
    assert!(said.contains("VALID WITH 1 REDACTION: 4 lines"), "{said}");
    assert!(run.status.success());
}
