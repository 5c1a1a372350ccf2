//! A plan with something in every field that takes prose, from the strategy to an outcome that is pursued
//! no longer: all of it is public at once.

use serde_json::{Value, json};

use super::at_once;

/// The indicator that stays.
const HOMES: &str = "flooded-homes";
/// The period that is measured.
const PERIOD: &str = "2006-07-q3";

/// The strategy, the agreement and its targets, figures for a quarter, and what is said of them.
pub(super) fn strategy_and_figures() -> Value {
    let outcome = |id: &str| {
        json!({"act": "plan.set-outcome", "outcome": id, "agreement": "laa", "block": "a", "theme": "safer",
            "title": "Fewer homes are flooded", "says": at_once("outcome"), "lead": {"body": "board"}})
    };
    let indicator = |id: &str| {
        json!({"act": "plan.set-indicator", "indicator": id, "outcome": "fewer-floods", "title": "Homes flooded",
            "definition": at_once("definition"), "unit": "homes", "good": "lower", "standing": "headline",
            "every": "quarter", "districts": "none", "source": "Survey"})
    };
    let figure = |count: &str| json!({"indicator": HOMES, "period": PERIOD, "figure": {"count": count}, "words": at_once("beside a figure")});
    json!([
        {"act": "plan.adopt-strategy", "strategy": "dry-feet", "title": "Dry feet", "from": "2007-01-02",
            "vision": at_once("vision"), "priorities": [{"theme": "safer", "says": at_once("priority")}],
            "approaches": [{"approach": "social", "says": at_once("approach")}],
            "chapters": [{"area": "upper", "says": at_once("chapter")}]},
        {"act": "plan.make-agreement", "agreement": "laa", "title": "Area agreement", "from": "2006-04-01",
            "until": "2010-03-31", "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
        outcome("fewer-floods"),
        outcome("drier-feet"),
        indicator(HOMES),
        indicator("wet-doorsteps"),
        {"act": "plan.set-targets", "indicator": HOMES, "why": at_once("why a target"),
            "targets": [{"period": PERIOD, "value": "12"}]},
        {"act": "plan.return-figures", "source": "Survey", "figures": [figure("12")]},
        {"act": "plan.correct-figure", "indicator": HOMES, "period": PERIOD, "figure": {"count": "11"},
            "why": at_once("why corrected")},
        {"act": "plan.write-commentary", "indicator": HOMES, "period": PERIOD, "words": at_once("commentary")},
        {"act": "plan.override-light", "indicator": HOMES, "period": PERIOD, "light": "at-risk",
            "why": at_once("why another light")},
        {"act": "plan.refresh-agreement", "agreement": "laa", "from": "2007-01-05", "why": at_once("why refreshed")},
        {"act": "plan.retire-indicator", "indicator": "wet-doorsteps", "why": at_once("why retired")},
        {"act": "plan.end-outcome", "outcome": "drier-feet", "why": at_once("why ended")},
    ])
}
