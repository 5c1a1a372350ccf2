//! Worcestershire 2007 as data: the facts of the paper, and what `check` says about the paper.

use std::collections::BTreeMap;

use super::*;
use crate::{
    id::{BodyId, PartnerId},
    share::{Share, Threshold},
};

const DISTRICTS: [&str; 6] = [
    "bromsgrove",
    "malvern-hills",
    "redditch",
    "worcester",
    "wychavon",
    "wyre-forest",
];
const THEME_GROUPS: [&str; 5] = ["safer", "economy", "health", "wpeg", "children"];
const OUTCOME_GROUPS: [&str; 4] = ["culture", "learning", "equalities", "infrastructure"];

fn worcestershire() -> Arrangements {
    read(WORCESTERSHIRE).unwrap()
}

fn body(a: &Arrangements, id: &str) -> Body {
    a.body(&BodyId::new(id).unwrap()).unwrap().clone()
}

fn of_kind(a: &Arrangements, kind: BodyKind) -> Vec<&str> {
    a.body
        .iter()
        .filter(|body| body.kind == kind)
        .map(|body| body.id.as_str())
        .collect()
}

/// Every file in `arrangements`, by its name.
fn files() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../arrangements");
    let mut files: Vec<(String, String)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|it| it == "toml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// How often each warning is accepted in each of the files, and that nothing else is found.
#[test]
fn the_files_have_no_errors_and_their_warnings_are_accepted_with_reasons() {
    let mut table = String::new();
    for (name, text) in files() {
        let findings = check(&text).findings;
        let mut accepted: BTreeMap<&str, usize> = BTreeMap::new();
        let mut left = Vec::new();
        for finding in findings {
            match &finding.level {
                Level::Accepted { reason } if !reason.trim().is_empty() => {
                    *accepted.entry(finding.code).or_default() += 1;
                }
                _ => left.push(finding),
            }
        }
        assert_eq!(lines(&text, &left), "", "{name}");
        assert!(read(&text).is_ok(), "{name}");
        let counts: Vec<String> = accepted
            .iter()
            .map(|(code, count)| format!("{code} {count}"))
            .collect();
        table += &format!("{name}: {}\n", counts.join(", "));
    }
    insta::assert_snapshot!(table);
}

#[test]
fn what_is_said_about_the_paper_is_accepted_with_reasons() {
    insta::assert_snapshot!(lines(WORCESTERSHIRE, &check(WORCESTERSHIRE).findings));
}

#[test]
fn the_board_has_every_seat_of_the_list() {
    let a = worcestershire();
    let board = body(&a, "board");
    assert_eq!(board.seats().count(), 34);
    assert!(
        board
            .seat
            .iter()
            .all(|seat| seat.capacity == Capacity::Member)
    );
    let titles: Vec<String> = board.seats().map(|seat| seat.title()).collect();
    insta::assert_snapshot!(titles.join("\n"));

    let leaders: Vec<&Seat> = board
        .seat
        .iter()
        .filter(|seat| seat.post.as_deref() == Some("Leader"))
        .collect();
    assert_eq!(leaders.len(), 7);
    assert!(
        leaders
            .iter()
            .all(|seat| seat.supported_by.is_some() && seat.appointed == Appointed::ExOfficio)
    );

    let ambassadors = board
        .seat
        .iter()
        .find(|seat| seat.id.as_str() == "ambassadors")
        .unwrap();
    assert_eq!((ambassadors.count, ambassadors.or.len()), (2, 1));

    let conditional: Vec<&str> = board
        .seat
        .iter()
        .filter(|s| s.unless.is_some())
        .filter_map(|s| Some(s.filled_from.as_ref()?.as_str()))
        .collect();
    assert_eq!(
        conditional,
        DISTRICTS.map(|district| format!("{district}-lsp"))
    );

    let champion = board
        .seat
        .iter()
        .find(|seat| seat.id.as_str() == "environmental-champion")
        .unwrap();
    assert_eq!(
        champion.filled_from.as_ref().map(|body| body.as_str()),
        Some("wpeg")
    );

    let chair = &board.seat[0];
    assert_eq!(
        (chair.office, chair.partner.is_none(), chair.may_vote()),
        (Some(SeatOffice::Chair), true, false)
    );
}

