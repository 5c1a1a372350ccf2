//! What stands beside the ledger: what is demanded back, what is expected, and the financial controls.

use jiff::civil::Date;
use record::{
    LineNo,
    id::{AllocationId, ExpectedId, StreamId},
    money::{ExpectedState, Pence},
    plan::Period,
};
use serde::Serialize;

use super::{AllocationLine, Eyes, YearsView};
use crate::{Reading, views::PartnerRef};

/// Money that was demanded back, with what came of it.
#[derive(Debug, Clone, Serialize)]
pub struct ClawbackLine {
    /// The allocation.
    pub allocation: Option<AllocationLine>,
    /// What for: "Not spent".
    pub kind: &'static str,
    /// How much.
    pub pence: Pence,
    /// What came back so far.
    pub returned: Pence,
    /// What is still to come back.
    pub outstanding: Pence,
    /// Why; none: the year was closed.
    pub why: Option<String>,
    /// By when it has to come back.
    pub due: Date,
    /// Whether that day has passed and it has not all come back.
    pub overdue: bool,
    /// On which day it was demanded.
    pub on: Date,
    /// The line of the book.
    pub line: LineNo,
}

pub(super) fn demands(
    eyes: &Eyes<'_>,
    wanted: impl Fn(&AllocationId) -> bool,
) -> Vec<ClawbackLine> {
    let all = eyes.money.clawback(eyes.today).into_iter();
    all.filter(|it| wanted(&it.demand.allocation))
        .map(|it| ClawbackLine {
            allocation: eyes
                .money
                .allocation(&it.demand.allocation)
                .map(|of| AllocationLine::of(eyes, of)),
            kind: it.demand.kind.word(),
            pence: it.demand.pence,
            returned: it.returned,
            outstanding: it.outstanding(),
            why: it.demand.why.as_ref().map(|why| why.shown().to_owned()),
            due: it.demand.due,
            overdue: it.overdue,
            on: it.demand.on,
            line: it.demand.posting.line,
        })
        .collect()
}

/// What was demanded back of every year.
#[derive(Debug, Clone, Serialize)]
pub struct ClawbackView {
    /// What has not all come back, by the day it is due.
    pub outstanding: Vec<ClawbackLine>,
    /// What came back.
    pub settled: Vec<ClawbackLine>,
    /// What is still to come back.
    pub pence: Pence,
    /// What of it is overdue.
    pub overdue: Pence,
    /// What came back.
    pub returned: Pence,
    /// The year, for links.
    pub years: YearsView,
}

/// What was demanded back.
pub fn clawback(reading: &Reading) -> ClawbackView {
    let eyes = Eyes::of(reading);
    let all = demands(&eyes, |_| true);
    let overdue = all
        .iter()
        .filter(|it| it.overdue)
        .map(|it| it.outstanding)
        .sum();
    let returned = all.iter().map(|it| it.returned).sum();
    let (mut outstanding, mut settled): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|it| !it.outstanding.is_zero());
    outstanding.sort_by_key(|it| (it.due, it.line));
    settled.reverse();
    ClawbackView {
        pence: outstanding.iter().map(|it| it.outstanding).sum(),
        overdue,
        returned,
        outstanding,
        settled,
        years: eyes.years(None),
    }
}

/// Funding that is or was expected.
#[derive(Debug, Clone, Serialize)]
pub struct ExpectedLine {
    /// Its name.
    pub id: ExpectedId,
    /// What it is called.
    pub title: String,
    /// Whose it is.
    pub giver: String,
    /// From which year.
    pub year: Period,
    /// How much, where it is known.
    pub pence: Option<Pence>,
    /// How far it has come: "Expected".
    pub state: String,
    /// The stream that it became.
    pub stream: Option<StreamId>,
    /// Whether it is still to come.
    pub to_come: bool,
    /// More about it.
    pub words: Option<String>,
    /// What became known of it, the latest first: the day, how far it had come, and the line.
    pub told: Vec<(Date, String, LineNo)>,
}

/// Funding that is expected to be pooled later.
#[derive(Debug, Clone, Serialize)]
pub struct ExpectedView {
    /// Still to come, by year.
    pub to_come: Vec<ExpectedLine>,
    /// Pooled or dropped.
    pub over: Vec<ExpectedLine>,
    /// What is to come and has an amount.
    pub pence: Pence,
    /// What the arrangements say of it, each with its clause.
    pub pipeline: Vec<(String, Option<String>)>,
}

