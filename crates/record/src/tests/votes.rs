//! Counting votes: tables, laws, and a second count from the raw entries of whole meetings.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::prelude::*;

use super::{
    by_hand::{self, Hand},
    cases,
};
use crate::{
    Entry,
    arrangements::{Tie, VoteBase, VoteRule, VoteUnit},
    decisions::{
        self, CastVote, Certificate, CloseVote, Outcome, Tally, Vote,
        Vote::{Abstain, Against, For},
        count, rule_on,
    },
    meetings::{RecordArrival, RecordDeparture},
    structure::{EndAppointment, NameSubstitute},
    testkit::*,
};

fn rule(carries: &str, of: VoteBase, tie: Tie) -> VoteRule {
    VoteRule {
        unit: VoteUnit::Partner,
        carries: carries.parse().unwrap(),
        of,
        last_resort: false,
        seconder: true,
        tie,
        clause: None,
    }
}

/// `+` votes for, `-` against, `0` abstains, `.` is present and says nothing, `x` is entitled and
/// absent; `(` and `)` and `o` voted for, against or abstained and left.
fn count_of(rule: &VoteRule, drawn: &str) -> Tally {
    let mut entitled = BTreeSet::new();
    let (mut present, mut ballots) = (BTreeSet::new(), BTreeMap::new());
    for (voter, letter) in drawn.chars().enumerate() {
        entitled.insert(voter);
        if matches!(letter, '+' | '-' | '0' | '.') {
            present.insert(voter);
        }
        match letter {
            '+' | '(' => drop(ballots.insert(voter, For)),
            '-' | ')' => drop(ballots.insert(voter, Against)),
            '0' | 'o' => drop(ballots.insert(voter, Abstain)),
            _ => {}
        }
    }
    count(rule, &entitled, &present, &ballots)
}

// Requirement: DE4 at /{partnership}/decisions/{decision}
#[test]
fn what_is_counted_of_what_and_whether_it_carries() {
    use Outcome::{Carried, NotCarried, Tied};
    use VoteBase::{Cast, Entitled, Present};
    let carry = |carries, of| rule(carries, of, Tie::FurtherReport);
    let table = [
        // the rule                 the voters   base, needed, outcome
        // Three quarters exactly carries; a vote fewer does not.
        (carry("3/4", Present), "+++-", 4, 3, Carried),
        (carry("75%", Present), "+++-", 4, 3, Carried),
        (carry("3/4", Present), "+++--", 5, 4, NotCarried),
        (carry("3/4", Present), "++++++----", 10, 8, NotCarried),
        // Of twenty, fifteen are exactly 75% and fourteen are 70%: well over half, and not enough.
        (
            carry("3/4", Present),
            "+++++++++++++++-----",
            20,
            15,
            Carried,
        ),
        (
            carry("3/4", Present),
            "++++++++++++++------",
            20,
            15,
            NotCarried,
        ),
        (
            carry("more than 1/2", Present),
            "++++++----",
            10,
            6,
            Carried,
        ),
        (carry("more than 1/2", Present), "+++++-----", 10, 6, Tied),
        // Who abstains or says nothing counts in the base `present`, and not in `cast`.
        (carry("3/4", Present), "+++0", 4, 3, Carried),
        (carry("3/4", Present), "+++00", 5, 4, NotCarried),
        (carry("3/4", Present), "+++..", 5, 4, NotCarried),
        (carry("3/4", Cast), "+++00..", 3, 3, Carried),
        (carry("more than 1/2", Cast), "+000000", 1, 1, Carried),
        // Absent is not abstained.
        (carry("3/4", Present), "+++-xxxx", 4, 3, Carried),
        (carry("3/4", Entitled), "+++-xxxx", 8, 6, NotCarried),
        // Who voted and left stays counted, and in the base.
        (carry("3/4", Present), "++(-", 4, 3, Carried),
        (carry("3/4", Present), "+++)o", 5, 4, NotCarried),
        // Nobody's vote carries nothing.
        (carry("3/4", Present), "", 0, 1, NotCarried),
        (carry("3/4", Cast), "000", 0, 1, NotCarried),
        (carry("0/1", Present), "---", 3, 1, NotCarried),
        (carry("1/1", Present), "+++", 3, 3, Carried),
        // Where half is enough, as many for as against is enough.
        (carry("1/2", Present), "++--", 4, 2, Carried),
    ];
    for (rule, drawn, base, needed, outcome) in table {
        let tally = count_of(&rule, drawn);
        let told = format!("{} of {:?}: {drawn}", rule.carries, rule.of);
        assert_eq!((tally.base, tally.needed), (base, needed), "{told}");
        assert_eq!(rule_on(&rule, &tally, None), outcome, "{told}");
    }
}

