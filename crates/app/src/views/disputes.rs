//! Disputes between partners: what they are about, what was tried, and what comes next.
//!
//! Members and the secretariat see one from the day it is raised, the public once it has ended
//! (docs/decisions/0018).

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::DisputeStep,
    disputes::{Dispute, Ends},
    id::DisputeId,
};
use serde::Serialize;

use super::{Audience, BodyRef, PartnerRef};
use crate::Reading;

/// A dispute in a list.
#[derive(Debug, Clone, Serialize)]
pub struct DisputeLine {
    /// Its name.
    pub id: DisputeId,
    /// What it is called.
    pub title: String,
    /// Between whom.
    pub between: Vec<PartnerRef>,
    /// The body at which it is to be resolved.
    pub body: BodyRef,
    /// The day it was raised.
    pub on: Date,
    /// How it ended; none while it goes on.
    pub ends: Option<Ends>,
    /// The day it ended.
    pub ended: Option<Date>,
}

/// A dispute.
#[derive(Debug, Clone, Serialize)]
pub struct DisputeView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: DisputeLine,
    /// What it is about.
    pub about: String,
    /// The seat that raised it.
    pub raised_by: Option<String>,
    /// The line that raised it.
    pub raised_at: LineNo,
    /// The steps of the arrangements, and what came of those taken.
    pub steps: Vec<DisputeStepView>,
    /// The number of the next step, where there is one left.
    pub next: Option<u16>,
    /// How it ended, in words, and the line that says so.
    pub end: Option<(Option<String>, LineNo)>,
}

/// A step of the arrangements.
#[derive(Debug, Clone, Serialize)]
pub struct DisputeStepView {
    /// Its number.
    pub no: u16,
    /// Who acts.
    pub who: String,
    /// What they do.
    pub what: String,
    /// The clause it comes from.
    pub clause: Option<String>,
    /// What came of it; none: it was not taken.
    pub taken: Option<MediationView>,
}

/// A mediation.
#[derive(Debug, Clone, Serialize)]
pub struct MediationView {
    /// On which day.
    pub on: Date,
    /// Who mediated, where it was said.
    pub mediator: Option<String>,
    /// Whether it settled the dispute.
    pub settled: bool,
    /// What came of it.
    pub words: String,
    /// The line of the book.
    pub line: LineNo,
}

impl DisputeLine {
    fn of(reading: &Reading, dispute: &Dispute) -> Self {
        let adoption = reading.record.structure.in_force_or_first(dispute.on);
        let partner = |id| adoption.map(|known| PartnerRef::of(&known.arrangements, id));
        Self {
            id: dispute.id.clone(),
            title: dispute.title.to_string(),
            between: dispute.between.iter().filter_map(partner).collect(),
            body: BodyRef::named(reading, &dispute.body, dispute.on),
            on: dispute.on,
            ends: dispute.end.as_ref().map(|end| end.ends),
            ended: dispute.end.as_ref().map(|end| end.on),
        }
    }
}

fn may_see(dispute: &Dispute, audience: Audience) -> bool {
    audience.inside() || dispute.end.is_some()
}

/// Every dispute that whoever looks may see, the latest first.
pub fn disputes<'a>(
    reading: &'a Reading,
    audience: Audience,
) -> impl Iterator<Item = DisputeLine> + 'a {
    let all = reading.record.disputes.all().rev();
    let seen = all.filter(move |dispute| may_see(dispute, audience));
    seen.map(|dispute| DisputeLine::of(reading, dispute))
}

/// A dispute; none when there is none, or whoever looks may not see it.
pub fn dispute(reading: &Reading, id: &DisputeId, audience: Audience) -> Option<DisputeView> {
    let dispute = reading.record.disputes.get(id)?;
    if !may_see(dispute, audience) {
        return None;
    }
    let adoption = reading.record.structure.in_force_or_first(dispute.on)?;
    let listed = &adoption.arrangements.dispute;
    let left = usize::from(dispute.next_step()) <= listed.len();
    let title = |seat| Some(adoption.arrangements.seat(seat)?.title());
    Some(DisputeView {
        line: DisputeLine::of(reading, dispute),
        about: dispute.about.shown().to_owned(),
        raised_by: dispute.seat.as_ref().and_then(title),
        raised_at: dispute.line,
        steps: (1..)
            .zip(listed)
            .map(|(no, step)| step_of(dispute, no, step))
            .collect(),
        next: (left && dispute.end.is_none()).then(|| dispute.next_step()),
        end: dispute.end.as_ref().map(|end| {
            let words = end.words.as_ref();
            (words.map(|words| words.shown().to_owned()), end.line)
        }),
    })
}

fn step_of(dispute: &Dispute, no: u16, step: &DisputeStep) -> DisputeStepView {
    let taken = dispute.mediations.iter().find(|taken| taken.step == no);
    DisputeStepView {
        no,
        who: step.who.clone(),
        what: step.what.clone(),
        clause: step.clause.clone(),
        taken: taken.map(|taken| MediationView {
            on: taken.on,
            mediator: taken.mediator.as_ref().map(ToString::to_string),
            settled: taken.settled,
            words: taken.words.shown().to_owned(),
            line: taken.line,
        }),
    }
}
