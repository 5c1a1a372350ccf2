//! Who may read a paper, or what is said under an item: its class.
//!
//! Draft, public, for members, exempt or confidential. What is exempt names the description under which
//! it is, why the public interest lies in withholding it, who decided so, and the day on which that is
//! looked at again (LGA 1972, Schedule 12A). Who is a member, and who else is entitled, is not decided
//! here.

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    Minute, Record,
    act::{Advice, Refusal},
    arrangements::{Arrangements, Exemption},
    id::{ExemptionId, PersonId},
    prose::{Prose, Words},
    say_day,
};

/// The descriptions of exempt information of Schedule 12A to the Local Government Act 1972, part 1,
/// for England. Arrangements without a list of their own go by them.
const SCHEDULE_12A: [(&str, &str); 7] = [
    ("1", "Information relating to any individual"),
    (
        "2",
        "Information which is likely to reveal the identity of an individual",
    ),
    (
        "3",
        "Information relating to the financial or business affairs of any particular person, including whoever holds it",
    ),
    (
        "4",
        "Information relating to consultations or negotiations on a labour relations matter",
    ),
    (
        "5",
        "Information to which a claim to legal professional privilege could be maintained",
    ),
    (
        "6",
        "Information which reveals that a notice, order or direction is proposed",
    ),
    (
        "7",
        "Information relating to the prevention, investigation or prosecution of crime",
    ),
];

/// The descriptions of what may be exempt: those of the arrangements, or else those of Schedule 12A.
pub fn exemptions(arrangements: Option<&Arrangements>) -> Cow<'_, [Exemption]> {
    match arrangements.map(|arrangements| &*arrangements.exemption) {
        Some(own) if !own.is_empty() => Cow::Borrowed(own),
        _ => {
            let all = SCHEDULE_12A.iter().filter_map(|(id, text)| {
                Some(Exemption {
                    id: id.parse().ok()?,
                    text: (*text).to_owned(),
                    clause: None,
                })
            });
            Cow::Owned(all.collect())
        }
    }
}

/// Who may read something.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Class {
    /// Whoever prepares it.
    Draft,
    /// Everyone.
    #[default]
    Public,
    /// The members of the body.
    Members,
    /// The members of the body, while the public interest lies in withholding it.
    Exempt {
        /// The descriptions under which it is exempt.
        paragraphs: Vec<ExemptionId>,
        /// Why the public interest in withholding it outweighs that in telling it.
        reason: Prose,
        /// The proper officer who decided so.
        officer: PersonId,
        /// The day on which that is looked at again.
        review: Date,
    },
    /// The members of the body; the public must be excluded where it is talked about.
    Confidential {
        /// On what ground.
        ground: Prose,
    },
}

impl Class {
    /// Its name without what goes with it.
    pub fn kind(&self) -> ClassKind {
        match self {
            Self::Draft => ClassKind::Draft,
            Self::Public => ClassKind::Public,
            Self::Members => ClassKind::Members,
            Self::Exempt { .. } => ClassKind::Exempt,
            Self::Confidential { .. } => ClassKind::Confidential,
        }
    }

    /// Whether everyone may read it.
    pub fn is_public(&self) -> bool {
        *self == Self::Public
    }

    /// Whether the public is excluded where it is talked about.
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Exempt { .. } | Self::Confidential { .. })
    }

    /// The reason that is shown in its place.
    pub fn reason(&self) -> Option<&Prose> {
        match self {
            Self::Exempt { reason, .. } => Some(reason),
            Self::Confidential { ground } => Some(ground),
            _ => None,
        }
    }

    /// The day on which it is looked at again.
    pub fn review(&self) -> Option<Date> {
        match self {
            Self::Exempt { review, .. } => Some(*review),
            _ => None,
        }
    }

    pub(super) fn prose_mut(&mut self) -> Option<&mut Prose> {
        match self {
            Self::Exempt { reason, .. } => Some(reason),
            Self::Confidential { ground } => Some(ground),
            _ => None,
        }
    }
}

/// The classes.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ClassKind {
    /// Read by everyone.
    #[default]
    Public,
    /// Read by the members of the body.
    Members,
    /// Withheld from the public under a description, with a reason.
    Exempt,
    /// Withheld from the public because it must be.
    Confidential,
    /// Read by whoever prepares it.
    Draft,
}

