//! What importing a sheet of figures would do, row by row and cell by cell.

use std::collections::{BTreeMap, HashMap};

use record::{
    Minute, Record,
    id::IndicatorId,
    plan::{
        Becomes, Decimal, Figure, FigureAsked, FigureRefused, Indicator, IndicatorSays, Period,
        Rate, ReturnFigures, Unplanned, Where,
    },
    prose::{Title, Words},
};
use spreadsheets::{Cell, Row};

use super::{
    MOST_ROWS,
    columns::{Column, Columns, NoHeadings},
    names::Names,
    numbers::number,
    periods::period,
    saying::{perhaps_a_share, said},
};
use crate::{
    Caller, Reading,
    import::{RowPlan, State, Wrong, letter},
    permit,
};

/// What importing a sheet of figures would do.
#[derive(Debug, Clone)]
pub struct FiguresPlan {
    /// Its rows, in order.
    pub rows: Vec<RowPlan>,
    /// Headings of columns that are not used.
    pub unused: Vec<String>,
    /// How many figures are new.
    pub taken: usize,
    /// How many are kept beside one that stands.
    pub aside: usize,
    /// The figures to be handed in, those that are kept beside others among them.
    pub(super) figures: Vec<FigureAsked>,
}

impl FiguresPlan {
    /// How many rows stand so.
    pub fn count(&self, state: State) -> usize {
        self.rows.iter().filter(|row| row.state == state).count()
    }

    /// Whether nothing stands against it and there is something to do.
    pub fn can_be_done(&self) -> bool {
        self.count(State::Wrong) == 0 && !self.figures.is_empty()
    }

    /// The same for two plans that say the same.
    pub fn digest(&self) -> String {
        let rows = serde_json::to_vec(&self.rows).unwrap_or_default();
        journal::Hash::of(&[&rows]).to_string()
    }
}

/// Makes a plan.
pub(super) fn plan(
    reading: &Reading,
    caller: Caller,
    rows: &[Row],
) -> Result<FiguresPlan, NoHeadings> {
    let adoption = reading.record.structure.in_force_or_first(reading.today());
    let starts = adoption.map_or(4, |it| it.arrangements.partnership.financial_year_starts);
    let columns = Columns::find(rows, starts)?;
    if too_many(&columns, rows) {
        return Err(NoHeadings::TooMany(MOST_ROWS));
    }
    let minute = Minute {
        at: reading.now,
        by: caller.author(),
    };
    let mut planner = Planner {
        names: adoption.map(|it| Names::of(&reading.record, &it.arrangements)),
        starts,
        of_period: None,
        reading,
        caller,
        columns: &columns,
        minute,
        may: HashMap::new(),
        here: HashMap::new(),
        figures: Vec::new(),
        counts: BTreeMap::new(),
    };
    let below = rows[columns.above..].iter();
    let rows = below.filter_map(|row| planner.row(row)).collect();
    let count = |counts: &BTreeMap<bool, usize>, aside| counts.get(&aside).copied().unwrap_or(0);
    Ok(FiguresPlan {
        rows,
        taken: count(&planner.counts, false),
        aside: count(&planner.counts, true),
        figures: planner.figures,
        unused: columns.unused,
    })
}

/// What a cell says; what is wrong with it is put down.
fn kept<'r>(wrong: &mut Vec<Wrong>, read: Result<Option<&'r str>, Wrong>) -> Option<&'r str> {
    read.unwrap_or_else(|it| {
        wrong.push(it);
        None
    })
}

/// What a row is about.
pub(super) struct RowSubject<'a> {
    pub(super) indicator: &'a Indicator,
    pub(super) says: &'a IndicatorSays,
    pub(super) area: Where,
    words: Option<Words>,
}

/// A row with its state, once all of it was looked at.
fn settled(mut planned: RowPlan) -> RowPlan {
    if !planned.wrong.is_empty() {
        planned.state = State::Wrong;
        planned.does.clear();
    } else if !planned.does.is_empty() {
        planned.state = State::Does;
    }
    planned
}

/// Whether a wide sheet has more figures than are taken at once.
fn too_many(columns: &Columns, rows: &[Row]) -> bool {
    let filled = |row: &Row| {
        let mut cells = columns.periods.iter();
        let filled = |at: &usize| !matches!(row.cells.get(*at), None | Some(Cell::Empty));
        cells.by_ref().filter(|(at, _)| filled(at)).count()
    };
    rows[columns.above..].iter().map(filled).sum::<usize>() > MOST_ROWS
}

