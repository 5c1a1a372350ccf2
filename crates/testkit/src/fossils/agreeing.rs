//! Towards agreement: positions, recommendations, referrals.

use record::{
    arrangements::AreaKind,
    decisions::{
        AgreeByConsensus, AmendProposal, AnswerReferral, Certified, Forward, LevelAsked,
        PartnersAnswer, Position, Propose, PutToVote, RecordAgreement, ScopeAsked, StatePosition,
        TableReport,
    },
    id::ItemNo,
    meetings::ReportAsked,
    prose::Title,
};

use super::{Book, date, id, seat, words};

const BOARD: &str = "board-2007-09-19";
const EXECUTIVE: &str = "executive-2007-09-19";

pub(super) fn goes_on(book: Book) -> Book {
    the_executive(the_board(book))
}

/// A proposal that is amended and referred to the partners; another that ends in a vote.
fn the_board(book: Book) -> Book {
    let (first, second) = (format!("{BOARD}-2"), format!("{BOARD}-2-2"));
    let book = book
        .at("2007-09-03T09:00")
        .calls_on("board", "2007-09-19")
        .after(report("Whether to raise the bank.", None))
        .after(report(
            "Whether to raise the bank, and how far.",
            Some("A foot."),
        ));
    let there = ["chair", "leader", "health", "voluntary", "ambassador"];
    let arrives = |book: Book, name: &&str| book.arrives(BOARD, &format!("board.{name}"));
    let book = there.iter().fold(book.at("2007-09-19T10:00"), arrives);
    book.at("2007-09-19T10:30")
        .opens(BOARD, "board.chair")
        .after(propose(
            BOARD,
            scope("own-affairs", None, Some("2007-10-31")),
        ))
        .after(position(
            &first,
            "board.health",
            Position::Object,
            Some("It is too high."),
        ))
        .after(AmendProposal {
            decision: id(&first),
            text: words("To raise the bank by a foot."),
        })
        .after(position(&first, "board.health", Position::StandAside, None))
        .after(position(&first, "board.leader", Position::Support, None))
        .agrees_on(&first)
        .after(propose(BOARD, ScopeAsked::default()))
        .after(position(&second, "board.health", Position::Object, None))
        .moves_proposal(&second, "board.leader")
        .seconds(&second, "board.health")
        .after(PutToVote {
            decision: id(&second),
            last_resort: None,
        })
        .counts(&second, None)
        .closes(BOARD)
        .at("2007-10-10T09:00")
        .after(answer("health", PartnersAnswer::Declines, None))
        .after(answer(
            "council",
            PartnersAnswer::AgreesWithConditions,
            Some("A review in a year."),
        ))
}

/// What is for the Board is forwarded or recommended; money waits for the accountable body.
fn the_executive(book: Book) -> Book {
    let agrees = |scope: ScopeAsked| AgreeByConsensus {
        meeting: id(EXECUTIVE),
        item: ItemNo(2),
        text: Some(words("To buy sandbags.")),
        decision: None,
        scope,
    };
    let answers = |agrees, said: Option<&str>| RecordAgreement {
        decision: id(&format!("{EXECUTIVE}-2-3")),
        agrees,
        on: date("2007-10-01"),
        by: words("The treasurer"),
        words: said.map(words),
        seat: None,
    };
    book.at("2007-09-03T09:00")
        .calls_on("executive", "2007-09-19")
        .at("2007-09-19T14:00")
        .arrives(EXECUTIVE, "executive.chief")
        .arrives(EXECUTIVE, "executive.nurse")
        .opens(EXECUTIVE, "executive.chief")
        .after(Forward {
            meeting: id(EXECUTIVE),
            item: ItemNo(1),
            to: id("board"),
            why: words("Priorities are the Board's."),
        })
        .after(agrees(scope("priorities", Some("board"), None)))
        .after(agrees(ScopeAsked::default()))
        .after(agrees(scope("pooled-money", None, None)))
        .closes(EXECUTIVE)
        .at("2007-10-10T09:00")
        .after(answers(false, Some("Not this year.")))
        .after(answers(true, None))
}

fn report(question: &str, recommendation: Option<&str>) -> TableReport {
    let recommendation = recommendation.map(words);
    TableReport {
        meeting: id(BOARD),
        item: ItemNo(2),
        report: ReportAsked {
            title: Title::new("The river bank").expect("a title"),
            question: words(question),
            options: recommendation.clone(),
            finance: recommendation.clone(),
            legal: recommendation.clone(),
            sustainability: recommendation.clone(),
            community_impact: recommendation.clone(),
            consultation: recommendation.clone(),
            level: recommendation.clone().map(|why| LevelAsked {
                at: AreaKind::District,
                why,
            }),
            recommendation,
        },
        seat: None,
    }
}

fn scope(competence: &str, to: Option<&str>, by: Option<&str>) -> ScopeAsked {
    ScopeAsked {
        competence: Some(id(competence)),
        level: by.map(|_| LevelAsked {
            at: AreaKind::County,
            why: words("The river crosses it."),
        }),
        recommends_to: to.map(id),
        answers_by: by.map(date),
    }
}

fn propose(meeting: &str, scope: ScopeAsked) -> Propose {
    Propose {
        meeting: id(meeting),
        item: ItemNo(2),
        text: words("To raise the bank."),
        scope,
    }
}

fn position(proposal: &str, name: &str, position: Position, said: Option<&str>) -> StatePosition {
    StatePosition {
        decision: id(proposal),
        seat: seat(name),
        position,
        mandate: said.map(|_| Certified::Decided),
        words: said.map(words),
    }
}

fn answer(partner: &str, answer: PartnersAnswer, conditions: Option<&str>) -> AnswerReferral {
    AnswerReferral {
        decision: id(&format!("{BOARD}-2")),
        partner: id(partner),
        answer,
        on: date("2007-10-02"),
        by: words("Its cabinet"),
        conditions: conditions.map(words),
        seat: None,
    }
}
