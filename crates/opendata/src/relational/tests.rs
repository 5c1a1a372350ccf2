//! The copy has what its audience may see, refers to nothing that is not there, and answers the
//! questions that the documents ask.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use app::{ActRequest, Caller, House, Setup, read_acts};
use jiff::Timestamp;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use testkit::{ARRANGEMENTS, FILLED, MONEY, PLAN, holder_of, substitute_for};

use super::*;

const MEETING: &str = "board-2007-04-18";
const MOTION: &str = "board-2007-04-18-2";

/// Three Rivers with a meeting of its Board at which a motion is carried with a dissent.
struct Moot {
    house: Arc<House>,
    folder: tempfile::TempDir,
}

impl Moot {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let now = Arc::new(AtomicI64::new(0));
        let clock = Arc::clone(&now);
        let office: Arc<dyn office::Office> = Arc::new(office::SqliteOffice::in_memory().unwrap());
        for seat in FILLED {
            for (id, name) in [
                (holder_of(seat), format!("Holder of {seat}")),
                (substitute_for(seat), format!("Substitute for {seat}")),
            ] {
                let person = office::Person {
                    id: id.to_string(),
                    name,
                    email: None,
                };
                office.add_person(&person).unwrap();
            }
        }
        let setup = Setup {
            journal: Arc::new(journal::SqliteBook::open(folder.path().join("book")).unwrap()),
            office,
            clock: Arc::new(move || Timestamp::from_second(clock.load(Ordering::SeqCst)).unwrap()),
            chance: |bytes| bytes.fill(7),
        };
        let house = House::open(setup).unwrap();
        let at = |moment: &str| {
            let moment: Timestamp = moment.parse().unwrap();
            now.store(moment.as_second(), Ordering::SeqCst);
        };
        let moot = Self { house, folder };
        at("2007-01-02T09:00:00Z");
        // Whatever is carried allocates money here.
        let money = MONEY.replace("competence = \"pooled-money\"\n", "");
        let arrangements = format!("{ARRANGEMENTS}{PLAN}{money}");
        moot.acts(json!([{"act": "structure.adopt-arrangements", "text": arrangements, "from": "2007-01-01"}]));
        let appoint = |seat: &&str| json!({"act": "structure.appoint", "seat": seat, "person": holder_of(seat), "from": "2007-01-01"});
        moot.acts(FILLED.iter().map(appoint).collect());
        moot.acts(json!([{"act": "meetings.call", "body": "board", "date": "2007-04-18", "starts": "10:30",
            "place": "Weir House", "agenda": [{"title": "Flood plan", "purpose": "decision"}]}]));
        at("2007-04-18T09:30:00Z");
        let there = [
            "board.chair",
            "board.leader",
            "board.health",
            "board.voluntary",
        ];
        let arrive = |seat: &&str| json!({"act": "meetings.record-arrival", "meeting": MEETING, "seat": seat});
        moot.acts(there.iter().map(arrive).collect());
        let votes = there[1..].iter().map(|seat| json!({"act": "decisions.cast-vote", "decision": MOTION, "seat": seat, "vote": "for"}));
        let votes: Vec<Value> = votes.collect();
        moot.acts(json!([
            {"act": "meetings.open", "meeting": MEETING, "chair": "board.chair"},
            {"act": "decisions.move-motion", "meeting": MEETING, "item": 2, "seat": "board.leader", "text": "That the flood plan be adopted."},
            {"act": "decisions.second-motion", "decision": MOTION, "seat": "board.health"},
            {"act": "decisions.put-to-vote", "decision": MOTION, "last_resort": "They could not agree."},
        ]));
        moot.acts(Value::Array(votes));
        moot.acts(json!([
            {"act": "meetings.declare-interest", "meeting": MEETING, "seat": "board.health", "item": 2, "nature": "Owns a boat."},
            {"act": "decisions.close-vote", "decision": MOTION},
            {"act": "decisions.record-dissent", "decision": MOTION, "seat": "board.voluntary", "words": "Too dear."},
            {"act": "decisions.propose", "meeting": MEETING, "item": 3, "text": "That the council consider a second bridge.", "scope": {"recommends_to": "executive"}},
            {"act": "decisions.state-position", "decision": "board-2007-04-18-3", "seat": "board.leader", "position": "can-live-with", "words": "A small one."},
            {"act": "decisions.agree-by-consensus", "meeting": MEETING, "item": 3, "decision": "board-2007-04-18-3"},
            {"act": "meetings.note-action", "meeting": MEETING, "item": 2, "what": "Print the plan", "owner": "council", "due": "2007-05-31"},
            {"act": "meetings.close", "meeting": MEETING},
            {"act": "meetings.draft-minutes", "meeting": MEETING, "items": [{"item": 2, "text": "They talked."}]},
            {"act": "meetings.approve-minutes", "meeting": MEETING},
        ]));
        let reading = moot.house.read("three-rivers").unwrap();
        let action = reading.record.meetings.actions().next().unwrap().id.clone();
        moot.acts(json!([
            {"act": "meetings.report-action", "action": action, "words": "Half printed."},
            {"act": "meetings.close-action", "action": action, "outcome": "done"},
            {"act": "structure.log-dependency", "what": "A grant for the boats", "sort": "rests-on", "owner": "council", "review": "2007-12-31"},
        ]));
        moot
    }

    fn acts(&self, acts: Value) {
        let request = ActRequest {
            partnership: "three-rivers".to_owned(),
            caller: Caller::Operator("test"),
            acts: read_acts(acts).unwrap(),
            seen: None,
            key: None,
        };
        self.house.act(request).unwrap();
    }

    fn publish(&self) {
        self.acts(json!([{"act": "meetings.publish-minutes", "meeting": MEETING}]));
    }

    fn copy(&self, name: &str, audience: Audience) -> (PathBuf, Connection) {
        let path = self.folder.path().join(name);
        let reading = self.house.read("three-rivers").unwrap();
        let all = audience.secretariat;
        let lines = |upto, most| Ok(self.house.book(&reading, upto, most, all)?.lines);
        write(&path, &reading, audience, &lines).unwrap();
        let file = Connection::open_with_flags(&path, OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
        (path, file)
    }
}

