//! The clerk: the one who writes. One thread takes what has been handed in, tries it act by act on a
//! copy of the record, writes all that is right in one transaction, and only then answers.
//!
//! Many acts share one fsync (group commit), and none is acknowledged before it. When the book was
//! written by someone else meanwhile, the clerk reads on and decides afresh, so two clerks on one
//! database take turns and never fork it.

use std::{
    collections::BTreeMap,
    ops::RangeInclusive,
    sync::{Arc, Weak, mpsc},
};

use journal::{AppendFault, Head, NewLine, Receipt};
use record::{
    LineNo, Record,
    act::{Advice, Refused, last_change},
};

use crate::{
    ActRequest, Caller, Denied, House, Names,
    house::{self, Shown},
    permit, redaction, sealing,
};

/// The most requests written together.
const MOST_TOGETHER: usize = 256;
/// How often the clerk decides afresh before giving up.
const MOST_TRIES: usize = 100;

/// What became of a request.
pub type Answer = Result<Recorded, Denied>;

/// The lines that a request became.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Their numbers.
    pub lines: RangeInclusive<LineNo>,
    /// Whether this very request had been recorded before, under the same key.
    pub repeated: bool,
}

/// A request, and whom to answer.
pub(crate) struct Job {
    pub(crate) request: ActRequest,
    pub(crate) reply: Box<dyn FnOnce(Answer) + Send>,
}

/// Serves until the house closes.
pub(crate) fn sit(house: &Weak<House>, jobs: &mpsc::Receiver<Job>) {
    while let Ok(first) = jobs.recv() {
        let mut batches: BTreeMap<String, Vec<Job>> = BTreeMap::new();
        let waiting = std::iter::once(first).chain(jobs.try_iter().take(MOST_TOGETHER - 1));
        for job in waiting {
            batches
                .entry(job.request.partnership.clone())
                .or_default()
                .push(job);
        }
        let Some(house) = house.upgrade() else {
            return;
        };
        for (partnership, jobs) in batches {
            serve(&house, &partnership, jobs);
        }
    }
}

/// What is to be written for some requests, and what to answer each.
struct Trial {
    /// Where the book ended before.
    last: LineNo,
    record: Record,
    lines: Vec<NewLine>,
    receipts: Vec<Receipt>,
    redacts: Option<(u64, u32)>,
    answers: Vec<Answer>,
}

fn serve(house: &House, partnership: &str, mut jobs: Vec<Job>) {
    // Taking words out is done alone, because it is another kind of transaction.
    if jobs.len() > 1 && jobs.iter().any(|job| job.request.redacts().is_some()) {
        for job in jobs {
            serve(house, partnership, vec![job]);
        }
        return;
    }
    let answers = answer_all(house, partnership, &jobs);
    for (job, answer) in jobs.drain(..).zip(answers) {
        if let Err(denied) = &answer
            && matches!(
                denied.kind(),
                crate::denied::Kind::Fault | crate::denied::Kind::Unavailable
            )
        {
            tracing::error!(
                partnership,
                code = denied.code(),
                "an act was not recorded: {denied}"
            );
        }
        (job.reply)(answer);
    }
}

fn answer_all(house: &House, partnership: &str, jobs: &[Job]) -> Vec<Answer> {
    let all = |denied: Denied| jobs.iter().map(|_| Err(denied.clone())).collect();
    // A book that nobody has begun gets its desk once its first line is on disk.
    let desk = match house.desk_of(partnership) {
        Ok(desk) => desk.unwrap_or_default(),
        Err(denied) => return all(denied),
    };
    for _ in 0..MOST_TRIES {
        let trial = house.read_on(partnership, &desk).and_then(|shown| {
            let trial = Trial::of(house, partnership, &shown, jobs)?;
            Ok((shown, trial))
        });
        let (shown, trial) = match trial {
            Ok(tried) => tried,
            Err(denied) => return all(denied),
        };
        if trial.lines.is_empty() {
            return trial.answers;
        }
        match write(house, partnership, &shown.head, &trial) {
            Ok(head) => {
                publish(house, partnership, head, &trial);
                return trial.answers;
            }
            Err(AppendFault::Conflict { .. } | AppendFault::Fault(journal::Fault::Repeated(_))) => {
            }
            // One line that is not proper must not cost the others their acts.
            Err(AppendFault::Fault(journal::Fault::Refused(_))) if jobs.len() > 1 => {
                let alone = |job| answer_all(house, partnership, std::slice::from_ref(job));
                return jobs.iter().flat_map(alone).collect();
            }
            Err(AppendFault::Fault(journal::Fault::Refused(why))) if trial.redacts.is_some() => {
                return trial.failing(&no_such_text(why));
            }
            Err(AppendFault::Full) => return trial.failing(&Denied::Book(journal::Fault::Full)),
            Err(AppendFault::Fault(fault)) => return trial.failing(&Denied::Book(fault)),
        }
    }
    all(Denied::Busy)
}

fn write(
    house: &House,
    partnership: &str,
    head: &Head,
    trial: &Trial,
) -> Result<Head, AppendFault> {
    match (trial.redacts, trial.lines.as_slice()) {
        (Some(redacts), [line]) => house.journal.redact(partnership, head, line, redacts),
        _ => house
            .journal
            .append(partnership, head, &trial.lines, &trial.receipts),
    }
}

