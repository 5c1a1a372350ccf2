//! A full disk: nothing is acknowledged that is not kept, reading goes on, and writing comes back by
//! itself once there is room.

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use app::{Denied, House, Kind};
use journal::{AppendFault, Fault, Head, Journal, Line, NewLine, Receipt, SqliteBook};

use crate::{
    bench::{Bench, OPERATOR, Place, THREE_RIVERS, ask, keyed, read, request, tell, told},
    keys::{in_one_batch, in_one_batch_after},
    story::{self, BOARD},
};

/// Where a small disk is mounted, for the test below.
const SMALL: &str = "FOLKMOOT_TEST_SMALL_DISK";

/// Runs itself again in a name space of its own, where it may mount a small disk. Where the system
/// does not allow that, the tests after it have to do.
#[test]
fn a_small_disk_fills_up_under_a_house() {
    if let Ok(folder) = std::env::var(SMALL) {
        return on_a_small_disk(&PathBuf::from(folder));
    }
    let folder = tempfile::tempdir().unwrap();
    let mounting = "mount -t tmpfs -o size=2m small \"$0\" || exit 99; exec \"$@\"";
    let run = Command::new("unshare")
        .args(["-Urm", "sh", "-c", mounting])
        .arg(folder.path())
        .arg(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "full_disk::a_small_disk_fills_up_under_a_house",
            "--nocapture",
        ])
        .env(SMALL, folder.path())
        .output();
    let not_allowed = |out: &Output| {
        out.status.code() == Some(99)
            || String::from_utf8_lossy(&out.stderr).starts_with("unshare:")
    };
    match run {
        Ok(out) if out.status.success() => {
            assert!(String::from_utf8_lossy(&out.stdout).contains("1 passed"));
        }
        Ok(out) if !not_allowed(&out) => panic!("{}", String::from_utf8_lossy(&out.stderr)),
        other => eprintln!("This system does not let tests mount a small disk: {other:?}"),
    }
}

fn on_a_small_disk(folder: &Path) {
    let bench = Bench::new(Place::sqlite());
    let book = || SqliteBook::open(folder.join("book.db")).unwrap();
    let house = bench.house_with(Arc::new(book())).unwrap();
    tell(&house, story::under_way(&["board.chair", "board.leader"]));
    let filler = folder.join("filler");
    let minutes = "minutes ".repeat(200);
    let mut acknowledged = read(&house).head;
    for round in 0..4 {
        // Something else takes all the room there is; the book gets what is left, if any.
        let mut other = std::fs::File::create(&filler).unwrap();
        while std::io::Write::write_all(&mut other, &[0; 4096]).is_ok() {}
        drop(other);
        let mut full = 0;
        while full < 5 {
            match ask(&house, story::note(BOARD, &minutes)) {
                Ok(done) => assert_eq!(*done.lines.end(), acknowledged.line + 1),
                Err(denied) => {
                    assert_is_full(&denied);
                    full += 1;
                }
            }
            acknowledged = read(&house).head;
        }
        assert_eq!(
            acknowledged,
            book().head(THREE_RIVERS).unwrap(),
            "round {round}"
        );
        std::fs::remove_file(&filler).unwrap();
        let done = tell(&house, story::note(BOARD, "There is room again."));
        assert_eq!(*done.start(), acknowledged.line + 1);
        acknowledged = read(&house).head;
    }
    let reopened = bench.house_with(Arc::new(book())).unwrap();
    assert!(told(&reopened) == told(&house));
}

fn assert_is_full(denied: &Denied) {
    assert!(matches!(denied, Denied::Book(Fault::Full)), "{denied:?}");
    assert_eq!(
        (denied.kind(), denied.code()),
        (Kind::Unavailable, "disk-full")
    );
    assert!(denied.help().contains("Make room"), "{}", denied.help());
}

/// A book on a disk that can be declared full, for what a small disk cannot show: a batch in which
/// some are refused, some were answered before and some would have to be written.
struct Filling {
    book: Arc<dyn Journal>,
    full: Arc<AtomicBool>,
}

