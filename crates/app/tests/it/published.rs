//! What is public when: structure, agendas and papers at once; what happened at a meeting once its
//! minutes are published; a draft that was replaced, never.

use app::{House, views};
use record::{Entry, arrangements::Arrangements, id::MeetingId};
use serde::Serialize;
use serde_json::json;
use testkit::{date, id};
use views::Audience;

use crate::{
    bench::{Bench, Place, everyone, read, tell},
    story::{self, BOARD, MOTION},
};

/// The second motion under the item of the first, on which the vote is tied.
const TIED: &str = "board-2007-04-18-2-2";

/// Everything that anyone may see without signing in, as one text.
pub fn everything(house: &House) -> String {
    seen(house, Audience::PUBLIC, false)
}

fn seen(house: &House, audience: Audience, whole_book: bool) -> String {
    let reading = read(house);
    let mut said = Said(String::new());
    let days = ["2007-01-01", "2007-04-18", "2007-12-31"].map(date);
    said.json(&views::directory(house).unwrap());
    said.json(&views::home(&reading, audience));
    said.json(&views::meetings_to_come(&reading, None).collect::<Vec<_>>());
    said.json(&views::meetings_held(&reading, None).collect::<Vec<_>>());
    said.json(&views::decisions(&reading, audience).collect::<Vec<_>>());
    said.json(&views::actions(&reading, audience, |_| true).collect::<Vec<_>>());
    for meeting in reading.record.meetings.all() {
        said.json(&views::meeting(&reading, &meeting.id, audience));
    }
    for decision in reading.record.decisions.all() {
        said.json(&views::decision(&reading, &decision.id, audience));
    }
    let adoption = reading.record.structure.adoptions().next();
    let arrangements: &Arrangements = &adoption.expect("adopted").arrangements;
    for day in days {
        said.json(&views::structure(&reading, day));
        said.json(&views::organisations(&reading, day));
        for body in &arrangements.body {
            said.json(&views::body(&reading, &body.id, day, audience));
            said.json(&views::meetings_to_come(&reading, Some(&body.id)).collect::<Vec<_>>());
            said.json(&views::meetings_held(&reading, Some(&body.id)).collect::<Vec<_>>());
        }
        for organisation in &arrangements.organisation {
            said.json(&views::organisation(
                &reading,
                &organisation.id,
                day,
                audience,
            ));
        }
        for (person, _) in everyone() {
            said.json(&views::person(&reading, person, day, audience));
        }
    }
    // As it is shown, with the words laid in; as JSON an entry has seals only.
    let book = house
        .book(&reading, u64::MAX, u64::MAX, whole_book)
        .unwrap();
    said.0.push_str(&format!("{book:?}\n"));
    said.0
}

struct Said(String);

impl Said {
    fn json(&mut self, view: &impl Serialize) {
        self.0.push_str(&serde_json::to_string(view).unwrap());
        self.0.push('\n');
    }
}

/// In every text that people wrote at the meeting.
const CANARY: &str = "canary-4f1d";
/// What was asked of someone there.
const ACTION: &str = "board-2007-04-18-a1";
/// In a draft of the minutes that was replaced.
const REPLACED: &str = "canary-replaced";

