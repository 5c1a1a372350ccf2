//! How dates, times and kinds of thing are said.

use jiff::civil::{Date, Time};
use record::{
    arrangements::{
        Appointed, AreaKind, Arrangements, BodyKind, Cadence, Capacity, ContactRole, LineKind,
        Purpose, QuorumBase, Tie, VoteBase, VoteUnit,
    },
    decisions::{Certified, Outcome, PartnersAnswer, Position, Vote},
    structure::{Ground, Mandate, TermsPart},
};

/// "Wednesday 18 April 2007".
pub fn day(date: Date) -> String {
    date.strftime("%A %-d %B %Y").to_string()
}

/// What is left of the time for an item, in whole minutes: "12 minutes left", "Time is up", "3 minutes
/// over". The script of live screens says the same (`crates/assets/js/live.js`).
pub fn time_left(minutes: i64) -> String {
    match minutes {
        0 => "Time is up".to_owned(),
        1 => "1 minute left".to_owned(),
        -1 => "1 minute over".to_owned(),
        left if left > 0 => format!("{left} minutes left"),
        over => format!("{} minutes over", over.unsigned_abs()),
    }
}

/// "18 April 2007".
pub fn short_day(date: Date) -> String {
    record::say_day(date)
}

/// "10.30am", "2pm", "midday", "midnight".
pub fn clock(time: Time) -> String {
    let (hour, minute) = (time.hour(), time.minute());
    let half = if hour < 12 { "am" } else { "pm" };
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "midday".to_owned(),
        (_, 0) => format!("{twelve}{half}"),
        _ => format!("{twelve}.{minute:02}{half}"),
    }
}

/// "£2,500", "£12.50".
pub fn pounds(pence: u64) -> String {
    let digits = (pence / 100).to_string();
    let mut grouped = String::new();
    for (nth, digit) in digits.chars().enumerate() {
        if nth > 0 && (digits.len() - nth).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    match pence % 100 {
        0 => format!("£{grouped}"),
        odd => format!("£{grouped}.{odd:02}"),
    }
}

/// "1 seat", "3 seats".
pub fn count(number: usize, one: &str, many: &str) -> String {
    if number == 1 {
        format!("1 {one}")
    } else {
        format!("{number} {many}")
    }
}

/// Where a clause stands: "24" is "para 24", "7-8" is "paras 7–8"; a place in words says so itself.
pub fn clause(clause: &str) -> String {
    if !clause.starts_with(|first: char| first.is_ascii_digit()) {
        return clause.to_owned();
    }
    match clause.split_once('-') {
        Some((from, to)) => format!("paras {from}–{to}"),
        None => format!("para {clause}"),
    }
}

/// What kind of body it is.
pub fn body_kind(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Board => "Board",
        BodyKind::Executive => "Executive",
        BodyKind::ThemeGroup => "Theme group",
        BodyKind::OutcomeGroup => "Outcome group",
        BodyKind::TaskGroup => "Task group",
        BodyKind::TaskAndFinishGroup => "Task and finish group",
        BodyKind::MemberReferenceGroup => "Member reference group",
        BodyKind::Forum => "Forum",
        BodyKind::DistrictPartnership => "District partnership",
        BodyKind::Scrutiny => "Scrutiny",
        BodyKind::PerformanceGroup => "Performance group",
        BodyKind::ThinkTank => "Think tank",
        BodyKind::External => "Outside the partnership",
        BodyKind::AssociateThemeGroup => "Associate theme partnership",
        BodyKind::PublicServicesExecutive => "Public services executive",
        BodyKind::CountyBody => "County body",
    }
}

/// What kind of body it is, in the partnership's own word where its arrangements give one
/// (`[partnership.vocabulary]`), or else in the house's.
pub fn kind_here(arrangements: &Arrangements, kind: BodyKind) -> String {
    let own = arrangements.partnership.vocabulary.get(kind.word());
    own.map_or_else(|| body_kind(kind).to_owned(), Clone::clone)
}

/// Bodies of a kind, as people speak of them.
pub fn body_kinds(kind: BodyKind) -> &'static str {
    match kind {
        BodyKind::Board => "The Board",
        BodyKind::Executive => "Executive",
        BodyKind::ThemeGroup => "Theme groups",
        BodyKind::OutcomeGroup => "Outcome groups",
        BodyKind::TaskGroup => "Task groups",
        BodyKind::TaskAndFinishGroup => "Task and finish groups",
        BodyKind::MemberReferenceGroup => "Member reference groups",
        BodyKind::Forum => "Forum and assembly",
        BodyKind::DistrictPartnership => "District partnerships",
        BodyKind::Scrutiny => "Scrutiny",
        BodyKind::PerformanceGroup => "Performance groups",
        BodyKind::ThinkTank => "Think tanks",
        BodyKind::External => "Outside the partnership",
        BodyKind::AssociateThemeGroup => "Associate theme partnerships",
        BodyKind::PublicServicesExecutive => "Public services executives",
        BodyKind::CountyBody => "County bodies",
    }
}

