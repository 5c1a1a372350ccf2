//! Long lists, fifty rows to a page: `?page=2`.

use crate::visit::Visit;

/// Rows on a page.
const ROWS: usize = 50;

/// One page of a list.
pub(crate) struct Pages<T> {
    /// Its rows.
    pub(crate) rows: Vec<T>,
    /// The number of the page before, where there is one.
    pub(crate) newer: Option<usize>,
    /// The number of the page after, where there is one.
    pub(crate) older: Option<usize>,
}

impl<T> Pages<T> {
    /// The page that the address asks for. A number that is none is the first page; rows before it
    /// are passed over, rows after it are never made.
    pub(crate) fn of(visit: &Visit, all: impl Iterator<Item = T>) -> Self {
        let asked = visit.query("page").and_then(|page| page.parse().ok());
        let page = asked
            .filter(|page| (1..=1_000_000).contains(page))
            .unwrap_or(1);
        let mut rows: Vec<T> = all.skip((page - 1) * ROWS).take(ROWS + 1).collect();
        let older = (rows.len() > ROWS).then_some(page + 1);
        rows.truncate(ROWS);
        Self {
            rows,
            newer: (page > 1).then(|| page - 1),
            older,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::Moot;

    #[tokio::test]
    async fn an_address_that_asks_for_no_page_gets_the_first() {
        let moot = Moot::new();
        moot.meets();
        for page in ["", "?page=", "?page=1", "?page=0", "?page=-3", "?page=many"] {
            let address = format!("/three-rivers/meetings{page}");
            moot.get(&address).await.sound().says(&["Held"]);
        }
        moot.get("/three-rivers/meetings?page=9")
            .await
            .sound()
            .says(&["Previous page"]);
    }
}
