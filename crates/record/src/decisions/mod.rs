//! Decisions: agreed by consensus, or moved, seconded, put and voted.
//!
//! What a decision rests on is kept with it: who was in the room at that moment, the quorum, the
//! count. `certificate` says why it stands, clause by clause.

mod agree_by_consensus;
mod amend_proposal;
mod answer_referral;
mod ask_for_further_report;
mod ballot;
mod cast_vote;
mod certificate;
mod close_vote;
mod decision;
mod following;
mod forward;
mod move_motion;
mod position;
mod propose;
mod put_to_vote;
mod ratify;
mod record_agreement;
mod record_dissent;
mod register;
mod scope;
mod second_motion;
mod state_position;
mod table_report;
mod tally;
mod unproposed;

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

pub use agree_by_consensus::{AgreeByConsensus, AgreeByConsensusRefused};
pub use amend_proposal::{AmendProposal, AmendProposalRefused};
pub use answer_referral::{AnswerReferral, AnswerReferralRefused, Unanswerable};
pub use ask_for_further_report::{AskForFurtherReport, AskForFurtherReportRefused};
pub(crate) use ballot::{Question, voter_by};
pub use ballot::{Unvotable, Voter, entitled, present, voter_of};
pub use cast_vote::{CastVote, CastVoteRefused};
pub use certificate::{BallotFact, Certificate, Method, PositionFact, SeatFact};
pub use close_vote::{CloseVote, CloseVoteRefused};
pub use decision::{
    AsDecided, Ballot, Decision, Dissent, FurtherReport, Lines, Ratification, Stage, Verdict,
};
pub use forward::{Forward, ForwardRefused};
pub use move_motion::{MoveMotion, MoveMotionRefused};
pub use position::{
    Accountability, Answered, Certified, Consent, PartnersAnswer, Position, Referral, Stated,
};
pub use propose::{Propose, ProposeRefused};
pub use put_to_vote::{PutToVote, PutToVoteRefused};
pub use ratify::{Ratify, RatifyRefused};
pub use record_agreement::{RecordAgreement, RecordAgreementRefused};
pub use record_dissent::{RecordDissent, RecordDissentRefused};
pub use register::{Facet, Register, Registered, Wanted, rows, words_of};
pub use scope::{DecisionLevel, LevelAsked, OutOfScope, Scope, ScopeAsked};
pub use second_motion::{SecondMotion, SecondMotionRefused};
pub use state_position::{StatePosition, StatePositionRefused};
pub use table_report::{TableReport, TableReportRefused, presents};
pub use tally::{Outcome, Tally, Vote, count, rule_on};
pub use unproposed::Unproposed;

use crate::{
    LineNo,
    act::ActKind,
    id::{BodyId, DecisionId, ItemNo, MeetingId, PartnerId, PersonId, SeatId},
    meetings::{Meetings, QuorumStanding},
    prose::Prose,
    structure::Structure,
};

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<AgreeByConsensus>(),
        ActKind::of::<MoveMotion>(),
        ActKind::of::<SecondMotion>(),
        ActKind::of::<PutToVote>(),
        ActKind::of::<CastVote>(),
        ActKind::of::<CloseVote>(),
        ActKind::of::<RecordDissent>(),
        ActKind::of::<Propose>(),
        ActKind::of::<StatePosition>(),
        ActKind::of::<AmendProposal>(),
        ActKind::of::<Forward>(),
        ActKind::of::<AnswerReferral>(),
        ActKind::of::<RecordAgreement>(),
        ActKind::of::<TableReport>(),
        ActKind::of::<AskForFurtherReport>(),
        ActKind::of::<Ratify>(),
    ]
}

