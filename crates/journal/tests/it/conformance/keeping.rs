//! What stays as it was, what may go, and what is found when it does not.

use std::ops::ControlFlow;

use journal::{AppendFault, Fault, Head, NewLine, Receipt, Verdict, Words, verify_book};

use super::Bench;
use crate::book::{BOOK, all, insist, note, redaction, sealing, some_hash};

pub fn redacting(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    let secret = "the tenant of 14 Mill Lane";
    insist(&*journal, BOOK, &sealing(&["first", secret, "third"]));
    let last = insist(&*journal, BOOK, &note(2));
    let before = all(&*journal, BOOK);
    let head = journal
        .redact(BOOK, &last, &redaction((1, 1)), (1, 1))
        .unwrap();
    assert_eq!(head.line, 3);
    for journal in [&journal, &bench.open().unwrap()] {
        let after = all(&**journal, BOOK);
        assert_eq!(after[0].words[1], Words::Redacted);
        assert_eq!(after[0].words[2], before[0].words[2]);
        assert_eq!(after[0].hash, before[0].hash);
        let report = verify_book(&**journal, BOOK, None).unwrap();
        assert_eq!((report.verdict, report.head), (Verdict::Redacted(1), head));
        assert_eq!(report.lingering, []);
    }
    let head = journal
        .redact(BOOK, &head, &redaction((1, 0)), (1, 0))
        .unwrap();
    let report = verify_book(&*journal, BOOK, None).unwrap();
    assert_eq!((report.verdict, report.head), (Verdict::Redacted(2), head));
    journal.scrub().unwrap();
    insist(&*journal, BOOK, &note(5));
    assert_eq!(all(&*journal, BOOK).len(), 5);
}

pub fn improper_redactions(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    let head = journal
        .append(BOOK, &Head::EMPTY, &[sealing(&["a", "b"]), note(2)], &[])
        .unwrap();
    let refused = |line: NewLine, redacts: (u64, u32)| {
        let refused = journal.redact(BOOK, &journal.head(BOOK).unwrap(), &line, redacts);
        assert!(
            matches!(refused, Err(AppendFault::Fault(Fault::Refused(_)))),
            "{line:?}: {refused:?}"
        );
    };
    refused(redaction((1, 2)), (1, 2));
    refused(redaction((2, 0)), (2, 0));
    refused(redaction((0, 0)), (0, 0));
    refused(redaction((3, 0)), (3, 0));
    refused(redaction((1, 0)), (1, 1));
    refused(note(3), (1, 0));
    let by_the_back_door = journal.append(BOOK, &head, &[redaction((1, 0))], &[]);
    assert!(matches!(
        by_the_back_door,
        Err(AppendFault::Fault(Fault::Refused(_)))
    ));
    let stale = journal.redact(BOOK, &Head { line: 1, ..head }, &redaction((1, 0)), (1, 0));
    assert_eq!(stale, Err(AppendFault::Conflict { head }));
    assert_eq!(
        verify_book(&*journal, BOOK, None).unwrap().verdict,
        Verdict::Valid
    );
    journal
        .redact(BOOK, &head, &redaction((1, 0)), (1, 0))
        .unwrap();
    refused(redaction((1, 0)), (1, 0));
    assert_eq!(
        verify_book(&*journal, BOOK, None).unwrap().verdict,
        Verdict::Redacted(1)
    );
}

