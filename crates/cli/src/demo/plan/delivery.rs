//! Delivery plans: drafted, circulated, advised on and approved; how their actions come on; what comes next;
//! how partners' own plans fit.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::at_work;
use crate::{
    demo::{
        attendance::chance,
        story::Story,
        writer::{Writer, mistake},
    },
    say::Trouble,
};

/// What the partnership's plans are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Delivery {
    /// What each plan says in each of its parts.
    #[serde(default)]
    parts: Parts,
    plan: Vec<Plan>,
    #[serde(default)]
    priority: Vec<Told>,
    #[serde(default)]
    compatibility: Vec<Told>,
}

#[derive(Debug, Clone, Default, Deserialize)]
struct Parts {
    rows: Vec<(String, String)>,
}

/// A plan of a body for a year.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    body: String,
    year: String,
    title: String,
    themes: Vec<String>,
    begun: Date,
    /// To whom the draft goes, and until when they may say something.
    to: Vec<String>,
    until: Date,
    /// Body, words, whether it changed the plan, the answer; none: not answered yet.
    #[serde(default)]
    inputs: Vec<(String, String, bool, String)>,
    /// A community representative's seat, words, and what they ask.
    advice: Option<(String, String, String)>,
    approved: Option<Date>,
    /// The meeting and the item at which it was.
    decision: Option<(String, String)>,
    action: Vec<Action>,
    #[serde(default)]
    engagement: Vec<Engagement>,
}

/// An action, and how it came on.
#[derive(Debug, Clone, Deserialize)]
struct Action {
    person: Option<String>,
    #[serde(default)]
    milestones: Vec<(Date, String)>,
    /// Milestones that were reached, by number, and when.
    #[serde(default)]
    reached: Vec<(u16, Date)>,
    /// And those that were moved, to when and why.
    #[serde(default)]
    moved: Vec<(u16, Date, String)>,
    /// When it was reported, how it stood and what was said.
    #[serde(default)]
    progress: Vec<(Date, String, String)>,
    /// What else `delivery.set-action` asks for.
    #[serde(flatten)]
    asked: serde_json::Map<String, Value>,
}

/// Something said to or heard from those whom it concerns.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Engagement {
    who: String,
    how: String,
    when: Date,
    held: Option<Date>,
    #[serde(default)]
    heard: String,
    #[serde(default)]
    changed: String,
}

/// An act that is told on a day.
#[derive(Debug, Clone, Deserialize)]
struct Told {
    told: Date,
    /// The plan that it is about.
    plan: Option<String>,
    #[serde(flatten)]
    act: serde_json::Map<String, Value>,
}

/// Leaves the plans of a text with the story.
pub(in crate::demo) fn tell(text: &str, story: &mut Story) -> Result<(), Trouble> {
    let all: Delivery =
        toml::from_str(text).map_err(|error| mistake(format!("delivery: {error}")))?;
    for plan in all.plan {
        plan.tell(&all.parts, story);
    }
    for (name, told) in [
        ("delivery.plan-priority", all.priority),
        ("delivery.report-compatibility", all.compatibility),
    ] {
        for one in told {
            let mut act = Value::from(one.act);
            act["act"] = json!(name);
            if let Some(plan) = one.plan {
                act["about"] = json!({ "plan": plan });
            }
            story.at(at_work(one.told, 11, 0), move |writer| writer.act(act));
        }
    }
    Ok(())
}

impl Plan {
    fn id(&self) -> String {
        format!("{}-{}", self.body, self.year)
    }

    fn action(&self, nth: usize) -> String {
        format!("{}-{}", self.id(), nth + 1)
    }

