//! What the forms of the plan offer to choose from.

use record::{
    arrangements::{AreaKind, Arrangements},
    plan::{Every, Indicator, Judge, Period},
};

use crate::{forms::Choice, visit::Visit};

/// How many past periods are offered.
const PAST: usize = 16;

/// The arrangements in force today.
pub(super) fn arrangements(visit: &Visit) -> Option<&Arrangements> {
    let structure = &visit.reading.record.structure;
    let adoption = structure.in_force_or_first(visit.reading.today());
    adoption.map(|adoption| &*adoption.arrangements)
}

/// The whole, and each of its districts and other areas: the name sent, and the name read.
pub(super) fn places(visit: &Visit) -> Vec<(String, String)> {
    let Some(arrangements) = arrangements(visit) else {
        return vec![(String::new(), "The whole".to_owned())];
    };
    let whole = (String::new(), arrangements.partnership.area.clone());
    let districts = arrangements.districts();
    let districts = districts.map(|area| (area.id.to_string(), area.name.clone()));
    std::iter::once(whole).chain(districts).collect()
}

/// Areas chosen for special attention, by name.
pub(super) fn target_areas(visit: &Visit) -> Vec<Choice> {
    let areas = arrangements(visit).into_iter().flat_map(|it| &it.area);
    areas
        .filter(|area| area.kind == AreaKind::TargetArea || area.kind == AreaKind::Ward)
        .map(|area| Choice::new(area.id.to_string(), area.name.clone()))
        .collect()
}

/// Periods, as choices.
pub(super) fn periods(list: impl IntoIterator<Item = Period>, starts: u8) -> Vec<Choice> {
    let choice = |period: Period| {
        let said = crate::say::initial(period.said().as_str());
        let months = period.months_said(starts);
        Choice::new(period.to_string(), format!("{said}: {months}"))
    };
    list.into_iter().map(choice).collect()
}

/// The last periods that have ended, the latest first.
pub(super) fn ended(judge: &Judge<'_>, every: Every) -> Vec<Period> {
    let yesterday = judge.on.yesterday().unwrap_or(judge.on);
    let last = Period::last_ended(yesterday, every, judge.starts);
    std::iter::successors(Some(last), |period| Some(period.previous()))
        .take(PAST)
        .collect()
}

/// The last periods that have begun, the latest first.
pub(super) fn begun(judge: &Judge<'_>, every: Every) -> Vec<Period> {
    let now = Period::around(judge.on, every, judge.starts);
    std::iter::successors(Some(now), |period| Some(period.previous()))
        .take(PAST)
        .collect()
}

/// Periods of the agreement for which targets can be set: years, and their parts.
pub(super) fn to_aim_at(visit: &Visit, judge: &Judge<'_>, indicator: &Indicator) -> Vec<Period> {
    let plan = &visit.reading.record.plan;
    let outcome = plan.outcome_of(&indicator.id).and_then(|it| it.now());
    let agreement = outcome.and_then(|it| plan.agreement(&it.agreement));
    let Some((agreement, says)) = agreement.zip(indicator.now()) else {
        return Vec::new();
    };
    let first = Period::around(agreement.from, Every::Year, judge.starts);
    let last = Period::around(agreement.until(), Every::Year, judge.starts);
    let years = std::iter::successors(Some(first), |year| Some(year.next()));
    let years = years.take_while(|year| *year <= last);
    years
        .flat_map(|year| {
            let parts = year.parts(says.every).filter(move |part| *part != year);
            std::iter::once(year).chain(parts)
        })
        .collect()
}

/// Bodies, by name.
pub(super) fn bodies(visit: &Visit) -> Vec<Choice> {
    let bodies = arrangements(visit).into_iter().flat_map(|it| &it.body);
    bodies
        .filter(|body| body.exists_on(visit.reading.today()))
        .map(|body| Choice::new(body.id.to_string(), body.name.clone()))
        .collect()
}

/// Organisations, by name.
pub(super) fn partners(visit: &Visit) -> Vec<Choice> {
    let all = arrangements(visit)
        .into_iter()
        .flat_map(|it| &it.organisation);
    all.map(|it| Choice::new(it.id.to_string(), it.name.clone()))
        .collect()
}

/// Themes, by name.
pub(super) fn themes(visit: &Visit) -> Vec<Choice> {
    let all = arrangements(visit).into_iter().flat_map(|it| &it.theme);
    all.map(|it| Choice::new(it.id.to_string(), it.name.clone()))
        .collect()
}

/// Agreements, by name.
pub(super) fn agreements(visit: &Visit) -> Vec<Choice> {
    let all = visit.reading.record.plan.agreements();
    all.map(|it| Choice::new(it.id.to_string(), it.title.to_string()))
        .collect()
}

/// Outcomes that are pursued, by name.
pub(super) fn outcomes(visit: &Visit) -> Vec<Choice> {
    let all = visit.reading.record.plan.outcomes();
    all.filter(|it| it.ended.is_none())
        .filter_map(|it| Some(Choice::new(it.id.to_string(), it.now()?.title.to_string())))
        .collect()
}
