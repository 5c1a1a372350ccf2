//! One decision, from the motion or the consensus to its dissents.

use std::{collections::BTreeMap, fmt};

use jiff::{Timestamp, civil::Date};

use super::{
    Accountability, Answered, Consent, Entry, Outcome, Position, Referral, Scope, Stated, Tally,
    Vote, Voter,
};
use crate::{
    LineNo,
    id::{BodyId, DecisionId, ItemNo, MeetingId, PartnerId, PersonId, SeatId},
    meetings::{InRoom, Meeting, QuorumStanding, Withdrawn},
    prose::Prose,
    structure::Structure,
};

/// How far a decision has come.
#[derive(Debug, Clone, PartialEq)]
pub enum Stage {
    /// Proposed, to be agreed by consensus.
    Proposed,
    /// Moved, waiting for a seconder.
    Moved,
    /// Moved and seconded.
    Seconded,
    /// Put to the vote.
    BeingVoted,
    /// Decided.
    Decided(Verdict),
}

/// What a decision came to.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Agreed by consensus.
    Consensus,
    /// Voted on.
    Vote {
        /// The count.
        tally: Tally,
        /// The chair's casting vote, where there was one.
        casting: Option<Vote>,
        /// What came of it.
        outcome: Outcome,
    },
    /// Not decided here: forwarded to a body that may.
    Forwarded {
        /// The body.
        to: BodyId,
    },
}

impl Verdict {
    /// Whether the body decided what the text says.
    pub fn agreed(&self) -> bool {
        match self {
            Self::Consensus | Self::Forwarded { .. } => true,
            Self::Vote { outcome, .. } => *outcome == Outcome::Carried,
        }
    }
}

/// A vote as it stands: the last that was cast for the voter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    /// The seat that cast it.
    pub seat: SeatId,
    /// How.
    pub vote: Vote,
    /// The line of the book.
    pub line: LineNo,
    /// When that line was written.
    pub at: Timestamp,
    /// How often it was changed.
    pub changes: u32,
}

/// A dissent, by name, on request (G07, para 23).
#[derive(Debug, Clone, PartialEq)]
pub struct Dissent {
    /// The seat.
    pub seat: SeatId,
    /// Who.
    pub person: PersonId,
    /// What they said, where they wished it recorded.
    pub words: Option<Prose>,
    /// The line of the book.
    pub line: LineNo,
}

/// A further report that the chair asked for on a tie (G07, para 21).
#[derive(Debug, Clone, PartialEq)]
pub struct FurtherReport {
    /// The partner or body that is to write it.
    pub from: Option<PartnerId>,
    /// What it is to say.
    pub what: Prose,
    /// By when.
    pub by: Option<Date>,
    /// The line of the book.
    pub line: LineNo,
}

/// The ruling of a quorate meeting on what was agreed without a quorum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ratification {
    /// The meeting.
    pub meeting: MeetingId,
    /// Under which item.
    pub item: ItemNo,
    /// Whether it agreed.
    pub agreed: bool,
    /// How many were present.
    pub quorum: QuorumStanding,
    /// The decision of that meeting which settled it, where one was recorded.
    pub settled_by: Option<DecisionId>,
    /// The line of the book.
    pub line: LineNo,
}

/// The lines of the book that made a decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Lines {
    /// Proposed, moved, or agreed.
    pub begun: LineNo,
    /// Proposed.
    pub proposed: Option<LineNo>,
    /// Moved.
    pub moved: Option<LineNo>,
    /// Seconded.
    pub seconded: Option<LineNo>,
    /// Put to the vote.
    pub put: Option<LineNo>,
    /// Decided.
    pub decided: Option<LineNo>,
}

