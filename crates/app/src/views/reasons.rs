//! What a certificate says of the way towards agreement, in sentences.

use record::decisions::{Certified, PartnersAnswer, Position};

use super::{AgreementView, PositionView, Sentence, words};

/// Sentences on the proposal, its level and competence, whom it binds and who answered.
pub(super) fn reasons(view: &AgreementView) -> Vec<Sentence> {
    let said = [
        positions(view),
        level(view),
        competence(view),
        recommendation(view),
        binds(view),
        referral(view),
        accountable(view),
    ];
    said.into_iter().flatten().collect()
}

fn sentence(about: &'static str, text: String, clause: Option<String>) -> Sentence {
    Sentence {
        about,
        text,
        met: true,
        clause,
        facts: Vec::new(),
    }
}

fn positions(view: &AgreementView) -> Option<Sentence> {
    if view.positions.is_empty() {
        return None;
    }
    let count = |position| view.count(position);
    let aside = words::count(count(Position::StandAside), "stood aside", "stood aside");
    let object = words::count(count(Position::Object), "objected", "objected");
    let silent = match view.silent() {
        0 => String::new(),
        silent => format!("; {silent} said nothing"),
    };
    let text = format!(
        "Members said where they stood on the proposal: {} supported it, {} could live with it, {aside}, {object}{silent}.",
        count(Position::Support),
        count(Position::CanLiveWith),
    );
    Some(Sentence {
        facts: view.positions.iter().map(stood).collect(),
        ..sentence("Positions", text, None)
    })
}

/// "Worcester City Council: stood aside, on delegated power: “…”".
fn stood(row: &PositionView) -> String {
    let position = row.position.map_or("said nothing", words::position_taken);
    let power = match row.mandate {
        None => "",
        Some(Certified::Delegated) => ", on delegated power",
        Some(Certified::Decided) => ", as their organisation decided",
        Some(Certified::RefersBack) => ", and has to refer back",
    };
    let said = row
        .words
        .as_ref()
        .map_or(String::new(), |words| format!(": “{words}”"));
    format!("{}: {position}{power}{said}", row.name())
}

fn level(view: &AgreementView) -> Option<Sentence> {
    let (level, why) = (view.level?, view.level_why.as_ref()?);
    let text = format!("It was taken at the level of {level}, and why there is on the record.");
    Some(Sentence {
        facts: vec![why.clone()],
        ..sentence("Level", text, None)
    })
}

fn competence(view: &AgreementView) -> Option<Sentence> {
    let competence = view.competence.as_ref()?;
    let what = competence.what.trim_end_matches('.');
    let text = match view.recommends_to {
        Some(_) => format!("It falls under “{what}”, which is for another body to decide."),
        None => format!("It falls under “{what}”, which the body may decide."),
    };
    Some(sentence("Competence", text, competence.clause.clone()))
}

fn recommendation(view: &AgreementView) -> Option<Sentence> {
    let to = view.recommends_to.as_ref()?;
    let text = format!("It is a recommendation: the {} decides.", to.name);
    Some(sentence("Recommendation", text, None))
}

fn binds(view: &AgreementView) -> Option<Sentence> {
    let binds = view.binds.as_ref()?;
    let text = match binds.supports.len() {
        0 => "It binds only those who can support it, and nobody has said so yet.".to_owned(),
        some => format!(
            "It binds only those who can support it: {}.",
            words::count(some, "organisation", "organisations")
        ),
    };
    let list = |what: &str, names: &[String]| match names.is_empty() {
        true => None,
        false => Some(format!("{what}: {}", names.join(", "))),
    };
    let facts = [
        list("Can support it", &binds.supports),
        list("Must refer it back", &binds.refers_back),
        list("Cannot support it", &binds.others),
        list("Not asked", &binds.unasked),
    ];
    Some(Sentence {
        met: !binds.supports.is_empty(),
        facts: facts.into_iter().flatten().collect(),
        ..sentence("Binds", text, binds.clause.clone())
    })
}

fn referral(view: &AgreementView) -> Option<Sentence> {
    let referral = view.referral.as_ref()?;
    let declined: Vec<&str> = referral
        .declined()
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    let not_bound = match declined.is_empty() {
        true => String::new(),
        false => format!(" {} declined, and is not bound.", declined.join(", ")),
    };
    let text = format!(
        "It was referred to the partners’ own governing bodies. {}.{not_bound}",
        referral.in_words()
    );
    let facts = referral.answers.iter().map(|it| {
        let answer = it.answer.map_or("has not answered", words::partners_answer);
        let on = it
            .on
            .map_or(String::new(), |on| format!(", {}", words::short_day(on)));
        let conditions = match (&it.conditions, it.answer) {
            (Some(words), Some(PartnersAnswer::AgreesWithConditions)) => format!(": “{words}”"),
            _ => String::new(),
        };
        format!("{}: {answer}{on}{conditions}", it.partner.name)
    });
    let clause = view.competence.as_ref().and_then(|it| it.clause.clone());
    Some(Sentence {
        met: referral.waiting == 0 && declined.is_empty(),
        facts: facts.collect(),
        ..sentence("Referral", text, clause)
    })
}

fn accountable(view: &AgreementView) -> Option<Sentence> {
    let asked = view.accountable.as_ref()?;
    let who = asked
        .partner
        .as_ref()
        .map_or("none is named", |partner| &partner.name);
    let text = match asked.agrees {
        None => format!("It waits for the agreement of the accountable body ({who})."),
        Some(true) => format!("The accountable body ({who}) agrees."),
        Some(false) => format!("The accountable body ({who}) does not agree."),
    };
    let by = asked.by.as_ref().zip(asked.on);
    let by = by.map(|(by, on)| format!("{by}, {}", words::short_day(on)));
    Some(Sentence {
        met: asked.agrees == Some(true),
        facts: by.into_iter().chain(asked.words.clone()).collect(),
        ..sentence("Accountable body", text, asked.clause.clone())
    })
}
