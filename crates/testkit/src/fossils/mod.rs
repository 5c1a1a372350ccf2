//! A book in which everything that can be written is written at least once.
//!
//! The lines become fossils: later versions have to read them and come to the same record.

mod agreeing;
mod asking;
mod before;
mod bodies;
mod delivering;
mod exceptions;
mod minutes;
mod money;
mod papers;
mod plan;
mod seats;

use record::{
    Author, Entry, book,
    decisions::{RecordDissent, Vote},
    id::ItemNo,
    meetings::{
        AddItem, ApproveMinutes, ItemCalled, NoteAction, Paper, RecordApologies, TablePaper,
    },
    prose::{Prose, Title, Words},
    structure::{AdoptArrangements, EndAppointment, NameSubstitute},
};

use super::{
    ARRANGEMENTS, BOARD, Book, DELIVERY, EXECUTIVE, date, id, person, seat, substitute_for,
    table_paper, time,
};

/// A line as it was written: everything that a journal needs to write it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fossil {
    /// When it was written, in UTC: `2007-01-02T09:00:00Z`.
    pub at: String,
    /// By whom: `system:testkit`.
    pub by: String,
    /// The entry, as JSON, with pretend seals in place of its words.
    pub entry: String,
    /// Its words, in the order of their seals.
    pub words: Vec<String>,
}

/// A run of lines with each kind of entry of every module, and with optional fields both there and
/// left out.
pub fn three_rivers_fossils() -> Vec<Fossil> {
    let lines = a_year_at_three_rivers().lines.into_iter();
    lines
        .map(|line| Fossil {
            at: line.minute.at.to_string(),
            by: line.minute.by.to_string(),
            entry: line.json(),
            words: line.words(),
        })
        .collect()
}

/// From the first adoption to a redaction.
fn a_year_at_three_rivers() -> Book {
    let book = the_meetings_of_the_executive(the_meeting_of_the_board(Book::called("board")));
    let mut book = book
        .at("2007-07-02T09:00")
        .after(EndAppointment::of(
            seat("board.councillor-2"),
            date("2007-07-31"),
        ))
        .after(AdoptArrangements {
            text: ARRANGEMENTS.replace("3/4", "2/3"),
            from: date("2008-01-01"),
            decided_by: Some(id(&format!("{BOARD}-2"))),
        });
    book.minute.by = Author::Person(person(900));
    let motion = book.lines.iter().find(|line| !line.words().is_empty());
    book.write(Entry::Book(book::Entry::Redacted {
        line: motion.map_or(0, |line| line.number),
        ordinal: 0,
        ground: Prose::from(&words("It named a private person.")),
        authorised_by: [person(900), person(901)],
    }));
    let book = seats::goes_on(bodies::goes_on(book));
    let book = minutes::goes_on(before::goes_on(book));
    let book = papers::goes_on(asking::goes_on(agreeing::goes_on(book)));
    money::goes_on(plan::goes_on(exceptions::goes_on(delivering::goes_on(
        book,
    ))))
}

/// Everything that happens around a meeting, and one motion carried against a dissent.
fn the_meeting_of_the_board(book: Book) -> Book {
    let motion = format!("{BOARD}-2");
    before_the_meeting(book)
        .arrives(BOARD, "board.chair")
        .arrives(BOARD, "board.leader")
        .arrives(BOARD, "board.voluntary")
        .arrives(BOARD, "board.ambassador")
        .sends_a_substitute(BOARD, "board.health")
        .at("2007-04-18T10:30")
        .opens(BOARD, "board.chair")
        .put(BOARD, "board.leader", "board.health")
        .votes(&motion, "board.leader", Vote::For)
        .votes(&motion, "board.health", Vote::Abstain)
        .votes(&motion, "board.voluntary", Vote::Against)
        .votes(&motion, "board.ambassador", Vote::For)
        .votes(&motion, "board.health", Vote::For)
        .counts(&motion, None)
        .after(RecordDissent {
            decision: id(&motion),
            seat: seat("board.voluntary"),
            words: Some(words("The villages were not asked.")),
        })
        .after(RecordDissent {
            decision: id(&motion),
            seat: seat("board.chair"),
            words: None,
        })
        .agrees(BOARD, "To thank the wardens.")
        .after(an_action(None))
        .after(an_action(Some(900)))
        .leaves(BOARD, "board.leader")
        .closes(BOARD)
        .drafts(BOARD)
        .approves(BOARD)
        .publishes(BOARD)
}

fn before_the_meeting(book: Book) -> Book {
    let title = |text: &str| Title::new(text).expect("a title");
    let paper = |name: &str, digit: &str, holder: Option<&str>| TablePaper {
        paper: Paper {
            title: title(name),
            hash: digit.repeat(64).parse().expect("a hash"),
            held_by: holder.map(id),
            pages: None,
        },
        ..table_paper(BOARD, 2, digit)
    };
    book.after(AddItem {
        meeting: id(BOARD),
        item: ItemCalled {
            title: title("Otters"),
            purpose: record::arrangements::Purpose::Information,
            presenter: Some(title("The warden")),
            minutes: None,
        },
        late_reason: None,
        class: None,
        real_title: None,
    })
    .after(paper("Flood plan, draft", "a", None))
    .after(paper("Map of the weirs", "b", Some("council")))
    .after(RecordApologies {
        meeting: id(BOARD),
        seat: seat("board.councillor-1"),
    })
    .after(NameSubstitute {
        seat: seat("board.leader"),
        person: substitute_for("board.leader"),
        meeting: None,
        from: Some(date("2007-05-01")),
        until: Some(date("2007-12-31")),
    })
}

fn an_action(person_number: Option<u32>) -> NoteAction {
    NoteAction {
        meeting: id(BOARD),
        item: ItemNo(2),
        what: words("Print the flood plan."),
        owner: id("council"),
        person: person_number.map(person),
        due: date("2007-05-31"),
    }
}

/// A tie broken by the chair's casting vote; then too few are left, and what they agree waits for
/// the next meeting, which also approves the minutes.
fn the_meetings_of_the_executive(book: Book) -> Book {
    let (meeting, next) = (EXECUTIVE, "executive-2007-06-20");
    let motion = format!("{meeting}-2");
    let book = book.at("2007-04-02T09:00").calls("executive");
    book.arrives(meeting, "executive.chief")
        .arrives(meeting, "executive.nurse")
        .at("2007-04-18T14:00")
        .opens(meeting, "executive.chief")
        .put(meeting, "executive.chief", "executive.nurse")
        .votes(&motion, "executive.chief", Vote::For)
        .votes(&motion, "executive.nurse", Vote::Against)
        .counts(&motion, Some(Vote::For))
        .leaves(meeting, "executive.nurse")
        .agrees(meeting, "To meet in the mill.")
        .closes(meeting)
        .drafts(meeting)
        .at("2007-05-02T09:00")
        .calls_on("executive", "2007-06-20")
        .arrives(next, "executive.chief")
        .at("2007-06-20T10:30")
        .opens(next, "executive.chief")
        .closes(next)
        .after(ApproveMinutes {
            meeting: id(meeting),
            on: None,
            at: Some(id(next)),
            summaries: Vec::new(),
        })
}

fn words(text: &str) -> Words {
    Words::new(text).expect("words that can be shown")
}