#[test]
fn what_comes_of_a_tie() {
    use Outcome::{Carried, NotCarried, Tied};
    let table = [
        // the tie rule      the voters  casting  outcome
        (Tie::FurtherReport, "++--", None, Tied),
        (Tie::Falls, "++--", None, NotCarried),
        (Tie::Chair, "++--", None, Tied),
        (Tie::Chair, "++--", Some(For), Carried),
        (Tie::Chair, "++--", Some(Against), NotCarried),
        // A casting vote breaks a tie; it is no second vote where there is none.
        (Tie::Chair, "++---", Some(For), NotCarried),
        // With an abstention a casting vote may still be too few of those present.
        (Tie::Chair, "++--0", Some(For), Carried),
        (Tie::Chair, "++--00", Some(For), NotCarried),
        // Elsewhere a casting vote is not counted.
        (Tie::Falls, "++--", Some(For), NotCarried),
        (Tie::FurtherReport, "++--", Some(For), Tied),
        // None for and none against is no tie.
        (Tie::FurtherReport, "00..", None, NotCarried),
        (Tie::Chair, "..", Some(For), NotCarried),
    ];
    for (tie, drawn, casting, outcome) in table {
        let rule = rule("more than 1/2", VoteBase::Present, tie);
        let tally = count_of(&rule, drawn);
        assert_eq!(
            rule_on(&rule, &tally, casting),
            outcome,
            "{tie:?} {drawn} {casting:?}"
        );
    }
}

// Requirement: DE4 at /{partnership}/meetings/{meeting}/table
#[test]
fn a_partner_has_one_vote_whatever_its_headcount() {
    let motion = format!("{BOARD}-2");
    let there = [
        "chair",
        "leader",
        "councillor-1",
        "councillor-2",
        "health",
        "voluntary",
        "ambassador",
    ];
    let book = Book::board_under_way(&there)
        .put(BOARD, "board.leader", "board.health")
        .votes(&motion, "board.leader", Against)
        .votes(&motion, "board.councillor-1", Against)
        .votes(&motion, "board.councillor-2", Against)
        .votes(&motion, "board.health", For)
        .votes(&motion, "board.voluntary", For)
        .votes(&motion, "board.ambassador", For)
        .counts(&motion, None);
    let decision = book.record.decisions.get(&id(&motion)).unwrap();
    let Some(decisions::Verdict::Vote { tally, outcome, .. }) = decision.verdict() else {
        panic!("{decision:?}");
    };
    assert_eq!(
        (tally.in_favour, tally.against, tally.base, tally.needed),
        (3, 1, 4, 3)
    );
    assert_eq!(*outcome, Outcome::Carried);
}

/// Nobody holds the only seat of Voluntary Action, so two partners are entitled, not three.
#[test]
fn a_partner_without_a_holder_is_not_entitled() {
    let motion = format!("{LEARNING}-2");
    let close = |book: Book| {
        let book = book
            .moves(LEARNING, "learning.school")
            .puts(&motion)
            .votes(&motion, "learning.school", For)
            .counts(&motion, None);
        let decision = book.record.decisions.get(&id(&motion)).unwrap();
        let Some(decisions::Verdict::Vote { tally, outcome, .. }) = decision.verdict() else {
            panic!("{decision:?}");
        };
        (tally.base, tally.needed, *outcome)
    };
    let book = Book::under_way("learning", &["school"]);
    let resigned = EndAppointment::of(seat("learning.tutor"), date("2007-04-17"));
    assert_eq!(close(book.clone()), (3, 2, Outcome::NotCarried));
    assert_eq!(close(book.after(resigned)), (2, 1, Outcome::Carried));
}

fn any_rule() -> impl Strategy<Value = VoteRule> {
    let of = prop_oneof![
        Just(VoteBase::Present),
        Just(VoteBase::Cast),
        Just(VoteBase::Entitled)
    ];
    let tie = prop_oneof![Just(Tie::FurtherReport), Just(Tie::Chair), Just(Tie::Falls)];
    let carries = (any::<bool>(), 0_u32..10, 1_u32..10).prop_map(|(more, part, per)| {
        let more = if more { "more than " } else { "" };
        format!("{more}{}/{per}", part.min(per))
    });
    (carries, of, tie).prop_map(|(carries, of, tie)| rule(&carries, of, tie))
}

