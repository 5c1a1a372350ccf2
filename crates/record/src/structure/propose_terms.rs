//! Proposing terms of reference for a body, from a day on. They wait for the body that approves them
//! (W09, appendix 1; G07, protocols 7).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{Entry, TermsOf, TermsOn};
use crate::{
    Minute, Record,
    act::{Act, Advice, Authority, Refusal},
    id::BodyId,
    prose::{Prose, Words},
    say_day,
};

/// Proposes terms of reference.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeTerms {
    /// The body.
    pub body: BodyId,
    /// What they say, part by part.
    pub terms: TermsOf<Words>,
    /// From which day they are to be in force.
    pub from: Date,
    /// Why.
    pub why: Option<Words>,
}

/// Why terms are not proposed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProposeTermsRefused {
    /// No such body.
    #[error("there is no body {0} in the arrangements in force on {day}", day = say_day(*.1))]
    NoSuchBody(BodyId, Date),
    /// Not one part is stated.
    #[error("these terms of reference say nothing")]
    Empty,
    /// They say what is in force.
    #[error("these are the terms of reference in force on {}", say_day(*.0))]
    Same(Date),
}

use ProposeTermsRefused::{Empty, NoSuchBody, Same};

impl Act for ProposeTerms {
    const NAME: &'static str = "structure.propose-terms";
    const SUMMARY: &'static str = "Propose terms of reference for a body, from a day on.";
    const AUTHORITY: Authority = Authority::Secretariat;
    type Refused = ProposeTermsRefused;

    fn decide(&self, record: &Record, _: &Minute) -> Result<Vec<crate::Entry>, Self::Refused> {
        let structure = &record.structure;
        if structure.body(&self.body, self.from).is_none() {
            return Err(NoSuchBody(self.body.clone(), self.from));
        }
        if self.terms.parts().next().is_none() {
            return Err(Empty);
        }
        if let Some(TermsOn::Approved(now)) = structure.terms_on(&self.body, self.from) {
            let words = now.terms.parts().map(|(part, text)| (part, text.shown()));
            let new = self.terms.parts();
            if words.eq(new.map(|(part, text)| (part, text.as_str()))) {
                return Err(Same(self.from));
            }
        }
        let before = structure.terms_versions(&self.body).count();
        Ok(vec![crate::Entry::Structure(Entry::TermsProposed {
            body: self.body.clone(),
            version: u32::try_from(before + 1).unwrap_or(u32::MAX),
            terms: Box::new(TermsOf::from(&self.terms)),
            from: self.from,
            why: self.why.as_ref().map(Prose::from),
        })])
    }
}

impl Refusal for ProposeTermsRefused {
    fn advice(&self) -> Advice {
        match self {
            NoSuchBody(..) => Advice::new(
                "structure/no-such-body",
                "body",
                "Choose a body from the structure page.",
            ),
            Empty => Advice::new("structure/empty-terms", "terms", "State at least one part."),
            Same(_) => Advice::new(
                "structure/same-terms",
                "terms",
                "There is nothing to propose: change a part.",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testkit::*;

    #[test]
    fn the_book_so_far_and_the_ruling() {
        let empty = ProposeTerms {
            terms: TermsOf::default(),
            ..propose_terms("learning", "2007-05-01", "To learn.")
        };
        let approved = || {
            Book::three_rivers()
                .after(propose_terms("learning", "2007-01-01", "To learn."))
                .after(approve_terms("learning", 1))
        };
        let same = || propose_terms("learning", "2007-05-01", "To learn.");
        rules([
            (Book::three_rivers(), same(), Ok(())),
            (
                Book::three_rivers(),
                propose_terms("mars", "2007-05-01", "To learn."),
                Err(NoSuchBody(id("mars"), date("2007-05-01"))),
            ),
            (Book::three_rivers(), empty, Err(Empty)),
            (approved(), same(), Err(Same(date("2007-05-01")))),
            (
                approved(),
                propose_terms("learning", "2007-05-01", "To teach."),
                Ok(()),
            ),
        ]);
    }
}
