//! What was out of the ordinary in Warwick's year: on what the structure rests, and the arrangements that
//! the paper on the roles of two groups proposed.
//!
//! That paper is of summer 2010. The demonstration brings it forward to January, and says so in the item's
//! paper, so that a gate which is not yet passed can be looked at.

use jiff::civil::{Date, date, datetime};
use serde_json::{Value, json};

use super::{members::Members, story::Story, writer::mistake};
use crate::say::Trouble;

const REVIEWED: &str = include_str!("../../../../arrangements/warwick-2010.toml");
/// Its Integrated Development Plan.
pub(super) const PLANS: &str = include_str!("../../demo/plan/warwick-delivery.toml");
/// Its strategy, as `plan.adopt-strategy` asks for it.
const STRATEGY: &str = include_str!("../../demo/plan/warwick.toml");
/// The meeting that agreed the plans and with them the strategy, and the item.
const AGREED: (&str, &str) = ("wpeg-2009-06-11", "The Integrated Development Plan");
/// From which day the roles are as the later paper has them.
const REVIEWED_FROM: Date = date(2010, 1, 16);
/// The meeting that adopted them, and the item.
const ADOPTED: (&str, &str) = (
    "wpeg-2010-01-14",
    "Roles of the Executive Group and of the Theme Co-ordination Group",
);

/// Meetings that are called already: body, day, when, where.
const CALLED: [(&str, &str, &str, &str); 4] = [
    ("wpeg", "2010-02-25", "10:00", "Town Hall, Leamington Spa"),
    (
        "tcg",
        "2010-02-16",
        "14:00",
        "Riverside House, Leamington Spa",
    ),
    (
        "housing",
        "2010-02-09",
        "10:00",
        "Riverside House, Leamington Spa",
    ),
    (
        "forum",
        "2010-03-17",
        "18:30",
        "Royal Pump Rooms, Leamington Spa",
    ),
];

/// Leaves with the story that the strategy was adopted.
pub(super) fn tell_strategy(story: &mut Story) -> Result<(), Trouble> {
    let mut act: Value =
        toml::from_str(STRATEGY).map_err(|error| mistake(format!("strategy: {error}")))?;
    story.at(datetime(2009, 6, 12, 11, 30, 0, 0), move |writer| {
        act["act"] = json!("plan.adopt-strategy");
        act["decided_by"] = json!(writer.decision(AGREED.0, AGREED.1)?);
        writer.act(act)
    });
    Ok(())
}

pub(super) fn tell(members: &Members, story: &mut Story) {
    story.at(datetime(2009, 3, 12, 11, 0, 0, 0), |writer| {
        writer.act(json!([
            {
                "act": "structure.log-dependency", "sort": "rests-on", "what": "CAVA’s funding in the long term: much of how communities are engaged rests on it.",
                "owner": "vcs", "review": "2010-03-31",
            },
            {
                "act": "structure.log-dependency", "sort": "partner-to-win", "what": "Firms in the three town centres, for the theme partnership for the economy.",
                "owner": "economy", "review": "2010-02-26",
            },
        ]))
    });
    let text = members.put_into(REVIEWED);
    story.at(datetime(2010, 1, 15, 10, 0, 0, 0), move |writer| {
        let decision = writer.decision(ADOPTED.0, ADOPTED.1)?;
        writer.act(json!({
            "act": "structure.adopt-arrangements", "text": text, "from": REVIEWED_FROM, "decided_by": decision,
        }))
    });
    story.at(datetime(2010, 1, 15, 11, 0, 0, 0), |writer| {
        let call = |(body, date, starts, place): &(&str, &str, &str, &str)| json!({ "act": "meetings.call", "body": body, "date": date, "starts": starts, "place": place, "agenda": [] });
        writer.act(CALLED.iter().map(call).collect::<Value>())
    });
}
