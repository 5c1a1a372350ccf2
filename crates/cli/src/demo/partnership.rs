//! The demonstration's partnerships: who each of them is, and the texts that its story is told from.

use jiff::civil::{Date, DateTime, date, datetime};

/// One of them.
#[derive(Debug)]
pub(crate) struct Partnership {
    /// Its address.
    pub(crate) id: &'static str,
    /// Its name, for whoever chooses whom to sign in as.
    pub(crate) name: &'static str,
    /// Whom a visitor may sign in as: in what part, and their name.
    pub(crate) sign_ins: &'static [(&'static str, &'static str)],
    /// The arrangements with which its book begins, and when they are in force from.
    pub(super) arrangements: &'static str,
    pub(super) in_force: Date,
    /// When its book begins.
    pub(super) begins: DateTime,
    /// When the seats that the papers list are filled, and from which day.
    pub(super) filled: DateTime,
    /// The officer who writes it, and who looks after the money, where someone does.
    pub(super) officer: &'static str,
    pub(super) finance: Option<&'static str>,
    /// Who sits where by the papers; who sits where by invented lists; which seats change hands.
    pub(super) listed: &'static str,
    pub(super) invented: &'static str,
    pub(super) changes: &'static str,
    /// When the invented lists are adopted, from which day they hold, and by which decision.
    pub(super) lists: (DateTime, Date, &'static str),
    /// When bodies meet, and what they talk about.
    pub(super) cycles: &'static str,
    pub(super) business: &'static [(&'static str, &'static str)],
    /// Bodies whose minutes never wait for their next meeting, so that what they decided is known.
    pub(super) leading: &'static [&'static str],
    /// The organisation that holds papers and does things, where nobody else is named.
    pub(super) host: &'static str,
    /// Who takes over what the host passes on.
    pub(super) deputy: &'static str,
}

/// Three years of the Worcestershire Partnership.
pub(super) const WORCESTERSHIRE: Partnership = Partnership {
    id: super::PARTNERSHIP,
    name: "Worcestershire Partnership",
    sign_ins: &[
        ("Secretariat officer", "Marian Holt"),
        ("Independent Chair of the Board", "Sir Edmund Thorne"),
        (
            "Leader of Wychavon, member of the Board",
            "Cllr Judith Ames",
        ),
        (
            "Substitute for West Mercia Police",
            "Chief Inspector Ruth Amory",
        ),
        (
            "Observer for Government Office West Midlands",
            "Lorna Beech",
        ),
        ("Finance officer of the accountable body", "Derek Aldous"),
    ],
    arrangements: include_str!("../../../../arrangements/worcestershire-2007.toml"),
    in_force: date(2007, 1, 1),
    begins: datetime(2007, 1, 8, 9, 0, 0, 0),
    filled: datetime(2007, 1, 8, 9, 30, 0, 0),
    officer: "Marian Holt",
    finance: Some("Derek Aldous"),
    listed: include_str!("../../demo/members.toml"),
    invented: include_str!("../../demo/groups.toml"),
    changes: include_str!("../../demo/changes.toml"),
    lists: (
        datetime(2007, 1, 30, 10, 0, 0, 0),
        date(2007, 2, 1),
        "board-2007-01-24-1",
    ),
    cycles: include_str!("../../demo/cycles.toml"),
    business: &[
        ("board", include_str!("../../demo/business/board.toml")),
        (
            "management-group",
            include_str!("../../demo/business/management-group.toml"),
        ),
        ("safer", include_str!("../../demo/business/safer.toml")),
        ("economy", include_str!("../../demo/business/economy.toml")),
        ("health", include_str!("../../demo/business/health.toml")),
        (
            "environment",
            include_str!("../../demo/business/environment.toml"),
        ),
        (
            "children",
            include_str!("../../demo/business/children.toml"),
        ),
        ("culture", include_str!("../../demo/business/culture.toml")),
        (
            "learning",
            include_str!("../../demo/business/learning.toml"),
        ),
        (
            "equalities",
            include_str!("../../demo/business/equalities.toml"),
        ),
        (
            "infrastructure",
            include_str!("../../demo/business/infrastructure.toml"),
        ),
        (
            "district",
            include_str!("../../demo/business/district.toml"),
        ),
        ("tasks", include_str!("../../demo/business/tasks.toml")),
        ("members", include_str!("../../demo/business/members.toml")),
        (
            "scrutiny",
            include_str!("../../demo/business/scrutiny.toml"),
        ),
        ("floods", include_str!("../../demo/business/floods.toml")),
        (
            "worklessness",
            include_str!("../../demo/business/worklessness.toml"),
        ),
        (
            "assembly",
            include_str!("../../demo/business/assembly.toml"),
        ),
    ],
    leading: &["board", "management-group"],
    host: "county-council",
    deputy: "management-group",
};

/// A year of the Warwick Partnership, from its restructuring on.
pub(super) const WARWICK: Partnership = Partnership {
    id: "warwick",
    name: "Warwick Partnership",
    sign_ins: &[
        ("Partnership officer of Warwick", "Elizabeth Carrow"),
        (
            "Member of Warwick’s Executive Group, for the voluntary sector",
            "Gwen Attwood",
        ),
        (
            "Warwick’s theme lead for Housing and Social Environment",
            "Janet Pryce",
        ),
    ],
    arrangements: include_str!("../../../../arrangements/warwick-2009.toml"),
    in_force: date(2009, 2, 16),
    begins: datetime(2009, 2, 18, 9, 0, 0, 0),
    filled: datetime(2009, 2, 18, 9, 30, 0, 0),
    officer: "Elizabeth Carrow",
    finance: None,
    listed: include_str!("../../demo/warwick/members.toml"),
    invented: include_str!("../../demo/warwick/groups.toml"),
    changes: include_str!("../../demo/warwick/changes.toml"),
    lists: (
        datetime(2009, 3, 12, 10, 0, 0, 0),
        date(2009, 4, 1),
        "wpeg-2009-03-05-4",
    ),
    cycles: include_str!("../../demo/warwick/cycles.toml"),
    business: &[
        ("wpeg", include_str!("../../demo/warwick/wpeg.toml")),
        ("forum", include_str!("../../demo/warwick/forum.toml")),
        ("tcg", include_str!("../../demo/warwick/tcg.toml")),
        ("safer", include_str!("../../demo/warwick/safer.toml")),
        ("health", include_str!("../../demo/warwick/health.toml")),
        ("housing", include_str!("../../demo/warwick/housing.toml")),
        ("economy", include_str!("../../demo/warwick/economy.toml")),
        (
            "associates",
            include_str!("../../demo/warwick/associates.toml"),
        ),
    ],
    leading: &["wpeg"],
    host: "district-council",
    deputy: "county-council",
};
