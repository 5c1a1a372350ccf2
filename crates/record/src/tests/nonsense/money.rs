//! Acts about money, as they might come over the wire.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{day, decision, perhaps, seat, text, who, words_of};

/// An act about money.
pub(super) fn act() -> BoxedStrategy<Value> {
    prop_oneof![4 => funds(), 4 => monitoring(), 3 => releases(), 3 => back(), 2 => foresight()]
        .boxed()
}

fn stream() -> BoxedStrategy<Value> {
    words_of(&[
        "a-revenue-2007",
        "a-revenue-2007",
        "a-capital-2007",
        "a-aligned-2007",
        "mars",
        "",
    ])
    .boxed()
}

fn allocation() -> BoxedStrategy<Value> {
    words_of(&[
        "a-revenue-2007-1",
        "a-revenue-2007-1",
        "a-capital-2007-1",
        "mars",
    ])
    .boxed()
}

fn partner() -> BoxedStrategy<Value> {
    words_of(&[
        "health",
        "health",
        "council",
        "voluntary-action",
        "board",
        "mars",
    ])
    .boxed()
}

fn month() -> BoxedStrategy<Value> {
    words_of(&[
        "2007-08-m1",
        "2007-08-m1",
        "2007-08-m12",
        "2006-07-m12",
        "2007-08",
        "2007-08-m13",
    ])
    .boxed()
}

fn year() -> BoxedStrategy<Value> {
    words_of(&["2007-08", "2007-08", "2006-07", "2007-08-q1", "2007"]).boxed()
}

fn pence() -> BoxedStrategy<Value> {
    prop_oneof![
        Just(json!(0)),
        Just(json!(12_345)),
        Just(json!("1,234.50")),
        Just(json!("12.345")),
        Just(json!("a hundred")),
        Just(json!(-1)),
        Just(json!(1.5)),
        Just(json!(u64::MAX)),
    ]
    .boxed()
}

fn ticks() -> BoxedStrategy<Value> {
    prop_oneof![
        Just(json!([1, 2, 3, 4])),
        Just(json!([])),
        Just(json!([1, 9])),
        Just(json!([0]))
    ]
    .boxed()
}

fn funds() -> BoxedStrategy<Value> {
    prop_oneof![
        (stream(), year(), pence(), words_of(&["capital-grant", "contribution", "aligned", "gift"]), perhaps(partner())).prop_map(
            |(stream, year, pence, sort, partner)| json!({"act": "money.open-stream", "stream": stream, "title": "More", "block": "a",
                "year": year, "sort": sort, "giver": "The Ministry", "partner": partner, "pence": pence})),
        (stream(), pence(), text()).prop_map(|(stream, pence, why)|
            json!({"act": "money.change-award", "stream": stream, "pence": pence, "why": why})),
        (stream(), partner(), pence(), text(), decision()).prop_map(|(stream, partner, pence, purpose, decision)|
            json!({"act": "money.allocate", "stream": stream, "partner": partner, "outcomes": ["fewer-floods"], "pence": pence,
                "purpose": purpose, "decision": decision})),
        (allocation(), pence(), text(), decision()).prop_map(|(allocation, pence, why, decision)|
            json!({"act": "money.reduce-allocation", "allocation": allocation, "pence": pence, "why": why, "decision": decision})),
        (stream(), month(), pence(), text(), perhaps(text()), perhaps(day())).prop_map(|(stream, month, pence, reference, by, on)|
            json!({"act": "money.record-instalment", "stream": stream, "month": month, "pence": pence, "reference": reference,
                "authorised_by": by, "on": on})),
    ]
    .boxed()
}

