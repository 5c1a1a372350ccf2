//! What happened, in the order in which it happened.

use jiff::civil::datetime;
use serde_json::{Value, json};

use super::{Writer, people};
use crate::say::Trouble;

/// Steps of the progress bar.
pub(super) const STEPS: u64 = 9;

pub(super) fn write(writer: &mut Writer) -> Result<(), Trouble> {
    board_in_january(writer)?;
    management_group_in_march(writer)?;
    board_in_april(writer)?;
    board_in_april_votes(writer)?;
    board_in_april_afterwards(writer)?;
    management_group_in_june(writer)?;
    meetings_to_come(writer)
}

/// Everyone on a body but some, in the order of the seats.
fn seats_but(all: &[(&'static str, &'static str)], away: &[&str]) -> Vec<&'static str> {
    all.iter()
        .map(|(seat, _)| *seat)
        .filter(|seat| !away.contains(seat))
        .collect()
}

fn arrivals(meeting: &str, seats: &[&str], at: &str) -> Value {
    let arrival = |seat: &&str| json!({ "act": "meetings.record-arrival", "meeting": meeting, "seat": seat, "at": at });
    seats.iter().map(arrival).collect()
}

fn apologies(meeting: &str, seats: &[&str]) -> Value {
    let apology = |seat: &&str| json!({ "act": "meetings.record-apologies", "meeting": meeting, "seat": seat });
    seats.iter().map(apology).collect()
}

fn item(title: &str, purpose: &str, presenter: &str, minutes: u16) -> Value {
    json!({ "title": title, "purpose": purpose, "presenter": presenter, "minutes": minutes })
}

fn table(
    writer: &mut Writer,
    meeting: &str,
    no: u16,
    title: &str,
    text: &str,
    held_by: &str,
) -> Result<(), Trouble> {
    let hash = writer.paper(title, text)?;
    writer.act(json!({
        "act": "meetings.table-paper", "meeting": meeting, "item": no,
        "paper": { "title": title, "hash": hash, "held_by": held_by },
    }))
}

/// Minutes drafted, approved and published.
fn minutes(writer: &mut Writer, meeting: &str, said: &[(u16, &str)]) -> Result<(), Trouble> {
    let items: Vec<Value> = said
        .iter()
        .map(|(item, text)| json!({ "item": item, "text": text }))
        .collect();
    writer.act(json!({ "act": "meetings.draft-minutes", "meeting": meeting, "items": items }))
}

fn board_in_january(writer: &mut Writer) -> Result<(), Trouble> {
    let meeting = "board-2007-01-24";
    writer.on(datetime(2007, 1, 10, 10, 0, 0, 0))?;
    writer.act(json!({
        "act": "meetings.call", "body": "board", "date": "2007-01-24", "starts": "10:30",
        "place": "County Hall, Worcester",
        "agenda": [
            item("Governance arrangements", "decision", "Marian Holt", 30),
            item("Local Area Agreement: the first nine months", "discussion", "Colin Rathbone", 40),
            item("Any other business", "information", "The Chair", 10),
        ],
    }))?;
    table(
        writer,
        meeting,
        1,
        "Governance arrangements of the Partnership",
        "The paper sets out how the Board and the Management Group work: who sits on them, how they decide and how they settle disputes.",
        "county-council",
    )?;
    writer.on(datetime(2007, 1, 24, 10, 30, 0, 0))?;
    let away = ["board.acute-trust", "board.diocese", "board.awm"];
    writer.act(apologies(meeting, &away))?;
    writer.act(arrivals(meeting, &seats_but(people::BOARD, &away), "10:25"))?;
    writer.act(json!([
        { "act": "meetings.open", "meeting": meeting, "at": "10:30" },
        { "act": "decisions.agree-by-consensus", "meeting": meeting, "item": 1,
          "text": "The Board works by the governance arrangements of January 2007 and looks at them again after a year." },
        { "act": "meetings.note-action", "meeting": meeting, "item": 1, "owner": "county-council", "due": "2007-02-14",
          "what": "Publish the governance arrangements on the Partnership’s website." },
        { "act": "meetings.close", "meeting": meeting, "at": "12:05" },
    ]))?;
    writer.on(datetime(2007, 1, 29, 15, 0, 0, 0))?;
    minutes(
        writer,
        meeting,
        &[
            (
                1,
                "The officer went through the paper. Members asked how a vote would be taken if consensus failed; the Chair said that it would be a last resort, and that each partner has one vote however many of its members attend.",
            ),
            (
                2,
                "The Chief Executive of the County Council reported on the first nine months of the Local Area Agreement. Members asked for figures for each district.",
            ),
            (3, "There was no other business."),
        ],
    )?;
    writer.bar.inc(1);
    Ok(())
}