/// A line from this body to another.
pub fn line_kind(kind: LineKind) -> &'static str {
    match kind {
        LineKind::AccountableTo => "is accountable to",
        LineKind::Advises => "advises",
        LineKind::ReportsTo => "reports to",
        LineKind::DelegatedFrom => "acts on power delegated by",
        LineKind::CommissionedBy => "does work commissioned by",
        LineKind::SupportedByChairsOf => "is supported by the chairs of",
        LineKind::PartOf => "is part of",
        LineKind::LiaisesWith => "keeps in touch with",
        LineKind::Scrutinises => "scrutinises",
    }
}

/// The heading of a part of terms of reference.
pub fn terms_part(part: TermsPart) -> &'static str {
    match part {
        TermsPart::Purpose => "Purpose",
        TermsPart::Membership => "Membership",
        TermsPart::Remit => "Remit",
        TermsPart::Role => "Role",
        TermsPart::Meets => "Meets",
        TermsPart::Tasks => "Tasks",
        TermsPart::MembersRole => "What is asked of members",
        TermsPart::Communication => "Communication",
        TermsPart::Connectivity => "Connectivity",
        TermsPart::KeyAims => "Key aims",
    }
}

/// What a single point of contact is.
pub fn contact(role: ContactRole) -> &'static str {
    match role {
        ContactRole::Gatekeeper => "Gatekeeper",
        ContactRole::Champion => "Champion",
        ContactRole::Link => "Link person",
    }
}

/// In what capacity a seat takes part.
pub fn capacity(capacity: Capacity) -> &'static str {
    match capacity {
        Capacity::Member => "Member",
        Capacity::Observer => "Observer",
        Capacity::InAttendance => "In attendance",
        Capacity::Adviser => "Adviser",
    }
}

/// How the holder of a seat is found.
pub fn appointed(appointed: Appointed) -> &'static str {
    match appointed {
        Appointed::Named => "Named by the partner",
        Appointed::ExOfficio => "Goes with the post",
        Appointed::NominatedAnnually => "Nominated each year",
        Appointed::ElectedAnnually => "Elected each year",
    }
}

/// What an item is for.
pub fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Decision => "For decision",
        Purpose::Discussion => "For discussion",
        Purpose::Information => "For information",
    }
}

/// Whom somebody told: "the staff of their organisation".
pub fn told(whom: record::meetings::Told) -> &'static str {
    use record::meetings::Told;
    match whom {
        Told::Officers => "officers of their organisation",
        Told::Staff => "the staff of their organisation",
        Told::NonExecutives => "its non-executives",
        Told::Colleagues => "colleagues",
        Told::Group => "their own group",
        Told::Represented => "those for whom they speak",
    }
}

/// How often.
pub fn cadence(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Monthly => "every month",
        Cadence::SixWeekly => "every six weeks",
        Cadence::TwoMonthly => "every two months",
        Cadence::Quarterly => "every quarter",
        Cadence::ThreeAYear => "three times a year",
        Cadence::SixMonthly => "every six months",
        Cadence::Annual => "once a year",
        Cadence::AfterEachMeeting => "after each meeting",
        Cadence::AtOnce => "at once",
        Cadence::AsNeeded => "as needed",
    }
}

/// What a quorum is a share of.
pub fn quorum_base(base: QuorumBase) -> &'static str {
    match base {
        QuorumBase::Members => "members",
        QuorumBase::Seats => "members’ seats, vacant ones too",
        QuorumBase::Partners => "partners",
    }
}

/// Who has one vote.
pub fn vote_unit(unit: VoteUnit) -> &'static str {
    match unit {
        VoteUnit::Partner => {
            "Each partner present has one vote, however many of its members are there"
        }
        VoteUnit::Seat => "Each member present has one vote",
    }
}

/// What a vote is a share of.
pub fn vote_base(base: VoteBase) -> &'static str {
    match base {
        VoteBase::Present => "those present who may vote; abstentions count in that number",
        VoteBase::Cast => "the votes for and against",
        VoteBase::Entitled => "all who may vote, present or not",
    }
}

