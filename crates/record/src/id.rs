//! Names of things, as they stand in addresses, arrangements and the book.
//!
//! An [`Id`] is a short plain word such as `board` or `wychavon`; what it names is in its type, so
//! that a seat is never mistaken for a body. Whether such a thing *exists* is not decided here.

use std::{borrow::Cow, fmt, marker::PhantomData, str::FromStr, sync::Arc};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The longest name accepted, in bytes.
const LONGEST: usize = 120;

/// A name made of lower-case letters, digits, hyphens and dots, that begins with a letter or digit.
pub struct Id<Of> {
    name: Arc<str>,
    of: PhantomData<fn() -> Of>,
}

/// What a kind of name is called when a message has to speak of it.
pub trait Named {
    /// The field's word for it: "seat", "body".
    const WORD: &'static str;
}

/// Why a text is not a name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{text}” is not the name of a {word}: use lower-case letters, digits, hyphens and dots, at most {LONGEST}, \
     beginning with a letter or digit"
)]
pub struct NotAName {
    text: String,
    word: &'static str,
}

impl<Of: Named> Id<Of> {
    /// Reads a name. Errors when it has other characters than the ones a name may have.
    pub fn new(text: &str) -> Result<Self, NotAName> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let fits = text.len() <= LONGEST
            && text.as_bytes().first().is_some_and(|&first| plain(first))
            && text
                .bytes()
                .all(|byte| plain(byte) || byte == b'-' || byte == b'.');
        if fits {
            Ok(Self {
                name: text.into(),
                of: PhantomData,
            })
        } else {
            Err(NotAName {
                text: text.chars().take(LONGEST).collect(),
                word: Of::WORD,
            })
        }
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

impl<Of> Clone for Id<Of> {
    fn clone(&self) -> Self {
        Self {
            name: Arc::clone(&self.name),
            of: PhantomData,
        }
    }
}

impl<Of> PartialEq for Id<Of> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<Of> Eq for Id<Of> {}

impl<Of> PartialOrd for Id<Of> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<Of> Ord for Id<Of> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.name.cmp(&other.name)
    }
}

impl<Of> std::hash::Hash for Id<Of> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl<Of> fmt::Display for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl<Of> fmt::Debug for Id<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.name, f)
    }
}

impl<Of: Named> FromStr for Id<Of> {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        Self::new(text)
    }
}

impl<Of> Serialize for Id<Of> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name)
    }
}

impl<'de, Of: Named> Deserialize<'de> for Id<Of> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}

impl<Of: Named> JsonSchema for Id<Of> {
    fn schema_name() -> Cow<'static, str> {
        format!("{}-id", Of::WORD.replace(' ', "-")).into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": format!("The name of a {}.", Of::WORD),
            "pattern": "^[a-z0-9][a-z0-9.-]*$",
            "maxLength": LONGEST,
        })
    }
}