fn management_group_in_march(writer: &mut Writer) -> Result<(), Trouble> {
    let meeting = "management-group-2007-03-14";
    writer.on(datetime(2007, 2, 26, 9, 30, 0, 0))?;
    writer.appoint(
        "management-group.fire",
        people::MANAGEMENT_GROUP_FIRE,
        "2007-03-01",
    )?;
    writer.act(json!({
        "act": "meetings.call", "body": "management-group", "date": "2007-03-14", "starts": "14:00",
        "place": "Pershore Civic Centre",
        "agenda": [
            item("Pooled funding for Communities that are Safe and Feel Safe", "decision", "Colin Rathbone", 40),
            item("Implementation plans of the theme groups", "discussion", "Hilary Crane", 40),
        ],
    }))?;
    table(
        writer,
        meeting,
        1,
        "Pooled funding for safer communities",
        "The block holds grant for capital and revenue and a contribution from a partner’s own budget. The paper proposes how it is shared out.",
        "county-council",
    )?;
    writer.on(datetime(2007, 3, 14, 14, 0, 0, 0))?;
    let all: Vec<(&str, &str)> = people::MANAGEMENT_GROUP
        .iter()
        .copied()
        .chain([("management-group.fire", "")])
        .collect();
    let away = ["management-group.north-districts", "management-group.awm"];
    writer.act(apologies(meeting, &away))?;
    writer.act(arrivals(meeting, &seats_but(&all, &away), "13:55"))?;
    writer.act(json!([
        { "act": "meetings.open", "meeting": meeting, "at": "14:00" },
        { "act": "decisions.agree-by-consensus", "meeting": meeting, "item": 1,
          "text": "The Management Group recommends to the Board that the revenue grant of the safer communities block goes first to the districts with the highest rates of recorded crime." },
        { "act": "meetings.note-action", "meeting": meeting, "item": 2, "owner": "safer", "due": "2007-04-30",
          "what": "Bring the implementation plan for 2007 to 2008, with a named lead for every outcome." },
        { "act": "meetings.note-action", "meeting": meeting, "item": 2, "owner": "wpeg", "due": "2007-06-29",
          "what": "Circulate the draft plan to the other theme groups and ask for their comments." },
        { "act": "meetings.close", "meeting": meeting, "at": "15:40" },
    ]))?;
    writer.on(datetime(2007, 3, 20, 11, 0, 0, 0))?;
    minutes(
        writer,
        meeting,
        &[
            (
                1,
                "Members weighed sharing the grant equally against sharing it by need, and agreed on need. The representative of the voluntary sector asked that small projects be kept in view.",
            ),
            (
                2,
                "Two theme groups have a plan; three are still writing theirs.",
            ),
        ],
    )?;
    writer.act(json!([
        { "act": "meetings.approve-minutes", "meeting": meeting, "on": "2007-03-30" },
        { "act": "meetings.publish-minutes", "meeting": meeting },
    ]))?;
    writer.bar.inc(1);
    Ok(())
}

const APRIL: &str = "board-2007-04-18";

