//! What was made, held against what the publisher printed: how far two texts are apart, and where.

/// Where two texts differ: words of the one, words of the other, and what stands before both.
pub struct Hunk {
    pub before: String,
    pub made: String,
    pub official: String,
}

/// Characters that have to be inserted, deleted or replaced, by the length of the longer text: 0 where both are equal.
pub fn distance(one: &str, other: &str) -> f64 {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let longest = one.len().max(other.len());
    if longest == 0 {
        return 0.0;
    }
    let head = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[head..], &other[head..]);
    let tail = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other).count();
    let (one, other) = (&one[..one.len() - tail], &other[..other.len() - tail]);
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (down, left) in one.iter().enumerate() {
        let mut corner = row[0];
        row[0] = down + 1;
        for (across, above) in other.iter().enumerate() {
            let replaced = corner + usize::from(left != above);
            corner = row[across + 1];
            row[across + 1] = replaced.min(corner + 1).min(row[across] + 1);
        }
    }
    row[other.len()] as f64 / longest as f64
}

/// Every place where the words differ (longest common subsequence).
pub fn hunks(made: &str, official: &str) -> Vec<Hunk> {
    let (made, official): (Vec<&str>, Vec<&str>) = (made.split(' ').collect(), official.split(' ').collect());
    let mut common = vec![vec![0_u32; official.len() + 1]; made.len() + 1];
    for (down, one) in made.iter().enumerate().rev() {
        for (across, other) in official.iter().enumerate().rev() {
            common[down][across] = if one == other {
                common[down + 1][across + 1] + 1
            } else {
                common[down + 1][across].max(common[down][across + 1])
            };
        }
    }
    let (mut down, mut across, mut found) = (0, 0, Vec::new());
    while down < made.len() || across < official.len() {
        if made.get(down).is_some() && made.get(down) == official.get(across) {
            (down, across) = (down + 1, across + 1);
            continue;
        }
        let (from, since) = (down, across);
        while (down < made.len() || across < official.len())
            && (made.get(down).is_none() || made.get(down) != official.get(across))
        {
            let left = if down < made.len() { Some(common[down + 1][across]) } else { None };
            let right = if across < official.len() { Some(common[down][across + 1]) } else { None };
            if left >= right {
                down += 1;
            } else {
                across += 1;
            }
        }
        let before = made[from.saturating_sub(4)..from].join(" ");
        found.push(Hunk { before, made: made[from..down].join(" "), official: official[since..across].join(" ") });
    }
    found
}
