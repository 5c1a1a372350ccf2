//! Papers and what is withheld, as acts.

use record::{
    id::ItemNo,
    meetings::{ClassAsked, ClassKind, ExcludePublic, Paper, PaperHash, TablePaper, WithdrawPaper},
    prose::{Title, Words},
};

use super::{date, id, person};

/// The hash that is one digit over and over.
pub fn hash(digit: &str) -> PaperHash {
    digit.repeat(64).parse().expect("a hash")
}

/// The financial affairs of somebody, looked at again in 2009.
pub fn exempt() -> ClassAsked {
    ClassAsked {
        is: ClassKind::Exempt,
        paragraphs: vec![id("3")],
        reason: Some(words("Bids are being weighed.")),
        officer: Some(person(900)),
        review: Some(date("2009-04-18")),
    }
}

/// Given by a department of state.
pub fn confidential() -> ClassAsked {
    ClassAsked {
        is: ClassKind::Confidential,
        reason: Some(words("A department of state gave it in confidence.")),
        ..ClassAsked::default()
    }
}

/// A paper that everyone may read, whose hash is one digit over and over.
pub fn table_paper(meeting: &str, item: u16, digit: &str) -> TablePaper {
    TablePaper {
        meeting: id(meeting),
        item: ItemNo(item),
        paper: Paper {
            title: Title::new("Flood plan").expect("a title"),
            hash: hash(digit),
            held_by: None,
            pages: None,
        },
        late_reason: None,
        class: ClassAsked::public(),
        real_title: None,
        replaces: None,
        keep_until: None,
    }
}

/// It is withdrawn again.
pub fn withdraw_paper(meeting: &str, item: u16, digit: &str) -> WithdrawPaper {
    WithdrawPaper {
        meeting: id(meeting),
        item: ItemNo(item),
        paper: hash(digit),
        why: words("It named a private person."),
    }
}

/// The public is excluded from an item.
pub fn exclude_public(meeting: &str, item: u16) -> ExcludePublic {
    ExcludePublic {
        meeting: id(meeting),
        item: ItemNo(item),
        paragraphs: Vec::new(),
        words: words("That the public be excluded from this item."),
    }
}

fn words(text: &str) -> Words {
    Words::new(text).expect("words that can be shown")
}
