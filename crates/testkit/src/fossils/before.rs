//! Before a meeting: notice, changes of day, the forward plan.

use std::num::NonZeroU16;

use record::{
    arrangements::Purpose,
    id::ItemNo,
    meetings::{
        AddItem, Cancel, ChangeItem, DeferItem, DropPlanned, IssueAgenda, ItemCalled, Move, Paper,
        PlanItem, ReorderAgenda, TablePaper,
    },
    prose::Title,
};

use super::{Book, date, id, table_paper, time, words};

const AUTUMN: &str = "learning-2007-10-24";
const WINTER: &str = "learning-2007-11-21";

pub(super) fn goes_on(book: Book) -> Book {
    late_business(moved_and_changed(book))
}

/// A meeting that is called, rearranged, moved across the end of summer time and given notice of.
fn moved_and_changed(book: Book) -> Book {
    book.at("2007-09-03T09:00")
        .after(planned("Otters", None, None))
        .after(planned("Locks", Some("2008-02-01"), Some("The miller")))
        .calls_on("learning", "2007-10-24")
        .after(ReorderAgenda {
            meeting: id(AUTUMN),
            order: [2, 1, 3].map(ItemNo).to_vec(),
        })
        .after(ChangeItem {
            meeting: id(AUTUMN),
            item: ItemNo(1),
            to: item("Flood plan for the mill", Some("The miller"), Some(25)),
        })
        .after(ChangeItem {
            meeting: id(AUTUMN),
            item: ItemNo(2),
            to: item("Otters", None, None),
        })
        .after(Move {
            meeting: id(AUTUMN),
            date: date("2007-10-31"),
            starts: time("14:00"),
            place: Title::new("The mill").expect("a title"),
            why: words("The hall is flooded."),
        })
        .at("2007-10-15T09:00")
        .after(IssueAgenda {
            meeting: id(AUTUMN),
            late_reason: None,
        })
}

/// Supplements, one of them late; an item put off; a meeting cancelled and an item dropped.
fn late_business(book: Book) -> Book {
    let paper = TablePaper {
        paper: Paper {
            title: Title::new("Map of the mill").expect("a title"),
            hash: "c".repeat(64).parse().expect("a hash"),
            held_by: None,
            pages: NonZeroU16::new(12),
        },
        late_reason: Some(words("The map was lost.")),
        ..table_paper(AUTUMN, 1, "c")
    };
    let business = AddItem {
        meeting: id(AUTUMN),
        item: item("Broken weir", None, None),
        late_reason: Some(words("The weir broke.")),
        class: None,
        real_title: None,
    };
    book.at("2007-10-29T09:00")
        .after(paper)
        .after(business)
        .after(DeferItem {
            meeting: id(AUTUMN),
            item: ItemNo(3),
            why: words("The paper is not ready."),
        })
        .calls_on("learning", "2007-11-21")
        .at("2007-11-19T09:00")
        .issues(WINTER)
        .after(Cancel {
            meeting: id(WINTER),
            why: words("Too few can come."),
        })
        .after(DropPlanned {
            planned: id("learning-to-come-2"),
            why: words("The locks are mended."),
        })
}

fn planned(title: &str, not_before: Option<&str>, presenter: Option<&str>) -> PlanItem {
    PlanItem {
        body: id("learning"),
        title: Title::new(title).expect("a title"),
        purpose: Purpose::Discussion,
        not_before: not_before.map(date),
        presenter: presenter.map(|name| Title::new(name).expect("a name")),
        why: words("The wardens asked."),
    }
}

fn item(title: &str, presenter: Option<&str>, minutes: Option<u16>) -> ItemCalled {
    ItemCalled {
        title: Title::new(title).expect("a title"),
        purpose: Purpose::Decision,
        presenter: presenter.map(|name| Title::new(name).expect("a name")),
        minutes,
    }
}