/// The words to be taken out are not there.
fn no_such_text(sentence: String) -> Denied {
    let help = "Look up the line on the page of the book, and count its texts from 0.";
    let refused = Refused {
        sentence,
        advice: Advice::new("book/no-such-text", "ordinal", help),
    };
    Denied::Refused { act: 0, refused }
}

fn publish(house: &House, partnership: &str, head: Head, trial: &Trial) {
    if let Some(redacts) = trial.redacts {
        redaction::done(house, partnership, redacts);
        // The words are still in memory, and in freed pages of the disk. The next reader reads the
        // book again; the store is rewritten at once, and if that fails the words are gone all the
        // same for whoever reads it the ordinary way.
        if let Err(fault) = house.journal.scrub() {
            tracing::error!(
                partnership,
                "freed pages were not rewritten after a redaction: {fault}"
            );
        }
    } else {
        house.show(
            &house.desk_or_new(partnership),
            Shown {
                head,
                record: Arc::new(trial.record.clone()),
            },
        );
    }
}

impl Trial {
    fn of(house: &House, partnership: &str, shown: &Shown, jobs: &[Job]) -> Result<Self, Denied> {
        let names = house.names()?;
        let mut trial = Self {
            last: shown.head.line,
            record: Record::clone(&shown.record),
            lines: Vec::new(),
            receipts: Vec::new(),
            redacts: None,
            answers: Vec::new(),
        };
        for job in jobs {
            if let Err(denied) = job.request.check() {
                trial.answers.push(Err(denied));
                continue;
            }
            let answer = match trial.answered_before(house, partnership, &job.request)? {
                Some(answer) => answer,
                None => trial.take_up(house, &names, &job.request),
            };
            trial.answers.push(answer);
        }
        Ok(trial)
    }

    /// The answer that this very request was given before, on disk or in this batch.
    fn answered_before(
        &self,
        house: &House,
        partnership: &str,
        request: &ActRequest,
    ) -> Result<Option<Answer>, Denied> {
        let Some((key, digest)) = &request.key else {
            return Ok(None);
        };
        let kept = match self.receipts.iter().find(|receipt| receipt.key == *key) {
            Some(receipt) => Some(receipt.clone()),
            None => house.journal.receipt(partnership, key)?,
        };
        Ok(kept.map(|receipt| {
            if receipt.digest == *digest {
                Ok(Recorded {
                    lines: receipt.first..=receipt.last,
                    repeated: true,
                })
            } else {
                Err(Denied::KeyUsed)
            }
        }))
    }

    /// Tries one request, whole or not at all.
    fn take_up(&mut self, house: &House, names: &Names, request: &ActRequest) -> Answer {
        let minute = house::minute(house, request);
        if self.record.last == 0 && !matches!(request.caller, Caller::Operator(_)) {
            return Err(Denied::NoSuchPartnership(request.partnership.clone()));
        }
        let mut record = self.record.clone();
        let (mut lines, mut redacts) = (Vec::new(), None);
        for (nth, act) in request.acts.iter().enumerate() {
            if let Some(seen) = request.seen {
                let changed = last_change(&**act, &self.record);
                if changed > seen {
                    return Err(Denied::Stale { seen, changed });
                }
            }
            permit(
                names,
                &request.partnership,
                &record,
                request.caller,
                &minute,
                &**act,
            )
            .map_err(Denied::NotPermitted)?;
            if let Some(stranger) = act
                .people()
                .into_iter()
                .find(|person| !names.knows(*person))
            {
                return Err(Denied::NobodyKnown(stranger));
            }
            if let Some(paper) = act.paper()
                && !house.office.has_file(&paper.to_string())?
            {
                return Err(Denied::NoSuchPaper(paper.to_string()));
            }
            let refused = |refused| Denied::Refused { act: nth, refused };
            for mut entry in act.decide(&record, &minute).map_err(refused)? {
                redaction::confirmed_by_two(house, request, nth, &entry)?;
                redacts = redacts.or(house::redaction(&entry));
                lines.push(sealing::to_line(&mut entry, &minute, house.chance)?);
                record.apply(record.last + 1, &minute, &entry);
            }
        }
        let lines_of_request = self.record.last + 1..=record.last;
        if let Some((key, digest)) = &request.key {
            let (first, last) = (*lines_of_request.start(), *lines_of_request.end());
            self.receipts.push(Receipt {
                key: key.clone(),
                digest: *digest,
                first,
                last,
            });
        }
        self.record = record;
        self.lines.extend(lines);
        self.redacts = redacts;
        Ok(Recorded {
            lines: lines_of_request,
            repeated: false,
        })
    }

    /// The answers when nothing could be written: refusals and what was on disk before stand, the
    /// rest failed.
    fn failing(self, denied: &Denied) -> Vec<Answer> {
        let failed = |answer: Answer| match answer {
            Ok(recorded) if *recorded.lines.start() > self.last => Err(denied.clone()),
            other => other,
        };
        self.answers.into_iter().map(failed).collect()
    }
}
