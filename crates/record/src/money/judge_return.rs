//! Judging a return: accepting it, sending it back, and reopening one that was accepted in error (G07,
//! payment model: satisfactory budget monitoring).
//!
//! What a return says was spent is spent when it is accepted, and not before.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Entry, Return, ReturnState,
    known::{Looking, Unfunded, a_month},
};
use crate::{
    LineNo, Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::PartnerId,
    plan::Period,
    prose::{Prose, Words},
};

/// Accepts a partner's return.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptReturn {
    /// The partner.
    pub partner: PartnerId,
    /// The month.
    pub month: Period,
    /// Which of its returns for the month, from 1: the last.
    pub version: u16,
}

/// Sends a partner's return back.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendBackReturn {
    /// The partner.
    pub partner: PartnerId,
    /// The month.
    pub month: Period,
    /// Which of its returns for the month, from 1: the last.
    pub version: u16,
    /// What is wrong with it.
    pub why: Words,
}

/// Reopens a return that was accepted: what it says was spent is taken back, and another is due.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReopenReturn {
    /// The partner.
    pub partner: PartnerId,
    /// The month.
    pub month: Period,
    /// Why.
    pub why: Words,
}

/// Why a return is not judged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JudgeReturnRefused {
    /// Something that it names is not there, or not open.
    #[error(transparent)]
    Unfunded(#[from] Unfunded),
    /// No such return.
    #[error("{} handed in no such return for {}", .0, .1.said())]
    NoSuchReturn(PartnerId, Period),
    /// Another came after it.
    #[error("version {0} was handed in since")]
    NotTheLast(u16),
    /// It is judged.
    #[error("it was judged already, as line {0} says")]
    Judged(LineNo),
    /// It is not accepted.
    #[error("no return of {} for {} is accepted", .0, .1.said())]
    NotAccepted(PartnerId, Period),
}

use JudgeReturnRefused::{Judged, NoSuchReturn, NotAccepted, NotTheLast};

/// The return that waits to be judged.
fn waiting<'r>(
    looking: &Looking<'r>,
    partner: &PartnerId,
    month: Period,
    version: u16,
) -> Result<&'r Return, JudgeReturnRefused> {
    let month = a_month(month)?;
    looking.open(month.year())?;
    let found = looking.money.return_version(partner, month, version);
    let found = found.ok_or_else(|| NoSuchReturn(partner.clone(), month))?;
    let last = looking.money.last_return(partner, month);
    if let Some(last) = last.filter(|last| last.says.version != version) {
        return Err(NotTheLast(last.says.version));
    }
    match found.state {
        ReturnState::Made => Ok(found),
        ReturnState::Accepted { line, .. }
        | ReturnState::SentBack { line, .. }
        | ReturnState::Reopened { line, .. } => Err(Judged(line)),
    }
}

impl Act for AcceptReturn {
    const NAME: &'static str = "money.accept-return";
    const SUMMARY: &'static str = "Accept a partner's return: what it says was spent is spent.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = JudgeReturnRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        waiting(&looking, &self.partner, self.month, self.version)?;
        Ok(looking.lawful(Entry::ReturnAccepted {
            partner: self.partner.clone(),
            month: self.month,
            version: self.version,
            on: looking.today,
        })?)
    }
}

impl Act for SendBackReturn {
    const NAME: &'static str = "money.send-back-return";
    const SUMMARY: &'static str = "Send a partner's return back, with what is wrong with it.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = JudgeReturnRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        waiting(&looking, &self.partner, self.month, self.version)?;
        Ok(vec![crate::Entry::Money(Entry::ReturnSentBack {
            partner: self.partner.clone(),
            month: self.month,
            version: self.version,
            why: Prose::from(&self.why),
            on: looking.today,
        })])
    }
}

impl Act for ReopenReturn {
    const NAME: &'static str = "money.reopen-return";
    const SUMMARY: &'static str = "Reopen a return that was accepted, and take its spending back.";
    const AUTHORITY: Authority = Authority::Finance;
    type Refused = JudgeReturnRefused;