pub fn foreign_programs(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    let receipt = Receipt {
        key: "key".to_owned(),
        digest: some_hash(3),
        first: 1,
        last: 1,
    };
    let head = journal
        .append(BOOK, &Head::EMPTY, &[sealing(&["a", "b"])], &[receipt])
        .unwrap();
    let head = journal
        .redact(BOOK, &head, &redaction((1, 0)), (1, 0))
        .unwrap();
    let before = all(&*journal, BOOK);
    let zeros = "0".repeat(64);
    let refused = [
        "UPDATE lines SET entry = '{}'".to_owned(),
        "UPDATE lines SET number = number + 10 WHERE number = 2".to_owned(),
        "DELETE FROM lines WHERE number = 2".to_owned(),
        "DELETE FROM lines".to_owned(),
        "UPDATE words SET text = 'c'".to_owned(),
        "DELETE FROM words".to_owned(),
        "UPDATE redactions SET ordinal = 1".to_owned(),
        "DELETE FROM redactions".to_owned(),
        "UPDATE receipts SET last = 9".to_owned(),
        "DELETE FROM receipts".to_owned(),
        // A redaction that no line records, or of another text than the line says.
        format!("INSERT INTO redactions VALUES ('{BOOK}', 1, 1, 1)"),
        format!("INSERT INTO redactions VALUES ('{BOOK}', 1, 1, 2)"),
        // A text back in the place of a redacted one, and one too many.
        format!("INSERT INTO words VALUES ('{BOOK}', 1, 0, X{zeros}, 'a')"),
        format!("INSERT INTO words VALUES ('{BOOK}', 1, 1, X{zeros}, 'c')"),
        // A second line 2, a line 4, and a line 3 that does not follow.
        format!("INSERT INTO lines VALUES ('{BOOK}', 2, 'at', 'by', '{{}}', X{zeros}, X{zeros})"),
        format!(
            "INSERT INTO lines VALUES ('{BOOK}', 4, 'at', 'by', '{{}}', X{}, X{zeros})",
            head.hash
        ),
        format!("INSERT INTO lines VALUES ('{BOOK}', 3, 'at', 'by', '{{}}', X{zeros}, X{zeros})"),
        "INSERT INTO lines VALUES ('new', 2, 'at', 'by', '{}', Xzeros, Xzeros)"
            .replace("zeros", &zeros),
        format!("INSERT INTO receipts VALUES ('{BOOK}', 'key', X{zeros}, 5, 5)"),
    ];
    for sql in refused {
        assert!(bench.foreign(&sql).is_err(), "{sql}");
    }
    assert_eq!(all(&*journal, BOOK), before);
    assert_eq!(journal.head(BOOK), Ok(head));
    assert_eq!(journal.receipt(BOOK, "key").unwrap().unwrap().last, 1);
}

pub fn damage(bench: &dyn Bench) {
    let table = [
        ("UPDATE lines SET entry = '{\"a\":1}' WHERE number = 2", 2),
        (
            "UPDATE lines SET at = '2008-04-18T14:00:00.000000Z' WHERE number = 2",
            2,
        ),
        ("UPDATE lines SET by = 'system:x' WHERE number = 3", 3),
        ("DELETE FROM lines WHERE number = 3", 3),
        ("UPDATE words SET text = 'another' WHERE line = 1", 1),
        ("DELETE FROM words WHERE line = 1 AND ordinal = 0", 1),
        (
            "UPDATE words SET line = 2 WHERE line = 1 AND ordinal = 1",
            1,
        ),
    ];
    for (number, (sql, line)) in (1..).zip(table) {
        let partnership = format!("book-{number}");
        let journal = bench.open().unwrap();
        let lines = [sealing(&["a", "b"]), note(2), note(3), note(4)];
        journal
            .append(&partnership, &Head::EMPTY, &lines, &[])
            .unwrap();
        let (change, place) = sql.split_once(" WHERE ").unwrap();
        bench.tamper(&format!(
            "{change} WHERE partnership = '{partnership}' AND {place}"
        ));
        let mut good = 0;
        let read = journal.read(&partnership, 0, &mut |_| {
            good += 1;
            ControlFlow::Continue(())
        });
        match read {
            Err(Fault::Corrupt { line: at, .. }) => assert_eq!(at, line, "{sql}"),
            other => panic!("{sql}: {other:?}"),
        }
        assert!(good < line, "{sql}");
        let report = verify_book(&*journal, &partnership, None).unwrap();
        assert!(
            matches!(report.verdict, Verdict::Broken { line: at, .. } if at == line),
            "{sql}: {report}"
        );
    }
}

pub fn damage_at_the_end(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    journal
        .append(BOOK, &Head::EMPTY, &[note(1), note(2)], &[])
        .unwrap();
    insist(&*journal, "another", &note(1));
    drop(journal);
    bench.tamper(&format!(
        "UPDATE lines SET entry = '{{}}' WHERE partnership = '{BOOK}' AND number = 2"
    ));
    let Err(fault) = bench.open() else {
        panic!("the book was opened")
    };
    assert!(matches!(fault, Fault::Corrupt { line: 2, .. }), "{fault:?}");
    assert!(fault.to_string().contains(BOOK), "{fault}");
}

pub fn later_programs(bench: &dyn Bench) {
    insist(&*bench.open().unwrap(), BOOK, &note(1));
    bench.mark_as(99);
    assert_eq!(
        bench.open().err(),
        Some(Fault::Newer {
            found: 99,
            understood: 1
        })
    );
    bench.mark_as(1);
    assert_eq!(all(&*bench.open().unwrap(), BOOK).len(), 1);
}
