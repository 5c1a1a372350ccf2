//! Load: clients that ask for the same thing again and again, and what it cost the server.

use std::thread;
use std::time::{Duration, Instant};

use crate::Done;
use crate::http::{Connection, get};
use crate::server::Server;

/// What one turn came to.
#[derive(Clone, Default)]
pub struct Turn {
    /// Requests answered.
    pub requests: u64,
    /// What the server worked for them.
    pub worked: Duration,
    /// How long the turn was.
    pub took: Duration,
    /// How long each answer took, in microseconds, shortest first.
    pub waits: Vec<u32>,
}

impl Turn {
    /// Requests for each second that a core worked.
    pub fn per_core_second(&self) -> u64 {
        let micros = self.worked.as_micros().max(1);
        u64::try_from(u128::from(self.requests) * 1_000_000 / micros).unwrap_or(u64::MAX)
    }

    /// Requests for each second of the clock.
    pub fn per_second(&self) -> u64 {
        let micros = self.took.as_micros().max(1);
        u64::try_from(u128::from(self.requests) * 1_000_000 / micros).unwrap_or(u64::MAX)
    }

    /// Microseconds of work for each request.
    pub fn cost(&self) -> u128 {
        self.worked.as_micros() / u128::from(self.requests.max(1))
    }

    /// The wait that so many in a hundred did not exceed, in microseconds.
    pub fn wait(&self, percent: usize) -> u32 {
        let at = self.waits.len() * percent / 100;
        self.waits
            .get(at.min(self.waits.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    }
}

/// Has `clients` threads do something until the time is over. `work` is given the client's number, and
/// gives what it does each time.
pub fn turn<W>(
    server: &Server,
    clients: usize,
    length: Duration,
    work: impl Fn(usize) -> Done<W> + Sync,
) -> Done<Turn>
where
    W: FnMut() -> Done,
{
    let worked = server.worked()?;
    let began = Instant::now();
    let waits: Vec<Done<Vec<u32>>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..clients)
            .map(|number| {
                let work = &work;
                scope.spawn(move || {
                    let mut each = work(number)?;
                    let mut waits = Vec::with_capacity(64 * 1024);
                    while began.elapsed() < length {
                        let asked = Instant::now();
                        each()?;
                        waits.push(u32::try_from(asked.elapsed().as_micros()).unwrap_or(u32::MAX));
                    }
                    Ok(waits)
                })
            })
            .collect();
        let joined = threads.into_iter().map(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err("a client's thread ended badly".into()))
        });
        joined.collect()
    });
    let took = began.elapsed();
    let worked = server.worked()?.saturating_sub(worked);
    let mut all = Vec::new();
    for each in waits {
        all.extend(each?);
    }
    all.sort_unstable();
    Ok(Turn {
        requests: all.len() as u64,
        worked,
        took,
        waits: all,
    })
}

/// A turn of asking for one page on eight connections.
pub fn reading(
    server: &Server,
    path: &str,
    headers: &[(&str, &str)],
    length: Duration,
) -> Done<Turn> {
    let request = get(path, headers);
    turn(server, 8, length, |_| {
        let complain = |why: std::io::Error| format!("GET {path}: {why}");
        let mut connection = Connection::open(&server.address).map_err(complain)?;
        let (mut body, request) = (Vec::new(), &request);
        Ok(
            move || match connection.ask(request, &mut body).map_err(complain)?.status {
                200 => Ok(()),
                status => Err(format!("GET {path}: {status}")),
            },
        )
    })
}

/// The turn in the middle, by what a request cost.
pub fn middle(mut turns: Vec<Turn>) -> Turn {
    turns.sort_by_key(Turn::cost);
    let at = turns.len() / 2;
    turns.into_iter().nth(at).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_turn_is_summed_up_rightly() {
        let turn = Turn {
            requests: 2_000,
            worked: Duration::from_millis(500),
            took: Duration::from_secs(2),
            waits: (1..=100).collect(),
        };
        assert_eq!(
            (turn.per_core_second(), turn.per_second(), turn.cost()),
            (4_000, 1_000, 250)
        );
        assert_eq!(
            (turn.wait(50), turn.wait(99), turn.wait(100)),
            (51, 100, 100)
        );
        assert_eq!(Turn::default().wait(99), 0);
    }
}
