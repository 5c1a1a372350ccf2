//! How an open exception comes onto the agenda of the body where it stands: when it is raised there or
//! passed on to it, and again after each meeting at which it was not closed.

use super::{Exception, Sort};
use crate::{
    Entry, Minute, Record,
    arrangements::Purpose,
    id::{BodyId, ExceptionId},
    meetings::{self, Meeting, Origin, Waiting},
    prose::{Prose, Title, Words},
};

/// What waits for a meeting of the body where an exception stands.
pub(super) fn waiting(exception: &ExceptionId, sort: Sort, title: &Title) -> Waiting {
    let what = match sort {
        Sort::Exception => "Exception",
        Sort::LogJam => "Log jam",
    };
    Waiting {
        title: Title::made(&format!("{what}: {title}")),
        // What is decided about it, if anything is, follows from the discussion.
        purpose: Purpose::Discussion,
        origin: Origin::Exception {
            exception: exception.clone(),
        },
        not_before: None,
        presenter: None,
        why: None,
        from: None,
    }
}

/// Brings exceptions before bodies: onto the agenda of the next meeting that is open to them, or onto the
/// forward plan.
pub(super) fn bring(
    record: &Record,
    minute: &Minute,
    after: Option<&Meeting>,
    coming: Vec<(BodyId, Waiting)>,
) -> Vec<Entry> {
    let mut bodies: Vec<BodyId> = Vec::new();
    for (body, _) in &coming {
        if !bodies.contains(body) {
            bodies.push(body.clone());
        }
    }
    let brought = bodies.iter().flat_map(|body| {
        let own = coming.iter().filter(|(of, _)| of == body);
        let own = own.map(|(_, waiting)| waiting.clone()).collect();
        record.meetings.plan(record, minute, body, after, own)
    });
    brought.map(Entry::Meetings).collect()
}

/// Whether an exception waits for a meeting of a body, or stands on an agenda to come but that of the
/// meeting that is just over.
fn comes_up(record: &Record, exception: &Exception, over: &Meeting) -> bool {
    let of = |origin: &Origin| matches!(origin, Origin::Exception { exception: id } if *id == exception.id);
    let body = exception.body();
    let waits = record
        .meetings
        .planned_for(body)
        .any(|planned| of(&planned.origin));
    let mut to_come = record.meetings.to_come();
    waits
        || to_come.any(|meeting| {
            let listed = meeting.items.iter();
            meeting.id != over.id
                && meeting.body == *body
                && listed
                    .filter(|item| meeting.takes(item.no))
                    .any(|item| of(&item.origin))
        })
}

/// What comes before the next meeting because it is open still when one is over.
pub(crate) fn still_open(record: &Record, minute: &Minute, over: &Meeting) -> Vec<Entry> {
    let open = record.exceptions.open();
    let here = open.filter(|open| *open.body() == over.body && !comes_up(record, open, over));
    let coming = here.map(|open| {
        let again = waiting(&open.id, open.about.sort(), &open.title);
        (over.body.clone(), again)
    });
    bring(record, minute, Some(over), coming.collect())
}

/// Takes an exception off the forward plan of the body where it stands: it is closed, or has gone on.
pub(super) fn take_off(record: &Record, exception: &Exception, why: &Words) -> Vec<Entry> {
    let waits = record.meetings.planned_for(exception.body());
    let waits = waits.filter(|planned| {
        matches!(&planned.origin, Origin::Exception { exception: id } if *id == exception.id)
    });
    waits
        .map(|planned| {
            Entry::Meetings(meetings::Entry::PlannedDropped {
                planned: planned.id.clone(),
                why: Prose::from(why),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::{meetings::Origin, testkit::*};

    /// Where the exception stands: on which agendas, or on which plan.
    fn where_it_is(book: &Book) -> Vec<String> {
        let meetings = &book.record.meetings;
        let of = |origin: &Origin| matches!(origin, Origin::Exception { .. });
        let on = meetings.all().flat_map(|meeting| {
            let items = meeting.items.iter().filter(|item| of(&item.origin));
            items.map(|item| format!("item {} of {}", item.no, meeting.id))
        });
        let waits = meetings.planned().filter(|planned| of(&planned.origin));
        on.chain(waits.map(|planned| planned.id.to_string()))
            .collect()
    }

    // Requirement: PL5 at /{partnership}/meetings/{meeting}
    #[test]
    fn an_open_exception_puts_itself_on_the_next_agenda_of_the_body_where_it_stands() {
        let raised = Book::three_rivers().after(raise_exception("board", None));
        assert_eq!(where_it_is(&raised), ["board-to-come-1"]);
        let called = raised.calls("board");
        assert_eq!(where_it_is(&called), [format!("item 2 of {BOARD}")]);
        let later = Book::three_rivers()
            .calls("board")
            .after(raise_exception("board", None));
        assert_eq!(where_it_is(&later), [format!("item 5 of {BOARD}")]);
        // Once the meeting is over and it is open still, it waits for the next.
        let over = called
            .at("2007-04-18T10:30")
            .arrives(BOARD, "board.chair")
            .opens(BOARD, "board.chair")
            .closes(BOARD);
        assert_eq!(
            where_it_is(&over),
            [format!("item 2 of {BOARD}"), "board-to-come-2".to_owned()]
        );
        let next = over.calls_on("board", "2007-07-18");
        assert_eq!(where_it_is(&next).len(), 2);
        // Closed before the meeting, it waits for nothing.
        let closed = Book::three_rivers()
            .after(raise_exception("board", None))
            .after(close_exception("exception-1"));
        assert_eq!(where_it_is(&closed), [""; 0]);
    }
}
