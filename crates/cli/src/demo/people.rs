//! The invented people of the demonstration, and where they sit.

/// The officer of the secretariat.
pub(super) const OFFICER: &str = "Marian Holt";
/// The finance officer of the accountable body.
pub(super) const FINANCE: &str = "Derek Aldous";
/// People who hold no seat: substitutes and staff.
const OTHERS: &[&str] = &[
    OFFICER,
    FINANCE,
    "Chief Inspector Ruth Amory",
    "Dr Leo Winfield",
    "Hannah Pask",
];

/// Who sits on the Board. Two district partnerships are chaired by a leader, so their seats are not
/// taken up; the Employment Service's seat is empty.
pub(super) const BOARD: &[(&str, &str)] = &[
    ("board.chair", "Sir Edmund Thorne"),
    ("board.county-leader", "Cllr Geoffrey Marsh"),
    ("board.bromsgrove-leader", "Cllr Pamela Dyson"),
    ("board.malvern-hills-leader", "Cllr Roland Beck"),
    ("board.redditch-leader", "Cllr Sunita Rao"),
    ("board.worcester-leader", "Cllr Martin Frayne"),
    ("board.wychavon-leader", "Cllr Judith Ames"),
    ("board.wyre-forest-leader", "Cllr Howard Penn"),
    ("board.calc", "Cllr Brenda Oakley"),
    ("board.lsc", "Alan Whitcombe"),
    ("board.pct", "Dr Farida Khan"),
    ("board.acute-trust", "Michael Sorrell"),
    ("board.police", "Superintendent Neil Garrick"),
    ("board.fire", "Paul Redfern"),
    ("board.mental-health-trust", "Dr Siobhan Daly"),
    ("board.university", "Professor Clive Hartnell"),
    ("board.probation", "Anita Desmond"),
    ("board.community-first", "Richard Quayle"),
    ("board.ldan", "Oliver Teague"),
    ("board.diocese", "The Revd Grace Lyall"),
    ("board.race-equality", "Mohammed Iqbal"),
    ("board.chamber", "Sandra Pike"),
    ("board.ambassadors-1", "Jonathan Vane"),
    ("board.ambassadors-2", "Celia Rudge"),
    ("board.bromsgrove-lsp-chair", "Keith Norbury"),
    ("board.malvern-hills-lsp-chair", "Wendy Sallis"),
    ("board.worcester-lsp-chair", "Peter Colwell"),
    ("board.wyre-forest-lsp-chair", "Irene Stokes"),
    ("board.environmental-champion", "Tom Haverley"),
    ("board.gowm", "Lorna Beech"),
    ("board.awm", "Stuart Kell"),
];

/// Who sits on the Management Group from January; the Fire Service's seat begins in March.
pub(super) const MANAGEMENT_GROUP: &[(&str, &str)] = &[
    ("management-group.chair", "Margaret Eddowes"),
    ("management-group.county-chief-executive", "Colin Rathbone"),
    ("management-group.north-districts", "Kevin Stanway"),
    ("management-group.south-districts", "Hilary Crane"),
    ("management-group.pct", "Dr Paul Ibbotson"),
    ("management-group.lsc", "Alan Whitcombe"),
    ("management-group.police", "Chief Superintendent Jane Orme"),
    ("management-group.chamber", "Sandra Pike"),
    ("management-group.vcs", "Richard Quayle"),
    ("management-group.gowm", "Lorna Beech"),
    ("management-group.awm", "Stuart Kell"),
];

/// Who takes the Fire Service's seat on the Management Group in March.
pub(super) const MANAGEMENT_GROUP_FIRE: &str = "Deputy Chief Fire Officer Ian Massey";

/// Whom a visitor may sign in as, and in what part.
pub(crate) const SIGN_INS: &[(&str, &str)] = &[
    ("Secretariat officer", OFFICER),
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
    ("Finance officer of the accountable body", FINANCE),
];

/// Everyone, once each.
pub(super) fn everyone() -> Vec<&'static str> {
    let seated = BOARD.iter().chain(MANAGEMENT_GROUP).map(|(_, name)| *name);
    let mut all: Vec<&str> = seated
        .chain([MANAGEMENT_GROUP_FIRE])
        .chain(OTHERS.iter().copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}
