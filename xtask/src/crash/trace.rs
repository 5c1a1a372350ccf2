//! The system calls of a server, as strace wrote them down, read for one question: was every
//! acknowledgement preceded by the synchronisation that makes its line lasting?
//!
//! A line is known by words that no other line has. They first appear in a page written to the
//! write-ahead log; that page belongs to the next commit there. A commit lasts once a synchronisation
//! of the log that began after it has ended. The answer 201 that gives the line's number must not begin
//! before that. strace writes down beginnings and ends in the order in which they happened.

use std::collections::HashMap;

use crate::Done;

/// How the words of a line begin; six digits follow, and the client's number stands between.
const MARK: &str = "Client ";
/// How its name ends, whatever its folder.
const LOG: &str = "-wal>";

/// What a trace shows.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Answers 201 that were sent.
    pub acknowledged: usize,
    /// Of these, sent before their line was lasting; the first few by their line.
    pub too_early: Vec<u64>,
    /// Commits in the write-ahead log.
    pub commits: u64,
    /// Synchronisations of the write-ahead log that ended well.
    pub syncs: u64,
}

/// Reads a trace. `words` gives the words of each acknowledged line.
pub fn read<'a>(
    trace: impl Iterator<Item = String>,
    words: impl Fn(u64) -> Option<&'a str>,
) -> Done<Found> {
    let mut reading = Reading::default();
    for row in trace {
        let Some((process, rest)) = row.split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        if let Some(ended) = rest.strip_prefix("<... ") {
            let call = ended.split(' ').next().unwrap_or_default();
            reading.ends(process, call, ended);
            continue;
        }
        let Some((call, arguments)) = rest.split_once('(') else {
            continue;
        };
        reading.begins(process, call, arguments, &words)?;
        if !rest.ends_with("<unfinished ...>") {
            reading.ends(process, call, arguments);
        }
    }
    Ok(reading.found)
}

#[derive(Default)]
struct Reading {
    found: Found,
    /// Whether the next page ends a commit.
    commits_next: bool,
    /// The commit that brought each line's words.
    commit_of: HashMap<String, u64>,
    /// The last commit that lasts.
    lasting: u64,
    /// Synchronisations under way: by whom, and the last commit before each.
    under_way: HashMap<String, u64>,
}

impl Reading {
    fn begins<'a>(
        &mut self,
        process: &str,
        call: &str,
        arguments: &str,
        words: &impl Fn(u64) -> Option<&'a str>,
    ) -> Done {
        match call {
            "pwrite64" | "write" | "writev" if on_log(arguments) => self.written(arguments),
            "fdatasync" | "fsync" if on_log(arguments) => {
                self.under_way
                    .insert(process.to_owned(), self.found.commits);
            }
            "write" | "writev" | "sendto" | "sendmsg" if arguments.contains("\"HTTP/1.1 201 ") => {
                self.acknowledged(arguments, words)?;
            }
            _ => {}
        }
        Ok(())
    }

    fn ends(&mut self, process: &str, call: &str, text: &str) {
        if !matches!(call, "fdatasync" | "fsync") {
            return;
        }
        let Some(commit) = self.under_way.remove(process) else {
            return;
        };
        if text.trim_end().ends_with("= 0") {
            self.found.syncs += 1;
            self.lasting = self.lasting.max(commit);
        }
    }

    /// A frame of the log is a head of 24 bytes and a page; the head of a commit's last frame says so.
    fn written(&mut self, arguments: &str) {
        let text = quoted(arguments);
        if length(arguments) == Some(24) {
            let head = bytes(text, 8);
            self.commits_next = head.get(4..8).is_some_and(|size| size != [0; 4]);
            return;
        }
        for words in marks(text) {
            self.commit_of
                .entry(words.to_owned())
                .or_insert(self.found.commits + 1);
        }
        if std::mem::take(&mut self.commits_next) {
            self.found.commits += 1;
        }
    }

    fn acknowledged<'a>(
        &mut self,
        arguments: &str,
        words: &impl Fn(u64) -> Option<&'a str>,
    ) -> Done {
        // Quotation marks inside the text are written \" by strace. A 201 without lines made something
        // else known, such as a person.
        let Some((_, rest)) = arguments.split_once(r#"{\"lines\":["#) else {
            return Ok(());
        };
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        let line: u64 = digits
            .parse()
            .map_err(|_| format!("a 201 without a line: {rest}"))?;
        // What made the scene was acknowledged too, and is not asked about.
        let Some(words) = words(line) else {
            return Ok(());
        };
        self.found.acknowledged += 1;
        let lasts = self
            .commit_of
            .get(words)
            .is_some_and(|commit| *commit <= self.lasting);
        if !lasts {
            self.found.too_early.push(line);
        }
        Ok(())
    }
}

/// Whether the first argument is the write-ahead log: `9</tmp/x/book.db-wal>, …`.
fn on_log(arguments: &str) -> bool {
    let first = arguments.split([',', ')']).next().unwrap_or_default();
    let first = first.strip_suffix(" <unfinished ...>").unwrap_or(first);
    first.ends_with(LOG)
}

/// The first text between quotation marks, as strace wrote it.
fn quoted(arguments: &str) -> &str {
    let Some((_, rest)) = arguments.split_once('"') else {
        return "";
    };
    let mut escaped = false;
    let end = rest.find(|mark| {
        let ends = mark == '"' && !escaped;
        escaped = mark == '\\' && !escaped;
        ends
    });
    &rest[..end.unwrap_or(rest.len())]
}

