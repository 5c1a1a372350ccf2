//! Acts about bodies over time, as Three Rivers would do them.

use record::{
    arrangements::ContactRole,
    prose::{Title, Words},
    structure::{
        ApproveTerms, CloseGroup, DependencySort, ExtendGroup, FoundGroup, GroupOrigin, GroupSeat,
        GroupSort, LogDependency, NameContact, ProposeTerms, SettleDependency, TermsOf,
    },
};

use super::{date, id, person};

/// What theme groups have to name, to be put after the arrangements of Three Rivers.
pub const CONTACTS: &str = "
[[contact]]
role = \"gatekeeper\"
kinds = [\"theme-group\"]
towards = [\"board\"]
clause = \"20\"

[[contact]]
role = \"champion\"
bodies = [\"learning\"]
towards = [\"executive\"]
sits_there = true
clause = \"21\"
";

fn words(text: &str) -> Words {
    Words::new(text).expect("words that can be shown")
}

/// A group for half a year, from 1 May 2007, directed by the Board, with two seats.
pub fn found_group(group: &str) -> FoundGroup {
    let seat = |name: &str, title: &str, partner: &str| GroupSeat {
        id: id(name),
        title: Title::new(title).expect("a title"),
        partner: Some(id(partner)),
        chair: name == "lead",
    };
    FoundGroup {
        group: id(group),
        name: Title::new(&format!("Group on {group}")).expect("a title"),
        sort: GroupSort::TaskAndFinish,
        scope: words("Find out what helps, in six months."),
        resources: words("Two days a week of an officer."),
        led_by: vec![id("health")],
        origin: GroupOrigin::Directed,
        by: id("board"),
        decided_by: None,
        reports_to: Some(id("executive")),
        starts: date("2007-05-01"),
        ends: date("2007-10-31"),
        seats: vec![
            seat("lead", "Lead", "health"),
            seat("council", "Council officer", "council"),
        ],
    }
}

/// A longer run, with a reason.
pub fn extend_group(group: &str, until: &str) -> ExtendGroup {
    ExtendGroup {
        group: id(group),
        until: date(until),
        decided_by: None,
        why: Some(words("The work is not done.")),
    }
}

/// The end of a group, today, with a report.
pub fn close_group(group: &str) -> CloseGroup {
    CloseGroup {
        group: id(group),
        on: None,
        report: Some(words("It helps to ask early.")),
        paper: None,
    }
}

/// Terms of reference that state a purpose and two tasks.
pub fn propose_terms(body: &str, from: &str, purpose: &str) -> ProposeTerms {
    ProposeTerms {
        body: id(body),
        terms: TermsOf {
            purpose: Some(words(purpose)),
            tasks: Some(words("Meet.\nReport.")),
            ..TermsOf::default()
        },
        from: date(from),
        why: Some(words("It was time.")),
    }
}

/// Their approval today.
pub fn approve_terms(body: &str, version: u32) -> ApproveTerms {
    ApproveTerms {
        body: id(body),
        version,
        decided_by: None,
        at: None,
        on: None,
    }
}

/// A point of contact from 1 May 2007.
pub fn name_contact(
    body: &str,
    role: ContactRole,
    towards: Option<&str>,
    number: u32,
) -> NameContact {
    NameContact {
        body: id(body),
        role,
        towards: towards.map(id),
        person: person(number),
        from: date("2007-05-01"),
        until: None,
    }
}

/// Something that Three Rivers rests on.
pub fn log_dependency(review: &str) -> LogDependency {
    LogDependency {
        what: words("The long-term funding of Voluntary Action."),
        sort: DependencySort::RestsOn,
        about: Some(id("voluntary-action")),
        owner: id("council"),
        person: None,
        review: date(review),
    }
}

/// What came of it.
pub fn settle_dependency(dependency: &str) -> SettleDependency {
    SettleDependency {
        dependency: id(dependency),
        outcome: words("The council funds it for three years."),
    }
}