fn state_said(state: &ExpectedState) -> (String, Option<StreamId>, bool) {
    match state {
        ExpectedState::Expected => ("Expected".to_owned(), None, true),
        ExpectedState::Confirmed => ("Confirmed".to_owned(), None, true),
        ExpectedState::Pooled(stream) => ("Pooled".to_owned(), Some(stream.clone()), false),
        ExpectedState::Dropped => ("Not coming".to_owned(), None, false),
    }
}

/// Funding that is expected to be pooled later.
pub fn expected(reading: &Reading) -> ExpectedView {
    let eyes = Eyes::of(reading);
    let lines = eyes.money.all_expected().filter_map(|it| {
        let now = it.now()?;
        let (state, stream, to_come) = state_said(&now.state);
        Some(ExpectedLine {
            id: it.id.clone(),
            title: now.title.to_string(),
            giver: now.giver.to_string(),
            year: now.year,
            pence: now.pence,
            state,
            stream,
            to_come,
            words: now.words.as_ref().map(|words| words.shown().to_owned()),
            told: it
                .told
                .iter()
                .rev()
                .map(|(line, says)| (says.on, state_said(&says.state).0, *line))
                .collect(),
        })
    });
    let (mut to_come, over): (Vec<_>, Vec<_>) = lines.partition(|it| it.to_come);
    to_come.sort_by(|a, b| (a.year, &a.title).cmp(&(b.year, &b.title)));
    let rules = eyes.arrangements.and_then(|it| it.money.as_ref());
    let pipeline = rules.map_or(&[][..], |rules| &rules.pipeline).iter();
    ExpectedView {
        pence: to_come.iter().filter_map(|it| it.pence).sum(),
        to_come,
        over,
        pipeline: pipeline
            .map(|it| (it.text.clone(), it.clause.clone()))
            .collect(),
    }
}

/// Statements, each with its clause.
pub type Statements = Vec<(String, Option<String>)>;

/// The financial controls, version by version.
#[derive(Debug, Clone, Serialize)]
pub struct ControlsView {
    /// The number of the version that holds today.
    pub now: Option<u16>,
    /// All versions, the latest first: the number, by whom, from when, what it says, and the line.
    pub versions: Vec<(u16, PartnerRef, Date, String, LineNo)>,
    /// Who may amend them.
    pub amended_by: Option<PartnerRef>,
    /// What the arrangements say of money, part by part, each statement with its clause.
    pub rules: Vec<(&'static str, Statements)>,
}

/// The financial controls.
pub fn controls(reading: &Reading) -> ControlsView {
    let eyes = Eyes::of(reading);
    let said = eyes.arrangements.and_then(|it| it.money.as_ref());
    let statements = |all: &[record::arrangements::Statement]| -> Statements {
        all.iter()
            .map(|it| (it.text.clone(), it.clause.clone()))
            .collect()
    };
    let mut rules = Vec::new();
    if let Some(money) = said {
        let release = money.release.iter();
        let release = release
            .map(|it| (it.what.clone(), it.clause.clone()))
            .collect();
        rules = vec![
            (
                "How grant is paid and passed on",
                statements(&money.payment),
            ),
            ("What has to be in hand before a release", release),
            ("What a partner undertakes", statements(&money.undertaking)),
            ("What each return confirms", statements(&money.confirmation)),
            ("What the giver is assured of", statements(&money.assurance)),
            ("Aligned funding", statements(&money.aligned)),
        ];
        rules.retain(|(_, all)| !all.is_empty());
    }
    let versions = eyes.money.controls().rev();
    ControlsView {
        now: eyes.money.controls_on(eyes.today).map(|it| it.version),
        versions: versions
            .map(|it| {
                (
                    it.version,
                    eyes.partner(&it.by),
                    it.from,
                    it.says.shown().to_owned(),
                    it.line,
                )
            })
            .collect(),
        amended_by: said
            .and_then(|it| it.amended_by.as_ref())
            .map(|id| eyes.partner(id)),
        rules,
    }
}