/// A kind of name that is only a marker in a type.
macro_rules! named {
    ($($(#[$doc:meta])* $id:ident = $marker:ident, $word:literal;)*) => {$(
        #[doc(hidden)]
        #[derive(Debug)]
        pub enum $marker {}
        impl Named for $marker {
            const WORD: &'static str = $word;
        }
        $(#[$doc])*
        pub type $id = Id<$marker>;
    )*};
}

named! {
    /// A body of the partnership: `board`.
    BodyId = OfBody, "body";
    /// A seat, with its body: `board.wychavon-leader`.
    SeatId = OfSeat, "seat";
    /// A partner: the organisation, or the body, that a seat speaks for.
    PartnerId = OfPartner, "partner";
    /// A sector of partners: `voluntary`.
    SectorId = OfSector, "sector";
    /// A district, ward or other area.
    AreaId = OfArea, "area";
    /// A theme of the strategy.
    ThemeId = OfTheme, "theme";
    /// A role that has a description: `board-member`.
    RoleId = OfRole, "role";
    /// A duty, standard, stream, rule or principle that the arrangements set.
    RuleId = OfRule, "rule";
    /// A meeting: its body and its date, `board-2007-04-18`.
    MeetingId = OfMeeting, "meeting";
    /// A decision or the motion that leads to it: `board-2007-04-18-5`.
    DecisionId = OfDecision, "decision";
    /// Something on a body's forward plan: `board-to-come-3`.
    PlannedId = OfPlanned, "forward plan item";
    /// An action in the action log: `board-2007-04-18-a1`.
    ActionId = OfAction, "action";
    /// A decision by correspondence: `board-by-correspondence-2`.
    CorrespondenceId = OfCorrespondence, "correspondence";
    /// A dispute between partners: `dispute-3`.
    DisputeId = OfDispute, "dispute";
    /// A naming of a single point of contact: `safer-gatekeeper-1`.
    ContactId = OfContact, "contact";
    /// Something that the structure rests on: `dependency-1`.
    DependencyId = OfDependency, "dependency";
    /// A description of what may be exempt: a paragraph of Schedule 12A, `3`, or of the arrangements.
    ExemptionId = OfExemption, "description of what may be exempt";
    /// A strategy of the partnership: `strategy-2008`.
    StrategyId = OfStrategy, "strategy";
    /// An agreement, such as a local area agreement: `laa-2008`.
    AgreementId = OfAgreement, "agreement";
    /// A block of an agreement: `a`.
    BlockId = OfBlock, "block";
    /// An outcome of an agreement: `less-crime`.
    OutcomeId = OfOutcome, "outcome";
    /// An indicator: `ni-15`.
    IndicatorId = OfIndicator, "indicator";
    /// A delivery plan of a body for a financial year: `safer-2007-08`.
    DeliveryPlanId = OfDeliveryPlan, "delivery plan";
    /// An action of a delivery plan: `safer-2007-08-1`.
    PlanActionId = OfPlanAction, "plan action";
    /// An exception: `exception-3`.
    ExceptionId = OfException, "exception";
    /// A priority that is to come: `priority-2`.
    PriorityId = OfPriority, "priority to come";
    /// Something in an engagement plan: `safer-2007-08-engagement-1`.
    EngagementId = OfEngagement, "engagement";
    /// What is to be done about an exception: `exception-3-r1`.
    RemedyId = OfRemedy, "remedial action";
    /// A review of services and their cost: `review-2`.
    ReviewId = OfReview, "efficiency review";
    /// An entry of the watch list: `watch-4`.
    WatchId = OfWatch, "entry of the watch list";
    /// A stream of money in a financial year: `a-revenue-2006`.
    StreamId = OfStream, "stream of money";
    /// An allocation of a stream to a partner: `a-revenue-2006-1`.
    AllocationId = OfAllocation, "allocation";
    /// A release of money to a partner: `release-3`.
    ReleaseId = OfRelease, "release";
    /// Funding that is expected to be pooled later: `expected-2`.
    ExpectedId = OfExpected, "expected funding";
}

impl RuleId {
    /// The stream of money that arrangements set under this name.
    pub fn as_stream(&self) -> StreamId {
        Id {
            name: Arc::clone(&self.name),
            of: PhantomData,
        }
    }
}

impl AllocationId {
    /// The `nth` allocation, from 1, of a stream.
    pub(crate) fn of(stream: &StreamId, nth: usize) -> Self {
        Id {
            name: format!("{stream}-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl ReleaseId {
    /// The `nth` release that was proposed, from 1.
    pub(crate) fn of(nth: usize) -> Self {
        Id {
            name: format!("release-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl ExpectedId {
    /// The `nth` funding that was expected, from 1.
    pub(crate) fn of(nth: usize) -> Self {
        Id {
            name: format!("expected-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl BodyId {
    /// The partner that this body is, where a seat elsewhere speaks for it.
    pub fn as_partner(&self) -> PartnerId {
        Id {
            name: Arc::clone(&self.name),
            of: PhantomData,
        }
    }
}

impl SeatId {
    /// The seat called `seat` on `body`; `nth` counts from 1 where the arrangements give several alike.
    pub(crate) fn on(body: &BodyId, seat: &str, nth: Option<u32>) -> Self {
        let name = match nth {
            Some(nth) => format!("{body}.{seat}-{nth}"),
            None => format!("{body}.{seat}"),
        };
        Id {
            name: name.into(),
            of: PhantomData,
        }
    }

    /// The body that the seat is on.
    pub fn body(&self) -> BodyId {
        let (body, _) = self.name.split_once('.').unwrap_or((&self.name, ""));
        Id {
            name: body.into(),
            of: PhantomData,
        }
    }
}

impl MeetingId {
    /// The meeting of `body` on `date`; `nth` is 1 for the first on that day.
    pub fn of(body: &BodyId, date: jiff::civil::Date, nth: u32) -> Self {
        let name = if nth <= 1 {
            format!("{body}-{date}")
        } else {
            format!("{body}-{date}-part-{nth}")
        };
        Id {
            name: name.into(),
            of: PhantomData,
        }
    }
}

impl DecisionId {
    /// A name that comes before every other.
    pub(crate) fn least() -> Self {
        Id {
            name: "".into(),
            of: PhantomData,
        }
    }

    /// The `nth` decision, from 1, taken under `item` of `meeting`.
    pub(crate) fn of(meeting: &MeetingId, item: ItemNo, nth: usize) -> Self {
        let name = if nth <= 1 {
            format!("{meeting}-{item}")
        } else {
            format!("{meeting}-{item}-{nth}")
        };
        Id {
            name: name.into(),
            of: PhantomData,
        }
    }
}

impl PlannedId {
    /// The `nth` item, from 1, that was put on the forward plan of `body`.
    pub(crate) fn of(body: &BodyId, nth: usize) -> Self {
        Id {
            name: format!("{body}-to-come-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl CorrespondenceId {
    /// The `nth` question, from 1, that was put to the members of `body` by correspondence.
    pub(crate) fn of(body: &BodyId, nth: usize) -> Self {
        Id {
            name: format!("{body}-by-correspondence-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl DisputeId {
    /// The `nth` dispute, from 1.
    pub(crate) fn of(nth: usize) -> Self {
        Id {
            name: format!("dispute-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl ExceptionId {
    /// The `nth` exception, from 1.
    pub(crate) fn of(nth: usize) -> Self {
        Id {
            name: format!("exception-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl RemedyId {
    /// The `nth` remedial action, from 1, of an exception.
    pub(crate) fn of(exception: &ExceptionId, nth: usize) -> Self {
        Id {
            name: format!("{exception}-r{nth}").into(),
            of: PhantomData,
        }
    }
}

impl ReviewId {
    /// The `nth` efficiency review, from 1.
    pub(crate) fn of(nth: usize) -> Self {
        Id {
            name: format!("review-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl WatchId {
    /// The `nth` entry of the watch list, from 1.
    pub(crate) fn of(nth: usize) -> Self {
        Id {
            name: format!("watch-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl ActionId {
    /// The `nth` action, from 1, noted at `meeting`.
    pub(crate) fn of(meeting: &MeetingId, nth: usize) -> Self {
        Id {
            name: format!("{meeting}-a{nth}").into(),
            of: PhantomData,
        }
    }
}

impl ContactId {
    /// The `nth` contact of a kind, from 1, that a body named.
    pub(crate) fn of(body: &BodyId, role: &str, nth: usize) -> Self {
        Id {
            name: format!("{body}-{role}-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl DeliveryPlanId {
    /// The plan of `body` for the financial year that is written `2007-08`.
    pub(crate) fn of(body: &BodyId, year: &str) -> Self {
        Id {
            name: format!("{body}-{year}").into(),
            of: PhantomData,
        }
    }
}

impl PlanActionId {
    /// The `nth` action, from 1, of `plan`.
    pub(crate) fn of(plan: &DeliveryPlanId, nth: usize) -> Self {
        Id {
            name: format!("{plan}-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl PriorityId {
    /// The `nth` priority that was planned, from 1.
    pub(crate) fn nth(nth: usize) -> Self {
        Id {
            name: format!("priority-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl EngagementId {
    /// The `nth` engagement, from 1, of `body` in the year that is written `2007-08`.
    pub(crate) fn of(body: &BodyId, year: &str, nth: usize) -> Self {
        Id {
            name: format!("{body}-{year}-engagement-{nth}").into(),
            of: PhantomData,
        }
    }
}

impl DependencyId {
    /// The `nth` dependency of a partnership, from 1.
    pub(crate) fn nth(nth: usize) -> Self {
        Id {
            name: format!("dependency-{nth}").into(),
            of: PhantomData,
        }
    }
}

/// The number of an item on an agenda, from 1.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    JsonSchema,
)]
#[serde(transparent)]
pub struct ItemNo(pub u16);

impl fmt::Display for ItemNo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A person, by an opaque 128-bit number. Their name is kept elsewhere, so that it can be erased.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub [u8; 16]);

impl fmt::Display for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 32];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        f.write_str(std::str::from_utf8(&text).unwrap_or_default())
    }
}

impl fmt::Debug for PersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a text is not the number of a person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not the number of a person: it has 32 digits from 0-9 and a-f")]
pub struct NotAPerson(String);

impl FromStr for PersonId {
    type Err = NotAPerson;

    fn from_str(text: &str) -> Result<Self, NotAPerson> {
        let refused = || NotAPerson(text.chars().take(40).collect());
        let lower_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() != 32 || !text.bytes().all(lower_hex) {
            return Err(refused());
        }
        let number = u128::from_str_radix(text, 16).map_err(|_| refused())?;
        Ok(Self(number.to_be_bytes()))
    }
}

impl Serialize for PersonId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PersonId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for PersonId {
    fn schema_name() -> Cow<'static, str> {
        "person-id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "The opaque number of a person: 32 hexadecimal digits.",
            "pattern": "^[0-9a-f]{32}$",
        })
    }
}
