//! What is to be noticed about attendance, in sentences; each opens to the organisations it is about.
//!
//! When something is said at all is decided in `record::meetings::Attended`; here it gets its words.

use std::collections::BTreeSet;

use jiff::civil::Date;
use record::{
    id::MeetingId,
    meetings::{CameOf, Mark, Meeting, Roll},
};
use serde::Serialize;

use super::{Audience, BodyRef, PartnerRef, attendance::Pair, words};

/// Something to be noticed.
#[derive(Debug, Clone, Serialize)]
pub struct AttendanceFinding {
    /// Of what sort.
    pub finds: AttendanceFinds,
    /// In a sentence.
    pub sentence: String,
    /// Whom it is about.
    pub facts: Vec<AttendanceFact>,
}

/// Sorts of what is to be noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AttendanceFinds {
    /// The last meetings were missed, several in a row.
    Missed,
    /// Attendance falls.
    Falls,
    /// Nobody ever came.
    NeverCame,
    /// Nobody holds the seat.
    Empty,
    /// More substitutes come than holders.
    Substitutes,
    /// Who comes is too junior. Not for the public.
    Junior,
}

/// One organisation on one body, and what was found.
#[derive(Debug, Clone, Serialize)]
pub struct AttendanceFact {
    /// The organisation.
    pub partner: PartnerRef,
    /// The body.
    pub body: BodyRef,
    /// What was found.
    pub words: String,
    /// The meetings that it is about.
    pub meetings: Vec<(MeetingId, Date)>,
}

/// The most meetings that are named with a fact.
const NAMED: usize = 6;

impl AttendanceFinding {
    /// Everything to be noticed, the gravest first.
    pub(super) fn all(
        pairs: &[Pair],
        rolls: &[(&Meeting, &Roll)],
        one_body: bool,
        audience: Audience,
    ) -> Vec<Self> {
        use AttendanceFinds::{Empty, Falls, Junior, Missed, NeverCame, Substitutes};
        let sorts = [Missed, Falls, NeverCame, Empty, Substitutes, Junior];
        let shown = sorts
            .into_iter()
            .filter(|sort| *sort != Junior || audience.inside());
        let found = shown.filter_map(|finds| {
            let about = pairs.iter().filter(|pair| finds.holds(pair));
            let facts: Vec<_> = about.map(|pair| finds.fact(pair, rolls)).collect();
            let partners: BTreeSet<_> = facts.iter().map(|fact| &fact.partner.id).collect();
            let many = partners.len();
            (!facts.is_empty()).then(|| Self {
                finds,
                sentence: finds.sentence(many, one_body),
                facts,
            })
        });
        found.collect()
    }
}

impl AttendanceFinds {
    fn holds(self, pair: &Pair) -> bool {
        let sum = &pair.attended;
        match self {
            Self::Missed => sum.misses() && !sum.never_came(),
            Self::Falls => sum.falls(),
            Self::NeverCame => sum.never_came() && sum.whole.of > 1,
            Self::Empty => sum.empty > 0,
            Self::Substitutes => sum.rests_on_substitutes(),
            Self::Junior => sum.junior > 0,
        }
    }

    fn sentence(self, many: usize, one_body: bool) -> String {
        let (who, one) = (organisations(many), many == 1);
        let there = if one_body {
            ""
        } else {
            " of a body on which they sit"
        };
        let there_one = if one_body {
            ""
        } else {
            " of a body on which it sits"
        };
        match self {
            Self::Missed if one => format!("{who} missed the last three meetings{there_one}."),
            Self::Missed => format!("{who} missed the last three meetings{there}."),
            Self::Falls => format!("The attendance of {} is falling.", small(&who)),
            Self::NeverCame => format!("{who} never came in this time."),
            Self::Empty if one => format!("{who} has an empty seat."),
            Self::Empty => format!("{who} have an empty seat."),
            Self::Substitutes if one => format!("{who} is represented mostly by substitutes."),
            Self::Substitutes => format!("{who} are represented mostly by substitutes."),
            Self::Junior if one => {
                format!("{who} was represented by someone too junior to speak for it.")
            }
            Self::Junior => {
                format!("{who} were represented by someone too junior to speak for them.")
            }
        }
    }

    fn fact(self, pair: &Pair, rolls: &[(&Meeting, &Roll)]) -> AttendanceFact {
        let sum = &pair.attended;
        let meetings = |many: u32| words::count(many as usize, "meeting", "meetings");
        let of = |share: CameOf| format!("{} of {}", share.came, share.of);
        let (words, about): (String, fn(Mark) -> bool) = match self {
            Self::Missed => (
                format!("missed the last {}", meetings(sum.missed)),
                |mark| !mark.came(),
            ),
            Self::Falls => (
                format!(
                    "came to {} in the earlier half of the time, to {} in the later half",
                    of(sum.earlier),
                    of(sum.later)
                ),
                |mark| matches!(mark, Mark::Apologies | Mark::Absent),
            ),
            Self::NeverCame => (
                format!("came to none of {}", meetings(sum.whole.of)),
                |mark| matches!(mark, Mark::Apologies | Mark::Absent),
            ),
            Self::Empty => (
                format!("nobody held the seat at the last {}", meetings(sum.empty)),
                |mark| mark == Mark::Vacant,
            ),
            Self::Substitutes => (
                format!(
                    "a substitute came to {} of the {} to which anyone did",
                    sum.substitute,
                    meetings(sum.whole.came)
                ),
                |mark| mark == Mark::Substitute,
            ),
            Self::Junior => (format!("at {}", meetings(sum.junior)), |mark| {
                mark == Mark::Holder
            }),
        };
        let latest_first = pair.row.marks.iter().rev();
        let wanted = latest_first.filter(|one| about(one.mark)).take(NAMED);
        let named = wanted.filter_map(|one| {
            let (meeting, _) = rolls.get(one.meeting)?;
            Some((meeting.id.clone(), meeting.date))
        });
        AttendanceFact {
            partner: pair.row.partner.clone(),
            body: pair.row.body.clone(),
            words,
            meetings: named.collect(),
        }
    }
}

/// "Four organisations", at the beginning of a sentence.
fn organisations(many: usize) -> String {
    const WORDS: [&str; 11] = [
        "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten",
    ];
    let noun = if many == 1 {
        "organisation"
    } else {
        "organisations"
    };
    match WORDS.get(many) {
        Some(word) => format!("{word} {noun}"),
        None => format!("{many} {noun}"),
    }
}

/// The same within a sentence.
fn small(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_lowercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
