//! A story in which every field that takes words has some, told apart by when they are public.

mod delivering;
mod in_private;
mod money;
mod planning;

use serde_json::{Value, json};

use super::{
    BOARD,
    wire::{all, arrive, call, close, draft, fill, open},
};

/// In what waits for the minutes of the Board's meeting; texts are told apart by what follows.
pub const CANARY: &str = "canary-4f1d";
/// In a draft of the minutes that was replaced.
pub const REPLACED: &str = "canary-replaced";
/// In what is public at once.
pub const AT_ONCE: &str = "canary-at-once";
/// In a dispute and a question that are over.
pub const ENDED: &str = "canary-ended";
/// In a dispute and a question that go on.
pub const LATER: &str = "canary-later";
/// In what is never public.
pub const KEPT: &str = "canary-kept";

/// The motion under its second item.
pub const MOTION: &str = "board-2007-04-18-2";
/// What was asked of someone at the Board's meeting.
pub const ACTION: &str = "board-2007-04-18-a1";
/// What was proposed there, amended and referred to the partners.
pub const PROPOSAL: &str = "board-2007-04-18-2-2";
/// What was agreed there about money.
pub const MONEY: &str = "board-2007-04-18-2-3";
/// What was moved there and tied.
const TIED: &str = "board-2007-04-18-2-4";

/// The hash of a map, of which it is the only line: “Here be otters.”
pub const MAP: &str = "d4c8221a7b6f992f77cfdc7ec9b7de0c52c9b662f9686174d6460590d7ab5088";

/// The steps by which Three Rivers settles disputes.
const STEPS: &str = "
[[dispute]]
who = \"The chair\"
what = \"Tries to mediate.\"

[[dispute]]
who = \"An outside body\"
what = \"Is asked to mediate.\"

[[area]]
id = \"wyeford\"
name = \"Wyeford\"
kind = \"district\"
";

fn words(of: &str) -> String {
    format!("{CANARY} {of}")
}

fn at_once(of: &str) -> String {
    format!("{AT_ONCE} {of}")
}

