//! Who may ask for what: every act of the catalogue by every kind of person, as a table that is
//! reviewed when it changes (`permissions.txt`).

use app::{Caller, Role, permit, read_acts};
use record::{
    act::{Subject, meeting_of},
    catalogue,
};
use serde_json::{Value, json};
use testkit::{holder_of, person, substitute_for};

use crate::{
    asked_of_money::about_money,
    asked_of_plans::{self, about_delivery, about_improvement, about_plan, agreed_plan},
    bench::{Bench, OPERATOR, Place, THREE_RIVERS, enter, read, tell},
    golden,
    story::{self, BOARD, MOTION},
};

/// The seat in whose name everything is asked.
pub(crate) const SEAT: &str = "board.leader";
/// The seat of whoever takes the chair: a chair is whoever holds it that day.
const CHAIR: &str = "board.chair";
/// The action of which everything is asked: its owner is the council.
const ACTION: &str = "board-2007-04-18-a1";

/// A kind of person, and somebody who is of it.
struct Kind(&'static str, Caller);

fn kinds() -> Vec<Kind> {
    let someone = |number: u32| Caller::Person(person(number));
    let holder = |seat: &str| Caller::Person(holder_of(seat));
    vec![
        Kind("somebody unknown to the house", someone(999)),
        Kind("somebody known who holds nothing", someone(900)),
        Kind("holder of the seat", holder(SEAT)),
        Kind(
            "holder of another seat of the partner",
            holder("board.councillor-1"),
        ),
        Kind("holder of another partner's seat", holder("board.health")),
        Kind("chair", holder("board.chair")),
        Kind("chair until the day before", someone(810)),
        Kind("next chair", someone(811)),
        Kind("observer on the body", holder("board.observer")),
        Kind(
            "standing substitute for the seat",
            Caller::Person(substitute_for(SEAT)),
        ),
        Kind("standing substitute, term over", someone(801)),
        Kind("substitute for this meeting", someone(802)),
        Kind("substitute for another meeting", someone(803)),
        Kind(
            "substitute for another seat",
            Caller::Person(substitute_for("board.health")),
        ),
        Kind("former holder of the seat", someone(804)),
        Kind("next holder of the seat", someone(805)),
        Kind("finance", someone(806)),
        Kind("administrator", someone(807)),
        Kind("secretariat of another partnership", someone(808)),
        Kind("secretariat", someone(809)),
        Kind(
            "secretariat, signed in with one factor",
            Caller::OneFactor(person(809)),
        ),
        Kind("operator", OPERATOR),
    ]
}

/// The Board meets, a motion is put, and everyone in the table has come by what they have.
fn set_up() -> Bench {
    let bench = Bench::new(Place::sqlite());
    for number in 801..=811 {
        enter(&*bench.office, person(number), &format!("Person {number}"));
    }
    for (number, partnership, role) in [
        (806, THREE_RIVERS, Role::Finance),
        (807, THREE_RIVERS, Role::Administrator),
        (808, "elsewhere", Role::Secretariat),
        (809, THREE_RIVERS, Role::Secretariat),
    ] {
        bench
            .office
            .grant_role(partnership, &person(number).to_string(), role, 0)
            .unwrap();
    }
    let house = bench.house();
    let appoint = |seat: &str, person, from: &str, until: Option<&str>| json!({"act": "structure.appoint", "seat": seat, "person": person, "from": from, "until": until});
    let fill = story::fill()
        .as_array()
        .unwrap()
        .iter()
        .filter(|act| act["seat"] != SEAT && act["seat"] != CHAIR)
        .cloned()
        .collect();
    let substitute = |seat: &str,
                      person,
                      meeting: Option<&str>,
                      from: Option<&str>,
                      until: Option<&str>| {
        json!({"act": "structure.name-substitute", "seat": seat, "person": person, "meeting": meeting,
            "from": from, "until": until})
    };
    let acts = story::all([
        asked_of_plans::adopt(),
        fill,
        appoint(SEAT, person(804), "2007-01-01", Some("2007-02-28")),
        appoint(SEAT, holder_of(SEAT), "2007-03-01", Some("2007-06-30")),
        appoint(SEAT, person(805), "2007-07-01", None),
        appoint(CHAIR, person(810), "2007-01-01", Some("2007-04-17")),
        appoint(CHAIR, holder_of(CHAIR), "2007-04-18", Some("2007-06-30")),
        appoint(CHAIR, person(811), "2007-07-01", None),
        story::call("board", "2007-04-18"),
        story::call("board", "2007-06-20"),
        substitute(SEAT, substitute_for(SEAT), None, Some("2007-03-01"), None),
        substitute(
            SEAT,
            person(801),
            None,
            Some("2007-03-01"),
            Some("2007-04-17"),
        ),
        substitute(SEAT, person(802), Some(BOARD), None, None),
        substitute(SEAT, person(803), Some("board-2007-06-20"), None, None),
        substitute(
            "board.health",
            substitute_for("board.health"),
            None,
            Some("2007-03-01"),
            None,
        ),
    ]);
    tell(&house, acts);
    bench.at("2007-04-18T10:30");
    let seats = ["board.chair", SEAT, "board.health", "board.voluntary"];
    tell(
        &house,
        seats
            .iter()
            .map(|seat| story::arrive(BOARD, seat))
            .collect(),
    );
    tell(&house, story::open(BOARD, "board.chair"));
    tell(&house, story::put(BOARD, "board.health", "board.voluntary"));
    tell(&house, story::note(BOARD, "Print the plan."));
    tell(
        &house,
        json!([
            {"act": "delivery.begin-plan", "body": "board", "year": "2007-08", "title": "Dry feet"},
            {"act": "delivery.set-action", "plan": "board-2007-08", "title": "Raise the bank", "lead": "council",
                "starts": "2007-04-18", "due": "2008-03-31"},
        ]),
    );
    tell(&house, exceptions());
    tell(&house, agreed_plan());
    bench
}

/// One of each act, asked in the name of the seat where it takes one; some in two ways.
fn asked(name: &str) -> Vec<(String, Value)> {
    let one = |json: Value| vec![(name.to_owned(), json)];
    match name {
        "structure.adopt-arrangements" => one(story::adopt()),
        "structure.appoint" => {
            one(json!({"act": name, "seat": SEAT, "person": person(900), "from": "2007-04-18"}))
        }
        "structure.end-appointment" => one(json!({"act": name, "seat": SEAT, "on": "2007-04-30"})),
        "structure.name-substitute" => {
            let named = |meeting: Option<&str>| json!({"act": name, "seat": SEAT, "person": person(900), "meeting": meeting});
            vec![
                (format!("{name} (for this meeting)"), named(Some(BOARD))),
                (
                    format!("{name} (for another)"),
                    named(Some("board-2007-06-20")),
                ),
                (format!("{name} (standing)"), named(None)),
            ]
        }
        "structure.nominate" => one(json!({"act": name, "seat": SEAT, "person": person(900),
            "from": "2007-08-01", "mandate": "commits"})),
        "structure.withdraw-nomination" => {
            one(json!({"act": name, "seat": SEAT, "person": person(900)}))
        }
        "structure.elect" => one(json!({"act": name, "seat": SEAT, "person": person(900)})),
        "structure.accept-role" => one(json!({"act": name, "seat": SEAT})),
        "structure.review-membership" => {
            one(json!({"act": name, "body": "board", "outcome": "confirmed"}))
        }
        "meetings.call" => one(story::call("board", "2007-09-19")),
        "meetings.add-item" => {
            one(json!({"act": name, "meeting": BOARD, "item": {"title": "Otters"}}))
        }
        "meetings.table-paper" => one(json!({"act": name, "meeting": BOARD, "item": 2,
            "paper": {"title": "Plan", "hash": "a".repeat(64)}})),
        "meetings.classify-paper" => one(json!({"act": name, "meeting": BOARD, "item": 2,
            "paper": "a".repeat(64), "class": {"is": "members"}})),
        "meetings.classify-item" => one(json!({"act": name, "meeting": BOARD, "item": 2,
            "class": {"is": "confidential", "reason": "It was given in confidence."}})),
        "meetings.release" => one(json!({"act": name, "meeting": BOARD, "item": 2,
            "why": "It is known by now."})),
        "meetings.withdraw-paper" => one(json!({"act": name, "meeting": BOARD, "item": 2,
            "paper": "a".repeat(64), "why": "It named a private person."})),
        "meetings.exclude-public" => one(json!({"act": name, "meeting": BOARD, "item": 2,
            "words": "That the public be excluded."})),
        "meetings.record-apologies" => {
            let sorry = |meeting: &str| json!({"act": name, "meeting": meeting, "seat": SEAT});
            vec![
                (format!("{name} (for this meeting)"), sorry(BOARD)),
                (format!("{name} (for another)"), sorry("board-2007-06-20")),
            ]
        }
        "meetings.record-arrival" => one(story::arrive(BOARD, SEAT)),
        "meetings.record-departure" => one(story::depart(BOARD, SEAT)),
        "meetings.open" => one(story::open(BOARD, SEAT)),
        "meetings.note-action" => one(story::note(BOARD, "Print the plan.")),
        "meetings.close" => one(story::close(BOARD)),
        "meetings.draft-minutes" => one(story::draft(BOARD, "Nothing was said.")),
        "meetings.approve-minutes" => one(story::approve(BOARD)),
        "meetings.publish-minutes" => one(story::publish(BOARD)),
        "meetings.declare-interest" => one(json!({"act": name, "meeting": BOARD, "seat": SEAT,
            "item": 2, "nature": "My brother owns the weir.", "withdraws": true})),
        "meetings.withdraw" => one(json!({"act": name, "meeting": BOARD, "seat": SEAT, "item": 2})),
        "meetings.return-to-room" => one(json!({"act": name, "meeting": BOARD, "seat": SEAT})),
        "meetings.circulate-minutes" => one(json!({"act": name, "meeting": BOARD})),
        "meetings.correct-minutes" => one(json!({"act": name, "meeting": BOARD, "item": 1,
            "text": "All were welcome.", "why": "Some were left out."})),
        "meetings.report-action" => {
            one(json!({"act": name, "action": ACTION, "words": "Half is printed."}))
        }
        "meetings.extend-action" => one(json!({"act": name, "action": ACTION,
            "due": "2007-09-30", "why": "The press broke."})),
        "meetings.close-action" => one(json!({"act": name, "action": ACTION, "outcome": "done"})),
        "meetings.record-telling" => {
            one(json!({"act": name, "meeting": BOARD, "seat": SEAT, "whom": "officers"}))
        }
        "meetings.take-item" => one(json!({"act": name, "meeting": BOARD, "item": 2})),
        "decisions.agree-by-consensus" => one(story::agree(BOARD, "To thank the wardens.")),
        "decisions.move-motion" => {
            one(json!({"act": name, "meeting": BOARD, "item": 3, "seat": SEAT, "text": "That."}))
        }
        "decisions.second-motion" => one(json!({"act": name, "decision": MOTION, "seat": SEAT})),
        "decisions.put-to-vote" => one(json!({"act": name, "decision": MOTION})),
        "decisions.cast-vote" => one(story::vote(MOTION, SEAT, "for")),
        "decisions.close-vote" => one(story::count(MOTION)),
        "decisions.record-dissent" => one(story::dissent(MOTION, SEAT, "No.")),
        "decisions.propose" => {
            one(json!({"act": name, "meeting": BOARD, "item": 3, "text": "To raise the bank."}))
        }
        "decisions.state-position" => {
            one(json!({"act": name, "decision": MOTION, "seat": SEAT, "position": "object"}))
        }
        "decisions.amend-proposal" => {
            one(json!({"act": name, "decision": MOTION, "text": "To raise it by a foot."}))
        }
        "decisions.forward" => one(json!({"act": name, "meeting": BOARD, "item": 3,
            "to": "executive", "why": "It is theirs."})),
        "decisions.answer-referral" => one(json!({"act": name, "decision": MOTION,
            "partner": "council", "answer": "agrees", "on": "2007-04-18", "by": "Its cabinet", "seat": SEAT})),
        "decisions.record-agreement" => one(json!({"act": name, "decision": MOTION,
            "agrees": true, "on": "2007-04-18", "by": "The treasurer", "seat": SEAT})),
        "decisions.table-report" => one(
            json!({"act": name, "meeting": BOARD, "item": 2, "seat": SEAT,
            "report": {"title": "The bank", "question": "Whether to raise it."}}),
        ),
        "meetings.issue-agenda" => one(json!({"act": name, "meeting": BOARD})),
        "meetings.move" => one(json!({"act": name, "meeting": BOARD, "date": "2007-05-02",
            "starts": "10:30", "place": "Mill", "why": "So."})),
        "meetings.cancel" => one(json!({"act": name, "meeting": BOARD, "why": "So."})),
        "meetings.reorder-agenda" => {
            one(json!({"act": name, "meeting": BOARD, "order": [2, 1, 3, 4]}))
        }
        "meetings.change-item" => {
            one(json!({"act": name, "meeting": BOARD, "item": 2, "to": {"title": "Otters"}}))
        }
        "meetings.defer-item" => {
            one(json!({"act": name, "meeting": BOARD, "item": 2, "why": "So."}))
        }
        "meetings.plan-item" => {
            one(json!({"act": name, "body": "board", "title": "Otters", "why": "So."}))
        }
        "meetings.drop-planned" => {
            one(json!({"act": name, "planned": "board-to-come-1", "why": "So."}))
        }
        "book.redact" => one(story::redact(1, 0)),
        "decisions.ask-for-further-report" => {
            one(json!({"act": name, "decision": MOTION, "what": "What it costs."}))
        }
        "decisions.ratify" => one(
            json!({"act": name, "decision": MOTION, "meeting": BOARD, "item": 2, "agreed": true}),
        ),
        "correspondence.open" => one(json!({"act": name, "body": "board", "title": "Otters",
            "text": "That.", "why": "Why.", "deadline": "2007-05-01"})),
        "correspondence.answer" => one(
            json!({"act": name, "correspondence": "board-by-correspondence-1", "seat": SEAT, "answer": "agree"}),
        ),
        "correspondence.close" => {
            one(json!({"act": name, "correspondence": "board-by-correspondence-1"}))
        }
        "disputes.raise" => {
            let raise = |seat: Option<&str>| {
                json!({"act": name, "body": "board", "title": "Otters",
                "between": ["council", "health"], "about": "Otters.", "seat": seat})
            };
            vec![
                (format!("{name} (for a seat)"), raise(Some(SEAT))),
                (format!("{name} (for nobody)"), raise(None)),
            ]
        }
        "disputes.record-mediation" => one(json!({"act": name, "dispute": "dispute-1", "step": 1,
            "settled": true, "words": "So.", "on": "2007-04-18"})),
        "disputes.settle" => one(
            json!({"act": name, "dispute": "dispute-1", "ends": "settled",
            "words": "So.", "on": "2007-04-18"}),
        ),
        _ if name.starts_with("delivery.") => about_delivery(name),
        _ if name.starts_with("plan.") => about_plan(name),
        _ if name.starts_with("money.") => about_money(name),
        _ if name.starts_with("structure.") => about_bodies(name),
        _ if name.starts_with("exceptions.") => about_exceptions(name),
        _ if name.starts_with("efficiency.") || name.starts_with("watching.") => {
            about_improvement(name)
        }
        new => panic!("say here how {new} is asked for, and run again with FOLKMOOT_UPDATE=1"),
    }
}

/// An exception that stands where it was raised, and one that was passed on; what is to be done about the
/// first; a review and a bid. The council answers for them.
fn exceptions() -> Value {
    let raise = |body: &str| {
        json!({"act": "exceptions.raise", "about": {"of": "concern"}, "title": "Buses",
            "why": "They are late.", "asks": "A steer.", "owner": "council", "body": body})
    };
    json!([
        raise("executive"),
        raise("executive"),
        {"act": "exceptions.forward", "exception": "exception-2", "why": "So."},
        {"act": "exceptions.set-remedy", "exception": "exception-1", "what": "All.", "owner": "health", "due": "2007-05-31"},
        {"act": "efficiency.begin-review", "title": "Vans", "scope": "All.", "body": "executive", "lead": "council",
            "due": "2007-12-31", "partners": [{"partner": "council"}, {"partner": "health", "pence": 100}]},
        {"act": "watching.list", "sort": "bid", "title": "Paths", "about": "All.", "deadline": "2007-12-31",
            "body": "executive", "lead": "council", "together": ["health"]},
    ])
}

fn about_exceptions(name: &str) -> Vec<(String, Value)> {
    let one = |json: Value| vec![(name.to_owned(), json)];
    match name {
        "exceptions.raise" => {
            let raise = |seat: Option<&str>| {
                json!({"act": name, "about": {"of": "concern"}, "title": "Otters", "why": "So.",
                    "owner": "council", "body": "board", "seat": seat})
            };
            vec![
                (format!("{name} (from a seat)"), raise(Some(SEAT))),
                (format!("{name} (from nobody)"), raise(None)),
            ]
        }
        "exceptions.report" => {
            one(json!({"act": name, "exception": "exception-1", "words": "So."}))
        }
        "exceptions.give-support" => one(
            json!({"act": name, "exception": "exception-1", "partner": "health", "words": "So."}),
        ),
        "exceptions.forward" => vec![
            (
                format!("{name} (from where it was raised)"),
                json!({"act": name, "exception": "exception-1", "why": "So."}),
            ),
            (
                format!("{name} (further)"),
                json!({"act": name, "exception": "exception-2", "why": "So."}),
            ),
        ],
        "exceptions.give-steer" => one(
            json!({"act": name, "exception": "exception-2", "meeting": BOARD, "item": 2, "words": "So."}),
        ),
        "exceptions.set-remedy" => one(
            json!({"act": name, "exception": "exception-1", "what": "So.", "owner": "health", "due": "2007-05-31"}),
        ),
        "exceptions.report-remedy" => {
            one(json!({"act": name, "remedy": "exception-1-r1", "words": "So."}))
        }
        "exceptions.finish-remedy" => {
            one(json!({"act": name, "remedy": "exception-1-r1", "done": true, "words": "So."}))
        }
        "exceptions.close" => one(
            json!({"act": name, "exception": "exception-1", "outcome": "resolved", "words": "So."}),
        ),
        new => panic!("say here how {new} is asked for, and run again with FOLKMOOT_UPDATE=1"),
    }
}

/// Bodies over time.
fn about_bodies(name: &str) -> Vec<(String, Value)> {
    let one = |json: Value| vec![(name.to_owned(), json)];
    match name {
        "structure.propose-terms" => one(
            json!({"act": name, "body": "forum", "terms": {"purpose": "To ask."}, "from": "2007-05-01"}),
        ),
        "structure.approve-terms" => one(json!({"act": name, "body": "forum", "version": 1})),
        "structure.found-group" => one(
            json!({"act": name, "group": "alcohol", "name": "Alcohol", "scope": "All.",
            "resources": "None.", "origin": "directed", "by": "board", "starts": "2007-05-01",
            "ends": "2007-10-31", "seats": [{"id": "lead", "title": "Lead"}]}),
        ),
        "structure.extend-group" => {
            one(json!({"act": name, "group": "flood", "until": "2008-01-01", "why": "More rain."}))
        }
        "structure.close-group" => {
            one(json!({"act": name, "group": "flood", "report": "It is dry."}))
        }
        "structure.name-contact" => one(
            json!({"act": name, "body": "learning", "role": "link", "towards": "forum",
            "person": person(1).to_string(), "from": "2007-05-01"}),
        ),
        "structure.end-contact" => {
            one(json!({"act": name, "contact": "learning-link-1", "on": "2007-05-02"}))
        }
        "structure.log-dependency" => one(
            json!({"act": name, "what": "Funds.", "sort": "rests-on", "owner": "council",
            "review": "2007-09-01"}),
        ),
        "structure.settle-dependency" => {
            one(json!({"act": name, "dependency": "dependency-1", "outcome": "Done."}))
        }
        new => panic!("say here how {new} is asked for, and run again with FOLKMOOT_UPDATE=1"),
    }
}

#[test]
fn who_may_ask_for_what_is_as_the_table_says() {
    let bench = set_up();
    let house = bench.house();
    let (reading, names) = (read(&house), house.names().unwrap());
    let kinds = kinds();
    let mut table = format!(
        "Who may ask for what at Three Rivers, in the name of the seat {SEAT} where an act is a seat's.\n\
         Whether an act is right is another question. Written by the test of permissions.\n\n"
    );
    for (nth, Kind(kind, _)) in (1..).zip(&kinds) {
        table.push_str(&format!("{nth:>2}  {kind}\n"));
    }
    let numbers: String = (1..=kinds.len()).map(|nth| format!("{nth:>3}")).collect();
    table.push_str(&format!("\n{:46}{numbers}\n", ""));
    let of_the_chair = [
        "meetings.declare-interest",
        "decisions.state-position",
        "decisions.cast-vote",
    ];
    let of_the_chair = of_the_chair.into_iter().flat_map(asked).map(|(row, json)| {
        let json = json.to_string().replace(SEAT, CHAIR);
        let row = format!("{row} (as chair)");
        (row, serde_json::from_str(&json).unwrap())
    });
    let asked = catalogue().iter().flat_map(|act| asked(act.name));
    for (row, json) in asked.chain(of_the_chair) {
        let act = read_acts(json)
            .unwrap_or_else(|denied| panic!("{row}: {denied}"))
            .remove(0);
        let minute = record::Minute {
            at: reading.now,
            by: OPERATOR.author(),
        };
        let marks = kinds.iter().map(|Kind(_, caller)| {
            let allowed = permit(
                &names,
                THREE_RIVERS,
                &reading.record,
                *caller,
                &minute,
                &*act,
            )
            .is_ok();
            if allowed { "  ✔" } else { "  ✘" }
        });
        table.push_str(&format!("{row:46}{}\n", marks.collect::<String>()));
        // An act about a meeting was asked about one that is there, or the table would say little.
        assert!(
            match act.subject() {
                None => true,
                Some(Subject::Indicator(id)) => reading.record.plan.indicator(id).is_some(),
                Some(Subject::Exception(id)) => reading.record.exceptions.get(id).is_some(),
                Some(Subject::PlanAction(id)) => reading.record.delivery.action(id).is_some(),
                Some(Subject::DeliveryPlan(id) | Subject::PlanPart(id, _)) => {
                    reading.record.delivery.plan(id).is_some()
                }
                // What makes one of these names it.
                Some(Subject::Outcome(_) | Subject::Agreement(_) | Subject::Strategy(_)) => true,
                Some(_) => meeting_of(&*act, &reading.record).is_some(),
            },
            "{row}"
        );
    }
    golden::same_as("permissions.txt", &table);
}

#[test]
fn the_clerk_asks_before_it_decides() {
    let bench = set_up();
    let house = bench.house();
    for Kind(kind, caller) in kinds() {
        let vote = if kind.len() % 2 == 0 {
            "for"
        } else {
            "against"
        };
        let answer = house.act(crate::bench::request(
            caller,
            story::vote(MOTION, SEAT, vote),
        ));
        let names = house.names().unwrap();
        let act = read_acts(story::vote(MOTION, SEAT, vote))
            .unwrap()
            .remove(0);
        let reading = read(&house);
        let minute = record::Minute {
            at: reading.now,
            by: caller.author(),
        };
        let allowed = permit(
            &names,
            THREE_RIVERS,
            &reading.record,
            caller,
            &minute,
            &*act,
        )
        .is_ok();
        match answer {
            Ok(_) => assert!(allowed, "{kind}"),
            Err(denied) if denied.code() == "not-permitted" => assert!(!allowed, "{kind}"),
            Err(denied) => assert_eq!(denied.code(), "decisions/vote-unchanged", "{kind}"),
        }
    }
}
