//! Laws of the ledger, over any run of acts about money: whatever is asked for, in whatever order, every
//! pound is somewhere.
//!
//! `cargo xtask laws` tries as many runs as it is asked to, a million where nothing is said.

use std::collections::BTreeMap;

use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

use crate::{
    Author, Record,
    act::Refused,
    id::{AllocationId, StreamId},
    money::{
        Account, Allocate, ApproveRelease, Because, ChangeAward, CloseYear, DeclineRelease,
        DemandUnspent, FindIneligible, MakeReturn, Money, Pence, Posting, PostingNo,
        ProposeRelease, RecordInstalment, RecordReturned, ReduceAllocation, ReopenReturn,
        RepayGiver, ReturnLineAsked, ReversePosting, SendBackReturn,
    },
    plan::Period,
    testkit::*,
};

/// One act, as dice fall: which, how much, on which of what there is, for which month.
type Throw = (u8, u16, u8, u8);

fn throws(most: usize) -> impl Strategy<Value = Vec<Throw>> {
    proptest::collection::vec((0_u8..22, 0_u16..900, any::<u8>(), 1_u8..=3), 1..most)
}

/// What both partners need before money goes to them, and £4,000 in two streams.
fn beginning() -> Book {
    ["health", "council"]
        .iter()
        .fold(funded(), |book, partner| {
            book.after(sign_agreement(partner))
                .after(give_assurance(partner))
                .after(judge_assurance(partner, true))
        })
}

fn one<T: Clone>(all: impl Iterator<Item = T>, which: u8) -> Option<T> {
    let all: Vec<T> = all.collect();
    all.get(usize::from(which) % all.len().max(1)).cloned()
}

/// Asks for what the dice say, where there is something to ask it of.
fn ask(book: &mut Book, throw: Throw) -> Result<(), Refused> {
    let (act, much, which, month) = throw;
    let pence = Pence::of(u64::from(much) * 137).unwrap();
    let month = period(&format!("2007-08-m{month}"));
    let partner = ["health", "council"][usize::from(which % 2)];
    let allocation = one(
        book.record.money.allocations().map(|it| it.id.clone()),
        which,
    );
    let allocation = allocation.unwrap_or_else(|| id("mars"));
    match act {
        0 | 1 => book.act(RecordInstalment {
            stream: stream(which),
            month,
            pence,
            reference: title(&format!("BACS {much} {which}")),
            ..instalment(1, 0)
        }),
        2 | 3 => book.act(Allocate {
            stream: stream(which),
            pence,
            ..allocate(partner, 0)
        }),
        4 => book.act(ReduceAllocation {
            allocation,
            pence,
            why: saying("Less is needed."),
            decision: id(MONEY_DECISION),
        }),
        5 => book.act(ChangeAward {
            stream: stream(which),
            pence: Pence::of(u64::from(much) * 1_370).unwrap(),
            why: saying("The ministry thought again."),
        }),
        6 | 7 => book.act(every_line(
            &book.record,
            partner,
            month,
            Pence::of(u64::from(much) * 31).unwrap(),
        )),
        8 | 9 => judge(book, which),
        10 => book.act(ReopenReturn {
            partner: id(partner),
            month,
            why: saying("It was wrong."),
        }),
        11 | 12 => book.act(ProposeRelease {
            allocation,
            month,
            pence,
            ..propose_release(1, 0)
        }),
        13 | 14 => settle(book, which),
        15 => book.act(FindIneligible {
            allocation,
            pence,
            due: date("2029-01-01"),
            ..find_ineligible(0)
        }),
        16 => book.act(DemandUnspent {
            allocation,
            pence,
            due: date("2029-01-01"),
            ..demand_unspent(0)
        }),
        17 => book.act(RecordReturned {
            allocation,
            pence,
            ..record_returned(&format!("BACK {which}"), 0)
        }),
        18 => book.act(RepayGiver {
            stream: stream(which),
            pence,
            ..repay_giver(0)
        }),
        19 => undo(book, which),
        20 => {
            let days = jiff::Span::new().hours(24 * i64::from(much % 40));
            book.minute.at = book.minute.at.checked_add(days).unwrap();
            Ok(Vec::new())
        }
        _ => book.act(CloseYear {
            due: date("2030-01-01"),
            ..close_year()
        }),
    }
    .map(|_| ())
}

fn stream(which: u8) -> StreamId {
    id(["a-revenue-2007", "a-capital-2007", "b-contribution-2007"][usize::from(which % 3)])
}

