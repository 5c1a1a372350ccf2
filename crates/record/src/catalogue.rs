//! Every kind of act, one list for the pages, the API and the command line.

use std::sync::LazyLock;

use crate::{
    act::ActKind, book, correspondence, decisions, delivery, disputes, efficiency, exceptions,
    meetings, money, plan, structure, watching,
};

static CATALOGUE: LazyLock<Vec<ActKind>> = LazyLock::new(|| {
    structure::acts()
        .into_iter()
        .chain(meetings::acts())
        .chain(decisions::acts())
        .chain(correspondence::acts())
        .chain(disputes::acts())
        .chain(delivery::acts())
        .chain(book::acts())
        .chain(plan::acts())
        .chain(exceptions::acts())
        .chain(efficiency::acts())
        .chain(watching::acts())
        .chain(money::acts())
        .collect()
});

/// Every kind of act, in the order in which a partnership meets them.
pub fn catalogue() -> &'static [ActKind] {
    &CATALOGUE
}
