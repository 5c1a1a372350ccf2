//! The reach of a decision: under which competence it falls, at which level it is taken and why, and
//! to whom it is only a recommendation (G07, para 7-10, 12, 15 and 25).
//!
//! A body decides what the arrangements say it may, or what was delegated to it. Anything else it can
//! recommend to another body, or forward.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Record,
    act::{Advice, Refusal},
    arrangements::{AreaKind, Arrangements, Body, Competence},
    id::{BodyId, RuleId},
    meetings::Meeting,
    prose::{Prose, Words},
};

/// The reach of a decision, as it is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ScopeAsked {
    /// The competence of the arrangements under which it falls.
    pub competence: Option<RuleId>,
    /// At which level it is taken, and why there.
    pub level: Option<LevelAsked>,
    /// The body to which this is a recommendation; none: it is decided here.
    pub recommends_to: Option<BodyId>,
    /// By when partners are asked to answer, where it is referred to them.
    pub answers_by: Option<Date>,
}

/// The level at which something is decided, as it is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelAsked {
    /// The level.
    pub at: AreaKind,
    /// Why there (G07, para 15).
    pub why: Words,
}

/// The reach of a decision, as the book keeps it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Scope {
    /// The competence under which it falls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competence: Option<RuleId>,
    /// At which level it is taken, and why there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<DecisionLevel>,
    /// The body to which it is a recommendation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recommends_to: Option<BodyId>,
    /// By when partners are asked to answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answers_by: Option<Date>,
}

/// The level at which something is decided (G07, para 15).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionLevel {
    /// The level.
    pub at: AreaKind,
    /// Why there.
    pub why: Prose,
}

impl From<&LevelAsked> for DecisionLevel {
    fn from(asked: &LevelAsked) -> Self {
        Self {
            at: asked.at,
            why: Prose::from(&asked.why),
        }
    }
}

impl Scope {
    /// Whether nothing is said of it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn prose_mut(&mut self) -> impl Iterator<Item = &mut Prose> {
        self.level.iter_mut().map(|level| &mut level.why)
    }

    /// The competence under which it is decided; none when it only recommends.
    pub fn decides<'a>(&self, arrangements: &'a Arrangements) -> Option<&'a Competence> {
        let decided_here = self
            .competence
            .as_ref()
            .filter(|_| self.recommends_to.is_none());
        arrangements.competence(decided_here?)
    }
}

/// Why a body may not decide this.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutOfScope {
    /// No such competence.
    #[error("the arrangements know no competence {0}")]
    NoSuchCompetence(RuleId),
    /// It is another body's.
    #[error("{body} may not decide this: “{what}” is for {bodies}")]
    BeyondCompetence {
        /// The body that meets.
        body: String,
        /// What may be decided.
        what: String,
        /// The bodies that may, by name.
        bodies: String,
        /// The clause that says so.
        clause: Option<String>,
    },
    /// No such body.
    #[error("there is no body {0} on the day of the meeting")]
    NoSuchBody(BodyId),
    /// A body recommends nothing to itself.
    #[error("the body {0} is the one that meets")]
    ToItself(BodyId),
    /// Nobody is asked.
    #[error("no partner is asked to answer, so there is no day by which to")]
    NobodyIsAsked,
    /// The day is past.
    #[error("partners cannot be asked to answer by {0}, before the meeting")]
    BeforeTheMeeting(Date),
}

use OutOfScope::{
    BeforeTheMeeting, BeyondCompetence, NoSuchBody, NoSuchCompetence, NobodyIsAsked, ToItself,
};

impl Refusal for OutOfScope {
    fn advice(&self) -> Advice {
        match self {
            NoSuchCompetence(_) => Advice::new(
                "decisions/no-such-competence",
                "scope.competence",
                "Choose one that the arrangements in force on the day name.",
            ),
            BeyondCompetence { clause, .. } => Advice::new(
                "decisions/beyond-competence",
                "scope.competence",
                "Recommend it to a body that may, or forward the item there.",
            )
            .by(clause.as_deref()),
            NoSuchBody(_) => Advice::new(
                "decisions/no-such-body",
                "scope.recommends_to",
                "Choose a body of the arrangements in force on the day.",
            ),
            ToItself(_) => Advice::new(
                "decisions/recommends-to-itself",
                "scope.recommends_to",
                "Choose another body, or leave it out to decide here.",
            ),
            NobodyIsAsked => Advice::new(
                "decisions/nobody-is-asked",
                "scope.answers_by",
                "Leave the day out, or choose a competence that is referred to the partners.",
            ),
            BeforeTheMeeting(_) => Advice::new(
                "decisions/answers-before-the-meeting",
                "scope.answers_by",
                "Choose a day after the meeting.",
            ),
        }
    }
}

impl ScopeAsked {
    /// The reach of a decision of a meeting, if its body may decide it or only recommends it.
    pub(crate) fn at(&self, record: &Record, meeting: &Meeting) -> Result<Scope, OutOfScope> {
        if let Some(to) = &self.recommends_to {
            record.find_other_body(meeting, to)?;
        }
        if let Some(id) = &self.competence {
            let unknown = || NoSuchCompetence(id.clone());
            let (adoption, body) = record
                .structure
                .body(&meeting.body, meeting.date)
                .ok_or_else(unknown)?;
            let arrangements = &adoption.arrangements;
            let competence = arrangements.competence(id).ok_or_else(unknown)?;
            if self.recommends_to.is_none() && !body.may_decide(competence) {
                return Err(beyond(arrangements, body, competence));
            }
        }
        let scope = Scope {
            competence: self.competence.clone(),
            level: self.level.as_ref().map(DecisionLevel::from),
            recommends_to: self.recommends_to.clone(),
            answers_by: self.answers_by,
        };
        if let Some(by) = self.answers_by {
            let adoption = record.structure.in_force_or_first(meeting.date);
            let decides = adoption.and_then(|adoption| scope.decides(&adoption.arrangements));
            if !decides.is_some_and(|competence| competence.referred_to_partners) {
                return Err(NobodyIsAsked);
            }
            if by < meeting.date {
                return Err(BeforeTheMeeting(by));
            }
        }
        Ok(scope)
    }
}

fn beyond(arrangements: &Arrangements, body: &Body, competence: &Competence) -> OutOfScope {
    let name = |id: &BodyId| {
        let body = arrangements.body(id);
        body.map_or_else(|| id.to_string(), |body| body.short_name().to_owned())
    };
    let bodies: Vec<String> = competence.bodies.iter().map(name).collect();
    BeyondCompetence {
        body: body.short_name().to_owned(),
        what: competence.what.trim_end_matches('.').to_owned(),
        bodies: bodies.join(", "),
        clause: competence.clause.clone(),
    }
}

impl Record {
    /// Another body than the one that meets, in force on the day.
    pub(crate) fn find_other_body(
        &self,
        meeting: &Meeting,
        to: &BodyId,
    ) -> Result<&Body, OutOfScope> {
        if *to == meeting.body {
            return Err(ToItself(to.clone()));
        }
        let body = self.structure.body(to, meeting.date);
        body.map(|(_, body)| body)
            .filter(|body| {
                let begun = body.starts.is_none_or(|starts| starts <= meeting.date);
                begun && body.ends.is_none_or(|ends| meeting.date <= ends)
            })
            .ok_or_else(|| NoSuchBody(to.clone()))
    }
}
