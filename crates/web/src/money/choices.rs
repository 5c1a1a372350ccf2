//! What the forms of the money offer to choose from.

use record::{
    arrangements::Arrangements,
    id::PartnerId,
    plan::{Every, Period},
};

use crate::{forms::Choice, visit::Visit};

/// The arrangements in force today.
pub(super) fn arrangements(visit: &Visit) -> Option<&Arrangements> {
    let structure = &visit.reading.record.structure;
    let adoption = structure.in_force_or_first(visit.reading.today());
    adoption.map(|adoption| &*adoption.arrangements)
}

/// Every organisation, by name.
pub(super) fn partners(visit: &Visit) -> Vec<Choice> {
    let organisations = arrangements(visit)
        .into_iter()
        .flat_map(|it| &it.organisation);
    organisations
        .map(|it| Choice::new(it.id.to_string(), it.name.clone()))
        .collect()
}

/// Every pooled stream, the last year first.
pub(super) fn streams(visit: &Visit) -> Vec<Choice> {
    let streams = visit.reading.record.money.streams();
    let mut pooled: Vec<_> = streams.filter(|stream| !stream.is_aligned()).collect();
    pooled.sort_by_key(|stream| std::cmp::Reverse(stream.says.year));
    let words = |year: Period, title| format!("{title}, {}", year.slashed());
    pooled
        .into_iter()
        .map(|it| Choice::new(it.id.to_string(), words(it.says.year, &it.says.title)))
        .collect()
}

/// The months of a year, as choices.
pub(super) fn months(visit: &Visit, year: Period) -> Vec<Choice> {
    let starts = arrangements(visit).map_or(4, |it| it.partnership.financial_year_starts);
    let choice = |month: Period| Choice::new(month.to_string(), month.months_said(starts));
    year.parts(Every::Month).map(choice).collect()
}

/// The financial year of today.
pub(super) fn this_year(visit: &Visit) -> Period {
    Period::around(visit.reading.today(), Every::Year, starts(visit))
}

/// Financial years that are not closed: those with money, this one and the two after it.
pub(super) fn open_years(visit: &Visit) -> Vec<Choice> {
    let money = &visit.reading.record.money;
    let now = this_year(visit);
    let mut years = money.years();
    years.extend([now, now.next(), now.next().next()]);
    years.sort_unstable();
    years.dedup();
    years.retain(|year| money.closing(*year).is_none());
    years
        .into_iter()
        .map(|it| Choice::new(it.to_string(), it.slashed()))
        .collect()
}

/// Every outcome that is pursued.
pub(super) fn outcomes(visit: &Visit) -> Vec<Choice> {
    let outcomes = visit.reading.record.plan.outcomes();
    let living = outcomes.filter(|it| it.ended.is_none());
    living
        .filter_map(|it| Some(Choice::new(it.id.to_string(), it.now()?.title.to_string())))
        .collect()
}

/// Every decision by which money may be allocated: carried, under the right competence, and agreed to by
/// the accountable body where that is asked.
pub(super) fn decisions(visit: &Visit) -> Vec<Choice> {
    let (record, today) = (&visit.reading.record, visit.reading.today());
    let decisions = record::money::decisions_to_allocate(record, today);
    decisions
        .into_iter()
        .map(|it| {
            let text = shortened(it.text.shown());
            Choice::new(it.id.to_string(), format!("{}: {text}", it.id))
        })
        .collect()
}

/// Words as they fit on one line of a list.
fn shortened(words: &str) -> String {
    match words.char_indices().nth(90) {
        Some((end, _)) => format!("{}…", words[..end].trim_end()),
        None => words.to_owned(),
    }
}

/// In which month the financial year starts.
pub(super) fn starts(visit: &Visit) -> u8 {
    arrangements(visit).map_or(4, |it| it.partnership.financial_year_starts)
}

/// The name of a partner.
pub(super) fn partner_name(visit: &Visit, id: &PartnerId) -> String {
    let partner = arrangements(visit).and_then(|it| it.partner(id));
    partner.map_or_else(|| id.to_string(), |it| it.name().to_owned())
}

/// Every block of the arrangements in force.
pub(super) fn blocks(visit: &Visit) -> Vec<Choice> {
    let money = arrangements(visit).and_then(|it| it.money.as_ref());
    let blocks = money.into_iter().flat_map(|it| &it.block);
    blocks
        .map(|it| Choice::new(it.id.to_string(), it.name.clone()))
        .collect()
}
