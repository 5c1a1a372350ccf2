//! Money for Three Rivers: £12,000 of revenue grant in 2007-08, half of it for the health trust.

use record::{
    decisions::RecordAgreement,
    id::{AllocationId, StreamId},
    money::{
        AcceptReturn, AlignedLine, Allocate, ApproveRelease, AssuranceOffice, CloseYear,
        DemandUnspent, ExpectFunding, ExpectedState, FindIneligible, GiveAssurance, JudgeAssurance,
        MakeReturn, OfficerAsked, OpenStream, Pence, PostingNo, ProposeRelease, RecordInstalment,
        RecordReturned, RepayGiver, ReturnLineAsked, SignAgreement,
    },
    plan::Period,
    prose::{Title, Words},
};

use super::{BOARD, Book, PLAN, date, id, make_agreement, person, planned_by, seat, set_outcome};

/// What the arrangements of Three Rivers say besides where there is money.
pub const MONEY: &str = r#"
[money]
competence = "pooled-money"
amended_by = "council"
clause = "Controls"

[money.approval]
bodies = ["board"]
clause = "Approval"

[[money.block]]
id = "a"
name = "A: Safer"

[[money.block]]
id = "b"
name = "B: Everything else"

[[money.stream]]
id = "a-capital-2007"
block = "a"
kind = "capital-grant"
year = 2007
pence = 500_000
from = "The Ministry of Rivers"

[[money.stream]]
id = "a-revenue-2007"
block = "a"
kind = "revenue-grant"
year = 2007
pence = 1_200_000
from = "The Ministry of Rivers"
clause = "Streams"

[[money.stream]]
id = "b-contribution-2007"
block = "b"
kind = "contribution"
year = 2007
pence = 300_000
partner = "council"

[[money.stream]]
id = "a-aligned-2007"
block = "a"
kind = "aligned"
year = 2007
pence = 900_000
partner = "health"

[[money.payment]]
text = "The grant comes in month by month."
clause = "Payment"

[[money.undertaking]]
text = "To keep to the conditions of the grant."
clause = "Assurance"

[[money.undertaking]]
text = "To keep sound control."
clause = "Assurance"

[[money.undertaking]]
text = "To account for all money."
clause = "Assurance"

[[money.undertaking]]
text = "To open all records."
clause = "Assurance"

[[money.release]]
id = "funding-agreement"
what = "A funding agreement for the year"
asks = "funding-agreement"
clause = "Assurance"

[[money.release]]
id = "monitoring-return"
what = "A satisfactory return for the month before"
every = "monthly"
asks = "monthly-return"
clause = "Payment"

[[money.release]]
id = "assurance-statement"
what = "A satisfactory assurance statement"
asks = "assurance"
clause = "Payment"

[[money.release]]
id = "instalment"
what = "The instalment for the month"
asks = "instalment"
clause = "Payment"

[[money.confirmation]]
text = "The figures are right."
clause = "Assurance"

[[money.confirmation]]
text = "The money was spent only for its purpose, and on what is eligible."
clause = "Assurance"

[[money.confirmation]]
text = "Sound control was kept."
clause = "Assurance"

[[money.confirmation]]
text = "What is not spent goes back."
clause = "Assurance"

[[money.assurance]]
text = "Once a year the council assures the ministry."
clause = "Assurance"

[[money.aligned]]
text = "Aligned money stays where it is."
clause = "Aligned"
"#;

/// The decision of the Board that allocates money.
pub const MONEY_DECISION: &str = "board-2007-04-18-2";

/// Words.
pub fn saying(text: &str) -> Words {
    Words::new(text).expect("words")
}

/// A title.
pub fn title(text: &str) -> Title {
    Title::new(text).expect("a title")
}

/// A period: `2007-08-m1`.
pub fn period(text: &str) -> Period {
    text.parse().expect("a period")
}

/// The last posting of the ledger.
pub fn last_posting(book: &Book) -> PostingNo {
    let last = book.record.money.ledger().postings().next_back();
    last.expect("a posting").no
}

/// Arrangements that speak of money, and an outcome that it is for.
pub fn with_money() -> Book {
    planned_by(&format!("{PLAN}{MONEY}"))
        .at("2007-04-02T09:00")
        .after(make_agreement())
        .after(set_outcome())
}

