//! A financial year month by month, through the addresses that everyone uses: money comes in, a return is
//! handed in and accepted, a release is proposed and approved by another organisation; the sums after each
//! month are those of a table, to the penny.

use app::Role;
use axum::http::StatusCode;
use serde_json::{Value, json};
use testkit::{FILLED, MONEY_DECISION, holder_of};

use super::story::funded;
use crate::testing::{CLERK, MOOT, Moot, Seen};

const HEALTH: &str = "a-revenue-2007-1";
const STREAM: &str = "a-revenue-2007";
const MONEY: &str = "/three-rivers/money";
/// The month at whose release the return for the month before is missing.
const MISSING: usize = 5;
/// The month in which two members of the Board approve one release at once.
const AT_ONCE: usize = 8;
/// The month whose return is sent back and handed in again.
const SENT_BACK: usize = 10;

/// January, in which Voluntary Action nominates whoever sits for it anew.
const NOMINATED: usize = 10;

/// What comes in for a month, is released, and is spent, in pence; then, once the release is made, what was
/// received, is held, was released, is with the partner and was spent by then. A month is told of as spent in
/// the next.
type Row = (u32, u32, u32, [i64; 5]);
#[rustfmt::skip]
const MONTHS: [Row; 12] = [
    (100_000, 50_000, 41_237, [100_000, 50_000, 50_000, 50_000, 0]), // April
    (100_000, 50_000, 49_805, [200_000, 100_000, 100_000, 58_763, 41_237]), // May
    (100_000, 50_001, 53_010, [300_000, 149_999, 150_001, 58_959, 91_042]), // June
    (99_999, 49_999, 44_160, [399_999, 199_999, 200_000, 55_948, 144_052]), // July
    (100_001, 50_000, 51_249, [500_000, 250_000, 250_000, 61_788, 188_212]), // August
    (100_000, 52_050, 49_999, [600_000, 297_950, 302_050, 62_589, 239_461]), // September
    (100_000, 47_950, 50_333, [700_000, 350_000, 350_000, 60_540, 289_460]), // October
    (100_000, 50_000, 48_712, [800_000, 400_000, 400_000, 60_207, 339_793]), // November
    (100_000, 50_000, 51_640, [900_000, 450_000, 450_000, 61_495, 388_505]), // December
    (100_000, 50_000, 45_555, [1_000_000, 500_000, 500_000, 59_855, 440_145]), // January
    (100_000, 50_000, 52_001, [1_100_000, 550_000, 550_000, 64_300, 485_700]), // February
    (100_000, 49_999, 47_114, [1_200_000, 600_001, 599_999, 62_298, 537_701]), // March
];

/// The number of whoever holds a seat.
fn sits(seat: &str) -> u32 {
    let place = FILLED.iter().position(|it| *it == seat).expect("a seat");
    u32::try_from(place + 1).expect("a number")
}

/// The finance officer of the council.
fn treasurer() -> u32 {
    sits("board.leader")
}

fn nurse() -> u32 {
    sits("board.health")
}

/// Three Rivers with money in a year of its own.
struct Year {
    moot: Moot,
}

impl Year {
    /// The Board decided and the accountable body agreed; £6,000 is allocated, and the papers of the partner
    /// are in hand.
    async fn begun() -> Self {
        let moot = funded();
        let leader = holder_of("board.leader").to_string();
        let office = moot.house.office();
        office
            .grant_role(MOOT, &leader, Role::Finance, 0)
            .expect("a role");
        let year = Self { moot };
        let officer = json!({"name": "Ada Penny", "office": "Head of Finance"});
        for (number, act) in [
            (
                CLERK,
                json!({"act": "money.allocate", "stream": STREAM, "partner": "health",
                "outcomes": ["fewer-floods"], "pence": 600_000, "purpose": "Nurses who warn the old of floods.",
                "decision": MONEY_DECISION}),
            ),
            (
                nurse(),
                json!({"act": "money.sign-agreement", "partner": "health", "year": "2007-08", "by": officer,
                "undertakings": [1, 2, 3, 4]}),
            ),
            (
                nurse(),
                json!({"act": "money.give-assurance", "partner": "health", "year": "2007-08",
                "by": "Ada Penny", "office": "chief-finance-officer",
                "words": "The money is used as the grant requires."}),
            ),
            (
                treasurer(),
                json!({"act": "money.judge-assurance", "partner": "health", "year": "2007-08",
                "satisfactory": true, "why": "It was read against the grant."}),
            ),
        ] {
            year.program(number, act).await;
        }
        year
    }