fn count(file: &Connection, sql: &str) -> i64 {
    file.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// Every text in every table.
fn everything(file: &Connection) -> String {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table'";
    let mut tables = file.prepare(tables).unwrap();
    let names: Vec<String> = tables
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    let mut all = String::new();
    for name in names {
        let mut select = file.prepare(&format!("SELECT * FROM {name}")).unwrap();
        let columns = select.column_count();
        let mut rows = select.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            for column in 0..columns {
                all += &format!(
                    "{:?} ",
                    row.get::<_, rusqlite::types::Value>(column).unwrap()
                );
            }
        }
    }
    all
}

#[test]
fn before_the_minutes_are_published_the_public_learns_nothing_of_what_happened() {
    let moot = Moot::new();
    let (_, public) = moot.copy("public.sqlite", Audience::PUBLIC);
    for table in [
        "attendance",
        "decisions",
        "votes",
        "dissents",
        "actions",
        "action_events",
        "interests",
        "dependencies",
        "positions",
        "reach",
    ] {
        assert_eq!(
            count(&public, &format!("SELECT count(*) FROM {table}")),
            0,
            "{table}"
        );
    }
    let text = everything(&public);
    for secret in [
        "flood plan be adopted",
        "Too dear",
        "They talked",
        "Print the plan",
        "could not agree",
    ] {
        assert!(!text.contains(secret), "{secret}");
    }
    assert_eq!(count(&public, "SELECT count(*) FROM agenda_items"), 3);
    let withheld = count(
        &public,
        "SELECT count(*) FROM lines WHERE entry IS NULL AND hash IS NULL",
    );
    assert!(withheld > 10, "{withheld}");
    assert_eq!(
        count(&public, "SELECT count(*) FROM lines"),
        count(&public, "SELECT last_line FROM about")
    );
    let (_, all) = moot.copy("all.sqlite", Audience::SECRETARIAT);
    for table in ["dissents", "interests", "dependencies"] {
        assert_eq!(
            count(&all, &format!("SELECT count(*) FROM {table}")),
            1,
            "{table}"
        );
    }
    assert_eq!(
        count(&all, "SELECT count(*) FROM lines WHERE entry IS NULL"),
        0
    );
}

