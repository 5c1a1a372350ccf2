//! A plan, from the strategy to an outcome that is pursued no longer.

use record::{
    delivery::{BeginPlan, SetAction},
    id::IndicatorId,
    plan::{
        AdoptStrategy, ApproachAsked, Baseline, Block, ChapterAsked, CorrectFigure, Districts,
        EndOutcome, Every, Figure, FigureAsked, Good, InYear, LiftOverride, Light, MakeAgreement,
        OverrideLight, PriorityAsked, Rate, RefreshAgreement, RetireIndicator, ReturnFigures,
        SetIndicator, SetOutcome, SetTargets, Standing, Target, WriteCommentary,
    },
    prose::{Title, Words},
    structure::AdoptArrangements,
};

use super::super::{
    ARRANGEMENTS, Book, PLAN, count, date, id, make_agreement, person, return_figures,
    set_indicator, set_outcome, target,
};

fn words(text: &str) -> Words {
    Words::new(text).expect("words")
}

fn title(text: &str) -> Title {
    Title::new(text).expect("a title")
}

pub(super) fn goes_on(book: Book) -> Book {
    let book = book.at("2017-04-03T09:00").after(AdoptArrangements {
        text: format!("{ARRANGEMENTS}{PLAN}"),
        from: date("2017-04-01"),
        decided_by: None,
    });
    ends(measured(served(agreed(book))))
}

fn agreed(book: Book) -> Book {
    let strategy = AdoptStrategy {
        strategy: id("strategy-2017"),
        title: title("Three Rivers 2027"),
        vision: words("Everyone can cross."),
        from: date("2017-04-01"),
        until: Some(date("2027-03-31")),
        priorities: vec![PriorityAsked {
            theme: id("safer"),
            says: words("Fewer floods."),
            lead: Some(id("board")),
        }],
        approaches: vec![ApproachAsked {
            approach: id("families"),
            says: words("Ask the young."),
        }],
        target_areas: vec![id("docks")],
        chapters: vec![ChapterAsked {
            area: id("upper"),
            says: words("Bridges first."),
        }],
        decided_by: None,
    };
    let mut outcome = set_outcome();
    outcome.lead.person = Some(person(900));
    let proxy = SetIndicator {
        indicator: id("wet-doorsteps"),
        definition: None,
        reference: None,
        good: Good::Within,
        places: 1,
        standing: Standing::Proxy(id("flooded-homes")),
        in_year: InYear::Last,
        districts: Districts::WeightedMean,
        tolerance: Some(id("tight")),
        baseline: Some(Baseline {
            period: period("2016-17"),
            value: "12.5".parse().expect("a number"),
        }),
        every: Every::Quarter,
        ..set_indicator()
    };
    let set = |indicator: &str, why: Option<&str>, targets: Vec<Target>| SetTargets {
        indicator: id(indicator),
        why: why.map(words),
        targets,
    };
    let range = Target {
        upper: Some("20".parse().expect("a number")),
        weight: Some("400".parse().expect("a number")),
        ..target("2017-18-q1", "upper", "10.5")
    };
    book.after(AdoptStrategy {
        strategy: id("strategy-draft"),
        until: None,
        priorities: Vec::new(),
        approaches: Vec::new(),
        target_areas: Vec::new(),
        chapters: Vec::new(),
        ..strategy.clone()
    })
    .after(strategy)
    .after(MakeAgreement {
        from: date("2017-04-01"),
        until: date("2020-03-31"),
        ..make_agreement()
    })
    .after(outcome)
    .after(SetOutcome {
        outcome: id("drier-feet"),
        says: None,
        ..set_outcome()
    })
    .after(set_indicator())
    .after(proxy)
    .after(set(
        "flooded-homes",
        None,
        vec![target("2017-18", "", "40")],
    ))
    .after(set(
        "flooded-homes",
        Some("It rained."),
        vec![target("2017-18", "", "44")],
    ))
    .after(set("wet-doorsteps", None, vec![range]))
}

