//! Nobody takes words out of the book alone: the act names two people, and here it is seen to that both
//! of them want it. What may be taken out at all is the act's affair (`record::book::Redact`).

use record::{
    Entry,
    act::{Advice, Refused},
};

use crate::{ActRequest, Denied, House};

/// Whoever sends the act is one of the two who authorise it, and the other has asked for it themselves,
/// as the office notes. Someone with the run of the machine could write that note too, and is not asked
/// for it.
pub(crate) fn confirmed_by_two(
    house: &House,
    request: &ActRequest,
    act: usize,
    entry: &Entry,
) -> Result<(), Denied> {
    let Entry::Book(record::book::Entry::Redacted {
        line,
        ordinal,
        authorised_by: both,
        ..
    }) = entry
    else {
        return Ok(());
    };
    let Some(asking) = request.caller.person() else {
        return Ok(());
    };
    let denied = |sentence: &str, help| Denied::Refused {
        act,
        refused: Refused {
            sentence: sentence.to_owned(),
            advice: Advice::new("book/not-confirmed", "authorised_by", help),
        },
    };
    let second = both.iter().find(|person| **person != asking);
    let Some(second) = second.filter(|_| both.contains(&asking)) else {
        return Err(denied(
            "whoever takes words out is one of the two who authorise it",
            "Send it as one of the two.",
        ));
    };
    let waiting = house.office.to_redact(&request.partnership)?;
    let asked = waiting.iter().any(|one| {
        one.asked_by == second.to_string()
            && u64::try_from(one.line) == Ok(*line)
            && u32::try_from(one.ordinal) == Ok(*ordinal)
    });
    if asked {
        return Ok(());
    }
    Err(denied(
        "the second person has not asked for it themselves",
        "They ask on the office’s page for taking words out; then you agree to it.",
    ))
}

/// What was asked for is done: it waits no more.
pub(crate) fn done(house: &House, partnership: &str, (line, ordinal): (u64, u32)) {
    let line = i64::try_from(line).unwrap_or(i64::MAX);
    let dropped = house
        .office
        .drop_redaction(partnership, line, ordinal.into());
    if let Err(fault) = dropped {
        tracing::error!(partnership, "what was taken out still waits: {fault}");
    }
}
