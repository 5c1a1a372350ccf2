//! A book that cannot be read whole is refused when the house opens, at its line, and not touched.

use app::{Denied, Kind};
use journal::{Fault, NewLine};

use crate::{
    bench::{Bench, Place, THREE_RIVERS, ask, tell},
    story::{self, BOARD},
};

fn of_a_later_release() -> NewLine {
    NewLine {
        at: "2031-01-01T09:00:00.000000Z".to_owned(),
        by: "system:test".to_owned(),
        entry: r#"{"module":"meetings","kind":"meeting-streamed","meeting":"board-2007-04-18"}"#
            .to_owned(),
        words: Vec::new(),
    }
}

#[test]
fn a_line_of_a_later_release_is_refused_at_its_number() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let house = bench.house();
        tell(&house, story::called());
        let journal = bench.place.journal();
        let head = journal.head(THREE_RIVERS).unwrap();
        journal
            .append(THREE_RIVERS, &head, &[of_a_later_release()], &[])
            .unwrap();
        let lines = bench.lines();
        let number = head.line + 1;
        // When it opens; and when it was open already, it shows nothing that might be wrong.
        let opened = bench.opens().err().expect("refused");
        let read = house.read(THREE_RIVERS).err().expect("refused");
        let asked = ask(&house, story::arrive(BOARD, "board.chair")).unwrap_err();
        for denied in [opened, read, asked] {
            assert!(
                matches!(&denied, Denied::NotUnderstood { line, .. } if *line == number),
                "{denied:?}"
            );
            assert_eq!(
                (denied.kind(), denied.code()),
                (Kind::Fault, "not-understood")
            );
            assert!(
                denied.to_string().contains(&format!("line {number}")),
                "{denied}"
            );
            assert!(denied.help().contains("newer"), "{}", denied.help());
        }
        assert_eq!(bench.lines(), lines);
    }
}

#[test]
fn a_damaged_line_is_refused_at_its_number() {
    let damages = [
        "UPDATE lines SET entry = replace(entry, '2007-01-01', '2006-01-01') WHERE number = 3",
        "UPDATE lines SET at = '2007-01-02T09:00:00.000001Z' WHERE number = 3",
        "UPDATE lines SET \"by\" = 'system:nobody' WHERE number = 3",
        "DELETE FROM lines WHERE number = 3",
    ];
    for damage in damages {
        for place in Place::both() {
            let bench = Bench::new(place);
            tell(&bench.house(), story::called());
            bench.place.tamper(damage);
            let denied = bench.opens().err().expect(damage);
            match &denied {
                Denied::Book(Fault::Corrupt { line, .. }) => {
                    assert_eq!(*line, 3, "{damage}: {denied}")
                }
                other => panic!("{damage}: {other:?}"),
            }
            assert!(denied.to_string().starts_with("line 3: "), "{denied}");
            assert!(denied.help().contains("backup"), "{}", denied.help());
        }
    }
}

#[test]
fn a_book_that_lost_its_end_is_noticed_by_whoever_had_read_it() {
    for place in Place::both() {
        let bench = Bench::new(place);
        let house = bench.house();
        let lines = tell(&house, story::called());
        bench
            .place
            .tamper(&format!("DELETE FROM lines WHERE number = {}", lines.end()));
        let denied = house.read(THREE_RIVERS).err().expect("the end is gone");
        assert!(
            matches!(denied, Denied::Book(Fault::Corrupt { .. })),
            "{denied:?}"
        );
    }
}