fn every_line(record: &Record, partner: &str, month: Period, spent: Pence) -> MakeReturn {
    let theirs = record.money.allocations_to(&id(partner));
    let lines = theirs.map(|it| ReturnLineAsked {
        allocation: it.id.clone(),
        spent,
        forecast: spent,
        outputs: None,
    });
    MakeReturn {
        month,
        lines: lines.collect(),
        ..make_return(partner, 1, 0)
    }
}

/// Accepts or sends back a return that waits.
fn judge(book: &mut Book, which: u8) -> Result<Vec<crate::Entry>, Refused> {
    let waiting = book.record.money.returns().filter(|it| it.is_waiting());
    let says = one(waiting.map(|it| it.says.clone()), which);
    let Some(says) = says else {
        return Ok(Vec::new());
    };
    if which > 200 {
        return book.act(SendBackReturn {
            partner: says.partner,
            month: says.month,
            version: says.version,
            why: saying("It is wrong."),
        });
    }
    book.act(crate::money::AcceptReturn {
        partner: says.partner,
        month: says.month,
        version: says.version,
    })
}

/// Approves a release that waits, or declines it.
fn settle(book: &mut Book, which: u8) -> Result<Vec<crate::Entry>, Refused> {
    let waiting = book.record.money.releases().filter(|it| it.is_proposed());
    let release = one(waiting.map(|it| it.id.clone()), which);
    let release = release.unwrap_or_else(|| id("release-1"));
    if which > 230 {
        return book.act(DeclineRelease {
            release,
            seat: None,
            why: saying("Not yet."),
        });
    }
    book.act(ApproveRelease {
        release,
        ..approve_release()
    })
}

/// Reverses a posting; every balance is then as it would be without it.
fn undo(book: &mut Book, which: u8) -> Result<Vec<crate::Entry>, Refused> {
    let postings = book.record.money.ledger().postings();
    let Some(posting) = one(postings.cloned(), which) else {
        return Ok(Vec::new());
    };
    let accounts = [posting.from.clone(), posting.to.clone()];
    let without = accounts
        .clone()
        .map(|it| book.record.money.balance(&it) - posting.adds_to(&it));
    let done = book.act(ReversePosting {
        posting: posting.no,
        why: saying("It was wrong."),
    })?;
    assert_eq!(accounts.map(|it| book.record.money.balance(&it)), without);
    Ok(done)
}

/// What the postings come to, added up again one by one.
#[derive(Default)]
struct Again {
    on: BTreeMap<Account, i64>,
    went: BTreeMap<(&'static str, &'static str, StreamId), i64>,
}

impl Again {
    fn of(money: &Money) -> Self {
        let mut again = Self::default();
        for posting in money.ledger().postings() {
            let pence = posting.pence.pence();
            *again.on.entry(posting.from.clone()).or_default() -= pence;
            *again.on.entry(posting.to.clone()).or_default() += pence;
            let (from, to, sign) = match posting.reverses {
                None => (&posting.from, &posting.to, 1),
                Some(_) => (&posting.to, &posting.from, -1),
            };
            let way = (from.word(), to.word(), posting.stream.clone());
            *again.went.entry(way).or_default() += sign * pence;
        }
        again
    }

    fn went(&self, from: &'static str, to: &'static str, stream: &StreamId) -> i64 {
        let way = (from, to, stream.clone());
        self.went.get(&way).copied().unwrap_or_default()
    }

    /// All that stands on accounts of a kind, of a stream.
    fn stands(&self, money: &Money, word: &str, stream: &StreamId) -> i64 {
        let of = self.on.iter().filter(|(account, _)| {
            account.word() == word && money.stream_of(account).is_some_and(|it| it.id == *stream)
        });
        of.map(|(_, pence)| pence).sum()
    }
}

/// Every law, worked out again from the postings alone.
fn lawful(money: &Money) {
    let again = Again::of(money);
    assert_eq!(
        again.on.values().sum::<i64>(),
        0,
        "every pound is somewhere"
    );
    for (account, pence) in &again.on {
        assert_eq!(money.balance(account).pence(), *pence, "{account}");
        assert!(
            *pence >= 0 || account.may_be_less_than_nothing(),
            "{account} is {pence}"
        );
    }
    for stream in money.streams() {
        let stands = |word| again.stands(money, word, &stream.id);
        let went = |from, to| again.went(from, to, &stream.id);
        let received = went("giver", "held") - went("held", "giver");
        let (released, returned) = (went("held", "with-partner"), went("returnable", "held"));
        assert_eq!(received, stands("held") + released - returned);
        assert_eq!(-stands("award"), stands("available") + stands("allocated"));
        assert!(stands("available") >= 0);
        assert!(released - returned <= stands("allocated"));
        let at_partners = stands("spent") + stands("returnable") + stands("with-partner");
        assert_eq!(at_partners, released - returned);
        assert!(stands("spent") <= stands("allocated"));
        assert_eq!(money.sums_of_stream(&stream.id).broken(), None);
    }
    for allocation in money.allocations() {
        assert_eq!(money.sums_of_allocation(&allocation.id).overdrawn(), None);
    }
    for posting in money.ledger().postings() {
        undone_once(money, posting);
    }
}

