//! The plan: strategy, agreement, outcomes, indicators with targets and figures, delivery plans with their
//! actions, exceptions with what is done about them. It is everyone's at once, so every copy has it; what a
//! meeting said of an exception is not here.

use record::{
    delivery::Action,
    exceptions::{About, Exception},
    plan::{Decimal, Figure, Indicator, IndicatorSays, Judge, Standing},
};
use rusqlite::params;

use super::{Copy, Fault, mention, number, word};

/// A decimal number as SQLite has it. A copy is for looking at, not for keeping.
fn real(number: &Decimal) -> Option<f64> {
    number.to_string().parse().ok()
}

impl Copy<'_> {
    pub(super) fn plan(&mut self) -> Result<(), Fault> {
        self.agreed()?;
        let reading = self.reading;
        let judge = Judge::on(&reading.record, reading.today());
        for indicator in reading.record.plan.indicators() {
            self.indicator(&judge, indicator)?;
        }
        self.delivery()?;
        for exception in reading.record.exceptions.all() {
            self.exception(exception)?;
        }
        Ok(())
    }

    fn agreed(&mut self) -> Result<(), Fault> {
        let plan = &self.reading.record.plan;
        for strategy in plan.strategies() {
            let Some(said) = strategy.adopted.last() else {
                continue;
            };
            self.file.execute(
                "INSERT INTO strategies VALUES (?, ?, ?, ?, ?, ?)",
                params![
                    strategy.id.as_str(),
                    said.what.title.as_str(),
                    said.what.vision.shown(),
                    said.what.from.to_string(),
                    said.what.until.map(|day| day.to_string()),
                    number(said.line),
                ],
            )?;
        }
        for agreement in plan.agreements() {
            let newest = agreement.newest();
            self.file.execute(
                "INSERT INTO agreements VALUES (?, ?, ?, ?, ?, ?)",
                params![
                    agreement.id.as_str(),
                    agreement.title.as_str(),
                    agreement.from.to_string(),
                    agreement.until().to_string(),
                    newest.map(|version| version.number),
                    newest.map(|version| number(version.line)),
                ],
            )?;
        }
        for outcome in plan.outcomes() {
            let Some(said) = outcome.set.last() else {
                continue;
            };
            let (says, lead) = (&said.what, &said.what.lead);
            self.file.execute(
                "INSERT INTO outcomes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    outcome.id.as_str(),
                    says.agreement.as_str(),
                    says.block.as_str(),
                    says.theme.as_str(),
                    says.title.as_str(),
                    says.says.as_ref().map(|says| says.shown()),
                    lead.body.as_str(),
                    lead.partner.as_ref().map(|partner| partner.as_str()),
                    lead.person.map(|person| mention(&mut self.people, person)),
                    outcome.ended.as_ref().map(|ended| ended.on.to_string()),
                    number(said.line),
                ],
            )?;
        }
        Ok(())
    }

    fn indicator(&mut self, judge: &Judge<'_>, indicator: &Indicator) -> Result<(), Fault> {
        let Some(said) = indicator.set.last() else {
            return Ok(());
        };
        let says = &said.what;
        let standing = match &says.standing {
            Standing::Headline => "headline",
            Standing::Proxy(_) => "proxy",
            Standing::Feeder(_) => "feeder",
        };
        let baseline = says.baseline.as_ref();
        let judged = judge.light(indicator, &None);
        let light = judged.as_ref().and_then(|judged| judged.light);
        let lit = light.and(judged.as_ref());
        self.file.execute(
            "INSERT INTO indicators VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                indicator.id.as_str(),
                says.outcome.as_str(),
                says.title.as_str(),
                says.reference.as_ref().map(|it| it.as_str()),
                says.definition.as_ref().map(|it| it.shown()),
                says.unit.as_ref().map(|it| it.as_str()),
                word(&says.good),
                says.places,
                standing,
                says.standing.headline().map(|it| it.as_str()),
                word(&says.every),
                word(&says.in_year),
                word(&says.districts),
                says.source.as_str(),
                baseline.map(|it| it.period.to_string()),
                baseline.and_then(|it| real(&it.value)),
                indicator.retired.as_ref().map(|it| it.on.to_string()),
                light.map(|light| light.name()),
                lit.map(|judged| judged.period.to_string()),
                number(said.line),
            ],
        )?;
        self.targets(indicator)?;
        self.figures(indicator, says)?;
        for (period, said) in &indicator.commentary {
            let Some(said) = said.last() else { continue };
            self.file.execute(
                "INSERT INTO commentary VALUES (?, ?, ?, ?, ?)",
                params![
                    indicator.id.as_str(),
                    period.to_string(),
                    said.what.shown(),
                    said.on.to_string(),
                    number(said.line),
                ],
            )?;
        }
        Ok(())
    }

    fn targets(&self, indicator: &Indicator) -> Result<(), Fault> {
        let mut insert = self
            .file
            .prepare_cached("INSERT INTO targets VALUES (?, ?, ?, ?, ?, ?)")?;
        for (area, periods) in &indicator.targets {
            for (period, set) in periods {
                let Some(said) = set.last() else { continue };
                insert.execute(params![
                    indicator.id.as_str(),
                    period.to_string(),
                    area.as_ref().map(|area| area.as_str()),
                    real(&said.what.value),
                    said.what.upper.as_ref().and_then(real),
                    number(said.line),
                ])?;
            }
        }
        Ok(())
    }

    fn figures(&self, indicator: &Indicator, says: &IndicatorSays) -> Result<(), Fault> {
        let mut insert = self
            .file
            .prepare_cached("INSERT INTO figures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")?;
        for (area, periods) in &indicator.figures {
            for (period, cell) in periods {
                let Some(measured) = cell.now() else { continue };
                let value: Option<f64> = measured.value().rounded(says.places).parse().ok();
                let rate = match &measured.figure {
                    Figure::Rate(rate) => Some(rate),
                    Figure::Count(_) => None,
                };
                insert.execute(params![
                    indicator.id.as_str(),
                    period.to_string(),
                    area.as_ref().map(|area| area.as_str()),
                    value,
                    rate.and_then(|rate| real(&rate.numerator())),
                    rate.and_then(|rate| real(&rate.denominator())),
                    rate.map(|rate| rate.per()),
                    measured.source.as_str(),
                    measured.from.as_ref().map(|from| from.as_str()),
                    measured.on.to_string(),
                    measured.words.as_ref().map(|words| words.shown()),
                    measured.why.as_ref().map(|why| why.shown()),
                    number(measured.line),
                ])?;
            }
        }
        Ok(())
    }

    fn delivery(&mut self) -> Result<(), Fault> {
        let delivery = &self.reading.record.delivery;
        for plan in delivery.plans() {
            let approval = plan.approval.as_ref();
            self.file.execute(
                "INSERT INTO delivery_plans VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    plan.id.as_str(),
                    plan.body.as_str(),
                    plan.year.to_string(),
                    plan.title.as_str(),
                    plan.on.to_string(),
                    approval.map(|it| it.on.to_string()),
                    approval.map(|it| it.body.as_str()),
                    approval.and_then(|it| it.decision.as_ref().map(|id| id.as_str())),
                    number(plan.line),
                ],
            )?;
        }
        for action in delivery.actions() {
            self.plan_action(action)?;
        }
        Ok(())
    }

    fn plan_action(&mut self, action: &Action) -> Result<(), Fault> {
        let (id, asked) = (action.id.as_str(), &action.asked);
        self.file.execute(
            "INSERT INTO plan_actions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                id,
                action.plan.as_str(),
                asked.title.as_str(),
                asked.says.as_ref().map(|says| says.shown()),
                asked.priority,
                asked.lead.as_str(),
                asked.person.map(|person| mention(&mut self.people, person)),
                asked.starts.to_string(),
                asked.due.to_string(),
                asked.budget.and_then(|pence| i64::try_from(pence).ok()),
                word(&action.state()),
                action.last_told().map(|day| day.to_string()),
                action.dropped.as_ref().map(|(_, on, _)| on.to_string()),
                number(action.line),
            ],
        )?;
        let mut insert = self
            .file
            .prepare_cached("INSERT INTO plan_action_links VALUES (?, ?, ?)")?;
        let links = asked.outcomes.iter().map(|it| ("outcome", it.as_str()));
        let links = links.chain(asked.indicators.iter().map(|it| ("indicator", it.as_str())));
        let links = links.chain(asked.approaches.iter().map(|it| ("approach", it.as_str())));
        let links = links.chain(asked.areas.iter().map(|it| ("area", it.as_str())));
        let links = links.chain(asked.with.iter().map(|it| ("partner", it.as_str())));
        let links = links.chain(asked.depends_on.iter().map(|it| ("waits-for", it.as_str())));
        for (kind, what) in links {
            insert.execute(params![id, kind, what])?;
        }
        for milestone in &action.milestones {
            self.file.execute(
                "INSERT INTO milestones VALUES (?, ?, ?, ?, ?)",
                params![
                    id,
                    milestone.no,
                    milestone.title.as_str(),
                    milestone.due.to_string(),
                    milestone.reached.as_ref().map(|(on, ..)| on.to_string()),
                ],
            )?;
        }
        Ok(())
    }

    fn exception(&mut self, it: &Exception) -> Result<(), Fault> {
        let (indicator, period, action, theme, area) = match &it.about {
            About::Indicator {
                indicator,
                period,
                area,
            } => (
                Some(indicator),
                Some(period.to_string()),
                None,
                None,
                area.as_ref(),
            ),
            About::PlanAction { action } => (None, None, Some(action), None, None),
            About::LogJam { theme, area } => (None, None, None, Some(theme), Some(area)),
            About::Concern => (None, None, None, None, None),
        };
        let closed = it.closed.as_ref();
        self.file.execute(
            "INSERT INTO exceptions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                it.id.as_str(),
                word(&it.about.sort()),
                it.title.as_str(),
                it.why.shown(),
                indicator.map(|it| it.as_str()),
                period,
                action.map(|it| it.as_str()),
                theme.map(|it| it.as_str()),
                area.map(|it| it.as_str()),
                it.owner.as_str(),
                it.person.map(|person| mention(&mut self.people, person)),
                it.body().as_str(),
                it.at.since.to_string(),
                it.at.asks.as_ref().map(|asks| asks.shown()),
                it.on.to_string(),
                it.rule.is_some(),
                closed.and_then(|closed| word(&closed.outcome)),
                closed.map(|closed| closed.on.to_string()),
                number(it.line),
            ],
        )?;
        for remedy in &it.remedies {
            let end = remedy.finished.as_ref();
            self.file.execute(
                "INSERT INTO remedies VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                params![
                    remedy.id.as_str(),
                    it.id.as_str(),
                    remedy.what.shown(),
                    remedy.owner.as_str(),
                    remedy
                        .person
                        .map(|person| mention(&mut self.people, person)),
                    remedy.due.to_string(),
                    end.map(|end| end.done),
                    end.map(|end| end.on.to_string()),
                    number(remedy.line),
                ],
            )?;
        }
        Ok(())
    }
}
