//! Acts as they might come over the wire: some sensible, some at the wrong time, some mad.

mod bodies;
mod delivery;
mod exceptions;
mod money;
mod papers;
mod plan;

use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};

use crate::testkit::*;

/// A few acts in a row, at a place where some of them make sense.
pub fn acts(most: usize) -> impl Strategy<Value = Vec<Value>> {
    proptest::collection::vec(act(), 0..most)
}

/// A few acts in a row about the structure only.
pub fn structure(most: usize) -> impl Strategy<Value = Vec<Value>> {
    proptest::collection::vec(about_the_structure(), 0..most)
}

fn words_of(list: &'static [&'static str]) -> impl Strategy<Value = Value> {
    select(list).prop_map(Value::from)
}

fn meeting() -> BoxedStrategy<Value> {
    words_of(&[
        BOARD,
        BOARD,
        BOARD,
        EXECUTIVE,
        EXECUTIVE,
        LEARNING,
        FORUM,
        "board-2007-07-18",
        "mars-2007-01-01",
    ])
    .boxed()
}

fn seat() -> BoxedStrategy<Value> {
    prop_oneof![
        8 => select(FILLED).prop_map(Value::from),
        1 => words_of(&["board.rural", "board.health-later", "executive.manager", "executive.transition"]),
        1 => words_of(&["board.mayor", "nowhere", ".", ""]),
    ]
    .boxed()
}

fn decision() -> BoxedStrategy<Value> {
    words_of(&[
        "board-2007-04-18-2",
        "board-2007-04-18-2",
        "board-2007-04-18-2-2",
        "board-2007-04-18-3",
        "executive-2007-04-18-1",
        "executive-2007-04-18-2",
        "learning-2007-04-18-2",
        "forum-2007-04-18-1",
        "x",
    ])
    .boxed()
}

fn who() -> BoxedStrategy<Value> {
    prop_oneof![Just(0_u32), 1_u32..20, 101_u32..120]
        .prop_map(|number| match number {
            0 => json!("nobody"),
            number => json!(person(number).to_string()),
        })
        .boxed()
}

fn day() -> BoxedStrategy<Value> {
    words_of(&[
        "2007-04-18",
        "2007-04-18",
        "2007-04-17",
        "2007-07-18",
        "2008-02-29",
        "2007-01-01",
        "2006-12-31",
        "-009999-01-01",
        "9999-12-31",
        "18 April",
    ])
    .boxed()
}

fn hour() -> BoxedStrategy<Value> {
    words_of(&["10:30", "10:45", "00:00", "23:59:59.999", "14:00", "noon"]).boxed()
}

fn item() -> BoxedStrategy<Value> {
    prop_oneof![6 => (1_u16..4).prop_map(Value::from), 1 => select(vec![0, 99, 65_535, -1, 70_000]).prop_map(Value::from)]
    .boxed()
}

fn text() -> BoxedStrategy<Value> {
    prop_oneof![
        6 => Just(json!("That it be so.")),
        1 => ".{0,30}".prop_map(Value::from),
        1 => words_of(&["", " ", "\u{0}", "\"sealed\":\"", "a\r\nb", "\u{202e}"]),
    ]
    .boxed()
}

/// A seat whose holder is likely to have declared an interest.
fn interested() -> impl Strategy<Value = Value> {
    prop_oneof![
        3 => words_of(&["board.leader", "board.health", "executive.nurse"]),
        1 => seat(),
    ]
}

/// Seats for which people stand.
fn stood_for() -> BoxedStrategy<Value> {
    words_of(&[
        "board.chair",
        "board.voluntary",
        "executive.manager",
        "board.mayor",
    ])
    .boxed()
}

/// Numbers of requirements.
fn met() -> BoxedStrategy<Value> {
    select(vec![json!([1, 2]), json!([]), json!([2, 2, 1]), json!([3])]).boxed()
}

fn ground() -> BoxedStrategy<Value> {
    words_of(&["died", "resigned", "replaced", "left-the-post", "bored"]).boxed()
}

fn action() -> BoxedStrategy<Value> {
    words_of(&[
        "board-2007-04-18-a1",
        "board-2007-04-18-a1",
        "board-2007-04-18-a2",
        "executive-2007-04-18-a1",
        "x",
    ])
    .boxed()
}