impl Journal for Filling {
    fn partnerships(&self) -> Result<Vec<String>, Fault> {
        self.book.partnerships()
    }

    fn head(&self, partnership: &str) -> Result<Head, Fault> {
        self.book.head(partnership)
    }

    fn read(
        &self,
        partnership: &str,
        after: u64,
        each: &mut dyn FnMut(Line) -> ControlFlow<()>,
    ) -> Result<(), Fault> {
        self.book.read(partnership, after, each)
    }

    fn append(
        &self,
        partnership: &str,
        last: &Head,
        lines: &[NewLine],
        receipts: &[Receipt],
    ) -> Result<Head, AppendFault> {
        if self.full.load(Ordering::SeqCst) {
            return Err(AppendFault::Full);
        }
        self.book.append(partnership, last, lines, receipts)
    }

    fn receipt(&self, partnership: &str, key: &str) -> Result<Option<Receipt>, Fault> {
        self.book.receipt(partnership, key)
    }

    fn redact(
        &self,
        partnership: &str,
        last: &Head,
        line: &NewLine,
        redacts: (u64, u32),
    ) -> Result<Head, AppendFault> {
        if self.full.load(Ordering::SeqCst) {
            return Err(AppendFault::Full);
        }
        self.book.redact(partnership, last, line, redacts)
    }

    fn scrub(&self) -> Result<(), Fault> {
        self.book.scrub()
    }

    fn is_quick(&self) -> bool {
        self.book.is_quick()
    }
}

fn filling() -> (Bench, Arc<House>, Arc<AtomicBool>) {
    let bench = Bench::new(Place::sqlite());
    let full = Arc::new(AtomicBool::new(false));
    let journal = Filling {
        book: bench.place.journal(),
        full: Arc::clone(&full),
    };
    let house = bench.house_with(Arc::new(journal)).unwrap();
    tell(&house, story::under_way(&["board.chair", "board.leader"]));
    (bench, house, full)
}

#[test]
fn reading_goes_on_while_the_disk_is_full_and_writing_comes_back() {
    let (bench, house, full) = filling();
    let before = told(&house);
    for _ in 0..3 {
        full.store(true, Ordering::SeqCst);
        assert_is_full(&ask(&house, story::note(BOARD, "Not kept.")).unwrap_err());
        assert_is_full(&ask(&house, story::redact(1, 0)).unwrap_err());
        // What the rules refuse is still refused by them.
        let refused = ask(&house, story::open(BOARD, "board.chair")).unwrap_err();
        assert_eq!(refused.code(), "meetings/already-open");
        assert_eq!(told(&house), before);
        assert_eq!(told(&bench.house()), before);
        full.store(false, Ordering::SeqCst);
    }
    tell(&house, story::note(BOARD, "Kept."));
    assert_eq!(told(&bench.house()), told(&house));
}

#[test]
fn a_repeat_is_answered_from_the_disk_and_never_from_what_could_not_be_written() {
    let (bench, house, full) = filling();
    let note = |what: &str, key: &str| keyed(request(OPERATOR, story::note(BOARD, what)), key, 1);
    let kept = house.act(note("Kept.", "kept")).unwrap();
    let requests = vec![
        note("Kept.", "kept"),
        note("Not kept.", "lost"),
        note("Not kept.", "lost"),
        request(OPERATOR, story::open(BOARD, "board.chair")),
    ];
    // The disk fills up between the line that holds the clerk up and the batch.
    let answers = in_one_batch_after(&house, requests, || full.store(true, Ordering::SeqCst));
    assert_eq!(answers[0].as_ref().unwrap().lines, kept.lines);
    assert_is_full(answers[1].as_ref().unwrap_err());
    assert_is_full(answers[2].as_ref().unwrap_err());
    assert_eq!(
        answers[3].as_ref().unwrap_err().code(),
        "meetings/already-open"
    );
    full.store(false, Ordering::SeqCst);
    let answers = in_one_batch(&house, vec![note("Not kept.", "lost")]);
    assert!(!answers[0].as_ref().unwrap().repeated);
    assert_eq!(told(&bench.house()), told(&house));
}
