//! A plan for Three Rivers: fewer homes flooded, in a county of two districts.

use record::{
    plan::{
        Block, Decimal, Districts, Every, Figure, FigureAsked, Good, InYear, Lead, MakeAgreement,
        ReturnFigures, SetIndicator, SetOutcome, SetTargets, Standing, Target,
    },
    prose::{Title, Words},
};

use super::{ARRANGEMENTS, Book, date, id};

/// What the arrangements of Three Rivers say besides where there is a plan: areas, themes, an approach,
/// and how performance is judged.
pub const PLAN: &str = r#"
[[area]]
id = "county"
name = "Three Rivers"
kind = "county"

[[area]]
id = "upper"
name = "Upper River"
kind = "district"
within = "county"

[[area]]
id = "lower"
name = "Lower River"
kind = "district"
within = "county"

[[area]]
id = "docks"
name = "The Docks"
kind = "target-area"
within = "lower"

[[theme]]
id = "safer"
name = "Safer from floods"
delivered_by = ["board"]

[[theme]]
id = "learning"
name = "Learning"
delivered_by = ["learning"]

[[approach]]
id = "families"
name = "Families"

[performance]
amber_within = "10%"
clause = "40"

[[performance.tolerance]]
id = "tight"
amber_points = "1.0"
clause = "40a"

[performance.travel]
against = "period-before"
clause = "41"

[performance.stale]
after_days = 45
clause = "42"

[performance.overrides]
by = "lead"
clause = "43"

[performance.forecast]
method = "straight-line"
clause = "44"

[performance.exceptions]
raise_when = "off-track"
after_periods = 1
clause = "45"

[[performance.exceptions.route]]
kind = "theme-group"

[[performance.exceptions.route]]
body = "board"
"#;

/// Three Rivers with filled seats and arrangements that speak of a plan.
pub fn planned() -> Book {
    planned_by(PLAN)
}

/// The same, where the arrangements say something else of the plan.
pub fn planned_by(text: &str) -> Book {
    Book::adopting(&format!("{ARRANGEMENTS}{text}")).fills()
}

/// An agreement of one block for the theme of floods and one for all others, from April 2007 for three
/// years.
pub fn make_agreement() -> MakeAgreement {
    let block = |name: &str, title: &str, themes: &[&str]| Block {
        id: id(name),
        name: words(title),
        themes: themes.iter().map(|it| id(it)).collect(),
    };
    MakeAgreement {
        agreement: id("laa"),
        title: words("Local area agreement"),
        from: date("2007-04-01"),
        until: date("2010-03-31"),
        blocks: vec![
            block("a", "Safer", &["safer"]),
            block("b", "Everything else", &[]),
        ],
        decided_by: None,
    }
}

/// Its outcome: fewer floods, on which the board leads, and the council for it.
pub fn set_outcome() -> SetOutcome {
    SetOutcome {
        outcome: id("fewer-floods"),
        agreement: id("laa"),
        block: id("a"),
        theme: id("safer"),
        title: words("Fewer homes are flooded"),
        says: Some(says("Walls, warnings, and water kept upstream.")),
        lead: Lead {
            body: id("board"),
            partner: Some(id("council")),
            person: None,
        },
    }
}

/// Its indicator: homes flooded, counted each quarter, the fewer the better.
pub fn set_indicator() -> SetIndicator {
    SetIndicator {
        indicator: id("flooded-homes"),
        outcome: id("fewer-floods"),
        title: words("Homes flooded"),
        definition: Some(says("Water above the doorstep.")),
        reference: Some(words("NI 189")),
        unit: Some(words("homes")),
        good: Good::Lower,
        places: 0,
        standing: Standing::Headline,
        every: Every::Quarter,
        in_year: InYear::Sum,
        districts: Districts::Sum,
        tolerance: None,
        source: words("Council survey"),
        baseline: None,
    }
}

/// A target: period, area (empty for the whole), number.
pub fn target(period: &str, area: &str, value: &str) -> Target {
    Target {
        period: period.parse().expect("a period"),
        area: (!area.is_empty()).then(|| id(area)),
        value: value.parse().expect("a number"),
        upper: None,
        weight: None,
    }
}

/// A plain number as a figure.
pub fn count(number: &str) -> Figure {
    Figure::Count(number.parse::<Decimal>().expect("a number"))
}

/// Figures of an indicator: period, area (empty for the whole), number.
pub fn return_figures(indicator: &str, figures: &[(&str, &str, &str)]) -> ReturnFigures {
    let asked = |(period, area, number): &(&str, &str, &str)| FigureAsked {
        indicator: id(indicator),
        period: period.parse().expect("a period"),
        area: (!area.is_empty()).then(|| id(area)),
        figure: count(number),
        words: None,
    };
    ReturnFigures {
        source: words("Council survey"),
        on: None,
        from: None,
        figures: figures.iter().map(asked).collect(),
    }
}

/// The agreement with its outcome and its indicator, on 2 April 2007.
pub fn agreed_plan() -> Book {
    agreed_on(planned())
}

/// The same with targets: 40 homes in 2007-08, 30 of them in the upper district.
pub fn targeted() -> Book {
    targeted_on(agreed_plan())
}

/// The same with figures for three quarters, handed in on 10 January 2008: it is off track.
pub fn measured() -> Book {
    measured_on(targeted())
}

/// The same, where the arrangements say something else of the plan.
pub fn measured_by(text: &str) -> Book {
    measured_on(targeted_on(agreed_on(planned_by(text))))
}

fn agreed_on(book: Book) -> Book {
    book.at("2007-04-02T09:00")
        .after(make_agreement())
        .after(set_outcome())
        .after(set_indicator())
}

fn targeted_on(book: Book) -> Book {
    book.after(SetTargets {
        indicator: id("flooded-homes"),
        why: None,
        targets: vec![
            target("2007-08", "", "40"),
            target("2007-08", "upper", "30"),
            target("2007-08", "lower", "10"),
        ],
    })
}

fn measured_on(book: Book) -> Book {
    let figures = [
        ("2007-08-q1", "", "9"),
        ("2007-08-q2", "", "10"),
        ("2007-08-q3", "", "30"),
        ("2007-08-q1", "upper", "4"),
        ("2007-08-q1", "lower", "5"),
    ];
    book.at("2008-01-10T10:00")
        .after(return_figures("flooded-homes", &figures))
}

fn words(text: &str) -> Title {
    Title::new(text).expect("a title")
}

fn says(text: &str) -> Words {
    Words::new(text).expect("words")
}
