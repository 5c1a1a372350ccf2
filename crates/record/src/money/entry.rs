//! What the book says of money.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Pence, PostingNo};
use crate::{
    arrangements::StreamKind,
    id::{
        AllocationId, DecisionId, ExpectedId, OutcomeId, PartnerId, PersonId, ReleaseId, RuleId,
        SeatId, StreamId,
    },
    meetings::PaperHash,
    plan::Period,
    prose::{Prose, Title},
};

/// Of money: streams, allocations, returns, releases and what comes back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Entry {
    /// A stream of money was opened.
    StreamOpened {
        /// Its name.
        stream: StreamId,
        /// What it says.
        says: Box<StreamSays>,
    },
    /// The award of a stream was changed.
    AwardChanged {
        /// The stream.
        stream: StreamId,
        /// What it is now.
        pence: Pence,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
    },
    /// Money was allocated to a partner.
    Allocated {
        /// The name of the allocation.
        allocation: AllocationId,
        /// What it says.
        says: Box<AllocationSays>,
    },
    /// Less is allocated than was.
    AllocationReduced {
        /// The allocation.
        allocation: AllocationId,
        /// By how much.
        pence: Pence,
        /// Why.
        why: Prose,
        /// The decision.
        decision: DecisionId,
        /// On which day.
        on: Date,
    },
    /// A partner's funding agreement was signed (G07, assurance arrangements).
    FundingAgreementSigned {
        /// The partner.
        partner: PartnerId,
        /// For which financial year.
        year: Period,
        /// Who signed.
        by: Officer,
        /// What was undertaken: the numbers of the undertakings in the arrangements, from 1.
        undertakings: Vec<u16>,
        /// The document, where it was handed in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<PaperHash>,
        /// On which day.
        on: Date,
    },
    /// An instalment of a stream was received.
    InstalmentReceived {
        /// The stream.
        stream: StreamId,
        /// The month that it is for.
        month: Period,
        /// How much.
        pence: Pence,
        /// The reference on the statement.
        reference: Title,
        /// Who authorised it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        authorised_by: Option<Prose>,
        /// On which day it came in.
        on: Date,
    },
    /// A partner handed in its return for a month.
    ReturnMade(Box<ReturnSays>),
    /// A return was accepted: what it says was spent is spent.
    ReturnAccepted {
        /// The partner.
        partner: PartnerId,
        /// The month.
        month: Period,
        /// Which of its returns for the month, from 1.
        version: u16,
        /// On which day.
        on: Date,
    },
    /// A return was sent back.
    ReturnSentBack {
        /// The partner.
        partner: PartnerId,
        /// The month.
        month: Period,
        /// Which of its returns for the month, from 1.
        version: u16,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
    },
    /// An accepted return was reopened: what it says was spent is not spent any more.
    ReturnReopened {
        /// The partner.
        partner: PartnerId,
        /// The month.
        month: Period,
        /// Which of its returns for the month, from 1.
        version: u16,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
    },
    /// An assurance statement was given.
    AssuranceGiven {
        /// The partner that gives it.
        partner: PartnerId,
        /// For which financial year.
        year: Period,
        /// Who signed.
        by: Prose,
        /// In which office.
        office: AssuranceOffice,
        /// What it says.
        words: Prose,
        /// The document, where it was handed in.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<PaperHash>,
        /// To whom, where the accountable body gives it to whoever gave the money.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Title>,
        /// On which day.
        on: Date,
    },
    /// A partner's assurance statement was judged.
    AssuranceJudged {
        /// The partner.
        partner: PartnerId,
        /// The financial year.
        year: Period,
        /// Whether it will do.
        satisfactory: bool,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
    },
    /// A release was proposed.
    ReleaseProposed {
        /// Its name.
        release: ReleaseId,
        /// The allocation.
        allocation: AllocationId,
        /// The month that it is for.
        month: Period,
        /// How much.
        pence: Pence,
        /// Who proposed it.
        person: PersonId,
        /// For which organisation.
        organisation: PartnerId,
        /// On which day.
        on: Date,
    },
    /// A release was approved by a second person of another organisation, and so made.
    ReleaseApproved {
        /// The release.
        release: ReleaseId,
        /// Who approved it.
        person: PersonId,
        /// For which organisation.
        organisation: PartnerId,
        /// From which seat.
        seat: SeatId,
        /// On which day.
        on: Date,
    },
    /// A release was declined, or taken back by those who proposed it.
    ReleaseDeclined {
        /// The release.
        release: ReleaseId,
        /// From which seat; none: it was taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seat: Option<SeatId>,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
    },
    /// What was spent was found to be ineligible, and has to come back.
    SpendingFoundIneligible {
        /// The allocation.
        allocation: AllocationId,
        /// How much of it.
        pence: Pence,
        /// Why.
        why: Prose,
        /// By when it has to come back.
        due: Date,
        /// On which day.
        on: Date,
    },
    /// What was not spent was demanded back.
    UnspentDemanded {
        /// The allocation.
        allocation: AllocationId,
        /// How much.
        pence: Pence,
        /// Why.
        why: Prose,
        /// By when it has to come back.
        due: Date,
        /// On which day.
        on: Date,
    },
    /// A partner returned money that was demanded back.
    MoneyReturned {
        /// The allocation.
        allocation: AllocationId,
        /// How much.
        pence: Pence,
        /// The reference on the statement.
        reference: Title,
        /// On which day.
        on: Date,
    },
    /// Money was repaid to whoever gave it.
    RepaidToGiver {
        /// The stream.
        stream: StreamId,
        /// How much.
        pence: Pence,
        /// The reference on the statement.
        reference: Title,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
    },
    /// A posting was undone by its opposite.
    PostingReversed {
        /// The posting.
        posting: PostingNo,
        /// Why.
        why: Prose,
        /// On which day.
        on: Date,
    },
    /// A financial year was closed: what was not spent is demanded back.
    YearClosed {
        /// The year.
        year: Period,
        /// What is demanded back.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        unspent: Vec<Unspent>,
        /// By when it has to come back.
        due: Date,
        /// On which day.
        on: Date,
    },
    /// Funding is expected to be pooled later, or what is known of it changed.
    FundingExpected {
        /// Its name.
        expected: ExpectedId,
        /// What is known of it.
        says: Box<ExpectedSays>,
    },
    /// The financial controls were amended.
    ControlsAmended {
        /// The number of the version, from 1.
        version: u16,
        /// By whom.
        by: PartnerId,
        /// From which day they hold.
        from: Date,
        /// What they say.
        says: Prose,
    },
    /// Something was said about how the money of a month goes.
    MoneyCommented {
        /// What it is about.
        about: MoneyAbout,
        /// The month.
        month: Period,
        /// What was said.
        words: Prose,
        /// On which day.
        on: Date,
    },
}

