//! What is off track or held up, and what is done about it; efficiency reviews; and what is watched.

use jiff::civil::{DateTime, datetime};
use record::{
    exceptions::About,
    plan::{Judge, Light},
};
use serde_json::{Value, json};

use super::{Story, mistake};
use crate::{demo::writer::Writer, say::Trouble};

/// The meeting that gave a steer on the first exception, and what its item is called.
const STEERED: &str = "management-group-2009-11-18";
const LIGHTS: &str = "Exception: Street lights off at midnight, burglaries up";

pub(super) fn tell(story: &mut Story) {
    resolved(story);
    steered(story);
    awaiting(story);
    log_jams(story);
    loosened(story);
    reviews(story);
    watched(story);
    back_on_track(story);
}

fn on(story: &mut Story, moment: DateTime, acts: Value) {
    story.at(moment, move |writer| told(writer, acts));
}

/// Has acts recorded in which an exception is named by its title, behind an equals sign: how many were
/// raised by rule before it depends on the figures.
fn told(writer: &Writer, acts: Value) -> Result<(), Trouble> {
    let Value::Array(acts) = acts else {
        return writer.act(named(writer, acts)?);
    };
    // One at a time, since a later one may name what an earlier one raises.
    for act in acts {
        writer.act(named(writer, act)?)?;
    }
    Ok(())
}

/// The act with the names of exceptions and remedial actions for their titles.
fn named(writer: &Writer, mut act: Value) -> Result<Value, Trouble> {
    for field in ["exception", "remedy"] {
        let title = act.get(field).and_then(Value::as_str);
        let Some(title) = title.and_then(|text| text.strip_prefix('=')) else {
            continue;
        };
        let (title, nth) = match title.split_once('#') {
            Some((title, nth)) => (title, Some(nth)),
            None => (title, None),
        };
        let reading = writer.reading()?;
        let mut all = reading.record.exceptions.all();
        let found = all.find(|it| it.title.as_str() == title);
        let found = found.ok_or_else(|| mistake(format!("there is no exception “{title}”")))?;
        act[field] = match nth {
            Some(nth) => json!(format!("{}-r{nth}", found.id)),
            None => json!(found.id),
        };
    }
    Ok(act)
}

/// Four times a year those that a rule raised are closed whose indicator is off track no longer.
fn back_on_track(story: &mut Story) {
    for year in 2007..=2010 {
        for month in [3, 6, 9, 12] {
            story.at(datetime(year, month, 28, 15, 0, 0, 0), |writer| {
                let reading = writer.reading()?;
                let judge = Judge::on(&reading.record, reading.today());
                let better = reading.record.exceptions.open().filter(|it| {
                    let About::Indicator {
                        indicator, area, ..
                    } = &it.about
                    else {
                        return false;
                    };
                    let indicator = reading.record.plan.indicator(indicator);
                    let judged = indicator.and_then(|indicator| judge.light(indicator, area));
                    judged
                        .is_some_and(|it| matches!(it.light, Some(Light::OnTrack | Light::AtRisk)))
                });
                let acts: Vec<Value> = better
                    .map(|it| {
                        json!({"act": "exceptions.close", "exception": it.id, "outcome": "resolved",
                            "words": "The figures since then are off track no longer."})
                    })
                    .collect();
                writer.act(json!(acts))
            });
        }
    }
}

/// One of the spring that was put right by the summer.
fn resolved(story: &mut Story) {
    on(
        story,
        datetime(2009, 4, 6, 10, 0, 0, 0),
        json!([
            {"act": "exceptions.raise", "about": {"of": "concern"}, "body": "health", "owner": "pct",
                "title": "Nobody to run the health checks in the north",
                "why": "Two of three nurses left in February, and four hundred people wait for a check.",
                "asks": "Rooms and staff until new nurses are found."},
            {"act": "exceptions.give-support", "exception": "=Nobody to run the health checks in the north", "partner": "fire",
                "words": "Its home safety officers can ask the first questions when they visit, from May on."},
            {"act": "exceptions.set-remedy", "exception": "=Nobody to run the health checks in the north", "owner": "pct", "due": "2009-07-31",
                "what": "Appoint two nurses, and clear the list by the autumn."},
        ]),
    );
    on(
        story,
        datetime(2009, 7, 22, 10, 0, 0, 0),
        json!([
            {"act": "exceptions.finish-remedy", "remedy": "=Nobody to run the health checks in the north#1", "done": true,
                "words": "Both nurses began on 1 July. Sixty people still wait."},
            {"act": "exceptions.close", "exception": "=Nobody to run the health checks in the north", "outcome": "resolved",
                "words": "The list is shorter than before the nurses left."},
        ]),
    );
}

