//! Links from a unit's text, kept in `candidate_edges`: shared out by a split, put together by a join.

use serde::{Deserialize, Serialize};

/// A link that was recognised in a unit's text and waits to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "UnitLink")]
pub struct Edge {
    /// What it means: `refers_to`, `amends`, …
    pub kind: String,
    /// The text it names: an address or another alias.
    pub target: String,
    /// Byte of the own text where it stands; none where it belongs to the unit as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<usize>,
}

/// The links of each part, which end at the bytes `ends`. A link goes with the text it stands in; one that belongs to the
/// whole goes to every part, for nobody can tell to which.
#[must_use]
pub fn shared_out(edges: &[Edge], ends: &[usize]) -> Vec<Vec<Edge>> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let last = ends.len().saturating_sub(1);
    starts
        .zip(ends.iter().copied())
        .enumerate()
        .map(|(index, (start, end))| {
            let within = |at: usize| at >= start && (at < end || index == last);
            let moved = |edge: &Edge| match edge.at {
                Some(at) => within(at).then(|| Edge { at: Some(at - start), ..edge.clone() }),
                None => Some(edge.clone()),
            };
            edges.iter().filter_map(moved).collect()
        })
        .collect()
}

/// The links of a join: `joined` gives for each unit, in document order, its links and the byte its own text begins at.
/// Links to `internal` texts, the addresses of the joined units, are dropped; of several of one kind and target the first
/// in the text stays.
#[must_use]
pub fn put_together(joined: &[(&[Edge], usize)], internal: &[&str]) -> Vec<Edge> {
    let moved = joined.iter().flat_map(|(edges, start)| edges.iter().map(move |edge| (edge, edge.at.map(|at| at + start))));
    let mut all: Vec<Edge> = moved
        .filter(|(edge, _)| !internal.contains(&edge.target.as_str()))
        .map(|(edge, at)| Edge { at, ..edge.clone() })
        .collect();
    all.sort_by_key(|edge| edge.at);
    let mut kept: Vec<Edge> = Vec::with_capacity(all.len());
    for edge in all {
        if !kept.iter().any(|other| other.kind == edge.kind && other.target == edge.target) {
            kept.push(edge);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(target: &str, at: Option<usize>) -> Edge {
        Edge { kind: "refers_to".to_owned(), target: target.to_owned(), at }
    }

    #[test]
    fn a_link_goes_with_the_text_it_stands_in() {
        let edges = [edge("A/1", Some(0)), edge("A/2", Some(9)), edge("A/3", Some(10)), edge("A/4", Some(20)), edge("A/5", None)];
        let parts = shared_out(&edges, &[10, 20]);
        assert_eq!(parts[0], [edge("A/1", Some(0)), edge("A/2", Some(9)), edge("A/5", None)]);
        assert_eq!(parts[1], [edge("A/3", Some(0)), edge("A/4", Some(10)), edge("A/5", None)]);
    }

    #[test]
    fn a_join_drops_internal_links_and_keeps_each_other_one_once() {
        let (one, two) =
            ([edge("A/2", Some(1)), edge("B/1", Some(5))], [edge("B/1", Some(0)), edge("A/1", None), edge("C/1", Some(3))]);
        let all = put_together(&[(&one, 0), (&two, 10)], &["A/1", "A/2"]);
        assert_eq!(all, [edge("B/1", Some(5)), edge("C/1", Some(13))]);
    }
}
