//! Laws over any run of acts, sensible or not: nothing panics, a refusal changes nothing, and the
//! book read again from its lines makes the same record.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::{cases, nonsense};
use crate::{
    Entry, Record,
    act::{AnyAct, last_change},
    decisions::{Certificate, Verdict, Vote, Voter, voter_of},
    testkit::*,
};

/// Everything that the record says, for comparing.
fn told(record: &Record) -> String {
    format!("{record:?}")
}

/// The Board and the Executive meet, each with some in the room, and the clock stands at that hour.
fn meetings() -> Book {
    let book = Book::three_rivers().calls("board").calls("executive");
    let book = book.calls("learning").calls("forum").at("2007-04-18T10:30");
    let book = ["board.chair", "board.leader", "board.health"]
        .iter()
        .fold(book, |book, seat| book.arrives(BOARD, seat))
        .opens(BOARD, "board.chair");
    ["executive.chief", "executive.nurse"]
        .iter()
        .fold(book, |book, seat| book.arrives(EXECUTIVE, seat))
        .opens(EXECUTIVE, "executive.chief")
        .declares(BOARD, "board.leader", 2)
        .declares(BOARD, "board.health", 2)
        .declares(EXECUTIVE, "executive.nurse", 2)
}

/// Where runs of acts begin: two meetings open; the same with a vote open at each; and the day after.
pub fn beginnings() -> [Book; 3] {
    let (board, executive) = ("board-2007-04-18-2", "executive-2007-04-18-2");
    let open = meetings();
    let voting = open
        .clone()
        .put(BOARD, "board.leader", "board.health")
        .votes(board, "board.health", Vote::For)
        .put(EXECUTIVE, "executive.chief", "executive.nurse")
        .votes(executive, "executive.nurse", Vote::Against);
    let after = voting
        .clone()
        .counts(board, None)
        .counts(executive, None)
        .closes(BOARD)
        .closes(EXECUTIVE)
        .drafts(BOARD)
        .at("2007-04-19T09:00");
    [open, voting, after]
}

/// What holds of any record, whatever happened.
fn hold_together(record: &Record) -> Result<(), TestCaseError> {
    for meeting in record.meetings.all() {
        let quorum = meeting.quorum(record);
        prop_assert!(quorum.present <= quorum.of, "{quorum:?}");
        // Nobody sits in two seats at once.
        let people: Vec<_> = meeting.room.values().map(|there| there.person).collect();
        let once: std::collections::BTreeSet<_> = people.iter().collect();
        prop_assert_eq!(people.len(), once.len());
        // Whoever withdrew is out of the room, sits nowhere else, and declared why.
        for (seat, out) in &meeting.withdrawn {
            prop_assert!(!meeting.room.contains_key(seat));
            prop_assert!(!people.contains(&out.person));
            prop_assert!(meeting.interest(seat, out.person, out.item).is_some());
        }
        prop_assert!(meeting.approval.is_none() || !meeting.drafts.is_empty());
        // Minutes are of meetings that took place.
        prop_assert!(meeting.drafts.is_empty() || meeting.opened.is_some());
        prop_assert!(meeting.published.is_none() || meeting.approval.is_some());
        // At most one vote is open at a time.
        let open = record
            .decisions
            .of_meeting(&meeting.id)
            .filter(|one| one.being_voted());
        prop_assert!(open.count() <= 1);
    }
    for decision in record.decisions.all() {
        let certificate = Certificate::of(record, decision);
        prop_assert_eq!(certificate.is_some(), decision.verdict().is_some());
        prop_assert!(certificate.is_none_or(|certificate| certificate.recomputed));
        // Each voter has one vote that counts, and none of it is from someone who withdrew for the item.
        let meeting = record.meetings.get(&decision.meeting);
        if let Some(Verdict::Vote { tally, .. }) = decision.verdict() {
            let cast = tally.in_favour + tally.against + tally.abstained;
            prop_assert_eq!(cast as usize, decision.ballots.len());
        }
        let withdrawn = meeting.map(|meeting| match decision.verdict() {
            Some(_) => &decision.withdrawn,
            None => &meeting.withdrawn,
        });
        for (voter, ballot) in &decision.ballots {
            let out = withdrawn.and_then(|withdrawn| withdrawn.get(&ballot.seat));
            prop_assert!(out.is_none_or(|out| out.item != decision.item));
            if let Voter::Seat(seat) = voter {
                prop_assert_eq!(seat, &ballot.seat);
            }
        }
    }
    for adoption in record.structure.adoptions() {
        for body in &adoption.arrangements.body {
            for seat in record.structure.seats_of(body, date("2007-04-18")) {
                let votes = body.vote.as_ref().and_then(|rule| voter_of(rule, &seat));
                prop_assert!(votes.is_none() || seat.chair.seat.counts());
            }
        }
    }
    Ok(())
}

