//! What importing a sheet would do, row by row, and what stands against it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use record::{
    Entry, Minute, Record,
    act::AnyAct,
    arrangements::Arrangements,
    id::{PartnerId, PersonId, SeatId},
    structure::{self, Appoint, SeatOn, Structure},
};
use serde::Serialize;
use spreadsheets::{Cell, Row};

use super::{
    columns::{Column, Columns, NoHeadings},
    days, draft,
    draft::Missing,
    people::{At, Found, NewPerson, People, Who, key},
    seats,
};
use crate::{Caller, Reading, views::words};

/// What importing a sheet would do.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Its rows, in order.
    pub rows: Vec<RowPlan>,
    /// Headings of columns that are not used.
    pub unused: Vec<String>,
    /// What has to be added to the arrangements for the organisations that they lack.
    pub missing: Option<String>,
    /// The arrangements in force with that added, to be adopted by the usual act.
    pub draft: Option<String>,
    pub(super) new_people: Vec<NewPerson>,
    pub(super) emails: Vec<(PersonId, String)>,
    pub(super) appoint: Vec<Asked>,
}

/// An appointment, of someone who may not be known yet.
#[derive(Debug, Clone)]
pub(super) struct Asked {
    pub(super) who: Who,
    pub(super) act: Appoint,
}

/// What a row would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RowPlan {
    /// Its number in the sheet.
    pub row: u32,
    /// Whom or what it is about.
    pub about: String,
    /// How it stands.
    pub state: State,
    /// What will happen, in sentences without their full stops.
    pub does: Vec<String>,
    /// Why nothing will, where there is a reason to give.
    pub note: Option<String>,
    /// What is wrong with it.
    pub wrong: Vec<Wrong>,
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Something will be done.
    Does,
    /// It is true already.
    Nothing,
    /// Something is wrong.
    Wrong,
}

/// Something wrong with a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Wrong {
    /// The cell: "C7".
    pub cell: String,
    /// The column's usual heading.
    pub column: &'static str,
    /// What is wrong and what to do, in a sentence without its full stop.
    pub why: String,
}

impl Wrong {
    pub(super) fn at(cell: String, column: Column, why: impl Into<String>) -> Self {
        Self {
            cell,
            column: column.heading(),
            why: why.into(),
        }
    }
}

impl Plan {
    /// How many rows stand so.
    pub fn count(&self, state: State) -> usize {
        self.rows.iter().filter(|row| row.state == state).count()
    }

    /// Whether nothing stands against it and there is something to do.
    pub fn can_be_done(&self) -> bool {
        self.count(State::Wrong) == 0 && self.count(State::Does) > 0
    }

    /// How many people it makes known.
    pub fn new_people(&self) -> usize {
        self.new_people.len()
    }

    /// How many it appoints to seats.
    pub fn appointments(&self) -> usize {
        self.appoint.len()
    }

    /// The same for two plans that say the same.
    pub fn digest(&self) -> String {
        let rows = serde_json::to_vec(&self.rows).unwrap_or_default();
        journal::Hash::of(&[&rows]).to_string()
    }
}

/// Makes a plan.
pub(super) fn plan(
    reading: &Reading,
    people: Vec<office::Person>,
    rows: &[Row],
) -> Result<Plan, NoHeadings> {
    let columns = Columns::find(rows)?;
    let mut planner = Planner {
        reading,
        columns: &columns,
        people: People::known(people),
        record: Record::clone(&reading.record),
        appoint: Vec::new(),
        appointed: BTreeMap::new(),
        missing: Vec::new(),
        missing_keys: BTreeSet::new(),
    };
    let rows: Vec<RowPlan> = rows[columns.above..]
        .iter()
        .filter_map(|row| planner.row(row))
        .collect();
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let missing =
        adoption.and_then(|adoption| draft::lines(&adoption.arrangements, &planner.missing));
    let draft = adoption.zip(missing.as_ref()).map(|(adoption, lines)| {
        let text = adoption.text.trim_end();
        format!("{text}\n\n{lines}")
    });
    Ok(Plan {
        rows,
        missing,
        draft,
        new_people: planner.people.new,
        emails: planner.people.emails,
        appoint: planner.appoint,
        unused: columns.unused,
    })
}