fn monitoring() -> BoxedStrategy<Value> {
    prop_oneof![
        (partner(), year(), ticks(), perhaps(day())).prop_map(|(partner, year, undertakings, on)|
            json!({"act": "money.sign-agreement", "partner": partner, "year": year, "undertakings": undertakings,
                "by": {"name": "Ada Penny", "office": "Head of Finance"}, "on": on})),
        (partner(), month(), allocation(), pence(), ticks()).prop_map(|(partner, month, allocation, pence, confirmations)|
            json!({"act": "money.make-return", "partner": partner, "month": month, "confirmations": confirmations,
                "by": {"name": "Ada Penny", "office": "Head of Finance"},
                "lines": [{"allocation": allocation, "spent": pence, "forecast": pence}]})),
        (partner(), month(), 0_u16..3).prop_map(|(partner, month, version)|
            json!({"act": "money.accept-return", "partner": partner, "month": month, "version": version})),
        (partner(), month(), 0_u16..3, text()).prop_map(|(partner, month, version, why)|
            json!({"act": "money.send-back-return", "partner": partner, "month": month, "version": version, "why": why})),
        (partner(), month(), text()).prop_map(|(partner, month, why)|
            json!({"act": "money.reopen-return", "partner": partner, "month": month, "why": why})),
        (partner(), year(), words_of(&["chief-executive", "clerk"]), text(), perhaps(text())).prop_map(|(partner, year, office, words, to)|
            json!({"act": "money.give-assurance", "partner": partner, "year": year, "by": "Ada Penny", "office": office,
                "words": words, "to": to})),
        (partner(), year(), any::<bool>(), text()).prop_map(|(partner, year, satisfactory, why)|
            json!({"act": "money.judge-assurance", "partner": partner, "year": year, "satisfactory": satisfactory, "why": why})),
    ]
    .boxed()
}

fn release() -> BoxedStrategy<Value> {
    words_of(&["release-1", "release-1", "release-2", "x"]).boxed()
}

fn releases() -> BoxedStrategy<Value> {
    prop_oneof![
        (allocation(), month(), pence(), perhaps(who())).prop_map(|(allocation, month, pence, person)|
            json!({"act": "money.propose-release", "allocation": allocation, "month": month, "pence": pence, "person": person})),
        (release(), seat()).prop_map(|(release, seat)|
            json!({"act": "money.approve-release", "release": release, "seat": seat})),
        (release(), perhaps(seat()), text()).prop_map(|(release, seat, why)|
            json!({"act": "money.decline-release", "release": release, "seat": seat, "why": why})),
    ]
    .boxed()
}

fn back() -> BoxedStrategy<Value> {
    prop_oneof![
        (allocation(), pence(), text(), day()).prop_map(|(allocation, pence, why, due)|
            json!({"act": "money.find-ineligible", "allocation": allocation, "pence": pence, "why": why, "due": due})),
        (allocation(), pence(), text(), day()).prop_map(|(allocation, pence, why, due)|
            json!({"act": "money.demand-unspent", "allocation": allocation, "pence": pence, "why": why, "due": due})),
        (allocation(), pence(), text(), perhaps(day())).prop_map(|(allocation, pence, reference, on)|
            json!({"act": "money.record-returned", "allocation": allocation, "pence": pence, "reference": reference, "on": on})),
        (stream(), pence(), text(), text()).prop_map(|(stream, pence, reference, why)|
            json!({"act": "money.repay-giver", "stream": stream, "pence": pence, "reference": reference, "why": why})),
        (words_of(&["1.1", "1.2", "40.1", "0.0", "x"]), text()).prop_map(|(posting, why)|
            json!({"act": "money.reverse-posting", "posting": posting, "why": why})),
        (year(), day()).prop_map(|(year, due)| json!({"act": "money.close-year", "year": year, "due": due})),
    ]
    .boxed()
}

fn foresight() -> BoxedStrategy<Value> {
    let state = || {
        prop_oneof![
            Just(json!("expected")),
            Just(json!("dropped")),
            stream().prop_map(|it| json!({"pooled": it}))
        ]
    };
    let about = prop_oneof![
        stream().prop_map(|it| json!({"stream": it})),
        allocation().prop_map(|it| json!({"allocation": it}))
    ];
    prop_oneof![
        (perhaps(words_of(&["expected-1", "expected-9"]).boxed()), year(), perhaps(pence()), state()).prop_map(
            |(expected, year, pence, state)| json!({"act": "money.expect-funding", "expected": expected, "title": "Warm homes",
                "giver": "The Ministry", "year": year, "pence": pence, "state": state})),
        (day(), text()).prop_map(|(from, says)| json!({"act": "money.amend-controls", "from": from, "says": says})),
        (about, month(), text()).prop_map(|(about, month, words)|
            json!({"act": "money.comment", "about": about, "month": month, "words": words})),
    ]
    .boxed()
}
