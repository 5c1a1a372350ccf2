//! The demonstration: an invented first half of 2007 for the Worcestershire Partnership.
//!
//! The arrangements are the real ones; people, papers and figures are invented and every page says
//! so. Everything is recorded by real acts through the same door as anyone's.

mod people;
mod script;

use std::{collections::BTreeMap, sync::Arc};

use app::{ActRequest, Caller, House, Role, read_acts};
use indicatif::ProgressBar;
use jiff::{civil::DateTime, tz::TimeZone};
use serde_json::{Value, json};

use crate::{clock::Hands, house::Place, progress, say::Trouble};

pub(crate) use people::SIGN_INS;

/// The partnership's address.
pub(crate) const PARTNERSHIP: &str = "worcestershire";
/// When the demonstration begins for whoever looks: a Monday morning, ten to nine.
pub(crate) const NOW: DateTime = jiff::civil::datetime(2007, 6, 18, 8, 50, 0, 0);

const ARRANGEMENTS: &str = include_str!("../../../../arrangements/worcestershire-2007.toml");

/// Someone who writes the demonstration, act by act.
struct Writer {
    house: Arc<House>,
    hands: Hands,
    zone: TimeZone,
    /// Numbers of the invented people, by name.
    people: BTreeMap<&'static str, String>,
    bar: ProgressBar,
}

/// Makes the demonstration in an empty place.
pub(crate) fn make(place: &Place) -> Result<(), Trouble> {
    let zone = TimeZone::get("Europe/London").map_err(no_zone)?;
    let begins = jiff::civil::datetime(2007, 1, 8, 9, 0, 0, 0)
        .to_zoned(zone.clone())
        .map_err(no_zone)?;
    let hands = Hands::at(begins.timestamp());
    let house = place.open_with(hands.clock())?;
    house
        .office()
        .set_setting(PARTNERSHIP, "illustrative", "true")?;
    let bar = progress::bar("Making the demonstration", script::STEPS);
    let mut writer = Writer {
        house,
        hands,
        zone,
        people: BTreeMap::new(),
        bar,
    };
    writer.people()?;
    writer.adopt()?;
    script::write(&mut writer)?;
    writer.bar.finish_and_clear();
    writer.house.close();
    Ok(())
}

fn no_zone(error: jiff::Error) -> Trouble {
    Trouble::refused(
        error.to_string(),
        "This is a mistake in the program. Please report it with this message.",
    )
}

impl Writer {
    fn people(&mut self) -> Result<(), Trouble> {
        for name in people::everyone() {
            let id = self.house.add_person(name, None)?;
            self.people.insert(name, id.to_string());
        }
        for (name, role) in [
            (people::OFFICER, Role::Secretariat),
            (people::FINANCE, Role::Finance),
        ] {
            self.house.office().grant_role(
                PARTNERSHIP,
                &self.people[name],
                role,
                self.house.now().as_second(),
            )?;
        }
        self.bar.inc(1);
        Ok(())
    }

    fn adopt(&mut self) -> Result<(), Trouble> {
        self.act(json!({ "act": "structure.adopt-arrangements", "text": ARRANGEMENTS, "from": "2007-01-01" }))?;
        for (seat, name) in people::BOARD.iter().chain(people::MANAGEMENT_GROUP) {
            self.appoint(seat, name, "2007-01-08")?;
        }
        self.bar.inc(1);
        Ok(())
    }

    fn appoint(&mut self, seat: &str, name: &str, from: &str) -> Result<(), Trouble> {
        let person = self.people[name].clone();
        self.act(
            json!({ "act": "structure.appoint", "seat": seat, "person": person, "from": from }),
        )
    }

    /// Sets the clock to a moment of the partnership's day.
    fn on(&mut self, moment: DateTime) -> Result<(), Trouble> {
        let zoned = moment.to_zoned(self.zone.clone()).map_err(no_zone)?;
        self.hands.set(zoned.timestamp());
        Ok(())
    }

    /// Has an act, or a list of acts, recorded by the officer.
    fn act(&mut self, acts: Value) -> Result<(), Trouble> {
        let officer = self
            .people
            .get(people::OFFICER)
            .and_then(|id| id.parse().ok());
        let begun = self.house.journal().head(PARTNERSHIP)?.line > 0;
        let caller = match officer {
            Some(officer) if begun => Caller::Person(officer),
            _ => Caller::Operator("demo"),
        };
        let acts = read_acts(acts)?;
        self.house.act(ActRequest {
            partnership: PARTNERSHIP.to_owned(),
            caller,
            acts,
            seen: None,
            key: None,
        })?;
        Ok(())
    }

    /// Keeps an invented paper and gives its hash.
    fn paper(&mut self, title: &str, text: &str) -> Result<String, Trouble> {
        let bytes = format!(
            "{title}\n\nThis paper is illustrative: it was invented to show Folkmoot.\n\n{text}\n"
        );
        let hash = journal::Hash::of(&[bytes.as_bytes()]).to_string();
        let name = format!("{}.txt", title.to_lowercase().replace(' ', "-"));
        let now = self.house.now().as_second();
        self.house.office().keep_file(
            &hash,
            "text/plain; charset=utf-8",
            &name,
            bytes.as_bytes(),
            now,
        )?;
        Ok(hash)
    }
}
