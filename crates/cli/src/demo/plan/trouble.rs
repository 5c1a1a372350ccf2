//! What becomes of exceptions that the figures raise: remedial actions while they last, and an end once the
//! light says so.

use jiff::{
    ToSpan,
    civil::{Date, date},
};
use record::{
    Record,
    exceptions::{About, Exception},
    plan::{Judge, Light},
};
use serde::Deserialize;
use serde_json::{Value, json};

use super::at_work;
use crate::{
    demo::{NOW, attendance::chance, story::Story, writer::Writer},
    say::Trouble,
};

/// How long a remedial action has, in days.
const TIME: i64 = 49;
/// Of a hundred exceptions without a remedial action, so many get one each quarter.
const OFTEN: u64 = 60;

/// Sentences about exceptions.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct Sentences {
    /// What is to be done.
    remedies: Vec<String>,
    /// What came of it.
    done: Vec<String>,
    /// Said when one is closed.
    closed: Vec<String>,
    /// What the body says at a meeting.
    steers: Vec<String>,
}

/// Each quarter, a month after the figures came, somebody looks at what is open.
pub(super) fn tell(sentences: &Sentences, story: &mut Story) {
    let mut day = date(2007, 9, 10);
    while day < NOW.date() {
        let (sentences, today) = (sentences.clone(), day);
        story.at(at_work(day, 16, 30), move |writer| {
            sentences.look(writer, today)
        });
        day = day.saturating_add(3.months());
    }
}

impl Sentences {
    fn look(&self, writer: &mut Writer, today: Date) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        let record = &reading.record;
        let judge = Judge::on(record, today);
        let mut acts = Vec::new();
        for one in record.exceptions.open().filter(|one| one.rule.is_some()) {
            let About::Indicator { indicator, .. } = &one.about else {
                continue;
            };
            acts.extend(self.steer(record, one, today));
            let finished = one.to_do().filter(|remedy| remedy.due <= today);
            acts.extend(finished.map(|remedy| {
                json!({
                    "act": "exceptions.finish-remedy", "remedy": remedy.id, "done": true,
                    "words": choose(&self.done, one, today),
                })
            }));
            let waits = one.to_do().any(|remedy| remedy.due > today);
            let light = record
                .plan
                .indicator(indicator)
                .and_then(|indicator| judge.light(indicator, &None)?.light);
            let better = matches!(light, Some(Light::OnTrack | Light::AtRisk));
            let dice = chance(&[&one.id.to_string(), &today.to_string()]) % 100;
            if better && !waits {
                acts.push(json!({
                    "act": "exceptions.close", "exception": one.id, "outcome": "resolved",
                    "words": choose(&self.closed, one, today),
                }));
            } else if !better && !waits && dice < OFTEN {
                acts.push(json!({
                    "act": "exceptions.set-remedy", "exception": one.id, "owner": one.owner,
                    "due": today.saturating_add(TIME.days()), "what": choose(&self.remedies, one, today),
                }));
            }
        }
        writer.act(Value::from(acts))
    }
}

impl Sentences {
    /// What the last meeting of the body said of one that stood on its agenda and waits for a word.
    fn steer(&self, record: &Record, one: &Exception, today: Date) -> Option<Value> {
        if !one.awaits_steer() {
            return None;
        }
        let mut held = record.meetings.of(one.body()).rev();
        let (meeting, item) = held.find_map(|meeting| {
            let mut items = meeting.items.iter();
            let item = items.find(|item| item.origin.exception() == Some(&one.id))?;
            let since = meeting.closed_line.is_some_and(|line| line > one.at.line);
            since.then_some((meeting, item))
        })?;
        Some(json!({
            "act": "exceptions.give-steer", "exception": one.id, "meeting": meeting.id, "item": item.no,
            "words": choose(&self.steers, one, today)?,
        }))
    }
}

fn choose(sentences: &[String], exception: &Exception, today: Date) -> Option<String> {
    let dice = chance(&[&exception.id.to_string(), "words", &today.to_string()]);
    let one = sentences.get(dice as usize % sentences.len().max(1));
    one.cloned()
}
