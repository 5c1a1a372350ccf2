//! How a partnership works, as its arrangements on a day state it: each sentence with its clause.

use jiff::civil::Date;
use record::arrangements::{Competence, DisputeStep, Question, Statement};
use serde::Serialize;

use super::{AdoptionView, BodyRef, PartnerRef, RuleView, body::rules};
use crate::Reading;

/// How a partnership works.
#[derive(Debug, Clone, Serialize)]
pub struct ExplainedView {
    /// The day.
    pub date: Date,
    /// The arrangements in force.
    pub adoption: AdoptionView,
    /// What it is, in two sentences.
    pub about: String,
    /// What the arrangements state of its status and ways.
    pub statements: Vec<Statement>,
    /// The organisation that answers for the money.
    pub accountable_body: Option<PartnerRef>,
    /// Who keeps the records.
    pub secretariat: Option<String>,
    /// What may be decided in the partnership's name.
    pub competences: Vec<(Competence, Vec<BodyRef>)>,
    /// How each body that has rules of its own decides.
    pub rules: Vec<RulesOf>,
    /// What happens when partners disagree, step by step.
    pub disputes: Vec<DisputeStep>,
    /// Questions about deciding, with their answers.
    pub questions: Vec<Question>,
}

/// The rules of a body.
#[derive(Debug, Clone, Serialize)]
pub struct RulesOf {
    /// The body.
    pub body: BodyRef,
    /// Sentences with their clause.
    pub rules: Vec<RuleView>,
}

/// How a partnership works on a day; none when nothing is adopted by then.
pub fn explained(reading: &Reading, date: Date) -> Option<ExplainedView> {
    let adoption = reading.record.structure.in_force(date)?;
    let arrangements = &*adoption.arrangements;
    let partnership = &arrangements.partnership;
    let competences = arrangements.competence.iter().map(|competence| {
        let bodies = competence.bodies.iter();
        let bodies = bodies.filter_map(|id| arrangements.body(id).map(BodyRef::of));
        (competence.clone(), bodies.collect())
    });
    let rules = arrangements.body.iter().map(|body| RulesOf {
        body: BodyRef::of(body),
        rules: rules(body),
    });
    Some(ExplainedView {
        date,
        adoption: AdoptionView::of(adoption),
        about: partnership.about.clone(),
        statements: partnership.statement.clone(),
        accountable_body: partnership
            .accountable_body
            .as_ref()
            .map(|id| PartnerRef::of(arrangements, id)),
        secretariat: partnership.secretariat.clone(),
        competences: competences.collect(),
        rules: rules.filter(|rules| !rules.rules.is_empty()).collect(),
        disputes: arrangements.dispute.clone(),
        questions: arrangements.question.clone(),
    })
}
