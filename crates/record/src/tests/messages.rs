//! What refusals say: a sentence, what to do, a code for programs, and the field to go back to.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{strategy::Strategy, strategy::ValueTree, test_runner::TestRunner};
use serde_json::Value;

use super::{laws::beginnings, nonsense};
use crate::{act::Refused, catalogue, testkit::*};

/// Every way in which acts were refused in many runs, by act and code.
fn refusals() -> BTreeMap<(String, &'static str), Refused> {
    let mut runner = TestRunner::deterministic();
    let mut found = BTreeMap::new();
    let beginnings = [
        beginnings().to_vec(),
        vec![Book::new(), Book::adopted(), released(), year_closed()],
    ]
    .concat();
    for turn in 0..160 {
        let acts = nonsense::acts(100).new_tree(&mut runner).unwrap().current();
        let mut book = beginnings[turn % beginnings.len()].clone();
        for act in acts {
            let name = act["act"].as_str().unwrap_or_default().to_owned();
            if let Err(Unaccepted::Refused(refused)) = book.acts_json(act) {
                found.insert((name, refused.advice.code), refused);
            }
        }
    }
    found
}

#[test]
fn every_refusal_can_be_read_aloud_and_leads_back_to_a_field() {
    let refusals = refusals();
    for ((act, code), refused) in &refusals {
        let told = format!("{act}: {refused:?}");
        let (sentence, help) = (&refused.sentence, refused.advice.help);
        assert!(
            !sentence.ends_with('.') && !sentence.contains("  "),
            "{told}"
        );
        assert!(help.starts_with(char::is_uppercase), "{told}");
        assert!(help.ends_with(['.', '?']), "{told}");
        let (module, rest) = code.split_once('/').unwrap();
        assert!(
            [
                "structure",
                "meetings",
                "decisions",
                "correspondence",
                "disputes",
                "delivery",
                "plan",
                "book",
                "exceptions",
                "efficiency",
                "watching",
                "money"
            ]
            .contains(&module),
            "{told}"
        );
        assert!(
            rest.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-'),
            "{told}"
        );
        let kind = catalogue().iter().find(|kind| kind.name == *act).unwrap();
        let schema = serde_json::to_value((kind.schema)()).unwrap();
        let field = refused.advice.field.split('.').next().unwrap();
        assert!(
            field.is_empty() || schema["properties"].get(field) != Some(&Value::Null),
            "{told}"
        );
        assert!(
            field.is_empty() || schema["properties"].get(field).is_some(),
            "{told}"
        );
    }
    // Enough of them came up for this to mean something.
    let codes: BTreeSet<_> = refusals.keys().map(|(_, code)| code).collect();
    assert!(codes.len() > 40, "only {} codes: {codes:?}", codes.len());
    // `READ_ALOUD=1 cargo test -p record aloud -- --nocapture` prints them for a person.
    #[allow(clippy::print_stderr)]
    if std::env::var_os("READ_ALOUD").is_some() {
        for ((act, code), refused) in &refusals {
            eprintln!(
                "{act} {code} [{}]\n    {}. {}",
                refused.advice.field, refused.sentence, refused.advice.help
            );
        }
    }
}
