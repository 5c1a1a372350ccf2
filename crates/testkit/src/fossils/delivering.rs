//! The learning group's plan for dry feet, from its beginning to the gate; what is to come; who is asked.

use record::{
    delivery::{
        AdviseOnImpact, AnswerInput, AppraiseAction, AppraiseDecision, ApprovePlan, Bearing,
        BeginPlan, Capacity, CirculatePlan, ClosePriority, Compatible, Concerned, DropAction, Fate,
        GiveInput, Judgement, MilestoneWanted, MoveMilestone, PassGate, PlanEngagement,
        PlanPriority, Progress, ReachMilestone, ReportCompatibility, ReportEngagement,
        ReportProgress, SetAction, WritePart,
    },
    prose::Title,
    structure::{AdoptArrangements, Appoint},
};

use super::{ARRANGEMENTS, Book, DELIVERY, date, id, person, seat, words};

const PLAN: &str = "learning-2010-11";
const FIRST: &str = "learning-2010-11-1";
const DECISION: &str = "board-2010-07-21-2";

pub(super) fn goes_on(book: Book) -> Book {
    let book = book.at("2010-03-01T09:00").after(AdoptArrangements {
        text: format!("{ARRANGEMENTS}{DELIVERY}"),
        from: date("2010-03-01"),
        decided_by: None,
    });
    through_the_gate(to_come(in_hand(agreed_on(written(book)))))
}

fn title(text: &str) -> Title {
    Title::new(text).expect("a title")
}

fn action(called: &str) -> SetAction {
    SetAction {
        plan: id(PLAN),
        action: None,
        title: title(called),
        says: None,
        priority: false,
        lead: id("council"),
        person: None,
        with: Vec::new(),
        starts: date("2010-04-01"),
        due: date("2011-03-31"),
        budget: None,
        outcomes: Vec::new(),
        indicators: Vec::new(),
        depends_on: Vec::new(),
        approaches: Vec::new(),
        areas: Vec::new(),
        milestones: Vec::new(),
        why: None,
        seat: None,
    }
}

fn milestone(no: Option<u16>) -> MilestoneWanted {
    MilestoneWanted {
        no,
        title: title("The first bank stands"),
        due: date("2010-06-01"),
    }
}

fn written(book: Book) -> Book {
    book.after(BeginPlan {
        body: id("learning"),
        year: "2010-11".parse().expect("a year"),
        title: title("Dry feet"),
        themes: vec![id("water")],
        seat: None,
    })
    .after(WritePart {
        plan: id(PLAN),
        part: id("work"),
        words: words("Banks, and then boats."),
        seat: None,
    })
    .after(SetAction {
        says: Some(words("By a foot, from the weir to the mill.")),
        priority: true,
        person: Some(person(701)),
        with: vec![id("health")],
        budget: Some(2_500_000),
        approaches: vec![id("economic"), id("social")],
        areas: vec![id("weir")],
        milestones: vec![milestone(None)],
        ..action("Raise the bank")
    })
    .after(SetAction {
        depends_on: vec![id(FIRST)],
        ..action("Paint the boats")
    })
}

fn agreed_on(book: Book) -> Book {
    let bearing = [Bearing::HelpsMuch, Bearing::Neutral];
    let judged = |of: [&str; 2]| {
        let pairs = of.into_iter().zip(bearing);
        let judged = pairs.map(|(of, bearing)| Judgement {
            of: id(of),
            bearing,
            words: (bearing == Bearing::Neutral).then(|| words("Too early to tell.")),
        });
        judged.collect::<Vec<_>>()
    };
    book.after(AppraiseAction {
        action: id(FIRST),
        principles: judged(["future", "joining-up"]),
        dimensions: judged(["economic", "social"]),
        says: Some(words("Raise it, and ask the villages first.")),
        seat: None,
    })
    .after(CirculatePlan {
        plan: id(PLAN),
        to: vec![id("board"), id("forum")],
        until: date("2010-03-31"),
        words: Some(words("What of the boats?")),
        seat: None,
    })
    .after(GiveInput {
        plan: id(PLAN),
        body: id("forum"),
        seat: None,
        words: words("Blue boats."),
    })
    .after(AnswerInput {
        plan: id(PLAN),
        input: 1,
        changed: true,
        words: words("They will be blue."),
        seat: None,
    })
    .after(AdviseOnImpact {
        about: Concerned::Plan(id(PLAN)),
        seat: None,
        words: words("The allotments would flood."),
        asks: Some(words("A wall around them.")),
    })
    .after(ReportCompatibility {
        partner: id("health"),
        about: Concerned::Plan(id(PLAN)),
        own: title("Operating plan"),
        fits: Compatible::InPart,
        words: words("The budget follows in April."),
        seat: None,
    })
    .after(ApprovePlan {
        plan: id(PLAN),
        decision: None,
        despite: Some(words("The rain will not wait.")),
    })
    .at("2010-04-21T09:00")
    .after(AppraiseDecision {
        decision: id("bridges-2009-04-15-2"),
        principles: judged(["future", "joining-up"]),
        dimensions: judged(["economic", "social"]),
        says: None,
        seat: None,
    })
}

