//! The structure: everything that any adopted arrangements had, as the last of them had it.

use std::collections::BTreeMap;

use record::{
    arrangements::{Arrangements, Body, Organisation},
    id::SeatId,
    structure::Adoption,
};
use rusqlite::params;

use super::{Copy, Fault, mention, number, word};

impl Copy<'_> {
    pub(super) fn structure(&mut self) -> Result<(), Fault> {
        let structure = &self.reading.record.structure;
        let today = structure.in_force(self.reading.today());
        let adoptions: Vec<&Adoption> = structure.adoptions().collect();
        for adoption in &adoptions {
            self.file.execute(
                "INSERT INTO adoptions VALUES (?, ?, ?)",
                params![
                    number(adoption.line),
                    adoption.from.to_string(),
                    adoption.decided_by.as_ref().map(ToString::to_string),
                ],
            )?;
        }
        // What is in force today is taken as it stands today, the rest as it stood last.
        let mut order = adoptions;
        if let Some(today) = today {
            order.push(today);
        }
        let in_force = today.map(|adoption| &*adoption.arrangements);
        for adoption in &order {
            self.lists(&adoption.arrangements)?;
        }
        let mut organisations: BTreeMap<&str, &Organisation> = BTreeMap::new();
        let mut bodies: BTreeMap<&str, &Body> = BTreeMap::new();
        for adoption in &order {
            let all = &adoption.arrangements;
            organisations.extend(all.organisation.iter().map(|it| (it.id.as_str(), it)));
            bodies.extend(all.body.iter().map(|it| (it.id.as_str(), it)));
        }
        for organisation in organisations.values() {
            self.organisation(organisation, in_force)?;
        }
        for body in bodies.values() {
            self.body(body, in_force)?;
        }
        for body in bodies.values() {
            for line in &body.line {
                self.file.execute(
                    "INSERT INTO lines_between_bodies VALUES (?, ?, ?, ?, ?)",
                    params![
                        body.id.as_str(),
                        line.to.as_str(),
                        word(&line.kind),
                        line.label,
                        line.clause
                    ],
                )?;
            }
            self.terms(&body.id)?;
        }
        self.seats(&order)
    }

    fn lists(&self, all: &Arrangements) -> Result<(), Fault> {
        for sector in &all.sector {
            self.file.execute(
                "INSERT OR REPLACE INTO sectors VALUES (?, ?)",
                params![sector.id.as_str(), sector.name],
            )?;
        }
        for area in &all.area {
            self.file.execute(
                "INSERT OR REPLACE INTO areas VALUES (?, ?, ?, ?, ?)",
                params![
                    area.id.as_str(),
                    area.name,
                    word(&area.kind),
                    area.code,
                    area.within.as_ref().map(|it| it.as_str()),
                ],
            )?;
        }
        for theme in &all.theme {
            let id = theme.id.as_str();
            self.file.execute(
                "INSERT OR REPLACE INTO themes VALUES (?, ?, ?)",
                params![id, theme.name, theme.block],
            )?;
            for body in &theme.delivered_by {
                self.file.execute(
                    "INSERT OR IGNORE INTO theme_bodies VALUES (?, ?)",
                    params![id, body.as_str()],
                )?;
            }
        }
        Ok(())
    }

    fn organisation(
        &self,
        organisation: &Organisation,
        in_force: Option<&Arrangements>,
    ) -> Result<(), Fault> {
        let id = organisation.id.as_str();
        let short = organisation
            .short_name
            .as_ref()
            .unwrap_or(&organisation.name);
        self.file.execute(
            "INSERT INTO partners VALUES (?, ?, ?, 0)",
            params![id, organisation.name, short],
        )?;
        let there = in_force.is_some_and(|all| {
            all.organisation
                .iter()
                .any(|other| other.id == organisation.id)
        });
        self.file.execute(
            "INSERT INTO organisations VALUES (?, ?, ?, ?, ?, ?, ?)",
            params![
                id,
                organisation.name,
                short,
                organisation.sector.as_str(),
                organisation.area.as_ref().map(|it| it.as_str()),
                organisation.accountable_to,
                there,
            ],
        )?;
        Ok(())
    }

    fn body(&self, body: &Body, in_force: Option<&Arrangements>) -> Result<(), Fault> {
        let id = body.id.as_str();
        self.file.execute(
            "INSERT OR IGNORE INTO partners VALUES (?, ?, ?, 1)",
            params![id, body.name, body.short_name()],
        )?;
        self.file.execute(
            "INSERT INTO bodies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                id,
                body.name,
                body.short_name(),
                word(&body.kind),
                body.purpose,
                body.sector.as_ref().map(|it| it.as_str()),
                body.area.as_ref().map(|it| it.as_str()),
                body.starts.map(|day| day.to_string()),
                body.ends.map(|day| day.to_string()),
                body.clause,
                in_force.is_some_and(|all| all.body(&body.id).is_some()),
            ],
        )?;
        Ok(())
    }

    /// Every chair at every table, and whoever was appointed to it or named to stand in.
    fn seats(&mut self, order: &[&Adoption]) -> Result<(), Fault> {
        let structure = &self.reading.record.structure;
        let today = structure.in_force(self.reading.today());
        let mut chairs = BTreeMap::new();
        for adoption in order {
            for body in &adoption.arrangements.body {
                chairs.extend(
                    body.seats()
                        .map(|chair| (chair.id.clone(), (&body.id, chair))),
                );
            }
        }
        for (id, (body, chair)) in &chairs {
            let seat = chair.seat;
            let there = today.is_some_and(|adoption| adoption.arrangements.seat(id).is_some());
            self.file.execute(
                "INSERT INTO seats VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    id.as_str(),
                    body.as_str(),
                    chair.title(),
                    seat.partner.as_ref().map(|it| it.as_str()),
                    word(&seat.capacity),
                    seat.office.as_ref().and_then(word),
                    seat.may_vote(),
                    word(&seat.appointed),
                    seat.post,
                    seat.term(),
                    seat.starts.map(|day| day.to_string()),
                    seat.ends.map(|day| day.to_string()),
                    seat.clause,
                    there,
                ],
            )?;
            for held in structure.holdings(id) {
                self.file.execute(
                    "INSERT INTO appointments VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    params![
                        number(held.line),
                        id.as_str(),
                        mention(&mut self.people, held.person),
                        held.partner.as_ref().map(|it| it.as_str()),
                        held.from.to_string(),
                        held.until.map(|day| day.to_string()),
                        held.post.as_ref().map(|post| post.as_str()),
                        held.mandate.as_ref().and_then(word),
                    ],
                )?;
            }
            for named in structure.substitutions(id) {
                self.file.execute(
                    "INSERT INTO substitutes VALUES (?, ?, ?, ?, ?, ?)",
                    params![
                        number(named.line),
                        id.as_str(),
                        mention(&mut self.people, named.person),
                        named.meeting.as_ref().map(|it| it.as_str()),
                        named.from.to_string(),
                        named.until.map(|day| day.to_string()),
                    ],
                )?;
            }
        }
        let seats: Vec<SeatId> = chairs.into_keys().collect();
        self.for_the_secretariat(&seats)
    }
}
