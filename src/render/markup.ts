import type { Value } from "../model/report.ts";
import type { Frame } from "./value-words.ts";

/** How a format that is not laid out in columns writes the parts of a view. */
export interface Markup extends Frame {
  /** Our own words, a title or a label: escaped. */
  text(words: string): string;
  /** A value in a sentence. */
  inline(value: Value): string;
  /** A value in the cell of a table. */
  cell(value: Value): string;
  /** A command to paste, for a place of its own. */
  command(words: string): string;
}

export function sentenceOf(values: readonly Value[], markup: Markup): string {
  return values.map((value) => markup.inline(value)).join("");
}
