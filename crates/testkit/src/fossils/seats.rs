//! Seats: nominations, elections, terms and roles.

use record::{
    prose::Title,
    structure::{
        AcceptRole, Appoint, Elect, EndAppointment, Ground, Mandate, Nominate, ReviewMembership,
        ReviewOutcome, VotesFor, WithdrawNomination,
    },
};

use super::{BOARD, Book, date, id, person, seat, words};

/// Nominations, an election for the next year, a role accepted, two reviews, somebody gone.
pub(super) fn goes_on(book: Book) -> Book {
    let nominate = |name: &str, number: u32| Nominate {
        seat: seat(name),
        person: person(number),
        partner: None,
        from: date("2008-01-01"),
        until: None,
        post: None,
        mandate: Mandate::Commits,
        essential_met: vec![1, 2],
        desirable_met: Vec::new(),
        despite: None,
    };
    let review = |body: &str, outcome, said: Option<&str>| ReviewMembership {
        body: id(body),
        on: None,
        outcome,
        words: said.map(words),
    };
    let votes = |number: u32, votes: u32| VotesFor {
        person: person(number),
        votes,
    };
    let elect = |number: u32, votes: Vec<VotesFor>, from: &str| Elect {
        seat: seat("board.chair"),
        person: person(number),
        meeting: None,
        on: None,
        from: Some(date(from)),
        votes,
    };
    book.after(nominate("board.chair", 1))
        .after(Nominate {
            essential_met: vec![1],
            desirable_met: vec![1],
            despite: Some(words("Nobody else came forward.")),
            ..nominate("board.chair", 8)
        })
        .after(nominate("board.chair", 9))
        .after(WithdrawNomination {
            seat: seat("board.chair"),
            person: person(9),
        })
        .after(elect(1, vec![votes(1, 4), votes(8, 2)], "2008-01-01"))
        .after(nominate("board.chair", 8))
        .after(Elect {
            meeting: Some(id(BOARD)),
            ..elect(8, Vec::new(), "2009-01-01")
        })
        .after(Nominate {
            post: Some(Title::new("Deputy chair").expect("a title")),
            mandate: Mandate::RefersBack,
            until: Some(date("2008-06-30")),
            ..nominate("board.voluntary", 9)
        })
        .after(Appoint {
            until: Some(date("2008-06-30")),
            ..Appoint::new(seat("board.voluntary"), person(9), date("2008-01-01"))
        })
        .after(AcceptRole {
            seat: seat("board.leader"),
            role: None,
            on: None,
        })
        .after(review("board", ReviewOutcome::Confirmed, None))
        .after(review(
            "executive",
            ReviewOutcome::Changed,
            Some("The manager’s seat stays empty until the spring."),
        ))
        .after(EndAppointment {
            ground: Some(Ground::LeftThePost),
            words: Some(words("They moved to another county.")),
            ..EndAppointment::of(seat("forum.citizen-2"), date("2007-07-31"))
        })
}
