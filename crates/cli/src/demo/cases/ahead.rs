//! What is known ahead: meetings of the year called early, and items that wait on forward plans.

use jiff::civil::datetime;
use serde_json::{Value, json};

use super::Story;

/// Meetings called before there is any business: body, day, hour and place.
const CALLED: &[(&str, &str, &str, &str)] = &[
    (
        "management-group",
        "2010-03-03",
        "14:00",
        "Pershore Civic Centre",
    ),
    (
        "management-group",
        "2010-04-14",
        "14:00",
        "County Hall, Worcester",
    ),
    ("board", "2010-04-21", "10:30", "The Guildhall, Worcester"),
    ("board", "2010-07-21", "10:30", "County Hall, Worcester"),
    ("board", "2010-10-06", "10:30", "County Hall, Worcester"),
    (
        "assembly",
        "2010-11-11",
        "09:30",
        "Three Counties Showground, Malvern",
    ),
];

/// Items that wait: body, title, not before, and why.
const PLANNED: &[(&str, &str, &str, &str)] = &[
    (
        "board",
        "Governance arrangements: the third year",
        "2010-04-01",
        "They are looked at every year.",
    ),
    (
        "board",
        "Terms of reference of Children and Young People",
        "2010-04-01",
        "The group changes its shape in April, and the Board approves its terms.",
    ),
    (
        "management-group",
        "Who takes on what the Learning and Skills Council did",
        "2010-02-15",
        "The council ends on 31 March 2010.",
    ),
    (
        "management-group",
        "Plans of the theme groups for 2010/11",
        "2010-02-15",
        "They are due in March.",
    ),
    (
        "board",
        "After 2011: what follows the Local Area Agreement",
        "2010-11-01",
        "The agreement ends in March 2011.",
    ),
    (
        "management-group",
        "Annual report 2009/10",
        "2010-05-01",
        "It goes to the Board in July.",
    ),
    (
        "safer",
        "Street pastors: a second town",
        "2010-02-01",
        "Kidderminster’s churches asked for it in November.",
    ),
    (
        "wpeg",
        "The Severn in flood: what the boards held back",
        "2010-02-01",
        "The engineers’ report comes in February.",
    ),
];

pub(super) fn tell(story: &mut Story) {
    story.at(datetime(2010, 1, 11, 10, 0, 0, 0), |writer| {
        let call = |(body, date, starts, place): &(&str, &str, &str, &str)| json!({ "act": "meetings.call", "body": body, "date": date, "starts": starts, "place": place, "agenda": [] });
        writer.act(CALLED.iter().map(call).collect::<Value>())
    });
    story.at(datetime(2010, 1, 13, 16, 0, 0, 0), |writer| {
        let plan = |(body, title, day, why): &(&str, &str, &str, &str)| json!({ "act": "meetings.plan-item", "body": body, "title": title, "purpose": "decision", "not_before": day, "why": why });
        writer.act(PLANNED.iter().map(plan).collect::<Value>())
    });
}
