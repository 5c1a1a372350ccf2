//! After a vote and between meetings: ties, ratification, correspondence, disputes.

use record::{
    correspondence::{
        Answer, AnswerCorrespondence, CloseCorrespondence, Means, OpenCorrespondence,
    },
    decisions::{AskForFurtherReport, Ratify, Vote},
    disputes::{Ends, RaiseDispute, RecordMediation, SettleDispute},
    id::ItemNo,
    prose::{Title, Words},
    structure::{AdoptArrangements, Appoint},
};

use super::{ARRANGEMENTS, Book, date, id, person, seat};

const FIRST: &str = "bridges-2009-04-15";
const SECOND: &str = "bridges-2009-07-15";
const SEATS: [&str; 4] = [
    "bridges.mason",
    "bridges.ferryman",
    "bridges.miller",
    "bridges.reeve",
];

/// A body of its own, so that nothing else in the book bears on this story.
const BRIDGES: &str = r#"
[[body]]
id = "bridges"
name = "Bridges Group"
kind = "task-group"

[[body.line]]
to = "board"
kind = "reports-to"

[body.quorum]
share = "3/4"
of = "members"

[body.vote]
unit = "seat"
carries = "3/4"
of = "present"
tie = "further-report"

[body.correspondence]
answers = "1/2"
clause = "31"

[[body.seat]]
id = "mason"
title = "Mason"
partner = "council"

[[body.seat]]
id = "ferryman"
title = "Ferryman"
partner = "health"

[[body.seat]]
id = "miller"
title = "Miller"
partner = "voluntary-action"

[[body.seat]]
id = "reeve"
title = "Reeve"
votes = true

[[dispute]]
who = "The chair"
what = "Tries to mediate."
clause = "27"

[[dispute]]
who = "An outside body"
what = "Is asked to mediate."
"#;

pub(super) fn goes_on(book: Book) -> Book {
    let book = book.at("2009-03-02T09:00").after(AdoptArrangements {
        text: format!("{ARRANGEMENTS}{BRIDGES}"),
        from: date("2009-03-02"),
        decided_by: None,
    });
    let appoint =
        |(number, name): (u32, &&str)| Appoint::new(seat(name), person(number), date("2009-03-02"));
    let book = (701..).zip(&SEATS).map(appoint).fold(book, Book::after);
    disputes(by_correspondence(a_tie_and_too_few(book)))
}

/// A vote is tied and a further report asked for; then too few are left, and the next meeting ratifies
/// one thing that they agreed and not the other.
fn a_tie_and_too_few(book: Book) -> Book {
    let motion = format!("{FIRST}-2");
    let everyone = |book: Book, meeting: &str| {
        SEATS
            .iter()
            .fold(book, |book, name| book.arrives(meeting, name))
    };
    let book = everyone(book.calls_on("bridges", "2009-04-15"), FIRST)
        .at("2009-04-15T10:30")
        .opens(FIRST, "bridges.mason")
        .put(FIRST, "bridges.mason", "bridges.miller")
        .votes(&motion, "bridges.mason", Vote::For)
        .votes(&motion, "bridges.miller", Vote::Against)
        .counts(&motion, None)
        .after(AskForFurtherReport {
            decision: id(&motion),
            from: Some(id("health")),
            what: words("What it would cost, year by year."),
            by: Some(date("2009-06-30")),
        })
        .leaves(FIRST, "bridges.reeve")
        .leaves(FIRST, "bridges.ferryman")
        .agrees(FIRST, "To thank the wardens.")
        .agrees(FIRST, "To thank the otters.")
        .closes(FIRST)
        .at("2009-06-01T09:00");
    let book = everyone(book.calls_on("bridges", "2009-07-15"), SECOND)
        .at("2009-07-15T10:30")
        .opens(SECOND, "bridges.mason");
    let brought: Vec<_> = [2, 3]
        .iter()
        .filter_map(|nth| {
            let decision = id(&format!("{motion}-{nth}"));
            let item = book.record.meetings.bringing_back(&decision).last()?.1;
            Some((decision, item))
        })
        .collect();
    brought
        .into_iter()
        .fold(book, |book, (decision, item)| {
            let agreed = item.0 % 2 == 0;
            book.after(Ratify {
                decision,
                meeting: id(SECOND),
                item: ItemNo(item.0),
                agreed,
            })
        })
        .closes(SECOND)
}

/// The group is asked by correspondence twice: it agrees, and it does not answer.
fn by_correspondence(book: Book) -> Book {
    let ask = |title: &str, deadline: &str| OpenCorrespondence {
        body: id("bridges"),
        title: Title::new(title).expect("a title"),
        text: words("That the bridge is repaired."),
        why: words("The flood did not wait."),
        deadline: date(deadline),
    };
    let answer = |name: &str, answer, means, text: Option<&str>| AnswerCorrespondence {
        correspondence: id("bridges-by-correspondence-1"),
        seat: seat(name),
        answer,
        words: text.map(words),
        means,
        message: (means == Some(Means::Letter)).then(|| "0".repeat(64).parse().expect("a hash")),
    };
    let close = |nth: u32| CloseCorrespondence {
        correspondence: id(&format!("bridges-by-correspondence-{nth}")),
    };
    book.at("2009-08-03T09:00")
        .after(ask("Bridge repairs", "2009-08-14"))
        .after(answer(
            "bridges.mason",
            Answer::Disagree,
            None,
            Some("Not before the harvest."),
        ))
        .after(answer("bridges.mason", Answer::Agree, None, None))
        .after(answer(
            "bridges.ferryman",
            Answer::Agree,
            Some(Means::Email),
            None,
        ))
        .after(answer(
            "bridges.miller",
            Answer::Abstain,
            Some(Means::Letter),
            None,
        ))
        .at("2009-08-15T09:00")
        .after(close(1))
        .after(ask("Bridge tolls", "2009-08-20"))
        .at("2009-08-21T09:00")
        .after(close(2))
}

/// Two disputes: the second mediation settles the first, and the other is taken back.
fn disputes(book: Book) -> Book {
    let raise = |title: &str, name: Option<&str>| RaiseDispute {
        body: id("bridges"),
        between: vec![id("council"), id("health")],
        title: Title::new(title).expect("a title"),
        about: words("Each says that the other pays."),
        seat: name.map(seat),
    };
    let mediate = |step, mediator: Option<&str>, settled, day: &str| RecordMediation {
        dispute: id("dispute-1"),
        step,
        mediator: mediator.map(|name| Title::new(name).expect("a title")),
        settled,
        words: words("They talked for two hours."),
        on: date(day),
    };
    book.at("2009-09-01T09:00")
        .after(raise("Who pays for the bridge", Some("bridges.ferryman")))
        .after(raise("Who paints it", None))
        .at("2009-10-01T09:00")
        .after(mediate(1, None, false, "2009-09-10"))
        .after(mediate(
            2,
            Some("A judge of the Bridge Guild"),
            true,
            "2009-09-30",
        ))
        .after(SettleDispute {
            dispute: id("dispute-2"),
            ends: Ends::Withdrawn,
            words: words("It is to stay as it is."),
            on: date("2009-09-12"),
        })
}

fn words(text: &str) -> Words {
    Words::new(text).expect("words that can be shown")
}