#[test]
fn the_management_group_has_nine_lines_and_two_observers() {
    use Appointed::{ElectedAnnually, Named, NominatedAnnually};
    let a = worcestershire();
    let group = body(&a, "management-group");
    let members: Vec<_> = group
        .seat
        .iter()
        .filter(|seat| seat.counts())
        .map(|seat| {
            (
                seat.id.as_str(),
                seat.post.as_deref(),
                seat.appointed,
                seat.voice,
            )
        })
        .collect();
    assert_eq!(
        members,
        [
            ("chair", None, ElectedAnnually, false),
            (
                "county-chief-executive",
                Some("Chief Executive"),
                Named,
                false
            ),
            // the pair: one line of the paper
            (
                "north-districts",
                Some("Chief Executive"),
                NominatedAnnually,
                false
            ),
            (
                "south-districts",
                Some("Chief Executive"),
                NominatedAnnually,
                false
            ),
            ("fire", None, Named, false),
            ("pct", Some("Chief Executive"), Named, false),
            ("lsc", None, NominatedAnnually, false),
            (
                "police",
                Some("Divisional Commander"),
                NominatedAnnually,
                false
            ),
            ("chamber", None, NominatedAnnually, true),
            ("vcs", None, NominatedAnnually, true),
        ]
    );
    let observers: Vec<&str> = group
        .seat
        .iter()
        .filter(|seat| !seat.counts())
        .map(|seat| seat.id.as_str())
        .collect();
    assert_eq!(observers, ["gowm", "awm"]);
    let fire = group
        .seat
        .iter()
        .find(|seat| seat.id.as_str() == "fire")
        .unwrap();
    assert_eq!(fire.starts, Some(jiff::civil::date(2007, 3, 1)));
    assert_eq!(group.other_list[0].seat.len(), group.seat.len());
}

#[test]
fn the_two_bodies_decide_by_the_same_rules() {
    let a = worcestershire();
    for (id, vote_clause) in [("board", "20-22"), ("management-group", "20-22, 25")] {
        let body = body(&a, id);
        let quorum = QuorumRule {
            share: Share::new(1, 2).unwrap(),
            of: QuorumBase::Members,
            floor: 0,
            clause: Some("24".to_owned()),
        };
        assert_eq!(body.quorum, Some(quorum), "{id}");
        let vote = VoteRule {
            unit: VoteUnit::Partner,
            carries: Threshold::AtLeast(Share::new(3, 4).unwrap()),
            of: VoteBase::Present,
            last_resort: true,
            seconder: true,
            tie: Tie::FurtherReport,
            clause: Some(vote_clause.to_owned()),
        };
        assert_eq!(body.vote, Some(vote), "{id}");
        assert_eq!(body.meets, None, "{id}: the paper states no cycle");
    }
}

