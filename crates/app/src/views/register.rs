//! The register of decisions: what was decided, at meetings and by correspondence, with how, by how
//! many, who dissented and what followed.
//!
//! It reads the index of `record`; a page costs what it shows, however long the book is.

use imbl::OrdSet;
use jiff::civil::Date;
use record::decisions::{Registered, Verdict, Wanted, rows};
use serde::Serialize;

use super::{Audience, CorrespondenceLine, DecisionLine, correspondence::line_of, decision::knows};
use crate::Reading;

/// How many rows are looked through to say how many there are.
const COUNTED: usize = 1_000;

/// A row of the register.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "decided", rename_all = "kebab-case")]
pub enum RegisterRow {
    /// At a meeting.
    AtMeeting {
        /// The decision.
        #[serde(flatten)]
        line: Box<DecisionLine>,
        /// How many members were present, of how many.
        present: Option<(u32, u32)>,
        /// For, against and abstained, where there was a vote.
        tally: Option<(u32, u32, u32)>,
        /// Whether it was by vote, by consensus, or passed on.
        method: &'static str,
        /// Actions noted under its item, and how many of them are done.
        actions: (usize, usize),
    },
    /// By correspondence.
    ByCorrespondence {
        /// The question.
        #[serde(flatten)]
        line: Box<CorrespondenceLine>,
    },
}

/// What was found.
pub struct Found<'a> {
    reading: &'a Reading,
    audience: Audience,
    wanted: Wanted,
    sets: Vec<OrdSet<(Date, Registered)>>,
}

/// How many were found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HowMany {
    /// So many.
    Exactly(usize),
    /// More than that.
    MoreThan(usize),
}

/// What is in the register that whoever looks may see and wants.
pub fn register<'a>(reading: &'a Reading, audience: Audience, wanted: Wanted) -> Found<'a> {
    let wanted = Wanted {
        public: !audience.inside(),
        ..wanted
    };
    Found {
        sets: reading.record.register.find(&wanted),
        reading,
        audience,
        wanted,
    }
}

impl Found<'_> {
    /// The rows, the latest first, made as they are taken.
    pub fn rows(&self) -> impl Iterator<Item = RegisterRow> + '_ {
        let found = rows(&self.sets, &self.wanted);
        found.filter_map(|(_, what)| self.row(what))
    }

    /// How many there are: exactly, where that costs little.
    pub fn how_many(&self) -> HowMany {
        let whole = self.wanted.from.is_none() && self.wanted.until.is_none();
        // Of what is private, members of other bodies are not even told that it was found.
        if self.audience.inside() && !self.audience.secretariat {
            let known = rows(&self.sets, &self.wanted).filter(|(_, what)| self.knows(what));
            return match known.take(COUNTED + 1).count() {
                many if many > COUNTED => HowMany::MoreThan(COUNTED),
                many => HowMany::Exactly(many),
            };
        }
        if let ([only], true) = (self.sets.as_slice(), whole) {
            return HowMany::Exactly(only.len());
        }
        let many = rows(&self.sets, &self.wanted).take(COUNTED + 1).count();
        if many > COUNTED {
            HowMany::MoreThan(COUNTED)
        } else {
            HowMany::Exactly(many)
        }
    }

    fn knows(&self, what: &Registered) -> bool {
        let Registered::Decision(id) = what else {
            return true;
        };
        let decision = self.reading.record.decisions.get(id);
        decision.is_some_and(|decision| knows(self.reading, decision, self.audience))
    }

    fn row(&self, what: &Registered) -> Option<RegisterRow> {
        let (reading, record) = (self.reading, &self.reading.record);
        let decision = match what {
            Registered::Decision(id) => record.decisions.get(id)?,
            Registered::Correspondence(id) => {
                let line = line_of(reading, record.correspondence.get(id)?);
                let line = Box::new(line);
                return Some(RegisterRow::ByCorrespondence { line });
            }
        };
        let meeting = record.meetings.get(&decision.meeting)?;
        if !knows(reading, decision, self.audience) {
            return None;
        }
        let noted = meeting.actions.iter();
        let noted = noted.filter_map(|id| record.meetings.action(id));
        let under = noted.filter(|action| action.item == decision.item);
        let (all, done) = under.fold((0, 0), |(all, done), action| {
            (all + 1, done + usize::from(action.closed.is_some()))
        });
        let quorum = decision.quorum;
        let (method, tally) = match decision.verdict()? {
            Verdict::Consensus => ("by consensus", None),
            Verdict::Forwarded { .. } => ("passed on", None),
            Verdict::Vote { tally, .. } => (
                "by vote",
                Some((tally.in_favour, tally.against, tally.abstained)),
            ),
        };
        Some(RegisterRow::AtMeeting {
            line: Box::new(DecisionLine::of(reading, decision, self.audience)?),
            present: quorum.map(|quorum| (quorum.present, quorum.of)),
            tally,
            method,
            actions: (all, done),
        })
    }
}