/// What a stream says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StreamSays {
    /// What it is called.
    pub title: Title,
    /// The block of the agreement.
    pub block: RuleId,
    /// The financial year.
    pub year: Period,
    /// Grant or contribution, capital or revenue, or aligned.
    pub sort: StreamKind,
    /// Who gives it, in words.
    pub giver: Title,
    /// The partner that gives it, where it is one; for aligned money the partner that keeps it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<PartnerId>,
    /// How much is awarded.
    pub pence: Pence,
    /// What the giver asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<Prose>,
    /// The outcomes that it is for; none in particular when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outcomes: Vec<OutcomeId>,
    /// On which day it was opened.
    pub on: Date,
}

/// What an allocation says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AllocationSays {
    /// The stream.
    pub stream: StreamId,
    /// The partner.
    pub partner: PartnerId,
    /// The outcomes that it is for.
    pub outcomes: Vec<OutcomeId>,
    /// How much.
    pub pence: Pence,
    /// What it is for.
    pub purpose: Prose,
    /// The decision that allocated it.
    pub decision: DecisionId,
    /// What is meant to be spent in each month of the year, first to last; in equal parts when empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profile: Vec<Pence>,
    /// On which day.
    pub on: Date,
}

/// An officer who signs for an organisation: what they are called, and their office.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Officer {
    /// Their name.
    pub name: Prose,
    /// Their office, such as “Head of Finance”.
    pub office: Title,
}

/// The office in which an assurance statement is given (G07, assurance arrangements).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AssuranceOffice {
    /// Chief executive.
    ChiefExecutive,
    /// Chief finance officer.
    ChiefFinanceOfficer,
}