struct Planner<'a> {
    reading: &'a Reading,
    columns: &'a Columns,
    people: People,
    /// The record with what earlier rows would change.
    record: Record,
    appoint: Vec<Asked>,
    /// Who was appointed to a seat by which row.
    appointed: BTreeMap<(SeatId, Who), u32>,
    missing: Vec<Missing>,
    missing_keys: BTreeSet<String>,
}

/// What a row says, as far as it could be read.
struct Said {
    name: Option<String>,
    email: Option<String>,
    organisation: Option<String>,
    sector: Option<String>,
    body: Option<String>,
    seat: Option<String>,
}

impl Planner<'_> {
    fn row(&mut self, row: &Row) -> Option<RowPlan> {
        let mut wrong = Vec::new();
        let said = self.read(row, &mut wrong);
        let (from, until) = days::span(self.columns, row, &mut wrong);
        let about = said.name.clone().or_else(|| said.organisation.clone());
        let empty = [&said.email, &said.body, &said.seat]
            .iter()
            .all(|it| it.is_none());
        let empty = empty && about.is_none();
        if empty && wrong.is_empty() && from.is_none() && until.is_none() {
            return None;
        }
        let (mut does, mut note) = (Vec::new(), None);
        let day = from.unwrap_or_else(|| self.reading.today());
        let arrangements = self
            .reading
            .record
            .structure
            .in_force_or_first(day)
            .map(|adoption| std::sync::Arc::clone(&adoption.arrangements));
        let partner = arrangements
            .as_ref()
            .and_then(|arrangements| self.organisation(row, arrangements, &said, &mut wrong));
        let wants_seat = said.seat.is_some() || said.body.is_some();
        match &said.name {
            None if wants_seat || said.email.is_some() => {
                wrong.push(self.wrong(row, Column::Name, "say who it is"));
            }
            None if said.organisation.is_none() => {
                wrong.push(self.wrong(row, Column::Name, "say who it is, or clear the row"));
            }
            None => {}
            Some(name) => {
                if let Some(who) =
                    self.person(row, name, said.email.as_deref(), &mut does, &mut wrong)
                    && wants_seat
                    && let Some(arrangements) = arrangements
                {
                    let meant = Meant {
                        who,
                        name,
                        partner,
                        day,
                        from,
                        until,
                    };
                    match self.seat(row, &arrangements, &said, &meant) {
                        Ok(Done::Does(sentence)) => does.push(sentence),
                        Ok(Done::Already(sentence)) => note = Some(sentence),
                        Err(one) => wrong.push(one),
                    }
                }
            }
        }
        let known = does.is_empty() && wrong.is_empty();
        let state = match (wrong.is_empty(), does.is_empty()) {
            (false, _) => State::Wrong,
            (true, true) => State::Nothing,
            (true, false) => State::Does,
        };
        Some(RowPlan {
            row: row.number,
            about: about.unwrap_or_else(|| "No name".to_owned()),
            state,
            does: if state == State::Wrong {
                Vec::new()
            } else {
                does
            },
            note: note.or_else(|| known.then(|| "Known already".to_owned())),
            wrong,
        })
    }

    fn wrong(&self, row: &Row, column: Column, why: impl Into<String>) -> Wrong {
        Wrong::at(self.columns.place(column, row), column, why)
    }

    fn read(&self, row: &Row, wrong: &mut Vec<Wrong>) -> Said {
        let mut text = |column: Column| match self.columns.cell(column, row) {
            Cell::Empty => None,
            Cell::Text(words) if words.starts_with('=') => {
                let why = "this looks like a formula: write what it should say";
                wrong.push(self.wrong(row, column, why));
                None
            }
            Cell::Text(words) => Some(words.clone()),
            Cell::Number(number) => Some(number.clone()),
            Cell::Day(day) => Some(words::day(*day)),
            Cell::Faulty(why) => {
                wrong.push(self.wrong(row, column, why.clone()));
                None
            }
        };
        let said = Said {
            name: text(Column::Name),
            email: text(Column::Email),
            organisation: text(Column::Organisation),
            sector: text(Column::Sector),
            body: text(Column::Body),
            seat: text(Column::Seat),
        };
        if said.name.as_ref().is_some_and(|name| name.contains('@')) {
            wrong.push(self.wrong(row, Column::Name, "this is an e-mail address, not a name"));
        }
        let is_address = |email: &String| crate::is_address(email);
        if said.email.as_ref().is_some_and(|email| !is_address(email)) {
            let why =
                "write one e-mail address with its @, such as name@example.org, or clear the cell";
            wrong.push(self.wrong(row, Column::Email, why));
        }
        said
    }

    /// The organisation of the row. One that is not in the arrangements is put down for the draft.
    fn organisation(
        &mut self,
        row: &Row,
        arrangements: &Arrangements,
        said: &Said,
        wrong: &mut Vec<Wrong>,
    ) -> Option<PartnerId> {
        let words = said.organisation.as_ref()?;
        if let Some(partner) = seats::partner(arrangements, words) {
            return Some(partner);
        }
        let why = "this organisation is not in the arrangements: see below how to add it, or correct its name";
        wrong.push(self.wrong(row, Column::Organisation, why));
        let sector = said.sector.as_ref().and_then(|sector| {
            let found = draft::sector(arrangements, sector);
            if found.is_none() {
                let names: Vec<&str> = arrangements.sector.iter().map(|it| &*it.name).collect();
                let why = format!("there is no such sector; there are: {}", names.join(", "));
                wrong.push(self.wrong(row, Column::Sector, why));
            }
            found
        });
        if self.missing_keys.insert(key(words)) {
            self.missing.push(Missing {
                name: words.clone(),
                sector,
            });
        }
        None
    }

    fn person(
        &mut self,
        row: &Row,
        name: &str,
        email: Option<&str>,
        does: &mut Vec<String>,
        wrong: &mut Vec<Wrong>,
    ) -> Option<Who> {
        // Nobody is made known by a row with something wrong in it.
        if !wrong.is_empty() {
            return None;
        }
        match self.people.find(name, email) {
            Found::New(who) => {
                does.push(format!("Adds {name} to the people"));
                Some(who)
            }
            Found::Known(who, brings) => {
                if brings {
                    does.push(format!("Keeps the e-mail address of {name}"));
                }
                Some(who)
            }
            Found::Unclear(at, why) => {
                let column = match at {
                    At::Name => Column::Name,
                    At::Email => Column::Email,
                };
                wrong.push(self.wrong(row, column, why));
                None
            }
        }
    }
}

