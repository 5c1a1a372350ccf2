//! Votes: one carried at exactly three quarters, one that fails with a majority for it, one tied.

use jiff::civil::datetime;
use serde_json::{Value, json};

use super::{Story, Told};

/// How each partner votes: those against, those who abstain, and those for it.
struct Votes<'a> {
    against: &'a [&'a str],
    abstain: &'a [&'a str],
    /// Seats that are in the room and cast no vote.
    silent: &'a [&'a str],
}

impl Votes<'_> {
    fn cast(&self, told: &Told<'_>) -> Vec<Value> {
        let decision = told.decision();
        let short = |seat: &str| seat.rsplit('.').next().unwrap_or(seat).to_owned();
        let voters = told.seats.iter().filter(|seat| {
            let seat = short(seat);
            seat != "chair" && !self.silent.contains(&seat.as_str())
        });
        let vote = |seat: &String| {
            let name = short(seat);
            let vote = match name.as_str() {
                name if self.against.contains(&name) => "against",
                name if self.abstain.contains(&name) => "abstain",
                _ => "for",
            };
            json!({ "act": "decisions.cast-vote", "decision": decision, "seat": seat, "vote": vote })
        };
        voters.map(vote).collect()
    }
}

/// A motion, seconded and put to the vote as the last resort.
fn put(told: &Told<'_>, mover: &str, text: &str, seconder: &str, last_resort: &str) -> Vec<Value> {
    let decision = told.decision();
    vec![
        json!({ "act": "decisions.move-motion", "meeting": told.meeting, "item": told.item, "seat": mover, "text": text }),
        json!({ "act": "decisions.second-motion", "decision": decision, "seat": seconder }),
        json!({ "act": "decisions.put-to-vote", "decision": decision, "last_resort": last_resort }),
    ]
}

/// Exactly three quarters of the partners present are for it. A substitute votes; an ambassador votes
/// twice, and the partner's last vote counts; two leaders have their dissent recorded.
pub(super) fn carried_at_three_quarters(told: &Told<'_>) -> Vec<Value> {
    let decision = told.decision();
    let mut acts = put(
        told,
        "board.county-leader",
        "That the revenue grant of the safer communities block for 2007 to 2008 is shared by need, with no district receiving less than half of an equal share.",
        "board.fire",
        "The Chair asked twice whether those who objected could live with the proposal, and offered to raise the floor to half of an equal share. Four leaders still could not agree, and the grant has to be released this month.",
    );
    if let Some(motion) = acts.first_mut() {
        motion["scope"] = json!({ "competence": "pooled-funding" });
    }
    // The Diocese leaves before the motion is put.
    acts.insert(2, json!({ "act": "meetings.record-departure", "meeting": told.meeting, "seat": "board.diocese", "at": "11:15" }));
    // One ambassador votes first against; the partner's last vote counts.
    acts.push(json!({ "act": "decisions.cast-vote", "decision": decision, "seat": "board.ambassadors-2", "vote": "against" }));
    let votes = Votes {
        against: &[
            "malvern-hills-leader",
            "wychavon-leader",
            "bromsgrove-leader",
            "calc",
        ],
        abstain: &["worcester-lsp-chair", "ldan"],
        silent: &["diocese", "ambassadors-2"],
    };
    acts.extend(votes.cast(told));
    acts.push(json!({ "act": "decisions.close-vote", "decision": decision }));
    acts.push(json!({ "act": "decisions.record-dissent", "decision": decision, "seat": "board.wychavon-leader", "words": "Wychavon will lose a project that is half built." }));
    acts.push(json!({ "act": "decisions.record-dissent", "decision": decision, "seat": "board.malvern-hills-leader" }));
    acts
}

/// A majority of the partners present are for it, but fewer than three quarters. The Chamber has three
/// members in the room and one vote.
pub(super) fn failed_with_a_majority(told: &Told<'_>) -> Vec<Value> {
    let mut acts = put(
        told,
        "board.county-leader",
        "That the reward is paid to the partners that met the targets, in proportion to what each target earned.",
        "board.chamber",
        "The Chair asked twice for a proposal that all could support. The reward is received this month, and those who wait for it have asked for an answer.",
    );
    let votes = Votes {
        against: &[
            "bromsgrove-leader",
            "malvern-hills-leader",
            "redditch-leader",
            "wychavon-leader",
            "wyre-forest-leader",
            "calc",
            "bromsgrove-lsp-chair",
            "wyre-forest-lsp-chair",
        ],
        abstain: &["ldan"],
        silent: &["ambassadors-1", "ambassadors-2"],
    };
    acts.extend(votes.cast(told));
    acts.push(json!({ "act": "decisions.close-vote", "decision": told.decision() }));
    acts
}

/// As many partners for it as against.
pub(super) fn tied(told: &Told<'_>) -> Vec<Value> {
    let mut acts = put(
        told,
        "board.worcester-leader",
        "That the councils of the county answer the telephone together, under one number and in one place, from April 2009.",
        "board.county-leader",
        "Members went round the table and were of two minds to the end. The lease of the building that is proposed has to be signed by November or let go.",
    );
    let against = [
        "bromsgrove-leader",
        "malvern-hills-leader",
        "redditch-leader",
        "wychavon-leader",
        "wyre-forest-leader",
        "calc",
        "bromsgrove-lsp-chair",
        "malvern-hills-lsp-chair",
        "wyre-forest-lsp-chair",
        "community-first",
        "ldan",
        "environmental-champion",
    ];
    let votes = Votes {
        against: &against,
        abstain: &["gowm"],
        silent: &["ambassadors-1", "ambassadors-2"],
    };
    acts.extend(votes.cast(told));
    acts.push(json!({ "act": "decisions.close-vote", "decision": told.decision() }));
    acts.push(json!({
        "act": "decisions.ask-for-further-report", "decision": told.decision(), "from": "worcester", "by": "2009-01-07",
        "what": "What each council would save, year by year, and how a resident would notice.",
    }));
    acts
}

/// A vote of the Management Group, with the Government Office in the room as an observer without one.
pub(super) fn with_an_observer(told: &Told<'_>) -> Vec<Value> {
    let mut acts = put(
        told,
        "management-group.county-chief-executive",
        "That what is left of the safer communities grant is carried over and goes to the second refuge.",
        "management-group.vcs",
        "Two districts would rather have had it for town centres. The Chair asked twice; the Government Office has to be told by the end of the week.",
    );
    let votes = Votes {
        against: &["north-districts", "south-districts"],
        abstain: &[],
        silent: &["gowm", "awm"],
    };
    acts.extend(votes.cast(told));
    acts.push(json!({ "act": "decisions.close-vote", "decision": told.decision() }));
    acts
}

/// The police name a standing substitute, and the trust one for a meeting.
pub(super) fn tell(story: &mut Story) {
    story.at(datetime(2007, 4, 4, 10, 0, 0, 0), |writer| {
        let ruth = writer.person("Chief Inspector Ruth Amory")?;
        let leo = writer.person("Dr Leo Winfield")?;
        writer.act(json!([
            { "act": "structure.name-substitute", "seat": "board.police", "person": ruth, "from": "2007-04-02" },
            { "act": "structure.name-substitute", "seat": "board.pct", "person": leo, "meeting": "board-2007-04-18" },
        ]))
    });
}