proptest! {
    #![proptest_config(cases(2_000))]

    /// The same sum on fingers: letters counted one by one, and a search instead of a division.
    #[test]
    fn a_second_count_agrees(rule in any_rule(), drawn in "[-+0.xo()]{0,20}", casting in any_casting()) {
        let of = |letters: &str| drawn.matches(|letter| letters.contains(letter)).count() as u32;
        let (yes, no, neither, silent) = (of("+("), of("-)"), of("0o"), of("."));
        let base = match rule.of {
            VoteBase::Present => yes + no + neither + silent,
            VoteBase::Cast => yes + no,
            VoteBase::Entitled => drawn.len() as u32,
        };
        let carries = rule.carries.to_string();
        let tally = count_of(&rule, &drawn);
        prop_assert_eq!(
            (tally.in_favour, tally.against, tally.abstained, tally.silent, tally.base),
            (yes, no, neither, silent, base)
        );
        let needed = by_hand::fewest(&carries, base);
        prop_assert_eq!(tally.needed, needed);
        let outcome = by_hand::outcome(rule.tie, yes, no, needed, casting);
        prop_assert_eq!(rule_on(&rule, &tally, casting), outcome);
    }

    /// One more vote for never makes a motion fall.
    #[test]
    fn a_vote_for_never_harms(rule in any_rule(), drawn in "[-+0.]{1,20}", who in 0_usize..20) {
        let (mut turned, who) = (drawn.clone(), who % drawn.len());
        turned.replace_range(who..=who, "+");
        let carried = |drawn: &str| rule_on(&rule, &count_of(&rule, drawn), None) == Outcome::Carried;
        prop_assert!(carried(&turned) || !carried(&drawn));
    }

    /// Whoever is absent and entitled does not touch the base of those present.
    #[test]
    fn absence_is_not_abstention(drawn in "[-+0.]{0,20}", absent in 0_usize..10) {
        let rule = rule("3/4", VoteBase::Present, Tie::FurtherReport);
        let with_absent = format!("{drawn}{}", "x".repeat(absent));
        prop_assert_eq!(count_of(&rule, &drawn), count_of(&rule, &with_absent));
    }
}

fn any_vote() -> impl Strategy<Value = Vote> {
    prop_oneof![3 => Just(For), 2 => Just(Against), 1 => Just(Abstain)]
}

fn any_casting() -> impl Strategy<Value = Option<Vote>> {
    prop_oneof![2 => Just(None), 1 => Just(Some(For)), 1 => Just(Some(Against))]
}

/// What may happen while a vote is open; a seat by its place among the body's.
#[derive(Debug, Clone)]
enum Happens {
    Arrives(usize),
    Substituted(usize),
    Leaves(usize),
    Votes(usize, Vote),
}

fn happens() -> impl Strategy<Value = Happens> {
    let seat = 0_usize..9;
    prop_oneof![
        3 => seat.clone().prop_map(Happens::Arrives),
        1 => seat.clone().prop_map(Happens::Substituted),
        2 => seat.clone().prop_map(Happens::Leaves),
        6 => (seat, any_vote()).prop_map(|(seat, vote)| Happens::Votes(seat, vote)),
    ]
}

/// A body whose motion is put: its meeting, its seats, and the book so far.
type Put = (&'static str, Vec<&'static str>, Book);

/// Three bodies with three ways to count, each with a share that carries of its own.
static PUT: LazyLock<Vec<Put>> = LazyLock::new(|| {
    let bodies = [
        ("board", BOARD, "3/4"),
        ("executive", EXECUTIVE, "more than 1/2"),
        ("learning", LEARNING, "1/2"),
    ];
    let shares = ["3/4", "more than 1/2", "2/3", "1/2", "75%", "1/1"];
    let with = |(body, meeting, own): (&str, &'static str, &str), share: &str| {
        let text = ARRANGEMENTS.replace(
            &format!("\"{own}\"\nof = \""),
            &format!("\"{share}\"\nof = \""),
        );
        // A quorum may stand in the same words: only the way to vote is to change.
        let text = by_hand::only_carries(ARRANGEMENTS, &text);
        let prefix = format!("{body}.");
        let seats: Vec<&'static str> = FILLED
            .iter()
            .copied()
            .filter(|seat| seat.starts_with(&prefix))
            .collect();
        let voters = match body {
            "board" => [seats[1], seats[4]],
            _ => [seats[0], seats[2]],
        };
        let book = Book::adopting(&text)
            .fills()
            .calls(body)
            .at("2007-04-18T10:00");
        let book = book.arrives(meeting, voters[0]).arrives(meeting, voters[1]);
        let book = book.at("2007-04-18T10:30").opens(meeting, voters[0]);
        (meeting, seats, book.put(meeting, voters[0], voters[1]))
    };
    bodies
        .iter()
        .flat_map(|body| shares.iter().map(move |share| with(*body, share)))
        .collect()
});

