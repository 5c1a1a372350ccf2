//! In and after a meeting: interests, corrections, the action log.

use record::{
    decisions::Vote,
    id::ItemNo,
    meetings::{
        ActionOutcome, CirculateMinutes, CloseAction, CorrectMinutes, ExtendAction, RecordTelling,
        ReportAction, Told,
    },
};

use super::{super::id, Book, date, seat, words};

const MEETING: &str = "board-2007-10-17";
const NEXT: &str = "board-2007-11-21";

/// The Board meets; one member declares an interest, votes, and withdraws, so that the vote falls. What
/// was asked is reported on, put off, done and passed on; what was minuted is corrected twice.
pub(super) fn goes_on(book: Book) -> Book {
    let motion = format!("{MEETING}-2");
    let book = book
        .at("2007-09-20T09:00")
        .calls_on("board", "2007-10-17")
        .declares(MEETING, "board.leader", 2)
        .at("2007-10-17T10:00")
        .arrives(MEETING, "board.chair")
        .arrives(MEETING, "board.leader")
        .arrives(MEETING, "board.councillor-1")
        .arrives(MEETING, "board.ambassador")
        .arrives(MEETING, "board.health")
        .at("2007-10-17T10:30")
        .opens(MEETING, "board.chair")
        .takes(MEETING, 2)
        .put(MEETING, "board.councillor-1", "board.health")
        .votes(&motion, "board.leader", Vote::Against)
        .withdraws(MEETING, "board.leader", 2)
        .votes(&motion, "board.ambassador", Vote::For)
        .votes(&motion, "board.health", Vote::For)
        .counts(&motion, None)
        .returns(MEETING, "board.leader")
        .asks(MEETING, "council", "2007-11-30")
        .asks(MEETING, "health", "2007-11-30")
        .closes(MEETING)
        .drafts(MEETING)
        .after(CirculateMinutes {
            meeting: id(MEETING),
        })
        .after(correction("The chair welcomed all.", None));
    actions(book)
        .approves(MEETING)
        .after(RecordTelling {
            meeting: id(MEETING),
            seat: seat("board.leader"),
            whom: Told::NonExecutives,
            about: Some(words("The flood plan, and why the vote fell.")),
            on: None,
        })
        .calls_on("board", "2007-11-21")
        .at("2007-11-21T10:30")
        .arrives(NEXT, "board.chair")
        .opens(NEXT, "board.chair")
        .after(correction("The chair welcomed all but one.", Some(NEXT)))
}

fn actions(book: Book) -> Book {
    let (one, other) = (format!("{MEETING}-a1"), format!("{MEETING}-a2"));
    book.after(ReportAction {
        action: id(&one),
        words: words("Half is printed."),
    })
    .after(ExtendAction {
        action: id(&one),
        due: date("2007-12-21"),
        why: words("The press broke."),
    })
    .finishes(&one)
    .after(CloseAction {
        action: id(&other),
        outcome: ActionOutcome::PassedOn,
        words: Some(words("The council has the press.")),
        to: Some(id("council")),
        into: None,
    })
}

fn correction(text: &str, agreed_at: Option<&str>) -> CorrectMinutes {
    CorrectMinutes {
        meeting: id(MEETING),
        item: ItemNo(1),
        text: words(text),
        why: words("Someone was left out."),
        agreed_at: agreed_at.map(id),
    }
}
