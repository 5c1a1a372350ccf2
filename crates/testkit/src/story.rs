//! The story of Three Rivers so far: each step takes a book and gives it back after an act.

use record::{
    arrangements::Purpose,
    decisions::{
        AgreeByConsensus, CastVote, Certified, CloseVote, MoveMotion, Position, Propose, PutToVote,
        ScopeAsked, SecondMotion, StatePosition, Vote,
    },
    id::{DecisionId, ItemNo, MeetingId},
    meetings::{
        ActionOutcome, ApproveMinutes, Call, Cancel, Close, CloseAction, DeclareInterest,
        DraftMinutes, IssueAgenda, ItemCalled, ItemMinuted, NoteAction, Open, PlanItem,
        PublishMinutes, RecordArrival, RecordDeparture, ReturnToRoom, TakeItem, Withdraw,
    },
    prose::{Title, Words},
    structure::{AdoptArrangements, Appoint, NameSubstitute},
};

use super::{ARRANGEMENTS, Book, FILLED, date, holder_of, id, seat, substitute_for, time};

/// The meeting of the Board.
pub const BOARD: &str = "board-2007-04-18";
/// The meeting of the Executive.
pub const EXECUTIVE: &str = "executive-2007-04-18";
/// The meeting of the learning group.
pub const LEARNING: &str = "learning-2007-04-18";
/// The meeting of the forum.
pub const FORUM: &str = "forum-2007-04-18";

/// What was tried before a vote.
const TRIED: &str = "The members talked for an hour and could not agree.";

impl Book {
    /// Arrangements adopted from 1 January 2007, nobody appointed.
    pub fn adopted() -> Self {
        Self::adopting(ARRANGEMENTS)
    }

    /// Other arrangements adopted from that day.
    pub fn adopting(text: &str) -> Self {
        Self::new().after(AdoptArrangements {
            text: text.to_owned(),
            from: date("2007-01-01"),
            decided_by: None,
        })
    }

    /// Arrangements adopted and every one of the [`FILLED`] seats filled from that day on.
    pub fn three_rivers() -> Self {
        Self::adopted().fills()
    }

    /// Fills every one of the [`FILLED`] seats.
    pub fn fills(self) -> Self {
        let appoint = |name: &&str| Appoint::new(seat(name), holder_of(name), date("2007-01-01"));
        FILLED.iter().map(appoint).fold(self, Self::after)
    }

    /// Three Rivers, with a meeting of a body called for 10:30 on 18 April 2007 and the clock at ten.
    pub fn called(body: &str) -> Self {
        Self::three_rivers().calls(body).at("2007-04-18T10:00")
    }

    /// A meeting of a body open at 10:30, with these seats of it in the room; the first takes the chair.
    pub fn under_way(body: &str, seats: &[&str]) -> Self {
        let seats: Vec<String> = seats.iter().map(|seat| format!("{body}.{seat}")).collect();
        let meeting = format!("{body}-2007-04-18");
        let book = seats.iter().fold(Self::called(body), |book, seat| {
            book.arrives(&meeting, seat)
        });
        book.at("2007-04-18T10:30").opens(&meeting, &seats[0])
    }

    /// The Board's meeting open at 10:30; see [`Book::under_way`].
    pub fn board_under_way(seats: &[&str]) -> Self {
        Self::under_way("board", seats)
    }

    /// Calls a meeting of a body for 10:30 on 18 April 2007, with two items of business.
    pub fn calls(self, body: &str) -> Self {
        self.calls_on(body, "2007-04-18")
    }

    /// Calls a meeting of a body for 10:30 on a day, with two items of business.
    pub fn calls_on(self, body: &str, day: &str) -> Self {
        let item = |title: &str, purpose| ItemCalled {
            title: Title::new(title).expect("a title"),
            purpose,
            presenter: None,
            minutes: Some(20),
        };
        self.after(Call {
            body: id(body),
            date: date(day),
            starts: time("10:30"),
            place: Title::new("Weir House").expect("a place"),
            agenda: vec![
                item("Flood plan", Purpose::Decision),
                item("Bridge repairs", Purpose::Discussion),
            ],
        })
    }

    /// The agenda of a meeting is issued, late if need be.
    pub fn issues(self, meeting: &str) -> Self {
        self.after(IssueAgenda {
            meeting: id(meeting),
            late_reason: Some(Words::new("The printer broke.").expect("words")),
        })
    }

