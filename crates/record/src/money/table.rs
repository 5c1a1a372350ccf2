//! The table of what is pooled in a financial year, by block, as the papers have it (G07, pooled funding).

use super::{Money, Pence};
use crate::{
    Record,
    arrangements::{Block, StreamKind},
    id::RuleId,
    plan::Period,
};

/// What is pooled in a financial year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundsTable {
    /// The year.
    pub year: Period,
    /// A row for each block that has money.
    pub rows: Vec<FundsRow>,
    /// What they come to.
    pub total: FundsSums,
}

/// What is pooled in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundsRow {
    /// The block.
    pub block: RuleId,
    /// What it is called.
    pub name: String,
    /// Its money.
    pub sums: FundsSums,
}

/// Money of a row, column by column.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FundsSums {
    /// Capital grant.
    pub capital: Pence,
    /// Revenue grant.
    pub revenue: Pence,
    /// What partners put in of their own budgets.
    pub budget: Pence,
}

impl FundsSums {
    /// Both grants.
    pub fn grants(&self) -> Pence {
        self.capital + self.revenue
    }

    /// All that is pooled.
    pub fn pooled(&self) -> Pence {
        self.grants() + self.budget
    }

    fn add(&mut self, sort: StreamKind, pence: Pence) {
        match sort {
            StreamKind::CapitalGrant => self.capital += pence,
            StreamKind::RevenueGrant => self.revenue += pence,
            StreamKind::Contribution => self.budget += pence,
            StreamKind::Aligned => {}
        }
    }
}

/// The table of a financial year, with the awards as they stand in the book. Blocks come in the order of
/// the newest arrangements that name them.
pub fn funds_table(record: &Record, year: Period) -> FundsTable {
    let newest = record.structure.adoptions().next_back();
    let money = newest.and_then(|adoption| adoption.arrangements.money.as_ref());
    let blocks = money.map_or(&[][..], |money| &money.block);
    of_blocks(&record.money, blocks, year)
}

fn of_blocks(money: &Money, blocks: &[Block], year: Period) -> FundsTable {
    let mut rows: Vec<FundsRow> = Vec::new();
    let mut total = FundsSums::default();
    for stream in money.streams_in(year).filter(|it| !it.is_aligned()) {
        let pence = money.sums_of_stream(&stream.id).award;
        let block = &stream.says.block;
        let at = rows.iter().position(|row| row.block == *block);
        let at = at.unwrap_or_else(|| {
            let named = blocks.iter().find(|it| it.id == *block);
            rows.push(FundsRow {
                block: block.clone(),
                name: named.map_or_else(|| block.to_string(), |it| it.name.clone()),
                sums: FundsSums::default(),
            });
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(at) {
            row.sums.add(stream.says.sort, pence);
        }
        total.add(stream.says.sort, pence);
    }
    let place = |row: &FundsRow| blocks.iter().position(|it| it.id == row.block);
    rows.sort_by_key(|row| place(row).unwrap_or(usize::MAX));
    FundsTable { year, rows, total }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    const WORCESTERSHIRE: &str = include_str!("../../../../arrangements/worcestershire-2007.toml");

    // Requirement: FU1 at /api/v1/{partnership}/acts
    #[test]
    fn the_table_of_the_papers_comes_out_to_the_pound() {
        let book = Book::adopting(WORCESTERSHIRE);
        let table = funds_table(&book.record, period("2006-07"));
        let told = |name: &str, sums: &FundsSums| {
            let columns = [
                sums.capital,
                sums.revenue,
                sums.grants(),
                sums.budget,
                sums.pooled(),
            ];
            let columns = columns.map(|pence| pence.in_pounds().unwrap());
            format!("{name} | {}", columns.join(" | "))
        };
        let rows = table.rows.iter().map(|row| told(&row.name, &row.sums));
        let all: Vec<_> = rows.chain([told("Total", &table.total)]).collect();
        assert_eq!(
            all,
            [
                "A: Communities that are Safe and Feel Safe | 176,468 | 734,562 | 911,030 | 120,000 | 1,031,030",
                "F: Stronger Communities | 0 | 417,540 | 417,540 | 0 | 417,540",
                "Total | 176,468 | 1,152,102 | 1,328,570 | 120,000 | 1,448,570",
            ]
        );
    }

    #[test]
    fn what_is_awarded_later_is_in_it_and_aligned_money_is_not() {
        let book = funded().after(open_stream("b-revenue-2007", 50_000));
        let table = funds_table(&book.record, period("2007-08"));
        let pooled: Vec<_> = table
            .rows
            .iter()
            .map(|row| (row.block.as_str(), row.sums.pooled()))
            .collect();
        assert_eq!(
            pooled,
            [("a", Pence::pounds(67_000)), ("b", Pence::pounds(3_000))]
        );
        assert!(funds_table(&book.record, period("1999-00")).rows.is_empty());
    }
}
