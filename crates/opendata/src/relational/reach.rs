//! How far a decision reaches and who stood where: positions, referrals to partners, the accountable
//! body's agreement. Only of decisions that the audience may see.

use record::decisions::Decision;
use rusqlite::params;

use super::{Copy, Fault, mention, number, word};

impl Copy<'_> {
    pub(super) fn reach(&mut self, decision: &Decision) -> Result<(), Fault> {
        let id = decision.id.as_str();
        for (seat, stated) in &decision.positions {
            self.file.execute(
                "INSERT INTO positions VALUES (?, ?, ?, ?, ?, ?, ?)",
                params![
                    id,
                    seat.as_str(),
                    mention(&mut self.people, stated.person),
                    word(&stated.position),
                    stated.mandate.as_ref().and_then(word),
                    stated.words.as_ref().map(|words| words.shown()),
                    number(stated.line),
                ],
            )?;
        }
        if let Some(referral) = &decision.referral {
            for (partner, answered) in &referral.partners {
                let answered = answered.as_ref();
                let conditions = answered.and_then(|answered| answered.conditions.as_ref());
                self.file.execute(
                    "INSERT INTO referrals VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                    params![
                        id,
                        partner.as_str(),
                        referral.due.map(|day| day.to_string()),
                        answered.and_then(|answered| word(&answered.answer)),
                        answered.map(|answered| answered.on.to_string()),
                        answered.map(|answered| answered.by.shown()),
                        conditions.map(|words| words.shown()),
                        number(answered.map_or(referral.line, |answered| answered.line)),
                    ],
                )?;
            }
        }
        let scope = &decision.scope;
        if scope.is_empty() && decision.accountable.is_none() {
            return Ok(());
        }
        let accountable = decision.accountable.as_ref();
        let partner = accountable.and_then(|it| it.partner.as_ref());
        let consent = accountable.and_then(|it| it.consent.as_ref());
        self.file.execute(
            "INSERT INTO reach VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            params![
                id,
                scope.competence.as_ref().map(|it| it.as_str()),
                scope.level.as_ref().and_then(|level| word(&level.at)),
                scope.level.as_ref().map(|level| level.why.shown()),
                scope.recommends_to.as_ref().map(|it| it.as_str()),
                partner.map(|it| it.as_str()),
                consent.map(|consent| consent.agrees),
                consent.map(|consent| consent.on.to_string()),
            ],
        )?;
        Ok(())
    }
}
