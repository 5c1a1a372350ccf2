//! Fossils: a book of every release, which this release reads to its last line and which gives the
//! same answers as on the day it was written.
//!
//! The books lie in `journal/fossils`: `<version>.jsonl`, and beside each a summary of what it says.
//! A fossil is never written again. With `FOLKMOOT_UPDATE=1` the one of this version is written,
//! only if there is none.

use std::{
    fmt::Write,
    fs::{self, File},
    io::BufReader,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use journal::{Head, Journal, SqliteBook, Verdict, jsonl, verify};
use record::{
    Entry, Minute, Record,
    decisions::{Certificate, Decision, Method},
    structure::Standing,
};
use testkit::three_rivers_fossils;

use crate::{Names, Reading, house, sealing, views};

const PARTNERSHIP: &str = "three-rivers";

#[test]
fn books_of_every_release_give_the_same_answers() {
    leave_one_behind();
    let mut found = 0;
    for file in fs::read_dir(folder()).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "jsonl") {
            let summary = fs::read_to_string(path.with_extension("summary.txt"));
            let summary = summary.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(summary_of(&path), summary, "{}", path.display());
            found += 1;
        }
    }
    assert!(
        found > 0,
        "run this test with FOLKMOOT_UPDATE=1 to leave a book of this release behind"
    );
}

