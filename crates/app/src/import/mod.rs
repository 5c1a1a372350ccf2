//! Taking in people and their seats from a spreadsheet: first a plan, row by row, then all or nothing.
//!
//! A plan says for each row what will happen and what is wrong with it. It is made by the same rules
//! that will judge the acts: each appointment is decided on a copy of the record. Nothing is written
//! before someone has seen the plan. A row that is true already has nothing to do, so that the same
//! file can be sent again. Organisations are part of the arrangements and cannot be made here: the
//! plan gives a draft of the arrangements with those that are missing.

mod columns;
mod days;
mod draft;
mod kept;
mod people;
mod plan;
mod seats;

use record::{act::AnyAct, structure::Appoint};
use spreadsheets::Row;

pub(crate) use self::columns::letter;
pub use self::{
    columns::{Column, NoHeadings},
    kept::{NotKept, Sheet, read, template_csv, template_xlsx},
    plan::{Plan, RowPlan, State, Wrong},
};
use crate::{ActRequest, Caller, Denied, House, MOST_ACTS, Recorded};

/// The most rows below the headings: as many as there can be acts in one request.
pub const MOST_ROWS: usize = MOST_ACTS;

pub use spreadsheets::Unreadable;

/// What came of an import.
#[derive(Debug, Clone)]
pub struct Imported {
    /// How many people were made known to the house.
    pub people: usize,
    /// How many were appointed to seats.
    pub appointed: usize,
    /// What was recorded, where anything was.
    pub recorded: Option<Recorded>,
}

impl House {
    /// What importing these rows would do, as the book and the office stand now. Errors in the rows
    /// are in the plan; `NoHeadings` when nothing in the sheet says what its columns are.
    pub fn plan_import(
        &self,
        partnership: &str,
        rows: &[Row],
    ) -> Result<Result<Plan, NoHeadings>, Denied> {
        let reading = self.read(partnership)?;
        let people = self.office().people()?;
        Ok(plan::plan(&reading, people, rows))
    }

    /// Does what a plan says, whole or not at all: new people are made known, then everyone is
    /// appointed in one list of acts. When that is denied, the new people are forgotten again.
    pub fn import(
        &self,
        partnership: &str,
        caller: Caller,
        plan: &Plan,
    ) -> Result<Imported, Denied> {
        let mut added = Vec::new();
        let forget = |added: &[record::id::PersonId]| {
            for person in added {
                if let Err(fault) = self.office().erase_person(&person.to_string()) {
                    tracing::error!("someone was added for nothing and not removed: {fault}");
                }
            }
        };
        for person in &plan.new_people {
            match self.add_person(&person.name, person.email.as_deref()) {
                Ok(id) => added.push(id),
                Err(denied) => {
                    forget(&added);
                    return Err(denied);
                }
            }
        }
        let acts: Vec<Box<dyn AnyAct>> = plan
            .appoint
            .iter()
            .filter_map(|asked| {
                let person = asked.who.settled(&added)?;
                let act = Appoint {
                    person,
                    ..asked.act.clone()
                };
                Some(Box::new(act) as Box<dyn AnyAct>)
            })
            .collect();
        let appointed = acts.len();
        let recorded = if acts.is_empty() {
            None
        } else {
            let request = ActRequest {
                partnership: partnership.to_owned(),
                caller,
                acts,
                seen: None,
                key: None,
            };
            match self.act(request) {
                Ok(recorded) => Some(recorded),
                Err(denied) => {
                    forget(&added);
                    return Err(denied);
                }
            }
        };
        for (person, email) in &plan.emails {
            self.office()
                .change_email(&person.to_string(), Some(email))?;
        }
        Ok(Imported {
            people: added.len(),
            appointed,
            recorded,
        })
    }
}