/// One motion or decision, as the book says.
#[derive(Debug, Clone)]
pub struct Decision {
    /// Its name.
    pub id: DecisionId,
    /// The meeting.
    pub meeting: MeetingId,
    /// The item.
    pub item: ItemNo,
    /// What is decided.
    pub text: Prose,
    /// How far it has come.
    pub stage: Stage,
    /// Who moved it.
    pub mover: Option<SeatId>,
    /// Who seconded it.
    pub seconder: Option<SeatId>,
    /// Why consensus was not reached.
    pub last_resort: Option<Prose>,
    /// The seats whose objections stood when it was put to the vote.
    pub objections: Vec<SeatId>,
    /// Under which competence it falls, at which level, and to whom it is a recommendation.
    pub scope: Scope,
    /// Where members stand on the proposal.
    pub positions: BTreeMap<SeatId, Stated>,
    /// Earlier words of the proposal, with the line that put others in their place.
    pub earlier: Vec<(LineNo, Prose)>,
    /// Its referral to the partners, where it was referred.
    pub referral: Option<Referral>,
    /// The accountable body's agreement, where it is asked for.
    pub accountable: Option<Accountability>,
    /// Votes as they stand.
    pub ballots: BTreeMap<Voter, Ballot>,
    /// Who was in the room when it was decided.
    pub room: BTreeMap<SeatId, InRoom>,
    /// Who was out of the room then for an interest.
    pub withdrawn: BTreeMap<SeatId, Withdrawn>,
    /// Arrangements and appointments as the book stood when it was decided: what is adopted or
    /// appointed later, even for an earlier day, does not change why it stands.
    pub structure: AsDecided,
    /// Whether enough were present when it was decided.
    pub quorum: Option<QuorumStanding>,
    /// Dissents.
    pub dissents: Vec<Dissent>,
    /// The further report that was asked for, on a tie.
    pub further_report: Option<FurtherReport>,
    /// The ruling on it, where it was agreed without a quorum.
    pub ratification: Option<Ratification>,
    /// The lines of the book.
    pub lines: Lines,
}

impl Decision {
    pub(super) fn begun(
        id: &DecisionId,
        meeting: &MeetingId,
        item: ItemNo,
        text: &Prose,
        line: LineNo,
    ) -> Self {
        Self {
            id: id.clone(),
            meeting: meeting.clone(),
            item,
            text: text.clone(),
            stage: Stage::Moved,
            mover: None,
            seconder: None,
            last_resort: None,
            objections: Vec::new(),
            scope: Scope::default(),
            positions: BTreeMap::new(),
            earlier: Vec::new(),
            referral: None,
            accountable: None,
            ballots: BTreeMap::new(),
            room: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            structure: AsDecided::default(),
            quorum: None,
            dissents: Vec::new(),
            further_report: None,
            ratification: None,
            lines: Lines {
                begun: line,
                ..Lines::default()
            },
        }
    }

    /// What it came to, once it is decided.
    pub fn verdict(&self) -> Option<&Verdict> {
        match &self.stage {
            Stage::Decided(verdict) => Some(verdict),
            Stage::Proposed | Stage::Moved | Stage::Seconded | Stage::BeingVoted => None,
        }
    }

    /// Whether votes may be cast.
    pub fn being_voted(&self) -> bool {
        self.stage == Stage::BeingVoted
    }

    /// The body to which the item was forwarded, where it was.
    pub fn forwarded_to(&self) -> Option<&BodyId> {
        match &self.stage {
            Stage::Decided(Verdict::Forwarded { to }) => Some(to),
            _ => None,
        }
    }

    /// The seats that object to the proposal.
    pub fn objectors(&self) -> impl Iterator<Item = &SeatId> {
        self.at(Position::Object)
    }

    /// The seats that take a position on the proposal.
    pub fn at(&self, position: Position) -> impl Iterator<Item = &SeatId> {
        let taken = self.positions.iter();
        taken.filter_map(move |(seat, stated)| (stated.position == position).then_some(seat))
    }

    /// Whether it waits for partners to answer, or for the accountable body.
    pub fn waits(&self) -> bool {
        let asked = self.accountable.as_ref();
        self.referral
            .as_ref()
            .is_some_and(|referral| !referral.complete())
            || asked.is_some_and(|asked| asked.consent.is_none())
    }

