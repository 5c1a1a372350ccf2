//! An agreement as a version of it has it: blocks, outcomes, indicators, targets, and what changed.

use jiff::civil::Date;
use record::{
    LineNo,
    id::{AgreementId, BlockId, DecisionId, IndicatorId, OutcomeId},
    plan::{Agreement, Indicator, Judge, Outcome, Period, Version, by_line},
};
use serde::Serialize;

use super::{IndicatorRef, LeadView, OutcomeRef, ThemeRef, Value};
use crate::Reading;

/// A version of an agreement.
#[derive(Debug, Clone, Serialize)]
pub struct AgreementVersionView {
    /// Its name in addresses.
    pub id: AgreementId,
    /// What it is called.
    pub title: String,
    /// The version that is shown.
    pub shown: VersionLine,
    /// Every version, oldest first.
    pub versions: Vec<VersionLine>,
    /// Its blocks.
    pub blocks: Vec<BlockView>,
    /// Outcomes that the version before did not have.
    pub added: Vec<OutcomeRef>,
    /// Outcomes that the version before had and this one has not.
    pub dropped: Vec<OutcomeRef>,
}

/// A version in a list.
#[derive(Debug, Clone, Serialize)]
pub struct VersionLine {
    /// Its number, from 1.
    pub number: u16,
    /// From when it holds.
    pub from: Date,
    /// Its last day.
    pub until: Date,
    /// Why it was refreshed; none: it is the first.
    pub why: Option<String>,
    /// The decision.
    pub decided_by: Option<DecisionId>,
    /// The line of the book.
    pub line: LineNo,
}

/// A block of an agreement.
#[derive(Debug, Clone, Serialize)]
pub struct BlockView {
    /// Its short name.
    pub id: BlockId,
    /// What it is called.
    pub name: String,
    /// Its themes.
    pub themes: Vec<ThemeRef>,
    /// Its outcomes.
    pub outcomes: Vec<OutcomeTargets>,
}

/// An outcome with its indicators and their targets.
#[derive(Debug, Clone, Serialize)]
pub struct OutcomeTargets {
    /// The outcome.
    pub outcome: OutcomeRef,
    /// Who leads.
    pub lead: LeadView,
    /// Its indicators.
    pub indicators: Vec<IndicatorTargets>,
}

/// An indicator with its targets for the whole partnership.
#[derive(Debug, Clone, Serialize)]
pub struct IndicatorTargets {
    /// The indicator.
    pub indicator: IndicatorRef,
    /// What it stands for.
    pub standing: &'static str,
    /// Where it began.
    pub baseline: Option<TargetView>,
    /// Its targets for whole years, or else the latest ones.
    pub targets: Vec<TargetView>,
}

/// A target.
#[derive(Debug, Clone, Serialize)]
pub struct TargetView {
    /// For which period.
    pub period: Period,
    /// The same in a few letters: "Q3 07-08".
    pub said: String,
    /// What is aimed at.
    pub value: Value,
    /// Whether the version before aimed at something else.
    pub changed: bool,
}

/// The most targets of an indicator that are shown.
const MOST_TARGETS: usize = 4;

/// A version of an agreement, or of the one that runs on a day when none is named; none when there is no
/// such agreement or version.
pub fn agreement_version(
    reading: &Reading,
    id: Option<&AgreementId>,
    number: Option<u16>,
    on: Date,
) -> Option<AgreementVersionView> {
    let judge = Judge::on(&reading.record, on);
    let plan = &reading.record.plan;
    let agreement = match id {
        Some(id) => plan.agreement(id)?,
        None => {
            let known = plan.agreements().filter(|it| it.from <= on);
            let latest = known.max_by_key(|it| it.from);
            latest.or_else(|| plan.agreements().min_by_key(|it| it.from))?
        }
    };
    let version = match number {
        Some(number) => agreement.version(number)?,
        None => agreement.on(on)?,
    };
    let line = agreement.last_line(version.number);
    let before = version.number.checked_sub(1).filter(|number| *number > 0);
    let before = before.map(|number| agreement.last_line(number));
    let outcomes = |line| outcomes_by(&judge, agreement, line);
    let (now, then) = (outcomes(line), before.map(outcomes));
    let lacks = |all: &[OutcomeRef], one: &OutcomeRef| all.iter().all(|it| it.id != one.id);
    Some(AgreementVersionView {
        id: agreement.id.clone(),
        title: agreement.title.to_string(),
        shown: VersionLine::of(version),
        versions: agreement.versions.iter().map(VersionLine::of).collect(),
        blocks: blocks(reading, &judge, agreement, version, (line, before)),
        added: then.as_ref().map_or_else(Vec::new, |then| {
            let new = now.iter().filter(|one| lacks(then, one));
            new.cloned().collect()
        }),
        dropped: then.map_or_else(Vec::new, |then| {
            let gone = then.into_iter().filter(|one| lacks(&now, one));
            gone.collect()
        }),
    })
}

