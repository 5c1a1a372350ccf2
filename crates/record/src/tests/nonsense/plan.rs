//! Strategies, agreements, targets and figures.

use proptest::{prelude::*, sample::select};
use serde_json::{Value, json};

use super::{day, decision, perhaps, text, who, words_of};

fn indicator() -> BoxedStrategy<Value> {
    words_of(&["flooded-homes", "flooded-homes", "gauges", "mars", "No!"]).boxed()
}

fn period() -> BoxedStrategy<Value> {
    words_of(&[
        "2007-08",
        "2007-08-q1",
        "2006-07-q4",
        "2006-07-q4",
        "2009-10-m1",
        "2007-09",
    ])
    .boxed()
}

fn area() -> BoxedStrategy<Value> {
    perhaps(words_of(&["upper", "county", "mars"]))
}

fn figure() -> BoxedStrategy<Value> {
    let figures = vec![
        json!({"count": "9"}),
        json!({"count": "10"}),
        json!({"count": "10.25"}),
        json!({"rate": {"numerator": "3", "denominator": "40"}}),
        json!({"rate": {"numerator": "3", "denominator": "0"}}),
        json!({"count": 9.5}),
    ];
    select(figures).boxed()
}

fn body() -> impl Strategy<Value = Value> {
    words_of(&["board", "learning", "mars"])
}

/// One act about the plan.
pub(super) fn acts() -> BoxedStrategy<Value> {
    prop_oneof![
        2 => (text(), day(), perhaps(day()), perhaps(decision())).prop_map(|(vision, from, until, decided_by)|
            json!({"act": "plan.adopt-strategy", "strategy": "strategy-1", "title": "Rivers", "vision": vision, "from": from,
                "until": until, "decided_by": decided_by})),
        1 => (text(), day()).prop_map(|(says, from)|
            json!({"act": "plan.adopt-strategy", "strategy": "strategy-1", "title": "Rivers", "vision": "All.", "from": from,
                "priorities": [{"theme": "safer", "says": says}], "chapters": [{"area": "upper", "says": says}]})),
        3 => (day(), day(), prop_oneof![3 => Just(json!([{"id": "a", "name": "All"}])), 1 => Just(json!([]))]).prop_map(|(from, until, blocks)|
            json!({"act": "plan.make-agreement", "agreement": "laa", "title": "Agreement", "from": from, "until": until, "blocks": blocks})),
        1 => (day(), text()).prop_map(|(from, why)|
            json!({"act": "plan.refresh-agreement", "agreement": "laa", "from": from, "why": why})),
        2 => (body(), perhaps(who()), words_of(&["a", "z"])).prop_map(|(body, person, block)|
            json!({"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": block, "theme": "safer",
                "title": "Fewer floods", "lead": {"body": body, "person": person}})),
        1 => text().prop_map(|why| json!({"act": "plan.end-outcome", "outcome": "fewer-floods", "why": why})),
        2 => (indicator(), perhaps(text()), select(vec![0_u8, 1, 7])).prop_map(|(indicator, unit, places)|
            json!({"act": "plan.set-indicator", "indicator": indicator, "outcome": "fewer-floods", "title": "Homes", "unit": unit,
                "good": "lower", "places": places, "every": "quarter", "source": "Survey"})),
        1 => (indicator(), text()).prop_map(|(indicator, why)|
            json!({"act": "plan.retire-indicator", "indicator": indicator, "why": why})),
        2 => (indicator(), period(), area(), perhaps(text())).prop_map(|(indicator, period, area, why)|
            json!({"act": "plan.set-targets", "indicator": indicator, "why": why, "targets": [{"period": period, "area": area, "value": "40"}]})),
        3 => (indicator(), period(), area(), figure(), perhaps(day())).prop_map(|(indicator, period, area, figure, on)|
            json!({"act": "plan.return-figures", "source": "Survey", "on": on,
                "figures": [{"indicator": indicator, "period": period, "area": area, "figure": figure}]})),
        1 => (indicator(), period(), figure(), text()).prop_map(|(indicator, period, figure, why)|
            json!({"act": "plan.correct-figure", "indicator": indicator, "period": period, "figure": figure, "why": why})),
        1 => (indicator(), period(), text()).prop_map(|(indicator, period, words)|
            json!({"act": "plan.write-commentary", "indicator": indicator, "period": period, "words": words})),
        1 => (indicator(), period(), area(), text(), perhaps(who())).prop_map(|(indicator, period, area, why, person)|
            json!({"act": "plan.override-light", "indicator": indicator, "period": period, "area": area, "light": "on-track",
                "why": why, "person": person})),
        1 => (indicator(), period(), area()).prop_map(|(indicator, period, area)|
            json!({"act": "plan.lift-override", "indicator": indicator, "period": period, "area": area})),
    ]
    .boxed()
}
