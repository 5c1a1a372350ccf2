//! Forms about what is given, allocated, foreseen and closed: streams, awards, allocations, funding
//! agreements, instalments, what is expected, controls, comments, reversals and the end of a year.

use crate::doors::Doors;

/// The addresses of this part.
pub(super) fn routes() -> Doors {
    Doors::new()
}
