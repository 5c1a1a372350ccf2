//! What is public when: structure, agendas and papers at once; what happened at a meeting once its
//! minutes are published; disputes and correspondence once they are over; nominations, dependencies and
//! a draft that was replaced, never.

mod seen;

use app::views;
use record::{Entry, id::MeetingId};
use testkit::{
    canary::{self, AT_ONCE, CANARY, ENDED, KEPT, LATER, REPLACED, Step},
    id,
};
use views::Audience;

pub use seen::everything;
use seen::{around, shows};

use crate::{
    bench::{Bench, Place, read, tell},
    story::{self, BOARD, MOTION},
};

/// The house in which the story of the canaries was told.
fn unpublished(place: Place) -> Bench {
    let bench = Bench::new(place);
    let house = bench.house();
    for step in canary::unpublished() {
        match step {
            Step::At(when) => bench.at(when),
            Step::Keep { hash, name, bytes } => {
                let kept = bench.office.keep_file(hash, "text/plain", name, bytes, 0);
                kept.unwrap();
            }
            Step::Ask(acts) => {
                tell(&house, acts);
            }
        }
    }
    bench
}

#[test]
fn the_story_puts_a_canary_into_every_field_that_takes_words() {
    let bench = unpublished(Place::sqlite());
    let texts = bench.lines().into_iter().flat_map(|line| line.words);
    for text in texts {
        match text {
            journal::Words::Held { text, .. } => {
                let marked = [CANARY, AT_ONCE, ENDED, LATER, KEPT];
                assert!(marked.iter().any(|mark| text.contains(mark)), "{text}");
            }
            journal::Words::Redacted => panic!("nothing was taken out"),
        }
    }
    // Every kind of entry that has words is there but a redaction; the fossils have every kind.
    let with_words = |entries: Vec<(Entry, usize)>| {
        let kinds = entries
            .into_iter()
            .filter(|(entry, words)| *words > 0 && !matches!(entry, Entry::Book(_)));
        let kinds = kinds.map(|(entry, _)| kind(&entry));
        kinds.collect::<std::collections::BTreeSet<_>>()
    };
    let here = bench
        .lines()
        .iter()
        .map(|line| (Entry::read(&line.entry).unwrap(), line.words.len()))
        .collect();
    let fossils = testkit::three_rivers_fossils();
    let everywhere = fossils
        .iter()
        .map(|line| (Entry::read(&line.entry).unwrap(), line.words.len()))
        .collect();
    assert_eq!(with_words(here), with_words(everywhere));
}

#[test]
fn nobody_sees_what_happened_before_the_minutes_are_published() {
    for place in Place::both() {
        let bench = unpublished(place);
        let house = bench.house();
        for approved in [false, true] {
            if approved {
                tell(&house, story::approve(BOARD));
            }
            let public = everything(&house);
            for withheld in [CANARY, REPLACED, LATER, KEPT] {
                assert!(!public.contains(withheld), "{}", around(&public, withheld));
            }
            let reading = read(&house);
            let meeting = views::meeting(&reading, &id(BOARD), Audience::PUBLIC).unwrap();
            assert!(!meeting.open_to_you && meeting.attendance.is_none());
            assert!(meeting.opened.is_none() && meeting.closed.is_none());
            assert_eq!(meeting.agenda.len(), 6, "the agenda is public at once");
            for item in &meeting.agenda {
                assert!(
                    item.said.is_none() && item.decisions.is_empty() && item.actions.is_empty()
                );
            }
            assert!(
                views::decisions(&reading, Audience::PUBLIC)
                    .next()
                    .is_none()
            );
            assert!(views::decision(&reading, &id(MOTION), Audience::PUBLIC).is_none());
            assert!(
                views::actions(&reading, Audience::PUBLIC, |_| true)
                    .next()
                    .is_none()
            );
            // Whoever works on it sees it all.
            let inside = seen::seen(&house, Audience::SECRETARIAT, true);
            for withheld in [CANARY, LATER, KEPT] {
                assert!(inside.contains(withheld), "{withheld}");
            }
        }
    }
}