impl AssuranceOffice {
    /// The words for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ChiefExecutive => "Chief Executive",
            Self::ChiefFinanceOfficer => "Chief Finance Officer",
        }
    }
}

/// What a return says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnSays {
    /// The partner.
    pub partner: PartnerId,
    /// The month.
    pub month: Period,
    /// Which of its returns for the month it is, from 1.
    pub version: u16,
    /// Each allocation of the partner.
    pub lines: Vec<ReturnLine>,
    /// Aligned money, which is only watched.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aligned: Vec<AlignedLine>,
    /// What was confirmed: the numbers of the confirmations in the arrangements, from 1.
    pub confirmations: Vec<u16>,
    /// Who confirmed it.
    pub by: Officer,
    /// Whether the secretariat handed it in for the partner.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub on_behalf: bool,
    /// On which day it was handed in.
    pub on: Date,
}

/// What a return says of an allocation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReturnLine {
    /// The allocation.
    pub allocation: AllocationId,
    /// What was spent in the month.
    pub spent: Pence,
    /// What will have been spent by the end of the year.
    pub forecast: Pence,
    /// What was done with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outputs: Option<Prose>,
}

/// What a return says of aligned money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AlignedLine {
    /// The stream.
    pub stream: StreamId,
    /// What was spent in the month.
    pub spent: Pence,
}

/// What a partner did not spend by the end of a year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unspent {
    /// The allocation.
    pub allocation: AllocationId,
    /// How much.
    pub pence: Pence,
}

/// What is known of funding that is expected.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ExpectedSays {
    /// What it is called.
    pub title: Title,
    /// Whose it is: the government department or other giver.
    pub giver: Title,
    /// From which financial year.
    pub year: Period,
    /// How much in that year, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pence: Option<Pence>,
    /// How far it has come.
    pub state: ExpectedState,
    /// More about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Prose>,
    /// On which day.
    pub on: Date,
}

/// How far expected funding has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ExpectedState {
    /// It is expected.
    Expected,
    /// Whoever gives it confirmed it.
    Confirmed,
    /// It is pooled, as this stream.
    Pooled(StreamId),
    /// It is expected no longer.
    Dropped,
}

impl ExpectedState {
    /// The word for it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Expected => "Expected",
            Self::Confirmed => "Confirmed",
            Self::Pooled(_) => "Pooled",
            Self::Dropped => "No longer expected",
        }
    }
}

/// What a commentary on money is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MoneyAbout {
    /// A stream.
    Stream(StreamId),
    /// An allocation.
    Allocation(AllocationId),
}

impl Entry {
    pub(crate) fn prose_mut(&mut self) -> Vec<&mut Prose> {
        match self {
            Self::StreamOpened { says, .. } => says.conditions.iter_mut().collect(),
            Self::Allocated { says, .. } => vec![&mut says.purpose],
            Self::FundingAgreementSigned { by, .. } => vec![&mut by.name],
            Self::InstalmentReceived { authorised_by, .. } => authorised_by.iter_mut().collect(),
            Self::ReturnMade(says) => {
                let outputs = says.lines.iter_mut();
                let outputs = outputs.filter_map(|line| line.outputs.as_mut());
                outputs.chain([&mut says.by.name]).collect()
            }
            Self::AssuranceGiven { by, words, .. } => vec![by, words],
            Self::FundingExpected { says, .. } => says.words.iter_mut().collect(),
            Self::AwardChanged { why, .. }
            | Self::AllocationReduced { why, .. }
            | Self::ReturnSentBack { why, .. }
            | Self::ReturnReopened { why, .. }
            | Self::AssuranceJudged { why, .. }
            | Self::ReleaseDeclined { why, .. }
            | Self::SpendingFoundIneligible { why, .. }
            | Self::UnspentDemanded { why, .. }
            | Self::RepaidToGiver { why, .. }
            | Self::PostingReversed { why, .. }
            | Self::ControlsAmended { says: why, .. }
            | Self::MoneyCommented { words: why, .. } => vec![why],
            Self::ReturnAccepted { .. }
            | Self::ReleaseProposed { .. }
            | Self::ReleaseApproved { .. }
            | Self::MoneyReturned { .. }
            | Self::YearClosed { .. } => Vec::new(),
        }
    }
}