/// An action of a delivery plan that serves the outcome, by an indicator of it.
fn served(book: Book) -> Book {
    book.after(BeginPlan {
        body: id("board"),
        year: period("2017-18"),
        title: title("Dry homes"),
        themes: vec![id("safer")],
        seat: None,
    })
    .after(SetAction {
        plan: id("board-2017-18"),
        action: None,
        title: title("Raise the doorsteps"),
        says: None,
        priority: false,
        lead: id("council"),
        person: None,
        with: Vec::new(),
        starts: date("2017-04-03"),
        due: date("2018-03-31"),
        budget: None,
        outcomes: vec![id("fewer-floods")],
        indicators: vec![id("flooded-homes")],
        depends_on: Vec::new(),
        approaches: Vec::new(),
        areas: Vec::new(),
        milestones: Vec::new(),
        why: None,
        seat: None,
    })
}

fn period(text: &str) -> record::plan::Period {
    text.parse().expect("a period")
}

fn measured(book: Book) -> Book {
    let homes: IndicatorId = id("flooded-homes");
    let share = |top: &str, bottom: &str| {
        let number = |text: &str| text.parse().expect("a number");
        Figure::Rate(Rate::new(number(top), number(bottom), 100).expect("a rate"))
    };
    let rate = FigureAsked {
        indicator: id("wet-doorsteps"),
        period: period("2017-18-q1"),
        area: Some(id("upper")),
        figure: share("52", "400"),
        words: Some(words("Counted on foot.")),
    };
    let figures = [
        ("2017-18-q1", "", "12"),
        ("2017-18-q1", "", "13"),
        ("2017-18-q1", "upper", "7"),
    ];
    let many = ReturnFigures {
        on: Some(date("2017-07-20")),
        from: Some(id("council")),
        ..return_figures("flooded-homes", &figures)
    };
    book.at("2017-08-01T09:00")
        .after(many)
        .after(ReturnFigures {
            figures: vec![rate],
            ..return_figures("flooded-homes", &[])
        })
        .after(CorrectFigure {
            indicator: homes.clone(),
            period: period("2017-18-q1"),
            area: None,
            figure: count("14"),
            why: words("Two were sheds, and four were not."),
        })
        .after(WriteCommentary {
            indicator: homes.clone(),
            period: period("2017-18-q1"),
            words: words("The new wall held."),
        })
        .after(OverrideLight {
            indicator: homes.clone(),
            period: period("2017-18-q1"),
            area: None,
            light: Light::AtRisk,
            why: words("One storm, and it is over."),
            person: Some(person(900)),
        })
        .after(LiftOverride {
            indicator: homes,
            period: period("2017-18-q1"),
            area: None,
        })
        .after(OverrideLight {
            indicator: id("flooded-homes"),
            period: period("2017-18-q1"),
            area: Some(id("upper")),
            light: Light::OffTrack,
            why: words("Seven of them in one street."),
            person: None,
        })
}

fn ends(book: Book) -> Book {
    let again = |from: &str| RefreshAgreement {
        agreement: id("laa"),
        from: date(from),
        until: None,
        blocks: None,
        why: words("The Government asked for fewer."),
        decided_by: None,
    };
    let retire = |indicator: &str| RetireIndicator {
        indicator: id(indicator),
        why: words("Nobody counts them."),
    };
    book.at("2018-03-01T09:00")
        .after(again("2018-04-01"))
        .after(RefreshAgreement {
            until: Some(date("2021-03-31")),
            blocks: Some(vec![Block {
                id: id("a"),
                name: title("Everything"),
                themes: Vec::new(),
            }]),
            ..again("2019-04-01")
        })
        .after(retire("wet-doorsteps"))
        .after(retire("flooded-homes"))
        .after(EndOutcome {
            outcome: id("fewer-floods"),
            why: words("The dam stands."),
        })
}
