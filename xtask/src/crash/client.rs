//! One of the programs that write while the server is killed under them.
//!
//! It keeps every acknowledgement. When a connection breaks it does not know whether its act was
//! recorded, and does what a careful program does: it sends the same again, with the same key if it had
//! one.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use serde_json::Value;

use super::scene::ACTS;
use super::sent::{Log, Said, Sent, Told};
use crate::Done;
use crate::http::{Connection, post};

/// What clients and the one who kills have in common.
pub struct Stage {
    /// Where each server listens now.
    pub addresses: Mutex<Vec<String>>,
    /// The officer's token.
    pub token: String,
    /// How many acts were acknowledged.
    pub acknowledged: AtomicU64,
    /// Whether to stop.
    pub over: AtomicBool,
}

impl Stage {
    /// A stage for these servers.
    pub fn new(addresses: Vec<String>, token: String) -> Self {
        Self {
            addresses: Mutex::new(addresses),
            token,
            acknowledged: AtomicU64::new(0),
            over: AtomicBool::new(false),
        }
    }

    fn address(&self, which: usize) -> String {
        let addresses = self
            .addresses
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        addresses[which % addresses.len()].clone()
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }
}

/// What a client sends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Habit {
    /// Votes, for and against in turn, a note now and then; two of three with a key.
    Various,
    /// Notes alone, each in words of its own.
    Notes,
}

/// A client at work.
pub struct Client<'a> {
    stage: &'a Stage,
    number: usize,
    habit: Habit,
    connection: Option<Connection>,
    server: usize,
    log: Log,
}

/// What came of one sending.
enum Came {
    /// Nobody was there to send it to.
    Unsent,
    /// It was sent, and the connection broke.
    Broke,
    /// An answer.
    Answer(u16, Value),
}

impl<'a> Client<'a> {
    /// A client that has sent nothing yet.
    pub fn new(stage: &'a Stage, number: usize, habit: Habit) -> Self {
        Self {
            stage,
            number,
            habit,
            connection: None,
            server: number,
            log: Log::new(),
        }
    }

    /// Sends as fast as it can until it is over, or until something is wrong; that stops everyone.
    pub fn run(mut self) -> Done<Log> {
        for count in 0.. {
            if self.stage.is_over() {
                break;
            }
            let (said, key) = self.next(count);
            if let Err(why) = self.settle(&said, key.as_deref()) {
                self.stage.over.store(true, Ordering::Relaxed);
                return Err(format!("client {}: {why}", self.number));
            }
        }
        Ok(self.log)
    }

    fn next(&self, count: u64) -> (Said, Option<String>) {
        let note = self.habit == Habit::Notes || count % 16 == 7;
        let said = if note {
            Said::Note(format!("Client {}, note {count:06}.", self.number))
        } else {
            // A note now and then must not put the votes out of turn.
            let votes = count - (count + 8) / 16;
            Said::Vote(if votes.is_multiple_of(2) {
                "for"
            } else {
                "against"
            })
        };
        // Words that are recorded twice could not be told from words sent twice: they have a key.
        let key = note || !count.is_multiple_of(3);
        (said, key.then(|| format!("{}-{count}", self.number)))
    }

    /// Sends until it knows what became of it.
    fn settle(&mut self, said: &Said, key: Option<&str>) -> Done {
        let mut in_doubt = false;
        loop {
            let told = match self.send(said, key) {
                Came::Unsent if self.stage.is_over() => return Ok(()),
                Came::Unsent => {
                    std::thread::sleep(Duration::from_millis(5));
                    continue;
                }
                Came::Broke => {
                    in_doubt = true;
                    Told::Nothing
                }
                Came::Answer(201, answer) => Told::Line(one_line(&answer)?),
                Came::Answer(200, answer) if in_doubt && key.is_some() => {
                    Told::Line(one_line(&answer)?)
                }
                // So the sending that broke was recorded after all.
                Came::Answer(422, answer)
                    if in_doubt && answer["code"] == "decisions/vote-unchanged" =>
                {
                    return Ok(());
                }
                Came::Answer(status, answer) => {
                    return Err(format!(
                        "{said:?} (key {key:?}) was answered {status}: {answer}"
                    ));
                }
            };
            self.log.push(Sent {
                said: said.clone(),
                key: key.map(str::to_owned),
                told,
            });
            if told != Told::Nothing {
                self.stage.acknowledged.fetch_add(1, Ordering::Relaxed);
                return Ok(());
            }
        }
    }

    fn send(&mut self, said: &Said, key: Option<&str>) -> Came {
        let connection = match self.connection.take() {
            Some(connection) => Some(connection),
            None => Connection::open(&self.stage.address(self.server)).ok(),
        };
        let Some(mut connection) = connection else {
            self.server += 1;
            return Came::Unsent;
        };
        let mut body = Vec::new();
        let request = post(ACTS, &self.stage.token, key, &said.json(self.number));
        let Ok(answer) = connection.ask(&request, &mut body) else {
            return Came::Broke;
        };
        if !answer.last {
            self.connection = Some(connection);
        }
        let json = serde_json::from_slice(&body);
        Came::Answer(answer.status, json.unwrap_or_default())
    }
}

fn one_line(answer: &Value) -> Done<u64> {
    let line = |nth: usize| answer["lines"][nth].as_u64();
    match (line(0), line(1)) {
        (Some(first), Some(last)) if first == last => Ok(first),
        _ => Err(format!("one act, yet the answer is {answer}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_take_turns_whatever_is_noted_between() {
        let stage = Stage::new(vec![String::new()], String::new());
        let client = Client::new(&stage, 3, Habit::Various);
        let votes: Vec<&str> = (0..100)
            .filter_map(|count| match client.next(count).0 {
                Said::Vote(vote) => Some(vote),
                Said::Note(_) => None,
            })
            .collect();
        assert!(votes.windows(2).all(|two| two[0] != two[1]), "{votes:?}");
        assert!(votes.len() > 90);
    }
}
