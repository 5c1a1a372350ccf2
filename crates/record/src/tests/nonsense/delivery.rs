//! Delivery plans, as they might come over the wire.

use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};

use super::{day, decision, perhaps, seat, text, who, words_of};
use crate::testkit::*;

fn plan() -> BoxedStrategy<Value> {
    words_of(&["learning-2007-08", "learning-2007-08", "board-2007-08", "x"]).boxed()
}

fn action() -> BoxedStrategy<Value> {
    words_of(&[
        "learning-2007-08-1",
        "learning-2007-08-1",
        "learning-2007-08-2",
        "x",
    ])
    .boxed()
}

fn body() -> BoxedStrategy<Value> {
    words_of(&["learning", "learning", "board", "forum", "mars"]).boxed()
}

fn year() -> BoxedStrategy<Value> {
    words_of(&["2007-08", "2007-08", "2001-02", "2007-08-q1", "2007"]).boxed()
}

fn partner() -> BoxedStrategy<Value> {
    words_of(&["council", "council", "health", "mars"]).boxed()
}

/// A day on which work on an action may go on, more often than not.
fn of_the_year() -> BoxedStrategy<Value> {
    prop_oneof![4 => words_of(&["2007-04-18", "2007-06-01", "2007-12-31", "2008-03-31"]), 1 => day()]
        .boxed()
}

fn about() -> BoxedStrategy<Value> {
    prop_oneof![
        3 => plan().prop_map(|plan| json!({"plan": plan})),
        2 => decision().prop_map(|decision| json!({"decision": decision})),
        1 => Just(json!({"strategy": "rivers-2008"})),
        1 => Just(json!({"moon": "full"})),
    ]
    .boxed()
}

/// Three Rivers with what its plans need.
fn adopt() -> BoxedStrategy<Value> {
    words_of(&["2007-01-01", "2007-04-20", "2007-09-01"])
        .prop_map(|from| json!({"act": "structure.adopt-arrangements", "text": format!("{ARRANGEMENTS}{DELIVERY}"), "from": from}))
        .boxed()
}

fn scores() -> BoxedStrategy<Value> {
    select(vec![
        json!([]),
        json!([{"of": "future", "bearing": "helps"}, {"of": "joining-up", "bearing": "against"}]),
        json!([{"of": "economic", "bearing": "neutral"}, {"of": "social", "bearing": "helps-much"}]),
        json!([{"of": "future", "bearing": "helps"}, {"of": "future", "bearing": "helps"}]),
    ])
    .boxed()
}

fn milestones() -> BoxedStrategy<Value> {
    prop_oneof![
        2 => Just(json!([])),
        2 => of_the_year().prop_map(|due| json!([{"title": "A bank stands", "due": due}])),
        1 => of_the_year().prop_map(|due| json!([{"no": 1, "title": "A bank stands", "due": due}])),
    ]
    .boxed()
}