/// What a figure is of.
type Place = (IndicatorId, Period, Where);

pub(super) struct Planner<'a> {
    pub(super) reading: &'a Reading,
    caller: Caller,
    pub(super) columns: &'a Columns,
    /// In a wide sheet, the column of the figure that is looked at.
    pub(super) of_period: Option<usize>,
    pub(super) names: Option<Names>,
    pub(super) starts: u8,
    minute: Minute,
    /// Whether the figures of an indicator may be handed in by whoever asks.
    may: HashMap<IndicatorId, bool>,
    /// Figures of earlier rows, with the numbers of their rows.
    here: HashMap<Place, Vec<(Figure, u32)>>,
    figures: Vec<FigureAsked>,
    /// How many figures are new (false) and set aside (true).
    counts: BTreeMap<bool, usize>,
}

impl<'a> Planner<'a> {
    fn row(&mut self, row: &Row) -> Option<RowPlan> {
        if !self.columns.says_anything(row) {
            return None;
        }
        let mut planned = RowPlan {
            row: row.number,
            about: self.about(row),
            state: State::Nothing,
            does: Vec::new(),
            note: None,
            wrong: Vec::new(),
        };
        if !self.columns.periods.is_empty() {
            self.wide(row, &mut planned);
            return Some(settled(planned));
        }
        let measured = [Column::Figure, Column::Numerator, Column::Denominator];
        if measured.map(|column| self.columns.cell(column, row)) == [&Cell::Empty; 3] {
            planned.note = Some(match self.columns.cell(Column::Comment, row) {
                Cell::Empty => "No figure yet".to_owned(),
                _ => "No figure yet; a comment is taken with its figure only".to_owned(),
            });
            return Some(planned);
        }
        let asked = self.asked(row, &mut planned.wrong);
        if let (Some((asked, indicator)), true) = (asked, planned.wrong.is_empty()) {
            self.becomes(row, asked, indicator, &mut planned);
        }
        Some(settled(planned))
    }

    pub(super) fn wrong(&self, row: &Row, column: Column, why: impl Into<String>) -> Wrong {
        use Column::{Area, Indicator};
        let of_period = self
            .of_period
            .filter(|_| !matches!(column, Indicator | Area));
        Wrong {
            cell: of_period.map_or_else(
                || self.columns.place(column, row),
                |at| format!("{}{}", letter(at), row.number),
            ),
            column: column.heading(),
            why: why.into(),
        }
    }

