//! Judging arrangements: what makes them unusable (E…) and what someone should think about (W…).
//!
//! Each check is a pure function of the arrangements. This table is their index; every code has a
//! page in `docs/checks/`. The codes below E010 are found while reading and have no function here.

mod acceptances;
mod bodies;
mod duties;
mod money;
mod names;
mod numbers;
mod organisations;
mod performance;
mod references;
mod rules;
mod seats;
mod standards;
mod themes;

use toml::{Spanned, de::DeTable};

use super::{
    finding::{Finding, Level},
    model::Arrangements,
    place::place,
};

/// One check of arrangements.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// Its stable code: `E…` for an error, `W…` for a warning.
    pub code: &'static str,
    /// What it looks for, in a few words.
    pub title: &'static str,
    run: Option<fn(&Arrangements) -> Vec<Concern>>,
}

/// What a check has to say, before its place in the text is known.
struct Concern {
    /// The path to what it is about: `body[3].seat[2].partner`.
    at: String,
    about: String,
    message: String,
    help: String,
}

/// A concern: where, about what, what is wrong, what to do.
fn concern(
    at: String,
    about: impl ToString,
    message: impl Into<String>,
    help: impl Into<String>,
) -> Concern {
    Concern {
        at,
        about: about.to_string(),
        message: message.into(),
        help: help.into(),
    }
}

impl Check {
    /// Whether what it finds keeps arrangements from being used.
    pub fn is_error(&self) -> bool {
        self.code.starts_with('E')
    }

    fn findings(&self, arrangements: &Arrangements, tree: &Spanned<DeTable<'_>>) -> Vec<Finding> {
        let concerns = self.run.map(|run| run(arrangements)).unwrap_or_default();
        let level = if self.is_error() {
            Level::Error
        } else {
            Level::Warning
        };
        concerns
            .into_iter()
            .map(
                |Concern {
                     at,
                     about,
                     message,
                     help,
                 }| Finding {
                    code: self.code,
                    level: level.clone(),
                    about,
                    span: place(tree, &at),
                    message,
                    help,
                },
            )
            .collect()
    }
}

const fn while_reading(code: &'static str, title: &'static str) -> Check {
    Check {
        code,
        title,
        run: None,
    }
}

const fn looks(
    code: &'static str,
    title: &'static str,
    run: fn(&Arrangements) -> Vec<Concern>,
) -> Check {
    Check {
        code,
        title,
        run: Some(run),
    }
}

