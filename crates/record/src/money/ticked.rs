//! Statements that are given one by one: undertakings and confirmations. Each has to be ticked.

use crate::{act::Advice, arrangements::Statement};

/// Why what was ticked will not do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unticked {
    /// Some are missing.
    #[error("of the {field}, {} {} missing", listed(missing), if missing.len() == 1 { "is" } else { "are" })]
    Missing {
        /// The field.
        field: &'static str,
        /// Their numbers, from 1.
        missing: Vec<u16>,
        /// The clause of the first of them.
        clause: Option<String>,
    },
    /// There are not so many.
    #[error("there are {most} {field}, and {number} is none of them")]
    Unknown {
        /// The field.
        field: &'static str,
        /// The number.
        number: u16,
        /// How many there are.
        most: usize,
    },
}

fn listed(numbers: &[u16]) -> String {
    let numbers: Vec<String> = numbers.iter().map(u16::to_string).collect();
    match numbers.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}

impl Unticked {
    /// The numbers in order, where all that is asked for is ticked.
    pub(super) fn all(
        field: &'static str,
        asked: &[Statement],
        ticked: &[u16],
    ) -> Result<Vec<u16>, Self> {
        let most = asked.len();
        let beyond = |number: &&u16| **number == 0 || usize::from(**number) > most;
        if let Some(number) = ticked.iter().find(beyond) {
            let number = *number;
            return Err(Self::Unknown {
                field,
                number,
                most,
            });
        }
        let all = (1..).zip(asked);
        let open: Vec<(u16, &Statement)> =
            all.filter(|(number, _)| !ticked.contains(number)).collect();
        match open.first() {
            Some((_, first)) => Err(Self::Missing {
                field,
                clause: first.clause.clone(),
                missing: open.iter().map(|(number, _)| *number).collect(),
            }),
            None => Ok((1..).zip(asked).map(|(number, _)| number).collect()),
        }
    }

    pub(super) fn advice(&self) -> Advice {
        match self {
            Self::Missing { field, clause, .. } => Advice::new(
                "money/not-all-ticked",
                field,
                "Each has to be given by itself: tick all, or do not sign.",
            )
            .by(clause.as_deref()),
            Self::Unknown { field, .. } => Advice::new(
                "money/no-such-statement",
                field,
                "Use the numbers of the arrangements in force, from 1.",
            ),
        }
    }
}
