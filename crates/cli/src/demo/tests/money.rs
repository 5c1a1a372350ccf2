//! Three years of money: released month by month, blocked, clawed back and put right.

use record::{
    money::{Because, DueState, Pence, funds_table, gate},
    plan::Period,
};

use super::*;

fn period(name: &str) -> Period {
    name.parse().unwrap()
}

#[test]
fn two_partners_wait_for_their_money_and_the_others_have_it_proposed() {
    let record = record();
    let money = &record.money;
    let month = period("2009-10-m10");
    let missing = |allocation: &str| -> Vec<&'static str> {
        let id = allocation.parse().unwrap();
        let gate = gate(&record, &id, month, Pence::pounds(100), NOW.date()).unwrap();
        gate.shut().map(|it| it.id).collect()
    };
    // Community First sent no return that would do; the Race Equality Council’s assurance is in doubt.
    assert_eq!(missing("f-revenue-2009-1"), ["monthly-return"]);
    assert_eq!(missing("f-revenue-2009-2"), ["assurance"]);
    assert!(missing("f-revenue-2009-3").is_empty());
    let november = money.due_state(&"community-first".parse().unwrap(), period("2009-10-m8"));
    assert_eq!(november, DueState::SentBack);
    let waiting = money.releases().filter(|it| it.is_proposed());
    assert!(waiting.filter(|it| it.month == month).count() > 5);
}

#[test]
fn money_is_clawed_back_and_some_of_it_is_overdue() {
    let record = record();
    let clawback = record.money.clawback(NOW.date());
    let overdue: Vec<_> = clawback.iter().filter(|it| it.overdue).collect();
    let [one] = overdue[..] else {
        panic!("{overdue:?}");
    };
    assert_eq!(one.demand.allocation.as_str(), "a-contribution-2008-2");
    let of = (one.demand.pence, one.returned);
    assert_eq!(of, (Pence::pounds(7_340), Pence::pounds(2_500)));
    assert!(clawback.len() > 10);
}

#[test]
fn what_was_posted_wrong_is_reversed_and_posted_right() {
    let record = record();
    let postings = record.money.ledger().postings();
    let reversed = postings.filter(|it| matches!(it.because, Because::Reversed(_)));
    let reversed: Vec<_> = reversed.map(|it| it.pence).collect();
    let wrong = |pence| Pence::of(pence).unwrap();
    assert_eq!(reversed, [wrong(354_083), wrong(6_640_000)]);
}

#[test]
fn two_years_are_closed_with_nothing_left_and_the_one_before_is_as_the_paper_has_it() {
    let record = record();
    let money = &record.money;
    for year in ["2007-08", "2008-09"] {
        assert!(money.closing(period(year)).is_some(), "{year}");
        for one in money.allocations_in(period(year)) {
            let sums = money.sums_of_allocation(&one.id);
            assert_eq!(sums.with_partner, Pence::ZERO, "{}", one.id);
            assert!(sums.spent > Pence::ZERO, "{}", one.id);
        }
    }
    assert!(money.closing(period("2009-10")).is_none());
    let table = funds_table(&record, period("2006-07"));
    assert_eq!(table.total.pooled(), Pence::pounds(1_448_570));
}
