//! The command line: what it prints, its exit codes, and what it refuses to touch.

use std::{
    fs,
    io::Write,
    process::{Command, Output, Stdio},
};

use crate::server::Place;

fn folkmoot(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_folkmoot"))
        .args(words)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[test]
fn every_command_helps_with_an_example() {
    let commands = [
        "demo",
        "backup",
        "restore",
        "init",
        "serve",
        "check",
        "act",
        "verify",
        "checkpoint",
        "export",
        "report",
        "import",
        "link",
        "token",
        "sample",
        "doctor",
    ];
    for command in commands {
        let help = folkmoot(&[command, "--help"]);
        assert!(
            help.status.success() && said(&help).contains("Example:"),
            "{command}: {}",
            said(&help)
        );
    }
    assert_eq!(folkmoot(&["dance"]).status.code(), Some(2));
    assert_eq!(
        folkmoot(&["verify", "--data", "/nowhere/at/all"])
            .status
            .code(),
        Some(1)
    );
}

#[test]
fn check_shows_the_line_a_caret_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("faulty.toml");
    fs::write(&file, "[partnership]\nname = \"Three Rivers\"\nabout = \"A test.\"\narea = \"Three Rivers\"\n\n[[body]]\nid = \"board\"\nname = \"Board\"\nkind = \"board\"\n\n[body.quorum]\nshare = \"1.5\"\nof = \"members\"\n").unwrap();
    let checked = folkmoot(&["check", file.to_str().unwrap()]);
    assert_eq!(checked.status.code(), Some(1));
    let text = said(&checked);
    for says in ["1.5", ":12:", "help:", "1 errors"] {
        assert!(text.contains(says), "it does not say {says:?}:\n{text}");
    }
    let json = folkmoot(&["check", "--json", file.to_str().unwrap()]);
    let findings: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(findings[0]["line"], 12);
    let right = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../arrangements/worcestershire-2007.toml"
    );
    assert!(folkmoot(&["check", right]).status.success());
}

