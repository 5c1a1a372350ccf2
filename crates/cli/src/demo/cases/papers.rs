//! Papers that are not for everyone, before the Board's meeting of January 2010: an exempt item with a
//! declared interest, a paper for members, a second version and a supplement.

use jiff::civil::datetime;
use serde_json::{Value, json};

use super::Story;
use crate::{demo::writer::Writer, say::Trouble};

const MEETING: &str = "board-2010-01-27";
/// What the public reads of the item, and what members do.
const ITEM: (&str, &str) = (
    "Commissioning advice on debt",
    "Commissioning advice on debt: three bids, and which to choose",
);
const REASON: &str = "Three organisations have bid in confidence. If their prices were known before the contract is signed, the next bids would be dearer for everyone.";

pub(super) fn tell(story: &mut Story) {
    story.at(datetime(2010, 1, 14, 15, 0, 0, 0), in_confidence);
    story.at(datetime(2010, 1, 15, 11, 30, 0, 0), |writer| {
        writer.act(json!({
            "act": "meetings.declare-interest", "meeting": MEETING, "seat": "board.community-first",
            "item": writer.item(MEETING, ITEM.0)?, "for_organisation": true, "withdraws": true,
            "nature": "Community First is one of the three that bid.",
        }))
    });
    story.at(datetime(2010, 1, 15, 15, 0, 0, 0), afterwards);
}

/// A paper, with what goes beside it.
fn table(
    writer: &Writer,
    item: &str,
    (title, text, pages): (&str, &str, u16),
    more: Value,
) -> Result<Value, Trouble> {
    let mut act = json!({
        "act": "meetings.table-paper", "meeting": MEETING, "item": writer.item(MEETING, item)?,
        "paper": { "title": title, "hash": writer.paper(title, text)?, "held_by": "county-council", "pages": pages },
    });
    for (name, value) in more.as_object().into_iter().flatten() {
        act[name] = value.clone();
    }
    Ok(act)
}

fn exempt(writer: &Writer) -> Result<Value, Trouble> {
    Ok(json!({
        "is": "exempt", "paragraphs": ["3"], "reason": REASON,
        "officer": writer.officer()?, "review": "2010-06-30",
    }))
}

/// The exempt item with its paper, a paper for members and one for everyone.
fn in_confidence(writer: &mut Writer) -> Result<(), Trouble> {
    let class = exempt(writer)?;
    writer.act(json!({
        "act": "meetings.add-item", "meeting": MEETING, "class": class, "real_title": ITEM.1,
        "item": { "title": ITEM.0, "purpose": "decision", "presenter": "Colin Rathbone", "minutes": 20 },
        "late_reason": "The bids came in on 11 January.",
    }))?;
    let bids = "Advice South asks for £84,000, Community First for £91,500 and Severn Money Help for £79,200. Officers recommend Community First, which reaches all six districts.";
    let members = "What each member asked for since October, and what became of it.";
    let everyone = "How many people in debt were advised in 2009, district by district, and how long they waited.";
    let acts = vec![
        table(
            writer,
            ITEM.0,
            ("Debt advice in 2009", everyone, 6),
            json!({}),
        )?,
        table(
            writer,
            ITEM.0,
            ("Bids", bids, 4),
            json!({ "class": class, "real_title": "The three bids, with prices", "keep_until": "2016-01-27" }),
        )?,
        table(
            writer,
            "The winter so far",
            ("Members’ questions since October", members, 3),
            json!({ "class": { "is": "members" } }),
        )?,
    ];
    writer.act(Value::from(acts))
}

/// The agenda went out that morning; a corrected version and a further paper follow in a supplement.
fn afterwards(writer: &mut Writer) -> Result<(), Trouble> {
    let before = "How many people in debt were advised in 2009, district by district, and how long they waited.";
    let before = writer.paper("Debt advice in 2009", before)?;
    let corrected = "How many people in debt were advised in 2009, district by district, and how long they waited. The figures for Redditch are corrected, and two pages on young people are added.";
    let late = json!("The figures for Redditch were wrong.");
    let acts = vec![
        table(
            writer,
            ITEM.0,
            ("Debt advice in 2009", corrected, 8),
            json!({ "replaces": before, "late_reason": late }),
        )?,
        table(
            writer,
            "The winter so far",
            (
                "Grit: what is left",
                "Tonnes of salt in each depot on 14 January.",
                2,
            ),
            json!({ "late_reason": "The depots were counted on 14 January." }),
        )?,
    ];
    writer.act(Value::from(acts))
}
