//! Motions, votes and decisions, read aloud.

use app::views::words;
use jiff::civil::Date;
use record::{
    decisions::{Certified, Entry, PartnersAnswer, Position, Tally, Vote},
    id::DecisionId,
};

use super::{Names, Sentence, said};
use crate::say;

pub(super) fn said_of(names: &Names<'_>, entry: &Entry) -> Sentence {
    use Entry::*;
    let id = entry.decision();
    let meeting = names.meeting_of(id);
    let day = meeting
        .as_ref()
        .map_or(Date::MIN, |meeting| names.day_of(meeting));
    match entry {
        AgreedByConsensus {
            meeting,
            item,
            text,
            ..
        } => said(names.decision("Agreed by consensus", id))
            .and(format!(": “{}” This was under ", text.shown()))
            .and(names.item(meeting, *item))
            .and("."),
        MotionMoved {
            meeting,
            item,
            mover,
            text,
            ..
        } => said(format!("The seat {} ", names.seat(mover, day)))
            .and(names.decision("moved", id))
            .and(format!(": “{}” This was under ", text.shown()))
            .and(names.item(meeting, *item))
            .and("."),
        MotionSeconded { seconder, .. } => motion(
            names,
            id,
            said(format!("The seat {} seconded ", names.seat(seconder, day))),
            ".",
        ),
        PutToVote {
            last_resort: Some(reason),
            ..
        } => {
            let reason = format!(
                " was put to the vote, because consensus was not reached: “{}”",
                reason.shown()
            );
            motion(names, id, Sentence::default(), &reason)
        }
        PutToVote {
            last_resort: None,
            objections,
            ..
        } if !objections.is_empty() => {
            let seats: Vec<String> = objections
                .iter()
                .map(|seat| names.seat(seat, day))
                .collect();
            let reason = format!(
                " was put to the vote, because objections stood for the {}: {}.",
                if seats.len() == 1 { "seat" } else { "seats" },
                seats.join(", ")
            );
            motion(names, id, Sentence::default(), &reason)
        }
        PutToVote {
            last_resort: None, ..
        } => motion(names, id, Sentence::default(), " was put to the vote."),
        VoteCast { voter, vote, .. } => {
            let whose = names.voter(voter, day);
            let way = match vote {
                Vote::For => "voted for ",
                Vote::Against => "voted against ",
                Vote::Abstain => "abstained on ",
            };
            motion(names, id, said(format!("{whose} {way}")), ".")
        }
        VoteClosed { tally, outcome, .. } => {
            let Tally {
                in_favour,
                against,
                abstained,
                silent,
                needed,
                ..
            } = *tally;
            let count = format!(
                ": {in_favour} for, {against} against, {abstained} abstained, {silent} silent; {needed} were needed. {}.",
                words::outcome(*outcome)
            );
            motion(names, id, said("The vote was counted on "), &count)
        }
        DissentRecorded { person, words, .. } => {
            let words = words
                .as_ref()
                .map_or(".".to_owned(), |words| format!(": “{}”", words.shown()));
            let who = said(names.person(*person)).and(" had a dissent recorded on ");
            motion(names, id, who, &words)
        }
        FurtherReportAsked { from, what, by, .. } => {
            let from = from.as_ref().map_or(String::new(), |from| {
                format!(" from {}", names.partner(from, day).words)
            });
            let by = by.map_or(String::new(), |by| format!(" by {}", say::short_day(&by)));
            let asked = said(format!(
                "On the tie the chair asked{from}{by} for a further report on "
            ));
            motion(names, id, asked, &format!(": “{}”", what.shown()))
        }
        Ratified {
            meeting,
            item,
            agreed,
            ..
        } => {
            let ruling = if *agreed {
                "ratified"
            } else {
                "did not ratify"
            };
            said("Under ")
                .and(names.item(meeting, *item))
                .and(format!(" the meeting {ruling} "))
                .and(names.decision("what had been agreed without a quorum", id))
                .and(".")
        }
        entry => towards_agreement(names, id, day, entry),
    }
}