    fn tell(self, parts: &Parts, story: &mut Story) {
        let plan = self.id();
        let mut acts = vec![json!({
            "act": "delivery.begin-plan", "body": self.body, "year": self.year, "title": self.title, "themes": self.themes,
        })];
        for (part, words) in &parts.rows {
            acts.push(
                json!({ "act": "delivery.write-part", "plan": plan, "part": part, "words": words }),
            );
        }
        for one in &self.engagement {
            acts.push(json!({
                "act": "delivery.plan-engagement", "body": self.body, "year": self.year, "who": one.who, "how": one.how,
                "when": one.when,
            }));
        }
        let this = self.clone();
        story.at(at_work(self.begun, 10, 0), move |writer| {
            for action in &this.action {
                acts.push(action.set(writer, &this.id())?);
            }
            writer.act(Value::from(acts))?;
            this.appraise(writer)
        });
        let sent = json!({ "act": "delivery.circulate-plan", "plan": plan, "to": self.to, "until": self.until });
        let mut after = vec![sent];
        for (body, words, ..) in &self.inputs {
            after.push(
                json!({ "act": "delivery.give-input", "plan": plan, "body": body, "words": words }),
            );
        }
        if let Some((seat, words, asks)) = &self.advice {
            after.push(json!({
                "act": "delivery.advise-on-impact", "about": { "plan": plan }, "seat": seat, "words": words, "asks": asks,
            }));
        }
        let answered = self.inputs.iter().enumerate();
        let answered = answered.filter(|(_, input)| !input.3.is_empty());
        after.extend(answered.map(|(nth, (_, _, changed, answer))| {
            json!({ "act": "delivery.answer-input", "plan": plan, "input": nth + 1, "changed": changed, "words": answer })
        }));
        let sent_on = at_work(self.begun.saturating_add(jiff::ToSpan::days(6)), 11, 0);
        story.at(sent_on, move |writer| writer.act(Value::from(after)));
        if let Some(day) = self.approved {
            let decision = self.decision.clone();
            story.at(at_work(day, 12, 0), move |writer| {
                let mut act = json!({ "act": "delivery.approve-plan", "plan": plan });
                if let Some((meeting, item)) = &decision {
                    act["decision"] = json!(writer.decision(meeting, item)?);
                }
                writer.act(act)
            });
        }
        self.come_on(story);
    }

    /// What became of its actions and engagements.
    fn come_on(&self, story: &mut Story) {
        let mut on = |day: Date, hour: i8, act: Value| {
            story.at(at_work(day, hour, 0), move |writer| writer.act(act));
        };
        for (nth, action) in self.action.iter().enumerate() {
            let id = self.action(nth);
            for (milestone, day) in &action.reached {
                on(
                    *day,
                    15,
                    json!({ "act": "delivery.reach-milestone", "action": id, "milestone": milestone, "on": day }),
                );
            }
            for (day, state, words) in &action.progress {
                on(
                    *day,
                    16,
                    json!({ "act": "delivery.report-progress", "action": id, "state": state, "words": words }),
                );
            }
            let told = action.progress.last().map(|(day, ..)| *day);
            for (milestone, due, why) in &action.moved {
                on(
                    told.unwrap_or(*due),
                    17,
                    json!({ "act": "delivery.move-milestone", "action": id, "milestone": milestone, "due": due, "why": why }),
                );
            }
        }
        for (nth, one) in self.engagement.iter().enumerate() {
            let Some(held) = one.held else { continue };
            let id = format!("{}-{}-engagement-{}", self.body, self.year, nth + 1);
            on(
                held.saturating_add(jiff::ToSpan::days(9)),
                12,
                json!({
                    "act": "delivery.report-engagement", "engagement": id, "held": held, "heard": one.heard,
                    "changed": one.changed,
                }),
            );
        }
    }

    /// Each action is held against the principles of the arrangements, where they name any.
    fn appraise(&self, writer: &Writer) -> Result<(), Trouble> {
        let reading = writer.reading()?;
        let rules = reading.record.structure.in_force(self.begun);
        let rules = rules.ok_or_else(|| mistake("nothing is in force"))?;
        let judged = |of: String| {
            let bearing = match chance(&[&self.id(), &of, "bearing"]) % 10 {
                0 => "against",
                1..4 => "neutral",
                4..8 => "helps",
                _ => "helps-much",
            };
            json!({ "of": of, "bearing": bearing })
        };
        let principles = &rules.arrangements.principle;
        if principles.is_empty() {
            return Ok(());
        }
        let principles: Vec<Value> = principles
            .iter()
            .map(|one| judged(one.id.to_string()))
            .collect();
        let approaches = &rules.arrangements.approach;
        let dimensions: Vec<Value> = approaches
            .iter()
            .map(|one| judged(one.id.to_string()))
            .collect();
        let acts = (0..self.action.len()).map(|nth| {
            json!({
                "act": "delivery.appraise-action", "action": self.action(nth), "principles": principles,
                "dimensions": dimensions,
            })
        });
        writer.act(acts.collect())
    }
}

impl Action {
    fn set(&self, writer: &Writer, plan: &str) -> Result<Value, Trouble> {
        let mut act = Value::from(self.asked.clone());
        act["act"] = json!("delivery.set-action");
        act["plan"] = json!(plan);
        if let Some(person) = &self.person {
            act["person"] = json!(writer.person(person)?);
        }
        let milestone = |(due, title): &(Date, String)| json!({ "title": title, "due": due });
        act["milestones"] = self.milestones.iter().map(milestone).collect();
        Ok(act)
    }
}