proptest! {
    #![proptest_config(cases(1_500))]

    /// Whole meetings: whatever happens while the vote is open, the count in the book is the count
    /// by hand from its raw entries, and the certificate works out the same again.
    #[test]
    fn a_recount_of_the_whole_meeting_agrees(
        which in 0_usize..18,
        story in proptest::collection::vec(happens(), 0..40),
        casting in any_casting(),
        afterwards in proptest::collection::vec(happens(), 0..6),
    ) {
        let (meeting, seats, book) = &PUT[which];
        let mut book = book.clone();
        let motion = format!("{meeting}-2");
        for step in &story {
            happen(&mut book, meeting, &motion, seats, step);
        }
        let close = |casting| CloseVote { decision: id(&motion), casting };
        if book.act(close(casting)).is_err() {
            book.act(close(None)).unwrap();
        }
        let Entry::Decisions(decisions::Entry::VoteClosed { tally, quorum, casting, outcome, .. }) =
            book.lines
                .iter()
                .rev()
                .find(|line| matches!(line.entry, Entry::Decisions(_)))
                .unwrap()
                .entry
                .clone()
        else {
            panic!("the vote was not closed");
        };
        let hand = Hand::at_the_end_of(&book.lines, meeting);
        prop_assert_eq!(hand.tally(&motion), tally);
        prop_assert_eq!(hand.quorum(), (quorum.present, quorum.of, quorum.needed));
        let expected = by_hand::outcome(hand.tie(), tally.in_favour, tally.against, tally.needed, casting);
        prop_assert_eq!(expected, outcome);
        // What happens after the vote changes neither the decision nor its certificate.
        for step in &afterwards {
            happen(&mut book, meeting, &motion, seats, step);
        }
        let decision = book.record.decisions.get(&id(&motion)).unwrap();
        let certificate = Certificate::of(&book.record, decision).unwrap();
        prop_assert!(certificate.recomputed);
        prop_assert_eq!(certificate.quorum, quorum);
        prop_assert_eq!(certificate.agreed, outcome == Outcome::Carried);
        prop_assert_eq!(certificate.for_ratification, certificate.agreed && !quorum.quorate());
    }
}

/// Does what happens, where it may.
fn happen(book: &mut Book, meeting: &str, motion: &str, seats: &[&str], step: &Happens) {
    let (Happens::Arrives(place)
    | Happens::Substituted(place)
    | Happens::Leaves(place)
    | Happens::Votes(place, _)) = step;
    let name = seats[place % seats.len()];
    let arrival = |person| RecordArrival {
        meeting: id(meeting),
        seat: seat(name),
        person,
        at: None,
    };
    // A refusal is part of the story: an arrival twice, a vote by someone absent.
    let _ = match step {
        Happens::Arrives(_) => book.act(arrival(None)),
        Happens::Substituted(_) => {
            let person = substitute_for(name);
            let _ = book.act(NameSubstitute {
                seat: seat(name),
                person,
                meeting: Some(id(meeting)),
                from: None,
                until: None,
            });
            book.act(arrival(Some(person)))
        }
        Happens::Leaves(_) => book.act(RecordDeparture {
            meeting: id(meeting),
            seat: seat(name),
            at: None,
        }),
        Happens::Votes(_, vote) => book.act(CastVote {
            decision: id(motion),
            seat: seat(name),
            vote: *vote,
        }),
    };
}

/// What is appointed later, even for an earlier day, changes neither the quorum nor the count that
/// a certificate shows.
#[test]
fn a_certificate_stands_on_what_the_book_said_when_it_was_decided() {
    let motion = format!("{BOARD}-2");
    let book = Book::board_under_way(&["chair", "leader", "health"])
        .put(BOARD, "board.leader", "board.health")
        .votes(&motion, "board.leader", For)
        .votes(&motion, "board.health", For)
        .counts(&motion, None);
    let certificate = |book: &Book| {
        let decision = book.record.decisions.get(&id(&motion)).unwrap();
        decisions::Certificate::of(&book.record, decision).unwrap()
    };
    let before = certificate(&book);
    assert!(before.recomputed);
    let later = book.after(EndAppointment::of(seat("board.leader"), date("2007-04-01")));
    assert_eq!(certificate(&later), before);
}

/// Someone whose appointment ended while they are in the room votes no more.
#[test]
fn who_no_longer_holds_the_seat_has_no_vote() {
    let motion = format!("{BOARD}-2");
    let book = Book::board_under_way(&["chair", "leader", "health"])
        .put(BOARD, "board.leader", "board.health")
        .after(EndAppointment::of(seat("board.leader"), date("2007-04-17")));
    let vote = decisions::CastVote {
        decision: id(&motion),
        seat: seat("board.leader"),
        vote: For,
    };
    let gone = decisions::Unvotable::NotHeld(seat("board.leader"));
    assert_eq!(book.ruling(&vote), Err(gone.into()));
}