    /// The words of a cell, where it has any.
    fn words<'r>(&self, row: &'r Row, column: Column) -> Result<Option<&'r str>, Wrong> {
        match self.columns.cell(column, row) {
            Cell::Empty => Ok(None),
            Cell::Text(words) | Cell::Number(words) => Ok(Some(words)),
            Cell::Day(_) => Err(self.wrong(row, column, "this is a day, and words are asked for")),
            Cell::Faulty(why) => Err(self.wrong(row, column, why.clone())),
        }
    }

    /// What a row is about, and what is said in it. What is wrong is told cell by cell, as much as can be told
    /// at once.
    pub(super) fn subject(&self, row: &Row, wrong: &mut Vec<Wrong>) -> Option<RowSubject<'a>> {
        let said = kept(wrong, self.words(row, Column::Indicator)).map(str::to_owned);
        let area = kept(wrong, self.words(row, Column::Area)).map(str::to_owned);
        let comment = kept(wrong, self.words(row, Column::Comment)).map(str::to_owned);
        let Some(names) = &self.names else {
            wrong.push(self.wrong(row, Column::Indicator, "no arrangements were adopted yet"));
            return None;
        };
        let area = area.map_or(Ok(None), |words| names.area(&words));
        let area = area.unwrap_or_else(|why| {
            wrong.push(self.wrong(row, Column::Area, why));
            None
        });
        let words = comment.and_then(|words| match Words::new(&words) {
            Ok(words) => Some(words),
            Err(why) => {
                wrong.push(self.wrong(row, Column::Comment, why.to_string()));
                None
            }
        });
        let Some(said) = said else {
            if wrong
                .iter()
                .all(|it| it.column != Column::Indicator.heading())
            {
                let why = "say which indicator: each row has to name its own";
                wrong.push(self.wrong(row, Column::Indicator, why));
            }
            return None;
        };
        let record: &'a Record = &self.reading.record;
        let indicator = match names.indicator(record, &said) {
            Ok(id) => record.plan.indicator(&id),
            Err(why) => {
                wrong.push(self.wrong(row, Column::Indicator, why));
                return None;
            }
        };
        let (indicator, says) = indicator.and_then(|it| Some((it, it.now()?)))?;
        Some(RowSubject {
            indicator,
            says,
            area,
            words,
        })
    }

    /// The figure that a row of a long sheet hands in.
    fn asked(&self, row: &Row, wrong: &mut Vec<Wrong>) -> Option<(FigureAsked, &'a Indicator)> {
        let subject = self.subject(row, wrong)?;
        let (indicator, says) = (subject.indicator, subject.says);
        let cell = self.columns.cell(Column::Period, row);
        let period = period(cell, says.every, self.starts)
            .map_err(|why| wrong.push(self.wrong(row, Column::Period, why)));
        let figure = self.figure(row, indicator, says, wrong);
        let asked = FigureAsked {
            indicator: indicator.id.clone(),
            period: period.ok()?,
            area: subject.area,
            figure: figure?,
            words: subject.words,
        };
        Some((asked, indicator))
    }

    /// The figure: one number, or a numerator and a denominator.
    fn figure(
        &self,
        row: &Row,
        indicator: &Indicator,
        says: &IndicatorSays,
        wrong: &mut Vec<Wrong>,
    ) -> Option<Figure> {
        let before = wrong.len();
        let unit = says.unit.as_ref().map(Title::as_str);
        let mut read = |column, unit| {
            let cell = self.columns.cell(column, row);
            number(cell, unit).unwrap_or_else(|why| {
                wrong.push(self.wrong(row, column, why));
                None
            })
        };
        let whole = read(Column::Figure, unit);
        let (numerator, denominator) = (
            read(Column::Numerator, None),
            read(Column::Denominator, None),
        );
        let per = read(Column::Per, None);
        if wrong.len() > before {
            return None;
        }
        let (numerator, denominator) = match (numerator, denominator) {
            (None, None) => return whole.map(Figure::Count),
            (Some(numerator), Some(denominator)) => (numerator, denominator),
            (None, Some(_)) => {
                let why = "a denominator needs its numerator: fill in both, or neither";
                wrong.push(self.wrong(row, Column::Numerator, why));
                return None;
            }
            (Some(_), None) => {
                let why = "a numerator needs its denominator: fill in both, or neither";
                wrong.push(self.wrong(row, Column::Denominator, why));
                return None;
            }
        };
        let rate = match told_per(per, indicator, unit) {
            Ok(per) => Rate::new(numerator, denominator, per),
            Err(why) => {
                wrong.push(self.wrong(row, Column::Per, why));
                return None;
            }
        };
        let figure = match rate {
            Ok(rate) => Figure::Rate(rate),
            Err(why) => {
                let column = match why {
                    record::plan::NotARate::OutOfNothing(_) => Column::Denominator,
                    record::plan::NotARate::PerWhat(_) => Column::Per,
                };
                wrong.push(self.wrong(row, column, why.to_string()));
                return None;
            }
        };
        if let Some(whole) = whole {
            let comes_to = figure.value().grouped(whole.places());
            if comes_to != whole.exactly().grouped(whole.places()) {
                let why = format!(
                    "this says {}, but {} out of {} comes to {comes_to}: correct one of them, or clear this cell",
                    whole.grouped(),
                    numerator.grouped(),
                    denominator.grouped(),
                );
                wrong.push(self.wrong(row, Column::Figure, why));
                return None;
            }
        }
        Some(figure)
    }

    /// What becomes of it: taken, there already, or kept beside the one that stands.
    pub(super) fn becomes(
        &mut self,
        row: &Row,
        asked: FigureAsked,
        indicator: &Indicator,
        planned: &mut RowPlan,
    ) {
        if !self.may(&asked) {
            let why = "someone else leads on this indicator: its lead hands in its figures, or the secretariat";
            planned.wrong.push(self.wrong(row, Column::Indicator, why));
            return;
        }
        let record: &Record = &self.reading.record;
        let becomes = match asked.becomes(record, &self.minute) {
            Ok(becomes) => becomes,
            Err(refused) => {
                planned.wrong.push(self.refused(row, &asked, &refused));
                return;
            }
        };
        let where_it_is = self.in_area(&asked.area);
        let place = (asked.indicator.clone(), asked.period, asked.area.clone());
        let earlier = self.here.entry(place).or_default();
        if let Some((_, same)) = earlier.iter().find(|(figure, _)| *figure == asked.figure) {
            planned.note = Some(format!("Row {same} says the same"));
            return;
        }
        let says = indicator.now();
        let said = |figure: Figure| said(figure, says);
        let what = format!(
            "{} for {}{}",
            said(asked.figure),
            asked.period.said(),
            where_it_is
        );
        let stands = indicator.figures.get(&asked.area);
        let stands = stands.and_then(|it| it.get(&asked.period)?.now());
        let first = earlier.first().copied();
        earlier.push((asked.figure, row.number));
        let aside = match (becomes, first, stands) {
            (Becomes::Same, _, Some(stands)) if stands.figure == asked.figure => {
                planned.note = Some(format!("Is there already: {what}"));
                return;
            }
            (Becomes::Same, ..) => {
                planned.note = Some(format!(
                    "Is kept already, beside the figure that stands: {what}"
                ));
                return;
            }
            (_, _, Some(stands)) => {
                let stands = said(stands.figure);
                planned.does.push(format!(
                    "Keeps {what}, beside {stands}, which was first and stands"
                ));
                true
            }
            (_, Some((figure, number)), None) => {
                let stands = said(figure);
                planned.does.push(format!(
                    "Keeps {what}, beside {stands} of row {number}, which comes first and stands"
                ));
                true
            }
            (_, None, None) => {
                planned.does.push(format!("Takes {what}"));
                planned.note = perhaps_a_share(&asked, says);
                false
            }
        };
        *self.counts.entry(aside).or_default() += 1;
        self.figures.push(asked);
    }

    /// What the rules refuse, told at the cell that it is about.
    fn refused(&self, row: &Row, asked: &FigureAsked, refused: &FigureRefused) -> Wrong {
        let column = match refused {
            FigureRefused::NotEnded(..) | FigureRefused::Unplanned(Unplanned::OtherLength(..)) => {
                Column::Period
            }
            FigureRefused::Unplanned(Unplanned::NoSuchArea(_) | Unplanned::WholeCounty(_)) => {
                Column::Area
            }
            FigureRefused::Unplanned(Unplanned::TooFine(..)) => match asked.figure {
                Figure::Count(_) => Column::Figure,
                Figure::Rate(_) => Column::Numerator,
            },
            FigureRefused::Unplanned(_) => Column::Indicator,
        };
        let help = refused.advice().help;
        self.wrong(
            row,
            column,
            format!("{refused}. {help}").trim_end_matches('.'),
        )
    }

    /// Whether whoever asks may hand in figures of the indicator.
    fn may(&mut self, asked: &FigureAsked) -> bool {
        if let Some(may) = self.may.get(&asked.indicator) {
            return *may;
        }
        let may = may_hand_in(self.reading, self.caller, asked);
        self.may.insert(asked.indicator.clone(), may);
        may
    }
}

