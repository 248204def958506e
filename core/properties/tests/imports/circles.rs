//! Circles of a graph: groups of nodes each of which leads to every other one (Tarjan).

use std::collections::{BTreeMap, BTreeSet};

struct Walk<'g> {
    arrows: &'g BTreeMap<String, BTreeSet<String>>,
    index: BTreeMap<&'g str, usize>,
    low: BTreeMap<&'g str, usize>,
    open: Vec<&'g str>,
    found: Vec<Vec<String>>,
}

/// Every circle of the arrows, its nodes in order. An arrow from a node to itself is none.
pub fn circles(arrows: impl IntoIterator<Item = (String, String)>) -> Vec<Vec<String>> {
    let mut graph: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, to) in arrows {
        graph.entry(to.clone()).or_default();
        graph.entry(from).or_default().insert(to);
    }
    let mut walk = Walk { arrows: &graph, index: BTreeMap::new(), low: BTreeMap::new(), open: Vec::new(), found: Vec::new() };
    for node in graph.keys() {
        if !walk.index.contains_key(node.as_str()) {
            walk.visit(node);
        }
    }
    walk.found
}

impl<'g> Walk<'g> {
    fn visit(&mut self, node: &'g str) {
        let at = self.index.len();
        self.index.insert(node, at);
        self.low.insert(node, at);
        self.open.push(node);
        for next in &self.arrows[node] {
            let reached = match self.index.get(next.as_str()) {
                None => {
                    self.visit(next);
                    self.low[next.as_str()]
                }
                Some(index) if self.open.contains(&next.as_str()) => *index,
                Some(_) => continue,
            };
            let low = self.low[node].min(reached);
            self.low.insert(node, low);
        }
        if self.low[node] == at {
            let from = self.open.iter().position(|each| *each == node).expect("it is open");
            let mut circle: Vec<String> = self.open.drain(from..).map(str::to_owned).collect();
            circle.sort();
            if circle.len() > 1 {
                self.found.push(circle);
            }
        }
    }
}