fn in_hand(book: Book) -> Book {
    book.after(SetAction {
        action: Some(id(FIRST)),
        priority: true,
        milestones: vec![milestone(Some(1))],
        why: Some(words("The mill is dry.")),
        ..action("Raise the bank at the weir")
    })
    .after(MoveMilestone {
        action: id(FIRST),
        milestone: 1,
        due: date("2010-07-01"),
        why: words("The diggers were late."),
    })
    .after(ReportProgress {
        action: id(FIRST),
        state: Progress::MovingForward,
        words: words("The diggers are there."),
    })
    .after(DropAction {
        action: id("learning-2010-11-2"),
        why: words("Nobody rows."),
        seat: None,
    })
    .at("2010-07-02T09:00")
    .after(ReachMilestone {
        action: id(FIRST),
        milestone: 1,
        on: date("2010-07-01"),
        words: Some(words("A day after the Board had walked it.")),
    })
}

fn to_come(book: Book) -> Book {
    let year = || "2010-11".parse().expect("a year");
    book.after(PlanPriority {
        priority: None,
        title: title("Cooler streets"),
        theme: Some(id("water")),
        says: words("The summers are hot."),
        earliest: date("2010-10-01"),
        capacity: Capacity::InPart,
        needs: words("Two gardeners; the council has one."),
        lead: id("council"),
    })
    .after(ClosePriority {
        priority: id("priority-1"),
        fate: Fate::Introduced,
        plan: Some(id(PLAN)),
        words: words("The second gardener came."),
    })
    .after(PlanEngagement {
        engagement: None,
        body: id("learning"),
        year: year(),
        who: title("Anglers"),
        how: words("A walk along the bank."),
        when: date("2010-06-30"),
        seat: None,
    })
    .after(ReportEngagement {
        engagement: id("learning-2010-11-engagement-1"),
        held: date("2010-06-30"),
        heard: words("The path floods."),
        changed: words("The path is raised first."),
        seat: None,
    })
}

/// The Board finds that the plan moves forward, and the watch passes on.
fn through_the_gate(book: Book) -> Book {
    let meeting = "board-2010-07-21";
    let from = date("2010-07-01");
    let seats = [
        "board.chair",
        "board.leader",
        "board.health",
        "board.voluntary",
    ];
    let empty = |name: &&&str| {
        let held = book
            .record
            .structure
            .holder(&seat(name), date("2010-07-21"));
        held.is_none()
    };
    let empty: Vec<_> = seats.iter().filter(empty).collect();
    let book = (713..)
        .zip(empty)
        .fold(book, |book, (number, name)| {
            book.after(Appoint::new(seat(name), person(number), from))
        })
        .after(Appoint::new(seat("watchers.before"), person(712), from))
        .calls_on("board", "2010-07-21");
    let more = ["board.councillor-1", "board.ambassador"];
    seats
        .iter()
        .chain(&more)
        .fold(book, |book, name| book.arrives(meeting, name))
        .at("2010-07-21T10:30")
        .opens(meeting, "board.chair")
        .agrees(meeting, "The plan moves forward.")
        .after(PassGate {
            gate: id("handover"),
            decision: id(DECISION),
        })
}