fn decides_under(competence: &str) -> Book {
    with_money()
        .calls("board")
        .at("2007-04-18T10:00")
        .arrives(BOARD, "board.chair")
        .arrives(BOARD, "board.leader")
        .arrives(BOARD, "board.health")
        .arrives(BOARD, "board.voluntary")
        .at("2007-04-18T10:30")
        .opens(BOARD, "board.chair")
        .agrees_under(BOARD, competence)
}

fn answers(book: Book, agrees: bool) -> Book {
    book.after(RecordAgreement {
        decision: id(MONEY_DECISION),
        agrees,
        on: date("2007-04-18"),
        by: saying("The treasurer of the council"),
        words: None,
        seat: None,
    })
    .at("2007-04-19T09:00")
}

/// The Board decided how money is allocated, and the accountable body agrees: 19 April 2007.
pub fn funded() -> Book {
    answers(unanswered(), true)
}

/// The same, before the accountable body answers.
pub fn unanswered() -> Book {
    decides_under("pooled-money")
}

/// The same, where the accountable body does not agree.
pub fn declined() -> Book {
    answers(unanswered(), false)
}

/// The Board decided something else.
pub fn decided_otherwise() -> Book {
    decides_under("priorities")
}

/// £6,000 of the £12,000 is allocated to the health trust.
pub fn allocated() -> Book {
    funded().after(allocate("health", 6_000))
}

/// All that is needed for a release in April is in hand, and £1,000 came in.
pub fn ready() -> Book {
    allocated()
        .after(sign_agreement("health"))
        .after(give_assurance("health"))
        .after(judge_assurance("health", true))
        .after(instalment(1, 1_000))
}

/// A release of £500 for April is proposed.
pub fn proposed() -> Book {
    ready().after(propose_release(1, 500))
}

/// And approved.
pub fn released() -> Book {
    proposed().after(approve_release())
}

/// The return for a month says that so many pounds were spent, and is accepted: 2 May 2007.
pub fn returned(month: u8, pounds: u32) -> Book {
    released()
        .at("2007-05-02T09:00")
        .after(make_return("health", month, pounds))
        .after(accept_return(1))
}

/// The year is closed, on 14 April 2008.
pub fn year_closed() -> Book {
    returned(1, 400).at("2008-04-14T09:00").after(close_year())
}

/// Opens a stream of revenue grant in block A for 2007-08.
pub fn open_stream(stream: &str, pounds: u32) -> OpenStream {
    OpenStream {
        stream: id(stream),
        title: title("More for the rivers"),
        block: id("a"),
        year: period("2007-08"),
        sort: record::arrangements::StreamKind::RevenueGrant,
        giver: title("The Ministry of Rivers"),
        partner: None,
        pence: Pence::pounds(pounds),
        conditions: Some(saying("For walls and warnings only.")),
        outcomes: vec![id("fewer-floods")],
    }
}

/// Allocates money of the revenue grant to a partner.
pub fn allocate(partner: &str, pounds: u32) -> Allocate {
    Allocate {
        stream: id("a-revenue-2007"),
        partner: id(partner),
        outcomes: vec![id("fewer-floods")],
        pence: Pence::pounds(pounds),
        purpose: saying("Nurses who warn the old of floods."),
        decision: id(MONEY_DECISION),
        profile: Vec::new(),
    }
}

/// The officer who signs for a partner.
pub fn officer() -> OfficerAsked {
    OfficerAsked {
        name: title("Ada Penny"),
        office: title("Head of Finance"),
    }
}

/// A partner's funding agreement for 2007-08.
pub fn sign_agreement(partner: &str) -> SignAgreement {
    SignAgreement {
        partner: id(partner),
        year: period("2007-08"),
        by: officer(),
        undertakings: vec![1, 2, 3, 4],
        document: None,
        on: None,
    }
}

/// A partner's assurance statement for 2007-08.
pub fn give_assurance(partner: &str) -> GiveAssurance {
    GiveAssurance {
        partner: id(partner),
        year: period("2007-08"),
        by: title("Ada Penny"),
        office: AssuranceOffice::ChiefFinanceOfficer,
        words: saying("The money is used as the grant requires."),
        document: None,
        to: None,
    }
}

