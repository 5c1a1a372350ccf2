//! What is written, what is refused, and who comes first.

use journal::{AppendFault, Fault, Head, MOST_BYTES, NewLine, Receipt, verify_book};

use super::Bench;
use crate::book::{BOOK, all, insist, note, saying, sealing, some_hash};

pub fn a_stale_head_is_a_conflict(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    let head = insist(&*journal, BOOK, &note(1));
    let stale = [
        Head::EMPTY,
        Head {
            line: 0,
            hash: some_hash(1),
        },
        Head {
            line: 1,
            hash: some_hash(1),
        },
        Head {
            line: 5,
            hash: head.hash,
        },
        Head {
            line: u64::MAX,
            hash: head.hash,
        },
    ];
    for stale in stale {
        let refused = journal.append(BOOK, &stale, &[note(2)], &[]);
        assert_eq!(refused, Err(AppendFault::Conflict { head }), "{stale:?}");
        // Even with nothing to write: the answer says whether the caller is up to date.
        assert_eq!(
            journal.append(BOOK, &stale, &[], &[]),
            Err(AppendFault::Conflict { head })
        );
    }
    assert_eq!(journal.append(BOOK, &head, &[], &[]), Ok(head));
    assert_eq!(all(&*journal, BOOK).len(), 1);
}

pub fn all_or_none(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    let receipt = |key: &str, first, last| Receipt {
        key: key.to_owned(),
        digest: some_hash(7),
        first,
        last,
    };
    let head = journal
        .append(BOOK, &Head::EMPTY, &[note(1)], &[receipt("one", 1, 1)])
        .unwrap();
    let improper = NewLine {
        by: "nobody".to_owned(),
        ..note(3)
    };
    let refused = journal.append(
        BOOK,
        &head,
        &[sealing(&["x"]), improper],
        &[receipt("two", 2, 3)],
    );
    assert!(
        matches!(refused, Err(AppendFault::Fault(Fault::Refused(_)))),
        "{refused:?}"
    );
    let lines = [sealing(&["x"]), note(3)];
    let refused = journal.append(
        BOOK,
        &head,
        &lines,
        &[receipt("two", 2, 3), receipt("one", 2, 3)],
    );
    assert_eq!(refused, Err(Fault::Repeated(receipt("one", 1, 1)).into()));
    assert_eq!(journal.receipt(BOOK, "two"), Ok(None));
    assert_eq!(journal.head(BOOK), Ok(head));
    assert_eq!(all(&*journal, BOOK).len(), 1);
    // And the store is none the worse for it.
    assert_eq!(
        journal
            .append(BOOK, &head, &lines, &[receipt("two", 2, 3)])
            .unwrap()
            .line,
        3
    );
}

pub fn improper_lines(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    let entry = |entry: &str| saying(entry);
    let at = |at: &str| NewLine {
        at: at.to_owned(),
        ..note(1)
    };
    let by = |by: &str| NewLine {
        by: by.to_owned(),
        ..note(1)
    };
    let mut too_few = sealing(&["a", "b"]);
    too_few.words.pop();
    let mut swapped = sealing(&["a", "b"]);
    swapped.words.swap(0, 1);
    let mut other_text = sealing(&["a"]);
    other_text.words[0].text.push('!');
    let mut unsealed = note(1);
    unsealed.words = sealing(&["a"]).words;
    let sealed = sealing(&["a"]);
    let rewritten = |from: &str, to: &str| NewLine {
        entry: sealed.entry.replace(from, to),
        ..sealed.clone()
    };
    let table = [
        ("not JSON", entry("{\"module\":")),
        ("not an object", entry("[1]")),
        ("two objects", entry("{}{}")),
        (
            "too long",
            entry(&format!("{{\"a\":\"{}\"}}", "x".repeat(MOST_BYTES))),
        ),
        ("NUL in a text", sealing(&["a\0b"])),
        ("no fraction", at("2007-04-18T14:00:00Z")),
        ("an offset", at("2007-04-18T14:00:00.000000+01:00")),
        ("a newline in the time", at("2007-04-18T14:00:00.00000\nZ")),
        ("a newline in the author", by("system:a\nb")),
        ("no kind of author", by("Anna Berg")),
        ("a short person", by("person:0011")),
        (
            "an upper-case person",
            by("person:00112233445566778899AABBCCDDEEFF"),
        ),
        ("an unnamed system", by("system:")),
        ("too few texts", too_few),
        ("texts in another order", swapped),
        ("another text", other_text),
        ("a text that is not sealed", unsealed),
        (
            "a space in the seal",
            rewritten("\"sealed\":", "\"sealed\": "),
        ),
        (
            "a disguised seal",
            rewritten("\"sealed\"", "\"\\u0073ealed\""),
        ),
        (
            "company in the seal",
            rewritten("\"sealed\":", "\"a\":1,\"sealed\":"),
        ),
        ("a short seal", saying("{\"a\":{\"sealed\":\"00\"}}")),
    ];
    for (what, line) in table {
        let refused = journal.append(BOOK, &Head::EMPTY, &[line], &[]);
        assert!(
            matches!(refused, Err(AppendFault::Fault(Fault::Refused(_)))),
            "{what}: {refused:?}"
        );
    }
    for partnership in ["", "three rivers", "a\nb", "a/b", &"x".repeat(65)] {
        let refused = journal.append(partnership, &Head::EMPTY, &[note(1)], &[]);
        assert!(
            matches!(refused, Err(AppendFault::Fault(Fault::Refused(_)))),
            "{partnership:?}"
        );
    }
    assert_eq!(journal.partnerships(), Ok(vec![]));
}

