//! Three Rivers: a fictional partnership, as builders for tests.
//!
//! A test begins with a [`Book`], tells the story so far one act after another, and asks for a
//! ruling. Everything goes through the same `decide` and `apply` as in the running house; nothing is
//! put into the record by the back door. A builder that is refused panics: the story was told wrong.
//!
//! ```
//! use testkit::{Book, BOARD, seat};
//!
//! let book = Book::board_under_way(&["chair", "leader", "health", "voluntary"]);
//! let meeting = book.record.meetings.get(&BOARD.parse().unwrap()).unwrap();
//! assert!(meeting.quorum(&book.record).quorate());
//! assert!(meeting.room.contains_key(&seat("board.leader")));
//! ```

// A story that cannot be told is a mistake in a test, and stops it there and then.
#![allow(clippy::expect_used, clippy::panic)]

mod bodies;
mod book;
pub mod canary;
mod delivery;
mod exceptions;
mod fossils;
mod funds;
mod papers;
mod people;
mod plan;
mod story;
pub mod wire;

pub use bodies::{
    CONTACTS, approve_terms, close_group, extend_group, found_group, log_dependency, name_contact,
    propose_terms, settle_dependency,
};
pub use book::{Book, Line, Unaccepted, rules};
pub use delivery::DELIVERY;
pub use exceptions::{
    begin_review, close_exception, contribute, end_review, finish_remedy, forward_exception,
    list_watched, move_watched, raise_exception, raise_log_jam, set_remedy, state_saving,
    with_themes,
};
pub use fossils::{Fossil, three_rivers_fossils};
pub use funds::{
    MONEY, MONEY_DECISION, accept_return, aligned, allocate, allocated, approve_release,
    close_year, decided_otherwise, declined, demand_unspent, expect_funding, find_ineligible,
    funded, give_assurance, instalment, judge_assurance, last_posting, make_return, officer,
    open_stream, period, propose_release, proposed, ready, record_returned, released, repay_giver,
    returned, saying, sign_agreement, title, unanswered, with_money, year_closed,
};
pub use papers::{confidential, exclude_public, exempt, hash, table_paper, withdraw_paper};
pub use people::{date, holder_of, id, person, seat, substitute_for, time};
pub use plan::{
    PLAN, agreed_plan, count, make_agreement, measured, measured_by, planned, planned_by,
    return_figures, set_indicator, set_outcome, target, targeted,
};
pub use story::{BOARD, EXECUTIVE, FORUM, LEARNING};

/// The arrangements of Three Rivers.
pub const ARRANGEMENTS: &str = include_str!("three-rivers.toml");

/// The seats of Three Rivers that are filled on the day of its meetings.
pub const FILLED: &[&str] = &[
    "board.chair",
    "board.leader",
    "board.councillor-1",
    "board.councillor-2",
    "board.health",
    "board.voluntary",
    "board.ambassador",
    "board.observer",
    "board.adviser",
    "executive.chief",
    "executive.director",
    "executive.nurse",
    "learning.school",
    "learning.college",
    "learning.clinic",
    "learning.tutor",
    "forum.citizen-1",
    "forum.citizen-2",
];