/// The third argument of `pwrite64(file, "…", 24, 8272)`.
fn length(arguments: &str) -> Option<usize> {
    let text = quoted(arguments);
    let (_, rest) = arguments.split_once(text)?;
    rest.trim_start_matches(['"', '.', ',', ' '])
        .split([',', ')', ' '])
        .next()?
        .parse()
        .ok()
}

/// The first bytes of a text that strace wrote with C's escapes.
fn bytes(text: &str, most: usize) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(most);
    let mut rest = text.as_bytes();
    while let ([first, after @ ..], true) = (rest, bytes.len() < most) {
        rest = after;
        if *first != b'\\' {
            bytes.push(*first);
            continue;
        }
        let digits = rest
            .iter()
            .take(3)
            .take_while(|digit| (b'0'..=b'7').contains(digit))
            .count();
        if digits > 0 {
            let value = rest[..digits]
                .iter()
                .fold(0_u32, |value, digit| value * 8 + u32::from(digit - b'0'));
            bytes.push(u8::try_from(value).unwrap_or(u8::MAX));
            rest = &rest[digits..];
        } else if let [escape, after @ ..] = rest {
            bytes.push(match escape {
                b'n' => b'\n',
                b't' => b'\t',
                b'r' => b'\r',
                b'v' => 11,
                b'f' => 12,
                b'a' => 7,
                b'b' => 8,
                other => *other,
            });
            rest = after;
        }
    }
    bytes
}

/// Every `Client 3, note 000123.` in a page.
fn marks(page: &str) -> impl Iterator<Item = &str> {
    page.match_indices(MARK).filter_map(|(at, _)| {
        let rest = &page[at..];
        rest.find('.')
            .map(|end| &rest[..=end])
            .filter(|words| words.len() < 40)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const WAL: &str = "9</tmp/x/book.db-wal>";

    fn head(commits: bool) -> String {
        let size = if commits { r"\5" } else { r"\0" };
        format!(r#"7 pwrite64({WAL}, "\0\0\0\2\0\0\0{size}\216\n\"", 24, 4152) = 24"#)
    }

    fn page(words: &str) -> String {
        format!(r#"7 pwrite64({WAL}, "\r\0\0\1{words}\0\"", 4096, 4176) = 4096"#)
    }

    fn answer(line: u64) -> String {
        format!(
            r#"8 writev(12<TCP:[1->2]>, [{{iov_base="HTTP/1.1 201 Created\r\nx: y\r\n\r\n", iov_len=30}}, {{iov_base="{{\"lines\":[{line},{line}],\"numbers\":[{line}]}}", iov_len=30}}], 2) = 60"#
        )
    }

    fn found(rows: Vec<String>) -> Found {
        let words = |line| {
            [(5, "Client 0, note 000001."), (6, "Client 1, note 000001.")]
                .into_iter()
                .find(|(number, _)| *number == line)
                .map(|(_, words)| words)
        };
        read(rows.into_iter(), words).unwrap()
    }

    #[test]
    fn an_answer_before_its_synchronisation_is_seen() {
        let (one, two) = ("Client 0, note 000001.", "Client 1, note 000001.");
        let sync = || format!("7 fdatasync({WAL}) = 0");
        let begun = || format!("7 fdatasync({WAL} <unfinished ...>");
        let ended = || "7 <... fdatasync resumed>) = 0".to_owned();
        let table = [
            (
                "one by one",
                vec![
                    head(true),
                    page(one),
                    sync(),
                    answer(5),
                    head(true),
                    page(two),
                    sync(),
                    answer(6),
                ],
                vec![],
            ),
            (
                "together",
                vec![
                    head(false),
                    page(one),
                    head(true),
                    page(two),
                    sync(),
                    answer(6),
                    answer(5),
                ],
                vec![],
            ),
            ("never", vec![head(true), page(one), answer(5)], vec![5]),
            (
                "afterwards",
                vec![head(true), page(one), answer(5), sync()],
                vec![5],
            ),
            (
                "before it was written",
                vec![sync(), head(true), page(one), answer(5)],
                vec![5],
            ),
            (
                "begun before it was written",
                vec![begun(), head(true), page(one), ended(), answer(5)],
                vec![5],
            ),
            (
                "not ended",
                vec![head(true), page(one), begun(), answer(5), ended()],
                vec![5],
            ),
            (
                "ended",
                vec![head(true), page(one), begun(), ended(), answer(5)],
                vec![],
            ),
            (
                "failed",
                vec![
                    head(true),
                    page(one),
                    format!("7 fdatasync({WAL}) = -1 EIO (Input/output error)"),
                    answer(5),
                ],
                vec![5],
            ),
            (
                "before the commit",
                vec![
                    head(false),
                    page(one),
                    sync(),
                    head(true),
                    page(two),
                    answer(5),
                ],
                vec![5],
            ),
            (
                "of another file",
                vec![
                    head(true),
                    page(one),
                    "7 fdatasync(8</tmp/x/book.db>) = 0".to_owned(),
                    answer(5),
                ],
                vec![5],
            ),
            ("never written", vec![sync(), answer(5)], vec![5]),
            ("nobody's", vec![answer(4)], vec![]),
        ];
        for (case, rows, too_early) in table {
            assert_eq!(found(rows).too_early, too_early, "{case}");
        }
    }

    #[test]
    fn commits_and_synchronisations_are_counted() {
        let rows = vec![
            head(false),
            page("x"),
            head(true),
            page("Client 0, note 000001."),
            format!("7 fdatasync({WAL}) = 0"),
            answer(5),
        ];
        assert_eq!(
            found(rows),
            Found {
                acknowledged: 1,
                too_early: vec![],
                commits: 1,
                syncs: 1
            }
        );
    }
}
