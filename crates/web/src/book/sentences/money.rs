//! Money, read aloud: what was given, allocated, spent, released and came back.

use jiff::civil::Date;
use record::{
    id::{AllocationId, PartnerId, StreamId},
    money::{AssuranceOffice, Entry, ExpectedSays, ExpectedState, MoneyAbout, ReturnSays},
    plan::Period,
};

use super::{Names, Sentence, said};
use crate::{book::names::Bit, say};

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::StreamOpened { .. }
        | Entry::AwardChanged { .. }
        | Entry::Allocated { .. }
        | Entry::AllocationReduced { .. }
        | Entry::InstalmentReceived { .. } => of_funds(names, entry),
        Entry::FundingAgreementSigned { .. }
        | Entry::AssuranceGiven { .. }
        | Entry::AssuranceJudged { .. } => of_papers(names, entry),
        Entry::ReturnMade(_)
        | Entry::ReturnAccepted { .. }
        | Entry::ReturnSentBack { .. }
        | Entry::ReturnReopened { .. } => of_a_return(names, entry),
        Entry::ReleaseProposed { .. }
        | Entry::ReleaseApproved { .. }
        | Entry::ReleaseDeclined { .. } => of_a_release(names, entry),
        Entry::SpendingFoundIneligible { .. }
        | Entry::UnspentDemanded { .. }
        | Entry::MoneyReturned { .. }
        | Entry::RepaidToGiver { .. }
        | Entry::PostingReversed { .. }
        | Entry::YearClosed { .. } => of_what_comes_back(names, entry),
        Entry::FundingExpected { says, .. } => expected(names, says),
        Entry::ControlsAmended {
            version,
            by,
            from,
            says,
        } => said(names.partner(by, *from)).and(format!(
            " amended the financial controls: version {version}, from {}: “{}”",
            say::short_day(from),
            says.shown()
        )),
        Entry::MoneyCommented {
            about,
            month,
            words,
            ..
        } => {
            let about = match about {
                MoneyAbout::Stream(id) => stream(names, id),
                MoneyAbout::Allocation(id) => allocation(names, id),
            };
            said("Of ")
                .and(about)
                .and(format!(" in {}: “{}”", month.said(), words.shown()))
        }
    }
}

fn stream(names: &Names<'_>, id: &StreamId) -> Bit {
    names.link(format!("the stream {id}"), &format!("/money/streams/{id}"))
}

fn allocation(names: &Names<'_>, id: &AllocationId) -> Bit {
    names.link(
        format!("the allocation {id}"),
        &format!("/money/allocations/{id}"),
    )
}

fn of_funds(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::StreamOpened { stream, says } => {
            let path = format!("/money/streams/{stream}");
            let conditions = says.conditions.as_ref().map_or(String::new(), |words| {
                format!(" Its conditions: “{}”", words.shown())
            });
            said(names.link(format!("“{}”", says.title), &path)).and(format!(
                " was opened: {} of {} for {}, given by {}.{conditions}",
                says.pence,
                say::mid_sentence(says.sort.word()),
                says.year,
                says.giver
            ))
        }
        Entry::AwardChanged {
            stream: id,
            pence,
            why,
            ..
        } => said("The award of ")
            .and(stream(names, id))
            .and(format!(" was changed to {pence}: “{}”", why.shown())),
        Entry::Allocated { allocation, says } => {
            let path = format!("/money/allocations/{allocation}");
            said(names.link(says.pence.to_string(), &path))
                .and(" of ")
                .and(stream(names, &says.stream))
                .and(" was allocated to ")
                .and(names.partner(&says.partner, says.on))
                .and(format!(": “{}” See ", says.purpose.shown()))
                .and(names.public_decision("the decision", &says.decision))
                .and(".")
        }
        Entry::AllocationReduced {
            allocation: id,
            pence,
            why,
            decision,
            ..
        } => said("Of ")
            .and(allocation(names, id))
            .and(format!(" {pence} was taken back: “{}” See ", why.shown()))
            .and(names.public_decision("the decision", decision))
            .and("."),
        Entry::InstalmentReceived {
            stream: id,
            month,
            pence,
            reference,
            authorised_by,
            ..
        } => {
            let authorised = authorised_by.as_ref().map_or(String::new(), |by| {
                format!(", authorised by “{}”", by.shown())
            });
            said(format!("{pence} of "))
                .and(stream(names, id))
                .and(format!(
                    " came in for {} under the reference “{reference}”{authorised}.",
                    month.said()
                ))
        }
        _ => Sentence::default(),
    }
}