/// A meeting with something in every field that takes prose, not yet published; the texts are
/// told apart by what follows the canary.
fn unpublished(place: Place) -> Bench {
    let bench = Bench::new(place);
    let house = bench.house();
    bench.at("2007-04-18T10:00");
    let words = |of: &str| format!("{CANARY} {of}");
    tell(
        &house,
        story::under_way(&[
            "board.chair",
            "board.leader",
            "board.health",
            "board.voluntary",
        ]),
    );
    tell(
        &house,
        json!([
            {"act": "meetings.record-apologies", "meeting": BOARD, "seat": "board.councillor-1"},
            {"act": "meetings.declare-interest", "meeting": BOARD, "seat": "board.voluntary", "item": 3, "nature": words("interest")},
            {"act": "meetings.withdraw", "meeting": BOARD, "seat": "board.voluntary", "item": 3},
            {"act": "meetings.return-to-room", "meeting": BOARD, "seat": "board.voluntary"},
            {"act": "decisions.agree-by-consensus", "meeting": BOARD, "item": 3, "text": words("consensus")},
            {"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": words("motion")},
            {"act": "decisions.second-motion", "decision": MOTION, "seat": "board.health"},
            {"act": "decisions.put-to-vote", "decision": MOTION, "last_resort": words("last resort")},
            {"act": "decisions.cast-vote", "decision": MOTION, "seat": "board.health", "vote": "against"},
            {"act": "decisions.close-vote", "decision": MOTION},
            {"act": "decisions.record-dissent", "decision": MOTION, "seat": "board.leader", "words": words("dissent")},
            {"act": "decisions.move-motion", "meeting": BOARD, "item": 2, "seat": "board.leader", "text": words("second motion")},
            {"act": "decisions.second-motion", "decision": TIED, "seat": "board.health"},
            {"act": "decisions.put-to-vote", "decision": TIED, "last_resort": words("last resort again")},
            {"act": "decisions.cast-vote", "decision": TIED, "seat": "board.leader", "vote": "for"},
            {"act": "decisions.cast-vote", "decision": TIED, "seat": "board.health", "vote": "against"},
            {"act": "decisions.close-vote", "decision": TIED},
            {"act": "decisions.ask-for-further-report", "decision": TIED, "what": words("further report")},
            {"act": "meetings.note-action", "meeting": BOARD, "item": 2, "what": words("action"), "owner": "council", "due": "2007-05-31"},
            {"act": "meetings.report-action", "action": ACTION, "words": words("report")},
            {"act": "meetings.extend-action", "action": ACTION, "due": "2007-06-30", "why": words("put off")},
            {"act": "meetings.close-action", "action": ACTION, "outcome": "no-longer-needed", "words": words("closing")},
        ]),
    );
    tell(&house, story::close(BOARD));
    tell(&house, story::draft(BOARD, &format!("{CANARY} {REPLACED}")));
    let correct = |text: &str, why: &str| json!({"act": "meetings.correct-minutes", "meeting": BOARD, "item": 1, "text": text, "why": why});
    // A correction of a draft that is replaced goes with it.
    let gone = format!("{CANARY} {REPLACED} too");
    tell(&house, correct(&gone, &gone));
    tell(&house, story::draft(BOARD, &words("minutes")));
    tell(
        &house,
        correct(&words("correction"), &words("what was wrong")),
    );
    bench
}

#[test]
fn the_story_puts_a_canary_into_every_field_that_takes_words() {
    let bench = unpublished(Place::sqlite());
    let texts = bench.lines().into_iter().flat_map(|line| line.words);
    for text in texts {
        match text {
            journal::Words::Held { text, .. } => assert!(text.contains(CANARY), "{text}"),
            journal::Words::Redacted => panic!("nothing was taken out"),
        }
    }
    // Every kind of entry about a meeting that has words is there; the fossils have every kind.
    let with_words = |entries: Vec<(Entry, usize)>| {
        let kinds = entries.into_iter().filter(|(entry, words)| {
            *words > 0 && matches!(entry, Entry::Meetings(_) | Entry::Decisions(_))
        });
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
            assert!(!public.contains(CANARY), "{}", around(&public, CANARY));
            assert!(!public.contains(REPLACED));
            let reading = read(&house);
            let meeting = views::meeting(&reading, &id(BOARD), Audience::PUBLIC).unwrap();
            assert!(!meeting.open_to_you && meeting.attendance.is_none());
            assert!(meeting.opened.is_none() && meeting.closed.is_none());
            assert_eq!(meeting.agenda.len(), 4, "the agenda is public at once");
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
            let inside = seen(&house, Audience::SECRETARIAT, true);
            assert!(inside.contains(CANARY));
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
        for of in [
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
        ] {
            assert!(
                public.contains(&format!("{CANARY} {of}")),
                "{of} is not shown"
            );
        }
        assert!(!public.contains(REPLACED), "{}", around(&public, REPLACED));
        let reading = read(&house);
        let meeting = views::meeting(&reading, &id(BOARD), Audience::PUBLIC).unwrap();
        assert_eq!(meeting.attendance.unwrap().present.len(), 4);
        assert_eq!(views::decisions(&reading, Audience::PUBLIC).count(), 2);
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
    for public in ["arrangements-adopted", "appointed", "meeting-called"] {
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
        "action-reported",
        "action-extended",
        "action-closed",
        "meeting-closed",
        "minutes-drafted",
        "minutes-corrected",
    ] {
        assert!(kept_back.contains(private), "{private} is not public yet");
    }
    tell(
        &house,
        story::all([story::approve(BOARD), story::publish(BOARD)]),
    );
    assert_eq!(
        withheld(false),
        ["minutes-corrected", "minutes-drafted"]
            .map(str::to_owned)
            .into(),
        "the draft that was replaced, with its correction"
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

/// What stands around something that should not be there.
fn around(text: &str, found: &str) -> String {
    let at = text.find(found).unwrap_or_default();
    text.get(at.saturating_sub(400)..(at + 100).min(text.len()))
        .unwrap_or_default()
        .to_owned()
}
