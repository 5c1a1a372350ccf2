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
}

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
    floods(story);
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