    /// A meeting is cancelled.
    pub fn cancels(self, meeting: &str) -> Self {
        self.after(Cancel {
            meeting: id(meeting),
            why: Words::new("The hall is flooded.").expect("words"),
        })
    }

    /// An item for decision is put on the forward plan of a body.
    pub fn plans(self, body: &str, title: &str) -> Self {
        self.after(PlanItem {
            body: id(body),
            title: Title::new(title).expect("a title"),
            purpose: Purpose::Decision,
            not_before: None,
            presenter: None,
            why: Words::new("The wardens asked.").expect("words"),
        })
    }

    /// The holder of a seat comes in.
    pub fn arrives(self, meeting: &str, name: &str) -> Self {
        self.after(RecordArrival {
            meeting: id(meeting),
            seat: seat(name),
            person: None,
            at: None,
        })
    }

    /// The substitute for the holder of a seat is named, and comes in.
    pub fn sends_a_substitute(self, meeting: &str, name: &str) -> Self {
        let (person, meeting) = (substitute_for(name), id::<MeetingId>(meeting));
        self.after(NameSubstitute {
            seat: seat(name),
            person,
            meeting: Some(meeting.clone()),
            from: None,
            until: None,
        })
        .after(RecordArrival {
            meeting,
            seat: seat(name),
            person: Some(person),
            at: None,
        })
    }

    /// Whoever is there for a seat leaves.
    pub fn leaves(self, meeting: &str, name: &str) -> Self {
        self.after(RecordDeparture {
            meeting: id(meeting),
            seat: seat(name),
            at: None,
        })
    }

    /// Whoever speaks for a seat declares an interest in an item, and means to withdraw.
    pub fn declares(self, meeting: &str, name: &str, item: u16) -> Self {
        self.after(DeclareInterest {
            for_organisation: false,
            meeting: id(meeting),
            seat: seat(name),
            item: ItemNo(item),
            person: None,
            nature: words("My brother owns the weir."),
            withdraws: true,
        })
    }

    /// Whoever is there for a seat withdraws for an item.
    pub fn withdraws(self, meeting: &str, name: &str, item: u16) -> Self {
        self.after(Withdraw {
            meeting: id(meeting),
            seat: seat(name),
            item: ItemNo(item),
            at: None,
        })
    }

    /// Whoever withdrew for a seat comes back.
    pub fn returns(self, meeting: &str, name: &str) -> Self {
        self.after(ReturnToRoom {
            meeting: id(meeting),
            seat: seat(name),
            at: None,
        })
    }

    /// The meeting turns to an item.
    pub fn takes(self, meeting: &str, item: u16) -> Self {
        self.after(TakeItem {
            meeting: id(meeting),
            item: ItemNo(item),
            at: None,
        })
    }

    /// Under item 2 a partner is asked to do something by a day.
    pub fn asks(self, meeting: &str, owner: &str, due: &str) -> Self {
        self.after(NoteAction {
            meeting: id(meeting),
            item: ItemNo(2),
            what: words("Print the flood plan."),
            owner: id(owner),
            person: None,
            due: date(due),
        })
    }

    /// An action is done.
    pub fn finishes(self, action: &str) -> Self {
        self.after(CloseAction {
            action: id(action),
            outcome: ActionOutcome::Done,
            words: None,
            to: None,
            into: None,
        })
    }

    /// A meeting opens, with a seat in the chair.
    pub fn opens(self, meeting: &str, chair: &str) -> Self {
        self.after(Open {
            meeting: id(meeting),
            chair: Some(seat(chair)),
            at: None,
        })
    }

    /// A meeting closes.
    pub fn closes(self, meeting: &str) -> Self {
        self.after(Close {
            meeting: id(meeting),
            at: None,
        })
    }

    /// Those present agree on item 2.
    pub fn agrees(self, meeting: &str, text: &str) -> Self {
        self.after(AgreeByConsensus {
            meeting: id(meeting),
            item: ItemNo(2),
            text: Some(words(text)),
            decision: None,
            scope: ScopeAsked::default(),
        })
    }

    /// Those present agree on item 2, under a competence.
    pub fn agrees_under(self, meeting: &str, competence: &str) -> Self {
        self.after(AgreeByConsensus {
            meeting: id(meeting),
            item: ItemNo(2),
            text: Some(words("To raise the bank.")),
            decision: None,
            scope: ScopeAsked {
                competence: Some(id(competence)),
                ..ScopeAsked::default()
            },
        })
    }

