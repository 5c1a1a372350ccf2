//! The threads that hand letters over, one letter at a time.
//!
//! Decides what is noted of each try. A letter is marked as sent at once after the server took it, and
//! that mark is tried until it is made: it is the one place where a letter could go out twice.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::JoinHandle,
    time::{Duration, UNIX_EPOCH},
};

use app::House;
use office::Claimed;
use post::Trouble as Unsent;

use super::Dispatch;
use crate::say::Trouble;

/// How many letters are under way at a time.
const AT_A_TIME: usize = 2;

/// How long to wait when there is nothing to do.
const IDLE: Duration = Duration::from_millis(500);

/// How long to wait when the server cannot be reached.
const PAUSE: Duration = Duration::from_secs(10);

/// For how many seconds a letter is put back when the server cannot be reached.
const NO_SERVER: i64 = 30;

/// How long to wait, in tenths of a second, for letters under way when the program ends.
const FAREWELL: u32 = 50;

/// The threads.
pub(crate) struct Postmen {
    ended: Arc<AtomicBool>,
    threads: Vec<JoinHandle<()>>,
}

impl Postmen {
    pub(super) fn begin(house: &Arc<House>, dispatch: Arc<Dispatch>) -> Result<Self, Trouble> {
        let ended = Arc::new(AtomicBool::new(false));
        let mut threads = Vec::new();
        for number in 0..AT_A_TIME {
            let (house, dispatch, ended) =
                (Arc::clone(house), Arc::clone(&dispatch), Arc::clone(&ended));
            let thread = std::thread::Builder::new()
                .name(format!("post-{number}"))
                .spawn(move || deliver(&house, &dispatch, &ended))
                .map_err(|error| {
                    Trouble::refused(
                        format!("cannot start: {error}"),
                        "Look at the limits of the system.",
                    )
                })?;
            threads.push(thread);
        }
        Ok(Self { ended, threads })
    }

    /// Ends it. Letters under way have a few seconds; what is not handed over by then stays in the outbox.
    pub(crate) fn end(self) {
        self.ended.store(true, Ordering::Relaxed);
        for _ in 0..FAREWELL {
            if self.threads.iter().all(JoinHandle::is_finished) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

fn deliver(house: &House, dispatch: &Dispatch, ended: &AtomicBool) {
    let holder = format!("{:032x}", u128::from_le_bytes(half(house.chance())));
    while !ended.load(Ordering::Relaxed) {
        let wait = match one_letter(house, dispatch, &holder, ended) {
            Ok(Outcome::Done) => continue,
            Ok(Outcome::NothingDue) => IDLE,
            Ok(Outcome::NoServer) => PAUSE,
            Err(fault) => {
                tracing::warn!(cause = ?std::error::Error::source(&fault), "the outbox cannot be used: {fault}");
                PAUSE
            }
        };
        let mut waited = Duration::ZERO;
        while waited < wait && !ended.load(Ordering::Relaxed) {
            let step = Duration::from_millis(100);
            std::thread::sleep(step);
            waited += step;
        }
    }
}

enum Outcome {
    Done,
    NothingDue,
    NoServer,
}

fn one_letter(
    house: &House,
    dispatch: &Dispatch,
    holder: &str,
    ended: &AtomicBool,
) -> Result<Outcome, office::Fault> {
    let office = house.office();
    let now = house.now().as_second();
    if !office.letter_is_due(now)? {
        return Ok(Outcome::NothingDue);
    }
    let Some(claimed) = office.claim_letter(holder, now, dispatch.lease)? else {
        return Ok(Outcome::NothingDue);
    };
    let name = match &claimed.letter.person {
        Some(person) => office.person(person)?.map(|person| person.name),
        None => None,
    };
    let sent = hand_over(house, dispatch, &claimed, name.as_deref());
    let now = house.now().as_second();
    match sent {
        Ok(()) => {
            let key = &claimed.letter.key;
            if !mark_sent(house, key, ended)?
                && let Err(error) = dispatch.transport.take_back(key)
            {
                tracing::warn!(
                    "a letter to somebody erased is still in the mailbox folder: {error}"
                );
            }
            Ok(Outcome::Done)
        }
        Err(Unsent::Refused(why)) => {
            office.letter_refused(&claimed, holder, &why, now)?;
            Ok(Outcome::Done)
        }
        Err(Unsent::Unfit(unfit)) => {
            office.letter_refused(&claimed, holder, &unfit.to_string(), now)?;
            Ok(Outcome::Done)
        }
        Err(Unsent::Later(why)) => {
            office.letter_delayed(&claimed, holder, &why, now)?;
            Ok(Outcome::Done)
        }
        Err(Unsent::Unreachable(why)) => {
            tracing::warn!("no letter leaves: {why}");
            office.letter_put_back(&claimed, holder, &why, now, NO_SERVER)?;
            Ok(Outcome::NoServer)
        }
    }
}

fn hand_over(
    house: &House,
    dispatch: &Dispatch,
    claimed: &Claimed,
    name: Option<&str>,
) -> Result<(), Unsent> {
    let letter = &claimed.letter;
    let seconds = u64::try_from(house.now().as_second()).unwrap_or(0);
    dispatch.transport.send(
        &post::Letter {
            key: &letter.key,
            to: &letter.address,
            name,
            subject: &letter.subject,
            plain: &letter.plain,
            html: &letter.html,
            headers: &letter.headers,
            date: UNIX_EPOCH + Duration::from_secs(seconds),
        },
        &dispatch.sender(house, &letter.partnership),
    )
}

/// Marks a letter as sent, again and again until it is done or the program ends. Says whether it is still known.
fn mark_sent(house: &House, key: &str, ended: &AtomicBool) -> Result<bool, office::Fault> {
    loop {
        let marked = house.office().letter_sent(key, house.now().as_second());
        if marked.is_ok() || ended.load(Ordering::Relaxed) {
            return marked;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn half(bytes: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&bytes[..16]);
    half
}