/// Of motions, votes and decisions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// Something was agreed by consensus.
    AgreedByConsensus {
        /// The decision.
        decision: DecisionId,
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// What was agreed.
        text: Prose,
        /// Under which competence it falls, at which level, and to whom it is a recommendation.
        #[serde(default, skip_serializing_if = "Scope::is_empty")]
        scope: Scope,
        /// Whether enough were present.
        quorum: QuorumStanding,
    },
    /// A motion was moved.
    MotionMoved {
        /// The decision that it leads to.
        decision: DecisionId,
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The seat that moved it.
        mover: SeatId,
        /// The motion.
        text: Prose,
        /// Under which competence it falls, at which level, and to whom it is a recommendation.
        #[serde(default, skip_serializing_if = "Scope::is_empty")]
        scope: Scope,
    },
    /// The motion was seconded.
    MotionSeconded {
        /// The motion.
        decision: DecisionId,
        /// The seat that seconded it.
        seconder: SeatId,
    },
    /// The motion was put to the vote.
    PutToVote {
        /// The motion.
        decision: DecisionId,
        /// Why consensus was not reached, where a vote is a last resort.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        last_resort: Option<Prose>,
        /// The seats whose objections stood, where it was a proposal first.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        objections: Vec<SeatId>,
    },
    /// A vote was cast.
    VoteCast {
        /// The motion.
        decision: DecisionId,
        /// The seat that cast it.
        seat: SeatId,
        /// Whose vote it is.
        voter: Voter,
        /// How.
        vote: Vote,
    },
    /// The vote was closed and counted.
    VoteClosed {
        /// The motion.
        decision: DecisionId,
        /// The count.
        tally: Tally,
        /// Whether enough were present.
        quorum: QuorumStanding,
        /// The chair's casting vote, where there was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        casting: Option<Vote>,
        /// What came of it.
        outcome: Outcome,
    },
    /// Someone asked to have their dissent recorded.
    DissentRecorded {
        /// The decision.
        decision: DecisionId,
        /// The seat for which they spoke.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// What they said, where they wished it recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
    },
    /// A proposal was put before a meeting.
    ProposalMade {
        /// The decision that it leads to.
        decision: DecisionId,
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// What is proposed.
        text: Prose,
        /// Under which competence it falls, at which level, and to whom it is a recommendation.
        #[serde(default, skip_serializing_if = "Scope::is_empty")]
        scope: Scope,
    },
    /// The words of a proposal were changed; where members stand is asked afresh.
    ProposalAmended {
        /// The proposal.
        decision: DecisionId,
        /// What is proposed now.
        text: Prose,
    },
    /// Someone said where they stand on a proposal.
    PositionStated {
        /// The proposal.
        decision: DecisionId,
        /// The seat for which they spoke.
        seat: SeatId,
        /// Who.
        person: PersonId,
        /// Where they stand.
        position: Position,
        /// On what power they speak, where they were asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mandate: Option<Certified>,
        /// What they said, where they wished it recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
    },
    /// An item was forwarded to a body that may decide it.
    ItemForwarded {
        /// The decision to forward it.
        decision: DecisionId,
        /// The meeting.
        meeting: MeetingId,
        /// The item.
        item: ItemNo,
        /// The body.
        to: BodyId,
        /// Why it was not decided here.
        why: Prose,
        /// How many were present.
        quorum: QuorumStanding,
    },
    /// A decision was referred to the governing bodies of the partners.
    ReferredToPartners {
        /// The decision.
        decision: DecisionId,
        /// The partners.
        partners: Vec<PartnerId>,
        /// By when they are asked to answer, where a day is set.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Date>,
    },
    /// A partner's governing body answered.
    ReferralAnswered {
        /// The decision.
        decision: DecisionId,
        /// The partner.
        partner: PartnerId,
        /// What it answered.
        answer: PartnersAnswer,
        /// On which day.
        on: Date,
        /// Who gave the answer.
        by: Prose,
        /// On what conditions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        conditions: Option<Prose>,
    },
    /// The accountable body said whether it agrees.
    AccountableBodyAnswered {
        /// The decision.
        decision: DecisionId,
        /// The accountable body.
        partner: PartnerId,
        /// Whether it agrees.
        agrees: bool,
        /// On which day.
        on: Date,
        /// Who said so for it.
        by: Prose,
        /// What was said, where it is recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        words: Option<Prose>,
    },
    /// On a tie, the chair asked for a further report.
    FurtherReportAsked {
        /// The motion on which the vote was tied.
        decision: DecisionId,
        /// The partner or body that is to write it, where one was named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<PartnerId>,
        /// What it is to say.
        what: Prose,
        /// By when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        by: Option<Date>,
    },
    /// A quorate meeting ruled on what had been agreed without a quorum.
    Ratified {
        /// The decision that waited.
        decision: DecisionId,
        /// The meeting that ruled on it.
        meeting: MeetingId,
        /// Under which item.
        item: ItemNo,
        /// Whether it agreed.
        agreed: bool,
        /// How many were present.
        quorum: QuorumStanding,
        /// The decision of that meeting which settled it, where one was recorded.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        settled_by: Option<DecisionId>,
    },
}

impl Entry {
    /// The decision that it speaks of.
    pub fn decision(&self) -> &DecisionId {
        match self {
            Self::AgreedByConsensus { decision, .. }
            | Self::MotionMoved { decision, .. }
            | Self::MotionSeconded { decision, .. }
            | Self::PutToVote { decision, .. }
            | Self::VoteCast { decision, .. }
            | Self::VoteClosed { decision, .. }
            | Self::DissentRecorded { decision, .. }
            | Self::ProposalMade { decision, .. }
            | Self::ProposalAmended { decision, .. }
            | Self::PositionStated { decision, .. }
            | Self::ItemForwarded { decision, .. }
            | Self::ReferredToPartners { decision, .. }
            | Self::ReferralAnswered { decision, .. }
            | Self::AccountableBodyAnswered { decision, .. }
            | Self::FurtherReportAsked { decision, .. }
            | Self::Ratified { decision, .. } => decision,
        }
    }