#[test]
fn acts_come_from_standard_input_and_stop_at_the_first_refusal() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    place.begin();
    let call = r#"{"act":"meetings.call","body":"board","date":"2030-04-17","starts":"10:30","place":"Hall","agenda":[{"title":"One"}]}"#;
    let feed = |text: String| {
        let mut child = place
            .command(&["act"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(text.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    };
    let recorded = feed(format!("{call}\n\n"));
    assert!(
        recorded.status.success() && said(&recorded).contains("line 2"),
        "{}",
        said(&recorded)
    );
    let before = place.says(&["verify"]);
    let refused = feed(format!("{call}\n"));
    assert_eq!(refused.status.code(), Some(1));
    assert!(
        said(&refused).contains("input line 1") && said(&refused).contains("already"),
        "{}",
        said(&refused)
    );
    let garbage = feed("{not json\n".to_owned());
    assert_eq!(garbage.status.code(), Some(1));
    assert_eq!(place.says(&["verify"]), before);
}

#[test]
fn a_book_is_begun_once() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    place.begin();
    let again = place.run(&["init", "--partnership", "worcestershire"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(said(&again).contains("begun already"), "{}", said(&again));
    let nameless = place.run(&["init", "--partnership", "Worcester Shire"]);
    assert_eq!(nameless.status.code(), Some(2));
    let stranger = place.run(&["token", "--person", "Nobody At All"]);
    assert_eq!(stranger.status.code(), Some(1));
}

#[test]
fn a_checkpoint_kept_elsewhere_sees_a_lost_end() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    place.begin();
    let kept = tempfile::tempdir().unwrap();
    let (note, key) = (kept.path().join("note.txt"), kept.path().join("key.txt"));
    let shorter = kept.path().join("shorter");
    fs::create_dir(&shorter).unwrap();
    fs::copy(place.data.join("book.db"), shorter.join("book.db")).unwrap();
    let acted = place.command(&["act", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().and_then(|mut child| {
        child.stdin.take().unwrap().write_all(br#"{"act":"meetings.call","body":"board","date":"2030-04-17","starts":"10:30","place":"Hall","agenda":[{"title":"One"}]}"#)?;
        child.wait()
    });
    assert!(acted.unwrap().success());
    fs::write(&note, place.says(&["checkpoint"])).unwrap();
    fs::write(&key, place.says(&["checkpoint", "--show-key"])).unwrap();
    let words = [
        "verify",
        "--partnership",
        "worcestershire",
        "--checkpoint",
        note.to_str().unwrap(),
        "--key",
        key.to_str().unwrap(),
    ];
    assert!(place.says(&words).contains("VALID"));
    let lost = Place::folder(&shorter).run(&words);
    assert_eq!(lost.status.code(), Some(1));
    assert!(said(&lost).contains("BROKEN at line 2"), "{}", said(&lost));
}

#[test]
fn an_export_is_checked_by_python_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    let made = folkmoot(&[
        "demo",
        "--make-only",
        "--data",
        folder.path().to_str().unwrap(),
    ]);
    assert!(made.status.success(), "{}", said(&made));
    let out = tempfile::tempdir().unwrap();
    let handed_over = out.path().join("handed-over");
    place.says(&[
        "export",
        "--partnership",
        "worcestershire",
        handed_over.to_str().unwrap(),
    ]);
    let python = || {
        Command::new("python3")
            .arg(handed_over.join("verify.py"))
            .arg(&handed_over)
            .output()
            .unwrap()
    };
    let checked = python();
    assert!(
        checked.status.success() && said(&checked).contains("VALID"),
        "{}",
        said(&checked)
    );
    assert!(
        said(&checked).contains("taken again"),
        "the counts were not taken again: {}",
        said(&checked)
    );
    let book = fs::read_to_string(handed_over.join("book.jsonl")).unwrap();
    fs::write(
        handed_over.join("book.jsonl"),
        book.replacen("against", "abstain", 1),
    )
    .unwrap();
    let checked = python();
    assert_eq!(checked.status.code(), Some(1));
    assert!(said(&checked).contains("BROKEN"), "{}", said(&checked));
}

#[test]
fn a_damaged_book_is_refused_at_start_with_the_line_and_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let made = folkmoot(&[
        "demo",
        "--make-only",
        "--data",
        folder.path().to_str().unwrap(),
    ]);
    assert!(made.status.success(), "{}", said(&made));
    let place = Place::folder(folder.path());
    // Opened and closed once more, all of the book is in its file and none in the log beside it.
    place.says(&["verify"]);
    let book = place.data.join("book.db");
    let mut bytes = fs::read(&book).unwrap();
    let needle = b"\"kind\":\"vote-closed\"";
    let at = bytes
        .windows(needle.len())
        .position(|window| window == needle)
        .expect("the demo closes a vote");
    bytes[at + 10] ^= 1;
    fs::write(&book, &bytes).unwrap();
    let refused = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(1));
    let text = said(&refused);
    assert!(text.contains("line ") && text.contains("backup"), "{text}");
    assert!(said(&place.run(&["verify"])).contains("BROKEN at line"));
    assert_eq!(place.run(&["doctor"]).status.code(), Some(1));
    // Half of the file is gone.
    bytes[at + 10] ^= 1;
    fs::write(&book, &bytes[..bytes.len() / 2]).unwrap();
    let refused = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(1), "{}", said(&refused));
}

#[test]
fn a_newer_book_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    place.begin();
    let book = place.data.join("book.db");
    let mut bytes = fs::read(&book).unwrap();
    // `user_version` of an SQLite file: four bytes at offset 60.
    bytes[60..64].copy_from_slice(&999_u32.to_be_bytes());
    fs::write(&book, &bytes).unwrap();
    let refused = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("999"), "{}", said(&refused));
    assert_eq!(fs::read(&book).unwrap(), bytes);
}