pub fn receipts(bench: &dyn Bench) {
    let journal = bench.open().unwrap();
    let receipt = |key: &str, first, last| Receipt {
        key: key.to_owned(),
        digest: some_hash(9),
        first,
        last,
    };
    let two = [
        receipt("a", 1, 2),
        receipt("b", 3, 3),
        receipt("nothing came of it", 4, 3),
    ];
    let head = journal
        .append(BOOK, &Head::EMPTY, &[note(1), note(2), note(3)], &two)
        .unwrap();
    for receipt in &two {
        assert_eq!(
            journal.receipt(BOOK, &receipt.key),
            Ok(Some(receipt.clone()))
        );
        assert_eq!(journal.receipt("elsewhere", &receipt.key), Ok(None));
    }
    let again = journal.append(BOOK, &head, &[note(4)], &[receipt("a", 4, 4)]);
    assert_eq!(again, Err(Fault::Repeated(receipt("a", 1, 2)).into()));
    // A key belongs to its partnership.
    journal
        .append("elsewhere", &Head::EMPTY, &[note(1)], &[receipt("a", 1, 1)])
        .unwrap();
    let improper = [
        receipt("", 4, 4),
        receipt("c", 3, 4),
        receipt("c", 4, 5),
        receipt(&"x".repeat(256), 4, 4),
    ];
    for improper in improper {
        let refused = journal.append(BOOK, &head, &[note(4)], std::slice::from_ref(&improper));
        assert!(
            matches!(refused, Err(AppendFault::Fault(Fault::Refused(_)))),
            "{improper:?}"
        );
    }
    assert_eq!(journal.head(BOOK), Ok(head));
}

pub fn many_writers(bench: &dyn Bench) {
    const EACH: u64 = 25;
    let (here, there) = (bench.open().unwrap(), bench.open().unwrap());
    std::thread::scope(|scope| {
        for writer in 0..6 {
            let journal = if writer % 2 == 0 { &here } else { &there };
            scope.spawn(move || {
                for n in 0..EACH {
                    insist(&**journal, BOOK, &note(writer * 1_000 + n));
                    let head = journal.head(BOOK).unwrap();
                    assert!(head.line > n);
                }
            });
        }
        // A reader beside them sees a sound book at every moment.
        scope.spawn(|| {
            while there.head(BOOK).unwrap().line < 6 * EACH {
                assert!(verify_book(&*there, BOOK, None).unwrap().is_sound());
            }
        });
    });
    let lines = all(&*here, BOOK);
    assert_eq!(lines.len() as u64, 6 * EACH);
    let distinct: std::collections::BTreeSet<_> = lines.iter().map(|line| &line.entry).collect();
    assert_eq!(distinct.len(), lines.len());
    assert_eq!(here.head(BOOK), there.head(BOOK));
    assert_eq!(all(&*there, BOOK), lines);
}
