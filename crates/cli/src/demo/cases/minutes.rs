//! Minutes that were wrong: put right before they were approved, and after.

use jiff::civil::datetime;
use serde_json::json;

use super::Story;

pub(super) fn tell(story: &mut Story) {
    story.at(datetime(2008, 4, 28, 11, 0, 0, 0), |writer| {
        let meeting = "board-2008-04-16";
        writer.act(json!({
            "act": "meetings.correct-minutes", "meeting": meeting,
            "item": writer.item(meeting, "The eleven lessons of the floods")?,
            "text": "Eight lessons are carried out. The list of people who would need help exists; who may read it, and who keeps it up to date, is not settled.",
            "why": "The Fire and Rescue Service wrote that the ninth lesson, on boats, is still under way.",
        }))
    });
    story.at(datetime(2009, 10, 29, 15, 0, 0, 0), |writer| {
        let meeting = "board-2009-07-15";
        writer.act(json!({
            "act": "meetings.correct-minutes", "meeting": meeting,
            "item": writer.item(meeting, "Ten figures in July")?,
            "text": "Claimants have stopped rising in four districts of six. Young people out of work have not.",
            "why": "Redditch and Wyre Forest pointed out that theirs had not stopped rising.",
            "agreed_at": "board-2009-10-21",
        }))
    });
}
