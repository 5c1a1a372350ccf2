//! Exceptions and a log jam, from the day they are raised to their end; an efficiency review; and what is
//! watched.

use record::{
    Author,
    efficiency::{PartnerExpects, Saving},
    exceptions::{
        ExceptionOutcome, ForwardException, GiveSteer, GiveSupport, RaiseException,
        ReportException, ReportRemedy, SetRemedy,
    },
    id::ItemNo,
    meetings::Close,
    prose::Words,
    structure::AdoptArrangements,
    watching::{ListWatched, MoveWatched, WatchSort, WatchState},
};

use super::super::{
    Book, begin_review, close_exception, contribute, date, end_review, finish_remedy,
    forward_exception, id, list_watched, move_watched, person, raise_exception, raise_log_jam,
    set_remedy, state_saving, with_themes,
};

const MEETING: &str = "executive-2011-04-14";

pub(super) fn goes_on(book: Book) -> Book {
    let book = book.at("2011-01-04T09:00").after(AdoptArrangements {
        text: with_themes(),
        from: date("2011-01-04"),
        decided_by: None,
    });
    watched(reviewed(raised(book)))
}

fn words(text: &str) -> Words {
    Words::new(text).expect("words that can be shown")
}

/// One is passed on, steered and remedied; the log jam is supported and goes.
fn raised(book: Book) -> Book {
    let plain = RaiseException {
        asks: None,
        person: Some(person(713)),
        ..raise_log_jam("learning", None)
    };
    let mut book = book
        .after(raise_exception("learning", Some("learning.clinic")))
        .after(plain)
        .after(ReportException {
            exception: id("exception-1"),
            words: words("The bus company does not answer."),
        })
        .after(GiveSupport {
            exception: id("exception-2"),
            partner: id("health"),
            words: words("Two nurses teach for a month."),
        })
        .after(forward_exception("exception-1", None))
        .calls_on("executive", "2011-04-14")
        .at("2011-04-14T10:30")
        .arrives(MEETING, "executive.chief")
        .arrives(MEETING, "executive.nurse")
        .opens(MEETING, "executive.chief")
        .agrees(MEETING, "To speak with the bus company.");
    let steer = |decision: Option<&str>| GiveSteer {
        exception: id("exception-1"),
        meeting: id(MEETING),
        item: ItemNo(1),
        decision: decision.map(id),
        words: words("Speak with the bus company."),
    };
    let decision = book.record.decisions.of_meeting(&id(MEETING)).next();
    let decision = decision.map(|decision| (decision.id.to_string(), decision.item));
    if let Some((decision, item)) = decision {
        book = book.after(GiveSteer {
            item,
            ..steer(Some(&decision))
        });
    }
    book = book
        .after(steer(None))
        .after(set_remedy("2011-05-31"))
        .after(SetRemedy {
            person: Some(person(711)),
            ..set_remedy("2011-06-30")
        })
        .after(Close {
            meeting: id(MEETING),
            at: None,
        });
    book.minute.by = Author::Person(person(711));
    let mut book = book
        .at("2011-06-01T09:00")
        .after(ReportRemedy {
            remedy: id("exception-1-r1"),
            words: words("They meet on Tuesday."),
        })
        .after(finish_remedy(true));
    book.minute.by = Author::System("testkit".to_owned());
    let given_up = record::exceptions::FinishRemedy {
        remedy: id("exception-1-r2"),
        ..finish_remedy(false)
    };
    let accepted = record::exceptions::CloseException {
        outcome: ExceptionOutcome::Accepted,
        ..close_exception("exception-2")
    };
    book.after(given_up)
        .after(ForwardException {
            asks: None,
            ..forward_exception("exception-1", Some("board"))
        })
        .after(close_exception("exception-1"))
        .after(accepted)
}

/// Two partners expect savings and make them.
fn reviewed(book: Book) -> Book {
    let mut begin = begin_review();
    begin.due = date("2011-12-31");
    begin.partners.push(PartnerExpects {
        partner: id("voluntary-action"),
        pence: None,
    });
    let mut another = begin.clone();
    another.person = Some(person(711));
    book.after(begin)
        .after(another)
        .after(state_saving("council", Saving::Expected, 150_000))
        .after(state_saving("council", Saving::Achieved, 60_033))
        .after(end_review())
}

/// A bid is made together and won, and a policy is answered by one alone.
fn watched(book: Book) -> Book {
    let policy = ListWatched {
        sort: WatchSort::Policy,
        from: None,
        person: Some(person(711)),
        together: Vec::new(),
        ..list_watched("2011-09-30")
    };
    let later = MoveWatched {
        deadline: Some(date("2011-10-31")),
        ..move_watched(WatchState::Preparing)
    };
    book.after(list_watched("2011-08-31"))
        .after(policy)
        .after(contribute("health"))
        .after(later)
        .after(move_watched(WatchState::Sent))
        .after(move_watched(WatchState::Won))
}