/// A fossil of this release is of use only with everything in it that this release can write.
#[test]
fn the_book_of_this_release_has_every_kind_of_entry() {
    leave_one_behind();
    let kind = |entry: &str| -> String {
        let json: serde_json::Value = serde_json::from_str(entry).unwrap();
        json["kind"].as_str().unwrap().to_owned()
    };
    let mut missing: Vec<String> = three_rivers_fossils()
        .iter()
        .map(|line| kind(&line.entry))
        .collect();
    for (_, line) in lines_of(&this_release()) {
        missing.retain(|wanted| *wanted != kind(&line.entry));
    }
    assert!(
        missing.is_empty(),
        "no line of the fossil says {missing:?}: is a release due?"
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../journal/fossils")
}

fn this_release() -> PathBuf {
    folder().join(concat!(env!("CARGO_PKG_VERSION"), ".jsonl"))
}

fn lines_of(path: &Path) -> Vec<(String, journal::Line)> {
    let file = File::open(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    jsonl::read(BufReader::new(file))
        .map(Result::unwrap)
        .collect()
}

/// Writes the year at Three Rivers as this release does, by the same hand as the clerk, if that is
/// asked for and there is none yet.
fn leave_one_behind() {
    // Both tests here may come by, and one of them writes it.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _one_at_a_time = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let path = this_release();
    if std::env::var_os("FOLKMOOT_UPDATE").is_none() || path.exists() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let book = SqliteBook::open(folder.path().join("book.db")).unwrap();
    let mut head = Head::EMPTY;
    for fossil in three_rivers_fossils() {
        let minute = Minute {
            at: fossil.at.parse().unwrap(),
            by: fossil.by.parse().unwrap(),
        };
        let mut entry = Entry::read(&fossil.entry).unwrap();
        for (prose, words) in entry.prose_mut().into_iter().zip(&fossil.words) {
            prose.lay(Some(words));
        }
        let line = sealing::to_line(&mut entry, &minute, counted).unwrap();
        head = match house::redaction(&entry) {
            Some(redacts) => book.redact(PARTNERSHIP, &head, &line, redacts).unwrap(),
            None => book.append(PARTNERSHIP, &head, &[line], &[]).unwrap(),
        };
    }
    let mut bytes = Vec::new();
    let read = book.read(PARTNERSHIP, 0, &mut |line| {
        jsonl::write(&mut bytes, PARTNERSHIP, &line).unwrap();
        ControlFlow::Continue(())
    });
    read.unwrap();
    fs::write(&path, bytes).unwrap();
    fs::write(path.with_extension("summary.txt"), summary_of(&path)).unwrap();
}

/// Salts that are the same each time: the words of a fossil are no secret.
fn counted(bytes: &mut [u8; 32]) {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    bytes[24..].copy_from_slice(&NEXT.fetch_add(1, Ordering::Relaxed).to_be_bytes());
}

/// What a book says, in a page: the verdict on it, and the answers that people came for.
fn summary_of(path: &Path) -> String {
    let lines = lines_of(path);
    let partnership = &lines[0].0;
    let report = verify(
        partnership,
        lines.iter().map(|(_, line)| Ok(line.clone())),
        None,
    );
    let mut record = Record::default();
    for (_, line) in &lines {
        sealing::take_in(&mut record, line)
            .unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    }
    assert_eq!(record.last, lines.len() as u64, "{}", path.display());
    let reading = Reading {
        partnership: partnership.as_str().into(),
        head: report.head,
        now: "2008-06-01T09:00:00Z".parse().unwrap(),
        names: Arc::new(Names::default()),
        record: Arc::new(record),
    };
    let Head { line, hash } = report.head;
    let sound = match report.verdict {
        Verdict::Valid => "valid".to_owned(),
        Verdict::Redacted(number) => format!("valid, {number} redacted"),
        Verdict::Broken { line, what, .. } => format!("broken at line {line}: {what}"),
    };
    let mut text = format!(
        "{line} lines, {sound}, the last is {hash}
"
    );

    structure(&reading, &mut text).unwrap();
    meetings(&reading, &mut text).unwrap();
    decisions(&reading, &mut text).unwrap();
    text
}

fn structure(reading: &Reading, text: &mut String) -> std::fmt::Result {
    let structure = &reading.record.structure;
    for adoption in structure.adoptions() {
        let (from, line) = (adoption.from, adoption.line);
        writeln!(text, "\nArrangements from {from}, adopted at line {line}")?;
        for day in [
            from,
            jiff::civil::date(2007, 4, 18),
            jiff::civil::date(2007, 8, 1),
        ] {
            let seats = adoption
                .arrangements
                .body
                .iter()
                .flat_map(|body| structure.seats_of(body, day));
            let filled = seats
                .filter(|seat| seat.standing == Standing::Filled)
                .count();
            writeln!(text, "  {filled} seats filled on {day}")?;
        }
    }
    Ok(())
}

fn meetings(reading: &Reading, text: &mut String) -> std::fmt::Result {
    let audience = views::Audience::SECRETARIAT;
    for meeting in reading.record.meetings.all() {
        let Some(view) = views::meeting(reading, &meeting.id, audience) else {
            continue;
        };
        writeln!(
            text,
            "\nMeeting {}: {}, changed at line {}",
            meeting.id,
            wire(&view.line.minutes),
            view.changed
        )?;
        if let Some(attendance) = &view.attendance {
            let (present, apologies, absent) = (
                attendance.present.len(),
                attendance.apologies.len(),
                attendance.absent.len(),
            );
            let substitutes = attendance
                .present
                .iter()
                .filter(|there| there.substitute)
                .count();
            writeln!(
                text,
                "  {present} came ({substitutes} substitutes), {apologies} sent apologies, {absent} were absent; \
                 quorate at the end: {}",
                attendance.quorum.quorate
            )?;
        }
        for item in &view.agenda {
            let papers = item.papers.len();
            let said = item.said.as_deref().unwrap_or("nothing minuted");
            writeln!(
                text,
                "  {}. {} ({papers} papers): {said}",
                item.no, item.title
            )?;
        }
    }
    for action in views::actions(reading, audience, |_| true) {
        let owner = &action.owner.name;
        writeln!(
            text,
            "Action {}: {} {owner}, by {}, overdue: {}",
            action.id, action.what, action.due, action.overdue
        )?;
    }
    Ok(())
}

/// Facts and sums, not sentences: how they are said may be improved.
fn decisions(reading: &Reading, text: &mut String) -> std::fmt::Result {
    for decision in reading.record.decisions.all() {
        writeln!(
            text,
            "\nDecision {}: {}",
            decision.id,
            decision.text.shown()
        )?;
        let Some(certificate) = Certificate::of(&reading.record, decision) else {
            writeln!(text, "  undecided")?;
            continue;
        };
        let there = certificate
            .seats
            .iter()
            .filter(|seat| seat.in_room.is_some())
            .count();
        writeln!(
            text,
            "  {} seats, {there} in the room",
            certificate.seats.len()
        )?;
        let quorum = certificate.quorum;
        writeln!(
            text,
            "  quorum: {} of {}, needed {}",
            quorum.present,
            quorum.of,
            wire(&quorum.needed)
        )?;
        match &certificate.method {
            Method::Consensus => writeln!(text, "  agreed by consensus")?,
            Method::Forwarded { to } => writeln!(text, "  forwarded to {to}")?,
            Method::Vote {
                ballots,
                tally,
                casting,
                outcome,
                rule,
                ..
            } => {
                for fact in ballots {
                    let vote = fact.ballot.as_ref().map(|ballot| ballot.vote);
                    let changes = fact.ballot.as_ref().map_or(0, |ballot| ballot.changes);
                    let (voter, vote) = (wire(&fact.voter), wire(&vote));
                    writeln!(
                        text,
                        "  {voter}: {vote}, changed {changes} times, {} present",
                        fact.seats_present
                    )?;
                }
                writeln!(
                    text,
                    "  {}, casting vote {}, clause {}",
                    wire(tally),
                    wire(casting),
                    wire(&rule.clause)
                )?;
                writeln!(text, "  {}", wire(outcome))?;
            }
        }
        for dissent in &certificate.dissents {
            let words = dissent.words.as_ref().map(|words| words.shown());
            writeln!(text, "  {} dissented: {}", dissent.seat, wire(&words))?;
        }
        reach(decision, &certificate, text)?;
        let (waits, same) = (certificate.for_ratification, certificate.recomputed);
        writeln!(
            text,
            "  for ratification: {waits}; the same, worked out again: {same}"
        )?;
    }
    Ok(())
}

/// Where members stood, under which competence it was decided, and what others answered.
fn reach(decision: &Decision, certificate: &Certificate, text: &mut String) -> std::fmt::Result {
    for fact in &certificate.positions {
        let stated = fact.stated.as_ref();
        let position = stated.map(|stated| (stated.position, stated.mandate));
        writeln!(text, "  {} on the proposal: {}", fact.seat, wire(&position))?;
    }
    let competence = certificate.competence.as_ref().map(|it| &it.id);
    let binds = certificate.binds.as_ref().map(|it| it.whom);
    writeln!(
        text,
        "  under {}, binds {}",
        wire(&competence),
        wire(&binds)
    )?;
    for (partner, answer) in decision.referral.iter().flat_map(|it| &it.partners) {
        let answer = answer.as_ref().map(|it| (it.answer, it.on));
        writeln!(text, "  {partner} answered: {}", wire(&answer))?;
    }
    if let Some(asked) = &decision.accountable {
        let consent = asked.consent.as_ref().map(|it| (it.agrees, it.on));
        writeln!(text, "  the accountable body: {}", wire(&consent))?;
    }
    Ok(())
}

/// As it is written on the wire, which stays when a name in the program changes.
fn wire(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}