    /// The meeting at which it happened.
    pub fn meeting(&self, decisions: &Decisions) -> Option<MeetingId> {
        if let Self::Ratified { meeting, .. } = self {
            return Some(meeting.clone());
        }
        decisions
            .get(self.decision())
            .map(|decision| decision.meeting.clone())
    }

    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::AgreedByConsensus { text, scope, .. }
            | Self::MotionMoved { text, scope, .. }
            | Self::ProposalMade { text, scope, .. } => {
                std::iter::once(text).chain(scope.prose_mut()).collect()
            }
            Self::ProposalAmended { text, .. }
            | Self::ItemForwarded { why: text, .. }
            | Self::FurtherReportAsked { what: text, .. } => vec![text],
            Self::PutToVote {
                last_resort: words, ..
            }
            | Self::DissentRecorded { words, .. }
            | Self::PositionStated { words, .. } => words.iter_mut().collect(),
            Self::ReferralAnswered {
                by,
                conditions: words,
                ..
            }
            | Self::AccountableBodyAnswered { by, words, .. } => {
                std::iter::once(by).chain(words.iter_mut()).collect()
            }
            Self::MotionSeconded { .. }
            | Self::VoteCast { .. }
            | Self::VoteClosed { .. }
            | Self::ReferredToPartners { .. }
            | Self::Ratified { .. } => Vec::new(),
        }
    }
}

/// Every motion and decision, as the book says.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    decisions: OrdMap<DecisionId, Arc<Decision>>,
    by_meeting: OrdMap<MeetingId, imbl::Vector<DecisionId>>,
    for_ratification: OrdSet<DecisionId>,
    waiting: OrdSet<DecisionId>,
}

impl Decisions {
    /// Takes in an entry; who is in the room at that moment is read from the meetings, and who
    /// holds which seat from the structure.
    pub(crate) fn apply(
        &mut self,
        line: LineNo,
        at: Timestamp,
        meetings: &Meetings,
        structure: &Structure,
        entry: &Entry,
    ) {
        if let Entry::AgreedByConsensus {
            decision: id,
            meeting,
            item,
            text,
            ..
        }
        | Entry::MotionMoved {
            decision: id,
            meeting,
            item,
            text,
            ..
        }
        | Entry::ProposalMade {
            decision: id,
            meeting,
            item,
            text,
            ..
        }
        | Entry::ItemForwarded {
            decision: id,
            meeting,
            item,
            why: text,
            ..
        } = entry
            && !self.decisions.contains_key(id)
        {
            let decision = Decision::begun(id, meeting, *item, text, line);
            self.decisions.insert(id.clone(), Arc::new(decision));
            self.by_meeting
                .entry(meeting.clone())
                .or_default()
                .push_back(id.clone());
        }
        if let Some(decision) = self.decisions.get_mut(entry.decision()) {
            let decision = Arc::make_mut(decision);
            let meeting = meetings.get(&decision.meeting);
            decision.apply(line, at, meeting, structure, entry);
            if decision.awaits_ratification() {
                self.for_ratification.insert(decision.id.clone());
            } else {
                self.for_ratification.remove(&decision.id);
            }
            if decision.waits() {
                self.waiting.insert(decision.id.clone());
            } else {
                self.waiting.remove(&decision.id);
            }
        }
    }

    /// Takes in that someone withdrew for an item: what they voted on an open motion under it falls,
    /// and where they stood on a proposal.
    pub(crate) fn withdraw(&mut self, meeting: &MeetingId, item: ItemNo, seat: &SeatId) {
        let motions = self.by_meeting.get(meeting).into_iter().flatten();
        for id in motions.cloned().collect::<Vec<_>>() {
            let open = self.get(&id);
            let undecided = |it: &Decision| it.being_voted() || it.stage == Stage::Proposed;
            if open.is_some_and(|motion| undecided(motion) && motion.item == item)
                && let Some(motion) = self.decisions.get_mut(&id)
            {
                let motion = Arc::make_mut(motion);
                motion.ballots.retain(|_, ballot| ballot.seat != *seat);
                if motion.stage == Stage::Proposed {
                    motion.positions.remove(seat);
                }
            }
        }
    }

    /// The decision of that name.
    pub fn get(&self, id: &DecisionId) -> Option<&Decision> {
        self.decisions.get(id).map(|decision| &**decision)
    }

    /// Every motion and decision.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Decision> {
        self.decisions.values().map(|decision| &**decision)
    }

    /// Decisions that were agreed without a quorum and wait to be ratified.
    pub fn for_ratification(&self) -> impl Iterator<Item = &Decision> {
        self.for_ratification.iter().filter_map(|id| self.get(id))
    }

    /// Decisions that wait for partners or for the accountable body.
    pub fn waiting(&self) -> impl Iterator<Item = &Decision> {
        self.waiting.iter().filter_map(|id| self.get(id))
    }

    /// The motions and decisions of a meeting, in the order in which they began.
    pub fn of_meeting(&self, meeting: &MeetingId) -> impl DoubleEndedIterator<Item = &Decision> {
        self.by_meeting
            .get(meeting)
            .into_iter()
            .flatten()
            .filter_map(|id| self.get(id))
    }

    /// The name for the next decision under an item.
    pub(crate) fn next_id(&self, meeting: &MeetingId, item: ItemNo) -> DecisionId {
        let under = self
            .of_meeting(meeting)
            .filter(|decision| decision.item == item)
            .count();
        DecisionId::of(meeting, item, under + 1)
    }
}