impl ClassKind {
    /// As it is written in acts.
    pub fn word(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Members => "members",
            Self::Exempt => "exempt",
            Self::Confidential => "confidential",
            Self::Draft => "draft",
        }
    }
}

/// A class, as it is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassAsked {
    /// Which.
    pub is: ClassKind,
    /// Of what is exempt: the descriptions under which it is, by their names in the arrangements, or
    /// else the paragraphs of part 1 of Schedule 12A, such as `3`.
    #[serde(default)]
    pub paragraphs: Vec<ExemptionId>,
    /// Of what is exempt: why the public interest in withholding it outweighs that in telling it. Of
    /// what is confidential: on what ground. It is shown to everyone.
    pub reason: Option<Words>,
    /// Of what is exempt: the proper officer who decided so.
    pub officer: Option<PersonId>,
    /// Of what is exempt: the day on which that is looked at again.
    pub review: Option<Date>,
}

/// Why a class is not given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClassRefused {
    /// No reason.
    #[error("nothing is withheld without a reason, and none was given")]
    NoReason,
    /// No description.
    #[error("it does not say under which description it is exempt")]
    NoParagraph,
    /// No such description.
    #[error("there is no description {0} of what may be exempt")]
    NoSuchParagraph(ExemptionId),
    /// Nobody decided.
    #[error("it does not say which officer decided that it is exempt")]
    NoOfficer,
    /// Never looked at again.
    #[error("it does not say when it is looked at again whether it is still exempt")]
    NoReview,
    /// Looked at before now.
    #[error("it cannot be looked at again on {}, before it is withheld", say_day(*.0))]
    ReviewPassed(Date),
    /// More than its class asks for.
    #[error("only what is exempt has descriptions, an officer and a day of review")]
    NotExempt,
    /// A reason for nothing.
    #[error("only what is exempt or confidential has a reason for withholding it")]
    NotWithheld,
}

use ClassRefused::{
    NoOfficer, NoParagraph, NoReason, NoReview, NoSuchParagraph, NotExempt, NotWithheld,
    ReviewPassed,
};

impl ClassAsked {
    /// Everyone may read it.
    pub fn public() -> Self {
        Self::default()
    }

    /// A class that asks for nothing further.
    pub fn plain(is: ClassKind) -> Self {
        Self {
            is,
            ..Self::default()
        }
    }

    /// The class, or why it cannot be given.
    pub(super) fn decide(
        &self,
        record: &Record,
        minute: &Minute,
        on: Date,
    ) -> Result<Class, ClassRefused> {
        let exempt = self.is == ClassKind::Exempt;
        let more = self.officer.is_some() || self.review.is_some() || !self.paragraphs.is_empty();
        if more && !exempt {
            return Err(NotExempt);
        }
        match (self.is, &self.reason) {
            (ClassKind::Exempt | ClassKind::Confidential, None) => Err(NoReason),
            (ClassKind::Exempt, Some(reason)) => {
                let paragraphs = known(record, on, &self.paragraphs)?;
                let review = self.review.ok_or(NoReview)?;
                if review < minute.date_in(&record.structure.zone()) {
                    return Err(ReviewPassed(review));
                }
                Ok(Class::Exempt {
                    paragraphs,
                    reason: Prose::from(reason),
                    officer: self.officer.ok_or(NoOfficer)?,
                    review,
                })
            }
            (ClassKind::Confidential, Some(ground)) => Ok(Class::Confidential {
                ground: Prose::from(ground),
            }),
            (_, Some(_)) => Err(NotWithheld),
            (ClassKind::Public, None) => Ok(Class::Public),
            (ClassKind::Members, None) => Ok(Class::Members),
            (ClassKind::Draft, None) => Ok(Class::Draft),
        }
    }
}

/// The descriptions, each once and known; at least one.
pub(super) fn known(
    record: &Record,
    on: Date,
    asked: &[ExemptionId],
) -> Result<Vec<ExemptionId>, ClassRefused> {
    let adoption = record.structure.in_force_or_first(on);
    let all = exemptions(adoption.map(|adoption| &*adoption.arrangements));
    let mut paragraphs: Vec<ExemptionId> = Vec::new();
    for paragraph in asked {
        if !all.iter().any(|exemption| exemption.id == *paragraph) {
            return Err(NoSuchParagraph(paragraph.clone()));
        }
        if !paragraphs.contains(paragraph) {
            paragraphs.push(paragraph.clone());
        }
    }
    if paragraphs.is_empty() {
        return Err(NoParagraph);
    }
    Ok(paragraphs)
}

