//! Which indicator and which area a cell means: by short name, reference or title.

use std::collections::HashMap;

use record::{
    Record,
    arrangements::{AreaKind, Arrangements},
    id::IndicatorId,
    plan::Where,
};

/// The most names that a message lists.
const MOST_LISTED: usize = 8;

/// Words without what people write in several ways: case, spaces, hyphens.
fn key(words: &str) -> String {
    let letters = words.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Everything that a row may be about.
pub(super) struct Names {
    indicators: HashMap<String, Vec<IndicatorId>>,
    areas: HashMap<String, Where>,
    listed: String,
}

impl Names {
    pub(super) fn of(record: &Record, arrangements: &Arrangements) -> Self {
        let mut indicators: HashMap<String, Vec<IndicatorId>> = HashMap::new();
        for indicator in record.plan.indicators() {
            let says = indicator.now();
            let reference = says.and_then(|says| says.reference.as_ref());
            let title = says.map(|says| key(says.title.as_str()));
            let mut keys = vec![key(indicator.id.as_str())];
            keys.extend(reference.map(|it| key(it.as_str())));
            keys.extend(title);
            keys.dedup();
            for key in keys {
                let known = indicators.entry(key).or_default();
                if !known.contains(&indicator.id) {
                    known.push(indicator.id.clone());
                }
            }
        }
        let mut areas: HashMap<String, Where> = HashMap::new();
        for words in [
            "whole",
            "all",
            "county",
            "total",
            "wholepartnership",
            "thewhole",
        ] {
            areas.insert(words.to_owned(), None);
        }
        areas.insert(key(&arrangements.partnership.name), None);
        for area in &arrangements.area {
            let whole = area.kind == AreaKind::County && area.within.is_none();
            let place = (!whole).then(|| area.id.clone());
            let names = [
                Some(area.id.as_str()),
                Some(&*area.name),
                area.code.as_deref(),
            ];
            for name in names.into_iter().flatten() {
                areas.insert(key(name), place.clone());
            }
        }
        let names: Vec<&str> = arrangements.area.iter().map(|it| &*it.name).collect();
        let more = if names.len() > MOST_LISTED {
            " and others"
        } else {
            ""
        };
        let listed = names[..names.len().min(MOST_LISTED)].join(", ");
        Self {
            indicators,
            areas,
            listed: format!("{listed}{more}"),
        }
    }

    /// The indicator of that short name, or the one with that reference or title.
    pub(super) fn indicator(&self, record: &Record, words: &str) -> Result<IndicatorId, String> {
        let plain = words.trim().to_lowercase();
        if let Ok(id) = plain.parse::<IndicatorId>()
            && record.plan.indicator(&id).is_some()
        {
            return Ok(id);
        }
        let found = self
            .indicators
            .get(&key(words))
            .map_or(&[][..], Vec::as_slice);
        let lives = |id: &&IndicatorId| {
            let indicator = record.plan.indicator(id);
            indicator.is_some_and(|it| it.retired.is_none())
        };
        let living: Vec<&IndicatorId> = found.iter().filter(lives).collect();
        match (living.as_slice(), found) {
            ([one], _) => Ok((*one).clone()),
            ([], [one]) => Ok(one.clone()),
            ([], []) => {
                let shown: String = words.chars().take(60).collect();
                Err(format!(
                    "there is no indicator called “{shown}”: write its short name, its reference or its title \
                     as on the page of performance"
                ))
            }
            (several, _) => {
                let names: Vec<&str> = several.iter().map(|id| id.as_str()).collect();
                Err(format!(
                    "several indicators are called that: write the short name of the one you mean ({})",
                    names.join(", ")
                ))
            }
        }
    }

    /// The area of that name; none is the whole partnership.
    pub(super) fn area(&self, words: &str) -> Result<Where, String> {
        self.areas.get(&key(words)).cloned().ok_or_else(|| {
            let there = match self.listed.is_empty() {
                true => "none are in the arrangements".to_owned(),
                false => format!("there are: {}", self.listed),
            };
            format!("there is no area called that; {there}; for the whole partnership leave the cell empty")
        })
    }
}