/// A step of the story.
#[derive(Debug, Clone)]
pub enum Step {
    /// The clock is set, in the time of the place.
    At(&'static str),
    /// A file is kept by the office.
    Keep {
        /// Its SHA-256.
        hash: &'static str,
        /// Its name.
        name: &'static str,
        /// What is in it.
        bytes: &'static [u8],
    },
    /// Acts are asked for.
    Ask(Value),
}

use Step::{Ask, At, Keep};

/// A meeting with something in every field that takes prose, not yet published, and all else that has
/// words around it. It begins with an empty book and everyone of Three Rivers known.
pub fn unpublished() -> Vec<Step> {
    let arrangements = format!(
        "{}{STEPS}{}{}{}",
        super::ARRANGEMENTS,
        super::DELIVERY,
        // Approaches are dimensions to be judged, and those of delivery are.
        super::PLAN.replace("[[approach]]\nid = \"families\"\nname = \"Families\"\n", ""),
        money::arrangements(),
    );
    let adopt =
        json!({"act": "structure.adopt-arrangements", "text": arrangements, "from": "2007-01-01"});
    let (question, first) = ("learning-by-correspondence-1", "dispute-1");
    let seats = ["chair", "leader", "health", "voluntary"].map(|seat| format!("board.{seat}"));
    let mut steps = vec![
        Ask(all([adopt, money::reversed(), fill(), structure()])),
        Ask(all([ask(ENDED), dispute(ENDED)])),
        Ask(delivering::plan()),
        At("2007-01-05T09:00"),
        Ask(all([
            answers(ENDED, question),
            mediated(ENDED, first),
            ended(first),
        ])),
        Ask(planning::strategy_and_figures()),
        At("2007-02-02T09:00"),
        Ask(json!({"act": "correspondence.close", "correspondence": question})),
        Ask(all([ask(LATER), dispute(LATER)])),
        Ask(answers(LATER, "learning-by-correspondence-2")),
        Ask(mediated(LATER, "dispute-2")),
        At("2007-04-02T09:00"),
        Ask(call("board", "2007-04-18")),
        At("2007-04-17T09:00"),
        Keep {
            hash: MAP,
            name: "map.txt",
            bytes: b"Here be otters.",
        },
        Ask(before()),
        At("2007-04-18T10:00"),
        Ask(seats.iter().map(|seat| arrive(BOARD, seat)).collect()),
        Ask(open(BOARD, &seats[0])),
        Ask(there()),
        Ask(agreement()),
        Ask(close(BOARD)),
        Ask(afterwards()),
        Ask(exceptions()),
        Ask(improvement()),
        Ask(minutes()),
    ];
    steps.extend(in_private::steps());
    steps.extend(money::steps());
    steps
}

/// What is said of seats and bodies.
fn structure() -> Value {
    json!([
        {"act": "structure.end-appointment", "seat": "forum.citizen-2", "on": "2007-01-31", "ground": "other", "words": at_once("end of an appointment")},
        {"act": "structure.review-membership", "body": "board", "outcome": "changed", "words": at_once("review")},
        {"act": "structure.propose-terms", "body": "forum", "from": "2007-02-01", "why": at_once("why terms"),
            "terms": {"purpose": at_once("purpose"), "key_aims": at_once("guidance")}},
        {"act": "structure.found-group", "group": "alcohol", "name": "Group on alcohol", "sort": "task-and-finish",
            "scope": at_once("scope"), "resources": at_once("resources"), "origin": "directed", "by": "board",
            "starts": "2007-01-02", "ends": "2007-10-31",
            "seats": [{"id": "lead", "title": "Lead", "partner": "health", "chair": true}]},
        {"act": "structure.extend-group", "group": "alcohol", "until": "2008-10-31", "why": at_once("longer run")},
        {"act": "structure.close-group", "group": "alcohol", "report": at_once("report of a group")},
        {"act": "structure.nominate", "seat": "board.chair", "person": super::person(8), "from": "2008-01-01",
            "mandate": "commits", "essential_met": [1], "despite": format!("{KEPT} despite")},
        {"act": "structure.log-dependency", "what": format!("{KEPT} what we rest on"), "sort": "rests-on",
            "owner": "council", "review": "2007-09-01"},
        {"act": "structure.settle-dependency", "dependency": "dependency-1", "outcome": format!("{KEPT} what came of it")},
    ])
}

fn ask(canary: &str) -> Value {
    json!({"act": "correspondence.open", "body": "learning", "title": "Books", "text": format!("{canary} question"),
        "why": format!("{canary} why not at a meeting"), "deadline": if canary == LATER { "2007-12-31" } else { "2007-02-01" }})
}

fn answers(canary: &str, question: &str) -> Value {
    json!({"act": "correspondence.answer", "correspondence": question, "seat": "learning.school", "answer": "agree",
        "words": format!("{canary} answer")})
}

fn dispute(canary: &str) -> Value {
    json!({"act": "disputes.raise", "body": "board", "between": ["council", "health"], "title": "Who pays",
        "about": format!("{canary} dispute")})
}

fn mediated(canary: &str, dispute: &str) -> Value {
    json!({"act": "disputes.record-mediation", "dispute": dispute, "step": 1, "settled": false,
        "words": format!("{canary} mediation"), "on": if canary == LATER { "2007-02-02" } else { "2007-01-04" }})
}

fn ended(dispute: &str) -> Value {
    json!({"act": "disputes.settle", "dispute": dispute, "ends": "withdrawn", "words": format!("{ENDED} end"),
        "on": "2007-01-05"})
}

/// Exceptions, with their whole course: public at once, but for a steer, which a meeting gave.
fn exceptions() -> Value {
    let raise = |body: &str| {
        json!({"act": "exceptions.raise", "about": {"of": "concern"}, "title": "Buses", "why": at_once("why an exception"),
            "asks": at_once("asked of a body"), "owner": "council", "body": body})
    };
    json!([
        raise("board"),
        raise("executive"),
        {"act": "exceptions.report", "exception": "exception-1", "words": at_once("report of an exception")},
        {"act": "exceptions.give-support", "exception": "exception-1", "partner": "health", "words": at_once("support")},
        {"act": "exceptions.give-steer", "exception": "exception-1", "meeting": BOARD, "item": 2, "words": words("steer")},
        {"act": "exceptions.set-remedy", "exception": "exception-1", "what": at_once("remedy"), "owner": "council", "due": "2007-05-31"},
        {"act": "exceptions.report-remedy", "remedy": "exception-1-r1", "words": at_once("report of a remedy")},
        {"act": "exceptions.finish-remedy", "remedy": "exception-1-r1", "done": true, "words": at_once("end of a remedy")},
        {"act": "exceptions.forward", "exception": "exception-2", "why": at_once("passed on"), "asks": at_once("asked of the next")},
        {"act": "exceptions.close", "exception": "exception-2", "outcome": "resolved", "words": at_once("end of an exception")},
    ])
}

/// An efficiency review, and the watch list: public at once, but for parts of an answer that has not gone
/// out.
fn improvement() -> Value {
    let watch = |of: &str| {
        json!({"act": "watching.list", "sort": "bid", "title": "Paths", "about": at_once(of), "deadline": "2007-12-31",
            "body": "executive", "lead": "council", "together": ["health"]})
    };
    json!([
        {"act": "efficiency.begin-review", "title": "Vans", "scope": at_once("scope of a review"), "body": "executive",
            "lead": "council", "due": "2007-12-31", "partners": [{"partner": "health", "pence": 100}]},
        {"act": "efficiency.state-saving", "review": "review-1", "partner": "health", "saving": "achieved", "pence": 1,
            "words": at_once("saving")},
        {"act": "efficiency.end-review", "review": "review-1", "words": at_once("end of a review")},
        watch("what is watched"),
        watch("what is watched besides"),
        {"act": "watching.contribute", "watch": "watch-1", "partner": "health", "words": format!("{ENDED} part of an answer")},
        {"act": "watching.move", "watch": "watch-1", "state": "sent", "words": at_once("answer sent")},
        {"act": "watching.contribute", "watch": "watch-2", "partner": "health", "words": format!("{LATER} part of an answer")},
    ])
}

/// The end of the question and the dispute that went on, and an answer that goes out.
pub fn over() -> [Value; 3] {
    let dispute = "dispute-2";
    [
        json!({"act": "correspondence.close", "correspondence": "learning-by-correspondence-2"}),
        json!({"act": "disputes.settle", "dispute": dispute, "ends": "settled", "words": format!("{LATER} end"), "on": "2007-12-01"}),
        json!({"act": "watching.move", "watch": "watch-2", "state": "sent", "words": at_once("answer sent later")}),
    ]
}

/// Late notice, late business, a report and a forward plan: public at once.
fn before() -> Value {
    let part = |of: &str| at_once(&format!("report {of}"));
    let item = |title: &str| {
        json!({"act": "meetings.add-item", "meeting": BOARD, "item": {"title": title},
        "late_reason": at_once("late item")})
    };
    let plan = |title: &str| json!({"act": "meetings.plan-item", "body": "learning", "title": title, "why": at_once("planned")});
    json!([
        {"act": "meetings.move", "meeting": BOARD, "date": "2007-04-18", "starts": "11:00", "place": "The mill", "why": at_once("moved")},
        {"act": "meetings.issue-agenda", "meeting": BOARD, "late_reason": at_once("late notice")},
        {"act": "meetings.table-paper", "meeting": BOARD, "item": 2, "late_reason": at_once("late paper"),
            "paper": {"title": "Map", "hash": MAP}},
        {"act": "decisions.table-report", "meeting": BOARD, "item": 2, "report": {"title": "Floods",
            "question": part("question"), "options": part("options"), "finance": part("finance"), "legal": part("legal"),
            "sustainability": part("sustainability"), "community_impact": part("impact"), "consultation": part("consultation"),
            "recommendation": part("recommendation"), "level": {"at": "district", "why": part("level")}}},
        item("Otters"),
        item("Herons"),
        {"act": "meetings.defer-item", "meeting": BOARD, "item": 5, "why": at_once("deferred before")},
        plan("Locks"),
        plan("Weirs"),
        {"act": "meetings.drop-planned", "planned": "learning-to-come-2", "why": at_once("dropped")},
        call("executive", "2007-05-02"),
        {"act": "meetings.cancel", "meeting": "executive-2007-05-02", "why": at_once("cancelled")},
    ])
}

/// Interests, a consensus, a vote with a dissent, an action with its whole course.
fn there() -> Value {
    json!([
        {"act": "meetings.record-apologies", "meeting": BOARD, "seat": "board.councillor-1"},
        {"act": "meetings.take-item", "meeting": BOARD, "item": 3},
        {"act": "meetings.declare-interest", "meeting": BOARD, "seat": "board.voluntary", "item": 3, "nature": words("interest")},
        {"act": "meetings.withdraw", "meeting": BOARD, "seat": "board.voluntary", "item": 3},
        {"act": "meetings.return-to-room", "meeting": BOARD, "seat": "board.voluntary"},
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 3, "text": words("consensus")},
        {"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": words("motion")},
        {"act": "decisions.second-motion", "decision": MOTION, "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": MOTION, "last_resort": words("last resort")},
        {"act": "decisions.cast-vote", "decision": MOTION, "seat": "board.health", "vote": "against"},
        {"act": "decisions.close-vote", "decision": MOTION},
        {"act": "decisions.record-dissent", "decision": MOTION, "seat": "board.leader", "words": words("dissent")},
        {"act": "meetings.note-action", "meeting": BOARD, "item": 2, "what": words("action"), "owner": "council", "due": "2007-05-31"},
        {"act": "meetings.report-action", "action": ACTION, "words": words("report")},
        {"act": "meetings.extend-action", "action": ACTION, "due": "2007-06-30", "why": words("put off")},
        {"act": "meetings.close-action", "action": ACTION, "outcome": "no-longer-needed", "words": words("closing")},
    ])
}

