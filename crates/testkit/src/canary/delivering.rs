//! A delivery plan with something in every field that takes prose, and what is said of a proposal before
//! it is decided: the plan is public at once, the other with the decision.

use serde_json::{Value, json};

use super::{PROPOSAL, at_once, words};

const PLAN: &str = "learning-2007-08";
const ACTION: &str = "learning-2007-08-1";

/// The plan of the learning group, from its beginning to its approval, and what is beside it.
pub(super) fn plan() -> Value {
    let action = |title: &str| {
        json!({"act": "delivery.set-action", "plan": PLAN, "title": title, "says": at_once("what is to be done"),
            "priority": true, "lead": "council", "starts": "2007-01-02", "due": "2008-03-31", "areas": ["weir"],
            "approaches": ["social"], "milestones": [{"title": "A bank stands", "due": "2007-06-01"}]})
    };
    let mut again = action("Raise the bank");
    again["action"] = json!(ACTION);
    again["milestones"] = json!([{"no": 1, "title": "A bank stands", "due": "2007-06-01"}]);
    again["why"] = json!(at_once("why an approved plan is changed"));
    json!([
        {"act": "delivery.begin-plan", "body": "learning", "year": "2007-08", "title": "Dry feet"},
        {"act": "delivery.write-part", "plan": PLAN, "part": "work", "words": at_once("part of a plan")},
        action("Raise the bank"),
        action("Paint the boats"),
        {"act": "delivery.appraise-action", "action": ACTION, "principles": scores(&at_once("score")),
            "dimensions": dimensions(&at_once("score of a dimension")), "says": at_once("appraisal")},
        {"act": "delivery.circulate-plan", "plan": PLAN, "to": ["forum"], "until": "2007-03-31", "words": at_once("what is asked")},
        {"act": "delivery.give-input", "plan": PLAN, "body": "forum", "words": at_once("input")},
        {"act": "delivery.answer-input", "plan": PLAN, "input": 1, "changed": true, "words": at_once("answer to an input")},
        {"act": "delivery.advise-on-impact", "about": {"plan": PLAN}, "words": at_once("impact"), "asks": at_once("what they ask")},
        {"act": "delivery.report-compatibility", "partner": "council", "about": {"plan": PLAN}, "own": "Corporate plan",
            "fits": "in-part", "words": at_once("own plan")},
        {"act": "delivery.approve-plan", "plan": PLAN, "despite": at_once("approved despite")},
        again,
        {"act": "delivery.move-milestone", "action": ACTION, "milestone": 1, "due": "2007-07-01", "why": at_once("why moved")},
        {"act": "delivery.report-progress", "action": ACTION, "state": "moving-forward", "words": at_once("progress")},
        {"act": "delivery.reach-milestone", "action": ACTION, "milestone": 1, "on": "2007-01-02", "words": at_once("milestone")},
        {"act": "delivery.drop-action", "action": "learning-2007-08-2", "why": at_once("given up")},
        {"act": "delivery.plan-priority", "title": "Cooler streets", "says": at_once("why a priority"), "earliest": "2007-10-01",
            "capacity": "found", "needs": at_once("what it takes"), "lead": "council"},
        {"act": "delivery.close-priority", "priority": "priority-1", "fate": "dropped", "words": at_once("what became of it")},
        {"act": "delivery.plan-engagement", "body": "learning", "year": "2007-08", "who": "Anglers", "how": at_once("how"),
            "when": "2007-06-30"},
        {"act": "delivery.report-engagement", "engagement": "learning-2007-08-engagement-1", "held": "2007-01-02",
            "heard": at_once("heard"), "changed": at_once("what changed")},
    ])
}

fn scores(why: &str) -> Value {
    json!([{"of": "future", "bearing": "helps", "words": why}, {"of": "joining-up", "bearing": "neutral"}])
}

fn dimensions(why: &str) -> Value {
    json!([{"of": "economic", "bearing": "against", "words": why}, {"of": "social", "bearing": "helps-much"}])
}

/// What is weighed before a proposal is decided.
pub(super) fn weighed() -> Value {
    json!([
        {"act": "delivery.advise-on-impact", "about": {"decision": PROPOSAL}, "words": words("impact of a proposal"),
            "asks": words("what communities ask")},
        {"act": "delivery.appraise-decision", "decision": PROPOSAL, "principles": scores(&words("score of a proposal")),
            "dimensions": dimensions(&words("dimension of a proposal")), "says": words("appraisal of a proposal")},
        {"act": "delivery.report-compatibility", "partner": "council", "about": {"decision": PROPOSAL}, "own": "Corporate plan",
            "fits": "fits", "words": words("own plan beside a proposal")},
    ])
}
