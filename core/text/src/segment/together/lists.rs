//! Items of lists inside an article: `(1)`, `(a)`, `(i)`, `1.`. A stack of open lists tells which item continues which
//! list; an item that continues none and begins none is text.

use std::collections::HashSet;

use crate::profile::{Role, Style};

use super::sheet::Start;
use super::{opening, read, Scan};
use crate::segment::number::{readings, Order, Reading};

/// An item taken.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) level: usize,
    /// Index of the item it stands under, within the article.
    pub(super) parent: Option<usize>,
    /// First byte of the heading: of the line, or of the label where another stands before it.
    pub(super) at: usize,
    /// Byte after the label and the white space after it.
    pub(super) rest: usize,
    pub(super) label: String,
    pub(super) number: String,
    pub(super) style: Style,
}

/// A mark at the start of a line or right after another mark.
struct Mark {
    at: usize,
    rest: usize,
    label: String,
    number: String,
    readings: Vec<Reading>,
    start: Start,
}

struct Open {
    style: Style,
    last: Order,
    item: usize,
}

/// Something to report: code, byte, label, message.
pub(super) type Report = (&'static str, usize, String, String);

/// The items between bytes `from` and `to`, which an article or an annex of `level` holds.
pub(super) fn find(scan: &Scan<'_>, level: usize, from: usize, to: usize) -> (Vec<Item>, Vec<Report>) {
    if level_below(scan, level).is_none() {
        return (Vec::new(), Vec::new());
    }
    let marks = marks(scan, from, to);
    let mut items: Vec<Item> = Vec::new();
    let mut reports: Vec<Report> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    // Lists that begin again without a number above them hang on unnumbered paragraphs: none of them can be cited.
    let mut hanging: HashSet<(Option<usize>, usize)> = HashSet::new();
    for (index, mark) in marks.iter().enumerate() {
        let Some((depth, style, order, gap)) = place(scan, &marks, index, &open, level, &items) else { continue };
        let parent = depth.checked_sub(1).map(|outer| open[outer].item);
        let under = parent.map_or(level, |parent| items[parent].level);
        let Some(own) = level_for(scan, style, under, level) else { continue };
        let again = depth < open.len() && open[depth].style == style && order <= open[depth].last;
        let own = if depth < open.len() && open[depth].style == style { items[open[depth].item].level } else { own };
        if again && hanging.insert((parent, own)) {
            let message = format!("{} begins a list again under the same heading; these lists were left as text.", mark.label);
            reports.push(("restart", mark.at, mark.label.clone(), message));
        }
        if gap > 0 {
            reports.push(("gap", mark.at, mark.label.clone(), format!("{} leaves out items.", mark.label)));
        }
        open.truncate(depth);
        open.push(Open { style, last: order, item: items.len() });
        items.push(Item {
            level: own,
            parent,
            at: mark.at,
            rest: mark.rest,
            label: mark.label.clone(),
            number: mark.number.clone(),
            style,
        });
    }
    (without_hanging(items, &hanging), reports)
}

/// The level an item of `style` has below `under`: the next deeper one that takes the style, else any that does.
fn level_for(scan: &Scan<'_>, style: Style, under: usize, article: usize) -> Option<usize> {
    let takes = |level: &usize| scan.matcher(*level).items().is_some_and(|styles| styles.contains(&style));
    let first = level_below(scan, article)?;
    let annex = |level: &usize| scan.matcher(*level).is(Role::Annex);
    // The items of annexes have levels of their own.
    let end = (first..scan.profile.levels.len()).find(annex).unwrap_or(scan.profile.levels.len());
    (under.max(first - 1) + 1..end).find(takes).or_else(|| (first..end).find(takes).filter(|&level| level != under))
}

/// The first level of items below `level`; those of an annex follow the last kind of annex.
fn level_below(scan: &Scan<'_>, level: usize) -> Option<usize> {
    (level + 1..scan.profile.levels.len()).find(|&below| scan.matcher(below).items().is_some())
}

/// Where the mark belongs: depth of its list, style, order, and items left out before it.
fn place(
    scan: &Scan<'_>,
    marks: &[Mark],
    index: usize,
    open: &[Open],
    article: usize,
    items: &[Item],
) -> Option<(usize, Style, Order, u32)> {
    let mark = &marks[index];
    let mut continued: Option<(usize, Style, Order, u32)> = None;
    let mut begun: Option<(usize, Style, Order, u32)> = None;
    for &(style, order) in &mark.readings {
        let known = open.iter().rposition(|list| list.style == style);
        if let Some(depth) = known {
            let next = open[depth].last.gap_to(order);
            let step = match next {
                Some(gap) if order.value - open[depth].last.value <= 1 => Some(gap),
                // Items left out, where the text goes on from there and none of them comes later.
                Some(1) if mark.start >= Start::Clear && follows(marks, index, style, order) => Some(1),
                Some(gap) if mark.start >= Start::Clear && goes_on(marks, index, style, order, gap) => Some(gap),
                _ => None,
            };
            if let Some(gap) = step.filter(|_| mark.start > Start::Dangling) {
                if continued.is_none_or(|(deepest, ..)| depth > deepest) {
                    continued = Some((depth, style, order, gap));
                }
                continue;
            }
        }
        let left_out = order.value.saturating_sub(1);
        let begins = order.suffix == 0
            && order.value > 0
            && mark.start >= Start::Clear
            && (left_out == 0 || (known.is_none() && goes_on(marks, index, style, order, left_out)));
        if !begins {
            continue;
        }
        let depth = known.unwrap_or(open.len());
        let under = if depth == 0 { article } else { items[open[depth - 1].item].level };
        if level_for(scan, style, under, article).is_some() && begun.is_none_or(|(_, _, _, again)| again > 0 || known.is_none()) {
            begun = Some((depth, style, order, left_out));
        }
    }
    match (continued, begun) {
        // `(i)` after `(h)`: the ninth letter, or the first of a new list? The next marks tell.
        // A list that is open already would begin again: going on is likelier.
        (Some(letter), Some(roman)) if open.iter().any(|list| list.style == roman.1) => Some(letter),
        (Some(letter), Some(roman)) => Some(if first_to_follow(marks, index, roman, letter) { roman } else { letter }),
        (Some(one), None) => Some(one),
        (None, Some(one)) => Some(one),
        (None, None) => None,
    }
}

/// Most items that are left out one after the other.
const LOST: u32 = 3;

/// How many marks ahead are looked at.
const AHEAD: usize = 24;

/// Whether one of the next marks is the item after `order` of a list in `style`.
fn follows(marks: &[Mark], index: usize, style: Style, order: Order) -> bool {
    next_of(marks, index, style, order).is_some()
}

/// Whether the list goes on from `order`, before which `left_out` items are left out, and none of these comes later.
fn goes_on(marks: &[Mark], index: usize, style: Style, order: Order, left_out: u32) -> bool {
    let comes = |value: u32| next_of(marks, index, style, Order::plain(value - 1)).is_some();
    left_out <= LOST && follows(marks, index, style, order) && !(order.value - left_out..order.value).any(comes)
}

fn next_of(marks: &[Mark], index: usize, style: Style, order: Order) -> Option<usize> {
    let next = (style, Order::plain(order.value + 1));
    marks[index + 1..].iter().take(AHEAD).position(|mark| mark.readings.contains(&next))
}

fn first_to_follow(marks: &[Mark], index: usize, one: (usize, Style, Order, u32), other: (usize, Style, Order, u32)) -> bool {
    match (next_of(marks, index, one.1, one.2), next_of(marks, index, other.1, other.2)) {
        (Some(one), Some(other)) => one < other,
        (one, _) => one.is_some(),
    }
}

/// Every mark of the range, in order.
fn marks(scan: &Scan<'_>, from: usize, to: usize) -> Vec<Mark> {
    let lines = scan.sheet.lines;
    let mut found = Vec::new();
    let first = lines.number_at(from) - 1;
    // What follows a heading begins a paragraph, however the heading ends.
    let mut follows_heading = true;
    for index in first..lines.len() {
        let line_start = lines.start(index);
        if line_start >= to {
            break;
        }
        if !scan.sheet.readable(index) {
            continue;
        }
        let line = lines.get(index);
        let mut at = if line_start < from { from - line_start } else { opening::text_start(line) };
        let mut heading_at = if line_start < from { from } else { line_start };
        let mut start = if follows_heading { Start::Clear } else { scan.sheet.starts[index] };
        follows_heading = false;
        // `(1)(a)`, `2. (1)`: marks one after the other.
        for _ in 0..4 {
            let Some((end, number, dotted)) = read::item(line, at, scan.lexicon) else { break };
            let written = &line[number.0..number.1];
            let read = readings(written, dotted, scan.sheet.all_capitals, &scan.lexicon.letters);
            if read.is_empty() {
                break;
            }
            let tail = line[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_'));
            // A reference goes on with a small letter or a comma right after the bracket: `(2), the court`.
            let refers = !dotted && line[end..].starts_with([',', ';', '.', ')']);
            let rest = if tail.is_empty() { lines.start(index + 1) } else { line_start + line.len() - tail.len() };
            if !refers {
                found.push(Mark {
                    at: heading_at,
                    rest,
                    label: read::shown(&line[at..end]),
                    number: written.to_owned(),
                    readings: read,
                    start,
                });
            }
            if tail.is_empty() || refers {
                break;
            }
            at = line.len() - tail.len();
            heading_at = rest;
            start = Start::Clear;
        }
    }
    found
}

/// The items without those of hanging lists and what stands under them.
fn without_hanging(items: Vec<Item>, hanging: &HashSet<(Option<usize>, usize)>) -> Vec<Item> {
    if hanging.is_empty() {
        return items;
    }
    let mut place: Vec<Option<usize>> = Vec::with_capacity(items.len());
    let mut kept: Vec<Item> = Vec::with_capacity(items.len());
    for mut item in items {
        let drops = hanging.contains(&(item.parent, item.level)) || item.parent.is_some_and(|parent| place[parent].is_none());
        if drops {
            place.push(None);
            continue;
        }
        item.parent = item.parent.and_then(|parent| place[parent]);
        place.push(Some(kept.len()));
        kept.push(item);
    }
    kept
}
