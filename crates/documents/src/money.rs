//! Papers about money: what is pooled in a year, and a partner's yearly statement of assurance.

use app::views::{
    money::{AssuranceView, FundsTableView, PartnerView, TableRow},
    words,
};
use record::money::Pence;

use crate::{Block, Cell, Column, Document, Standing, Table, Text, words::House};

/// What is pooled in a year, block by block, as the papers have it (G07, para 22).
///
/// Sums are in pounds, with pence where a sum of the table has any.
pub fn funds_table(house: &House, view: &FundsTableView) -> Document {
    let year = view.years.shown.slashed();
    let mut document = house.document(
        format!("Pooled funding in {year}"),
        format!(
            "The funds that are pooled in {year}, block by block: grants and partners’ budgets"
        ),
    );
    document
        .facts
        .push(("Financial year".to_owned(), Text::of(year.clone())));
    if let Some(clause) = &view.clause {
        document
            .facts
            .push(("As agreed in".to_owned(), Text::of(clause.clone())));
    }
    document.blocks.push(if view.rows.is_empty() {
        Block::paragraph(format!("Nothing is pooled in {year}."))
    } else {
        Block::Table(pooled(view, &year))
    });
    document
}

fn pooled(view: &FundsTableView, year: &str) -> Table {
    let rows = || view.rows.iter().chain(std::iter::once(&view.total));
    let whole = rows().flat_map(sums).all(|sum| sum.in_pounds().is_some());
    let row = |row: &TableRow| {
        let name = row.block.as_ref().map(|block| block.name.clone());
        let name = Cell::words(name.unwrap_or_else(|| "Total".to_owned()));
        std::iter::once(name)
            .chain(sums(row).map(|sum| amount(sum, whole)))
            .collect()
    };
    let heads = [
        "Capital grant",
        "Revenue grant",
        "Total grants",
        "Revenue budget",
        "Total pooled",
    ];
    let columns = heads.map(|head| Column::numbers(head, 2));
    Table {
        caption: format!("Funds pooled in {year}, in pounds"),
        sheet: format!("Pooled {}", year.replace('/', "-")),
        columns: std::iter::once(Column::new("Thematic block", 5))
            .chain(columns)
            .collect(),
        rows: rows().map(row).collect(),
    }
}

fn sums(row: &TableRow) -> [Pence; 5] {
    [row.capital, row.revenue, row.grants, row.budget, row.pooled]
}

/// A sum in pounds: without pence where no sum of the table has any.
fn amount(sum: Pence, whole: bool) -> Cell {
    let pence = sum.pence();
    match whole {
        true => Cell::Number {
            units: pence / 100,
            places: 0,
        },
        false => Cell::Number {
            units: pence,
            places: 2,
        },
    }
}

/// A partner's statement of assurance for a year (G07, para 24 to 26): what it assures of, on how much
/// money, and how it was judged. None where the partner gave none.
pub fn assurance(house: &House, view: &PartnerView) -> Option<Document> {
    let given = view.assurance.as_ref()?;
    let year = view.years.shown.slashed();
    let partner = &view.partner.name;
    let mut document = house.document(
        format!("Statement of assurance {year}: {partner}"),
        format!("What {partner} assures of the money that it had in {year}"),
    );
    let fact = |name: &str, what: String| (name.to_owned(), Text::of(what));
    document.facts = vec![
        fact("Financial year", year.clone()),
        fact("Given by", format!("{}, {}", given.by, given.office)),
        fact("On", words::day(given.on)),
    ];
    document.blocks = vec![Block::heading(1, "What is assured")];
    document.blocks.extend(Block::prose(&given.words));
    if !view.allocations.is_empty() {
        document
            .blocks
            .push(Block::heading(1, "The money that it is about"));
        document.blocks.push(Block::Table(allocated(view, &year)));
    }
    document.blocks.push(Block::heading(1, "How it was judged"));
    document.blocks.push(judged(given));
    Some(document)
}

fn judged(given: &AssuranceView) -> Block {
    let (standing, word) = match given.satisfactory {
        Some(true) => (Standing::Settled, "Satisfactory."),
        Some(false) => (Standing::Failed, "Not satisfactory."),
        None => (Standing::Waits, "Not judged yet."),
    };
    let why = given.why.iter().map(|why| Text::of(why.clone()));
    Block::Outstanding {
        standing,
        texts: std::iter::once(Text::strong(word)).chain(why).collect(),
    }
}

fn allocated(view: &PartnerView, year: &str) -> Table {
    let heads = ["Allocated", "Released", "Spent", "To be returned"];
    let columns = heads.map(|head| Column::numbers(head, 2));
    let lines = view.allocations.iter();
    let rows = lines.map(|line| {
        let sums = &line.sums;
        let numbers = [sums.allocated, sums.released, sums.spent, sums.returnable];
        let name = Cell::words(line.stream.title.clone());
        std::iter::once(name)
            .chain(numbers.map(|sum| amount(sum, false)))
            .collect()
    });
    Table {
        caption: format!("What it had in {year}, in pounds, as the book has it today"),
        sheet: "Allocations".to_owned(),
        columns: std::iter::once(Column::new("Stream", 5))
            .chain(columns)
            .collect(),
        rows: rows.collect(),
    }
}
