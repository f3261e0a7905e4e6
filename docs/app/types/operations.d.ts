// Types of the operations of scoring/operations: the request and the result of each. tests/scoring/test_bridge.py
// checks that these types match.
import type { Envelope } from "../form/answers/assessment.mjs";
import type { Problem } from "../form/checks/problem-lines.mjs";

export interface Operations {
  assess: { asked: { answers: Envelope; today: string }; result: Assessed };
  export: { asked: { answers: Envelope; today: string }; result: Exported };
  words: { asked: { answers: Envelope; today: string }; result: { words: FoundWords[] } };
  report: { asked: { answers: Envelope; today: string }; result: { html: string } };
  open: { asked: { text: string }; result: Opened };
  reassess: { asked: { answers: Envelope }; result: { envelope: Envelope } };
  reduce: { asked: CopyRequest & { answers: Envelope; today: string }; result: Reduced };
  compare: { asked: { answers: Envelope; other: Envelope }; result: Compared };
  merge: { asked: { answers: Envelope; other: Envelope; choices: Choices }; result: { envelope: Envelope } };
  "audit-row": { asked: { text: string; today: string }; result: AuditRow };
  audit: { asked: { records: AuditRecord[]; period: string; rows: boolean; today: string }; result: AuditReturn };
}

export type Op = keyof Operations;

/** Sends one request and resolves with the operation's result. */
export type Ask = <O extends Op>(op: O, what: Operations[O]["asked"]) => Promise<Operations[O]["result"]>;

/** The result of an assessment. */
export interface Assessed {
  /** Answers that are impossible. */
  problems: Problem[];
  /** Answers that are unlikely, and questions to consider before printing. */
  warnings: Problem[];
  /** Texts by the name in `data-text`. */
  texts: Record<string, string>;
  /** Lists by the name in `data-list`. */
  lists: Record<string, string[]>;
  /** The positions of the entries by date, for each list of the case record that has dates of its own. */
  order: Record<string, number[]>;
}

/** Words in an answer that can put the blame on a child. */
export interface FoundWords {
  /** `answers.ITEM`, `answers.ITEM.other` for the text beside “Other”, or `answers.LIST[2].FIELD`. */
  path: string;
  /** As they were typed. */
  words: string;
  /** Where they start in the text, as JavaScript counts. */
  start: number;
  why: string;
  /** Suggested wording instead. */
  instead: string[];
}

/** The report in other formats. */
export interface Exported {
  /** The parts of a Word document by their paths in its zip archive. */
  word: Record<string, string>;
  /** The whole report as plain text. */
  text: string;
  /** The same in sections, each with the marking, the initials and the date in its first line. */
  sections: { title: string; text: string }[];
}

/** The assessment in a saved file. */
export interface Opened {
  envelope: Envelope;
  /** What was left out or has to be checked. */
  notices: Problem[];
  practice: boolean;
  saved: string;
  /** Lines that describe whose assessment it is and how much it holds. */
  about: string[];
}

/** What a person chooses and types for a reduced copy. */
export interface CopyRequest {
  recipient: string;
  reason: string;
  /** The ids of the parts that are printed. */
  parts: string[];
}

/** A reduced copy, or the problems in its request. */
export interface Reduced {
  /** Their paths are the names of `CopyRequest`. */
  problems: Problem[];
  /** The copy as one article; empty if there are problems. */
  html: string;
  /** The item of the form that logs what was shared. */
  list: string;
  /** The entry for it; empty if there are problems. */
  entry: Record<string, string>;
}

/** How a second file of the same assessment differs from the form. */
export interface Compared {
  /** What to check before anything is chosen, and what is kept without a choice. */
  notes: string[];
  /** Who completed the file, and when; empty if it does not say. */
  given_by: string;
  differences: Difference[];
}

/** Answers that differ and are chosen together: the lines of each side, none where it is blank. */
export interface Difference {
  item: string;
  label: string;
  current: string[];
  other: string[];
  /** The side with an answer, where the other is blank. */
  suggested: Choice | "";
  /** Whether the two can be joined. */
  both: boolean;
}

/** Which answer to use: that of the form, that of the file, or both joined. */
export type Choice = "current" | "other" | "both";

/** The choice for each difference, by its item. */
export type Choices = Record<string, Choice>;

/** An assessment as the audit counts it: without anything that was typed. */
export interface AuditRecord {
  row: Record<string, unknown>;
  identity: string;
  content: string;
  saved: string;
}

/** A record, and the answers in it that a person has to classify. */
export interface AuditRow extends AuditRecord {
  undecided: Undecided[];
}

/** An answer that a person has to classify. */
export interface Undecided {
  key: string;
  label: string;
  typed: string;
  answers: string[];
}

/** The audit return. */
export interface AuditReturn {
  html: string;
  /** Tables by name, as CSV. The rows are empty unless they were asked for. */
  csv: Record<string, string>;
  count: number;
  /** How many assessments were completed outside the period. */
  outside: number;
  period: string;
  periods: { id: string; label: string }[];
  /** Assessments that are not counted: their position, and that of the one counted in their place. */
  left_out: { index: number; counted: number; message: string }[];
}
