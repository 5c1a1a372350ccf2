//! How far one word is from another: letters left out, added, changed or swapped with the next.

/// The number of typing errors between two words, or none where it is more than `most`.
pub fn distance(one: &str, other: &str, most: usize) -> Option<usize> {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    if one.len().abs_diff(other.len()) > most {
        return None;
    }
    // Three rows of the table are enough: a swap looks two back.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (row, left) in one.iter().enumerate() {
        let mut this = Vec::with_capacity(last.len());
        this.push(row + 1);
        for (column, right) in other.iter().enumerate() {
            let cost = usize::from(left != right);
            let mut best = (last[column] + cost)
                .min(last[column + 1] + 1)
                .min(this[column] + 1);
            let swapped =
                row > 0 && column > 0 && *left == other[column - 1] && one[row - 1] == *right;
            if swapped {
                best = best.min(before[column - 1] + 1);
            }
            this.push(best);
        }
        if this.iter().all(|far| *far > most) {
            return None;
        }
        before = std::mem::replace(&mut last, this);
    }
    last.last().copied().filter(|far| *far <= most)
}

/// How many typing errors are forgiven in a word.
pub(crate) fn forgiven(word: &str) -> usize {
    match word.chars().count() {
        0..=3 => 0,
        4..=5 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::distance;

    #[test]
    fn typing_errors_are_counted() {
        for (one, other, errors) in [
            ("commissioning", "commissioning", Some(0)),
            ("comissioning", "commissioning", Some(1)),
            ("commisioning", "commissioning", Some(1)),
            ("comisioning", "commissioning", Some(2)),
            ("flod", "flood", Some(1)),
            ("folod", "flood", Some(1)),
            ("baord", "board", Some(1)),
            ("flood", "board", None),
            ("", "ab", Some(2)),
            ("", "abc", None),
        ] {
            assert_eq!(distance(one, other, 2), errors, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn it_is_the_same_both_ways(one in "[a-e]{0,8}", other in "[a-e]{0,8}") {
            prop_assert_eq!(distance(&one, &other, 3), distance(&other, &one, 3));
        }
    }
}