/// One that went from its group to the Management Group, which gave a steer; one action is late.
fn steered(story: &mut Story) {
    on(
        story,
        datetime(2009, 9, 28, 10, 0, 0, 0),
        json!({"act": "exceptions.raise", "about": {"of": "concern"}, "body": "safer", "owner": "police",
            "title": "Street lights off at midnight, burglaries up",
            "why": "Burglaries in four estates rose by a third in the summer quarter. The rise begins where lights are switched off at midnight to save money.",
            "asks": "Say whether the lights come back on while the estates are looked at."}),
    );
    on(
        story,
        datetime(2009, 11, 5, 10, 0, 0, 0),
        json!({"act": "exceptions.forward", "exception": "=Street lights off at midnight, burglaries up",
            "why": "The lights belong to the County Council, and what they save is spent elsewhere. The group cannot weigh that.",
            "asks": "A steer: lights, or wardens instead of lights."}),
    );
    story.at(datetime(2009, 11, 19, 10, 0, 0, 0), |writer| {
        let item = writer.item(STEERED, LIGHTS)?;
        let acts = json!([
            {"act": "exceptions.give-steer", "exception": "=Street lights off at midnight, burglaries up", "meeting": STEERED, "item": item,
                "words": "Lights back on in the four estates until Easter, and wardens in two of them, so that both can be compared."},
            {"act": "exceptions.set-remedy", "exception": "=Street lights off at midnight, burglaries up", "owner": "county-council", "due": "2009-12-04",
                "what": "Switch the lights of the four estates back on."},
            {"act": "exceptions.set-remedy", "exception": "=Street lights off at midnight, burglaries up", "owner": "redditch", "due": "2010-01-08",
                "what": "Two wardens on the streets from six to midnight."},
            {"act": "exceptions.set-remedy", "exception": "=Street lights off at midnight, burglaries up", "owner": "police", "due": "2010-04-16",
                "what": "Compare the four estates, month by month, and report what made the difference."},
            {"act": "exceptions.forward", "exception": "=Street lights off at midnight, burglaries up", "to": "safer",
                "why": "The Management Group has said what it wants. The group sees to it, and reports what came of it."},
        ]);
        told(writer, acts)
    });
    on(
        story,
        datetime(2009, 12, 3, 10, 0, 0, 0),
        json!([
            {"act": "exceptions.finish-remedy", "remedy": "=Street lights off at midnight, burglaries up#1", "done": true,
                "words": "On since Tuesday night."},
            {"act": "exceptions.report", "exception": "=Street lights off at midnight, burglaries up",
                "words": "November had as many burglaries as October. It is too early to say more."},
        ]),
    );
    on(
        story,
        datetime(2010, 1, 11, 10, 0, 0, 0),
        json!({"act": "exceptions.report-remedy", "remedy": "=Street lights off at midnight, burglaries up#2",
            "words": "One warden began on 4 January. The other withdrew; the post is advertised again."}),
    );
}

/// One that waits for the next meeting of the Management Group.
fn awaiting(story: &mut Story) {
    on(
        story,
        datetime(2010, 1, 7, 10, 0, 0, 0),
        json!({"act": "exceptions.raise", "about": {"of": "concern"}, "body": "management-group", "owner": "pct",
            "title": "People wait in hospital for a place to go",
            "why": "Forty beds were taken through the snow by people who were well enough to leave, twice as many as a year before. Care at home cannot reach the villages in time.",
            "asks": "A steer on who pays for four-wheel drive and extra hours until March."}),
    );
}

fn log_jams(story: &mut Story) {
    let jam = |theme: &str,
               area: &str,
               body: &str,
               owner: &str,
               title: &str,
               why: &str,
               asks: &str| {
        json!({"act": "exceptions.raise", "about": {"of": "log-jam", "theme": theme, "area": area},
            "body": body, "owner": owner, "title": title, "why": why, "asks": asks})
    };
    on(
        story,
        datetime(2009, 6, 15, 10, 0, 0, 0),
        json!([jam(
            "environment",
            "malvern-hills",
            "wpeg",
            "malvern-hills",
            "Recycling falls behind in Malvern Hills",
            "The round was changed in April, and a fifth of households no longer put anything out.",
            "Help with telling people what goes where."
        ),]),
    );
    on(
        story,
        datetime(2009, 11, 24, 10, 0, 0, 0),
        json!([
            jam("economy", "wyre-forest", "economy", "wyre-forest", "Young people out of work in Wyre Forest",
                "One in nine is neither in work nor in training, and the two officers responsible have lost their assistant.",
                "Partners to place forty young people for six months."),
            {"act": "exceptions.give-support", "exception": "=Young people out of work in Wyre Forest", "partner": "county-council",
                "words": "Twelve places in its highways depots, and a month of an officer’s time."},
            {"act": "exceptions.give-support", "exception": "=Young people out of work in Wyre Forest", "partner": "community-first",
                "words": "Nine places with village halls and a furniture workshop."},
        ]),
    );
    on(
        story,
        datetime(2009, 10, 5, 10, 0, 0, 0),
        json!([
            {"act": "exceptions.give-support", "exception": "=Street lights off at midnight, burglaries up", "partner": "community-first",
                "words": "Neighbourhood watch co-ordinators go from door to door in the four estates."},
        ]),
    );
}