fn of_papers(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::FundingAgreementSigned {
            partner,
            year,
            by,
            undertakings,
            on,
            ..
        } => said(names.partner(partner, *on)).and(format!(
            " signed its funding agreement for {year} with {}, by “{}”, {}.",
            say::count(undertakings.len(), "undertaking", "undertakings"),
            by.name.shown(),
            by.office
        )),
        Entry::AssuranceGiven {
            partner,
            year,
            by,
            office,
            words,
            to,
            on,
            ..
        } => {
            let to = to.as_ref().map_or(String::new(), |to| format!(" to {to}"));
            let office = match office {
                AssuranceOffice::ChiefExecutive => "its chief executive",
                AssuranceOffice::ChiefFinanceOfficer => "its chief finance officer",
            };
            said(names.partner(partner, *on)).and(format!(
                " gave an assurance statement for {year}{to}, by {office}, “{}”: “{}”",
                by.shown(),
                words.shown()
            ))
        }
        Entry::AssuranceJudged {
            partner,
            year,
            satisfactory,
            why,
            on,
        } => {
            let found = if *satisfactory {
                "satisfactory"
            } else {
                "not satisfactory"
            };
            said("The assurance statement of ")
                .and(names.partner(partner, *on))
                .and(format!(" for {year} was found {found}: “{}”", why.shown()))
        }
        _ => Sentence::default(),
    }
}

fn the_return(names: &Names<'_>, words: &str, partner: &PartnerId, month: Period) -> Bit {
    names.link(words, &format!("/money/returns/{partner}/{month}"))
}

fn of_a_return(names: &Names<'_>, entry: &Entry) -> Sentence {
    let judged = |partner: &PartnerId, month: &Period, on: &Date, how: String| {
        said(the_return(names, "The return", partner, *month))
            .and(" of ")
            .and(names.partner(partner, *on))
            .and(format!(" for {} {how}", month.said()))
    };
    match entry {
        Entry::ReturnMade(says) => made(names, says),
        Entry::ReturnAccepted {
            partner, month, on, ..
        } => judged(partner, month, on, "was accepted.".to_owned()),
        Entry::ReturnSentBack {
            partner,
            month,
            why,
            on,
            ..
        } => judged(
            partner,
            month,
            on,
            format!("was sent back: “{}”", why.shown()),
        ),
        Entry::ReturnReopened {
            partner,
            month,
            why,
            on,
            ..
        } => judged(
            partner,
            month,
            on,
            format!("was reopened: “{}”", why.shown()),
        ),
        _ => Sentence::default(),
    }
}

fn made(names: &Names<'_>, says: &ReturnSays) -> Sentence {
    let spent: record::money::Pence = says.lines.iter().map(|line| line.spent).sum();
    let outputs = says.lines.iter().filter_map(|line| line.outputs.as_ref());
    let outputs: String = outputs
        .map(|words| format!(" “{}”", words.shown()))
        .collect();
    let by = if says.on_behalf {
        " The secretariat handed it in for them."
    } else {
        ""
    };
    said(names.partner(&says.partner, says.on))
        .and(" handed in ")
        .and(the_return(names, "a return", &says.partner, says.month))
        .and(format!(
            " for {}: {spent} spent, confirmed by “{}”, {}.{outputs}{by}",
            says.month.said(),
            says.by.name.shown(),
            says.by.office
        ))
}