/// A proposal that is amended and referred, money, a tie, an item forwarded and one put off.
fn agreement() -> Value {
    let level = |of: &str| json!({"at": "county", "why": words(of)});
    let position = |seat: &str, position: &str| {
        json!({"act": "decisions.state-position", "decision": PROPOSAL,
        "seat": seat, "position": position, "words": words(position)})
    };
    let proposed = json!([
        {"act": "decisions.propose", "meeting": BOARD, "item": 2, "text": words("proposal"),
            "scope": {"competence": "own-affairs", "answers_by": "2007-10-31", "level": level("level of a proposal")}},
        position("board.health", "object"),
        {"act": "decisions.amend-proposal", "decision": PROPOSAL, "text": words("amended")},
        position("board.health", "stand-aside"),
        position("board.leader", "support"),
    ]);
    let settled = json!([
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "decision": PROPOSAL},
        {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 2, "text": words("money"),
            "scope": {"competence": "pooled-money", "level": level("level of money")}},
        {"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": words("second motion"),
            "scope": {"competence": "priorities", "level": level("level of a motion")}},
        {"act": "decisions.second-motion", "decision": TIED, "seat": "board.health"},
        {"act": "decisions.put-to-vote", "decision": TIED, "last_resort": words("last resort again")},
        {"act": "decisions.cast-vote", "decision": TIED, "seat": "board.leader", "vote": "for"},
        {"act": "decisions.cast-vote", "decision": TIED, "seat": "board.health", "vote": "against"},
        {"act": "decisions.close-vote", "decision": TIED},
        {"act": "decisions.ask-for-further-report", "decision": TIED, "what": words("further report")},
        {"act": "decisions.forward", "meeting": BOARD, "item": 3, "to": "executive", "why": words("forwarded")},
        {"act": "meetings.defer-item", "meeting": BOARD, "item": 6, "why": words("deferred there")},
    ]);
    all([proposed, delivering::weighed(), settled])
}

