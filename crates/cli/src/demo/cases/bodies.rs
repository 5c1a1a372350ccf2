//! How bodies changed: a group with an end that was founded, extended and closed; one that goes on,
//! one that is still to begin; terms of reference in two versions; contacts; dependencies.

use jiff::{
    ToSpan,
    civil::{Date, datetime},
};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Story;
use crate::{
    demo::writer::{Writer, mistake},
    say::Trouble,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    group: Vec<Group>,
    terms: Vec<Terms>,
    contact: Vec<Map<String, Value>>,
    dependency: Vec<Dependency>,
    review: Vec<Map<String, Value>>,
}

/// Bodies whose membership nobody looked at in 2009, so that their review is overdue.
const FORGOTTEN: &[&str] = &["learning", "redditch-lsp", "engaging"];
/// Bodies whose reviews have words of their own.
const TOLD_APART: &[&str] = &["board", "management-group", "safer", "children"];

/// A group with an end.
#[derive(Deserialize)]
struct Group {
    told: Date,
    group: String,
    /// The meeting and the item under which it was decided.
    decided: (String, String),
    starts: Date,
    /// Seat, partner, title and holder.
    seats: Vec<[String; 4]>,
    /// What else `structure.found-group` asks for.
    #[serde(flatten)]
    more: Map<String, Value>,
}

/// A version of terms of reference.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Terms {
    body: String,
    proposed: Date,
    from: Date,
    why: String,
    /// The meeting and the item under which they were approved; none: they wait.
    decided: Option<(String, String)>,
    terms: Map<String, Value>,
}

/// Something in the log of dependencies.
#[derive(Deserialize)]
struct Dependency {
    told: Date,
    settled: Option<Date>,
    outcome: Option<String>,
    /// What `structure.log-dependency` asks for.
    #[serde(flatten)]
    more: Map<String, Value>,
}

pub(super) fn tell(story: &mut Story) -> Result<(), Trouble> {
    let text = include_str!("../../../demo/structure.toml");
    let changes: Changes = toml::from_str(text).map_err(|error| mistake(error.to_string()))?;
    for group in changes.group {
        story.at(group.told.at(11, 0, 0, 0), move |writer| {
            group.found(writer)
        });
    }
    let mut versions: Vec<String> = Vec::new();
    for terms in changes.terms {
        versions.push(terms.body.clone());
        let version = versions.iter().filter(|body| **body == terms.body).count();
        terms.tell(story, version);
    }
    for contact in changes.contact {
        name(story, contact)?;
    }
    for (nth, dependency) in changes.dependency.into_iter().enumerate() {
        dependency.tell(story, nth + 1);
    }
    for review in changes.review {
        let day = day_of(&review, "on")?;
        let mut act = Value::Object(review);
        act["act"] = json!("structure.review-membership");
        story.at(day.at(16, 30, 0, 0), move |writer| writer.act(act));
    }
    for year in [2008, 2009] {
        story.at(datetime(year, 2, 26, 10, 0, 0, 0), move |writer| {
            review(writer, year)
        });
    }
    story.at(datetime(2007, 3, 5, 11, 0, 0, 0), accept_roles);
    floods(story);
    Ok(())
}

fn day_of(of: &Map<String, Value>, field: &str) -> Result<Date, Trouble> {
    let day = of.get(field).and_then(Value::as_str).unwrap_or_default();
    day.parse()
        .map_err(|_| mistake(format!("“{day}” is no day")))
}

/// Every February the other bodies look at who belongs to them, and find that it will do.
fn review(writer: &mut Writer, year: i16) -> Result<(), Trouble> {
    let reading = writer.reading()?;
    let today = jiff::civil::date(year, 2, 26);
    let Some(adoption) = reading.record.structure.in_force(today) else {
        return Ok(());
    };
    let bodies = adoption.arrangements.body.iter().filter(|body| {
        let id = body.id.as_str();
        let forgotten = year == 2009 && FORGOTTEN.contains(&id);
        !TOLD_APART.contains(&id) && !forgotten && body.ends.is_none()
    });
    let acts: Vec<Value> = bodies
        .map(|body| json!({ "act": "structure.review-membership", "body": body.id, "on": today, "outcome": "confirmed" }))
        .collect();
    writer.act(Value::from(acts))
}