/// Does the acts one after another, and holds each to the laws.
fn live_through(mut book: Book, acts: Vec<serde_json::Value>) -> Result<(), TestCaseError> {
    for act in acts {
        let (lines, last) = (book.lines.len(), book.record.last);
        match book.acts_json(act) {
            Ok(entries) => {
                prop_assert_eq!(book.lines.len(), lines + entries.len());
                prop_assert!(!entries.is_empty());
            }
            Err(why) => {
                prop_assert_eq!((book.lines.len(), book.record.last), (lines, last));
                if let Unaccepted::Refused(refused) = &why {
                    prop_assert!(!refused.sentence.is_empty() && !refused.advice.help.is_empty());
                }
            }
        }
    }
    hold_together(&book.record)?;
    for line in &book.lines {
        let json = line.json();
        let read =
            Entry::read(&json).map_err(|why| TestCaseError::fail(format!("{json}: {why}")))?;
        prop_assert_eq!(serde_json::to_string(&read).unwrap(), json);
    }
    // Had a refusal changed anything, the lines could not make the same record.
    prop_assert_eq!(told(&book.replayed()), told(&book.record));
    Ok(())
}

static BEGINNINGS: LazyLock<[Book; 3]> = LazyLock::new(beginnings);

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_run_of_acts_at_two_meetings_keeps_the_laws(from in 0_usize..3, acts in nonsense::acts(100)) {
        live_through(BEGINNINGS[from].clone(), acts)?;
    }

    #[test]
    fn any_run_of_acts_in_an_empty_book_keeps_the_laws(acts in nonsense::acts(30)) {
        live_through(Book::new(), acts)?;
    }
}

#[test]
fn the_year_at_three_rivers_reads_back_the_same() {
    let mut book = Book::new();
    for fossil in three_rivers_fossils() {
        let mut entry = Entry::read(&fossil.entry).unwrap();
        for (prose, words) in entry.prose_mut().into_iter().zip(&fossil.words) {
            prose.lay(Some(words));
        }
        book.minute.at = fossil.at.parse().unwrap();
        book.minute.by = fossil.by.parse().unwrap();
        book.write(entry);
    }
    assert_eq!(told(&book.replayed()), told(&book.record));
    hold_together(&book.record).unwrap();
}

#[test]
fn a_change_of_a_meeting_makes_earlier_forms_stale_and_of_another_does_not() {
    let book = meetings();
    let close: Box<dyn AnyAct> = Box::new(crate::meetings::Close {
        meeting: id(BOARD),
        at: None,
    });
    let seen = last_change(&*close, &book.record);
    let book = book.leaves(EXECUTIVE, "executive.nurse");
    assert_eq!(last_change(&*close, &book.record), seen);
    let book = book.moves(BOARD, "board.leader");
    assert_eq!(last_change(&*close, &book.record), book.record.last);
    let book = book.seconds("board-2007-04-18-2", "board.health");
    assert_eq!(last_change(&*close, &book.record), book.record.last);
}

/// How many of the acts that the laws are tried on come through: laws about refusals only prove little.
#[test]
fn the_nonsense_is_not_all_nonsense() {
    use proptest::{strategy::ValueTree, test_runner::TestRunner};
    let mut runner = TestRunner::deterministic();
    let (mut done, mut votes_closed, mut withdrawn) = (0, 0, 0);
    for turn in 0..150 {
        let acts = nonsense::acts(100).new_tree(&mut runner).unwrap().current();
        let mut book = BEGINNINGS[turn % 3].clone();
        let before = book.lines.len();
        for act in acts {
            let _ = book.acts_json(act);
        }
        done += book.lines.len() - before;
        votes_closed += book.lines[before..]
            .iter()
            .filter(|line| line.json().contains("\"vote-closed\""))
            .count();
        withdrawn += book.lines[before..]
            .iter()
            .filter(|line| line.json().contains("\"withdrew\""))
            .count();
    }
    assert!(done > 300, "{done} acts were done");
    assert!(votes_closed > 5, "{votes_closed} votes were closed");
    assert!(withdrawn > 5, "{withdrawn} withdrew");
}