/// Partners and the accountable body answer; a meeting that took what was put off is cancelled, so that
/// it waits again, for the reason that was given at the Board's.
fn afterwards() -> Value {
    let later = "board-2007-06-20";
    all([
        json!({"act": "decisions.answer-referral", "decision": PROPOSAL, "partner": "council", "answer": "agrees-with-conditions",
            "on": "2007-04-18", "by": words("who answered"), "conditions": words("conditions")}),
        json!({"act": "decisions.record-agreement", "decision": MONEY, "agrees": false, "on": "2007-04-18",
            "by": words("who refused"), "words": words("refusal")}),
        call("board", "2007-06-20"),
        json!({"act": "meetings.cancel", "meeting": later, "why": at_once("cancelled")}),
        json!({"act": "meetings.record-telling", "meeting": BOARD, "seat": "board.health", "whom": "officers",
            "about": words("what was told")}),
    ])
}

/// A draft with a correction that are both replaced, and those that stand.
fn minutes() -> Value {
    let correct = |text: &str, why: &str| json!({"act": "meetings.correct-minutes", "meeting": BOARD, "item": 1, "text": text, "why": why});
    // A correction of a draft that is replaced goes with it.
    let gone = format!("{CANARY} {REPLACED} too");
    all([
        draft(BOARD, &format!("{CANARY} {REPLACED}")),
        correct(&gone, &gone),
        draft(BOARD, &words("minutes")),
        correct(&words("correction"), &words("what was wrong")),
    ])
}
