//! How the acts of plans are asked for in the table of permissions: strategy and figures, delivery,
//! reviews and what is watched.

use record::act::Authority;
use serde_json::{Value, json};

use crate::{permissions::SEAT, story::MOTION};

const INDICATOR: &str = "flooded-homes";
const PERIOD: &str = "2006-07-q3";

/// The arrangements of Three Rivers with what they say of a plan.
pub(crate) fn adopt() -> Value {
    let text = format!("{}{}", testkit::ARRANGEMENTS, testkit::PLAN);
    json!({"act": "structure.adopt-arrangements", "text": text, "from": "2007-01-01"})
}

/// An agreement with an outcome on which the Board leads, and an indicator of it.
pub(crate) fn agreed_plan() -> Value {
    json!([
        {"act": "plan.make-agreement", "agreement": "laa", "title": "Area agreement", "from": "2006-04-01",
            "until": "2010-03-31", "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
        {"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": "a", "theme": "safer",
            "title": "Fewer floods", "lead": {"body": "board"}},
        set_indicator("plan.set-indicator"),
    ])
}

fn set_indicator(name: &str) -> Value {
    json!({"act": name, "indicator": INDICATOR, "outcome": "fewer-floods", "title": "Homes flooded",
        "unit": "homes", "good": "lower", "standing": "headline", "every": "quarter", "districts": "none",
        "source": "Survey"})
}

/// Strategy, agreement, targets, figures and lights.
pub(crate) fn about_plan(name: &str) -> Vec<(String, Value)> {
    let figure = json!({"indicator": INDICATOR, "period": PERIOD, "figure": {"count": "1"}});
    let act = match name {
        "plan.adopt-strategy" => json!({"act": name, "strategy": "dry-feet", "title": "Dry feet",
            "vision": "So.", "from": "2007-04-18"}),
        "plan.make-agreement" => json!({"act": name, "agreement": "second", "title": "Second",
            "from": "2007-04-18", "until": "2010-03-31", "blocks": [{"id": "a", "name": "All"}]}),
        "plan.refresh-agreement" => {
            json!({"act": name, "agreement": "laa", "from": "2007-04-18", "why": "So."})
        }
        "plan.set-outcome" => json!({"act": name, "outcome": "drier-feet", "agreement": "laa",
            "block": "a", "theme": "safer", "title": "Drier feet", "lead": {"body": "board"}}),
        "plan.end-outcome" => json!({"act": name, "outcome": "fewer-floods", "why": "So."}),
        "plan.set-indicator" => set_indicator(name),
        "plan.retire-indicator" => json!({"act": name, "indicator": INDICATOR, "why": "So."}),
        "plan.set-targets" => json!({"act": name, "indicator": INDICATOR,
            "targets": [{"period": PERIOD, "value": "1"}]}),
        "plan.return-figures" => json!({"act": name, "source": "Survey", "figures": [figure]}),
        "plan.correct-figure" => json!({"act": name, "indicator": INDICATOR, "period": PERIOD,
            "figure": {"count": "1"}, "why": "So."}),
        "plan.write-commentary" => {
            json!({"act": name, "indicator": INDICATOR, "period": PERIOD, "words": "So."})
        }
        "plan.override-light" => json!({"act": name, "indicator": INDICATOR, "period": PERIOD,
            "light": "on-track", "why": "So."}),
        "plan.lift-override" => json!({"act": name, "indicator": INDICATOR, "period": PERIOD}),
        new => panic!("say here how {new} is asked for, and run again with FOLKMOOT_UPDATE=1"),
    };
    vec![(name.to_owned(), act)]
}

/// Efficiency reviews and the watch list.
pub(crate) fn about_improvement(name: &str) -> Vec<(String, Value)> {
    let one = |json: Value| vec![(name.to_owned(), json)];
    let state = |partner: &str| {
        json!({"act": name, "review": "review-1", "partner": partner, "saving": "achieved",
            "pence": 1, "words": "So."})
    };
    match name {
        "efficiency.begin-review" => one(
            json!({"act": name, "title": "Vans", "scope": "All.", "body": "executive",
            "lead": "council", "due": "2007-12-31", "partners": [{"partner": "council"}]}),
        ),
        "efficiency.state-saving" => vec![
            (format!("{name} (of the lead)"), state("council")),
            (
                format!("{name} (of another that takes part)"),
                state("health"),
            ),
        ],
        "efficiency.end-review" => one(json!({"act": name, "review": "review-1", "words": "So."})),
        "watching.list" => one(
            json!({"act": name, "sort": "policy", "title": "Paths", "about": "All.",
            "deadline": "2007-12-31", "body": "executive", "lead": "council"}),
        ),
        "watching.contribute" => {
            one(json!({"act": name, "watch": "watch-1", "partner": "health", "words": "So."}))
        }
        "watching.move" => {
            one(json!({"act": name, "watch": "watch-1", "state": "preparing", "words": "So."}))
        }
        new => panic!("say here how {new} is asked for, and run again with FOLKMOOT_UPDATE=1"),
    }
}

/// Delivery plans and what goes with them.
pub(crate) fn about_delivery(name: &str) -> Vec<(String, Value)> {
    let (plan, action, year) = ("board-2007-08", "board-2007-08-1", "2007-08");
    let about = json!({"plan": plan});
    let act = match name {
        "delivery.begin-plan" => json!({"body": "board", "year": year, "title": "Dry feet"}),
        "delivery.write-part" => json!({"plan": plan, "part": "work", "words": "So."}),
        "delivery.set-action" => json!({"plan": plan, "title": "Raise the bank", "lead": "council",
            "starts": "2007-04-18", "due": "2008-03-31"}),
        "delivery.drop-action" => json!({"action": action, "why": "So."}),
        "delivery.reach-milestone" => {
            json!({"action": action, "milestone": 1, "on": "2007-04-18"})
        }
        "delivery.move-milestone" => {
            json!({"action": action, "milestone": 1, "due": "2007-05-18", "why": "So."})
        }
        "delivery.report-progress" => json!({"action": action, "state": "done", "words": "So."}),
        "delivery.appraise-action" => json!({"action": action}),
        "delivery.appraise-decision" => json!({"decision": MOTION}),
        "delivery.circulate-plan" => json!({"plan": plan, "to": ["forum"], "until": "2007-05-18"}),
        "delivery.give-input" => json!({"plan": plan, "body": "board", "words": "So."}),
        "delivery.answer-input" => {
            json!({"plan": plan, "input": 1, "changed": true, "words": "So."})
        }
        "delivery.advise-on-impact" => json!({"about": about, "words": "So."}),
        "delivery.approve-plan" => json!({"plan": plan}),
        "delivery.report-compatibility" => json!({"partner": "council", "about": about,
            "own": "Corporate plan", "fits": "fits", "words": "So."}),
        "delivery.pass-gate" => json!({"gate": "handover", "decision": MOTION}),
        "delivery.plan-priority" => json!({"title": "Shade", "says": "So.", "lead": "council",
            "earliest": "2007-05-18", "capacity": "found", "needs": "So."}),
        "delivery.close-priority" => {
            json!({"priority": "priority-1", "fate": "dropped", "words": "So."})
        }
        "delivery.plan-engagement" => json!({"body": "board", "year": year, "who": "Anglers",
            "how": "So.", "when": "2007-05-18"}),
        "delivery.report-engagement" => json!({"engagement": "board-2007-08-engagement-1",
            "held": "2007-04-18", "heard": "So.", "changed": "So."}),
        new => panic!("say here how {new} is asked for, and run again with FOLKMOOT_UPDATE=1"),
    };
    let with = |seat: Option<&str>| {
        let mut act = act.clone();
        act["act"] = json!(name);
        if let Some(seat) = seat {
            act["seat"] = json!(seat);
        }
        act
    };
    let kind = record::catalogue().iter().find(|kind| kind.name == name);
    let from_a_seat = kind.is_some_and(|kind| kind.authority == Authority::SeatOrSecretariat);
    if from_a_seat {
        vec![
            (format!("{name} (for a seat)"), with(Some(SEAT))),
            (format!("{name} (for nobody)"), with(None)),
        ]
    } else {
        vec![(name.to_owned(), with(None))]
    }
}