    /// Whether it was agreed without a quorum, so that it stands only once it is ratified.
    pub fn for_ratification(&self) -> bool {
        let decided = self.verdict().filter(|_| self.forwarded_to().is_none());
        let agreed = decided.is_some_and(Verdict::agreed);
        agreed && self.quorum.is_some_and(|quorum| !quorum.quorate())
    }

    /// Whether it was agreed without a quorum and no quorate meeting has ruled on it.
    pub fn awaits_ratification(&self) -> bool {
        self.for_ratification() && self.ratification.is_none()
    }

    /// Whether it was voted on, and as many were for as against.
    pub fn tied(&self) -> bool {
        let tied = |verdict: &Verdict| matches!(verdict, Verdict::Vote { outcome, .. } if *outcome == Outcome::Tied);
        self.verdict().is_some_and(tied)
    }

    pub(super) fn apply(
        &mut self,
        line: LineNo,
        at: Timestamp,
        meeting: Option<&Meeting>,
        structure: &Structure,
        entry: &Entry,
    ) {
        if matches!(
            entry,
            Entry::AgreedByConsensus { .. }
                | Entry::VoteClosed { .. }
                | Entry::ItemForwarded { .. }
        ) {
            self.structure = AsDecided(structure.clone());
        }
        match entry {
            Entry::MotionMoved {
                mover, text, scope, ..
            } => {
                self.mover = Some(mover.clone());
                self.text = text.clone();
                self.scope = scope.clone();
                self.lines.moved = Some(line);
                self.stage = Stage::Moved;
            }
            Entry::MotionSeconded { seconder, .. } => {
                self.seconder = Some(seconder.clone());
                self.lines.seconded = Some(line);
                self.stage = Stage::Seconded;
            }
            Entry::PutToVote {
                last_resort,
                objections,
                ..
            } => {
                self.last_resort = last_resort.clone();
                self.objections = objections.clone();
                self.lines.put = Some(line);
                self.stage = Stage::BeingVoted;
            }
            Entry::VoteCast {
                seat, voter, vote, ..
            } => {
                let changes = self
                    .ballots
                    .get(voter)
                    .map_or(0, |ballot| ballot.changes + 1);
                let ballot = Ballot {
                    seat: seat.clone(),
                    vote: *vote,
                    line,
                    at,
                    changes,
                };
                self.ballots.insert(voter.clone(), ballot);
            }
            Entry::AgreedByConsensus {
                quorum,
                text,
                scope,
                ..
            } => {
                self.text = text.clone();
                self.scope = scope.clone();
                self.decide(line, meeting, *quorum, Verdict::Consensus);
            }
            Entry::VoteClosed {
                tally,
                quorum,
                casting,
                outcome,
                ..
            } => {
                let verdict = Verdict::Vote {
                    tally: *tally,
                    casting: *casting,
                    outcome: *outcome,
                };
                self.decide(line, meeting, *quorum, verdict);
            }
            Entry::DissentRecorded {
                seat,
                person,
                words,
                ..
            } => {
                self.dissents.push(Dissent {
                    seat: seat.clone(),
                    person: *person,
                    words: words.clone(),
                    line,
                });
            }
            Entry::ProposalMade { .. }
            | Entry::ProposalAmended { .. }
            | Entry::PositionStated { .. }
            | Entry::ItemForwarded { .. } => self.take_proposal(line, meeting, entry),
            Entry::ReferredToPartners { .. }
            | Entry::ReferralAnswered { .. }
            | Entry::AccountableBodyAnswered { .. } => self.take_answer(line, entry),
            Entry::FurtherReportAsked { from, what, by, .. } => {
                self.further_report = Some(FurtherReport {
                    from: from.clone(),
                    what: what.clone(),
                    by: *by,
                    line,
                });
            }
            Entry::Ratified {
                meeting,
                item,
                agreed,
                quorum,
                settled_by,
                ..
            } => {
                self.ratification = Some(Ratification {
                    meeting: meeting.clone(),
                    item: *item,
                    agreed: *agreed,
                    quorum: *quorum,
                    settled_by: settled_by.clone(),
                    line,
                });
            }
        }
    }