#[test]
fn afterwards_the_copy_has_seats_votes_and_names() {
    let moot = Moot::new();
    moot.publish();
    let (_, file) = moot.copy("public.sqlite", Audience::PUBLIC);
    assert_eq!(count(&file, "SELECT sum(votes_for) FROM decisions"), 3);
    let reach =
        "SELECT recommends_to || ' ' || position FROM reach JOIN positions USING (decision)";
    let reach: String = file.query_row(reach, [], |row| row.get(0)).unwrap();
    assert_eq!(reach, "executive can-live-with");
    assert_eq!(
        count(&file, "SELECT count(*) FROM votes WHERE vote = 'for'"),
        3
    );
    assert_eq!(
        count(
            &file,
            "SELECT count(*) FROM attendance WHERE how = 'present'"
        ),
        4
    );
    assert_eq!(
        count(
            &file,
            "SELECT count(*) FROM actions WHERE owner = 'council'"
        ),
        1
    );
    let dissent: (String, String) = file
        .query_row(
            "SELECT people.name, words FROM dissents JOIN people ON people.id = person",
            [],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .unwrap();
    assert_eq!(
        dissent,
        (
            "Holder of board.voluntary".to_owned(),
            "Too dear.".to_owned()
        )
    );
    let events = "SELECT group_concat(what) FROM (SELECT what FROM action_events ORDER BY line)";
    let events: String = file.query_row(events, [], |row| row.get(0)).unwrap();
    assert_eq!(events, "reported,done");
    assert_eq!(count(&file, "SELECT count(*) FROM interests"), 1);
    assert_eq!(count(&file, "SELECT count(*) FROM dependencies"), 0);
    let filled = i64::try_from(FILLED.len()).unwrap();
    assert_eq!(count(&file, "SELECT count(*) FROM appointments"), filled);
    assert!(count(&file, "SELECT count(*) FROM members_today") <= filled);
    assert!(count(&file, "SELECT count(*) FROM vacancies") > 0);
    assert_eq!(
        count(
            &file,
            "SELECT count(*) FROM decision_register WHERE standing = 'Carried'"
        ),
        1
    );
}

#[test]
fn every_pound_is_in_every_copy_and_adds_up() {
    let moot = Moot::new();
    let month = "2007-08-m1";
    moot.acts(json!([
        {"act": "plan.make-agreement", "agreement": "laa", "title": "Agreement", "from": "2006-04-01", "until": "2009-03-31",
            "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
        {"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": "a", "theme": "safer",
            "title": "Fewer floods", "lead": {"body": "board", "partner": "council"}},
        {"act": "money.allocate", "stream": "a-revenue-2007", "partner": "health", "outcomes": ["fewer-floods"], "pence": 600_000,
            "purpose": "Nurses.", "decision": MOTION},
        {"act": "money.record-instalment", "stream": "a-revenue-2007", "month": month, "pence": 100_050, "reference": "BACS 1",
            "authorised_by": "The Government Office"},
        {"act": "money.repay-giver", "stream": "a-revenue-2007", "pence": 50, "reference": "PAID 1", "why": "Too much came."},
    ]));
    let (_, file) = moot.copy("money.sqlite", Audience::PUBLIC);
    for (asked, expected) in [
        (
            "SELECT award_pence FROM streams WHERE id = 'a-revenue-2007'",
            1_200_000,
        ),
        (
            "SELECT award_pence FROM streams WHERE kind = 'aligned'",
            900_000,
        ),
        (
            "SELECT allocated_pence FROM allocations WHERE partner = 'health'",
            600_000,
        ),
        (
            "SELECT pence FROM account_balances WHERE account = 'held/a-revenue-2007'",
            100_000,
        ),
        ("SELECT SUM(pence) FROM account_balances", 0),
        (
            "SELECT COUNT(*) FROM postings WHERE because = 'it was repaid to the giver'",
            1,
        ),
        ("SELECT COUNT(*) FROM releases", 0),
    ] {
        let found: i64 = file.query_row(asked, [], |row| row.get(0)).unwrap();
        assert_eq!(found, expected, "{asked}");
    }
}

#[test]
fn the_plan_is_in_every_copy_with_what_is_done_for_it() {
    let moot = Moot::new();
    let figure = |period: &str, area: Option<&str>, number: &str| json!({"indicator": "flooded-homes", "period": period, "area": area, "figure": {"count": number}});
    moot.acts(json!([
        {"act": "plan.adopt-strategy", "strategy": "dry-feet", "title": "Dry feet", "vision": "Everyone can cross.", "from": "2007-04-18"},
        {"act": "plan.make-agreement", "agreement": "laa", "title": "Agreement", "from": "2006-04-01", "until": "2009-03-31",
            "blocks": [{"id": "a", "name": "Safer", "themes": ["safer"]}]},
        {"act": "plan.set-outcome", "outcome": "fewer-floods", "agreement": "laa", "block": "a", "theme": "safer",
            "title": "Fewer floods", "lead": {"body": "board", "partner": "council", "person": holder_of("board.leader")}},
        {"act": "plan.set-indicator", "indicator": "flooded-homes", "outcome": "fewer-floods", "title": "Homes flooded",
            "reference": "NI 189", "unit": "homes", "good": "lower", "standing": "headline", "every": "quarter",
            "districts": "sum", "source": "Council survey", "baseline": {"period": "2005-06", "value": "40"}},
        {"act": "plan.set-targets", "indicator": "flooded-homes", "targets": [{"period": "2006-07-q4", "value": "10"}]},
        {"act": "plan.return-figures", "source": "Council survey", "from": "council", "figures": [
            figure("2006-07-q3", None, "8"), figure("2006-07-q4", Some("upper"), "7"), figure("2006-07-q4", None, "30")]},
        {"act": "plan.write-commentary", "indicator": "flooded-homes", "period": "2006-07-q4", "words": "It rained."},
        {"act": "delivery.begin-plan", "body": "board", "year": "2007-08", "title": "Dry cellars"},
        {"act": "delivery.set-action", "plan": "board-2007-08", "title": "Raise the bank", "lead": "council", "starts": "2007-04-18",
            "due": "2008-03-31", "budget": 250_000, "outcomes": ["fewer-floods"], "areas": ["docks"],
            "milestones": [{"title": "A bank stands", "due": "2007-06-01"}]},
        {"act": "exceptions.raise", "about": {"of": "plan-action", "action": "board-2007-08-1"}, "title": "The digger sank",
            "why": "It rained.", "owner": "council", "body": "board"},
        {"act": "exceptions.set-remedy", "exception": "exception-2", "owner": "council", "due": "2007-06-01", "what": "Another."},
    ]));
    let (_, file) = moot.copy("plan.sqlite", Audience::PUBLIC);
    for (table, rows) in [
        ("strategies", 1),
        ("agreements", 1),
        ("outcomes", 1),
        (
            "indicators WHERE light = 'off-track' AND light_period = '2006-07-q4'",
            1,
        ),
        ("targets", 1),
        ("figures", 3),
        ("figures WHERE area IS NULL AND value = 30.0", 1),
        ("commentary", 1),
        ("delivery_plans", 1),
        (
            "plan_actions WHERE state = 'not-started' AND budget_pence = 250000",
            1,
        ),
        ("plan_action_links", 2),
        ("milestones", 1),
        (
            "exceptions WHERE by_rule AND indicator = 'flooded-homes'",
            1,
        ),
        ("exceptions WHERE action = 'board-2007-08-1'", 1),
        ("remedies WHERE done IS NULL", 1),
    ] {
        let counted = count(&file, &format!("SELECT count(*) FROM {table}"));
        assert_eq!(counted, rows, "{table}");
    }
    let lead = "SELECT name FROM outcomes JOIN people ON people.id = outcomes.lead_person";
    let lead: String = file.query_row(lead, [], |row| row.get(0)).unwrap();
    assert_eq!(lead, "Holder of board.leader");
}

#[test]
fn nothing_is_loose_and_nothing_can_be_changed() {
    let moot = Moot::new();
    moot.publish();
    let (path, file) = moot.copy("copy.sqlite", Audience::PUBLIC);
    let mut check = file.prepare("PRAGMA foreign_key_check").unwrap();
    assert!(check.query([]).unwrap().next().unwrap().is_none());
    assert_eq!(count(&file, "PRAGMA user_version"), 1);
    let whole: String = file
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(whole, "ok");
    assert!(fs::metadata(&path).unwrap().permissions().readonly());
    let reading = moot.house.read("three-rivers").unwrap();
    let lines = |_, _| Ok(Vec::new());
    let again = write(&path, &reading, Audience::PUBLIC, &lines).unwrap_err();
    assert!(matches!(again, Fault::File { .. }), "{again}");
    assert!(path.exists(), "what was there is left alone");
}

#[test]
fn the_questions_of_the_documents_are_answered() {
    let moot = Moot::new();
    moot.publish();
    let (_, file) = moot.copy("copy.sqlite", Audience::PUBLIC);
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/running.md");
    let page = fs::read_to_string(page).unwrap();
    let queries: Vec<&str> = page
        .split("```sql\n")
        .skip(1)
        .filter_map(|rest| rest.split("\n```").next())
        .collect();
    assert_eq!(queries.len(), 4);
    for query in queries {
        let mut query = file.prepare(query).unwrap();
        let mut rows = query.query([]).unwrap();
        while rows.next().unwrap().is_some() {}
    }
}
