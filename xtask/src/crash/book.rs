//! What was sent, held against what the book says.
//!
//! It follows each client line by line: every acknowledged line is there with what was asked for, what
//! was in doubt is there at most once, nothing is there that nobody sent.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::scene;
use super::sent::{Log, Said, Told};
use crate::Done;

/// What is left of a book for this comparison: who said what, by line.
pub type Book = BTreeMap<u64, (usize, Said)>;

/// What was found in order.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Lines that were acknowledged.
    pub acknowledged: usize,
    /// Lines that are there though the connection broke before anyone was told.
    pub in_doubt: usize,
    /// Sendings of which nobody was told and that are not there.
    pub never_recorded: usize,
}

/// Reads `book.jsonl` of an export, from the line after `after`.
pub fn read(text: &str, after: u64) -> Done<Book> {
    let mut book = Book::new();
    for row in text.lines() {
        let line: Value = serde_json::from_str(row).map_err(|why| format!("{why}: {row}"))?;
        let number = line["number"]
            .as_u64()
            .ok_or_else(|| format!("a line without a number: {row}"))?;
        if number > after {
            let said =
                said(&line).ok_or_else(|| format!("line {number} was sent by nobody: {row}"))?;
            book.insert(number, said);
        }
    }
    Ok(book)
}

fn said(line: &Value) -> Option<(usize, Said)> {
    let entry: Value = serde_json::from_str(line["entry"].as_str()?).ok()?;
    match entry["kind"].as_str()? {
        "vote-cast" => {
            let seat = entry["seat"].as_str()?;
            let client = scene::VOTERS
                .iter()
                .position(|voter| scene::named(voter) == seat)?;
            let vote = ["for", "against"]
                .into_iter()
                .find(|vote| entry["vote"] == *vote)?;
            (entry["decision"] == scene::decision()).then_some((client, Said::Vote(vote)))
        }
        "action-noted" => {
            let words = line["words"][0]["text"].as_str()?;
            let client = words
                .strip_prefix("Client ")?
                .split(',')
                .next()?
                .parse()
                .ok()?;
            Some((client, Said::Note(words.to_owned())))
        }
        _ => None,
    }
}

/// Holds all logs against the book. Errors with the first thing that is wrong.
pub fn compare(book: &Book, logs: &[Log]) -> Done<Tally> {
    let mut tally = Tally::default();
    let numbers: Vec<u64> = book.keys().copied().collect();
    if let Some(gap) = numbers.windows(2).find(|two| two[0] + 1 != two[1]) {
        return Err(format!("after line {} comes line {}", gap[0], gap[1]));
    }
    let mut told = BTreeMap::new();
    for (client, log) in logs.iter().enumerate() {
        for sent in log {
            let Told::Line(line) = sent.told else {
                continue;
            };
            if let Some(other) = told.insert(line, client) {
                return Err(format!(
                    "line {line} was acknowledged twice, to clients {other} and {client}"
                ));
            }
        }
        let lines = book.iter().filter(|(_, (who, _))| *who == client);
        follow(
            log,
            lines.map(|(number, (_, said))| (*number, said)),
            &mut tally,
        )
        .map_err(|why| format!("client {client}: {why}"))?;
    }
    let strangers = book.values().filter(|(who, _)| *who >= logs.len()).count();
    if strangers > 0 {
        return Err(format!("{strangers} lines were sent by nobody"));
    }
    Ok(tally)
}

/// Walks along one client's log and its lines in the book.
fn follow<'a>(log: &Log, lines: impl Iterator<Item = (u64, &'a Said)>, tally: &mut Tally) -> Done {
    let by_line: HashMap<u64, usize> = log
        .iter()
        .enumerate()
        .filter_map(|(at, sent)| match sent.told {
            Told::Line(line) => Some((line, at)),
            Told::Nothing => None,
        })
        .collect();
    let mut settled: BTreeSet<&str> = log
        .iter()
        .filter(|sent| sent.told != Told::Nothing)
        .filter_map(|sent| sent.key.as_deref())
        .collect();
    let (mut next, mut last_vote, mut found, mut unasked) = (0, None, 0, 0);
    for (number, said) in lines {
        if matches!(said, Said::Vote(_)) {
            if last_vote == Some(said) {
                return Err(format!(
                    "line {number} repeats the vote before it: {said:?}"
                ));
            }
            last_vote = Some(said);
        }
        let at = match by_line.get(&number) {
            Some(at) if *at < next => return Err(format!("line {number} is out of its order")),
            Some(at) => {
                found += 1;
                *at
            }
            None => {
                let at = in_doubt(log, next, said, &settled).ok_or_else(|| {
                    format!("line {number} ({said:?}) is there without cause, or twice")
                })?;
                settled.extend(log[at].key.as_deref());
                unasked += 1;
                at
            }
        };
        if log[at].said != *said {
            return Err(format!(
                "line {number} was acknowledged for {:?} and says {said:?}",
                log[at].said
            ));
        }
        next = at + 1;
    }
    if found < by_line.len() {
        let lost = by_line.len() - found;
        return Err(format!(
            "LOST: {lost} acknowledged lines are not in the book"
        ));
    }
    let unknown = log.iter().filter(|sent| sent.told == Told::Nothing).count();
    tally.acknowledged += found;
    tally.in_doubt += unasked;
    tally.never_recorded += unknown - unasked;
    Ok(())
}