fn of_a_release(names: &Names<'_>, entry: &Entry) -> Sentence {
    let release = |words: &str, id: &record::id::ReleaseId| {
        names.link(words, &format!("/money/releases#{id}"))
    };
    match entry {
        Entry::ReleaseProposed {
            release: id,
            allocation: of,
            month,
            pence,
            person,
            organisation,
            on,
        } => said(names.person(*person))
            .and(", for ")
            .and(names.partner(organisation, *on))
            .and(", proposed ")
            .and(release("a release", id))
            .and(format!(" of {pence} for {} of ", month.said()))
            .and(allocation(names, of))
            .and("."),
        Entry::ReleaseApproved {
            release: id,
            person,
            organisation,
            on,
            ..
        } => said(names.person(*person))
            .and(", for ")
            .and(names.partner(organisation, *on))
            .and(", approved ")
            .and(release("a release", id))
            .and(": the money went."),
        Entry::ReleaseDeclined {
            release: id,
            seat,
            why,
            on,
        } => {
            let how = match seat {
                Some(seat) => format!(" was declined from the seat {}", names.seat(seat, *on)),
                None => " was taken back".to_owned(),
            };
            said(release("A release", id)).and(format!("{how}: “{}”", why.shown()))
        }
        _ => Sentence::default(),
    }
}

fn of_what_comes_back(names: &Names<'_>, entry: &Entry) -> Sentence {
    match entry {
        Entry::SpendingFoundIneligible {
            allocation: id,
            pence,
            why,
            due,
            ..
        } => said(format!("{pence} spent of "))
            .and(allocation(names, id))
            .and(format!(
                " was found not eligible, and is to come back by {}: “{}”",
                say::short_day(due),
                why.shown()
            )),
        Entry::UnspentDemanded {
            allocation: id,
            pence,
            why,
            due,
            ..
        } => said(format!("{pence} not spent of "))
            .and(allocation(names, id))
            .and(format!(
                " is to come back by {}: “{}”",
                say::short_day(due),
                why.shown()
            )),
        Entry::MoneyReturned {
            allocation: id,
            pence,
            reference,
            ..
        } => said(format!("{pence} of "))
            .and(allocation(names, id))
            .and(format!(" came back under the reference “{reference}”.")),
        Entry::RepaidToGiver {
            stream: id,
            pence,
            reference,
            why,
            ..
        } => said(format!("{pence} of "))
            .and(stream(names, id))
            .and(format!(
                " was repaid to the giver under the reference “{reference}”: “{}”",
                why.shown()
            )),
        Entry::PostingReversed { posting, why, .. } => said("The posting ")
            .and(names.link(posting.to_string(), &say::book(&posting.line)))
            .and(format!(" was reversed: “{}”", why.shown())),
        Entry::YearClosed {
            year, unspent, due, ..
        } => {
            let sum: record::money::Pence = unspent.iter().map(|it| it.pence).sum();
            let back = if unspent.is_empty() {
                "nothing is to come back".to_owned()
            } else {
                format!(
                    "{sum} that was not spent is to come back by {}",
                    say::short_day(due)
                )
            };
            said(format!("The financial year {year} was closed: {back}."))
        }
        _ => Sentence::default(),
    }
}

fn expected(names: &Names<'_>, says: &ExpectedSays) -> Sentence {
    let how = match &says.state {
        ExpectedState::Expected => "is expected to be pooled",
        ExpectedState::Confirmed => "is confirmed, and expected to be pooled",
        ExpectedState::Pooled(_) => "is pooled",
        ExpectedState::Dropped => "is no longer expected",
    };
    let much = says
        .pence
        .map_or(String::new(), |pence| format!(", {pence}"));
    let words = says
        .words
        .as_ref()
        .map_or(String::new(), |words| format!(" “{}”", words.shown()));
    let sentence = said(names.link(format!("“{}”", says.title), "/money/expected")).and(format!(
        " of {} {how} from {}{much}.{words}",
        says.giver, says.year
    ));
    match &says.state {
        ExpectedState::Pooled(id) => sentence.and(" It is now ").and(stream(names, id)).and("."),
        _ => sentence,
    }
}