/// Who is meant to hold a seat, for whom and when.
struct Meant<'a> {
    who: Who,
    name: &'a str,
    partner: Option<PartnerId>,
    day: Date,
    from: Option<Date>,
    until: Option<Date>,
}

/// What became of a seat that a row asks for.
enum Done {
    /// It will be filled, in a sentence.
    Does(String),
    /// It is held so already, in a sentence.
    Already(String),
}

impl Planner<'_> {
    fn seat(
        &mut self,
        row: &Row,
        arrangements: &Arrangements,
        said: &Said,
        meant: &Meant<'_>,
    ) -> Result<Done, Wrong> {
        let bodies = match &said.body {
            None => arrangements.body.iter().collect(),
            Some(words) => vec![seats::body(arrangements, words).ok_or_else(|| {
                let why = format!(
                    "there is no body called that on {}: use its name in the arrangements",
                    words::day(meant.day)
                );
                self.wrong(row, Column::Body, why)
            })?],
        };
        let structure = &self.record.structure;
        let partner = meant.partner.as_ref();
        let found = seats::meant(structure, &bodies, said.seat.as_deref(), partner, meant.day);
        let of_bodies: BTreeSet<_> = found.iter().map(|on| on.id().body()).collect();
        let kinds: BTreeSet<&str> = found.iter().map(|on| on.chair.seat.id.as_str()).collect();
        let unclear = match (of_bodies.len(), kinds.len(), &said.seat) {
            (0, _, Some(_)) => Some("there is no seat called that: use its title or short name"),
            (0, _, None) => Some("say which seat: none on this body speaks for the organisation"),
            (2.., ..) => Some("several bodies have such a seat: name the body too"),
            (1, 2.., _) => Some("several seats fit: write the short name of the one you mean"),
            _ => None,
        };
        if let Some(why) = unclear {
            return Err(self.wrong(row, Column::Seat, why));
        }
        let Some(choice) = choose(structure, &found, meant) else {
            return Err(self.wrong(row, Column::Seat, "there is no such seat"));
        };
        let (seat, own) = (choice.id().clone(), choice.chair.seat.partner.clone());
        let place = bodies.iter().find(|body| body.id == seat.body());
        let place = place.map_or_else(String::new, |body| format!(", {}", body.short_name()));
        let title = format!("{}{place}", choice.chair.title());
        if is_true(structure, &seat, meant) {
            let earlier = self.appointed.get(&(seat, meant.who));
            return Ok(Done::Already(match earlier {
                Some(earlier) => format!("Row {earlier} says the same"),
                None => format!("Holds the seat already: {title}"),
            }));
        }
        let act = Appoint {
            until: meant.until,
            partner: meant.partner.clone().filter(|it| Some(it) != own.as_ref()),
            ..Appoint::new(seat, meant.who.provisional(), meant.day)
        };
        self.try_out(row, meant, act, &title).map(Done::Does)
    }

    /// Decides the act on the copy of the record; what the rules refuse is told at its cell.
    fn try_out(
        &mut self,
        row: &Row,
        meant: &Meant<'_>,
        act: Appoint,
        title: &str,
    ) -> Result<String, Wrong> {
        let minute = Minute {
            at: self.reading.now,
            by: Caller::Operator("import").author(),
        };
        let any: &dyn AnyAct = &act;
        let entries = any.decide(&self.record, &minute).map_err(|refused| {
            let column = match refused.advice.field {
                "from" => Column::From,
                "until" => Column::Until,
                "partner" => Column::Organisation,
                _ => Column::Seat,
            };
            let why = format!("{}. {}", refused.sentence, refused.advice.help);
            self.wrong(row, column, why.trim_end_matches('.'))
        })?;
        let mut until = act.until;
        for entry in &entries {
            if let Entry::Structure(structure::Entry::Appointed { until: last, .. }) = entry {
                until = *last;
            }
            self.record.apply(self.record.last + 1, &minute, entry);
        }
        let until = until.map_or("until further notice".to_owned(), |until| {
            format!("until {}", words::day(until))
        });
        let sentence = format!(
            "Appoints {} to {title}, from {} {until}",
            meant.name,
            words::day(act.from)
        );
        let whose = (act.seat.clone(), meant.who);
        self.appointed.insert(whose, row.number);
        self.appoint.push(Asked {
            who: meant.who,
            act,
        });
        Ok(sentence)
    }
}

/// Of several seats alike: the one that the person holds, or the first that is free, or the first.
fn choose<'a>(
    structure: &Structure,
    found: &'a [SeatOn<'a>],
    meant: &Meant<'_>,
) -> Option<&'a SeatOn<'a>> {
    let theirs = found.iter().find(|on| is_true(structure, on.id(), meant));
    let free = || {
        found.iter().find(|on| {
            !structure
                .holdings(on.id())
                .any(|held| held.meets(meant.day, meant.until))
        })
    };
    theirs.or_else(free).or_else(|| found.first())
}

/// Whether the person holds the seat as the row says: from that day, or at all where it gives none.
fn is_true(structure: &Structure, seat: &SeatId, meant: &Meant<'_>) -> bool {
    let person = meant.who.provisional();
    structure.holdings(seat).any(|held| {
        let same_start = match meant.from {
            Some(from) => held.from == from,
            None => held.on(meant.day),
        };
        held.person == person
            && same_start
            && meant.until.is_none_or(|until| held.until == Some(until))
    })
}