impl Refusal for ClassRefused {
    fn advice(&self) -> Advice {
        match self {
            NoReason => Advice::new(
                "meetings/no-reason",
                "class.reason",
                "Say why it is withheld, in words that everyone may read.",
            ),
            NoParagraph => Advice::new(
                "meetings/no-paragraph",
                "class.paragraphs",
                "Choose at least one description.",
            ),
            NoSuchParagraph(_) => Advice::new(
                "meetings/no-such-paragraph",
                "class.paragraphs",
                "Choose a description of the arrangements, or else of Schedule 12A.",
            ),
            NoOfficer => Advice::new(
                "meetings/no-officer",
                "class.officer",
                "Name the proper officer who decided it.",
            ),
            NoReview => Advice::new(
                "meetings/no-review",
                "class.review",
                "Give a day, such as a year from now.",
            ),
            ReviewPassed(_) => Advice::new(
                "meetings/review-passed",
                "class.review",
                "Give today or a later day.",
            ),
            NotExempt => Advice::new(
                "meetings/not-exempt",
                "class.is",
                "Leave these out, or choose exempt.",
            ),
            NotWithheld => Advice::new(
                "meetings/not-withheld",
                "class.reason",
                "Leave the reason out, or choose exempt or confidential.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    // Requirement: PU2 at /{partnership}/meetings/{meeting}/papers/add
    #[test]
    fn what_is_withheld_has_a_reason_a_description_an_officer_and_a_day_of_review() {
        let usual = || ClassAsked {
            is: ClassKind::Exempt,
            paragraphs: vec![id("3")],
            reason: Words::new("Bids are being weighed.").ok(),
            officer: Some(person(900)),
            review: Some(date("2007-06-30")),
        };
        let plain = ClassAsked::plain;
        let table = [
            (plain(ClassKind::Public), None),
            (plain(ClassKind::Members), None),
            (plain(ClassKind::Draft), None),
            (usual(), None),
            (
                ClassAsked {
                    reason: None,
                    ..usual()
                },
                Some(NoReason),
            ),
            (
                ClassAsked {
                    paragraphs: Vec::new(),
                    ..usual()
                },
                Some(NoParagraph),
            ),
            (
                ClassAsked {
                    paragraphs: vec![id("3"), id("8")],
                    ..usual()
                },
                Some(NoSuchParagraph(id("8"))),
            ),
            (
                ClassAsked {
                    officer: None,
                    ..usual()
                },
                Some(NoOfficer),
            ),
            (
                ClassAsked {
                    review: None,
                    ..usual()
                },
                Some(NoReview),
            ),
            (
                ClassAsked {
                    review: Some(date("2007-01-01")),
                    ..usual()
                },
                Some(ReviewPassed(date("2007-01-01"))),
            ),
            (plain(ClassKind::Confidential), Some(NoReason)),
            (
                ClassAsked {
                    reason: usual().reason,
                    ..plain(ClassKind::Confidential)
                },
                None,
            ),
            (
                ClassAsked {
                    is: ClassKind::Confidential,
                    ..usual()
                },
                Some(NotExempt),
            ),
            (
                ClassAsked {
                    reason: usual().reason,
                    ..plain(ClassKind::Members)
                },
                Some(NotWithheld),
            ),
            (
                ClassAsked {
                    review: usual().review,
                    ..plain(ClassKind::Public)
                },
                Some(NotExempt),
            ),
        ];
        let book = Book::called("board");
        for (asked, refused) in table {
            let ruled = asked.decide(&book.record, &book.minute, date("2007-04-18"));
            assert_eq!(ruled.err(), refused, "{asked:?}");
        }
    }

    #[test]
    fn a_list_of_its_own_takes_the_place_of_the_schedule() {
        let own = "[[exemption]]\nid = \"weirs\"\ntext = \"How the weirs are guarded\"\n";
        let text = format!("{ARRANGEMENTS}\n{own}");
        let book = Book::adopting(&text);
        let adoption = book.record.structure.in_force(date("2007-04-18")).unwrap();
        let all = exemptions(Some(&adoption.arrangements));
        let names: Vec<_> = all.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(names, ["weirs"]);
        let day = date("2007-04-18");
        assert_eq!(
            known(&book.record, day, &[id("3")]),
            Err(NoSuchParagraph(id("3")))
        );
        assert_eq!(exemptions(None).len(), 7);
    }
}
