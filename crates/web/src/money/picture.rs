//! Where the money is, as what `drawing` draws.

use app::views::money::{WayRow, WayTone, WayView};
use drawing::{Flow, FlowBand, FlowBox, FlowStage, FlowTone, flow};
use record::money::Pence;

/// Wide enough for a desk and for paper; narrow enough for a telephone.
const WIDTHS: [i32; 2] = [1060, 300];

/// The same picture twice.
pub(super) struct Picture {
    /// The finding.
    pub(super) title: String,
    /// For a desk, and for paper.
    pub(super) wide: String,
    /// For a telephone.
    pub(super) narrow: String,
}

/// The picture of where the money is. None where there is no money.
pub(super) fn picture(view: &WayView, base: &str) -> Option<Picture> {
    if view.rows.is_empty() {
        return None;
    }
    let title = finding(view);
    let (stages, bands) = drawn(view, base);
    let tones: Vec<(FlowTone, &str)> = WayTone::ALL
        .iter()
        .map(|it| (tone(*it), it.words()))
        .collect();
    let [wide, narrow] = WIDTHS.map(|width| {
        flow(&Flow {
            title: &title,
            description: "From whoever gives the money over its block and partner to its outcome. \
                          The same is in the table below.",
            width,
            stages: &stages,
            bands: &bands,
            tones: &tones,
        })
    });
    Some(Picture {
        title,
        wide,
        narrow,
    })
}

/// "£1,448,570 for 2006/07: £900,000 spent, £548,570 not yet received".
pub(super) fn finding(view: &WayView) -> String {
    let parts: Vec<String> = view
        .tones()
        .into_iter()
        .map(|tone| format!("{} {}", view.part(&tone), tone.words().to_lowercase()))
        .collect();
    let all = format!("{} for {}", view.sums.award, view.years.shown.slashed());
    match &*parts {
        [] => all,
        [one] => format!("{all}: {one}"),
        [most @ .., last] => format!("{all}: {} and {last}", most.join(", ")),
    }
}

fn tone(tone: WayTone) -> FlowTone {
    match tone {
        WayTone::Spent => FlowTone::Done,
        WayTone::WithPartner => FlowTone::There,
        WayTone::Held => FlowTone::Held,
        WayTone::Awaited => FlowTone::Awaited,
        WayTone::ToReturn => FlowTone::Back,
        WayTone::Repaid => FlowTone::Gone,
    }
}

/// The boxes that a way goes through, from giver to outcome.
fn boxes(row: &WayRow, base: &str) -> [FlowBox; 4] {
    let made = |id: String, name: &str, href: Option<String>| FlowBox {
        id,
        name: name.to_owned(),
        href,
    };
    let block = made(
        format!("block {}", row.block.id),
        &row.block.name,
        Some(format!("{base}/money/blocks/{}", row.block.id)),
    );
    let partner = match &row.partner {
        Some(partner) => made(
            format!("partner {}", partner.id),
            &partner.name,
            Some(format!("{base}/money/partners/{}", partner.id)),
        ),
        None => made("partner".to_owned(), "Not yet allocated", None),
    };
    let ids: Vec<&str> = row.outcomes.iter().map(|it| it.id.as_str()).collect();
    let outcome = match (&*row.outcomes, &row.partner) {
        ([], None) => made("outcome".to_owned(), "Not yet allocated", None),
        ([], Some(_)) => made("outcome none".to_owned(), "No outcome in particular", None),
        ([one], _) => made(
            format!("outcome {}", one.id),
            &one.title,
            Some(format!("{base}/plan/{}", one.id)),
        ),
        (many, _) => {
            let titles: Vec<&str> = many.iter().map(|it| &*it.title).collect();
            made(
                format!("outcome {}", ids.join(" ")),
                &titles.join("; "),
                Some(format!("{base}/money/outcomes")),
            )
        }
    };
    let giver = made(format!("giver {}", row.giver), &row.giver, None);
    [giver, block, partner, outcome]
}

fn drawn(view: &WayView, base: &str) -> (Vec<FlowStage>, Vec<FlowBand>) {
    let headings = ["From", "Block", "Partner", "Outcome"];
    let mut stages = headings.map(|heading| FlowStage {
        heading: heading.to_owned(),
        boxes: Vec::new(),
    });
    let mut bands = Vec::new();
    // What is not allocated comes last in each stage.
    let (allocated, left): (Vec<_>, Vec<_>) =
        view.rows.iter().partition(|row| row.partner.is_some());
    for row in allocated.into_iter().chain(left) {
        let way = boxes(row, base);
        for (tone_of, pence) in &row.parts {
            for pair in way.windows(2) {
                bands.push(FlowBand {
                    from: pair[0].id.clone(),
                    to: pair[1].id.clone(),
                    pence: whole(*pence),
                    tone: tone(*tone_of),
                });
            }
        }
        for (stage, one) in stages.iter_mut().zip(way) {
            if !stage.boxes.iter().any(|it| it.id == one.id) {
                stage.boxes.push(one);
            }
        }
    }
    (stages.into(), bands)
}

fn whole(pence: Pence) -> u64 {
    u64::try_from(pence.pence()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_said_alike_in_a_picture_and_on_its_page() {
        for pence in [0, 5, 100, 123_450, 144_857_000, 1_000_000_000_000] {
            let amount = Pence::of(pence).unwrap_or_default();
            assert_eq!(drawing::pounds(pence), amount.to_string());
            assert_eq!(whole(amount), pence);
        }
    }
}
