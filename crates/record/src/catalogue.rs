//! Every kind of act, one list for the pages, the API and the command line.

use std::sync::LazyLock;

use crate::{act::ActKind, book, correspondence, decisions, disputes, meetings, plan, structure};

static CATALOGUE: LazyLock<Vec<ActKind>> = LazyLock::new(|| {
    structure::acts()
        .into_iter()
        .chain(meetings::acts())
        .chain(decisions::acts())
        .chain(correspondence::acts())
        .chain(disputes::acts())
        .chain(book::acts())
        .chain(plan::acts())
        .collect()
});

/// Every kind of act, in the order in which a partnership meets them.
pub fn catalogue() -> &'static [ActKind] {
    &CATALOGUE
}
