//! Who sits where: the invented people, and how seats change hands through three years.
//!
//! The papers list the members of the Board and of the Management Group only. For the other bodies
//! the demonstration has invented lists, which the Board agrees in January 2007: they are put into
//! the arrangements as seats, and those arrangements are adopted from February.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    attendance::SENDING,
    changes::Change,
    story::Story,
    writer::{Writer, mistake},
};
use crate::say::Trouble;

/// The officer of the secretariat.
pub(super) const OFFICER: &str = "Marian Holt";
/// The finance officer of the accountable body.
pub(super) const FINANCE: &str = "Derek Aldous";

/// Whom a visitor may sign in as, and in what part.
pub(crate) const SIGN_INS: &[(&str, &str)] = &[
    ("Secretariat officer", OFFICER),
    ("Independent Chair of the Board", "Sir Edmund Thorne"),
    (
        "Leader of Wychavon, member of the Board",
        "Cllr Judith Ames",
    ),
    (
        "Substitute for West Mercia Police",
        "Chief Inspector Ruth Amory",
    ),
    (
        "Observer for Government Office West Midlands",
        "Lorna Beech",
    ),
    ("Finance officer of the accountable body", FINANCE),
];

const LISTED: &str = include_str!("../../demo/members.toml");
const INVENTED: &str = include_str!("../../demo/groups.toml");
const CHANGES: &str = include_str!("../../demo/changes.toml");
/// The day from which the invented lists are in force.
const LISTS_FROM: Date = date(2007, 2, 1);
/// The decision of the Board that agreed them.
const LISTS_AGREED: &str = "board-2007-01-24-1";

/// Everyone and where they sit.
pub(super) struct Members {
    listed: Vec<Group>,
    invented: Vec<Group>,
    changes: Vec<Change>,
    others: Vec<String>,
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
pub(super) fn read() -> Result<Members, Trouble> {
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
    let listed: Groups = toml::from_str(LISTED).map_err(wrong)?;
    let invented: Groups = toml::from_str(INVENTED).map_err(wrong)?;
    let changes: Changes = toml::from_str(CHANGES).map_err(wrong)?;
    Ok(Members {
        listed: listed.group,
        invented: invented.group,
        changes: changes.change,
        others: listed.others,
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
        let mut text = Writer::arrangements().to_owned();
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
            if id == "chair" {
                text += "office = \"chair\"\n";
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
pub(super) fn tell(members: &Members, story: &mut Story) {
    let listed = members.listed.clone();
    story.at(date(2007, 1, 8).at(9, 30, 0, 0), move |writer| {
        for group in &listed {
            writer.act(Value::from(group.appointments(writer, date(2007, 1, 8))?))?;
        }
        Ok(())
    });
    let (text, invented) = (members.arrangements(), members.invented.clone());
    story.at(date(2007, 1, 30).at(10, 0, 0, 0), move |writer| {
        writer.act(json!({
            "act": "structure.adopt-arrangements", "text": text, "from": LISTS_FROM, "decided_by": LISTS_AGREED,
        }))?;
        for group in &invented {
            writer.act(Value::from(group.appointments(writer, LISTS_FROM)?))?;
        }
        Ok(())
    });
    for (seat, name, from, _) in SENDING {
        story.at(from.at(9, 15, 0, 0), move |writer| {
            let person = writer.person(name)?;
            writer.act(json!({ "act": "structure.name-substitute", "seat": seat, "person": person, "from": from }))
        });
    }
    for change in members.changes.clone() {
        change.tell(story);
    }
}