#[test]
fn everyone_sees_at_once_what_is_done_in_the_open() {
    let bench = unpublished(Place::sqlite());
    let public = everything(&bench.house());
    shows(
        &public,
        AT_ONCE,
        &[
            "end of an appointment",
            "review",
            "why terms",
            "purpose",
            "guidance",
            "scope",
            "resources",
            "longer run",
            "report of a group",
            "moved",
            "late notice",
            "late paper",
            "late item",
            "report question",
            "report options",
            "report finance",
            "report legal",
            "report sustainability",
            "report impact",
            "report consultation",
            "report recommendation",
            "report level",
            "reason of a paper",
            "another reason",
            "reason of an item",
            "withdrawn",
            "exclusion",
            "summary",
            "deferred before",
            "planned",
            "dropped",
            "cancelled",
            "why an exception",
            "asked of a body",
            "report of an exception",
            "support",
            "remedy",
            "report of a remedy",
            "end of a remedy",
            "passed on",
            "asked of the next",
            "end of an exception",
            "scope of a review",
            "saving",
            "end of a review",
            "what is watched",
            "answer sent",
            "who authorised in error",
            "why reversed",
            "conditions of money",
            "another award",
            "purpose of money",
            "less money",
            "who signed",
            "who assures",
            "assurance",
            "why it will do",
            "who authorised",
            "what is expected",
            "controls",
            "how money goes",
            "no release",
            "who confirms",
            "outputs",
            "reopened",
            "not eligible",
            "not spent",
            "repaid",
        ],
    );
    let ended = [
        "part of an answer",
        "question",
        "why not at a meeting",
        "answer",
        "dispute",
        "mediation",
        "end",
    ];
    shows(&public, ENDED, &ended);
}

#[test]
fn a_dispute_and_a_question_are_public_once_they_are_over() {
    for place in Place::both() {
        let bench = unpublished(place);
        let house = bench.house();
        bench.at("2008-01-02T09:00");
        let [question, dispute, answer] = canary::over();
        tell(&house, question);
        let public = everything(&house);
        shows(
            &public,
            LATER,
            &["question", "why not at a meeting", "answer"],
        );
        let dispute_of = format!("{LATER} dispute");
        assert!(
            !public.contains(&dispute_of),
            "{}",
            around(&public, &dispute_of)
        );
        tell(&house, dispute);
        let public = everything(&house);
        shows(&public, LATER, &["dispute", "mediation", "end"]);
        let part_of = format!("{LATER} part of an answer");
        assert!(!public.contains(&part_of), "{}", around(&public, &part_of));
        tell(&house, answer);
        let public = everything(&house);
        shows(&public, LATER, &["part of an answer"]);
        for withheld in [CANARY, KEPT] {
            assert!(!public.contains(withheld), "{}", around(&public, withheld));
        }
    }
}

#[test]
fn everyone_sees_it_once_they_are_published_but_for_drafts_that_were_replaced() {
    for place in Place::both() {
        let bench = unpublished(place);
        let house = bench.house();
        tell(
            &house,
            story::all([story::approve(BOARD), story::publish(BOARD)]),
        );
        let public = everything(&house);
        let told = [
            "consensus",
            "motion",
            "last resort",
            "dissent",
            "action",
            "minutes",
            "interest",
            "report",
            "put off",
            "closing",
            "correction",
            "what was wrong",
            "proposal",
            "level of a proposal",
            "object",
            "amended",
            "stand-aside",
            "support",
            "money",
            "level of money",
            "second motion",
            "level of a motion",
            "last resort again",
            "further report",
            "forwarded",
            "deferred there",
            "who answered",
            "conditions",
            "who refused",
            "refusal",
        ];
        shows(&public, CANARY, &told);
        for withheld in [LATER, KEPT] {
            assert!(!public.contains(withheld), "{}", around(&public, withheld));
        }
        assert!(!public.contains(REPLACED), "{}", around(&public, REPLACED));
        let reading = read(&house);
        let meeting = views::meeting(&reading, &id(BOARD), Audience::PUBLIC).unwrap();
        assert_eq!(meeting.attendance.unwrap().present.len(), 4);
        assert_eq!(views::decisions(&reading, Audience::PUBLIC).count(), 6);
        assert_eq!(
            views::actions(&reading, Audience::PUBLIC, |_| true).count(),
            1
        );
    }
}

