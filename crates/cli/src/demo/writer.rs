//! Who writes the demonstration: an officer with the book open, and a clock whose hands they set.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use app::{ActRequest, Caller, House, Reading, Role, read_acts};
use jiff::{civil::DateTime, tz::TimeZone};
use record::id::{ItemNo, MeetingId, PersonId};
use serde_json::{Value, json};

use super::{members::Members, partnership::Partnership};
use crate::{clock::Hands, house::Place, say::Trouble};

/// Someone who writes the demonstration, act by act.
pub(super) struct Writer {
    of: &'static Partnership,
    house: Arc<House>,
    hands: Hands,
    zone: TimeZone,
    /// Numbers of the invented people, by name.
    people: BTreeMap<String, String>,
}

/// A mistake in the demonstration's own text.
pub(super) fn mistake(what: impl Into<String>) -> Trouble {
    Trouble::refused(
        what,
        "This is a mistake in the program. Please report it with this message.",
    )
}

/// An invented address for an invented person, at a domain that is nobody's: letters to it are laid in the
/// mailbox folder. Whoever shares a name with somebody before them gets a number.
fn address(name: &str, partnership: &str, given: &mut BTreeSet<String>) -> String {
    let words = name.split_whitespace().map(str::to_lowercase);
    let letters = |word: String| word.chars().filter(char::is_ascii_alphabetic).collect();
    let words: Vec<String> = words.map(letters).collect();
    // Their first name and their last, without what they are addressed by.
    let names = words.len().saturating_sub(2);
    let name = words[names..].join(".");
    let plain = std::iter::once(name.clone());
    let numbered = (2..u32::MAX).map(|number| format!("{name}{number}"));
    let free = plain
        .chain(numbered)
        .find(|name| given.insert(name.clone()));
    format!("{}@{partnership}.example", free.unwrap_or(name))
}

impl Writer {
    /// Opens a place, and puts the people of a partnership and its first arrangements into it.
    pub(super) fn begin(
        place: &Place,
        of: &'static Partnership,
        members: &Members,
    ) -> Result<Self, Trouble> {
        let zone = TimeZone::get("Europe/London").map_err(|error| mistake(error.to_string()))?;
        let begins = of
            .begins
            .to_zoned(zone.clone())
            .map_err(|error| mistake(error.to_string()))?;
        let hands = Hands::at(begins.timestamp());
        let house = place.open_with(hands.clock())?;
        house.office().set_setting(of.id, "illustrative", "true")?;
        let mut writer = Self {
            of,
            house,
            hands,
            zone,
            people: BTreeMap::new(),
        };
        let mut given = BTreeSet::new();
        for name in members.everyone() {
            let email = address(&name, of.id, &mut given);
            let id = writer.house.add_person(&name, Some(&email))?;
            writer.people.insert(name, id.to_string());
        }
        let finance = of.finance.map(|name| (name, Role::Finance));
        for (name, role) in [(of.officer, Role::Secretariat)].into_iter().chain(finance) {
            let person = writer.person(name)?;
            let now = writer.house.now().as_second();
            writer
                .house
                .office()
                .grant_role(of.id, &person, role, now)?;
        }
        writer.act(json!({ "act": "structure.adopt-arrangements", "text": of.arrangements, "from": of.in_force }))?;
        Ok(writer)
    }

    /// Puts the book away.
    pub(super) fn close(self) {
        self.house.close();
    }

    /// Sets the clock to a moment of the partnership's day.
    pub(super) fn on(&mut self, moment: DateTime) -> Result<(), Trouble> {
        let zoned = moment
            .to_zoned(self.zone.clone())
            .map_err(|error| mistake(error.to_string()))?;
        self.hands.set(zoned.timestamp());
        Ok(())
    }

    /// The number of the officer.
    pub(super) fn officer(&self) -> Result<String, Trouble> {
        self.person(self.of.officer)
    }

    /// The number of an invented person.
    pub(super) fn person(&self, name: &str) -> Result<String, Trouble> {
        let number = self.people.get(name).cloned();
        number.ok_or_else(|| mistake(format!("nobody in the demonstration is called {name}")))
    }

    /// The book as it stands.
    pub(super) fn reading(&self) -> Result<Reading, Trouble> {
        Ok(self.house.read(self.of.id)?)
    }

    /// The number under which an agenda has an item, which depends on what was put on it by rule.
    pub(super) fn item(&self, meeting: &str, title: &str) -> Result<ItemNo, Trouble> {
        let lost = || mistake(format!("{meeting} has no item “{title}”"));
        let id: MeetingId = meeting.parse().map_err(|_| lost())?;
        let reading = self.reading()?;
        let meeting = reading.record.meetings.get(&id).ok_or_else(lost)?;
        let item = meeting
            .items
            .iter()
            .find(|item| item.title.as_str() == title);
        Ok(item.ok_or_else(lost)?.no)
    }

    /// The decision on an item.
    pub(super) fn decision(&self, meeting: &str, title: &str) -> Result<String, Trouble> {
        Ok(format!("{meeting}-{}", self.item(meeting, title)?))
    }

    /// Has an act, or a list of acts, recorded by the officer.
    pub(super) fn act(&self, acts: Value) -> Result<(), Trouble> {
        if acts.as_array().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        let officer = self
            .people
            .get(self.of.officer)
            .and_then(|id| id.parse().ok());
        let begun = self.house.journal().head(self.of.id)?.line > 0;
        let caller = match officer {
            Some(officer) if begun => Caller::Person(officer),
            _ => Caller::Operator("demo"),
        };
        self.called_by(caller, acts)
    }

    /// Has a list of acts recorded by someone else than the officer: each act as whoever it belongs to
    /// would record it.
    pub(super) fn act_as(&self, person: PersonId, acts: Value) -> Result<(), Trouble> {
        if acts.as_array().is_some_and(Vec::is_empty) {
            return Ok(());
        }
        self.called_by(Caller::Person(person), acts)
    }

    fn called_by(&self, caller: Caller, acts: Value) -> Result<(), Trouble> {
        self.house.act(ActRequest {
            partnership: self.of.id.to_owned(),
            caller,
            acts: read_acts(acts)?,
            seen: None,
            key: None,
        })?;
        Ok(())
    }

    /// Keeps an invented paper and gives its hash.
    pub(super) fn paper(&self, title: &str, text: &str) -> Result<String, Trouble> {
        let bytes = format!(
            "{title}\n\nThis paper is illustrative: it was invented to show Folkmoot.\n\n{text}\n"
        );
        let hash = journal::Hash::of(&[bytes.as_bytes()]).to_string();
        let plain: String = title
            .to_lowercase()
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .collect();
        let now = self.house.now().as_second();
        self.house.office().keep_file(
            &hash,
            "text/plain; charset=utf-8",
            &format!("{plain}.txt"),
            bytes.as_bytes(),
            now,
        )?;
        Ok(hash)
    }
}