/// Proposals, where members stand on them, and what others answered.
fn towards_agreement(names: &Names<'_>, id: &DecisionId, day: Date, entry: &Entry) -> Sentence {
    use Entry::*;
    let words = |words: &Option<record::prose::Prose>| {
        let words = words.as_ref();
        words.map_or(".".to_owned(), |words| format!(": “{}”", words.shown()))
    };
    match entry {
        ProposalMade {
            meeting,
            item,
            text,
            ..
        } => said(names.decision("Proposed", id))
            .and(format!(": “{}” This was under ", text.shown()))
            .and(names.item(meeting, *item))
            .and("."),
        ProposalAmended { text, .. } => said(names.decision("The proposal", id)).and(format!(
            " was amended: “{}” Positions were asked for afresh.",
            text.shown()
        )),
        PositionStated {
            seat,
            position,
            mandate,
            words: told,
            ..
        } => {
            let stands = match position {
                Position::Support => "supported ",
                Position::CanLiveWith => "could live with ",
                Position::StandAside => "stood aside on ",
                Position::Object => "objected to ",
            };
            let power = match mandate {
                None => "",
                Some(Certified::Delegated) => ", on delegated power",
                Some(Certified::Decided) => ", as their organisation had decided",
                Some(Certified::RefersBack) => ", and had to refer back",
            };
            said(format!("The seat {} {stands}", names.seat(seat, day)))
                .and(names.decision("the proposal", id))
                .and(format!("{power}{}", words(told)))
        }
        ItemForwarded {
            meeting,
            item,
            to,
            why,
            ..
        } => said(names.decision("Forwarded", id))
            .and(" to the ")
            .and(names.body(to, day))
            .and(format!(": “{}” This was ", why.shown()))
            .and(names.item(meeting, *item))
            .and("."),
        ReferredToPartners { partners, due, .. } => {
            let asked = partners.iter().map(|it| names.partner(it, day).words);
            let asked: Vec<String> = asked.collect();
            let by = due.map_or(String::new(), |due| {
                format!(", to answer by {}", say::short_day(&due))
            });
            said(names.decision("The decision", id)).and(format!(
                " was referred to the governing bodies of {}{by}.",
                asked.join(", ")
            ))
        }
        ReferralAnswered {
            partner,
            answer,
            on,
            by,
            conditions,
            ..
        } => {
            let answered = match answer {
                PartnersAnswer::Agrees => " agreed to ",
                PartnersAnswer::AgreesWithConditions => " agreed on conditions to ",
                PartnersAnswer::Declines => " declined ",
            };
            said(names.partner(partner, day))
                .and(answered)
                .and(names.decision("the decision", id))
                .and(format!(
                    " on {}, by {}{}",
                    say::short_day(on),
                    by.shown(),
                    words(conditions)
                ))
        }
        AccountableBodyAnswered {
            partner,
            agrees,
            on,
            by,
            words: told,
            ..
        } => {
            let answered = if *agrees {
                ", the accountable body, agreed to "
            } else {
                ", the accountable body, did not agree to "
            };
            said(names.partner(partner, day))
                .and(answered)
                .and(names.decision("the decision", id))
                .and(format!(
                    " on {}, by {}{}",
                    say::short_day(on),
                    by.shown(),
                    words(told)
                ))
        }
        _ => Sentence::default(),
    }
}

/// "… the motion at the Board on 18 April 2007 …": what leads to the decision.
fn motion(names: &Names<'_>, id: &DecisionId, before: Sentence, after: &str) -> Sentence {
    let the = if before.0.is_empty() {
        "The motion"
    } else {
        "the motion"
    };
    let so_far = before.and(names.decision(the, id));
    match names.meeting_of(id) {
        Some(meeting) => so_far.and(" at ").and(names.meeting(&meeting)).and(after),
        None => so_far.and(after),
    }
}