    /// A proposal is put before a meeting under item 2.
    pub fn proposes(self, meeting: &str, text: &str) -> Self {
        self.after(Propose {
            meeting: id(meeting),
            item: ItemNo(2),
            text: words(text),
            scope: ScopeAsked::default(),
        })
    }

    /// A seat says where it stands on a proposal, on power delegated to it.
    pub fn states(self, proposal: &str, name: &str, position: Position) -> Self {
        self.after(StatePosition {
            decision: id(proposal),
            seat: seat(name),
            position,
            mandate: Some(Certified::Delegated),
            words: None,
        })
    }

    /// Those present agree on a proposal as it stands.
    pub fn agrees_on(self, proposal: &str) -> Self {
        let (meeting, item) = self.place_of(proposal);
        self.after(AgreeByConsensus {
            meeting,
            item,
            text: None,
            decision: Some(id(proposal)),
            scope: ScopeAsked::default(),
        })
    }

    /// A seat moves a proposal as a motion.
    pub fn moves_proposal(self, proposal: &str, mover: &str) -> Self {
        let (meeting, item) = self.place_of(proposal);
        self.after(MoveMotion {
            meeting,
            item,
            seat: seat(mover),
            text: words("That the bank be raised."),
            proposal: Some(id(proposal)),
            scope: ScopeAsked::default(),
        })
    }

    fn place_of(&self, decision: &str) -> (MeetingId, ItemNo) {
        let decision = self.record.decisions.get(&id(decision));
        let decision = decision.expect("a decision that is in the book");
        (decision.meeting.clone(), decision.item)
    }

    /// A seat moves a motion under item 2.
    pub fn moves(self, meeting: &str, mover: &str) -> Self {
        self.moves_at(meeting, 2, mover)
    }

    /// A seat moves a motion under an item.
    pub fn moves_at(self, meeting: &str, item: u16, mover: &str) -> Self {
        self.after(MoveMotion {
            meeting: id(meeting),
            item: ItemNo(item),
            seat: seat(mover),
            text: words("That the flood plan be adopted."),
            proposal: None,
            scope: ScopeAsked::default(),
        })
    }

    /// A seat seconds a motion.
    pub fn seconds(self, motion: &str, seconder: &str) -> Self {
        self.after(SecondMotion {
            decision: id(motion),
            seat: seat(seconder),
        })
    }

    /// A motion is put to the vote.
    pub fn puts(self, motion: &str) -> Self {
        self.after(PutToVote {
            decision: id(motion),
            last_resort: Some(words(TRIED)),
        })
    }

    /// A motion is moved, seconded and put.
    pub fn put(self, meeting: &str, mover: &str, seconder: &str) -> Self {
        let motion = format!("{meeting}-2");
        self.moves(meeting, mover)
            .seconds(&motion, seconder)
            .puts(&motion)
    }

    /// A seat votes.
    pub fn votes(self, motion: &str, name: &str, vote: Vote) -> Self {
        self.after(CastVote {
            decision: id(motion),
            seat: seat(name),
            vote,
        })
    }

    /// A vote is closed, with the chair's casting vote where there is one.
    pub fn counts(self, motion: &str, casting: Option<Vote>) -> Self {
        self.after(CloseVote {
            decision: id::<DecisionId>(motion),
            casting,
        })
    }

    /// The minutes of a meeting are drafted: something was said under item 1.
    pub fn drafts(self, meeting: &str) -> Self {
        self.after(DraftMinutes {
            meeting: id(meeting),
            items: vec![ItemMinuted {
                item: ItemNo(1),
                text: words("The chair welcomed everyone."),
            }],
        })
    }

    /// The minutes of a meeting are approved.
    pub fn approves(self, meeting: &str) -> Self {
        self.after(ApproveMinutes {
            meeting: id(meeting),
            on: None,
            at: None,
            summaries: Vec::new(),
        })
    }

    /// The minutes of a meeting are published.
    pub fn publishes(self, meeting: &str) -> Self {
        self.after(PublishMinutes {
            meeting: id(meeting),
        })
    }
}

/// Words that are known to be fit.
fn words(text: &str) -> Words {
    Words::new(text).expect("words that can be shown")
}