fn of_plans() -> BoxedStrategy<Value> {
    let list = |of: &'static [&'static str]| prop_oneof![2 => Just(json!([])), 1 => select(of).prop_map(|it| json!([it]))];
    prop_oneof![
        3 => (body(), year(), perhaps(seat())).prop_map(|(body, year, seat)|
            json!({"act": "delivery.begin-plan", "body": body, "year": year, "title": "Dry feet", "seat": seat})),
        1 => (plan(), words_of(&["work", "meetings", "songs"]), text()).prop_map(|(plan, part, words)|
            json!({"act": "delivery.write-part", "plan": plan, "part": part, "words": words})),
        6 => (plan(), perhaps(action()), partner(), (of_the_year(), of_the_year()), milestones(), perhaps(action()), perhaps(text()), list(&["economic", "haste"]))
            .prop_map(|(plan, action, lead, (starts, due), milestones, first, why, approaches)|
                json!({"act": "delivery.set-action", "plan": plan, "action": action, "title": "Raise the bank", "priority": true,
                    "lead": lead, "starts": starts, "due": due, "milestones": milestones, "why": why, "approaches": approaches,
                    "depends_on": first.as_str().into_iter().collect::<Vec<_>>()})),
        1 => (action(), text()).prop_map(|(action, why)| json!({"act": "delivery.drop-action", "action": action, "why": why})),
        2 => (action(), 0_u16..3, day()).prop_map(|(action, milestone, on)|
            json!({"act": "delivery.reach-milestone", "action": action, "milestone": milestone, "on": on})),
        2 => (action(), 0_u16..3, of_the_year(), text()).prop_map(|(action, milestone, due, why)|
            json!({"act": "delivery.move-milestone", "action": action, "milestone": milestone, "due": due, "why": why})),
        3 => (action(), words_of(&["not-started", "moving-forward", "stalled", "done", "lost"]), text()).prop_map(|(action, state, words)|
            json!({"act": "delivery.report-progress", "action": action, "state": state, "words": words})),
        2 => (plan(), body(), of_the_year()).prop_map(|(plan, to, until)|
            json!({"act": "delivery.circulate-plan", "plan": plan, "to": [to], "until": until})),
        2 => (plan(), body(), text(), perhaps(seat())).prop_map(|(plan, body, words, seat)|
            json!({"act": "delivery.give-input", "plan": plan, "body": body, "words": words, "seat": seat})),
        1 => (plan(), 0_u16..3, any::<bool>(), text()).prop_map(|(plan, input, changed, words)|
            json!({"act": "delivery.answer-input", "plan": plan, "input": input, "changed": changed, "words": words})),
        2 => (plan(), perhaps(decision()), perhaps(text())).prop_map(|(plan, decision, despite)|
            json!({"act": "delivery.approve-plan", "plan": plan, "decision": decision, "despite": despite})),
    ]
    .boxed()
}

fn beside_plans() -> BoxedStrategy<Value> {
    let priority = || perhaps(words_of(&["priority-1", "priority-1", "x"]));
    let engagement = || words_of(&["learning-2007-08-engagement-1", "x"]);
    prop_oneof![
        1 => (action(), scores(), scores()).prop_map(|(action, principles, dimensions)|
            json!({"act": "delivery.appraise-action", "action": action, "principles": principles, "dimensions": dimensions})),
        1 => (decision(), scores(), scores()).prop_map(|(decision, principles, dimensions)|
            json!({"act": "delivery.appraise-decision", "decision": decision, "principles": principles, "dimensions": dimensions})),
        1 => (about(), text(), perhaps(seat())).prop_map(|(about, words, seat)|
            json!({"act": "delivery.advise-on-impact", "about": about, "words": words, "seat": seat})),
        1 => (partner(), about(), text(), perhaps(seat())).prop_map(|(partner, about, words, seat)|
            json!({"act": "delivery.report-compatibility", "partner": partner, "about": about, "own": "Corporate plan",
                "fits": "in-part", "words": words, "seat": seat})),
        2 => (words_of(&["handover", "garden"]), decision()).prop_map(|(gate, decision)|
            json!({"act": "delivery.pass-gate", "gate": gate, "decision": decision})),
        2 => (priority(), partner(), of_the_year(), text()).prop_map(|(priority, lead, earliest, says)|
            json!({"act": "delivery.plan-priority", "priority": priority, "title": "Shade", "says": says, "earliest": earliest,
                "capacity": "found", "needs": "Trees.", "lead": lead})),
        1 => (words_of(&["introduced", "dropped"]), perhaps(plan()), text()).prop_map(|(fate, plan, words)|
            json!({"act": "delivery.close-priority", "priority": "priority-1", "fate": fate, "plan": plan, "words": words})),
        2 => (perhaps(engagement()), body(), year(), of_the_year(), text()).prop_map(|(engagement, body, year, when, how)|
            json!({"act": "delivery.plan-engagement", "engagement": engagement, "body": body, "year": year, "who": "Anglers",
                "how": how, "when": when})),
        1 => (engagement(), day(), text()).prop_map(|(engagement, held, heard)|
            json!({"act": "delivery.report-engagement", "engagement": engagement, "held": held, "heard": heard, "changed": "The path."})),
        1 => (plan(), who()).prop_map(|(plan, person)|
            json!({"act": "delivery.set-action", "plan": plan, "title": "Ask around", "lead": "council", "person": person,
                "starts": "2007-04-18", "due": "2007-12-31"})),
    ]
    .boxed()
}

pub(super) fn acts() -> BoxedStrategy<Value> {
    prop_oneof![1 => adopt(), 6 => of_plans(), 3 => beside_plans()].boxed()
}
