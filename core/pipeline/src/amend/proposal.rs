//! What is proposed to people: steps, what was left to them, and doubts.

use iu_address::Day;
use serde::{Deserialize, Serialize};

use crate::structure::{Operation, Undertaking};
use cutter_model::sentence::{Sentence, Values};

/// What leads from the document to the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendmentProposal")]
pub struct Proposal {
    /// Units that are as the text has them.
    pub unchanged: usize,
    /// Operations, each of which can be proposed once those before it were carried out.
    pub steps: Vec<Step>,
    /// What no operation is proposed for, and why.
    pub left: Vec<Left>,
    /// Units of the text that wait for what the steps make; the next round proposes them.
    pub waiting: usize,
    /// Sentences of the amending act that ask for something; none where a consolidated text was compared.
    pub instructions: Vec<Instruction>,
    /// Every other sentence of the act's own articles: it asks nothing of a provision. Together with the instructions, and what only
    /// leads to them, they are all of it.
    pub others: Vec<Passage>,
    /// All of it as one change, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub whole: Option<Whole>,
}

/// What an act asks of the document as one change, round upon round until nothing is left that could be carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendmentWhole")]
pub struct Whole {
    /// The change; none where nothing can be carried out.
    pub operation: Option<Undertaking>,
    /// The day from which it is law; none takes effect as it is recorded.
    pub effective_on: Option<Day>,
    /// Steps that it has not, for a person should look at them before.
    pub doubted: Vec<Step>,
    /// What no operation is proposed for at the end, and what one refused, and why.
    pub left: Vec<Left>,
}

/// A sentence of an amending act that asks nothing of a provision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendingPassage")]
pub struct Passage {
    /// Where it stands in the act, as an address without its prefix.
    pub place: String,
    /// Line of the act's text, from 1.
    pub line: usize,
    /// The sentence.
    pub sentence: String,
}

impl Proposal {
    /// Proposes one operation more.
    pub(super) fn step(&mut self, operation: Operation, addresses: Vec<String>, doubts: Vec<Doubt>) {
        self.steps.push(Step { operation, addresses, doubts, asked_by: Vec::new() });
    }

    /// Leaves a unit to a person.
    pub(super) fn leave(&mut self, address: &str, why: Sentence) {
        self.left.push(Left { address: address.to_owned(), why: why.into(), asked_by: Vec::new() });
    }
}

/// A sentence of an amending act that asks for something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendingInstruction")]
pub struct Instruction {
    /// Where it stands in the act, as an address without its prefix.
    pub place: String,
    /// Line of the act's text, from 1.
    pub line: usize,
    /// The sentence.
    pub sentence: String,
    /// What it asks, in the order of its words; none where it is not understood.
    pub asks: Vec<Asked>,
    /// What became of it.
    pub outcome: InstructionOutcome,
}

/// One thing that an instruction asks, and of which provisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendingAsked")]
pub struct Asked {
    /// What is to be done.
    pub kind: AskedKind,
    /// The provisions, innermost level first, as the grammar writes them: `khoản 2 Điều 5`, `tên Điều 7`.
    pub provisions: Vec<String>,
}

/// What an instruction asks of a provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum AskedKind {
    /// Another text.
    Substitute,
    /// It is new.
    Insert,
    /// It ends.
    Repeal,
    /// Other words in it.
    Words,
    /// Another number.
    Renumber,
    /// It is law, and not applied for a time.
    Suspend,
    /// It is applied again.
    Resume,
    /// An appendix or a form: another one, or a new one.
    Annex,
}

/// What became of an instruction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[serde(rename_all = "snake_case")]
pub enum InstructionOutcome {
    /// Steps are proposed for it.
    Proposed,
    /// The document reads so already.
    Done,
    /// It, or a part of it, is left to a person.
    Left,
    /// It amends another document, which its reason names.
    OtherDocument,
}

/// One operation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendmentStep")]
pub struct Step {
    /// What is to be done.
    pub operation: Operation,
    /// Addresses it is about, as they are before it; of an insert the one it gives.
    pub addresses: Vec<String>,
    /// What a person should look at before; empty where nothing speaks against it.
    pub doubts: Vec<Doubt>,
    /// Which instructions ask for it, as places in the list of them.
    pub asked_by: Vec<usize>,
}

/// A unit that is left to a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendmentLeft")]
pub struct Left {
    /// Its address: of the document, or where it has none yet of the text. Of an instruction, the provision as it names it; empty
    /// where none is understood.
    pub address: String,
    /// Why.
    pub why: Doubt,
    /// Which instructions ask for it, as places in the list of them.
    pub asked_by: Vec<usize>,
}

/// Something only a person can tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, cutter_model::TS)]
#[ts(rename = "AmendmentDoubt")]
pub struct Doubt {
    /// Stable code.
    pub code: String,
    /// What stands in the places of its sentence.
    pub values: Values,
    /// The sentence.
    pub message: String,
}

impl From<Sentence> for Doubt {
    fn from(Sentence { code, values, text }: Sentence) -> Self {
        Self { code: code.to_owned(), values, message: text }
    }
}
