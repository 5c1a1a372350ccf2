//! An interest declared, and the room left for the item.

use serde_json::{Value, json};

use super::{Acts, Told};

/// The member for the Diocese is a trustee of a housing association that may buy land from partners.
pub(super) fn withdraws(told: &Told<'_>) -> Acts {
    let act = |name: &str| json!({ "act": format!("meetings.{name}"), "meeting": told.meeting, "seat": "board.diocese" });
    let with = |mut act: Value, more: &[(&str, Value)]| {
        for (name, value) in more {
            act[*name] = value.clone();
        }
        act
    };
    let item = json!(told.item);
    Acts {
        before: vec![
            with(
                act("declare-interest"),
                &[
                    ("item", item.clone()),
                    (
                        "nature",
                        json!(
                            "I am a trustee of a housing association that would like to buy land from two of the partners."
                        ),
                    ),
                    ("withdraws", json!(true)),
                ],
            ),
            with(act("withdraw"), &[("item", item), ("at", json!("10:40"))]),
        ],
        after: vec![with(act("return-to-room"), &[("at", json!("11:05"))])],
    }
}
