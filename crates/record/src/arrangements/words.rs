//! Words for messages: the nearest name to one that was mistyped, lists that read well.

/// The name among `names` that someone most likely meant by `typed`.
pub(super) fn nearest<'a>(
    typed: &str,
    names: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let typed: Vec<char> = typed.chars().take(60).collect();
    let close_enough = (typed.len() / 3).max(1);
    names
        .into_iter()
        .map(|name| (distance(&typed, name), name))
        .filter(|(distance, _)| *distance <= close_enough && *distance < typed.len())
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// “a, b or c”, shortened where there are very many.
pub(super) fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match names.as_slice() {
        [] => "none".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] if names.len() <= 40 => format!("{} or {last}", first.join(", ")),
        many => format!("{} and {} more", many[..40].join(", "), many.len() - 40),
    }
}

/// “Did you mean …?”, or else what there is to choose from.
pub(super) fn suggest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.into_iter().collect();
    match (nearest(typed, names.iter().copied()), names.as_slice()) {
        (Some(name), _) => format!("Did you mean “{name}”?"),
        (None, [only]) => format!("There is only “{only}”."),
        (None, _) => format!("Use one of these: {}.", one_of(names)),
    }
}

/// Letters to add, drop, change or swap with their neighbour to get from one word to another.
fn distance(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    if from.len().abs_diff(to.len()) > from.len() {
        return usize::MAX;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for (i, a) in from.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, b) in to.iter().enumerate() {
            let mut best = (last[j] + usize::from(a != b))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *a == to[j - 1] && from[i - 1] == *b {
                best = best.min(before_last[j - 1] + 1);
            }
            row.push(best);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_name_that_was_meant() {
        let names = ["quorum", "vote", "seat", "standing_item"];
        let table = [
            ("qourum", Some("quorum")),
            ("votes", Some("vote")),
            ("standing_items", Some("standing_item")),
            ("x", None),
        ];
        for (typed, meant) in table {
            assert_eq!(nearest(typed, names), meant, "{typed}");
        }
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(one_of([]), "none");
        assert_eq!(one_of(["a"]), "a");
        assert_eq!(one_of(["a", "b", "c"]), "a, b or c");
    }
}