    fn decide(&self, record: &Record, minute: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let looking = Looking::at(record, minute)?;
        let month = a_month(self.month)?;
        looking.open(month.year())?;
        let accepted = looking.money.accepted_return(&self.partner, month);
        let (found, _) = accepted.ok_or_else(|| NotAccepted(self.partner.clone(), month))?;
        Ok(looking.lawful(Entry::ReturnReopened {
            partner: self.partner.clone(),
            month,
            version: found.says.version,
            why: Prose::from(&self.why),
            on: looking.today,
        })?)
    }
}

impl Refusal for JudgeReturnRefused {
    fn advice(&self) -> Advice {
        match self {
            Self::Unfunded(unfunded) => unfunded.advice(),
            NoSuchReturn(..) => Advice::new(
                "money/no-such-return",
                "version",
                "Choose a return that was handed in.",
            ),
            NotTheLast(_) => Advice::new(
                "money/not-the-last",
                "version",
                "Judge the last that was handed in.",
            ),
            Judged(_) => Advice::new(
                "money/judged-already",
                "version",
                "Look at that line; a return that was accepted in error can be reopened.",
            ),
            NotAccepted(..) => Advice::new(
                "money/not-accepted",
                "month",
                "Choose a month whose return is accepted.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{money::Pence, testkit::*};

    fn send_back() -> SendBackReturn {
        SendBackReturn {
            partner: id("health"),
            month: period("2007-08-m1"),
            version: 1,
            why: saying("The nurses are in it twice."),
        }
    }

    fn reopen() -> ReopenReturn {
        ReopenReturn {
            partner: id("health"),
            month: period("2007-08-m1"),
            why: saying("The auditors found an error."),
        }
    }

    fn made() -> Book {
        released()
            .at("2007-05-02T09:00")
            .after(make_return("health", 1, 400))
    }

    #[test]
    fn what_is_accepted_and_sent_back() {
        let nobody = || NoSuchReturn(id("health"), period("2007-08-m1"));
        let again = || made().after(make_return("health", 1, 450));
        let accepted = || made().after(accept_return(1));
        let sent_back = || made().after(send_back());
        rules([
            (made(), accept_return(1), Ok(())),
            (released(), accept_return(1), Err(nobody())),
            (again(), accept_return(1), Err(NotTheLast(2))),
            (
                accepted(),
                accept_return(1),
                Err(Judged(accepted().record.last)),
            ),
            (
                sent_back(),
                accept_return(1),
                Err(Judged(sent_back().record.last)),
            ),
        ]);
        rules([
            (made(), send_back(), Ok(())),
            (released(), send_back(), Err(nobody())),
            (accepted(), send_back(), Err(Judged(accepted().record.last))),
        ]);
        let no = NotAccepted(id("health"), period("2007-08-m1"));
        rules([
            (accepted(), reopen(), Ok(())),
            (made(), reopen(), Err(no.clone())),
            (accepted().after(reopen()), reopen(), Err(no)),
        ]);
    }

    #[test]
    fn acceptance_spends_and_reopening_takes_it_back() {
        let spent = |book: &Book| {
            let money = &book.record.money;
            let sums = money.sums_of_allocation(&id("a-revenue-2007-1"));
            (sums.spent, sums.with_partner)
        };
        let pounds = Pence::pounds;
        let book = made();
        assert_eq!(spent(&book), (pounds(0), pounds(500)));
        let book = book.after(accept_return(1));
        assert_eq!(spent(&book), (pounds(400), pounds(100)));
        let book = book.after(reopen());
        assert_eq!(spent(&book), (pounds(0), pounds(500)));
        let mut again = accept_return(1);
        again.version = 2;
        let book = book.after(make_return("health", 1, 450)).after(again);
        assert_eq!(spent(&book), (pounds(450), pounds(50)));
    }
}