/// Those who were there at the beginning accept their roles.
fn accept_roles(writer: &mut Writer) -> Result<(), Trouble> {
    for body in ["board", "management-group", "strategy-task-group"] {
        let (reading, from) = (writer.reading()?, jiff::civil::date(2007, 2, 12));
        let id = body.parse().map_err(|_| mistake(body))?;
        for seat in reading.record.structure.seats_on(&id, from) {
            crate::demo::changes::accept(writer, seat.id(), from)?;
        }
    }
    Ok(())
}

impl Group {
    fn found(&self, writer: &Writer) -> Result<(), Trouble> {
        let mut act = Value::Object(self.more.clone());
        let seats: Value = self
            .seats
            .iter()
            .map(|[id, partner, title, _]| json!({ "id": id, "partner": partner, "title": title, "chair": id == "chair" }))
            .collect();
        act["act"] = json!("structure.found-group");
        act["group"] = json!(self.group);
        act["starts"] = json!(self.starts);
        act["seats"] = seats;
        act["decided_by"] = json!(writer.decision(&self.decided.0, &self.decided.1)?);
        writer.act(act)?;
        let mut appointments = Vec::new();
        for [id, _, _, name] in self.seats.iter().filter(|[.., name]| !name.is_empty()) {
            let (seat, person) = (format!("{}.{id}", self.group), writer.person(name)?);
            appointments.push(json!({ "act": "structure.appoint", "seat": seat, "person": person, "from": self.starts }));
        }
        writer.act(Value::from(appointments))
    }
}

impl Terms {
    fn tell(self, story: &mut Story, version: usize) {
        let propose = json!({ "act": "structure.propose-terms", "body": self.body, "terms": self.terms, "from": self.from, "why": self.why });
        story.at(self.proposed.at(12, 0, 0, 0), move |writer| {
            writer.act(propose)
        });
        let Some((meeting, title)) = self.decided else {
            return;
        };
        let approved = self.from.saturating_sub(8.days()).at(12, 0, 0, 0);
        story.at(approved, move |writer| {
            let decision = writer.decision(&meeting, &title)?;
            writer.act(json!({ "act": "structure.approve-terms", "body": self.body, "version": version, "decided_by": decision }))
        });
    }
}

fn name(story: &mut Story, contact: Map<String, Value>) -> Result<(), Trouble> {
    let text = |field: &str| {
        contact
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    let from: Date = text("from")
        .parse()
        .map_err(|_| mistake("a contact begins on no day"))?;
    let person = text("person").to_owned();
    story.at(
        from.saturating_sub(1.day()).at(14, 0, 0, 0),
        move |writer| {
            let mut act = Value::Object(contact);
            act["act"] = json!("structure.name-contact");
            act["person"] = json!(writer.person(&person)?);
            writer.act(act)
        },
    );
    Ok(())
}

impl Dependency {
    fn tell(self, story: &mut Story, nth: usize) {
        let mut act = Value::Object(self.more);
        act["act"] = json!("structure.log-dependency");
        story.at(self.told.at(15, 0, 0, 0), move |writer| writer.act(act));
        if let (Some(day), Some(outcome)) = (self.settled, self.outcome) {
            let act = json!({ "act": "structure.settle-dependency", "dependency": format!("dependency-{nth}"), "outcome": outcome });
            story.at(day.at(15, 0, 0, 0), move |writer| writer.act(act));
        }
    }
}

/// The group on the floods goes on for three months longer, and closes with its report.
fn floods(story: &mut Story) {
    story.at(datetime(2008, 3, 20, 10, 0, 0, 0), |writer| {
        writer.act(json!({
            "act": "structure.extend-group", "group": "flood-review", "until": "2008-06-30",
            "why": "Six parishes asked to be heard and can be visited only after Easter.",
        }))
    });
    story.at(datetime(2008, 6, 30, 16, 0, 0, 0), |writer| {
        let paper = writer.paper(
            "Report of the July Floods Review Group",
            "What happened from Friday morning to Sunday night; eleven lessons and what has become of each; what parishes told the group; what is left for others to do.",
        )?;
        writer.act(json!({
            "act": "structure.close-group", "group": "flood-review", "paper": paper,
            "report": "The group met four times and visited six parishes. Of its eleven lessons nine are carried out. One number to ring is in use; who may read the list of people who need help is with the county council. The group thanks the people with tractors.",
        }))
    });
}
