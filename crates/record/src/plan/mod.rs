//! The plan: what the partnership set out to make better, and how it is doing.
//!
//! A strategy says what for; an agreement says what by when, in outcomes, indicators and targets; figures
//! say how it went. Whether an indicator is on track is worked out from its figures and the arrangements,
//! never written down, so it can always be opened to its sum and its clause.

mod adds_up;
mod adopt_strategy;
mod correct_figure;
mod county;
mod decimal;
mod end_outcome;
mod entry;
mod explained;
mod figure;
mod forecast;
mod fraction;
mod judge;
mod known;
mod lift_override;
mod light;
mod make_agreement;
mod override_light;
mod period;
mod refresh_agreement;
mod retire_indicator;
mod return_figures;
mod series;
mod set_indicator;
mod set_outcome;
mod set_targets;
mod stale;
mod state;
mod travel;
mod working;
mod write_commentary;

pub use adds_up::{AddsUp, Districts, Part, adds_up, comes_to};
pub use adopt_strategy::{
    AdoptStrategy, AdoptStrategyRefused, ApproachAsked, ChapterAsked, PriorityAsked,
};
pub use correct_figure::{CorrectFigure, CorrectFigureRefused};
pub use decimal::{Decimal, MOST_PLACES, NotADecimal};
pub use end_outcome::{EndOutcome, EndOutcomeRefused};
pub use entry::{
    ApproachTaken, Baseline, Block, Chapter, Entry, IndicatorSays, Lead, Priority, Return,
    Returned, Standing, Target,
};
pub use figure::{Figure, NotARate, Rate};
pub use forecast::{Course, InYear, forecast, said as forecast_said, whole_year};
pub use fraction::Fraction;
pub use judge::{By, Compared, Foretold, Judge, Judged, Travelled, Unlit};
pub use known::Unplanned;
pub use lift_override::{LiftOverride, LiftOverrideRefused};
pub use light::{Aim, Good, Light, Tolerance, edges, light};
pub use make_agreement::{MakeAgreement, MakeAgreementRefused};
pub use override_light::{OverrideLight, OverrideLightRefused};
pub use period::{Every, NotAPeriod, Period};
pub use refresh_agreement::{RefreshAgreement, RefreshAgreementRefused};
pub use retire_indicator::{RetireIndicator, RetireIndicatorRefused};
pub use return_figures::{
    Becomes, FigureAsked, FigureRefused, MOST_FIGURES, ReturnFigures, ReturnFiguresRefused,
};
pub use series::{Aimed, Cell, Indicator, Measured, Overriding, Said, Where, by_day, by_line};
pub use set_indicator::{SetIndicator, SetIndicatorRefused};
pub use set_outcome::{SetOutcome, SetOutcomeRefused};
pub use set_targets::{SetTargets, SetTargetsRefused};
pub use stale::{due, stale};
pub use state::{Agreement, Outcome, OutcomeSays, Plan, Strategy, StrategySays, Version};
pub use travel::{Travel, travel};
pub use working::{Working, WorkingFact, in_unit, with_unit};
pub use write_commentary::{WriteCommentary, WriteCommentaryRefused};

use crate::act::ActKind;

/// The acts of this module.
pub(crate) fn acts() -> Vec<ActKind> {
    vec![
        ActKind::of::<AdoptStrategy>(),
        ActKind::of::<MakeAgreement>(),
        ActKind::of::<RefreshAgreement>(),
        ActKind::of::<SetOutcome>(),
        ActKind::of::<EndOutcome>(),
        ActKind::of::<SetIndicator>(),
        ActKind::of::<RetireIndicator>(),
        ActKind::of::<SetTargets>(),
        ActKind::of::<ReturnFigures>(),
        ActKind::of::<CorrectFigure>(),
        ActKind::of::<WriteCommentary>(),
        ActKind::of::<OverrideLight>(),
        ActKind::of::<LiftOverride>(),
    ]
}

#[cfg(test)]
mod tests;
