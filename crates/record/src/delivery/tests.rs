//! The story that the tables of this module begin with: the learning group's plan for dry feet.

pub(super) use crate::testkit::*;

use super::{
    AdviseOnImpact, AnswerInput, AppraiseAction, ApprovePlan, Bearing, BeginPlan, Capacity,
    CirculatePlan, Concerned, GiveInput, Judgement, MilestoneWanted, PlanEngagement, PlanPriority,
    Progress, ReachMilestone, ReportProgress, SetAction, WritePart,
};
use crate::{
    plan::AdoptStrategy,
    prose::{Title, Words},
};

pub(super) const PLAN: &str = "learning-2007-08";
pub(super) const FIRST: &str = "learning-2007-08-1";
pub(super) const SECOND: &str = "learning-2007-08-2";

pub(super) use crate::testkit::DELIVERY;

pub(super) fn words(text: &str) -> Words {
    Words::new(text).unwrap()
}

/// Three Rivers with plans, principles, areas and a gate.
pub(super) fn there() -> Book {
    Book::adopting(&format!("{ARRANGEMENTS}{DELIVERY}")).fills()
}

pub(super) fn begin() -> BeginPlan {
    BeginPlan {
        body: id("learning"),
        year: "2007-08".parse().unwrap(),
        title: Title::new("Dry feet").unwrap(),
        themes: vec![id("water")],
        seat: None,
    }
}

pub(super) fn begun() -> Book {
    there().after(begin())
}

pub(super) fn new_action(title: &str) -> SetAction {
    SetAction {
        plan: id(PLAN),
        action: None,
        title: Title::new(title).unwrap(),
        says: None,
        priority: true,
        lead: id("council"),
        person: None,
        with: vec![id("health")],
        starts: date("2007-04-01"),
        due: date("2008-03-31"),
        budget: Some(250_000),
        outcomes: Vec::new(),
        indicators: Vec::new(),
        depends_on: Vec::new(),
        approaches: vec![id("economic")],
        areas: vec![id("weir")],
        milestones: vec![MilestoneWanted {
            no: None,
            title: Title::new("The first bank stands").unwrap(),
            due: date("2007-06-01"),
        }],
        why: None,
        seat: None,
    }
}

pub(super) fn started() -> Book {
    begun().after(new_action("Raise the bank"))
}

pub(super) fn reach(milestone: u16) -> ReachMilestone {
    ReachMilestone {
        action: id(FIRST),
        milestone,
        on: date("2007-01-02"),
        words: None,
    }
}

pub(super) fn report(action: &str, state: Progress) -> ReportProgress {
    ReportProgress {
        action: id(action),
        state,
        words: words("The diggers are there."),
    }
}

pub(super) fn judged(of: &[&str]) -> Vec<Judgement> {
    let judge = |of: &&str| Judgement {
        of: id(of),
        bearing: Bearing::Helps,
        words: None,
    };
    of.iter().map(judge).collect()
}

pub(super) fn sent() -> Book {
    started().after(CirculatePlan {
        plan: id(PLAN),
        to: vec![id("board"), id("executive")],
        until: date("2007-01-31"),
        words: None,
        seat: None,
    })
}

pub(super) fn input(body: &str, name: Option<&str>) -> GiveInput {
    GiveInput {
        plan: id(PLAN),
        body: id(body),
        seat: name.map(seat),
        words: words("What of the boats?"),
    }
}

pub(super) fn adopt_strategy() -> AdoptStrategy {
    AdoptStrategy {
        strategy: id("rivers-2008"),
        title: Title::new("Three Rivers 2018").unwrap(),
        vision: words("Everyone can cross."),
        from: date("2007-01-02"),
        until: None,
        priorities: Vec::new(),
        approaches: Vec::new(),
        target_areas: Vec::new(),
        chapters: Vec::new(),
        decided_by: None,
    }
}

pub(super) fn engage() -> PlanEngagement {
    PlanEngagement {
        engagement: None,
        body: id("learning"),
        year: "2007-08".parse().unwrap(),
        who: Title::new("Anglers").unwrap(),
        how: words("A walk along the bank."),
        when: date("2007-06-30"),
        seat: None,
    }
}

pub(super) fn priority(earliest: &str) -> PlanPriority {
    PlanPriority {
        priority: None,
        title: Title::new("Cooler streets").unwrap(),
        theme: Some(id("water")),
        says: words("The summers are hot."),
        earliest: date(earliest),
        capacity: Capacity::InPart,
        needs: words("Two gardeners; the council has one."),
        lead: id("council"),
    }
}

/// A plan that lacks nothing.
pub(super) fn whole() -> Book {
    let mut named = new_action("Raise the bank");
    named.action = Some(id(FIRST));
    named.person = Some(person(1));
    named.milestones[0].no = Some(1);
    let write = |part: &str| WritePart {
        plan: id(PLAN),
        part: id(part),
        words: words("As the group agreed."),
        seat: None,
    };
    let answer = |input: u16| AnswerInput {
        plan: id(PLAN),
        input,
        changed: false,
        words: words("Boats are for next year."),
        seat: None,
    };
    sent()
        .after(named)
        .after(write("work"))
        .after(write("meetings"))
        .after(AppraiseAction {
            action: id(FIRST),
            principles: judged(&["future", "joining-up"]),
            dimensions: judged(&["economic", "social"]),
            says: None,
            seat: None,
        })
        .after(input("board", None))
        .after(input("executive", None))
        .after(answer(1))
        .after(answer(2))
        .after(AdviseOnImpact {
            about: Concerned::Plan(id(PLAN)),
            seat: None,
            words: words("The allotments would flood."),
            asks: None,
        })
        .after(engage())
}

pub(super) fn approved() -> Book {
    started().after(approve())
}

fn approve() -> ApprovePlan {
    ApprovePlan {
        plan: id(PLAN),
        decision: None,
        despite: Some(words("It is urgent.")),
    }
}

/// The plan is approved, and the Board agrees something under its second item.
pub(super) fn decided() -> Book {
    board_agrees(approved())
}

/// The Board meets in April and agrees something under its second item.
pub(super) fn board_agrees(book: Book) -> Book {
    let seats = ["chair", "leader", "councillor-1", "health", "voluntary"];
    let seats = seats.map(|name| format!("board.{name}"));
    let book = book.calls("board").at("2007-04-18T10:00");
    seats
        .iter()
        .fold(book, |book, name| book.arrives(BOARD, name))
        .at("2007-04-18T10:30")
        .opens(BOARD, "board.chair")
        .agrees(BOARD, "The plan moves forward.")
}

#[test]
fn what_the_lines_say_is_what_the_record_holds() {
    let book = whole().after(approve()).after(priority("2007-10-01"));
    let (told, again) = (&book.record.delivery, &book.replayed().delivery);
    assert_eq!(format!("{told:?}"), format!("{again:?}"));
    let plan = told.plan(&id(PLAN)).unwrap();
    assert_eq!(plan.stage(), super::Stage::Approved);
    assert_eq!(plan.approval.as_ref().unwrap().body, id("executive"));
    assert_eq!(plan.approval.as_ref().unwrap().despite, None);
    assert!(told.is_latest(plan));
}