    /// The nth day of a month of the year, from 1, at nine.
    fn on(&self, month: usize, day: u8) {
        let (year, month) = match month {
            ..=9 => (2007, month + 3),
            _ => (2008, month - 9),
        };
        self.moot
            .at(&format!("{year}-{month:02}-{day:02}T09:00:00Z"));
    }

    async fn api(&self, number: u32, act: Value) -> Seen {
        let token = self.moot.token_of(number);
        self.moot
            .post_json(&token, "/api/v1/three-rivers/acts", &act)
            .await
    }

    /// An act by a program, which has to be recorded.
    async fn program(&self, number: u32, act: Value) {
        let sent = self.api(number, act).await;
        assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    }

    /// A form, which has to be taken; gives where it leads.
    async fn form(&self, number: u32, path: &str, form: &[(&str, &str)]) -> String {
        let sent = self.moot.post_as(number, path, form).await;
        assert_eq!(sent.status, 303, "{path}: {}", sent.text());
        sent.location().to_owned()
    }

    fn head(&self) -> u64 {
        self.moot.house.read(MOOT).expect("the book").head.line
    }

    /// What the public reads of the year: received, held, released, with the partner, spent.
    async fn sums(&self) -> [i64; 5] {
        let sums = self.moot.get("/api/v1/three-rivers/money?period=2007-08");
        let sums = sums.await.json()["sums"].clone();
        let read = |name: &str| sums[name].as_i64().expect(name);
        let [received, held] = ["received", "held"].map(read);
        let [released, with_partner, spent] = ["released", "with_partner", "spent"].map(read);
        [received, held, released, with_partner, spent]
    }

    async fn instalment(&self, month: usize) {
        let act = json!({"act": "money.record-instalment", "stream": STREAM,
            "month": format!("2007-08-m{month}"), "pence": MONTHS[month - 1].0,
            "reference": format!("BACS {month}"), "authorised_by": "The Government Office"});
        self.program(treasurer(), act).await;
    }

    /// The partner hands in what it spent in a month.
    async fn returns(&self, month: usize) {
        let (spent, forecast) = (pounds(MONTHS[month - 1].2), "5,900.00");
        let path = format!("{MONEY}/returns/health/2007-08-m{month}/make");
        let form = [
            ("spent[a-revenue-2007-1]", spent.as_str()),
            ("forecast[a-revenue-2007-1]", forecast),
            ("outputs[a-revenue-2007-1]", "Forty homes were visited."),
            ("aligned[a-aligned-2007]", "75.25"),
            ("confirmations", "1"),
            ("confirmations", "2"),
            ("confirmations", "3"),
            ("confirmations", "4"),
            ("by.name", "Ada Penny"),
            ("by.office", "Head of Finance"),
        ];
        self.form(nurse(), &path, &form).await;
    }

    /// The finance officer accepts that version of it.
    async fn accepts(&self, month: usize, version: &str) {
        let path = format!("{MONEY}/returns/health/2007-08-m{month}/judge");
        let form = [("do", "accept"), ("version", version)];
        self.form(treasurer(), &path, &form).await;
    }

    async fn returned(&self, month: usize) {
        self.returns(month).await;
        if month != SENT_BACK {
            return self.accepts(month, "1").await;
        }
        let path = format!("{MONEY}/returns/health/2007-08-m{month}/judge");
        let form = [
            ("do", "send-back"),
            ("version", "1"),
            ("why", "The forecast is of last month."),
        ];
        self.form(treasurer(), &path, &form).await;
        self.returns(month).await;
        self.accepts(month, "2").await;
    }

    async fn propose(&self, month: usize) -> Seen {
        let path = format!("{MONEY}/allocations/{HEALTH}/release");
        let month_said = format!("2007-08-m{month}");
        let pence = pounds(MONTHS[month - 1].1);
        let form = [("month", month_said.as_str()), ("pence", &pence)];
        self.moot.post_as(treasurer(), &path, &form).await
    }

    /// The release of a month is proposed, and approved by another organisation.
    async fn release(&self, month: usize) {
        let sent = self.propose(month).await;
        assert_eq!(sent.status, 303, "{}", sent.text());
        let page = sent.location().replace("?done=proposed", "/approve");
        let approve = |seat: &'static str| {
            let page = page.clone();
            async move {
                self.moot
                    .post_as(sits(seat), &page, &[("seat", seat)])
                    .await
            }
        };
        if month != AT_ONCE {
            let sent = approve("board.voluntary").await;
            assert_eq!(sent.status, 303, "month {month}: {}", sent.text());
            return;
        }
        let (one, other) = tokio::join!(approve("board.voluntary"), approve("board.health"));
        let (made, late) = match one.status.as_u16() {
            303 => (one, other),
            _ => (other, one),
        };
        assert_eq!((made.status.as_u16(), late.status.as_u16()), (303, 422));
        late.sound().says(&["was released at line"]);
    }
}