/// The first of them is loosened in the autumn.
fn loosened(story: &mut Story) {
    on(
        story,
        datetime(2009, 9, 30, 10, 0, 0, 0),
        json!([
            {"act": "exceptions.give-support", "exception": "=Recycling falls behind in Malvern Hills", "partner": "county-council",
                "words": "Two of its waste wardens went from door to door with the district’s for three weeks."},
            {"act": "exceptions.close", "exception": "=Recycling falls behind in Malvern Hills", "outcome": "resolved",
                "words": "Nine in ten households put something out again."},
        ]),
    );
}

fn reviews(story: &mut Story) {
    on(
        story,
        datetime(2009, 9, 14, 10, 0, 0, 0),
        json!([
            {"act": "efficiency.begin-review", "title": "Vehicles and depots", "body": "management-group",
                "lead": "county-council", "due": "2010-03-31",
                "scope": "Nine partners keep nineteen depots and about eleven hundred vehicles. Which can be shared, and what is spent on each mile?",
                "partners": [
                    {"partner": "county-council", "pence": 24_000_000},
                    {"partner": "police", "pence": 9_500_000},
                    {"partner": "fire", "pence": 4_250_050},
                    {"partner": "pct"},
                ]},
            {"act": "efficiency.begin-review", "title": "Letters and telephones", "body": "management-group",
                "lead": "wychavon", "due": "2009-12-18",
                "scope": "One print room and one switchboard for partners in the south of the county.",
                "partners": [
                    {"partner": "wychavon", "pence": 1_840_000},
                    {"partner": "malvern-hills", "pence": 1_210_000},
                    {"partner": "worcester", "pence": 2_075_000},
                ]},
        ]),
    );
    on(
        story,
        datetime(2009, 12, 18, 10, 0, 0, 0),
        json!([
            {"act": "efficiency.state-saving", "review": "review-2", "partner": "wychavon", "saving": "achieved",
                "pence": 1_902_517, "words": "The print room closed in October."},
            {"act": "efficiency.state-saving", "review": "review-2", "partner": "malvern-hills", "saving": "achieved",
                "pence": 988_040, "words": "The lease of two machines runs until March."},
            {"act": "efficiency.state-saving", "review": "review-1", "partner": "fire", "saving": "achieved",
                "pence": 310_000, "words": "Two spare engines were sold."},
            {"act": "efficiency.state-saving", "review": "review-1", "partner": "pct", "saving": "expected",
                "pence": 3_000_000, "words": "Patients’ cars and the library van could share a depot."},
            {"act": "efficiency.end-review", "review": "review-2",
                "words": "One print room since October; the switchboard follows when the lines are due for renewal."},
        ]),
    );
}

fn watched(story: &mut Story) {
    on(
        story,
        datetime(2009, 8, 10, 10, 0, 0, 0),
        json!({"act": "watching.list", "sort": "bid", "title": "Future Jobs Fund: two hundred jobs of six months",
            "from": "Department for Work and Pensions", "deadline": "2009-08-28", "body": "management-group",
            "lead": "county-council", "together": ["wyre-forest", "redditch", "community-first"],
            "about": "Money for jobs for young people who have been out of work for a year."}),
    );
    on(
        story,
        datetime(2009, 8, 26, 10, 0, 0, 0),
        json!([
            {"act": "watching.contribute", "watch": "watch-1", "partner": "wyre-forest",
                "words": "Thirty jobs in parks and in the museum."},
            {"act": "watching.contribute", "watch": "watch-1", "partner": "community-first",
                "words": "Forty jobs with sixteen charities, each with somebody to look after it."},
            {"act": "watching.move", "watch": "watch-1", "state": "sent",
                "words": "The bid went out for two hundred jobs, as the Management Group agreed by correspondence."},
        ]),
    );
    on(
        story,
        datetime(2009, 11, 2, 10, 0, 0, 0),
        json!([
            {"act": "watching.move", "watch": "watch-1", "state": "won", "words": "One hundred and sixty jobs are granted."},
            {"act": "watching.list", "sort": "policy", "title": "What the county’s public money buys together",
                "from": "HM Treasury", "deadline": "2010-02-12", "body": "management-group",
                "lead": "county-council", "together": ["pct", "police", "wychavon"],
                "about": "The Treasury asks areas that are no pilots of Total Place what they would do with one budget for a place."},
            {"act": "watching.move", "watch": "watch-2", "state": "preparing", "words": "A draft goes round before Christmas."},
        ]),
    );
    on(
        story,
        datetime(2010, 1, 14, 10, 0, 0, 0),
        json!([
            {"act": "watching.contribute", "watch": "watch-2", "partner": "police",
                "words": "Custody, probation and housing look at the same forty families. One budget for them would be the first thing to try."},
            {"act": "watching.list", "sort": "bid", "title": "Paths along the Severn", "from": "Natural England",
                "deadline": "2010-03-26", "body": "wpeg", "lead": "worcester", "together": ["wychavon", "malvern-hills"],
                "about": "Up to £400,000 for paths that people on foot and on wheels can use all year."},
        ]),
    );
}
