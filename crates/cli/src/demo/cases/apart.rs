//! Apart from meetings: disputes, one of which went to an outside mediator, and questions decided by
//! correspondence.

use jiff::civil::datetime;
use serde_json::{Value, json};

use super::Story;
use crate::{demo::writer::Writer, say::Trouble};

const CAMERAS: &str = "dispute-1";
const ROUTES: &str = "dispute-2";
/// The Management Group's first question by correspondence, and the Board's.
const FUND: &str = "management-group-by-correspondence-1";
const LETTER: &str = "board-by-correspondence-1";

pub(super) fn tell(story: &mut Story) {
    dispute(story);
    open_dispute(story);
    story.at(datetime(2009, 8, 12, 10, 0, 0, 0), |writer| {
        writer.act(json!({
            "act": "correspondence.open", "body": "management-group", "deadline": "2009-08-21",
            "title": "A bid to the Future Jobs Fund",
            "text": "That the Partnership bids to the Future Jobs Fund for two hundred jobs of six months, with the County Council as accountable body.",
            "why": "Bids close on 28 August, before the group meets again.",
        }))
    });
    story.at(datetime(2009, 8, 19, 16, 0, 0, 0), |writer| {
        let seats = [
            "county-chief-executive",
            "north-districts",
            "south-districts",
            "pct",
            "lsc",
            "police",
            "fire",
        ];
        answers(writer, FUND, "management-group", &seats)
    });
    story.at(datetime(2009, 8, 24, 9, 0, 0, 0), |writer| {
        writer.act(json!({ "act": "correspondence.close", "correspondence": FUND }))
    });
    story.at(datetime(2010, 1, 14, 11, 0, 0, 0), |writer| {
        writer.act(json!({
            "act": "correspondence.open", "body": "board", "deadline": "2010-01-25",
            "title": "A letter on the cost of the winter",
            "text": "That the Chair writes to the Secretary of State in the name of all partners about what the snow has cost the county’s roads.",
            "why": "The Government decides at the end of the month, and the Board meets on the 27th.",
        }))
    });
    story.at(datetime(2010, 1, 15, 16, 0, 0, 0), |writer| {
        let seats = [
            "county-leader",
            "redditch-leader",
            "fire",
            "calc",
            "community-first",
        ];
        answers(writer, LETTER, "board", &seats)
    });
}

/// Members who agree, by electronic mail.
fn answers(writer: &mut Writer, question: &str, body: &str, seats: &[&str]) -> Result<(), Trouble> {
    let answer = |seat: &&str| {
        json!({
            "act": "correspondence.answer", "correspondence": question, "seat": format!("{body}.{seat}"),
            "answer": "agree", "means": "email",
        })
    };
    writer.act(seats.iter().map(answer).collect::<Value>())
}

fn mediate(
    dispute: &str,
    step: u16,
    mediator: &str,
    settled: bool,
    on: &str,
    words: &str,
) -> Value {
    json!({
        "act": "disputes.record-mediation", "dispute": dispute, "step": step, "mediator": mediator,
        "settled": settled, "on": on, "words": words,
    })
}

/// Three partners could not agree who pays for the cameras, until someone from outside helped.
fn dispute(story: &mut Story) {
    story.at(datetime(2009, 2, 24, 10, 0, 0, 0), |writer| {
        writer.act(json!({
            "act": "disputes.raise", "body": "management-group", "between": ["redditch", "bromsgrove", "police"],
            "title": "Who pays for the shared camera room",
            "about": "The room watches both towns and was set up with a grant that has ended. Each partner thinks that it pays for the others.",
        }))
    });
    story.at(datetime(2009, 3, 19, 10, 0, 0, 0), |writer| {
        let words =
            "The group heard all three. The figures are agreed; what follows from them is not.";
        writer.act(mediate(
            CAMERAS,
            1,
            "The Management Group",
            false,
            "2009-03-18",
            words,
        ))
    });
    story.at(datetime(2009, 4, 22, 10, 0, 0, 0), |writer| {
        let words = "Two evenings with the Chair. Bromsgrove and the police came closer; Redditch asked for somebody from outside.";
        writer.act(mediate(CAMERAS, 2, "Dr Vivian Achebe, Independent Chair", false, "2009-04-21", words))
    });
    story.at(datetime(2009, 6, 3, 10, 0, 0, 0), |writer| {
        let words = "The mediator asked what each would do without the room. They agreed to pay by the hours that are watched, and to look again in two years.";
        writer.act(mediate(CAMERAS, 3, "A mediator of a regional employers’ body", true, "2009-06-02", words))
    });
}

/// One that is not settled yet.
fn open_dispute(story: &mut Story) {
    story.at(datetime(2009, 12, 8, 10, 0, 0, 0), |writer| {
        writer.act(json!({
            "act": "disputes.raise", "body": "management-group", "between": ["county-council", "wyre-forest"],
            "title": "Which roads are gritted first",
            "about": "Wyre Forest asks for the roads to its schools before those to the county boundary. The County Council says that the order was agreed in 2006.",
        }))
    });
    story.at(datetime(2009, 12, 17, 10, 0, 0, 0), |writer| {
        let words =
            "Members asked for a map with both orders on it. It comes up again after the winter.";
        writer.act(mediate(
            ROUTES,
            1,
            "The Management Group",
            false,
            "2009-12-16",
            words,
        ))
    });
}
