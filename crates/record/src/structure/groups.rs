//! Groups for a time: bodies that are founded in the book, and how long they run.
//!
//! A founded group is a body like those of the arrangements: from its line on, every arrangements in
//! force have it beside their own, so that it meets, is filled and is drawn as they are. A later
//! text that has a body of the same name speaks for itself. Longer and shorter runs are kept for
//! bodies of the arrangements too: a think tank that gets one more year (R10, 7).

use std::sync::Arc;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Adoption, Structure};
use crate::{
    LineNo,
    arrangements::{Arrangements, Body, BodyKind, Line, LineKind, Seat, SeatOffice},
    id::{BodyId, DecisionId, Id, OfSeat, PartnerId},
    meetings::PaperHash,
    prose::{Prose, Title},
};

/// What sort of group is founded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupSort {
    /// Does one piece of work and ends (W09, E).
    #[default]
    TaskAndFinish,
    /// Thinks, without executive authority (R10, 7).
    ThinkTank,
}

/// How a group came about (W09, E).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GroupOrigin {
    /// A body directed it to be set up.
    Directed,
    /// A body granted it on application.
    Granted,
}

/// A seat of a founded group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupSeat {
    /// Its short name within the group.
    #[schemars(with = "BodyId")]
    pub id: Id<OfSeat>,
    /// What the seat is called.
    pub title: Title,
    /// The organisation or body that it speaks for. None: nobody's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<PartnerId>,
    /// Whether it takes the chair.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub chair: bool,
}

/// A group as it was founded.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// Its name in addresses.
    pub id: BodyId,
    /// Its full name.
    pub name: Title,
    /// What sort of group it is.
    pub sort: GroupSort,
    /// What it is to do, and what not.
    pub scope: Prose,
    /// What it has to do it with.
    pub resources: Prose,
    /// The partners that lead it.
    pub led_by: Vec<PartnerId>,
    /// Directed, or granted on application.
    pub origin: GroupOrigin,
    /// The body that directed or granted it.
    pub by: BodyId,
    /// Its decision, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// The body to which it reports.
    pub reports_to: BodyId,
    /// First day.
    pub starts: Date,
    /// Last day, as it was founded.
    pub ends: Date,
    /// Its seats.
    pub seats: Vec<GroupSeat>,
    /// The line of the book.
    pub line: LineNo,
}

/// A longer run.
#[derive(Debug, Clone, PartialEq)]
pub struct Extension {
    /// The new last day.
    pub until: Date,
    /// The last day before.
    pub instead_of: Date,
    /// The decision, where the book has it.
    pub decided_by: Option<DecisionId>,
    /// Why.
    pub why: Option<Prose>,
    /// The line of the book.
    pub line: LineNo,
}

/// The end of a group, with its report.
#[derive(Debug, Clone, PartialEq)]
pub struct Closing {
    /// Last day.
    pub on: Date,
    /// What it reported.
    pub report: Option<Prose>,
    /// Its report as a paper.
    pub paper: Option<PaperHash>,
    /// The line of the book.
    pub line: LineNo,
}

/// How the run of a body was changed in the book.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Run {
    /// Longer runs, oldest first.
    pub extensions: Vec<Extension>,
    /// Its end.
    pub closing: Option<Closing>,
}

impl Run {
    /// The last day by what was written after a line; none: nothing was.
    fn ends_after(&self, line: LineNo) -> Option<Date> {
        let closed = self.closing.as_ref().filter(|closing| line < closing.line);
        let longer = self.extensions.last().filter(|longer| line < longer.line);
        closed
            .map(|closing| closing.on)
            .or(longer.map(|longer| longer.until))
    }
}

impl Group {
    /// The group as a body of arrangements, as it was founded.
    fn body(&self) -> Body {
        let line = |to: &BodyId, kind, label: Option<&str>| Line {
            to: to.clone(),
            kind,
            label: label.map(str::to_owned),
            papers: Default::default(),
            clause: None,
        };
        let founded = match self.origin {
            GroupOrigin::Directed => "directed by",
            GroupOrigin::Granted => "granted by",
        };
        let mut lines = vec![line(&self.by, LineKind::CommissionedBy, Some(founded))];
        if self.reports_to != self.by {
            lines.push(line(&self.reports_to, LineKind::ReportsTo, None));
        }
        Body {
            id: self.id.clone(),
            name: self.name.to_string(),
            short_name: None,
            kind: match self.sort {
                GroupSort::TaskAndFinish => BodyKind::TaskAndFinishGroup,
                GroupSort::ThinkTank => BodyKind::ThinkTank,
            },
            purpose: Some(self.scope.shown().to_owned()),
            area: None,
            sector: None,
            starts: Some(self.starts),
            ends: Some(self.ends),
            clause: None,
            terms: None,
            line: lines,
            seat: self.seats.iter().map(GroupSeat::seat).collect(),
            meets: None,
            standing_item: Vec::new(),
            quorum: None,
            vote: None,
            correspondence: None,
            delegation: Vec::new(),
            limits: None,
            other_list: Vec::new(),
        }
    }
}

impl GroupSeat {
    fn seat(&self) -> Seat {
        Seat {
            id: self.id.clone(),
            title: self.title.to_string(),
            partner: self.partner.clone(),
            or: Vec::new(),
            capacity: Default::default(),
            office: self.chair.then_some(SeatOffice::Chair),
            votes: None,
            count: 1,
            post: None,
            appointed: Default::default(),
            by: None,
            term_months: None,
            filled_from: None,
            unless: None,
            starts: None,
            ends: None,
            begins_at_gate: None,
            ends_at_gate: None,
            supported_by: None,
            voice: false,
            papers: None,
            role: None,
            note: None,
            clause: None,
        }
    }
}

impl Structure {
    /// A group that was founded in the book.
    pub fn group(&self, id: &BodyId) -> Option<&Group> {
        self.groups.get(id)
    }

    /// Every group that was founded in the book, by its name.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// How the run of a body was changed in the book, where it was.
    pub fn run(&self, id: &BodyId) -> Option<&Run> {
        self.runs.get(id)
    }

    /// The arrangements of an adoption with the groups founded beside them, and with the runs that
    /// were changed since.
    pub(super) fn with_groups(
        &self,
        line: LineNo,
        adopted: &Arc<Arrangements>,
    ) -> Arc<Arrangements> {
        let new = self
            .groups
            .values()
            .filter(|group| adopted.body(&group.id).is_none());
        let new: Vec<&Group> = new.collect();
        let changed = |body: &Body| {
            let run = self.runs.get(&body.id)?;
            run.ends_after(line)
        };
        if new.is_empty() && !adopted.body.iter().any(|body| changed(body).is_some()) {
            return Arc::clone(adopted);
        }
        let mut all = Arrangements::clone(adopted);
        for body in &mut all.body {
            body.ends = changed(body).or(body.ends);
        }
        for group in new {
            let mut body = group.body();
            let run = self.runs.get(&body.id);
            body.ends = run.and_then(|run| run.ends_after(0)).or(body.ends);
            all.body.push(body);
        }
        Arc::new(all)
    }

    /// Works every adoption out again, after a group was founded or the run of a body changed.
    pub(super) fn regroup(&mut self) {
        let adoptions = self.adoptions.iter().map(|adoption| {
            Arc::new(Adoption {
                arrangements: self.with_groups(adoption.line, &adoption.as_adopted),
                ..Adoption::clone(adoption)
            })
        });
        self.adoptions = adoptions.collect();
    }
}
