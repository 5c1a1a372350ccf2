//! What became of each action: most are done in time, some late, a few are put off, passed on or no
//! longer needed. Of late, some are simply overdue.

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use record::id::ActionId;
use serde::Deserialize;
use serde_json::json;

use super::{
    attendance::chance,
    story::Story,
    writer::{Writer, mistake},
};
use crate::say::Trouble;

/// From this day on, what is late may still be open.
const OF_LATE: Date = date(2009, 6, 15);

/// Sentences about actions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sentences {
    done: Vec<String>,
    under_way: Vec<String>,
    put_off: Vec<String>,
    not_needed: Vec<String>,
    passed_on: Vec<String>,
}

/// An action that a meeting notes.
pub(super) struct Noted<'a> {
    /// The meeting.
    pub(super) meeting: &'a str,
    /// Which of its actions, from 1.
    pub(super) nth: usize,
    /// Who takes it over if it is passed on.
    pub(super) takes_over: &'a str,
    pub(super) asked: Date,
    pub(super) due: Date,
}

impl Sentences {
    pub(super) fn read() -> Result<Self, Trouble> {
        let text = include_str!("../../demo/actions.toml");
        toml::from_str(text).map_err(|error| mistake(format!("actions: {error}")))
    }

    /// Leaves what became of an action with the story.
    pub(super) fn tell(&self, story: &mut Story, noted: &Noted<'_>) {
        let action = format!("{}-a{}", noted.meeting, noted.nth);
        let dice = chance(&[&action]);
        let choose = |from: &[String]| {
            let one = from.get((dice / 1000) as usize % from.len().max(1));
            one.cloned().unwrap_or_default()
        };
        let day = |days: i64| noted.due.saturating_add(days.days());
        let more = (dice / 100 % 15) as i64;
        match dice % 100 {
            0..58 => {
                let day = day(-more).max(noted.asked.saturating_add(4.days()));
                let words = (dice / 7).is_multiple_of(2).then(|| choose(&self.done));
                close(story, day, action, words);
            }
            58..72 => {
                report(story, day(-3), &action, choose(&self.under_way));
                close(story, day(5 + more), action, Some(choose(&self.done)));
            }
            72..80 => {
                extend(story, day(-2), &action, day(28), choose(&self.put_off));
                close(story, day(20 + more), action, None);
            }
            80..84 => {
                let act = json!({ "act": "meetings.close-action", "action": action, "outcome": "no-longer-needed", "words": choose(&self.not_needed) });
                story.at(day(2).at(11, 0, 0, 0), move |writer| writer.act(act));
            }
            84..88 => self.pass_on(story, noted, action, choose(&self.passed_on)),
            _ if noted.asked < OF_LATE => {
                close(story, day(30 + more), action, Some(choose(&self.done)));
            }
            _ => report(story, day(6), &action, choose(&self.under_way)),
        }
    }

    fn pass_on(&self, story: &mut Story, noted: &Noted<'_>, action: String, why: String) {
        let to = noted.takes_over;
        let day = noted.due.saturating_sub(2.days());
        let act = json!({ "act": "meetings.close-action", "action": action, "outcome": "passed-on", "to": to, "words": why });
        story.at(day.at(11, 30, 0, 0), move |writer| writer.act(act));
        let later = noted.due.saturating_add(42.days());
        let first = action.clone();
        story.at(day.at(11, 40, 0, 0), move |writer| {
            let new = taken_over(writer, &first)?;
            writer.act(json!({ "act": "meetings.extend-action", "action": new, "due": later, "why": "It begins anew with its new owner." }))
        });
        story.at(later.at(10, 0, 0, 0), move |writer| {
            let new = taken_over(writer, &action)?;
            writer.act(json!({ "act": "meetings.close-action", "action": new, "outcome": "done" }))
        });
    }
}

/// The action that takes another further.
fn taken_over(writer: &Writer, action: &str) -> Result<String, Trouble> {
    let lost = || mistake(format!("{action} was passed on to nobody"));
    let id: ActionId = action.parse().map_err(|_| lost())?;
    let reading = writer.reading()?;
    let action = reading.record.meetings.action(&id).ok_or_else(lost)?;
    let closed = action
        .closed
        .as_ref()
        .and_then(|closed| closed.into.as_ref());
    Ok(closed.ok_or_else(lost)?.to_string())
}

fn close(story: &mut Story, day: Date, action: String, words: Option<String>) {
    let mut act = json!({ "act": "meetings.close-action", "action": action, "outcome": "done" });
    if let Some(words) = words {
        act["words"] = json!(words);
    }
    story.at(day.at(11, 0, 0, 0), move |writer| writer.act(act));
}

fn report(story: &mut Story, day: Date, action: &str, words: String) {
    let act = json!({ "act": "meetings.report-action", "action": action, "words": words });
    story.at(day.at(10, 30, 0, 0), move |writer| writer.act(act));
}

fn extend(story: &mut Story, day: Date, action: &str, due: Date, why: String) {
    let act = json!({ "act": "meetings.extend-action", "action": action, "due": due, "why": why });
    story.at(day.at(11, 0, 0, 0), move |writer| writer.act(act));
}