    /// Takes in what is said of a proposal, or that its item goes elsewhere.
    fn take_proposal(&mut self, line: LineNo, meeting: Option<&Meeting>, entry: &Entry) {
        match entry {
            Entry::ProposalMade { scope, .. } => {
                self.scope = scope.clone();
                self.lines.proposed = Some(line);
                self.stage = Stage::Proposed;
            }
            Entry::ProposalAmended { text, .. } => {
                let earlier = std::mem::replace(&mut self.text, text.clone());
                self.earlier.push((line, earlier));
                self.positions.clear();
            }
            Entry::PositionStated {
                seat,
                person,
                position,
                mandate,
                words,
                ..
            } => {
                let before = self.positions.get(seat);
                let stated = Stated {
                    person: *person,
                    position: *position,
                    mandate: *mandate,
                    words: words.clone(),
                    line,
                    changes: before.map_or(0, |before| before.changes + 1),
                };
                self.positions.insert(seat.clone(), stated);
            }
            Entry::ItemForwarded { to, quorum, .. } => {
                self.decide(
                    line,
                    meeting,
                    *quorum,
                    Verdict::Forwarded { to: to.clone() },
                );
            }
            _ => {}
        }
    }

    /// Takes in what the partners or the accountable body are asked and answer.
    fn take_answer(&mut self, line: LineNo, entry: &Entry) {
        match entry {
            Entry::ReferredToPartners { partners, due, .. } => {
                self.referral = Some(Referral {
                    partners: partners.iter().map(|it| (it.clone(), None)).collect(),
                    due: *due,
                    line,
                });
            }
            Entry::ReferralAnswered {
                partner,
                answer,
                on,
                by,
                conditions,
                ..
            } => {
                let referral = self.referral.as_mut();
                let asked = referral.and_then(|referral| referral.partners.get_mut(partner));
                if let Some(asked) = asked {
                    *asked = Some(Answered {
                        answer: *answer,
                        on: *on,
                        by: by.clone(),
                        conditions: conditions.clone(),
                        line,
                        changes: asked.as_ref().map_or(0, |before| before.changes + 1),
                    });
                }
            }
            Entry::AccountableBodyAnswered {
                agrees,
                on,
                by,
                words,
                ..
            } => {
                if let Some(accountable) = &mut self.accountable {
                    accountable.consent = Some(Consent {
                        agrees: *agrees,
                        on: *on,
                        by: by.clone(),
                        words: words.clone(),
                        line,
                    });
                }
            }
            _ => {}
        }
    }

    /// Whose agreement a decision on money waits for, by the arrangements as it was decided.
    fn ask_accountable_body(&self, meeting: &Meeting) -> Option<Accountability> {
        let adoption = self.structure.0.in_force_or_first(meeting.date)?;
        let competence = self.scope.decides(&adoption.arrangements)?;
        competence.accountable_body_agrees.then(|| Accountability {
            partner: adoption.arrangements.partnership.accountable_body.clone(),
            consent: None,
        })
    }

    fn decide(
        &mut self,
        line: LineNo,
        meeting: Option<&Meeting>,
        quorum: QuorumStanding,
        verdict: Verdict,
    ) {
        if let Some(meeting) = meeting {
            self.room = meeting.room.clone();
            self.withdrawn = meeting.withdrawn.clone();
        }
        self.quorum = Some(quorum);
        self.lines.decided = Some(line);
        if verdict.agreed() {
            self.accountable = meeting.and_then(|meeting| self.ask_accountable_body(meeting));
        }
        self.stage = Stage::Decided(verdict);
    }
}

/// The structure as the book stood when something was decided. It shares everything with the
/// structure of its day, so keeping it costs next to nothing.
#[derive(Clone, Default)]
pub struct AsDecided(pub(crate) Structure);

impl fmt::Debug for AsDecided {
    /// Short: what it holds is shown with the structure itself.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "AsDecided(arrangements of line {})",
            self.0.adoptions().next_back().map_or(0, |last| last.line)
        )
    }
}
