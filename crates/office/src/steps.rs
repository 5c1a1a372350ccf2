//! The steps by which the tables came to be as they are.
//!
//! Each release may add a step at the end; none is ever changed. A store notes how many it has
//! taken, takes the rest when it opens, and refuses to touch tables that have taken more.

use crate::Fault;

/// Every step, in order, in SQLite's words.
pub(crate) const STEPS: &[&str] = &[
    include_str!("steps/1.sql"),
    include_str!("steps/2.sql"),
    include_str!("steps/means.sql"),
    include_str!("steps/letters.sql"),
    include_str!("steps/sign_in.sql"),
    include_str!("steps/files.sql"),
    include_str!("steps/directories.sql"),
    include_str!("steps/erased.sql"),
];

/// The steps still to take after `taken`, or the fault that says a newer Folkmoot was here.
pub(crate) fn remaining(taken: i64) -> Result<&'static [&'static str], Fault> {
    usize::try_from(taken)
        .ok()
        .and_then(|taken| STEPS.get(taken..))
        .ok_or(Fault::Newer {
            found: taken,
            known: known(),
        })
}

/// How many steps this version knows.
pub(crate) fn known() -> i64 {
    i64::try_from(STEPS.len()).unwrap_or(i64::MAX)
}