/// The sending of which nobody was told that may explain a line: before the next acknowledged one.
fn in_doubt(log: &Log, from: usize, said: &Said, settled: &BTreeSet<&str>) -> Option<usize> {
    let open = log[from..]
        .iter()
        .take_while(|sent| sent.told == Told::Nothing);
    let found = open.enumerate().find(|(_, sent)| {
        sent.said == *said && sent.key.as_deref().is_none_or(|key| !settled.contains(key))
    });
    found.map(|(at, _)| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crash::sent::Sent;

    const FOR: Said = Said::Vote("for");
    const AGAINST: Said = Said::Vote("against");

    fn sent(said: Said, key: Option<&str>, told: Told) -> Sent {
        let key = key.map(str::to_owned);
        Sent { said, key, told }
    }

    /// What comes of one client's log and the lines 5, 6, … of the book.
    fn compared(log: Log, lines: &[Said]) -> Done<Tally> {
        let book = (5..).zip(lines.iter().map(|said| (0, said.clone())));
        compare(&book.collect(), &[log])
    }

    #[test]
    fn losses_repeats_and_changes_are_found() {
        use Told::{Line, Nothing};
        let note = || Said::Note("Client 0, note 000007.".to_owned());
        let table = [
            (
                vec![sent(FOR, None, Line(5)), sent(AGAINST, None, Line(6))],
                vec![FOR, AGAINST],
                Ok((2, 0, 0)),
            ),
            (
                vec![sent(FOR, None, Line(5)), sent(AGAINST, None, Line(6))],
                vec![FOR],
                Err("LOST: 1"),
            ),
            (
                vec![sent(FOR, None, Line(5))],
                vec![AGAINST],
                Err("says Vote(\"against\")"),
            ),
            (
                vec![sent(FOR, None, Line(5)), sent(AGAINST, None, Line(5))],
                vec![FOR],
                Err("acknowledged twice"),
            ),
            (
                vec![sent(FOR, None, Line(5))],
                vec![FOR, AGAINST],
                Err("without cause"),
            ),
            (
                vec![sent(FOR, None, Line(6)), sent(AGAINST, None, Line(5))],
                vec![AGAINST, FOR],
                Err("out of its order"),
            ),
            // In doubt: recorded, or not.
            (vec![sent(FOR, None, Nothing)], vec![FOR], Ok((0, 1, 0))),
            (
                vec![sent(FOR, None, Nothing), sent(FOR, None, Line(5))],
                vec![FOR],
                Ok((1, 0, 1)),
            ),
            (
                vec![sent(FOR, None, Nothing), sent(AGAINST, None, Line(6))],
                vec![FOR, AGAINST],
                Ok((1, 1, 0)),
            ),
            // A key is recorded once, however often it is sent.
            (
                vec![
                    sent(note(), Some("k"), Nothing),
                    sent(note(), Some("k"), Line(5)),
                ],
                vec![note()],
                Ok((1, 0, 1)),
            ),
            (
                vec![
                    sent(note(), Some("k"), Nothing),
                    sent(note(), Some("k"), Line(6)),
                ],
                vec![note(), note()],
                Err("or twice"),
            ),
            (
                vec![
                    sent(note(), Some("k"), Nothing),
                    sent(note(), Some("k"), Nothing),
                ],
                vec![note(), note()],
                Err("or twice"),
            ),
            (
                vec![sent(FOR, None, Nothing), sent(FOR, None, Line(6))],
                vec![FOR, FOR],
                Err("repeats the vote"),
            ),
        ];
        for (log, lines, wanted) in table {
            let told = format!("{log:?} against {lines:?}");
            match (compared(log, &lines), wanted) {
                (Ok(tally), Ok(wanted)) => {
                    let Tally {
                        acknowledged,
                        in_doubt,
                        never_recorded,
                    } = tally;
                    assert_eq!((acknowledged, in_doubt, never_recorded), wanted, "{told}");
                }
                (Err(why), Err(wanted)) => assert!(why.contains(wanted), "{told}: {why}"),
                (found, wanted) => panic!("{told}: {found:?}, not {wanted:?}"),
            }
        }
    }

    #[test]
    fn the_export_is_read_from_a_line_on() {
        let row = |number: u64, entry: &str, words: &str| {
            let entry = Value::from(entry).to_string();
            format!("{{\"number\":{number},\"entry\":{entry},\"words\":[{words}]}}\n")
        };
        let cast = r#"{"module":"decisions","kind":"vote-cast","decision":"board-2030-04-17-1","seat":"board.police","vote":"for"}"#;
        let noted = r#"{"module":"meetings","kind":"action-noted"}"#;
        let text = row(1, "{\"kind\":\"adopted\"}", "")
            + &row(2, cast, "")
            + &row(3, noted, r#"{"salt":"00","text":"Client 2, note 000007."}"#);
        let book = read(&text, 1).unwrap();
        assert_eq!(book[&2], (7, FOR));
        assert_eq!(
            book[&3],
            (2, Said::Note("Client 2, note 000007.".to_owned()))
        );
        assert!(read(&text, 0).unwrap_err().contains("by nobody"));
    }
}