/// What is undone is undone once, by its opposite, and no reversal is.
fn undone_once(money: &Money, posting: &Posting) {
    let of = |no: PostingNo| money.posting(no).unwrap();
    if let Some(by) = posting.reversed_by.map(of) {
        assert_eq!(by.reverses, Some(posting.no));
        assert_eq!(
            (&by.from, &by.to, by.pence),
            (&posting.to, &posting.from, posting.pence)
        );
    }
    if posting.reverses.is_some() {
        assert!(posting.reversed_by.is_none());
    }
    assert!(posting.pence > Pence::ZERO);
}

/// One run: every act is done or changes nothing, every law holds after each, and the lines make it again.
fn run(mut book: Book, throws: Vec<Throw>) {
    for throw in throws {
        let lines = book.lines.len();
        let refused = ask(&mut book, throw).is_err();
        assert!(
            !refused || book.lines.len() == lines,
            "a refusal writes nothing"
        );
        if book.lines.len() > lines {
            lawful(&book.record.money);
        }
    }
    let told = |record: &Record| format!("{:?}", record.money);
    assert_eq!(told(&book.replayed()), told(&book.record));
}

proptest! {
    #![proptest_config(super::cases(1_500))]

    // Requirement: FU10 at /api/v1/{partnership}/acts
    #[test]
    fn every_pound_is_somewhere(throws in throws(40)) {
        run(beginning_once(), throws);
    }
}

fn beginning_once() -> Book {
    static BEGINNING: std::sync::LazyLock<Book> = std::sync::LazyLock::new(beginning);
    BEGINNING.clone()
}

/// The dice are not so wild that nothing happens: each kind of posting comes up.
#[test]
fn the_runs_reach_every_kind_of_posting() {
    let mut runner = TestRunner::deterministic();
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..600 {
        let throws = throws(120).new_tree(&mut runner).unwrap().current();
        let mut book = beginning_once();
        for throw in throws {
            let _ = ask(&mut book, throw);
        }
        let postings = book.record.money.ledger().postings();
        seen.extend(postings.map(|it| it.because.says()));
    }
    for because in [
        Because::Released(id("release-1")),
        Because::ReturnAccepted(id("health"), period("2007-08-m1")),
        Because::ReturnReopened(id("health"), period("2007-08-m1")),
        Because::FoundIneligible,
        Because::UnspentDemanded,
        Because::MoneyReturned(String::new()),
        Because::Repaid,
        Because::AwardChanged,
        Because::AllocationReduced,
        Because::Reversed("1.1".parse().unwrap()),
    ] {
        assert!(
            seen.contains(because.says()),
            "{} never came up",
            because.says()
        );
    }
}

/// A year at Three Rivers, and what each figure of it comes to.
#[test]
fn a_year_comes_to_what_it_should() {
    let mut book = year_closed();
    book.minute.by = Author::System("testkit".to_owned());
    let money = &book.record.money;
    let sums = money.sums_of_year(period("2007-08"));
    let pounds = Pence::pounds;
    assert_eq!(sums.award, pounds(20_000));
    assert_eq!(
        (sums.allocated, sums.available),
        (pounds(6_000), pounds(14_000))
    );
    assert_eq!(
        (sums.received, sums.held, sums.released),
        (pounds(1_000), pounds(500), pounds(500))
    );
    assert_eq!((sums.spent, sums.returnable), (pounds(400), pounds(100)));
    let of_partner = money.sums_of_partner(&id("health"), period("2007-08"));
    assert_eq!(of_partner.spent, pounds(400));
    let allocation = money
        .allocation(&id::<AllocationId>("a-revenue-2007-1"))
        .unwrap();
    let variance = money.variance(allocation, period("2007-08-m1"));
    assert_eq!(variance.to_date(), -pounds(100));
    assert_eq!(variance.at_year_end(), Some(-pounds(200)));
}