#[test]
fn the_public_reads_in_the_book_what_it_may_and_is_told_where_something_is_kept_back() {
    let bench = unpublished(Place::sqlite());
    let house = bench.house();
    let withheld = |everything: bool| {
        let reading = read(&house);
        let book = house
            .book(&reading, u64::MAX, u64::MAX, everything)
            .unwrap();
        let numbers: Vec<_> = book.lines.iter().map(|line| line.number).collect();
        let all: Vec<_> = (1..=reading.head.line).rev().collect();
        assert_eq!(numbers, all, "every line is there");
        assert!(
            book.lines
                .iter()
                .zip(bench.lines().iter().rev())
                .all(|(shown, line)| shown
                    .hash
                    .as_ref()
                    .is_none_or(|hash| *hash == line.hash.to_string()))
        );
        let lines = book.lines.into_iter().filter(|line| {
            let withheld = line.entry.is_none();
            assert_eq!(
                line.by.is_none(),
                withheld,
                "who wrote it tells who was there"
            );
            assert_eq!(
                line.at.is_none(),
                withheld,
                "when it was written helps to guess a vote"
            );
            assert_eq!(
                line.hash.is_none(),
                withheld,
                "its hash helps to guess a vote"
            );
            line.entry.is_none()
        });
        let numbers = lines.map(|line| line.number as usize - 1);
        let kinds = numbers.map(|at| kind(&Entry::read(&bench.lines()[at].entry).unwrap()));
        kinds.collect::<std::collections::BTreeSet<_>>()
    };
    assert!(withheld(true).is_empty());
    let kept_back = withheld(false);
    for public in [
        "arrangements-adopted",
        "appointed",
        "meeting-called",
        "meeting-moved",
        "meeting-cancelled",
        "agenda-issued",
        "item-added",
        "report-tabled",
        "planned-dropped",
        "terms-proposed",
        "group-founded",
        "group-closed",
    ] {
        assert!(!kept_back.contains(public), "{public} is public at once");
    }
    for private in [
        "arrival-recorded",
        "apologies-recorded",
        "meeting-opened",
        "agreed-by-consensus",
        "motion-moved",
        "motion-seconded",
        "put-to-vote",
        "vote-cast",
        "vote-closed",
        "dissent-recorded",
        "action-noted",
        "interest-declared",
        "withdrew",
        "returned-to-room",
        "item-taken",
        "action-reported",
        "action-extended",
        "action-closed",
        "meeting-closed",
        "minutes-drafted",
        "minutes-corrected",
        "proposal-made",
        "proposal-amended",
        "position-stated",
        "item-forwarded",
        "item-deferred",
        "item-planned",
        "further-report-asked",
        "referral-answered",
        "accountable-body-answered",
        "correspondence-opened",
        "answer-given",
        "dispute-raised",
        "mediation-recorded",
        "nominated",
        "dependency-logged",
        "dependency-settled",
        "steer-given",
        "contribution-given",
        "return-made",
        "return-sent-back",
    ] {
        assert!(kept_back.contains(private), "{private} is not public yet");
    }
    tell(
        &house,
        story::all([story::approve(BOARD), story::publish(BOARD)]),
    );
    assert_eq!(
        withheld(false),
        [
            "paper-tabled",
            "paper-classified",
            "item-classified",
            "paper-withdrawn",
            "released",
            "interest-declared",
            "agreed-by-consensus",
            "action-noted",
            "minutes-corrected",
            "minutes-drafted",
            "correspondence-opened",
            "answer-given",
            "dispute-raised",
            "mediation-recorded",
            "nominated",
            "dependency-logged",
            "dependency-settled",
            "contribution-given",
            "return-made",
            "return-sent-back",
        ]
        .map(str::to_owned)
        .into(),
        "the draft that was replaced, with its correction; what goes on; what is nobody's but the members'"
    );
}

#[test]
fn publishing_one_meeting_publishes_no_other() {
    let bench = unpublished(Place::sqlite());
    let house = bench.house();
    let other = "board-2007-07-18";
    bench.at("2007-07-18T10:00");
    tell(
        &house,
        story::all([
            story::call("board", "2007-07-18"),
            story::arrive(other, "board.leader"),
            story::open(other, "board.leader"),
            story::agree(other, "To meet in the mill."),
            story::close(other),
            story::draft(other, "The leader took the chair."),
            story::approve(other),
            story::publish(other),
        ]),
    );
    let public = everything(&house);
    assert!(public.contains("To meet in the mill.") && !public.contains(CANARY));
    let reading = read(&house);
    let shown = |meeting: &str| {
        let meeting: MeetingId = id(meeting);
        views::meeting(&reading, &meeting, Audience::PUBLIC)
            .unwrap()
            .open_to_you
    };
    assert!(shown(other) && !shown(BOARD));
}

fn kind(entry: &Entry) -> String {
    // Seals are missing from an entry that was just read, never from one that lies on disk.
    let json = serde_json::to_value(entry).unwrap();
    json["kind"].as_str().unwrap().to_owned()
}