/// Whether the caller may hand in figures of the indicator that this one is of.
pub(super) fn may_hand_in(reading: &Reading, caller: Caller, asked: &FigureAsked) -> bool {
    let minute = Minute {
        at: reading.now,
        by: caller.author(),
    };
    let Ok(source) = Title::new("import") else {
        return false;
    };
    let act = ReturnFigures {
        source,
        on: None,
        from: None,
        figures: vec![asked.clone()],
    };
    let (names, record) = (&reading.names, &reading.record);
    permit(names, &reading.partnership, record, caller, &minute, &act).is_ok()
}

/// Per how many a rate is told: as its column says, as the rate before it, or as the unit says.
fn told_per(
    per: Option<Decimal>,
    indicator: &Indicator,
    unit: Option<&str>,
) -> Result<u32, String> {
    if let Some(per) = per {
        let whole = per.to_string();
        return whole.parse().map_err(|_| {
            format!("a rate is told per a whole number such as 100 or 1000, not per {whole}")
        });
    }
    let before = indicator
        .figures
        .values()
        .rev()
        .flat_map(|cells| cells.values());
    let mut before = before.filter_map(|cell| match cell.now()?.figure {
        Figure::Rate(rate) => Some(rate.per()),
        Figure::Count(_) => None,
    });
    if let Some(per) = before.next_back() {
        return Ok(per);
    }
    let unit = unit.unwrap_or_default();
    if unit.starts_with('%') || unit.starts_with("per cent") {
        return Ok(100);
    }
    let told = unit.strip_prefix("per ").map(|rest| {
        let digits = rest.chars().filter(|it| *it != ',' && *it != ' ');
        digits.take_while(char::is_ascii_digit).collect::<String>()
    });
    told.and_then(|digits| digits.parse().ok()).ok_or_else(|| {
        "say per how many the rate is told, in a column called Per: 100 for per cent, 1 for a mean".to_owned()
    })
}