impl VersionLine {
    fn of(version: &Version) -> Self {
        Self {
            number: version.number,
            from: version.from,
            until: version.until,
            why: version.why.as_ref().map(|why| why.shown().to_owned()),
            decided_by: version.decided_by.clone(),
            line: version.line,
        }
    }
}

/// Whether an outcome is pursued as the book stands at a line.
fn pursued(outcome: &Outcome, line: LineNo) -> bool {
    let set = by_line(&outcome.set, line).is_some();
    set && outcome.ended.as_ref().is_none_or(|ended| ended.line > line)
}

fn outcomes_by(judge: &Judge<'_>, agreement: &Agreement, line: LineNo) -> Vec<OutcomeRef> {
    let all = judge.record.plan.outcomes_of(&agreement.id);
    let pursued = all.filter(|outcome| pursued(outcome, line));
    pursued
        .filter_map(|outcome| {
            let said = by_line(&outcome.set, line)?;
            Some(OutcomeRef::of(&outcome.id, &said.what))
        })
        .collect()
}

fn blocks(
    reading: &Reading,
    judge: &Judge<'_>,
    agreement: &Agreement,
    version: &Version,
    (line, before): (LineNo, Option<LineNo>),
) -> Vec<BlockView> {
    let plan = &judge.record.plan;
    let view = |block: &record::plan::Block| {
        let all = plan.outcomes_of(&agreement.id);
        let outcomes = all.filter(|outcome| pursued(outcome, line));
        let outcomes = outcomes.filter_map(|outcome| {
            let says = &by_line(&outcome.set, line)?.what;
            (says.block == block.id).then(|| OutcomeTargets {
                outcome: OutcomeRef::of(&outcome.id, says),
                lead: LeadView::of(reading, judge, &says.lead),
                indicators: indicators(judge, &outcome.id, (line, before)),
            })
        });
        BlockView {
            id: block.id.clone(),
            name: block.name.to_string(),
            themes: block
                .themes
                .iter()
                .map(|theme| ThemeRef::of(judge.arrangements, theme))
                .collect(),
            outcomes: outcomes.collect(),
        }
    };
    version.blocks.iter().map(view).collect()
}

fn indicators(
    judge: &Judge<'_>,
    outcome: &OutcomeId,
    (line, before): (LineNo, Option<LineNo>),
) -> Vec<IndicatorTargets> {
    let all = judge.record.plan.indicators_of(outcome);
    let lives = all.filter(|it| {
        it.retired
            .as_ref()
            .is_none_or(|retired| retired.line > line)
    });
    let mut views: Vec<(Option<IndicatorId>, IndicatorTargets)> = lives
        .filter_map(|indicator| {
            let says = &by_line(&indicator.set, line)?.what;
            let baseline = says.baseline.as_ref().map(|it| TargetView {
                period: it.period,
                said: it.period.short(),
                value: Value::of(it.value.exactly(), says),
                changed: false,
            });
            let view = IndicatorTargets {
                indicator: IndicatorRef::of(&indicator.id, says),
                standing: says.standing.word(),
                baseline,
                targets: targets(indicator, says, (line, before)),
            };
            Some((says.standing.headline().cloned(), view))
        })
        .collect();
    views.sort_by_key(|(headline, view)| {
        let own = view.indicator.id.clone();
        (headline.clone().unwrap_or(own), headline.is_some())
    });
    views.into_iter().map(|(_, view)| view).collect()
}

fn targets(
    indicator: &Indicator,
    says: &record::plan::IndicatorSays,
    (line, before): (LineNo, Option<LineNo>),
) -> Vec<TargetView> {
    let of_whole = indicator.targets.get(&None).into_iter().flatten();
    let all: Vec<TargetView> = of_whole
        .filter_map(|(period, set)| {
            let said = by_line(set, line)?;
            let then = before.map(|line| by_line(set, line));
            Some(TargetView {
                period: *period,
                said: period.short(),
                value: Value::of(said.what.value.exactly(), says),
                changed: then.is_some_and(|then| then.is_none_or(|then| then.line != said.line)),
            })
        })
        .collect();
    let years = all.iter().filter(|it| it.period == it.period.year());
    let years: Vec<TargetView> = years.cloned().collect();
    let chosen = if years.is_empty() { all } else { years };
    let skip = chosen.len().saturating_sub(MOST_TARGETS);
    chosen.into_iter().skip(skip).collect()
}
