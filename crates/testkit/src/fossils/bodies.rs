//! Bodies: terms of reference, groups founded and closed, contacts, dependencies.

use record::{
    arrangements::ContactRole,
    structure::{ApproveTerms, EndContact, ExtendGroup, FoundGroup, NameContact},
};

use super::super::{
    approve_terms, close_group, extend_group, found_group, log_dependency, name_contact,
    propose_terms, settle_dependency,
};
use super::{BOARD, Book, date, id};

/// Optional fields are both there and left out.
pub(super) fn goes_on(book: Book) -> Book {
    let decision = || Some(id(&format!("{BOARD}-2-2")));
    let gatekeeper = || name_contact("learning", ContactRole::Gatekeeper, Some("board"), 700);
    let mut plain = propose_terms("forum", "2007-09-01", "To ask and to answer.");
    plain.why = None;
    book.at("2007-07-02T10:00")
        .after(propose_terms("forum", "2007-08-01", "To ask."))
        .after(approve_terms("forum", 1))
        .after(plain)
        .after(propose_terms("board", "2007-09-01", "To agree."))
        .after(ApproveTerms {
            decided_by: decision(),
            ..approve_terms("board", 1)
        })
        .after(propose_terms("board", "2007-10-01", "To agree on more."))
        .after(ApproveTerms {
            at: Some(id(BOARD)),
            ..approve_terms("board", 2)
        })
        .after(FoundGroup {
            decided_by: decision(),
            ..found_group("alcohol")
        })
        .after(FoundGroup {
            led_by: Vec::new(),
            ..found_group("otters")
        })
        .after(extend_group("alcohol", "2008-10-31"))
        .after(ExtendGroup {
            decided_by: decision(),
            why: None,
            ..extend_group("otters", "2008-10-31")
        })
        .after(close_group("alcohol"))
        .after(gatekeeper())
        .after(NameContact {
            role: ContactRole::Link,
            until: Some(date("2007-12-31")),
            ..gatekeeper()
        })
        .after(EndContact {
            contact: id("learning-gatekeeper-1"),
            on: date("2007-11-30"),
        })
        .after(log_dependency("2007-09-01"))
        .after(settle_dependency("dependency-1"))
}