/// Every check there is, in the order of their codes.
pub const CATALOGUE: &[Check] = &[
    while_reading("E001", "The file is too large"),
    while_reading("E002", "The text is not TOML"),
    while_reading("E003", "A field that the form does not have"),
    while_reading("E004", "A field is missing"),
    while_reading("E005", "The wrong kind of value"),
    while_reading("E006", "A word that the form does not have"),
    while_reading("E007", "Not a short name"),
    while_reading("E008", "Not an exact share"),
    while_reading("E009", "Not a day"),
    looks(
        "E010",
        "One short name for two things",
        names::same_name_twice,
    ),
    looks(
        "E011",
        "A short name that cannot be used here",
        names::unfit_name,
    ),
    looks("E012", "No such body", references::bodies),
    looks("E013", "No such partner", references::partners),
    looks("E014", "No such theme", references::themes),
    looks("E015", "No such area", references::areas),
    looks("E016", "No such sector", references::sectors),
    looks("E017", "No such role", references::roles),
    looks("E018", "No such block of money", references::blocks),
    looks("E019", "Too many, or none", numbers::too_many),
    looks(
        "E020",
        "A quorum or majority that is impossible",
        rules::impossible_share,
    ),
    looks("E021", "No such time zone", numbers::time_zone),
    looks("E022", "No such month", numbers::month),
    looks(
        "E023",
        "Something ends before it begins",
        numbers::ends_before_it_begins,
    ),
    looks(
        "E024",
        "A vote by partners where nobody speaks for one",
        rules::no_partner_to_vote,
    ),
    looks("E025", "An observer that votes", seats::observer_votes),
    looks(
        "E026",
        "An acceptance of what cannot be accepted",
        acceptances::of_no_warning,
    ),
    looks(
        "E027",
        "Something leads to itself",
        numbers::leads_to_itself,
    ),
    looks(
        "E028",
        "Fewest is more than most",
        numbers::fewest_above_most,
    ),
    looks(
        "E029",
        "Another list names a seat that is not there",
        seats::listed_seat_unknown,
    ),
    looks("E030", "A name that says nothing", names::empty_name),
    looks("E031", "No such gate, or no such duty", references::gates),
    looks(
        "E032",
        "A tolerance of two kinds, or of none",
        performance::tolerance,
    ),
    looks(
        "E033",
        "An identifier of no register, or of two organisations",
        organisations::identifiers,
    ),
    looks(
        "E034",
        "Money is decided on by nobody who is there",
        money::decided_by_nothing,
    ),
    looks(
        "E035",
        "More money than the book can keep",
        money::beyond_the_book,
    ),
    while_reading("W001", "An acceptance that matches nothing"),
    looks("W002", "A body with no line to any other", bodies::alone),
    looks(
        "W003",
        "A body that answers to nobody",
        bodies::answers_to_nobody,
    ),
    looks(
        "W004",
        "Two lists of members contradict each other",
        seats::lists_contradict,
    ),
    looks(
        "W005",
        "Something is named but not defined",
        names::undefined,
    ),
    looks("W006", "One name for two things", names::shared_name),
    looks("W007", "A body that decides has no chair", seats::no_chair),
    looks("W008", "A chair nobody elects", seats::chair_nobody_elects),
    looks(
        "W009",
        "Whether the chair votes is not stated",
        seats::chair_vote_unstated,
    ),
    looks(
        "W010",
        "Terms of reference that nobody approves",
        bodies::terms_without_approver,
    ),
    looks(
        "W011",
        "Terms of reference never approved",
        bodies::terms_never_approved,
    ),
    looks(
        "W012",
        "A quorum that may be out of reach",
        rules::quorum_out_of_reach,
    ),
    looks(
        "W013",
        "A rule for voting but none for quorum",
        rules::vote_without_quorum,
    ),
    looks(
        "W014",
        "A standard nobody is responsible for",
        standards::nobody_responsible,
    ),
    looks(
        "W015",
        "A standard that is asked of nobody",
        standards::asked_of_nobody,
    ),
    looks(
        "W016",
        "A partner without a sector",
        seats::partner_without_sector,
    ),
    looks(
        "W017",
        "A theme that nobody delivers",
        themes::nobody_delivers,
    ),
    looks(
        "W018",
        "A district without a portfolio",
        themes::district_without_portfolio,
    ),
    looks(
        "W019",
        "A portfolio theme without one group to match",
        themes::theme_without_counterpart,
    ),
    looks("W020", "A question left open", themes::open_question),
    looks(
        "W021",
        "A body has to decide but its seats are not known",
        seats::seats_unknown,
    ),
    looks(
        "W022",
        "An organisation without a seat",
        seats::organisation_without_seat,
    ),
    looks(
        "W023",
        "How often a body meets is not stated",
        bodies::cadence_not_stated,
    ),
    looks(
        "W024",
        "Money without a condition for its release",
        money::no_release_condition,
    ),
    looks(
        "W025",
        "A nomination to a role without a person specification",
        seats::no_person_specification,
    ),
    looks("W026", "A duty without an owner", duties::without_owner),
    looks("W027", "A duty that never falls due", duties::never_due),
    looks("W028", "A duty owed to nobody", duties::owed_to_nobody),
    looks("W029", "Accountability goes in a circle", bodies::circle),
    looks(
        "W030",
        "A time-limited group without an end",
        bodies::no_end,
    ),
    looks(
        "W031",
        "A yearly nomination or election by nobody",
        seats::nominated_by_nobody,
    ),
    looks(
        "W032",
        "A member here and an observer there",
        seats::uneven_standing,
    ),
    looks(
        "W033",
        "A casting vote without a chair",
        rules::casting_vote_without_chair,
    ),
    looks(
        "W034",
        "A power and the lines disagree",
        bodies::delegation_without_line,
    ),
    looks(
        "W035",
        "More or fewer partners than the terms allow",
        seats::outside_limits,
    ),
    looks(
        "W036",
        "An organisation that answers to nobody stated",
        organisations::answers_to_nobody,
    ),
    looks(
        "W037",
        "A condition for release that the book cannot see",
        money::unseen_condition,
    ),
];

/// Everything that the checks find, with the warnings that the file accepts marked as such.
pub(super) fn judge(arrangements: &Arrangements, tree: &Spanned<DeTable<'_>>) -> Vec<Finding> {
    // Past these numbers nothing else is worth the time it would take.
    if numbers::far_too_many(arrangements) {
        return find("E019", arrangements, tree);
    }
    let mut findings: Vec<Finding> = CATALOGUE
        .iter()
        .flat_map(|check| check.findings(arrangements, tree))
        .collect();
    acceptances::apply(arrangements, tree, &mut findings);
    findings
}

fn find(code: &str, arrangements: &Arrangements, tree: &Spanned<DeTable<'_>>) -> Vec<Finding> {
    CATALOGUE
        .iter()
        .filter(|check| check.code == code)
        .flat_map(|check| check.findings(arrangements, tree))
        .collect()
}