/// What happens on a tie.
pub fn tie(tie: Tie) -> &'static str {
    match tie {
        Tie::FurtherReport => "On a tie the chair may ask for a further report to a later meeting",
        Tie::Chair => "On a tie the chair has a casting vote",
        Tie::Falls => "On a tie the motion falls",
    }
}

/// How someone voted.
pub fn vote(vote: Vote) -> &'static str {
    match vote {
        Vote::For => "For",
        Vote::Against => "Against",
        Vote::Abstain => "Abstained",
    }
}

/// What came of a vote.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Carried => "Carried",
        Outcome::NotCarried => "Not carried",
        Outcome::Tied => "Tied",
    }
}

/// Where a member stands on a proposal.
pub fn position(position: Position) -> &'static str {
    match position {
        Position::Support => "Supports it",
        Position::CanLiveWith => "Can live with it",
        Position::StandAside => "Stands aside",
        Position::Object => "Objects",
    }
}

/// Where a member stood, in the middle of a sentence.
pub fn position_taken(position: Position) -> &'static str {
    match position {
        Position::Support => "supported it",
        Position::CanLiveWith => "could live with it",
        Position::StandAside => "stood aside",
        Position::Object => "objected",
    }
}

/// On what power a member speaks.
pub fn certified(certified: Certified) -> &'static str {
    match certified {
        Certified::Delegated => "Power is delegated to them",
        Certified::Decided => "Their organisation has decided",
        Certified::RefersBack => "Must refer it back",
    }
}

/// What a partner answered.
pub fn partners_answer(answer: PartnersAnswer) -> &'static str {
    match answer {
        PartnersAnswer::Agrees => "agrees",
        PartnersAnswer::AgreesWithConditions => "agrees, on conditions",
        PartnersAnswer::Declines => "declines, and is not bound",
    }
}

/// The level at which something is decided: "the county".
pub fn level(at: AreaKind) -> &'static str {
    match at {
        AreaKind::County => "the county",
        AreaKind::District => "the district",
        AreaKind::PartOfCounty => "a part of the county",
        AreaKind::Ward => "the ward or parish",
        AreaKind::TargetArea => "the target area",
    }
}

/// What kind of area it is: "district".
pub fn area_kind(kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::County => "county",
        AreaKind::District => "district",
        AreaKind::PartOfCounty => "part of the county",
        AreaKind::Ward => "ward or parish",
        AreaKind::TargetArea => "target area",
    }
}

/// A level as the acts have it.
pub fn wire_level(at: AreaKind) -> &'static str {
    match at {
        AreaKind::County => "county",
        AreaKind::District => "district",
        AreaKind::PartOfCounty => "part-of-county",
        AreaKind::Ward => "ward",
        AreaKind::TargetArea => "target-area",
    }
}

/// Every level, from the widest.
pub const LEVELS: [AreaKind; 5] = [
    AreaKind::County,
    AreaKind::PartOfCounty,
    AreaKind::District,
    AreaKind::Ward,
    AreaKind::TargetArea,
];

/// Whether someone may commit their organisation, said of them.
pub fn mandate(mandate: Mandate) -> &'static str {
    match mandate {
        Mandate::Commits => "they may commit their organisation",
        Mandate::RefersBack => "they refer back to their organisation",
    }
}

/// Why an appointment ended.
pub fn ground(ground: Ground) -> &'static str {
    match ground {
        Ground::Resigned => "Resigned",
        Ground::Died => "Died",
        Ground::LeftThePost => "Left the post",
        Ground::Replaced => "Replaced",
        Ground::Other => "Another reason",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, time};

    use super::*;

    #[test]
    fn days_and_times_are_said_as_people_say_them() {
        assert_eq!(day(date(2007, 4, 18)), "Wednesday 18 April 2007");
        let clauses = [
            ("24", "para 24"),
            ("17a", "para 17a"),
            ("7-8", "paras 7–8"),
            ("S08 2.1", "S08 2.1"),
        ];
        for (place, said) in clauses {
            assert_eq!(clause(place), said);
        }
        let amounts = [
            (0, "£0"),
            (5, "£0.05"),
            (120_050, "£1,200.50"),
            (99_900, "£999"),
            (100_000_000_000, "£1,000,000,000"),
        ];
        for (pence, said) in amounts {
            assert_eq!(pounds(pence), said);
        }
        let table = [
            ((10, 30), "10.30am"),
            ((14, 0), "2pm"),
            ((12, 5), "12.05pm"),
            ((12, 0), "midday"),
            ((0, 0), "midnight"),
            ((0, 45), "12.45am"),
        ];
        for ((hour, minute), said) in table {
            assert_eq!(clock(time(hour, minute, 0, 0)), said);
        }
    }
}