#[test]
fn a_spreadsheet_is_shown_row_by_row_and_done_whole() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    place.begin();
    let file = folder.path().join("members.csv");
    let import = |more: &[&str]| {
        let mut words = vec!["import", file.to_str().unwrap()];
        words.extend_from_slice(more);
        place.command(&words).output().unwrap()
    };
    fs::write(
        &file,
        "Name,Body,Seat,From\nAnn Example,board,throne,1 April 2030\nBob Sample,,,\n",
    )
    .unwrap();
    let wrong = import(&[]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(
        said(&wrong).contains("C2 (Seat): there is no seat called that"),
        "{}",
        said(&wrong)
    );
    fs::write(
        &file,
        "Name,E-mail\nCat Newcomer,cat@example.org\nBob Sample,\n",
    )
    .unwrap();
    let looked = import(&["--dry-run"]);
    assert!(looked.status.success() && said(&looked).contains("Adds Cat Newcomer to the people"));
    let done = import(&[]);
    assert!(said(&done).contains("2 new people"), "{}", said(&done));
    let again = import(&["--json"]);
    assert!(again.status.success());
    let rows: serde_json::Value = serde_json::from_slice(&again.stdout).unwrap();
    assert_eq!(rows["rows"][1]["state"], "nothing");
    fs::write(&file, "x".repeat(30)).unwrap();
    assert_eq!(import(&[]).status.code(), Some(1));
    let missing = place.command(&["import", "/nowhere.csv"]).output().unwrap();
    assert_eq!(missing.status.code(), Some(1));
}

#[test]
fn a_book_is_exported_as_a_folder_or_as_a_copy_for_sql() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    place.begin();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    place.says(&["export", &path("handed-over")]);
    assert!(folder.path().join("handed-over/verify.py").exists());
    let copy = path("copy.sqlite");
    assert!(
        place
            .says(&["export", "sqlite", &copy])
            .contains("for the public")
    );
    let again = place
        .command(&["export", "sqlite", &copy])
        .output()
        .unwrap();
    assert_eq!(again.status.code(), Some(1), "{}", said(&again));
    assert!(
        place
            .says(&["export", "sqlite", "--all", &path("all.sqlite")])
            .contains("for the secretariat")
    );
    for words in [
        &["export"][..],
        &["export", "sqlite"],
        &["export", "sqlite", "--all", "--public", "x"],
    ] {
        let wrong = place.command(words).output().unwrap();
        assert_eq!(wrong.status.code(), Some(2), "{words:?}: {}", said(&wrong));
    }
}

// Requirement: PL13 at `folkmoot report`
#[test]
fn a_report_is_written_in_the_form_that_its_file_asks_for() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::folder(folder.path());
    place.begin();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    for (name, begins) in [
        ("report.pdf", &b"%PDF-1.7"[..]),
        ("report.docx", b"PK"),
        ("report.xlsx", b"PK"),
        ("report.json", b"{"),
    ] {
        let said = place.says(&["report", "board", "2006-07", &path(name)]);
        assert!(said.contains("up to line"), "{said}");
        let bytes = fs::read(folder.path().join(name)).unwrap();
        assert!(bytes.starts_with(begins), "{name}");
    }
    for (words, code) in [
        (["report", "board", "2006-07", "report.txt"], 2),
        (["report", "board", "2006-08", "report.pdf"], 2),
        (["report", "The Board", "2006-07", "report.pdf"], 2),
        (["report", "nobody", "2006-07", "report.pdf"], 1),
        (["report", "board", "2093-94", "report.pdf"], 1),
        (["report", "board", "2006-07", "/nowhere/at/all.pdf"], 1),
    ] {
        let wrong = place.command(&words).output().unwrap();
        assert_eq!(
            wrong.status.code(),
            Some(code),
            "{words:?}: {}",
            said(&wrong)
        );
    }
}