/// A field that may be left out.
fn perhaps(field: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Value> {
    prop_oneof![3 => Just(Value::Null), 1 => field].boxed()
}

/// Notice, changes of day and order, the forward plan.
fn before_a_meeting() -> BoxedStrategy<Value> {
    let planned = || {
        words_of(&[
            "board-to-come-1",
            "board-to-come-2",
            "executive-to-come-1",
            "x",
        ])
    };
    let body = || words_of(&["board", "executive", "learning", "forum", "flood", "mars"]);
    let order = || {
        let shuffled = Just(vec![1, 2, 3, 4]).prop_shuffle();
        prop_oneof![3 => shuffled, 1 => Just(vec![1, 1]), 1 => Just(vec![])]
    };
    prop_oneof![
        (meeting(), perhaps(text())).prop_map(|(meeting, late_reason)|
            json!({"act": "meetings.issue-agenda", "meeting": meeting, "late_reason": late_reason})),
        (meeting(), day(), hour(), text()).prop_map(|(meeting, date, starts, why)|
            json!({"act": "meetings.move", "meeting": meeting, "date": date, "starts": starts, "place": "Mill", "why": why})),
        (meeting(), text()).prop_map(|(meeting, why)| json!({"act": "meetings.cancel", "meeting": meeting, "why": why})),
        (meeting(), order()).prop_map(|(meeting, order)| json!({"act": "meetings.reorder-agenda", "meeting": meeting, "order": order})),
        (meeting(), item(), text()).prop_map(|(meeting, item, title)|
            json!({"act": "meetings.change-item", "meeting": meeting, "item": item, "to": {"title": title, "minutes": 5}})),
        (meeting(), item(), text()).prop_map(|(meeting, item, why)|
            json!({"act": "meetings.defer-item", "meeting": meeting, "item": item, "why": why})),
        (body(), text(), perhaps(day())).prop_map(|(body, title, not_before)|
            json!({"act": "meetings.plan-item", "body": body, "title": title, "why": "So.", "not_before": not_before})),
        (planned(), text()).prop_map(|(planned, why)| json!({"act": "meetings.drop-planned", "planned": planned, "why": why})),
    ]
    .boxed()
}

fn about_the_structure() -> BoxedStrategy<Value> {
    let body = || words_of(&["board", "executive", "learning", "forum", "flood", "mars"]);
    let partner = || words_of(&["council", "health", "voluntary-action", "board", "mars"]);
    prop_oneof![
        1 => (select(vec!["", ARRANGEMENTS, "x = ", "# again\n"]), day()).prop_map(|(text, from)| {
            let text = if text == "# again\n" { format!("{text}{ARRANGEMENTS}") } else { text.to_owned() };
            json!({"act": "structure.adopt-arrangements", "text": text, "from": from})
        }),
        4 => (seat(), who(), day(), perhaps(day()), perhaps(partner())).prop_map(|(seat, person, from, until, partner)|
            json!({"act": "structure.appoint", "seat": seat, "person": person, "from": from, "until": until, "partner": partner})),
        3 => (seat(), who(), perhaps(meeting()), perhaps(day())).prop_map(|(seat, person, meeting, from)|
            json!({"act": "structure.name-substitute", "seat": seat, "person": person, "meeting": meeting, "from": from})),
        2 => (seat(), day(), perhaps(ground()), perhaps(text())).prop_map(|(seat, on, ground, words)|
            json!({"act": "structure.end-appointment", "seat": seat, "on": on, "ground": ground, "words": words})),
        3 => (stood_for(), who(), day(), met(), perhaps(text())).prop_map(|(seat, person, from, met, despite)|
            json!({"act": "structure.nominate", "seat": seat, "person": person, "from": from, "mandate": "commits", "essential_met": met, "despite": despite})),
        1 => (stood_for(), who()).prop_map(|(seat, person)| json!({"act": "structure.withdraw-nomination", "seat": seat, "person": person})),
        3 => (stood_for(), who(), perhaps(meeting()), perhaps(day()), perhaps(day())).prop_map(|(seat, person, meeting, on, from)|
            json!({"act": "structure.elect", "seat": seat, "person": person, "meeting": meeting, "on": on, "from": from})),
        2 => (seat(), perhaps(words_of(&["member", "observer", "wizard"])), perhaps(day())).prop_map(|(seat, role, on)|
            json!({"act": "structure.accept-role", "seat": seat, "role": role, "on": on})),
        1 => (body(), perhaps(day()), words_of(&["confirmed", "changed"]), perhaps(text())).prop_map(|(body, on, outcome, words)|
            json!({"act": "structure.review-membership", "body": body, "on": on, "outcome": outcome, "words": words})),
        4 => bodies::acts(),
    ]
    .boxed()
}

fn act() -> impl Strategy<Value = Value> {
    let vote = || words_of(&["for", "for", "against", "against", "abstain", "maybe"]);
    let body = || words_of(&["board", "executive", "learning", "forum", "flood", "mars"]);
    let partner = || words_of(&["council", "health", "voluntary-action", "board", "mars"]);
    let about_a_meeting = prop_oneof![
        2 => (body(), day(), hour(), text()).prop_map(|(body, date, starts, title)|
            json!({"act": "meetings.call", "body": body, "date": date, "starts": starts, "place": "Weir House", "agenda": [{"title": title}, {"title": "More"}]})),
        1 => (meeting(), text()).prop_map(|(meeting, title)| json!({"act": "meetings.add-item", "meeting": meeting, "item": {"title": title}})),
        1 => (meeting(), item(), perhaps(partner())).prop_map(|(meeting, item, held_by)|
            json!({"act": "meetings.table-paper", "meeting": meeting, "item": item, "paper": {"title": "Plan", "hash": "ab".repeat(32), "held_by": held_by}})),
        1 => (meeting(), seat()).prop_map(|(meeting, seat)| json!({"act": "meetings.record-apologies", "meeting": meeting, "seat": seat})),
        4 => before_a_meeting(),
        4 => papers::acts(),
        12 => (seat(), perhaps(who()), perhaps(hour())).prop_map(|(seat, person, at)|
            json!({"act": "meetings.record-arrival", "meeting": where_(&seat), "seat": seat, "person": person, "at": at})),
        3 => (seat(), perhaps(hour())).prop_map(|(seat, at)|
            json!({"act": "meetings.record-departure", "meeting": where_(&seat), "seat": seat, "at": at})),
        4 => (meeting(), perhaps(seat())).prop_map(|(meeting, chair)| json!({"act": "meetings.open", "meeting": meeting, "chair": chair})),
        2 => (meeting(), item(), text(), partner(), perhaps(who()), day()).prop_map(|(meeting, item, what, owner, person, due)|
            json!({"act": "meetings.note-action", "meeting": meeting, "item": item, "what": what, "owner": owner, "person": person, "due": due})),
        1 => (meeting(), perhaps(hour())).prop_map(|(meeting, at)| json!({"act": "meetings.close", "meeting": meeting, "at": at})),
        2 => (meeting(), item(), text()).prop_map(|(meeting, item, text)|
            json!({"act": "meetings.draft-minutes", "meeting": meeting, "items": [{"item": item, "text": text}]})),
        1 => (meeting(), perhaps(day()), perhaps(meeting())).prop_map(|(meeting, on, at)|
            json!({"act": "meetings.approve-minutes", "meeting": meeting, "on": on, "at": at})),
        1 => meeting().prop_map(|meeting| json!({"act": "meetings.publish-minutes", "meeting": meeting})),
    ];
    let about_interests = prop_oneof![
        4 => (seat(), item(), text(), perhaps(who())).prop_map(|(seat, item, nature, person)|
            json!({"act": "meetings.declare-interest", "meeting": where_(&seat), "seat": seat, "item": item, "nature": nature, "person": person, "withdraws": true})),
        8 => (interested(), prop_oneof![2 => Just(json!(2)), 1 => item()], perhaps(hour())).prop_map(|(seat, item, at)|
            json!({"act": "meetings.withdraw", "meeting": where_(&seat), "seat": seat, "item": item, "at": at})),
        3 => (seat(), perhaps(hour())).prop_map(|(seat, at)|
            json!({"act": "meetings.return-to-room", "meeting": where_(&seat), "seat": seat, "at": at})),
        3 => (meeting(), item(), perhaps(hour())).prop_map(|(meeting, item, at)|
            json!({"act": "meetings.take-item", "meeting": meeting, "item": item, "at": at})),
    ];
    let after_a_meeting = prop_oneof![
        1 => meeting().prop_map(|meeting| json!({"act": "meetings.circulate-minutes", "meeting": meeting})),
        2 => (seat(), perhaps(day()), perhaps(text())).prop_map(|(seat, on, about)|
            json!({"act": "meetings.record-telling", "meeting": where_(&seat), "seat": seat, "whom": "staff", "on": on, "about": about})),
        2 => (meeting(), item(), text(), perhaps(meeting())).prop_map(|(meeting, item, text, at)|
            json!({"act": "meetings.correct-minutes", "meeting": meeting, "item": item, "text": text, "why": "It was wrong.", "agreed_at": at})),
        1 => (action(), text()).prop_map(|(action, words)| json!({"act": "meetings.report-action", "action": action, "words": words})),
        1 => (action(), day()).prop_map(|(action, due)| json!({"act": "meetings.extend-action", "action": action, "due": due, "why": "It rained."})),
        2 => (action(), words_of(&["done", "no-longer-needed", "passed-on", "lost"]), perhaps(text()), perhaps(partner()), perhaps(action()))
            .prop_map(|(action, outcome, words, to, into)|
                json!({"act": "meetings.close-action", "action": action, "outcome": outcome, "words": words, "to": to, "into": into})),
    ];
    let about_a_decision = prop_oneof![
        2 => (meeting(), item(), text()).prop_map(|(meeting, item, text)|
            json!({"act": "decisions.agree-by-consensus", "meeting": meeting, "item": item, "text": text})),
        5 => (seat(), item(), text()).prop_map(|(seat, item, text)|
            json!({"act": "decisions.move-motion", "meeting": where_(&seat), "item": item, "seat": seat, "text": text})),
        4 => (decision(), seat()).prop_map(|(decision, seat)| json!({"act": "decisions.second-motion", "decision": decision, "seat": seat})),
        4 => (decision(), perhaps(text())).prop_map(|(decision, why)| json!({"act": "decisions.put-to-vote", "decision": decision, "last_resort": why})),
        8 => (decision(), seat(), vote()).prop_map(|(decision, seat, vote)|
            json!({"act": "decisions.cast-vote", "decision": decision, "seat": seat, "vote": vote})),
        6 => (decision(), perhaps(vote())).prop_map(|(decision, casting)| json!({"act": "decisions.close-vote", "decision": decision, "casting": casting})),
        2 => (decision(), seat(), perhaps(text())).prop_map(|(decision, seat, words)|
            json!({"act": "decisions.record-dissent", "decision": decision, "seat": seat, "words": words})),
        8 => towards_agreement(),
    ];
    let about_what_came_of_it = prop_oneof![
        2 => (decision(), perhaps(partner()), text(), perhaps(day())).prop_map(|(decision, from, what, by)|
            json!({"act": "decisions.ask-for-further-report", "decision": decision, "from": from, "what": what, "by": by})),
        2 => (decision(), meeting(), item(), any::<bool>()).prop_map(|(decision, meeting, item, agreed)|
            json!({"act": "decisions.ratify", "decision": decision, "meeting": meeting, "item": item, "agreed": agreed})),
    ];
    let question = || {
        words_of(&[
            "board-by-correspondence-1",
            "board-by-correspondence-1",
            "executive-by-correspondence-1",
            "x",
        ])
    };
    let dispute = || words_of(&["dispute-1", "dispute-1", "dispute-2", "x"]);
    let between_meetings = prop_oneof![
        2 => (body(), text(), day()).prop_map(|(body, text, deadline)|
            json!({"act": "correspondence.open", "body": body, "title": "Bridges", "text": text, "why": text, "deadline": deadline})),
        4 => (question(), seat(), words_of(&["agree", "agree", "disagree", "abstain", "maybe"]), perhaps(text())).prop_map(|(question, seat, answer, words)|
            json!({"act": "correspondence.answer", "correspondence": question, "seat": seat, "answer": answer, "words": words})),
        2 => question().prop_map(|question| json!({"act": "correspondence.close", "correspondence": question})),
        2 => (body(), partner(), partner(), text(), perhaps(seat())).prop_map(|(body, one, other, text, seat)|
            json!({"act": "disputes.raise", "body": body, "between": [one, other], "title": "Bridges", "about": text, "seat": seat})),
        2 => (dispute(), 0_u16..3, any::<bool>(), text(), day()).prop_map(|(dispute, step, settled, words, on)|
            json!({"act": "disputes.record-mediation", "dispute": dispute, "step": step, "settled": settled, "words": words, "on": on})),
        1 => (dispute(), words_of(&["settled", "withdrawn", "unresolved", "won"]), text(), day()).prop_map(|(dispute, ends, words, on)|
            json!({"act": "disputes.settle", "dispute": dispute, "ends": ends, "words": words, "on": on})),
    ];
    let about_the_book = (0_u64..80, 0_u32..3, text(), who(), who()).prop_map(|(line, ordinal, ground, one, other)|
        json!({"act": "book.redact", "line": line, "ordinal": ordinal, "ground": ground, "authorised_by": [one, other]}));
    let mad = prop_oneof![
        Just(json!(null)),
        Just(json!({"act": "meetings.open", "meeting": {"deep": [[[]]]}})),
        Just(json!({"act": "weather.rain"})),
        ".{0,10}".prop_map(|name| json!({"act": name})),
    ];
    prop_oneof![
        4 => about_the_structure(),
        16 => about_a_meeting,
        12 => about_interests,
        3 => after_a_meeting,
        16 => about_a_decision,
        2 => about_what_came_of_it,
        2 => between_meetings,
        4 => plan::acts(),
        4 => delivery::acts(),
        3 => exceptions::act(),
        3 => money::act(),
        1 => about_the_book,
        1 => mad,
    ]
    .boxed()
}

/// Proposals, positions, reports, and what partners answer.
fn towards_agreement() -> BoxedStrategy<Value> {
    let scope =
        || {
            let competence = perhaps(words_of(&[
                "pooled-money",
                "own-affairs",
                "priorities",
                "the-moon",
            ]));
            let to = perhaps(words_of(&["board", "executive", "mars"]));
            (competence, to, perhaps(day())).prop_map(|(competence, to, by)| {
            let level = by.is_null().then(|| json!({"at": "county", "why": "It is for all."}));
            json!({"competence": competence, "recommends_to": to, "answers_by": by, "level": level})
        })
        };
    let position = || words_of(&["support", "can-live-with", "stand-aside", "object"]);
    let mandate = || perhaps(words_of(&["delegated", "decided", "refers-back"]));
    let partner = || words_of(&["council", "health", "voluntary-action", "mars"]);
    let answer = || words_of(&["agrees", "agrees-with-conditions", "declines"]);
    prop_oneof![
        4 => (meeting(), item(), text(), scope()).prop_map(|(meeting, item, text, scope)|
            json!({"act": "decisions.propose", "meeting": meeting, "item": item, "text": text, "scope": scope})),
        6 => (decision(), seat(), position(), mandate(), perhaps(text())).prop_map(|(decision, seat, position, mandate, words)|
            json!({"act": "decisions.state-position", "decision": decision, "seat": seat, "position": position, "mandate": mandate, "words": words})),
        1 => (decision(), text()).prop_map(|(decision, text)| json!({"act": "decisions.amend-proposal", "decision": decision, "text": text})),
        3 => (meeting(), item(), decision(), perhaps(text())).prop_map(|(meeting, item, decision, text)|
            json!({"act": "decisions.agree-by-consensus", "meeting": meeting, "item": item, "decision": decision, "text": text})),
        2 => (meeting(), item(), text(), scope()).prop_map(|(meeting, item, text, scope)|
            json!({"act": "decisions.agree-by-consensus", "meeting": meeting, "item": item, "text": text, "scope": scope})),
        2 => (seat(), item(), decision()).prop_map(|(seat, item, proposal)|
            json!({"act": "decisions.move-motion", "meeting": where_(&seat), "item": item, "seat": seat, "text": "That it be so.", "proposal": proposal})),
        1 => (meeting(), item(), words_of(&["board", "executive", "mars"])).prop_map(|(meeting, item, to)|
            json!({"act": "decisions.forward", "meeting": meeting, "item": item, "to": to, "why": "It is not ours."})),
        3 => (decision(), partner(), answer(), day(), perhaps(text()), perhaps(seat())).prop_map(|(decision, partner, answer, on, conditions, seat)|
            json!({"act": "decisions.answer-referral", "decision": decision, "partner": partner, "answer": answer, "on": on, "by": "Its cabinet", "conditions": conditions, "seat": seat})),
        2 => (decision(), any::<bool>(), day(), perhaps(seat())).prop_map(|(decision, agrees, on, seat)|
            json!({"act": "decisions.record-agreement", "decision": decision, "agrees": agrees, "on": on, "by": "The treasurer", "seat": seat})),
        1 => (meeting(), item(), text(), perhaps(seat())).prop_map(|(meeting, item, question, seat)|
            json!({"act": "decisions.table-report", "meeting": meeting, "item": item, "report": {"title": "The bank", "question": question}, "seat": seat})),
    ]
    .boxed()
}

/// The meeting at which a seat is most likely to be found.
fn where_(seat: &Value) -> String {
    let body = seat.as_str().and_then(|seat| seat.split('.').next());
    format!("{}-2007-04-18", body.unwrap_or("board"))
}
