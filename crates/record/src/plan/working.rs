//! The working of an answer: the facts it rests on, the sum, and the clause.

use serde::Serialize;

use super::Fraction;

/// How an answer came about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Working {
    /// What it rests on, one fact after the other.
    pub facts: Vec<WorkingFact>,
    /// What follows, in a sentence.
    pub sum: String,
    /// The clause of the arrangements that says so.
    pub clause: Option<String>,
}

/// One fact of a working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WorkingFact {
    /// What it is: "Target".
    pub what: &'static str,
    /// What it says: "60%, for 2007-08".
    pub says: String,
}

impl Working {
    /// Adds a fact.
    pub(super) fn fact(&mut self, what: &'static str, says: impl Into<String>) {
        self.facts.push(WorkingFact {
            what,
            says: says.into(),
        });
    }
}

/// A value with its unit, as people say it: "59.2%", "£1,200", "31 days".
pub fn in_unit(value: Fraction, places: u8, unit: Option<&str>) -> String {
    with_unit(&value.grouped(places), unit)
}

/// A number, already written, with its unit.
pub fn with_unit(number: &str, unit: Option<&str>) -> String {
    match unit {
        None => number.to_owned(),
        Some(unit) if unit.starts_with('%') => format!("{number}{unit}"),
        Some("per cent") => format!("{number}%"),
        Some(unit) if unit.starts_with(['£', '€', '$']) => {
            let (coin, rest) = unit.split_at(unit.chars().next().map_or(0, char::len_utf8));
            let rest = rest.trim();
            let (sign, number) = match number.strip_prefix('−') {
                Some(number) => ("−", number),
                None => ("", number),
            };
            match rest {
                "" => format!("{sign}{coin}{number}"),
                "000" => format!("{sign}{coin}{number},000"),
                rest => format!("{sign}{coin}{number} {rest}"),
            }
        }
        Some(unit) => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stands_where_people_put_it() {
        for (number, unit, said) in [
            ("59.2", Some("%"), "59.2%"),
            ("59.2", Some("per cent"), "59.2%"),
            ("59.2", Some("% of pupils"), "59.2% of pupils"),
            ("−1,200", Some("£"), "−£1,200"),
            ("12", Some("£ million"), "£12 million"),
            ("31", Some("days"), "31 days"),
            ("7", None, "7"),
        ] {
            assert_eq!(with_unit(number, unit), said);
        }
    }
}
