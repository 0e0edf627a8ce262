import type { Block, Section, Step, Value } from "../model/report.ts";

/** A section without a summary that stands open. */
export function section(id: string, title: string, blocks: Block[]): Section {
  return { id, title, summary: [], fold: false, blocks };
}

/** A word, and the text that goes with it; the word may be empty. */
export function note(term: string, words: Value[]): Block {
  return { kind: "note", term, text: words };
}

/** A note that is a step of a timeline. */
export function stepNote(term: string, words: Value[], step: Step): Block {
  return { kind: "note", term, text: words, step };
}

/** A note for each row of term and words; a row without words is left out. */
export function notes(rows: readonly (readonly [string, Value[]])[]): Block[] {
  return rows.filter(([, words]) => words.length > 0).map(([term, words]) => note(term, words));
}
