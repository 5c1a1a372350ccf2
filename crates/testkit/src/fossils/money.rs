//! Money, from what is awarded to what is repaid: each kind of entry, with its optional fields both there and
//! left out.

use record::{
    id::PartnerId,
    money::{
        AcceptReturn, AlignedLine, Allocate, AmendControls, ApproveRelease, ChangeAward, CloseYear,
        CommentOnMoney, DeclineRelease, DemandUnspent, ExpectFunding, ExpectedState,
        FindIneligible, GiveAssurance, MakeReturn, MoneyAbout, Pence, RecordInstalment,
        ReduceAllocation, ReopenReturn, ReversePosting, SendBackReturn,
    },
    structure::{AdoptArrangements, Appoint},
};

use super::super::{
    ARRANGEMENTS, Book, MONEY, PLAN, accept_return, allocate, approve_release, close_year, date,
    demand_unspent, expect_funding, find_ineligible, give_assurance, hash, id, instalment,
    judge_assurance, last_posting, make_return, open_stream, period, person, propose_release,
    record_returned, repay_giver, saying, seat, set_outcome, sign_agreement, title,
};

const DECISION: &str = "executive-2007-09-19-2-3";
const ALLOCATION: &str = "a-revenue-2007-1";

pub(super) fn goes_on(book: Book) -> Book {
    let book = book
        .at("2018-05-01T09:00")
        .after(AdoptArrangements {
            text: format!("{ARRANGEMENTS}{PLAN}{MONEY}"),
            from: date("2018-05-01"),
            decided_by: None,
        })
        .after(Appoint::new(
            seat("board.health-later"),
            person(960),
            date("2018-05-01"),
        ))
        .after(set_outcome());
    foreseen(closed(returned(released(allocated(book)))))
}

fn allocated(book: Book) -> Book {
    let mut plain = open_stream("b-aligned-2007", 70);
    plain.sort = record::arrangements::StreamKind::Aligned;
    plain.partner = Some(id("health"));
    plain.conditions = None;
    plain.outcomes.clear();
    book.after(open_stream("b-revenue-2007", 50_000))
        .after(plain)
        .after(ChangeAward {
            stream: id("b-revenue-2007"),
            pence: Pence::pounds(60_000),
            why: saying("The ministry gave more."),
        })
        .after(Allocate {
            decision: id(DECISION),
            ..allocate("health", 6_000)
        })
        .after(Allocate {
            decision: id(DECISION),
            profile: Pence::pounds(100).shared(12),
            ..allocate("council", 100)
        })
        .after(ReduceAllocation {
            allocation: id(ALLOCATION),
            pence: Pence::pounds(100),
            why: saying("The nurses start later."),
            decision: id(DECISION),
        })
}

fn released(book: Book) -> Book {
    let document = hash("e");
    let mut signed = sign_agreement("health");
    signed.document = Some(document.clone());
    let to_the_ministry = GiveAssurance {
        to: Some(title("The Ministry of Rivers")),
        document: Some(document),
        ..give_assurance("council")
    };
    let contribution = RecordInstalment {
        stream: id("b-contribution-2007"),
        authorised_by: None,
        ..instalment(1, 10)
    };
    let approve = ApproveRelease {
        seat: seat("board.health-later"),
        ..approve_release()
    };
    book.after(signed)
        .after(sign_agreement("council"))
        .after(give_assurance("health"))
        .after(judge_assurance("health", true))
        .after(to_the_ministry)
        .after(instalment(1, 1_000))
        .after(instalment(2, 1_000))
        .after(contribution)
        .after(propose_release(1, 500))
        .after(approve)
        .after(propose_release(2, 100))
        .after(DeclineRelease {
            release: id("release-2"),
            seat: Some(seat("board.health-later")),
            why: saying("The bank is shut."),
        })
        .after(propose_release(2, 100))
        .after(DeclineRelease {
            release: id("release-3"),
            seat: None,
            why: saying("It is not needed after all."),
        })
}

fn returned(book: Book) -> Book {
    let health: PartnerId = id("health");
    let month = period("2007-08-m1");
    let mut plain = make_return("health", 1, 300);
    plain.lines[0].outputs = None;
    let again = MakeReturn {
        aligned: vec![AlignedLine {
            stream: id("b-aligned-2007"),
            spent: Pence::pounds(7),
        }],
        ..make_return("health", 1, 400)
    };
    let accept = |version| AcceptReturn {
        version,
        ..accept_return(1)
    };
    book.after(plain)
        .after(SendBackReturn {
            partner: health.clone(),
            month,
            version: 1,
            why: saying("The nurses are not in it."),
        })
        .after(again.clone())
        .after(accept(2))
        .after(ReopenReturn {
            partner: health,
            month,
            why: saying("The auditors found an error."),
        })
        .after(again)
        .after(accept(3))
}

fn closed(book: Book) -> Book {
    let due = date("2018-12-31");
    let book = book
        .after(FindIneligible {
            due,
            ..find_ineligible(60)
        })
        .after(DemandUnspent {
            due,
            ..demand_unspent(50)
        })
        .after(record_returned("BACK 1", 40))
        .after(repay_giver(10));
    let posting = last_posting(&book);
    book.after(ReversePosting {
        posting,
        why: saying("The bank sent it back."),
    })
    .after(CloseYear {
        due,
        ..close_year()
    })
}

fn foreseen(book: Book) -> Book {
    let comment = |about| CommentOnMoney {
        about,
        month: period("2007-08-m1"),
        words: saying("The nurses start in June."),
    };
    book.after(expect_funding())
        .after(ExpectFunding {
            expected: Some(id("expected-1")),
            state: ExpectedState::Confirmed,
            pence: None,
            words: Some(saying("The minister said so.")),
            ..expect_funding()
        })
        .after(AmendControls {
            from: date("2018-06-01"),
            says: saying("Two people approve each release."),
        })
        .after(comment(MoneyAbout::Stream(id("b-revenue-2007"))))
        .after(comment(MoneyAbout::Allocation(id(ALLOCATION))))
}