fn board_in_april(writer: &mut Writer) -> Result<(), Trouble> {
    writer.on(datetime(2007, 4, 2, 9, 15, 0, 0))?;
    writer.act(json!({
        "act": "meetings.call", "body": "board", "date": "2007-04-18", "starts": "10:30",
        "place": "The Guildhall, Worcester",
        "agenda": [
            item("Minutes of 24 January", "decision", "The Chair", 5),
            item("Priorities for 2007 to 2008", "decision", "Colin Rathbone", 30),
            item("How the safer communities grant is shared", "decision", "Cllr Geoffrey Marsh", 40),
            item("Annual Assembly", "discussion", "Richard Quayle", 20),
            item("Any other business", "information", "The Chair", 5),
        ],
    }))?;
    table(
        writer,
        APRIL,
        2,
        "Priorities for 2007 to 2008",
        "Five priorities are proposed, one for each theme group, with the outcome that each is to reach by March 2008.",
        "county-council",
    )?;
    table(
        writer,
        APRIL,
        3,
        "Sharing the safer communities grant",
        "The Management Group recommends that need comes first. The paper shows what each district would receive.",
        "county-council",
    )?;
    let ruth = writer.people["Chief Inspector Ruth Amory"].clone();
    let leo = writer.people["Dr Leo Winfield"].clone();
    writer.act(json!([
        { "act": "structure.name-substitute", "seat": "board.police", "person": ruth, "from": "2007-04-02" },
        { "act": "structure.name-substitute", "seat": "board.pct", "person": leo, "meeting": APRIL },
    ]))?;
    writer.on(datetime(2007, 4, 18, 10, 20, 0, 0))?;
    let away = [
        "board.lsc",
        "board.university",
        "board.police",
        "board.pct",
        "board.malvern-hills-lsp-chair",
        "board.gowm",
    ];
    writer.act(apologies(
        APRIL,
        &[
            "board.lsc",
            "board.university",
            "board.malvern-hills-lsp-chair",
            "board.gowm",
        ],
    ))?;
    let late = ["board.redditch-leader", "board.chamber"];
    let on_time: Vec<&str> = seats_but(people::BOARD, &away)
        .into_iter()
        .filter(|seat| !late.contains(seat))
        .collect();
    writer.act(arrivals(APRIL, &on_time, "10:25"))?;
    writer.act(json!([
        { "act": "meetings.record-arrival", "meeting": APRIL, "seat": "board.police", "person": ruth, "at": "10:28" },
        { "act": "meetings.record-arrival", "meeting": APRIL, "seat": "board.pct", "person": leo, "at": "10:28" },
        { "act": "meetings.open", "meeting": APRIL, "at": "10:30" },
        { "act": "meetings.approve-minutes", "meeting": "board-2007-01-24", "at": APRIL },
        { "act": "meetings.publish-minutes", "meeting": "board-2007-01-24" },
        { "act": "decisions.agree-by-consensus", "meeting": APRIL, "item": 1,
          "text": "The minutes of the meeting on 24 January 2007 are a true record." },
        { "act": "meetings.record-arrival", "meeting": APRIL, "seat": "board.redditch-leader", "at": "10:50" },
        { "act": "meetings.record-arrival", "meeting": APRIL, "seat": "board.chamber", "at": "10:55" },
        { "act": "decisions.agree-by-consensus", "meeting": APRIL, "item": 2,
          "text": "The five priorities for 2007 to 2008 are adopted, and each theme group reports on its own every six months through its champion." },
        { "act": "meetings.note-action", "meeting": APRIL, "item": 2, "owner": "children", "due": "2007-07-06",
          "what": "Name a champion for each district in the implementation plan." },
    ]))?;
    writer.bar.inc(1);
    Ok(())
}

/// How each partner voted on the grant: exactly three quarters of those present were for it.
fn board_in_april_votes(writer: &mut Writer) -> Result<(), Trouble> {
    let motion = "board-2007-04-18-3";
    writer.on(datetime(2007, 4, 18, 11, 10, 0, 0))?;
    writer.act(json!([
        { "act": "decisions.move-motion", "meeting": APRIL, "item": 3, "seat": "board.county-leader",
          "text": "That the revenue grant of the safer communities block for 2007 to 2008 is shared by need, with no district receiving less than half of an equal share." },
        { "act": "decisions.second-motion", "decision": motion, "seat": "board.fire" },
        { "act": "meetings.record-departure", "meeting": APRIL, "seat": "board.diocese", "at": "11:15" },
        { "act": "decisions.put-to-vote", "decision": motion,
          "last_resort": "The Chair asked twice whether those who objected could live with the proposal, and offered to raise the floor to half of an equal share. Four leaders still could not agree, and the grant has to be released this month." },
    ]))?;
    let against = [
        "board.malvern-hills-leader",
        "board.wychavon-leader",
        "board.bromsgrove-leader",
        "board.calc",
    ];
    let abstained = ["board.worcester-lsp-chair", "board.ldan"];
    let away = [
        "board.lsc",
        "board.university",
        "board.malvern-hills-lsp-chair",
        "board.gowm",
        "board.diocese",
        "board.chair",
        "board.ambassadors-2",
    ];
    let mut votes = Vec::new();
    // One ambassador votes first against; the partner's last vote counts.
    votes.push(json!({ "act": "decisions.cast-vote", "decision": motion, "seat": "board.ambassadors-2", "vote": "against" }));
    for seat in seats_but(people::BOARD, &away) {
        let vote = match seat {
            seat if against.contains(&seat) => "against",
            seat if abstained.contains(&seat) => "abstain",
            _ => "for",
        };
        votes.push(
            json!({ "act": "decisions.cast-vote", "decision": motion, "seat": seat, "vote": vote }),
        );
    }
    votes.push(json!({ "act": "decisions.close-vote", "decision": motion }));
    writer.act(Value::from(votes))?;
    writer.act(json!([
        { "act": "decisions.record-dissent", "decision": motion, "seat": "board.wychavon-leader",
          "words": "Wychavon will lose a project that is half built." },
        { "act": "decisions.record-dissent", "decision": motion, "seat": "board.malvern-hills-leader" },
        { "act": "meetings.note-action", "meeting": APRIL, "item": 3, "owner": "county-council", "due": "2007-05-31",
          "what": "Write to each district with its share, and publish the sum behind it." },
        { "act": "meetings.note-action", "meeting": APRIL, "item": 4, "owner": "community-first", "due": "2007-09-14",
          "what": "Propose a date, a place and a theme for the Assembly." },
        { "act": "meetings.close", "meeting": APRIL, "at": "12:20" },
    ]))?;
    writer.bar.inc(1);
    Ok(())
}