/// What the finance officer makes of it.
pub fn judge_assurance(partner: &str, satisfactory: bool) -> JudgeAssurance {
    JudgeAssurance {
        partner: id(partner),
        year: period("2007-08"),
        satisfactory,
        why: saying("It was read against the grant."),
    }
}

/// An instalment of the revenue grant for the nth month of 2007-08.
pub fn instalment(month: u8, pounds: u32) -> RecordInstalment {
    RecordInstalment {
        stream: id("a-revenue-2007"),
        month: period(&format!("2007-08-m{month}")),
        pence: Pence::pounds(pounds),
        reference: title(&format!("BACS {month}")),
        authorised_by: Some(saying("The Government Office")),
        on: None,
    }
}

/// A release for the nth month of 2007-08 to the health trust, proposed by the finance officer.
pub fn propose_release(month: u8, pounds: u32) -> ProposeRelease {
    ProposeRelease {
        allocation: first_allocation(),
        month: period(&format!("2007-08-m{month}")),
        pence: Pence::pounds(pounds),
        person: Some(person(950)),
    }
}

/// The chair of Voluntary Action approves the first release.
pub fn approve_release() -> ApproveRelease {
    ApproveRelease {
        release: id("release-1"),
        seat: seat("board.voluntary"),
    }
}

/// A partner's return for the nth month of 2007-08.
pub fn make_return(partner: &str, month: u8, pounds: u32) -> MakeReturn {
    MakeReturn {
        partner: id(partner),
        month: period(&format!("2007-08-m{month}")),
        lines: vec![ReturnLineAsked {
            allocation: first_allocation(),
            spent: Pence::pounds(pounds),
            forecast: Pence::pounds(5_800),
            outputs: Some(saying("Forty homes were visited.")),
        }],
        aligned: Vec::new(),
        confirmations: vec![1, 2, 3, 4],
        by: officer(),
    }
}

/// Aligned money that was spent.
pub fn aligned(stream: &str, pounds: u32) -> AlignedLine {
    AlignedLine {
        stream: id::<StreamId>(stream),
        spent: Pence::pounds(pounds),
    }
}

/// The health trust's first return for the nth month of 2007-08 is accepted.
pub fn accept_return(month: u8) -> AcceptReturn {
    AcceptReturn {
        partner: id("health"),
        month: period(&format!("2007-08-m{month}")),
        version: 1,
    }
}

/// So much of what the health trust spent is not eligible.
pub fn find_ineligible(pounds: u32) -> FindIneligible {
    FindIneligible {
        allocation: first_allocation(),
        pence: Pence::pounds(pounds),
        why: saying("A dinner is not a warning."),
        due: date("2007-06-30"),
    }
}

/// So much of what the health trust has is demanded back.
pub fn demand_unspent(pounds: u32) -> DemandUnspent {
    DemandUnspent {
        allocation: first_allocation(),
        pence: Pence::pounds(pounds),
        why: saying("The nurses start later."),
        due: date("2007-06-30"),
    }
}

/// The health trust returns money.
pub fn record_returned(reference: &str, pounds: u32) -> RecordReturned {
    RecordReturned {
        allocation: first_allocation(),
        pence: Pence::pounds(pounds),
        reference: title(reference),
        on: None,
    }
}

/// Money of the revenue grant is repaid.
pub fn repay_giver(pounds: u32) -> RepayGiver {
    RepayGiver {
        stream: id("a-revenue-2007"),
        pence: Pence::pounds(pounds),
        reference: title("PAID 1"),
        why: saying("It was not needed."),
    }
}

/// 2007-08 is closed.
pub fn close_year() -> CloseYear {
    CloseYear {
        year: period("2007-08"),
        due: date("2008-06-30"),
    }
}

/// More is expected in 2008-09.
pub fn expect_funding() -> ExpectFunding {
    ExpectFunding {
        expected: None,
        title: title("Warmer homes"),
        giver: title("The Ministry of Hearths"),
        year: period("2008-09"),
        pence: Some(Pence::pounds(20_000)),
        state: ExpectedState::Expected,
        words: None,
    }
}

fn first_allocation() -> AllocationId {
    id("a-revenue-2007-1")
}
