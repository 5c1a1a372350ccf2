//! Appraisals: against each principle and in each dimension, of an action or of a decision; and with a
//! decision, the advice of communities and what partners say of their own plans.

use jiff::civil::Date;
use record::{
    LineNo,
    arrangements::Arrangements,
    delivery::{Appraised, Bearing, Concerned, Score},
    id::{DecisionId, RuleId},
};
use serde::Serialize;

use super::{AdviceView, CompatibilityView, rules, seat_title};
use crate::{
    Reading,
    views::{Audience, decision},
};

/// How something bears on one principle or dimension.
#[derive(Debug, Clone, Serialize)]
pub struct ScoreView {
    /// The principle or dimension.
    pub of: RuleId,
    /// What it is called.
    pub name: String,
    /// How it bears on it.
    pub bearing: Bearing,
    /// Why.
    pub words: Option<String>,
}

/// An appraisal.
#[derive(Debug, Clone, Serialize)]
pub struct AppraisalView {
    /// Against each principle.
    pub principles: Vec<ScoreView>,
    /// In each dimension.
    pub dimensions: Vec<ScoreView>,
    /// What follows from it.
    pub says: Option<String>,
    /// The seat that made it.
    pub seat: Option<String>,
    /// On which day.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
    /// How many principles and dimensions it works against, and how many it helps.
    pub counts: (usize, usize),
}

impl AppraisalView {
    /// Whether it says of anything why.
    pub fn says_why(&self) -> bool {
        let mut all = self.principles.iter().chain(&self.dimensions);
        all.any(|score| score.words.is_some())
    }
}

/// What an appraisal weighs.
#[derive(Debug, Clone, Serialize)]
pub struct Weighing {
    /// Each principle: name, what it is called, what it asks, its clause.
    pub principles: Vec<(RuleId, String, String, Option<String>)>,
    /// Each dimension: name and what it is called.
    pub dimensions: Vec<(RuleId, String)>,
}

/// What the arrangements of today ask an appraisal to weigh.
pub fn weighing(reading: &Reading) -> Weighing {
    let known = rules(reading, reading.today());
    let principles = known.map_or(&[][..], |rules| &rules.principle);
    let dimensions = known.map_or(&[][..], |rules| &rules.approach);
    let principle = |it: &record::arrangements::Principle| {
        let (name, asks) = (it.name.clone(), it.asks.clone());
        (it.id.clone(), name, asks, it.clause.clone())
    };
    Weighing {
        principles: principles.iter().map(principle).collect(),
        dimensions: dimensions
            .iter()
            .map(|it| (it.id.clone(), it.name.clone()))
            .collect(),
    }
}

fn score(score: &Score, name: Option<String>) -> ScoreView {
    ScoreView {
        of: score.of.clone(),
        name: name.unwrap_or_else(|| score.of.to_string()),
        bearing: score.bearing,
        words: score.words.as_ref().map(|words| words.shown().to_owned()),
    }
}

/// The appraisals of something, the latest first.
pub fn appraisals_of(reading: &Reading, of: &Appraised) -> Vec<AppraisalView> {
    let made = reading.record.delivery.appraisals(of).rev();
    made.map(|made| {
        let known: Option<&Arrangements> = rules(reading, made.on);
        let principle = |id: &RuleId| {
            let found = known?.principle.iter().find(|it| it.id == *id)?;
            Some(found.name.clone())
        };
        let dimension = |id: &RuleId| {
            let found = known?.approach.iter().find(|it| it.id == *id)?;
            Some(found.name.clone())
        };
        let appraisal = &made.appraisal;
        let all = || appraisal.principles.iter().chain(&appraisal.dimensions);
        let against = all().filter(|it| it.bearing == Bearing::Against);
        let helps = all().filter(|it| it.bearing >= Bearing::Helps);
        AppraisalView {
            principles: appraisal
                .principles
                .iter()
                .map(|it| score(it, principle(&it.of)))
                .collect(),
            dimensions: appraisal
                .dimensions
                .iter()
                .map(|it| score(it, dimension(&it.of)))
                .collect(),
            says: appraisal.says.as_ref().map(|says| says.shown().to_owned()),
            seat: made
                .seat
                .as_ref()
                .map(|seat| seat_title(reading, seat, made.on)),
            on: made.on,
            line: made.line,
            counts: (against.count(), helps.count()),
        }
    })
    .collect()
}

/// What was weighed before a decision.
#[derive(Debug, Clone, Serialize)]
pub struct DecisionWeighed {
    /// The decision, or the proposal.
    pub decision: DecisionId,
    /// What is decided.
    pub text: String,
    /// Whether it has been decided.
    pub decided: bool,
    /// Appraisals, the latest first.
    pub appraisals: Vec<AppraisalView>,
    /// What community representatives advised before it was decided.
    pub advice: Vec<AdviceView>,
    /// What partners say of their own plans.
    pub compatibility: Vec<CompatibilityView>,
}

/// What was weighed before a decision; none when whoever looks may not read the decision.
pub fn decision_weighed(
    reading: &Reading,
    id: &DecisionId,
    audience: Audience,
) -> Option<DecisionWeighed> {
    let view = decision(reading, id, audience)?;
    let record = &reading.record;
    let known = record.decisions.get(id)?;
    let about = Concerned::Decision(id.clone());
    let told = record.delivery.compatibility();
    Some(DecisionWeighed {
        decision: id.clone(),
        text: view.line.text.clone(),
        decided: known.verdict().is_some(),
        appraisals: appraisals_of(reading, &Appraised::Decision(id.clone())),
        advice: record
            .delivery
            .advice(&about)
            .map(|advice| AdviceView::of(reading, advice))
            .collect(),
        compatibility: told
            .filter(|told| told.about == about)
            .map(|told| CompatibilityView::of(reading, told))
            .collect(),
    })
}