fn board_in_april_afterwards(writer: &mut Writer) -> Result<(), Trouble> {
    writer.on(datetime(2007, 4, 24, 16, 0, 0, 0))?;
    minutes(
        writer,
        APRIL,
        &[
            (1, "The minutes were agreed without change."),
            (
                2,
                "The Chief Executive of the County Council presented the five priorities. Members welcomed that each has one outcome and one lead.",
            ),
            (
                3,
                "The Leader of the County Council presented the recommendation of the Management Group. The Leaders of Malvern Hills, Wychavon and Bromsgrove said that sharing by need alone would end projects under way. After a floor was added, the proposal was put to the vote.",
            ),
            (
                4,
                "Members asked that the Assembly be held outside Worcester this year.",
            ),
            (5, "There was no other business."),
        ],
    )?;
    writer.on(datetime(2007, 6, 6, 10, 0, 0, 0))?;
    writer.act(json!([
        { "act": "meetings.approve-minutes", "meeting": APRIL, "on": "2007-06-06" },
        { "act": "meetings.publish-minutes", "meeting": APRIL },
    ]))?;
    writer.bar.inc(1);
    Ok(())
}

fn management_group_in_june(writer: &mut Writer) -> Result<(), Trouble> {
    let meeting = "management-group-2007-06-13";
    writer.on(datetime(2007, 5, 29, 9, 30, 0, 0))?;
    writer.act(json!({
        "act": "meetings.call", "body": "management-group", "date": "2007-06-13", "starts": "14:00",
        "place": "Pershore Civic Centre",
        "agenda": [
            item("Half-yearly reports of the theme champions", "discussion", "Margaret Eddowes", 60),
            item("Streams expected to be pooled", "decision", "Derek Aldous", 30),
        ],
    }))?;
    table(
        writer,
        meeting,
        2,
        "Streams expected to be pooled",
        "At least thirteen more streams are likely to be pooled. The paper lists them with the partner that holds each now.",
        "county-council",
    )?;
    writer.on(datetime(2007, 6, 13, 14, 0, 0, 0))?;
    // Five of ten members are needed, and only four came: what they agree waits to be ratified.
    let there = [
        "management-group.chair",
        "management-group.county-chief-executive",
        "management-group.fire",
        "management-group.vcs",
        "management-group.gowm",
    ];
    writer.act(apologies(
        meeting,
        &[
            "management-group.lsc",
            "management-group.police",
            "management-group.chamber",
        ],
    ))?;
    writer.act(arrivals(meeting, &there, "14:00"))?;
    writer.act(json!([
        { "act": "meetings.open", "meeting": meeting, "at": "14:05" },
        { "act": "decisions.agree-by-consensus", "meeting": meeting, "item": 2,
          "text": "Partners are asked to say by the end of July which of their streams they expect to pool in 2008." },
        { "act": "meetings.close", "meeting": meeting, "at": "15:20" },
    ]))?;
    writer.bar.inc(1);
    Ok(())
}

fn meetings_to_come(writer: &mut Writer) -> Result<(), Trouble> {
    let meeting = "board-2007-07-18";
    writer.on(datetime(2007, 6, 15, 9, 0, 0, 0))?;
    writer.act(json!({
        "act": "meetings.call", "body": "board", "date": "2007-07-18", "starts": "10:30",
        "place": "County Hall, Worcester",
        "agenda": [
            item("Minutes of 18 April", "information", "The Chair", 5),
            item("Annual report of the Stronger Communities theme", "discussion", "Richard Quayle", 30),
            item("A date for the Annual Assembly", "decision", "Richard Quayle", 20),
            item("Any other business", "information", "The Chair", 5),
        ],
    }))?;
    table(
        writer,
        meeting,
        2,
        "Stronger Communities: the year in brief",
        "What the four outcome groups set out to do, what they did, and what stands in the way.",
        "community-first",
    )?;
    writer.act(json!({
        "act": "meetings.call", "body": "management-group", "date": "2007-06-27", "starts": "14:00",
        "place": "Pershore Civic Centre",
        "agenda": [
            item("Performance in the first quarter", "discussion", "Hilary Crane", 45),
            item("Allocation of the stronger communities block", "decision", "Colin Rathbone", 30),
        ],
    }))?;
    writer.bar.inc(1);
    Ok(())
}
