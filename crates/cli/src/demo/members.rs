//! Who sits where: the invented people, and how seats change hands through three years.
//!
//! The papers list the members of a few bodies only, such as the Board. For the other bodies the
//! demonstration has invented lists, which the Board, or in Warwick the Executive Group, agrees at its
//! first meeting: they are put into the arrangements as seats, and those arrangements are adopted.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    attendance::SENDING,
    changes::Change,
    partnership::{Partnership, WORCESTERSHIRE},
    story::Story,
    writer::{Writer, mistake},
};
use crate::say::Trouble;

/// Everyone and where they sit.
pub(super) struct Members {
    listed: Vec<Group>,
    invented: Vec<Group>,
    changes: Vec<Change>,
    others: Vec<String>,
    arrangements: &'static str,
}

/// The members of a body.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    body: String,
    /// Their paragraph in the arrangements, for the invented lists.
    #[serde(default)]
    clause: String,
    /// In the papers' lists: seat and holder. In the invented ones: seat, partner, title, holder.
    /// Nobody is called "": the seat is vacant.
    seats: Vec<Vec<String>>,
}

/// Reads the lists.
pub(super) fn read(of: &Partnership) -> Result<Members, Trouble> {
    #[derive(Deserialize)]
    struct Groups {
        group: Vec<Group>,
        #[serde(default)]
        others: Vec<String>,
    }
    #[derive(Deserialize)]
    struct Changes {
        change: Vec<Change>,
    }
    let wrong = |error: toml::de::Error| mistake(error.to_string());
    let listed: Groups = toml::from_str(of.listed).map_err(wrong)?;
    let invented: Groups = toml::from_str(of.invented).map_err(wrong)?;
    let changes: Changes = toml::from_str(of.changes).map_err(wrong)?;
    Ok(Members {
        listed: listed.group,
        invented: invented.group,
        changes: changes.change,
        others: listed.others,
        arrangements: of.arrangements,
    })
}

impl Members {
    /// Everyone, once each.
    pub(super) fn everyone(&self) -> BTreeSet<String> {
        let groups = self.listed.iter().chain(&self.invented);
        let holders = groups
            .flat_map(|group| &group.seats)
            .filter_map(|s| s.last());
        let coming = self.changes.iter().flat_map(Change::people);
        let all = holders.chain(coming).chain(&self.others);
        all.filter(|name| !name.is_empty()).cloned().collect()
    }

    /// The arrangements with the invented lists in them.
    pub(super) fn arrangements(&self) -> String {
        self.put_into(self.arrangements)
    }

    /// Other arrangements of the same bodies, with the invented lists in them.
    pub(super) fn put_into(&self, arrangements: &str) -> String {
        let mut text = arrangements.to_owned();
        for group in &self.invented {
            let Some(begins) = text.find(&format!("[[body]]\nid = \"{}\"\n", group.body)) else {
                continue;
            };
            let after = begins + "[[body]]".len();
            let ends = ["\n[[body]]", "\n# --- ", "\n[[role]]"]
                .iter()
                .filter_map(|next| text.get(after..)?.find(next))
                .min()
                .map_or(text.len(), |length| after + length);
            text.insert_str(ends, &group.seats_as_toml());
        }
        text
    }
}

impl Group {
    fn seats_as_toml(&self) -> String {
        let mut text = String::new();
        for seat in &self.seats {
            let [id, partner, title, _] = seat.as_slice() else {
                continue;
            };
            text += &format!("\n[[body.seat]]\nid = \"{id}\"\ntitle = \"{title}\"\n");
            if !partner.is_empty() {
                text += &format!("partner = \"{partner}\"\n");
            }
            match id.as_str() {
                "chair" => text += "office = \"chair\"\n",
                "community" => text += "role = \"community-representative\"\n",
                _ => {}
            }
            text += &format!("clause = \"{}\"\n", self.clause);
        }
        text
    }

    /// Appointments of everyone on the list whose seat has begun.
    fn appointments(&self, writer: &Writer, from: Date) -> Result<Vec<Value>, Trouble> {
        let mut acts = Vec::new();
        for seat in &self.seats {
            let (Some(id), Some(name)) = (seat.first(), seat.last()) else {
                continue;
            };
            if !name.is_empty() {
                let seat = format!("{}.{id}", self.body);
                acts.push(appoint(writer, &seat, name, from, None)?);
            }
        }
        Ok(acts)
    }
}

/// An appointment.
pub(super) fn appoint(
    writer: &Writer,
    seat: &str,
    name: &str,
    from: Date,
    until: Option<Date>,
) -> Result<Value, Trouble> {
    let person = writer.person(name)?;
    let mut act =
        json!({ "act": "structure.appoint", "seat": seat, "person": person, "from": from });
    if let Some(until) = until {
        act["until"] = json!(until);
    }
    Ok(act)
}

/// Fills the seats, adopts the invented lists, and lets seats change hands.
pub(super) fn tell(of: &Partnership, members: &Members, story: &mut Story) {
    let (listed, filled) = (members.listed.clone(), of.filled);
    story.at(filled, move |writer| {
        for group in &listed {
            writer.act(Value::from(group.appointments(writer, filled.date())?))?;
        }
        Ok(())
    });
    let (text, invented) = (members.arrangements(), members.invented.clone());
    let (adopted, from, decision) = of.lists;
    story.at(adopted, move |writer| {
        writer.act(json!({
            "act": "structure.adopt-arrangements", "text": text, "from": from, "decided_by": decision,
        }))?;
        for group in &invented {
            writer.act(Value::from(group.appointments(writer, from)?))?;
        }
        Ok(())
    });
    let sending = SENDING.iter().filter(|_| of.id == WORCESTERSHIRE.id);
    for (seat, name, from, _) in sending {
        story.at(from.at(9, 15, 0, 0), move |writer| {
            let person = writer.person(name)?;
            writer.act(json!({ "act": "structure.name-substitute", "seat": seat, "person": person, "from": from }))
        });
    }
    for change in members.changes.clone() {
        change.tell(story);
    }
}
