//! Papers of every class, their versions, what becomes of them, and an item from which the public is
//! excluded.

use std::num::NonZeroU16;

use record::{
    id::ItemNo,
    meetings::{
        ApproveMinutes, ClassAsked, ClassKind, ClassifyItem, ClassifyPaper, DeclareInterest,
        DraftMinutes, ItemMinuted, Paper, Release, TablePaper,
    },
    prose::Title,
};

use super::super::{confidential, exclude_public, exempt, hash, table_paper, withdraw_paper};
use super::{Book, date, id, seat, words};

const LATE: &str = "board-2009-11-18";

pub(super) fn goes_on(book: Book) -> Book {
    let book = book.at("2009-10-05T09:00").calls_on("board", "2009-11-18");
    in_private(to_be_read(book))
}

/// Papers that are drafted, withheld, replaced, released and withdrawn.
fn to_be_read(book: Book) -> Book {
    let paper = |digit: &str, class: ClassAsked| TablePaper {
        class,
        ..table_paper(LATE, 2, digit)
    };
    let classify = |digit: &str, class: ClassAsked, late: Option<&str>| ClassifyPaper {
        meeting: id(LATE),
        item: ItemNo(2),
        paper: hash(digit),
        class,
        late_reason: late.map(words),
    };
    let long = table_paper(LATE, 2, "e").paper;
    book.after(paper("d", withheld()))
        .after(TablePaper {
            paper: Paper {
                pages: NonZeroU16::new(8),
                ..long
            },
            real_title: Title::new("The miller's bid").ok(),
            replaces: Some(hash("d")),
            keep_until: Some(date("2015-11-18")),
            ..paper("e", withheld())
        })
        .after(paper("f", ClassAsked::plain(ClassKind::Draft)))
        .after(paper("1", ClassAsked::plain(ClassKind::Members)))
        .after(paper("2", confidential()))
        .after(classify("2", withheld(), None))
        .issues(LATE)
        .at("2009-11-16T09:00")
        .after(classify(
            "f",
            ClassAsked::public(),
            Some("The miller was ill."),
        ))
        .after(release(Some("e")))
        .after(withdraw_paper(LATE, 2, "f"))
}

/// An item that is not for everyone, from the declaration of an interest to its minutes.
fn in_private(book: Book) -> Book {
    let said = |item: u16, text: &str| ItemMinuted {
        item: ItemNo(item),
        text: words(text),
    };
    let classify = |class: ClassAsked, title: Option<&str>| ClassifyItem {
        meeting: id(LATE),
        item: ItemNo(3),
        class,
        real_title: title.and_then(|title| Title::new(title).ok()),
    };
    book.after(classify(confidential(), None))
        .after(classify(withheld(), Some("Who shall build the bridge")))
        .after(DeclareInterest {
            meeting: id(LATE),
            seat: seat("board.leader"),
            item: ItemNo(3),
            person: None,
            nature: words("The council bids, too."),
            withdraws: true,
            for_organisation: true,
        })
        .arrives(LATE, "board.chair")
        .at("2009-11-18T10:30")
        .opens(LATE, "board.chair")
        .after(exclude_public(LATE, 3))
        .closes(LATE)
        .after(DraftMinutes {
            meeting: id(LATE),
            items: vec![
                said(1, "All were welcome."),
                said(3, "The miller builds it."),
            ],
        })
        .after(ApproveMinutes {
            meeting: id(LATE),
            on: None,
            at: None,
            summaries: vec![said(3, "A builder was chosen.")],
        })
        .after(release(None))
}

fn withheld() -> ClassAsked {
    ClassAsked {
        review: Some(date("2010-11-18")),
        ..exempt()
    }
}

fn release(paper: Option<&str>) -> Release {
    Release {
        meeting: id(LATE),
        item: ItemNo(paper.map_or(3, |_| 2)),
        paper: paper.map(hash),
        why: words("The contract is signed."),
    }
}