/// An amount as people write it: “1,234.50”.
fn pounds(pence: u32) -> String {
    record::money::Pence::of(u64::from(pence))
        .expect("an amount")
        .plain()
}

// Requirement: FU3, FU4, FU5, FU8 at /{partnership}/money/releases/{release}/approve
#[tokio::test]
async fn a_year_is_told_month_by_month_and_adds_up_to_the_penny() {
    let year = Year::begun().await;
    for (month, row) in (1..).zip(MONTHS) {
        if month > 1 {
            year.on(month, 14);
        } else {
            year.on(1, 20);
        }
        if month == NOMINATED {
            let act = json!({"act": "structure.appoint", "seat": "board.voluntary",
                "person": holder_of("board.voluntary"), "from": "2008-01-14"});
            year.program(CLERK, act).await;
        }
        year.instalment(month).await;
        if month == MISSING {
            without_a_return(&year, month).await;
            year.accepts(month - 1, "1").await;
        } else if month > 1 {
            year.returned(month - 1).await;
        }
        year.release(month).await;
        assert_eq!(year.sums().await, row.3, "after month {month}");
    }
    at_year_end(&year).await;
    added_up_again(&year).await;
}

/// Without the return for the month before nothing is released: the rule and its clause are said.
async fn without_a_return(year: &Year, month: usize) {
    let (before, sums) = (year.head(), year.sums().await);
    let refused = year.propose(month).await;
    assert_eq!(refused.status, 422);
    refused
        .sound()
        .says(&["the return for July 2007 is missing (Payment)"]);
    let act = json!({"act": "money.propose-release", "allocation": HEALTH, "pence": 1,
        "month": format!("2007-08-m{month}")});
    let refused = year.api(treasurer(), act).await;
    assert_eq!(refused.status, 403, "{}", refused.text());
    year.returns(month - 1).await;
    let waits = year.propose(month).await;
    assert_eq!(waits.status, 422);
    waits
        .sound()
        .says(&["the return for July 2007 is not accepted yet"]);
    // One return was handed in, and no money moved.
    assert_eq!((year.head(), year.sums().await), (before + 1, sums));
}

/// The year is closed: what is left is demanded, returned, and repaid to whoever gave it.
async fn at_year_end(year: &Year) {
    year.moot.at("2008-04-14T09:00:00Z");
    year.returned(12).await;
    let close = format!("{MONEY}/accounts/2007-08/close");
    let typed = [
        ("due-day", "30"),
        ("due-month", "6"),
        ("due-year", "2008"),
        ("sure", "yes"),
    ];
    year.form(treasurer(), &close, &typed).await;
    let closed = year.propose(12).await;
    assert_eq!(closed.status, 422);
    closed.says(&["closed"]);
    let act = json!({"act": "money.record-returned", "allocation": HEALTH, "pence": 15_184,
        "reference": "BACS 99"});
    year.program(treasurer(), act).await;
    let whole = [1_200_000, 615_185, 599_999, 0, 584_815];
    assert_eq!(year.sums().await, whole);
    let repay = format!("{MONEY}/streams/{STREAM}/repay");
    let typed = [
        ("pence", "6,151.85"),
        ("reference", "PAID 1"),
        ("why", "It was not spent."),
    ];
    year.form(treasurer(), &repay, &typed).await;
    assert_eq!(
        year.sums().await,
        [1_200_000, 0, 599_999, 0, 584_815],
        "once repaid"
    );
}

/// What the book says is posted again by the program that comes with an export, and held against the table
/// of postings that the public takes away.
async fn added_up_again(year: &Year) {
    let folder = tempfile::tempdir().expect("a folder");
    let journal = year.moot.house.journal();
    let signer = journal::Signer::new("folkmoot.example", &[7; 32]).expect("a signer");
    let head = journal.head(MOOT).expect("a head");
    let note = journal::Checkpoint::of(MOOT, &head).sign(&signer);
    let export = folder.path().join("export");
    journal::export(journal, MOOT, &export, &note, &signer.public()).expect("an export");
    let table = year
        .moot
        .get("/three-rivers/money/accounts/2007-08/postings.csv")
        .await;
    let accounts = folder.path().join("accounts.csv");
    std::fs::write(&accounts, table.text()).expect("a table");
    let run = std::process::Command::new("python3")
        .arg(export.join("verify.py"))
        .arg("--accounts")
        .arg(&accounts)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("python3 is needed to test verify.py: install Python 3.11 or later");
    let said = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(
        run.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let told = "£0.00 held, £5,848.15 spent";
    assert!(said.contains(told), "{said}");
}
