//! Towards agreement and after it: positions on a proposal, a decision that waits to be ratified, one
//! that partners are asked about, one to which the accountable body agrees.

use jiff::civil::{Date, date, datetime};
use record::id::DecisionId;
use serde_json::{Value, json};

use super::{Story, Told};
use crate::{
    demo::writer::{Writer, mistake},
    say::Trouble,
};

/// What too few agreed in June 2007 is ratified at the next meeting.
pub(super) fn ratified(told: &Told<'_>) -> Vec<Value> {
    vec![json!({
        "act": "decisions.ratify", "decision": "management-group-2007-06-13-3", "meeting": told.meeting,
        "item": told.item, "agreed": true,
    })]
}

/// A group that cannot resolve something forwards it.
pub(super) fn forwarded(told: &Told<'_>) -> Vec<Value> {
    vec![json!({
        "act": "decisions.forward", "meeting": told.meeting, "item": told.item, "to": "management-group",
        "why": "No member of the group has the money, and the ditches cannot wait for another winter.",
    })]
}

/// A proposal to which someone objects is amended until everyone can live with it.
pub(super) fn positions(told: &Told<'_>) -> Vec<Value> {
    let decision = told.decision();
    let state = |seat: &str, position: &str, words: Option<&str>| {
        let mut act = json!({ "act": "decisions.state-position", "decision": decision, "seat": seat, "position": position });
        if let Some(words) = words {
            act["words"] = json!(words);
        }
        act
    };
    vec![
        json!({
            "act": "decisions.propose", "meeting": told.meeting, "item": told.item,
            "text": "The priorities for 2010/11 are, in this order: older people at home, young people in work, homes, the town centres, the climate.",
            "scope": { "competence": "priorities" },
        }),
        state("board.county-leader", "support", None),
        state("board.pct", "support", None),
        state("board.wychavon-leader", "support", None),
        state(
            "board.chamber",
            "can-live-with",
            Some("Work should come before homes."),
        ),
        state(
            "board.environmental-champion",
            "object",
            Some("The climate cannot come last."),
        ),
        json!({
            "act": "decisions.amend-proposal", "decision": decision,
            "text": "The priorities for 2010/11 are older people at home, young people in work, and homes; the town centres and the climate follow without an order.",
        }),
        state(
            "board.environmental-champion",
            "can-live-with",
            Some("So long as none of them is last."),
        ),
        state("board.chamber", "support", None),
        state(
            "board.calc",
            "stand-aside",
            Some("The parishes have not been asked."),
        ),
        json!({ "act": "decisions.agree-by-consensus", "meeting": told.meeting, "item": told.item, "decision": decision }),
    ]
}

/// Who answered the question about land for homes, and how. Advantage West Midlands has not.
fn answer_of(partner: &str) -> Option<(Date, &'static str, &'static str, Option<&'static str>)> {
    Some(match partner {
        "awm" | "gowm" => return None,
        "acute-trust" => (date(2009, 6, 25), "declines", "the trust’s board", None),
        "police" => (
            date(2009, 7, 1),
            "agrees-with-conditions",
            "the Police Authority",
            Some("Land next to a station is sold only with a right of way for vehicles."),
        ),
        "diocese" => (
            date(2009, 6, 9),
            "agrees-with-conditions",
            "the Diocesan Board of Finance",
            Some("The Charity Commission has to consent to each sale."),
        ),
        "county-council" => (date(2009, 5, 28), "agrees", "its Cabinet", None),
        "bromsgrove" | "malvern-hills" | "redditch" | "worcester" | "wychavon" | "wyre-forest" => {
            (date(2009, 6, 16), "agrees", "its Cabinet", None)
        }
        _ => (date(2009, 6, 30), "agrees", "its governing body", None),
    })
}

/// The partners' own governing bodies answer, one after the other.
fn ask_partners(writer: &mut Writer) -> Result<(), Trouble> {
    let name = writer.decision("board-2009-04-15", "Homes for people on low pay")?;
    let id: DecisionId = name.parse().map_err(|_| mistake(&name))?;
    let reading = writer.reading()?;
    let decision = reading.record.decisions.get(&id);
    let referral = decision.and_then(|decision| decision.referral.as_ref());
    let referral = referral.ok_or_else(|| mistake(format!("{name} was not referred")))?;
    let mut acts = Vec::new();
    for partner in referral.partners.keys() {
        let Some((on, answer, by, conditions)) = answer_of(partner.as_str()) else {
            continue;
        };
        let mut act = json!({
            "act": "decisions.answer-referral", "decision": name, "partner": partner, "answer": answer,
            "on": on, "by": by,
        });
        if let Some(conditions) = conditions {
            act["conditions"] = json!(conditions);
        }
        acts.push(act);
    }
    writer.act(Value::from(acts))
}

pub(super) fn tell(story: &mut Story) {
    story.at(datetime(2009, 7, 3, 10, 0, 0, 0), ask_partners);
    for (year, month, day, meeting, title) in [
        (
            2007,
            4,
            30,
            "board-2007-04-18",
            "How the safer communities grant is shared",
        ),
        (
            2007,
            4,
            30,
            "board-2007-04-18",
            "What the stronger communities grant is for",
        ),
        (2008, 11, 5, "board-2008-10-15", "The reward: a third way"),
    ] {
        story.at(datetime(year, month, day, 12, 0, 0, 0), move |writer| {
            writer.act(json!({
                "act": "decisions.record-agreement", "decision": writer.decision(meeting, title)?, "agrees": true,
                "on": date(year, month, day), "by": "the Director of Financial Services of the County Council",
                "words": "The sum is within the grant, and its conditions are kept.",
            }))
        });
    }
}