#[test]
fn every_body_that_the_papers_name_is_there() {
    let a = worcestershire();
    assert_eq!(of_kind(&a, BodyKind::ThemeGroup), THEME_GROUPS);
    assert_eq!(of_kind(&a, BodyKind::OutcomeGroup), OUTCOME_GROUPS);
    assert_eq!(
        of_kind(&a, BodyKind::TaskGroup),
        ["strategy-task-group", "engaging", "funding"]
    );
    assert_eq!(
        of_kind(&a, BodyKind::DistrictPartnership),
        DISTRICTS.map(|district| format!("{district}-lsp"))
    );
    assert_eq!(of_kind(&a, BodyKind::Scrutiny).len(), 7);
    assert_eq!(of_kind(&a, BodyKind::MemberReferenceGroup).len(), 5);
    assert_eq!(of_kind(&a, BodyKind::Forum), ["assembly"]);
    assert_eq!(a.body.len(), 2 + 5 + 4 + 3 + 6 + 7 + 5 + 1);
    let codes: Vec<&str> = a
        .area
        .iter()
        .filter_map(|area| area.code.as_deref())
        .collect();
    let expected = [
        "E10000034",
        "E07000234",
        "E07000235",
        "E07000236",
        "E07000237",
        "E07000238",
        "E07000239",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn groups_answer_to_the_management_group_and_the_board() {
    let a = worcestershire();
    for id in THEME_GROUPS.iter().chain(&OUTCOME_GROUPS) {
        let body = body(&a, id);
        let answers: Vec<&str> = body
            .line
            .iter()
            .filter(|l| l.kind == LineKind::AccountableTo)
            .map(|l| l.to.as_str())
            .collect();
        assert_eq!(answers, ["management-group", "board"], "{id}");
    }
    let gatekeepers: Vec<String> = body(&a, "strategy-task-group")
        .seat
        .iter()
        .filter_map(|s| s.filled_from.as_ref().map(ToString::to_string))
        .collect();
    assert_eq!(gatekeepers, THEME_GROUPS);
}

#[test]
fn the_money_comes_out_to_the_pound() {
    let money = worcestershire().money.unwrap();
    let total = |which: &dyn Fn(&Stream) -> bool| -> u64 {
        money
            .stream
            .iter()
            .filter(|stream| which(stream))
            .map(|stream| stream.pence)
            .sum()
    };
    let of = |block: &str, kind: Option<StreamKind>| {
        total(&|s: &Stream| s.block.as_str() == block && kind.is_none_or(|kind| s.kind == kind))
            / 100
    };
    assert_eq!(of("a", Some(StreamKind::CapitalGrant)), 176_468);
    assert_eq!(of("a", Some(StreamKind::RevenueGrant)), 734_562);
    assert_eq!(of("a", Some(StreamKind::Contribution)), 120_000);
    assert_eq!(of("a", None), 1_031_030);
    assert_eq!(of("f", None), 417_540);
    assert_eq!(
        total(&|s: &Stream| s.kind == StreamKind::RevenueGrant),
        115_210_200
    );
    assert_eq!(
        total(&|s: &Stream| s.kind != StreamKind::Contribution),
        132_857_000
    );
    assert_eq!(total(&|_: &Stream| true), 144_857_000);
    assert!(money.stream.iter().all(|stream| stream.year == 2006));
    let parts = [
        money.undertaking.len(),
        money.confirmation.len(),
        money.release.len(),
        money.block.len(),
    ];
    assert_eq!(parts, [5, 4, 4, 2]);
}

#[test]
fn portfolios_standards_and_the_rest_are_complete() {
    let a = worcestershire();
    let portfolios = a.portfolios.as_ref().unwrap();
    assert_eq!(
        (
            portfolios.groups.len(),
            portfolios.districts.len(),
            portfolios.themes.len()
        ),
        (5, 6, 6)
    );
    assert_eq!(
        (portfolios.most_per_person, portfolios.open_question.len()),
        (1, 1)
    );
    let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
    for standard in &a.standard {
        let side = standard.id.as_str().split("s-").next().unwrap_or_default();
        *asked.entry(side).or_default() += 1;
        if standard.kinds.contains(&BodyKind::ThemeGroup) {
            assert_eq!(
                standard.exempt[0].body.as_str(),
                "children",
                "{}",
                standard.id
            );
        }
    }
    assert_eq!(
        asked,
        BTreeMap::from([("lsp", 9), ("theme-group", 10), ("sign-up", 1)])
    );
    assert_eq!(a.plans.as_ref().unwrap().part.len(), 6);
    assert_eq!(
        (a.principle.len(), a.theme.len(), a.dispute.len()),
        (10, 6, 3)
    );
    let roles: BTreeMap<&str, (usize, usize)> = a
        .role
        .iter()
        .map(|role| {
            (
                role.id.as_str(),
                (role.essential.len(), role.desirable.len()),
            )
        })
        .collect();
    assert_eq!(
        (roles["board-member"], roles["management-group-member"]),
        ((9, 4), (8, 3))
    );
    for (id, every) in [
        ("pooled-report-to-accountable-body", Cadence::Quarterly),
        ("pooled-report-to-group", Cadence::Quarterly),
        ("champion-report", Cadence::SixMonthly),
        ("annual-report", Cadence::Annual),
        ("exception-report", Cadence::AtOnce),
        ("task-group-annual-report", Cadence::Annual),
        ("financial-monitoring", Cadence::Monthly),
        ("annual-assurance", Cadence::Annual),
        ("theme-group-briefing", Cadence::Quarterly),
        ("lsp-briefing", Cadence::Quarterly),
        ("tell-districts", Cadence::AfterEachMeeting),
    ] {
        let duty = a.duty.iter().find(|duty| duty.id.as_str() == id).unwrap();
        assert_eq!(duty.every, Some(every), "{id}");
    }
}

#[test]
fn partners_are_found_whether_organisations_or_bodies() {
    let a = worcestershire();
    let names = ["county-council", "wychavon-lsp"].map(|id| {
        a.partner(&PartnerId::new(id).unwrap())
            .unwrap()
            .short_name()
    });
    assert_eq!(names, ["County Council", "Wychavon LSP"]);
}

#[test]
fn what_was_read_can_be_written_and_read_again() {
    let a = worcestershire();
    let json = serde_json::to_string(&a).unwrap();
    assert_eq!(serde_json::from_str::<Arrangements>(&json).unwrap(), a);
}
