//! Before a meeting: it is called, its papers are tabled and its agenda is issued; something comes late,
//! and now and then it is moved or cancelled.

use serde_json::{Value, json};

use super::{business::Item, business::Sitting, routine::Meeting, writer::Writer};
use crate::say::Trouble;

impl Sitting {
    /// Whether the meeting was moved or cancelled.
    pub(super) fn is_upset(&self) -> bool {
        self.moved_to.is_some() || self.cancelled
    }
}

impl Item {
    /// The item as it stands on an agenda.
    fn called(&self) -> Value {
        let mut called =
            json!({ "title": self.title, "purpose": self.purpose, "minutes": self.minutes });
        if let Some(presenter) = &self.presenter {
            called["presenter"] = json!(presenter);
        }
        called
    }
}

impl Meeting {
    /// Whether it is called and then not held.
    pub(super) fn is_cancelled(&self) -> bool {
        self.sitting
            .as_ref()
            .is_some_and(|sitting| sitting.cancelled)
    }

    /// The title of the item on the minutes of the meeting before.
    pub(super) fn minutes_item(&self) -> Option<String> {
        let last = self.last.as_ref()?;
        Some(format!("Minutes of {}", last.date.strftime("%-d %B %Y")))
    }

    /// Called, with the papers that are ready.
    pub(super) fn call(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let minutes = self.minutes_item().map(|title| {
            json!({ "title": title, "purpose": "decision", "presenter": "The Chair", "minutes": 5 })
        });
        let items = self
            .agenda
            .iter()
            .filter(|item| item.late.is_none() && !item.brought);
        let agenda: Value = minutes.into_iter().chain(items.map(Item::called)).collect();
        writer.act(json!({
            "act": "meetings.call", "body": self.body, "date": self.called_for, "starts": self.starts,
            "place": self.place, "agenda": agenda,
        }))?;
        let mut papers = Vec::new();
        let ready = |item: &&Item| item.late.is_none() && item.late_paper.is_none();
        for item in self.agenda.iter().filter(ready) {
            papers.extend(self.paper(writer, item)?);
            if let Some(report) = &item.report {
                papers.push(json!({
                    "act": "decisions.table-report", "meeting": self.id,
                    "item": writer.item(&self.id, &item.title)?, "report": report,
                }));
            }
        }
        writer.act(Value::from(papers))
    }

    /// The paper of an item, where it has one.
    fn paper(&self, writer: &Writer, item: &Item) -> Result<Option<Value>, Trouble> {
        let Some(text) = &item.paper else {
            return Ok(None);
        };
        let hash = writer.paper(&item.title, text)?;
        let by = item.by.as_deref().unwrap_or_default();
        let mut act = json!({
            "act": "meetings.table-paper", "meeting": self.id, "item": writer.item(&self.id, &item.title)?,
            "paper": { "title": item.title, "hash": hash, "held_by": by },
        });
        if let Some(reason) = item.late_paper.as_ref().or(item.late.as_ref()) {
            act["late_reason"] = json!(reason);
        }
        Ok(Some(act))
    }

    /// Notice is given.
    pub(super) fn issue(&self, writer: &mut Writer) -> Result<(), Trouble> {
        writer.act(json!({ "act": "meetings.issue-agenda", "meeting": self.id }))
    }

    /// What comes after the agenda went out, each with its reason.
    pub(super) fn add_late(&self, writer: &mut Writer) -> Result<(), Trouble> {
        for item in &self.agenda {
            if let Some(reason) = &item.late {
                writer.act(json!({ "act": "meetings.add-item", "meeting": self.id, "item": item.called(), "late_reason": reason }))?;
            }
            if item.late.is_some() || item.late_paper.is_some() {
                writer.act(Value::from(Vec::from_iter(self.paper(writer, item)?)))?;
            }
        }
        Ok(())
    }

    /// Moved to another day, or cancelled.
    pub(super) fn upset(&self, writer: &mut Writer) -> Result<(), Trouble> {
        let why = self
            .sitting
            .as_ref()
            .and_then(|sitting| sitting.why.clone());
        writer.act(match self.is_cancelled() {
            true => json!({ "act": "meetings.cancel", "meeting": self.id, "why": why }),
            false => json!({
                "act": "meetings.move", "meeting": self.id, "date": self.date, "starts": self.starts,
                "place": self.place, "why": why,
            }),
        })
    }
}
